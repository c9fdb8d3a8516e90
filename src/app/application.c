/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>

#include "app/demo.h"
#include "app/fonts.h"
#include "app/handbook-window.h"
#include "app/preferences.h"
#include "app/window.h"
#include "base/language.h"
#include "view/ladder-look.h"
#include "view/view.h"

struct _LoreApplication
{
  AdwApplication parent_instance;

  /* Owned */
  char *folder;
  GSettings *settings;
  LoreWorkspace *workspace;
  LoreDemo *demo;

  gboolean demo_wanted;
  guint signal_ids[3];
};

G_DEFINE_FINAL_TYPE (LoreApplication, lore_application, ADW_TYPE_APPLICATION)

/* --- windows --------------------------------------------------------------------- */

static LoreWindow *
get_window (LoreApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (; windows != NULL; windows = windows->next)
    if (LORE_IS_WINDOW (windows->data))
      return windows->data;
  return NULL;
}

static void
remember_window (LoreApplication *self, LoreWindow *window)
{
  gboolean maximized = gtk_window_is_maximized (GTK_WINDOW (window));
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  if (gtk_window_is_fullscreen (GTK_WINDOW (window)) || width <= 0 || height <= 0)
    return;
  g_settings_set_boolean (self->settings, "maximized", maximized);
  if (!maximized)
    g_settings_set (self->settings, "window-size", "(ii)", width, height);
}

static gboolean
close_request_cb (LoreApplication *self, LoreWindow *window)
{
  remember_window (self, window);
  return GDK_EVENT_PROPAGATE;
}

static void
add_help (LoreWindow *window)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource (LORE_RESOURCE_PATH "/shortcuts.ui");

  gtk_application_window_set_help_overlay (
      GTK_APPLICATION_WINDOW (window),
      GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
}

static LoreWindow *
create_window (LoreApplication *self)
{
  LoreWindow *window = lore_window_new (GTK_APPLICATION (self), self->workspace);
  int width, height;

  g_settings_get (self->settings, "window-size", "(ii)", &width, &height);
  lore_window_set_size (window, CLAMP (width, 960, 16384), CLAMP (height, 600, 16384));
  if (g_settings_get_boolean (self->settings, "maximized"))
    gtk_window_maximize (GTK_WINDOW (window));
  add_help (window);
  lore_window_follow_settings (window, self->settings);
  g_signal_connect_object (window, "close-request", G_CALLBACK (close_request_cb), self,
                           G_CONNECT_SWAPPED);
  return window;
}

static LoreHandbookWindow *
get_handbook (LoreApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (; windows != NULL; windows = windows->next)
    if (LORE_IS_HANDBOOK_WINDOW (windows->data))
      return windows->data;
  return NULL;
}

static void
open_handbook (LoreApplication *self, const char *topic)
{
  LoreHandbookWindow *handbook = get_handbook (self);

  if (handbook == NULL)
    {
      handbook = lore_handbook_window_new ();
      gtk_window_set_application (GTK_WINDOW (handbook), GTK_APPLICATION (self));
      gtk_window_set_transient_for (GTK_WINDOW (handbook),
                                    GTK_WINDOW (get_window (self)));
    }
  if (*topic != '\0')
    lore_handbook_window_show_topic (handbook, topic);
  gtk_window_present (GTK_WINDOW (handbook));
}

/* The texts of a window stay as they were built: another language needs another window.
 */
static void
rebuild_window (LoreApplication *self)
{
  LoreWindow *old = get_window (self);
  LoreHandbookWindow *handbook = get_handbook (self);
  g_autofree char *topic =
      handbook != NULL ? g_strdup (lore_handbook_window_get_topic (handbook)) : NULL;
  LoreWindow *window;

  if (old == NULL)
    return;
  window = create_window (self);
  lore_window_take_place_of (window, old);
  gtk_window_present (GTK_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (old)); /* its handbook goes with it */
  if (topic != NULL)
    open_handbook (self, topic);
}

/* --- settings -------------------------------------------------------------------- */

