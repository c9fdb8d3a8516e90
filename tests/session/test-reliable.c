/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reliable provisional responses (RFC 3262), and what else changes a call without ending
 * it: hold, UPDATE, an offer that comes late.
 */
#include "phone.h"

#include <stdio.h>
#include <string.h>

#define HEAD                                                                             \
  "Via: SIP/2.0/UDP 127.0.0.1:6000;branch=z9hG4bKr1\nMax-Forwards: 70\n"                 \
  "From: <sip:carol@chicago.example>;tag=c1\nTo: <sip:bob@biloxi.example>\n"             \
  "Call-ID: r1\nContact: <sip:carol@127.0.0.1:6000>\nCSeq: 10 INVITE\n"
#define INVITE "INVITE sip:bob@127.0.0.1:5070 SIP/2.0\n" HEAD
#define SDP                                                                              \
  "Content-Type: application/sdp\n\nv=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\n"                \
  "c=IN IP4 127.0.0.1\nt=0 0\nm=audio 7000 RTP/AVP 0\n"

/* Guided: each reliable response is acknowledged once, and the call goes on. */
static void
test_guided (Fixture *fixture, gconstpointer data)
{
  g_autofree char *messages = NULL, *ringing = NULL, *prack = NULL;

  fixture_send (fixture, "invite-reliable", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 10 * SECOND);
  messages = fixture_dup_messages (fixture, 0);
  ringing = fixture_dup_last (fixture, "180");
  prack = fixture_dup_last (fixture, "PRACK");
  g_assert_nonnull (strstr (ringing, "\r\nRequire: 100rel\r\n"));
  g_assert_nonnull (strstr (prack, " 1 INVITE\r\n"));
  g_assert_cmpstr (messages, ==,
                   "0 alice>bob INVITE\n0 bob>alice 100 Trying\n"
                   "200 bob>alice 180 Ringing\n200 alice>bob PRACK\n"
                   "200 bob>alice 200 OK\n3000 bob>alice 200 OK\n3000 alice>bob ACK\n");
}

/* Raw: nobody acknowledges, it comes again, and the template does it by hand. */
static void
test_raw (Fixture *fixture, gconstpointer data)
{
  g_autofree char *messages = NULL, *offers = NULL;

  fixture_send (fixture, "invite-reliable", BOB, LORE_SEND_RAW);
  fixture_advance (fixture, 1 * SECOND);
  offers = fixture_dup_offers (fixture);
  g_assert_cmpstr (offers, ==, "cancel prack");
  fixture_send (fixture, "prack", BOB, LORE_SEND_RAW);
  fixture_advance (fixture, 2500 * MS);
  messages = fixture_dup_messages (fixture, 2);
  g_assert_cmpstr (messages, ==,
                   "200 bob>alice 180 Ringing\n700 bob>alice 180 Ringing\n"
                   "1000 alice>bob PRACK\n1000 bob>alice 200 OK\n"
                   "3000 bob>alice 200 OK\n3500 bob>alice 200 OK\n");
}

/* Without any PRACK: T1, doubled, until 64*T1; then 504 (§3). */
static void
test_given_up (Phone *phone, gconstpointer data)
{
  g_autofree char *statuses = NULL;

  phone_send (phone, INVITE "Require: 100rel\n" SDP, BOB);
  fixture_advance (&phone->fixture, 34 * SECOND);
  statuses = phone_take_statuses (phone);
  g_assert_true (g_str_has_prefix (statuses, "100 180 180 180 180 180 180 180 504"));
}

