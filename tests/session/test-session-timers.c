/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * RFC 4028 between Alice and Bob: who refreshes, when, and what happens when nobody does.
 */
#include "phone.h"
#include "session/compose.h"
#include "sip/edit.h"

#include <string.h>

static void
set_bob (Fixture *fixture, const char *behaviour)
{
  g_autoptr (GError) error = NULL;

  lore_lab_set_bob_behaviour (fixture->lab, behaviour, &error);
  g_assert_no_error (error);
  lore_lab_set_bob_answer_after (fixture->lab, 1);
}

/* One second after the answer. */
static void
call (Fixture *fixture, const char *behaviour, const char *template_name)
{
  set_bob (fixture, behaviour);
  fixture_send (fixture, template_name, BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 2 * SECOND);
}

/* The template, with one field set differently. */
static void
call_with (Fixture *fixture, const char *behaviour, const char *field, const char *value)
{
  g_autoptr (GBytes) filled = NULL, message = NULL;
  g_autofree char *problem = NULL;

  set_bob (fixture, behaviour);
  filled = fixture_fill (fixture, "invite-timed", BOB);
  message = value != NULL ? sip_edit_set (filled, field, value)
                          : sip_edit_remove (filled, field);
  problem = fixture_send_bytes (fixture, message, BOB, LORE_SEND_GUIDED);
  g_assert_cmpstr (problem, ==, NULL);
  fixture_advance (fixture, 2 * SECOND);
}

static void
assert_says (Fixture *fixture, const char *start_line, const char *text)
{
  g_autofree char *message = fixture_dup_last (fixture, start_line);

  g_assert_nonnull (message);
  if (strstr (message, text) == NULL)
    g_error ("no %s in\n%s", text, message);
}

static void
assert_happened (Fixture *fixture, const char *element, const char *event)
{
  g_autofree char *events = fixture_dup_events (fixture, element);

  if (strstr (events, event) == NULL)
    g_error ("no %s in\n%s", event, events);
}

/* From the answer on: 0.2 ms are for nothing, the wire takes no time. */
static void
test_caller_refreshes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *messages = NULL;
  guint since;

  call (fixture, "answer", "invite-timed");
  assert_says (fixture, "200 OK", "\r\nSession-Expires: 90;refresher=uac\r\n");
  assert_says (fixture, "200 OK", "\r\nRequire: timer\r\n");
  since = lore_trace_get_n_messages (fixture->trace);
  fixture_advance (fixture, 100 * SECOND);
  messages = fixture_dup_messages (fixture, since);
  g_assert_cmpstr (messages, ==,
                   "46000 alice>bob UPDATE\n46000 bob>alice 200 OK\n"
                   "91000 alice>bob UPDATE\n91000 bob>alice 200 OK\n");
  assert_says (fixture, "UPDATE", "\r\nSession-Expires: 90;refresher=uac\r\n");
  assert_says (fixture, "UPDATE", "\r\nContent-Length: 0\r\n");
  assert_happened (fixture, "alice", "1000 session-refresh set 45000\n");
  assert_happened (fixture, "alice", "1000 session-expiry set 90000\n");
  assert_happened (fixture, "alice", "46000 session-refresh fired\n");
  assert_happened (fixture, "bob", "1000 session-expiry set 60000\n");
  assert_happened (fixture, "bob", "46000 session-expiry off\n");
  fixture_send (fixture, "bye", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, SECOND);
  assert_happened (fixture, "alice", "102000 session-refresh off\n");
  assert_happened (fixture, "bob", "102000 session-expiry off\n");
}

/* Asked for by nobody but Bob, also where Alice does not know the option. */
static void
test_callee_refreshes (Fixture *fixture, gconstpointer template_name)
{
  g_autofree char *messages = NULL;
  guint since;

  call (fixture, "timed", template_name);
  assert_says (fixture, "200 OK", "\r\nSession-Expires: 90;refresher=uas\r\n");
  since = lore_trace_get_n_messages (fixture->trace);
  fixture_advance (fixture, 50 * SECOND);
  messages = fixture_dup_messages (fixture, since);
  g_assert_cmpstr (messages, ==, "46000 bob>alice UPDATE\n46000 alice>bob 200 OK\n");
  assert_says (fixture, "UPDATE", "\r\nSession-Expires: 90;refresher=uac\r\n");
}

