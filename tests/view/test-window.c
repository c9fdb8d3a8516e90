/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The main job, done in the window as a student does it: real sockets on loopback, real
 * buttons, and what must be on the screen afterwards.
 */
#include "harness.h"

#include <string.h>

#include "trace/call.h"
#include "view/compose-pane.h"
#include "view/explanation.h"
#include "view/inspector.h"
#include "view/ladder-row.h"
#include "view/ladder-view.h"
#include "view/message-view.h"
#include "view/naming.h"
#include "view/notice.h"
#include "view/state-line.h"

static LoreWorkspace *
get_workspace (LoreApplication *application)
{
  return lore_application_get_workspace (application);
}

static GtkWidget *
get_pane (LoreApplication *application, GType type)
{
  GtkWidget *pane = harness_find (GTK_WIDGET (harness_get_window (application)), type);

  g_assert_nonnull (pane);
  return pane;
}

static void
press_send (LoreApplication *application)
{
  harness_click (
      harness_find_button (get_pane (application, LORE_TYPE_COMPOSE_PANE), "Send"));
}

/* The flag [data] of the nth message with this status, 0 for requests. */
typedef struct
{
  LoreWorkspace *workspace;
  guint status;
  guint wanted;
} Awaited;

static gboolean
has_come (gpointer data)
{
  Awaited *awaited = data;
  LoreTrace *trace = lore_scene_get_trace (lore_workspace_get_scene (awaited->workspace));
  guint n = 0;

  for (guint i = 0; i < lore_trace_get_n_messages (trace); i++)
    {
      LoreMessage message;

      lore_trace_get_message (trace, i, &message);
      n += message.status == awaited->status && message.received_us != LORE_TIME_UNKNOWN;
    }
  return n >= awaited->wanted;
}

static void
await_status (LoreApplication *application, guint status, guint n)
{
  Awaited awaited = { get_workspace (application), status, n };

  g_assert_true (harness_wait (has_come, &awaited, 15));
}

static gboolean
has_flown (gpointer data)
{
  LorePlayback *playback = lore_scene_get_playback (lore_workspace_get_scene (data));

  return lore_playback_get_position (playback) >= lore_playback_get_end (playback);
}

static void
await_flight (LoreApplication *application)
{
  g_assert_true (harness_wait (has_flown, get_workspace (application), 15));
}

static void
assert_shows (GtkWidget *root, const char *text)
{
  g_autofree char *labels = harness_dup_labels (root);

  if (strstr (labels, text) == NULL)
    g_test_fail_printf ("\"%s\" is not shown, but: %s", text, labels);
}

/* --- sending --------------------------------------------------------------------- */

static void
check_options (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = get_workspace (application);
  LoreSelection *selection =
      lore_scene_get_selection (lore_workspace_get_lab_scene (workspace));
  GtkWidget *inspector;
  g_autofree char *text = NULL;
  GtkWidget *row;
  g_autofree char *words = NULL;

  harness_click (
      harness_find_button (get_pane (application, LORE_TYPE_COMPOSE_PANE), "OPTIONS"));
  g_assert_cmpstr (lore_draft_get_method (lore_workspace_get_draft (workspace)), ==,
                   "OPTIONS");
  press_send (application);
  await_status (application, 200, 1);
  await_flight (application);

  /* The last to land is selected, its text shown, its status explained in two languages.
   */
  g_assert_cmpuint (lore_selection_get_message (selection), ==, 1);
  inspector = get_pane (application, LORE_TYPE_INSPECTOR);
  text = lore_message_view_dup_text (
      LORE_MESSAGE_VIEW (harness_find (inspector, LORE_TYPE_MESSAGE_VIEW)));
  g_assert_true (g_str_has_prefix (text, "SIP/2.0 200 OK\n"));
  g_assert_nonnull (strstr (text, "\nAllow: "));
  g_assert_cmpstr (lore_selection_get_topic (selection), ==, "status:200");
  assert_shows (harness_find (inspector, LORE_TYPE_EXPLANATION), "RFC\u00a03261");
  assert_shows (harness_find (inspector, LORE_TYPE_EXPLANATION), "200 OK（");
  assert_shows (get_pane (application, LORE_TYPE_STATE_LINE), "Completed");
  lore_selection_explain (selection, "param:branch", NULL);
  assert_shows (harness_find (inspector, LORE_TYPE_EXPLANATION), "Delete the branch");

  row = get_pane (application, LORE_TYPE_LADDER_ROW);
  words = lore_ladder_row_dup_words (LORE_LADDER_ROW (row));
  g_assert_nonnull (strstr (words, "OPTIONS"));
  g_assert_nonnull (strstr (words, "Bob"));
}

