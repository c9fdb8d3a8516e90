/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Calls through the shipped practice networks: what each is there to show.
 */
#include "fixture.h"

#include "base/problem.h"
#include "formats/format-private.h"
#include "trace/call.h"

#include <string.h>

static void
load_text (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoreNetworkPlan) plan = lore_network_plan_parse (text, &error);

  g_assert_no_error (error);
  lore_lab_load_network (fixture->lab, plan, NULL, &error);
  g_assert_no_error (error);
}

static void
load (Fixture *fixture, const char *name)
{
  g_autofree char *text = lore_network_plan_dup_text (name);

  load_text (fixture, text);
}

static const char *
at (Fixture *fixture, const char *name)
{
  return lore_lab_get_station_address (fixture->lab, name);
}

/* A request for @uri by way of @station. */
static void
ask (Fixture *fixture, const char *template_name, const char *station, const char *uri)
{
  g_autoptr (GBytes) filled =
      fixture_fill (fixture, template_name, at (fixture, station));
  gsize len;
  const char *data = g_bytes_get_data (filled, &len);
  const char *blank = memchr (data, ' ', len);
  const char *after = memchr (blank + 1, ' ', data + len - blank - 1);
  g_autofree char *text = g_strdup_printf ("%.*s %s%.*s", (int)(blank - data), data, uri,
                                           (int)(data + len - after), after);
  g_autoptr (GBytes) request = g_bytes_new (text, strlen (text));

  g_assert_null (
      fixture_send_bytes (fixture, request, at (fixture, station), LORE_SEND_GUIDED));
}

/* "alice>atlanta INVITE | …": who said what to whom, without times. */
static char *
dup_story (Fixture *fixture)
{
  g_autofree char *messages = fixture_dup_messages (fixture, 0);
  g_auto (GStrv) lines = g_strsplit (messages, "\n", -1);

  for (gsize i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      char *tail = g_strdup (strchr (lines[i], ' ') + 1);

      g_free (lines[i]);
      lines[i] = tail;
    }
  return g_strjoinv ("\n", lines);
}

static void
expect (Fixture *fixture, const char *story)
{
  g_autofree char *told = dup_story (fixture);

  g_assert_cmpstr (told, ==, story);
}

static guint
count (Fixture *fixture, const char *words)
{
  g_autofree char *story = dup_story (fixture);
  guint n = 0;

  for (const char *found = story; (found = strstr (found, words)) != NULL; found++)
    n++;
  return n;
}

static void
hang_up (Fixture *fixture)
{
  g_autofree char *bye = lore_lab_dup_offer_destination (fixture->lab, "bye");

  fixture_send (fixture, "bye", bye, LORE_SEND_GUIDED);
  fixture_advance (fixture, 100 * MS);
}

/* The proxy stays on the way: ACK and BYE pass it as well. */
static void
test_proxy (Fixture *fixture, gconstpointer data)
{
  load (fixture, "proxy");
  ask (fixture, "invite", "atlanta", "sip:bob@atlanta.example");
  fixture_advance (fixture, 2100 * MS);
  hang_up (fixture);
  expect (fixture, "alice>atlanta INVITE\n"
                   "atlanta>alice 100 Trying\n"
                   "atlanta>bob INVITE\n"
                   "bob>atlanta 100 Trying\n"
                   "bob>atlanta 180 Ringing\n"
                   "atlanta>alice 180 Ringing\n"
                   "bob>atlanta 200 OK\n"
                   "atlanta>alice 200 OK\n"
                   "alice>atlanta ACK\n"
                   "atlanta>bob ACK\n"
                   "alice>atlanta BYE\n"
                   "atlanta>bob BYE\n"
                   "bob>atlanta 200 OK\n"
                   "atlanta>alice 200 OK\n");
}

