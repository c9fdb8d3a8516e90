/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/fault-list.h"

#include <glib/gi18n-lib.h>

#include "view/words.h"

struct _LoreFaultList
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkListBox *rules;
  GtkEditable *entry;
  GtkMenuButton *examples;
  GtkLabel *problem;

  /* Owned */
  LoreSetup *setup;
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (LoreFaultList, lore_fault_list, ADW_TYPE_BIN)

static const char *const examples[] = {
  "drop request INVITE nth=1",
  "drop response 200 to INVITE nth=1",
  "drop loss=20% seed=7",
  "drop ACK first=2",
  "delay 800ms response 180",
  "duplicate request INVITE",
  "reorder",
  "corrupt length response 200",
  "corrupt header Via nth=1",
};

static void
show_problem (LoreFaultList *self, const GError *error)
{
  g_autofree char *words = error != NULL ? lore_words_dup_problem (error) : NULL;
  g_autofree char *markup = words != NULL ? lore_catalogue_dup_markup (words) : NULL;

  gtk_label_set_markup (self->problem, markup != NULL ? markup : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
}

static void
remove_cb (LoreFaultList *self, GtkButton *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);

  lore_setup_remove_fault (self->setup,
                           gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
}

static GtkWidget *
create_row (const char *rule, GtkWidget *end)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (rule);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "rule");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), end);
  return box;
}

static void
add_row (LoreFaultList *self, const char *rule)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Remove this rule"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (self->rules, create_row (rule, button));
}

/* It goes when the network does, or is taken out of its text. */
static void
add_network_row (LoreFaultList *self, const char *rule)
{
  GtkWidget *mark = gtk_label_new (_ ("from the network"));
  GtkWidget *row = create_row (rule, mark);

  gtk_widget_add_css_class (mark, "caption");
  gtk_list_box_append (self->rules, row);
  gtk_widget_set_sensitive (gtk_widget_get_parent (row), FALSE);
}

static void
faults_changed_cb (LoreFaultList *self)
{
  const char *const *faults = lore_setup_get_faults (self->setup);
  const char *const *network = lore_setup_get_network_faults (self->setup);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rules))) != NULL)
    gtk_list_box_remove (self->rules, row);
  for (gsize i = 0; faults[i] != NULL; i++)
    add_row (self, faults[i]);
  for (gsize i = 0; network[i] != NULL; i++)
    add_network_row (self, network[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->rules),
                          faults[0] != NULL || network[0] != NULL);
}

gboolean
lore_fault_list_add (LoreFaultList *self, const char *rule)
{
  g_autoptr (GError) error = NULL;
  gboolean added = lore_setup_add_fault (self->setup, rule, &error);

  show_problem (self, error);
  return added;
}

static void
entered_cb (LoreFaultList *self)
{
  g_autofree char *rule = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  if (*rule != '\0' && lore_fault_list_add (self, rule))
    gtk_editable_set_text (self->entry, "");
}

/* An example is a beginning: it is put into the line, to be changed before it counts. */
static void
example_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreFaultList *self = data;

  gtk_editable_set_text (self->entry, g_variant_get_string (parameter, NULL));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (self->entry, -1);
  show_problem (self, NULL);
}

static GMenuModel *
create_examples (void)
{
  GMenu *menu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (examples[i], NULL);

      g_menu_item_set_action_and_target (item, "fault.example", "s", examples[i]);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static void
lore_fault_list_dispose (GObject *object)
{
  LoreFaultList *self = LORE_FAULT_LIST (object);

  if (self->setup != NULL)
    g_signal_handlers_disconnect_by_data (self->setup, self);
  g_clear_object (&self->setup);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (lore_fault_list_parent_class)->dispose (object);
}

static void
lore_fault_list_class_init (LoreFaultListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_fault_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/fault-list.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreFaultList, rules);
  gtk_widget_class_bind_template_child (widget_class, LoreFaultList, entry);
  gtk_widget_class_bind_template_child (widget_class, LoreFaultList, examples);
  gtk_widget_class_bind_template_child (widget_class, LoreFaultList, problem);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
}

static void
lore_fault_list_init (LoreFaultList *self)
{
  static const GActionEntry entries[] = {
    { .name = "example", .activate = example_cb, .parameter_type = "s" },
  };
  g_autoptr (GMenuModel) menu = create_examples ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries,
                                   G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "fault",
                                  G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (self->examples, menu);
}

void
lore_fault_list_set_setup (LoreFaultList *self, LoreSetup *setup)
{
  g_set_object (&self->setup, setup);
  g_signal_connect_object (setup, "notify::faults", G_CALLBACK (faults_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (setup, "notify::network-faults",
                           G_CALLBACK (faults_changed_cb), self, G_CONNECT_SWAPPED);
  faults_changed_cb (self);
}
