/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lab: the student's own user agent (Alice), one socket that sends and receives, and
 * the practice elements on loopback (Bob, who answers; the registrar). Everything they do
 * is appended to one trace.
 */
#pragma once

#include "plan/machine.h"
#include "plan/network.h"
#include "session/bindings.h"
#include "trace/trace.h"
#include "wire/clock.h"
#include "wire/wire.h"

G_BEGIN_DECLS

#define LORE_TYPE_LAB (lore_lab_get_type ())
/* Signals: "offers-changed" (): what can sensibly be sent next is different now. */
G_DECLARE_FINAL_TYPE (LoreLab, lore_lab, LORE, LAB, GObject)

typedef enum
{
  LORE_SEND_GUIDED, /* transactions on: retransmits, acknowledges, gives up */
  LORE_SEND_RAW,    /* the bytes as they are, and nothing else */
} LoreSendMode;

/* @clock drives every timer; @network carries the datagrams: LoreSockets (net/sockets.h)
 * for real sockets, LoreMemory (wire/memory.h) for none. @seed of 0 takes a fresh one.
 * @trace NULL: nothing is recorded, for peers that serve for days; rules of faults then
 * know no names, only addresses. */
LoreLab *
lore_lab_new (LoreTrace *trace, LoreClock *clock, LoreNetwork *network, guint64 seed);
LoreTrace *lore_lab_get_trace (LoreLab *lab);
LoreClock *lore_lab_get_clock (LoreLab *lab);

/* Opens Alice's socket. @host NULL = loopback (an address the user gave otherwise),
 * @port 0 = any. LORE_PROBLEM "port-in-use" and the like. A destination that this address
 * cannot reach (IPv6, another machine) gets a socket of its own when it is first sent to,
 * on the same port where that is free. */
gboolean lore_lab_open (LoreLab *lab, const char *host, guint16 port, GError **error);
const char *lore_lab_get_address (LoreLab *lab); /* "127.0.0.1:49152"; NULL before */

/* Starts Bob and the registrar on loopback ports of their own. */
gboolean lore_lab_start_practice (LoreLab *lab, GError **error);
/* The same one by one, at an address of choice (@host NULL = loopback, @port 0 = any):
 * what `peer` runs. */
gboolean
lore_lab_start_bob (LoreLab *lab, const char *host, guint16 port, GError **error);
gboolean
lore_lab_start_registrar (LoreLab *lab, const char *host, guint16 port, GError **error);
/* By which transport alone those started from now on are reached, named as a Via does;
 * NULL: UDP and TCP, as at first. */
void lore_lab_set_practice_transport (LoreLab *lab, const char *transport);
const char *lore_lab_get_bob_address (LoreLab *lab); /* NULL before it is started */
const char *lore_lab_get_registrar_address (LoreLab *lab);
/* Where "Bob" or "Registrar" (in any case) is reached by @transport, named as a Via does:
 * "127.0.0.1:5061;transport=tls", without the parameter for UDP. Who has not been asked
 * by TLS or WebSocket yet opens a socket for it. NULL: there is nobody of that name, or
 * the error of that socket. The caller's. */
char *lore_lab_dup_practice_address (LoreLab *lab, const char *name,
                                     const char *transport, GError **error);
/* How Bob behaves: a name of plan/behaviour.h, "answer" at first; with seconds where he
 * does something later, "hang-up:12". LORE_PROBLEM "behaviour-unknown". */
gboolean lore_lab_set_bob_behaviour (LoreLab *lab, const char *behaviour, GError **error);
void lore_lab_set_bob_answer_after (LoreLab *lab, double seconds); /* 3 at first */

/* Bob and the registrar let only this user in from now on: others get a 401 with digest
 * challenges (SHA-256 and MD5). NULL: everybody, as at first. */
void lore_lab_require_login (LoreLab *lab, const char *user, const char *password);
/* Who Alice is when a 401 or 407 asks her; guided sending answers by itself. NULL: she
 * does not, as at first. */
void lore_lab_set_login (LoreLab *lab, const char *user, const char *password);

