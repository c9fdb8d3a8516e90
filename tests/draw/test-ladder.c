/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stories.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/problem.h"
#include "catalogue/catalogue.h"
#include "draw/ladder-export.h"
#include "draw/ladder.h"
#include "trace/bars.h"
#include "trace/notes.h"

static char *folder; /* owned; all that is exported goes there */

static GFile *
get_file (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_new_for_path (path);
}

static char *
export_file (LoreLayout *layout, const char *name, const LoreLadderStyle *style)
{
  g_autoptr (GFile) file = get_file (name);
  g_autoptr (GError) error = NULL;
  char *contents;

  g_assert_true (lore_ladder_export (layout, file, style, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_load_contents (file, NULL, &contents, NULL, NULL, NULL));
  return contents;
}

/* A row drawn alone on the ground it has on screen. */
static cairo_surface_t *
draw_row (LoreLayout *layout, guint at, double position, gboolean selected,
          const LoreLadderStyle *style)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, style->width, style->row_height);
  cairo_t *cr = cairo_create (surface);
  PangoContext *pango = pango_cairo_create_context (cr);
  g_autoptr (LoreRow) row = g_list_model_get_item (G_LIST_MODEL (layout), at);

  lore_palette_set_source (cr, style->palette, LORE_COLOUR_BACKGROUND);
  cairo_paint (cr);
  lore_ladder_draw_row (cr, pango, layout, row, position, selected, style);
  g_object_unref (pango);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
get_pixel (cairo_surface_t *surface, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  guint32 pixel;

  memcpy (&pixel, data + y * cairo_image_surface_get_stride (surface) + x * 4,
          sizeof pixel);
  return pixel & 0xffffff;
}

/* What is exported is what was on the screen, pixel for pixel. */
static void
test_export_equals_screen (void)
{
  LoreTrace *(*const stories[]) (void) = { story_new_call, story_new_crossing,
                                           story_new_unknown, story_new_odd };

  for (gsize i = 0; i < G_N_ELEMENTS (stories); i++)
    for (guint dark = 0; dark < 2; dark++)
      {
        g_autoptr (LoreTrace) trace = stories[i]();
        g_autoptr (LoreLayout) layout = lore_layout_new (trace);
        g_autoptr (GFile) file = get_file ("screen.png");
        g_autofree char *bytes = NULL;
        guint n = g_list_model_get_n_items (G_LIST_MODEL (layout));
        LoreLadderStyle style;
        cairo_surface_t *image;

        lore_ladder_style_init (&style, lore_layout_get_n_columns (layout),
                                dark ? 1.5 : 1, dark, "both");
        bytes = export_file (layout, "screen.png", &style);
        image = cairo_image_surface_create_from_png (g_file_peek_path (file));
        g_assert_cmpint (cairo_surface_status (image), ==, CAIRO_STATUS_SUCCESS);
        for (guint row = 0; row < n; row++)
          {
            cairo_surface_t *alone = draw_row (layout, row, n, FALSE, &style);
            int top = style.header_height + row * style.row_height;

            for (int y = 0; y < style.row_height; y++)
              for (int x = 0; x < style.width; x++)
                g_assert_cmphex (get_pixel (alone, x, y), ==,
                                 get_pixel (image, x, top + y));
            cairo_surface_destroy (alone);
          }
        cairo_surface_destroy (image);
      }
}

static guint
count_pixels (cairo_surface_t *surface, guint32 colour)
{
  guint n = 0;

  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      n += get_pixel (surface, x, y) == colour;
  return n;
}

/* A frame is a function of the playhead: nothing before, a capsule in flight, then an
 * arrow; the same position gives the same pixels. */
