/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/report-window.h"
#include "base/problem.h"
#include "view/words.h"

#define LOOK_MS 100
/* So many remarks are told at once; the report has them all. */
#define REMARKS_TOLD 2

/* --- reading --------------------------------------------------------------------- */

void
lore_window_forget_opening (LoreWindow *self)
{
  g_clear_handle_id (&self->loading_id, g_source_remove);
  if (self->stop_opening != NULL)
    g_cancellable_cancel (self->stop_opening);
  if (self->opening != NULL)
    g_signal_handlers_disconnect_by_data (self->opening, self);
  g_clear_object (&self->stop_opening);
  g_clear_object (&self->opening);
}

static gboolean
look_cb (gpointer data)
{
  LoreWindow *self = data;

  lore_loading_show (self->loading, lore_opening_get_fraction (self->opening),
                     lore_opening_get_n_messages (self->opening));
  return G_SOURCE_CONTINUE;
}

static void
preview_cb (LoreWindow *self, LoreScene *scene)
{
  lore_workspace_show_scene (self->workspace, scene);
}

static void
cancel_loading_cb (LoreWindow *self)
{
  if (self->stop_opening != NULL)
    g_cancellable_cancel (self->stop_opening);
}

/* The call of the preview in the whole: that of its first message. */
static guint32
find_same_call (LoreTrace *from, guint32 call, LoreTrace *to)
{
  guint32 first =
      call != LORE_ID_NONE ? lore_trace_get_first_in_call (from, call) : LORE_ID_NONE;
  guint32 same = first != LORE_ID_NONE ? lore_window_find_same_message (from, first, to)
                                       : LORE_ID_NONE;
  LoreMessage facts;

  if (same == LORE_ID_NONE)
    return LORE_ID_NONE;
  lore_trace_get_message (to, same, &facts);
  return facts.call;
}

/* What was chosen in the preview holds for the whole. */
static void
carry_over (LoreScene *from, LoreScene *to)
{
  LoreLayout *layout = lore_scene_get_layout (from);
  LoreTrace *old = lore_scene_get_trace (from);
  LoreTrace *new = lore_scene_get_trace (to);
  guint32 message = lore_selection_get_message (lore_scene_get_selection (from));

  if (message != LORE_ID_NONE)
    message = lore_window_find_same_message (old, message, new);
  lore_window_carry_notes (old, new);
  lore_scene_set_legs_merged (to,
                              lore_call_list_get_merged (lore_scene_get_calls (from)));
  lore_scene_choose_call (to, find_same_call (old, lore_layout_get_call (layout), new));
  if (lore_layout_get_filter (layout) != NULL)
    lore_layout_set_filter (lore_scene_get_layout (to), lore_layout_get_filter (layout));
  lore_selection_set_message (lore_scene_get_selection (to), message);
}

static void
tell_remarks (LoreWindow *self, LoreOpening *opening)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < lore_opening_get_n_reports (opening); i++)
    {
      g_autofree char *name = NULL;
      LoreImportReport *report = lore_opening_get_report (opening, i, &name);

      for (guint j = 0; j < report->remarks->len; j++, n++)
        {
          LoreRemark *remark = g_ptr_array_index (report->remarks, j);
          g_autofree char *sentence =
              lore_words_dup_sentence (remark->id, (const char *const *)remark->args);

          if (n < REMARKS_TOLD)
            g_string_append_printf (words, "%s%s", n > 0 ? "\n" : "", sentence);
        }
    }
  if (n > REMARKS_TOLD)
    g_string_append_printf (words, "\n%s", _ ("Menu › Import Report has the rest."));
  if (n > 0)
    lore_notice_show_text (self->notice, words->str);
}

static void
show_opened (LoreWindow *self, LoreOpening *opening, LoreScene *scene)
{
  LoreScene *before = lore_workspace_get_scene (self->workspace);
  g_autofree char *title = lore_opening_dup_title (opening);

  lore_window_hide_notice (self);
  if (g_strcmp0 (lore_scene_get_title (before), title) == 0
      && lore_scene_get_origin (before) == NULL)
    carry_over (before, scene);
  lore_workspace_show_scene (self->workspace, scene);
  tell_remarks (self, opening);
}

static void
opened_cb (LoreWindow *self, LoreScene *scene, GError *error, LoreOpening *opening)
{
  g_autoptr (LoreOpening) kept = g_object_ref (opening);

  lore_loading_end (self->loading);
  lore_window_forget_opening (self);
  if (scene != NULL)
    show_opened (self, opening, scene);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    lore_window_show_error (self, error);
  lore_window_show_title (self);
}

