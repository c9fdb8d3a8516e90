/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The practice network: Bob, who is called, and the registrar.
 */
#pragma once

#include "session/element.h"

G_BEGIN_DECLS

typedef struct _LorePractice LorePractice;

/* @chance is borrowed. No socket is open yet: lore_element_open() of its elements. */
LorePractice *lore_practice_new (LoreTrace *trace, LoreClock *clock, LoreNetwork *network,
                                 LoreChance *chance);
void lore_practice_free (LorePractice *practice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LorePractice, lore_practice_free)

LoreElement *lore_practice_get_bob (LorePractice *practice); /* borrowed */
LoreElement *lore_practice_get_registrar (LorePractice *practice);

void lore_practice_set_edition (LorePractice *practice, LoreEdition edition);

/* See lore_lab_set_bob_behaviour() and its neighbour. */
gboolean
lore_practice_set_behaviour (LorePractice *practice, const char *name, GError **error);
void lore_practice_set_answer_after (LorePractice *practice, gint64 us);

/* Bob (for new calls) and the registrar ask for this user; NULL: for nobody. */
void lore_practice_require_login (LorePractice *practice, const char *user,
                                  const char *password);

/* Forgets calls, transactions and bindings; sockets stay. */
void lore_practice_reset (LorePractice *practice);

G_END_DECLS