static void
test_playhead (void)
{
  g_autoptr (LoreTrace) trace = story_new_call ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);
  guint32 purple;
  guint32 before = 0, flying = 0, after = 0;
  LoreLadderStyle style;

  lore_ladder_style_init (&style, 3, 1, FALSE, "en");
  purple = style.palette->rgb[LORE_COLOUR_START_LINE];
  for (guint i = 0; i < 2; i++)
    {
      cairo_surface_t *none = draw_row (layout, 0, 0, FALSE, &style);
      cairo_surface_t *half = draw_row (layout, 0, 0.5, FALSE, &style);
      cairo_surface_t *all = draw_row (layout, 0, 1, FALSE, &style);

      if (i == 1)
        {
          g_assert_cmpuint (count_pixels (none, purple), ==, before);
          g_assert_cmpuint (count_pixels (half, purple), ==, flying);
          g_assert_cmpuint (count_pixels (all, purple), ==, after);
        }
      before = count_pixels (none, purple);
      flying = count_pixels (half, purple);
      after = count_pixels (all, purple);
      cairo_surface_destroy (none);
      cairo_surface_destroy (half);
      cairo_surface_destroy (all);
    }
  g_assert_cmpuint (before, ==, 0);
  g_assert_cmpuint (flying, >, 600); /* the capsule is filled */
  g_assert_cmpuint (after, >, 100);
  g_assert_cmpuint (after, <, flying);
}

static void
test_selected (void)
{
  g_autoptr (LoreTrace) trace = story_new_call ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);
  cairo_surface_t *plain, *selected;
  guint32 ground;
  LoreLadderStyle style;

  lore_ladder_style_init (&style, 3, 1, FALSE, "en");
  ground = style.palette->rgb[LORE_COLOUR_SELECTION];
  plain = draw_row (layout, 0, 9, FALSE, &style);
  selected = draw_row (layout, 0, 9, TRUE, &style);
  g_assert_cmpuint (count_pixels (plain, ground), ==, 0);
  g_assert_cmpuint (count_pixels (selected, ground), >,
                    style.width * style.row_height / 2);
  cairo_surface_destroy (plain);
  cairo_surface_destroy (selected);
}

/* Of an arrow's purple, edges smoothed or not: lifelines and ground have more green. */
static gboolean
is_purple (cairo_surface_t *surface, int x, int y)
{
  return (get_pixel (surface, x, y) >> 8 & 0xff) < 0xa0;
}

/* Between two that are one, a message turns back: its loop is below the words. */
static void
test_joined (void)
{
  g_autoptr (LoreTrace) trace = story_new_call ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);
  cairo_surface_t *surface;
  gboolean drawn = FALSE;
  LoreLadderStyle style;
  LoreMessage first;
  double x;

  lore_trace_get_message (trace, 0, &first);
  lore_notes_join (lore_trace_get_notes (trace), first.source, first.destination);
  lore_ladder_style_init (&style, 2, 1, FALSE, "en");
  x = lore_ladder_column_x (&style, lore_layout_get_n_columns (layout),
                            lore_layout_find_column (layout, first.source));
  surface = draw_row (layout, 0, 9, FALSE, &style);
  for (int i = x + 4; i < x + 40; i++)
    drawn |= get_pixel (surface, i, lore_ladder_get_line (&style) + 6)
             == style.palette->rgb[LORE_COLOUR_START_LINE];
  g_assert_true (drawn);
  cairo_surface_destroy (surface);
}

/* Where rows meet, a slanting arrow's pixels meet: it leaves one row where it enters the
 * next, also where words that wrap make some rows higher than others. */
static void
check_slices_meet (LoreLayout *layout, LoreLadderStyle style, double next_height)
{
  LoreLadderStyle next = style;

  next.row_height = next_height;
  for (guint row = 0; row < 3; row++)
    {
      cairo_surface_t *above = draw_row (layout, row, 99, FALSE, &style);
      cairo_surface_t *below = draw_row (layout, row + 1, 99, FALSE, &next);
      guint n = 0;
      guint met = 0;

      for (int x = 4; x < style.width - 4; x++)
        if (is_purple (above, x, style.row_height - 1))
          {
            n++;
            for (int dx = -4; dx <= 4; dx++)
              if (is_purple (below, x + dx, 0))
                {
                  met++;
                  break;
                }
          }
      g_assert_cmpuint (n, >, 0);
      g_assert_cmpuint (met, ==, n);
      cairo_surface_destroy (above);
      cairo_surface_destroy (below);
    }
}

static void
test_slices_meet (void)
{
  g_autoptr (LoreTrace) trace = story_new_crossing ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);
  LoreLadderStyle style;

  lore_ladder_style_init (&style, 2, 1, FALSE, "en");
  check_slices_meet (layout, style, style.row_height);
  style.wraps = TRUE;
  check_slices_meet (layout, style, 80);
  check_slices_meet (layout, style, 60);
}

