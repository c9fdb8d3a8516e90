/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table of names and its look-up: open addressing over a few characters of the name,
 * built when first asked. Rows are found by their place in the .def file.
 */
#pragma once

#include <string.h>

#include <glib.h>

G_BEGIN_DECLS

#define SIP_NAMES_BITS 10
#define SIP_NAMES_SLOTS                                                                  \
  (1 << SIP_NAMES_BITS) /* more than four times the longest table                        \
                         */

typedef struct
{
  const char *const *names;
  guint n;
  gboolean exact;               /* case counts */
  gsize ready;                  /* g_once_init_enter */
  guint8 lens[SIP_NAMES_SLOTS]; /* of the name in each slot, 0 = free */
  guint16 rows[SIP_NAMES_SLOTS];
} SipNames;

/* The whole search of sip_names_lookup(). */
guint16 sip_names_find (SipNames *names, const char *name, gsize len);

/* Three characters and the length part all names of the tables but for a few; of many
 * factors this is one with which those are none that are often met. */
static inline guint
sip_names_hash (const char *name, gsize len)
{
  guint key = (guint8)name[0] | (guint8)name[len / 2] << 8 | (guint8)name[len - 1] << 16;

  return ((key | 0x202020) + ((guint)len << 24)) * 0xcb93dbefu >> (32 - SIP_NAMES_BITS);
}

/* memcmp() without the call, for what is short and mostly equal: eight bytes from the
 * front and eight from the back. */
static inline gboolean
sip_names_equal (const char *a, const char *b, gsize len)
{
  guint64 a8, b8, a8_end, b8_end;
  guint32 a4, b4, a4_end, b4_end;

  if (len > 16)
    return memcmp (a, b, len) == 0;
  if (len >= 8)
    {
      memcpy (&a8, a, 8);
      memcpy (&b8, b, 8);
      memcpy (&a8_end, a + len - 8, 8);
      memcpy (&b8_end, b + len - 8, 8);
      return a8 == b8 && a8_end == b8_end;
    }
  if (len >= 4)
    {
      memcpy (&a4, a, 4);
      memcpy (&b4, b, 4);
      memcpy (&a4_end, a + len - 4, 4);
      memcpy (&b4_end, b + len - 4, 4);
      return a4 == b4 && a4_end == b4_end;
    }
  return a[0] == b[0] && a[len / 2] == b[len / 2] && a[len - 1] == b[len - 1];
}

/* The row of a name of @len bytes, G_MAXUINT16 when it is none. Most names stand in their
 * first slot, in the case of the table. */
static inline guint16
sip_names_lookup (SipNames *names, const char *name, gsize len)
{
  if (G_LIKELY (len - 1 < G_MAXUINT8 && g_atomic_pointer_get (&names->ready)))
    {
      guint slot = sip_names_hash (name, len);
      guint16 row = names->rows[slot];

      if (names->lens[slot] == len && sip_names_equal (names->names[row], name, len))
        return row;
    }
  return sip_names_find (names, name, len);
}

G_END_DECLS
