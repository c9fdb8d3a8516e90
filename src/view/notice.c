/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/notice.h"

#include "view/words.h"

struct _LoreNotice
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (LoreNotice, lore_notice, ADW_TYPE_BIN)

static void
lore_notice_class_init (LoreNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/notice.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreNotice, label);
  gtk_widget_class_bind_template_callback (widget_class, lore_notice_hide);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
lore_notice_init (LoreNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lore_notice_show_text (LoreNotice *self, const char *text)
{
  g_autofree char *markup = lore_catalogue_dup_markup (text);

  gtk_label_set_markup (self->label, markup);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
lore_notice_show_error (LoreNotice *self, const GError *error)
{
  g_autofree char *text = lore_words_dup_problem (error);

  lore_notice_show_text (self, text);
}

void
lore_notice_hide (LoreNotice *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

const char *
lore_notice_get_text (LoreNotice *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self)) ? gtk_label_get_text (self->label)
                                                    : NULL;
}
