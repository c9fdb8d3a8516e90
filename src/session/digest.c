/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/digest.h"

#include <string.h>

#include <nettle/sha2.h>

/* clang-format off */
static const struct
{
  const char *id;
  guint status; /* RFC 7616 §3.4: 4xx for an improper value; RFC 3261 §22.2: 401 to ask again */
} verdicts[LORE_DIGEST_N_VERDICTS] = {
  [LORE_DIGEST_FINE]           = { "fine",           0 },
  [LORE_DIGEST_OTHER_SCHEME]   = { "other-scheme",   401 },
  [LORE_DIGEST_MALFORMED]      = { "malformed",      400 },
  [LORE_DIGEST_REPEATED]       = { "repeated",       400 },
  [LORE_DIGEST_MISSING]        = { "missing",        400 },
  [LORE_DIGEST_UNSUPPORTED]    = { "unsupported",    401 },
  [LORE_DIGEST_UNWRITABLE]     = { "unwritable",     400 },
  [LORE_DIGEST_OTHER_REALM]    = { "other-realm",    401 },
  [LORE_DIGEST_NOT_OFFERED]    = { "not-offered",    401 },
  [LORE_DIGEST_WRONG_RESPONSE] = { "wrong-response", 401 },
  [LORE_DIGEST_STALE]          = { "stale",          401 },
  [LORE_DIGEST_REPLAYED]       = { "replayed",       401 },
};

static const struct
{
  const char *name;
  guint strength;
  gboolean session;
} algorithms[LORE_DIGEST_N_ALGORITHMS] = {
  [LORE_DIGEST_MD5]              = { "MD5",              1, FALSE },
  [LORE_DIGEST_MD5_SESS]         = { "MD5-sess",         1, TRUE },
  [LORE_DIGEST_SHA_256]          = { "SHA-256",          2, FALSE },
  [LORE_DIGEST_SHA_256_SESS]     = { "SHA-256-sess",     2, TRUE },
  [LORE_DIGEST_SHA_512_256]      = { "SHA-512-256",      3, FALSE },
  [LORE_DIGEST_SHA_512_256_SESS] = { "SHA-512-256-sess", 3, TRUE },
};
/* clang-format on */

const char *
lore_digest_verdict_get_id (LoreDigestVerdict verdict)
{
  g_return_val_if_fail (verdict < LORE_DIGEST_N_VERDICTS, NULL);
  return verdicts[verdict].id;
}

guint
lore_digest_verdict_get_status (LoreDigestVerdict verdict)
{
  g_return_val_if_fail (verdict < LORE_DIGEST_N_VERDICTS, 0);
  return verdicts[verdict].status;
}

const char *
lore_digest_algorithm_get_name (LoreDigestAlgorithm algorithm)
{
  g_return_val_if_fail (algorithm < LORE_DIGEST_N_ALGORITHMS, NULL);
  return algorithms[algorithm].name;
}

LoreDigestAlgorithm
lore_digest_algorithm_lookup (const char *name)
{
  if (name == NULL)
    return LORE_DIGEST_MD5;
  for (guint i = 0; i < LORE_DIGEST_N_ALGORITHMS; i++)
    if (g_ascii_strcasecmp (algorithms[i].name, name) == 0)
      return i;
  return LORE_DIGEST_UNKNOWN;
}

gboolean
lore_digest_algorithm_is_session (LoreDigestAlgorithm algorithm)
{
  return algorithm < LORE_DIGEST_N_ALGORITHMS && algorithms[algorithm].session;
}

static guint
strength (LoreDigestAlgorithm algorithm)
{
  return algorithm < LORE_DIGEST_N_ALGORITHMS ? algorithms[algorithm].strength : 0;
}

int
lore_digest_algorithm_compare (LoreDigestAlgorithm a, LoreDigestAlgorithm b)
{
  return (int)strength (a) - (int)strength (b);
}

LoreDigestQop
lore_digest_qop_parse (const char *list)
{
  g_auto (GStrv) tokens = g_strsplit (list != NULL ? list : "", ",", -1);
  LoreDigestQop qops = LORE_DIGEST_QOP_NONE;

  for (guint i = 0; tokens[i] != NULL; i++)
    {
      const char *token = g_strstrip (tokens[i]);

      if (g_ascii_strcasecmp (token, "auth") == 0)
        qops |= LORE_DIGEST_QOP_AUTH;
      else if (g_ascii_strcasecmp (token, "auth-int") == 0)
        qops |= LORE_DIGEST_QOP_AUTH_INT;
      else
        qops |= LORE_DIGEST_QOP_OTHER;
    }
  return qops;
}

