/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/rename-dialog.h"

#include <glib/gi18n-lib.h>

#include "trace/notes.h"

typedef struct
{
  LoreTrace *trace; /* owned */
  guint32 participant;
} Renaming;

static void
renaming_free (gpointer data, GClosure *closure)
{
  Renaming *renaming = data;

  g_object_unref (renaming->trace);
  g_free (renaming);
}

/* No name at all is the address again. */
static void
response_cb (AdwMessageDialog *dialog, const char *response, Renaming *renaming)
{
  GtkWidget *entry = adw_message_dialog_get_extra_child (dialog);
  g_autofree char *name =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  if (g_str_equal (response, "rename"))
    lore_notes_set_alias (lore_trace_get_notes (renaming->trace), renaming->participant,
                          name);
}

void
lore_rename_dialog_show (GtkWidget *parent, LoreTrace *trace, guint32 id)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)),
                                              _ ("Rename Participant"), NULL);
  GtkWidget *entry = gtk_entry_new ();
  Renaming *renaming = g_new (Renaming, 1);
  LoreParticipant participant;

  lore_trace_get_participant (trace, id, &participant);
  renaming->trace = g_object_ref (trace);
  renaming->participant = id;
  adw_message_dialog_format_body (
      ADW_MESSAGE_DIALOG (dialog),
      _ ("%s\nA name that another participant has joins the two in one column."),
      participant.address);
  gtk_editable_set_text (GTK_EDITABLE (entry), participant.name);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"),
                                    "rename", _ ("_Rename"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "rename",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "rename");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), renaming,
                         renaming_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
