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

/* With credentials made for this challenge. Those that went on with an older nonce
 * unasked say nothing of the password: the server may have forgotten the nonce since. */
static gboolean
was_answered (GBytes *request, const char *field, const char *realm)
{
  g_auto (GStrv) values = sip_edit_dup_values (request, field);

  for (gsize i = 0; values[i] != NULL; i++)
    {
      g_autoptr (LoreCredentials) credentials = NULL;

      if (lore_credentials_parse (values[i], &credentials) == LORE_DIGEST_FINE
          && g_strcmp0 (credentials->realm, realm) == 0
          && lore_credentials_get_count (credentials) <= 1)
        return TRUE;
    }
  return FALSE;
}

/* The @count-th answer to this nonce (RFC 7616 §3.3: each count once). */
static char *
dup_answer (GBytes *request, const LoreChallenge *challenge, const LoreRetry *retry,
            const char *cnonce, guint32 count)
{
  const LoreDigestLogin login = {
    .username = retry->user, .password = retry->password, .cnonce = cnonce, .count = count
  };
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

/* The same answer once more, to a server that has not asked again. */
static char *
dup_counted (GBytes *request, const LoreCredentials *old, const LoreRetry *retry)
{
  const LoreChallenge asked = { .realm = old->realm,
                                .nonce = old->nonce,
                                .opaque = old->opaque,
                                .algorithm = old->algorithm,
                                .hash = old->hash,
                                .qops = lore_digest_qop_parse (old->qop) };

  return dup_answer (request, &asked, retry, old->cnonce,
                     lore_credentials_get_count (old) + 1);
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

/* What @request has said to others goes along, counted on. */
static void
add_counted (GStrvBuilder *answers, GBytes *request, const char *field,
             GPtrArray *challenges, const LoreRetry *retry)
{
  g_auto (GStrv) values = sip_edit_dup_values (request, field);

  for (gsize i = 0; values[i] != NULL; i++)
    {
      g_autoptr (LoreCredentials) old = NULL;
      g_autofree char *counted = NULL;

      if (lore_credentials_parse (values[i], &old) == LORE_DIGEST_FINE)
        {
          if (lore_challenge_choose (challenges, old->realm, LORE_CHALLENGE_TOPMOST)
              != NULL)
            continue;
          if (g_str_equal (old->username, retry->user))
            counted = dup_counted (request, old, retry);
        }
      g_strv_builder_add (answers, counted != NULL ? counted : values[i]);
    }
}

static gboolean
is_first_of_realm (GPtrArray *challenges, guint at)
{
  const LoreChallenge *challenge = challenges->pdata[at];

  for (guint i = 0; i < at; i++)
    if (g_str_equal (((LoreChallenge *)challenges->pdata[i])->realm, challenge->realm))
      return FALSE;
  return TRUE;
}

/* An answer a realm: servers and proxies of one response ask each for its own (RFC 3261
 * §22.3). TRUE when there is one that was not tried. */
static gboolean
add_new (GStrvBuilder *answers, GBytes *request, const char *field, GPtrArray *challenges,
         const LoreRetry *retry)
{
  gboolean any = FALSE;

  for (guint i = 0; i < challenges->len; i++)
    {
      const LoreChallenge *challenge = lore_challenge_choose (
          challenges, ((LoreChallenge *)challenges->pdata[i])->realm,
          LORE_CHALLENGE_TOPMOST);
      g_autofree char *answer = NULL;

      if (!is_first_of_realm (challenges, i) || challenge == NULL
          || (!challenge->stale && was_answered (request, field, challenge->realm)))
        continue;
      answer = dup_answer (request, challenge, retry, retry->cnonce, 1);
      if (answer != NULL)
        g_strv_builder_add (answers, answer);
      any |= answer != NULL;
    }
  return any;
}

static GBytes *
set_answers (GBytes *request, const char *field, GStrvBuilder *builder)
{
  g_auto (GStrv) answers = g_strv_builder_end (builder);
  GBytes *edited = sip_edit_remove (request, field);

  for (gsize i = 0; answers[i] != NULL; i++)
    {
      g_autoptr (GBytes) shorter = g_steal_pointer (&edited);

      edited = sip_edit_append (shorter, field, answers[i]);
    }
  return edited;
}

GBytes *
lore_retry_compose (GBytes *request, GBytes *response, const LoreRetry *retry)
{
  g_autoptr (GBytes) again = lore_retry_renew (request, retry->branch);
  gboolean any = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (GPtrArray) challenges = parse_challenges (response, fields[i].asked);
      g_autoptr (GStrvBuilder) answers = g_strv_builder_new ();
      g_autoptr (GBytes) shorter = NULL;

      add_counted (answers, request, fields[i].answer, challenges, retry);
      any |= add_new (answers, request, fields[i].answer, challenges, retry);
      shorter = g_steal_pointer (&again);
      again = set_answers (shorter, fields[i].answer, answers);
    }
  return any ? g_steal_pointer (&again) : NULL;
}

GBytes *
lore_retry_go_on (GBytes *request, const LoreRetry *retry)
{
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  GBytes *again = g_bytes_ref (request);

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (GStrvBuilder) answers = g_strv_builder_new ();
      g_autoptr (GBytes) shorter = g_steal_pointer (&again);

      add_counted (answers, request, fields[i].answer, nobody, retry);
      again = set_answers (shorter, fields[i].answer, answers);
    }
  return again;
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
        return dup_answer (request, challenge, retry, retry->cnonce, 1);
    }
  return NULL;
}

char **
lore_retry_dup_credentials (GBytes *request)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_auto (GStrv) values = sip_edit_dup_values (request, fields[i].answer);

      for (gsize j = 0; values[j] != NULL; j++)
        g_strv_builder_add_many (builder, fields[i].answer, values[j], NULL);
    }
  return g_strv_builder_end (builder);
}