/* One who takes no UPDATE is refreshed by INVITE, with the description as it was. */
static void
test_by_invite (Fixture *fixture, gconstpointer data)
{
  g_autofree char *messages = NULL, *first = NULL, *second = NULL;
  guint since;

  call_with (fixture, "timed", "Allow", "INVITE, ACK, BYE, CANCEL");
  first = fixture_dup_last (fixture, "200 OK");
  since = lore_trace_get_n_messages (fixture->trace);
  fixture_advance (fixture, 50 * SECOND);
  messages = fixture_dup_messages (fixture, since);
  g_assert_cmpstr (
      messages, ==,
      "46000 bob>alice INVITE\n46000 alice>bob 200 OK\n46000 bob>alice ACK\n");
  second = fixture_dup_last (fixture, "INVITE");
  g_assert_cmpstr (strstr (first, "\r\n\r\n"), ==, strstr (second, "\r\n\r\n"));
}

/* Table 2: the caller's choice stands. */
static void
test_choice (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *behaviour, *asked, *answered, *why;
  } rows[] = {
    { "answer", "90", "90;refresher=uac", "the callee leaves it to the caller" },
    { "timed", "90", "90;refresher=uas", "the callee wants to" },
    { "timed", "90;refresher=uac", "90;refresher=uac", "the caller has chosen itself" },
    { "answer", "90;refresher=uas", "90;refresher=uas", "the caller has chosen Bob" },
    { "timed", "3600", "90;refresher=uas", "less than was asked for is allowed" },
    { "min-se", "3600", "3600;refresher=uac", "more is not" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *expected =
          g_strdup_printf ("\r\nSession-Expires: %s\r\n", rows[i].answered);

      g_test_message ("%s", rows[i].why);
      call_with (fixture, rows[i].behaviour, "Session-Expires", rows[i].asked);
      assert_says (fixture, "200 OK", expected);
      lore_lab_reset (fixture->lab);
    }
}

/* 422 is tried again with what Min-SE says, once. */
static void
test_too_small (Fixture *fixture, gconstpointer data)
{
  g_autofree char *messages = NULL;

  call (fixture, "min-se", "invite-timed");
  messages = fixture_dup_messages (fixture, 0);
  g_assert_cmpstr (messages, ==,
                   "0 alice>bob INVITE\n0 bob>alice 422 Session Interval Too Small\n"
                   "0 alice>bob ACK\n"
                   "0 alice>bob INVITE\n0 bob>alice 100 Trying\n"
                   "200 bob>alice 180 Ringing\n1000 bob>alice 200 OK\n"
                   "1000 alice>bob ACK\n");
  assert_says (fixture, "422 ", "\r\nMin-SE: 1800\r\n");
  assert_says (fixture, "INVITE", "\r\nSession-Expires: 1800\r\n");
  assert_says (fixture, "INVITE", "\r\nMin-SE: 1800\r\n");
  assert_says (fixture, "INVITE", "\r\nCSeq: 2 INVITE\r\n");
  fixture_advance (fixture, 900 * SECOND);
  assert_says (fixture, "UPDATE", "\r\nMin-SE: 1800\r\n");
}

/* Below 90 s nobody may go; nor can one be refused who does not know the option. */
static void
test_floor (Fixture *fixture, gconstpointer data)
{
  g_autofree char *none = NULL;

  call_with (fixture, "answer", "Session-Expires", "30");
  assert_says (fixture, "422 ", "\r\nMin-SE: 90\r\n");
  lore_lab_reset (fixture->lab);
  call_with (fixture, "answer", "Supported", NULL);
  assert_says (fixture, "200 OK", "\r\nSession-Expires: 90;refresher=uas\r\n");
  none = fixture_dup_last (fixture, "200 OK");
  g_assert_null (strstr (none, "\r\nRequire:"));
}

/* Alice refreshes into the void: Bob, who hears nothing, hangs up before the time is
 * over. */
static void
test_silence (Fixture *fixture, gconstpointer data)
{
  call (fixture, "answer", "invite-timed");
  fixture_lose (fixture, "UPDATE", 0);
  fixture_advance (fixture, 70 * SECOND);
  assert_happened (fixture, "alice", "46000 session-refresh fired\n");
  assert_happened (fixture, "bob", "61000 session-expiry fired\n");
  assert_happened (fixture, "alice", "61000 session-expiry off\n");
  assert_happened (fixture, "bob", "61000 confirmed>terminated\n");
}