static void
test_pick (void)
{
  g_autoptr (LoreTrace) trace = story_new_crossing ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);
  g_autoptr (LoreRow) row = g_list_model_get_item (G_LIST_MODEL (layout), 1);
  LoreLadderStyle style;
  double left, right;

  lore_ladder_style_init (&style, 2, 1, FALSE, "en");
  left = lore_ladder_column_x (&style, 2, 0);
  right = lore_ladder_column_x (&style, 2, 1);
  /* Row 1: the first request passes in the middle, the second leaves at the right. */
  g_assert_cmpuint (lore_ladder_pick (layout, row, (left + right) / 2, 23, &style), ==,
                    0);
  g_assert_cmpuint (lore_ladder_pick (layout, row, right - 2, 26, &style), ==, 1);
  g_assert_cmpuint (lore_ladder_pick (layout, row, 5, 23, &style), ==, 1); /* its time */
}

static void
test_column_x (void)
{
  LoreLadderStyle style = { .width = 462, .time_width = 62, .scale = 1 };

  g_assert_cmpfloat (lore_ladder_column_x (&style, 2, 0), ==, 162);
  g_assert_cmpfloat (lore_ladder_column_x (&style, 2, 1), ==, 362);
  g_assert_cmpfloat (lore_ladder_column_x (&style, 1, 0), ==, 262);
}

/* A picture is as wide as its words ask for: a name that is wider than a column is whole
 * in it, boxes follow, and there is an end to it. */
static void
test_fit (void)
{
  static const struct
  {
    const char *name;
    gboolean whole;
  } rows[] = {
    { "Alice", TRUE },
    { "the proxy of the whole of the university", TRUE },
    { "a name that is longer than this page has room for, and which nobody would ever "
      "give to anything that others have to call by it",
      FALSE },
  };
  double before = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = story_new_call ();
      g_autoptr (LoreLayout) layout = lore_layout_new (trace);
      guint n = lore_layout_get_n_columns (layout);
      g_autofree char *html = NULL;
      g_autofree char *whole = g_strdup_printf (">%s</text>", rows[i].name);
      LoreLadderStyle style;
      LoreParticipant side;

      lore_trace_get_participant (trace, lore_layout_get_column (layout, 0), &side);
      lore_trace_name_participant (trace, side.address, rows[i].name, NULL);
      lore_ladder_style_init (&style, n, 1, FALSE, "en");
      lore_ladder_style_fit (&style, layout, 0);
      g_assert_cmpfloat (style.width, >, before);
      before = style.width;
      html = export_file (layout, "fit.html", &style);
      g_assert_true ((strstr (html, whole) != NULL) == rows[i].whole);
    }
  g_assert_cmpfloat (before, <, 2000);
}

/* What the lines of the notes in a page say one after another, without spaces: a line
 * ends at one or between two characters of Han. */
static char *
dup_notes (const char *html)
{
  GString *notes = g_string_new (NULL);
  const char *note = html;

  while ((note = strstr (note, "<text class=\"note\"")) != NULL)
    {
      const char *end = strstr (note, "</text>");

      for (const char *at = strchr (note, '>') + 1; at < end; at++)
        if (*at == '<')
          at = strchr (at, '>');
        else if (*at != ' ')
          g_string_append_c (notes, *at);
      g_string_append_c (notes, '\n');
      note = end;
    }
  return g_string_free (notes, FALSE);
}

/* Six columns or two: a picture cuts no note, it goes on in another line, and its row is
 * as high as that takes; rows around it stay as they are. */
