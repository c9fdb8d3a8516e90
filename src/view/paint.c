/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/paint.h"

#include "sip/facts.h"
#include "view/theme.h"
#include "view/words.h"

typedef enum
{
  STYLE_START_LINE,
  STYLE_GENERAL,
  STYLE_REQUEST,
  STYLE_RESPONSE,
  STYLE_ENTITY,
  STYLE_BODY,
  STYLE_UNKNOWN,
  STYLE_STRONG,
  STYLE_DIM,
  STYLE_VARIABLE,
  STYLE_NOTE,
  STYLE_WARNING,
  STYLE_ERROR,
  STYLE_SELECTED,
  N_STYLES
} Style;

/* A run of characters with one style. */
typedef struct
{
  guint begin;
  guint end;
  Style style;
} Piece;

typedef struct
{
  guint begin; /* its first character */
  guint32 signature;
  SipCategory category;
} Line;

struct _LorePaint
{
  GtkTextBuffer *buffer;      /* borrowed: owns the paint's life */
  GtkTextTag *tags[N_STYLES]; /* borrowed from the buffer's table */
  GArray *lines;              /* of Line, as last tagged */
  guint clean_top;            /* lines from the top that no edit has touched */
  guint clean_bottom;         /* and from the bottom */
  guint n_tagged;
};

/* --- tags ------------------------------------------------------------------------ */

static void
colour_tags_cb (gpointer buffer)
{
  static const struct
  {
    const char *name;
    LoreColour foreground;
    LoreColour background; /* LORE_N_COLOURS = none */
  } rows[] = {
    { "start-line", LORE_COLOUR_START_LINE, LORE_N_COLOURS },
    { "general", LORE_COLOUR_GENERAL, LORE_N_COLOURS },
    { "request", LORE_COLOUR_REQUEST, LORE_N_COLOURS },
    { "response", LORE_COLOUR_RESPONSE, LORE_N_COLOURS },
    { "entity", LORE_COLOUR_ENTITY, LORE_N_COLOURS },
    { "body", LORE_COLOUR_BODY, LORE_N_COLOURS },
    { "unknown", LORE_COLOUR_UNKNOWN, LORE_N_COLOURS },
    { "dim", LORE_COLOUR_DIM, LORE_N_COLOURS },
    { "variable", LORE_N_COLOURS, LORE_COLOUR_SELECTION },
    { "selected", LORE_N_COLOURS, LORE_COLOUR_SELECTION },
  };
  static const struct
  {
    const char *name;
    LoreColour line;
  } underlines[] = {
    { "note", LORE_COLOUR_ACCENT },
    { "warning", LORE_COLOUR_WARNING },
    { "error", LORE_COLOUR_ERROR },
    { "selected", LORE_COLOUR_ACCENT },
  };
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (buffer);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkTextTag *tag = gtk_text_tag_table_lookup (table, rows[i].name);
      gboolean back = rows[i].background != LORE_N_COLOURS;
      GdkRGBA rgba =
          lore_theme_get_colour (back ? rows[i].background : rows[i].foreground);

      g_object_set (tag, back ? "background-rgba" : "foreground-rgba", &rgba, NULL);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (underlines); i++)
    {
      GdkRGBA rgba = lore_theme_get_colour (underlines[i].line);

      g_object_set (gtk_text_tag_table_lookup (table, underlines[i].name),
                    "underline-rgba", &rgba, NULL);
    }
}

static void
create_tags (LorePaint *self)
{
  static const char *const names[N_STYLES] = {
    "start-line", "general", "request",  "response", "entity",  "body",  "unknown",
    "strong",     "dim",     "variable", "note",     "warning", "error", "selected"
  };

  for (gsize i = 0; i < N_STYLES; i++)
    self->tags[i] = gtk_text_buffer_create_tag (self->buffer, names[i], "insert-hyphens",
                                                FALSE, NULL);
  g_object_set (self->tags[STYLE_STRONG], "weight", PANGO_WEIGHT_BOLD, NULL);
  g_object_set (self->tags[STYLE_NOTE], "underline", PANGO_UNDERLINE_ERROR, NULL);
  g_object_set (self->tags[STYLE_WARNING], "underline", PANGO_UNDERLINE_ERROR, NULL);
  g_object_set (self->tags[STYLE_ERROR], "underline", PANGO_UNDERLINE_ERROR, NULL);
  g_object_set (self->tags[STYLE_SELECTED], "underline", PANGO_UNDERLINE_SINGLE, NULL);
  lore_theme_watch (G_OBJECT (self->buffer), colour_tags_cb);
}

/* --- edits ----------------------------------------------------------------------- */