static gboolean
offers_bye (gpointer data)
{
  GtkWidget *pane = data;

  return harness_find_button (pane, "BYE") != NULL;
}

static void
check_invite (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = get_workspace (application);
  GtkWidget *compose = get_pane (application, LORE_TYPE_COMPOSE_PANE);
  LoreTrace *trace = lore_scene_get_trace (lore_workspace_get_lab_scene (workspace));
  g_autoptr (LoreCall) call = NULL;
  GtkWidget *offer;

  lore_lab_set_bob_answer_after (lore_workspace_get_lab (workspace), 0.3);
  harness_click (harness_find_button (compose, "INVITE"));
  press_send (application);
  await_status (application, 180, 1);
  await_status (application, 200, 1);

  /* The chip with this name loads a template; the offer below has it filled. */
  g_assert_true (harness_wait (offers_bye, compose, 5));
  offer = harness_find_button (compose, "BYE");
  harness_click (offer);
  g_assert_cmpstr (lore_draft_get_method (lore_workspace_get_draft (workspace)), ==,
                   "BYE");
  g_assert_null (
      lore_draft_get_filling (lore_workspace_get_draft (workspace))->missing[0]);
  press_send (application);
  await_status (application, 200, 2);
  await_flight (application);

  call = lore_trace_dup_call (trace, 0);
  g_assert_cmpint (call->outcome, ==, LORE_OUTCOME_ENDED);
  assert_shows (GTK_WIDGET (harness_get_window (application)), "Ended");
}

/* Clicking a piece of a message explains it. */
static void
check_pieces (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = get_workspace (application);
  LoreSelection *selection =
      lore_scene_get_selection (lore_workspace_get_lab_scene (workspace));
  GtkWidget *inspector = get_pane (application, LORE_TYPE_INSPECTOR);
  GtkWidget *view;
  g_autofree char *text = NULL;

  lore_workspace_load_template (workspace, "options");
  press_send (application);
  await_status (application, 200, 1);
  await_flight (application);
  lore_selection_set_message (selection, 0);

  view = harness_find (inspector, LORE_TYPE_MESSAGE_VIEW);
  text = lore_message_view_dup_text (LORE_MESSAGE_VIEW (view));
  g_signal_emit_by_name (view, "picked", strstr (text, "branch=") - text + 1);
  g_assert_cmpstr (lore_selection_get_topic (selection), ==, "param:branch");
  g_assert_true (
      g_str_has_prefix (lore_selection_get_text (selection), "branch=z9hG4bK"));
  assert_shows (inspector, lore_selection_get_text (selection));
  /* GTK 4.8 complains when a view goes while it glides to a place. */
  harness_wait_frames (inspector, 30);
}

/* --- language -------------------------------------------------------------------- */

static void
check_language (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = get_workspace (application);
  GtkTextBuffer *buffer =
      GTK_TEXT_BUFFER (lore_draft_get_buffer (lore_workspace_get_draft (workspace)));
  LoreWindow *before = harness_get_window (application);
  g_autofree char *typed = NULL;
  g_autofree char *kept = NULL;

  gtk_text_buffer_insert_at_cursor (buffer, "X-Typed: by hand\n", -1);
  typed = lore_draft_dup_text (lore_workspace_get_draft (workspace));
  assert_shows (GTK_WIDGET (before), "Ladder");

  g_action_group_activate_action (G_ACTION_GROUP (application), "language",
                                  g_variant_new_string ("zh_CN"));
  harness_wait_frames (GTK_WIDGET (harness_get_window (application)), 2);
  assert_shows (GTK_WIDGET (harness_get_window (application)), "时序图");
  assert_shows (GTK_WIDGET (harness_get_window (application)), "编写");

  g_action_group_activate_action (G_ACTION_GROUP (application), "language",
                                  g_variant_new_string ("both"));
  harness_wait_frames (GTK_WIDGET (harness_get_window (application)), 2);
  assert_shows (GTK_WIDGET (harness_get_window (application)), "Ladder 时序图");

  kept = lore_draft_dup_text (lore_workspace_get_draft (workspace));
  g_assert_cmpstr (kept, ==, typed);
  gtk_text_buffer_undo (buffer);
  g_free (g_steal_pointer (&kept));
  kept = lore_draft_dup_text (lore_workspace_get_draft (workspace));
  g_assert_null (strstr (kept, "X-Typed"));
}

