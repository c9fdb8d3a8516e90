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
#include "draw/bar.h"
#include "draw/describe.h"
#include "draw/wording.h"
#include "trace/bars.h"
#include "trace/notes.h"
#include "ladder-page-resource.h"

#define PAGE LORE_RESOURCE_PATH "/draw/ladder-page.html"

typedef struct
{
  LoreLayout *layout;           /* borrowed */
  const LoreLadderStyle *style; /* borrowed */
  GString *text;                /* borrowed */
  LoreHeadway *headway;         /* borrowed, or NULL */
  GArray *tops;                 /* owned: of the rows */
  PangoContext *pango;          /* owned: a browser's letters are about as wide */
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
get_top (Writer *writer, guint row)
{
  return g_array_index (writer->tops, double, row);
}

static double
get_y (Writer *writer, guint row)
{
  LoreLadderStyle own = *writer->style;

  own.row_height = get_top (writer, row + 1) - get_top (writer, row);
  return get_top (writer, row) + lore_ladder_get_line (&own);
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

/* The boxes, which stay in sight while the rest is scrolled. */
static void
append_boxes (Writer *writer)
{
  LoreTrace *trace = lore_layout_get_trace (writer->layout);
  guint n = lore_layout_get_n_columns (writer->layout);
  double width = lore_ladder_get_box_width (writer->pango, writer->layout, writer->style);

  for (guint i = 0; i < n; i++)
    {
      guint32 id = lore_layout_get_column (writer->layout, i);
      guint n_joined = lore_notes_get_n_joined (lore_trace_get_notes (trace), id);
      g_autofree char *more = n_joined > 0 ? g_strdup_printf (" +%u", n_joined) : NULL;
      g_autofree char *address = NULL;
      double x = get_x (writer, i);
      LoreParticipant participant;
      gboolean named;

      lore_trace_get_participant (trace, id, &participant);
      named = !g_str_equal (participant.name, participant.address);
      address = g_strconcat (participant.address, more, NULL);
      append_box (writer, x, width);
      if (named)
        append_cut (writer, "name", x, 22,
                    &(LoreLettering){ .text = participant.name,
                                      .size = LORE_LABEL_SIZE,
                                      .bold = TRUE,
                                      .most = width - 16 });
      append_cut (writer, "address", x, named ? 40 : 33,
                  &(LoreLettering){ .text = address,
                                    .size = LORE_NOTE_SIZE,
                                    .mono = TRUE,
                                    .most = width - 16 });
    }
}

static void
append_lifelines (Writer *writer, double height)
{
  for (guint i = 0; i < lore_layout_get_n_columns (writer->layout); i++)
    append_line (writer, "lifeline", get_x (writer, i), writer->style->header_height - 7,
                 get_x (writer, i), height);
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

/* A text in as many lines as it takes, where it is drawn in a picture. */
static void
append_lettering (Writer *writer, const char *class, const LoreLettering *lettering,
                  double x, double y)
{
  static const char *const anchors[] = { "start", "middle", "end" };
  g_autoptr (PangoLayout) layout =
      lore_lettering_new (writer->pango, lettering, writer->style);
  PangoRectangle place = lore_lettering_place (layout, lettering, x, y, writer->style);
  const char *text = pango_layout_get_text (layout);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  g_string_append_printf (writer->text, "<text class=\"%s\" text-anchor=\"%s\">", class,
                          anchors[(int)(lettering->align * 2)]);
  do
    {
      const PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
      g_autofree char *words = g_strndup (text + line->start_index, line->length);

      g_string_append (writer->text, "<tspan");
      append_number (writer->text, "x", place.x + place.width * lettering->align);
      append_number (writer->text, "y",
                     place.y + pango_layout_iter_get_baseline (iter) / PANGO_SCALE);
      g_string_append (writer->text, ">");
      append_escaped (writer->text, g_strchomp (words));
      g_string_append (writer->text, "</tspan>");
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  g_string_append (writer->text, "</text>\n");
}

static void
append_wording (Writer *writer, LoreWording *wording, double y)
{
  append_lettering (writer, "label", &wording->label, wording->label_x,
                    y + wording->label_y);
  if (wording->note.text != NULL)
    append_lettering (writer, "note", &wording->note, wording->note_x,
                      y + wording->note_y);
  lore_wording_clear (wording);
}

/* The words of the arrow that leaves in @row, which are with its tail. */
static void
append_words (Writer *writer, LoreRow *row, double y)
{
  guint n;
  const LoreSlice *slices = lore_row_get_slices (row, &n);

  for (guint i = 0; i < n; i++)
    if (slices[i].message == lore_row_get_message (row))
      {
        LoreArrow arrow;
        LoreWording wording;

        lore_arrow_init (&arrow, writer->layout, &slices[i], G_MAXUINT, writer->style);
        lore_wording_init_for_arrow (&wording, &arrow, writer->pango, writer->layout,
                                     writer->style);
        append_wording (writer, &wording, y);
      }
}

static void
append_message (Writer *writer, LoreRow *row, guint order)
{
  LoreTrace *trace = lore_layout_get_trace (writer->layout);
  guint32 message = lore_row_get_message (row);
  guint first = lore_layout_get_first_row (writer->layout, message);
  guint last = lore_layout_get_last_row (writer->layout, message);
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
  append_number (writer->text, "y", get_top (writer, first));
  append_number (writer->text, "width", writer->style->width);
  append_number (writer->text, "height",
                 get_top (writer, first + 1) - get_top (writer, first));
  g_string_append (writer->text, "/>\n");
  g_ascii_formatd (digits, sizeof digits, "%.3f",
                   (facts.sent_us - writer->start_us) / 1e6);
  append_text (writer, "time", writer->style->time_width / 2, y0 + 4, digits);
  if (facts.flags & LORE_MESSAGE_LOST)
    x1 = x0 + (x1 - x0) * 0.8;
  append_line (writer, "shaft", x0, y0, x1, y1);
  append_end (writer, &facts, x0, y0, x1, y1);
  append_words (writer, row, y0);
  g_string_append (writer->text, "</g>\n");
}

/* Media are there from the beginning: the player moves messages only. */
static void
append_bar (Writer *writer, guint stream, guint row)
{
  LoreTrace *trace = lore_layout_get_trace (writer->layout);
  g_autofree char *aloud =
      lore_describe_stream_aloud (trace, stream, writer->style->language);
  double y = get_y (writer, row);
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  LoreWording wording;
  double x0, x1;

  lore_bar_get_ends (writer->layout, stream, writer->style, &x0, &x1);
  g_string_append (writer->text, "<g class=\"stream entity\" role=\"img\" aria-label=\"");
  append_escaped (writer->text, aloud);
  g_string_append (writer->text, "\">\n");
  g_ascii_formatd (digits, sizeof digits, "%.3f",
                   (lore_trace_get_stream (trace, stream)->start_us - writer->start_us)
                       / 1e6);
  append_text (writer, "time", writer->style->time_width / 2, y + 4, digits);
  append_line (writer, "band", x0, y, x1 - copysign (9, x1 - x0), y);
  append_end (writer, &(LoreMessage){ 0 }, x0, y, x1, y);
  lore_wording_init_for_bar (&wording, stream, x0, x1, writer->layout, writer->style);
  append_wording (writer, &wording, y);
  g_string_append (writer->text, "</g>\n");
}

/* An <svg> of the part of the drawing that is between two heights. */
static void
begin_svg (Writer *writer, const char *id, double top, double bottom)
{
  char digits[3][G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (digits[0], sizeof digits[0], "%.1f", top);
  g_ascii_formatd (digits[1], sizeof digits[1], "%.1f", writer->style->width);
  g_ascii_formatd (digits[2], sizeof digits[2], "%.1f", bottom - top);
  g_string_append_printf (writer->text,
                          "<svg id=\"%s\" xmlns=\"http://www.w3.org/2000/svg\" "
                          "width=\"%s\" height=\"%s\" viewBox=\"0 %s %s %s\">\n",
                          id, digits[1], digits[2], digits[0], digits[1], digits[2]);
}

static void
append_drawing (Writer *writer)
{
  GListModel *rows = G_LIST_MODEL (writer->layout);
  guint n = g_list_model_get_n_items (rows);
  guint n_bars = lore_layout_get_n_bars (writer->layout);
  double header = writer->style->header_height;
  double height = get_top (writer, n + n_bars) + 0.3 * writer->style->row_height;
  guint order = 0;

  begin_svg (writer, "participants", 0, header);
  append_lifelines (writer, header);
  append_boxes (writer);
  g_string_append (writer->text, "</svg>\n");
  begin_svg (writer, "ladder", header, height);
  append_lifelines (writer, height);
  for (guint i = 0; i < n && lore_headway_step (writer->headway); i++)
    {
      g_autoptr (LoreRow) row = g_list_model_get_item (rows, i);

      if (!lore_row_get_is_arrival (row))
        append_message (writer, row, order++);
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

  for (guint i = 0;
       i < g_list_model_get_n_items (rows) && lore_headway_step (writer->headway); i++)
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
lore_ladder_dup_html (LoreLayout *layout, const LoreLadderStyle *style,
                      LoreHeadway *headway)
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
  Writer writer = { layout, style, drawing, headway };

  lore_headway_expect (headway, 2 * g_list_model_get_n_items (G_LIST_MODEL (layout)));
  writer.pango = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  writer.tops = lore_ladder_measure_rows (writer.pango, layout, style, headway);
  if (first != NULL)
    writer.start_us = lore_row_get_time_us (first);
  if (writer.tops != NULL)
    append_drawing (&writer);
  writer.text = texts;
  append_texts (&writer);
  g_clear_pointer (&writer.tops, g_array_unref);
  g_object_unref (writer.pango);
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
