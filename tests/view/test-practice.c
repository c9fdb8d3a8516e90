/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the student may tell the practice network, on real loopback sockets.
 */
#include "harness.h"

#include <string.h>

#include "app/aimed-fault.h"
#include "app/location-list.h"
#include "app/practice-window.h"
#include "view/fault-list.h"
#include "view/plan-editor.h"
#include "view/practice-button.h"

static LoreTrace *
get_trace (LoreApplication *application)
{
  return lore_scene_get_trace (
      lore_workspace_get_lab_scene (lore_application_get_workspace (application)));
}

static void
send (LoreApplication *application, const char *template)
{
  lore_workspace_load_template (lore_application_get_workspace (application), template);
  g_action_group_activate_action (G_ACTION_GROUP (harness_get_window (application)),
                                  "send", NULL);
}

/* The first message with this status (0: a request) and this flag, LORE_ID_NONE: none. */
typedef struct
{
  LoreApplication *application;
  guint status;
  LoreMessageFlags flags;
  guint32 found;
} Awaited;

static gboolean
has_come (gpointer data)
{
  Awaited *awaited = data;
  LoreTrace *trace = get_trace (awaited->application);

  for (guint i = 0; i < lore_trace_get_n_messages (trace); i++)
    {
      LoreMessage message;

      lore_trace_get_message (trace, i, &message);
      if (message.status == awaited->status
          && (message.flags & awaited->flags) == awaited->flags)
        {
          awaited->found = i;
          return TRUE;
        }
    }
  return FALSE;
}

static guint32
await (LoreApplication *application, guint status, LoreMessageFlags flags)
{
  Awaited awaited = { application, status, flags, LORE_ID_NONE };

  g_assert_true (harness_wait (has_come, &awaited, 15));
  return awaited.found;
}

static void
check_behaviour (LoreApplication *application, gconstpointer data)
{
  LoreSetup *setup =
      lore_workspace_get_setup (lore_application_get_workspace (application));
  g_autoptr (GError) error = NULL;

  g_object_set (setup, "behaviour", "busy", "speed", 16.0, NULL);
  send (application, "invite");
  await (application, 486, 0);

  /* It holds for the next session too. */
  lore_workspace_restart (lore_application_get_workspace (application), &error);
  g_assert_no_error (error);
  send (application, "invite");
  await (application, 486, 0);
}

static void
check_faults (LoreApplication *application, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (harness_get_window (application));
  LoreSetup *setup =
      lore_workspace_get_setup (lore_application_get_workspace (application));
  GtkWidget *practice = harness_find (window, LORE_TYPE_PRACTICE_BUTTON);
  GtkWidget *button = harness_find (practice, GTK_TYPE_MENU_BUTTON);
  GtkWidget *list;
  g_autofree char *labels = NULL;

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  harness_wait_frames (window, 4);
  list = harness_find (practice, LORE_TYPE_FAULT_LIST);
  g_assert_nonnull (list);
  g_assert_false (lore_fault_list_add (LORE_FAULT_LIST (list), "lose request"));
  harness_wait_frames (window, 2);
  labels = harness_dup_labels (list);
  g_assert_nonnull (strstr (labels, "drop")); /* what could stand there */
  g_assert_nonnull (strstr (labels, "规则")); /* in both languages */
  g_assert_cmpuint (g_strv_length ((char **)lore_setup_get_faults (setup)), ==, 0);

  g_assert_true (lore_fault_list_add (LORE_FAULT_LIST (list), "drop INVITE nth=1"));
  g_object_set (setup, "speed", 16.0, NULL);
  send (application, "invite");
  await (application, 0, LORE_MESSAGE_LOST);
  await (application, 0, LORE_MESSAGE_RETRANSMISSION);
  await (application, 180, 0);
  lore_setup_remove_fault (setup, 0);
  g_assert_cmpuint (g_strv_length ((char **)lore_setup_get_faults (setup)), ==, 0);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
}

/* A click on an arrow makes the rule that loses it, and everything happens again. */
static void
check_lose (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  LoreSetup *setup = lore_workspace_get_setup (workspace);
  LoreTrace *before = get_trace (application);
  guint32 ringing, lost;
  g_autofree char *rule = NULL;
  LoreMessage message;

  g_object_set (setup, "speed", 16.0, NULL);
  send (application, "invite");
  ringing = await (application, 180, 0);
  rule = lore_aimed_fault_dup_rule (before, ringing);
  g_assert_cmpstr (rule, ==, "drop response 180 to INVITE from Bob to Alice nth=1");

  g_action_group_activate_action (G_ACTION_GROUP (harness_get_window (application)),
                                  "lose", g_variant_new_uint32 (ringing));
  g_assert_true (get_trace (application) != before);
  lost = await (application, 180, LORE_MESSAGE_LOST);
  lore_trace_get_message (get_trace (application), lost, &message);
  g_assert_cmpuint (message.status, ==, 180);
  await (application, 200, 0);
}

