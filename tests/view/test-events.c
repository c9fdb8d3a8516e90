/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log in the window: what happens inside is there to be read, stepped through and
 * asked about.
 */
#include "harness.h"

#include <string.h>

#include "view/event-pane.h"
#include "view/event-row.h"
#include "view/ladder-pane.h"

static LoreScene *
get_scene (LoreApplication *application)
{
  return lore_workspace_get_scene (lore_application_get_workspace (application));
}

static GtkWidget *
get_ladder_pane (LoreApplication *application)
{
  return harness_find (GTK_WIDGET (harness_get_window (application)),
                       LORE_TYPE_LADDER_PANE);
}

static GtkWidget *
get_list (GtkWidget *pane)
{
  return harness_find (pane, GTK_TYPE_LIST_VIEW);
}

static guint
count_events (GtkWidget *pane)
{
  return g_list_model_get_n_items (
      G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (get_list (pane)))));
}

static gboolean
is_answered (gpointer data)
{
  LoreTrace *trace = lore_scene_get_trace (data);

  for (guint i = 0; i < lore_trace_get_n_messages (trace); i++)
    {
      LoreMessage message;

      lore_trace_get_message (trace, i, &message);
      if (message.status == 200 && message.received_us != LORE_TIME_UNKNOWN)
        return TRUE;
    }
  return FALSE;
}

static GtkWidget *
open_events (LoreApplication *application)
{
  GtkWidget *pane;

  lore_workspace_load_template (lore_application_get_workspace (application), "options");
  g_action_group_activate_action (G_ACTION_GROUP (harness_get_window (application)),
                                  "send", NULL);
  g_assert_true (harness_wait (is_answered, get_scene (application), 15));
  lore_ladder_pane_set_page (LORE_LADDER_PANE (get_ladder_pane (application)), "events");
  harness_wait_frames (GTK_WIDGET (harness_get_window (application)), 4);
  pane = harness_find (get_ladder_pane (application), LORE_TYPE_EVENT_PANE);
  g_assert_nonnull (pane);
  return pane;
}

/* The first event that is of this type, in the list of all. */
static guint
find_event (LoreTrace *trace, LoreEventType type)
{
  for (guint i = 0; i < lore_trace_get_n_events (trace); i++)
    {
      LoreEvent event;

      lore_trace_get_event (trace, i, &event);
      if (event.type == type)
        return i;
    }
  g_assert_not_reached ();
}

/* Timers and states stand among the messages; each can be asked what it is. */
static void
check_inside (LoreApplication *application, gconstpointer data)
{
  LoreTrace *trace = lore_scene_get_trace (get_scene (application));
  LoreSelection *selection = lore_scene_get_selection (get_scene (application));
  GtkWidget *pane = open_events (application);
  GtkSelectionModel *rows = gtk_list_view_get_model (GTK_LIST_VIEW (get_list (pane)));
  g_autofree char *labels = harness_dup_labels (pane);
  LoreEvent state;

  g_assert_nonnull (strstr (labels, "Timer E"));
  g_assert_nonnull (strstr (labels, "启动"));
  g_assert_nonnull (strstr (labels, "RFC 3261 §17.1.2.2"));
  g_assert_cmpuint (count_events (pane), ==, lore_trace_get_n_events (trace));

  gtk_selection_model_select_item (rows, find_event (trace, LORE_EVENT_TIMER_SET), TRUE);
  g_assert_true (g_str_has_prefix (lore_selection_get_topic (selection), "timer:"));
  gtk_selection_model_select_item (rows, find_event (trace, LORE_EVENT_STATE), TRUE);
  lore_trace_get_event (trace, find_event (trace, LORE_EVENT_STATE), &state);
  g_assert_cmpstr (lore_selection_get_topic (selection), ==, state.to_state);
  gtk_selection_model_select_item (rows, find_event (trace, LORE_EVENT_SENT), TRUE);
  g_assert_cmpuint (lore_selection_get_message (selection), ==, 0);
}

/* Only what belongs to one message: another that is sent meanwhile is not of it. */
static void
check_about (LoreApplication *application, gconstpointer data)
{
  GtkWidget *pane = open_events (application);
  LoreTrace *trace = lore_scene_get_trace (get_scene (application));
  GtkWidget *about = harness_find (pane, GTK_TYPE_TOGGLE_BUTTON);
  g_autofree char *labels = NULL;

  lore_selection_set_message (lore_scene_get_selection (get_scene (application)), 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (about), TRUE);
  g_assert_cmpuint (count_events (pane), >, 2); /* the request, its timers */
  lore_workspace_load_template (lore_application_get_workspace (application), "register");
  g_action_group_activate_action (G_ACTION_GROUP (harness_get_window (application)),
                                  "send", NULL);
  harness_wait_frames (pane, 10);
  g_assert_cmpuint (lore_trace_get_n_messages (trace), >, 2);
  lore_selection_set_message (lore_scene_get_selection (get_scene (application)), 0);
  harness_wait_frames (pane, 2);
  labels = harness_dup_labels (pane);
  g_assert_nonnull (strstr (labels, "OPTIONS"));
  g_assert_null (strstr (labels, "REGISTER"));
  g_assert_cmpuint (count_events (pane), <, lore_trace_get_n_events (trace));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (about), FALSE);
  g_assert_cmpuint (count_events (pane), ==, lore_trace_get_n_events (trace));
}

static guint
count_later (GtkWidget *root)
{
  guint n = LORE_IS_EVENT_ROW (root) && gtk_widget_has_css_class (root, "later");

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_later (child);
  return n;
}

/* What the playhead has not reached has not happened yet. */
static void
check_playhead (LoreApplication *application, gconstpointer data)
{
  GtkWidget *pane = open_events (application);
  LorePlayback *playback = lore_scene_get_playback (get_scene (application));

  lore_playback_set_position (playback, lore_playback_get_end (playback));
  g_assert_cmpuint (count_later (pane), ==, 0);
  lore_playback_set_position (playback, 0);
  g_assert_cmpuint (count_later (pane), >, 0);
  lore_playback_set_position (playback, lore_playback_get_end (playback));
  g_assert_cmpuint (count_later (pane), ==, 0);
}

static const HarnessRow rows[] = {
  { "/events/inside", "both", check_inside },
  { "/events/about", "en", check_about },
  { "/events/playhead", "zh_CN", check_playhead },
};

int
main (int argc, char *argv[])
{
  return harness_main (&argc, &argv, rows, G_N_ELEMENTS (rows));
}
