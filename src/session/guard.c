/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/guard.h"

#include "session/compose.h"
#include "session/credentials.h"
#include "session/nonces.h"
#include "sip/edit.h"

#define NONCE_LIFETIME_US (300 * G_GINT64_CONSTANT (1000000))
#define MOST_NONCES 1000

static const LoreDigestAlgorithm offered[] = { LORE_DIGEST_SHA_256, LORE_DIGEST_MD5 };

struct _LoreGuard
{
  /* Owned */
  char *realm;
  char *user; /* NULL: open to all */
  char *password;
  LoreNonces *nonces;

  LoreElement *element; /* borrowed */
};

LoreGuard *
lore_guard_new (LoreElement *element, const char *realm)
{
  LoreGuard *self = g_new0 (LoreGuard, 1);

  self->element = element;
  self->realm = g_strdup (realm);
  self->nonces = lore_nonces_new (NONCE_LIFETIME_US, MOST_NONCES);
  return self;
}

void
lore_guard_free (LoreGuard *self)
{
  g_free (self->realm);
  g_free (self->user);
  g_free (self->password);
  lore_nonces_free (self->nonces);
  g_free (self);
}

void
lore_guard_set_user (LoreGuard *self, const char *user, const char *password)
{
  g_free (self->user);
  g_free (self->password);
  self->user = g_strdup (user);
  self->password = g_strdup (password != NULL ? password : "");
}

static char **
dup_challenges (LoreGuard *self, gboolean stale)
{
  LoreChance *chance = lore_element_get_chance (self->element);
  g_autofree char *nonce = lore_chance_dup_token (chance, 24);
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();

  lore_nonces_add (self->nonces, nonce,
                   lore_clock_get_time (lore_element_get_clock (self->element)));
  for (gsize i = 0; i < G_N_ELEMENTS (offered); i++)
    {
      g_autoptr (LoreChallenge) challenge = lore_challenge_new (
          offered[i], LORE_DIGEST_QOP_AUTH, self->realm, nonce, stale);
      g_autofree char *value = lore_challenge_put (challenge);

      g_strv_builder_add_many (fields, "WWW-Authenticate", value, NULL);
    }
  return g_strv_builder_end (fields);
}

/* The credentials for this realm; others in the request are for others (§22.3). */
static LoreDigestVerdict
find_credentials (LoreGuard *self, GBytes *request, LoreCredentials **ret_credentials)
{
  g_auto (GStrv) values = sip_edit_dup_values (request, "Authorization");
  LoreDigestVerdict verdict = LORE_DIGEST_OTHER_REALM;

  for (gsize i = 0; values[i] != NULL; i++)
    {
      g_autoptr (LoreCredentials) credentials = NULL;

      verdict = lore_credentials_parse (values[i], &credentials);
      if (verdict != LORE_DIGEST_FINE)
        return verdict;
      if (g_strcmp0 (credentials->realm, self->realm) == 0)
        {
          *ret_credentials = g_steal_pointer (&credentials);
          return LORE_DIGEST_FINE;
        }
      verdict = LORE_DIGEST_OTHER_REALM;
    }
  return verdict;
}

static gboolean
is_offered (LoreDigestAlgorithm hash)
{
  for (gsize i = 0; i < G_N_ELEMENTS (offered); i++)
    if (offered[i] == hash)
      return TRUE;
  return FALSE;
}

/* Password first, nonce second: only who knows the one hears about the other. */
static LoreDigestVerdict
verify (LoreGuard *self, const LoreCredentials *credentials, const LoreArrival *arrival)
{
  g_autofree char *method =
      lore_message_dup_span (arrival->message, arrival->index.method_name);
  g_autofree char *uri =
      lore_message_dup_span (arrival->message, arrival->index.request_uri);
  LoreDigestRequest request = { .method = method, .uri = uri };
  g_autoptr (LoreChallenge) challenge = NULL;
  LoreDigestVerdict verdict;

  if (!is_offered (credentials->hash))
    return LORE_DIGEST_NOT_OFFERED;
  if (g_strcmp0 (credentials->username, self->user) != 0
      || g_strcmp0 (credentials->uri, uri) != 0)
    return LORE_DIGEST_WRONG_RESPONSE;
  challenge = lore_challenge_new (credentials->hash, LORE_DIGEST_QOP_AUTH, self->realm,
                                  credentials->nonce, FALSE);
  verdict =
      lore_credentials_verify (credentials, challenge, &request, self->password, NULL);
  if (verdict != LORE_DIGEST_FINE)
    return verdict;
  return lore_nonces_use (self->nonces, credentials->nonce,
                          lore_credentials_get_count (credentials),
                          lore_clock_get_time (lore_element_get_clock (self->element)));
}

guint
lore_guard_check (LoreGuard *self, const LoreArrival *arrival, char ***ret_fields)
{
  g_autoptr (LoreCredentials) credentials = NULL;
  LoreDigestVerdict verdict;
  guint status;

  if (self->user == NULL)
    return 0;
  verdict = find_credentials (self, arrival->message, &credentials);
  if (verdict == LORE_DIGEST_FINE)
    verdict = verify (self, credentials, arrival);
  status = lore_digest_verdict_get_status (verdict);
  if (status == 401)
    *ret_fields = dup_challenges (self, verdict == LORE_DIGEST_STALE
                                            || verdict == LORE_DIGEST_REPLAYED);
  return status;
}