static gboolean
has_three (gpointer data)
{
  return lore_trace_get_n_participants (get_trace (data)) >= 3;
}

/* Another network is a new session, in which requests go through it. */
static void
check_network (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  LoreSetup *setup = lore_workspace_get_setup (workspace);
  LoreTrace *before = get_trace (application);

  g_object_set (setup, "speed", 16.0, "network", "proxy", NULL);
  g_assert_true (get_trace (application) != before);
  g_assert_cmpstr (lore_workspace_get_destination (workspace), !=, "Bob");
  send (application, "invite");
  await (application, 200, 0);
  g_assert_true (harness_wait (has_three, application, 5));

  g_object_set (setup, "network", "", NULL);
  g_assert_cmpstr (lore_workspace_get_destination (workspace), ==, "Bob");
  send (application, "options");
  await (application, 200, 0);
}

/* --- the practice window --------------------------------------------------------- */

static GtkWidget *
open_practice (LoreApplication *application)
{
  GtkWindow *window = NULL;
  g_autoptr (GList) windows = NULL;

  g_action_group_activate_action (G_ACTION_GROUP (harness_get_window (application)),
                                  "practice-network", NULL);
  windows = gtk_window_list_toplevels ();
  for (GList *list = windows; list != NULL; list = list->next)
    if (LORE_IS_PRACTICE_WINDOW (list->data)
        && gtk_widget_get_visible (GTK_WIDGET (list->data)))
      window = list->data;
  g_assert_nonnull (window);
  harness_wait_frames (GTK_WIDGET (window), 3);
  return GTK_WIDGET (window);
}

static void
assert_shows (GtkWidget *root, const char *text)
{
  g_autofree char *labels = harness_dup_labels (root);

  if (strstr (labels, text) == NULL)
    g_test_fail_printf ("\"%s\" is not shown, but: %s", text, labels);
}

static LorePlanEditor *
get_editor (GtkWidget *window)
{
  return LORE_PLAN_EDITOR (harness_find (window, LORE_TYPE_PLAN_EDITOR));
}

static void
set_name (GtkWidget *window, const char *name)
{
  gtk_editable_set_text (GTK_EDITABLE (harness_find (window, GTK_TYPE_ENTRY)), name);
}

/* A network is written in the window: what is wrong is told at its line, and what is
 * right is used. */
static void
check_written (LoreApplication *application, gconstpointer data)
{
  static const char good[] = "title Mine\nstart relay\nto Carol\n"
                             "proxy relay record-route\n"
                             "uas Carol behaviour=busy\n"
                             "bind sip:carol@biloxi.example Carol\n";
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  LoreSetup *setup = lore_workspace_get_setup (workspace);
  LoreTrace *before = get_trace (application);
  GtkWidget *window = open_practice (application);
  LorePlanEditor *editor = get_editor (window);

  lore_plan_editor_set_text (editor, "uas Bob\nswitch Carol\n");
  g_assert_cmpuint (lore_plan_editor_get_bad_line (editor), ==, 2);
  assert_shows (window, "Line 2 of the network");
  assert_shows (window, "第 2 行");
  set_name (window, "mine");
  harness_click (harness_find_button (window, "Save and _Use"));
  g_assert_cmpstr (lore_setup_get_network (setup), ==, ""); /* not with an error in it */

  lore_plan_editor_set_text (editor, good);
  g_assert_cmpuint (lore_plan_editor_get_bad_line (editor), ==, 0);
  harness_click (harness_find_button (window, "Save and _Use"));
  g_assert_cmpstr (lore_setup_get_network (setup), ==, "mine");
  g_assert_true (get_trace (application) != before);
  send (application, "invite");
  await (application, 486, 0);

  /* The same name with another text is another network. */
  lore_plan_editor_set_text (editor,
                             "start Carol\nto Carol\nuas Carol behaviour=decline\n");
  harness_click (harness_find_button (window, "Save and _Use"));
  send (application, "invite");
  await (application, 603, 0);
}

/* What is being written is still there in the other language, saved or not. */
static void
check_written_stays (LoreApplication *application, gconstpointer data)
{
  GtkWidget *window = open_practice (application);
  g_autofree char *kept = NULL;

  lore_plan_editor_set_text (get_editor (window), "# half written");
  set_name (window, "half");
  gtk_window_close (GTK_WINDOW (window));
  g_action_group_activate_action (G_ACTION_GROUP (application), "language",
                                  g_variant_new_string ("zh_CN"));
  harness_wait_frames (GTK_WIDGET (harness_get_window (application)), 2);
  window = open_practice (application);
  assert_shows (window, "谁在哪里");
  kept = lore_plan_editor_dup_text (get_editor (window));
  g_assert_cmpstr (kept, ==, "# half written");
}

