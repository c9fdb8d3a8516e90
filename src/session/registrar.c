/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/registrar.h"

#include "session/compose.h"
#include "session/inspect.h"
#include "session/sips.h"
#include "sip/edit.h"

static const char *const methods[] = { "REGISTER", NULL };
static const LoreAbilities abilities = { methods, 4096 };

struct _LoreRegistrar
{
  /* Borrowed */
  LoreElement *element;
  LoreBindings *bindings;
  LoreGuard *guard; /* or NULL */
};

static void
reply (LoreRegistrar *self, LoreTransaction *transaction, const LoreArrival *arrival,
       LoreReply *words, const char *rfc)
{
  LoreRecorder *recorder = lore_element_get_recorder (self->element);
  g_autofree char *tag =
      lore_chance_dup_token (lore_element_get_chance (self->element), 8);
  g_autoptr (GBytes) response = NULL;

  words->to_tag = tag;
  if (words->status >= 300)
    {
      g_autofree char *topic = lore_refusal_dup_topic (words->status, rfc);
      g_autofree char *subject =
          lore_message_dup_span (arrival->message, arrival->index.branch);

      lore_recorder_note (recorder, topic, subject, rfc);
    }
  response = lore_compose_response (arrival->message, words);
  lore_transaction_feed_response (transaction, response);
}

/* All current bindings, and the time, so that a client may set its clock (§10.3). */
static char **
dup_success_fields (LoreRegistrar *self, const char *aor)
{
  LoreClock *clock = lore_element_get_clock (self->element);
  g_auto (GStrv) contacts =
      lore_bindings_dup_contacts (self->bindings, aor, lore_clock_get_time (clock));
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();
  gint64 unix_us = lore_clock_get_unix_us (clock);

  for (gsize i = 0; contacts[i] != NULL; i++)
    g_strv_builder_add_many (fields, "Contact", contacts[i], NULL);
  if (unix_us != LORE_CLOCK_NO_UNIX_TIME)
    {
      static const char *const days[] = {
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"
      };
      static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
      g_autoptr (GDateTime) now =
          g_date_time_new_from_unix_utc (unix_us / G_USEC_PER_SEC);
      g_autofree char *date = g_strdup_printf (
          "%s, %02d %s %d %02d:%02d:%02d GMT",
          days[g_date_time_get_day_of_week (now) - 1], g_date_time_get_day_of_month (now),
          months[g_date_time_get_month (now) - 1], g_date_time_get_year (now),
          g_date_time_get_hour (now), g_date_time_get_minute (now),
          g_date_time_get_second (now));

      g_strv_builder_add_many (fields, "Date", date, NULL);
    }
  return g_strv_builder_end (fields);
}

/* TRUE when it was sent away to fetch its credentials. */
static gboolean
keep_out (LoreRegistrar *self, LoreTransaction *transaction, const LoreArrival *arrival)
{
  g_auto (GStrv) fields = NULL;
  LoreReply words = { 0 };

  if (self->guard != NULL)
    words.status = lore_guard_check (self->guard, arrival, &fields);
  if (words.status == 0)
    return FALSE;
  words.fields = (const char *const *)fields;
  reply (self, transaction, arrival, &words, "3261 §22.2");
  return TRUE;
}

/* A secure Contact is not bound by a request that itself does without (RFC 5630 §5.2). */
static gboolean
binds_insecurely (const LoreArrival *arrival, char **contacts)
{
  for (gsize i = 0; contacts[i] != NULL; i++)
    {
      g_autofree char *uri = sip_value_dup_uri (contacts[i]);

      if (uri != NULL && lore_sips_is_uri (uri) && !lore_sips_is_asked (arrival->message))
        return TRUE;
    }
  return FALSE;
}

static void
serve (LoreRegistrar *self, LoreTransaction *transaction, const LoreArrival *arrival)
{
  g_autofree char *to = sip_edit_dup_value (arrival->message, "To");
  g_autofree char *aor = sip_value_dup_uri (to);
  g_autofree char *call_id =
      lore_message_dup_span (arrival->message, arrival->index.call_id);
  g_autofree char *expires = sip_edit_dup_value (arrival->message, "Expires");
  g_autofree char *shortest = g_strdup_printf ("%d", LORE_EXPIRES_SHORTEST);
  g_auto (GStrv) contacts = sip_edit_dup_values (arrival->message, "Contact");
  g_auto (GStrv) fields = NULL;
  const char *min_expires[] = { "Min-Expires", shortest, NULL };
  LoreReply words = { 0 };

  if (aor == NULL || !g_str_has_prefix (aor, "sip"))
    {
      words.status = 404;
      reply (self, transaction, arrival, &words, "3261 §10.3");
      return;
    }
  if (binds_insecurely (arrival, contacts))
    {
      words.status = 400;
      words.reason = "SIPS Contact Needs SIPS Request-URI";
      reply (self, transaction, arrival, &words, "5630 §5.2");
      return;
    }
  words.status = lore_bindings_apply (
      self->bindings, &(LoreRegistration){ .aor = aor,
                                           .call_id = call_id,
                                           .cseq = arrival->index.cseq,
                                           .contacts = (const char *const *)contacts,
                                           .expires = expires,
                                           .now_us = lore_clock_get_time (
                                               lore_element_get_clock (self->element)) });
  if (words.status == 200)
    fields = dup_success_fields (self, aor);
  if (words.status == 500)
    words.reason = "CSeq Out of Order";
  words.fields = words.status == 423 ? min_expires : (const char *const *)fields;
  reply (self, transaction, arrival, &words, "3261 §10.3");
}

void
lore_registrar_request (LoreRegistrar *self, LoreTransaction *transaction,
                        const LoreArrival *arrival)
{
  LoreVerdict verdict;

  if (transaction == NULL)
    {
      lore_recorder_note (lore_element_get_recorder (self->element), "note:ack-unmatched",
                          NULL, "3261 §17");
      return;
    }
  lore_inspect (arrival->message, &arrival->index, &abilities, &verdict);
  if (verdict.status != 0)
    {
      LoreReply words = { .status = verdict.status,
                          .reason = verdict.reason,
                          .fields = (const char *const *)verdict.fields };

      reply (self, transaction, arrival, &words, verdict.rfc);
    }
  else if (!keep_out (self, transaction, arrival))
    serve (self, transaction, arrival);
  lore_verdict_clear (&verdict);
}

LoreRegistrar *
lore_registrar_new (LoreElement *element, LoreBindings *bindings)
{
  LoreRegistrar *self = g_new0 (LoreRegistrar, 1);

  self->element = element;
  self->bindings = bindings;
  return self;
}

void
lore_registrar_set_guard (LoreRegistrar *self, LoreGuard *guard)
{
  self->guard = guard;
}

void
lore_registrar_free (LoreRegistrar *self)
{
  g_free (self);
}
