/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table of names and its look-up: open addressing over a few characters of the name,
 * built when first asked. Rows are found by their place in the .def file.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIP_NAMES_SLOTS 512 /* a power of two, more than twice the longest table */

typedef struct
{
  const char *const *names;
  guint n;
  gboolean exact;               /* case counts */
  gsize ready;                  /* g_once_init_enter */
  guint8 lens[SIP_NAMES_SLOTS]; /* of the name in each slot, 0 = free */
  guint16 rows[SIP_NAMES_SLOTS];
} SipNames;

/* The row of a name of @len bytes, G_MAXUINT16 when it is none. */
guint16 sip_names_lookup (SipNames *names, const char *name, gsize len);

G_END_DECLS
