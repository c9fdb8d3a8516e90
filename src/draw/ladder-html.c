/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page is the layout once more, in SVG elements that a script can show and hide: a
 * group a message, in the order in which they are played. Nothing is loaded from
 * anywhere.
 */
#include "draw/ladder-export.h"

#include <math.h>
#include <string.h>

#include "catalogue/catalogue.h"
#include "draw/arrow.h"
#include "draw/describe.h"
#include "draw/lettering.h"
#include "trace/bars.h"
#include "ladder-page-resource.h"

#define PAGE LORE_RESOURCE_PATH "/draw/ladder-page.html"

typedef struct
{
  LoreLayout *layout;           /* borrowed */
  const LoreLadderStyle *style; /* borrowed */
  GString *text;                /* borrowed */
  PangoContext *pango;          /* borrowed: a browser's letters are about as wide */
  gint64 start_us;              /* lab time of the first row: times count from there */
} Writer;

static void
append_escaped (GString *text, const char *words)
{
  g_autofree char *valid = g_utf8_make_valid (words, -1);
  g_autofree char *escaped = g_markup_escape_text (valid, -1);

  g_string_append (text, escaped);
}

/* Numbers with a point, whatever the locale. */
static void
append_number (GString *text, const char *name, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (digits, sizeof digits, "%.1f", value);
  g_string_append_printf (text, " %s=\"%s\"", name, digits);
}

static double
get_x (Writer *writer, double column)
{
  return lore_arrow_column_x (writer->style, lore_layout_get_n_columns (writer->layout),
                              column);
}

static double
get_y (Writer *writer, guint row)
{
  return writer->style->header_height
         + (row + LORE_LADDER_LINE_AT) * writer->style->row_height;
}

static void
append_text (Writer *writer, const char *class, double x, double y, const char *words)
{
  g_string_append_printf (writer->text, "<text class=\"%s\"", class);
  append_number (writer->text, "x", x);
  append_number (writer->text, "y", y);
  g_string_append (writer->text, ">");
  append_escaped (writer->text, words);
  g_string_append (writer->text, "</text>\n");
}

static void
append_line (Writer *writer, const char *class, double x0, double y0, double x1,
             double y1)
{
  g_string_append_printf (writer->text, "<line class=\"%s\"", class);
  append_number (writer->text, "x1", x0);
  append_number (writer->text, "y1", y0);
  append_number (writer->text, "x2", x1);
  append_number (writer->text, "y2", y1);
  g_string_append (writer->text, "/>\n");
}

static void
append_cut (Writer *writer, const char *class, double x, double y,
            const LoreLettering *lettering)
{
  g_autofree char *cut = lore_lettering_dup_cut (writer->pango, lettering, writer->style);

  append_text (writer, class, x, y, cut);
}

static void
append_box (Writer *writer, double x, double width)
{
  g_string_append (writer->text, "<rect class=\"box\" rx=\"7\" y=\"5\"");
  append_number (writer->text, "x", x - width / 2);
  append_number (writer->text, "width", width);
  append_number (writer->text, "height", writer->style->header_height - 12);
  g_string_append (writer->text, "/>\n");
}

static void
append_columns (Writer *writer, double height)
{
  LoreTrace *trace = lore_layout_get_trace (writer->layout);
  guint n = lore_layout_get_n_columns (writer->layout);
  double width = lore_ladder_get_box_width (writer->pango, writer->layout, writer->style);

  for (guint i = 0; i < n; i++)
    {
      double x = get_x (writer, i);
      LoreParticipant participant;
      gboolean named;

      lore_trace_get_participant (trace, lore_layout_get_column (writer->layout, i),
                                  &participant);
      named = !g_str_equal (participant.name, participant.address);
      append_box (writer, x, width);
      append_line (writer, "lifeline", x, writer->style->header_height - 7, x, height);
      if (named)
        append_cut (writer, "name", x, 22,
                    &(LoreLettering){ .text = participant.name,
                                      .size = LORE_LABEL_SIZE,
                                      .bold = TRUE,
                                      .most = width - 16 });
      append_cut (writer, "address", x, named ? 40 : 33,
                  &(LoreLettering){ .text = participant.address,
                                    .size = LORE_NOTE_SIZE,
                                    .mono = TRUE,
                                    .most = width - 16 });
    }
}

