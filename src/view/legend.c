/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/legend.h"

#include <glib/gi18n-lib.h>

#include "sip/kind.h"
#include "view/tray.h"
#include "view/wrap-layout.h"

struct _LoreLegend
{
  AdwBin parent_instance;
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreLegend, lore_legend, ADW_TYPE_BIN)

static const char *const names[SIP_N_CATEGORIES] = {
  [SIP_CATEGORY_START_LINE] = N_ ("Start line"),
  [SIP_CATEGORY_GENERAL] = N_ ("General"),
  [SIP_CATEGORY_REQUEST] = N_ ("Request"),
  [SIP_CATEGORY_RESPONSE] = N_ ("Response"),
  [SIP_CATEGORY_ENTITY] = N_ ("Entity"),
  [SIP_CATEGORY_BODY] = N_ ("Body"),
  [SIP_CATEGORY_UNKNOWN] = N_ ("Unknown"),
};

static void
clicked_cb (LoreLegend *self, GtkButton *button)
{
  g_signal_emit (self, signals[PICKED], 0,
                 g_object_get_data (G_OBJECT (button), "topic"));
}

static GtkWidget *
create_entry (LoreLegend *self, SipCategory category)
{
  const char letter[] = { sip_category_get_letter (category), '\0' };
  const char *nick = sip_category_get_nick (category);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *badge = gtk_label_new (letter);
  GtkWidget *name = gtk_label_new (_ (names[category]));

  gtk_widget_add_css_class (badge, "badge");
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_box_append (GTK_BOX (box), name);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, nick);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (names[category]), -1);
  g_object_set_data_full (G_OBJECT (button), "topic",
                          g_strconcat ("category:", nick, NULL), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

static void
lore_legend_class_init (LoreLegendClass *klass)
{
  signals[PICKED] = g_signal_new ("picked", LORE_TYPE_LEGEND, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "legend");
}

static void
lore_legend_init (LoreLegend *self)
{
  GtkWidget *tray =
      g_object_new (LORE_TYPE_TRAY, "layout-manager",
                    g_object_new (LORE_TYPE_WRAP_LAYOUT, "spacing", 2, NULL), NULL);

  for (SipCategory category = SIP_CATEGORY_START_LINE; category < SIP_N_CATEGORIES;
       category++)
    lore_tray_append (LORE_TRAY (tray), create_entry (self, category));
  adw_bin_set_child (ADW_BIN (self), tray);
}
