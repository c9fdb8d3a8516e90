/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/utf-16.h"

#define REPLACEMENT 0xfffd

static guint
get_unit (const guint8 *data, gboolean big)
{
  return big ? data[0] << 8 | data[1] : data[1] << 8 | data[0];
}

gboolean
lore_utf_16_is_marked (const char *data, gsize len)
{
  const guint8 *bytes = (const guint8 *)data;

  /* With two zeros behind it, it would be UTF-32. */
  return len >= 4
         && ((bytes[0] == 0xff && bytes[1] == 0xfe && (bytes[2] != 0 || bytes[3] != 0))
             || (bytes[0] == 0xfe && bytes[1] == 0xff));
}

GBytes *
lore_utf_16_dup_utf_8 (const char *data, gsize len)
{
  const guint8 *bytes = (const guint8 *)data;
  gboolean big = len > 0 && bytes[0] == 0xfe;
  GString *text = g_string_sized_new (len / 2 + 1);

  for (gsize at = 2; at + 1 < len; at += 2)
    {
      guint unit = get_unit (bytes + at, big);
      guint next = at + 3 < len ? get_unit (bytes + at + 2, big) : 0;

      if (unit < 0x80)
        g_string_append_c (text, unit);
      else if (unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000)
        {
          g_string_append_unichar (text,
                                   0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00));
          at += 2;
        }
      else
        g_string_append_unichar (text,
                                 unit >= 0xd800 && unit < 0xe000 ? REPLACEMENT : unit);
    }
  return g_string_free_to_bytes (text);
}
