/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The practice network: the stations of a network plan, and the two that every lab has,
 * Bob, who is called, and a registrar. All share one table of who can be reached where.
 */
#pragma once

#include "plan/network.h"
#include "session/station.h"

G_BEGIN_DECLS

typedef struct _LorePractice LorePractice;

/* @chance is borrowed. No socket is open yet. */
LorePractice *lore_practice_new (LoreTrace *trace, LoreClock *clock, LoreNetwork *network,
                                 LoreChance *chance);
void lore_practice_free (LorePractice *practice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LorePractice, lore_practice_free)

LoreStation *lore_practice_get_bob (LorePractice *practice); /* borrowed */
LoreStation *lore_practice_get_registrar (LorePractice *practice);

/* What the stations that are opened from now on are reached by, as a Via writes it. NULL:
 * UDP and TCP. */
void lore_practice_set_transport (LorePractice *practice, const char *transport);

/* In the place of the plan that was loaded before: sets its stations up on @host (NULL =
 * loopback) and makes its bindings. When that fails no plan is loaded. Bob and the
 * registrar stay. */
gboolean lore_practice_load (LorePractice *practice, const LoreNetworkPlan *plan,
                             const char *host, GError **error);
/* The address of a station of the plan, NULL when there is none of that name. */
const char *lore_practice_get_address (LorePractice *practice, const char *name);
/* The same for lore_station_get_transports(); @name NULL: Bob's. */
const char *lore_practice_get_transports (LorePractice *practice, const char *name);

/* Where Alice sends what is for a domain of the plan: to its start, or to the domain's
 * element; NULL for another host. Borrowed. */
const char *lore_practice_get_way (LorePractice *practice, const char *host);
/* See lore_lab_dup_network_destination(). */
char *lore_practice_dup_destination (LorePractice *practice);

/* See lore_bindings_dup_locations(). */
GPtrArray *lore_practice_dup_locations (LorePractice *practice);

void lore_practice_set_edition (LorePractice *practice, LoreEdition edition);

/* See lore_lab_set_bob_behaviour() and its neighbour. */
gboolean
lore_practice_set_behaviour (LorePractice *practice, const char *name, GError **error);
void lore_practice_set_answer_after (LorePractice *practice, gint64 us);

/* Bob (for new calls) and the registrar ask for this user; NULL: for nobody. */
void lore_practice_require_login (LorePractice *practice, const char *user,
                                  const char *password);

/* Forgets calls, transactions and registrations; sockets and the plan's bindings stay. */
void lore_practice_reset (LorePractice *practice);

G_END_DECLS
