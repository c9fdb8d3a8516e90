/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/hex.h"

char *
lore_hex_dup_text (const guint8 *data, gsize len)
{
  GString *text = g_string_new (NULL);

  for (gsize at = 0; at < len; at += LORE_HEX_COLUMNS)
    {
      gsize n = MIN (LORE_HEX_COLUMNS, len - at);

      g_string_append_printf (text, "%05" G_GSIZE_MODIFIER "x  ", at);
      for (gsize i = 0; i < LORE_HEX_COLUMNS; i++)
        if (i < n)
          g_string_append_printf (text, "%02x ", data[at + i]);
        else
          g_string_append (text, "   ");
      g_string_append_c (text, ' ');
      for (gsize i = 0; i < n; i++)
        g_string_append_c (text, g_ascii_isprint (data[at + i]) ? data[at + i] : '.');
      g_string_append_c (text, '\n');
    }
  if (text->len > 0)
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

gsize
lore_hex_get_byte (guint at)
{
  guint line = at / LORE_HEX_LINE;
  guint column = at % LORE_HEX_LINE;
  guint byte;

  if (column >= LORE_HEX_TEXT)
    byte = column - LORE_HEX_TEXT;
  else
    byte = column > LORE_HEX_OFFSET ? (column - LORE_HEX_OFFSET) / 3 : 0;
  return (gsize)line * LORE_HEX_COLUMNS + MIN (byte, LORE_HEX_COLUMNS - 1);
}

void
lore_hex_get_runs (SipSpan span, guint line, SipSpan *ret_hex, SipSpan *ret_text)
{
  guint32 begin = MAX (span.at, line * LORE_HEX_COLUMNS);
  guint32 end = MIN (sip_span_end (span), (line + 1) * LORE_HEX_COLUMNS);
  guint32 n = end > begin ? end - begin : 0;
  guint32 column = begin % LORE_HEX_COLUMNS;
  guint32 base = line * LORE_HEX_LINE;

  *ret_hex = (SipSpan){ base + LORE_HEX_OFFSET + 3 * column, n > 0 ? 3 * n - 1 : 0 };
  *ret_text = (SipSpan){ base + LORE_HEX_TEXT + column, n };
}
