/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The public side of a NAT, for one wire behind it: a wire at another address, which lets
 * in only whoever was written to from inside, and not too long ago (RFC 4787 §4.3 and §5:
 * filtering by address and port).
 */
#pragma once

#include "plan/fault.h"
#include "wire/clock.h"
#include "wire/wire.h"

G_BEGIN_DECLS

typedef struct _LoreGate LoreGate;

typedef struct
{
  /* Something came to the public address; @open says whether it may go in. */
  void (*received) (LoreGate *gate, GBytes *datagram, const char *source, gboolean open,
                    gpointer user_data);
  void (*failed) (LoreGate *gate, const char *destination, const char *problem,
                  gpointer user_data);
} LoreGateSink;

/* At the address that @fault, a nat, names, or any. @sink is borrowed. NULL with the
 * errors of lore_network_open(). */
LoreGate *lore_gate_new (LoreNetwork *network, LoreClock *clock, LoreFault *fault,
                         const LoreGateSink *sink, gpointer user_data, GError **error);
void lore_gate_free (LoreGate *gate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreGate, lore_gate_free)

/* Something leaves for @destination: what comes from there may come in for a while. */
void lore_gate_open_to (LoreGate *gate, const char *destination);

/* All borrowed. */
LoreWire *lore_gate_get_wire (LoreGate *gate);
const char *lore_gate_get_address (LoreGate *gate);
const LoreFault *lore_gate_get_fault (LoreGate *gate);

G_END_DECLS
