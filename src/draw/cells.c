/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/cells.h"

#define HALF 0

static guint
get_width (gunichar character)
{
  if (g_unichar_iszerowidth (character) || g_unichar_iscntrl (character))
    return 0;
  return g_unichar_iswide (character) ? 2 : 1;
}

void
lore_cells_init (LoreCells *line, guint n)
{
  line->cells = g_new (gunichar, n);
  line->n = n;
  for (guint i = 0; i < n; i++)
    line->cells[i] = ' ';
}

void
lore_cells_clear (LoreCells *line)
{
  g_clear_pointer (&line->cells, g_free);
}

/* Half a wide character that is written over leaves a blank. */
static void
blank (LoreCells *line, guint at)
{
  if (line->cells[at] == HALF)
    line->cells[at - 1] = ' ';
  else if (at + 1 < line->n && line->cells[at + 1] == HALF)
    line->cells[at + 1] = ' ';
  line->cells[at] = ' ';
}

void
lore_cells_put (LoreCells *line, int at, gunichar character)
{
  guint width = get_width (character);

  if (width == 0 || at < 0 || at + width > line->n)
    return;
  blank (line, at);
  if (width == 2)
    {
      blank (line, at + 1);
      line->cells[at + 1] = HALF;
    }
  line->cells[at] = character;
}

void
lore_cells_write (LoreCells *line, int at, const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      lore_cells_put (line, at, character);
      at += get_width (character);
    }
}

void
lore_cells_append_to (const LoreCells *line, GString *text)
{
  guint n = line->n;

  while (n > 0 && line->cells[n - 1] == ' ')
    n--;
  for (guint i = 0; i < n; i++)
    if (line->cells[i] != HALF)
      g_string_append_unichar (text, line->cells[i]);
  g_string_append_c (text, '\n');
}

guint
lore_cells_measure (const char *text)
{
  guint width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    width += get_width (g_utf8_get_char (text));
  return width;
}

char *
lore_cells_dup_cut (const char *text, guint most)
{
  GString *cut;
  guint width = 0;

  if (lore_cells_measure (text) <= most)
    return g_strdup (text);
  cut = g_string_new (NULL);
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      width += get_width (character);
      if (width + 1 > most)
        break;
      g_string_append_unichar (cut, character);
    }
  if (most > 0)
    g_string_append (cut, "…");
  return g_string_free (cut, FALSE);
}
