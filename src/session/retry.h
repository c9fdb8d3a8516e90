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

/* The request once more, with an answer to the challenges in a 401 or 407, one a realm
 * (RFC 3261 §22.2, §22.3, §8.1.3.5): a new branch, the next CSeq number; Call-ID, From
 * and To as in the first try; what it answered to others before goes along with the next
 * nonce count. NULL when nothing in @response can be answered, or when @request carried
 * a first answer already and the challenge does not say stale: the password is wrong, and
 * to try it again would lock the account. */
GBytes *lore_retry_compose (GBytes *request, GBytes *response, const LoreRetry *retry);

/* A request that repeats one that was let through, with its answers to the same nonces
 * counted on (RFC 7616 §3.4, RFC 3261 §22.3), so that nobody needs to ask again; @retry's
 * branch and cnonce are not looked at. The caller's. */
GBytes *lore_retry_go_on (GBytes *request, const LoreRetry *retry);

/* The value of the field that answers alone, for @request as it stands; NULL when nothing
 * in @response can be answered. */
char *lore_retry_dup_answer (GBytes *request, GBytes *response, const LoreRetry *retry);

/* What @request has answered, as name, value, …: the ACK of a 2xx repeats it, for nothing
 * can challenge an ACK (§22.1). The caller's. */
char **lore_retry_dup_credentials (GBytes *request);

G_END_DECLS
