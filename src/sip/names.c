/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/names.h"

#include <string.h>

#include "sip/chars.h"

/* Four characters and the length part all names of the tables but for a few. */
static inline guint
hash (const char *name, gsize len)
{
  guint h = len * 131 + (name[0] | 0x20);

  h = h * 33 + (name[len - 1] | 0x20);
  h = h * 33 + (name[len / 2] | 0x20);
  h = h * 33 + (name[len - len / 4 - 1] | 0x20);
  return (h ^ (h >> 9)) & (SIP_NAMES_SLOTS - 1);
}

static gboolean
equal_nocase (const char *a, const char *b, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if (a[i] != b[i] && sip_lower (a[i]) != sip_lower (b[i]))
      return FALSE;
  return TRUE;
}

static inline gboolean
equal (const char *a, const char *b, gsize len, gboolean exact)
{
  return memcmp (a, b, len) == 0 || (!exact && equal_nocase (a, b, len));
}

static void
fill (SipNames *names)
{
  for (guint row = 0; row < names->n; row++)
    {
      gsize len = strlen (names->names[row]);
      guint slot = hash (names->names[row], len);

      while (names->lens[slot] != 0)
        slot = (slot + 1) & (SIP_NAMES_SLOTS - 1);
      names->lens[slot] = len;
      names->rows[slot] = row;
    }
}

guint16
sip_names_lookup (SipNames *names, const char *name, gsize len)
{
  if (g_once_init_enter (&names->ready))
    {
      fill (names);
      g_once_init_leave (&names->ready, 1);
    }
  if (len == 0 || len > G_MAXUINT8)
    return G_MAXUINT16;
  for (guint slot = hash (name, len); names->lens[slot] != 0;
       slot = (slot + 1) & (SIP_NAMES_SLOTS - 1))
    if (names->lens[slot] == len
        && equal (names->names[names->rows[slot]], name, len, names->exact))
      return names->rows[slot];
  return G_MAXUINT16;
}
