/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/challenge.h"

#include "session/auth-params.h"

LoreDigestVerdict
lore_challenge_parse (const char *value, LoreChallenge **ret_challenge)
{
  g_autoptr (LoreChallenge) challenge = g_new0 (LoreChallenge, 1);
  g_autoptr (GHashTable) params = NULL;
  LoreDigestVerdict verdict = lore_auth_params_parse (value, &params);
  const char *stale;

  if (verdict != LORE_DIGEST_FINE)
    return verdict;
  challenge->realm = g_strdup (g_hash_table_lookup (params, "realm"));
  challenge->nonce = g_strdup (g_hash_table_lookup (params, "nonce"));
  if (challenge->realm == NULL || challenge->nonce == NULL)
    return LORE_DIGEST_MISSING;
  challenge->opaque = g_strdup (g_hash_table_lookup (params, "opaque"));
  challenge->algorithm = g_strdup (g_hash_table_lookup (params, "algorithm"));
  challenge->hash = lore_digest_algorithm_lookup (challenge->algorithm);
  challenge->qops = lore_digest_qop_parse (g_hash_table_lookup (params, "qop"));
  /* Anything but true is false (RFC 7616 §3.3). */
  stale = g_hash_table_lookup (params, "stale");
  challenge->stale = stale != NULL && g_ascii_strcasecmp (stale, "true") == 0;
  *ret_challenge = g_steal_pointer (&challenge);
  return LORE_DIGEST_FINE;
}

LoreChallenge *
lore_challenge_new (LoreDigestAlgorithm hash, LoreDigestQop qops, const char *realm,
                    const char *nonce, gboolean stale)
{
  LoreChallenge *challenge;

  g_return_val_if_fail (hash < LORE_DIGEST_N_ALGORITHMS, NULL);
  g_return_val_if_fail (qops != LORE_DIGEST_QOP_NONE, NULL);

  challenge = g_new0 (LoreChallenge, 1);
  challenge->realm = g_strdup (realm);
  challenge->nonce = g_strdup (nonce);
  challenge->algorithm = g_strdup (lore_digest_algorithm_get_name (hash));
  challenge->hash = hash;
  challenge->qops = qops;
  challenge->stale = stale;
  return challenge;
}

static const char *
qop_list (LoreDigestQop qops)
{
  switch (qops & (LORE_DIGEST_QOP_AUTH | LORE_DIGEST_QOP_AUTH_INT))
    {
    case LORE_DIGEST_QOP_AUTH:
      return "auth";
    case LORE_DIGEST_QOP_AUTH_INT:
      return "auth-int";
    case LORE_DIGEST_QOP_AUTH | LORE_DIGEST_QOP_AUTH_INT:
      return "auth,auth-int";
    default:
      return NULL;
    }
}

char *
lore_challenge_put (const LoreChallenge *challenge)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!lore_auth_params_put_quoted (out, "realm", challenge->realm)
      || !lore_auth_params_put_quoted (out, "nonce", challenge->nonce)
      || !lore_auth_params_put_quoted (out, "opaque", challenge->opaque)
      || !lore_auth_params_put_token (out, "stale", challenge->stale ? "true" : NULL)
      || !lore_auth_params_put_token (out, "algorithm", challenge->algorithm)
      || !lore_auth_params_put_quoted (out, "qop", qop_list (challenge->qops)))
    return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

gboolean
lore_challenge_is_supported (const LoreChallenge *challenge)
{
  if (challenge->hash == LORE_DIGEST_UNKNOWN)
    return FALSE;
  /* Without qop there may be no cnonce, which -sess needs (§22.4 item 8). */
  if (challenge->qops == LORE_DIGEST_QOP_NONE)
    return !lore_digest_algorithm_is_session (challenge->hash);
  return challenge->qops != LORE_DIGEST_QOP_OTHER;
}

const LoreChallenge *
lore_challenge_choose (GPtrArray *challenges, const char *realm,
                       LoreChallengePolicy policy)
{
  const LoreChallenge *chosen = NULL;

  for (guint i = 0; i < challenges->len; i++)
    {
      const LoreChallenge *challenge = g_ptr_array_index (challenges, i);

      if (!lore_challenge_is_supported (challenge)
          || (realm != NULL && !g_str_equal (realm, challenge->realm)))
        continue;
      /* Among equals the topmost stays: it is the one the server would rather see. */
      if (chosen == NULL
          || (policy == LORE_CHALLENGE_STRONGEST
              && lore_digest_algorithm_compare (challenge->hash, chosen->hash) > 0))
        chosen = challenge;
    }
  return chosen;
}

void
lore_challenge_free (LoreChallenge *challenge)
{
  g_free (challenge->realm);
  g_free (challenge->nonce);
  g_free (challenge->opaque);
  g_free (challenge->algorithm);
  g_free (challenge);
}