static void
language_changed_cb (LoreApplication *self)
{
  g_autofree char *language = g_settings_get_string (self->settings, "language");
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "language");

  lore_language_set (language);
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (language));
  rebuild_window (self);
}

static void
color_scheme_changed_cb (LoreApplication *self)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT,
                                            ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_FORCE_DARK };

  adw_style_manager_set_color_scheme (
      adw_style_manager_get_default (),
      schemes[g_settings_get_enum (self->settings, "color-scheme")]);
}

static void
time_changed_cb (LoreApplication *self)
{
  LoreWindow *window = get_window (self);

  lore_ladder_look_set_stamp (g_settings_get_enum (self->settings, "time"));
  if (window != NULL)
    lore_window_refresh (window);
}

static void
follow_settings (LoreApplication *self)
{
  LorePlayback *playback =
      lore_scene_get_playback (lore_workspace_get_lab_scene (self->workspace));

  g_settings_bind (self->settings, "destination", self->workspace, "destination",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "guided", self->workspace, "guided",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "speed", playback, "speed", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "answer-after",
                   lore_workspace_get_setup (self->workspace), "answer-after",
                   G_SETTINGS_BIND_DEFAULT);
}

/* --- actions --------------------------------------------------------------------- */

static void
language_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreApplication *self = data;

  g_settings_set_string (self->settings, "language",
                         g_variant_get_string (parameter, NULL));
}

/* @parameter: the topic to read; empty for where one was, or the beginning. */
static void
handbook_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  open_handbook (data, g_variant_get_string (parameter, NULL));
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreApplication *self = data;
  LorePreferences *preferences = lore_preferences_new (self->settings);

  gtk_window_set_transient_for (GTK_WINDOW (preferences), GTK_WINDOW (get_window (self)));
  gtk_window_present (GTK_WINDOW (preferences));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreApplication *self = data;

  adw_show_about_window (GTK_WINDOW (get_window (self)), "application-name", "Siplore",
                         "application-icon", LORE_APP_ID, "version", LORE_VERSION,
                         "developer-name", _ ("The Siplore developers"), "license-type",
                         GTK_LICENSE_GPL_3_0, "comments",
                         _ ("Build, send, watch and understand SIP messages."), NULL);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreApplication *self = data;
  LoreWindow *window = get_window (self);

  if (window != NULL)
    remember_window (self, window);
  g_application_quit (G_APPLICATION (self));
}

/* Whoever asks the program to end lets it close its journal first. */
static gboolean
told_to_end_cb (gpointer self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self), "quit", NULL);
  return G_SOURCE_CONTINUE;
}

static void
heed_signals (LoreApplication *self)
{
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    self->signal_ids[i] = g_unix_signal_add (signals[i], told_to_end_cb, self);
}

static void
add_actions (LoreApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "language",
      .activate = language_cb,
      .parameter_type = "s",
      .state = "'en'" },
    { .name = "handbook", .activate = handbook_cb, .parameter_type = "s" },
    { .name = "preferences", .activate = preferences_cb },
    { .name = "about", .activate = about_cb },
    { .name = "quit", .activate = quit_cb },
  };
  static const struct
  {
    const char *action;
    const char *keys[3];
  } keys[] = {
    { "app.quit", { "<Control>q" } },
    { "app.handbook::", { "F1" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.language::en", { "<Control>1" } },
    { "app.language::zh_CN", { "<Control>2" } },
    { "app.language::both", { "<Control>3" } },
    { "win.send", { "<Control>Return", "<Control>KP_Enter" } },
    { "win.open", { "<Control>o" } },
    { "win.open-pasted", { "<Control><Shift>v" } },
    { "win.save", { "<Control>s" } },
    { "win.note-selected", { "<Control><Shift>n" } },
    { "win.stop-clock", { "<Control>p" } },
    { "win.show-compose", { "F9" } },
    { "win.show-inspector", { "<Shift>F9" } },
    { "win.present", { "F11", "F5" } },
  };

  g_autoptr (GAction) time = g_settings_create_action (self->settings, "time");

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries),
                                   self);
  g_action_map_add_action (G_ACTION_MAP (self), time);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action,
                                           (const char *const *)keys[i].keys);
}