/* Bob's UPDATEs are lost: Alice, who only waits, hangs up at two thirds. */
static void
test_expires (Fixture *fixture, gconstpointer data)
{
  g_autofree char *messages = NULL;
  guint since;

  call (fixture, "timed", "invite-timed");
  since = lore_trace_get_n_messages (fixture->trace);
  fixture_lose (fixture, "UPDATE", 0);
  fixture_advance (fixture, 70 * SECOND);
  messages = fixture_dup_messages (fixture, since);
  g_assert_nonnull (strstr (messages, "61000 alice>bob BYE\n61000 bob>alice 200 OK\n"));
  assert_happened (fixture, "alice", "61000 note:session-expired\n");
  assert_happened (fixture, "bob", "61000 session-expiry off\n");
}

/* The telephone answers what came last. */
static void
answer (Phone *phone, guint status)
{
  const char *fields[] = { "Contact", "<sip:carol@" PHONE ">", NULL };
  g_autoptr (GBytes) request =
      g_bytes_new (phone_peek_last (phone), strlen (phone_peek_last (phone)));
  g_autoptr (GBytes) response = lore_compose_response (
      request, &(LoreReply){ .status = status, .to_tag = "c1", .fields = fields });

  g_assert_true (lore_wire_send (phone->wire, response, "127.0.0.1:5060", NULL));
  fixture_advance (&phone->fixture, 0);
}

/* The telephone knows no session timers and no UPDATE: Alice refreshes alone (§7.2), by
 * INVITE. When it has forgotten the call, a BYE says that it is over (§10). */
static void
test_gone (Phone *phone, gconstpointer data)
{
  Fixture *fixture = &phone->fixture;
  g_autofree char *messages = NULL;
  guint since;

  fixture_send (fixture, "invite-timed", PHONE, LORE_SEND_GUIDED);
  fixture_advance (fixture, 0);
  answer (phone, 200);
  assert_happened (fixture, "alice", "0 note:session-alone\n");
  since = lore_trace_get_n_messages (fixture->trace);
  fixture_advance (fixture, 45 * SECOND);
  g_assert_nonnull (strstr (phone_peek_last (phone), "INVITE sip:carol@"));
  g_assert_nonnull (strstr (phone_peek_last (phone), "\r\nm=audio "));
  answer (phone, 481);
  messages = fixture_dup_messages (fixture, since);
  g_assert_nonnull (strstr (messages, " BYE\n"));
  assert_happened (fixture, "alice", "45000 note:refresh-failed\n");
  assert_happened (fixture, "alice", "45000 confirmed>terminated\n");
}

/* Raw, nothing leaves by itself. */
static void
test_raw (Fixture *fixture, gconstpointer data)
{
  g_autofree char *update = NULL;

  call (fixture, "answer", "invite-timed");
  fixture_send (fixture, "options", BOB, LORE_SEND_RAW);
  fixture_advance (fixture, 50 * SECOND);
  assert_happened (fixture, "alice", "46000 note:raw-no-refresh\n");
  update = fixture_dup_last (fixture, "UPDATE");
  g_assert_null (update);
}

/* A 2xx that says nothing turns the timer off. */
static void
test_off (Fixture *fixture, gconstpointer data)
{
  call (fixture, "answer", "invite-timed");
  fixture_send (fixture, "hold", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, SECOND);
  assert_happened (fixture, "alice", "2000 note:session-timer-off\n");
  assert_happened (fixture, "alice", "2000 session-refresh off\n");
  assert_happened (fixture, "bob", "2000 session-expiry off\n");
}

#define ADD(name, data, function)                                                        \
  g_test_add ("/session-timers/" name, Fixture, data, fixture_setup, function,           \
              fixture_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("caller-refreshes", NULL, test_caller_refreshes);
  ADD ("callee-refreshes/knows", "invite-timed", test_callee_refreshes);
  ADD ("callee-refreshes/does-not-know", "invite", test_callee_refreshes);
  ADD ("by-invite", NULL, test_by_invite);
  ADD ("choice", NULL, test_choice);
  ADD ("too-small", NULL, test_too_small);
  ADD ("floor", NULL, test_floor);
  ADD ("silence", NULL, test_silence);
  ADD ("expires", NULL, test_expires);
  g_test_add ("/session-timers/gone", Phone, NULL, phone_setup, test_gone,
              phone_teardown);
  ADD ("raw", NULL, test_raw);
  ADD ("off", NULL, test_off);
  return g_test_run ();
}
