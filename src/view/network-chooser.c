/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/network-chooser.h"

#include "base/language.h"
#include "view/plain-factory.h"

struct _LoreNetworkChooser
{
  AdwBin parent_instance;

  GtkDropDown *drop_down; /* the child */

  /* Owned */
  LoreNetworks *networks;
  char **names; /* in the order of the drop-down */
  char *none;   /* or NULL */
  char *chosen;

  gboolean filling; /* the list, not the user, chooses */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreNetworkChooser, lore_network_chooser, ADW_TYPE_BIN)

char *
lore_network_words_dup (char *const words[2], const char *separator)
{
  const char *language = lore_language_get ();

  if (g_str_equal (language, "en") || words[1] == NULL)
    return g_strdup (words[0]);
  if (g_str_equal (language, "zh_CN") || words[0] == NULL)
    return g_strdup (words[1]);
  return g_strconcat (words[0], separator, words[1], NULL);
}

/* --- the list -------------------------------------------------------------------- */

/* One that is not finished, or has no title, goes by its name. */
static char *
dup_title (LoreNetworkChooser *self, const char *name)
{
  g_autofree char *text = lore_networks_dup_text (self->networks, name);
  g_autoptr (LoreNetworkPlan) plan =
      text != NULL ? lore_network_plan_parse (text, NULL) : NULL;
  g_autofree char *title =
      plan != NULL ? lore_network_words_dup (plan->title, " ") : NULL;

  if (title == NULL)
    return g_strdup (name);
  if (!lore_networks_is_own (self->networks, name))
    return g_steal_pointer (&title);
  return g_strdup_printf ("%s · %s", name, title);
}

static void
show_chosen (LoreNetworkChooser *self)
{
  self->filling = TRUE;
  for (guint i = 0; self->names[i] != NULL; i++)
    if (g_str_equal (self->names[i], self->chosen))
      gtk_drop_down_set_selected (self->drop_down, i);
  self->filling = FALSE;
}

static void
fill (LoreNetworkChooser *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = lore_networks_dup_names (self->networks);

  if (self->none != NULL)
    {
      g_strv_builder_add (builder, "");
      gtk_string_list_append (titles, self->none);
    }
  g_strv_builder_addv (builder, (const char **)names);
  for (gsize i = 0; names[i] != NULL; i++)
    gtk_string_list_take (titles, dup_title (self, names[i]));
  g_strfreev (self->names);
  self->names = g_strv_builder_end (builder);
  self->filling = TRUE;
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (titles));
  self->filling = FALSE;
  if (self->chosen == NULL)
    self->chosen = g_strdup (self->names[0]);
  show_chosen (self);
}

static void
selected_cb (LoreNetworkChooser *self)
{
  guint selected = gtk_drop_down_get_selected (self->drop_down);

  if (self->filling || self->names == NULL || selected >= g_strv_length (self->names))
    return;
  g_free (self->chosen);
  self->chosen = g_strdup (self->names[selected]);
  g_signal_emit (self, signals[CHOSEN], 0);
}

/* --- the widget ------------------------------------------------------------------ */

static void
lore_network_chooser_dispose (GObject *object)
{
  LoreNetworkChooser *self = LORE_NETWORK_CHOOSER (object);

  if (self->networks != NULL)
    g_signal_handlers_disconnect_by_data (self->networks, self);
  g_clear_object (&self->networks);
  g_clear_pointer (&self->names, g_strfreev);
  g_clear_pointer (&self->none, g_free);
  g_clear_pointer (&self->chosen, g_free);
  G_OBJECT_CLASS (lore_network_chooser_parent_class)->dispose (object);
}

static void
lore_network_chooser_class_init (LoreNetworkChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_network_chooser_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", LORE_TYPE_NETWORK_CHOOSER, G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lore_network_chooser_init (LoreNetworkChooser *self)
{
  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->drop_down));
  lore_plain_factory_install (self->drop_down);
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (selected_cb),
                           self, G_CONNECT_SWAPPED);
}

void
lore_network_chooser_set_networks (LoreNetworkChooser *self, LoreNetworks *networks,
                                   const char *none)
{
  g_return_if_fail (self->networks == NULL);

  self->networks = g_object_ref (networks);
  self->none = g_strdup (none);
  g_signal_connect_object (networks, "changed", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  fill (self);
}

const char *
lore_network_chooser_get_chosen (LoreNetworkChooser *self)
{
  return self->chosen;
}

void
lore_network_chooser_set_chosen (LoreNetworkChooser *self, const char *name)
{
  char *old = self->chosen;

  self->chosen = g_strdup (name);
  g_free (old);
  show_chosen (self);
}