static void
touch_lines (LorePaint *self, guint first, guint last)
{
  guint n_lines = gtk_text_buffer_get_line_count (self->buffer);

  self->clean_top = MIN (self->clean_top, first);
  self->clean_bottom = MIN (self->clean_bottom, n_lines - 1 - last);
}

static void
insert_text_cb (GtkTextBuffer *buffer, GtkTextIter *at, char *text, int len,
                LorePaint *self)
{
  touch_lines (self, gtk_text_iter_get_line (at), gtk_text_iter_get_line (at));
}

static void
delete_range_cb (GtkTextBuffer *buffer, GtkTextIter *begin, GtkTextIter *end,
                 LorePaint *self)
{
  touch_lines (self, gtk_text_iter_get_line (begin), gtk_text_iter_get_line (end));
}

LorePaint *
lore_paint_new (GtkTextBuffer *buffer)
{
  LorePaint *self = g_new0 (LorePaint, 1);

  self->buffer = buffer;
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  create_tags (self);
  g_signal_connect (buffer, "insert-text", G_CALLBACK (insert_text_cb), self);
  g_signal_connect (buffer, "delete-range", G_CALLBACK (delete_range_cb), self);
  return self;
}

void
lore_paint_free (LorePaint *self)
{
  g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_array_unref (self->lines);
  g_free (self);
}

/* --- from tree to pieces --------------------------------------------------------- */

static void
add_piece (GArray *pieces, LoreMapping *mapping, SipSpan span, Style style)
{
  Piece piece = { lore_mapping_get_char (mapping, span.at),
                  lore_mapping_get_char_end (mapping, sip_span_end (span)), style };

  if (piece.begin < piece.end)
    g_array_append_val (pieces, piece);
}

static Style
get_category_style (SipCategory category)
{
  return category == SIP_CATEGORY_NONE ? STYLE_DIM : STYLE_START_LINE + category - 1;
}

static gboolean
is_strong (SipKind kind)
{
  return kind == SIP_KIND_FIELD_NAME || kind == SIP_KIND_SDP_TYPE;
}

/* Lines in their category's colour; names of fields strong, colons dim. */
static void
collect_tree (GArray *pieces, SipTree *tree, LoreMapping *mapping)
{
  guint n = sip_tree_get_n_nodes (tree);

  for (guint32 id = 1; id < n; id++)
    {
      const SipNode *node = sip_tree_get_node (tree, id);
      SipCategory category = sip_tree_get_category (tree, id);

      if (node->parent == 0 && category != SIP_CATEGORY_NONE)
        add_piece (pieces, mapping, node->span, get_category_style (category));
      if (is_strong (node->kind) || category == SIP_CATEGORY_START_LINE)
        {
          if (is_strong (node->kind) || node->parent == 0)
            add_piece (pieces, mapping, node->span, STYLE_STRONG);
        }
      else if (node->kind == SIP_KIND_COLON)
        add_piece (pieces, mapping, node->span, STYLE_DIM);
    }
}

static void
collect_diagnostics (GArray *pieces, SipTree *tree, LoreMapping *mapping)
{
  guint n;
  const SipDiagnostic *diagnostics = sip_tree_get_diagnostics (tree, &n);

  for (guint i = 0; i < n; i++)
    if (lore_words_is_finding (tree, &diagnostics[i]))
      add_piece (pieces, mapping, diagnostics[i].span,
                 STYLE_NOTE + sip_diagnostic_get_row (diagnostics[i].code)->severity);
}

/* --- from pieces to lines -------------------------------------------------------- */

/* As the buffer counts them: with the empty one behind a last line end. */
static GArray *
list_lines (GtkTextBuffer *buffer)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));
  int n = gtk_text_buffer_get_line_count (buffer);

  for (int i = 0; i < n; i++)
    {
      GtkTextIter iter;
      Line line = { 0, 2166136261u, SIP_CATEGORY_NONE };

      gtk_text_buffer_get_iter_at_line (buffer, &iter, i);
      line.begin = gtk_text_iter_get_offset (&iter);
      g_array_append_val (lines, line);
    }
  return lines;
}

/* The last line that begins at or before the character. */
static guint
find_line (GArray *lines, guint at)
{
  guint low = 0;
  guint high = lines->len;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (lines, Line, middle).begin <= at)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static void
mix (guint32 *signature, guint32 value)
{
  *signature = (*signature ^ value) * 16777619u;
}

static void
sign_lines (GArray *lines, GArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);
      guint last = find_line (lines, piece->end - 1);

      for (guint at = find_line (lines, piece->begin); at <= last; at++)
        {
          Line *line = &g_array_index (lines, Line, at);

          mix (&line->signature, MAX (piece->begin, line->begin) - line->begin);
          mix (&line->signature, at == last ? piece->end - line->begin : G_MAXUINT);
          mix (&line->signature, piece->style);
        }
    }
}

