/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures of the window for the eye: light and dark, in each language, on a screen and
 * on a projector. They go to gallery/ in the build folder.
 */
#include "harness.h"

#include <glib/gstdio.h>

#include "base/problem.h"
#include "view/find-bar.h"
#include "view/inspector.h"
#include "view/ladder-pane.h"
#include "view/practice-button.h"

/* Without a compositor GTK draws a border of its own round the window, 5 px a side. */
#define BORDER 10

static const struct
{
  int width;
  int height;
} sizes[] = { { 1440, 900 }, { 1024, 768 } };

static const char *
get_folder (void)
{
  const char *folder = g_getenv ("SIPLORE_GALLERY");

  return folder != NULL ? folder : "gallery";
}

static gboolean
has_call (gpointer data)
{
  LoreWorkspace *workspace = data;
  LoreTrace *trace = lore_scene_get_trace (lore_workspace_get_scene (workspace));
  LorePlayback *playback = lore_scene_get_playback (lore_workspace_get_scene (workspace));

  return lore_trace_get_n_messages (trace) >= 6
         && lore_playback_get_position (playback) >= lore_playback_get_end (playback);
}

static void
place_call (LoreApplication *application)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);

  lore_lab_set_bob_answer_after (lore_workspace_get_lab (workspace), 0.4);
  lore_playback_set_speed (
      lore_scene_get_playback (lore_workspace_get_lab_scene (workspace)), 4);
  lore_workspace_load_template (workspace, "options");
  g_action_group_activate_action (G_ACTION_GROUP (harness_get_window (application)),
                                  "send", NULL);
  lore_workspace_load_template (workspace, "invite");
  g_action_group_activate_action (G_ACTION_GROUP (harness_get_window (application)),
                                  "send", NULL);
  harness_wait (has_call, workspace, 20);
}

/* The INVITE's branch: the piece that most explanations come back to. */
static void
select_branch (LoreWorkspace *workspace)
{
  LoreSelection *selection =
      lore_scene_get_selection (lore_workspace_get_scene (workspace));
  SipTree *tree;

  lore_scene_set_selection_follows (lore_workspace_get_scene (workspace), FALSE);
  lore_selection_set_message (selection, 1);
  tree = lore_selection_get_tree (selection);
  for (guint32 node = 0; node < sip_tree_get_n_nodes (tree); node++)
    {
      g_autofree char *topic = sip_tree_dup_topic (tree, node);

      if (sip_tree_get_node (tree, node)->kind == SIP_KIND_PARAM
          && g_str_equal (topic, "param:branch"))
        lore_selection_set_node (selection, node);
    }
}

static void
show_problem (LoreWindow *window)
{
  g_autoptr (GError) error = NULL;

  lore_problem_set (&error, LORE_PROBLEM_USAGE, "bad-destination", "destination",
                    "bob:example", NULL);
  lore_window_show_error (window, error);
}

/* A filter with a slip in it, above the table of messages. */
static void
show_finding (LoreWindow *window)
{
  LoreLadderPane *pane =
      LORE_LADDER_PANE (harness_find (GTK_WIDGET (window), LORE_TYPE_LADDER_PANE));

  gtk_widget_activate_action (GTK_WIDGET (pane), "ladder.find", NULL);
  lore_ladder_pane_set_page (pane, "messages");
  g_object_set (lore_ladder_pane_get_message_table (pane), "headers", "CSeq", NULL);
  harness_wait_frames (GTK_WIDGET (window), 2);
  lore_find_bar_set_filter (
      LORE_FIND_BAR (harness_find (GTK_WIDGET (window), LORE_TYPE_FIND_BAR)),
      "method == INVITE and stats >= 180");
}

static void
show_practice (LoreWindow *window)
{
  GtkWidget *practice = harness_find (GTK_WIDGET (window), LORE_TYPE_PRACTICE_BUTTON);

  gtk_menu_button_popup (GTK_MENU_BUTTON (harness_find (practice, GTK_TYPE_MENU_BUTTON)));
}

