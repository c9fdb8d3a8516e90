/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "sip/facts.h"
#include "trace/participants.h"

#include <string.h>

static const FixtureMessage invite = { 0 };

/* --- observations of one datagram ------------------------------------------------- */

static void
test_sent_and_received (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  LoreMessage facts;
  guint32 sent, received;

  sent = fixture_append (trace, LORE_EVENT_SENT, 1, ALICE, BOB, &invite);
  lore_trace_get_message (trace, sent, &facts);
  g_assert_cmpint (facts.received_us, ==, LORE_TIME_UNKNOWN);

  received = fixture_append (trace, LORE_EVENT_RECEIVED, 3, ALICE, BOB, &invite);
  g_assert_cmpuint (received, ==, sent);
  g_assert_cmpuint (lore_trace_get_n_messages (trace), ==, 1);
  g_assert_cmpuint (lore_trace_get_n_events (trace), ==, 2);
  g_assert_cmpuint (lore_trace_get_n_retransmissions (trace), ==, 0);

  lore_trace_get_message (trace, sent, &facts);
  g_assert_cmpint (facts.sent_us, ==, 1000);
  g_assert_cmpint (facts.received_us, ==, 3000);
  g_assert_cmpint (facts.unix_us, ==, FIXTURE_UNIX_US + 1000);
  g_assert_cmpuint (facts.method, ==, SIP_METHOD_INVITE);
  g_assert_cmpint (facts.transport, ==, LORE_TRANSPORT_UDP);
  g_assert_finalize_object (g_steal_pointer (&trace));
}

/* Two copies in the air at once are two messages, and the first that arrives is the
 * first that left. */
static void
test_two_in_the_air (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  guint32 first = fixture_append (trace, LORE_EVENT_SENT, 0, ALICE, BOB, &invite);
  guint32 second = fixture_append (trace, LORE_EVENT_SENT, 500, ALICE, BOB, &invite);
  LoreMessage facts;

  g_assert_cmpuint (first, !=, second);
  g_assert_cmpuint (fixture_append (trace, LORE_EVENT_RECEIVED, 600, ALICE, BOB, &invite),
                    ==, first);
  g_assert_cmpuint (fixture_append (trace, LORE_EVENT_RECEIVED, 700, ALICE, BOB, &invite),
                    ==, second);
  lore_trace_get_message (trace, second, &facts);
  g_assert_cmpuint (facts.original, ==, first);
  g_assert_true (facts.flags & LORE_MESSAGE_RETRANSMISSION);
  /* A third arrival is a datagram that the network made two of. */
  g_assert_cmpuint (fixture_append (trace, LORE_EVENT_RECEIVED, 701, ALICE, BOB, &invite),
                    ==, 2);
}

static void
test_captured_twice (void)
{
  static const struct
  {
    double ms;
    const char *source;
    guint n_messages;
    const char *why;
  } rows[] = {
    { 0.01, ALICE, 1, "the same packet on another interface" },
    { 4.9, ALICE, 1, "a few ms later: still the same packet" },
    { 500, ALICE, 2, "T1 later: sent again" },
    { 0.01, PROXY, 2, "another hop: another message" },
    { 0.01, NULL, 2, "who sent it is not known: nothing is guessed" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = lore_trace_new ();

      g_test_message ("%s", rows[i].why);
      fixture_append (trace, LORE_EVENT_CAPTURED, 0, ALICE, BOB, &invite);
      fixture_append (trace, LORE_EVENT_CAPTURED, rows[i].ms, rows[i].source, BOB,
                      &invite);
      g_assert_cmpuint (lore_trace_get_n_messages (trace), ==, rows[i].n_messages);
    }
}

/* A text log without times has everything at 0: two copies are two messages. */
static void
test_captured_without_time (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GBytes) bytes = fixture_message (&invite);
  LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                      .unix_us = LORE_TIME_UNKNOWN,
                      .source = ALICE,
                      .destination = BOB,
                      .message = bytes };
  LoreMessage facts;

  lore_trace_append (trace, &event);
  lore_trace_append (trace, &event);
  g_assert_cmpuint (lore_trace_get_n_messages (trace), ==, 2);
  lore_trace_get_message (trace, 1, &facts);
  g_assert_cmpint (facts.unix_us, ==, LORE_TIME_UNKNOWN);
}

