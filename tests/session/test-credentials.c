/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/credentials.h"

#include <string.h>

#define CHALLENGE "Digest realm=\"atlanta.example\", nonce=\"5d1b7f0c\""
#define ALICE                                                                            \
  "Digest username=\"alice\", realm=\"atlanta.example\", nonce=\"5d1b7f0c\", "           \
  "uri=\"sip:atlanta.example\", response="

static const LoreDigestRequest request = { "REGISTER", "sip:atlanta.example", NULL };

static LoreChallenge *
challenge_of (const char *value)
{
  LoreChallenge *challenge = NULL;

  g_assert_cmpint (lore_challenge_parse (value, &challenge), ==, LORE_DIGEST_FINE);
  return challenge;
}

/* The responses are those of test-digest.c. */
static void
test_answer (void)
{
  static const struct
  {
    const char *challenge;
    gboolean integrity;
    guint32 count;
    const char *value, *why;
  } rows[] = {
    { CHALLENGE, FALSE, 1, ALICE "\"c263910190dbbf6bf53087727c9cb5f7\"",
      "without qop neither cnonce nor nc may be sent (§22.4 item 8)" },
    { CHALLENGE ", qop=\"auth,auth-int\"", FALSE, 1,
      ALICE "\"a96b7e88510081f2c956e5a5179516a2\", cnonce=\"c0ffee\", qop=auth, "
            "nc=00000001",
      "auth unless told otherwise; what was not written is not answered" },
    { CHALLENGE ", opaque=\"o\", algorithm=SHA-256, qop=\"auth\"", FALSE, 1,
      ALICE "\"a74e7b65ead1054119f4b4929113703fe5386b9e71dbc83ae62deaaa6a88bb9f\", "
            "algorithm=SHA-256, cnonce=\"c0ffee\", opaque=\"o\", qop=auth, nc=00000001",
      "opaque comes back unchanged, algorithm unquoted" },
    { CHALLENGE ", algorithm=SHA-256-sess, qop=\"auth\"", FALSE, 1,
      ALICE "\"8085f8c03b3607028c9b9b47e190e5b1344fddbd35eb7724a57fdcd48d062cf1\", "
            "algorithm=SHA-256-sess, cnonce=\"c0ffee\", qop=auth, nc=00000001",
      "a session" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreChallenge) challenge = challenge_of (rows[i].challenge);
      g_autoptr (LoreCredentials) credentials = NULL;
      g_autoptr (LoreDigestSteps) steps = NULL;
      g_autofree char *value = NULL;
      LoreDigestLogin login = { "alice", "rabbit hole", "c0ffee", rows[i].count,
                                rows[i].integrity };

      g_test_message ("%s", rows[i].why);
      g_assert_cmpint (
          lore_credentials_answer (challenge, &request, &login, &credentials, &steps), ==,
          LORE_DIGEST_FINE);
      value = lore_credentials_put (credentials);
      g_assert_cmpstr (value, ==, rows[i].value);
      g_assert_cmpstr (steps->response, ==, credentials->response);
      g_assert_cmpstr (steps->a2, ==, "REGISTER:sip:atlanta.example");
    }
}

static void
test_answer_qop (void)
{
  static const struct
  {
    const char *challenge;
    gboolean integrity;
    const char *qop, *why;
  } rows[] = {
    { CHALLENGE ", qop=\"auth,auth-int\"", TRUE, "auth-int", "asked for" },
    { CHALLENGE ", qop=\"auth\"", TRUE, "auth", "asked for, but not offered" },
    { CHALLENGE ", qop=\"auth-int\"", FALSE, "auth-int", "nothing else offered" },
    { CHALLENGE ", qop=\"auth-conf,auth\"", FALSE, "auth", "beside an unknown one" },
    { CHALLENGE, TRUE, NULL, "none offered, none sent" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreChallenge) challenge = challenge_of (rows[i].challenge);
      g_autoptr (LoreCredentials) credentials = NULL;
      LoreDigestLogin login = { "alice", "x", "c0ffee", 0xABC, rows[i].integrity };

      g_test_message ("%s", rows[i].why);
      g_assert_cmpint (
          lore_credentials_answer (challenge, &request, &login, &credentials, NULL), ==,
          LORE_DIGEST_FINE);
      g_assert_cmpstr (credentials->qop, ==, rows[i].qop);
      g_assert_cmpstr (credentials->nc, ==, rows[i].qop ? "00000abc" : NULL);
      g_assert_cmpuint (lore_credentials_get_count (credentials), ==,
                        rows[i].qop ? 0xABC : 0);
    }
}