/* A head along the shaft, or the cross that ends it. */
static void
append_end (Writer *writer, const LoreMessage *facts, double x0, double y0, double x1,
            double y1)
{
  char digits[3][G_ASCII_DTOSTR_BUF_SIZE];

  if (facts->flags & (LORE_MESSAGE_LOST | LORE_MESSAGE_UNANSWERED))
    {
      append_line (writer, "cross", x1 - 6, y1 - 6, x1 + 6, y1 + 6);
      append_line (writer, "cross", x1 - 6, y1 + 6, x1 + 6, y1 - 6);
      return;
    }
  g_ascii_formatd (digits[0], sizeof digits[0], "%.1f", x1);
  g_ascii_formatd (digits[1], sizeof digits[1], "%.1f", y1);
  g_ascii_formatd (digits[2], sizeof digits[2], "%.1f",
                   atan2 (y1 - y0, x1 - x0) * 180 / G_PI);
  g_string_append_printf (writer->text,
                          "<path class=\"head\" d=\"M0 0L-9 -4.5V4.5Z\" "
                          "transform=\"translate(%s %s) rotate(%s)\"/>\n",
                          digits[0], digits[1], digits[2]);
}

static void
append_level_words (Writer *writer, double x0, double x1, double y, const char *label,
                    const char *note)
{
  double most = lore_arrow_get_most (x0, x1, writer->style);
  double x = (x0 + x1) / 2;

  append_cut (writer, "label", x, y - 7,
              &(LoreLettering){
                  .text = label, .size = LORE_LABEL_SIZE, .bold = TRUE, .most = most });
  if (note != NULL)
    append_cut (writer, "note", x, y + 15,
                &(LoreLettering){ .text = note, .size = LORE_NOTE_SIZE, .most = most });
}

/* Beside the tail of an arrow that slants, or beside the loop of one that turns back. */
static void
append_words_beside (Writer *writer, double tail, double x, double y, gboolean left,
                     const char *label, const char *note)
{
  g_string_append_printf (writer->text, "<text class=\"label %s\"",
                          left ? "leftwards" : "rightwards");
  append_number (writer->text, "x", x + (left ? -8 : 8));
  append_number (writer->text, "y", x == tail ? y - 7 : y + 4);
  g_string_append (writer->text, ">");
  append_escaped (writer->text, label);
  if (note != NULL)
    {
      g_string_append (writer->text, "<tspan class=\"note\" dx=\"8\">");
      append_escaped (writer->text, note);
      g_string_append (writer->text, "</tspan>");
    }
  g_string_append (writer->text, "</text>\n");
}

