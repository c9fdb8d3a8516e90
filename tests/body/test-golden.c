/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whole messages and their trees: tests/golden/NAME.sip gives NAME.tree. After a change
 * that is meant, SIPLORE_UPDATE_GOLDEN=1 writes the trees anew; read the diff.
 */
#include <string.h>

#include "body/dissect.h"
#include "tree-dump.h"

static void
test_golden (gconstpointer data)
{
  const char *path = data;
  g_autofree char *stem = g_strndup (path, strlen (path) - strlen (".sip"));
  g_autofree char *tree_path = g_strconcat (stem, ".tree", NULL);
  g_autofree char *expected = NULL, *found = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SipTree) tree = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *message;
  gsize len;

  g_file_get_contents (path, &message, &len, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (message, len);
  tree = body_dissect (bytes);
  tree_assert_sound (tree);
  found = tree_dump (tree);
  if (g_getenv ("SIPLORE_UPDATE_GOLDEN") != NULL)
    g_file_set_contents (tree_path, found, -1, &error);
  g_assert_no_error (error);
  g_file_get_contents (tree_path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, expected);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;
  guint n = 0;

  g_test_init (&argc, &argv, NULL);
  folder = g_test_build_filename (G_TEST_DIST, "golden", NULL);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    if (g_str_has_suffix (name, ".sip"))
      {
        g_autofree char *test =
            g_strdup_printf ("/golden/%.*s", (int)strlen (name) - 4, name);

        g_test_add_data_func_full (test, g_build_filename (folder, name, NULL),
                                   test_golden, g_free);
        n++;
      }
  g_assert_cmpuint (n, >=, 20);
  return g_test_run ();
}
