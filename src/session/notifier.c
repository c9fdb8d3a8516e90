/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/notifier.h"

#include "session/dispatch.h"
#include "session/publication.h"
#include "sip/edit.h"
#include "sip/facts.h"

#include <string.h>

#define LONGEST_S 3600
#define SHORTEST_S 5
#define REFER_EXPIRES_S 60
#define REFER_RINGS_US (2 * G_GINT64_CONSTANT (1000000))

/* What can be subscribed to. */
static const struct
{
  const char *event;
  const char *type;
  const char *body; /* what there is to say as long as nobody has published anything */
} packages[] = {
  { "presence", "application/pidf+xml",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
    "<presence xmlns=\"urn:ietf:params:xml:ns:pidf\" "
    "entity=\"pres:bob@biloxi.example\">\r\n"
    "  <tuple id=\"phone\"><status><basic>open</basic></status></tuple>\r\n"
    "</presence>\r\n" },
  { "message-summary", "application/simple-message-summary",
    "Messages-Waiting: yes\r\nVoice-Message: 2/8 (0/2)\r\n" },
};

static const char *const allow_events[] = { "Allow-Events", "presence, message-summary",
                                            NULL };

struct _LoreNotifier
{
  /* Owned */
  GHashTable *dialogs;
  GPtrArray *subscriptions; /* of Subscription */
  LorePublication *publication;

  /* Borrowed */
  LoreElement *element;
};

typedef struct
{
  LoreNotifier *notifier; /* borrowed */
  char *key;              /* of its dialog */
  char *event;            /* as NOTIFY writes it: "presence", "refer;id=3" */
  char *contact;
  LoreWire *wire;
  gboolean refer;
  gboolean alone; /* the dialog is there for it */
  guint timer;
  gint64 until_us;
} Subscription;

static void
subscription_free (gpointer data)
{
  Subscription *subscription = data;

  if (subscription->timer != 0)
    lore_clock_remove (lore_element_get_clock (subscription->notifier->element),
                       subscription->timer);
  g_free (subscription->key);
  g_free (subscription->event);
  g_free (subscription->contact);
  g_object_unref (subscription->wire);
  g_free (subscription);
}

LoreNotifier *
lore_notifier_new (LoreElement *element, GHashTable *dialogs)
{
  LoreNotifier *self = g_new0 (LoreNotifier, 1);

  self->element = element;
  self->dialogs = g_hash_table_ref (dialogs);
  self->subscriptions = g_ptr_array_new_with_free_func (subscription_free);
  self->publication = lore_publication_new ();
  return self;
}

void
lore_notifier_free (LoreNotifier *self)
{
  g_ptr_array_unref (self->subscriptions);
  g_hash_table_unref (self->dialogs);
  lore_publication_free (self->publication);
  g_free (self);
}

void
lore_notifier_reset (LoreNotifier *self)
{
  g_ptr_array_set_size (self->subscriptions, 0);
  lore_publication_free (self->publication);
  self->publication = lore_publication_new ();
}

static gint64
get_time (LoreNotifier *self)
{
  return lore_clock_get_time (lore_element_get_clock (self->element));
}

/* "presence;id=4" and "presence" are of one package. */
static int
find_package (const char *event)
{
  gsize len = event != NULL ? strcspn (event, "; \t") : 0;

  for (gsize i = 0; i < G_N_ELEMENTS (packages); i++)
    if (strlen (packages[i].event) == len && strncmp (packages[i].event, event, len) == 0)
      return i;
  return -1;
}

static Subscription *
find (LoreNotifier *self, const char *key, const char *event)
{
  for (guint i = 0; i < self->subscriptions->len; i++)
    {
      Subscription *subscription = self->subscriptions->pdata[i];

      if (g_strcmp0 (subscription->key, key) == 0
          && (event == NULL || g_strcmp0 (subscription->event, event) == 0))
        return subscription;
    }
  return NULL;
}

/* --- telling ----------------------------------------------------------------------- */

/* @why ends the subscription: "timeout", "noresource"; NULL: it goes on. */
static void
notify (Subscription *subscription, const char *why, const char *type, const char *body)
{
  LoreNotifier *self = subscription->notifier;
  LoreDialog *dialog = g_hash_table_lookup (self->dialogs, subscription->key);
  gint64 left_us = subscription->until_us - get_time (self);
  g_autofree char *state =
      why != NULL
          ? g_strdup_printf ("terminated;reason=%s", why)
          : g_strdup_printf ("active;expires=%d", (int)(left_us / G_USEC_PER_SEC));
  const char *fields[] = { "Event", subscription->event, "Subscription-State", state,
                           NULL };
  g_autoptr (GBytes) sent = NULL;

  if (dialog == NULL)
    return;
  sent = lore_dispatch_inside (self->element, subscription->wire, dialog,
                               &(LoreInside){ .method = "NOTIFY",
                                              .contact = subscription->contact,
                                              .fields = fields,
                                              .type = type,
                                              .body = body });
}

