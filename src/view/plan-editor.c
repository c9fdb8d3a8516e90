/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/plan-editor.h"

#include "plan/network.h"
#include "view/text-scroll.h"
#include "view/theme.h"
#include "view/words.h"

struct _LorePlanEditor
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkSourceView *view;
  GtkLabel *problem;

  /* Borrowed from the view's buffer */
  GtkTextTag *remark; /* a line that begins with # */
  GtkTextTag *word;   /* the first of any other */
  GtkTextTag *wrong;

  guint bad_line; /* from 1; 0: none */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LorePlanEditor, lore_plan_editor, ADW_TYPE_BIN)

static GtkTextBuffer *
get_buffer (LorePlanEditor *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

/* --- colour ---------------------------------------------------------------------- */

static void
colour_tags_cb (gpointer data)
{
  LorePlanEditor *self = data;
  GdkRGBA dim = lore_theme_get_colour (LORE_COLOUR_DIM);
  GdkRGBA accent = lore_theme_get_colour (LORE_COLOUR_GENERAL);
  GdkRGBA error = lore_theme_get_colour (LORE_COLOUR_ERROR);

  g_object_set (self->remark, "foreground-rgba", &dim, NULL);
  g_object_set (self->word, "foreground-rgba", &accent, NULL);
  g_object_set (self->wrong, "underline-rgba", &error, NULL);
}

static void
tag_line (LorePlanEditor *self, guint line)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line (buffer, &start, line);
  while (g_unichar_isspace (gtk_text_iter_get_char (&start))
         && !gtk_text_iter_ends_line (&start))
    gtk_text_iter_forward_char (&start);
  if (gtk_text_iter_ends_line (&start))
    return;
  end = start;
  gtk_text_iter_forward_to_line_end (&end);
  if (line + 1 == self->bad_line)
    gtk_text_buffer_apply_tag (buffer, self->wrong, &start, &end);
  if (gtk_text_iter_get_char (&start) == '#')
    {
      gtk_text_buffer_apply_tag (buffer, self->remark, &start, &end);
      return;
    }
  end = start;
  while (!gtk_text_iter_ends_line (&end)
         && !g_unichar_isspace (gtk_text_iter_get_char (&end)))
    gtk_text_iter_forward_char (&end);
  gtk_text_buffer_apply_tag (buffer, self->word, &start, &end);
}

/* A network is a screenful: it is looked at whole. */
static void
tag_lines (LorePlanEditor *self)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_all_tags (buffer, &start, &end);
  for (int i = 0; i < gtk_text_buffer_get_line_count (buffer); i++)
    tag_line (self, i);
}

/* --- what is wrong --------------------------------------------------------------- */

static void
show_problem (LorePlanEditor *self, const GError *error)
{
  g_autofree char *words = error != NULL ? lore_words_dup_problem (error) : NULL;
  g_autofree char *markup = words != NULL ? lore_catalogue_dup_markup (words) : NULL;

  gtk_label_set_markup (self->problem, markup != NULL ? markup : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), markup != NULL);
}

static void
changed_cb (LorePlanEditor *self)
{
  g_autofree char *text = lore_plan_editor_dup_text (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoreNetworkPlan) plan = NULL;

  self->bad_line = 0;
  plan = lore_network_plan_check (text, &self->bad_line, &error);
  tag_lines (self);
  show_problem (self, error);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- the widget ------------------------------------------------------------------ */

static void
lore_plan_editor_class_init (LorePlanEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHANGED] = g_signal_new ("changed", LORE_TYPE_PLAN_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/plan-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, LorePlanEditor, view);
  gtk_widget_class_bind_template_child (widget_class, LorePlanEditor, problem);
}

static void
lore_plan_editor_init (LorePlanEditor *self)
{
  GtkTextBuffer *buffer;

  gtk_widget_init_template (GTK_WIDGET (self));
  buffer = get_buffer (self);
  self->word =
      gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD, NULL);
  self->remark =
      gtk_text_buffer_create_tag (buffer, NULL, "style", PANGO_STYLE_ITALIC, NULL);
  self->wrong =
      gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);
  lore_theme_watch (G_OBJECT (self), colour_tags_cb);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
lore_plan_editor_set_text (LorePlanEditor *self, const char *text)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start, end;

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, text, -1);
  gtk_text_buffer_end_user_action (buffer);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
}

char *
lore_plan_editor_dup_text (LorePlanEditor *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, FALSE);
}

guint
lore_plan_editor_get_bad_line (LorePlanEditor *self)
{
  return self->bad_line;
}

void
lore_plan_editor_show_bad_line (LorePlanEditor *self)
{
  GtkTextIter iter;

  if (self->bad_line == 0)
    return;
  gtk_text_buffer_get_iter_at_line (get_buffer (self), &iter, self->bad_line - 1);
  gtk_text_buffer_place_cursor (get_buffer (self), &iter);
  lore_text_scroll_to (GTK_TEXT_VIEW (self->view), &iter);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
