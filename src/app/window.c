/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include <glib/gi18n-lib.h>

#include "view/template-chips.h"
#include "view/words.h"

#define LARGE_SCREEN 1800 /* px across */

G_DEFINE_FINAL_TYPE (LoreWindow, lore_window, ADW_TYPE_APPLICATION_WINDOW)

void
lore_window_enable (LoreWindow *self, const char *action, gboolean enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), action)),
      enabled);
}

void
lore_window_show_error (LoreWindow *self, const GError *error)
{
  lore_notice_show_error (self->notice, error);
}

void
lore_window_hide_notice (LoreWindow *self)
{
  lore_notice_hide (self->notice);
}

const char *
lore_window_get_notice (LoreWindow *self)
{
  return lore_notice_get_text (self->notice);
}

/* --- what the workspace says ----------------------------------------------------- */

static char *
dup_subtitle (LoreWindow *self, LoreScene *scene)
{
  GObject *origin = lore_scene_get_origin (scene);
  g_autofree char *name = NULL;
  g_autofree char *topic = NULL;
  g_autofree char *format = NULL;

  const char *environment = lore_workspace_get_environment (self->workspace);

  if (lore_scene_get_title (scene) == NULL)
    return g_strconcat (_ ("practice on this computer"),
                        *environment != '\0' ? " · " : NULL, environment, NULL);
  if (self->opening != NULL)
    return g_strdup (_ ("the first messages; still reading"));
  if (LORE_IS_OPENING (origin) && lore_opening_get_n_reports (LORE_OPENING (origin)) > 0)
    {
      topic = g_strconcat (
          "format:", lore_opening_get_report (LORE_OPENING (origin), 0, &name)->format,
          NULL);
      format = lore_words_dup_title (topic, " ");
    }
  return g_strdup (format != NULL ? format : _ ("saved messages"));
}

void
lore_window_show_title (LoreWindow *self)
{
  LoreScene *scene = lore_workspace_get_scene (self->workspace);
  const char *title = lore_scene_get_title (scene);
  g_autofree char *subtitle = dup_subtitle (self, scene);

  adw_window_title_set_title (self->title, title != NULL ? title : "Siplore");
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_widget_set_visible (self->lab_button, title != NULL);
  lore_window_enable (self, "import-report", lore_scene_get_origin (scene) != NULL);
}

static void
scene_changed_cb (LoreWindow *self)
{
  LoreScene *scene = lore_workspace_get_scene (self->workspace);

  lore_window_follow_notes (self, lore_scene_get_trace (scene));
  lore_ladder_pane_set_scene (self->ladder, scene);
  lore_inspector_set_scene (self->inspector, scene);
  lore_compose_pane_set_selection (self->compose, lore_scene_get_selection (scene));
  lore_window_show_title (self);
}

static void
offers_changed_cb (LoreWindow *self)
{
  g_auto (GStrv) offers = lore_lab_dup_offers (lore_workspace_get_lab (self->workspace));

  lore_compose_pane_set_offers (self->compose, (const char *const *)offers);
}

static void
destination_changed_cb (LoreWindow *self)
{
  const char *destination = lore_workspace_get_destination (self->workspace);
  g_autofree char *address = lore_workspace_dup_address (self->workspace);
  GAction *transport = g_action_map_lookup_action (G_ACTION_MAP (self), "transport");

  g_simple_action_set_state (
      G_SIMPLE_ACTION (transport),
      g_variant_new_string (lore_workspace_get_transport (self->workspace)));
  lore_compose_pane_set_resolved (self->compose,
                                  g_str_equal (address, destination) ? NULL : address);
}

/* --- panes ----------------------------------------------------------------------- */

static void
show_pane (GSimpleAction *action, GVariant *value, GtkWidget *pane)
{
  g_simple_action_set_state (action, value);
  gtk_widget_set_visible (pane, g_variant_get_boolean (value));
}

static void
show_compose_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  show_pane (action, value, GTK_WIDGET (LORE_WINDOW (data)->compose));
}

static void
show_inspector_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  show_pane (action, value, GTK_WIDGET (LORE_WINDOW (data)->inspector));
}

/* A projector of many pixels is looked at from as far as one of few. */
static gboolean
is_on_large_screen (LoreWindow *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self));
  GdkMonitor *monitor = surface != NULL ? gdk_display_get_monitor_at_surface (
                            gtk_widget_get_display (GTK_WIDGET (self)), surface)
                                        : NULL;
  GdkRectangle area = { 0 };

  if (monitor != NULL)
    gdk_monitor_get_geometry (monitor, &area);
  return area.width >= LARGE_SCREEN;
}

