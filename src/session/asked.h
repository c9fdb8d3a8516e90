/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A request in the course of being answered by a user agent's core, and the usual ways
 * to.
 */
#pragma once

#include "session/compose.h"
#include "session/dialog.h"
#include "session/element.h"

G_BEGIN_DECLS

typedef struct
{
  LoreElement *element;
  LoreTransaction *transaction; /* NULL of an ACK */
  const LoreArrival *arrival;
  const char *user; /* user part of the Contact */
} LoreAsked;

void lore_asked_reply (const LoreAsked *asked, const LoreReply *words);
/* A refusal says in the trace which section asks for it. @reason NULL = the registered
 * phrase; @fields (name, value, …) may be NULL. */
void lore_asked_refuse (const LoreAsked *asked, guint status, const char *reason,
                        const char *const *fields, const char *rfc);
/* 200 and nothing else; @tag NULL inside a dialog. */
void lore_asked_accept (const LoreAsked *asked, const char *tag);

/* "<sip:bob@127.0.0.1:5070>" as seen from where the request came; the caller's. */
char *lore_asked_dup_contact (const LoreAsked *asked);
/* A description that answers @offer (lore_answer_compose()) from here; @session gets its
 * numbers when it has none yet, else its next version. NULL: nothing can be taken. */
char *lore_asked_dup_answer (const LoreAsked *asked, const char *offer,
                             LoreDescription *session);

G_END_DECLS