static void
test_wrap (void)
{
  static const char *const notes[] = {
    "The proxy did not hear this one, as the radio link was down for four seconds: see "
    "what "
    "timer A makes of it, and how long the caller waits before it gives up altogether",
    "代理服务器没有收到这一条，因为无线链路中断了四秒：请看定时器 A "
    "怎样处理它，以及主叫在彻底放弃之前"
    "究竟等待了多长时间。请把这里的时间与下一条消息的时间比较一下",
  };
  static const struct
  {
    LoreTrace *(*story) (void);
    double width; /* 0: as the words ask for */
    const char *why;
  } rows[] = {
    { story_new_call, 0, "level arrows" },
    { story_new_call, 500, "a width that somebody chose" },
    { story_new_crossing, 0, "beside arrows that slant" },
    { story_new_odd, 0, "beside a loop" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = rows[i].story ();
      g_autoptr (LoreLayout) layout = lore_layout_new (trace);
      guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (layout));
      PangoContext *pango =
          pango_font_map_create_context (pango_cairo_font_map_get_default ());
      g_autoptr (GArray) tops = NULL;
      g_autofree char *html = NULL;
      g_autofree char *written = NULL;
      LoreLadderStyle style;

      g_test_message ("%s", rows[i].why);
      for (guint j = 0; j < 2; j++)
        lore_notes_set_note (lore_trace_get_notes (trace), j, notes[j]);
      lore_ladder_style_init (&style, lore_layout_get_n_columns (layout), 1, FALSE,
                              "both");
      lore_ladder_style_fit (&style, layout, rows[i].width);
      g_assert_true (style.wraps);
      if (rows[i].width > 0)
        g_assert_cmpfloat (style.width, ==, rows[i].width);
      html = export_file (layout, "wrap.html", &style);
      written = dup_notes (html);
      for (guint j = 0; j < 2; j++)
        {
          g_auto (GStrv) words = g_strsplit (notes[j], " ", -1);
          g_autofree char *together = g_strjoinv ("", words);

          g_assert_nonnull (strstr (written, together));
        }
      g_assert_null (strstr (written, "…"));
      tops = lore_ladder_measure_rows (pango, layout, &style, NULL);
      g_assert_cmpuint (tops->len, ==, n_rows + 1);
      for (guint j = 0; j < n_rows; j++)
        g_assert_cmpfloat (g_array_index (tops, double, j + 1)
                               - g_array_index (tops, double, j),
                           >=, style.row_height);
      g_object_unref (pango);
    }
}

/* Half-way nobody wants it any more: the file that was there stays. */
static void
test_cancelled (void)
{
  static const char *const names[] = { "c.svg", "c.png",  "c.pdf",
                                       "c.txt", "c.html", "c.mmd" };
  g_autoptr (LoreTrace) trace = story_new_call ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint wraps = 0; wraps < 2; wraps++)
      {
        g_autoptr (GCancellable) cancellable = g_cancellable_new ();
        LoreHeadway headway = { cancellable };
        g_autoptr (GFile) file = get_file (names[i]);
        g_autoptr (GError) error = NULL;
        LoreLadderStyle style;

        lore_ladder_style_init (&style, 3, 1, FALSE, "en");
        style.wraps = wraps;
        g_assert_cmpfloat (lore_headway_get_fraction (&headway), <, 0);
        g_assert_true (lore_ladder_export (layout, file, &style, &headway, &error));
        g_assert_no_error (error);
        g_assert_cmpfloat (lore_headway_get_fraction (&headway), ==, 1);
        g_cancellable_cancel (cancellable);
        g_file_delete (file, NULL, NULL);
        g_assert_false (lore_ladder_export (layout, file, &style, &headway, &error));
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
        g_assert_false (g_file_query_exists (file, NULL));
      }
}

/* --- files ---------------------------------------------------------------------- */

static void
test_svg_and_pdf (void)
{
  g_autoptr (LoreTrace) trace = story_new_call ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);
  g_autofree char *svg = export_file (layout, "ladder.SVG", NULL);
  g_autofree char *pdf = export_file (layout, "ladder.pdf", NULL);

  g_assert_nonnull (strstr (svg, "<svg"));
  g_assert_nonnull (strstr (svg, "</svg>"));
  g_assert_true (g_str_has_prefix (pdf, "%PDF"));
}

static void
test_mermaid (void)
{
  g_autoptr (LoreTrace) call = story_new_call ();
  g_autoptr (LoreLayout) layout = lore_layout_new (call);
  g_autofree char *text = export_file (layout, "ladder.mmd", NULL);
  g_autoptr (LoreTrace) unknown = story_new_unknown ();
  g_autoptr (LoreLayout) sides = lore_layout_new (unknown);
  g_autofree char *two_sides = lore_ladder_dup_mermaid (sides, "en", NULL);

  g_assert_true (g_str_has_prefix (text,
                                   "sequenceDiagram\n"
                                   "    participant p0 as Alice<br/>192.0.2.1:5060\n"));
  g_assert_nonnull (strstr (text, "    p0->>p1: INVITE<br/>offer: audio PCMU\n"));
  g_assert_nonnull (strstr (text, "    p1-xp2: INVITE<br/>lost\n"));
  g_assert_nonnull (strstr (text, "    p1-->>p2: INVITE<br/>retransmission, +502 ms\n"));
  g_assert_cmpstr (two_sides, ==,
                   "sequenceDiagram\n"
                   "    participant left as ?\n"
                   "    participant right as ?\n"
                   "    left->>right: INVITE<br/>offer: audio PCMU\n"
                   "    right->>left: 486 Busy Here\n");
}

