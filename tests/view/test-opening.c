/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening what is large, what is pasted, and what was said of it.
 */
#include "harness.h"

#include <string.h>

#include "app/opening.h"
#include "app/report-window.h"
#include "trace/notes.h"
#include "view/bar-row.h"
#include "view/call-strip.h"
#include "view/find-bar.h"
#include "view/ladder-pane.h"
#include "view/loading.h"

static LoreScene *
get_scene (LoreApplication *application)
{
  return lore_workspace_get_scene (lore_application_get_workspace (application));
}

static void
append_message (GString *text, guint number)
{
  g_string_append_printf (
      text,
      "OPTIONS sip:bob@biloxi.example SIP/2.0\r\n"
      "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK%u\r\n"
      "From: <sip:alice@atlanta.example>;tag=1\r\nTo: <sip:bob@biloxi.example>\r\n"
      "Call-ID: %u@192.0.2.1\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\n"
      "Content-Length: 0\r\n\r\n",
      number, number);
}

static gboolean
is_whole (gpointer data)
{
  return lore_scene_get_origin (lore_workspace_get_scene (data)) != NULL;
}

static gboolean
shows_notice (gpointer data)
{
  return lore_window_get_notice (data) != NULL;
}

typedef struct
{
  guint n_shown; /* messages of the preview */
  guint n_signals;
} Previewed;

static void
preview_cb (LoreOpening *opening, LoreScene *scene, Previewed *previewed)
{
  previewed->n_signals++;
  previewed->n_shown = lore_trace_get_n_messages (lore_scene_get_trace (scene));
}

static void
opened_cb (LoreOpening *opening, LoreScene *scene, GError *error, LoreScene **ret_scene)
{
  g_assert_no_error (error);
  *ret_scene = g_object_ref (scene);
}

static gboolean
has_scene (gpointer data)
{
  return *(LoreScene **)data != NULL;
}

#define MANY 20000

static char *
write_large (void)
{
  char *path = g_build_filename (harness_get_folder (), "large.txt", NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MANY; i++)
    append_message (text, i);
  g_assert_true (g_file_set_contents (path, text->str, text->len, NULL));
  return path;
}

/* Something of it can be looked at before all of it is there. */
static void
check_preview (LoreApplication *application, gconstpointer data)
{
  g_autofree char *path = write_large ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (LoreOpening) opening = lore_opening_new (&file, 1);
  g_autoptr (LoreScene) scene = NULL;
  Previewed previewed = { 0 };

  g_signal_connect (opening, "preview", G_CALLBACK (preview_cb), &previewed);
  g_signal_connect (opening, "opened", G_CALLBACK (opened_cb), &scene);
  lore_opening_start (opening, NULL);
  g_assert_true (harness_wait (has_scene, &scene, 30));
  g_assert_cmpuint (previewed.n_signals, ==, 1);
  g_assert_cmpuint (previewed.n_shown, >=, 1000);
  g_assert_cmpuint (previewed.n_shown, <, MANY);
  g_assert_cmpuint (lore_trace_get_n_messages (lore_scene_get_trace (scene)), ==, MANY);
  g_assert_cmpfloat (lore_opening_get_fraction (opening), >, 0.9);
}

/* The first messages are on show: something is noted on one. */
static void
scene_cb (LoreWorkspace *workspace, GParamSpec *pspec, guint *n)
{
  LoreScene *scene = lore_workspace_get_scene (workspace);

  if (lore_scene_get_origin (scene) != NULL)
    return;
  lore_notes_set_note (lore_trace_get_notes (lore_scene_get_trace (scene)), 3, "early");
  ++*n;
}

