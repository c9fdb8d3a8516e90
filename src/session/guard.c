/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/guard.h"

#include "session/compose.h"
#include "session/credentials.h"
#include "session/nonces.h"
#include "sip/edit.h"

#include <string.h>

#define NONCE_LIFETIME_US (300 * G_GINT64_CONSTANT (1000000))
#define MOST_NONCES 1000

static const char *const strongest_first[] = { "SHA-256", "MD5", NULL };

struct _LoreGuard
{
  /* Owned */
  char *realm;
  GHashTable *users; /* name → password; empty: open to all */
  LoreNonces *nonces;

  char *opaque; /* NULL until somebody was asked */

  LoreElement *element; /* borrowed */

  LoreDigestAlgorithm offered[LORE_DIGEST_N_ALGORITHMS];
  guint n_offered;
  LoreDigestQop qops;
  gboolean proxy;
};

void
lore_guard_set_algorithms (LoreGuard *self, const char *const *names)
{
  self->n_offered = 0;
  for (gsize i = 0; names[i] != NULL && self->n_offered < G_N_ELEMENTS (self->offered);
       i++)
    {
      LoreDigestAlgorithm algorithm = lore_digest_algorithm_lookup (names[i]);

      if (algorithm != LORE_DIGEST_UNKNOWN)
        self->offered[self->n_offered++] = algorithm;
    }
}

LoreGuard *
lore_guard_new (LoreElement *element, const char *realm)
{
  LoreGuard *self = g_new0 (LoreGuard, 1);

  self->element = element;
  self->realm = g_strdup (realm);
  self->users = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->nonces = lore_nonces_new (NONCE_LIFETIME_US, MOST_NONCES);
  self->qops = LORE_DIGEST_QOP_AUTH;
  lore_guard_set_algorithms (self, strongest_first);
  return self;
}

void
lore_guard_free (LoreGuard *self)
{
  g_free (self->realm);
  g_free (self->opaque);
  g_hash_table_unref (self->users);
  lore_nonces_free (self->nonces);
  g_free (self);
}

void
lore_guard_add_user (LoreGuard *self, const char *user, const char *password)
{
  g_hash_table_replace (self->users, g_strdup (user),
                        g_strdup (password != NULL ? password : ""));
}

void
lore_guard_set_user (LoreGuard *self, const char *user, const char *password)
{
  g_hash_table_remove_all (self->users);
  if (user != NULL)
    lore_guard_add_user (self, user, password);
}

void
lore_guard_set_proxy (LoreGuard *self, gboolean proxy)
{
  self->proxy = proxy;
}

void
lore_guard_set_qops (LoreGuard *self, LoreDigestQop qops)
{
  g_return_if_fail (qops != LORE_DIGEST_QOP_NONE);
  self->qops = qops;
}

static LoreChallenge *
make_challenge (LoreGuard *self, LoreDigestAlgorithm algorithm, const char *nonce,
                gboolean stale)
{
  LoreChallenge *challenge =
      lore_challenge_new (algorithm, self->qops, self->realm, nonce, stale);

  challenge->opaque = g_strdup (self->opaque);
  return challenge;
}

static char **
dup_challenges (LoreGuard *self, gboolean stale)
{
  LoreChance *chance = lore_element_get_chance (self->element);
  g_autofree char *nonce = lore_chance_dup_token (chance, 24);
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();

  if (self->opaque == NULL)
    self->opaque = lore_chance_dup_token (chance, 12);
  lore_nonces_add (self->nonces, nonce,
                   lore_clock_get_time (lore_element_get_clock (self->element)));
  for (gsize i = 0; i < self->n_offered; i++)
    {
      g_autoptr (LoreChallenge) challenge =
          make_challenge (self, self->offered[i], nonce, stale);
      g_autofree char *value = lore_challenge_put (challenge);

      g_strv_builder_add_many (
          fields, self->proxy ? "Proxy-Authenticate" : "WWW-Authenticate", value, NULL);
    }
  return g_strv_builder_end (fields);
}

/* The credentials for this realm; others in the request are for others (§22.3). */
static LoreDigestVerdict
find_credentials (LoreGuard *self, GBytes *request, LoreCredentials **ret_credentials)
{
  g_auto (GStrv) values = sip_edit_dup_values (
      request, self->proxy ? "Proxy-Authorization" : "Authorization");
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
is_offered (const LoreGuard *self, LoreDigestAlgorithm hash)
{
  for (gsize i = 0; i < self->n_offered; i++)
    if (self->offered[i] == hash)
      return TRUE;
  return FALSE;
}

/* "sip:bob@127.0.0.1:5070" → "bob"; NULL: it has none. */
static char *
dup_user (const char *uri)
{
  const char *user = strchr (uri, ':');
  const char *at = user != NULL ? strchr (user, '@') : NULL;

  return at != NULL ? g_strndup (user + 1, strcspn (user + 1, ":;@")) : NULL;
}

/* Whoever forwards changes the Request-URI and cannot change what was hashed: it is
 * enough that both are about the same user (RFC 3261 §22.4 item 6). */
static gboolean
is_same_resource (const char *hashed, const char *uri)
{
  g_autofree char *asked = hashed != NULL ? dup_user (hashed) : NULL;
  g_autofree char *served = dup_user (uri);

  return g_strcmp0 (hashed, uri) == 0
         || (asked != NULL && g_strcmp0 (asked, served) == 0);
}

/* Password first, nonce second: only who knows the one hears about the other. */
static LoreDigestVerdict
verify (LoreGuard *self, const LoreCredentials *credentials, const LoreArrival *arrival)
{
  g_autofree char *method =
      lore_message_dup_span (arrival->message, arrival->index.method_name);
  g_autofree char *uri =
      lore_message_dup_span (arrival->message, arrival->index.request_uri);
  g_autoptr (GBytes) body = g_bytes_new_from_bytes (
      arrival->message, arrival->index.body.at, arrival->index.body.len);
  LoreDigestRequest request = { .method = method, .uri = uri, .body = body };
  g_autoptr (LoreChallenge) challenge = NULL;
  const char *password;
  LoreDigestVerdict verdict;

  if (!is_offered (self, credentials->hash))
    return LORE_DIGEST_NOT_OFFERED;
  password = credentials->username != NULL
                 ? g_hash_table_lookup (self->users, credentials->username)
                 : NULL;
  if (password == NULL || !is_same_resource (credentials->uri, uri))
    return LORE_DIGEST_WRONG_RESPONSE;
  challenge = make_challenge (self, credentials->hash, credentials->nonce, FALSE);
  verdict = lore_credentials_verify (credentials, challenge, &request, password, NULL);
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

  if (g_hash_table_size (self->users) == 0)
    return 0;
  verdict = find_credentials (self, arrival->message, &credentials);
  if (verdict == LORE_DIGEST_FINE)
    verdict = verify (self, credentials, arrival);
  status = lore_digest_verdict_get_status (verdict);
  if (status == 401)
    *ret_fields = dup_challenges (self, verdict == LORE_DIGEST_STALE
                                            || verdict == LORE_DIGEST_REPLAYED);
  return status == 401 && self->proxy ? 407 : status;
}
