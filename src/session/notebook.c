/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/notebook.h"

#include "session/compose.h"
#include "sip/edit.h"
#include "sip/facts.h"

#include <string.h>

struct _LoreNotebook
{
  /* Owned */
  GHashTable *dialogs;
  GBytes *invite;    /* the last one sent, NULL when it came to nothing */
  GBytes *final;     /* the final response to it, NULL while it is pending */
  char *destination; /* where the INVITE went */
  char *hand;        /* key of the dialog in hand */
  char *watched;     /* key of the dialog of the last subscription */
  GBytes *subscribe; /* the last SUBSCRIBE outside of a dialog */
  GBytes *reliable;  /* the last provisional response that asks for a PRACK */
  GBytes *challenge; /* the last 401 or 407 */
  char *register_call_id;

  /* Borrowed */
  LoreRecorder *recorder;

  SipIndex index; /* of @invite */
  guint32 register_cseq;
  gboolean guided;    /* the INVITE has a transaction, which acknowledges a refusal */
  gboolean ringing;   /* a 1xx came: it may be cancelled (§9.1) */
  gboolean cancelled; /* and was */
  gboolean acked;
  gboolean holding; /* what was described last sends nothing */
};

LoreNotebook *
lore_notebook_new (GHashTable *dialogs, LoreRecorder *recorder)
{
  LoreNotebook *self = g_new0 (LoreNotebook, 1);

  self->dialogs = g_hash_table_ref (dialogs);
  self->recorder = recorder;
  return self;
}

static void
forget_invite (LoreNotebook *self)
{
  g_clear_pointer (&self->invite, g_bytes_unref);
  g_clear_pointer (&self->final, g_bytes_unref);
  g_clear_pointer (&self->destination, g_free);
  g_clear_pointer (&self->reliable, g_bytes_unref);
  self->ringing = self->cancelled = self->acked = self->holding = FALSE;
}

void
lore_notebook_free (LoreNotebook *self)
{
  forget_invite (self);
  g_hash_table_unref (self->dialogs);
  g_clear_pointer (&self->subscribe, g_bytes_unref);
  g_clear_pointer (&self->challenge, g_bytes_unref);
  g_free (self->hand);
  g_free (self->watched);
  g_free (self->register_call_id);
  g_free (self);
}

LoreDialog *
lore_notebook_get_dialog (LoreNotebook *self)
{
  return self->hand != NULL ? g_hash_table_lookup (self->dialogs, self->hand) : NULL;
}

static LoreDialog *
get_watched (LoreNotebook *self)
{
  return self->watched != NULL ? g_hash_table_lookup (self->dialogs, self->watched)
                               : NULL;
}

GBytes *
lore_notebook_get_challenge (LoreNotebook *self)
{
  return self->challenge;
}

GBytes *
lore_notebook_get_invite (LoreNotebook *self)
{
  return self->invite;
}

/* --- what was sent ----------------------------------------------------------------- */

/* The key of the dialog that a message of this side belongs to: the tag in From is its
 * own, the one in To the peer's; in the response to it as well. */
static char *
dup_key (GBytes *message, const SipIndex *index)
{
  g_autofree char *call_id = lore_message_dup_span (message, index->call_id);
  g_autofree char *from_tag = lore_message_dup_span (message, index->from_tag);
  g_autofree char *to_tag = lore_message_dup_span (message, index->to_tag);

  return g_strjoin ("\n", call_id, from_tag, to_tag, NULL);
}

static gboolean
same_text (GBytes *a, SipSpan in_a, GBytes *b, SipSpan in_b)
{
  g_autofree char *text_a = lore_message_dup_span (a, in_a);
  g_autofree char *text_b = lore_message_dup_span (b, in_b);

  return g_str_equal (text_a, text_b);
}

static void
note_invite (LoreNotebook *self, GBytes *message, const SipIndex *index,
             const char *destination, gboolean guided)
{
  if (self->invite != NULL
      && same_text (self->invite, self->index.branch, message, index->branch))
    return; /* the same once more, by hand */
  forget_invite (self);
  self->invite = g_bytes_ref (message);
  self->index = *index;
  self->destination = g_strdup (destination);
  self->guided = guided;
  g_free (self->hand);
  self->hand = index->to_tag.len > 0 ? dup_key (message, index) : NULL;
}

