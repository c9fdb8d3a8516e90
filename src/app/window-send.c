/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include <glib/gi18n-lib.h>

static void
sent_cb (GObject *workspace, GAsyncResult *result, gpointer data)
{
  g_autoptr (LoreWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (lore_workspace_send_finish (LORE_WORKSPACE (workspace), result, &error))
    lore_window_hide_notice (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    lore_window_show_error (self, error);
}

static void
send_now (LoreWindow *self)
{
  lore_workspace_send_async (self->workspace, self->cancellable, sent_cb,
                             g_object_ref (self));
}

static void
answered_cb (LoreWindow *self, const char *response, AdwMessageDialog *dialog)
{
  if (!g_str_equal (response, "send"))
    return;
  lore_workspace_allow (self->workspace,
                        g_object_get_data (G_OBJECT (dialog), "address"));
  send_now (self);
}

/* Nothing leaves the machine unless the user aimed it there: the first request to another
 * host asks. */
static void
ask (LoreWindow *self, const char *address)
{
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (self), _ ("Send to another computer?"), NULL);

  adw_message_dialog_format_body (
      ADW_MESSAGE_DIALOG (dialog),
      _ ("%s is not this computer. Send only to hosts whose owners expect it: a request "
         "to a stranger is an unwanted call."),
      address);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"),
                                    "send", _ ("_Send"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "send",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "address", g_strdup (address), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
send_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreWindow *self = data;
  g_autofree char *address = lore_workspace_dup_address (self->workspace);

  if (lore_workspace_may_send (self->workspace, address))
    send_now (self);
  else
    ask (self, address);
}

static void
transport_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lore_workspace_set_transport (LORE_WINDOW (data)->workspace,
                                g_variant_get_string (parameter, NULL));
}

static void
new_session_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreWindow *self = data;
  g_autoptr (GError) error = NULL;

  if (!lore_workspace_restart (self->workspace, &error))
    lore_window_show_error (self, error);
}

void
lore_window_add_send_actions (LoreWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "send", .activate = send_cb },
    { .name = "new-session", .activate = new_session_cb },
    { .name = "transport",
      .activate = transport_cb,
      .parameter_type = "s",
      .state = "'UDP'" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries),
                                   self);
}
