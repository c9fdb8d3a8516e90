/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "base/problem.h"
#include "body/dissect.h"
#include "plan/behaviour.h"
#include "sip/facts.h"

static void
assert_messages (Fixture *fixture, guint since, const char *expected)
{
  g_autofree char *messages = fixture_dup_messages (fixture, since);

  g_assert_cmpstr (messages, ==, expected);
}

static void
assert_offers (Fixture *fixture, const char *expected)
{
  g_autofree char *offers = fixture_dup_offers (fixture);

  g_assert_cmpstr (offers, ==, expected);
}

/* The whole of a call, guided: only the INVITE and the BYE are the student's. */
static void
test_call (Fixture *fixture, gconstpointer data)
{
  fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
  assert_offers (fixture, "");
  fixture_advance (fixture, 1 * SECOND);
  assert_offers (fixture, "cancel");
  fixture_advance (fixture, 3 * SECOND);
  assert_offers (fixture, "bye hold info refer");
  fixture_send (fixture, "bye", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 60 * SECOND);
  assert_offers (fixture, "");
  assert_messages (fixture, 0,
                   "0 alice>bob INVITE\n"
                   "0 bob>alice 100 Trying\n"
                   "200 bob>alice 180 Ringing\n"
                   "3000 bob>alice 200 OK\n"
                   "3000 alice>bob ACK\n"
                   "4000 alice>bob BYE\n"
                   "4000 bob>alice 200 OK\n");
}

static char *
line_of (const char *message, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (message, "\r\n", -1);
  g_autofree char *prefix = g_strconcat (name, " ", NULL);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], prefix))
      return g_strdup (lines[i] + strlen (prefix));
  return NULL;
}

/* The named lines of two messages of the trace are the same, or are not. */
static void
assert_line (Fixture *fixture, const char *one, const char *other, const char *name,
             gboolean same)
{
  g_autofree char *a = fixture_dup_last (fixture, one);
  g_autofree char *b = fixture_dup_last (fixture, other);
  g_autofree char *line_a = line_of (a, name);
  g_autofree char *line_b = line_of (b, name);

  g_test_message ("%s of %s (%s) and of %s (%s)", name, one, line_a, other, line_b);
  g_assert_nonnull (line_a);
  g_assert_true ((g_strcmp0 (line_a, line_b) == 0) == same);
}

/* Guided or from the template: the two ACKs are as the RFC has them (M01, M02). */
static void
test_acks (Fixture *fixture, gconstpointer data)
{
  LoreSendMode mode = GPOINTER_TO_UINT (data);

  fixture_send (fixture, "invite", BOB, mode);
  fixture_advance (fixture, 4 * SECOND);
  if (mode == LORE_SEND_RAW)
    {
      assert_offers (fixture, "ack-2xx bye hold info refer");
      fixture_send (fixture, "ack-2xx", BOB, mode);
    }
  assert_offers (fixture, "bye hold info refer");
  assert_line (fixture, "ACK", "INVITE", "Via:", FALSE);
  assert_line (fixture, "ACK", "INVITE", "Call-ID:", TRUE);
  assert_line (fixture, "ACK", "INVITE", "From:", TRUE);
  {
    g_autofree char *ack = fixture_dup_last (fixture, "ACK");
    g_autofree char *cseq = line_of (ack, "CSeq:");

    g_assert_true (g_str_has_prefix (ack, "ACK sip:bob@127.0.0.1:5070 SIP/2.0\r\n"));
    g_assert_cmpstr (cseq, ==, "1 ACK");
  }
  lore_lab_reset (fixture->lab);
  lore_lab_set_bob_behaviour (fixture->lab, "busy", NULL);
  fixture_send (fixture, "invite", BOB, mode);
  fixture_advance (fixture, SECOND / 4);
  if (mode == LORE_SEND_RAW)
    {
      assert_offers (fixture, "ack-non2xx");
      fixture_send (fixture, "ack-non2xx", BOB, mode);
      fixture_advance (fixture, 0);
    }
  assert_offers (fixture, "");
  assert_line (fixture, "ACK", "INVITE", "Via:", TRUE);
  assert_line (fixture, "ACK", "486", "To:", TRUE);
  assert_line (fixture, "ACK", "INVITE", "To:", FALSE);
  {
    g_autofree char *events = fixture_dup_events (fixture, "bob");

    g_assert_nonnull (strstr (events, "completed>confirmed"));
  }
}