/* What was chosen and noted while it was read stays so. */
static void
check_choice_is_kept (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  g_autofree char *path = write_large ();
  g_autoptr (GFile) file = g_file_new_for_path (path);

  guint n_previews = 0;

  g_signal_connect (workspace, "notify::scene", G_CALLBACK (scene_cb), &n_previews);
  lore_window_open (harness_get_window (application), &file, 1);
  g_assert_true (harness_wait (is_whole, workspace, 30));
  g_signal_handlers_disconnect_by_data (workspace, &n_previews);
  g_assert_cmpuint (n_previews, ==, 1);
  g_assert_cmpstr (
      lore_notes_get_note (
          lore_trace_get_notes (lore_scene_get_trace (get_scene (application))), 3),
      ==, "early");
  g_assert_cmpuint (
      lore_trace_get_n_messages (lore_scene_get_trace (get_scene (application))), ==,
      MANY);
  g_assert_null (
      harness_find (GTK_WIDGET (harness_get_window (application)), LORE_TYPE_LOADING));
}

static void
check_pasted (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  LoreWindow *window = harness_get_window (application);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (LoreReportWindow) report = NULL;
  g_autofree char *labels = NULL;

  gdk_clipboard_set_text (clipboard, "");
  g_action_group_activate_action (G_ACTION_GROUP (window), "open-pasted", NULL);
  g_assert_true (harness_wait (shows_notice, window, 5));
  g_assert_nonnull (strchr (lore_window_get_notice (window), '\n'));
  g_assert_false (
      g_action_group_get_action_enabled (G_ACTION_GROUP (window), "import-report"));

  append_message (text, 1);
  append_message (text, 2);
  gdk_clipboard_set_text (clipboard, text->str);
  g_action_group_activate_action (G_ACTION_GROUP (window), "open-pasted", NULL);
  g_assert_true (harness_wait (is_whole, workspace, 5));
  g_assert_cmpuint (
      lore_trace_get_n_messages (lore_scene_get_trace (get_scene (application))), ==, 2);

  g_assert_true (
      g_action_group_get_action_enabled (G_ACTION_GROUP (window), "import-report"));
  report = g_object_ref_sink (lore_report_window_new (
      LORE_OPENING (lore_scene_get_origin (get_scene (application)))));
  gtk_window_present (GTK_WINDOW (report));
  harness_wait_frames (GTK_WIDGET (report), 3);
  labels = harness_dup_labels (GTK_WIDGET (report));
  g_assert_nonnull (strstr (labels, "several messages"));
  g_assert_nonnull (strstr (labels, "把握"));
  g_assert_nonnull (strstr (labels, "The text given"));

  gtk_window_destroy (GTK_WINDOW (report));
}

/* Stopped half way: what was read is there, and the report says so. */
static void
check_cancelled (LoreApplication *application, gconstpointer data)
{
  g_autofree char *path = write_large ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (LoreOpening) opening = lore_opening_new (&file, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (LoreScene) scene = NULL;
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  g_signal_connect (opening, "opened", G_CALLBACK (opened_cb), &scene);
  lore_opening_start (opening, cancellable);
  while (lore_opening_get_n_messages (opening) == 0 && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  g_assert_true (harness_wait (has_scene, &scene, 30));
  g_assert_cmpuint (lore_trace_get_n_messages (lore_scene_get_trace (scene)), >, 0);
}

static gboolean
shows_media (gpointer data)
{
  GtkWidget *bar = harness_find (data, LORE_TYPE_BAR_ROW);

  return bar != NULL && gtk_widget_get_mapped (bar);
}

/* What the call was for stands under its ladder, and who ended it by the side he was on
 * while nobody has given his address a name. */
static void
check_media (LoreApplication *application, gconstpointer data)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "examples", "call-with-media.pcap", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *window = GTK_WIDGET (harness_get_window (application));
  g_autofree char *words = NULL;
  g_autofree char *labels = NULL;

  lore_window_open (LORE_WINDOW (window), &file, 1);
  g_assert_true (harness_wait (shows_media, window, 20));
  words =
      lore_bar_row_dup_words (LORE_BAR_ROW (harness_find (window, LORE_TYPE_BAR_ROW)));
  g_assert_nonnull (strstr (words, "G729"));
  labels = harness_dup_labels (harness_find (window, LORE_TYPE_CALL_STRIP));
  g_assert_nonnull (strstr (labels, "Caller"));
}

static gboolean
is_saved (gpointer data)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (harness_get_window (data)),
                                            "save");
}