static void
test_trapezoid (Fixture *fixture, gconstpointer data)
{
  g_autofree char *invite = NULL;

  load (fixture, "trapezoid");
  ask (fixture, "invite", "atlanta", "sip:bob@biloxi.example");
  fixture_advance (fixture, 2100 * MS);
  hang_up (fixture);
  expect (fixture, "alice>atlanta INVITE\n"
                   "atlanta>alice 100 Trying\n"
                   "atlanta>biloxi INVITE\n"
                   "biloxi>atlanta 100 Trying\n"
                   "biloxi>bob INVITE\n"
                   "bob>biloxi 100 Trying\n"
                   "bob>biloxi 180 Ringing\n"
                   "biloxi>atlanta 180 Ringing\n"
                   "atlanta>alice 180 Ringing\n"
                   "bob>biloxi 200 OK\n"
                   "biloxi>atlanta 200 OK\n"
                   "atlanta>alice 200 OK\n"
                   "alice>atlanta ACK\n"
                   "atlanta>biloxi ACK\n"
                   "biloxi>bob ACK\n"
                   "alice>atlanta BYE\n"
                   "atlanta>biloxi BYE\n"
                   "biloxi>bob BYE\n"
                   "bob>biloxi 200 OK\n"
                   "biloxi>atlanta 200 OK\n"
                   "atlanta>alice 200 OK\n");
  invite = fixture_dup_last (fixture, "INVITE ");
  g_assert_nonnull (strstr (invite, "Max-Forwards: 68\r\n"));
  g_assert_true (g_str_has_prefix (invite, "INVITE sip:bob@127.0.0.1:"));
}

/* One answers, the other is cancelled, and its 487 goes no further. */
static void
test_forking (Fixture *fixture, gconstpointer data)
{
  load (fixture, "forking");
  ask (fixture, "invite", "biloxi", "sip:bob@biloxi.example");
  fixture_advance (fixture, 2100 * MS);
  hang_up (fixture);
  g_assert_cmpuint (count (fixture, "biloxi>desk INVITE"), ==, 1);
  g_assert_cmpuint (count (fixture, "biloxi>mobile INVITE"), ==, 1);
  g_assert_cmpuint (count (fixture, "biloxi>alice 180"), ==, 2);
  g_assert_cmpuint (count (fixture, "biloxi>mobile CANCEL"), ==, 1);
  g_assert_cmpuint (count (fixture, "mobile>biloxi 487"), ==, 1);
  g_assert_cmpuint (count (fixture, "biloxi>mobile ACK"), ==, 1);
  g_assert_cmpuint (count (fixture, "biloxi>alice 487"), ==, 0);
  g_assert_cmpuint (count (fixture, "biloxi>desk BYE"), ==, 1);
}

static void
test_serial (Fixture *fixture, gconstpointer data)
{
  load (fixture, "serial");
  ask (fixture, "invite", "biloxi", "sip:bob@biloxi.example");
  fixture_advance (fixture, 3000 * MS);
  hang_up (fixture);
  g_assert_cmpuint (count (fixture, "desk>biloxi 486"), ==, 1);
  g_assert_cmpuint (count (fixture, "biloxi>alice 486"), ==, 0);
  g_assert_cmpuint (count (fixture, "mobile>biloxi 200 OK"), ==, 2);
}

/* Alice hangs up while both ring: both are cancelled, one 487 comes back. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  load (fixture, "forking");
  ask (fixture, "invite", "biloxi", "sip:bob@biloxi.example");
  fixture_advance (fixture, 500 * MS);
  fixture_send (fixture, "cancel", at (fixture, "biloxi"), LORE_SEND_GUIDED);
  fixture_advance (fixture, 500 * MS);
  g_assert_cmpuint (count (fixture, "CANCEL"), ==, 3);
  g_assert_cmpuint (count (fixture, "biloxi>alice 200 OK"), ==, 1);
  g_assert_cmpuint (count (fixture, "biloxi>alice 487"), ==, 1);
  /* After 64 T1 nothing of it is left, and nothing more was said. */
  fixture_advance (fixture, 60 * SECOND);
  g_assert_cmpuint (count (fixture, "biloxi>alice 487"), ==, 1);
}

static void
test_best (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *one, *other, *best, *why;
  } rows[] = {
    { "busy", "not-found", "486", "of one class: the first" },
    { "decline", "busy", "603", "a 6xx decides for all (§16.7 step 5)" },
    { "busy", "redirect", "302", "the lowest class" },
    { "not-found", "unavailable", "404", "of one class: the first" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "proxy biloxi domain=biloxi.example\n"
          "uas One behaviour=%s answer-after=1\nuas Two behaviour=%s answer-after=1\n"
          "bind sip:bob@biloxi.example One\nbind sip:bob@biloxi.example Two\n",
          rows[i].one, rows[i].other);
      g_autofree char *expected = g_strconcat ("biloxi>alice ", rows[i].best, NULL);
      guint before = count (fixture, expected);

      load_text (fixture, text);
      ask (fixture, "invite", "biloxi", "sip:bob@biloxi.example");
      fixture_advance (fixture, 3 * SECOND);
      g_test_message ("%s", rows[i].why);
      g_assert_cmpuint (count (fixture, expected), ==, before + 1);
      lore_lab_reset (fixture->lab);
    }
}

