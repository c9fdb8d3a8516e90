/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/loading.h"

#include <glib/gi18n-lib.h>

#define PATIENCE_US (G_USEC_PER_SEC / 2)

struct _LoreLoading
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkLabel *label;
  GtkProgressBar *bar;

  /* Owned */
  char *title;

  gint64 begun_us;
};

enum
{
  CANCELLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreLoading, lore_loading, ADW_TYPE_BIN)

static void
cancel_cb (LoreLoading *self)
{
  g_signal_emit (self, signals[CANCELLED], 0);
}

static void
lore_loading_finalize (GObject *object)
{
  g_free (LORE_LOADING (object)->title);
  G_OBJECT_CLASS (lore_loading_parent_class)->finalize (object);
}

static void
lore_loading_class_init (LoreLoadingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lore_loading_finalize;
  signals[CANCELLED] = g_signal_new ("cancelled", LORE_TYPE_LOADING, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/loading.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreLoading, label);
  gtk_widget_class_bind_template_child (widget_class, LoreLoading, bar);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
lore_loading_init (LoreLoading *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lore_loading_begin (LoreLoading *self, const char *title)
{
  g_free (self->title);
  self->title = g_strdup (title);
  self->begun_us = g_get_monotonic_time ();
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
lore_loading_show (LoreLoading *self, double fraction, guint n_messages)
{
  g_autofree char *words = g_strdup_printf (
      ngettext ("%u message read", "%u messages read", n_messages), n_messages);

  lore_loading_show_words (self, fraction, words);
}

void
lore_loading_show_words (LoreLoading *self, double fraction, const char *words)
{
  /* TRANSLATORS: the name of a file, and how far it is read or written */
  g_autofree char *line = g_strdup_printf (_ ("%s: %s"), self->title, words);

  gtk_label_set_text (self->label, line);
  if (fraction < 0)
    gtk_progress_bar_pulse (self->bar);
  else
    gtk_progress_bar_set_fraction (self->bar, fraction);
  if (g_get_monotonic_time () - self->begun_us >= PATIENCE_US)
    gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
lore_loading_end (LoreLoading *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