/* A capture that is written again has no media; the window says so, and not of a session,
 * which holds what is known of them. */
static void
check_media_left_out (LoreApplication *application, gconstpointer data)
{
  g_autofree char *capture = g_build_filename (harness_get_folder (), "m.pcap", NULL);
  g_autofree char *session = g_build_filename (harness_get_folder (), "m.siplore", NULL);
  g_autoptr (GFile) capture_file = g_file_new_for_path (capture);
  g_autoptr (GFile) session_file = g_file_new_for_path (session);
  LoreWindow *window = harness_get_window (application);

  check_media (application, data);
  lore_window_save (window, session_file, NULL, FALSE);
  g_assert_true (harness_wait (is_saved, application, 20));
  g_assert_null (lore_window_get_notice (window));
  lore_window_save (window, capture_file, NULL, FALSE);
  g_assert_true (harness_wait (is_saved, application, 20));
  g_assert_nonnull (strstr (lore_window_get_notice (window), "packets: 138"));
  g_assert_nonnull (strstr (lore_window_get_notice (window), "包：138 个"));
}

/* --- meanwhile ------------------------------------------------------------------- */

static void
set_language (LoreApplication *application, const char *language)
{
  g_action_group_activate_action (G_ACTION_GROUP (application), "language",
                                  g_variant_new_string (language));
}

/* Another language builds the window anew: what is being read goes on in it. */
static void
check_read_on (LoreApplication *application, gconstpointer data)
{
  g_autofree char *path = write_large ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  LoreTrace *trace;

  lore_window_open (harness_get_window (application), &file, 1);
  set_language (application, "zh_CN");
  set_language (application, "en");
  g_assert_true (
      harness_wait (is_whole, lore_application_get_workspace (application), 30));
  trace = lore_scene_get_trace (get_scene (application));
  g_assert_cmpuint (lore_trace_get_n_messages (trace), ==, MANY);
}

static guint
count_messages (GFile *file)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LoreImportReport) report = lore_format_read (file, trace, NULL, &error);

  g_assert_no_error (error);
  return lore_trace_get_n_messages (trace);
}

static void
open_large (LoreApplication *application)
{
  g_autofree char *path = write_large ();
  g_autoptr (GFile) file = g_file_new_for_path (path);

  lore_window_open (harness_get_window (application), &file, 1);
  g_assert_true (
      harness_wait (is_whole, lore_application_get_workspace (application), 30));
}

/* What is being written too, and the window is there meanwhile. */
static void
check_save_on (LoreApplication *application, gconstpointer data)
{
  g_autofree char *path = g_build_filename (harness_get_folder (), "all.sip", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  open_large (application);
  lore_window_save (harness_get_window (application), file, NULL, FALSE);
  g_assert_false (is_saved (application));
  set_language (application, "zh_CN");
  g_assert_false (is_saved (application)); /* the new window knows of it */
  g_assert_true (harness_wait (is_saved, application, 60));
  g_assert_null (lore_window_get_notice (harness_get_window (application)));
  g_assert_cmpuint (count_messages (file), ==, MANY);
}

/* There are two bars; only the one that is to be stopped listens. */
static void
stop (GtkWidget *root)
{
  if (LORE_IS_LOADING (root))
    g_signal_emit_by_name (root, "cancelled");
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    stop (child);
}

/* A file that is not whole is none, and the one before stays. */
static void
check_save_stopped (LoreApplication *application, gconstpointer data)
{
  g_autofree char *path = g_build_filename (harness_get_folder (), "class.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  LoreWindow *window = harness_get_window (application);
  g_autofree char *remarks = NULL;

  open_large (application);
  remarks = g_strdup (lore_window_get_notice (window));
  lore_window_save (window, file, NULL, TRUE);
  harness_wait_frames (GTK_WIDGET (window), 1);
  stop (GTK_WIDGET (window));
  g_assert_true (harness_wait (is_saved, application, 60));
  g_assert_cmpstr (lore_window_get_notice (window), ==, remarks);
  g_assert_false (g_file_query_exists (file, NULL));
}

/* A long ladder is drawn out of the way too: the window lives meanwhile, frame after
 * frame, and what was stopped leaves no file. */
static void
check_export (LoreApplication *application, gconstpointer data)
{
  g_autofree char *path = g_build_filename (harness_get_folder (), "long.mmd", NULL);
  g_autofree char *stopped = g_build_filename (harness_get_folder (), "long.svg", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) stopped_file = g_file_new_for_path (stopped);
  g_autofree char *text = NULL;

  open_large (application);
  lore_window_export (harness_get_window (application), file);
  g_assert_false (is_saved (application));
  set_language (application, "zh_CN");
  g_assert_false (is_saved (application)); /* the new window knows of it */
  g_assert_true (harness_wait (is_saved, application, 60));
  g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "sequenceDiagram"));

  lore_window_export (harness_get_window (application), stopped_file);
  harness_wait_frames (GTK_WIDGET (harness_get_window (application)), 3);
  g_assert_false (is_saved (application));
  stop (GTK_WIDGET (harness_get_window (application)));
  g_assert_true (harness_wait (is_saved, application, 60));
  g_assert_false (g_file_query_exists (stopped_file, NULL));
}

