/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One SIP element: its wires, its transactions and the way of a datagram between them
 * (RFC 3261 §17.1.3, §17.2.3 and §18 as changed by RFC 6026). What the element is for
 * (user agent, registrar) is its core's business.
 */
#pragma once

#include "session/transaction.h"
#include "wire/chance.h"

G_BEGIN_DECLS

#define LORE_TYPE_ELEMENT (lore_element_get_type ())
G_DECLARE_FINAL_TYPE (LoreElement, lore_element, LORE, ELEMENT, GObject)

/* What came in. All borrowed, valid while the core is told. */
typedef struct
{
  LoreWire *wire;
  const char *source;
  GBytes *message; /* a request's Via is completed with received and rport */
  const guint8 *data;
  SipIndex index; /* of @message */
} LoreArrival;

typedef struct
{
  /* A request that no transaction knows: @transaction is its new server transaction, NULL
   * for an ACK, which has none, and while the element is mute. */
  void (*request) (LoreElement *element, LoreTransaction *transaction,
                   const LoreArrival *arrival, gpointer user_data);
  /* @transaction is NULL when the response matches none. */
  void (*response) (LoreElement *element, LoreTransaction *transaction,
                    const LoreArrival *arrival, gpointer user_data);
  /* See LoreTransactionHooks. */
  void (*failed) (LoreElement *element, LoreTransaction *transaction, LoreDo why,
                  gpointer user_data);
  void (*ended) (LoreElement *element, LoreTransaction *transaction, gpointer user_data);
} LoreCore;

/* @chance and @core are borrowed; functions of @core may be NULL. */
LoreElement *lore_element_new (const char *name, LoreTrace *trace, LoreClock *clock,
                               LoreNetwork *network, LoreChance *chance,
                               const LoreCore *core, gpointer user_data);

/* What the trace calls each of its addresses; @role is a topic. Static strings. */
void lore_element_set_participant (LoreElement *element, const char *participant,
                                   const char *role);

/* Which machines its transactions run from now on; 2010 at first. With those of 2002 a
 * response that no transaction knows is the core's business (RFC 6026 §8.9 changed that).
 */
void lore_element_set_edition (LoreElement *element, LoreEdition edition);
LoreEdition lore_element_get_edition (LoreElement *element);

/* A mute element sends nothing by itself: requests that come in reach the core without a
 * transaction, and responses that match none are nothing to remark on. */
void lore_element_set_mute (LoreElement *element, gboolean mute);
gboolean lore_element_is_mute (LoreElement *element);

/* More live server transactions than this, or more dialogs, are not begun: what comes
 * then is answered 503 (RFC 3261 §21.5.4). LORE_ELEMENT_MOST at first. */
#define LORE_ELEMENT_MOST 65536
void lore_element_set_limit (LoreElement *element, guint most);
guint lore_element_get_limit (LoreElement *element);
/* With these fields whoever is turned away knows when to come back; name, value, NULL. */
extern const char *const lore_element_flooded[];

/* A wire of its own; the first is the element's main one. */
LoreWire *
lore_element_open (LoreElement *element, const char *host, guint16 port, GError **error);
/* The same for a transport as a Via names it: "UDP", "TCP". */
LoreWire *lore_element_open_transport (LoreElement *element, const char *transport,
                                       const char *host, guint16 port, GError **error);
LoreWire *lore_element_get_wire (LoreElement *element); /* the main one, or NULL */
/* The wire from which a message to @destination (an address, perhaps with a transport:
 * wire/endpoint.h) leaves: the main one, or one that is opened for it. Borrowed; NULL
 * with an error when there is no way to it. */
LoreWire *
lore_element_find_wire (LoreElement *element, const char *destination, GError **error);

/* No transaction: the bytes as they are. *ret_message is the trace's id. */
gboolean
lore_element_send (LoreElement *element, LoreWire *wire, GBytes *message,
                   const char *destination, guint32 *ret_message, GError **error);

/* Begins a client transaction and sends the request. NULL when it did not leave. The
 * returned one is borrowed and valid until it has ended. */
LoreTransaction *
lore_element_request (LoreElement *element, LoreWire *wire, GBytes *request,
                      const char *destination, GError **error);

/* The live server transaction of the INVITE that a CANCEL (or a late ACK) is about
 * (§9.2); the live client transaction with that branch and method. */
LoreTransaction *
lore_element_find_invite (LoreElement *element, const LoreArrival *arrival);
LoreTransaction *lore_element_find_client (LoreElement *element, GBytes *request);

gboolean
lore_element_has_client (LoreElement *element); /* one without its final response */

/* Forgets a server transaction that nobody will answer (RFC 4320 §4.2). */
void lore_element_drop (LoreElement *element, LoreTransaction *transaction);

/* TRUE while an INVITE or an UPDATE of ours inside that dialog (a key of
 * lore_dialog_dup_key()) waits for its answer: glare (§14.2). */
gboolean lore_element_has_offer_inside (LoreElement *element, const char *dialog_key);

/* TRUE when the same request came on another path and is being served (§8.2.2.2). */
gboolean lore_element_is_merged (LoreElement *element, LoreTransaction *transaction,
                                 const LoreArrival *arrival);

LoreNetwork *lore_element_get_network (LoreElement *element);
LoreRecorder *lore_element_get_recorder (LoreElement *element);
LoreClock *lore_element_get_clock (LoreElement *element);
LoreChance *lore_element_get_chance (LoreElement *element);

/* Forgets all transactions; wires stay. */
void lore_element_reset (LoreElement *element);
/* Closes the wires as well: nothing calls the core any more. */
void lore_element_close (LoreElement *element);

G_END_DECLS
