/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row of a table a file type. What draws does so with the functions that draw the
 * screen, so that an export equals it.
 */
#include "draw/ladder-export.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "base/problem.h"
#include "base/reason.h"
#include "draw/bar.h"

/* The largest side of an image that cairo makes. */
#define HIGHEST_IMAGE 32767

/* A page is as high as its width asks for, as A4 is. */
#define PAGE_SHAPE 1.4142

#define TEXT_COLUMNS 100

/* --- drawing -------------------------------------------------------------------- */

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int len)
{
  g_byte_array_append (closure, data, len);
  return CAIRO_STATUS_SUCCESS;
}

static void
paint_ground (cairo_t *cr, const LoreLadderStyle *style)
{
  lore_palette_set_source (cr, style->palette, LORE_COLOUR_BACKGROUND);
  cairo_paint (cr);
}

/* Row @i, or the bar that comes so far below the rows, @height px high. */
static void
draw_any_row (cairo_t *cr, PangoContext *pango, LoreLayout *layout, guint i,
              double height, const LoreLadderStyle *style)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (layout));
  g_autoptr (LoreRow) row = g_list_model_get_item (G_LIST_MODEL (layout), i);
  LoreLadderStyle own = *style;

  own.row_height = height;
  if (row != NULL)
    lore_ladder_draw_row (cr, pango, layout, row, n, FALSE, &own);
  else
    lore_ladder_draw_bar (cr, pango, layout, lore_layout_get_bar (layout, i - n), &own);
}

static double
get_top (const GArray *tops, guint i)
{
  return g_array_index (tops, double, i);
}

/* What it takes to draw a ladder, or a page of it. */
typedef struct
{
  LoreLayout *layout;           /* borrowed */
  const LoreLadderStyle *style; /* borrowed */
  LoreHeadway *headway;         /* borrowed, or NULL */
  GArray *tops;                 /* owned; NULL when cancelled */
  guint n_rows;                 /* bars too */
  double height;                /* of all */
} Drawing;

/* Under the last row lifelines go on a little. */
static double
get_foot (const LoreLadderStyle *style)
{
  return ceil (8 * style->scale);
}

static gboolean
drawing_init (Drawing *drawing, LoreLayout *layout, const LoreLadderStyle *style,
              LoreHeadway *headway, GError **error)
{
  PangoContext *pango =
      pango_font_map_create_context (pango_cairo_font_map_get_default ());

  *drawing = (Drawing){ layout, style, headway };
  drawing->n_rows =
      g_list_model_get_n_items (G_LIST_MODEL (layout)) + lore_layout_get_n_bars (layout);
  lore_headway_expect (headway, drawing->n_rows);
  drawing->tops = lore_ladder_measure_rows (pango, layout, style, headway);
  g_object_unref (pango);
  if (drawing->tops == NULL)
    {
      g_cancellable_set_error_if_cancelled (headway->cancellable, error);
      return FALSE;
    }
  drawing->height = get_top (drawing->tops, drawing->n_rows) + get_foot (style);
  return TRUE;
}

/* The header and the rows from @first on that are above @end, at the origin. Returns the
 * next row. */
static guint
draw_rows (Drawing *drawing, cairo_t *cr, guint first, double end)
{
  const LoreLadderStyle *style = drawing->style;
  PangoContext *pango = pango_cairo_create_context (cr);
  double above = get_top (drawing->tops, first) - style->header_height;
  guint i = first;

  paint_ground (cr, style);
  lore_ladder_draw_header (cr, pango, drawing->layout, style);
  while (i < drawing->n_rows && lore_headway_step (drawing->headway)
         && (i == first || get_top (drawing->tops, i + 1) - above <= end))
    {
      double top = get_top (drawing->tops, i);

      cairo_save (cr);
      cairo_translate (cr, 0, top - above);
      draw_any_row (cr, pango, drawing->layout, i, get_top (drawing->tops, i + 1) - top,
                    style);
      cairo_restore (cr);
      i++;
    }
  g_object_unref (pango);
  return i;
}

