/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who sends and receives: one participant an address, however the address is spelled.
 */
#pragma once

#include "trace/chunks.h"
#include "trace/string-store.h"
#include "trace/trace.h"

G_BEGIN_DECLS

typedef struct
{
  LoreChunks rows;     /* of LoreParticipant */
  GHashTable *by_text; /* owned: every spelling seen → id */
  LoreStringStore strings;
  guint n;
} LoreParticipants;

void lore_participants_init (LoreParticipants *participants);
void lore_participants_clear (LoreParticipants *participants);

/* LORE_ID_NONE for NULL; *ret_new says whether the participant was not known before. */
guint32 lore_participants_ensure (LoreParticipants *participants, const char *address,
                                  gboolean *ret_new);
gsize lore_participants_get_memory (const LoreParticipants *participants);
const LoreParticipant *
lore_participants_get (const LoreParticipants *participants, guint32 id);
/* FALSE when that was known already. @name NULL: the address is the name. */
gboolean lore_participants_name (LoreParticipants *participants, guint32 id,
                                 const char *name, const char *role);

/* "[0:0::1]:5060" → "[::1]:5060", "[::ffff:192.0.2.1]:5060" → "192.0.2.1:5060", host
 * names in lower case; anything else stays as it is. The caller's. */
char *lore_address_dup_canonical (const char *address);

G_END_DECLS
