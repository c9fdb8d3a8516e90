/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person adds to a trace in the window: notes, names, columns that are one or in
 * another order, undone and done again; and calls that are one.
 */
#include "harness.h"

#include <glib/gstdio.h>
#include <string.h>

#include "../trace/fixture.h"
#include "trace/notes.h"
#include "view/call-table.h"
#include "view/editor.h"
#include "view/inspector.h"
#include "view/ladder-header.h"
#include "view/ladder-look.h"
#include "view/ladder-pane.h"
#include "view/ladder-row.h"
#include "view/note-strip.h"

static const FixtureMessage invite = { .method = "INVITE" };
static const FixtureMessage ringing = { .method = "INVITE", .status = 180 };
static const FixtureMessage forwarded = { .method = "INVITE",
                                          .branch = "z9hG4bK-2",
                                          .sent_by = "192.0.2.9" };

/* Alice 0 calls Bob 2 by way of the proxy 1. */
static LoreTrace *
show_trace (LoreApplication *application)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreScene) scene = NULL;

  fixture_append (trace, LORE_EVENT_CAPTURED, 0, ALICE, PROXY, &invite);
  fixture_append (trace, LORE_EVENT_CAPTURED, 1, PROXY, BOB, &forwarded);
  fixture_append (trace, LORE_EVENT_CAPTURED, 9, PROXY, ALICE, &ringing);
  scene = lore_scene_new (trace, "class.pcap");
  lore_playback_set_position (lore_scene_get_playback (scene), 3);
  lore_workspace_show_scene (lore_application_get_workspace (application), scene);
  lore_selection_set_message (lore_scene_get_selection (scene), 0);
  harness_wait_frames (GTK_WIDGET (harness_get_window (application)), 2);
  return trace; /* the scene's */
}

static GtkWidget *
get_pane (LoreApplication *application, GType type)
{
  return harness_find (GTK_WIDGET (harness_get_window (application)), type);
}

static void
act (LoreApplication *application, const char *action, GVariant *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (harness_get_window (application)),
                                  action, parameter);
  harness_settle ();
}

static AdwMessageDialog *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *list = windows; list != NULL; list = list->next)
    if (ADW_IS_MESSAGE_DIALOG (list->data))
      return list->data;
  return NULL;
}

/* Pictures for the eye, beside those of the gallery. */
static void
photograph (GtkWidget *window, const char *what, const char *language)
{
  const char *folder = g_getenv ("SIPLORE_GALLERY");
  g_autofree char *path = NULL;

  if (folder == NULL)
    return;
  g_mkdir_with_parents (folder, 0755);
  path = g_strdup_printf ("%s/%s-%s.png", folder, what, language);
  harness_wait_frames (window, 3);
  harness_save_picture (window, path);
}

static void
answer (const char *response)
{
  AdwMessageDialog *dialog = find_dialog ();

  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
  harness_settle ();
}

static void
type_text (const char *text)
{
  GtkWidget *view = harness_find (GTK_WIDGET (find_dialog ()), GTK_TYPE_TEXT_VIEW);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &end, text, -1);
}

static void
assert_shows (GtkWidget *root, const char *text)
{
  g_autofree char *labels = harness_dup_labels (root);

  if (strstr (labels, text) == NULL)
    g_test_fail_printf ("\"%s\" is not shown, but: %s", text, labels);
}

/* --- notes ----------------------------------------------------------------------- */

