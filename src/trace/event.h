/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LORE_TIME_UNKNOWN G_MININT64

typedef enum
{
  LORE_TRANSPORT_UNKNOWN,
  LORE_TRANSPORT_UDP,
  LORE_TRANSPORT_TCP,
  LORE_TRANSPORT_TLS,
  LORE_TRANSPORT_WS,
  LORE_TRANSPORT_WSS,
  LORE_N_TRANSPORTS
} LoreTransport;

typedef enum
{
  LORE_EVENT_SENT,      /* a message left @source */
  LORE_EVENT_RECEIVED,  /* a message reached @destination */
  LORE_EVENT_CAPTURED,  /* a message seen by a third party: a file, a capture */
  LORE_EVENT_DROPPED,   /* a message a fault took off the wire */
  LORE_EVENT_TIMER_SET, /* @name "timer:A", @duration_us */
  LORE_EVENT_TIMER_FIRED,
  LORE_EVENT_TIMER_CANCELLED,
  LORE_EVENT_STATE,   /* @name "machine:invite-client", @from → @to */
  LORE_EVENT_PROBLEM, /* @name "problem:…": e.g. port unreachable */
  LORE_EVENT_NOTE,    /* @name a topic or narration id */
} LoreEventType;

/* One entry of the log, as it is handed over: all strings are borrowed, NULL if unknown.
 */
typedef struct
{
  LoreEventType type;
  LoreTransport transport;
  gint64 lab_us;      /* the injected clock; for a file, since its first message */
  gint64 unix_us;     /* or LORE_TIME_UNKNOWN */
  const char *source; /* "127.0.0.1:5060", "[::1]:5060" */
  const char *destination;
  GBytes *message;     /* of the four message events */
  gboolean truncated;  /* the file holds less than was on the wire */
  const char *element; /* whose inner event it is: "alice", "bob", "registrar" */
  const char *subject; /* the transaction or dialog: its branch or Call-ID */
  const char *name;
  const char *from_state; /* "state:calling" */
  const char *to_state;
  gint64 duration_us;
  const char *rfc; /* the section that asks for it: "3261 §17.1.1.2" */
} LoreEvent;

const char *lore_transport_get_name (LoreTransport transport); /* "UDP" */

G_END_DECLS