static void
test_lost (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  guint32 message = fixture_append (trace, LORE_EVENT_SENT, 0, ALICE, BOB, &invite);
  guint32 departure, arrival;
  LoreMessage facts;

  g_assert_cmpuint (fixture_append (trace, LORE_EVENT_DROPPED, 1, ALICE, BOB, &invite),
                    ==, message);
  lore_trace_get_message (trace, message, &facts);
  g_assert_true (facts.flags & LORE_MESSAGE_LOST);
  g_assert_cmpint (facts.received_us, ==, LORE_TIME_UNKNOWN);
  lore_trace_get_message_events (trace, message, &departure, &arrival);
  g_assert_cmpuint (departure, ==, 0);
  g_assert_cmpuint (arrival, ==, 1);
  /* It does not arrive after all. */
  g_assert_cmpuint (fixture_append (trace, LORE_EVENT_RECEIVED, 2, ALICE, BOB, &invite),
                    ==, 1);
}

static void
test_unanswered (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  LoreEvent problem = { .type = LORE_EVENT_PROBLEM,
                        .unix_us = LORE_TIME_UNKNOWN,
                        .source = ALICE,
                        .destination = BOB,
                        .name = "problem:port-unreachable" };
  LoreMessage facts;
  guint32 event;

  fixture_append (trace, LORE_EVENT_SENT, 0, ALICE, BOB, &invite);
  fixture_append (trace, LORE_EVENT_SENT, 1, ALICE, PROXY, &invite);
  event = lore_trace_append (trace, &problem);
  g_assert_cmpuint (lore_trace_get_event_message (trace, event), ==, 0);
  lore_trace_get_message (trace, 0, &facts);
  g_assert_true (facts.flags & LORE_MESSAGE_UNANSWERED);
  lore_trace_get_message (trace, 1, &facts);
  g_assert_false (facts.flags & LORE_MESSAGE_UNANSWERED);
  /* Nothing is in the air there any more. */
  event = lore_trace_append (trace, &problem);
  g_assert_cmpuint (lore_trace_get_event_message (trace, event), ==, LORE_ID_NONE);
}

/* --- events ---------------------------------------------------------------------- */

static void
test_inner_events (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  char name[] = "timer:A";
  LoreEvent timer = { .type = LORE_EVENT_TIMER_SET,
                      .lab_us = 5,
                      .unix_us = LORE_TIME_UNKNOWN,
                      .element = "alice",
                      .subject = "z9hG4bK-1",
                      .name = name,
                      .duration_us = 500000,
                      .rfc = "3261 §17.1.1.2" };
  LoreEvent found;

  lore_trace_append (trace, &timer);
  memset (name, '!', sizeof name - 1); /* the trace has a copy */
  fixture_append (trace, LORE_EVENT_SENT, 1, ALICE, BOB, &invite);

  lore_trace_get_event (trace, 0, &found);
  g_assert_cmpint (found.type, ==, LORE_EVENT_TIMER_SET);
  g_assert_cmpint (found.lab_us, ==, 5);
  g_assert_cmpint (found.unix_us, ==, LORE_TIME_UNKNOWN);
  g_assert_cmpstr (found.element, ==, "alice");
  g_assert_cmpstr (found.subject, ==, "z9hG4bK-1");
  g_assert_cmpstr (found.name, ==, "timer:A");
  g_assert_cmpint (found.duration_us, ==, 500000);
  g_assert_cmpstr (found.rfc, ==, "3261 §17.1.1.2");
  g_assert_null (found.message);
  g_assert_cmpuint (lore_trace_get_event_message (trace, 0), ==, LORE_ID_NONE);

  lore_trace_get_event (trace, 1, &found);
  g_assert_cmpint (found.type, ==, LORE_EVENT_SENT);
  g_assert_cmpint (found.unix_us, ==, FIXTURE_UNIX_US + 1000);
  g_assert_cmpstr (found.source, ==, ALICE);
  g_assert_cmpstr (found.destination, ==, BOB);
  g_assert_nonnull (found.message);
  g_assert_true (g_str_has_prefix (g_bytes_get_data (found.message, NULL), "INVITE "));
}