static void
append_message (Writer *writer, guint32 message, guint order)
{
  LoreTrace *trace = lore_layout_get_trace (writer->layout);
  guint first = lore_layout_get_first_row (writer->layout, message);
  guint last = lore_layout_get_last_row (writer->layout, message);
  g_autofree char *arrow = lore_describe_arrow (trace, message);
  g_autofree char *note = lore_describe_note (trace, message, writer->style->language);
  g_autofree char *label =
      lore_describe_message (trace, message, writer->style->language);
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  double x0, x1, y0 = get_y (writer, first), y1 = get_y (writer, last);
  LoreMessage facts;
  float from, to;

  lore_trace_get_message (trace, message, &facts);
  lore_layout_get_ends (writer->layout, message, &from, &to);
  x0 = get_x (writer, from);
  x1 = from == to ? x0 + 34 : get_x (writer, to);
  g_string_append_printf (writer->text,
                          "<g class=\"message %s%s\" data-message=\"%u\" "
                          "data-row=\"%u\" tabindex=\"0\" role=\"button\" aria-label=\"",
                          lore_colour_get_nick (lore_ladder_get_colour (&facts)),
                          facts.flags & LORE_MESSAGE_RETRANSMISSION ? " repeated" : "",
                          order, last + 1);
  append_escaped (writer->text, label);
  g_string_append (writer->text, "\">\n<rect class=\"ground\" x=\"0\"");
  append_number (writer->text, "y",
                 writer->style->header_height + first * writer->style->row_height);
  append_number (writer->text, "width", writer->style->width);
  append_number (writer->text, "height", writer->style->row_height);
  g_string_append (writer->text, "/>\n");
  g_ascii_formatd (digits, sizeof digits, "%.3f",
                   (facts.sent_us - writer->start_us) / 1e6);
  append_text (writer, "time", writer->style->time_width / 2, y0 + 4, digits);
  if (facts.flags & LORE_MESSAGE_LOST)
    x1 = x0 + (x1 - x0) * 0.8;
  append_line (writer, "shaft", x0, y0, x1, y1);
  append_end (writer, &facts, x0, y0, x1, y1);
  if (first == last && from != to)
    append_level_words (writer, x0, get_x (writer, to), y0, arrow, note);
  else
    append_words_beside (writer, x0, from == to ? x1 : x0, y0, to < from, arrow, note);
  g_string_append (writer->text, "</g>\n");
}

/* Media are there from the beginning: the player moves messages only. */
static void
append_bar (Writer *writer, guint stream, guint row)
{
  LoreTrace *trace = lore_layout_get_trace (writer->layout);
  const char *language = writer->style->language;
  g_autofree char *label = lore_describe_stream (trace, stream, language);
  g_autofree char *note = lore_describe_stream_note (trace, stream, language);
  g_autofree char *aloud = lore_describe_stream_aloud (trace, stream, language);
  double y = get_y (writer, row);
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  double x0, x1;
  float from, to;

  lore_layout_get_bar_ends (writer->layout, stream, &from, &to);
  x0 = get_x (writer, from);
  x1 = from == to ? x0 + 60 : get_x (writer, to);
  g_string_append (writer->text, "<g class=\"stream entity\" role=\"img\" aria-label=\"");
  append_escaped (writer->text, aloud);
  g_string_append (writer->text, "\">\n");
  g_ascii_formatd (digits, sizeof digits, "%.3f",
                   (lore_trace_get_stream (trace, stream)->start_us - writer->start_us)
                       / 1e6);
  append_text (writer, "time", writer->style->time_width / 2, y + 4, digits);
  append_line (writer, "band", x0, y, x1 - copysign (9, x1 - x0), y);
  append_end (writer, &(LoreMessage){ 0 }, x0, y, x1, y);
  append_level_words (writer, x0, x1, y, label, note);
  g_string_append (writer->text, "</g>\n");
}

static void
append_drawing (Writer *writer)
{
  GListModel *rows = G_LIST_MODEL (writer->layout);
  guint n = g_list_model_get_n_items (rows);
  guint n_bars = lore_layout_get_n_bars (writer->layout);
  double height =
      writer->style->header_height + (n + n_bars + 0.3) * writer->style->row_height;
  guint order = 0;

  g_string_append (writer->text,
                   "<svg id=\"ladder\" xmlns=\"http://www.w3.org/2000/svg\"");
  append_number (writer->text, "width", writer->style->width);
  append_number (writer->text, "height", height);
  g_string_append_printf (writer->text, " data-rows=\"%u\">\n", n);
  append_columns (writer, height);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LoreRow) row = g_list_model_get_item (rows, i);

      if (!lore_row_get_is_arrival (row))
        append_message (writer, lore_row_get_message (row), order++);
    }
  for (guint i = 0; i < n_bars; i++)
    append_bar (writer, lore_layout_get_bar (writer->layout, i), n + i);
  g_string_append (writer->text, "</svg>\n");
}

