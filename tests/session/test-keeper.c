/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Alice holds for a time only: asked for again before it runs out, and taken back.
 */
#include "fixture.h"
#include "sip/edit.h"

#include <string.h>

/* The template with its Expires, sent to where it belongs. */
static void
ask (Fixture *fixture, const char *template_name, const char *destination,
     const char *expires)
{
  g_autoptr (GBytes) filled = fixture_fill (fixture, template_name, destination);
  g_autoptr (GBytes) message = sip_edit_set (filled, "Expires", expires);
  g_autofree char *problem =
      fixture_send_bytes (fixture, message, destination, LORE_SEND_GUIDED);

  g_assert_cmpstr (problem, ==, NULL);
  fixture_advance (fixture, 0);
}

static guint
count (Fixture *fixture, const char *line)
{
  g_autofree char *messages = fixture_dup_messages (fixture, 0);
  guint n = 0;

  for (const char *at = messages; (at = strstr (at, line)) != NULL; at++)
    n++;
  return n;
}

static void
assert_happened (Fixture *fixture, const char *event)
{
  g_autofree char *events = fixture_dup_events (fixture, "alice");

  if (strstr (events, event) == NULL)
    g_error ("no %s in\n%s", event, events);
}

/* 32 s before the end, or at half of a short time. */
static void
test_registration (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL, *second = NULL, *messages = NULL;
  g_autofree char *call_id = NULL;

  ask (fixture, "register", REGISTRAR, "600");
  first = fixture_dup_last (fixture, "REGISTER");
  assert_happened (fixture, "0 registration-refresh set 568000\n");
  fixture_advance (fixture, 600 * SECOND);
  messages = fixture_dup_messages (fixture, 2);
  g_assert_cmpstr (messages, ==,
                   "568000 alice>registrar REGISTER\n568000 registrar>alice 200 OK\n");
  assert_happened (fixture, "568000 note:registration-refresh\n");
  second = fixture_dup_last (fixture, "REGISTER");
  g_assert_nonnull (strstr (second, "\r\nCSeq: 2 REGISTER\r\n"));
  call_id = g_strndup (strstr (first, "Call-ID: "),
                       strcspn (strstr (first, "Call-ID: "), "\r"));
  g_assert_nonnull (strstr (second, call_id));
  fixture_send (fixture, "unregister", REGISTRAR, LORE_SEND_GUIDED);
  fixture_advance (fixture, 0);
  assert_happened (fixture, "600000 registration-refresh off\n");
  ask (fixture, "register", REGISTRAR, "60");
  assert_happened (fixture, "600000 registration-refresh set 30000\n");
}

static void
assert_last_says (Fixture *fixture, const char *words)
{
  g_autofree char *last = fixture_dup_last (fixture, "REGISTER");

  if (strstr (last, words) == NULL)
    g_error ("no %s in\n%s", words, last);
}

/* Asked once who she is, she goes on with the nonce and counts (RFC 7616 §3.4), until the
 * registrar, after five minutes, calls it stale. */
static void
test_login (Fixture *fixture, gconstpointer data)
{
  lore_lab_require_login (fixture->lab, "alice", "secret");
  lore_lab_set_login (fixture->lab, "alice", "secret");
  ask (fixture, "register", REGISTRAR, "60");
  assert_last_says (fixture, "nc=00000001");
  fixture_advance (fixture, 35 * SECOND);
  assert_last_says (fixture, "nc=00000002");
  assert_last_says (fixture, "CSeq: 3 REGISTER");
  fixture_advance (fixture, 30 * SECOND);
  assert_last_says (fixture, "nc=00000003");
  g_assert_cmpuint (count (fixture, "registrar>alice 401"), ==, 1);
  g_assert_cmpuint (count (fixture, "registrar>alice 200"), ==, 3);
  fixture_advance (fixture, 240 * SECOND);
  assert_last_says (fixture, "nc=00000001");
  assert_last_says (fixture, "CSeq: 13 REGISTER");
  g_assert_cmpuint (count (fixture, "registrar>alice 401"), ==, 2);
  g_assert_cmpuint (count (fixture, "registrar>alice 200"), ==, 11);
  fixture_advance (fixture, 30 * SECOND);
  assert_last_says (fixture, "nc=00000002");
}

