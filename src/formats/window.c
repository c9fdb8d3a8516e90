/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/window.h"

#include <string.h>

/* Small enough for a processor's second cache, large enough that reading costs little. */
#define STEP (128 * 1024)

struct _LoreWindow
{
  LoreInput *input; /* borrowed */

  guint8 *buffer; /* owned */
  gsize size;
  gsize at; /* the next byte */
  gsize end;
};

LoreWindow *
lore_window_new (LoreInput *input)
{
  LoreWindow *window = g_new0 (LoreWindow, 1);

  window->input = input;
  window->size = STEP;
  window->buffer = g_malloc (window->size);
  return window;
}

void
lore_window_free (LoreWindow *window)
{
  g_free (window->buffer);
  g_free (window);
}

/* Moves what is left to the front and reads on. Room is made as bytes come: what a
 * damaged length asks for does not cost memory that the file cannot fill. */
static gboolean
read_on (LoreWindow *window)
{
  gsize n;

  memmove (window->buffer, window->buffer + window->at, window->end - window->at);
  window->end -= window->at;
  window->at = 0;
  if (window->end == window->size)
    {
      window->size *= 2;
      window->buffer = g_realloc (window->buffer, window->size);
    }
  n = lore_input_read (window->input, window->buffer + window->end,
                       window->size - window->end);
  window->end += n;
  return n > 0;
}

const guint8 *
lore_window_peek (LoreWindow *window, gsize n)
{
  while (window->end - window->at < n)
    if (!read_on (window))
      return NULL;
  return window->buffer + window->at;
}

const guint8 *
lore_window_take (LoreWindow *window, gsize n)
{
  const guint8 *taken = lore_window_peek (window, n);

  if (taken != NULL)
    window->at += n;
  return taken;
}

gboolean
lore_window_at_end (LoreWindow *window)
{
  return lore_window_peek (window, 1) == NULL;
}