/* What stands beside the ladder when a message is selected. */
static void
append_texts (Writer *writer)
{
  GListModel *rows = G_LIST_MODEL (writer->layout);
  LoreTrace *trace = lore_layout_get_trace (writer->layout);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (LoreRow) row = g_list_model_get_item (rows, i);
      g_autofree char *told = NULL;
      g_autofree char *markup = NULL;
      g_autofree char *valid = NULL;
      gsize len = 0;
      const char *data;

      if (lore_row_get_is_arrival (row))
        continue;
      told = lore_describe_narration (trace, lore_row_get_message (row),
                                      writer->style->language);
      markup = lore_catalogue_dup_markup (told);
      g_string_append_printf (writer->text, "<article hidden><p>%s</p><pre>", markup);
      data = (const char *)lore_trace_get_data (trace, lore_row_get_message (row), &len);
      valid = g_utf8_make_valid (data, len);
      append_escaped (writer->text, valid);
      g_string_append (writer->text, "</pre></article>\n");
    }
}

static void
append_colours (GString *text, gboolean dark)
{
  const LorePalette *palette = lore_palette_get (dark);

  for (guint i = 0; i < LORE_N_COLOURS; i++)
    g_string_append_printf (text, "--%s:#%06x;", lore_colour_get_nick (i),
                            palette->rgb[i]);
}

/* The page with each {{name}} replaced; texts are put in last, as they may hold anything.
 */
static char *
dup_filled (const char *page, const char *const *values)
{
  GString *filled = g_string_new (NULL);

  while (*page != '\0')
    {
      const char *open = strstr (page, "{{");
      const char *close = open != NULL ? strstr (open, "}}") : NULL;

      if (close == NULL)
        break;
      g_string_append_len (filled, page, open - page);
      for (gsize i = 0; values[i] != NULL; i += 2)
        if (strlen (values[i]) == (gsize)(close - open - 2)
            && strncmp (values[i], open + 2, close - open - 2) == 0)
          g_string_append (filled, values[i + 1]);
      page = close + 2;
    }
  g_string_append (filled, page);
  return g_string_free (filled, FALSE);
}

char *
lore_ladder_dup_html (LoreLayout *layout, const LoreLadderStyle *style)
{
  g_autoptr (GBytes) page =
      g_resource_lookup_data (lore_ladder_page_get_resource (), PAGE, 0, NULL);
  g_autoptr (GString) drawing = g_string_new (NULL);
  g_autoptr (GString) texts = g_string_new (NULL);
  g_autoptr (GString) light = g_string_new (NULL);
  g_autoptr (GString) dark = g_string_new (NULL);
  gboolean chinese = g_str_has_prefix (style->language, "zh");
  g_autofree char *title = lore_describe_words ("export:title", style->language);
  g_autofree char *play = lore_describe_words ("export:play", style->language);
  g_autofree char *back = lore_describe_words ("export:back", style->language);
  g_autofree char *forward = lore_describe_words ("export:forward", style->language);
  g_autoptr (LoreRow) first = g_list_model_get_item (G_LIST_MODEL (layout), 0);
  PangoContext *pango =
      pango_font_map_create_context (pango_cairo_font_map_get_default ());
  Writer writer = { layout, style, drawing, pango, 0 };

  if (first != NULL)
    writer.start_us = lore_row_get_time_us (first);
  append_drawing (&writer);
  writer.text = texts;
  append_texts (&writer);
  g_object_unref (pango);
  append_colours (light, FALSE);
  append_colours (dark, TRUE);
  {
    const char *const values[] = { "language", chinese ? "zh-CN" : "en",
                                   "title",    title,
                                   "play",     play,
                                   "back",     back,
                                   "forward",  forward,
                                   "light",    light->str,
                                   "dark",     dark->str,
                                   "ladder",   drawing->str,
                                   "messages", texts->str,
                                   NULL };

    return dup_filled (g_bytes_get_data (page, NULL), values);
  }
}
