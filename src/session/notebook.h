/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a caller knows of its call, learnt from every message that it sends or receives,
 * guided or raw: the last INVITE, how it was answered, the dialog in hand. It fills the
 * variables of templates and says what can sensibly be sent next. No I/O.
 */
#pragma once

#include "session/dialog.h"

G_BEGIN_DECLS

typedef struct _LoreNotebook LoreNotebook;

/* @dialogs: key → LoreDialog, shared. @recorder is borrowed. */
LoreNotebook *lore_notebook_new (GHashTable *dialogs, LoreRecorder *recorder);
void lore_notebook_free (LoreNotebook *notebook);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreNotebook, lore_notebook_free)

/* @destination: the address it went to. @guided: a transaction looks after it. */
void lore_notebook_sent (LoreNotebook *notebook, GBytes *message, const char *destination,
                         gboolean guided);
void lore_notebook_received (LoreNotebook *notebook, GBytes *response);
/* A request of the peer that nobody answers for us: raw. */
void lore_notebook_asked (LoreNotebook *notebook, GBytes *request);
/* A request of the peer that will be answered: a NOTIFY may be faster than the 2xx to its
 * SUBSCRIBE, and makes the dialog then (RFC 6665 §4.4.1). */
void lore_notebook_expect (LoreNotebook *notebook, GBytes *request);
/* Nothing more will come for this request: timed out, or nobody is there. */
void lore_notebook_failed (LoreNotebook *notebook, GBytes *request);

/* Borrowed, NULL when there is none; valid until the next message. */
LoreDialog *lore_notebook_get_dialog (LoreNotebook *notebook);
GBytes *lore_notebook_get_invite (LoreNotebook *notebook);
GBytes *lore_notebook_get_challenge (LoreNotebook *notebook); /* the last 401 or 407 */

/* Names of templates, most sensible first; a GStrv. */
char **lore_notebook_dup_offers (LoreNotebook *notebook);
/* Where the message of that template goes, "host:port"; NULL when it is not known. */
char *lore_notebook_dup_destination (LoreNotebook *notebook, const char *template_name);

/* TRUE when a template with these variables speaks of the dialog in hand. */
gboolean lore_notebook_is_asked (const char *const *names);
/* Adds what is known of the INVITE and of the dialog: of the subscription's for a
 * template that is a SUBSCRIBE, of the call's for any other. */
void lore_notebook_fill (LoreNotebook *notebook, const char *template_text,
                         GHashTable *variables);
/* Call-ID and the next CSeq of the registration (§10.2.4); FALSE before the first. */
gboolean lore_notebook_get_registration (LoreNotebook *notebook, const char **ret_call_id,
                                         guint32 *ret_cseq);

G_END_DECLS
