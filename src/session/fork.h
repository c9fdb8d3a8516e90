/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stateful proxy's response context (RFC 3261 §16.7 to §16.10): one request that was
 * received, the copies that were sent, and what came of each. It hands provisional
 * responses and every 2xx on at once, waits for the rest, and chooses the best of them.
 */
#pragma once

#include "session/directory.h"
#include "session/element.h"

G_BEGIN_DECLS

typedef struct _LoreFork LoreFork;

/* How it forwards. Strings are borrowed while lore_fork_new() runs. */
typedef struct
{
  LoreDirectory *directory;
  const char *trail;        /* second part of the branches it makes */
  const char *record_route; /* of the side it came from, or NULL */
  const char *next;         /* "host:port" where no Route says otherwise; or NULL */
  gboolean serial;          /* one target after the other, the best q first (§16.6) */
  gboolean recurses;        /* tries the Contacts of a 3xx itself (§16.7 step 4) */
} LoreForkRules;

/* @request is what lore_forward_take_route() made of the one of @server. @element is
 * borrowed; *@clients, which is shared, tells which fork a client transaction belongs to.
 * Calls @done once, when all its transactions have ended. */
LoreFork *lore_fork_new (LoreElement *element, LoreTransaction *server, GBytes *request,
                         const LoreForkRules *rules, GHashTable *clients,
                         void (*done) (LoreFork *, gpointer), gpointer user_data);
void lore_fork_free (LoreFork *fork);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreFork, lore_fork_free)

/* @contacts are values of Contact with their q, or URIs. */
void lore_fork_start (LoreFork *fork, const char *const *contacts);

LoreTransaction *lore_fork_get_server (LoreFork *fork); /* NULL once it has ended */

/* What an element's core is told, of one of its transactions. */
void
lore_fork_response (LoreFork *fork, LoreTransaction *client, const LoreArrival *arrival);
void lore_fork_failed (LoreFork *fork, LoreTransaction *client, LoreDo why);
void lore_fork_ended (LoreFork *fork, LoreTransaction *transaction);
/* A CANCEL has come for it (§16.10). */
void lore_fork_cancel (LoreFork *fork);

G_END_DECLS
