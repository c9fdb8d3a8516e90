/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/forward.h"

#include "session/compose.h"
#include "session/key.h"
#include "session/sips.h"
#include "sip/edit.h"
#include "wire/endpoint.h"

#include <string.h>

#define SIPS_PORT 5061          /* §19.1.2 */
#define MAX_FORWARDS_DEFAULT 70 /* §16.6 step 3 */
#define TRAIL_LENGTH 8          /* 32 bits: RFC 5393 §4.2.4 finds them enough */

char *
lore_forward_dup_hop (const char *uri)
{
  g_autofree char *transport = sip_value_dup_param (uri, "transport");
  g_autofree char *upper = transport != NULL ? g_ascii_strup (transport, -1) : NULL;
  g_autofree char *host = NULL, *hop = NULL;
  gboolean secure = lore_sips_is_uri (uri);
  guint16 port;

  if (!secure && g_ascii_strncasecmp (uri, "sip:", 4) != 0)
    return NULL;
  if (!sip_uri_parse_hostport (uri, &host, &port))
    return NULL;
  if (port == 0)
    port = secure ? SIPS_PORT : LORE_SIP_PORT;
  hop = lore_endpoint_format (host, port);
  if (!secure)
    return lore_endpoint_with_transport (hop, upper);
  /* "transport=tcp" means TLS over TCP there (RFC 5630 §3.1.4). */
  return lore_endpoint_with_transport (
      hop, upper != NULL && g_str_has_prefix (upper, "WS") ? "WSS" : "TLS");
}

/* A parameter without a value, of the URI itself: "sip:p1.example;lr". */
static gboolean
is_loose (const char *uri)
{
  for (const char *at = uri; (at = strchr (at, ';')) != NULL; at++)
    if (g_ascii_strncasecmp (at + 1, "lr", 2) == 0 && !g_ascii_isalnum (at[3]))
      return TRUE;
  return FALSE;
}

static GBytes *
set_request_uri (GBytes *request, const char *uri)
{
  SipIndex index;

  lore_message_index (request, &index);
  return sip_edit_replace (request, index.request_uri, uri);
}

static GBytes *
set_routes (GBytes *request, char *const *routes)
{
  GBytes *edited = sip_edit_remove (request, "Route");

  for (gsize i = 0; routes[i] != NULL; i++)
    {
      GBytes *longer = sip_edit_append (edited, "Route", routes[i]);

      g_bytes_unref (edited);
      edited = longer;
    }
  return edited;
}

/* §16.4: a strict router before us has put our URI into the Request-URI, and the real one
 * to the end of the Route. */
static GBytes *
undo_strict_route (GBytes *request, LoreForwardIsOwn is_own, gpointer user_data)
{
  g_auto (GStrv) routes = sip_edit_dup_values (request, "Route");
  guint n = g_strv_length (routes);
  g_autofree char *uri = NULL, *hop = NULL, *last = NULL;
  g_autoptr (GBytes) shorter = NULL;
  SipIndex index;

  lore_message_index (request, &index);
  uri = lore_message_dup_span (request, index.request_uri);
  hop = lore_forward_dup_hop (uri);
  if (n == 0 || !is_loose (uri) || hop == NULL || !is_own (hop, user_data))
    return g_bytes_ref (request);
  last = sip_value_dup_uri (routes[n - 1]);
  if (last == NULL)
    return g_bytes_ref (request);
  g_clear_pointer (&routes[n - 1], g_free);
  shorter = set_routes (request, routes);
  return set_request_uri (shorter, last);
}

/* Where the topmost Route leads, when that is here. */
static char *
dup_own_route (GBytes *request, LoreForwardIsOwn is_own, gpointer user_data)
{
  g_autofree char *route = sip_edit_dup_value (request, "Route");
  g_autofree char *uri = route != NULL ? sip_value_dup_uri (route) : NULL;
  g_autofree char *hop = uri != NULL ? lore_forward_dup_hop (uri) : NULL;

  return hop != NULL && is_own (hop, user_data) ? g_steal_pointer (&hop) : NULL;
}

GBytes *
lore_forward_take_route (GBytes *request, LoreForwardIsOwn is_own, gpointer user_data)
{
  g_autoptr (GBytes) undone = undo_strict_route (request, is_own, user_data);
  g_autofree char *first = dup_own_route (undone, is_own, user_data);
  g_autofree char *second = NULL;
  g_autoptr (GBytes) taken = NULL;

  if (first == NULL)
    return g_steal_pointer (&undone);
  taken = sip_edit_remove_first (undone, "Route");
  second = dup_own_route (taken, is_own, user_data);
  return second != NULL && !g_str_equal (first, second)
             ? sip_edit_remove_first (taken, "Route")
             : g_steal_pointer (&taken);
}

/* --- having been here before ------------------------------------------------------- */

char *
lore_forward_dup_trail (GBytes *request)
{
  g_auto (GStrv) routes = sip_edit_dup_values (request, "Route");
  g_autofree char *route = g_strjoinv (",", routes);
  g_autofree char *uri = NULL, *call_id = NULL, *from_tag = NULL, *all = NULL,
                  *digest = NULL;
  SipIndex index;

  lore_message_index (request, &index);
  uri = lore_message_dup_span (request, index.request_uri);
  call_id = lore_message_dup_span (request, index.call_id);
  from_tag = lore_message_dup_span (request, index.from_tag);
  all = g_strdup_printf ("%s|%s|%s|%s|%u", uri, route, call_id, from_tag, index.cseq);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);
  return g_strndup (digest, TRAIL_LENGTH);
}