/* Full screen, large, without the editor: steps come from arrow keys or a clicker. */
static void
present_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  LoreWindow *self = data;
  GActionGroup *group = G_ACTION_GROUP (self);
  g_autoptr (GVariant) before = g_action_get_state (G_ACTION (action));

  if (g_variant_equal (before, value))
    return;
  g_simple_action_set_state (action, value);
  gtk_widget_set_visible (GTK_WIDGET (self->new_button), !g_variant_get_boolean (value));
  gtk_widget_set_visible (self->open_button, !g_variant_get_boolean (value));
  gtk_event_controller_set_propagation_phase (
      self->present_keys,
      g_variant_get_boolean (value) ? GTK_PHASE_CAPTURE : GTK_PHASE_NONE);
  if (g_variant_get_boolean (value))
    {
      self->compose_before_present = gtk_widget_get_visible (GTK_WIDGET (self->compose));
      g_action_group_change_action_state (group, "show-compose",
                                          g_variant_new_boolean (FALSE));
      gtk_widget_add_css_class (GTK_WIDGET (self), "present");
      if (is_on_large_screen (self))
        gtk_widget_add_css_class (GTK_WIDGET (self), "large");
      gtk_window_fullscreen (GTK_WINDOW (self));
      gtk_widget_grab_focus (GTK_WIDGET (self->ladder));
    }
  else
    {
      gtk_window_unfullscreen (GTK_WINDOW (self));
      gtk_widget_remove_css_class (GTK_WIDGET (self), "present");
      gtk_widget_remove_css_class (GTK_WIDGET (self), "large");
      g_action_group_change_action_state (
          group, "show-compose", g_variant_new_boolean (self->compose_before_present));
    }
}

/* Escape leaves Present mode and does nothing else. */
static void
leave_present_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_action_group_change_action_state (G_ACTION_GROUP (data), "present",
                                      g_variant_new_boolean (FALSE));
}

static void
add_pane_actions (LoreWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "show-compose", .state = "true", .change_state = show_compose_cb },
    { .name = "show-inspector", .state = "true", .change_state = show_inspector_cb },
    { .name = "present", .state = "false", .change_state = present_cb },
    { .name = "leave-present", .activate = leave_present_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries),
                                   self);
}

/* A share of the window each; the ladder gets what is left. */
static void
divide (LoreWindow *self, int width)
{
  int compose = CLAMP (width * 0.27, 290, 460);
  int inspector = CLAMP (width * 0.32, 310, 560);

  gtk_paned_set_position (self->outer, compose);
  gtk_paned_set_position (self->inner, width - compose - inspector);
}

/* --- files dropped --------------------------------------------------------------- */

static gboolean
drop_cb (LoreWindow *self, const GValue *value)
{
  GSList *list = g_value_get_boxed (value);
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  for (; list != NULL; list = list->next)
    g_ptr_array_add (files, list->data);
  if (files->len == 0)
    return FALSE;
  lore_window_open (self, (GFile **)files->pdata, files->len);
  return TRUE;
}

/* --- the widget ------------------------------------------------------------------ */

/* A tooltip that is due asks its menu where the pointer is, although GTK 4.8 has taken
 * the menu's surface away with the window. GTK drops the source with the next tooltip. */
static void
lore_window_unmap (GtkWidget *widget)
{
  GSource *due =
      g_main_context_find_source_by_user_data (NULL, gtk_widget_get_display (widget));

  if (due != NULL
      && g_strcmp0 (g_source_get_name (due), "[gtk] tooltip_popup_timeout") == 0)
    g_source_set_ready_time (due, -1);
  GTK_WIDGET_CLASS (lore_window_parent_class)->unmap (widget);
}

static void
lore_window_dispose (GObject *object)
{
  LoreWindow *self = LORE_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  lore_window_forget_opening (self);
  lore_window_forget_saving (self);
  lore_window_close_practice (self);
  lore_window_follow_notes (self, NULL);
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (lore_window_parent_class)->dispose (object);
}

