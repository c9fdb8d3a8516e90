/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/later.h"

#include "session/compose.h"
#include "session/dialog.h"
#include "session/dispatch.h"
#include "session/origin.h"
#include "sip/edit.h"
#include "sip/facts.h"

#include <string.h>

static const char keys[] = "12#";

struct _LoreLater
{
  /* Owned */
  LoreElement *element;
  GHashTable *dialogs;
  LoreWire *wire;
  char *key;
  char *user;
  char *peer;

  const LoreBehaviour *behaviour; /* static */
  LoreSessionTimers *timers;      /* borrowed, or NULL */
  gint64 after_us;
  guint timer; /* 0: nothing more to do */
  guint step;
};

static void on_time (gpointer user_data);

static void
wait (LoreLater *self)
{
  self->timer = lore_clock_add (lore_element_get_clock (self->element), self->after_us,
                                on_time, self);
  lore_recorder_timer (lore_element_get_recorder (self->element), LORE_EVENT_TIMER_SET,
                       "timer:callee", self->key, self->after_us, "3261 §12.2");
}

static void
hang_up (LoreLater *self, LoreDialog *dialog)
{
  g_autoptr (GBytes) bye = lore_dispatch_inside (self->element, self->wire, dialog,
                                                 &(LoreInside){ .method = "BYE" });

  if (lore_dialog_feed (dialog, LORE_DIALOG_BYE,
                        lore_element_get_recorder (self->element)))
    g_hash_table_remove (self->dialogs, self->key);
}

/* INFO as telephones do it who know no package of RFC 6086. */
static void
press (LoreLater *self, LoreDialog *dialog)
{
  g_autofree char *body =
      g_strdup_printf ("Signal=%c\r\nDuration=160\r\n", keys[self->step]);
  g_autoptr (GBytes) info = lore_dispatch_inside (
      self->element, self->wire, dialog,
      &(LoreInside){ .method = "INFO", .type = "application/dtmf-relay", .body = body });

  if (keys[++self->step] != '\0')
    wait (self);
}

/* On hold it only sends, music for instance (RFC 3264 §8.4); then it takes the call up
 * again. */
static void
hold (LoreLater *self, LoreDialog *dialog)
{
  g_autofree char *contact =
      lore_origin_dup_contact (self->element, self->wire, self->peer, self->user);
  g_autofree char *sdp = lore_origin_dup_answer (self->element, self->wire, self->peer,
                                                 self->user, NULL, &dialog->session);
  g_auto (GStrv) parts = g_strsplit (sdp, "a=sendrecv", 2);
  g_autofree char *body =
      g_strjoinv (self->step == 0 ? "a=sendonly" : "a=sendrecv", parts);
  g_auto (GStrv) fields = self->timers != NULL
                              ? lore_session_timers_dup_inside (self->timers, self->key)
                              : NULL;
  g_autoptr (GBytes) invite =
      lore_dispatch_inside (self->element, self->wire, dialog,
                            &(LoreInside){ .method = "INVITE",
                                           .contact = contact,
                                           .fields = (const char *const *)fields,
                                           .type = "application/sdp",
                                           .body = body });

  lore_dialog_describe (dialog, body);
  dialog->invite_cseq = dialog->local_cseq;
  self->step++;
}

/* What was not accepted, for a glare, is not taken back. */
void
lore_later_accepted (LoreLater *self)
{
  if (self->behaviour->later == LORE_LATER_HOLDS && self->step == 1 && self->timer == 0)
    wait (self);
}

static void
on_time (gpointer user_data)
{
  LoreLater *self = user_data;
  LoreDialog *dialog = g_hash_table_lookup (self->dialogs, self->key);

  self->timer = 0;
  if (dialog == NULL) /* it is over already */
    return;
  lore_recorder_timer (lore_element_get_recorder (self->element), LORE_EVENT_TIMER_FIRED,
                       "timer:callee", self->key, self->after_us, "3261 §12.2");
  if (self->behaviour->later == LORE_LATER_HANGS_UP)
    hang_up (self, dialog);
  else if (self->behaviour->later == LORE_LATER_PRESSES_KEYS)
    press (self, dialog);
  else
    hold (self, dialog);
}

LoreLater *
lore_later_new (LoreElement *element, GHashTable *dialogs, const char *key,
                const char *user, const LoreBehaviour *behaviour, gint64 after_us,
                LoreSessionTimers *timers, const LoreArrival *ack)
{
  LoreLater *self = g_new0 (LoreLater, 1);

  self->element = g_object_ref (element);
  self->dialogs = g_hash_table_ref (dialogs);
  self->wire = g_object_ref (ack->wire);
  self->key = g_strdup (key);
  self->user = g_strdup (user);
  self->peer = g_strdup (ack->source);
  self->behaviour = behaviour;
  self->timers = timers;
  self->after_us = after_us;
  wait (self);
  return self;
}

void
lore_later_free (LoreLater *self)
{
  if (self->timer != 0)
    lore_clock_remove (lore_element_get_clock (self->element), self->timer);
  g_object_unref (self->element);
  g_hash_table_unref (self->dialogs);
  g_object_unref (self->wire);
  g_free (self->key);
  g_free (self->user);
  g_free (self->peer);
  g_free (self);
}

const char *
lore_later_get_key (LoreLater *self)
{
  return self->key;
}