/* --- the application ------------------------------------------------------------- */

static void
lore_application_startup (GApplication *application)
{
  LoreApplication *self = LORE_APPLICATION (application);

  lore_view_init ();
  G_APPLICATION_CLASS (lore_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (LORE_APP_ID);
  lore_fonts_prefer_chinese ();
  add_actions (self);
  heed_signals (self);
  g_signal_connect_object (self->settings, "changed::language",
                           G_CALLBACK (language_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::color-scheme",
                           G_CALLBACK (color_scheme_changed_cb), self, G_CONNECT_SWAPPED);
  language_changed_cb (self);
  g_signal_connect_object (self->settings, "changed::time", G_CALLBACK (time_changed_cb),
                           self, G_CONNECT_SWAPPED);
  color_scheme_changed_cb (self);
  time_changed_cb (self);
}

static void
lore_application_activate (GApplication *application)
{
  LoreApplication *self = LORE_APPLICATION (application);
  LoreWindow *window = get_window (self);
  g_autoptr (GError) error = NULL;

  if (window == NULL)
    {
      self->workspace = lore_workspace_new (self->folder);
      follow_settings (self);
      lore_workspace_start (self->workspace, &error);
      window = create_window (self);
      if (error != NULL)
        lore_window_show_error (window, error);
      if (self->demo_wanted)
        self->demo = lore_demo_new (self->workspace);
    }
  gtk_window_present (GTK_WINDOW (window));
  lore_window_offer_left (window);
}

static void
lore_application_open (GApplication *application, GFile **files, int n_files,
                       const char *hint)
{
  lore_application_activate (application);
  lore_window_open (get_window (LORE_APPLICATION (application)), files, n_files);
}

static int
lore_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  LoreApplication *self = LORE_APPLICATION (application);

  self->demo_wanted = g_variant_dict_contains (options, "demo");
  return -1; /* go on */
}

static void
lore_application_shutdown (GApplication *application)
{
  LoreApplication *self = LORE_APPLICATION (application);
  GList *windows;

  for (gsize i = 0; i < G_N_ELEMENTS (self->signal_ids); i++)
    g_clear_handle_id (&self->signal_ids[i], g_source_remove);
  g_clear_object (&self->demo);
  while ((windows = gtk_application_get_windows (GTK_APPLICATION (self))) != NULL)
    gtk_window_destroy (windows->data);
  G_APPLICATION_CLASS (lore_application_parent_class)->shutdown (application);
  g_clear_object (&self->workspace);
}

static void
lore_application_finalize (GObject *object)
{
  LoreApplication *self = LORE_APPLICATION (object);

  g_clear_object (&self->demo);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  g_free (self->folder);
  G_OBJECT_CLASS (lore_application_parent_class)->finalize (object);
}

static void
lore_application_class_init (LoreApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lore_application_finalize;
  application_class->startup = lore_application_startup;
  application_class->activate = lore_application_activate;
  application_class->open = lore_application_open;
  application_class->handle_local_options = lore_application_handle_local_options;
  application_class->shutdown = lore_application_shutdown;
}

static void
lore_application_init (LoreApplication *self)
{
  self->settings = g_settings_new (LORE_APP_ID);
  g_application_add_main_option (G_APPLICATION (self), "demo", 0, 0, G_OPTION_ARG_NONE,
                                 _ ("Play a practice call by itself"), NULL);
}

LoreApplication *
lore_application_new (const char *folder)
{
  LoreApplication *self =
      g_object_new (LORE_TYPE_APPLICATION, "application-id", LORE_APP_ID, "flags",
                    G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN,
                    "resource-base-path", LORE_RESOURCE_PATH, NULL);

  self->folder = g_strdup (folder);
  return self;
}

LoreWorkspace *
lore_application_get_workspace (LoreApplication *self)
{
  return self->workspace;
}