static void
check_note (LoreApplication *application, gconstpointer language)
{
  LoreTrace *trace = show_trace (application);
  LoreNotes *notes = lore_trace_get_notes (trace);
  GtkWidget *window = GTK_WIDGET (harness_get_window (application));
  g_autofree char *aloud = NULL;

  g_assert_null (get_pane (application, LORE_TYPE_NOTE_STRIP));
  act (application, "note", g_variant_new_uint32 (0));
  type_text ("  Who answers?\n看 Via  ");
  photograph (GTK_WIDGET (find_dialog ()), "note-dialog", language);
  answer ("save");
  g_assert_cmpstr (lore_notes_get_note (notes, 0), ==, "Who answers?\n看 Via");

  harness_wait_frames (window, 2);
  assert_shows (get_pane (application, LORE_TYPE_NOTE_STRIP), "Who answers?");
  aloud = lore_ladder_row_dup_words (
      LORE_LADDER_ROW (get_pane (application, LORE_TYPE_LADDER_ROW)));
  g_assert_nonnull (strstr (aloud, "✎ Who answers?"));
  lore_notes_set_note (notes, 2, "from the proxy");
  photograph (window, "notes", language);
  lore_ladder_pane_set_page (
      LORE_LADDER_PANE (get_pane (application, LORE_TYPE_LADDER_PANE)), "messages");
  harness_wait_frames (window, 2);
  assert_shows (get_pane (application, LORE_TYPE_MESSAGE_TABLE), "INVITE ✎");

  /* The button in the inspector is about the message that is shown there. */
  harness_click (
      harness_find (get_pane (application, LORE_TYPE_NOTE_STRIP), GTK_TYPE_BUTTON));
  answer ("cancel");
  g_assert_nonnull (lore_notes_get_note (notes, 0));
  act (application, "note-selected", NULL);
  answer ("remove");
  g_assert_null (lore_notes_get_note (notes, 0));
  harness_wait_frames (window, 2);
  g_assert_null (get_pane (application, LORE_TYPE_NOTE_STRIP));
}

/* A message that is not there is nobody's to note on. */
static void
check_no_message (LoreApplication *application, gconstpointer language)
{
  act (application, "note", g_variant_new_uint32 (0));
  act (application, "note-selected", NULL);
  g_assert_null (find_dialog ());
}

/* --- undoing --------------------------------------------------------------------- */

static gboolean
is_enabled (LoreApplication *application, const char *action)
{
  return g_action_group_get_action_enabled (
      G_ACTION_GROUP (harness_get_window (application)), action);
}

/* What the window makes of a key that nobody in it has taken. */
static void
press (LoreApplication *application, const char *key)
{
  GtkWidget *window = GTK_WIDGET (harness_get_window (application));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) keys = g_list_model_get_item (controllers, i);
      guint n = GTK_IS_SHORTCUT_CONTROLLER (keys)
                    ? g_list_model_get_n_items (G_LIST_MODEL (keys))
                    : 0;

      for (guint j = 0; j < n; j++)
        {
          g_autoptr (GtkShortcut) shortcut =
              g_list_model_get_item (G_LIST_MODEL (keys), j);
          g_autofree char *trigger =
              gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

          if (g_str_equal (trigger, key))
            gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, window,
                                          NULL);
        }
    }
}

static void
check_undo (LoreApplication *application, gconstpointer language)
{
  LoreTrace *trace = show_trace (application);
  LoreNotes *notes = lore_trace_get_notes (trace);
  GtkWidget *editor = get_pane (application, LORE_TYPE_EDITOR);

  g_assert_false (is_enabled (application, "undo-note"));
  g_assert_false (is_enabled (application, "redo-note"));
  lore_notes_set_note (notes, 0, "once");
  g_assert_true (is_enabled (application, "undo-note"));
  gtk_widget_grab_focus (get_pane (application, LORE_TYPE_LADDER_ROW));
  press (application, "<Control>z");
  g_assert_null (lore_notes_get_note (notes, 0));
  g_assert_false (is_enabled (application, "undo-note"));
  press (application, "<Shift><Control>z");
  g_assert_cmpstr (lore_notes_get_note (notes, 0), ==, "once");

  /* Who writes undoes what is written. */
  gtk_widget_grab_focus (harness_find (editor, GTK_TYPE_TEXT_VIEW));
  press (application, "<Control>z");
  g_assert_cmpstr (lore_notes_get_note (notes, 0), ==, "once");
  act (application, "undo-note", NULL);
  g_assert_null (lore_notes_get_note (notes, 0));
  g_assert_true (is_enabled (application, "redo-note"));

  /* Another scene has a history of its own. */
  act (application, "show-lab", NULL);
  g_assert_false (is_enabled (application, "redo-note"));
}

