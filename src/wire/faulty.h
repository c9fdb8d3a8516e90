/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A network in front of another one, on which things go wrong by rule (plan/fault.h):
 * datagrams get lost, late, doubled, swapped, damaged, or leave through a NAT. The same
 * seed, rules and traffic give the same mishaps.
 *
 * A rule acts where a datagram is sent. One that comes from elsewhere, from a program
 * that this network does not carry, is treated on arrival instead: either way once. What
 * goes over a reliable transport is left alone.
 */
#pragma once

#include "plan/fault.h"
#include "wire/chance.h"
#include "wire/clock.h"
#include "wire/wire.h"

G_BEGIN_DECLS

#define LORE_TYPE_FAULTY (lore_faulty_get_type ())
G_DECLARE_FINAL_TYPE (LoreFaulty, lore_faulty, LORE, FAULTY, GObject)

/* A rule has acted. All borrowed. */
typedef struct
{
  const LoreFault *fault;
  LoreWire *wire;          /* ours: of the sender, or of who was to receive */
  GBytes *datagram;        /* as it was before */
  const char *source;      /* addresses: whose datagram it was, */
  const char *destination; /* and whom it was for */
  gint64 delay_us;         /* of a delay */
  const char *outside;     /* of a NAT: the address it gave the source, or NULL */
  gboolean inwards;        /* of a NAT: the datagram came to @outside */
  gboolean shut;           /* of a NAT: it was not let in */
} LoreMishap;

typedef struct
{
  /* Who stands behind an address, NULL when nobody is known there. */
  const char *(*name) (const char *address, gpointer user_data);
  /* Told after lore_wire_send() has returned, and before anything arrives. */
  void (*acted) (const LoreMishap *mishap, gpointer user_data);
} LoreFaultySink;

/* @inner carries what is left. */
LoreFaulty *lore_faulty_new (LoreNetwork *inner, LoreClock *clock);
/* @sink is borrowed; NULL takes it away. */
void
lore_faulty_set_sink (LoreFaulty *faulty, const LoreFaultySink *sink, gpointer user_data);

/* The rules from now on, in this order; every count begins anew. @chance draws for rules
 * that bring no seed of their own, now, and is not kept. */
void lore_faulty_set_rules (LoreFaulty *faulty, LoreFault *const *faults, guint n,
                            LoreChance *chance);

G_END_DECLS