static void
check_markup (const char *html)
{
  /* The drawing and the texts are well-formed by themselves. */
  static const char *const parts[][2] = { { "<svg", "</svg>" },
                                          { "<aside", "</aside>" } };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const GMarkupParser parser = { 0 };
      g_autoptr (GMarkupParseContext) context =
          g_markup_parse_context_new (&parser, 0, NULL, NULL);
      const char *begin = strstr (html, parts[i][0]);
      const char *end = strstr (begin, parts[i][1]) + strlen (parts[i][1]);
      g_autofree char *part = g_strndup (begin, end - begin);
      g_autoptr (GString) text = g_string_new (part);
      g_autoptr (GError) error = NULL;

      g_string_replace (text, " hidden>", ">", 0);
      g_markup_parse_context_parse (context, text->str, text->len, &error);
      g_assert_no_error (error);
      g_assert_true (g_markup_parse_context_end_parse (context, &error));
    }
}

/* One page with everything in it, whatever is in the messages. */
static void
test_html (void)
{
  g_autoptr (LoreTrace) trace = story_new_call ();
  g_autoptr (LoreLayout) layout = NULL;
  g_autoptr (GBytes) rubbish = NULL;
  const FixtureMessage script = {
    .method = "MESSAGE",
    .branch = "z9hG4bK-x",
    .type = "text/html",
    .body = "</pre></script><script>alert(1)</script>{{dark}}"
  };
  g_autofree char *html = NULL;
  LoreLadderStyle style;

  fixture_append (trace, LORE_EVENT_CAPTURED, 70000, ALICE, BOB, &script);
  rubbish = g_bytes_new_static ("\0\x01\xff<&>", 6);
  fixture_append_bytes (trace, LORE_EVENT_CAPTURED, 71000, ALICE, BOB, rubbish);
  layout = lore_layout_new (trace);
  lore_ladder_style_init (&style, 3, 1, FALSE, "both");
  html = export_file (layout, "ladder.html", &style);

  g_assert_true (g_str_has_prefix (html, "<!DOCTYPE html>"));
  g_assert_true (g_utf8_validate (html, -1, NULL));
  g_assert_null (strstr (html, "<script>alert"));
  g_assert_nonnull (strstr (html, "{{dark}}")); /* the message's own */
  g_assert_null (strstr (html, "{{light}}"));
  g_assert_null (strstr (html, "http://") == strstr (html, "http://www.w3.org")
                     ? NULL
                     : strstr (html, "http://"));
  g_assert_null (strstr (html, "src="));
  g_assert_nonnull (strstr (html, "INVITE sip:bob@biloxi.example SIP/2.0"));
  g_assert_nonnull (strstr (html, "播放或暂停"));
  check_markup (html);
}

static void
add_stream (LoreTrace *trace, const char *source, const char *destination, char key)
{
  g_autoptr (GPtrArray) streams = g_ptr_array_new ();
  LoreRtpStream *stream = lore_rtp_stream_new (source, destination);
  LoreRtpKey pressed = { 100000, 8000, key };

  stream->payload_type = 8;
  stream->event_type = 101;
  stream->n_packets = 374;
  stream->n_lost = 2;
  stream->jitter_us = 1500;
  stream->end_us = 7480000;
  if (key != '\0')
    g_array_append_val (stream->keys, pressed);
  g_ptr_array_add (streams, stream);
  lore_trace_adopt_streams (trace, streams);
}