/* FIPS 180-4's SHA-512/256 has initial values of its own: it is not the first half of a
 * SHA-512, which is what the numbers of RFC 7616 §3.9.2 were made with, says an erratum.
 */
static char *
sha_512_256 (const char *data, gsize len)
{
  struct sha512_256_ctx context;
  guint8 digest[SHA512_256_DIGEST_SIZE];
  GString *text = g_string_sized_new (2 * sizeof digest);

  sha512_256_init (&context);
  sha512_256_update (&context, len, (const guint8 *)data);
  sha512_256_digest (&context, sizeof digest, digest);
  for (gsize i = 0; i < sizeof digest; i++)
    g_string_append_printf (text, "%02x", digest[i]);
  return g_string_free (text, FALSE);
}

char *
lore_digest_hash (LoreDigestAlgorithm algorithm, const char *data, gssize len)
{
  gsize size = len < 0 ? strlen (data) : (gsize)len;

  switch (algorithm)
    {
    case LORE_DIGEST_MD5:
    case LORE_DIGEST_MD5_SESS:
      return g_compute_checksum_for_data (G_CHECKSUM_MD5, (const guint8 *)data, size);
    case LORE_DIGEST_SHA_256:
    case LORE_DIGEST_SHA_256_SESS:
      return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guint8 *)data, size);
    case LORE_DIGEST_SHA_512_256:
    case LORE_DIGEST_SHA_512_256_SESS:
      return sha_512_256 (data, size);
    case LORE_DIGEST_UNKNOWN:
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
hash_body (LoreDigestAlgorithm algorithm, GBytes *body)
{
  gsize len = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &len) : NULL;

  /* No body hashes as the empty string (RFC 8760 §2.6 item 7). */
  return lore_digest_hash (algorithm, data != NULL ? data : "", len);
}

LoreDigestSteps *
lore_digest_compute (const LoreDigestInput *in)
{
  g_autoptr (LoreDigestSteps) out = g_new0 (LoreDigestSteps, 1);
  gboolean session = lore_digest_algorithm_is_session (in->algorithm);

  g_return_val_if_fail (in->algorithm < LORE_DIGEST_N_ALGORITHMS, NULL);
  g_return_val_if_fail (in->qop == NULL || (in->nc != NULL && in->cnonce != NULL), NULL);
  g_return_val_if_fail (in->qop != NULL || !session, NULL);

  out->secret = g_strjoin (":", in->username, in->realm, in->password, NULL);
  if (session)
    {
      out->secret_hash = lore_digest_hash (in->algorithm, out->secret, -1);
      out->a1 = g_strjoin (":", out->secret_hash, in->nonce, in->cnonce, NULL);
    }
  else
    out->a1 = g_strdup (out->secret);
  out->ha1 = lore_digest_hash (in->algorithm, out->a1, -1);

  if (lore_digest_qop_parse (in->qop) == LORE_DIGEST_QOP_AUTH_INT)
    {
      out->body_hash = hash_body (in->algorithm, in->body);
      out->a2 = g_strjoin (":", in->method, in->uri, out->body_hash, NULL);
    }
  else
    out->a2 = g_strjoin (":", in->method, in->uri, NULL);
  out->ha2 = lore_digest_hash (in->algorithm, out->a2, -1);

  if (in->qop != NULL)
    out->joined =
        g_strjoin (":", out->ha1, in->nonce, in->nc, in->cnonce, in->qop, out->ha2, NULL);
  else
    out->joined = g_strjoin (":", out->ha1, in->nonce, out->ha2, NULL);
  out->response = lore_digest_hash (in->algorithm, out->joined, -1);
  return g_steal_pointer (&out);
}

void
lore_digest_steps_free (LoreDigestSteps *steps)
{
  g_free (steps->secret);
  g_free (steps->secret_hash);
  g_free (steps->a1);
  g_free (steps->ha1);
  g_free (steps->body_hash);
  g_free (steps->a2);
  g_free (steps->ha2);
  g_free (steps->joined);
  g_free (steps->response);
  g_free (steps);
}