static gboolean
has_han (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_get_script (g_utf8_get_char (at)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  return FALSE;
}

/* Words of the protocol, names and figures are the same in every language. */
static gboolean
is_for_everybody (const char *label)
{
  static const char *const words[] = {
    "INVITE",   "ACK",     "BYE",       "CANCEL",    "OPTIONS", "REGISTER",
    "INFO",     "Bob",     "Siplore",   "Registrar", "EN",      "English",
    "RFC 3261", "Page Up", "Page Down", "Ctrl",      "Shift",   "English + 中文",
    "F9",       "F11",     "F5",        "SIP",       "Esc",     "F3"
  };

  if (g_utf8_strlen (label, -1) <= 1
      || !g_regex_match_simple ("[A-Za-z]{2}", label, 0, 0))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (label, words[i]))
      return TRUE;
  return FALSE;
}

static void
assert_no_english (GtkWidget *root)
{
  g_autofree char *labels = harness_dup_labels (root);
  g_auto (GStrv) lines = g_strsplit (labels, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (!has_han (lines[i]) && !is_for_everybody (lines[i]))
      g_test_fail_printf ("English is left: %s", lines[i]);
}

static GtkWindow *
find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *list = windows; list != NULL; list = list->next)
    if (g_type_is_a (G_OBJECT_TYPE (list->data), type))
      return list->data;
  return NULL;
}

static void
check_chinese (LoreApplication *application, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (harness_get_window (application));
  GtkWindow *other;

  assert_no_english (window);
  g_action_group_activate_action (G_ACTION_GROUP (application), "preferences", NULL);
  other = find_window (ADW_TYPE_PREFERENCES_WINDOW);
  g_assert_nonnull (other);
  harness_wait_frames (GTK_WIDGET (other), 2);
  assert_no_english (GTK_WIDGET (other));
  gtk_window_destroy (other);

  g_action_group_activate_action (G_ACTION_GROUP (window), "show-help-overlay", NULL);
  other = find_window (GTK_TYPE_SHORTCUTS_WINDOW);
  g_assert_nonnull (other);
  harness_wait_frames (GTK_WIDGET (other), 2);
  assert_no_english (GTK_WIDGET (other));
  gtk_window_close (other);
}

/* --- files ----------------------------------------------------------------------- */

static gboolean
shows_file (gpointer data)
{
  return lore_scene_get_title (lore_workspace_get_scene (data)) != NULL;
}

static gboolean
shows_notice (gpointer data)
{
  return lore_window_get_notice (data) != NULL;
}

static void
close_notice (LoreApplication *application)
{
  harness_wait_frames (GTK_WIDGET (harness_get_window (application)), 2);
  harness_click (
      harness_find (get_pane (application, LORE_TYPE_NOTICE), GTK_TYPE_BUTTON));
}

static void
open_path (LoreApplication *application, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  lore_window_open (harness_get_window (application), &file, 1);
}

static void
check_files (LoreApplication *application, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *content;
    gsize len;
    const char *why;
  } bad[] = {
    { "empty.sip", "", 0, "nothing in it" },
    { "zeros.pcap", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16, "zeros" },
    { "poem.txt", "no message of ours\n", 19, "no SIP" },
  };
  static const char message[] = "OPTIONS sip:bob@biloxi.example SIP/2.0\r\n"
                                "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKfile\r\n"
                                "From: <sip:alice@atlanta.example>;tag=1\r\n"
                                "To: <sip:bob@biloxi.example>\r\n"
                                "Call-ID: file@192.0.2.1\r\nCSeq: 1 OPTIONS\r\n"
                                "Max-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
  LoreWorkspace *workspace = get_workspace (application);
  LoreWindow *window = harness_get_window (application);
  g_autofree char *good = g_build_filename (harness_get_folder (), "good.sip", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_build_filename (harness_get_folder (), bad[i].name, NULL);

      g_test_message ("%s", bad[i].why);
      g_assert_true (g_file_set_contents (path, bad[i].content, bad[i].len, NULL));
      open_path (application, path);
      g_assert_true (harness_wait (shows_notice, window, 5));
      g_assert_nonnull (
          strstr (lore_window_get_notice (window), "\n")); /* both languages */
      g_assert_null (strstr (lore_window_get_notice (window), "problem:"));
      close_notice (application);
      g_assert_null (lore_window_get_notice (window));
      g_assert_false (shows_file (workspace));
    }
  open_path (application, "/nonexistent/file.sip");
  g_assert_true (harness_wait (shows_notice, window, 5));

  g_assert_true (g_file_set_contents (good, message, -1, NULL));
  open_path (application, good);
  g_assert_true (harness_wait (shows_file, workspace, 5));
  g_assert_cmpstr (lore_scene_get_title (lore_workspace_get_scene (workspace)), ==,
                   "good.sip");
  harness_wait_frames (GTK_WIDGET (window), 2);
  assert_shows (GTK_WIDGET (window), "OPTIONS");

  harness_click (harness_find_button (GTK_WIDGET (window), "Back to the Lab"));
  g_assert_false (shows_file (workspace));
}