/* What the student's side has said of its media, whoever wrote it. */
static void
note_description (LoreNotebook *self, LoreDialog *dialog, GBytes *message,
                  const SipIndex *index)
{
  g_autofree char *sdp = lore_message_dup_span (message, index->body);
  LoreDescription read;

  if (!lore_description_read (&read, sdp))
    return;
  if (dialog != NULL)
    {
      dialog->session = read;
      lore_dialog_describe (dialog, sdp);
    }
  self->holding =
      strstr (sdp, "a=sendonly") != NULL || strstr (sdp, "a=inactive") != NULL;
}

static void
note_subscribe (LoreNotebook *self, GBytes *message, const SipIndex *index)
{
  if (index->to_tag.len > 0)
    return;
  g_clear_pointer (&self->subscribe, g_bytes_unref);
  self->subscribe = g_bytes_ref (message);
  g_clear_pointer (&self->watched, g_free);
}

void
lore_notebook_sent (LoreNotebook *self, GBytes *message, const char *destination,
                    gboolean guided)
{
  LoreDialog *dialog;
  g_autofree char *key = NULL;
  SipIndex index;

  lore_message_index (message, &index);
  if (index.start != SIP_START_REQUEST)
    return;
  key = dup_key (message, &index);
  dialog = g_hash_table_lookup (self->dialogs, key);
  if (index.method == SIP_METHOD_ACK)
    self->acked |= self->final != NULL && index.cseq == self->index.cseq;
  else if (index.method == SIP_METHOD_CANCEL)
    self->cancelled |= self->invite != NULL && index.cseq == self->index.cseq;
  else if (dialog != NULL)
    dialog->local_cseq = MAX (dialog->local_cseq, index.cseq);
  if (index.method == SIP_METHOD_INVITE)
    note_invite (self, message, &index, destination, guided);
  note_description (self, dialog, message, &index);
  if (index.method == SIP_METHOD_SUBSCRIBE)
    note_subscribe (self, message, &index);
  if (index.method == SIP_METHOD_REGISTER)
    {
      g_free (self->register_call_id);
      self->register_call_id = lore_message_dup_span (message, index.call_id);
      self->register_cseq = index.cseq;
    }
}

/* --- what came back ---------------------------------------------------------------- */

static void
end_dialog (LoreNotebook *self, const char *key, LoreDialogInput input)
{
  LoreDialog *dialog = g_hash_table_lookup (self->dialogs, key);

  if (dialog != NULL && lore_dialog_feed (dialog, input, self->recorder))
    g_hash_table_remove (self->dialogs, key);
}

/* The same answer once more, after its dialog has ended. */
static gboolean
is_late_copy (LoreNotebook *self, GBytes *response, const SipIndex *index)
{
  SipIndex final;

  if (self->final == NULL)
    return FALSE;
  lore_message_index (self->final, &final);
  return final.status == index->status
         && same_text (self->final, final.to_tag, response, index->to_tag);
}

/* A 101–299 with a To tag makes or confirms a dialog, whose route set is that of the
 * 2xx (§13.2.2.4). */
static void
learn_dialog (LoreNotebook *self, GBytes *response, const SipIndex *index)
{
  g_autofree char *key = dup_key (response, index);
  LoreDialog *known = g_hash_table_lookup (self->dialogs, key), *dialog;
  gboolean final = index->status >= 200;

  if (index->to_tag.len == 0 || index->status == 100
      || (known == NULL && is_late_copy (self, response, index)))
    return;
  if (self->index.to_tag.len > 0) /* inside the dialog: only the target may be new */
    {
      if (known != NULL && final)
        lore_dialog_refresh (known, response, self->recorder);
      return;
    }
  if (known == NULL || (final && known->state == LORE_DIALOG_EARLY))
    {
      dialog = lore_dialog_new_uac (self->invite, response);
      if (known != NULL)
        {
          dialog->state = known->state;
          dialog->local_cseq = known->local_cseq;
          dialog->session = known->session;
          lore_dialog_describe (dialog, known->described);
          dialog->rseq = known->rseq;
        }
      else
        note_description (self, dialog, self->invite, &self->index);
      g_hash_table_replace (self->dialogs, g_strdup (key), dialog);
      lore_dialog_feed (dialog, final ? LORE_DIALOG_ACCEPTED : LORE_DIALOG_PROVISIONAL,
                        self->recorder);
    }
  dialog = lore_notebook_get_dialog (self);
  if (dialog == NULL || (final && dialog->state != LORE_DIALOG_CONFIRMED))
    {
      g_free (self->hand);
      self->hand = g_steal_pointer (&key);
    }
}

