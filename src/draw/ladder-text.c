/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ladder in character cells. A level arrow is one line, and one more below it when
 * its note does not fit into it. One that other rows cross leaves as "──(1)" and arrives
 * as
 * "(1)──▶".
 */
#include "draw/ladder.h"

#include "draw/cells.h"
#include "draw/describe.h"
#include "trace/bars.h"

#define TIME_CELLS 10
#define NARROWEST 20
#define WIDEST 36

/* The share of its way that a lost arrow makes is the layout's. */
typedef struct
{
  LoreLayout *layout;   /* borrowed */
  const char *language; /* borrowed */
  GString *text;        /* borrowed */
  GHashTable *numbers;  /* owned: slanting message → its number */
  LoreCells line;
  guint spacing;
  guint width;
} Printer;

static int
get_cell (const Printer *printer, double column)
{
  int cell = TIME_CELLS + printer->spacing * (column + 0.5);

  return CLAMP (cell, TIME_CELLS, (int)printer->width - 1);
}

static void
begin_line (Printer *printer)
{
  guint n = lore_layout_get_n_columns (printer->layout);

  lore_cells_init (&printer->line, printer->width);
  for (guint i = 0; i < n; i++)
    lore_cells_put (&printer->line, get_cell (printer, i), 0x2502); /* │ */
}

static void
end_line (Printer *printer)
{
  lore_cells_append_to (&printer->line, printer->text);
  lore_cells_clear (&printer->line);
}

static void
write_centred (Printer *printer, int middle, const char *text, guint most)
{
  g_autofree char *cut = lore_cells_dup_cut (text, most);
  int width = lore_cells_measure (cut);
  int at = CLAMP (middle - width / 2, 0, MAX ((int)printer->width - width, 0));

  lore_cells_write (&printer->line, at, cut);
}

/* --- the head ------------------------------------------------------------------- */

static void
print_names (Printer *printer, gboolean addresses)
{
  LoreTrace *trace = lore_layout_get_trace (printer->layout);
  guint n = lore_layout_get_n_columns (printer->layout);
  gboolean any = FALSE;

  lore_cells_init (&printer->line, printer->width);
  for (guint i = 0; i < n; i++)
    {
      LoreParticipant participant;

      lore_trace_get_participant (trace, lore_layout_get_column (printer->layout, i),
                                  &participant);
      if (!addresses && g_str_equal (participant.name, participant.address))
        continue;
      write_centred (printer, get_cell (printer, i),
                     addresses ? participant.address : participant.name,
                     printer->spacing - 1);
      any = TRUE;
    }
  if (any)
    end_line (printer);
  else
    lore_cells_clear (&printer->line);
}

/* --- arrows --------------------------------------------------------------------- */

/* A piece of an arrow, from cell to cell, both exclusive. */
typedef struct
{
  LoreMessage facts;
  int from, to;
  gboolean has_end; /* the head or the cross is in this piece */
} Piece;

static void
draw_piece (Printer *printer, const Piece *piece)
{
  gboolean right = piece->to > piece->from;
  int left = MIN (piece->from, piece->to) + 1;
  int end = MAX (piece->from, piece->to) - 1;
  gunichar dash =
      piece->facts.flags & LORE_MESSAGE_RETRANSMISSION ? 0x254c : 0x2500; /* ╌ ─ */

  for (int at = left; at <= end; at++)
    lore_cells_put (&printer->line, at, dash);
  if (!piece->has_end)
    return;
  if (piece->facts.flags & (LORE_MESSAGE_LOST | LORE_MESSAGE_UNANSWERED))
    lore_cells_put (&printer->line, right ? end : left, 0x00d7); /* × */
  else
    lore_cells_put (&printer->line, right ? end : left, right ? 0x25b6 : 0x25c0); /* ▶◀ */
}

static char *
dup_number (Printer *printer, guint32 message)
{
  gpointer key = GUINT_TO_POINTER (message);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (printer->numbers, key));

  if (number == 0)
    {
      number = g_hash_table_size (printer->numbers) + 1;
      g_hash_table_insert (printer->numbers, key, GUINT_TO_POINTER (number));
    }
  return g_strdup_printf ("(%u)", number);
}

/* The label, and the note behind it if both fit into @room cells; else the note is left
 * in *ret_note for the next line. */
static char *
dup_words (Printer *printer, guint32 message, guint room, char **ret_note)
{
  LoreTrace *trace = lore_layout_get_trace (printer->layout);
  g_autofree char *label = lore_describe_arrow (trace, message);
  g_autofree char *note = lore_describe_note (trace, message, printer->language);
  g_autofree char *cut = NULL;

  if (note != NULL && lore_cells_measure (label) + lore_cells_measure (note) + 3 <= room)
    return g_strdup_printf (" %s (%s) ", label, note);
  cut = lore_cells_dup_cut (label, MAX (room, 3));
  *ret_note = g_steal_pointer (&note);
  return g_strdup_printf (" %s ", cut);
}

/* Beside the lifeline of one who sends to itself. */
static void
print_loop (Printer *printer, const LoreSlice *slice, int cell)
{
  g_autofree char *note = NULL;
  g_autofree char *words =
      dup_words (printer, slice->message, printer->spacing - 5, &note);

  lore_cells_put (&printer->line, cell + 1, 0x21ba); /* ↺ */
  lore_cells_write (&printer->line, cell + 2, words);
}

