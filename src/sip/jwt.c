/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/jwt.h"

#include <string.h>

char *
sip_jwt_dup_text (const guint8 *data, SipSpan piece)
{
  g_autofree char *plain = g_strndup ((const char *)data + piece.at, piece.len);
  g_autofree char *padded = NULL;
  g_autofree guchar *bytes = NULL;
  gsize len;

  if (piece.len == 0 || piece.len % 4 == 1 || strlen (plain) != piece.len)
    return NULL;
  g_strdelimit (plain, "-", '+');
  g_strdelimit (plain, "_", '/');
  padded = g_strdup_printf ("%s%.*s", plain, (int)((4 - piece.len % 4) % 4), "==");
  bytes = g_base64_decode (padded, &len);
  if (len == 0 || !g_utf8_validate_len ((const char *)bytes, len, NULL))
    return NULL;
  return g_strndup ((const char *)bytes, len);
}