static GBytes *
take_surface (cairo_surface_t *surface, GByteArray *bytes)
{
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static GBytes *
make_svg (Drawing *drawing, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (
      write_cb, bytes, drawing->style->width, drawing->height);
  cairo_t *cr = cairo_create (surface);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  draw_rows (drawing, cr, 0, drawing->height);
  cairo_destroy (cr);
  return take_surface (surface, bytes);
}

static GBytes *
make_png (Drawing *drawing, GError **error)
{
  GByteArray *bytes;
  cairo_surface_t *surface;
  cairo_t *cr;

  if (drawing->height > HIGHEST_IMAGE)
    {
      double room = HIGHEST_IMAGE - drawing->style->header_height;
      double a_row = (drawing->height - drawing->style->header_height) / drawing->n_rows;
      g_autofree char *rows = g_strdup_printf ("%u", drawing->n_rows);
      g_autofree char *limit = g_strdup_printf ("%d", (int)(room / a_row) - 1);

      lore_problem_set (error, LORE_PROBLEM_FILE, "export-too-long", "rows", rows, "most",
                        limit, NULL);
      return NULL;
    }
  bytes = g_byte_array_new ();
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, drawing->style->width,
                                        drawing->height);
  cr = cairo_create (surface);
  draw_rows (drawing, cr, 0, drawing->height);
  cairo_destroy (cr);
  cairo_surface_write_to_png_stream (surface, write_cb, bytes);
  return take_surface (surface, bytes);
}

static GBytes *
make_pdf (Drawing *drawing, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  double height = ceil (drawing->style->width * PAGE_SHAPE);
  guint next = 0;
  cairo_surface_t *surface;
  cairo_t *cr;

  height = MIN (height, drawing->height);
  surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, drawing->style->width,
                                                 height);
  cr = cairo_create (surface);
  do
    {
      guint first = next;

      next = draw_rows (drawing, cr, first, height);
      cairo_show_page (cr);
      if (next == first) /* cancelled */
        break;
    }
  while (next < drawing->n_rows);
  cairo_destroy (cr);
  return take_surface (surface, bytes);
}

/* --- words ---------------------------------------------------------------------- */

static char *
make_text (LoreLayout *layout, const LoreLadderStyle *style, LoreHeadway *headway)
{
  return lore_ladder_dup_text (layout, TEXT_COLUMNS, style->language, headway);
}

static char *
make_mermaid (LoreLayout *layout, const LoreLadderStyle *style, LoreHeadway *headway)
{
  return lore_ladder_dup_mermaid (layout, style->language, headway);
}

/* --- files ---------------------------------------------------------------------- */

/* One of the two makes it. */
typedef struct
{
  const char *ending;
  GBytes *(*draw) (Drawing *drawing, GError **error);
  char *(*write) (LoreLayout *layout, const LoreLadderStyle *style, LoreHeadway *headway);
} Format;

static const Format formats[] = {
  { ".svg", make_svg },           { ".png", make_png },
  { ".pdf", make_pdf },           { ".txt", NULL, make_text },
  { ".mmd", NULL, make_mermaid }, { ".html", NULL, lore_ladder_dup_html },
};

static const Format *
find_format (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (lower, formats[i].ending))
      return &formats[i];
  return NULL;
}

static GBytes *
make (const Format *format, LoreLayout *layout, const LoreLadderStyle *style,
      LoreHeadway *headway, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  Drawing drawing;

  if (format->write != NULL)
    {
      char *text = format->write (layout, style, headway);

      bytes = g_bytes_new_take (text, strlen (text));
    }
  else
    {
      if (drawing_init (&drawing, layout, style, headway, error))
        bytes = format->draw (&drawing, error);
      g_clear_pointer (&drawing.tops, g_array_unref);
    }
  /* What was cancelled is no whole file. */
  if (bytes != NULL && headway != NULL
      && g_cancellable_set_error_if_cancelled (headway->cancellable, error))
    return NULL;
  return g_steal_pointer (&bytes);
}

static void
set_failed (GError **error, const char *name, const GError *cause)
{
  lore_problem_set (error, LORE_PROBLEM_FILE, "export-failed", "file", name, "@reason",
                    lore_reason_get (cause), NULL);
}

gboolean
lore_ladder_export (LoreLayout *layout, GFile *file, const LoreLadderStyle *style,
                    LoreHeadway *headway, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *path = g_file_get_parse_name (file);
  const Format *format = find_format (name);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) cause = NULL;
  LoreLadderStyle own;
  gconstpointer data;
  gsize len;

  if (format == NULL)
    {
      lore_problem_set (error, LORE_PROBLEM_USAGE, "export-format", "file", name,
                        "formats", ".svg .png .pdf .txt .html .mmd", NULL);
      return FALSE;
    }
  if (style == NULL)
    {
      lore_ladder_style_init (&own, lore_layout_get_n_columns (layout), 1, FALSE, "en");
      lore_ladder_style_fit (&own, layout, 0);
      style = &own;
    }
  bytes = make (format, layout, style, headway, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &len);
  if (!g_file_replace_contents (file, data, len, NULL, FALSE,
                                G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, &cause))
    {
      set_failed (error, path, cause);
      return FALSE;
    }
  return TRUE;
}