/* The student does everything by hand, and Bob is content. */
static void
test_raw_call (Fixture *fixture, gconstpointer data)
{
  fixture_send (fixture, "invite", BOB, LORE_SEND_RAW);
  fixture_advance (fixture, 3250 * MS);
  assert_messages (fixture, 0,
                   "0 alice>bob INVITE\n"
                   "0 bob>alice 100 Trying\n"
                   "200 bob>alice 180 Ringing\n"
                   "3000 bob>alice 200 OK\n");
  fixture_advance (fixture, 400 * MS);
  assert_messages (fixture, 4, "3500 bob>alice 200 OK\n");
  fixture_send (fixture, "ack-2xx", BOB, LORE_SEND_RAW);
  fixture_advance (fixture, 10 * SECOND);
  fixture_send (fixture, "bye", BOB, LORE_SEND_RAW);
  fixture_advance (fixture, 60 * SECOND);
  assert_messages (fixture, 5,
                   "3650 alice>bob ACK\n"
                   "13650 alice>bob BYE\n"
                   "13650 bob>alice 200 OK\n");
  assert_offers (fixture, "");
}

/* No ACK ever: the 2xx is repeated for 64*T1, then Bob hangs up (§13.3.1.4). */
static void
test_no_ack (Fixture *fixture, gconstpointer data)
{
  lore_lab_set_bob_answer_after (fixture->lab, 0);
  fixture_send (fixture, "invite", BOB, LORE_SEND_RAW);
  fixture_advance (fixture, 33 * SECOND);
  assert_messages (fixture, 2,
                   "200 bob>alice 180 Ringing\n"
                   "200 bob>alice 200 OK\n"
                   "700 bob>alice 200 OK\n"
                   "1700 bob>alice 200 OK\n"
                   "3700 bob>alice 200 OK\n"
                   "7700 bob>alice 200 OK\n"
                   "11700 bob>alice 200 OK\n"
                   "15700 bob>alice 200 OK\n"
                   "19700 bob>alice 200 OK\n"
                   "23700 bob>alice 200 OK\n"
                   "27700 bob>alice 200 OK\n"
                   "31700 bob>alice 200 OK\n"
                   "32200 bob>alice BYE\n"
                   "32700 bob>alice BYE\n");
}

/* The peer hangs up while sending is raw: nothing answers, and nothing is offered. */
static void
test_raw_is_hung_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *events = NULL;

  lore_lab_set_bob_answer_after (fixture->lab, 0.2);
  fixture_send (fixture, "invite", BOB, LORE_SEND_RAW);
  fixture_advance (fixture, 32 * SECOND);
  assert_offers (fixture, "ack-2xx bye hold info refer");
  fixture_advance (fixture, 400 * MS);
  assert_offers (fixture, "");
  events = fixture_dup_events (fixture, "alice");
  g_assert_cmpstr (events, ==,
                   "200 >early\n200 early>confirmed\n32200 note:raw-silence\n"
                   "32200 confirmed>terminated\n");
}

/* A lost ACK: each 2xx that comes again gets the same ACK once more. */
static void
test_lost_ack (Fixture *fixture, gconstpointer data)
{
  lore_lab_set_bob_answer_after (fixture->lab, 1);
  fixture_lose (fixture, "ACK", 1);
  fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 60 * SECOND);
  assert_messages (fixture, 3,
                   "1000 bob>alice 200 OK\n"
                   "1000 alice>bob ACK\n"
                   "1500 bob>alice 200 OK\n"
                   "1500 alice>bob ACK\n");
  assert_offers (fixture, "bye hold info refer");
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  LoreSendMode mode = GPOINTER_TO_UINT (data);

  fixture_send (fixture, "invite", BOB, mode);
  fixture_advance (fixture, 1 * SECOND);
  assert_offers (fixture, "cancel");
  fixture_send (fixture, "cancel", BOB, mode);
  fixture_advance (fixture, 0);
  if (mode == LORE_SEND_RAW)
    {
      assert_offers (fixture, "ack-non2xx");
      fixture_send (fixture, "ack-non2xx", BOB, mode);
    }
  fixture_advance (fixture, 60 * SECOND);
  assert_messages (fixture, 3,
                   "1000 alice>bob CANCEL\n"
                   "1000 bob>alice 200 OK\n"
                   "1000 bob>alice 487 Request Terminated\n"
                   "1000 alice>bob ACK\n");
  assert_line (fixture, "CANCEL", "INVITE", "Via:", TRUE);
  assert_line (fixture, "CANCEL", "INVITE", "To:", TRUE);
  assert_offers (fixture, "");
}

