/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which characters may stand where: the classes of RFC 3261 §25.1, a bit each, so that
 * a run of characters is one table look-up a byte.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SIP_CHARS_LWS = 1 << 0, /* space, tab, and the line end of a folded line */
  SIP_CHARS_DIGIT = 1 << 1,
  SIP_CHARS_ALPHA = 1 << 2,
  SIP_CHARS_HEX = 1 << 3,
  SIP_CHARS_TOKEN = 1 << 4,
  SIP_CHARS_WORD = 1 << 5,  /* of a Call-ID */
  SIP_CHARS_OTHER = 1 << 6, /* what neither is white space nor may part parameters */
  SIP_CHARS_SCHEME = 1 << 7,
  SIP_CHARS_USER = 1 << 8, /* of a SIP URI; so are the next three; '%' counts */
  SIP_CHARS_PASSWORD = 1 << 9,
  SIP_CHARS_URI_PARAM = 1 << 10,
  SIP_CHARS_URI_HEADER = 1 << 11,
  SIP_CHARS_URIC = 1 << 12,    /* of any URI, RFC 2396 §2 with RFC 2732's brackets */
  SIP_CHARS_HOST = 1 << 13,    /* letters, digits, '-', '.', and '_' that many write */
  SIP_CHARS_TOKEN68 = 1 << 14, /* credentials in one piece, RFC 7235 §2.1 */
  SIP_CHARS_PHONE = 1 << 15,   /* digits and visual separators, RFC 3966 §3 */
} SipChars;

extern const guint16 sip_chars[256] G_GNUC_INTERNAL;

static inline gboolean
sip_is (guint8 c, guint chars)
{
  return (sip_chars[c] & chars) != 0;
}

static inline guint8
sip_lower (guint8 c)
{
  return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

G_END_DECLS
