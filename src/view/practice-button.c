/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/practice-button.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "plan/behaviour.h"
#include "view/fault-list.h"
#include "view/network-chooser.h"
#include "view/plain-factory.h"
#include "view/words.h"

struct _LorePracticeButton
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkMenuButton *button;
  LoreNetworkChooser *network;
  GtkLabel *network_words;
  GtkDropDown *behaviour;
  GtkLabel *behaviour_words;
  GtkAdjustment *answer_after;
  GtkDropDown *speed;
  GtkWidget *paused;
  GtkWidget *rfc_2002;
  GtkWidget *user;
  GtkWidget *password;
  LoreFaultList *faults;

  LoreSetup *setup; /* owned */

  gboolean showing; /* the setup is shown, not changed */
};

G_DEFINE_FINAL_TYPE (LorePracticeButton, lore_practice_button, ADW_TYPE_BIN)

static const double speeds[] = { 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64 };

/* --- networks -------------------------------------------------------------------- */

static void
show_network (LorePracticeButton *self)
{
  const char *name = lore_setup_get_network (self->setup);
  g_autofree char *text =
      *name != '\0' ? lore_networks_dup_text (lore_setup_get_networks (self->setup), name)
                    : NULL;
  g_autoptr (LoreNetworkPlan) plan =
      text != NULL ? lore_network_plan_parse (text, NULL) : NULL;
  g_autofree char *about =
      plan != NULL ? lore_network_words_dup (plan->about, "\n") : NULL;

  lore_network_chooser_set_chosen (self->network, name);
  gtk_label_set_text (self->network_words, about != NULL ? about : "");
  gtk_widget_set_visible (GTK_WIDGET (self->network_words), about != NULL);
}

static void
network_chosen_cb (LorePracticeButton *self)
{
  if (self->setup != NULL)
    lore_setup_use_network (self->setup, lore_network_chooser_get_chosen (self->network));
}

/* Its window stands where the popover would be. */
static void
edit_network_cb (LorePracticeButton *self)
{
  gtk_menu_button_popdown (self->button);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.practice-network", NULL);
}

/* --- what the user chooses ------------------------------------------------------- */

static void
behaviour_chosen_cb (LorePracticeButton *self)
{
  guint n;
  const LoreBehaviour *all = lore_behaviour_get_all (&n);
  guint chosen = gtk_drop_down_get_selected (self->behaviour);

  if (!self->showing && self->setup != NULL && chosen < n)
    g_object_set (self->setup, "behaviour", all[chosen].name, NULL);
}

static void
speed_chosen_cb (LorePracticeButton *self)
{
  guint chosen = gtk_drop_down_get_selected (self->speed);

  if (!self->showing && self->setup != NULL && chosen < G_N_ELEMENTS (speeds))
    g_object_set (self->setup, "speed", speeds[chosen], NULL);
}

/* --- what is shown --------------------------------------------------------------- */

static void
show_behaviour (LorePracticeButton *self)
{
  const char *name = lore_setup_get_behaviour (self->setup);
  g_autofree char *topic = g_strconcat ("behaviour:", name, NULL);
  g_autofree char *summary = lore_words_dup_summary (topic);
  g_autofree char *markup = summary != NULL ? lore_catalogue_dup_markup (summary) : NULL;
  guint n;
  const LoreBehaviour *all = lore_behaviour_get_all (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (all[i].name, name))
      gtk_drop_down_set_selected (self->behaviour, i);
  gtk_label_set_markup (self->behaviour_words, markup != NULL ? markup : "");
  gtk_widget_set_visible (GTK_WIDGET (self->behaviour_words), markup != NULL);
}

static void
show_speed (LorePracticeButton *self)
{
  double speed = lore_setup_get_speed (self->setup);
  guint nearest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    if (fabs (speeds[i] - speed) < fabs (speeds[nearest] - speed))
      nearest = i;
  gtk_drop_down_set_selected (self->speed, nearest);
}