/* Sets a practice network up, in the place of the one that was loaded before: its
 * elements on loopback sockets of @host (NULL = 127.0.0.1), their bindings, its faults.
 * Bob and the registrar from above stay. LORE_PROBLEM "port-in-use" and the like; then
 * nothing has changed. */
gboolean lore_lab_load_network (LoreLab *lab, const LoreNetworkPlan *plan,
                                const char *host, GError **error);
/* Where an element of that network listens, NULL when there is none of that name. */
const char *lore_lab_get_station_address (LoreLab *lab, const char *name);
/* By what it is reached there, "UDP, TCP"; "UDP" where another program has that port of
 * TCP. @name NULL: Bob from above. NULL before it is open. */
const char *lore_lab_get_station_transports (LoreLab *lab, const char *name);

/* Whom that network is there to call: a destination to send to, "biloxi.example" or
 * "127.0.0.1:5070"; the caller's, NULL when it does not say. A domain of the network as a
 * destination is found without asking anybody: what is for it goes to the network's
 * start. */
char *lore_lab_dup_network_destination (LoreLab *lab);

/* The location table that the registrar and the network's elements share: an array of
 * LoreLocation, the caller's. */
GPtrArray *lore_lab_dup_locations (LoreLab *lab);

/* What goes wrong on the wire from now on: rules of plan/fault.h, NULL or empty for
 * nothing, as at first. They act on what Alice and the practice elements send, and on
 * what reaches them from other programs. LORE_PROBLEM "fault-unexpected",
 * "fault-incomplete": then the rules stay as they were. */
gboolean lore_lab_set_faults (LoreLab *lab, const char *const *rules, GError **error);

/* Which machines everybody here runs (plan/machine.h): as corrected in 2010, at first, or
 * as printed in 2002, to see what was wrong with them. For what begins from now on. */
void lore_lab_set_edition (LoreLab *lab, LoreEdition edition);

/* The variables for a template right now (session/variables.h lists them): random ones,
 * which stay until something is sent, and those of the dialog in hand. Names and values
 * are char *. @destination "host:port" or NULL. */
GHashTable *
lore_lab_dup_variables (LoreLab *lab, const char *template_text, const char *destination);

/* Resolves @destination, so that lore_lab_dup_variables() knows from which address a
 * message to it will leave. Addresses and "localhost" need no aiming. */
void lore_lab_aim_async (LoreLab *lab, const char *destination, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);
gboolean lore_lab_aim_finish (LoreLab *lab, GAsyncResult *result, GError **error);

/* Sends @message to "host:port" ("[::1]:5060", "bob.example:5060", port 5060 when absent;
 * over UDP, or as in "192.0.2.1:5060;transport=tcp"). Resolving is asynchronous. Finishes
 * when the first datagram has left; what follows is in the trace. Errors: LORE_PROBLEM.
 */
void lore_lab_send_async (LoreLab *lab, GBytes *message, const char *destination,
                          LoreSendMode mode, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data);
gboolean lore_lab_send_finish (LoreLab *lab, GAsyncResult *result, guint32 *ret_message,
                               GError **error);

/* TRUE when the destination is on this machine; others are asked for once. */
gboolean lore_lab_is_local_destination (const char *destination);

/* What could sensibly be sent next, most sensible first: names of templates ("ack-2xx",
 * "bye", "cancel") whose variables lore_lab_dup_variables() would fill from the dialog in
 * hand. NULL-terminated, the caller's. */
char **lore_lab_dup_offers (LoreLab *lab);
/* Where the message of an offered template goes: the next hop of the dialog, or where the
 * INVITE went. "host:port", the caller's; NULL when nothing is known. */
char *lore_lab_dup_offer_destination (LoreLab *lab, const char *template_name);

/* TRUE while a guided request of Alice's waits for its final response, or for being tried
 * again after a 491: what `send` waits for. */
gboolean lore_lab_is_busy (LoreLab *lab);

/* Ends the registrations and subscriptions that guided sending has made and refreshes
 * before they run out. Each is a request; lore_lab_is_busy() until they are answered. */
void lore_lab_let_go (LoreLab *lab);

/* Forgets dialogs, transactions and registrations; sockets stay. */
void lore_lab_reset (LoreLab *lab);

G_END_DECLS