/* --- names ----------------------------------------------------------------------- */

static const char *
get_name (LoreTrace *trace, guint32 participant)
{
  LoreParticipant facts;

  lore_trace_get_participant (trace, participant, &facts);
  return facts.name;
}

static void
rename_to (GtkWidget *header, guint32 participant, const char *name)
{
  g_signal_emit_by_name (header, "rename", participant);
  harness_settle ();
  gtk_editable_set_text (
      GTK_EDITABLE (adw_message_dialog_get_extra_child (find_dialog ())), name);
}

static void
check_rename (LoreApplication *application, gconstpointer language)
{
  LoreTrace *trace = show_trace (application);
  GtkWidget *header = get_pane (application, LORE_TYPE_LADDER_HEADER);
  GtkWidget *inspector = get_pane (application, LORE_TYPE_INSPECTOR);

  rename_to (header, 0, " Alice ");
  photograph (GTK_WIDGET (find_dialog ()), "rename-dialog", language);
  answer ("cancel");
  g_assert_cmpstr (get_name (trace, 0), ==, ALICE);
  rename_to (header, 0, " Alice ");
  answer ("rename");
  g_assert_cmpstr (get_name (trace, 0), ==, "Alice");
  assert_shows (inspector, "Alice");
  act (application, "undo-note", NULL);
  g_assert_cmpstr (get_name (trace, 0), ==, ALICE);
  act (application, "redo-note", NULL);

  lore_ladder_pane_set_page (
      LORE_LADDER_PANE (get_pane (application, LORE_TYPE_LADDER_PANE)), "messages");
  harness_wait_frames (header, 2);
  assert_shows (get_pane (application, LORE_TYPE_MESSAGE_TABLE), "Alice");
  lore_notes_set_alias (lore_trace_get_notes (trace), 0, "Carol");
  harness_wait_frames (inspector, 2);
  assert_shows (get_pane (application, LORE_TYPE_MESSAGE_TABLE), "Carol");
}

/* --- columns --------------------------------------------------------------------- */

static LoreLayout *
get_layout (LoreApplication *application)
{
  return lore_scene_get_layout (
      lore_workspace_get_scene (lore_application_get_workspace (application)));
}

/* The menu of column @i, opened by the other button, in words. */
static char *
dup_column_menu (GtkWidget *header, LoreLayout *layout, guint i, const char *language)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (header));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (header);
  LoreLadderStyle style;
  double x;

  lore_ladder_look_get (header, gtk_widget_get_width (header), &style);
  x = lore_ladder_column_x (&style, lore_layout_get_n_columns (layout), i);
  for (guint j = 0; j < g_list_model_get_n_items (controllers); j++)
    {
      g_autoptr (GtkEventController) click = g_list_model_get_item (controllers, j);

      if (GTK_IS_GESTURE_CLICK (click)
          && gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (click)) == 0
          && gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (click))
                 == GDK_BUTTON_SECONDARY)
        g_signal_emit_by_name (click, "pressed", 1, x, 20.0);
    }
  harness_wait_frames (window, 2);
  return harness_dup_labels (header);
}