static gboolean
is_kept (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
is_gone (gpointer path)
{
  return !is_kept (path);
}

/* What is not saved under its name is kept all the same: a window that opens after a
 * crash, which says goodbye to nobody, has it again. Once it is saved there is nothing to
 * keep. */
static void
check_written_survives (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  GtkWidget *window = open_practice (application);
  g_autofree char *path =
      g_build_filename (lore_workspace_get_folder (workspace), "draft.network", NULL);
  g_autofree char *text = NULL;
  GtkWidget *after;

  g_assert_false (is_kept (path)); /* what was shown is saved */
  set_name (window, "half");
  lore_plan_editor_set_text (get_editor (window), "# half\nwritten");
  g_assert_true (harness_wait (is_kept, path, 5));

  after = GTK_WIDGET (lore_practice_window_new (workspace));
  gtk_window_present (GTK_WINDOW (after));
  harness_wait_frames (after, 3);
  text = lore_plan_editor_dup_text (get_editor (after));
  g_assert_cmpstr (text, ==, "# half\nwritten");
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (harness_find (after, GTK_TYPE_ENTRY))), ==,
      "half");
  harness_click (harness_find_button (after, "_Save"));
  g_assert_true (harness_wait (is_gone, path, 5));
  gtk_window_destroy (GTK_WINDOW (after));
}

/* Who has registered stands in the location table, with the time that is left. */
static void
check_locations (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  GtkWidget *window = open_practice (application);
  GtkWidget *pages = harness_find (window, GTK_TYPE_STACK);
  GtkWidget *list;

  gtk_stack_set_visible_child_name (GTK_STACK (pages), "locations");
  harness_wait_frames (window, 3);
  list = harness_find (window, LORE_TYPE_LOCATION_LIST);
  assert_shows (list, "Nobody has registered");
  assert_shows (list, lore_lab_get_bob_address (lore_workspace_get_lab (workspace)));

  g_object_set (workspace, "destination", "Registrar", NULL);
  send (application, "register");
  await (application, 200, 0);
  lore_location_list_look (LORE_LOCATION_LIST (list));
  harness_wait_frames (window, 2);
  assert_shows (list, "sip:alice@");
  assert_shows (list, "seconds left");
}

/* --- what the lab is told --------------------------------------------------------- */

/* A clock that stands lets nothing time out, and goes on where it stood. */
static void
check_stopped_clock (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  LoreClock *clock = lore_lab_get_clock (lore_workspace_get_lab (workspace));
  GActionGroup *window = G_ACTION_GROUP (harness_get_window (application));
  gint64 stopped;

  g_action_group_activate_action (window, "stop-clock", NULL);
  g_assert_cmpfloat (lore_clock_get_speed (clock), ==, 0);
  stopped = lore_clock_get_time (clock);
  send (application, "invite");
  await (application, 0, 0);
  g_assert_cmpint (lore_clock_get_time (clock), ==, stopped);
  assert_shows (GTK_WIDGET (window), "Clock stopped");
  g_object_set (lore_workspace_get_setup (workspace), "speed", 16.0, NULL);
  g_assert_cmpfloat (lore_clock_get_speed (clock), ==, 0);
  g_action_group_activate_action (window, "stop-clock", NULL);
  await (application, 200, 0);
}

/* The proxy of this network asks; Alice answers when she has been told who she is. */
static void
check_login (LoreApplication *application, gconstpointer data)
{
  LoreSetup *setup =
      lore_workspace_get_setup (lore_application_get_workspace (application));

  g_object_set (setup, "speed", 16.0, "network", "login", NULL);
  send (application, "invite");
  await (application, 407, 0);
  g_object_set (setup, "user", "alice", "password", "secret", NULL);
  send (application, "invite");
  await (application, 200, 0);
}

static gboolean
was_accepted (LoreTrace *trace)
{
  for (guint i = 0; i < lore_trace_get_n_events (trace); i++)
    {
      LoreEvent event;

      lore_trace_get_event (trace, i, &event);
      if (g_strcmp0 (event.to_state, "state:accepted") == 0)
        return TRUE;
    }
  return FALSE;
}

/* RFC 6026 added Accepted; as printed in 2002 a transaction is over with its 2xx. */
static void
check_edition (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  LoreSetup *setup = lore_workspace_get_setup (workspace);

  for (guint old = 0; old < 2; old++)
    {
      g_object_set (setup, "rfc-2002", old == 1, "speed", 16.0, NULL);
      send (application, "invite");
      await (application, 200, 0);
      g_assert_true (was_accepted (get_trace (application)) == (old == 0));
      lore_workspace_restart (workspace, NULL);
    }
}