/* Every early dialog of the INVITE ends with it (§12.3). */
static void
end_early_dialogs (LoreNotebook *self)
{
  g_autofree char *call_id = lore_message_dup_span (self->invite, self->index.call_id);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->dialogs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      LoreDialog *dialog = value;

      if (g_str_equal (dialog->call_id, call_id)
          && lore_dialog_feed (dialog, LORE_DIALOG_REFUSED, self->recorder))
        g_hash_table_iter_remove (&iter);
    }
}

static void
learn_reliable (LoreNotebook *self, GBytes *response)
{
  g_autofree char *rseq = sip_edit_dup_value (response, "RSeq");

  if (rseq == NULL)
    return;
  g_clear_pointer (&self->reliable, g_bytes_unref);
  self->reliable = g_bytes_ref (response);
}

static void
learn_invite (LoreNotebook *self, GBytes *response, const SipIndex *index)
{
  if (self->invite == NULL || index->cseq != self->index.cseq
      || !same_text (response, index->call_id, self->invite, self->index.call_id))
    return;
  if (index->status < 300)
    learn_dialog (self, response, index);
  if (index->status < 200)
    {
      self->ringing = TRUE;
      learn_reliable (self, response);
      return;
    }
  if (index->status >= 300)
    end_early_dialogs (self);
  /* A final response that comes again was not acknowledged as it should. */
  self->acked = self->guided && (index->status >= 300 || self->acked);
  g_clear_pointer (&self->final, g_bytes_unref);
  self->final = g_bytes_ref (response);
}

/* The dialog is what NOTIFY comes in and what an unsubscription belongs to. */
static void
watch (LoreNotebook *self, LoreDialog *dialog, const char *key)
{
  g_autofree char *event = sip_edit_dup_value (self->subscribe, "Event");

  if (dialog->event != NULL)
    return;
  dialog->event = g_strstrip (
      g_strndup (event != NULL ? event : "", event != NULL ? strcspn (event, ";") : 0));
  g_free (self->watched);
  self->watched = g_strdup (key);
  lore_recorder_state (self->recorder, "term:subscription", dialog->call_id, NULL,
                       "subscription-state:active", "6665 §4.1.2");
}

/* What was subscribed to goes on in the dialog that the 2xx makes (RFC 6665 §4.4.1), or
 * in the call that the REFER came in. */
static void
learn_subscription (LoreNotebook *self, GBytes *response, const SipIndex *index,
                    const char *key)
{
  LoreDialog *dialog = g_hash_table_lookup (self->dialogs, key);

  if (index->status >= 300 || index->status < 200)
    return;
  if (dialog == NULL && index->method == SIP_METHOD_SUBSCRIBE && self->subscribe != NULL)
    {
      dialog = lore_dialog_new_uac (self->subscribe, response);
      if (dialog == NULL)
        return;
      g_hash_table_replace (self->dialogs, g_strdup (key), dialog);
      lore_dialog_feed (dialog, LORE_DIALOG_ACCEPTED, self->recorder);
    }
  if (dialog == NULL)
    return;
  lore_dialog_refresh (dialog, response, self->recorder);
  if (index->method == SIP_METHOD_SUBSCRIBE)
    watch (self, dialog, key);
  else if (dialog->event == NULL)
    dialog->event = g_strdup ("refer");
}

void
lore_notebook_received (LoreNotebook *self, GBytes *response)
{
  g_autofree char *key = NULL;
  LoreDialog *dialog;
  SipIndex index;

  lore_message_index (response, &index);
  if (index.start != SIP_START_RESPONSE)
    return;
  key = dup_key (response, &index);
  dialog = g_hash_table_lookup (self->dialogs, key);
  if (index.status == 401 || index.status == 407)
    {
      g_clear_pointer (&self->challenge, g_bytes_unref);
      self->challenge = g_bytes_ref (response);
    }
  if (index.method == SIP_METHOD_INVITE)
    learn_invite (self, response, &index);
  else if (index.method == SIP_METHOD_BYE && index.status >= 200 && index.status < 300)
    end_dialog (self, key, LORE_DIALOG_BYE);
  else if (index.status == 481 || index.status == 408)
    end_dialog (self, key, LORE_DIALOG_GONE);
  else if (index.method == SIP_METHOD_SUBSCRIBE || index.method == SIP_METHOD_REFER)
    learn_subscription (self, response, &index, key);
  else if (index.method == SIP_METHOD_UPDATE && dialog != NULL && index.status >= 200
           && index.status < 300)
    lore_dialog_refresh (dialog, response, self->recorder);
}