static void
check_columns (LoreApplication *application, gconstpointer language)
{
  LoreTrace *trace = show_trace (application);
  LoreNotes *notes = lore_trace_get_notes (trace);
  LoreLayout *layout = get_layout (application);
  GtkWidget *header = get_pane (application, LORE_TYPE_LADDER_HEADER);
  g_autofree char *apart = dup_column_menu (header, layout, 0, language);
  g_autofree char *joined = NULL;

  g_assert_nonnull (strstr (apart, "Same Element as"));
  g_assert_null (strstr (apart, "Take Apart"));
  gtk_widget_activate_action (header, "column.join", "u", 1);
  g_assert_cmpuint (lore_notes_get_owner (notes, 0), ==, 1);
  g_assert_cmpuint (lore_layout_get_n_columns (layout), ==, 2);
  joined = dup_column_menu (header, layout, 0, language);
  g_assert_nonnull (strstr (joined, "Take Apart"));
  photograph (GTK_WIDGET (harness_get_window (application)), "joined", language);
  gtk_widget_activate_action (header, "column.part", "u", 1);
  g_assert_cmpuint (lore_layout_get_n_columns (layout), ==, 3);
  act (application, "undo-note", NULL);
  g_assert_cmpuint (lore_layout_get_n_columns (layout), ==, 2);
  act (application, "undo-note", NULL);
  g_assert_cmpuint (lore_layout_get_n_columns (layout), ==, 3);
  g_assert_false (is_enabled (application, "undo-note"));

  g_free (dup_column_menu (header, layout, 2, language));
  gtk_widget_activate_action (header, "column.left", NULL);
  g_assert_cmpuint (lore_layout_get_column (layout, 1), ==, 2);
  gtk_widget_activate_action (header, "column.left", NULL);
  g_assert_cmpuint (lore_layout_get_column (layout, 0), ==, 2);
  act (application, "undo-note", NULL);
  act (application, "undo-note", NULL);
  g_assert_cmpuint (lore_layout_get_column (layout, 1), ==, 1);
}

/* A column that is dragged over several others is put there by one command. */
static void
check_drag (LoreApplication *application, gconstpointer language)
{
  LoreTrace *trace = show_trace (application);
  LoreLayout *layout = get_layout (application);
  guint n = 0;

  lore_layout_slide_column (layout, 0, 1);
  lore_layout_slide_column (layout, 1, 2);
  g_assert_cmpuint (lore_layout_get_column (layout, 2), ==, 0);
  g_assert_false (is_enabled (application, "undo-note"));
  lore_layout_keep_order (layout);
  g_assert_cmpuint (lore_notes_get_order (lore_trace_get_notes (trace), &n)[2], ==, 0);
  g_assert_cmpuint (n, ==, 3);
  act (application, "undo-note", NULL);
  g_assert_cmpuint (lore_layout_get_column (layout, 0), ==, 0);
  g_assert_false (is_enabled (application, "undo-note"));
}

/* --- what is kept ---------------------------------------------------------------- */

static gboolean
has_message (gpointer data)
{
  return lore_trace_get_n_messages (data) > 0;
}

static char *
dup_journal (void)
{
  g_autofree char *folder =
      g_build_filename (harness_get_folder (), "siplore", "journals", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *path = g_build_filename (folder, g_dir_read_name (dir), NULL);
  char *text;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* What is added to a live session is in its journal at once. */
static void
check_journal (LoreApplication *application, gconstpointer language)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  LoreTrace *trace = lore_scene_get_trace (lore_workspace_get_lab_scene (workspace));
  LoreNotes *notes = lore_trace_get_notes (trace);
  g_autofree char *text = NULL;

  lore_workspace_load_template (workspace, "options");
  act (application, "send", NULL);
  g_assert_true (harness_wait (has_message, trace, 10));
  act (application, "note", g_variant_new_uint32 (0));
  type_text ("kept");
  answer ("save");
  lore_notes_set_alias (notes, 0, "Carol");
  lore_notes_set_note (notes, 0, NULL);
  lore_notes_set_order (notes, (const guint32[]){ 1, 0 }, 2);
  text = dup_journal ();
  g_assert_nonnull (strstr (text, "\nnote 0 kept\n"));
  g_assert_nonnull (strstr (text, " name=Carol"));
  g_assert_nonnull (strstr (text, "\nnote 0\n"));
  g_assert_nonnull (strstr (text, "\norder 127.0.0.1:"));
}

static gboolean
shows_left (gpointer data)
{
  return lore_scene_get_origin (lore_workspace_get_scene (data)) != NULL;
}

/* What a crash left is offered once, with its note; what is still written never. */
static void
check_left (LoreApplication *application, gconstpointer language)
{
  static const char session[] = "siplore-session 1\n"
                                "+0.0 sent UDP 127.0.0.1:5060 -> 127.0.0.1:5070\n"
                                "|OPTIONS sip:b@example.com SIP/2.0\n|Call-ID: 1\n|\n"
                                "note 0 before\\sthe\\scrash\n";
  LoreWindow *window = harness_get_window (application);
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  LoreTrace *lab = lore_scene_get_trace (lore_workspace_get_lab_scene (workspace));
  const char *names[] = { "20250101-000000-000000.live.siplore",
                          "20250102-000000-000000.live.siplore" };
  LoreNotes *notes;

  lore_workspace_load_template (workspace, "options");
  act (application, "send", NULL);
  g_assert_true (harness_wait (has_message, lab, 10));
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path =
          g_build_filename (harness_get_folder (), "siplore", "journals", names[i], NULL);

      /* Nothing happened in the newer one. */
      g_assert_true (g_file_set_contents (path, session, i == 0 ? -1 : 18, NULL));
    }
  lore_window_offer_left (window);
  photograph (GTK_WIDGET (find_dialog ()), "left-dialog", language);
  answer ("open");
  g_assert_true (harness_wait (shows_left, workspace, 10));
  notes =
      lore_trace_get_notes (lore_scene_get_trace (lore_workspace_get_scene (workspace)));
  g_assert_cmpstr (lore_notes_get_note (notes, 0), ==, "before the crash");
  lore_window_offer_left (window);
  g_assert_null (find_dialog ());
}

