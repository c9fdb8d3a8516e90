/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ladder as text, compared with files of tests/draw/golden. UPDATE_GOLDEN=1 writes
 * them anew: read the difference before committing it.
 */
#include "stories.h"

#include "draw/cells.h"
#include "draw/ladder.h"

static const struct
{
  const char *name;
  LoreTrace *(*new_trace) (void);
  guint columns;
  const char *language;
} golden[] = {
  { "call-en", story_new_call, 110, "en" },
  { "call-zh", story_new_call, 110, "zh_CN" },
  { "call-both-narrow", story_new_call, 40, "both" },
  { "crossing", story_new_crossing, 80, "en" },
  { "unknown-ends", story_new_unknown, 80, "en" },
  { "odd", story_new_odd, 100, "en" },
};

static void
test_golden (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (golden); i++)
    {
      g_autoptr (LoreTrace) trace = golden[i].new_trace ();
      g_autoptr (LoreLayout) layout = lore_layout_new (trace);
      g_autofree char *text =
          lore_ladder_dup_text (layout, golden[i].columns, golden[i].language, NULL);
      g_autofree char *name = g_strconcat (golden[i].name, ".txt", NULL);
      g_autofree char *path =
          g_test_build_filename (G_TEST_DIST, "draw", "golden", name, NULL);
      g_autofree char *expected = NULL;

      if (g_getenv ("UPDATE_GOLDEN") != NULL)
        g_assert_true (g_file_set_contents (path, text, -1, NULL));
      g_test_message ("%s", name);
      g_assert_true (g_file_get_contents (path, &expected, NULL, NULL));
      g_assert_cmpstr (text, ==, expected);
    }
}

/* No line is wider than it was asked to be, in cells, when that is enough. */
static void
test_width (void)
{
  g_autoptr (LoreTrace) trace = story_new_call ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);

  for (guint columns = 70; columns < 140; columns++)
    {
      g_autofree char *text = lore_ladder_dup_text (layout, columns, "both", NULL);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      for (guint i = 0; lines[i] != NULL; i++)
        g_assert_cmpuint (lore_cells_measure (lines[i]), <=, columns);
    }
}

static void
test_cells (void)
{
  static const struct
  {
    const char *text;
    guint most;
    const char *cut;
    const char *why;
  } rows[] = {
    { "INVITE", 6, "INVITE", "fits" },
    { "INVITE", 5, "INVI…", "does not" },
    { "提议", 4, "提议", "a Han character is two cells" },
    { "提议", 3, "提…", "and is not halved" },
    { "提议", 2, "…", "not even one" },
    { "e\xcc\x81"
      "e",
      2,
      "e\xcc\x81"
      "e",
      "an accent on its own takes none" },
    { "", 0, "", "nothing" },
    { "x", 0, "", "no room" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *cut = lore_cells_dup_cut (rows[i].text, rows[i].most);

      g_test_message ("%s", rows[i].why);
      g_assert_cmpstr (cut, ==, rows[i].cut);
    }
}

/* Writing over half a Han character leaves no half behind. */
static void
test_halves (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  LoreCells line;

  lore_cells_init (&line, 6);
  lore_cells_write (&line, 0, "提议提议");
  lore_cells_put (&line, 1, 'x');
  lore_cells_put (&line, 2, 'y');
  lore_cells_append_to (&line, text);
  lore_cells_clear (&line);
  g_assert_cmpstr (text->str, ==, " xy 提\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ladder-text/golden", test_golden);
  g_test_add_func ("/ladder-text/width", test_width);
  g_test_add_func ("/ladder-text/cells", test_cells);
  g_test_add_func ("/ladder-text/halves", test_halves);
  return g_test_run ();
}
