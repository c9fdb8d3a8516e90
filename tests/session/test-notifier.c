/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phone.h"

#include <string.h>

#define HEAD                                                                             \
  "Max-Forwards: 70\nFrom: <sip:carol@chicago.example>;tag=c1\n"                         \
  "To: <sip:bob@biloxi.example>\nCall-ID: s1\n"                                          \
  "Contact: <sip:carol@127.0.0.1:6000>\n"
#define VIA(n) "Via: SIP/2.0/UDP 127.0.0.1:6000;branch=z9hG4bKs" #n "\n"
#define SUBSCRIBE "SUBSCRIBE sip:bob@127.0.0.1:5070 SIP/2.0\n"
#define PUBLISH "PUBLISH sip:bob@127.0.0.1:5070 SIP/2.0\n"
#define REFER "REFER sip:bob@127.0.0.1:5070 SIP/2.0\n"
#define PIDF "Content-Type: application/pidf+xml\n\n<presence/>"

static void
assert_statuses (Phone *phone, const char *expected)
{
  g_autofree char *statuses = phone_take_statuses (phone);

  g_assert_cmpstr (statuses, ==, expected);
}

/* What is asked for wrongly (RFC 6665 §4.2.1.1, RFC 3515 §2.4.2, RFC 3903 §6). */
static void
test_refusals (Phone *phone, gconstpointer data)
{
  static const struct
  {
    const char *text, *status, *words, *why;
  } rows[] = {
    { SUBSCRIBE VIA (1) HEAD "CSeq: 1 SUBSCRIBE\nEvent: weather\n\n", "489",
      "\r\nAllow-Events: presence, message-summary\r\n", "an unknown package" },
    { SUBSCRIBE VIA (1) HEAD "CSeq: 1 SUBSCRIBE\n\n", "489", "", "no package" },
    { SUBSCRIBE VIA (1) HEAD "CSeq: 1 SUBSCRIBE\nEvent: presence\nAccept: text/plain\n\n",
      "406", "", "a type that nobody can send" },
    { SUBSCRIBE VIA (1) HEAD "CSeq: 1 SUBSCRIBE\nEvent: presence\nExpires: 1\n\n", "423",
      "\r\nMin-Expires: 5\r\n", "too short" },
    { REFER VIA (1) HEAD "CSeq: 1 REFER\n\n", "400", "Missing Refer-To", "to nobody" },
    { REFER VIA (1) HEAD "CSeq: 1 REFER\nRefer-To: <sip:a@b>\nRefer-To: <sip:c@d>\n\n",
      "400", "Two Refer-To", "to two" },
    { PUBLISH VIA (1) HEAD "CSeq: 1 PUBLISH\nEvent: weather\n" PIDF, "489",
      "\r\nAllow-Events: presence\r\n", "nothing else can be published" },
    { PUBLISH VIA (1) HEAD "CSeq: 1 PUBLISH\nEvent: presence\n\n", "400", "",
      "nothing is in it" },
    { PUBLISH VIA (1) HEAD "CSeq: 1 PUBLISH\nEvent: presence\nSIP-If-Match: x\n\n", "412",
      "", "of something that was never published" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].why);
      phone_send (phone, rows[i].text, BOB);
      g_assert_nonnull (strstr (phone_peek_last (phone), rows[i].words));
      assert_statuses (phone, rows[i].status);
      lore_lab_reset (phone->fixture.lab);
    }
}

/* Lost NOTIFYs are repeated, each a transaction: what this telephone never answers. */
static void
test_unanswered (Phone *phone, gconstpointer data)
{
  phone_send (phone,
              SUBSCRIBE VIA (1) HEAD "CSeq: 1 SUBSCRIBE\nEvent: presence\nExpires: 9\n\n",
              BOB);
  g_assert_nonnull (
      strstr (phone_peek_last (phone), "\r\nSubscription-State: active;expires=9\r\n"));
  assert_statuses (phone, "200 NOTIFY");
  fixture_advance (&phone->fixture, 600 * MS);
  assert_statuses (phone, "NOTIFY");
  fixture_advance (&phone->fixture, 9 * SECOND);
  g_assert_nonnull (strstr (phone_peek_last (phone),
                            "\r\nSubscription-State: terminated;reason=timeout\r\n"));
}

/* To ask once is a subscription that ends at once (§4.4.3). */
static void
test_poll (Phone *phone, gconstpointer data)
{
  phone_send (phone,
              SUBSCRIBE VIA (1) HEAD
              "CSeq: 1 SUBSCRIBE\nEvent: message-summary\nExpires: 0\n\n",
              BOB);
  g_assert_nonnull (strstr (phone_peek_last (phone), "Messages-Waiting: yes"));
  assert_statuses (phone, "200 NOTIFY");
}