/* --- legs ------------------------------------------------------------------------ */

static const FixtureMessage leg = { .call_id = "call-2",
                                    .branch = "z9hG4bK-leg",
                                    .headers = "X-Call-ID: call-1\r\n" };
static const FixtureMessage stranger = { .call_id = "call-3", .branch = "z9hG4bK-3" };
static const FixtureMessage late_leg = { .call_id = "call-4",
                                         .branch = "z9hG4bK-4",
                                         .headers = "X-Call-ID: call-1\r\n" };

/* A dropped list of calls in words: "1 · INVITE sip:bob@biloxi.example · 2 legs". */
static char *
dup_calls (LoreScene *scene)
{
  GListModel *calls = G_LIST_MODEL (lore_scene_get_calls (scene));
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (calls); i++)
    {
      g_autoptr (GtkStringObject) row = g_list_model_get_item (calls, i);

      g_string_append_printf (words, "%s\n", gtk_string_object_get_string (row));
    }
  return g_string_free (words, FALSE);
}

static gboolean
is_merged (gpointer data)
{
  guint n;

  lore_layout_get_calls (lore_scene_get_layout (data), &n);
  return n == 3;
}

static void
assert_calls (LoreScene *scene, const char *wanted)
{
  g_autofree char *words = dup_calls (scene);

  g_assert_cmpstr (words, ==, wanted);
}