/* A message event may say whose it is; that comes back as well. */
static void
test_message_event_details (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GBytes) bytes = fixture_message (&invite);
  LoreEvent sent = { .type = LORE_EVENT_SENT,
                     .source = ALICE,
                     .destination = BOB,
                     .message = bytes,
                     .truncated = TRUE,
                     .element = "alice" };
  LoreEvent found;

  lore_trace_append (trace, &sent);
  lore_trace_get_event (trace, 0, &found);
  g_assert_cmpstr (found.element, ==, "alice");
  g_assert_cmpstr (found.source, ==, ALICE);
  g_assert_true (found.truncated);
  g_assert_true (g_bytes_equal (found.message, bytes));
}

static void
log_cb (GString *log, const char *what, guint id)
{
  g_string_append_printf (log, "%s %u; ", what, id);
}

static void
message_added_cb (LoreTrace *trace, guint id, GString *log)
{
  log_cb (log, "added", id);
}

static void
message_changed_cb (LoreTrace *trace, guint id, GString *log)
{
  log_cb (log, "changed", id);
}

static void
event_added_cb (LoreTrace *trace, guint id, GString *log)
{
  log_cb (log, "event", id);
}

static void
participants_changed_cb (LoreTrace *trace, GString *log)
{
  log_cb (log, "participants", lore_trace_get_n_participants (trace));
}

static void
test_signals (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  const FixtureMessage ringing = { .status = 180, .to = "b" };

  g_signal_connect (trace, "message-added", G_CALLBACK (message_added_cb), log);
  g_signal_connect (trace, "message-changed", G_CALLBACK (message_changed_cb), log);
  g_signal_connect (trace, "event-added", G_CALLBACK (event_added_cb), log);
  g_signal_connect (trace, "participants-changed", G_CALLBACK (participants_changed_cb),
                    log);

  fixture_append (trace, LORE_EVENT_SENT, 0, ALICE, BOB, &invite);
  g_assert_cmpstr (log->str, ==, "participants 2; added 0; event 0; ");
  g_string_truncate (log, 0);
  fixture_append (trace, LORE_EVENT_RECEIVED, 1, ALICE, BOB, &invite);
  g_assert_cmpstr (log->str, ==, "changed 0; event 1; ");
  g_string_truncate (log, 0);
  fixture_append (trace, LORE_EVENT_SENT, 2, BOB, ALICE, &ringing);
  g_assert_cmpstr (log->str, ==, "added 1; changed 0; event 2; "); /* its dialog */
  g_string_truncate (log, 0);
  lore_trace_name_participant (trace, BOB, "Bob", "role:uas");
  lore_trace_name_participant (trace, BOB, "Bob", "role:uas");
  g_assert_cmpstr (log->str, ==, "participants 2; ");
}

/* --- participants ----------------------------------------------------------------- */

static void
test_addresses (void)
{
  static const struct
  {
    const char *address, *canonical, *why;
  } rows[] = {
    { "127.0.0.1:5060", "127.0.0.1:5060", "nothing to do" },
    { "[::1]:5060", "[::1]:5060", "nothing to do" },
    { "[0:0:0:0:0:0:0:1]:5060", "[::1]:5060", "IPv6 has many spellings" },
    { "[2001:DB8::1]:5060", "[2001:db8::1]:5060", "in capitals, too" },
    { "[::ffff:192.0.2.1]:5060", "192.0.2.1:5060", "a socket for both families" },
    { "2001:db8::1", "[2001:db8::1]", "no port, no brackets" },
    { "192.0.2.1", "192.0.2.1", "no port" },
    { "Bob.Example:5060", "bob.example:5060", "host names have no case" },
    { "UAC", "uac", "what a log calls it" },
    { "[broken", "[broken", "rubbish stays what it is" },
    { "[a:b]c]:1", "[a:b]c]:1", "rubbish stays what it is" },
    { "192.0.2.1:5]060", "192.0.2.1:5]060", "rubbish stays what it is" },
    { "fe80::1%eth0", "fe80::1%eth0", "a zone is no part of an address" },
    { "", "", "and so does nothing" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *canonical = lore_address_dup_canonical (rows[i].address);

      g_test_message ("%s", rows[i].why);
      g_assert_cmpstr (canonical, ==, rows[i].canonical);
    }
}

static void
test_participants (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  LoreParticipant alice, bob;
  LoreMessage facts;

  lore_trace_name_participant (trace, "[0::1]:5060", "Bob", "role:uas");
  fixture_append (trace, LORE_EVENT_CAPTURED, 0, ALICE, "[::1]:5060", &invite);
  fixture_append (trace, LORE_EVENT_CAPTURED, 1, NULL, NULL, &invite);
  g_assert_cmpuint (lore_trace_get_n_participants (trace), ==, 2);

  lore_trace_get_message (trace, 0, &facts);
  lore_trace_get_participant (trace, facts.source, &alice);
  lore_trace_get_participant (trace, facts.destination, &bob);
  g_assert_cmpstr (alice.name, ==, ALICE);
  g_assert_null (alice.role);
  g_assert_cmpstr (bob.name, ==, "Bob");
  g_assert_cmpstr (bob.address, ==, "[::1]:5060");
  g_assert_cmpstr (bob.role, ==, "role:uas");

  lore_trace_get_message (trace, 1, &facts);
  g_assert_cmpuint (facts.source, ==, LORE_ID_NONE);
  g_assert_cmpuint (facts.destination, ==, LORE_ID_NONE);
}

/* --- any bytes at all ----------------------------------------------------------------
 */

static void
test_no_sip (void)
{
  static const char *const rows[] = {
    "",       "\r\n\r\n",    "\0\0\0\0",          "GET / HTTP/1.1\r\n\r\n",
    "INVITE", "SIP/2.0 200", "Call-ID: x\r\n\r\n"
  };
  g_autoptr (LoreTrace) trace = lore_trace_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (rows[i], MAX (strlen (rows[i]), 1));
      g_autoptr (GBytes) copy = NULL;
      guint32 id =
          fixture_append_bytes (trace, LORE_EVENT_RECEIVED, i, ALICE, BOB, bytes);

      copy = lore_trace_dup_bytes (trace, id);
      g_assert_true (g_bytes_equal (bytes, copy));
    }
  g_assert_cmpuint (lore_trace_get_n_messages (trace), ==, G_N_ELEMENTS (rows));
}