/* Faults of a network stay when the user adds one, and the user's when it is loaded. */
static void
check_faults_together (LoreApplication *application, gconstpointer data)
{
  static const char text[] = "start Bob\nto Bob\nuas Bob answer-after=0\n"
                             "fault drop response 180 nth=1\n";
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  LoreSetup *setup = lore_workspace_get_setup (workspace);

  g_assert_true (
      lore_networks_save (lore_setup_get_networks (setup), "lossy", text, NULL));
  g_assert_true (lore_setup_add_fault (setup, "drop response 200 nth=1", NULL));
  g_object_set (setup, "speed", 16.0, "network", "lossy", NULL);
  send (application, "invite");
  await (application, 180, LORE_MESSAGE_LOST);
  await (application, 200, LORE_MESSAGE_LOST);
}

/* Those of the network stand in the list as well, and only the network can end them. */
static void
check_network_faults (LoreApplication *application, gconstpointer data)
{
  static const char text[] = "start Bob\nto Bob\nuas Bob\n"
                             "fault drop response 180 nth=1\n";
  GtkWidget *window = GTK_WIDGET (harness_get_window (application));
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  LoreSetup *setup = lore_workspace_get_setup (workspace);
  GtkWidget *practice = harness_find (window, LORE_TYPE_PRACTICE_BUTTON);
  GtkWidget *button = harness_find (practice, GTK_TYPE_MENU_BUTTON);
  GtkWidget *list, *rules, *row;
  g_autofree char *labels = NULL;

  g_assert_true (
      lore_networks_save (lore_setup_get_networks (setup), "lossy", text, NULL));
  g_assert_true (lore_setup_add_fault (setup, "drop ACK first=2", NULL));
  g_object_set (setup, "network", "lossy", NULL);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  harness_wait_frames (window, 4);
  list = harness_find (practice, LORE_TYPE_FAULT_LIST);
  assert_shows (list, "drop ACK first=2");
  assert_shows (list, "drop response 180 nth=1");
  assert_shows (list, "from the network");
  rules = harness_find (list, GTK_TYPE_LIST_BOX);
  row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (rules), 0));
  g_assert_true (gtk_widget_get_sensitive (row));
  row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (rules), 1));
  g_assert_false (gtk_widget_get_sensitive (row));

  g_object_set (setup, "network", "", NULL);
  harness_wait_frames (window, 2);
  labels = harness_dup_labels (list);
  g_assert_nonnull (strstr (labels, "drop ACK first=2"));
  g_assert_null (strstr (labels, "from the network"));
  lore_setup_remove_fault (setup, 0);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
}

/* Bob is called by every transport that the menu offers. */
static void
check_transports (LoreApplication *application, gconstpointer data)
{
  static const struct
  {
    const char *name;
    LoreTransport transport;
  } rows[] = { { "TCP", LORE_TRANSPORT_TCP },
               { "TLS", LORE_TRANSPORT_TLS },
               { "WS", LORE_TRANSPORT_WS },
               { "WSS", LORE_TRANSPORT_WSS },
               { "UDP", LORE_TRANSPORT_UDP } };
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  LoreWindow *window = harness_get_window (application);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Awaited awaited = { application, 200, 0, LORE_ID_NONE };
      LoreMessage message;
      g_autoptr (GVariant) state = NULL;

      lore_workspace_restart (workspace, NULL);
      g_action_group_activate_action (G_ACTION_GROUP (window), "transport",
                                      g_variant_new_string (rows[i].name));
      state = g_action_group_get_action_state (G_ACTION_GROUP (window), "transport");
      g_assert_cmpstr (g_variant_get_string (state, NULL), ==, rows[i].name);
      send (application, "options");
      g_assert_true (harness_wait (has_come, &awaited, 15));
      lore_trace_get_message (get_trace (application), awaited.found, &message);
      g_assert_cmpint (message.transport, ==, rows[i].transport);
      g_assert_null (lore_window_get_notice (window));
    }
  g_assert_cmpstr (lore_workspace_get_destination (workspace), ==, "Bob");
}

static const HarnessRow rows[] = {
  { "/practice/behaviour", "en", check_behaviour },
  { "/practice/faults", "both", check_faults },
  { "/practice/lose", "en", check_lose },
  { "/practice/network", "both", check_network },
  { "/practice/written", "both", check_written },
  { "/practice/written-stays", "en", check_written_stays },
  { "/practice/written-survives", "en", check_written_survives },
  { "/practice/locations", "en", check_locations },
  { "/practice/stopped-clock", "en", check_stopped_clock },
  { "/practice/login", "en", check_login },
  { "/practice/edition", "en", check_edition },
  { "/practice/faults-together", "en", check_faults_together },
  { "/practice/network-faults", "en", check_network_faults },
  { "/practice/transports", "en", check_transports },
};

int
main (int argc, char *argv[])
{
  return harness_main (&argc, &argv, rows, G_N_ELEMENTS (rows));
}