void
lore_notebook_expect (LoreNotebook *self, GBytes *request)
{
  g_autofree char *key = lore_dialog_dup_key_of_request (request);
  LoreDialog *dialog;
  SipIndex index, subscribe;

  lore_message_index (request, &index);
  if (index.method != SIP_METHOD_NOTIFY || self->subscribe == NULL
      || g_hash_table_contains (self->dialogs, key) || self->watched != NULL)
    return;
  lore_message_index (self->subscribe, &subscribe);
  if (!same_text (request, index.call_id, self->subscribe, subscribe.call_id)
      || !same_text (request, index.to_tag, self->subscribe, subscribe.from_tag))
    return;
  dialog = lore_dialog_new_notified (self->subscribe, request);
  g_hash_table_replace (self->dialogs, g_strdup (key), dialog);
  lore_dialog_feed (dialog, LORE_DIALOG_NOTIFIED, self->recorder);
  watch (self, dialog, key);
}

void
lore_notebook_asked (LoreNotebook *self, GBytes *request)
{
  g_autofree char *key = lore_dialog_dup_key_of_request (request);
  LoreDialog *dialog = g_hash_table_lookup (self->dialogs, key);
  SipIndex index;

  lore_message_index (request, &index);
  if (dialog == NULL)
    return;
  dialog->remote_cseq = MAX (dialog->remote_cseq, index.cseq);
  if (index.method == SIP_METHOD_BYE)
    end_dialog (self, key, LORE_DIALOG_BYE);
}

void
lore_notebook_failed (LoreNotebook *self, GBytes *request)
{
  g_autofree char *key = NULL;
  SipIndex index;

  lore_message_index (request, &index);
  key = dup_key (request, &index);
  if (index.to_tag.len > 0)
    end_dialog (self, key, LORE_DIALOG_GONE);
  if (index.method != SIP_METHOD_INVITE || self->invite == NULL
      || !same_text (request, index.branch, self->invite, self->index.branch))
    return;
  end_early_dialogs (self);
  forget_invite (self);
}

/* --- what may be sent next --------------------------------------------------------- */

static guint
final_status (LoreNotebook *self)
{
  SipIndex index;

  if (self->final == NULL)
    return 0;
  lore_message_index (self->final, &index);
  return index.status;
}

char **
lore_notebook_dup_offers (LoreNotebook *self)
{
  g_autoptr (GStrvBuilder) offers = g_strv_builder_new ();
  LoreDialog *dialog = lore_notebook_get_dialog (self);
  guint status = final_status (self);
  gboolean confirmed = dialog != NULL && dialog->state == LORE_DIALOG_CONFIRMED;

  if (status >= 200 && status < 300 && !self->acked && confirmed)
    g_strv_builder_add (offers, "ack-2xx");
  if (status >= 300 && !self->acked)
    g_strv_builder_add (offers, "ack-non2xx");
  if (self->invite != NULL && status == 0 && self->ringing && !self->cancelled)
    g_strv_builder_add (offers, "cancel");
  if (self->reliable != NULL && !self->guided && status == 0)
    g_strv_builder_add (offers, "prack");
  if (confirmed)
    g_strv_builder_add_many (offers, "bye", self->holding ? "resume" : "hold", "info",
                             "refer", NULL);
  if (get_watched (self) != NULL)
    g_strv_builder_add (offers, "unsubscribe");
  return g_strv_builder_end (offers);
}

char *
lore_notebook_dup_destination (LoreNotebook *self, const char *template_name)
{
  LoreDialog *dialog = g_str_equal (template_name, "unsubscribe")
                           ? get_watched (self)
                           : lore_notebook_get_dialog (self);

  if (g_str_equal (template_name, "cancel") || g_str_equal (template_name, "ack-non2xx"))
    return g_strdup (self->destination);
  return dialog != NULL ? lore_dialog_dup_next_hop (dialog) : NULL;
}