static char *
lines (Fixture *fixture, guint since)
{
  return fixture_dup_messages (fixture, since);
}

/* Alice's whole subscription: told at once, told of a change, ended by herself. */
static void
test_presence (Phone *phone, gconstpointer data)
{
  Fixture *fixture = &phone->fixture;
  g_autofree char *all = NULL, *last = NULL;

  fixture_send (fixture, "subscribe", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, SECOND);
  fixture_send (fixture, "publish", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, SECOND);
  last = fixture_dup_last (fixture, "NOTIFY");
  g_assert_nonnull (strstr (last, "<basic>closed</basic>"));
  fixture_send (fixture, "unsubscribe", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, SECOND);
  all = lines (fixture, 0);
  g_assert_cmpstr (all, ==,
                   "0 alice>bob SUBSCRIBE\n0 bob>alice 200 OK\n0 bob>alice NOTIFY\n"
                   "0 alice>bob 200 OK\n1000 alice>bob PUBLISH\n1000 bob>alice 200 OK\n"
                   "1000 bob>alice NOTIFY\n1000 alice>bob 200 OK\n"
                   "2000 alice>bob SUBSCRIBE\n2000 bob>alice 200 OK\n"
                   "2000 bob>alice NOTIFY\n2000 alice>bob 200 OK\n");
  g_clear_pointer (&all, g_free);
  all = fixture_dup_offers (fixture);
  g_assert_cmpstr (all, ==, "");
}

/* A transfer inside the call: 202, and two NOTIFYs tell how it fares. */
static void
test_refer (Phone *phone, gconstpointer data)
{
  Fixture *fixture = &phone->fixture;
  g_autofree char *all = NULL, *last = NULL;

  lore_lab_set_bob_answer_after (fixture->lab, 0.3);
  fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, SECOND);
  fixture_send (fixture, "refer", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 5 * SECOND);
  fixture_send (fixture, "bye", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, SECOND);
  last = fixture_dup_last (fixture, "NOTIFY");
  g_assert_nonnull (strstr (last, "\r\n\r\nSIP/2.0 200 OK\r\n"));
  g_assert_nonnull (
      strstr (last, "\r\nSubscription-State: terminated;reason=noresource"));
  all = lines (fixture, 5);
  g_assert_cmpstr (all, ==,
                   "1000 alice>bob REFER\n1000 bob>alice 202 Accepted\n"
                   "1000 bob>alice NOTIFY\n1000 alice>bob 200 OK\n"
                   "3000 bob>alice NOTIFY\n3000 alice>bob 200 OK\n"
                   "6000 alice>bob BYE\n6000 bob>alice 200 OK\n");
}

/* The NOTIFY is faster than the 2xx (RFC 6665 §4.4.1): it is expected all the same. */
static void
test_early_notify (Phone *phone, gconstpointer data)
{
  Fixture *fixture = &phone->fixture;
  g_autofree char *messages = NULL;

  fixture_lose (fixture, "200 OK", 1);
  fixture_send (fixture, "subscribe", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, SECOND);
  messages = lines (fixture, 2);
  g_assert_cmpstr (messages, ==,
                   "0 bob>alice NOTIFY\n0 alice>bob 200 OK\n500 alice>bob SUBSCRIBE\n"
                   "500 bob>alice 200 OK\n");
}

/* A NOTIFY that nobody asked for is answered 481. */
static void
test_unasked (Phone *phone, gconstpointer data)
{
  Fixture *fixture = &phone->fixture;
  g_autofree char *messages = NULL;

  lore_lab_set_bob_answer_after (fixture->lab, 0.3);
  fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, SECOND);
  fixture_send (fixture, "notify", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, SECOND);
  messages = lines (fixture, 6);
  g_assert_true (g_str_has_prefix (messages, "1000 bob>alice 481 "));
}

#define ADD(path, func) g_test_add (path, Phone, NULL, phone_setup, func, phone_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/notifier/refusals", test_refusals);
  ADD ("/notifier/unanswered", test_unanswered);
  ADD ("/notifier/poll", test_poll);
  ADD ("/notifier/presence", test_presence);
  ADD ("/notifier/refer", test_refer);
  ADD ("/notifier/early-notify", test_early_notify);
  ADD ("/notifier/unasked", test_unasked);
  return g_test_run ();
}
