/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/challenge.h"

static void
test_parse (void)
{
  g_autoptr (LoreChallenge) challenge = NULL;

  g_assert_cmpint (
      lore_challenge_parse ("Digest realm=\"atlanta.example\", nonce=\"5d1b7f0c\", "
                            "opaque=\"\", algorithm=sha-256, stale=TRUE, "
                            "qop=\"auth, auth-int\", domain=\"sip:atlanta.example\"",
                            &challenge),
      ==, LORE_DIGEST_FINE);
  g_assert_cmpstr (challenge->realm, ==, "atlanta.example");
  g_assert_cmpstr (challenge->nonce, ==, "5d1b7f0c");
  g_assert_cmpstr (challenge->opaque, ==, "");
  g_assert_cmpstr (challenge->algorithm, ==, "sha-256");
  g_assert_cmpint (challenge->hash, ==, LORE_DIGEST_SHA_256);
  g_assert_cmphex (challenge->qops, ==, LORE_DIGEST_QOP_AUTH | LORE_DIGEST_QOP_AUTH_INT);
  g_assert_true (challenge->stale);
}

#define NONCE "Digest realm=\"a\", nonce=\"n\""

static void
test_supported (void)
{
  static const struct
  {
    const char *value;
    gboolean supported;
    const char *why;
  } rows[] = {
    { NONCE, TRUE, "RFC 2069: MD5 and no qop" },
    { NONCE ", qop=\"auth\"", TRUE, "the usual" },
    { NONCE ", qop=auth", TRUE, "a sender must quote, a receiver need not care" },
    { NONCE ", qop=\"auth-int\"", TRUE, "nothing but integrity" },
    { NONCE ", qop=\"auth-conf,auth\"", TRUE, "unknown options are ignored" },
    { NONCE ", qop=\"auth-conf\"", FALSE, "unless there is no other" },
    { NONCE ", algorithm=\"SHA-256\", qop=\"auth\"", TRUE, "quoted by mistake" },
    { NONCE ", algorithm=SHA-1, qop=\"auth\"", FALSE, "no algorithm of the registry" },
    { NONCE ", algorithm=SHA-256-sess, qop=\"auth\"", TRUE, "a session" },
    { NONCE ", algorithm=MD5-sess", FALSE, "a session needs qop (§22.4 item 8)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreChallenge) challenge = NULL;

      g_test_message ("%s", rows[i].why);
      g_assert_cmpint (lore_challenge_parse (rows[i].value, &challenge), ==,
                       LORE_DIGEST_FINE);
      g_assert_cmpint (lore_challenge_is_supported (challenge), ==, rows[i].supported);
      g_assert_false (challenge->stale);
    }
}

static void
test_refuse (void)
{
  static const struct
  {
    const char *value;
    LoreDigestVerdict verdict;
    const char *why;
  } rows[] = {
    { "Digest nonce=\"n\"", LORE_DIGEST_MISSING, "no realm to choose a password by" },
    { "Digest realm=\"a\"", LORE_DIGEST_MISSING, "no nonce" },
    { "Basic realm=\"a\"", LORE_DIGEST_OTHER_SCHEME, "Basic must not be used" },
    { NONCE ", nonce=\"m\"", LORE_DIGEST_REPEATED, "which nonce?" },
    { NONCE ", opaque=\"", LORE_DIGEST_MALFORMED, "cut off" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      LoreChallenge *challenge = NULL;

      g_test_message ("%s", rows[i].why);
      g_assert_cmpint (lore_challenge_parse (rows[i].value, &challenge), ==,
                       rows[i].verdict);
      g_assert_null (challenge);
    }
}

static void
test_put (void)
{
  g_autoptr (LoreChallenge) challenge =
      lore_challenge_new (LORE_DIGEST_SHA_512_256, LORE_DIGEST_QOP_AUTH,
                          "the \"inner\" circle", "5d1b7f0c", FALSE);
  g_autoptr (LoreChallenge) again = NULL;
  g_autofree char *fresh = lore_challenge_put (challenge);
  g_autofree char *stale = NULL;

  g_assert_cmpstr (fresh, ==,
                   "Digest realm=\"the \\\"inner\\\" circle\", nonce=\"5d1b7f0c\", "
                   "algorithm=SHA-512-256, qop=\"auth\"");
  challenge->stale = TRUE;
  challenge->opaque = g_strdup ("x");
  challenge->qops |= LORE_DIGEST_QOP_AUTH_INT;
  stale = lore_challenge_put (challenge);
  g_assert_cmpstr (stale, ==,
                   "Digest realm=\"the \\\"inner\\\" circle\", nonce=\"5d1b7f0c\", "
                   "opaque=\"x\", stale=true, algorithm=SHA-512-256, "
                   "qop=\"auth,auth-int\"");
  g_assert_cmpint (lore_challenge_parse (stale, &again), ==, LORE_DIGEST_FINE);
  g_assert_cmpstr (again->realm, ==, challenge->realm);
  g_assert_cmpint (again->hash, ==, challenge->hash);
  g_assert_cmphex (again->qops, ==, challenge->qops);
  g_assert_true (again->stale);
}

static void
test_put_refuses (void)
{
  g_autoptr (LoreChallenge) challenge = lore_challenge_new (
      LORE_DIGEST_MD5, LORE_DIGEST_QOP_AUTH, "a\r\nX-Evil: 1", "n", FALSE);

  g_assert_null (lore_challenge_put (challenge));
}

/* The nonce names the challenge. */
static void
test_choose (void)
{
  static const char *const md5 = "Digest realm=\"a\", nonce=\"md5\", qop=\"auth\"";
  static const char *const sha =
      "Digest realm=\"a\", nonce=\"sha\", qop=\"auth\", algorithm=SHA-256";
  static const char *const sess =
      "Digest realm=\"a\", nonce=\"sess\", qop=\"auth\", algorithm=SHA-256-sess";
  static const char *const half =
      "Digest realm=\"a\", nonce=\"half\", qop=\"auth\", algorithm=SHA-512-256";
  static const char *const later =
      "Digest realm=\"a\", nonce=\"later\", qop=\"auth\", algorithm=SHA-3";
  static const char *const other =
      "Digest realm=\"b\", nonce=\"other\", qop=\"auth\", algorithm=SHA-512-256";
  const struct
  {
    const char *values[4];
    const char *realm, *topmost, *strongest, *why;
  } rows[] = {
    { { NULL }, NULL, NULL, NULL, "nothing to choose from" },
    { { md5 }, NULL, "md5", "md5", "a server of RFC 3261" },
    { { sha, md5 }, NULL, "sha", "sha", "in the order of RFC 8760 §2.3" },
    { { md5, sha }, NULL, "md5", "sha", "someone turned them round" },
    { { half, sha, md5 }, NULL, "half", "half", "all three" },
    { { sha, sess }, NULL, "sha", "sha", "as strong: the server's order" },
    { { sess, sha }, NULL, "sess", "sess", "and the other way round" },
    { { later, md5 }, NULL, "md5", "md5", "what is not understood is ignored" },
    { { later }, NULL, NULL, NULL, "and then nothing is left" },
    { { md5, other }, NULL, "md5", "other", "any realm" },
    { { md5, other }, "a", "md5", "md5", "the realm whose password we have" },
    { { md5, other, sha }, "a", "md5", "sha", "with another's between" },
    { { md5, sha }, "A", NULL, NULL, "a realm is compared letter by letter" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) array =
          g_ptr_array_new_with_free_func ((GDestroyNotify)lore_challenge_free);
      const LoreChallenge *chosen;

      g_test_message ("%s", rows[i].why);
      for (guint j = 0; j < G_N_ELEMENTS (rows[i].values) && rows[i].values[j]; j++)
        {
          LoreChallenge *challenge = NULL;

          g_assert_cmpint (lore_challenge_parse (rows[i].values[j], &challenge), ==,
                           LORE_DIGEST_FINE);
          g_ptr_array_add (array, challenge);
        }
      chosen = lore_challenge_choose (array, rows[i].realm, LORE_CHALLENGE_TOPMOST);
      g_assert_cmpstr (chosen ? chosen->nonce : NULL, ==, rows[i].topmost);
      chosen = lore_challenge_choose (array, rows[i].realm, LORE_CHALLENGE_STRONGEST);
      g_assert_cmpstr (chosen ? chosen->nonce : NULL, ==, rows[i].strongest);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/challenge/parse", test_parse);
  g_test_add_func ("/challenge/supported", test_supported);
  g_test_add_func ("/challenge/refuse", test_refuse);
  g_test_add_func ("/challenge/put", test_put);
  g_test_add_func ("/challenge/put-refuses", test_put_refuses);
  g_test_add_func ("/challenge/choose", test_choose);
  return g_test_run ();
}
