/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The calls of a made-up office. Everything about a call follows from a seed and its
 * number, so that any message of it can be written at any time without remembering the
 * others.
 *
 * A call has ten moves, by one of two scripts:
 *
 *   hold    INVITE 100 180 200 ACK · re-INVITE 200 ACK · BYE 200 (the callee hangs up)
 *   digit   INVITE 100 180 183 200 ACK · INFO 200 · BYE 200 (the caller does)
 *
 * and it may lose something, so that moves are repeated after T1 (500 ms).
 */
#pragma once

#include "capture-file.h"

G_BEGIN_DECLS

#define SCRIPT_MOVES 10

typedef enum
{
  SCRIPT_LOST_NOTHING,
  SCRIPT_LOST_INVITE, /* one move is repeated */
  SCRIPT_LOST_ACK,    /* the 200, and then the ACK for it: two moves */
  SCRIPT_LOST_MIDDLE, /* the re-INVITE or the INFO */
  SCRIPT_LOST_BYE,
  SCRIPT_N_LOSSES,
} ScriptLoss;

typedef struct _Phone Phone; /* message-text.h */

typedef struct
{
  Endpoint endpoint;
  const Phone *phone;
  const char *name; /* display name */
  guint user;       /* sip:USER@… */
  guint16 media_port;
  guint32 tag;
} Party;

typedef struct
{
  guint64 seed; /* of this call */
  guint32 number;
  ScriptLoss loss;
  guint script;
  Party caller, callee;
} Call;

typedef struct
{
  gint64 at_us; /* from the call's first move */
  guint8 move;
  gboolean repeated;
} ScriptEvent;

void call_init (Call *call, guint64 seed, guint32 number, ScriptLoss loss);

/* What happens, in order; at most SCRIPT_MOVES + 2 events. Returns how many. */
guint call_get_events (const Call *call, ScriptEvent *ret_events);

/* How many transactions it has: the ACK for a 2xx is one of its own (RFC 3261 §6). */
guint call_get_n_transactions (const Call *call);

/* The method of a request, or NULL; the status of a response, or 0. */
const char *call_get_method (const Call *call, guint move);
guint call_get_status (const Call *call, guint move);

/* Who sends the move, and to whom. */
void call_get_parties (const Call *call, guint move, const Party **ret_from,
                       const Party **ret_to);

/* Replaces the text in @out by the message. */
void call_put_message (const Call *call, guint move, GString *out);

/* A number from 64 bits that is as good as random (splitmix64). */
guint64 script_mix (guint64 value);

G_END_DECLS
