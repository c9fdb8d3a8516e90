/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/diff-pane.h"

#include <glib/gi18n-lib.h>

#include "draw/describe.h"
#include "trace/kin.h"
#include "view/line-diff.h"
#include "view/plain-factory.h"
#include "view/theme.h"

struct _LoreDiffPane
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkDropDown *against;
  GtkTextView *view;

  /* Owned */
  LoreScene *scene;
  GArray *others;      /* of guint32: the messages to choose from */
  GArray *places;      /* of guint: where each line shown begins, G_MAXUINT = not in it */
  GtkTextTag *tags[3]; /* by LoreDiffKind; none for BOTH */
  GtkTextTag *changed[3]; /* likewise */

  gboolean showing;
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreDiffPane, lore_diff_pane, ADW_TYPE_BIN)

static const char *const names[LORE_N_KINS] = {
  [LORE_KIN_ORIGINAL] = N_ ("the message it repeats"),
  [LORE_KIN_HOP] = N_ ("the same one a hop before"),
  [LORE_KIN_PREDECESSOR] = N_ ("the last of its kind"),
  [LORE_KIN_PREVIOUS] = N_ ("the message before it"),
};

static guint32
get_selected (LoreDiffPane *self)
{
  return lore_selection_get_message (lore_scene_get_selection (self->scene));
}

/* --- the text -------------------------------------------------------------------- */

/* A sign stands before each line, so that colour is not the only one. */
static void
insert_line (LoreDiffPane *self, const guint8 *data, const LoreDiffLine *line)
{
  static const char *const signs[] = { "  ", "− ", "+ " };
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  SipSpan parts[] = {
    sip_span_between (line->line.at, line->changed.at),
    line->changed,
    sip_span_between (sip_span_end (line->changed), sip_span_end (line->line)),
  };
  guint place = line->kind == LORE_DIFF_REMOVED ? G_MAXUINT : line->line.at;
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert_with_tags (buffer, &end, signs[line->kind], -1,
                                    self->tags[line->kind], NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *raw = g_strndup ((const char *)data + parts[i].at, parts[i].len);
      g_autofree char *text = g_utf8_make_valid (raw, -1);

      gtk_text_buffer_insert_with_tags (
          buffer, &end, text, -1, self->tags[line->kind],
          i == 1 && line->changed.len < line->line.len ? self->changed[line->kind] : NULL,
          NULL);
    }
  gtk_text_buffer_insert_with_tags (buffer, &end, "\n", 1, self->tags[line->kind], NULL);
  g_array_append_val (self->places, place);
}

static void
show_difference (LoreDiffPane *self, guint32 other, guint32 message)
{
  LoreTrace *trace = lore_scene_get_trace (self->scene);
  gsize before_len, after_len;
  const guint8 *before = lore_trace_get_data (trace, other, &before_len);
  const guint8 *after = lore_trace_get_data (trace, message, &after_len);
  g_autoptr (GArray) lines = lore_line_diff (before, before_len, after, after_len);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), "", 0);
  g_array_set_size (self->places, 0);
  for (guint i = 0; i < lines->len; i++)
    {
      const LoreDiffLine *line = &g_array_index (lines, LoreDiffLine, i);

      insert_line (self, line->kind == LORE_DIFF_REMOVED ? before : after, line);
    }
}

static void
other_chosen_cb (LoreDiffPane *self)
{
  guint chosen = gtk_drop_down_get_selected (self->against);

  if (!self->showing && chosen < self->others->len)
    show_difference (self, g_array_index (self->others, guint32, chosen),
                     get_selected (self));
}

/* --- what to hold it against ----------------------------------------------------- */

static void
list_others (LoreDiffPane *self, guint32 message)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  LoreTrace *trace = lore_scene_get_trace (self->scene);
  guint32 kins[LORE_N_KINS];

  g_array_set_size (self->others, 0);
  if (message != LORE_ID_NONE)
    lore_trace_find_kins (trace, message, kins);
  for (guint i = 0; i < LORE_N_KINS && message != LORE_ID_NONE; i++)
    {
      g_autofree char *what = NULL;

      if (kins[i] == LORE_ID_NONE)
        continue;
      what = lore_describe_arrow (trace, kins[i]);
      gtk_string_list_take (
          list, g_strdup_printf ("%u · %s · %s", kins[i] + 1, what, _ (names[i])));
      g_array_append_val (self->others, kins[i]);
    }
  self->showing = TRUE;
  gtk_drop_down_set_model (self->against, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->against, 0);
  self->showing = FALSE;
}