gboolean
lore_forward_is_loop (GBytes *request, const char *sent_by, const char *trail)
{
  g_auto (GStrv) vias = sip_edit_dup_values (request, "Via");

  for (gsize i = 0; vias[i] != NULL; i++)
    {
      g_autofree char *branch = sip_value_dup_param (vias[i], "branch");
      const char *blank = strpbrk (vias[i], " \t");
      const char *dot = branch != NULL ? strrchr (branch, '.') : NULL;

      if (blank == NULL || dot == NULL || !g_str_equal (dot + 1, trail))
        continue;
      blank += strspn (blank, " \t");
      if (g_ascii_strncasecmp (blank, sent_by, strlen (sent_by)) == 0
          && strchr (";, \t", blank[strlen (sent_by)]) != NULL)
        return TRUE;
    }
  return FALSE;
}

char *
lore_forward_dup_stateless_branch (GBytes *request, const char *trail)
{
  g_autofree char *via = sip_edit_dup_value (request, "Via");
  g_autofree char *branch = via != NULL ? sip_value_dup_param (via, "branch") : NULL;
  g_autofree char *all = g_strconcat (branch != NULL ? branch : "", "|", trail, NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);

  return g_strdup_printf ("%s%.12s.%s", LORE_MAGIC_COOKIE, digest, trail);
}

/* --- handing on -------------------------------------------------------------------- */

static GBytes *
count_hop (GBytes *request)
{
  g_autofree char *value = sip_edit_dup_value (request, "Max-Forwards");
  g_autofree char *less = NULL;
  guint64 left;

  if (value == NULL || !g_ascii_string_to_unsigned (value, 10, 1, 255, &left, NULL))
    left = MAX_FORWARDS_DEFAULT + 1;
  less = g_strdup_printf ("%u", (guint)left - 1);
  return sip_edit_set (request, "Max-Forwards", less);
}

/* §16.6 step 6: the top Route has no lr. */
static GBytes *
route_strictly (GBytes *request, char **routes, const char *target)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *last = g_strdup_printf ("<%s>", target);
  g_autofree char *first = sip_value_dup_uri (routes[0]);
  g_auto (GStrv) rest = NULL;
  g_autoptr (GBytes) routed = NULL;

  for (gsize i = 1; routes[i] != NULL; i++)
    g_strv_builder_add (builder, routes[i]);
  g_strv_builder_add (builder, last);
  rest = g_strv_builder_end (builder);
  routed = set_routes (request, rest);
  return set_request_uri (routed, first);
}

GBytes *
lore_forward_copy (GBytes *request, const char *target, const char *next, char **ret_hop)
{
  g_autoptr (GBytes) aimed = set_request_uri (request, target);
  g_autoptr (GBytes) copy = count_hop (aimed);
  g_auto (GStrv) routes = sip_edit_dup_values (request, "Route");
  g_autofree char *route = routes[0] != NULL ? sip_value_dup_uri (routes[0]) : NULL;
  g_autofree char *hop = lore_forward_dup_hop (route != NULL ? route : target);

  if (hop == NULL)
    return NULL;
  *ret_hop = route == NULL && next != NULL ? g_strdup (next) : g_steal_pointer (&hop);
  return route == NULL || is_loose (route) ? g_steal_pointer (&copy)
                                           : route_strictly (copy, routes, target);
}

GBytes *
lore_forward_record (GBytes *copy, const char *from, const char *to)
{
  g_autoptr (GBytes) recorded = sip_edit_prepend (copy, "Record-Route", from);

  return g_str_equal (from, to) ? g_steal_pointer (&recorded)
                                : sip_edit_prepend (recorded, "Record-Route", to);
}

GBytes *
lore_forward_compose_cancel (GBytes *request)
{
  GString *out = g_string_new (NULL);
  g_autofree char *via = sip_edit_dup_value (request, "Via");
  g_auto (GStrv) routes = sip_edit_dup_values (request, "Route");
  g_autofree char *uri = NULL, *from = NULL, *to = NULL, *call_id = NULL;
  SipIndex index;

  lore_message_index (request, &index);
  uri = lore_message_dup_span (request, index.request_uri);
  from = lore_message_dup_span (request, index.from);
  to = lore_message_dup_span (request, index.to);
  call_id = lore_message_dup_span (request, index.call_id);
  g_string_append_printf (out, "CANCEL %s SIP/2.0\r\nVia: %s\r\nMax-Forwards: %d\r\n",
                          uri, via, MAX_FORWARDS_DEFAULT);
  for (gsize i = 0; routes[i] != NULL; i++)
    g_string_append_printf (out, "Route: %s\r\n", routes[i]);
  g_string_append_printf (out,
                          "From: %s\r\nTo: %s\r\nCall-ID: %s\r\nCSeq: %u CANCEL\r\n"
                          "Content-Length: 0\r\n\r\n",
                          from, to, call_id, index.cseq);
  return g_string_free_to_bytes (out);
}
