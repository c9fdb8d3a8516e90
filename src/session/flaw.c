/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/flaw.h"

#include "session/compose.h"
#include "sip/edit.h"
#include "wire/endpoint.h"

#include <string.h>

#define TOO_LONG 10

static GBytes *
cut_to_tag (GBytes *response)
{
  g_autofree char *to = sip_edit_dup_value (response, "To");
  char *tag = to != NULL ? strstr (to, ";tag=") : NULL;

  if (tag == NULL)
    return g_bytes_ref (response);
  *tag = '\0';
  return sip_edit_set (response, "To", to);
}

static GBytes *
count_wrongly (GBytes *response)
{
  g_autofree char *cseq = sip_edit_dup_value (response, "CSeq");
  const char *method = cseq != NULL ? strchr (cseq, ' ') : NULL;
  g_autofree char *wrong = NULL;
  SipIndex index;

  if (method == NULL)
    return g_bytes_ref (response);
  lore_message_index (response, &index);
  wrong = g_strdup_printf ("%u%s", index.cseq + 1, method);
  return sip_edit_set (response, "CSeq", wrong);
}

static GBytes *
claim_too_much (GBytes *response)
{
  g_autofree char *length = NULL;
  SipIndex index;

  lore_message_index (response, &index);
  length = g_strdup_printf ("%u", index.body.len + TOO_LONG);
  return sip_edit_set (response, "Content-Length", length);
}

GBytes *
lore_flaw_spoil (LoreFlaw flaw, GBytes *response)
{
  switch (flaw)
    {
    case LORE_FLAW_NO_TO_TAG:
      return cut_to_tag (response);
    case LORE_FLAW_WRONG_CSEQ:
      return count_wrongly (response);
    case LORE_FLAW_BAD_LENGTH:
      return claim_too_much (response);
    case LORE_FLAW_NONE:
    case LORE_FLAW_WRONG_PORT:
    default:
      return g_bytes_ref (response);
    }
}

char *
lore_flaw_dup_wrong_port (const char *address)
{
  g_autofree char *host = NULL;
  guint16 port;

  if (!lore_endpoint_parse (address, &host, &port, NULL))
    return g_strdup (address);
  return lore_endpoint_format (host, port < G_MAXUINT16 ? port + 1 : port - 1);
}
