/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/line-diff.h"

#include <string.h>

/* As text: a sign, the line, and what changed in it between brackets. */
static char *
dup_words (const char *before, const char *after)
{
  g_autoptr (GArray) lines = lore_line_diff ((const guint8 *)before, strlen (before),
                                             (const guint8 *)after, strlen (after));
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const LoreDiffLine *line = &g_array_index (lines, LoreDiffLine, i);
      const char *text = line->kind == LORE_DIFF_REMOVED ? before : after;

      g_string_append_c (words, " -+"[line->kind]);
      if (line->changed.len == line->line.len)
        g_string_append_len (words, text + line->line.at, line->line.len);
      else
        g_string_append_printf (
            words, "%.*s[%.*s]%.*s", (int)(line->changed.at - line->line.at),
            text + line->line.at, (int)line->changed.len, text + line->changed.at,
            (int)(sip_span_end (line->line) - sip_span_end (line->changed)),
            text + sip_span_end (line->changed));
      g_string_append_c (words, '|');
    }
  return g_string_free (words, FALSE);
}

static void
test_rows (void)
{
  static const struct
  {
    const char *before, *after, *words, *why;
  } rows[] = {
    { "", "", "", "nothing" },
    { "a\r\nb\r\n", "a\r\nb\r\n", " a| b|", "a retransmission" },
    { "a\nb", "a\r\nb\r\n", " a| b|", "the ends of lines do not count" },
    { "a\nc\n", "a\nb\nc\n", " a|+b| c|", "a Via more at the next hop" },
    { "a\nb\nc\n", "a\nc\n", " a|-b| c|", "a Via less on the way back" },
    { "Max-Forwards: 70\n", "Max-Forwards: 69\n",
      "-Max-Forwards: [70]|+Max-Forwards: [69]|", "one value differs" },
    { "CSeq: 1 INVITE\nx\n", "CSeq: 2 INVITE\nx\n",
      "-CSeq: [1] INVITE|+CSeq: [2] INVITE| x|", "in the middle of a line" },
    { "From: a\nTo: b\n", "To: b;tag=1\nFrom: a\n", "+To: b;tag=1| From: a|-To: b|",
      "another order" },
    { "a\n", "", "-a|", "all gone" },
    { "", "a\n", "+a|", "all new" },
    { "\n\n", "\n", " |-|", "empty lines" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = dup_words (rows[i].before, rows[i].after);

      g_test_message ("%s: %s", rows[i].why, words);
      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

/* A body of many lines is still compared, if not line by line. */
static void
test_many (void)
{
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);
  g_autoptr (GArray) lines = NULL;

  for (guint i = 0; i < 3000; i++)
    {
      g_string_append_printf (before, "a%u\n", i);
      g_string_append_printf (after, "b%u\n", i);
    }
  lines = lore_line_diff ((const guint8 *)before->str, before->len,
                          (const guint8 *)after->str, after->len);
  g_assert_cmpuint (lines->len, ==, 6000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/line-diff/rows", test_rows);
  g_test_add_func ("/line-diff/many", test_many);
  return g_test_run ();
}
