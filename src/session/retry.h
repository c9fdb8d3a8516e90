/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  const char *user;
  const char *password;
  const char *branch; /* of the new transaction */
  const char *cnonce;
} LoreRetry;

/* The request as a new one: a new branch and the next CSeq number, all else as it was. */
GBytes *lore_retry_renew (GBytes *request, const char *branch);

/* The request once more, with the answer to the challenge in a 401 or 407 (RFC 3261
 * §22.2, §8.1.3.5): a new branch, the next CSeq number; Call-ID, From and To as in the
 * first try. NULL when nothing in @response can be answered, or when @request carried an
 * answer already and the challenge does not say stale: the password is wrong, and to try
 * it again would lock the account. */
GBytes *lore_retry_compose (GBytes *request, GBytes *response, const LoreRetry *retry);

/* The value of the field that answers alone, for @request as it stands; NULL when nothing
 * in @response can be answered. */
char *lore_retry_dup_answer (GBytes *request, GBytes *response, const LoreRetry *retry);

G_END_DECLS
