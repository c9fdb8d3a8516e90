/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/via.h"

#include "sip/edit.h"
#include "sip/value.h"
#include "wire/endpoint.h"

#include <string.h>

/* The sent-by of a Via value taken apart; FALSE when it is none. */
static gboolean
parse_sent_by (const char *via, char **ret_host, guint16 *ret_port, gsize *ret_end)
{
  SipCursor cursor = { (const guint8 *)via, 0, strlen (via) };
  SipSpan transport, sent_by;
  g_autofree char *text = NULL;

  if (!sip_take_via_head (&cursor, &transport, &sent_by))
    return FALSE;
  text = g_strndup (via + sent_by.at, sent_by.len);
  if (!sip_uri_parse_hostport (text, ret_host, ret_port))
    return FALSE;
  *ret_end = sip_span_end (sent_by);
  return TRUE;
}

/* "…;rport" becomes "…;rport=9988"; a value that stands there already stays. */
static char *
fill_rport (const char *via, guint16 port)
{
  SipSpan span;

  if (!sip_find_param ((const guint8 *)via, (SipSpan){ 0, strlen (via) }, "rport", &span)
      || span.len > 0)
    return g_strdup (via);
  for (const char *at = via; (at = strchr (at, ';')) != NULL; at++)
    {
      const char *name = at + 1 + strspn (at + 1, " \t");

      if (g_ascii_strncasecmp (name, "rport", 5) == 0 && !g_ascii_isalnum (name[5]))
        return g_strdup_printf ("%.*s=%u%s", (int)(name + 5 - via), via, port, name + 5);
    }
  return g_strdup (via);
}

GBytes *
lore_via_complete (GBytes *request, const char *source)
{
  g_autofree char *via = sip_edit_dup_value (request, "Via");
  g_autofree char *host = NULL, *source_host = NULL, *received = NULL, *filled = NULL;
  g_autofree char *rport = NULL;
  g_autoptr (GBytes) without = NULL;
  guint16 port, source_port;
  gsize end;

  if (via == NULL || !parse_sent_by (via, &host, &port, &end)
      || !lore_endpoint_parse (source, &source_host, &source_port, NULL))
    return NULL;
  rport = sip_value_dup_param (via, "rport");
  if (rport == NULL && g_ascii_strcasecmp (host, source_host) == 0)
    return g_bytes_ref (request);
  received =
      g_strdup_printf ("%.*s;received=%s%s", (int)end, via, source_host, via + end);
  filled = fill_rport (received, source_port);
  without = sip_edit_remove_first (request, "Via");
  return sip_edit_prepend (without, "Via", filled);
}

char *
lore_via_dup_response_address (GBytes *request)
{
  g_autofree char *via = sip_edit_dup_value (request, "Via");
  g_autofree char *host = NULL, *received = NULL, *rport = NULL;
  guint64 number;
  guint16 port;
  gsize end;

  if (via == NULL || !parse_sent_by (via, &host, &port, &end))
    return NULL;
  received = sip_value_dup_param (via, "received");
  rport = sip_value_dup_param (via, "rport");
  if (rport != NULL
      && g_ascii_string_to_unsigned (rport, 10, 1, G_MAXUINT16, &number, NULL))
    port = number;
  return lore_endpoint_format (received != NULL ? received : host,
                               port != 0 ? port : LORE_SIP_PORT);
}