/* --- what goes wrong ------------------------------------------------------------- */

static void
check_wrong_input (LoreApplication *application, gconstpointer data)
{
  static const struct
  {
    const char *destination;
    const char *text; /* NULL = the OPTIONS template, "*" = 70,000 bytes */
    const char *why;
  } rows[] = {
    { "", NULL, "no destination" },
    { "127.0.0.1:99999", NULL, "no such port" },
    { "no-such-host.invalid", NULL, "a name that nobody has" },
    { "Bob", "", "nothing written" },
    { "Bob", "*", "larger than any datagram" },
  };
  LoreWorkspace *workspace = get_workspace (application);
  LoreWindow *window = harness_get_window (application);

  lore_workspace_allow (workspace, "no-such-host.invalid");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *large = g_strnfill (70000, 'x');
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      g_test_message ("%s", rows[i].why);
      lore_workspace_load_template (workspace, "options");
      if (rows[i].text != NULL)
        {
          g_autofree char *text =
              lore_draft_dup_text (lore_workspace_get_draft (workspace));
          g_autofree char *longer = g_strconcat (text, large, NULL);

          lore_draft_replace (lore_workspace_get_draft (workspace),
                              *rows[i].text == '*' ? longer : "");
        }
      before = lore_draft_dup_text (lore_workspace_get_draft (workspace));
      /* Guided sending takes what is large to TCP (§18.1.1). */
      g_object_set (workspace, "destination", rows[i].destination, "guided",
                    g_strcmp0 (rows[i].text, "*") != 0, NULL);
      press_send (application);
      g_assert_true (harness_wait (shows_notice, window, 20));
      g_test_message ("%s", lore_window_get_notice (window));
      g_assert_nonnull (strstr (lore_window_get_notice (window), "\n"));
      g_assert_null (strstr (lore_window_get_notice (window), "problem:"));

      after = lore_draft_dup_text (lore_workspace_get_draft (workspace));
      g_assert_cmpstr (before, ==, after);
      close_notice (application);
    }

  /* And it still works. */
  g_object_set (workspace, "destination", "Bob", "guided", TRUE, NULL);
  lore_workspace_load_template (workspace, "options");
  press_send (application);
  await_status (application, 200, 1);
}

/* Another computer is asked about, once. */
static void
check_remote (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = get_workspace (application);
  LoreTrace *trace = lore_scene_get_trace (lore_workspace_get_lab_scene (workspace));
  GtkWindow *dialog;

  g_object_set (workspace, "destination", "192.0.2.1:5060", NULL);
  lore_workspace_load_template (workspace, "options");
  press_send (application);
  g_assert_cmpuint (lore_trace_get_n_messages (trace), ==, 0);
  dialog = find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  harness_settle ();
  g_assert_cmpuint (lore_trace_get_n_messages (trace), ==, 0);
  g_assert_false (lore_workspace_may_send (workspace, "192.0.2.1:5060"));
  lore_workspace_allow (workspace, "192.0.2.1:5060");
  g_assert_true (lore_workspace_may_send (workspace, "192.0.2.1:5062"));
}

/* --- what is kept ---------------------------------------------------------------- */

static void
check_draft_is_kept (LoreApplication *application, gconstpointer data)
{
  g_autofree char *path = g_build_filename (harness_get_folder (), "again", NULL);
  g_autofree char *text = NULL;

  for (guint run = 0; run < 2; run++)
    {
      g_autoptr (LoreWorkspace) workspace = lore_workspace_new (path);

      if (run == 0)
        lore_draft_replace (lore_workspace_get_draft (workspace), "half a thought");
      else
        text = lore_draft_dup_text (lore_workspace_get_draft (workspace));
      g_assert_finalize_object (g_steal_pointer (&workspace));
    }
  g_assert_cmpstr (text, ==, "half a thought");
}

