/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures for the eye of what the gallery's main views do not show: the windows and
 * menus over the main one, a message in flight, opened captures. A picture each and
 * language, in turn light and dark.
 */
#include "harness.h"

#include <glib/gstdio.h>

#include "../trace/fixture.h"
#include "app/handbook-window.h"
#include "view/ladder-header.h"
#include "view/ladder-pane.h"
#include "view/practice-button.h"

#define BORDER 10 /* as in the gallery */

static const char *language;
static gboolean dark;

static GtkWidget *
get_window (LoreApplication *application)
{
  return GTK_WIDGET (harness_get_window (application));
}

/* @native: a window, or a popover, which has a surface of its own. */
static void
photograph (GtkWidget *native, const char *what)
{
  const char *folder = g_getenv ("SIPLORE_GALLERY");
  g_autofree char *path =
      g_strdup_printf ("%s/%s-%s-%s.png", folder != NULL ? folder : "gallery", what,
                       dark ? "dark" : "light", language);

  harness_wait_frames (native, 4);
  harness_save_picture (native, path);
}

static void
act (LoreApplication *application, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action_variant (get_window (application), action, parameter);
  harness_settle ();
}

static GtkWidget *
find_over (LoreApplication *application)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *list = windows; list != NULL; list = list->next)
    if (!LORE_IS_WINDOW (list->data) && gtk_widget_get_visible (list->data))
      return list->data;
  return NULL;
}

/* --- windows over the main one --------------------------------------------------- */

static const struct
{
  const char *what;
  const char *action;
  const char *parameter; /* a string, or NULL */
} window_rows[] = {
  { "handbook", "app.handbook", "protocol:MEGACO" },
  { "history", "win.history", NULL },
  { "environments", "win.environments", NULL },
  { "preferences", "app.preferences", NULL },
  { "shortcuts", "win.show-help-overlay", NULL },
  { "about", "app.about", NULL },
  { "save-template", "win.save-template", NULL },
};

static void
photograph_windows (LoreApplication *application)
{
  for (gsize i = 0; i < G_N_ELEMENTS (window_rows); i++)
    {
      GtkWidget *over;

      act (application, window_rows[i].action,
           window_rows[i].parameter != NULL
               ? g_variant_new_string (window_rows[i].parameter)
               : NULL);
      over = find_over (application);
      g_assert_nonnull (over);
      photograph (over, window_rows[i].what);
      if (LORE_IS_HANDBOOK_WINDOW (over))
        {
          lore_handbook_window_search (LORE_HANDBOOK_WINDOW (over), "tag");
          photograph (over, "handbook-search");
        }
      gtk_window_destroy (GTK_WINDOW (over));
      harness_settle ();
    }
}

/* --- menus ----------------------------------------------------------------------- */

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

/* Without a grab nothing that happens elsewhere can close it. */
static void
photograph_menu (GtkWidget *button, const char *what)
{
  GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));

  gtk_popover_set_autohide (popover, FALSE);
  gtk_popover_popup (popover);
  harness_wait (is_mapped, popover, 10);
  photograph (GTK_WIDGET (popover), what);
  gtk_popover_popdown (popover);
  gtk_popover_set_autohide (popover, TRUE);
}

