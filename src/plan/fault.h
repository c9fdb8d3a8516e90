/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A rule that spoils the wire, as data: "drop response 200 to INVITE nth=2", "loss=20%
 * seed=7". What it does, to which datagrams, and to which of those. The topic "fault:" +
 * action explains each action.
 *
 *   RULE     = [ACTION] SELECTOR…                (no action: drop, where loss= stands)
 *   ACTION   = drop | delay TIME | duplicate [COPIES] | reorder
 *            | corrupt [byte | header [NAME] | length] | nat [HOST[:PORT]]
 *   SELECTOR = request [METHOD] | response [STATUS | 2xx] [to METHOD] | METHOD
 *            | from WHO | to WHO | nth=N | first=N | every=N | loss=P% | seed=N
 *            | timeout=TIME                      (of a nat: when its door shuts)
 *
 * WHO is a participant ("Bob") or an address ("127.0.0.1:5070", "127.0.0.1").
 */
#pragma once

#include "sip/index.h"

G_BEGIN_DECLS

typedef enum
{
  LORE_FAULT_DROP,
  LORE_FAULT_DELAY,
  LORE_FAULT_DUPLICATE,
  LORE_FAULT_REORDER,
  LORE_FAULT_CORRUPT,
  LORE_FAULT_NAT,
  LORE_N_FAULT_ACTIONS
} LoreFaultAction;

/* What a corrupt rule damages. */
typedef enum
{
  LORE_FAULT_PART_BYTE,   /* any byte */
  LORE_FAULT_PART_HEADER, /* the colon of a header field */
  LORE_FAULT_PART_LENGTH, /* the number in Content-Length */
} LoreFaultPart;

typedef struct
{
  char *text; /* as it was written */

  LoreFaultAction action;
  LoreFaultPart part;
  char *argument;    /* a header field's name; the public address of a NAT */
  gint64 delay_us;   /* of a delay; how long a NAT's door stays open, 0: for ever */
  guint copies;      /* that a duplicate adds */
  gboolean requests; /* the kinds it is about */
  gboolean responses;
  guint16 method; /* SIP_METHOD_UNKNOWN: any */
  guint lowest;   /* status; 0: any */
  guint highest;
  char *from; /* or NULL */
  char *to;
  guint nth; /* of those that match; 0: all */
  guint first;
  guint every;
  guint loss_ppm; /* chance in millionths; 1,000,000 where nothing is said */
  guint64 seed;   /* 0: the lab's own */
} LoreFault;

/* A reference, NULL with an error: LORE_PROBLEM "fault-unexpected" and "fault-incomplete"
 * say where ({position}, in characters from 1) and what could stand there ({hint}). */
LoreFault *lore_fault_parse (const char *text, GError **error);
LoreFault *lore_fault_ref (LoreFault *fault);
void lore_fault_unref (LoreFault *fault);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreFault, lore_fault_unref)

/* "fault:drop"; static. */
const char *lore_fault_get_topic (const LoreFault *fault);

/* A datagram as a rule sees it. All borrowed. */
typedef struct
{
  const SipIndex *index;
  const char *source; /* addresses */
  const char *destination;
  const char *source_name; /* participants; NULL when nobody is known there */
  const char *destination_name;
} LoreFaultDatagram;

/* Whether the rule is about datagrams like this one; which of those it strikes is for
 * whoever counts them. */
gboolean lore_fault_matches (const LoreFault *fault, const LoreFaultDatagram *datagram);
/* Whether it strikes the @n-th that matches (from 1), chance left aside. */
gboolean lore_fault_strikes (const LoreFault *fault, guint n);

G_END_DECLS