static void
test_answer_refuses (void)
{
  static const struct
  {
    const char *challenge, *username, *uri;
    LoreDigestVerdict verdict;
    const char *why;
  } rows[] = {
    { CHALLENGE ", algorithm=SHA-3", "alice", "sip:a", LORE_DIGEST_UNSUPPORTED,
      "unknown algorithm" },
    { CHALLENGE ", algorithm=MD5-sess", "alice", "sip:a", LORE_DIGEST_UNSUPPORTED,
      "a session without qop" },
    { CHALLENGE, "alice\r\nX: y", "sip:a", LORE_DIGEST_UNWRITABLE,
      "a name that would break the field" },
    { CHALLENGE, "alice", "sip:a\r\n", LORE_DIGEST_UNWRITABLE, "or a URI that would" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreChallenge) challenge = challenge_of (rows[i].challenge);
      LoreCredentials *credentials = NULL;
      LoreDigestSteps *steps = NULL;
      LoreDigestRequest asked = { "REGISTER", rows[i].uri, NULL };
      LoreDigestLogin login = { rows[i].username, "x", "c0ffee", 1, FALSE };

      g_test_message ("%s", rows[i].why);
      g_assert_cmpint (
          lore_credentials_answer (challenge, &asked, &login, &credentials, &steps), ==,
          rows[i].verdict);
      g_assert_null (credentials);
      g_assert_null (steps);
    }
}

