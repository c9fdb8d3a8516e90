/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/variables.h"

#include "plan/template.h"
#include "session/key.h"
#include "session/origin.h"
#include "wire/endpoint.h"

#include <string.h>

#define LOCAL_URI "sip:alice@atlanta.example"

/* Random values stay until something is sent, so that the preview of a message is what
 * will leave. */
struct _LoreVariables
{
  LoreElement *element; /* borrowed */
  char *branch;
  char *tag;
  char *call_id;
  guint media_port;
  guint32 session_id;
};

static void
clear (LoreVariables *self)
{
  g_clear_pointer (&self->branch, g_free);
  g_clear_pointer (&self->tag, g_free);
  g_clear_pointer (&self->call_id, g_free);
}

void
lore_variables_renew (LoreVariables *self)
{
  LoreChance *chance = lore_element_get_chance (self->element);

  clear (self);
  self->branch = lore_origin_dup_branch (self->element);
  self->tag = lore_chance_dup_token (chance, 8);
  self->call_id = lore_chance_dup_token (chance, 16);
  self->media_port = lore_chance_range (chance, 20000, 60000) & ~1u;
  self->session_id = lore_chance_next (chance) >> 4;
}

LoreVariables *
lore_variables_new (LoreElement *element)
{
  LoreVariables *self = g_new0 (LoreVariables, 1);

  self->element = element;
  lore_variables_renew (self);
  return self;
}

void
lore_variables_free (LoreVariables *self)
{
  clear (self);
  g_free (self);
}

/* Takes @value. */
static void
set (GHashTable *table, const char *name, char *value)
{
  if (value != NULL)
    g_hash_table_replace (table, g_strdup (name), value);
}

/* UDP is what a URI means when it says nothing (RFC 3261 §19.1.2). */
static char *
dup_transport_param (const char *transport)
{
  g_autofree char *lower = g_ascii_strdown (transport, -1);

  return g_str_equal (lower, "udp") ? g_strdup ("")
                                    : g_strconcat (";transport=", lower, NULL);
}

static void
set_local (LoreVariables *self, GHashTable *table, const char *address)
{
  LoreWire *wire =
      address != NULL ? lore_element_find_wire (self->element, address, NULL) : NULL;
  g_autofree char *host = NULL;
  const char *transport;
  guint16 port;

  if (wire == NULL)
    wire = lore_element_get_wire (self->element);
  if (wire == NULL)
    return;
  transport = lore_wire_get_transport (wire);
  lore_origin_get_address (self->element, wire, address, &host, &port);
  set (table, "transport", g_strdup (transport));
  set (table, "transport-param", dup_transport_param (transport));
  set (table, "local-ip", lore_endpoint_format_host (host));
  set (table, "local-port", g_strdup_printf ("%u", port));
  set (table, "media-ip", g_strdup (host));
  set (table, "media-ip-type", g_strdup (lore_host_is_ipv6 (host) ? "IP6" : "IP4"));
  set (table, "call-id", g_strdup_printf ("%s@%s", self->call_id, host));
}

/* As typed: a port that is not there is not invented. */
static void
set_destination (GHashTable *table, const char *destination)
{
  g_autofree char *host = NULL, *bare = NULL;
  guint16 port;

  if (destination == NULL || !lore_endpoint_parse (destination, &host, &port, NULL))
    return;
  bare = lore_endpoint_with_transport (destination, NULL);
  set (table, "destination",
       lore_host_is_ipv6 (host) && *destination != '[' ? lore_endpoint_format_host (host)
                                                       : g_strstrip (g_strdup (bare)));
  set (table, "destination-host", lore_endpoint_format_host (host));
  set (table, "destination-port", g_strdup_printf ("%u", port));
}

static void
set_registration (GHashTable *table, LoreNotebook *notebook)
{
  const char *call_id;
  guint32 cseq;

  if (!lore_notebook_get_registration (notebook, &call_id, &cseq))
    return;
  set (table, "call-id", g_strdup (call_id));
  set (table, "cseq", g_strdup_printf ("%u", cseq));
}

GHashTable *
lore_variables_dup (LoreVariables *self, LoreNotebook *notebook,
                    const char *template_text, const char *destination,
                    const char *address)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) names = lore_template_dup_names (template_text);

  set (table, "call-id", g_strdup (self->call_id));
  set (table, "branch", g_strdup (self->branch));
  set (table, "tag", g_strdup (self->tag));
  set (table, "cseq", g_strdup ("1"));
  set (table, "user", g_strdup ("alice"));
  set (table, "callee", g_strdup ("bob"));
  set (table, "local-uri", g_strdup (LOCAL_URI));
  set (table, "transport", g_strdup ("UDP"));
  set (table, "transport-param", g_strdup (""));
  set (table, "media-port", g_strdup_printf ("%u", self->media_port));
  set (table, "session-id", g_strdup_printf ("%u", self->session_id));
  set (table, "session-version", g_strdup_printf ("%u", self->session_id));
  set_local (self, table, address);
  set_destination (table, destination);
  if (lore_notebook_is_asked ((const char *const *)names))
    lore_notebook_fill (notebook, template_text, table);
  else if (g_str_has_prefix (template_text, "REGISTER "))
    set_registration (table, notebook);
  return table;
}