gboolean
lore_notebook_is_asked (const char *const *names)
{
  static const char *const dialog_names[] = {
    "from",        "to",        "local-tag",   "remote-tag", "remote-target",
    "remote-cseq", "route-set", "response-to", "rack",       NULL
  };

  for (gsize i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], "invite-")
        || g_strv_contains (dialog_names, names[i]))
      return TRUE;
  return FALSE;
}

/* Takes @value. */
static void
set (GHashTable *variables, const char *name, char *value)
{
  if (value != NULL)
    g_hash_table_replace (variables, g_strdup (name), value);
}

/* "RSeq CSeq method" of the response (RFC 3262 §7.2). */
static char *
dup_rack (LoreNotebook *self)
{
  g_autofree char *rseq = sip_edit_dup_value (self->reliable, "RSeq");

  return g_strdup_printf ("%s %u INVITE", rseq, self->index.cseq);
}

static void
fill_invite (LoreNotebook *self, GHashTable *variables)
{
  GBytes *invite = self->invite;
  g_auto (GStrv) routes = sip_edit_dup_values (invite, "Route");
  SipIndex final;

  set (variables, "call-id", lore_message_dup_span (invite, self->index.call_id));
  set (variables, "invite-uri", lore_message_dup_span (invite, self->index.request_uri));
  set (variables, "invite-branch", lore_message_dup_span (invite, self->index.branch));
  set (variables, "invite-cseq", g_strdup_printf ("%u", self->index.cseq));
  set (variables, "invite-from", lore_message_dup_span (invite, self->index.from));
  set (variables, "invite-to", lore_message_dup_span (invite, self->index.to));
  set (variables, "invite-via", sip_edit_dup_value (invite, "Via"));
  set (variables, "invite-route-set", g_strjoinv (", ", routes));
  if (self->reliable != NULL)
    set (variables, "rack", dup_rack (self));
  if (self->final == NULL)
    return;
  lore_message_index (self->final, &final);
  set (variables, "response-to", lore_message_dup_span (self->final, final.to));
}

static void
fill_dialog (const LoreDialog *dialog, GHashTable *variables)
{
  g_auto (GStrv) routes = lore_dialog_dup_routes (dialog);

  set (variables, "call-id", g_strdup (dialog->call_id));
  set (variables, "from", g_strdup (dialog->local));
  set (variables, "to", g_strdup (dialog->remote));
  set (variables, "local-tag", g_strdup (dialog->local_tag));
  set (variables, "remote-tag", g_strdup (dialog->remote_tag));
  set (variables, "local-uri", sip_value_dup_uri (dialog->local));
  set (variables, "remote-uri", sip_value_dup_uri (dialog->remote));
  set (variables, "remote-target", lore_dialog_dup_request_uri (dialog));
  set (variables, "route-set", g_strjoinv (", ", routes));
  set (variables, "cseq", g_strdup_printf ("%u", dialog->local_cseq + 1));
  if (dialog->session.port == 0)
    return;
  set (variables, "session-id", g_strdup_printf ("%u", dialog->session.id));
  set (variables, "session-version", g_strdup_printf ("%u", dialog->session.version + 1));
  set (variables, "media-port", g_strdup_printf ("%u", dialog->session.port));
  set (variables, "remote-cseq", g_strdup_printf ("%u", dialog->remote_cseq));
}

void
lore_notebook_fill (LoreNotebook *self, const char *template_text, GHashTable *variables)
{
  LoreDialog *dialog = g_str_has_prefix (template_text, "SUBSCRIBE ")
                           ? get_watched (self)
                           : lore_notebook_get_dialog (self);

  if (self->invite != NULL)
    fill_invite (self, variables);
  if (dialog != NULL)
    fill_dialog (dialog, variables);
}

gboolean
lore_notebook_get_registration (LoreNotebook *self, const char **ret_call_id,
                                guint32 *ret_cseq)
{
  if (self->register_call_id == NULL)
    return FALSE;
  *ret_call_id = self->register_call_id;
  *ret_cseq = self->register_cseq + 1;
  return TRUE;
}