static gboolean
is_filtered (gpointer data)
{
  return lore_layout_get_filter (lore_scene_get_layout (get_scene (data))) != NULL;
}

/* A filter goes through a long trace out of the way; what is shown is what the same
 * filter shows at once, and one that was taken back shows nothing of itself. */
static void
check_filter (LoreApplication *application, gconstpointer data)
{
  LoreLayout *layout;
  GtkWidget *window;
  LoreFindBar *bar;
  g_autoptr (LoreLayout) whole = NULL;
  guint n;

  open_large (application);
  window = GTK_WIDGET (harness_get_window (application));
  layout = lore_scene_get_layout (get_scene (application));
  whole = lore_layout_dup_still (layout);
  gtk_widget_activate_action (harness_find (window, LORE_TYPE_LADDER_PANE), "ladder.find",
                              NULL);
  harness_wait_frames (window, 2);
  bar = LORE_FIND_BAR (harness_find (window, LORE_TYPE_FIND_BAR));
  lore_find_bar_set_filter (bar, "method == OPTIONS");
  lore_find_bar_set_filter (bar, "");
  harness_wait_frames (GTK_WIDGET (bar), 10);
  g_assert_false (is_filtered (application));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (layout)), ==,
                    g_list_model_get_n_items (G_LIST_MODEL (whole)));

  lore_find_bar_set_filter (bar, "header.Call-ID ~ \"77\"");
  g_assert_false (is_filtered (application)); /* the window does not wait */
  g_assert_true (harness_wait (is_filtered, application, 20));
  n = g_list_model_get_n_items (G_LIST_MODEL (layout));
  lore_layout_set_filter (whole, lore_layout_get_filter (layout));
  g_assert_cmpuint (n, ==, g_list_model_get_n_items (G_LIST_MODEL (whole)));
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, MANY);
}

static const HarnessRow rows[] = {
  { "/opening/read-on", "en", check_read_on },
  { "/opening/save-on", "en", check_save_on },
  { "/opening/save-stopped", "both", check_save_stopped },
  { "/opening/export", "en", check_export },
  { "/opening/filter", "en", check_filter },
  { "/opening/preview", "en", check_preview },
  { "/opening/choice-is-kept", "both", check_choice_is_kept },
  { "/opening/pasted", "both", check_pasted },
  { "/opening/cancelled", "zh_CN", check_cancelled },
  { "/opening/media", "en", check_media },
  { "/opening/media-left-out", "both", check_media_left_out },
};

int
main (int argc, char *argv[])
{
  return harness_main (&argc, &argv, rows, G_N_ELEMENTS (rows));
}
