/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/note-dialog.h"

#include <glib/gi18n-lib.h>

#include "draw/describe.h"
#include "trace/notes.h"

#define WIDTH 340
#define HEIGHT 110

typedef struct
{
  LoreTrace *trace; /* owned */
  guint32 message;
  GtkTextBuffer *buffer; /* owned */
} Noting;

static void
noting_free (gpointer data, GClosure *closure)
{
  Noting *noting = data;

  g_object_unref (noting->trace);
  g_object_unref (noting->buffer);
  g_free (noting);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Noting *noting)
{
  LoreNotes *notes = lore_trace_get_notes (noting->trace);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (noting->buffer, &start, &end);
  text = g_strstrip (gtk_text_buffer_get_text (noting->buffer, &start, &end, FALSE));
  if (g_str_equal (response, "save"))
    lore_notes_set_note (notes, noting->message, text);
  else if (g_str_equal (response, "remove"))
    lore_notes_set_note (notes, noting->message, NULL);
}

/* Return begins a line; Tab leaves the text, Ctrl+Return saves it. */
static GtkWidget *
make_view (GtkTextBuffer *buffer)
{
  GtkWidget *view = gtk_text_view_new_with_buffer (buffer);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 8);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Note"), -1);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>Return"),
                        gtk_named_action_new ("default.activate")));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (view, keys);
  return view;
}

static GtkWidget *
make_sheet (GtkWidget *view)
{
  GtkWidget *sheet = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (sheet), view);
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (sheet), TRUE);
  gtk_widget_set_size_request (sheet, WIDTH, HEIGHT);
  return sheet;
}

static void
add_responses (AdwMessageDialog *dialog, gboolean removable)
{
  adw_message_dialog_add_response (dialog, "cancel", _ ("_Cancel"));
  if (removable)
    {
      adw_message_dialog_add_response (dialog, "remove", _ ("_Delete Note"));
      adw_message_dialog_set_response_appearance (dialog, "remove",
                                                  ADW_RESPONSE_DESTRUCTIVE);
    }
  adw_message_dialog_add_response (dialog, "save", _ ("_Save"));
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "cancel");
}

void
lore_note_dialog_show (GtkWidget *parent, LoreTrace *trace, guint32 message)
{
  const char *note = lore_notes_get_note (lore_trace_get_notes (trace), message);
  g_autofree char *what = lore_describe_arrow (trace, message);
  g_autofree char *heading = g_strdup_printf (_ ("Note on Message %u"), message + 1);
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), heading, what);
  Noting *noting = g_new (Noting, 1);
  GtkWidget *view;

  noting->trace = g_object_ref (trace);
  noting->message = message;
  noting->buffer = gtk_text_buffer_new (NULL);
  gtk_text_buffer_insert_at_cursor (noting->buffer, note != NULL ? note : "", -1);
  view = make_view (noting->buffer);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_sheet (view));
  add_responses (ADW_MESSAGE_DIALOG (dialog), note != NULL);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), noting,
                         noting_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (view);
}