static void
test_recurse (Fixture *fixture, gconstpointer data)
{
  load_text (fixture, "proxy biloxi domain=biloxi.example recurse\n"
                      "redirect where domain=elsewhere.example\n"
                      "uas Bob answer-after=1\n"
                      "bind sip:bob@biloxi.example sip:bob@elsewhere.example\n"
                      "bind sip:bob@elsewhere.example Bob\n");
  ask (fixture, "invite", "biloxi", "sip:bob@biloxi.example");
  fixture_advance (fixture, 2 * SECOND);
  g_assert_cmpuint (count (fixture, "where>biloxi 302"), ==, 1);
  g_assert_cmpuint (count (fixture, "biloxi>alice 302"), ==, 0);
  g_assert_cmpuint (count (fixture, "biloxi>bob INVITE"), ==, 1);
  g_assert_cmpuint (count (fixture, "biloxi>alice 200 OK"), >=, 1);
}

static void
test_redirect (Fixture *fixture, gconstpointer data)
{
  g_autofree char *moved = NULL;

  load (fixture, "redirect");
  ask (fixture, "invite", "where", "sip:bob@biloxi.example");
  fixture_advance (fixture, SECOND);
  moved = fixture_dup_last (fixture, "302");
  g_assert_nonnull (strstr (moved, "Contact: <sip:bob@127.0.0.1:"));
  ask (fixture, "invite", "where", "sip:carol@biloxi.example");
  fixture_advance (fixture, SECOND);
  g_assert_cmpuint (count (fixture, "where>alice 404"), ==, 1);
}

static void
test_login (Fixture *fixture, gconstpointer data)
{
  g_autofree char *challenged = NULL;

  load (fixture, "login");
  ask (fixture, "invite", "atlanta", "sip:bob@atlanta.example");
  fixture_advance (fixture, SECOND);
  challenged = fixture_dup_last (fixture, "407");
  g_assert_nonnull (strstr (challenged, "Proxy-Authenticate: Digest realm=\"atlanta"));
  lore_lab_set_login (fixture->lab, "alice", "secret");
  ask (fixture, "invite", "atlanta", "sip:bob@atlanta.example");
  fixture_advance (fixture, 3 * SECOND);
  g_assert_cmpuint (count (fixture, "atlanta>bob INVITE"), ==, 1);
  g_assert_cmpuint (count (fixture, "atlanta>alice 407"), ==, 2);
  hang_up (fixture);
}

/* A stateless proxy forgets all: no 100 of its own, and each copy goes on by itself. */
static void
test_stateless (Fixture *fixture, gconstpointer data)
{
  load_text (fixture, "proxy biloxi domain=biloxi.example stateless record-route\n"
                      "uas Bob answer-after=1\n"
                      "bind sip:bob@biloxi.example Bob\n"
                      "fault drop response 100 nth=1\n");
  ask (fixture, "invite", "biloxi", "sip:bob@biloxi.example");
  fixture_advance (fixture, 2 * SECOND);
  hang_up (fixture);
  expect (fixture, "alice>biloxi INVITE\n"
                   "biloxi>bob INVITE\n"
                   "bob>biloxi 100 Trying\n"
                   "bob>biloxi 180 Ringing\n"
                   "biloxi>alice 180 Ringing\n"
                   "bob>biloxi 200 OK\n"
                   "biloxi>alice 200 OK\n"
                   "alice>biloxi ACK\n"
                   "biloxi>bob ACK\n"
                   "alice>biloxi BYE\n"
                   "biloxi>bob BYE\n"
                   "bob>biloxi 200 OK\n"
                   "biloxi>alice 200 OK\n");
}

