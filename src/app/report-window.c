/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/report-window.h"

#include <glib/gi18n-lib.h>

#include "view/words.h"

struct _LoreReportWindow
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkBox *files;
};

G_DEFINE_FINAL_TYPE (LoreReportWindow, lore_report_window, ADW_TYPE_WINDOW)

static void
add_row (GtkWidget *group, const char *title, const char *value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (value);

  gtk_label_set_wrap (GTK_LABEL (label), g_utf8_strlen (value, -1) > 24);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "numeric");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
add_number (GtkWidget *group, const char *title, guint64 value)
{
  g_autofree char *text = g_strdup_printf ("%'" G_GUINT64_FORMAT, value);

  add_row (group, title, text);
}

static void
add_remarks (GtkWidget *group, LoreImportReport *report)
{
  for (guint i = 0; i < report->remarks->len; i++)
    {
      LoreRemark *remark = g_ptr_array_index (report->remarks, i);
      g_autofree char *sentence =
          lore_words_dup_sentence (remark->id, (const char *const *)remark->args);
      g_autofree char *markup = lore_catalogue_dup_markup (sentence);
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_markup (GTK_LABEL (label), markup);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "remark");
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), label);
    }
}

static void
add_file (LoreReportWindow *self, const char *name, LoreImportReport *report)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *topic = g_strconcat ("format:", report->format, NULL);
  g_autofree char *format = lore_words_dup_title (topic, " · ");
  g_autofree char *confidence = g_strdup_printf ("%u %%", report->confidence);
  g_autofree char *escaped = g_markup_escape_text (name, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  add_row (group, _ ("Read as"), format != NULL ? format : report->format);
  add_row (group, _ ("Confidence"), confidence);
  add_number (group, _ ("Messages"), report->n_messages);
  add_number (group, _ ("Repaired"), report->n_repaired);
  add_number (group, _ ("Skipped: no SIP in them"), report->n_skipped);
  add_number (group, _ ("Bytes"), report->n_bytes);
  add_remarks (group, report);
  gtk_box_append (self->files, group);
}

static void
lore_report_window_class_init (LoreReportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/report-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreReportWindow, files);
}

static void
lore_report_window_init (LoreReportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

LoreReportWindow *
lore_report_window_new (LoreOpening *opening)
{
  LoreReportWindow *self = g_object_new (LORE_TYPE_REPORT_WINDOW, NULL);

  for (guint i = 0; i < lore_opening_get_n_reports (opening); i++)
    {
      g_autofree char *name = NULL;
      LoreImportReport *report = lore_opening_get_report (opening, i, &name);

      add_file (self, name, report);
    }
  return self;
}
