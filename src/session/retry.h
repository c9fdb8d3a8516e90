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
  gboolean insists; /* answers even where @request carried an answer */
} LoreRetry;

/* The request once more, with the answer to the challenge in a 401 or 407 (RFC 3261
 * §22.2, §8.1.3.5): a new branch, the next CSeq number; Call-ID, From and To as in the
 * first try. NULL when nothing in @response can be answered, or when @request carried an
 * answer already and the challenge does not say stale: the password is wrong, and to try
 * it again would lock the account (unless the user insists). */
GBytes *lore_retry_compose (GBytes *request, GBytes *response, const LoreRetry *retry);

G_END_DECLS