static void
show_calls (LoreWindow *window)
{
  lore_ladder_pane_set_page (
      LORE_LADDER_PANE (harness_find (GTK_WIDGET (window), LORE_TYPE_LADDER_PANE)),
      "calls");
}

static void
photograph_one (LoreApplication *application, const char *language, const char *page,
                const char *what, gboolean dark, gsize i)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  LoreWindow *window = lore_window_new (GTK_APPLICATION (application), workspace);
  g_autofree char *path = g_strdup_printf ("%s/%s-%s-%s-%dx%d.png", get_folder (), what,
                                           dark ? "dark" : "light", language,
                                           sizes[i].width, sizes[i].height);

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  lore_window_set_size (window, sizes[i].width + BORDER, sizes[i].height + BORDER);
  gtk_window_present (GTK_WINDOW (window));
  lore_inspector_set_page (
      LORE_INSPECTOR (harness_find (GTK_WIDGET (window), LORE_TYPE_INSPECTOR)), page);
  if (g_str_equal (what, "lint"))
    show_problem (window);
  if (g_str_equal (what, "finding"))
    show_finding (window);
  if (g_str_equal (what, "practice"))
    show_practice (window);
  if (g_str_equal (what, "calls"))
    show_calls (window);
  if (g_str_equal (what, "present"))
    g_action_group_change_action_state (G_ACTION_GROUP (window), "present",
                                        g_variant_new_boolean (TRUE));
  harness_wait_frames (GTK_WIDGET (window), 8);
  /* Wider than asked for: something in it cannot be made narrow enough. */
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), ==, sizes[i].width);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (window)), ==, sizes[i].height);
  harness_save_picture (GTK_WIDGET (window), path);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
photograph (LoreApplication *application, const char *language, const char *page,
            const char *what)
{
  for (int dark = 0; dark < 2; dark++)
    for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        /* The main view in every combination, others light and large, dark and small. */
        if (g_str_equal (what, "call") || dark == (int)i)
          photograph_one (application, language, page, what, dark, i);
      }
}

/* A request with mistakes, sent to nowhere: what the window says of both. */
static void
make_mistakes (LoreApplication *application)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);

  lore_draft_replace (lore_workspace_get_draft (workspace),
                      "INVITE sip:bob@biloxi.example SIP/2.0\n"
                      "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=1234\n"
                      "From: <sip:alice@atlanta.example>\n"
                      "To: Bob <sip:bob@biloxi.example\n"
                      "Call-ID: lint@192.0.2.1\n"
                      "CSeq: 1 BYE\n"
                      "Content-Length: 9000\n\nhello\\x00\n");
  lore_draft_flush (lore_workspace_get_draft (workspace));
}

static void
photograph_all (LoreApplication *application, gconstpointer language)
{
  photograph (application, language, "message", "empty");
  place_call (application);
  select_branch (lore_application_get_workspace (application));
  photograph (application, language, "message", "call");
  photograph (application, language, "message", "present");
  photograph (application, language, "message", "finding");
  photograph (application, language, "message", "calls");
  photograph (application, language, "message", "practice");
  lore_selection_set_message (lore_scene_get_selection (lore_workspace_get_scene (
                                  lore_application_get_workspace (application))),
                              4);
  photograph (application, language, "state", "state");
  photograph (application, language, "diff", "diff");
  select_branch (lore_application_get_workspace (application));
  photograph (application, language, "tree", "tree");
  photograph (application, language, "bytes", "bytes");
  make_mistakes (application);
  photograph (application, language, "message", "lint");
}

static void
test_language (gconstpointer language)
{
  harness_run (language, photograph_all, language);
}

int
main (int argc, char *argv[])
{
  if (!harness_init (&argc, &argv))
    return 0;
  g_mkdir_with_parents (get_folder (), 0755);
  g_test_add_data_func ("/gallery/en", "en", test_language);
  g_test_add_data_func ("/gallery/zh_CN", "zh_CN", test_language);
  g_test_add_data_func ("/gallery/both", "both", test_language);
  return g_test_run ();
}