static GtkWidget *
find_primary (GtkWidget *root)
{
  if (GTK_IS_MENU_BUTTON (root) && gtk_menu_button_get_primary (GTK_MENU_BUTTON (root)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_primary (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
photograph_menus (LoreApplication *application)
{
  GtkWidget *window = get_window (application);

  photograph_menu (find_primary (window), "menu");
  photograph_menu (harness_find (harness_find (window, LORE_TYPE_PRACTICE_BUTTON),
                                 GTK_TYPE_MENU_BUTTON),
                   "practice-menu");
}

/* --- opened files, and a message on its way ------------------------------------- */

static gboolean
has_opened (gpointer data)
{
  LoreScene *scene = lore_workspace_get_scene (data);

  return lore_scene_get_title (scene) != NULL
         && lore_trace_get_n_messages (lore_scene_get_trace (scene)) > 0;
}

static LoreScene *
open_example (LoreApplication *application, const char *name)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "examples", name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  LoreScene *scene;

  act (application, "win.show-lab", NULL);
  lore_window_open (harness_get_window (application), &file, 1);
  harness_wait (has_opened, workspace, 20);
  harness_settle ();
  scene = lore_workspace_get_scene (workspace);
  lore_scene_set_selection_follows (scene, FALSE);
  return scene;
}

static void
photograph_opened (LoreApplication *application)
{
  LoreScene *scene = open_example (application, "call-through-proxy.txt");
  LorePlayback *playback = lore_scene_get_playback (scene);

  lore_selection_set_message (lore_scene_get_selection (scene), 2);
  lore_playback_set_position (playback, 4.55);
  photograph (get_window (application), "flight");

  scene = open_example (application, "call-with-media.pcap");
  playback = lore_scene_get_playback (scene);
  lore_playback_set_position (playback, lore_playback_get_end (playback));
  lore_selection_set_message (lore_scene_get_selection (scene), 0);
  photograph (get_window (application), "media");
  act (application, "win.present", NULL);
  photograph (get_window (application), "present-media");
  act (application, "win.leave-present", NULL);
  act (application, "win.import-report", NULL);
  photograph (find_over (application), "report");
  gtk_window_destroy (GTK_WINDOW (find_over (application)));
}

/* A message of the clinic, and what is wrong with it. */
static void
photograph_clinic (LoreApplication *application)
{
  LoreScene *scene = open_example (application, "clinic/cseq-of-another-method.sip");
  LorePlayback *playback = lore_scene_get_playback (scene);

  lore_playback_set_position (playback, lore_playback_get_end (playback));
  lore_selection_set_message (lore_scene_get_selection (scene), 0);
  photograph (get_window (application), "clinic");
}

static gboolean
has_rung_through (gpointer data)
{
  LoreTrace *trace = lore_scene_get_trace (data);
  LorePlayback *playback = lore_scene_get_playback (data);

  return lore_trace_get_n_messages (trace) >= 10
         && lore_playback_get_position (playback) >= lore_playback_get_end (playback);
}

/* A call through the practice proxy, whose first INVITE gets lost. */
static void
photograph_network (LoreApplication *application)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  LoreSetup *setup = lore_workspace_get_setup (workspace);
  LoreScene *scene;

  g_object_set (setup, "network", "proxy", "answer-after", 1.0, NULL);
  g_assert_true (lore_setup_add_fault (setup, "drop INVITE nth=2", NULL));
  harness_settle ();
  scene = lore_workspace_get_lab_scene (workspace);
  lore_playback_set_speed (lore_scene_get_playback (scene), 4);
  lore_workspace_load_template (workspace, "invite");
  act (application, "win.send", NULL);
  harness_wait (has_rung_through, scene, 20);
  lore_scene_set_selection_follows (scene, FALSE);
  lore_selection_set_message (lore_scene_get_selection (scene), 2);
  photograph (get_window (application), "network");
}

/* As many columns as a class has telephones. */
static void
photograph_crowd (LoreApplication *application)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreScene) scene = NULL;
  const guint n = 14;

  for (guint i = 1; i < n; i++)
    {
      g_autofree char *source = g_strdup_printf ("192.0.2.%u:5060", i);
      g_autofree char *destination = g_strdup_printf ("192.0.2.%u:5060", i + 1);
      g_autofree char *branch = g_strdup_printf ("z9hG4bK-%u", i);

      fixture_append (
          trace, LORE_EVENT_CAPTURED, 20 * i, source, destination,
          &(FixtureMessage){ .method = "OPTIONS", .branch = branch, .call_id = branch });
    }
  scene = lore_scene_new (trace, "lab.pcap");
  lore_playback_set_position (lore_scene_get_playback (scene), n);
  lore_workspace_show_scene (lore_application_get_workspace (application), scene);
  lore_selection_set_message (lore_scene_get_selection (scene), 0);
  photograph (get_window (application), "crowd");
}

/* --- all ------------------------------------------------------------------------- */

static void
photograph_all (LoreApplication *application, gconstpointer data)
{
  LoreWindow *window = harness_get_window (application);

  language = data;
  dark = !dark;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  lore_window_set_size (window, 1440 + BORDER, 900 + BORDER);
  photograph_menus (application);
  photograph_windows (application);
  photograph_network (application);
  photograph_opened (application);
  photograph_clinic (application);
  photograph_crowd (application);
}

static void
test_language (gconstpointer data)
{
  harness_run (data, photograph_all, data);
}

int
main (int argc, char *argv[])
{
  if (!harness_init (&argc, &argv))
    return 0;
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_mkdir_with_parents (
      g_getenv ("SIPLORE_GALLERY") != NULL ? g_getenv ("SIPLORE_GALLERY") : "gallery",
      0755);
  g_test_add_data_func ("/album/en", "en", test_language);
  g_test_add_data_func ("/album/zh_CN", "zh_CN", test_language);
  g_test_add_data_func ("/album/both", "both", test_language);
  return g_test_run ();
}
