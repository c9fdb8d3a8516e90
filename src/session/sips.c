/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/sips.h"

#include "session/compose.h"

const char *const lore_sips_refusal[] = { "Warning", "380 siplore \"SIPS Not Allowed\"",
                                          NULL };

gboolean
lore_sips_is_uri (const char *uri)
{
  return g_ascii_strncasecmp (uri, "sips:", 5) == 0;
}

gboolean
lore_sips_is_asked (GBytes *request)
{
  g_autofree char *uri = NULL;
  SipIndex index;

  lore_message_index (request, &index);
  if (index.start != SIP_START_REQUEST)
    return FALSE;
  uri = lore_message_dup_span (request, index.request_uri);
  return lore_sips_is_uri (uri);
}

gboolean
lore_sips_is_kept_by (const char *transport)
{
  return g_ascii_strcasecmp (transport, "TLS") == 0
         || g_ascii_strcasecmp (transport, "WSS") == 0;
}

char *
lore_refusal_dup_topic (guint status, const char *rfc)
{
  return status == 480 && rfc != NULL && g_str_has_prefix (rfc, "5630 ")
             ? g_strdup ("note:sips-refused")
             : g_strdup_printf ("note:answers-%u", status);
}