static void
update (LoreDiffPane *self)
{
  list_others (self, get_selected (self));
  gtk_stack_set_visible_child_name (self->stack,
                                    self->others->len > 0 ? "difference" : "nothing");
  other_chosen_cb (self);
}

/* Nobody looks at it most of the time. */
static void
message_changed_cb (LoreDiffPane *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}

static void
map_cb (LoreDiffPane *self)
{
  if (self->scene != NULL)
    update (self);
}

/* --- the widget ------------------------------------------------------------------ */

static void
released_cb (LoreDiffPane *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter iter;
  guint line, place;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  line = gtk_text_iter_get_line (&iter);
  place =
      line < self->places->len ? g_array_index (self->places, guint, line) : G_MAXUINT;
  if (place != G_MAXUINT)
    g_signal_emit (self, signals[PICKED], 0, place);
}

static void
colour_tags (gpointer owner)
{
  static const LoreColour colours[] = { LORE_COLOUR_TEXT, LORE_COLOUR_ERROR,
                                        LORE_COLOUR_RESPONSE };
  LoreDiffPane *self = owner;

  for (guint i = LORE_DIFF_REMOVED; i <= LORE_DIFF_ADDED; i++)
    {
      GdkRGBA letters = lore_theme_get_colour (colours[i]);
      GdkRGBA ground = letters;

      ground.alpha = 0.10;
      g_object_set (self->tags[i], "foreground-rgba", &letters,
                    "paragraph-background-rgba", &ground, NULL);
      ground.alpha = 0.22;
      g_object_set (self->changed[i], "background-rgba", &ground, "weight",
                    PANGO_WEIGHT_BOLD, NULL);
    }
}

static void
forget_scene (LoreDiffPane *self)
{
  if (self->scene != NULL)
    g_signal_handlers_disconnect_by_data (lore_scene_get_selection (self->scene), self);
  g_clear_object (&self->scene);
}

static void
lore_diff_pane_dispose (GObject *object)
{
  LoreDiffPane *self = LORE_DIFF_PANE (object);

  forget_scene (self);
  g_clear_pointer (&self->others, g_array_unref);
  g_clear_pointer (&self->places, g_array_unref);
  G_OBJECT_CLASS (lore_diff_pane_parent_class)->dispose (object);
}

static void
lore_diff_pane_class_init (LoreDiffPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_diff_pane_dispose;
  signals[PICKED] = g_signal_new ("picked", LORE_TYPE_DIFF_PANE, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/diff-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreDiffPane, stack);
  gtk_widget_class_bind_template_child (widget_class, LoreDiffPane, against);
  gtk_widget_class_bind_template_child (widget_class, LoreDiffPane, view);
  gtk_widget_class_bind_template_callback (widget_class, other_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
}

static void
lore_diff_pane_init (LoreDiffPane *self)
{
  GtkTextBuffer *buffer;

  self->others = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->places = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
  lore_plain_factory_install (self->against);
  buffer = gtk_text_view_get_buffer (self->view);
  for (guint i = LORE_DIFF_REMOVED; i <= LORE_DIFF_ADDED; i++)
    {
      self->tags[i] = gtk_text_buffer_create_tag (buffer, NULL, NULL);
      self->changed[i] = gtk_text_buffer_create_tag (buffer, NULL, NULL);
    }
  self->tags[LORE_DIFF_BOTH] = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  for (guint i = LORE_DIFF_BOTH; i <= LORE_DIFF_ADDED; i++)
    g_object_set (self->tags[i], "insert-hyphens", FALSE, NULL);
  lore_theme_watch (G_OBJECT (self), colour_tags);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}

void
lore_diff_pane_set_scene (LoreDiffPane *self, LoreScene *scene)
{
  forget_scene (self);
  self->scene = g_object_ref (scene);
  g_signal_connect_object (lore_scene_get_selection (scene), "message-changed",
                           G_CALLBACK (message_changed_cb), self, G_CONNECT_SWAPPED);
  message_changed_cb (self);
}

char *
lore_diff_pane_dup_text (LoreDiffPane *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter begin, end;

  gtk_text_buffer_get_bounds (buffer, &begin, &end);
  return gtk_text_buffer_get_text (buffer, &begin, &end, TRUE);
}