/* What is not as it usually is shows without opening anything. */
static void
show_label (LorePracticeButton *self)
{
  guint n = g_strv_length ((char **)lore_setup_get_faults (self->setup));
  gboolean paused = lore_setup_get_paused (self->setup);
  g_autofree char *label =
      paused  ? g_strdup (_ ("Clock stopped"))
      : n > 0 ? g_strdup_printf (ngettext ("%u fault", "%u faults", n), n)
              : g_strdup (_ ("Practice"));

  gtk_menu_button_set_label (self->button, label);
  if (paused || n > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "caution");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "caution");
}

static void
update (LorePracticeButton *self)
{
  self->showing = TRUE;
  show_network (self);
  show_behaviour (self);
  show_speed (self);
  show_label (self);
  self->showing = FALSE;
}

static void
fill_choosers (LorePracticeButton *self)
{
  g_autoptr (GtkStringList) behaviours = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) factors = gtk_string_list_new (NULL);
  guint n;
  const LoreBehaviour *all = lore_behaviour_get_all (&n);

  self->showing = TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *topic = g_strconcat ("behaviour:", all[i].name, NULL);
      char *title = lore_words_dup_title (topic, " · ");

      gtk_string_list_take (behaviours, title != NULL ? title : g_strdup (all[i].name));
    }
  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    gtk_string_list_take (factors, g_strdup_printf ("%g×", speeds[i]));
  gtk_drop_down_set_model (self->behaviour, G_LIST_MODEL (behaviours));
  gtk_drop_down_set_model (self->speed, G_LIST_MODEL (factors));
  lore_plain_factory_install (self->behaviour);
  self->showing = FALSE;
}

/* --- the widget ------------------------------------------------------------------ */

static void
lore_practice_button_dispose (GObject *object)
{
  LorePracticeButton *self = LORE_PRACTICE_BUTTON (object);

  if (self->setup != NULL)
    g_signal_handlers_disconnect_by_data (self->setup, self);
  g_clear_object (&self->setup);
  G_OBJECT_CLASS (lore_practice_button_parent_class)->dispose (object);
}

static void
lore_practice_button_class_init (LorePracticeButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_practice_button_dispose;
  g_type_ensure (LORE_TYPE_FAULT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/practice-button.ui");
  gtk_widget_class_bind_template_child (widget_class, LorePracticeButton, button);
  gtk_widget_class_bind_template_child (widget_class, LorePracticeButton, network);
  gtk_widget_class_bind_template_child (widget_class, LorePracticeButton, network_words);
  gtk_widget_class_bind_template_child (widget_class, LorePracticeButton, behaviour);
  gtk_widget_class_bind_template_child (widget_class, LorePracticeButton,
                                        behaviour_words);
  gtk_widget_class_bind_template_child (widget_class, LorePracticeButton, answer_after);
  gtk_widget_class_bind_template_child (widget_class, LorePracticeButton, speed);
  gtk_widget_class_bind_template_child (widget_class, LorePracticeButton, paused);
  gtk_widget_class_bind_template_child (widget_class, LorePracticeButton, rfc_2002);
  gtk_widget_class_bind_template_child (widget_class, LorePracticeButton, user);
  gtk_widget_class_bind_template_child (widget_class, LorePracticeButton, password);
  gtk_widget_class_bind_template_child (widget_class, LorePracticeButton, faults);
  gtk_widget_class_bind_template_callback (widget_class, network_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_network_cb);
  gtk_widget_class_bind_template_callback (widget_class, behaviour_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, speed_chosen_cb);
}

static void
lore_practice_button_init (LorePracticeButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_choosers (self);
}

static void
follow (LorePracticeButton *self, const char *property, gpointer widget,
        const char *its_property)
{
  g_object_bind_property (self->setup, property, widget, its_property,
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

void
lore_practice_button_set_setup (LorePracticeButton *self, LoreSetup *setup)
{
  g_return_if_fail (self->setup == NULL);

  self->setup = g_object_ref (setup);
  follow (self, "answer-after", self->answer_after, "value");
  follow (self, "paused", self->paused, "active");
  follow (self, "rfc-2002", self->rfc_2002, "active");
  follow (self, "user", self->user, "text");
  follow (self, "password", self->password, "text");
  lore_network_chooser_set_networks (self->network, lore_setup_get_networks (setup),
                                     _ ("Bob and a registrar alone"));
  lore_fault_list_set_setup (self->faults, setup);
  g_signal_connect_object (setup, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
