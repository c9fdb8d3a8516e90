/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/retry.h"

#include "session/compose.h"
#include "session/credentials.h"
#include "sip/edit.h"

/* A server asks in one field, a proxy in another (RFC 3261 §22.2, §22.3). */
static const struct
{
  const char *asked;
  const char *answer;
} fields[] = {
  { "WWW-Authenticate", "Authorization" },
  { "Proxy-Authenticate", "Proxy-Authorization" },
};

static GPtrArray *
parse_challenges (GBytes *response, const char *field)
{
  g_auto (GStrv) values = sip_edit_dup_values (response, field);
  GPtrArray *challenges =
      g_ptr_array_new_with_free_func ((GDestroyNotify)lore_challenge_free);

  for (gsize i = 0; values[i] != NULL; i++)
    {
      LoreChallenge *challenge;

      if (lore_challenge_parse (values[i], &challenge) == LORE_DIGEST_FINE)
        g_ptr_array_add (challenges, challenge);
    }
  return challenges;
}

static gboolean
was_answered (GBytes *request, const char *field, const char *realm)
{
  g_auto (GStrv) values = sip_edit_dup_values (request, field);

  for (gsize i = 0; values[i] != NULL; i++)
    {
      g_autoptr (LoreCredentials) credentials = NULL;

      if (lore_credentials_parse (values[i], &credentials) == LORE_DIGEST_FINE
          && g_strcmp0 (credentials->realm, realm) == 0)
        return TRUE;
    }
  return FALSE;
}

static char *
dup_answer (GBytes *request, const LoreChallenge *challenge, const LoreRetry *retry)
{
  const LoreDigestLogin login = { .username = retry->user,
                                  .password = retry->password,
                                  .cnonce = retry->cnonce,
                                  .count = 1 };
  g_autoptr (LoreCredentials) credentials = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *method = NULL, *uri = NULL;
  SipIndex index;

  lore_message_index (request, &index);
  method = lore_message_dup_span (request, index.method_name);
  uri = lore_message_dup_span (request, index.request_uri);
  body = g_bytes_new_from_bytes (request, index.body.at, index.body.len);
  if (lore_credentials_answer (
          challenge, &(LoreDigestRequest){ .method = method, .uri = uri, .body = body },
          &login, &credentials, NULL)
      != LORE_DIGEST_FINE)
    return NULL;
  return lore_credentials_put (credentials);
}

GBytes *
lore_retry_renew (GBytes *request, const char *branch)
{
  SipIndex index;
  g_autofree char *method = NULL, *cseq = NULL;
  g_autoptr (GBytes) branched = NULL;

  lore_message_index (request, &index);
  method = lore_message_dup_span (request, index.method_name);
  cseq = g_strdup_printf ("%u %s", index.cseq + 1, method);
  branched = index.branch.len > 0 ? sip_edit_replace (request, index.branch, branch)
                                  : g_bytes_ref (request);
  return sip_edit_set (branched, "CSeq", cseq);
}

GBytes *
lore_retry_compose (GBytes *request, GBytes *response, const LoreRetry *retry)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (GPtrArray) challenges = parse_challenges (response, fields[i].asked);
      const LoreChallenge *challenge =
          lore_challenge_choose (challenges, NULL, LORE_CHALLENGE_TOPMOST);
      g_autofree char *answer = NULL;
      g_autoptr (GBytes) renewed = NULL;

      if (challenge == NULL
          || (!challenge->stale
              && was_answered (request, fields[i].answer, challenge->realm)))
        continue;
      answer = dup_answer (request, challenge, retry);
      if (answer == NULL)
        continue;
      renewed = lore_retry_renew (request, retry->branch);
      return sip_edit_set (renewed, fields[i].answer, answer);
    }
  return NULL;
}

char *
lore_retry_dup_answer (GBytes *request, GBytes *response, const LoreRetry *retry)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (GPtrArray) challenges = parse_challenges (response, fields[i].asked);
      const LoreChallenge *challenge =
          lore_challenge_choose (challenges, NULL, LORE_CHALLENGE_TOPMOST);

      if (challenge != NULL)
        return dup_answer (request, challenge, retry);
    }
  return NULL;
}
