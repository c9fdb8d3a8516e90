/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The arithmetic of digest authentication as SIP uses it (RFC 3261 §22.4, RFC 7616 §3.4,
 * RFC 8760): the algorithms, and every string on the way from a password to a response,
 * so that a lesson can show them one by one. What travels is in challenge.h and
 * credentials.h; what a server remembers in nonces.h.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Weakest first. A -sess variant is as strong as its plain one. */
typedef enum
{
  LORE_DIGEST_MD5,
  LORE_DIGEST_MD5_SESS,
  LORE_DIGEST_SHA_256,
  LORE_DIGEST_SHA_256_SESS,
  LORE_DIGEST_SHA_512_256,
  LORE_DIGEST_SHA_512_256_SESS,
  LORE_DIGEST_N_ALGORITHMS,
  LORE_DIGEST_UNKNOWN = LORE_DIGEST_N_ALGORITHMS,
} LoreDigestAlgorithm;

typedef enum
{
  LORE_DIGEST_QOP_NONE = 0, /* as RFC 2069 had it; still to be received (§22.4 item 8) */
  LORE_DIGEST_QOP_AUTH = 1 << 0,
  LORE_DIGEST_QOP_AUTH_INT = 1 << 1,
  LORE_DIGEST_QOP_OTHER = 1 << 2, /* a token that no RFC explains */
} LoreDigestQop;

/* How reading, answering or checking ended. */
typedef enum
{
  LORE_DIGEST_FINE,
  LORE_DIGEST_OTHER_SCHEME, /* not Digest; Basic must not be used (§22) */
  LORE_DIGEST_MALFORMED,    /* not auth-params, or a value that its grammar forbids */
  LORE_DIGEST_REPEATED,     /* a parameter stands there twice */
  LORE_DIGEST_MISSING,      /* a parameter that must be there is not */
  LORE_DIGEST_UNSUPPORTED,  /* an algorithm or qop that is not known here */
  LORE_DIGEST_UNWRITABLE,   /* control characters, which a quoted-string cannot hold */
  LORE_DIGEST_OTHER_REALM,  /* meant for another element of the chain (§22.3) */
  LORE_DIGEST_NOT_OFFERED,  /* algorithm, qop or opaque are not those of the challenge */
  LORE_DIGEST_WRONG_RESPONSE, /* other password, or something hashed has changed */
  LORE_DIGEST_STALE,          /* right, but the nonce is too old or was never given out */
  LORE_DIGEST_REPLAYED,       /* right, but this nonce count was used before */
  LORE_DIGEST_N_VERDICTS,
} LoreDigestVerdict;

/* "wrong-response": stable, for topics and tests. */
const char *lore_digest_verdict_get_id (LoreDigestVerdict verdict);
/* What a server answers to credentials that ended so: 400, 401 (a proxy: 407); 0 when
 * they are fine. The new challenge says stale=true after STALE and REPLAYED. */
guint lore_digest_verdict_get_status (LoreDigestVerdict verdict);

/* The registered name, "SHA-512-256-sess". */
const char *lore_digest_algorithm_get_name (LoreDigestAlgorithm algorithm);
/* Any case; NULL, an absent parameter, is MD5 (RFC 7616 §3.3). */
LoreDigestAlgorithm lore_digest_algorithm_lookup (const char *name);
gboolean lore_digest_algorithm_is_session (LoreDigestAlgorithm algorithm);
/* Above 0 when @a is the stronger. */
int lore_digest_algorithm_compare (LoreDigestAlgorithm a, LoreDigestAlgorithm b);

/* The set that a list such as "auth, auth-int" names; NULL is none. */
LoreDigestQop lore_digest_qop_parse (const char *list);

/* H(data) in lower-case hexadecimal digits (RFC 8760 §2.2); the caller's. @len of -1: up
 * to the NUL. */
char *lore_digest_hash (LoreDigestAlgorithm algorithm, const char *data, gssize len);

/* What goes in; unquoted, all borrowed. */
typedef struct
{
  LoreDigestAlgorithm algorithm;
  const char *username;
  const char *realm;
  const char *password;
  const char *nonce;
  const char *qop;    /* as sent; NULL for none, and then nc and cnonce are not used */
  const char *nc;     /* the eight digits as sent */
  const char *cnonce; /* that of the nonce's first request, when -sess (§3.4.2) */
  const char *method; /* "" for the rspauth of Authentication-Info (RFC 7616 §3.5) */
  const char *uri;    /* digest-uri, not necessarily the Request-URI that arrived */
  GBytes *body;       /* NULL is an empty one; only auth-int looks at it */
} LoreDigestInput;

/* What comes out, in the order in which it is computed; H is the algorithm's hash. */
typedef struct
{
  char *secret;      /* username:realm:password */
  char *secret_hash; /* H(secret) when -sess, else NULL */
  char *a1;          /* the secret, or secret_hash:nonce:cnonce */
  char *ha1;
  char *body_hash; /* H(body) when auth-int, else NULL */
  char *a2;        /* method:uri, or method:uri:body_hash */
  char *ha2;
  char *joined; /* ha1:nonce:nc:cnonce:qop:ha2, or ha1:nonce:ha2 without qop */
  char *response;
} LoreDigestSteps;

/* The caller's. The algorithm must be known; qop needs nc and cnonce, -sess needs qop. */
LoreDigestSteps *lore_digest_compute (const LoreDigestInput *input);

void lore_digest_steps_free (LoreDigestSteps *steps);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreDigestSteps, lore_digest_steps_free)

G_END_DECLS
