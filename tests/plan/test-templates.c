/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"
#include "catalogue/catalogue.h"
#include "plan/template.h"

#include <glib/gstdio.h>

typedef struct
{
  char *path;
  GFile *folder;
  LoreTemplates *templates;
} Fixture;

static void
setup (Fixture *fixture, gconstpointer data)
{
  g_autofree char *parent = g_dir_make_tmp ("siplore-XXXXXX", NULL);

  fixture->path = g_build_filename (parent, "not", "there", "yet", NULL);
  fixture->folder = g_file_new_for_path (fixture->path);
  fixture->templates = lore_templates_new (fixture->folder);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_remove (file);
    }
  g_rmdir (path);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  g_autofree char *yet = NULL, *there = NULL, *parent = NULL;

  g_assert_finalize_object (fixture->templates);
  remove_folder (fixture->path);
  yet = g_path_get_dirname (fixture->path);
  there = g_path_get_dirname (yet);
  g_rmdir (yet);
  g_rmdir (there);
  g_object_unref (fixture->folder);
  g_free (fixture->path);
}

static guint
count (LoreTemplates *templates)
{
  return g_list_model_get_n_items (G_LIST_MODEL (templates));
}

/* The six methods of RFC 3261 are there, and each has a topic in both languages. */
static void
test_shipped (Fixture *fixture, gconstpointer data)
{
  static const char *const methods[][2] = {
    { "invite", "INVITE" },    { "ack-2xx", "ACK" },   { "ack-non2xx", "ACK" },
    { "bye", "BYE" },          { "cancel", "CANCEL" }, { "options", "OPTIONS" },
    { "register", "REGISTER" }
  };
  LoreCatalogue *catalogue = lore_catalogue_get_default ();

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      LoreTemplate *template = lore_templates_lookup (fixture->templates, methods[i][0]);

      g_assert_nonnull (template);
      g_assert_cmpstr (lore_template_get_method (template), ==, methods[i][1]);
    }
  for (guint i = 0; i < count (fixture->templates); i++)
    {
      g_autoptr (LoreTemplate) template =
          g_list_model_get_item (G_LIST_MODEL (fixture->templates), i);
      const char *topic = lore_template_get_topic (template);

      g_test_message ("%s", topic);
      g_assert_true (lore_template_get_shipped (template));
      g_assert_nonnull (lore_catalogue_lookup (catalogue, topic));
      g_assert_nonnull (g_strrstr (lore_template_get_text (template), "\n\n"));
    }
}

static void
test_own (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint shipped = count (fixture->templates);
  LoreTemplate *mine;
  LoreTemplates *again;

  mine = lore_templates_save (fixture->templates, "我的 INVITE", "INVITE x\n\n", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (lore_template_get_method (mine), ==, "INVITE");
  g_assert_false (lore_template_get_shipped (mine));
  g_assert_null (lore_template_get_topic (mine));
  g_assert_cmpuint (count (fixture->templates), ==, shipped + 1);

  mine = lore_templates_save (fixture->templates, "我的 INVITE", "BYE x\n\n", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture->templates), ==, shipped + 1);

  again = lore_templates_new (fixture->folder);
  g_assert_cmpuint (count (again), ==, shipped + 1);
  g_assert_cmpstr (lore_template_get_text (lore_templates_lookup (again, "我的 INVITE")),
                   ==, "BYE x\n\n");
  g_assert_finalize_object (again);

  g_assert_true (lore_templates_rename (fixture->templates, mine, "mine", &error));
  g_assert_no_error (error);
  g_assert_null (lore_templates_lookup (fixture->templates, "我的 INVITE"));
  mine = lore_templates_lookup (fixture->templates, "mine");
  g_assert_cmpstr (lore_template_get_text (mine), ==, "BYE x\n\n");

  g_assert_true (lore_templates_delete (fixture->templates, mine, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture->templates), ==, shipped);
}

/* One of the user's own hides the shipped one of its name until it is deleted. */
static void
test_shadow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint shipped = count (fixture->templates);
  LoreTemplate *mine;

  mine = lore_templates_save (fixture->templates, "bye", "BYE mine\n\n", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture->templates), ==, shipped);
  g_assert_true (lore_templates_lookup (fixture->templates, "bye") == mine);
  g_assert_true (lore_templates_delete (fixture->templates, mine, &error));
  g_assert_true (
      lore_template_get_shipped (lore_templates_lookup (fixture->templates, "bye")));
}

static void
assert_problem (GError **error, const char *id)
{
  g_assert_cmpstr (lore_problem_get_id (*error), ==, id);
  g_clear_error (error);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name, *why;
  } rows[] = {
    { "", "no name" },
    { "a/b", "another folder" },
    { "..", "another folder" },
    { ".hidden", "a hidden file" },
    { " a", "a space that nobody sees" },
    { "a ", "a space that nobody sees" },
    { "a\nb", "a control character" },
    { "a:b", "no file name on other systems" },
    { "\xff", "not UTF-8" },
  };
  g_autofree char *too_long = g_strnfill (101, 'a');
  g_autoptr (GError) error = NULL;
  LoreTemplate *bye = lore_templates_lookup (fixture->templates, "bye");
  LoreTemplate *mine;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].why);
      g_assert_null (lore_templates_save (fixture->templates, rows[i].name, "", &error));
      assert_problem (&error, "template-name");
    }
  g_assert_null (lore_templates_save (fixture->templates, too_long, "", &error));
  assert_problem (&error, "template-name");

  g_assert_false (lore_templates_rename (fixture->templates, bye, "x", &error));
  assert_problem (&error, "template-shipped");
  g_assert_false (lore_templates_delete (fixture->templates, bye, &error));
  assert_problem (&error, "template-shipped");
  mine = lore_templates_save (fixture->templates, "mine", "", &error);
  g_assert_false (lore_templates_rename (fixture->templates, mine, "bye", &error));
  assert_problem (&error, "template-exists");
}

/* A file where the folder should be: nothing is written, nothing is lost. */
static void
test_unwritable (void)
{
  g_autofree char *parent = g_dir_make_tmp ("siplore-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (parent, "file", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  LoreTemplates *templates;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  templates = lore_templates_new (folder);
  g_assert_null (lore_templates_save (templates, "mine", "", &error));
  assert_problem (&error, "template-unsaved");
  g_assert_finalize_object (templates);
  g_remove (path);
  g_rmdir (parent);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/templates/shipped", Fixture, NULL, setup, test_shipped, teardown);
  g_test_add ("/templates/own", Fixture, NULL, setup, test_own, teardown);
  g_test_add ("/templates/shadow", Fixture, NULL, setup, test_shadow, teardown);
  g_test_add ("/templates/refused", Fixture, NULL, setup, test_refused, teardown);
  g_test_add_func ("/templates/unwritable", test_unwritable);
  return g_test_run ();
}