static void
lore_window_class_init (LoreWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_window_dispose;
  widget_class->unmap = lore_window_unmap;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/window.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreWindow, header_bar);
  gtk_widget_class_bind_template_child (widget_class, LoreWindow, title);
  gtk_widget_class_bind_template_child (widget_class, LoreWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, LoreWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, LoreWindow, lab_button);
  gtk_widget_class_bind_template_child (widget_class, LoreWindow, loading);
  gtk_widget_class_bind_template_child (widget_class, LoreWindow, saving_bar);
  gtk_widget_class_bind_template_child (widget_class, LoreWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, LoreWindow, outer);
  gtk_widget_class_bind_template_child (widget_class, LoreWindow, inner);
  gtk_widget_class_bind_template_child (widget_class, LoreWindow, compose);
  gtk_widget_class_bind_template_child (widget_class, LoreWindow, ladder);
  gtk_widget_class_bind_template_child (widget_class, LoreWindow, inspector);
  gtk_widget_class_bind_template_child (widget_class, LoreWindow, drop_target);
  gtk_widget_class_bind_template_child (widget_class, LoreWindow, present_keys);
  gtk_widget_class_bind_template_callback (widget_class, drop_cb);
}

static void
lore_window_init (LoreWindow *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST };

  self->cancellable = g_cancellable_new ();
  add_pane_actions (self);
  lore_window_add_send_actions (self);
  lore_window_add_file_actions (self);
  lore_window_add_note_actions (self);
  lore_window_add_practice_actions (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  lore_window_add_open_actions (self);
  lore_window_add_save_actions (self);
  gtk_drop_target_set_gtypes (self->drop_target, types, G_N_ELEMENTS (types));
  gtk_widget_insert_action_group (
      GTK_WIDGET (self), "playback",
      lore_playback_bar_get_actions (lore_ladder_pane_get_playback_bar (self->ladder)));
}

static void
show_workspace (LoreWindow *self, LoreWorkspace *workspace)
{
  LoreTemplates *templates = lore_workspace_get_templates (workspace);
  g_autoptr (GMenuModel) menu = lore_template_menu_new (templates);

  self->workspace = g_object_ref (workspace);
  lore_window_add_template_actions (self);
  lore_window_follow_setup (self);
  gtk_menu_button_set_menu_model (self->new_button, menu);
  lore_compose_pane_set_templates (self->compose, templates);
  lore_compose_pane_set_setup (self->compose, lore_workspace_get_setup (workspace));
  lore_compose_pane_set_draft (self->compose, lore_workspace_get_draft (workspace));
  g_object_bind_property (workspace, "destination", self->compose, "destination",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (workspace, "guided", self->compose, "guided",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (workspace, "notify::scene", G_CALLBACK (scene_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "notify::destination",
                           G_CALLBACK (destination_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "offers-changed", G_CALLBACK (offers_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "problem", G_CALLBACK (lore_window_show_error),
                           self, G_CONNECT_SWAPPED);
  scene_changed_cb (self);
  offers_changed_cb (self);
  destination_changed_cb (self);
}

LoreWindow *
lore_window_new (GtkApplication *application, LoreWorkspace *workspace)
{
  LoreWindow *self = g_object_new (LORE_TYPE_WINDOW, "application", application, NULL);

  show_workspace (self, workspace);
  lore_window_set_size (self, 1440, 900);
  return self;
}

void
lore_window_follow_settings (LoreWindow *self, GSettings *settings)
{
  g_settings_bind (settings, "columns", lore_ladder_pane_get_message_table (self->ladder),
                   "headers", G_SETTINGS_BIND_DEFAULT);
}

void
lore_window_refresh (LoreWindow *self)
{
  lore_ladder_pane_refresh (self->ladder);
}

void
lore_window_set_size (LoreWindow *self, int width, int height)
{
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  divide (self, width);
}

static void
copy_state (LoreWindow *self, LoreWindow *other, const char *action)
{
  g_autoptr (GVariant) state =
      g_action_group_get_action_state (G_ACTION_GROUP (other), action);

  g_action_group_change_action_state (G_ACTION_GROUP (self), action, state);
}

void
lore_window_take_place_of (LoreWindow *self, LoreWindow *other)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (other), &width, &height);
  if (gtk_window_is_maximized (GTK_WINDOW (other)))
    gtk_window_maximize (GTK_WINDOW (self));
  else if (width > 0 && height > 0)
    lore_window_set_size (self, width, height);
  gtk_paned_set_position (self->outer, gtk_paned_get_position (other->outer));
  gtk_paned_set_position (self->inner, gtk_paned_get_position (other->inner));
  lore_inspector_set_page (self->inspector, lore_inspector_get_page (other->inspector));
  lore_ladder_pane_set_page (self->ladder, lore_ladder_pane_get_page (other->ladder));
  lore_window_take_practice (self, other);
  lore_window_take_opening (self, other);
  lore_window_take_saving (self, other);
  copy_state (self, other, "show-compose");
  copy_state (self, other, "show-inspector");
  copy_state (self, other, "present");
  self->compose_before_present = other->compose_before_present;
}