/* M20: the 200 was quicker: the CANCEL gets its 200 and changes nothing. */
static void
test_cancel_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) cancel = NULL;
  g_autofree char *problem = NULL;

  fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 1 * SECOND);
  cancel = fixture_fill (fixture, "cancel", BOB);
  fixture_advance (fixture, 3 * SECOND);
  problem = fixture_send_bytes (fixture, cancel, BOB, LORE_SEND_GUIDED);
  g_assert_null (problem);
  fixture_advance (fixture, 60 * SECOND);
  assert_messages (fixture, 5,
                   "4000 alice>bob CANCEL\n"
                   "4000 bob>alice 200 OK\n");
  assert_offers (fixture, "bye hold info refer");
}

/* M27: not before a 1xx. */
static void
test_cancel_early (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) cancel = NULL;
  g_autofree char *problem = NULL;

  fixture_lose (fixture, "INVITE", 0);
  fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
  cancel = fixture_fill (fixture, "cancel", BOB);
  problem = fixture_send_bytes (fixture, cancel, BOB, LORE_SEND_GUIDED);
  g_assert_cmpstr (problem, ==, "cancel-too-early");
}

/* The same bytes again while their transaction runs. */
static void
test_branch_in_use (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) options = fixture_fill (fixture, "options", BOB);
  g_autofree char *first = NULL, *second = NULL, *raw = NULL;

  first = fixture_send_bytes (fixture, options, BOB, LORE_SEND_GUIDED);
  second = fixture_send_bytes (fixture, options, BOB, LORE_SEND_GUIDED);
  raw = fixture_send_bytes (fixture, options, BOB, LORE_SEND_RAW);
  g_assert_null (first);
  g_assert_cmpstr (second, ==, "branch-in-use");
  g_assert_null (raw);
}

/* What Bob does in each of his plain moods (test-behaviours.c has the others); the
 * caller's ACKs left out. */
static void
test_behaviours (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *behaviour, *messages, *options;
  } rows[] = {
    { "answer", "100 180 200 ACK", "200" },      { "busy", "100 486 ACK", "486" },
    { "decline", "100 180 603 ACK", "603" },     { "ring", "100 180 180", "200" },
    { "not-found", "100 404 ACK", "404" },       { "unavailable", "100 480 ACK", "480" },
    { "early-media", "100 183 200 ACK", "200" }, { "redirect", "100 302 ACK", "302" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint since = lore_trace_get_n_messages (fixture->trace);
      g_autoptr (GString) seen = g_string_new (NULL);
      g_autofree char *all = NULL, *options = NULL;
      g_auto (GStrv) lines = NULL;

      g_test_message ("%s", rows[i].behaviour);
      g_assert_true (lore_lab_set_bob_behaviour (fixture->lab, rows[i].behaviour, NULL));
      fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
      fixture_advance (fixture, 62 * SECOND);
      all = fixture_dup_messages (fixture, since + 1);
      lines = g_strsplit (all, "\n", -1);
      for (gsize j = 0; lines[j] != NULL && *lines[j] != '\0'; j++)
        g_string_append_printf (seen, "%s%.3s", j > 0 ? " " : "",
                                strchr (strchr (lines[j], ' ') + 1, ' ') + 1);
      g_assert_cmpstr (seen->str, ==, rows[i].messages);

      fixture_send (fixture, "options", BOB, LORE_SEND_GUIDED);
      fixture_advance (fixture, 0);
      options = fixture_dup_last (fixture, "SIP/2.0");
      g_assert_true (strncmp (options + 8, rows[i].options, 3) == 0);
      lore_lab_reset (fixture->lab);
    }
}

