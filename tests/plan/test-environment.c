/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"
#include "plan/environment.h"

#include <glib/gstdio.h>

static LoreEnvironment *
make (const char *name, const char *variable, const char *value)
{
  g_autoptr (GHashTable) variables = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (variables, (gpointer)variable, (gpointer)value);
  return lore_environment_new (name, variables);
}

static const char *
peek (LoreEnvironments *all, const char *name, const char *variable)
{
  LoreEnvironment *one = lore_environments_lookup (all, name, NULL);

  return one != NULL
             ? g_hash_table_lookup (lore_environment_get_variables (one), variable)
             : NULL;
}

/* Saved, changed, read by the next one who opens the file, deleted. */
static void
test_keeps (void)
{
  g_autofree char *folder = g_dir_make_tmp ("siplore-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "environments.ini", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (LoreEnvironment) campus = make ("campus", "server", "192.0.2.5; a=\"b\" ");
  g_autoptr (LoreEnvironment) lab = make ("实验室", "server", "127.0.0.1");
  g_autoptr (LoreEnvironment) moved = make ("campus", "server", "192.0.2.6");
  LoreEnvironments *all = lore_environments_new (file);
  g_autoptr (LoreEnvironments) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lore_environments_save (all, campus, &error));
  g_assert_true (lore_environments_save (all, lab, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (all)), ==, 2);
  again = lore_environments_new (file);
  g_assert_cmpstr (peek (again, "campus", "server"), ==, "192.0.2.5; a=\"b\" ");
  g_assert_cmpstr (peek (again, "实验室", "server"), ==, "127.0.0.1");
  g_assert_true (lore_environments_save (all, moved, &error));
  g_assert_cmpstr (peek (all, "campus", "server"), ==, "192.0.2.6");
  g_assert_true (lore_environments_delete (all, "campus", &error));
  g_assert_null (peek (all, "campus", "server"));
  g_assert_false (lore_environments_delete (all, "campus", &error));
  g_assert_cmpstr (lore_problem_get_id (error), ==, "environment-unknown");
  g_assert_finalize_object (all);
  g_unlink (path);
  g_rmdir (folder);
}

/* Its values stand over the others, which stay. */
static void
test_apply (void)
{
  g_autoptr (GHashTable) table =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (LoreEnvironment) one = make ("lab", "tag", "mine");

  g_hash_table_insert (table, g_strdup ("tag"), g_strdup ("theirs"));
  g_hash_table_insert (table, g_strdup ("branch"), g_strdup ("z9hG4bK1"));
  lore_environment_apply (one, table);
  g_assert_cmpstr (g_hash_table_lookup (table, "tag"), ==, "mine");
  g_assert_cmpstr (g_hash_table_lookup (table, "branch"), ==, "z9hG4bK1");
}

static void
test_bad_names (void)
{
  static const char *const rows[][3] = {
    { "", "a", "environment-name" },          { "a]b", "a", "environment-name" },
    { "a", "two words", "environment-name" }, { "a", "", "environment-name" },
    { "a", "b", "environment-unsaved" },
  };
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/proc/nothing/environments.ini");
  g_autoptr (LoreEnvironments) all = lore_environments_new (nowhere);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreEnvironment) one = make (rows[i][0], rows[i][1], "x");
      g_autoptr (GError) error = NULL;

      g_assert_false (lore_environments_save (all, one, &error));
      g_assert_cmpstr (lore_problem_get_id (error), ==, rows[i][2]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/environment/keeps", test_keeps);
  g_test_add_func ("/environment/apply", test_apply);
  g_test_add_func ("/environment/bad-names", test_bad_names);
  return g_test_run ();
}
