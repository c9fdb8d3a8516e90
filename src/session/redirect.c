/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/redirect.h"

#include "session/compose.h"
#include "session/inspect.h"
#include "sip/facts.h"

static const char *const methods[] = { "INVITE",  "ACK",     "BYE",       "CANCEL",
                                       "OPTIONS", "MESSAGE", "SUBSCRIBE", NULL };
static const LoreAbilities abilities = { methods, 64 * 1024 };

static void
reply (LoreElement *element, LoreTransaction *transaction, const LoreArrival *arrival,
       LoreReply *words, const char *rfc)
{
  g_autofree char *tag = lore_chance_dup_token (lore_element_get_chance (element), 8);
  g_autofree char *topic = g_strdup_printf ("note:answers-%u", words->status);
  g_autofree char *subject =
      lore_message_dup_span (arrival->message, arrival->index.branch);
  g_autoptr (GBytes) response = NULL;

  words->to_tag = tag;
  if (words->status >= 300)
    lore_recorder_note (lore_element_get_recorder (element), topic, subject, rfc);
  response = lore_compose_response (arrival->message, words);
  lore_transaction_feed_response (transaction, response);
}

static char **
dup_contacts (LoreElement *element, LoreBindings *bindings, const char *domain,
              const LoreArrival *arrival)
{
  g_autofree char *uri =
      lore_message_dup_span (arrival->message, arrival->index.request_uri);

  return lore_bindings_dup_contacts_at (
      bindings, uri, domain, lore_clock_get_time (lore_element_get_clock (element)));
}

static void
redirect (LoreElement *element, LoreBindings *bindings, const char *domain,
          LoreTransaction *transaction, const LoreArrival *arrival)
{
  g_auto (GStrv) contacts = dup_contacts (element, bindings, domain, arrival);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) fields = NULL;
  LoreReply words = { .status = contacts[0] != NULL ? 302 : 404 };

  for (gsize i = 0; contacts[i] != NULL; i++)
    g_strv_builder_add_many (builder, "Contact", contacts[i], NULL);
  fields = g_strv_builder_end (builder);
  words.fields = (const char *const *)fields;
  reply (element, transaction, arrival, &words, "3261 §8.3");
}

void
lore_redirect_request (LoreElement *element, LoreBindings *bindings, const char *domain,
                       LoreTransaction *transaction, const LoreArrival *arrival)
{
  LoreReply words = { 0 };
  LoreVerdict verdict;

  if (transaction == NULL) /* an ACK that belongs to no refusal */
    return;
  lore_inspect (arrival->message, &arrival->index, &abilities, &verdict);
  words.status = verdict.status;
  words.reason = verdict.reason;
  words.fields = (const char *const *)verdict.fields;
  if (verdict.status != 0)
    reply (element, transaction, arrival, &words, verdict.rfc);
  /* It has answered already, so nothing is left to cancel (§8.3, §9.2). */
  else if (arrival->index.method == SIP_METHOD_CANCEL)
    {
      words.status = lore_element_find_invite (element, arrival) != NULL ? 200 : 481;
      reply (element, transaction, arrival, &words, "3261 §9.2");
    }
  else
    redirect (element, bindings, domain, transaction, arrival);
  lore_verdict_clear (&verdict);
}
