/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/dialog.h"

#include "session/compose.h"
#include "session/forward.h"
#include "sip/edit.h"
#include "sip/facts.h"
#include "wire/endpoint.h"

#include <string.h>

static void
reverse (char **values)
{
  guint n = g_strv_length (values);

  for (guint i = 0; i < n / 2; i++)
    {
      char *swap = values[i];

      values[i] = values[n - 1 - i];
      values[n - 1 - i] = swap;
    }
}

static char *
dup_contact_uri (GBytes *message)
{
  g_autofree char *contact = sip_edit_dup_value (message, "Contact");

  return contact != NULL ? sip_value_dup_uri (contact) : NULL;
}

/* A peer that named no Contact is taken at its From or To: better than nowhere. */
static char *
dup_target (GBytes *message, const char *party)
{
  char *target = dup_contact_uri (message);

  return target != NULL ? target : sip_value_dup_uri (party);
}

LoreDialog *
lore_dialog_new_uac (GBytes *request, GBytes *response)
{
  LoreDialog *dialog;
  SipIndex asked, answered;

  lore_message_index (request, &asked);
  lore_message_index (response, &answered);
  if (answered.to_tag.len == 0)
    return NULL;
  dialog = g_new0 (LoreDialog, 1);
  dialog->call_id = lore_message_dup_span (request, asked.call_id);
  dialog->local_tag = lore_message_dup_span (request, asked.from_tag);
  dialog->remote_tag = lore_message_dup_span (response, answered.to_tag);
  dialog->local = lore_message_dup_span (request, asked.from);
  dialog->remote = lore_message_dup_span (response, answered.to);
  dialog->remote_target = dup_target (response, dialog->remote);
  /* Record-Route of the response, taken in reverse order (§12.1.2). */
  dialog->route_set = sip_edit_dup_values (response, "Record-Route");
  reverse (dialog->route_set);
  dialog->local_cseq = asked.cseq;
  dialog->invite_cseq = asked.cseq;
  dialog->owner = TRUE;
  dialog->call = asked.method == SIP_METHOD_INVITE;
  return dialog;
}

LoreDialog *
lore_dialog_new_uas (GBytes *request, GBytes *response)
{
  LoreDialog *dialog = g_new0 (LoreDialog, 1);
  SipIndex asked, answered;

  lore_message_index (request, &asked);
  lore_message_index (response, &answered);
  dialog->call_id = lore_message_dup_span (request, asked.call_id);
  dialog->local_tag = lore_message_dup_span (response, answered.to_tag);
  dialog->remote_tag = lore_message_dup_span (request, asked.from_tag);
  dialog->local = lore_message_dup_span (response, answered.to);
  dialog->remote = lore_message_dup_span (request, asked.from);
  dialog->remote_target = dup_target (request, dialog->remote);
  dialog->route_set = sip_edit_dup_values (request, "Record-Route");
  dialog->remote_cseq = asked.cseq;
  dialog->invite_cseq = asked.cseq;
  dialog->call = asked.method == SIP_METHOD_INVITE;
  return dialog;
}

LoreDialog *
lore_dialog_new_notified (GBytes *subscribe, GBytes *notify)
{
  LoreDialog *dialog = g_new0 (LoreDialog, 1);
  SipIndex asked, told;

  lore_message_index (subscribe, &asked);
  lore_message_index (notify, &told);
  dialog->call_id = lore_message_dup_span (notify, told.call_id);
  dialog->local_tag = lore_message_dup_span (notify, told.to_tag);
  dialog->remote_tag = lore_message_dup_span (notify, told.from_tag);
  dialog->local = lore_message_dup_span (notify, told.to);
  dialog->remote = lore_message_dup_span (notify, told.from);
  dialog->remote_target = dup_target (notify, dialog->remote);
  dialog->route_set = sip_edit_dup_values (notify, "Record-Route");
  dialog->local_cseq = asked.cseq;
  dialog->owner = TRUE;
  return dialog;
}

void
lore_dialog_free (LoreDialog *dialog)
{
  g_free (dialog->call_id);
  g_free (dialog->local_tag);
  g_free (dialog->remote_tag);
  g_free (dialog->local);
  g_free (dialog->remote);
  g_free (dialog->remote_target);
  g_free (dialog->event);
  g_free (dialog->described);
  g_strfreev (dialog->route_set);
  g_free (dialog);
}

char *
lore_dialog_dup_key (const LoreDialog *dialog)
{
  return g_strjoin ("\n", dialog->call_id, dialog->local_tag, dialog->remote_tag, NULL);
}

