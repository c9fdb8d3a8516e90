/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/origin.h"

#include "session/key.h"
#include "wire/endpoint.h"

#define FIRST_MEDIA_PORT 20000
#define LAST_MEDIA_PORT 60000

void
lore_origin_get_address (LoreElement *element, LoreWire *wire, const char *destination,
                         char **ret_host, guint16 *ret_port)
{
  g_autofree char *host = NULL;
  char *source = NULL;

  lore_endpoint_parse (lore_wire_get_address (wire), &host, ret_port, NULL);
  if (lore_host_is_any (host) && destination != NULL)
    source = lore_network_dup_source (lore_element_get_network (element), destination);
  *ret_host = source != NULL ? source : g_steal_pointer (&host);
}

char *
lore_origin_dup_branch (LoreElement *element)
{
  g_autofree char *token = lore_chance_dup_token (lore_element_get_chance (element), 12);

  return g_strconcat (LORE_MAGIC_COOKIE, token, NULL);
}

char *
lore_origin_dup_via (LoreElement *element, LoreWire *wire, const char *destination)
{
  g_autofree char *branch = lore_origin_dup_branch (element);
  g_autofree char *host = NULL, *local = NULL;
  guint16 port;

  lore_origin_get_address (element, wire, destination, &host, &port);
  local = lore_endpoint_format (host, port);
  return g_strdup_printf ("SIP/2.0/%s %s;rport;branch=%s", lore_wire_get_transport (wire),
                          local, branch);
}

char *
lore_origin_dup_contact (LoreElement *element, LoreWire *wire, const char *destination,
                         const char *user)
{
  const char *transport = lore_wire_get_transport (wire);
  gboolean udp = g_str_equal (transport, "UDP");
  g_autofree char *host = NULL, *address = NULL, *lower = NULL;
  guint16 port;

  lore_origin_get_address (element, wire, destination, &host, &port);
  address = lore_endpoint_format (host, port);
  lower = g_ascii_strdown (transport, -1);
  return g_strdup_printf ("<sip:%s@%s%s%s>", user, address,
                          udp ? "" : ";transport=", udp ? "" : lower);
}

char *
lore_origin_dup_record_route (LoreElement *element, LoreWire *wire,
                              const char *destination)
{
  g_autofree char *host = NULL, *address = NULL, *hop = NULL;
  guint16 port;

  lore_origin_get_address (element, wire, destination, &host, &port);
  address = lore_endpoint_format (host, port);
  hop = lore_endpoint_with_transport (address, lore_wire_get_transport (wire));
  return g_strdup_printf ("<sip:%s;lr>", hop);
}

char *
lore_origin_dup_answer (LoreElement *element, LoreWire *wire, const char *destination,
                        const char *user, const char *offer, LoreDescription *session)
{
  LoreChance *chance = lore_element_get_chance (element);
  g_autofree char *host = NULL;
  guint16 port;

  if (session->port == 0)
    {
      session->port = lore_chance_range (chance, FIRST_MEDIA_PORT, LAST_MEDIA_PORT) & ~1u;
      session->id = lore_chance_next (chance) >> 4;
      session->version = session->id;
    }
  else
    session->version++;
  lore_origin_get_address (element, wire, destination, &host, &port);
  return lore_answer_compose (offer, user, host, session);
}
