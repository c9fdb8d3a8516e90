/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/narrate.h"

#include <string.h>

#include "base/args.h"
#include "sip/facts.h"
#include "trace/media.h"
#include "trace/telling.h"

/* In the place of a method: any. */
#define SIP_METHOD_ANY (G_MAXUINT16 - 1)

/* The names of traits as narrations.def writes them. */
enum
{
  NO_TRAIT = LORE_TRAIT_NO_TRAIT,
  INSIDE = LORE_TRAIT_INSIDE,
  SDP = LORE_TRAIT_SDP,
  CREDENTIALS = LORE_TRAIT_CREDENTIALS,
  NO_CONTACT = LORE_TRAIT_NO_CONTACT,
  STAR = LORE_TRAIT_STAR,
  EXPIRES_0 = LORE_TRAIT_EXPIRES_0,
  KEY = LORE_TRAIT_KEY,
  FOR_2XX = LORE_TRAIT_FOR_2XX,
  FOR_FAILURE = LORE_TRAIT_FOR_FAILURE,
};

typedef struct
{
  const char *id;
  guint flag; /* LORE_MESSAGE_REQUEST or _RESPONSE */
  guint16 lowest;
  guint16 highest;
  guint16 method;
  guint traits;
} Row;

static const Row rows[] = {
#define LORE_NARRATE_REQUEST(METHOD, TRAITS, id)                                         \
  { "narration:" id, LORE_MESSAGE_REQUEST, 0, 0, SIP_METHOD_##METHOD, (TRAITS) },
#define LORE_NARRATE_RESPONSE(lowest, highest, METHOD, TRAITS, id)                         \
  {                                                                                        \
    "narration:" id, LORE_MESSAGE_RESPONSE, lowest, highest, SIP_METHOD_##METHOD, (TRAITS) \
  },
#define LORE_NARRATION(id)
#include "trace/narrations.def"
#undef LORE_NARRATE_REQUEST
#undef LORE_NARRATE_RESPONSE
#undef LORE_NARRATION
};

static const char *const ids[] = {
#define LORE_NARRATE_REQUEST(METHOD, TRAITS, id) "narration:" id,
#define LORE_NARRATE_RESPONSE(lowest, highest, METHOD, TRAITS, id) "narration:" id,
#define LORE_NARRATION(id) "narration:" id,
#include "trace/narrations.def"
#undef LORE_NARRATE_REQUEST
#undef LORE_NARRATE_RESPONSE
#undef LORE_NARRATION
  NULL
};

const char *const *
lore_narrate_list (void)
{
  return ids;
}

char *
lore_duration_dup_text (gint64 us)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (ABS (us) < 1000)
    return g_strdup_printf ("%d µs", (int)us);
  if (ABS (us) < G_TIME_SPAN_SECOND)
    return g_strdup_printf ("%d ms", (int)((us + 500) / 1000));
  g_ascii_formatd (digits, sizeof digits, "%.2f", us / 1e6);
  if (g_str_has_suffix (digits, ".00"))
    digits[strlen (digits) - 3] = '\0';
  else if (g_str_has_suffix (digits, "0"))
    digits[strlen (digits) - 1] = '\0';
  return g_strdup_printf ("%s s", digits);
}

/* --- messages ------------------------------------------------------------------- */

static const char *
find_row (const LoreTelling *telling)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if ((telling->facts.flags & rows[i].flag) != 0
        && telling->facts.status >= rows[i].lowest
        && telling->facts.status <= rows[i].highest
        && (rows[i].method == SIP_METHOD_ANY || rows[i].method == telling->facts.method)
        && (telling->traits & rows[i].traits) == rows[i].traits)
      return rows[i].id;
  return "narration:not-sip";
}

const char *
lore_narrate_message (LoreTrace *trace, guint32 message, char ***ret_args)
{
  g_auto (LoreTelling) telling = { 0 };

  lore_telling_init (&telling, trace, message);
  *ret_args = lore_telling_dup_args (&telling, TRUE);
  return find_row (&telling);
}

char **
lore_narrate_dup_args (LoreTrace *trace, guint32 message)
{
  g_auto (LoreTelling) telling = { 0 };

  lore_telling_init (&telling, trace, message);
  return lore_telling_dup_args (&telling, FALSE);
}

static const char *
find_repetition (const LoreMessage *facts)
{
  if (facts->status == 0)
    {
      if (facts->method == SIP_METHOD_INVITE)
        return "narration:repeat-invite";
      return facts->method == SIP_METHOD_ACK ? "narration:repeat-ack"
                                             : "narration:repeat-request";
    }
  if (facts->method != SIP_METHOD_INVITE || facts->status < 200)
    return "narration:repeat-response";
  return facts->status < 300 ? "narration:repeat-2xx" : "narration:repeat-failure";
}

/* The event by which a message was lost, where a fault says why: the rule is its subject
 * and the fault's topic its name. */