/* Two calls, with nothing in common but what was said. */
static void
test_b2bua (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;

  load (fixture, "b2bua");
  ask (fixture, "invite", "middle", "sip:bob@biloxi.example");
  fixture_advance (fixture, 2100 * MS);
  hang_up (fixture);
  expect (fixture, "alice>middle INVITE\n"
                   "middle>bob INVITE\n"
                   "middle>alice 100 Trying\n"
                   "bob>middle 100 Trying\n"
                   "bob>middle 180 Ringing\n"
                   "middle>alice 180 Ringing\n"
                   "bob>middle 200 OK\n"
                   "middle>alice 200 OK\n"
                   "alice>middle ACK\n"
                   "middle>bob ACK\n"
                   "alice>middle BYE\n"
                   "middle>bob BYE\n"
                   "bob>middle 200 OK\n"
                   "middle>alice 200 OK\n");
  g_assert_cmpuint (lore_trace_get_n_calls (fixture->trace), ==, 2);
}

static void
test_b2bua_cancel (Fixture *fixture, gconstpointer data)
{
  load (fixture, "b2bua");
  ask (fixture, "invite", "middle", "sip:bob@biloxi.example");
  fixture_advance (fixture, 500 * MS);
  fixture_send (fixture, "cancel", at (fixture, "middle"), LORE_SEND_GUIDED);
  fixture_advance (fixture, 500 * MS);
  g_assert_cmpuint (count (fixture, "middle>bob CANCEL"), ==, 1);
  g_assert_cmpuint (count (fixture, "bob>middle 487"), ==, 1);
  g_assert_cmpuint (count (fixture, "middle>alice 487"), ==, 1);
}

/* A reliable 183 and its PRACK cross, each with the CSeq of its side (RFC 3262 §7.2). */
static void
test_b2bua_reliable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *prack = NULL, *bye = NULL;

  load_text (fixture, "b2bua middle domain=biloxi.example\n"
                      "uas Bob behaviour=early-media answer-after=1\n"
                      "bind sip:bob@biloxi.example Bob\n");
  ask (fixture, "invite-reliable", "middle", "sip:bob@biloxi.example");
  fixture_advance (fixture, 1500 * MS);
  hang_up (fixture);
  g_assert_cmpuint (count (fixture, "middle>alice 183"), ==, 1);
  g_assert_cmpuint (count (fixture, "alice>middle PRACK"), ==, 1);
  g_assert_cmpuint (count (fixture, "middle>bob PRACK"), ==, 1);
  g_assert_cmpuint (count (fixture, "bob>middle 200 OK"), ==, 3);
  g_assert_cmpuint (count (fixture, "middle>alice 200 OK"), ==, 3);
  prack = fixture_dup_last (fixture, "PRACK");
  g_assert_nonnull (strstr (prack, " 1 INVITE\r\n"));
  bye = fixture_dup_last (fixture, "BYE");
  g_assert_nonnull (strstr (bye, "\r\nCSeq: 3 BYE\r\n"));
}

/* Bob asks, Alice answers, and the B2BUA in between knows no password: both challenges go
 * across, and the answer, which was made for another Request-URI (§22.4). */
static void
test_b2bua_login (Fixture *fixture, gconstpointer data)
{
  g_autofree char *challenge = NULL;

  load_text (fixture, "b2bua middle domain=biloxi.example\n"
                      "uas Bob behaviour=challenge answer-after=1\n"
                      "bind sip:bob@biloxi.example Bob\n");
  lore_lab_set_login (fixture->lab, "alice", "secret");
  ask (fixture, "invite", "middle", "sip:bob@biloxi.example");
  fixture_advance (fixture, 1500 * MS);
  g_assert_cmpuint (count (fixture, "middle>alice 401"), ==, 1);
  g_assert_cmpuint (count (fixture, "middle>alice 200 OK"), ==, 1);
  challenge = fixture_dup_last (fixture, "401");
  g_assert_nonnull (strstr (challenge, "algorithm=SHA-256"));
  g_assert_nonnull (strstr (challenge, "algorithm=MD5"));
  hang_up (fixture);
  g_assert_cmpuint (count (fixture, "bob>middle 200 OK"), ==, 2);
}

