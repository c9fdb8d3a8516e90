/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/names.h"

#include "sip/cursor.h"

static void
fill (SipNames *names)
{
  for (guint row = 0; row < names->n; row++)
    {
      gsize len = strlen (names->names[row]);
      guint slot = sip_names_hash (names->names[row], len);

      while (names->lens[slot] != 0)
        slot = (slot + 1) & (SIP_NAMES_SLOTS - 1);
      names->lens[slot] = len;
      names->rows[slot] = row;
    }
}

static gboolean
equal (const char *a, const char *b, gsize len, gboolean exact)
{
  return exact ? memcmp (a, b, len) == 0 : sip_equal_nocase ((const guint8 *)a, b, len);
}

guint16
sip_names_find (SipNames *names, const char *name, gsize len)
{
  if (g_once_init_enter (&names->ready))
    {
      fill (names);
      g_once_init_leave (&names->ready, 1);
    }
  if (len == 0 || len > G_MAXUINT8)
    return G_MAXUINT16;
  for (guint slot = sip_names_hash (name, len); names->lens[slot] != 0;
       slot = (slot + 1) & (SIP_NAMES_SLOTS - 1))
    if (names->lens[slot] == len
        && equal (names->names[names->rows[slot]], name, len, names->exact))
      return names->rows[slot];
  return G_MAXUINT16;
}
