/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/key.h"

#include "session/compose.h"
#include "sip/facts.h"

#include <string.h>

/* A response finds its request by branch and CSeq method (§17.1.3): a CANCEL has the
 * INVITE's branch. */
char *
lore_key_dup_client (GBytes *message, const SipIndex *index)
{
  g_autofree char *branch = lore_message_dup_span (message, index->branch);
  const SipMethod *method = sip_method_get (index->method);
  g_autofree char *name = method != NULL
                              ? g_strdup (method->name)
                              : lore_message_dup_span (message, index->method_name);

  return g_strconcat (branch, "|", name, NULL);
}

/* §17.2.3. @method stands in for the request's own: INVITE for an ACK or a CANCEL. */
char *
lore_key_dup_server (GBytes *message, const SipIndex *index, const char *method)
{
  g_autofree char *branch = lore_message_dup_span (message, index->branch);
  g_autofree char *sent_by = lore_message_dup_span (message, index->sent_by);
  g_autofree char *lower = g_ascii_strdown (sent_by, -1);
  g_autofree char *uri = NULL, *from_tag = NULL, *call_id = NULL;

  if (g_ascii_strncasecmp (branch, LORE_MAGIC_COOKIE, strlen (LORE_MAGIC_COOKIE)) == 0)
    return g_strjoin ("|", branch, lower, method, NULL);

  /* An element of RFC 2543, whose branch need not be unique. */
  uri = lore_message_dup_span (message, index->request_uri);
  from_tag = lore_message_dup_span (message, index->from_tag);
  call_id = lore_message_dup_span (message, index->call_id);
  return g_strdup_printf ("2543|%s|%s|%s|%u|%s|%s|%s", uri, from_tag, call_id,
                          index->cseq, branch, lower, method);
}

char *
lore_key_dup_request (GBytes *message, const SipIndex *index)
{
  g_autofree char *method = lore_message_dup_span (message, index->method_name);

  return lore_key_dup_server (message, index,
                              index->method == SIP_METHOD_ACK ? "INVITE" : method);
}