static void
categorise_lines (GArray *lines, SipTree *tree, LoreMapping *mapping)
{
  for (guint32 id = sip_tree_get_first (tree, 0); id != SIP_NODE_NONE;
       id = sip_tree_get_next (tree, id))
    {
      const SipNode *node = sip_tree_get_node (tree, id);
      SipCategory category = sip_tree_get_category (tree, id);
      guint at = lore_mapping_get_char (mapping, node->span.at);

      if (category != SIP_CATEGORY_NONE && node->span.len > 0)
        g_array_index (lines, Line, find_line (lines, at)).category = category;
    }
}

/* --- onto the buffer ------------------------------------------------------------- */

static void
get_iters (LorePaint *self, guint begin, guint end, GtkTextIter *ret_begin,
           GtkTextIter *ret_end)
{
  gtk_text_buffer_get_iter_at_offset (self->buffer, ret_begin, begin);
  gtk_text_buffer_get_iter_at_offset (self->buffer, ret_end, end);
}

static void
tag_range (LorePaint *self, GArray *pieces, guint begin, guint end)
{
  GtkTextIter from, to;

  get_iters (self, begin, end, &from, &to);
  for (gsize style = 0; style < STYLE_SELECTED; style++)
    gtk_text_buffer_remove_tag (self->buffer, self->tags[style], &from, &to);
  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);

      if (piece->end <= begin || piece->begin >= end)
        continue;
      get_iters (self, MAX (piece->begin, begin), MIN (piece->end, end), &from, &to);
      gtk_text_buffer_apply_tag (self->buffer, self->tags[piece->style], &from, &to);
    }
}

/* Lines at the top (or, with @bottom, at the bottom) that look as they did. */
static guint
count_same (GArray *old, GArray *new, guint most, gboolean bottom)
{
  guint same = 0;

  most = MIN (most, MIN (old->len, new->len));
  while (
      same < most
      && g_array_index (old, Line, bottom ? old->len - 1 - same : same).signature
             == g_array_index (new, Line, bottom ? new->len - 1 - same : same).signature)
    same++;
  return same;
}

void
lore_paint_update (LorePaint *self, SipTree *tree, LoreMapping *mapping,
                   const SipSpan *variables, gsize n_variables, gboolean lint)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_autoptr (GArray) old = g_steal_pointer (&self->lines);
  guint top, bottom;

  self->lines = list_lines (self->buffer);
  collect_tree (pieces, tree, mapping);
  for (gsize i = 0; i < n_variables; i++)
    {
      Piece piece = { variables[i].at, sip_span_end (variables[i]), STYLE_VARIABLE };

      g_array_append_val (pieces, piece);
    }
  if (lint)
    collect_diagnostics (pieces, tree, mapping);

  sign_lines (self->lines, pieces);
  categorise_lines (self->lines, tree, mapping);
  top = count_same (old, self->lines, self->clean_top, FALSE);
  bottom = count_same (old, self->lines, MIN (self->clean_bottom, self->lines->len - top),
                       TRUE);
  self->n_tagged = self->lines->len - top - bottom;
  if (self->n_tagged > 0)
    {
      guint n_chars = gtk_text_buffer_get_char_count (self->buffer);
      guint end = bottom > 0
                      ? g_array_index (self->lines, Line, self->lines->len - bottom).begin
                      : n_chars;

      tag_range (self, pieces, g_array_index (self->lines, Line, top).begin, end);
    }
  self->clean_top = G_MAXUINT;
  self->clean_bottom = G_MAXUINT;
}

void
lore_paint_clear (LorePaint *self)
{
  g_array_set_size (self->lines, 0);
}

void
lore_paint_select (LorePaint *self, guint begin, guint end)
{
  GtkTextIter from, to;

  gtk_text_buffer_get_bounds (self->buffer, &from, &to);
  gtk_text_buffer_remove_tag (self->buffer, self->tags[STYLE_SELECTED], &from, &to);
  if (begin >= end)
    return;
  get_iters (self, begin, end, &from, &to);
  gtk_text_buffer_apply_tag (self->buffer, self->tags[STYLE_SELECTED], &from, &to);
}

SipCategory
lore_paint_get_line_category (LorePaint *self, guint line)
{
  return line < self->lines->len ? g_array_index (self->lines, Line, line).category
                                 : SIP_CATEGORY_NONE;
}

guint
lore_paint_get_n_tagged (LorePaint *self)
{
  return self->n_tagged;
}