static gboolean
get_fault (LoreTrace *trace, guint32 message, LoreEvent *ret_event)
{
  guint32 departure, arrival;

  lore_trace_get_message_events (trace, message, &departure, &arrival);
  if (arrival == LORE_ID_NONE)
    return FALSE;
  lore_trace_get_event (trace, arrival, ret_event);
  return ret_event->type == LORE_EVENT_DROPPED && ret_event->name != NULL
         && ret_event->subject != NULL;
}

static char **
dup_args_with_rule (char **args, const char *rule)
{
  guint n = g_strv_length (args);
  char **more = g_renew (char *, args, n + 3);

  more[n] = g_strdup ("rule");
  more[n + 1] = g_strdup (rule);
  more[n + 2] = NULL;
  return more;
}

/* Why it never arrived. */
static const char *
narrate_loss (LoreTrace *trace, guint32 message, char ***ret_args)
{
  LoreEvent event;

  *ret_args = lore_narrate_dup_args (trace, message);
  if (!get_fault (trace, message, &event))
    return "narration:lost";
  *ret_args = dup_args_with_rule (*ret_args, event.subject);
  return event.name;
}

const char *
lore_narrate_remark (LoreTrace *trace, guint32 message, char ***ret_args)
{
  const char *id = NULL;
  LoreMessage facts;

  lore_trace_get_message (trace, message, &facts);
  if (facts.flags & LORE_MESSAGE_LOST)
    return narrate_loss (trace, message, ret_args);
  if (facts.flags & LORE_MESSAGE_UNANSWERED)
    id = "narration:unanswered";
  else if (facts.flags & LORE_MESSAGE_RETRANSMISSION)
    id = find_repetition (&facts);
  *ret_args = id != NULL ? lore_narrate_dup_args (trace, message) : NULL;
  return id;
}

/* SDP in a request is an offer, unless it is the ACK's or the PRACK's, which answer one
 * that came in the response; SDP in a response is an answer, unless the request had none
 * (RFC 3261 §13.2.1). */
static gboolean
is_offer (const LoreTelling *telling)
{
  guint32 transaction = telling->facts.transaction;
  guint32 request;
  SipIndex index;
  gsize len;

  if (telling->facts.status == 0)
    return telling->facts.method != SIP_METHOD_ACK
           && telling->facts.method != SIP_METHOD_PRACK;
  if (transaction == LORE_ID_NONE)
    return FALSE;
  request = lore_trace_get_first_in_transaction (telling->trace, transaction);
  if (request == telling->facts.id)
    return FALSE;
  lore_trace_get_index (telling->trace, request, &index);
  return !lore_media_is_sdp (lore_trace_get_data (telling->trace, request, &len), &index);
}

static const char *
find_trouble (const LoreMessage *facts)
{
  if (facts->flags & LORE_MESSAGE_LOST)
    return "narration:note-lost";
  if (facts->flags & LORE_MESSAGE_UNANSWERED)
    return "narration:note-unanswered";
  if (facts->flags & LORE_MESSAGE_RETRANSMISSION)
    return "narration:note-repeat";
  if (facts->flags & LORE_MESSAGE_TRUNCATED)
    return "narration:note-truncated";
  return NULL;
}

/* Each note has one value, which must be there. */
static const char *
find_note (const LoreTelling *telling, const char *const *args)
{
  const LoreMessage *facts = &telling->facts;
  gboolean has_contact = (telling->traits & LORE_TRAIT_NO_CONTACT) == 0;

  if (find_trouble (facts) != NULL)
    return find_trouble (facts);
  if (telling->traits & LORE_TRAIT_KEY)
    return "narration:note-key";
  if (facts->status == 401 || facts->status == 407)
    return lore_args_get (args, "realm") != NULL ? "narration:note-challenge" : NULL;
  if (facts->status / 100 == 3 && has_contact)
    return "narration:note-contact";
  if (telling->traits & LORE_TRAIT_CREDENTIALS)
    return "narration:note-credentials";
  if (telling->traits & LORE_TRAIT_SDP && lore_args_get (args, "media") != NULL)
    return is_offer (telling) ? "narration:note-offer" : "narration:note-answer";
  if (facts->method == SIP_METHOD_REGISTER && facts->status / 100 <= 2 && has_contact)
    return lore_args_get (args, "expires") != NULL ? "narration:note-binding"
                                                   : "narration:note-bound";
  if (facts->status == 0 && lore_args_get (args, "event") != NULL)
    return "narration:note-event";
  return NULL;
}

const char *
lore_narrate_note (LoreTrace *trace, guint32 message, char ***ret_args)
{
  g_auto (LoreTelling) telling = { 0 };
  g_auto (GStrv) args = NULL;
  LoreEvent event;
  const char *id;

  lore_telling_init (&telling, trace, message);
  args = lore_telling_dup_args (&telling, FALSE);
  id = find_note (&telling, (const char *const *)args);
  if (id != NULL && (telling.facts.flags & LORE_MESSAGE_LOST)
      && get_fault (trace, message, &event))
    {
      args = dup_args_with_rule (args, event.subject);
      id = "narration:note-fault";
    }
  *ret_args = id != NULL ? g_steal_pointer (&args) : NULL;
  return id;
}