static void
test_parse (void)
{
  static const struct
  {
    const char *value;
    LoreDigestVerdict verdict;
    guint32 count;
    const char *why;
  } rows[] = {
    { ALICE "\"x\"", LORE_DIGEST_FINE, 0, "a client of RFC 2069" },
    { ALICE "\"x\", qop=auth, cnonce=\"c\", nc=0000002a", LORE_DIGEST_FINE, 42,
      "the usual" },
    { ALICE "\"x\", qop=\"auth\", cnonce=\"c\", nc=\"0000002A\"", LORE_DIGEST_FINE, 42,
      "quoted and in capitals: a receiver need not care" },
    { ALICE "\"x\", qop=auth, cnonce=\"c\", nc=ffffffff", LORE_DIGEST_FINE, G_MAXUINT32,
      "the last count" },
    { ALICE "\"x\", cnonce=\"c\", nc=00000001", LORE_DIGEST_FINE, 0,
      "without qop the rest means nothing" },
    { "Digest username=\"alice\", realm=\"a\", nonce=\"\", uri=\"sip:a\", response=\"\"",
      LORE_DIGEST_FINE, 0, "before the first challenge (RFC 8760 §2.7)" },
    { "Basic eA==", LORE_DIGEST_OTHER_SCHEME, 0, "must not be accepted (§22)" },
    { "Digest realm=\"a\", nonce=\"n\", uri=\"sip:a\", response=\"x\"",
      LORE_DIGEST_MISSING, 0, "no username" },
    { "Digest username=\"a\", nonce=\"n\", uri=\"sip:a\", response=\"x\"",
      LORE_DIGEST_MISSING, 0, "no realm" },
    { "Digest username=\"a\", realm=\"a\", uri=\"sip:a\", response=\"x\"",
      LORE_DIGEST_MISSING, 0, "no nonce" },
    { "Digest username=\"a\", realm=\"a\", nonce=\"n\", response=\"x\"",
      LORE_DIGEST_MISSING, 0, "no uri" },
    { "Digest username=\"a\", realm=\"a\", nonce=\"n\", uri=\"sip:a\"",
      LORE_DIGEST_MISSING, 0, "no response" },
    { "Digest username=\"a\", realm=\"a\", nonce=\"n\", uri=\"\", response=\"x\"",
      LORE_DIGEST_MALFORMED, 0, "a URI is never empty" },
    { ALICE "\"x\", qop=auth, nc=00000001", LORE_DIGEST_MISSING, 0, "no cnonce" },
    { ALICE "\"x\", qop=auth, cnonce=\"c\"", LORE_DIGEST_MISSING, 0, "no nc" },
    { ALICE "\"x\", qop=auth, cnonce=\"c\", nc=1", LORE_DIGEST_MALFORMED, 0,
      "eight digits, always" },
    { ALICE "\"x\", qop=auth, cnonce=\"c\", nc=000000001", LORE_DIGEST_MALFORMED, 0,
      "not nine" },
    { ALICE "\"x\", qop=auth, cnonce=\"c\", nc=0000000g", LORE_DIGEST_MALFORMED, 0,
      "no digit" },
    { ALICE "\"x\", qop=auth, cnonce=\"c\", nc=00000000", LORE_DIGEST_MALFORMED, 0,
      "this request counts too" },
    { ALICE "\"x\", qop=\"auth,auth-int\", cnonce=\"c\", nc=00000001",
      LORE_DIGEST_UNSUPPORTED, 0, "the client chooses one" },
    { ALICE "\"x\", qop=\"\", cnonce=\"c\", nc=00000001", LORE_DIGEST_UNSUPPORTED, 0,
      "empty is no choice" },
    { ALICE "\"x\", algorithm=SHA-3", LORE_DIGEST_UNSUPPORTED, 0, "unknown algorithm" },
    { ALICE "\"x\", algorithm=MD5-sess", LORE_DIGEST_MISSING, 0,
      "a session needs qop (§22.4 item 8)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreCredentials) credentials = NULL;

      g_test_message ("%s", rows[i].why);
      g_assert_cmpint (lore_credentials_parse (rows[i].value, &credentials), ==,
                       rows[i].verdict);
      g_assert_cmpint (credentials != NULL, ==, rows[i].verdict == LORE_DIGEST_FINE);
      if (credentials != NULL)
        g_assert_cmpuint (lore_credentials_get_count (credentials), ==, rows[i].count);
    }
}

/* Everything a client can be asked, over the wire and checked by the server. */
static void
test_agree (void)
{
  static const char body[] = "v=0\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, strlen (body));
  LoreDigestRequest invite = { "INVITE", "sip:bob@biloxi.example;transport=udp", bytes };

  for (guint hash = 0; hash < LORE_DIGEST_N_ALGORITHMS; hash++)
    for (guint qops = LORE_DIGEST_QOP_AUTH;
         qops <= (LORE_DIGEST_QOP_AUTH | LORE_DIGEST_QOP_AUTH_INT); qops++)
      {
        g_autoptr (LoreChallenge) asked =
            lore_challenge_new (hash, qops, "the \"inner\" 圈", "n=\\1", FALSE);
        g_autofree char *challenge_value = lore_challenge_put (asked);
        g_autoptr (LoreChallenge) heard = challenge_of (challenge_value);
        g_autoptr (LoreCredentials) sent = NULL, received = NULL;
        g_autoptr (LoreDigestSteps) client = NULL, server = NULL;
        g_autofree char *value = NULL;
        LoreDigestLogin login = { "al\"ice", "密码: \\o/", "c,0", 7, TRUE };

        g_assert_cmpint (lore_credentials_answer (heard, &invite, &login, &sent, &client),
                         ==, LORE_DIGEST_FINE);
        value = lore_credentials_put (sent);
        g_assert_cmpint (lore_credentials_parse (value, &received), ==, LORE_DIGEST_FINE);
        g_assert_cmpint (
            lore_credentials_verify (received, asked, &invite, login.password, &server),
            ==, LORE_DIGEST_FINE);
        g_assert_cmpstr (client->joined, ==, server->joined);
      }
}

static void
test_verify (void)
{
  static const struct
  {
    const char *challenge, *method, *body, *password;
    LoreDigestVerdict verdict;
    const char *why;
  } rows[] = {
    { CHALLENGE ", qop=\"auth-int\"", "INFO", "5", "rabbit hole", LORE_DIGEST_FINE,
      "as it was sent" },
    { CHALLENGE ", qop=\"auth-int\"", "INFO", "5", "Rabbit hole",
      LORE_DIGEST_WRONG_RESPONSE, "another password" },
    { CHALLENGE ", qop=\"auth-int\"", "BYE", "5", "rabbit hole",
      LORE_DIGEST_WRONG_RESPONSE, "another method" },
    { CHALLENGE ", qop=\"auth-int\"", "INFO", "6", "rabbit hole",
      LORE_DIGEST_WRONG_RESPONSE, "the body was changed on the way" },
    { CHALLENGE ", qop=\"auth\"", "INFO", "5", "rabbit hole", LORE_DIGEST_NOT_OFFERED,
      "a qop nobody offered" },
    { CHALLENGE ", qop=\"auth-int\", algorithm=SHA-256", "INFO", "5", "rabbit hole",
      LORE_DIGEST_NOT_OFFERED, "a weaker algorithm than was asked for" },
    { CHALLENGE ", qop=\"auth-int\", opaque=\"o\"", "INFO", "5", "rabbit hole",
      LORE_DIGEST_NOT_OFFERED, "opaque did not come back" },
    { "Digest realm=\"biloxi.example\", nonce=\"5d1b7f0c\", qop=\"auth-int\"", "INFO",
      "5", "rabbit hole", LORE_DIGEST_OTHER_REALM, "for another proxy of the chain" },
  };
  g_autoptr (LoreChallenge) answered = challenge_of (CHALLENGE ", qop=\"auth-int\"");
  g_autoptr (GBytes) five = g_bytes_new_static ("5", 1);
  g_autoptr (LoreCredentials) credentials = NULL;
  LoreDigestRequest sent = { "INFO", "sip:bob@biloxi.example", five };
  LoreDigestLogin login = { "alice", "rabbit hole", "c0ffee", 1, FALSE };

  g_assert_cmpint (lore_credentials_answer (answered, &sent, &login, &credentials, NULL),
                   ==, LORE_DIGEST_FINE);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreChallenge) challenge = challenge_of (rows[i].challenge);
      g_autoptr (GBytes) body = g_bytes_new_static (rows[i].body, strlen (rows[i].body));
      g_autoptr (LoreDigestSteps) steps = NULL;
      /* A proxy may have changed the Request-URI (RFC 8760 §2.6 item 6). */
      LoreDigestRequest arrived = { rows[i].method, "sip:bob@192.0.2.7", body };

      g_test_message ("%s", rows[i].why);
      g_assert_cmpint (lore_credentials_verify (credentials, challenge, &arrived,
                                                rows[i].password, &steps),
                       ==, rows[i].verdict);
      g_assert_cmpint (steps != NULL, ==,
                       rows[i].verdict == LORE_DIGEST_FINE
                           || rows[i].verdict == LORE_DIGEST_WRONG_RESPONSE);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/credentials/answer", test_answer);
  g_test_add_func ("/credentials/answer-qop", test_answer_qop);
  g_test_add_func ("/credentials/answer-refuses", test_answer_refuses);
  g_test_add_func ("/credentials/parse", test_parse);
  g_test_add_func ("/credentials/agree", test_agree);
  g_test_add_func ("/credentials/verify", test_verify);
  return g_test_run ();
}