static void
tell_state (Subscription *subscription, const char *why)
{
  LoreNotifier *self = subscription->notifier;
  int package = find_package (subscription->event);
  const char *published = lore_publication_get_body (self->publication, get_time (self));
  gboolean presence = package == 0;

  notify (subscription, why, packages[package].type,
          presence && published != NULL ? published : packages[package].body);
}

/* The subscription is over; so is its dialog when nothing else is done in it. */
static void
drop (Subscription *subscription)
{
  LoreNotifier *self = subscription->notifier;
  LoreRecorder *recorder = lore_element_get_recorder (self->element);
  LoreDialog *dialog = g_hash_table_lookup (self->dialogs, subscription->key);

  lore_recorder_state (
      recorder, "term:subscription", dialog != NULL ? dialog->call_id : NULL,
      "subscription-state:active", "subscription-state:terminated", "6665 §4.1.2");
  if (dialog != NULL && subscription->alone
      && lore_dialog_feed (dialog, LORE_DIALOG_UNUSED, recorder))
    g_hash_table_remove (self->dialogs, subscription->key);
  g_ptr_array_remove (self->subscriptions, subscription);
}

static void
record_timer (Subscription *subscription, LoreEventType type, gint64 us)
{
  LoreDialog *dialog =
      g_hash_table_lookup (subscription->notifier->dialogs, subscription->key);

  lore_recorder_timer (lore_element_get_recorder (subscription->notifier->element), type,
                       subscription->refer ? "timer:refer" : "timer:subscription",
                       dialog != NULL ? dialog->call_id : NULL, us,
                       subscription->refer ? "3515 §2.4.4" : "6665 §4.2.2");
}

/* A referred call is not really made: nothing leaves this machine that nobody aimed. */
static void
on_timer (gpointer data)
{
  Subscription *subscription = data;

  subscription->timer = 0;
  record_timer (subscription, LORE_EVENT_TIMER_FIRED, 0);
  if (subscription->refer)
    {
      lore_recorder_note (lore_element_get_recorder (subscription->notifier->element),
                          "note:refer-pretended", NULL, "3515 §2.4.5");
      notify (subscription, "noresource", "message/sipfrag;version=2.0",
              "SIP/2.0 200 OK\r\n");
    }
  else
    tell_state (subscription, "timeout");
  drop (subscription);
}

static void
start_timer (Subscription *subscription, gint64 us)
{
  LoreClock *clock = lore_element_get_clock (subscription->notifier->element);

  if (subscription->timer != 0)
    lore_clock_remove (clock, subscription->timer);
  subscription->timer = lore_clock_add (clock, us, on_timer, subscription);
  record_timer (subscription, LORE_EVENT_TIMER_SET, us);
}

/* --- being asked ------------------------------------------------------------------- */

/* Answers @asked so that its dialog stands, new or known, and adds a subscription. */
static Subscription *
accept (LoreNotifier *self, const LoreAsked *asked, const char *key, guint status,
        const char *event, guint expires_s)
{
  LoreRecorder *recorder = lore_element_get_recorder (self->element);
  g_autofree char *tag =
      lore_chance_dup_token (lore_element_get_chance (self->element), 8);
  g_autofree char *contact = lore_asked_dup_contact (asked);
  g_autofree char *expires = g_strdup_printf ("%u", expires_s);
  gboolean refer = asked->arrival->index.method == SIP_METHOD_REFER;
  const char *fields[] = { "Contact", contact, refer ? NULL : "Expires", expires, NULL };
  LoreReply words = { .status = status, .to_tag = tag, .fields = fields };
  g_autoptr (GBytes) response = lore_compose_response (asked->arrival->message, &words);
  Subscription *subscription = g_new0 (Subscription, 1);

  subscription->notifier = self;
  subscription->key = g_strdup (key);
  subscription->event = g_strdup (event);
  subscription->contact = g_steal_pointer (&contact);
  subscription->wire = g_object_ref (asked->arrival->wire);
  subscription->refer = refer;
  subscription->until_us = get_time (self) + expires_s * G_USEC_PER_SEC;
  g_ptr_array_add (self->subscriptions, subscription);
  lore_transaction_feed_response (asked->transaction, response);
  if (key == NULL)
    {
      LoreDialog *dialog = lore_dialog_new_uas (asked->arrival->message, response);

      subscription->alone = TRUE;
      subscription->key = lore_dialog_dup_key (dialog);
      g_hash_table_replace (self->dialogs, g_strdup (subscription->key), dialog);
      lore_dialog_feed (dialog, LORE_DIALOG_ACCEPTED, recorder);
    }
  lore_recorder_state (
      recorder, "term:subscription",
      ((LoreDialog *)g_hash_table_lookup (self->dialogs, subscription->key))->call_id,
      NULL, "subscription-state:active", refer ? "3515 §2.4.4" : "6665 §4.2.1");
  return subscription;
}