/* Two ends keep time across it (RFC 4028). */
static void
test_b2bua_timed (Fixture *fixture, gconstpointer data)
{
  load_text (fixture, "b2bua middle domain=biloxi.example\n"
                      "uas Bob answer-after=1\n"
                      "bind sip:bob@biloxi.example Bob\n");
  ask (fixture, "invite-timed", "middle", "sip:bob@biloxi.example");
  fixture_advance (fixture, 50 * SECOND);
  g_assert_cmpuint (count (fixture, "alice>middle UPDATE"), ==, 1);
  g_assert_cmpuint (count (fixture, "middle>bob UPDATE"), ==, 1);
  g_assert_cmpuint (count (fixture, "middle>alice 200 OK"), ==, 2);
  hang_up (fixture);
}

static void
test_nat (Fixture *fixture, gconstpointer data)
{
  load (fixture, "nat");
  ask (fixture, "invite", "atlanta", "sip:bob@atlanta.example");
  fixture_advance (fixture, 2100 * MS);
  hang_up (fixture);
  g_assert_cmpuint (count (fixture, "nat>atlanta INVITE"), ==, 1);
  g_assert_cmpuint (count (fixture, "atlanta>nat 200 OK"), ==, 2);
}

/* Seventy hops, and then 483 all the way back (§16.3). */
static void
test_loop (Fixture *fixture, gconstpointer data)
{
  load (fixture, "loop");
  ask (fixture, "options", "tick", "sip:bob@nowhere.example");
  fixture_advance (fixture, 10 * SECOND);
  g_assert_cmpuint (count (fixture, "tick>tock OPTIONS"), ==, 35);
  g_assert_cmpuint (count (fixture, "tock>tick OPTIONS"), ==, 35);
  g_assert_cmpuint (count (fixture, "tick>alice 483"), ==, 1);
}

/* Whoever looks for loops ends it in the first round: the way back leads to itself. */
static void
test_loop_detected (Fixture *fixture, gconstpointer data)
{
  load_text (fixture, "proxy tick next=tock\nproxy tock loop next=tick\n");
  ask (fixture, "options", "tick", "sip:bob@nowhere.example");
  fixture_advance (fixture, SECOND);
  g_assert_cmpuint (count (fixture, "tick>tock OPTIONS"), ==, 1);
  g_assert_cmpuint (count (fixture, "tick>tock 482"), ==, 1);
  g_assert_cmpuint (count (fixture, "tick>alice 482"), ==, 1);
}

/* A spiral comes by again with another Request-URI, and is none (RFC 5393 §4.2). */
static void
test_spiral (Fixture *fixture, gconstpointer data)
{
  load_text (fixture, "proxy biloxi domain=biloxi.example\nuas Bob answer-after=1\n"
                      "bind sip:bob@biloxi.example sip:robert@biloxi.example\n"
                      "bind sip:robert@biloxi.example Bob\n");
  ask (fixture, "options", "biloxi", "sip:bob@biloxi.example");
  fixture_advance (fixture, SECOND);
  g_assert_cmpuint (count (fixture, "biloxi>biloxi OPTIONS"), ==, 1);
  g_assert_cmpuint (count (fixture, "biloxi>alice 200 OK"), ==, 1);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  load (fixture, "proxy");
  ask (fixture, "invite", "atlanta", "sip:nobody@atlanta.example");
  fixture_advance (fixture, SECOND);
  g_assert_cmpuint (count (fixture, "atlanta>alice 480"), ==, 1);
  ask (fixture, "options", "atlanta", "tel:+15551234");
  fixture_advance (fixture, SECOND);
  g_assert_cmpuint (count (fixture, "atlanta>alice 416"), ==, 1);
  ask (fixture, "register", "atlanta", "sip:atlanta.example");
  fixture_advance (fixture, SECOND);
  g_assert_cmpuint (count (fixture, "atlanta>alice 200 OK"), ==, 1);
}

/* Nobody is there: 408 to an INVITE after timer B, nothing at all to anything else
 * (RFC 4320 §4.2). */
static void
test_dead (Fixture *fixture, gconstpointer data)
{
  load_text (fixture, "proxy biloxi domain=biloxi.example\n"
                      "uas Bob\nbind sip:bob@biloxi.example Bob\nfault drop to Bob\n");
  ask (fixture, "invite", "biloxi", "sip:bob@biloxi.example");
  fixture_advance (fixture, 40 * SECOND);
  g_assert_cmpuint (count (fixture, "biloxi>alice 408"), ==, 1);
  ask (fixture, "options", "biloxi", "sip:bob@biloxi.example");
  fixture_advance (fixture, 40 * SECOND);
  g_assert_cmpuint (count (fixture, "biloxi>alice"), ==, 2 + 0);
}

