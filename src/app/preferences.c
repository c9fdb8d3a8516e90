/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences.h"

struct _LorePreferences
{
  AdwPreferencesWindow parent_instance;

  /* Template widgets */
  AdwComboRow *language;
  AdwComboRow *color_scheme;
  GtkSpinButton *answer_after;

  /* Owned */
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (LorePreferences, lore_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
choose (LorePreferences *self, AdwComboRow *row, const char *key)
{
  if (self->settings != NULL)
    g_settings_set_enum (self->settings, key, adw_combo_row_get_selected (row));
}

static void
language_chosen_cb (LorePreferences *self)
{
  choose (self, self->language, "language");
}

static void
color_scheme_chosen_cb (LorePreferences *self)
{
  choose (self, self->color_scheme, "color-scheme");
}

static void
lore_preferences_dispose (GObject *object)
{
  LorePreferences *self = LORE_PREFERENCES (object);

  g_clear_object (&self->settings);
  G_OBJECT_CLASS (lore_preferences_parent_class)->dispose (object);
}

static void
lore_preferences_class_init (LorePreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_preferences_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, LorePreferences, language);
  gtk_widget_class_bind_template_child (widget_class, LorePreferences, color_scheme);
  gtk_widget_class_bind_template_child (widget_class, LorePreferences, answer_after);
  gtk_widget_class_bind_template_callback (widget_class, language_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, color_scheme_chosen_cb);
}

static void
lore_preferences_init (LorePreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

LorePreferences *
lore_preferences_new (GSettings *settings)
{
  LorePreferences *self = g_object_new (LORE_TYPE_PREFERENCES, NULL);

  adw_combo_row_set_selected (self->language, g_settings_get_enum (settings, "language"));
  adw_combo_row_set_selected (self->color_scheme,
                              g_settings_get_enum (settings, "color-scheme"));
  g_settings_bind (settings, "answer-after", self->answer_after, "value",
                   G_SETTINGS_BIND_DEFAULT);
  self->settings = g_object_ref (settings);
  return self;
}
