/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One byte stream between two elements: it frames what comes (sip/stream.h), answers
 * keep-alives (RFC 5626 §4.4.1), and sends in order what was given to it, also what was
 * given before the stream stood.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LoreConnection LoreConnection;

/* Told from the main loop. After "closed" nothing more is told. */
typedef struct
{
  void (*message) (LoreConnection *connection, GBytes *message, gpointer user_data);
  /* @problem is the id of a LORE_PROBLEM; NULL when the other side has closed it and
   * nobody waited for anything. */
  void (*closed) (LoreConnection *connection, const char *problem, gpointer user_data);
} LoreConnectionSink;

/* @peer: "192.0.2.1:5060". @sink is borrowed. */
LoreConnection *lore_connection_new (const char *peer, const LoreConnectionSink *sink,
                                     gpointer user_data);
/* Nothing is told any more; the stream closes. */
void lore_connection_close (LoreConnection *connection);
void lore_connection_unref (LoreConnection *connection);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreConnection, lore_connection_unref)

/* The stream stands: what waits is sent, and reading begins. Once. */
void lore_connection_attach (LoreConnection *connection, GIOStream *stream);
/* It will never stand: closed with that problem. */
void lore_connection_fail (LoreConnection *connection, const char *problem);

/* To a peer that does not read: it closes with "peer-not-reading" once too much waits. */
void lore_connection_send (LoreConnection *connection, GBytes *message);
const char *lore_connection_get_peer (LoreConnection *connection);
/* Cancelled when it is closed; borrowed. */
GCancellable *lore_connection_get_cancellable (LoreConnection *connection);
/* For what outlives a call: the caller's. */
LoreConnection *lore_connection_ref (LoreConnection *connection);

G_END_DECLS
