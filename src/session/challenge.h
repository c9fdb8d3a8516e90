/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a server asks: the value of a WWW-Authenticate or Proxy-Authenticate field
 * (RFC 3261 §20.27, §20.44; RFC 7616 §3.3). One field has one challenge, as these fields
 * are the exception to comma lists (§7.3.1).
 */
#pragma once

#include "session/digest.h"

G_BEGIN_DECLS

typedef struct
{
  char *realm;
  char *nonce;
  char *opaque;    /* NULL: none */
  char *algorithm; /* as it was written, NULL: none was, so MD5 */
  LoreDigestAlgorithm hash;
  LoreDigestQop qops; /* a set */
  gboolean stale;     /* the password was right, only the nonce is too old */
} LoreChallenge;

/* Reads an unfolded field value. An unknown algorithm or qop is no fault of the value:
 * lore_challenge_is_supported() tells. @ret_challenge is the caller's and left alone
 * unless the verdict is LORE_DIGEST_FINE. */
LoreDigestVerdict lore_challenge_parse (const char *value, LoreChallenge **ret_challenge);

/* The server's side. @nonce comes from the caller, who also remembers it (nonces.h);
 * @qops must not be none: a server always sends qop (§22.4 item 8). */
LoreChallenge *lore_challenge_new (LoreDigestAlgorithm hash, LoreDigestQop qops,
                                   const char *realm, const char *nonce, gboolean stale);

/* The field value, quoted where RFC 7616 §3.3 says so; the caller's. NULL when realm,
 * nonce or opaque hold what a quoted-string cannot. */
char *lore_challenge_put (const LoreChallenge *challenge);

/* Whether we could answer, given a password. */
gboolean lore_challenge_is_supported (const LoreChallenge *challenge);

typedef enum
{
  LORE_CHALLENGE_TOPMOST,   /* as RFC 8760 §2.4 says when there is no policy */
  LORE_CHALLENGE_STRONGEST, /* a policy against whoever moved a weak one to the top */
} LoreChallengePolicy;

/* Which of @challenges (in the order of the response) to answer; NULL: none that is
 * supported. @realm NULL: any. A response that several servers had their say in (§22.3,
 * forking) wants one answer a realm: ask once for each. Borrowed from the array. */
const LoreChallenge *lore_challenge_choose (GPtrArray *challenges, const char *realm,
                                            LoreChallengePolicy policy);

void lore_challenge_free (LoreChallenge *challenge);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreChallenge, lore_challenge_free)

G_END_DECLS