/* Rubbish and half-rubbish, made from a seed: nothing crashes, nothing is lost, and what
 * the trace says of a message agrees with itself. */
static void
test_random (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GBytes) model = fixture_message (&invite);
  gsize len;
  const guint8 *data = g_bytes_get_data (model, &len);
  gsize total = 0;

  for (guint i = 0; i < 5000; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, len);
      gsize cut = g_rand_int_range (rand, 1, len + 1);
      g_autoptr (GBytes) bytes = NULL;

      for (gint n = g_rand_int_range (rand, 0, 4); n > 0; n--)
        copy[g_rand_int_range (rand, 0, len)] = g_rand_int_range (rand, 0, 256);
      bytes = g_bytes_new (copy, g_rand_boolean (rand) ? len : cut);
      total += g_bytes_get_size (bytes);
      fixture_append_bytes (trace, LORE_EVENT_RECEIVED, i, ALICE, BOB, bytes);
    }
  g_assert_cmpuint (lore_trace_get_n_messages (trace), ==, 5000);
  g_assert_cmpuint (lore_trace_get_n_bytes (trace), ==, total);
  for (guint32 i = 0; i < 5000; i++)
    {
      LoreMessage facts, original;

      lore_trace_get_message (trace, i, &facts);
      g_assert_true (facts.call == LORE_ID_NONE
                     || facts.call < lore_trace_get_n_calls (trace));
      if ((facts.flags & LORE_MESSAGE_RETRANSMISSION) == 0)
        continue;
      lore_trace_get_message (trace, facts.original, &original);
      g_assert_cmpuint (facts.original, <, i);
      g_assert_cmpuint (original.transaction, ==, facts.transaction);
      g_assert_false (original.flags & LORE_MESSAGE_RETRANSMISSION);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/sent-and-received", test_sent_and_received);
  g_test_add_func ("/trace/two-in-the-air", test_two_in_the_air);
  g_test_add_func ("/trace/captured-twice", test_captured_twice);
  g_test_add_func ("/trace/captured-without-time", test_captured_without_time);
  g_test_add_func ("/trace/lost", test_lost);
  g_test_add_func ("/trace/unanswered", test_unanswered);
  g_test_add_func ("/trace/inner-events", test_inner_events);
  g_test_add_func ("/trace/message-event-details", test_message_event_details);
  g_test_add_func ("/trace/signals", test_signals);
  g_test_add_func ("/trace/addresses", test_addresses);
  g_test_add_func ("/trace/participants", test_participants);
  g_test_add_func ("/trace/no-sip", test_no_sip);
  g_test_add_func ("/trace/random", test_random);
  return g_test_run ();
}