static void
check_templates (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = get_workspace (application);
  LoreTemplates *templates = lore_workspace_get_templates (workspace);
  GActionGroup *actions = G_ACTION_GROUP (harness_get_window (application));
  g_autoptr (GVariant) state = NULL;

  g_assert_false (g_action_group_get_action_enabled (actions, "delete-template"));
  g_assert_nonnull (lore_templates_save (templates, "mine", "BYE sip:x SIP/2.0\n", NULL));
  g_action_group_activate_action (actions, "template", g_variant_new_string ("mine"));
  g_assert_cmpstr (lore_draft_get_method (lore_workspace_get_draft (workspace)), ==,
                   "BYE");
  state = g_action_group_get_action_state (actions, "template");
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "mine");
  g_action_group_activate_action (actions, "delete-template", NULL);
  g_assert_null (lore_templates_lookup (templates, "mine"));
  g_assert_cmpstr (lore_draft_get_method (lore_workspace_get_draft (workspace)), ==,
                   "BYE");
}

/* --- playback and Present mode --------------------------------------------------- */

static void
check_playback (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = get_workspace (application);
  LoreScene *scene = lore_workspace_get_lab_scene (workspace);
  LorePlayback *playback = lore_scene_get_playback (scene);
  GtkWidget *window = GTK_WIDGET (harness_get_window (application));

  lore_workspace_load_template (workspace, "options");
  press_send (application);
  await_status (application, 200, 1);
  await_flight (application);

  gtk_widget_activate_action (window, "playback.first", NULL);
  g_assert_cmpfloat (lore_playback_get_position (playback), ==, 0);
  gtk_widget_activate_action (window, "playback.forward", NULL);
  g_assert_cmpfloat (lore_playback_get_position (playback), ==, 1);
  g_assert_cmpuint (lore_selection_get_message (lore_scene_get_selection (scene)), ==, 0);
  gtk_widget_activate_action (window, "playback.forward", NULL);
  g_assert_cmpuint (lore_selection_get_message (lore_scene_get_selection (scene)), ==, 1);
  g_assert_true (lore_playback_get_following (playback));
  gtk_widget_activate_action (window, "playback.back", NULL);
  g_assert_cmpfloat (lore_playback_get_position (playback), ==, 1);
  g_assert_false (lore_playback_get_following (playback));
  lore_playback_set_speed (playback, 4);
  gtk_widget_activate_action (window, "playback.play", NULL);
  await_flight (application);
  harness_wait_frames (window, 2);
  g_assert_false (lore_playback_get_playing (playback));

  g_action_group_change_action_state (G_ACTION_GROUP (window), "present",
                                      g_variant_new_boolean (TRUE));
  harness_wait_frames (window, 3);
  g_assert_null (harness_find (window, LORE_TYPE_COMPOSE_PANE));
  g_action_group_activate_action (G_ACTION_GROUP (window), "leave-present", NULL);
  harness_wait_frames (window, 3);
  g_assert_nonnull (harness_find (window, LORE_TYPE_COMPOSE_PANE));
}

/* Who asked for less motion sees what comes at once. */
static void
check_without_motion (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = get_workspace (application);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  lore_workspace_load_template (workspace, "options");
  press_send (application);
  await_status (application, 200, 1);
  harness_wait_frames (GTK_WIDGET (harness_get_window (application)), 2);
  g_assert_true (has_flown (workspace));
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
}

/* --- read aloud ------------------------------------------------------------------ */

static void
assert_named (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (lore_naming_get (widget) != NULL
      || (GTK_IS_BUTTON (widget)
          && GTK_IS_IMAGE (gtk_button_get_child (GTK_BUTTON (widget)))))
    {
      g_test_message ("%s", G_OBJECT_TYPE_NAME (widget));
      g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                                       GTK_ACCESSIBLE_PROPERTY_LABEL));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_named (child);
}

/* Nothing on the window is a picture without a name. */
static void
check_named (LoreApplication *application, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (harness_get_window (application));

  press_send (application);
  await_status (application, 180, 1);
  gtk_widget_activate_action (get_pane (application, LORE_TYPE_LADDER_VIEW),
                              "ladder.find", NULL);
  harness_wait_frames (window, 4);
  assert_named (window);
}

/* --------------------------------------------------------------------------------- */

static const HarnessRow rows[] = {
  { "/window/options", "both", check_options },
  { "/window/invite", "en", check_invite },
  { "/window/pieces", "both", check_pieces },
  { "/window/language", "en", check_language },
  { "/window/chinese", "zh_CN", check_chinese },
  { "/window/files", "both", check_files },
  { "/window/wrong-input", "both", check_wrong_input },
  { "/window/remote", "en", check_remote },
  { "/window/draft-is-kept", "en", check_draft_is_kept },
  { "/window/templates", "en", check_templates },
  { "/window/playback", "en", check_playback },
  { "/window/without-motion", "en", check_without_motion },
  { "/window/named", "both", check_named },
};

int
main (int argc, char *argv[])
{
  return harness_main (&argc, &argv, rows, G_N_ELEMENTS (rows));
}
