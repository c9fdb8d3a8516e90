/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By which transport Alice's requests go (RFC 3261 §18.1.1).
 */
#include "fixture.h"
#include "sip/edit.h"

#include <string.h>

#define BOB_TCP BOB ";transport=tcp"
#define NOBODY "127.0.0.1:5999"

/* A whole call over TCP: it stays there, and nothing is repeated. */
static void
test_stream (Fixture *fixture, gconstpointer data)
{
  g_autofree char *messages = NULL, *invite = NULL, *bye = NULL, *offer = NULL;

  lore_lab_set_bob_answer_after (fixture->lab, 1);
  fixture_send (fixture, "invite", BOB_TCP, LORE_SEND_GUIDED);
  fixture_advance (fixture, 5 * SECOND);
  offer = lore_lab_dup_offer_destination (fixture->lab, "bye");
  g_assert_cmpstr (offer, ==, BOB_TCP);
  fixture_send (fixture, "bye", offer, LORE_SEND_GUIDED);
  fixture_advance (fixture, 60 * SECOND);
  messages = fixture_dup_messages (fixture, 0);
  g_assert_cmpstr (messages, ==,
                   "0 alice>bob INVITE\n0 bob>alice 100 Trying\n"
                   "200 bob>alice 180 Ringing\n1000 bob>alice 200 OK\n"
                   "1000 alice>bob ACK\n5000 alice>bob BYE\n5000 bob>alice 200 OK\n");
  invite = fixture_dup_last (fixture, "INVITE");
  g_assert_nonnull (strstr (invite, "\r\nVia: SIP/2.0/TCP 127.0.0.1:5060;"));
  g_assert_nonnull (
      strstr (invite, "\r\nContact: <sip:alice@127.0.0.1:5060;transport=tcp>\r\n"));
  bye = fixture_dup_last (fixture, "BYE");
  g_assert_nonnull (strstr (bye, "\r\nVia: SIP/2.0/TCP 127.0.0.1:5060;"));
}

static GBytes *
fill_large (Fixture *fixture, const char *destination)
{
  g_autoptr (GBytes) short_one = fixture_fill (fixture, "message", destination);
  g_autofree char *tail = g_strnfill (1300, 'x');
  gsize len;
  const char *data = g_bytes_get_data (short_one, &len);
  g_autofree char *text = g_strdup_printf ("%.*s%s", (int)len, data, tail);
  g_autoptr (GBytes) longer = g_bytes_new (text, strlen (text));

  return sip_edit_fix_content_length (longer);
}

/* What is large goes over TCP by itself; raw, and where TCP was refused, over UDP. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *destination;
    LoreSendMode mode;
    const char *via, *events, *why;
  } rows[] = {
    { BOB, LORE_SEND_GUIDED, "Via: SIP/2.0/TCP ", "note:over-stream", "by itself" },
    { BOB, LORE_SEND_RAW, "Via: SIP/2.0/UDP ", "note:large-datagram", "raw is raw" },
    { NOBODY, LORE_SEND_GUIDED, "Via: SIP/2.0/UDP ", "note:over-datagram",
      "nobody takes TCP there" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) message = fill_large (fixture, rows[i].destination);
      g_autofree char *problem =
          fixture_send_bytes (fixture, message, rows[i].destination, rows[i].mode);
      g_autofree char *last = NULL, *events = NULL;

      g_test_message ("%s", rows[i].why);
      fixture_advance (fixture, SECOND);
      g_assert_cmpstr (problem, ==, NULL);
      last = fixture_dup_last (fixture, "MESSAGE");
      g_assert_nonnull (strstr (last, rows[i].via));
      events = fixture_dup_events (fixture, "alice");
      g_assert_nonnull (strstr (events, rows[i].events));
      lore_lab_reset (fixture->lab);
    }
}

/* The template that logs in by hand: first with a nonce nobody gave, then rightly. */
static void
test_login_template (Fixture *fixture, gconstpointer data)
{
  g_autofree char *messages = NULL;

  lore_lab_require_login (fixture->lab, "alice", "wonderland");
  lore_lab_set_login (fixture->lab, "alice", "wonderland");
  for (guint i = 0; i < 2; i++)
    {
      fixture_send (fixture, "register-login", REGISTRAR, LORE_SEND_RAW);
      fixture_advance (fixture, SECOND);
    }
  messages = fixture_dup_messages (fixture, 0);
  g_assert_cmpstr (messages, ==,
                   "0 alice>registrar REGISTER\n0 registrar>alice 401 Unauthorized\n"
                   "1000 alice>registrar REGISTER\n1000 registrar>alice 200 OK\n");
}

#define ADD(path, func)                                                                  \
  g_test_add (path, Fixture, NULL, fixture_setup, func, fixture_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/caller/stream", test_stream);
  ADD ("/caller/large", test_large);
  ADD ("/caller/login-template", test_login_template);
  return g_test_run ();
}
