/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/asked.h"

#include "session/origin.h"
#include "session/sips.h"
#include "wire/endpoint.h"

#include <string.h>

void
lore_asked_reply (const LoreAsked *asked, const LoreReply *words)
{
  g_autoptr (GBytes) response = lore_compose_response (asked->arrival->message, words);

  lore_transaction_feed_response (asked->transaction, response);
}

void
lore_asked_refuse (const LoreAsked *asked, guint status, const char *reason,
                   const char *const *fields, const char *rfc)
{
  g_autofree char *tag =
      lore_chance_dup_token (lore_element_get_chance (asked->element), 8);
  g_autofree char *topic = lore_refusal_dup_topic (status, rfc);
  g_autofree char *subject =
      lore_message_dup_span (asked->arrival->message, asked->arrival->index.branch);
  LoreReply words = {
    .status = status, .reason = reason, .to_tag = tag, .fields = fields
  };

  lore_recorder_note (lore_element_get_recorder (asked->element), topic, subject, rfc);
  lore_asked_reply (asked, &words);
}

void
lore_asked_accept (const LoreAsked *asked, const char *tag)
{
  LoreReply words = { .status = 200, .to_tag = tag };

  lore_asked_reply (asked, &words);
}

char *
lore_asked_dup_contact (const LoreAsked *asked)
{
  g_autofree char *contact = lore_origin_dup_contact (
      asked->element, asked->arrival->wire, asked->arrival->source, asked->user);

  /* Whoever was called by sips: stays reachable so (RFC 3261 §12.1.1). */
  return lore_sips_is_asked (asked->arrival->message)
             ? g_strconcat ("<sips:", contact + strlen ("<sip:"), NULL)
             : g_steal_pointer (&contact);
}

char *
lore_asked_dup_answer (const LoreAsked *asked, const char *offer,
                       LoreDescription *session)
{
  return lore_origin_dup_answer (asked->element, asked->arrival->wire,
                                 asked->arrival->source, asked->user, offer, session);
}
