/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/environment-window.h"

#include <glib/gi18n-lib.h>

#include "view/notice.h"

struct _LoreEnvironmentWindow
{
  AdwWindow parent_instance;

  /* Template widgets */
  LoreNotice *notice;
  AdwComboRow *in_use; /* "None", then the names */
  AdwEntryRow *name;
  GtkTextBuffer *settings; /* "name=value" lines */
  GtkWidget *delete_button;

  LoreWorkspace *workspace; /* owned */
  gboolean filling;         /* the row, not the user, chooses */
};

G_DEFINE_FINAL_TYPE (LoreEnvironmentWindow, lore_environment_window, ADW_TYPE_WINDOW)

static LoreEnvironments *
get_all (LoreEnvironmentWindow *self)
{
  return lore_workspace_get_environments (self->workspace);
}

/* --- showing --------------------------------------------------------------------- */

static void
show_chosen (LoreEnvironmentWindow *self)
{
  const char *name = lore_workspace_get_environment (self->workspace);
  LoreEnvironment *environment = lore_environments_lookup (get_all (self), name, NULL);
  g_autofree char *settings =
      environment != NULL ? lore_environment_dup_settings (environment) : g_strdup ("");
  GtkTextIter start, end;

  gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  /* One user action: undo brings back what was being written. */
  gtk_text_buffer_get_bounds (self->settings, &start, &end);
  gtk_text_buffer_begin_user_action (self->settings);
  gtk_text_buffer_delete (self->settings, &start, &end);
  gtk_text_buffer_insert (self->settings, &start, settings, -1);
  gtk_text_buffer_end_user_action (self->settings);
  gtk_widget_set_sensitive (self->delete_button, environment != NULL);
}

static void
fill (LoreEnvironmentWindow *self)
{
  const char *chosen = lore_workspace_get_environment (self->workspace);
  GListModel *all = G_LIST_MODEL (get_all (self));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _ ("None"));
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (LoreEnvironment) environment = g_list_model_get_item (all, i);

      gtk_string_list_append (names, lore_environment_get_name (environment));
      if (g_str_equal (lore_environment_get_name (environment), chosen))
        selected = i + 1;
    }
  self->filling = TRUE;
  adw_combo_row_set_model (self->in_use, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->in_use, selected);
  self->filling = FALSE;
  show_chosen (self);
}

static void
choose (LoreEnvironmentWindow *self, const char *name)
{
  lore_workspace_set_environment (self->workspace, name);
  lore_notice_hide (self->notice);
  fill (self);
}

static void
chosen_cb (LoreEnvironmentWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->in_use);
  g_autoptr (LoreEnvironment) environment = NULL;

  if (self->filling || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (selected > 0)
    environment = g_list_model_get_item (G_LIST_MODEL (get_all (self)), selected - 1);
  choose (self, environment != NULL ? lore_environment_get_name (environment) : "");
}

/* --- changing -------------------------------------------------------------------- */

static GHashTable *
parse_settings (LoreEnvironmentWindow *self, GError **error)
{
  g_autoptr (GHashTable) variables =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->settings, &start, &end);
  text = gtk_text_buffer_get_text (self->settings, &start, &end, FALSE);
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0'
        && !lore_environment_parse_setting (lines[i], variables, error))
      return NULL;
  return g_steal_pointer (&variables);
}

static void
save_cb (LoreEnvironmentWindow *self)
{
  g_autofree char *name =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) variables = parse_settings (self, &error);
  g_autoptr (LoreEnvironment) environment =
      variables != NULL ? lore_environment_new (name, variables) : NULL;

  if (environment == NULL
      || !lore_environments_save (get_all (self), environment, &error))
    lore_notice_show_error (self->notice, error);
  else
    choose (self, name);
}

static void
delete_cb (LoreEnvironmentWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (!lore_environments_delete (
          get_all (self), lore_workspace_get_environment (self->workspace), &error))
    lore_notice_show_error (self->notice, error);
  else
    choose (self, "");
}

/* --- the window ------------------------------------------------------------------ */

static void
lore_environment_window_dispose (GObject *object)
{
  g_clear_object (&LORE_ENVIRONMENT_WINDOW (object)->workspace);
  G_OBJECT_CLASS (lore_environment_window_parent_class)->dispose (object);
}

static void
lore_environment_window_class_init (LoreEnvironmentWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_environment_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, LORE_RESOURCE_PATH
                                               "/environment-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreEnvironmentWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, LoreEnvironmentWindow, in_use);
  gtk_widget_class_bind_template_child (widget_class, LoreEnvironmentWindow, name);
  gtk_widget_class_bind_template_child (widget_class, LoreEnvironmentWindow, settings);
  gtk_widget_class_bind_template_child (widget_class, LoreEnvironmentWindow,
                                        delete_button);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
}

static void
lore_environment_window_init (LoreEnvironmentWindow *self)
{
  g_type_ensure (LORE_TYPE_NOTICE);
  self->filling = TRUE; /* until there is a workspace to tell */
  gtk_widget_init_template (GTK_WIDGET (self));
}

LoreEnvironmentWindow *
lore_environment_window_new (LoreWorkspace *workspace)
{
  LoreEnvironmentWindow *self = g_object_new (LORE_TYPE_ENVIRONMENT_WINDOW, NULL);

  self->workspace = g_object_ref (workspace);
  fill (self);
  return self;
}