/* --- inner events --------------------------------------------------------------- */

static void
add_value (GStrvBuilder *builder, const char *name, const char *value)
{
  g_autofree char *topic = NULL;

  if (value == NULL || *value == '\0')
    {
      topic = g_strconcat ("@", name, NULL);
      name = topic;
      value = "narration:nothing";
    }
  g_strv_builder_add (builder, name);
  g_strv_builder_add (builder, value);
}

static void
add_topic (GStrvBuilder *builder, const char *name, const char *topic)
{
  g_strv_builder_add (builder, name);
  g_strv_builder_add (builder, topic != NULL ? topic : "narration:nothing");
}

/* Who stands there, by name where one is known. */
static void
add_participant (GStrvBuilder *builder, const char *name, LoreTrace *trace,
                 const char *address)
{
  guint n = lore_trace_get_n_participants (trace);
  LoreParticipant participant;

  for (guint32 i = 0; address != NULL && i < n; i++)
    {
      lore_trace_get_participant (trace, i, &participant);
      if (g_strcmp0 (participant.address, address) == 0)
        {
          add_value (builder, name, participant.name);
          return;
        }
    }
  add_value (builder, name, address);
}

/* "timer:A" → "A" */
static const char *
get_timer (const LoreEvent *event)
{
  if (event->name == NULL)
    return NULL;
  return g_str_has_prefix (event->name, "timer:") ? event->name + strlen ("timer:")
                                                  : event->name;
}

static char **
dup_event_args (LoreTrace *trace, const LoreEvent *event)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *element = NULL;
  g_autofree char *time = lore_duration_dup_text (event->lab_us);
  g_autofree char *duration = lore_duration_dup_text (event->duration_us);
  const char *colon =
      event->destination != NULL ? strrchr (event->destination, ':') : NULL;
  g_autofree char *host =
      colon != NULL ? g_strndup (event->destination, colon - event->destination) : NULL;

  if (event->element != NULL)
    element = lore_telling_dup_element (trace, event->element);
  if (element != NULL)
    add_value (builder, "element", element);
  else
    add_topic (builder, "@element", "narration:someone");
  add_value (builder, "time", time);
  add_value (builder, "duration", duration);
  add_topic (builder, "@timer", event->name);
  add_value (builder, "subject", event->subject);
  add_value (builder, "rule", event->subject);
  add_value (builder, "rfc", event->rfc);
  add_value (builder, "source", event->source);
  add_value (builder, "destination", event->destination);
  add_participant (builder, "from", trace, event->source);
  add_participant (builder, "to", trace, event->destination);
  add_value (builder, "address", event->destination);
  add_value (builder, "host", host);
  add_value (builder, "port", colon != NULL ? colon + 1 : NULL);
  add_topic (builder, "@machine", event->name);
  add_topic (builder, "@old", event->from_state);
  add_topic (builder, "@new", event->to_state);
  return g_strv_builder_end (builder);
}

static const char *
find_timer (const LoreEvent *event)
{
  const char *timer = get_timer (event);
  g_autofree char *id = g_strconcat ("narration:timer-fired-", timer, NULL);

  for (gsize i = 0; timer != NULL && ids[i] != NULL; i++)
    if (g_str_equal (ids[i], id))
      return ids[i];
  return "narration:timer-fired";
}

static const char *
narrate_message_event (LoreTrace *trace, guint32 event, const LoreEvent *facts,
                       char ***ret_args)
{
  guint32 message = lore_trace_get_event_message (trace, event);
  guint32 departure, arrival;

  lore_trace_get_message_events (trace, message, &departure, &arrival);
  if (facts->type == LORE_EVENT_SENT || facts->type == LORE_EVENT_CAPTURED
      || (facts->type == LORE_EVENT_RECEIVED && event == departure))
    return lore_narrate_message (trace, message, ret_args);
  if (facts->type == LORE_EVENT_DROPPED)
    return narrate_loss (trace, message, ret_args);
  *ret_args = lore_narrate_dup_args (trace, message);
  return "narration:received";
}

const char *
lore_narrate_event (LoreTrace *trace, guint32 event, char ***ret_args)
{
  LoreEvent facts;

  lore_trace_get_event (trace, event, &facts);
  if (facts.type <= LORE_EVENT_DROPPED)
    return narrate_message_event (trace, event, &facts, ret_args);

  *ret_args = dup_event_args (trace, &facts);
  switch (facts.type)
    {
    case LORE_EVENT_TIMER_SET:
      return "narration:timer-set";
    case LORE_EVENT_TIMER_FIRED:
      return find_timer (&facts);
    case LORE_EVENT_TIMER_CANCELLED:
      return "narration:timer-cancelled";
    case LORE_EVENT_STATE:
      return facts.from_state == NULL ? "narration:state-begins" : "narration:state";
    default:
      return facts.name != NULL ? facts.name : "narration:nothing";
    }
}