/* Where the caller only can, it is done for what carries a description (early media). */
static void
test_supported (Phone *phone, gconstpointer data)
{
  g_autofree char *plain = NULL, *early = NULL;

  phone_send (phone, INVITE "Supported: 100rel\n" SDP, BOB);
  fixture_advance (&phone->fixture, SECOND);
  plain = phone_take_statuses (phone);
  g_assert_cmpstr (plain, ==, "100 180");
  lore_lab_reset (phone->fixture.lab);
  lore_lab_set_bob_behaviour (phone->fixture.lab, "early-media", NULL);
  phone_send (phone, INVITE "Supported: 100rel\n" SDP, BOB);
  fixture_advance (&phone->fixture, SECOND);
  early = phone_take_statuses (phone);
  g_assert_cmpstr (early, ==, "100 183 183");
}

static char *
dup_sdp_line (Fixture *fixture, const char *start, const char *line)
{
  g_autofree char *message = fixture_dup_last (fixture, start);
  const char *at = strstr (message, line);

  g_assert_nonnull (at);
  return g_strndup (at, strcspn (at, "\r"));
}

static void
call (Fixture *fixture)
{
  lore_lab_set_bob_answer_after (fixture->lab, 0.3);
  fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, SECOND);
}

/* Hold and resume (RFC 3264 §8.4): the versions go up, the directions answer each other.
 */
static void
test_hold (Fixture *fixture, gconstpointer data)
{
  guint64 id, first, second;
  g_autofree char *before = NULL, *held = NULL, *offers = NULL, *again = NULL;

  call (fixture);
  before = dup_sdp_line (fixture, "INVITE", "o=alice ");
  fixture_send (fixture, "hold", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, SECOND);
  held = dup_sdp_line (fixture, "INVITE", "o=alice ");
  g_free (dup_sdp_line (fixture, "200", "a=recvonly"));
  g_assert_cmpint (
      sscanf (before, "o=alice %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, &id, &first),
      ==, 2);
  g_assert_cmpint (
      sscanf (held, "o=alice %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, &id, &second), ==,
      2);
  g_assert_cmpuint (second, ==, first + 1);
  offers = fixture_dup_offers (fixture);
  g_assert_cmpstr (offers, ==, "bye resume info refer");
  fixture_send (fixture, "resume", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, SECOND);
  g_free (dup_sdp_line (fixture, "200", "a=sendrecv"));
  again = fixture_dup_offers (fixture);
  g_assert_cmpstr (again, ==, "bye hold info refer");
}

/* UPDATE in the call and before it is answered (RFC 3311 §5.2). */
static void
test_update (Fixture *fixture, gconstpointer data)
{
  g_autofree char *messages = NULL;

  fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, SECOND);
  fixture_send (fixture, "update", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 9 * SECOND);
  fixture_send (fixture, "update", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, SECOND);
  messages = fixture_dup_messages (fixture, 3);
  g_assert_cmpstr (messages, ==,
                   "1000 alice>bob UPDATE\n1000 bob>alice 500 Server Internal Error\n"
                   "3000 bob>alice 200 OK\n3000 alice>bob ACK\n"
                   "10000 alice>bob UPDATE\n10000 bob>alice 200 OK\n");
}

/* The offer comes in the 200, the answer goes in the ACK (RFC 3261 §13.2.1). */
static void
test_late_offer (Fixture *fixture, gconstpointer data)
{
  g_autofree char *line = NULL;

  fixture_send (fixture, "invite-no-offer", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 10 * SECOND);
  line = dup_sdp_line (fixture, "ACK", "m=audio ");
  g_assert_nonnull (line);
}

#define ADD(path, func)                                                                  \
  g_test_add (path, Fixture, NULL, fixture_setup, func, fixture_teardown)
#define ADD_PHONE(path, func)                                                            \
  g_test_add (path, Phone, NULL, phone_setup, func, phone_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/reliable/guided", test_guided);
  ADD ("/reliable/raw", test_raw);
  ADD_PHONE ("/reliable/given-up", test_given_up);
  ADD_PHONE ("/reliable/supported", test_supported);
  ADD ("/reliable/hold", test_hold);
  ADD ("/reliable/update", test_update);
  ADD ("/reliable/late-offer", test_late_offer);
  return g_test_run ();
}
