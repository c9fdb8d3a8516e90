/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/credentials.h"

#include <string.h>

#include "session/auth-params.h"

#define NC_DIGITS 8 /* exactly (RFC 7616 §3.5) */

static LoreDigestSteps *
compute (const LoreCredentials *credentials, const char *password,
         const LoreDigestRequest *request)
{
  LoreDigestInput input = {
    .algorithm = credentials->hash,
    .username = credentials->username,
    .realm = credentials->realm,
    .password = password,
    .nonce = credentials->nonce,
    .qop = credentials->qop,
    .nc = credentials->nc,
    .cnonce = credentials->cnonce,
    .method = request->method,
    .uri = credentials->uri,
    .body = request->body,
  };

  return lore_digest_compute (&input);
}

static const char *
choose_qop (LoreDigestQop offered, gboolean integrity)
{
  if ((offered & LORE_DIGEST_QOP_AUTH_INT)
      && (integrity || !(offered & LORE_DIGEST_QOP_AUTH)))
    return "auth-int";
  return offered & LORE_DIGEST_QOP_AUTH ? "auth" : NULL;
}

LoreDigestVerdict
lore_credentials_answer (const LoreChallenge *challenge, const LoreDigestRequest *request,
                         const LoreDigestLogin *login, LoreCredentials **ret_credentials,
                         LoreDigestSteps **ret_steps)
{
  g_autoptr (LoreCredentials) credentials = NULL;
  g_autoptr (LoreDigestSteps) steps = NULL;
  g_autofree char *written = NULL;
  const char *qop = choose_qop (challenge->qops, login->integrity);

  if (!lore_challenge_is_supported (challenge))
    return LORE_DIGEST_UNSUPPORTED;
  credentials = g_new0 (LoreCredentials, 1);
  credentials->username = g_strdup (login->username);
  credentials->realm = g_strdup (challenge->realm);
  credentials->nonce = g_strdup (challenge->nonce);
  credentials->uri = g_strdup (request->uri);
  credentials->algorithm = g_strdup (challenge->algorithm);
  credentials->hash = challenge->hash;
  credentials->opaque = g_strdup (challenge->opaque);
  if (qop != NULL)
    {
      credentials->qop = g_strdup (qop);
      credentials->nc = g_strdup_printf ("%0*x", NC_DIGITS, login->count);
      credentials->cnonce = g_strdup (login->cnonce);
    }
  steps = compute (credentials, login->password, request);
  credentials->response = g_strdup (steps->response);
  written = lore_credentials_put (credentials);
  if (written == NULL)
    return LORE_DIGEST_UNWRITABLE;
  *ret_credentials = g_steal_pointer (&credentials);
  if (ret_steps != NULL)
    *ret_steps = g_steal_pointer (&steps);
  return LORE_DIGEST_FINE;
}

char *
lore_credentials_put (const LoreCredentials *credentials)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!lore_auth_params_put_quoted (out, "username", credentials->username)
      || !lore_auth_params_put_quoted (out, "realm", credentials->realm)
      || !lore_auth_params_put_quoted (out, "nonce", credentials->nonce)
      || !lore_auth_params_put_quoted (out, "uri", credentials->uri)
      || !lore_auth_params_put_quoted (out, "response", credentials->response)
      || !lore_auth_params_put_token (out, "algorithm", credentials->algorithm)
      || !lore_auth_params_put_quoted (out, "cnonce", credentials->cnonce)
      || !lore_auth_params_put_quoted (out, "opaque", credentials->opaque)
      || !lore_auth_params_put_token (out, "qop", credentials->qop)
      || !lore_auth_params_put_token (out, "nc", credentials->nc))
    return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
is_nonce_count (const char *nc)
{
  for (guint i = 0; i < NC_DIGITS; i++)
    if (!g_ascii_isxdigit (nc[i]))
      return FALSE;
  return nc[NC_DIGITS] == '\0';
}

guint32
lore_credentials_get_count (const LoreCredentials *credentials)
{
  guint32 count = 0;

  if (credentials->qop != NULL && credentials->nc != NULL)
    for (const char *p = credentials->nc; *p != '\0'; p++)
      count = count << 4 | (guint32)g_ascii_xdigit_value (*p);
  return count;
}

