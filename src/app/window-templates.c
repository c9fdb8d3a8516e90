/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include <glib/gi18n-lib.h>

#include "app/environment-window.h"
#include "app/history-window.h"

static LoreTemplate *
get_current (LoreWindow *self)
{
  return lore_templates_lookup (lore_workspace_get_templates (self->workspace),
                                lore_workspace_get_template (self->workspace));
}

/* The state of win.template is the template loaded last: its chip looks pressed. */
static void
template_changed_cb (LoreWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "template");
  LoreTemplate *template = get_current (self);
  gboolean own = template != NULL && !lore_template_get_shipped (template);

  g_simple_action_set_state (
      G_SIMPLE_ACTION (action),
      g_variant_new_string (lore_workspace_get_template (self->workspace)));
  lore_window_enable (self, "rename-template", own);
  lore_window_enable (self, "delete-template", own);
}

static void
template_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreWindow *self = data;

  lore_workspace_load_template (self->workspace, g_variant_get_string (parameter, NULL));
}

/* --- asking for a name ----------------------------------------------------------- */

static GtkWidget *
ask_name (LoreWindow *self, const char *heading, const char *name, const char *verb,
          GCallback callback)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, NULL);
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name of the template"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"),
                                    "ok", verb, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "ok",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "ok");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", callback, self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

static const char *
get_name (AdwMessageDialog *dialog)
{
  return gtk_editable_get_text (
      GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog)));
}

static void
save_response_cb (LoreWindow *self, const char *response, AdwMessageDialog *dialog)
{
  LoreDraft *draft = lore_workspace_get_draft (self->workspace);
  g_autofree char *text = lore_draft_dup_text (draft);
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "ok"))
    return;
  if (lore_templates_save (lore_workspace_get_templates (self->workspace),
                           get_name (dialog), text, &error)
      == NULL)
    lore_window_show_error (self, error);
  else
    lore_workspace_set_template (self->workspace, get_name (dialog));
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreWindow *self = data;
  LoreTemplate *template = get_current (self);
  gboolean own = template != NULL && !lore_template_get_shipped (template);

  ask_name (self, _ ("Save as Template"),
            own ? lore_template_get_name (template) : _ ("My request"), _ ("_Save"),
            G_CALLBACK (save_response_cb));
}

static void
rename_response_cb (LoreWindow *self, const char *response, AdwMessageDialog *dialog)
{
  LoreTemplate *template = get_current (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strdup (get_name (dialog));

  if (!g_str_equal (response, "ok") || template == NULL)
    return;
  if (!lore_templates_rename (lore_workspace_get_templates (self->workspace), template,
                              name, &error))
    lore_window_show_error (self, error);
  else
    lore_workspace_set_template (self->workspace, name);
}

static void
rename_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreWindow *self = data;

  ask_name (self, _ ("Rename Template"), lore_workspace_get_template (self->workspace),
            _ ("_Rename"), G_CALLBACK (rename_response_cb));
}

/* Its text stays in the editor, so a slip of the hand costs nothing. */
static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreWindow *self = data;
  LoreTemplate *template = get_current (self);
  g_autoptr (GError) error = NULL;

  if (template == NULL)
    return;
  if (!lore_templates_delete (lore_workspace_get_templates (self->workspace), template,
                              &error))
    lore_window_show_error (self, error);
  else
    lore_workspace_set_template (self->workspace, "");
}

/* --- what belongs to templates ----------------------------------------------------- */

static void
present_over (LoreWindow *self, GtkWidget *window)
{
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (window));
}

static void
history_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreWindow *self = data;

  present_over (self, GTK_WIDGET (lore_history_window_new (self->workspace)));
}

static void
environments_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreWindow *self = data;

  present_over (self, GTK_WIDGET (lore_environment_window_new (self->workspace)));
}

void
lore_window_add_template_actions (LoreWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "template", .activate = template_cb, .parameter_type = "s", .state = "''" },
    { .name = "save-template", .activate = save_cb },
    { .name = "rename-template", .activate = rename_cb },
    { .name = "delete-template", .activate = delete_cb },
    { .name = "history", .activate = history_cb },
    { .name = "environments", .activate = environments_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries),
                                   self);
  g_signal_connect_object (self->workspace, "notify::template",
                           G_CALLBACK (template_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workspace, "notify::environment",
                           G_CALLBACK (lore_window_show_title), self, G_CONNECT_SWAPPED);
  template_changed_cb (self);
}