static void
test_bad_behaviour (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (lore_lab_set_bob_behaviour (fixture->lab, "sing", &error));
  g_assert_cmpstr (lore_problem_get_id (error), ==, "behaviour-unknown");
}

/* Timer A doubles without limit, timer B gives up: as a 408 (§8.1.3.1). */
static void
test_invite_timeout (Fixture *fixture, gconstpointer data)
{
  g_autofree char *events = NULL;

  fixture_lose (fixture, "INVITE", 0);
  fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
  g_assert_true (lore_lab_is_busy (fixture->lab));
  fixture_advance (fixture, 40 * SECOND);
  g_assert_false (lore_lab_is_busy (fixture->lab));
  assert_messages (fixture, 0,
                   "0 alice>bob INVITE\n500 alice>bob INVITE\n1500 alice>bob INVITE\n"
                   "3500 alice>bob INVITE\n7500 alice>bob INVITE\n"
                   "15500 alice>bob INVITE\n31500 alice>bob INVITE\n");
  events = fixture_dup_events (fixture, "alice");
  g_assert_cmpstr (events, ==,
                   "0 >calling\n0 A set 500\n0 B set 32000\n"
                   "500 A fired\n500 A set 1000\n1500 A fired\n1500 A set 2000\n"
                   "3500 A fired\n3500 A set 4000\n7500 A fired\n7500 A set 8000\n"
                   "15500 A fired\n15500 A set 16000\n31500 A fired\n31500 A set 32000\n"
                   "32000 B fired\n32000 calling>terminated\n32000 A off\n"
                   "32000 problem:timeout\n");
  assert_offers (fixture, "");
}

/* Timer E doubles to T2, timer F gives up. */
static void
test_options_timeout (Fixture *fixture, gconstpointer data)
{
  g_autofree char *events = NULL;

  fixture_lose (fixture, "OPTIONS", 0);
  fixture_send (fixture, "options", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 40 * SECOND);
  assert_messages (fixture, 0,
                   "0 alice>bob OPTIONS\n500 alice>bob OPTIONS\n1500 alice>bob OPTIONS\n"
                   "3500 alice>bob OPTIONS\n7500 alice>bob OPTIONS\n"
                   "11500 alice>bob OPTIONS\n15500 alice>bob OPTIONS\n"
                   "19500 alice>bob OPTIONS\n23500 alice>bob OPTIONS\n"
                   "27500 alice>bob OPTIONS\n31500 alice>bob OPTIONS\n");
  events = fixture_dup_events (fixture, "alice");
  g_assert_true (g_str_has_suffix (events, "32000 F fired\n32000 trying>terminated\n"
                                           "32000 E off\n32000 problem:timeout\n"));
}

/* Nobody is there: told at once, as a 503 (§8.1.3.1), and nothing is repeated. */
static void
test_unreachable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *events = NULL;
  LoreMessage message;

  fixture_send (fixture, "invite", "127.0.0.1:9", LORE_SEND_GUIDED);
  fixture_advance (fixture, 60 * SECOND);
  g_assert_cmpuint (lore_trace_get_n_messages (fixture->trace), ==, 1);
  lore_trace_get_message (fixture->trace, 0, &message);
  g_assert_true (message.flags & LORE_MESSAGE_UNANSWERED);
  events = fixture_dup_events (fixture, "alice");
  g_assert_cmpstr (events, ==,
                   "0 >calling\n0 A set 500\n0 B set 32000\n0 problem:unreachable\n"
                   "0 calling>terminated\n0 A off\n0 B off\n0 note:as-503\n");
}

/* Raw: one datagram, whatever happens. */
static void
test_raw_is_raw (Fixture *fixture, gconstpointer data)
{
  fixture_lose (fixture, "INVITE", 0);
  fixture_send (fixture, "invite", BOB, LORE_SEND_RAW);
  fixture_advance (fixture, 60 * SECOND);
  assert_messages (fixture, 0, "0 alice>bob INVITE\n");
  {
    g_autofree char *events = fixture_dup_events (fixture, "alice");

    g_assert_cmpstr (events, ==, "");
  }
}