/* Media are bars below the rows, in every kind of export, and a filter hides them. */
static void
test_bars (void)
{
  static const struct
  {
    const char *name;
    const char *wanted;
  } rows[] = {
    { "bars.txt", "═ RTP PCMA/8000: 374" },
    { "bars.txt", "7.48 s, 2 lost, jitter 2 ms, keys 5" },
    { "bars.mmd", "Note over p0,p2: RTP PCMA/8000: 374 packets<br/>7.48 s" },
    { "bars.html", "<g class=\"stream entity\"" },
    { "bars.svg", "</svg>" },
    { "bars.pdf", "%PDF" },
  };
  g_autoptr (LoreTrace) trace = story_new_call ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);
  g_autoptr (LoreFilter) filter = lore_filter_new ("method == INVITE", NULL);
  float from, to;

  add_stream (trace, "192.0.2.1:4000", "198.51.100.2:5000", '5');
  add_stream (trace, "203.0.113.9:4000", "192.0.2.1:5000", '\0');
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = export_file (layout, rows[i].name, NULL);

      g_test_message ("%s", rows[i].name);
      g_assert_nonnull (strstr (text, rows[i].wanted));
    }
  g_assert_cmpuint (lore_layout_get_n_bars (layout), ==, 2);
  lore_layout_get_bar_ends (layout, 1, &from, &to);
  g_assert_cmpfloat (from, ==, lore_layout_get_n_columns (layout) - 0.5f);
  g_assert_cmpfloat (to, ==, 0);
  lore_layout_set_filter (layout, filter);
  g_assert_cmpuint (lore_layout_get_n_bars (layout), ==, 0);
}

static void
test_problems (void)
{
  static const struct
  {
    const char *name, *problem;
  } rows[] = {
    { "ladder.gif", "export-format" },
    { "ladder", "export-format" },
    { "no/such/folder/ladder.txt", "export-failed" },
  };
  g_autoptr (LoreTrace) trace = story_new_call ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GFile) file = get_file (rows[i].name);
      g_autoptr (GError) error = NULL;
      g_autofree char *words = NULL;

      g_assert_false (lore_ladder_export (layout, file, NULL, NULL, &error));
      g_assert_cmpstr (lore_problem_get_id (error), ==, rows[i].problem);
      words = lore_catalogue_dup_problem (lore_catalogue_get_default (), error, "zh_CN");
      g_assert_null (strpbrk (words, "{}"));
    }
}

static void
test_long (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreLayout) layout = NULL;
  g_autoptr (GFile) file = get_file ("long.png");
  g_autoptr (GError) error = NULL;
  g_autofree char *pdf = NULL;

  for (guint i = 0; i < 800; i++)
    {
      const FixtureMessage options = { .method = "OPTIONS", .cseq = i + 1 };

      fixture_append (trace, LORE_EVENT_CAPTURED, i * 100, ALICE, BOB, &options);
    }
  layout = lore_layout_new (trace);
  g_assert_false (lore_ladder_export (layout, file, NULL, NULL, &error));
  g_assert_cmpstr (lore_problem_get_id (error), ==, "export-too-long");
  pdf = export_file (layout, "long.pdf", NULL); /* has pages */
  g_assert_true (g_str_has_prefix (pdf, "%PDF"));
}

/* Nothing to show is shown: an empty ladder, one column, none. */
static void
test_empty (void)
{
  static const char *const names[] = { "e.svg", "e.png",  "e.pdf",
                                       "e.txt", "e.html", "e.mmd" };
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *contents = export_file (layout, names[i], NULL);

      g_assert_nonnull (contents);
    }
}

static void
remove_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("siplore-ladder-XXXXXX", NULL);
  g_test_add_func ("/ladder/export-equals-screen", test_export_equals_screen);
  g_test_add_func ("/ladder/playhead", test_playhead);
  g_test_add_func ("/ladder/selected", test_selected);
  g_test_add_func ("/ladder/joined", test_joined);
  g_test_add_func ("/ladder/slices-meet", test_slices_meet);
  g_test_add_func ("/ladder/pick", test_pick);
  g_test_add_func ("/ladder/column-x", test_column_x);
  g_test_add_func ("/ladder/fit", test_fit);
  g_test_add_func ("/ladder/wrap", test_wrap);
  g_test_add_func ("/ladder/cancelled", test_cancelled);
  g_test_add_func ("/ladder/svg-and-pdf", test_svg_and_pdf);
  g_test_add_func ("/ladder/mermaid", test_mermaid);
  g_test_add_func ("/ladder/html", test_html);
  g_test_add_func ("/ladder/bars", test_bars);
  g_test_add_func ("/ladder/problems", test_problems);
  g_test_add_func ("/ladder/long", test_long);
  g_test_add_func ("/ladder/empty", test_empty);
  result = g_test_run ();
  remove_folder ();
  return result;
}
