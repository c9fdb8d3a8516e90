/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/text.h"

char *
sip_text_dup (const guint8 *data, gsize len)
{
  GString *text = g_string_sized_new (len);
  gsize at = 0;

  while (at < len)
    {
      gunichar c = data[at] == 0
                       ? 0
                       : g_utf8_get_char_validated ((const char *)data + at, len - at);

      if (c == 0)
        g_string_append (text, "\342\220\200");
      else if (c == (gunichar)-1 || c == (gunichar)-2)
        g_string_append (text, "\357\277\275");
      else
        {
          gsize n = g_unichar_to_utf8 (c, NULL);

          g_string_append_len (text, (const char *)data + at, n);
          at += n;
          continue;
        }
      at++;
    }
  return g_string_free (text, FALSE);
}