/* A challenge to an answer that was given unasked need not mean a wrong password: the
 * server may have forgotten the nonce. The first answer to a new one decides. */
static void
test_changed_password (Fixture *fixture, gconstpointer data)
{
  lore_lab_require_login (fixture->lab, "alice", "secret");
  lore_lab_set_login (fixture->lab, "alice", "secret");
  ask (fixture, "register", REGISTRAR, "60");
  lore_lab_set_login (fixture->lab, "alice", "forgotten");
  fixture_advance (fixture, 32 * SECOND);
  g_assert_cmpuint (count (fixture, "registrar>alice 401"), ==, 3);
  assert_happened (fixture, "30000 note:login-refused\n");
}

static void
test_subscription (Fixture *fixture, gconstpointer data)
{
  g_autofree char *again = NULL;

  ask (fixture, "subscribe", BOB, "100");
  assert_happened (fixture, "0 subscription-refresh set 68000\n");
  fixture_advance (fixture, 68 * SECOND);
  again = fixture_dup_last (fixture, "SUBSCRIBE");
  g_assert_nonnull (strstr (again, "\r\nCSeq: 2 SUBSCRIBE\r\n"));
  g_assert_nonnull (strstr (again, "\r\nEvent: presence\r\n"));
  g_assert_nonnull (strstr (again, "\r\nExpires: 100\r\n"));
  g_assert_cmpuint (count (fixture, "alice>bob SUBSCRIBE"), ==, 2);
  fixture_send (fixture, "unsubscribe", BOB, LORE_SEND_GUIDED);
  fixture_advance (fixture, 200 * SECOND);
  g_assert_cmpuint (count (fixture, "alice>bob SUBSCRIBE"), ==, 3);
  assert_happened (fixture, "68000 subscription-refresh off\n");
}

/* Nobody is there any more: said once, and not tried for ever. */
static void
test_lost (Fixture *fixture, gconstpointer data)
{
  ask (fixture, "register", REGISTRAR, "60");
  fixture_lose (fixture, "REGISTER", 0);
  fixture_advance (fixture, 300 * SECOND);
  assert_happened (fixture, "62000 note:hold-lost\n");
}

static void
test_let_go (Fixture *fixture, gconstpointer data)
{
  g_autofree char *messages = NULL, *unregister = NULL, *unsubscribe = NULL;
  guint since;

  ask (fixture, "register", REGISTRAR, "600");
  ask (fixture, "subscribe", BOB, "600");
  since = lore_trace_get_n_messages (fixture->trace);
  lore_lab_let_go (fixture->lab);
  g_assert_true (lore_lab_is_busy (fixture->lab));
  fixture_advance (fixture, 3000 * SECOND);
  g_assert_false (lore_lab_is_busy (fixture->lab));
  unregister = fixture_dup_last (fixture, "REGISTER");
  unsubscribe = fixture_dup_last (fixture, "SUBSCRIBE");
  g_assert_nonnull (strstr (unregister, "\r\nExpires: 0\r\n"));
  g_assert_nonnull (strstr (unsubscribe, "\r\nExpires: 0\r\n"));
  messages = fixture_dup_messages (fixture, since);
  g_assert_cmpuint (count (fixture, "alice>registrar REGISTER"), ==, 2);
  g_assert_cmpuint (count (fixture, "alice>bob SUBSCRIBE"), ==, 2);
}

/* Raw, nothing leaves by itself. */
static void
test_raw (Fixture *fixture, gconstpointer data)
{
  ask (fixture, "register", REGISTRAR, "60");
  fixture_send (fixture, "options", BOB, LORE_SEND_RAW);
  fixture_advance (fixture, 60 * SECOND);
  assert_happened (fixture, "30000 note:raw-no-refresh\n");
  g_assert_cmpuint (count (fixture, "REGISTER"), ==, 1);
}

#define ADD(name, function)                                                              \
  g_test_add ("/keeper/" name, Fixture, NULL, fixture_setup, function, fixture_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("registration", test_registration);
  ADD ("login", test_login);
  ADD ("changed-password", test_changed_password);
  ADD ("subscription", test_subscription);
  ADD ("lost", test_lost);
  ADD ("let-go", test_let_go);
  ADD ("raw", test_raw);
  return g_test_run ();
}