/* One lost response to a BYE: timer E repairs it, the server repeats its 200. */
static void
test_lost_200_to_bye (Fixture *fixture, gconstpointer data)
{
  lore_lab_set_bob_answer_after (fixture->lab, 0.3);
  fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 1 * SECOND);
  fixture_lose (fixture, "200 OK", 1);
  fixture_send (fixture, "bye", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 60 * SECOND);
  assert_messages (fixture, 5,
                   "1000 alice>bob BYE\n1000 bob>alice 200 OK\n"
                   "1500 alice>bob BYE\n1500 bob>alice 200 OK\n");
}

/* A 486 that is lost is repeated by timer G until the ACK comes. */
static void
test_lost_486 (Fixture *fixture, gconstpointer data)
{
  lore_lab_set_bob_behaviour (fixture->lab, "busy", NULL);
  fixture_lose (fixture, "486", 1);
  fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 60 * SECOND);
  assert_messages (fixture, 2,
                   "200 bob>alice 486 Busy Here\n"
                   "700 bob>alice 486 Busy Here\n"
                   "700 alice>bob ACK\n");
}

/* Over a reliable transport nothing is repeated, and no machine lingers. */
static void
test_reliable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *events = NULL;

  lore_memory_set_reliable (fixture->memory, TRUE);
  fixture_send (fixture, "options", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 0);
  events = fixture_dup_events (fixture, "alice");
  g_assert_cmpstr (events, ==,
                   "0 >trying\n0 F set 32000\n0 trying>completed\n0 F off\n0 K set 0\n"
                   "0 K fired\n0 completed>terminated\n");
}

static void
test_register (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL, *second = NULL, *removed = NULL, *contact = NULL;

  fixture_send (fixture, "register", REGISTRAR, LORE_SEND_GUIDED);
  fixture_advance (fixture, 10 * SECOND);
  first = fixture_dup_last (fixture, "200");
  contact = line_of (first, "Contact:");
  g_assert_cmpstr (contact, ==, "<sip:alice@127.0.0.1:5060>;expires=3600");
  assert_line (fixture, "REGISTER", "200", "Call-ID:", TRUE);

  fixture_send (fixture, "register", REGISTRAR, LORE_SEND_GUIDED);
  fixture_advance (fixture, 10 * SECOND);
  second = fixture_dup_last (fixture, "REGISTER");
  g_assert_nonnull (strstr (second, "\r\nCSeq: 2 REGISTER\r\n"));
  assert_line (fixture, "REGISTER", "200", "Call-ID:", TRUE);

  fixture_send (fixture, "unregister", REGISTRAR, LORE_SEND_GUIDED);
  fixture_advance (fixture, 10 * SECOND);
  removed = fixture_dup_last (fixture, "200");
  g_assert_null (strstr (removed, "Contact:"));

  fixture_send (fixture, "options", REGISTRAR, LORE_SEND_GUIDED);
  fixture_advance (fixture, 10 * SECOND);
  g_clear_pointer (&removed, g_free);
  removed = fixture_dup_last (fixture, "405");
  g_assert_nonnull (strstr (removed, "\r\nAllow: REGISTER\r\n"));
}

