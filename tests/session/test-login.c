/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is asked who they are, by whom, and how they answer (RFC 3261 §22, RFC 7616, RFC
 * 8760): calls through networks that challenge.
 */
#include "fixture.h"

#include <string.h>

static void
test_login (Fixture *fixture, gconstpointer data)
{
  g_autofree char *challenged = NULL;

  fixture_load (fixture, "proxy atlanta domain=atlanta.example users=alice:secret\n"
                         "uas Bob answer-after=2\nbind sip:bob@atlanta.example Bob\n");
  fixture_ask (fixture, "invite", "atlanta", "sip:bob@atlanta.example");
  fixture_advance (fixture, SECOND);
  challenged = fixture_dup_last (fixture, "407");
  g_assert_nonnull (strstr (challenged, "Proxy-Authenticate: Digest realm=\"atlanta"));
  lore_lab_set_login (fixture->lab, "alice", "secret");
  fixture_ask (fixture, "invite", "atlanta", "sip:bob@atlanta.example");
  fixture_advance (fixture, 3 * SECOND);
  g_assert_cmpuint (fixture_count (fixture, "atlanta>bob INVITE"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "atlanta>alice 407"), ==, 2);
  fixture_hang_up (fixture);
}

/* Every digest the RFCs know: what the server asks for, the client answers, and the ACK
 * of the 2xx says it again (§22.1). */
static void
test_digests (Fixture *fixture, gconstpointer data)
{
  static const char *const rows[] = {
    "digest=MD5",          "digest=MD5-sess",    "digest=SHA-256",
    "digest=SHA-256-sess", "digest=SHA-512-256", "digest=SHA-512-256-sess",
    "qop=auth-int",        "qop=auth,auth-int",  "digest=SHA-256-sess qop=auth-int",
  };

  lore_lab_set_login (fixture->lab, "alice", "secret");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("uas Bob answer-after=1 users=alice:secret %s\n", rows[i]);
      g_autofree char *asked = NULL, *answered = NULL, *ack = NULL;

      g_test_message ("%s", rows[i]);
      fixture_load (fixture, text);
      fixture_ask (fixture, "invite", "Bob", "sip:bob@biloxi.example");
      fixture_advance (fixture, 1500 * MS);
      asked = fixture_dup_last (fixture, "401");
      answered = fixture_dup_last (fixture, "INVITE ");
      ack = fixture_dup_last (fixture, "ACK ");
      g_assert_nonnull (strstr (asked, ", opaque=\""));
      g_assert_nonnull (strstr (answered, ", opaque=\""));
      g_assert_cmpint (strstr (rows[i], "qop=auth-int") != NULL, ==,
                       strstr (answered, "qop=auth-int") != NULL);
      g_assert_nonnull (strstr (ack, "\r\nAuthorization: Digest "));
      g_assert_cmpuint (fixture_count (fixture, "bob>alice 401"), ==, i + 1);
      g_assert_cmpuint (fixture_count (fixture, "bob>alice 200"), ==, 2 * i + 1);
      fixture_hang_up (fixture);
    }
}

/* A proxy asks, then whoever is behind it: each realm has its answer, and the nonce of
 * the first counts on (RFC 7616 §3.3). */
static void
test_two_realms (Fixture *fixture, gconstpointer data)
{
  g_autofree char *last = NULL;

  fixture_load (fixture, "proxy atlanta domain=atlanta.example users=alice:secret\n"
                         "uas Bob behaviour=challenge answer-after=1\n"
                         "bind sip:bob@atlanta.example Bob\n");
  lore_lab_set_login (fixture->lab, "alice", "secret");
  fixture_ask (fixture, "invite", "atlanta", "sip:bob@atlanta.example");
  fixture_advance (fixture, 1500 * MS);
  g_assert_cmpuint (fixture_count (fixture, "atlanta>alice 407"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "atlanta>alice 401"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "atlanta>alice 200"), ==, 1);
  last = fixture_dup_last (fixture, "INVITE sip:bob@atlanta.example");
  g_assert_nonnull (strstr (last, "nc=00000002"));
  g_assert_nonnull (strstr (last, "nc=00000001"));
  fixture_hang_up (fixture);
}

/* Two telephones ask at once, and the proxy hands both questions back (§16.7 step 7). */
static void
test_two_challenges (Fixture *fixture, gconstpointer data)
{
  g_autofree char *asked = NULL;

  fixture_load (fixture,
                "proxy biloxi domain=biloxi.example\n"
                "uas Desk answer-after=1 users=alice:secret digest=md5\n"
                "uas Mobile behaviour=ring users=alice:secret digest=sha-256,md5\n"
                "bind sip:bob@biloxi.example Desk\n"
                "bind sip:bob@biloxi.example Mobile\n");
  fixture_ask (fixture, "invite", "biloxi", "sip:bob@biloxi.example");
  fixture_advance (fixture, SECOND);
  asked = fixture_dup_last (fixture, "401");
  g_assert_cmpuint (g_regex_match_simple ("(WWW-Authenticate: Digest [^\r]*\r\n"
                                          "(.|\r|\n)*){3}",
                                          asked, 0, 0),
                    ==, TRUE);
  g_assert_null (strstr (asked, ", Digest "));
}

/* Bob asks, Alice answers, and the B2BUA in between knows no password: both challenges go
 * across, and the answer, which was made for another Request-URI (§22.4). */
static void
test_b2bua_login (Fixture *fixture, gconstpointer data)
{
  g_autofree char *challenge = NULL;

  fixture_load (fixture, "b2bua middle domain=biloxi.example\n"
                         "uas Bob behaviour=challenge answer-after=1\n"
                         "bind sip:bob@biloxi.example Bob\n");
  lore_lab_set_login (fixture->lab, "alice", "secret");
  fixture_ask (fixture, "invite", "middle", "sip:bob@biloxi.example");
  fixture_advance (fixture, 1500 * MS);
  g_assert_cmpuint (fixture_count (fixture, "middle>alice 401"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "middle>alice 200 OK"), ==, 1);
  challenge = fixture_dup_last (fixture, "401");
  g_assert_nonnull (strstr (challenge, "algorithm=SHA-256"));
  g_assert_nonnull (strstr (challenge, "algorithm=MD5"));
  fixture_hang_up (fixture);
  g_assert_cmpuint (fixture_count (fixture, "bob>middle 200 OK"), ==, 2);
}

#define ADD(name, function)                                                              \
  g_test_add ("/login/" name, Fixture, NULL, fixture_setup, function, fixture_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("proxy", test_login);
  ADD ("digests", test_digests);
  ADD ("two-realms", test_two_realms);
  ADD ("two-challenges", test_two_challenges);
  ADD ("b2bua", test_b2bua_login);
  return g_test_run ();
}
