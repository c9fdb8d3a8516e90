/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/endpoint.h"

#include "base/problem.h"

#include <string.h>

static gboolean
is_host_name (const char *host)
{
  if (*host == '\0' || *host == '-' || *host == '.' || strstr (host, "..") != NULL)
    return FALSE;
  for (const char *at = host; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr ("-._", *at) == NULL)
      return FALSE;
  return TRUE;
}

/* All digits and dots is meant as an IPv4 address: "127.0.0" is a slip, not a name. */
static gboolean
is_broken_address (const char *host)
{
  return strspn (host, "0123456789.") == strlen (host) && !lore_host_is_address (host);
}

/* As a URI writes them, and as a Via does. */
static const char *const transports[] = { "UDP", "TCP", "TLS", "WS", "WSS" };
/* Where it goes when no port is said (RFC 3261 §19.1.2, RFC 7118 §5.2.3). */
static const guint16 default_ports[] = { LORE_SIP_PORT, LORE_SIP_PORT, 5061, 80, 443 };

#define TRANSPORT_PARAM ";transport="

/* NULL: it asks for one that nobody has; *ret_len is what stands before it. */
static const char *
find_transport (const char *text, gsize *ret_len)
{
  const char *param = strchr (text, ';');

  *ret_len = param != NULL ? (gsize)(param - text) : strlen (text);
  if (param == NULL)
    return transports[0];
  if (g_ascii_strncasecmp (param, TRANSPORT_PARAM, strlen (TRANSPORT_PARAM)) != 0)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (transports); i++)
    if (g_ascii_strcasecmp (param + strlen (TRANSPORT_PARAM), transports[i]) == 0)
      return transports[i];
  return NULL;
}

const char *
lore_endpoint_get_transport (const char *text)
{
  gsize len;
  const char *transport = find_transport (text, &len);

  return transport != NULL ? transport : transports[0];
}

char *
lore_endpoint_with_transport (const char *text, const char *transport)
{
  gsize len;
  g_autofree char *bare = NULL, *lower = NULL;

  find_transport (text, &len);
  bare = g_strndup (text, len);
  if (transport == NULL || g_str_equal (transport, transports[0]))
    return g_steal_pointer (&bare);
  lower = g_ascii_strdown (transport, -1);
  return g_strconcat (bare, TRANSPORT_PARAM, lower, NULL);
}

char *
lore_endpoint_format_as (const char *host, guint16 port, const char *like)
{
  g_autofree char *bare = lore_endpoint_format (host, port);

  return lore_endpoint_with_transport (bare, lore_endpoint_get_transport (like));
}

static guint16
get_default_port (const char *transport)
{
  for (gsize i = 0; i < G_N_ELEMENTS (transports); i++)
    if (transports[i] == transport)
      return default_ports[i];
  return LORE_SIP_PORT;
}

/* Splits without judging; IPv6 with a port needs its brackets. */
static void
split (const char *text, char **ret_host, const char **ret_port)
{
  const char *colon = strrchr (text, ':');
  const char *bracket = *text == '[' ? strchr (text, ']') : NULL;

  *ret_port = NULL;
  if (bracket != NULL)
    {
      *ret_host = g_strndup (text + 1, bracket - text - 1);
      if (bracket[1] != '\0')
        *ret_port = bracket[1] == ':' ? bracket + 2 : "";
    }
  else if (colon != NULL && strchr (text, ':') == colon)
    {
      *ret_host = g_strndup (text, colon - text);
      *ret_port = colon + 1;
    }
  else
    *ret_host = g_strdup (text);
}

gboolean
lore_endpoint_parse (const char *text, char **ret_host, guint16 *ret_port, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_autofree char *bare = NULL, *host = NULL, *ascii = NULL;
  const char *transport;
  gsize len;
  const char *port_text;
  guint64 port;

  if (*trimmed == '\0')
    {
      lore_problem_set (error, LORE_PROBLEM_USAGE, "no-destination", NULL);
      return FALSE;
    }
  transport = find_transport (trimmed, &len);
  if (transport == NULL)
    {
      const char *asked = strchr (trimmed + len, '=');

      lore_problem_set (error, LORE_PROBLEM_USAGE, "transport-unavailable", "transport",
                        asked != NULL ? asked + 1 : trimmed + len, NULL);
      return FALSE;
    }
  port = get_default_port (transport);
  bare = g_strndup (trimmed, len);
  split (bare, &host, &port_text);
  if (g_utf8_validate (host, -1, NULL))
    ascii = g_hostname_is_non_ascii (host) ? g_hostname_to_ascii (host) : g_strdup (host);
  if (ascii == NULL || is_broken_address (ascii)
      || (*trimmed == '[' && !lore_host_is_ipv6 (ascii))
      || !(lore_host_is_address (ascii) || is_host_name (ascii))
      || (port_text != NULL
          && !g_ascii_string_to_unsigned (port_text, 10, 1, G_MAXUINT16, &port, NULL)))
    {
      lore_problem_set (error, LORE_PROBLEM_USAGE, "bad-destination", "destination",
                        trimmed, NULL);
      return FALSE;
    }
  *ret_host = g_steal_pointer (&ascii);
  *ret_port = port;
  return TRUE;
}

char *
lore_endpoint_format_host (const char *host)
{
  return strchr (host, ':') != NULL ? g_strdup_printf ("[%s]", host) : g_strdup (host);
}

char *
lore_endpoint_format (const char *host, guint16 port)
{
  return g_strdup_printf (strchr (host, ':') != NULL ? "[%s]:%u" : "%s:%u", host, port);
}

/* Link-local addresses come with the interface they are valid on: "fe80::1%eth0". */
static GInetAddress *
parse_address (const char *host)
{
  g_autofree char *without_scope = g_strndup (host, strcspn (host, "%"));

  return g_inet_address_new_from_string (without_scope);
}

gboolean
lore_host_is_address (const char *host)
{
  g_autoptr (GInetAddress) address = parse_address (host);

  return address != NULL;
}

gboolean
lore_host_is_ipv6 (const char *host)
{
  g_autoptr (GInetAddress) address = parse_address (host);

  return address != NULL && g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;
}

gboolean
lore_host_is_any (const char *host)
{
  g_autoptr (GInetAddress) address = parse_address (host);

  return address != NULL && g_inet_address_get_is_any (address);
}

gboolean
lore_host_is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = parse_address (host);

  if (address == NULL)
    return g_ascii_strcasecmp (host, "localhost") == 0;
  return g_inet_address_get_is_loopback (address);
}