/* A challenge is answered by a request of its own (M03, M04, M11, M32). */
static void
test_login (Fixture *fixture, gconstpointer data)
{
  const char *name = data;
  gboolean invite = g_str_equal (name, "invite");
  const char *destination = invite ? BOB : REGISTRAR;
  const char *method = invite ? "INVITE" : "REGISTER";
  g_autofree char *messages = NULL, *first = NULL, *again = NULL, *to = NULL;
  g_autofree char *cseq = NULL, *first_to = NULL;
  const char *data_0;
  gsize len;

  lore_lab_require_login (fixture->lab, "alice", "wonderland");
  lore_lab_set_login (fixture->lab, "alice", "wonderland");
  fixture_send (fixture, name, destination, LORE_SEND_GUIDED);
  fixture_advance (fixture, 4 * SECOND);
  data_0 = (const char *)lore_trace_get_data (fixture->trace, 0, &len);
  first = g_strndup (data_0, len);
  again = fixture_dup_last (fixture, method);
  cseq = line_of (again, "CSeq:");
  to = line_of (again, "To:");
  first_to = line_of (first, "To:");
  g_assert_true (g_str_has_prefix (cseq, "2 "));
  g_assert_cmpstr (to, ==, first_to);
  g_assert_nonnull (strstr (again, "\r\nAuthorization: Digest "));
  g_assert_nonnull (strstr (again, "algorithm=SHA-256"));
  assert_line (fixture, method, "401", "Via:", FALSE);
  messages = fixture_dup_messages (fixture, 1);
  g_assert_true (g_str_has_prefix (messages, invite
                                                 ? "0 bob>alice 401 Unauthorized\n"
                                                   "0 alice>bob ACK\n"
                                                   "0 alice>bob INVITE\n"
                                                   "0 bob>alice 100 Trying\n"
                                                 : "0 registrar>alice 401 Unauthorized\n"
                                                   "0 alice>registrar REGISTER\n"
                                                   "0 registrar>alice 200 OK\n"));
  if (invite)
    assert_offers (fixture, "bye hold info refer");
}

/* A wrong password is not tried twice; nobody, not even once. */
static void
test_login_refused (Fixture *fixture, gconstpointer data)
{
  lore_lab_require_login (fixture->lab, "alice", "wonderland");
  fixture_send (fixture, "register", REGISTRAR, LORE_SEND_GUIDED);
  fixture_advance (fixture, SECOND);
  lore_lab_set_login (fixture->lab, "alice", "looking glass");
  fixture_send (fixture, "register", REGISTRAR, LORE_SEND_GUIDED);
  fixture_advance (fixture, SECOND);
  assert_messages (fixture, 0,
                   "0 alice>registrar REGISTER\n0 registrar>alice 401 Unauthorized\n"
                   "1000 alice>registrar REGISTER\n"
                   "1000 registrar>alice 401 Unauthorized\n"
                   "1000 alice>registrar REGISTER\n"
                   "1000 registrar>alice 401 Unauthorized\n");
}

/* IPv6 and other hosts get a socket that reaches them, on the same port. */
static void
test_other_ways (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) options = fixture_fill (fixture, "options", "[::1]:5060");
  g_autoptr (GBytes) remote = fixture_fill (fixture, "options", "192.0.2.9");
  g_autoptr (GBytes) invite = fixture_fill (fixture, "invite", "::1");
  const char *text = g_bytes_get_data (options, NULL);
  const char *remote_text = g_bytes_get_data (remote, NULL);
  const char *invite_text = g_bytes_get_data (invite, NULL);

  g_assert_nonnull (strstr (text, "Via: SIP/2.0/UDP [::1]:5060;rport;"));
  g_assert_true (g_str_has_prefix (text, "OPTIONS sip:bob@[::1]:5060 SIP/2.0"));
  g_assert_nonnull (strstr (text, "To: <sip:bob@[::1]>\r\n"));
  g_assert_nonnull (strstr (remote_text, "Via: SIP/2.0/UDP 192.0.2.1:5060;"));
  g_assert_true (g_str_has_prefix (remote_text, "OPTIONS sip:bob@192.0.2.9 SIP/2.0"));
  g_assert_true (g_str_has_prefix (invite_text, "INVITE sip:bob@[::1] SIP/2.0"));
  g_assert_nonnull (strstr (invite_text, "\r\nc=IN IP6 ::1\r\n"));
}

/* The diagnostics that the template draws when it is filled in now; NULL if it cannot be
 * filled in. */
