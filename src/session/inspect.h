/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a correct element finds wrong with a request before it serves it (RFC 3261 §8.2),
 * as far as the request alone tells. What needs memory (481, 482, 500) is the core's.
 */
#pragma once

#include "sip/index.h"

G_BEGIN_DECLS

/* What an element can do. */
typedef struct
{
  const char *const *methods; /* of its Allow, NULL-terminated */
  gsize largest_body;         /* more is answered 413 */
  const char *const *options; /* of its Supported, NULL-terminated; NULL: none */
} LoreAbilities;

/* What the practice telephones can do. */
extern const LoreAbilities lore_abilities_of_user_agent;

typedef struct
{
  guint status;    /* 0: nothing is wrong */
  char *reason;    /* NULL = the registered phrase */
  const char *rfc; /* "3261 §8.2.2.3" */
  char **fields;   /* name, value, …: what the response must say besides; or NULL */
} LoreVerdict;

void lore_inspect (GBytes *request, const SipIndex *index, const LoreAbilities *abilities,
                   LoreVerdict *ret_verdict);
void lore_verdict_clear (LoreVerdict *verdict);

/* "INVITE, ACK, BYE" for Allow; the caller's. */
char *lore_abilities_dup_allow (const LoreAbilities *abilities);
/* "100rel, timer" for Supported; "" when there is nothing. The caller's. */
char *lore_abilities_dup_supported (const LoreAbilities *abilities);
/* The types of body that @method may carry, for Accept; static, NULL when any will do. */
const char *lore_inspect_get_accept (guint16 method);

G_END_DECLS
