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

typedef GBytes *(*Make) (LoreLayout *layout, const LoreLadderStyle *style,
                         GError **error);

/* --- drawing -------------------------------------------------------------------- */

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int len)
{
  g_byte_array_append (closure, data, len);
  return CAIRO_STATUS_SUCCESS;
}

/* Rows, and below them the bars of the media. */
static guint
get_n_rows (LoreLayout *layout)
{
  return g_list_model_get_n_items (G_LIST_MODEL (layout))
         + lore_layout_get_n_bars (layout);
}

static double
get_height (LoreLayout *layout, const LoreLadderStyle *style)
{
  return style->header_height + (double)get_n_rows (layout) * style->row_height
         + ceil (8 * style->scale);
}

static void
paint_ground (cairo_t *cr, const LoreLadderStyle *style)
{
  lore_palette_set_source (cr, style->palette, LORE_COLOUR_BACKGROUND);
  cairo_paint (cr);
}

static void
draw_any_row (cairo_t *cr, PangoContext *pango, LoreLayout *layout, guint i,
              const LoreLadderStyle *style)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (layout));
  g_autoptr (LoreRow) row = g_list_model_get_item (G_LIST_MODEL (layout), i);

  if (row != NULL)
    lore_ladder_draw_row (cr, pango, layout, row, n, FALSE, style);
  else
    lore_ladder_draw_bar (cr, pango, layout, lore_layout_get_bar (layout, i - n), style);
}

/* The header and @n rows from @first on, at the origin. */
static void
draw_rows (cairo_t *cr, LoreLayout *layout, const LoreLadderStyle *style, guint first,
           guint n)
{
  PangoContext *pango = pango_cairo_create_context (cr);

  paint_ground (cr, style);
  lore_ladder_draw_header (cr, pango, layout, style);
  for (guint i = 0; i < n; i++)
    {
      cairo_save (cr);
      cairo_translate (cr, 0, style->header_height + i * style->row_height);
      draw_any_row (cr, pango, layout, first + i, style);
      cairo_restore (cr);
    }
  g_object_unref (pango);
}

static GBytes *
take_surface (cairo_surface_t *surface, GByteArray *bytes)
{
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static GBytes *
make_svg (LoreLayout *layout, const LoreLadderStyle *style, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (
      write_cb, bytes, style->width, get_height (layout, style));
  cairo_t *cr = cairo_create (surface);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  draw_rows (cr, layout, style, 0, get_n_rows (layout));
  cairo_destroy (cr);
  return take_surface (surface, bytes);
}

static GBytes *
make_png (LoreLayout *layout, const LoreLadderStyle *style, GError **error)
{
  double height = get_height (layout, style);
  GByteArray *bytes;
  cairo_surface_t *surface;
  cairo_t *cr;

  if (height > HIGHEST_IMAGE)
    {
      double most = (HIGHEST_IMAGE - style->header_height) / style->row_height - 1;
      g_autofree char *rows = g_strdup_printf ("%u", get_n_rows (layout));
      g_autofree char *limit = g_strdup_printf ("%d", (int)most);

      lore_problem_set (error, LORE_PROBLEM_FILE, "export-too-long", "rows", rows, "most",
                        limit, NULL);
      return NULL;
    }
  bytes = g_byte_array_new ();
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, style->width, height);
  cr = cairo_create (surface);
  draw_rows (cr, layout, style, 0, get_n_rows (layout));
  cairo_destroy (cr);
  cairo_surface_write_to_png_stream (surface, write_cb, bytes);
  return take_surface (surface, bytes);
}

static GBytes *
make_pdf (LoreLayout *layout, const LoreLadderStyle *style, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  double height = ceil (style->width * PAGE_SHAPE);
  guint rows_a_page = MAX ((height - style->header_height) / style->row_height, 1);
  guint n_rows = get_n_rows (layout);
  cairo_surface_t *surface;
  cairo_t *cr;

  height = MIN (height, get_height (layout, style));
  surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, style->width, height);
  cr = cairo_create (surface);
  for (guint first = 0; first == 0 || first < n_rows; first += rows_a_page)
    {
      draw_rows (cr, layout, style, first, MIN (rows_a_page, n_rows - first));
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  return take_surface (surface, bytes);
}

/* --- words ---------------------------------------------------------------------- */

static GBytes *
make_text (LoreLayout *layout, const LoreLadderStyle *style, GError **error)
{
  char *text = lore_ladder_dup_text (layout, TEXT_COLUMNS, style->language);

  return g_bytes_new_take (text, strlen (text));
}

static GBytes *
make_mermaid (LoreLayout *layout, const LoreLadderStyle *style, GError **error)
{
  char *text = lore_ladder_dup_mermaid (layout, style->language);

  return g_bytes_new_take (text, strlen (text));
}

static GBytes *
make_html (LoreLayout *layout, const LoreLadderStyle *style, GError **error)
{
  char *text = lore_ladder_dup_html (layout, style);

  return g_bytes_new_take (text, strlen (text));
}

/* --- files ---------------------------------------------------------------------- */

static const struct
{
  const char *ending;
  Make make;
} formats[] = {
  { ".svg", make_svg },  { ".png", make_png },   { ".pdf", make_pdf },
  { ".txt", make_text }, { ".html", make_html }, { ".mmd", make_mermaid },
};

static Make
find_format (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (lower, formats[i].ending))
      return formats[i].make;
  return NULL;
}

static void
set_failed (GError **error, const char *name, const GError *cause)
{
  lore_problem_set (error, LORE_PROBLEM_FILE, "export-failed", "file", name, "@reason",
                    lore_reason_get (cause), NULL);
}

gboolean
lore_ladder_export (LoreLayout *layout, GFile *file, const LoreLadderStyle *style,
                    GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *path = g_file_get_parse_name (file);
  Make make = find_format (name);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) cause = NULL;
  LoreLadderStyle own;
  gconstpointer data;
  gsize len;

  if (make == NULL)
    {
      lore_problem_set (error, LORE_PROBLEM_USAGE, "export-format", "file", name,
                        "formats", ".svg .png .pdf .txt .html .mmd", NULL);
      return FALSE;
    }
  if (style == NULL)
    {
      lore_ladder_style_init (&own, lore_layout_get_n_columns (layout), 1, FALSE, "en");
      lore_ladder_style_fit (&own, layout);
      style = &own;
    }
  bytes = make (layout, style, error);
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
