/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/asked.h"

#include "session/origin.h"
#include "wire/endpoint.h"

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
  g_autofree char *topic = g_strdup_printf ("note:answers-%u", status);
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
  return lore_origin_dup_contact (asked->element, asked->arrival->wire,
                                  asked->arrival->source, asked->user);
}

char *
lore_asked_dup_answer (const LoreAsked *asked, const char *offer,
                       LoreDescription *session)
{
  return lore_origin_dup_answer (asked->element, asked->arrival->wire,
                                 asked->arrival->source, asked->user, offer, session);
}