/* What the parameters must be to each other. */
static LoreDigestVerdict
judge (const LoreCredentials *credentials)
{
  LoreDigestQop qop = lore_digest_qop_parse (credentials->qop);

  if (credentials->username == NULL || credentials->realm == NULL
      || credentials->nonce == NULL || credentials->uri == NULL
      || credentials->response == NULL)
    return LORE_DIGEST_MISSING;
  if (*credentials->uri == '\0')
    return LORE_DIGEST_MALFORMED;
  if (credentials->hash == LORE_DIGEST_UNKNOWN)
    return LORE_DIGEST_UNSUPPORTED;
  if (credentials->qop == NULL)
    return lore_digest_algorithm_is_session (credentials->hash) ? LORE_DIGEST_MISSING
                                                                : LORE_DIGEST_FINE;
  if (qop != LORE_DIGEST_QOP_AUTH && qop != LORE_DIGEST_QOP_AUTH_INT)
    return LORE_DIGEST_UNSUPPORTED;
  if (credentials->nc == NULL || credentials->cnonce == NULL)
    return LORE_DIGEST_MISSING;
  /* Counts begin at 1: a zero would stand for "no qop" in nonces.h. */
  return is_nonce_count (credentials->nc) && lore_credentials_get_count (credentials) > 0
             ? LORE_DIGEST_FINE
             : LORE_DIGEST_MALFORMED;
}

LoreDigestVerdict
lore_credentials_parse (const char *value, LoreCredentials **ret_credentials)
{
  g_autoptr (LoreCredentials) credentials = g_new0 (LoreCredentials, 1);
  g_autoptr (GHashTable) params = NULL;
  LoreDigestVerdict verdict = lore_auth_params_parse (value, &params);

  if (verdict != LORE_DIGEST_FINE)
    return verdict;
  credentials->username = g_strdup (g_hash_table_lookup (params, "username"));
  credentials->realm = g_strdup (g_hash_table_lookup (params, "realm"));
  credentials->nonce = g_strdup (g_hash_table_lookup (params, "nonce"));
  credentials->uri = g_strdup (g_hash_table_lookup (params, "uri"));
  credentials->response = g_strdup (g_hash_table_lookup (params, "response"));
  credentials->algorithm = g_strdup (g_hash_table_lookup (params, "algorithm"));
  credentials->hash = lore_digest_algorithm_lookup (credentials->algorithm);
  credentials->opaque = g_strdup (g_hash_table_lookup (params, "opaque"));
  credentials->qop = g_strdup (g_hash_table_lookup (params, "qop"));
  credentials->nc = g_strdup (g_hash_table_lookup (params, "nc"));
  credentials->cnonce = g_strdup (g_hash_table_lookup (params, "cnonce"));
  verdict = judge (credentials);
  if (verdict == LORE_DIGEST_FINE)
    *ret_credentials = g_steal_pointer (&credentials);
  return verdict;
}

LoreDigestVerdict
lore_credentials_verify (const LoreCredentials *credentials,
                         const LoreChallenge *challenge, const LoreDigestRequest *request,
                         const char *password, LoreDigestSteps **ret_steps)
{
  g_autoptr (LoreDigestSteps) steps = NULL;
  LoreDigestQop qop = lore_digest_qop_parse (credentials->qop);
  gboolean right;

  if (!g_str_equal (credentials->realm, challenge->realm))
    return LORE_DIGEST_OTHER_REALM;
  /* No qop although one was offered is a client of RFC 2069: it may (§22.4 item 8). */
  if (credentials->hash != challenge->hash || (qop & ~challenge->qops) != 0
      || (challenge->opaque != NULL
          && g_strcmp0 (credentials->opaque, challenge->opaque) != 0))
    return LORE_DIGEST_NOT_OFFERED;

  steps = compute (credentials, password, request);
  right = g_str_equal (steps->response, credentials->response);
  if (ret_steps != NULL)
    *ret_steps = g_steal_pointer (&steps);
  return right ? LORE_DIGEST_FINE : LORE_DIGEST_WRONG_RESPONSE;
}

void
lore_credentials_free (LoreCredentials *credentials)
{
  g_free (credentials->username);
  g_free (credentials->realm);
  g_free (credentials->nonce);
  g_free (credentials->uri);
  g_free (credentials->response);
  g_free (credentials->algorithm);
  g_free (credentials->opaque);
  g_free (credentials->qop);
  g_free (credentials->nc);
  g_free (credentials->cnonce);
  g_free (credentials);
}
