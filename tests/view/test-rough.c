/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nobody waits for anything: files are opened one over the other, the language changes in
 * the middle of it, everything is sent, and the window closes while it reads. What counts
 * is that nothing complains (criticals are fatal here) and the window is still there.
 */
#include "harness.h"

#include "view/inspector.h"
#include "view/ladder-pane.h"

static const char *const languages[] = { "en", "zh_CN", "both" };
static const char *const ladder_pages[] = { "messages", "calls", "events", "ladder" };
static const char *const inspector_pages[] = { "tree", "bytes", "diff", "state",
                                               "message" };

static void
set_language (LoreApplication *application, guint i)
{
  g_action_group_activate_action (
      G_ACTION_GROUP (application), "language",
      g_variant_new_string (languages[i % G_N_ELEMENTS (languages)]));
}

static void
activate (LoreApplication *application, const char *action, GVariant *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (harness_get_window (application)),
                                  action, parameter);
}

static void
go_on (guint turns)
{
  for (; turns > 0; turns--)
    g_main_context_iteration (NULL, FALSE);
}

static GPtrArray *
list_examples (const char *path, GPtrArray *files)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        list_examples (child, files);
      g_ptr_array_add (files, child); /* a folder, too, is something to open */
    }
  return files;
}

/* Somewhere else in what is on show, whatever that is by now. */
static void
wander (LoreApplication *application, GRand *chance)
{
  GtkWidget *window = GTK_WIDGET (harness_get_window (application));
  GtkWidget *ladder = harness_find (window, LORE_TYPE_LADDER_PANE);
  GtkWidget *inspector = harness_find (window, LORE_TYPE_INSPECTOR);
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  g_autoptr (LoreScene) scene = g_object_ref (lore_workspace_get_scene (workspace));
  LoreSelection *selection = lore_scene_get_selection (scene);
  guint n = lore_trace_get_n_messages (lore_scene_get_trace (scene));

  lore_ladder_pane_set_page (
      LORE_LADDER_PANE (ladder),
      ladder_pages[g_rand_int_range (chance, 0, G_N_ELEMENTS (ladder_pages))]);
  lore_inspector_set_page (
      LORE_INSPECTOR (inspector),
      inspector_pages[g_rand_int_range (chance, 0, G_N_ELEMENTS (inspector_pages))]);
  if (n == 0)
    return;
  lore_selection_set_message (selection, g_rand_int_range (chance, 0, n));
  if (lore_selection_get_tree (selection) != NULL)
    lore_selection_set_at (selection, g_rand_int_range (chance, 0, 400));
  lore_playback_set_position (lore_scene_get_playback (scene),
                              g_rand_double_range (chance, 0, n + 1));
  lore_playback_set_playing (lore_scene_get_playback (scene), g_rand_boolean (chance));
}

static void
check_files (LoreApplication *application, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "examples", NULL);
  g_autoptr (GPtrArray) files =
      list_examples (path, g_ptr_array_new_with_free_func (g_free));
  g_autoptr (GRand) chance = g_rand_new_with_seed (7);

  g_assert_cmpuint (files->len, >, 10);
  for (guint i = 0; i < files->len; i += 3)
    {
      g_autoptr (GFile) file = g_file_new_for_path (files->pdata[i]);

      lore_window_open (harness_get_window (application), &file, 1);
      go_on (g_rand_int_range (chance, 0, 6));
      wander (application, chance);
      if (i % 4 == 3)
        set_language (application, i);
      if (i % 7 == 6)
        activate (application, "show-lab", NULL);
    }
  harness_wait_frames (GTK_WIDGET (harness_get_window (application)), 2);
}

static void
check_sending (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  GListModel *templates = G_LIST_MODEL (lore_workspace_get_templates (workspace));
  LoreSetup *setup = lore_workspace_get_setup (workspace);
  g_auto (GStrv) networks = lore_networks_dup_names (lore_setup_get_networks (setup));

  g_object_set (setup, "speed", 4.0, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (templates); i++)
    {
      g_autoptr (LoreTemplate) template = g_list_model_get_item (templates, i);

      lore_workspace_load_template (workspace, lore_template_get_name (template));
      g_object_set (workspace, "destination", i % 4 == 0 ? "Registrar" : "Bob", "guided",
                    i % 3 != 0, NULL);
      activate (application, "send", NULL);
      go_on (8);
    }
  for (guint i = 0; networks[i] != NULL; i++)
    {
      lore_setup_use_network (setup, networks[i]);
      lore_workspace_load_template (workspace, "invite");
      activate (application, "send", NULL);
      go_on (8);
      activate (application, "lose", g_variant_new_uint32 (0));
    }
}

static void
check_languages (LoreApplication *application, gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    {
      set_language (application, i);
      if (i % 2 == 0)
        harness_settle ();
      if (i % 5 == 0)
        activate (application, "present", NULL);
      if (i % 6 == 0)
        activate (application, "practice-network", NULL);
    }
}

/* The application ends in the middle of it. */
static void
check_closing (LoreApplication *application, gconstpointer data)
{
  g_autofree char *path = g_build_filename (harness_get_folder (), "noise", NULL);
  g_autofree char *noise = g_malloc (8 * 1024 * 1024);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GRand) chance = g_rand_new_with_seed (7);

  for (gsize i = 0; i < 8 * 1024 * 1024; i += sizeof (guint32))
    *(guint32 *)(gpointer)(noise + i) = g_rand_int (chance);
  g_assert_true (g_file_set_contents (path, noise, 8 * 1024 * 1024, NULL));
  lore_window_open (harness_get_window (application), &file, 1);
  harness_settle ();
}

static const HarnessRow rows[] = {
  { "/rough/files", "both", check_files },
  { "/rough/sending", "both", check_sending },
  { "/rough/languages", "both", check_languages },
  { "/rough/closing", "both", check_closing },
};

int
main (int argc, char *argv[])
{
  return harness_main (&argc, &argv, rows, G_N_ELEMENTS (rows));
}