char *
lore_dialog_dup_key_of_request (GBytes *request)
{
  g_autofree char *call_id = NULL, *to_tag = NULL, *from_tag = NULL;
  SipIndex index;

  lore_message_index (request, &index);
  call_id = lore_message_dup_span (request, index.call_id);
  to_tag = lore_message_dup_span (request, index.to_tag);
  from_tag = lore_message_dup_span (request, index.from_tag);
  return g_strjoin ("\n", call_id, to_tag, from_tag, NULL);
}

/* --- where its requests go --------------------------------------------------------- */

/* The URI of a Route value; NULL with a loose router, which has ;lr. */
static char *
dup_strict_router (const LoreDialog *dialog)
{
  g_autofree char *uri = NULL, *lr = NULL;

  if (dialog->route_set[0] == NULL)
    return NULL;
  uri = sip_value_dup_uri (dialog->route_set[0]);
  lr = uri != NULL ? sip_value_dup_param (uri, "lr") : NULL;
  return lr == NULL ? g_steal_pointer (&uri) : NULL;
}

char *
lore_dialog_dup_request_uri (const LoreDialog *dialog)
{
  char *strict = dup_strict_router (dialog);

  return strict != NULL ? strict : g_strdup (dialog->remote_target);
}

char **
lore_dialog_dup_routes (const LoreDialog *dialog)
{
  g_autofree char *strict = dup_strict_router (dialog);
  g_autoptr (GStrvBuilder) routes = g_strv_builder_new ();
  g_autofree char *target = NULL;

  if (strict == NULL)
    return g_strdupv (dialog->route_set);
  for (gsize i = 1; dialog->route_set[i] != NULL; i++)
    g_strv_builder_add (routes, dialog->route_set[i]);
  if (dialog->remote_target != NULL)
    {
      target = g_strdup_printf ("<%s>", dialog->remote_target);
      g_strv_builder_add (routes, target);
    }
  return g_strv_builder_end (routes);
}

char *
lore_dialog_dup_next_hop (const LoreDialog *dialog)
{
  g_autofree char *uri = dialog->route_set[0] != NULL
                             ? sip_value_dup_uri (dialog->route_set[0])
                             : g_strdup (dialog->remote_target);

  return uri != NULL ? lore_forward_dup_hop (uri) : NULL;
}

GBytes *
lore_dialog_compose (LoreDialog *dialog, const char *method, const char *via,
                     const char *contact)
{
  g_autofree char *uri = lore_dialog_dup_request_uri (dialog);
  g_auto (GStrv) routes = lore_dialog_dup_routes (dialog);
  gboolean ack = g_str_equal (method, "ACK");
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%s %s SIP/2.0\r\nVia: %s\r\nMax-Forwards: 70\r\n", method,
                          uri != NULL ? uri : "sip:invalid", via);
  for (gsize i = 0; routes[i] != NULL; i++)
    g_string_append_printf (out, "Route: %s\r\n", routes[i]);
  g_string_append_printf (out, "From: %s\r\nTo: %s\r\nCall-ID: %s\r\nCSeq: %u %s\r\n",
                          dialog->local, dialog->remote, dialog->call_id,
                          ack ? dialog->invite_cseq : ++dialog->local_cseq, method);
  if (contact != NULL)
    g_string_append_printf (out, "Contact: %s\r\n", contact);
  g_string_append (out, "User-Agent: Siplore/" LORE_VERSION "\r\n"
                        "Content-Length: 0\r\n\r\n");
  return g_string_free_to_bytes (out);
}

/* --- its life ---------------------------------------------------------------------- */

void
lore_dialog_refresh (LoreDialog *dialog, GBytes *message, LoreRecorder *recorder)
{
  char *target = dup_contact_uri (message);

  if (target == NULL || g_strcmp0 (target, dialog->remote_target) == 0)
    {
      g_free (target);
      return;
    }
  g_free (dialog->remote_target);
  dialog->remote_target = target;
  lore_recorder_note (recorder, "note:target-refreshed", dialog->call_id,
                      "3261 §12.2.1.2");
}

void
lore_dialog_describe (LoreDialog *dialog, const char *sdp)
{
  char *described = g_strdup (sdp);

  g_free (dialog->described);
  dialog->described = described;
}

gboolean
lore_dialog_feed (LoreDialog *dialog, LoreDialogInput input, LoreRecorder *recorder)
{
  const LoreDialogStep *step = lore_dialog_step_find (dialog->state, input);

  if (step == NULL)
    return FALSE;
  lore_recorder_state (recorder, "term:dialog", dialog->call_id,
                       lore_dialog_state_get_topic (step->state),
                       lore_dialog_state_get_topic (step->next), step->rfc);
  dialog->state = step->next;
  return dialog->state == LORE_DIALOG_TERMINATED;
}