/* Answers to the same subscription again: it goes on, or it ends (§4.2.1.4). */
static void
refresh (Subscription *subscription, const LoreAsked *asked, guint expires_s)
{
  g_autofree char *expires = g_strdup_printf ("%u", expires_s);
  const char *fields[] = { "Contact", subscription->contact, "Expires", expires, NULL };

  lore_asked_reply (asked, &(LoreReply){ .status = 200, .fields = fields });
  subscription->until_us = get_time (subscription->notifier) + expires_s * G_USEC_PER_SEC;
}

static gboolean
is_readable (GBytes *request, const char *type)
{
  g_auto (GStrv) types = sip_edit_dup_values (request, "Accept");

  for (gsize i = 0; types[i] != NULL; i++)
    if (g_str_has_prefix (types[i], type) || g_str_has_prefix (types[i], "*/*")
        || g_str_has_prefix (types[i], "application/*"))
      return TRUE;
  return types[0] == NULL;
}

/* TRUE when it was refused (§4.2.1.1). */
static gboolean
refuse_subscribe (const LoreAsked *asked, const char *event, guint expires_s)
{
  static const char *const min_expires[] = { "Min-Expires", G_STRINGIFY (SHORTEST_S),
                                             NULL };
  int package = find_package (event);

  if (package < 0)
    lore_asked_refuse (asked, 489, NULL, allow_events, "6665 §4.2.1.1");
  else if (!is_readable (asked->arrival->message, packages[package].type))
    lore_asked_refuse (asked, 406, NULL, NULL, "3261 §21.4.7");
  else if (expires_s > 0 && expires_s < SHORTEST_S)
    lore_asked_refuse (asked, 423, NULL, min_expires, "6665 §4.2.1.1");
  else
    return FALSE;
  return TRUE;
}

void
lore_notifier_subscribe (LoreNotifier *self, const LoreAsked *asked, const char *key)
{
  GBytes *request = asked->arrival->message;
  g_autofree char *event = sip_edit_dup_value (request, "Event");
  g_autofree char *text = sip_edit_dup_value (request, "Expires");
  guint expires_s =
      text != NULL ? MIN (g_ascii_strtoull (text, NULL, 10), LONGEST_S) : LONGEST_S;
  Subscription *subscription = key != NULL ? find (self, key, event) : NULL;

  if (refuse_subscribe (asked, event, expires_s))
    return;
  if (key != NULL && subscription == NULL)
    {
      lore_asked_refuse (asked, 481, NULL, NULL, "6665 §4.2.1.2");
      return;
    }
  if (subscription != NULL)
    refresh (subscription, asked, expires_s);
  else
    subscription = accept (self, asked, NULL, 200, event, expires_s);
  tell_state (subscription, expires_s == 0 ? "timeout" : NULL);
  if (expires_s == 0)
    drop (subscription);
  else
    start_timer (subscription, expires_s * G_USEC_PER_SEC);
}

void
lore_notifier_refer (LoreNotifier *self, const LoreAsked *asked, const char *key)
{
  g_auto (GStrv) targets = sip_edit_dup_values (asked->arrival->message, "Refer-To");
  g_autofree char *event = g_strdup_printf ("refer;id=%u", asked->arrival->index.cseq);
  Subscription *subscription;

  if (g_strv_length (targets) != 1)
    {
      lore_asked_refuse (asked, 400,
                         targets[0] == NULL ? "Missing Refer-To" : "Two Refer-To", NULL,
                         "3515 §2.4.2");
      return;
    }
  subscription = accept (self, asked, key, 202, event, REFER_EXPIRES_S);
  notify (subscription, NULL, "message/sipfrag;version=2.0", "SIP/2.0 100 Trying\r\n");
  start_timer (subscription, REFER_RINGS_US);
}

void
lore_notifier_publish (LoreNotifier *self, const LoreAsked *asked)
{
  if (!lore_publication_answer (self->publication, asked))
    return;
  for (guint i = 0; i < self->subscriptions->len; i++)
    {
      Subscription *subscription = self->subscriptions->pdata[i];

      if (find_package (subscription->event) == 0)
        tell_state (subscription, NULL);
    }
}

/* --- what ends them ---------------------------------------------------------------- */

void
lore_notifier_answered (LoreNotifier *self, const LoreArrival *response)
{
  g_autofree char *call_id =
      lore_message_dup_span (response->message, response->index.call_id);
  g_autofree char *local =
      lore_message_dup_span (response->message, response->index.from_tag);
  g_autofree char *remote =
      lore_message_dup_span (response->message, response->index.to_tag);
  g_autofree char *key = g_strjoin ("\n", call_id, local, remote, NULL);
  Subscription *subscription = find (self, key, NULL);

  if (subscription != NULL && response->index.method == SIP_METHOD_NOTIFY
      && (response->index.status == 481 || response->index.status == 489))
    drop (subscription);
}

void
lore_notifier_forget (LoreNotifier *self, const char *key)
{
  for (guint i = self->subscriptions->len; i > 0; i--)
    {
      Subscription *subscription = self->subscriptions->pdata[i - 1];

      if (g_str_equal (subscription->key, key))
        g_ptr_array_remove_index (self->subscriptions, i - 1);
    }
}
