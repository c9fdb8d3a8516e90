/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/needle.h"

#include <string.h>

static void
test_rows (void)
{
  static const struct
  {
    const char *needle, *hay;
    gboolean in, is;
    const char *why;
  } rows[] = {
    { "alice", "alice", TRUE, TRUE, "itself" },
    { "alice", "ALIce", TRUE, TRUE, "any case" },
    { "ALICE", "xalicex", TRUE, FALSE, "inside" },
    { "alice", "alic", FALSE, FALSE, "too short" },
    { "alice", "alicalice", TRUE, FALSE, "after a false start" },
    { "z9hG4bK", "branch=z9hG4bK", TRUE, FALSE, "at the end" },
    { "z9hG4bK", "z9hG4b", FALSE, FALSE, "cut off" },
    { "@[", "A{@[", TRUE, FALSE, "what lies next to the letters has no case" },
    { "@", "`", FALSE, FALSE, "so this is another character" },
    { "", "", TRUE, TRUE, "nothing in nothing" },
    { "", "x", TRUE, FALSE, "nothing in something" },
    { "x", "", FALSE, FALSE, "something in nothing" },
    { "测试", "会话测试", TRUE, FALSE, "bytes beyond ASCII" },
    { "É", "é", FALSE, FALSE, "whose case counts" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      /* The last byte has nothing behind it that could be read. */
      gsize len = strlen (rows[i].hay);
      g_autofree char *hay = g_memdup2 (rows[i].hay, len);
      LoreNeedle needle;

      g_test_message ("%s", rows[i].why);
      lore_needle_init (&needle, rows[i].needle, strlen (rows[i].needle));
      g_assert_cmpint (lore_needle_is_in (&needle, hay, len), ==, rows[i].in);
      g_assert_cmpint (lore_needle_is (&needle, hay, len), ==, rows[i].is);
      lore_needle_clear (&needle);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/needle/rows", test_rows);
  return g_test_run ();
}