static char *
dup_remarks (Fixture *fixture, LoreTemplate *template, const char *destination)
{
  const char *text = lore_template_get_text (template);
  g_autoptr (GHashTable) variables =
      lore_lab_dup_variables (fixture->lab, text, destination);
  g_auto (GStrv) missing = NULL;
  g_autoptr (GBytes) message = lore_template_fill (text, variables, TRUE, &missing);
  g_autoptr (SipTree) tree = body_dissect (message);
  g_autoptr (GString) remarks = g_string_new (NULL);
  const SipDiagnostic *diagnostics;
  guint n;

  if (*missing != NULL)
    return NULL;
  diagnostics = sip_tree_get_diagnostics (tree, &n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (remarks, "%s ",
                            sip_diagnostic_get_row (diagnostics[i].code)->id);
  return g_string_free (g_steal_pointer (&remarks), FALSE);
}

/* What is sent unchanged teaches, too: nothing to remark in a template that is not a
 * mistake on purpose, in whichever of these states it can be filled in. */
static void
test_templates_are_right (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *behaviour, *template, *destination;
    guint seconds;
  } states[] = {
    { "answer", "invite-reliable", BOB, 1 },
    { "answer", "invite", BOB, 4 },
    { "busy", "invite", BOB, 1 },
    { "answer", "subscribe", BOB, 1 },
    { "answer", "register", REGISTRAR, 1 },
  };
  GListModel *templates = G_LIST_MODEL (fixture->templates);
  guint n = g_list_model_get_n_items (templates);
  g_autofree gboolean *seen = g_new0 (gboolean, n);

  lore_lab_set_login (fixture->lab, "alice", "wonderland");
  for (gsize k = 0; k < G_N_ELEMENTS (states); k++)
    {
      if (g_str_equal (states[k].destination, REGISTRAR))
        lore_lab_require_login (fixture->lab, "alice", "wonderland");
      lore_lab_set_bob_behaviour (fixture->lab, states[k].behaviour, NULL);
      fixture_send (fixture, states[k].template, states[k].destination, LORE_SEND_RAW);
      fixture_advance (fixture, states[k].seconds * SECOND);
      for (guint i = 0; i < n; i++)
        {
          g_autoptr (LoreTemplate) template = g_list_model_get_item (templates, i);
          g_autofree char *remarks =
              dup_remarks (fixture, template, states[k].destination);
          const char *name = lore_template_get_name (template);
          const char *expected =
              g_str_equal (name, "register-query") ? "register-query " : ""; /* a note */

          seen[i] |= remarks != NULL;
          if (remarks != NULL && !g_str_has_prefix (name, "wrong-"))
            g_assert_cmpstr (remarks, ==, expected);
        }
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LoreTemplate) template = g_list_model_get_item (templates, i);

      if (!seen[i])
        g_error ("%s is never filled in", lore_template_get_name (template));
    }
}

static void
test_problems (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    gsize size;
    const char *destination, *problem, *why;
  } rows[] = {
    { 0, BOB, "empty-message", "nothing to send" },
    { 1, "", "no-destination", "nowhere" },
    { 1, "a b", "bad-destination", "no address" },
    { 1, "nobody.example", "host-not-found", "a name without an address" },
    { 65508, BOB, "datagram-too-big", "over the limit of IPv4" },
    { 65507, BOB, NULL, "at the limit" },
    { 65528, "[::1]:5070", "datagram-too-big", "over the limit of IPv6" },
    { 1, "bob.example:5070", NULL, "a name" },
  };

  lore_memory_add_host (fixture->memory, "bob.example", "127.0.0.1");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint mode = LORE_SEND_GUIDED; mode <= LORE_SEND_RAW; mode++)
      {
        g_autoptr (GBytes) message =
            g_bytes_new_take (g_strnfill (rows[i].size, 'x'), rows[i].size);
        g_autofree char *problem =
            fixture_send_bytes (fixture, message, rows[i].destination, mode);

        g_test_message ("%s", rows[i].why);
        g_assert_cmpstr (problem, ==, rows[i].problem);
      }
}

/* The preview is what is sent; after sending everything is new. */
static void
test_preview (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) preview = fixture_fill (fixture, "options", BOB);
  g_autoptr (GBytes) again = fixture_fill (fixture, "options", BOB);
  g_autoptr (GBytes) after = NULL;

  g_assert_true (g_bytes_equal (preview, again));
  fixture_send (fixture, "options", BOB, LORE_SEND_RAW);
  after = fixture_fill (fixture, "options", BOB);
  g_assert_false (g_bytes_equal (preview, after));
}

