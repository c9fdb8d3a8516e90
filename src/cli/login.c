/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/login.h"

#include "base/problem.h"
#include "session/credentials.h"
#include "sip/edit.h"
#include "sip/index.h"

/* A registrar and a proxy ask in different fields (RFC 3261 §22.2, §22.3). */
static const struct
{
  const char *asked;
  const char *answer;
} fields[] = {
  { "WWW-Authenticate", "Authorization" },
  { "Proxy-Authenticate", "Proxy-Authorization" },
};

static const LoreChallenge *
choose (char **values, GPtrArray *challenges)
{
  for (gsize i = 0; values[i] != NULL; i++)
    {
      LoreChallenge *challenge;

      if (lore_challenge_parse (values[i], &challenge) == LORE_DIGEST_FINE)
        g_ptr_array_add (challenges, challenge);
    }
  return lore_challenge_choose (challenges, NULL, LORE_CHALLENGE_TOPMOST);
}

static char *
dup_span (GBytes *message, SipSpan span)
{
  return g_strndup ((const char *)g_bytes_get_data (message, NULL) + span.at, span.len);
}

static char *
dup_answer (GBytes *request, const LoreChallenge *challenge, const char *user,
            const char *password)
{
  g_autofree char *cnonce =
      g_strdup_printf ("%08x%08x", g_random_int (), g_random_int ());
  const LoreDigestLogin login = {
    .username = user, .password = password, .cnonce = cnonce, .count = 1
  };
  g_autoptr (LoreCredentials) credentials = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *method = NULL;
  g_autofree char *uri = NULL;
  LoreDigestRequest about;
  SipIndex index;

  sip_index (g_bytes_get_data (request, NULL), g_bytes_get_size (request), &index);
  method = dup_span (request, index.method_name);
  uri = dup_span (request, index.request_uri);
  body = g_bytes_new_from_bytes (request, index.body.at, index.body.len);
  about = (LoreDigestRequest){ .method = method, .uri = uri, .body = body };
  if (lore_credentials_answer (challenge, &about, &login, &credentials, NULL)
      != LORE_DIGEST_FINE)
    return NULL;
  return lore_credentials_put (credentials);
}

/* A request of its own: the next CSeq and another branch. */
static GBytes *
renew (GBytes *request)
{
  SipIndex index;
  g_autofree char *method = NULL;
  g_autofree char *cseq = NULL;
  g_autofree char *branch =
      g_strdup_printf ("z9hG4bK%08x%08x", g_random_int (), g_random_int ());
  g_autoptr (GBytes) branched = NULL;

  sip_index (g_bytes_get_data (request, NULL), g_bytes_get_size (request), &index);
  method = dup_span (request, index.method_name);
  cseq = g_strdup_printf ("%u %s", index.cseq + 1, method);
  branched = index.branch.len > 0 ? sip_edit_replace (request, index.branch, branch)
                                  : g_bytes_ref (request);
  return sip_edit_set (branched, "CSeq", cseq);
}

GBytes *
lore_login_dup_retry (GBytes *request, GBytes *response, const char *user,
                      const char *password, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_auto (GStrv) values = sip_edit_dup_values (response, fields[i].asked);
      g_autoptr (GPtrArray) challenges =
          g_ptr_array_new_with_free_func ((GDestroyNotify)lore_challenge_free);
      const LoreChallenge *challenge = choose (values, challenges);
      g_autofree char *answer = NULL;

      if (challenge == NULL)
        continue;
      answer = dup_answer (request, challenge, user, password);
      if (answer != NULL)
        {
          g_autoptr (GBytes) renewed = renew (request);

          return sip_edit_set (renewed, fields[i].answer, answer);
        }
    }
  lore_problem_set (error, LORE_PROBLEM_NETWORK, "login-no-challenge", NULL);
  return NULL;
}
