/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A request as it will go out: the editor's bytes with their variables filled, and which
 * byte of the one became which of the other, so that what is wrong with the filled
 * message can be underlined in the unfilled text.
 */
#pragma once

#include "plan/template.h"
#include "view/mapping.h"

G_BEGIN_DECLS

typedef struct
{
  GBytes *message;      /* filled */
  LoreMapping *mapping; /* from the template's bytes to the message's */
  SipSpan *variables;   /* in the template's bytes */
  gsize n_variables;
  char **missing; /* names without a value */
} LoreFilling;

/* @template may hold any bytes, NUL too. */
LoreFilling *lore_filling_new (GBytes *template, GHashTable *variables);
void lore_filling_free (LoreFilling *filling);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreFilling, lore_filling_free)

G_END_DECLS
