/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lab: the student's own user agent (Alice), one socket that sends and receives, and
 * the practice elements on loopback (Bob, who answers; the registrar). Everything they do
 * is appended to one trace.
 */
#pragma once

#include "trace/trace.h"
#include "wire/clock.h"

G_BEGIN_DECLS

#define LORE_TYPE_LAB (lore_lab_get_type ())
/* Signals: "offers-changed" (): what can sensibly be sent next is different now. */
G_DECLARE_FINAL_TYPE (LoreLab, lore_lab, LORE, LAB, GObject)

typedef enum
{
  LORE_SEND_GUIDED, /* transactions on: retransmits, acknowledges, gives up */
  LORE_SEND_RAW,    /* the bytes as they are, and nothing else */
} LoreSendMode;

/* @clock drives every timer. @seed of 0 takes a fresh one. */
LoreLab *lore_lab_new (LoreTrace *trace, LoreClock *clock, guint64 seed);
LoreTrace *lore_lab_get_trace (LoreLab *lab);

/* Opens Alice's socket. @host NULL = loopback (an address the user gave otherwise),
 * @port 0 = any. LORE_PROBLEM "port-in-use" and the like. */
gboolean lore_lab_open (LoreLab *lab, const char *host, guint16 port, GError **error);
const char *lore_lab_get_address (LoreLab *lab); /* "127.0.0.1:49152" */

/* Starts Bob and the registrar on loopback ports of their own. */
gboolean lore_lab_start_practice (LoreLab *lab, GError **error);
const char *lore_lab_get_bob_address (LoreLab *lab);
const char *lore_lab_get_registrar_address (LoreLab *lab);
/* How Bob behaves: "answer" (default), "busy", "decline", "ring", … ; answer after. */
gboolean lore_lab_set_bob_behaviour (LoreLab *lab, const char *behaviour, GError **error);
void lore_lab_set_bob_answer_after (LoreLab *lab, double seconds);

/* The variables for a template right now: {{call-id}}, {{branch}}, {{local-ip}} … fresh,
 * and those of the dialog in hand. Names and values are char *. @destination "host:port".
 */
GHashTable *
lore_lab_dup_variables (LoreLab *lab, const char *template_text, const char *destination);

/* Sends @message over UDP to "host:port" ("[::1]:5060", "bob.example:5060", port 5060
 * when absent). Resolving is asynchronous. Finishes when the first datagram has left;
 * what follows is in the trace. Errors: LORE_PROBLEM. */
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

/* Forgets dialogs and transactions; sockets stay. */
void lore_lab_reset (LoreLab *lab);

G_END_DECLS
