/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/gate.h"

#include "wire/endpoint.h"

#include <string.h>

struct _LoreGate
{
  /* Owned */
  LoreClock *clock;
  LoreFault *fault;
  LoreWire *wire;
  GHashTable *doors; /* address → gint64 *: when something was sent there last */

  /* Borrowed */
  const LoreGateSink *sink;
  gpointer user_data;
};

static gboolean
is_open_to (LoreGate *self, const char *source)
{
  const gint64 *sent_us = g_hash_table_lookup (self->doors, source);
  gint64 now_us = lore_clock_get_time (self->clock);

  return sent_us != NULL
         && (self->fault->delay_us == 0 || now_us - *sent_us <= self->fault->delay_us);
}

static void
on_received (LoreWire *wire, GBytes *datagram, const char *source, gpointer user_data)
{
  LoreGate *self = user_data;

  self->sink->received (self, datagram, source, is_open_to (self, source),
                        self->user_data);
}

static void
on_failed (LoreWire *wire, const char *destination, const char *problem,
           gpointer user_data)
{
  LoreGate *self = user_data;

  self->sink->failed (self, destination, problem, self->user_data);
}

static const LoreWireSink wire_sink = { on_received, on_failed };

LoreGate *
lore_gate_new (LoreNetwork *network, LoreClock *clock, LoreFault *fault,
               const LoreGateSink *sink, gpointer user_data, GError **error)
{
  g_autoptr (LoreGate) self = g_new0 (LoreGate, 1);
  g_autofree char *host = NULL;
  guint16 port = 0;

  self->clock = g_object_ref (clock);
  self->fault = lore_fault_ref (fault);
  self->doors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->sink = sink;
  self->user_data = user_data;
  if (fault->argument != NULL
      && !lore_endpoint_parse (fault->argument, &host, &port, error))
    return NULL;
  if (fault->argument != NULL && strchr (fault->argument, ':') == NULL)
    port = 0; /* a host alone: not SIP's port but any */
  self->wire = lore_network_open (network, host, port, &wire_sink, self, error);
  return self->wire != NULL ? g_steal_pointer (&self) : NULL;
}

void
lore_gate_free (LoreGate *self)
{
  if (self->wire != NULL)
    lore_wire_close (self->wire);
  g_clear_object (&self->wire);
  g_hash_table_unref (self->doors);
  lore_fault_unref (self->fault);
  g_object_unref (self->clock);
  g_free (self);
}

void
lore_gate_open_to (LoreGate *self, const char *destination)
{
  gint64 now_us = lore_clock_get_time (self->clock);

  g_hash_table_replace (self->doors, g_strdup (destination),
                        g_memdup2 (&now_us, sizeof now_us));
}

LoreWire *
lore_gate_get_wire (LoreGate *self)
{
  return self->wire;
}

const char *
lore_gate_get_address (LoreGate *self)
{
  return lore_wire_get_address (self->wire);
}

const LoreFault *
lore_gate_get_fault (LoreGate *self)
{
  return self->fault;
}
