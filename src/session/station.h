/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An element of the practice network with its role (plan/network.h): the core that makes
 * it a callee, a registrar, a proxy, a redirect server or a B2BUA.
 */
#pragma once

#include "plan/behaviour.h"
#include "plan/network.h"
#include "session/bindings.h"
#include "session/directory.h"
#include "session/element.h"

G_BEGIN_DECLS

typedef struct _LoreStation LoreStation;

/* What all stations of a network share. All borrowed, and outlive them. */
typedef struct
{
  LoreTrace *trace;
  LoreClock *clock;
  LoreNetwork *network;
  LoreChance *chance;
  LoreBindings *bindings; /* who can be reached where */
  LoreDirectory *directory;
  const char *transport; /* NULL: UDP and TCP */
  LoreEdition edition;   /* of the machines */
} LoreSurroundings;

/* No socket is open yet. */
LoreStation *
lore_station_new (const LorePlanElement *plan, const LoreSurroundings *surroundings);
void lore_station_free (LoreStation *station);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreStation, lore_station_free)

/* @host NULL = loopback, @port 0 = any. Its domains lead here from now on. */
gboolean
lore_station_open (LoreStation *station, const char *host, guint16 port, GError **error);
const char *lore_station_get_name (LoreStation *station);
const char *lore_station_get_address (LoreStation *station); /* NULL before it is open */
/* The same as a hop of others: "127.0.0.1:5070;transport=tls". The caller's. */
char *lore_station_dup_hop (LoreStation *station);
/* By what it is reached there: "UDP, TCP", "TLS"; "UDP" where another program has that
 * port of TCP. Static; NULL before it is open. */
const char *lore_station_get_transports (LoreStation *station);
/* Where an open one takes messages by @transport, named as a Via does, as a destination:
 * "127.0.0.1:5061;transport=tls". It begins to listen there where it does not yet; NULL
 * when that fails. The caller's. */
char *lore_station_dup_address_over (LoreStation *station, const char *transport,
                                     GError **error);

void lore_station_set_edition (LoreStation *station, LoreEdition edition);
/* Where everything else goes: of a proxy and of a B2BUA. */
void lore_station_set_next (LoreStation *station, const char *hop);
/* Of a uas; others have none and take no notice. */
void lore_station_set_behaviour (LoreStation *station, const LoreBehaviour *behaviour,
                                 gint64 later_us);
void lore_station_set_answer_after (LoreStation *station, gint64 us);
/* The only user it lets in from now on; NULL: everybody. */
void
lore_station_require_login (LoreStation *station, const char *user, const char *password);

/* Forgets calls and transactions; sockets stay. */
void lore_station_reset (LoreStation *station);

G_END_DECLS
