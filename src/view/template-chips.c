/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/template-chips.h"

#include <glib/gi18n-lib.h>

#include "view/tray.h"
#include "view/words.h"

struct _LoreTemplateChips
{
  AdwBin parent_instance;

  /* Template widgets */
  LoreTray *tray;
  GtkMenuButton *more;

  /* Owned */
  LoreTemplates *templates;
};

G_DEFINE_FINAL_TYPE (LoreTemplateChips, lore_template_chips, ADW_TYPE_BIN)

/* In the order in which a student meets them. The second ACK stands in the menu: it is
 * offered by itself when a call is refused. */
static const struct
{
  const char *name;
  const char *label;
} chips[] = {
  { "invite", "INVITE" }, { "ack-2xx", "ACK" },     { "bye", "BYE" },
  { "cancel", "CANCEL" }, { "options", "OPTIONS" }, { "register", "REGISTER" },
};

static gboolean
has_chip (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (chips); i++)
    if (g_str_equal (chips[i].name, name))
      return TRUE;
  return FALSE;
}

char *
lore_template_dup_title (LoreTemplate *template)
{
  const char *topic = lore_template_get_topic (template);
  char *title = topic != NULL ? lore_words_dup_title (topic, " · ") : NULL;

  return title != NULL ? title : g_strdup (lore_template_get_name (template));
}

static void
append_template (GMenu *menu, LoreTemplate *template)
{
  g_autofree char *title = lore_template_dup_title (template);
  g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

  g_menu_item_set_action_and_target (item, "win.template", "s",
                                     lore_template_get_name (template));
  g_menu_append_item (menu, item);
}

/* @all also lists those that have a chip. */
static GMenu *
create_menu (LoreTemplates *templates, gboolean all)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) shipped = g_menu_new ();
  g_autoptr (GMenu) own = g_menu_new ();
  g_autoptr (GMenu) keep = g_menu_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (templates)); i++)
    {
      g_autoptr (LoreTemplate) template =
          g_list_model_get_item (G_LIST_MODEL (templates), i);

      if (!lore_template_get_shipped (template))
        append_template (own, template);
      else if (all || !has_chip (lore_template_get_name (template)))
        append_template (shipped, template);
    }
  g_menu_append (keep, _ ("Save as Template…"), "win.save-template");
  g_menu_append (keep, _ ("Rename Template…"), "win.rename-template");
  g_menu_append (keep, _ ("Delete Template"), "win.delete-template");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (shipped));
  if (g_menu_model_get_n_items (G_MENU_MODEL (own)) > 0)
    g_menu_append_section (menu, _ ("My templates"), G_MENU_MODEL (own));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (keep));
  return menu;
}

GMenuModel *
lore_template_menu_new (LoreTemplates *templates)
{
  return G_MENU_MODEL (create_menu (templates, TRUE));
}

static GtkWidget *
create_chip (const char *name, const char *label, const char *summary)
{
  GtkWidget *chip = gtk_toggle_button_new_with_label (label);

  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_set_tooltip_text (chip, summary);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (chip), "s", name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (chip), "win.template");
  return chip;
}

static void
templates_changed_cb (LoreTemplateChips *self)
{
  g_autoptr (GMenu) menu = create_menu (self->templates, FALSE);

  gtk_menu_button_set_menu_model (self->more, G_MENU_MODEL (menu));
}

static void
lore_template_chips_dispose (GObject *object)
{
  LoreTemplateChips *self = LORE_TEMPLATE_CHIPS (object);

  g_clear_object (&self->templates);
  G_OBJECT_CLASS (lore_template_chips_parent_class)->dispose (object);
}

static void
lore_template_chips_class_init (LoreTemplateChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_template_chips_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/template-chips.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreTemplateChips, tray);
  gtk_widget_class_bind_template_child (widget_class, LoreTemplateChips, more);
}

static void
lore_template_chips_init (LoreTemplateChips *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (chips); i++)
    {
      g_autofree char *topic = g_strconcat ("template:", chips[i].name, NULL);
      g_autofree char *summary = lore_words_dup_summary (topic);

      gtk_widget_insert_before (create_chip (chips[i].name, chips[i].label, summary),
                                GTK_WIDGET (self->tray), GTK_WIDGET (self->more));
    }
}

void
lore_template_chips_set_templates (LoreTemplateChips *self, LoreTemplates *templates)
{
  g_set_object (&self->templates, templates);
  g_signal_connect_object (templates, "items-changed", G_CALLBACK (templates_changed_cb),
                           self, G_CONNECT_SWAPPED);
  templates_changed_cb (self);
}