static void
count (LoreLab *lab, guint *n)
{
  ++*n;
}

static void
test_offers_signal (Fixture *fixture, gconstpointer data)
{
  guint n = 0;

  g_signal_connect (fixture->lab, "offers-changed", G_CALLBACK (count), &n);
  fixture_send (fixture, "invite", BOB, LORE_SEND_GUIDED);
  g_assert_cmpuint (n, ==, 0);
  fixture_advance (fixture, 10 * SECOND);
  g_assert_cmpuint (n, ==, 2); /* first cancel, then bye */
  lore_lab_reset (fixture->lab);
  g_assert_cmpuint (n, ==, 3);
}

/* Same seed, same actions: the same trace, byte for byte. */
static void
test_replay (void)
{
  g_autofree char *first = NULL, *second = NULL;

  for (guint i = 0; i < 2; i++)
    {
      Fixture fixture;
      GString *all = g_string_new (NULL);

      fixture_setup (&fixture, NULL);
      fixture_send (&fixture, "invite", BOB, LORE_SEND_GUIDED);
      fixture_advance (&fixture, 10 * SECOND);
      for (guint j = 0; j < lore_trace_get_n_messages (fixture.trace); j++)
        {
          gsize len;
          const guint8 *bytes = lore_trace_get_data (fixture.trace, j, &len);

          g_string_append_len (all, (const char *)bytes, len);
        }
      fixture_teardown (&fixture, NULL);
      *(i == 0 ? &first : &second) = g_string_free (all, FALSE);
    }
  g_assert_cmpstr (first, ==, second);
}

#define ADD(path, func, data)                                                            \
  g_test_add (path, Fixture, GUINT_TO_POINTER (data), fixture_setup, func,               \
              fixture_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/lab/call", test_call, 0);
  ADD ("/lab/acks/guided", test_acks, LORE_SEND_GUIDED);
  ADD ("/lab/acks/raw", test_acks, LORE_SEND_RAW);
  ADD ("/lab/raw-call", test_raw_call, 0);
  ADD ("/lab/no-ack", test_no_ack, 0);
  ADD ("/lab/raw-is-hung-up", test_raw_is_hung_up, 0);
  ADD ("/lab/lost-ack", test_lost_ack, 0);
  ADD ("/lab/cancel/guided", test_cancel, LORE_SEND_GUIDED);
  ADD ("/lab/cancel/raw", test_cancel, LORE_SEND_RAW);
  ADD ("/lab/cancel-late", test_cancel_late, 0);
  ADD ("/lab/cancel-early", test_cancel_early, 0);
  ADD ("/lab/branch-in-use", test_branch_in_use, 0);
  ADD ("/lab/behaviours", test_behaviours, 0);
  ADD ("/lab/bad-behaviour", test_bad_behaviour, 0);
  ADD ("/lab/invite-timeout", test_invite_timeout, 0);
  ADD ("/lab/options-timeout", test_options_timeout, 0);
  ADD ("/lab/unreachable", test_unreachable, 0);
  ADD ("/lab/raw-is-raw", test_raw_is_raw, 0);
  ADD ("/lab/lost-200-to-bye", test_lost_200_to_bye, 0);
  ADD ("/lab/lost-486", test_lost_486, 0);
  ADD ("/lab/reliable", test_reliable, 0);
  ADD ("/lab/register", test_register, 0);
  g_test_add ("/lab/login/register", Fixture, "register", fixture_setup, test_login,
              fixture_teardown);
  g_test_add ("/lab/login/invite", Fixture, "invite", fixture_setup, test_login,
              fixture_teardown);
  ADD ("/lab/login/refused", test_login_refused, 0);
  ADD ("/lab/other-ways", test_other_ways, 0);
  ADD ("/lab/templates-are-right", test_templates_are_right, 0);
  ADD ("/lab/problems", test_problems, 0);
  ADD ("/lab/preview", test_preview, 0);
  ADD ("/lab/offers-signal", test_offers_signal, 0);
  g_test_add_func ("/lab/replay", test_replay);
  return g_test_run ();
}