static void
check_legs (LoreApplication *application, gconstpointer language)
{
  static const char *const calls[] = {
    "All calls\n1 · INVITE sip:bob@biloxi.example\n2 · INVITE sip:bob@biloxi.example\n"
    "3 · INVITE sip:bob@biloxi.example\n",
    "All calls\n1 · INVITE sip:bob@biloxi.example · 2 legs\n"
    "3 · INVITE sip:bob@biloxi.example\n",
    "All calls\n1 · INVITE sip:bob@biloxi.example · 3 legs\n"
    "3 · INVITE sip:bob@biloxi.example\n",
  };
  LoreTrace *trace = show_trace (application);
  LoreLayout *layout = get_layout (application);
  LoreScene *scene =
      lore_workspace_get_scene (lore_application_get_workspace (application));
  LoreLadderPane *pane = LORE_LADDER_PANE (get_pane (application, LORE_TYPE_LADDER_PANE));
  GtkWidget *chooser = harness_find (GTK_WIDGET (pane), GTK_TYPE_DROP_DOWN);
  guint n;

  fixture_append (trace, LORE_EVENT_CAPTURED, 12, PROXY, BOB, &leg);
  fixture_append (trace, LORE_EVENT_CAPTURED, 90, ALICE, BOB, &stranger);
  harness_wait_frames (GTK_WIDGET (pane), 2);
  assert_calls (scene, calls[0]);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (chooser), 2);
  g_assert_cmpuint (lore_layout_get_call (layout), ==, 1);

  /* The leg that is shown stays so, with the others. */
  gtk_widget_activate_action (GTK_WIDGET (pane), "ladder.merge-legs", NULL);
  assert_calls (scene, calls[1]);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (chooser)), ==, 1);
  g_assert_cmpuint (lore_layout_get_calls (layout, &n)[0], ==, 0);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (layout)), ==, 4);

  /* One that comes later is found to be one. */
  fixture_append (trace, LORE_EVENT_CAPTURED, 95, PROXY, BOB, &late_leg);
  g_assert_true (harness_wait (is_merged, scene, 5));
  assert_calls (scene, calls[2]);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (chooser)), ==, 1);
  lore_ladder_pane_set_page (pane, "calls");
  harness_wait_frames (GTK_WIDGET (pane), 2);
  assert_shows (get_pane (application, LORE_TYPE_CALL_TABLE), "1, 2, 4");
  photograph (GTK_WIDGET (harness_get_window (application)), "legs-calls", language);
  lore_ladder_pane_set_page (pane, "ladder");
  photograph (GTK_WIDGET (harness_get_window (application)), "legs", language);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (chooser), 2);
  g_assert_cmpuint (lore_layout_get_call (layout), ==, 2);
  gtk_widget_activate_action (GTK_WIDGET (pane), "ladder.merge-legs", NULL);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (chooser)), ==, 3);
  g_assert_cmpuint (lore_layout_get_call (layout), ==, 2);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (chooser), 0);
  g_assert_cmpuint (lore_layout_get_call (layout), ==, LORE_ID_NONE);
}

/* A window in another language shows the scene as it was. */
static void
check_legs_stay (LoreApplication *application, gconstpointer language)
{
  LoreTrace *trace = show_trace (application);
  LoreScene *scene =
      lore_workspace_get_scene (lore_application_get_workspace (application));
  GtkWidget *chooser;
  guint n;

  fixture_append (trace, LORE_EVENT_CAPTURED, 12, PROXY, BOB, &leg);
  lore_scene_choose_call (scene, 1);
  lore_scene_set_legs_merged (scene, TRUE);
  g_action_group_activate_action (G_ACTION_GROUP (application), "language",
                                  g_variant_new_string ("zh_CN"));
  harness_wait_frames (GTK_WIDGET (harness_get_window (application)), 2);
  chooser =
      harness_find (get_pane (application, LORE_TYPE_LADDER_PANE), GTK_TYPE_DROP_DOWN);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (chooser)), ==, 1);
  lore_layout_get_calls (get_layout (application), &n);
  g_assert_cmpuint (n, ==, 2);
  photograph (GTK_WIDGET (harness_get_window (application)), "legs", "zh_CN");
}

/* --------------------------------------------------------------------------------- */

static const HarnessRow rows[] = {
  { "/annotation/note", "en", check_note },
  { "/annotation/note-chinese", "zh_CN", check_note },
  { "/annotation/no-message", "en", check_no_message },
  { "/annotation/undo", "en", check_undo },
  { "/annotation/rename", "en", check_rename },
  { "/annotation/rename-chinese", "zh_CN", check_rename },
  { "/annotation/columns", "en", check_columns },
  { "/annotation/drag", "en", check_drag },
  { "/annotation/journal", "en", check_journal },
  { "/annotation/left", "en", check_left },
  { "/annotation/left-chinese", "zh_CN", check_left },
  { "/annotation/legs", "en", check_legs },
  { "/annotation/legs-stay", "en", check_legs_stay },
};

int
main (int argc, char *argv[])
{
  return harness_main (&argc, &argv, rows, G_N_ELEMENTS (rows));
}