static void
follow (LoreWindow *self, LoreOpening *opening, GCancellable *cancellable)
{
  g_autofree char *title = lore_opening_dup_title (opening);

  self->opening = g_object_ref (opening);
  self->stop_opening = g_object_ref (cancellable);
  g_signal_connect_object (opening, "preview", G_CALLBACK (preview_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (opening, "opened", G_CALLBACK (opened_cb), self,
                           G_CONNECT_SWAPPED);
  lore_loading_begin (self->loading, title);
  self->loading_id = g_timeout_add (LOOK_MS, look_cb, self);
}

static void
start (LoreWindow *self, LoreOpening *opening)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  lore_window_forget_opening (self);
  follow (self, opening, cancellable);
  lore_opening_start (opening, cancellable);
}

/* What is being read goes on: the other window lets go of it without stopping it. */
void
lore_window_take_opening (LoreWindow *self, LoreWindow *other)
{
  g_autoptr (LoreOpening) opening = g_steal_pointer (&other->opening);
  g_autoptr (GCancellable) cancellable = g_steal_pointer (&other->stop_opening);

  if (opening == NULL)
    return;
  g_signal_handlers_disconnect_by_data (opening, other);
  lore_window_forget_opening (other);
  follow (self, opening, cancellable);
  lore_window_show_title (self);
}

void
lore_window_open (LoreWindow *self, GFile **files, int n_files)
{
  g_autoptr (LoreOpening) opening = lore_opening_new (files, n_files);

  start (self, opening);
}

/* --- what a crash left ----------------------------------------------------------- */

static void
left_response_cb (LoreWindow *self, const char *response, AdwMessageDialog *dialog)
{
  g_autoptr (GFile) file =
      g_file_new_for_path (g_object_get_data (G_OBJECT (dialog), "path"));

  if (g_str_equal (response, "open"))
    lore_window_open (self, &file, 1);
}

void
lore_window_offer_left (LoreWindow *self)
{
  g_autofree char *path = lore_workspace_take_left (self->workspace);
  GtkWidget *dialog;

  if (path == NULL)
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Open the Last Session?"), NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _ ("Siplore did not come to an end in order. What was "
                                     "sent, received and noted until "
                                     "then is in %s."),
                                  path);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "later", _ ("_Not Now"),
                                    "open", _ ("_Open"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "open",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "open");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "later");
  g_object_set_data_full (G_OBJECT (dialog), "path", g_steal_pointer (&path), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (left_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- from where ------------------------------------------------------------------ */

static void
open_list (LoreWindow *self, GListModel *files)
{
  g_autoptr (GPtrArray) array = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    g_ptr_array_add (array, g_list_model_get_item (files, i));
  if (array->len > 0)
    lore_window_open (self, (GFile **)array->pdata, array->len);
}

static void
open_response_cb (LoreWindow *self, int response, GtkFileChooserNative *chooser)
{
  g_autoptr (GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
      open_list (self, files);
    }
  g_object_unref (chooser);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreWindow *self = data;
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (_ ("Open Messages or a Capture"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (open_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
pasted_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  g_autoptr (LoreWindow) self = data;
  g_autofree char *text =
      gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (LoreOpening) opening = NULL;
  g_autoptr (GError) error = NULL;

  if (self->workspace == NULL)
    return;
  if (text == NULL || *text == '\0')
    {
      lore_problem_set (&error, LORE_PROBLEM_USAGE, "clipboard-empty", NULL);
      lore_window_show_error (self, error);
      return;
    }
  bytes = g_bytes_new (text, strlen (text));
  opening = lore_opening_new_for_text (bytes);
  start (self, opening);
}

static void
open_pasted_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreWindow *self = data;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                                 self->cancellable, pasted_cb, g_object_ref (self));
}

static void
import_report_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreWindow *self = data;
  GObject *origin = lore_scene_get_origin (lore_workspace_get_scene (self->workspace));
  LoreReportWindow *window;

  if (!LORE_IS_OPENING (origin))
    return;
  window = lore_report_window_new (LORE_OPENING (origin));
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (window));
}

void
lore_window_add_open_actions (LoreWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "open", .activate = open_cb },
    { .name = "open-pasted", .activate = open_pasted_cb },
    { .name = "import-report", .activate = import_report_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries),
                                   self);
  g_signal_connect_object (self->loading, "cancelled", G_CALLBACK (cancel_loading_cb),
                           self, G_CONNECT_SWAPPED);
}
