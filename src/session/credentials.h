/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a client answers: the value of an Authorization or Proxy-Authorization field
 * (RFC 3261 §20.7, §20.28; RFC 7616 §3.4).
 */
#pragma once

#include "session/challenge.h"

G_BEGIN_DECLS

typedef struct
{
  char *username;
  char *realm;
  char *nonce;
  char *uri;
  char *response;
  char *algorithm; /* as it was written, NULL: none was, so MD5 */
  LoreDigestAlgorithm hash;
  char *opaque; /* NULL: none, and so on */
  char *qop;
  char *nc; /* eight digits as written */
  char *cnonce;
} LoreCredentials;

/* The request that is to carry the credentials, or did. Borrowed. */
typedef struct
{
  const char *method; /* of an ACK: INVITE, whose credentials it repeats (§22.1) */
  const char *uri;    /* its Request-URI; only lore_credentials_answer() looks at it */
  GBytes *body;       /* NULL: none */
} LoreDigestRequest;

/* Who answers, and how. Borrowed. */
typedef struct
{
  const char *username;
  const char *password;
  const char
      *cnonce;   /* made up by the caller; -sess goes on with the nonce's first one */
  guint32 count; /* requests sent with this nonce, this one included: from 1 */
  gboolean integrity; /* auth-int where there is a choice */
} LoreDigestLogin;

/* Answers @challenge, which must be supported (LORE_DIGEST_UNSUPPORTED).
 * LORE_DIGEST_UNWRITABLE: control characters in a name. Both results are the caller's and
 * untouched on failure; @ret_steps may be NULL. */
LoreDigestVerdict
lore_credentials_answer (const LoreChallenge *challenge, const LoreDigestRequest *request,
                         const LoreDigestLogin *login, LoreCredentials **ret_credentials,
                         LoreDigestSteps **ret_steps);

/* The field value, quoted where RFC 7616 §3.4 says so; the caller's. NULL when it holds
 * what a quoted-string cannot. */
char *lore_credentials_put (const LoreCredentials *credentials);

/* Reads an unfolded field value. Empty nonce and response are fine: that is how a client
 * writes that was not challenged yet (RFC 8760 §2.7). */
LoreDigestVerdict
lore_credentials_parse (const char *value, LoreCredentials **ret_credentials);

/* The nonce count as a number, 0 without qop. */
guint32 lore_credentials_get_count (const LoreCredentials *credentials);

/* Whether they answer @challenge with @password. The nonce is judged by
 * lore_nonces_use(), afterwards: only one who knows the password is told that it is stale
 * (RFC 7616 §3.3). The digest-uri is taken as it is; whether it and the Request-URI
 * belong together is the caller's to judge (RFC 8760 §2.6 item 6). @ret_steps (may be
 * NULL) gets what the server computed, the caller's, for FINE and WRONG_RESPONSE. */
LoreDigestVerdict
lore_credentials_verify (const LoreCredentials *credentials,
                         const LoreChallenge *challenge, const LoreDigestRequest *request,
                         const char *password, LoreDigestSteps **ret_steps);

void lore_credentials_free (LoreCredentials *credentials);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreCredentials, lore_credentials_free)

G_END_DECLS