static void
print_departure (Printer *printer, const LoreSlice *slice, Piece *piece)
{
  gboolean right = piece->to > piece->from;
  int full_to = piece->to;
  g_autofree char *note = NULL;
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;
  guint room;

  piece->has_end = (slice->flags & LORE_SLICE_ENDS) != 0;
  if (piece->facts.flags & LORE_MESSAGE_LOST)
    piece->to = piece->from + (piece->to - piece->from) * 0.8;
  if (!piece->has_end)
    {
      number = dup_number (printer, slice->message);
      piece->to -= (right ? 1 : -1) * ((int)lore_cells_measure (number) + 2);
    }
  draw_piece (printer, piece);
  if (number != NULL)
    lore_cells_write (&printer->line, right ? piece->to : piece->to - 2, number);

  room = MAX (ABS (piece->to - piece->from) - 7, 0);
  words = dup_words (printer, slice->message, room, &note);
  write_centred (printer, (piece->from + piece->to) / 2, words, G_MAXINT);
  if (note == NULL)
    return;
  end_line (printer);
  begin_line (printer);
  write_centred (printer, (piece->from + full_to) / 2, note,
                 MAX (ABS (full_to - piece->from) - 1, 40));
}

static void
print_arrival (Printer *printer, const LoreSlice *slice, Piece *piece)
{
  g_autofree char *number = dup_number (printer, slice->message);
  int width = lore_cells_measure (number);
  gboolean right = piece->to > piece->from;
  int at = piece->from + (piece->to - piece->from) * 0.4 - (right ? 0 : width);

  if (piece->facts.flags & LORE_MESSAGE_LOST)
    piece->to = piece->from + (piece->to - piece->from) * 0.8;
  lore_cells_write (&printer->line, at, number);
  piece->from = right ? at + width - 1 : at;
  piece->has_end = TRUE;
  draw_piece (printer, piece);
}

static void
print_time (Printer *printer, gint64 us)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (digits, sizeof digits, "%9.3f",
                   (us - lore_layout_get_start_us (printer->layout)) / 1e6);
  lore_cells_write (&printer->line, 0, digits);
}

static void
print_row (Printer *printer, LoreRow *row)
{
  guint32 message = lore_row_get_message (row);
  float from, to;
  guint n;
  const LoreSlice *slices = lore_row_get_slices (row, &n);
  const LoreSlice *own = slices;
  Piece piece = { 0 };

  while (own->message != message)
    own++;
  begin_line (printer);
  print_time (printer, lore_row_get_time_us (row));

  lore_layout_get_ends (printer->layout, message, &from, &to);
  lore_trace_get_message (lore_layout_get_trace (printer->layout), message, &piece.facts);
  piece.from = get_cell (printer, from);
  piece.to = get_cell (printer, to);
  if (from == to)
    print_loop (printer, own, piece.from);
  else if (lore_row_get_is_arrival (row))
    print_arrival (printer, own, &piece);
  else
    print_departure (printer, own, &piece);
  end_line (printer);
}

/* Media as a broad arrow, what they went through below it. */
static void
print_bar (Printer *printer, guint stream)
{
  LoreTrace *trace = lore_layout_get_trace (printer->layout);
  g_autofree char *label = lore_describe_stream (trace, stream, printer->language);
  g_autofree char *note = lore_describe_stream_note (trace, stream, printer->language);
  g_autofree char *words = g_strdup_printf (" %s ", label);
  int from, to;
  float ends[2];

  lore_layout_get_bar_ends (printer->layout, stream, &ends[0], &ends[1]);
  from = get_cell (printer, ends[0]);
  to = get_cell (printer, ends[1] != ends[0] ? ends[1] : ends[0] + 0.5);
  begin_line (printer);
  print_time (printer, lore_trace_get_stream (trace, stream)->start_us);
  for (int at = MIN (from, to) + 1; at < MAX (from, to); at++)
    lore_cells_put (&printer->line, at, 0x2550); /* ═ */
  lore_cells_put (&printer->line, to > from ? to - 1 : to + 1,
                  to > from ? 0x25b6 : 0x25c0); /* ▶◀ */
  write_centred (printer, (from + to) / 2, words, MAX (ABS (to - from) - 5, 8));
  end_line (printer);
  begin_line (printer);
  write_centred (printer, (from + to) / 2, note, MAX (ABS (to - from) - 1, 48));
  end_line (printer);
}

char *
lore_ladder_dup_text (LoreLayout *layout, guint columns, const char *language,
                      LoreHeadway *headway)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);
  guint n = MAX (lore_layout_get_n_columns (layout), 1);
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (layout));
  Printer printer = { .layout = layout, .language = language, .numbers = numbers };

  g_return_val_if_fail (LORE_IS_LAYOUT (layout) && language != NULL, NULL);

  columns = MAX (columns, TIME_CELLS);
  printer.text = g_string_new (NULL);
  printer.spacing = CLAMP ((columns - TIME_CELLS) / n, NARROWEST, WIDEST);
  printer.width = TIME_CELLS + n * printer.spacing;
  print_names (&printer, FALSE);
  print_names (&printer, TRUE);
  lore_headway_expect (headway, n_rows);
  for (guint i = 0; i < n_rows && lore_headway_step (headway); i++)
    {
      g_autoptr (LoreRow) row = g_list_model_get_item (G_LIST_MODEL (layout), i);

      print_row (&printer, row);
    }
  for (guint i = 0; i < lore_layout_get_n_bars (layout); i++)
    print_bar (&printer, lore_layout_get_bar (layout, i));
  return g_string_free (printer.text, FALSE);
}