/* Whoever is asked too much says so, and goes on when it has time again (§21.5.4). */
static void
test_flood (Fixture *fixture, gconstpointer data)
{
  load_text (fixture, "uas Crowd limit=2 behaviour=ring\n");
  for (guint i = 0; i < 4; i++)
    ask (fixture, "options", "Crowd", "sip:crowd@crowd.example");
  fixture_advance (fixture, SECOND);
  g_assert_cmpuint (count (fixture, "crowd>alice 200"), ==, 2);
  g_assert_cmpuint (count (fixture, "crowd>alice 503"), ==, 2);
  fixture_advance (fixture, 40 * SECOND);
  ask (fixture, "options", "Crowd", "sip:crowd@crowd.example");
  fixture_advance (fixture, SECOND);
  g_assert_cmpuint (count (fixture, "crowd>alice 200"), ==, 3);
}

/* The same seed, the same actions, no clock but the virtual one: the same trace, byte for
 * byte, however much went wrong on the way. */
static GBytes *
record (void)
{
  Fixture fixture;
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  fixture_setup (&fixture, NULL);
  load_text (&fixture, "start atlanta\n"
                       "proxy atlanta domain=atlanta.example record-route\n"
                       "proxy biloxi domain=biloxi.example record-route\n"
                       "uas Desk answer-after=1\nuas Mobile behaviour=ring\n"
                       "bind sip:bob@biloxi.example Desk\n"
                       "bind sip:bob@biloxi.example Mobile\n"
                       "fault loss=20%\nfault delay 300ms response every=3\n"
                       "fault corrupt byte every=11\nfault duplicate every=7\n"
                       "fault reorder every=5\n");
  for (guint i = 0; i < 3; i++)
    {
      ask (&fixture, "invite", "atlanta", "sip:bob@biloxi.example");
      fixture_advance (&fixture, 10 * SECOND);
    }
  lore_session_write (fixture.trace, stream, NULL);
  g_output_stream_close (stream, NULL, NULL);
  lore_lab_reset (fixture.lab);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fixture_teardown (&fixture, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
test_replay (void)
{
  g_autoptr (GBytes) first = record ();
  g_autoptr (GBytes) second = record ();

  g_assert_cmpuint (g_bytes_get_size (first), >, 10000);
  g_assert_true (g_bytes_equal (first, second));
}

/* Ports that are taken are told, and nothing is left half open. */
static void
test_port_taken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoreNetworkPlan) plan =
      lore_network_plan_parse ("proxy one port=5061\nuas Bob port=5070\n", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (lore_lab_load_network (fixture->lab, plan, NULL, &error));
  g_assert_cmpstr (lore_problem_get_id (error), ==, "port-in-use");
  g_assert_null (at (fixture, "one"));
  load_text (fixture, "proxy one port=5061\n");
  load_text (fixture, "proxy one port=5061\n"); /* again, on its own port */
}

#define ADD(name, function)                                                              \
  g_test_add ("/networks/" name, Fixture, NULL, fixture_setup, function, fixture_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("proxy", test_proxy);
  ADD ("trapezoid", test_trapezoid);
  ADD ("forking", test_forking);
  ADD ("serial", test_serial);
  ADD ("cancel", test_cancel);
  ADD ("best", test_best);
  ADD ("recurse", test_recurse);
  ADD ("redirect", test_redirect);
  ADD ("login", test_login);
  ADD ("stateless", test_stateless);
  ADD ("b2bua", test_b2bua);
  ADD ("b2bua-cancel", test_b2bua_cancel);
  ADD ("b2bua-reliable", test_b2bua_reliable);
  ADD ("b2bua-login", test_b2bua_login);
  ADD ("b2bua-timed", test_b2bua_timed);
  ADD ("nat", test_nat);
  ADD ("loop", test_loop);
  ADD ("loop-detected", test_loop_detected);
  ADD ("spiral", test_spiral);
  ADD ("refusals", test_refusals);
  ADD ("dead", test_dead);
  ADD ("port-taken", test_port_taken);
  ADD ("flood", test_flood);
  g_test_add_func ("/networks/replay", test_replay);
  return g_test_run ();
}
