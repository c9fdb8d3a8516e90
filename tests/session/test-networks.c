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
load (Fixture *fixture, const char *name)
{
  g_autofree char *text = lore_network_plan_dup_text (name);

  fixture_load (fixture, text);
}

static void
expect (Fixture *fixture, const char *story)
{
  g_autofree char *told = fixture_dup_story (fixture);

  g_assert_cmpstr (told, ==, story);
}

/* The proxy stays on the way: ACK and BYE pass it as well. */
static void
test_proxy (Fixture *fixture, gconstpointer data)
{
  load (fixture, "proxy");
  fixture_ask (fixture, "invite", "atlanta", "sip:bob@atlanta.example");
  fixture_advance (fixture, 2100 * MS);
  fixture_hang_up (fixture);
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
  fixture_ask (fixture, "invite", "atlanta", "sip:bob@biloxi.example");
  fixture_advance (fixture, 2100 * MS);
  fixture_hang_up (fixture);
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
  fixture_ask (fixture, "invite", "biloxi", "sip:bob@biloxi.example");
  fixture_advance (fixture, 2100 * MS);
  fixture_hang_up (fixture);
  g_assert_cmpuint (fixture_count (fixture, "biloxi>desk INVITE"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "biloxi>mobile INVITE"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "biloxi>alice 180"), ==, 2);
  g_assert_cmpuint (fixture_count (fixture, "biloxi>mobile CANCEL"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "mobile>biloxi 487"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "biloxi>mobile ACK"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "biloxi>alice 487"), ==, 0);
  g_assert_cmpuint (fixture_count (fixture, "biloxi>desk BYE"), ==, 1);
}

static void
test_serial (Fixture *fixture, gconstpointer data)
{
  load (fixture, "serial");
  fixture_ask (fixture, "invite", "biloxi", "sip:bob@biloxi.example");
  fixture_advance (fixture, 3000 * MS);
  fixture_hang_up (fixture);
  g_assert_cmpuint (fixture_count (fixture, "desk>biloxi 486"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "biloxi>alice 486"), ==, 0);
  g_assert_cmpuint (fixture_count (fixture, "mobile>biloxi 200 OK"), ==, 2);
}

/* Alice hangs up while both ring: both are cancelled, one 487 comes back. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  load (fixture, "forking");
  fixture_ask (fixture, "invite", "biloxi", "sip:bob@biloxi.example");
  fixture_advance (fixture, 500 * MS);
  fixture_send (fixture, "cancel", fixture_at (fixture, "biloxi"), LORE_SEND_GUIDED);
  fixture_advance (fixture, 500 * MS);
  g_assert_cmpuint (fixture_count (fixture, "CANCEL"), ==, 3);
  g_assert_cmpuint (fixture_count (fixture, "biloxi>alice 200 OK"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "biloxi>alice 487"), ==, 1);
  /* After 64 T1 nothing of it is left, and nothing more was said. */
  fixture_advance (fixture, 60 * SECOND);
  g_assert_cmpuint (fixture_count (fixture, "biloxi>alice 487"), ==, 1);
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
      guint before = fixture_count (fixture, expected);

      fixture_load (fixture, text);
      fixture_ask (fixture, "invite", "biloxi", "sip:bob@biloxi.example");
      fixture_advance (fixture, 3 * SECOND);
      g_test_message ("%s", rows[i].why);
      g_assert_cmpuint (fixture_count (fixture, expected), ==, before + 1);
      lore_lab_reset (fixture->lab);
    }
}

static void
test_recurse (Fixture *fixture, gconstpointer data)
{
  fixture_load (fixture, "proxy biloxi domain=biloxi.example recurse\n"
                         "redirect where domain=elsewhere.example\n"
                         "uas Bob answer-after=1\n"
                         "bind sip:bob@biloxi.example sip:bob@elsewhere.example\n"
                         "bind sip:bob@elsewhere.example Bob\n");
  fixture_ask (fixture, "invite", "biloxi", "sip:bob@biloxi.example");
  fixture_advance (fixture, 2 * SECOND);
  g_assert_cmpuint (fixture_count (fixture, "where>biloxi 302"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "biloxi>alice 302"), ==, 0);
  g_assert_cmpuint (fixture_count (fixture, "biloxi>bob INVITE"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "biloxi>alice 200 OK"), >=, 1);
}

static void
test_redirect (Fixture *fixture, gconstpointer data)
{
  g_autofree char *moved = NULL;

  load (fixture, "redirect");
  fixture_ask (fixture, "invite", "where", "sip:bob@biloxi.example");
  fixture_advance (fixture, SECOND);
  moved = fixture_dup_last (fixture, "302");
  g_assert_nonnull (strstr (moved, "Contact: <sip:bob@127.0.0.1:"));
  fixture_ask (fixture, "invite", "where", "sip:carol@biloxi.example");
  fixture_advance (fixture, SECOND);
  g_assert_cmpuint (fixture_count (fixture, "where>alice 404"), ==, 1);
}

/* A stateless proxy forgets all: no 100 of its own, and each copy goes on by itself. */
static void
test_stateless (Fixture *fixture, gconstpointer data)
{
  fixture_load (fixture, "proxy biloxi domain=biloxi.example stateless record-route\n"
                         "uas Bob answer-after=1\n"
                         "bind sip:bob@biloxi.example Bob\n"
                         "fault drop response 100 nth=1\n");
  fixture_ask (fixture, "invite", "biloxi", "sip:bob@biloxi.example");
  fixture_advance (fixture, 2 * SECOND);
  fixture_hang_up (fixture);
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
  fixture_ask (fixture, "invite", "middle", "sip:bob@biloxi.example");
  fixture_advance (fixture, 2100 * MS);
  fixture_hang_up (fixture);
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
  fixture_ask (fixture, "invite", "middle", "sip:bob@biloxi.example");
  fixture_advance (fixture, 500 * MS);
  fixture_send (fixture, "cancel", fixture_at (fixture, "middle"), LORE_SEND_GUIDED);
  fixture_advance (fixture, 500 * MS);
  g_assert_cmpuint (fixture_count (fixture, "middle>bob CANCEL"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "bob>middle 487"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "middle>alice 487"), ==, 1);
}

/* A reliable 183 and its PRACK cross, each with the CSeq of its side (RFC 3262 §7.2). */
static void
test_b2bua_reliable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *prack = NULL, *bye = NULL;

  fixture_load (fixture, "b2bua middle domain=biloxi.example\n"
                         "uas Bob behaviour=early-media answer-after=1\n"
                         "bind sip:bob@biloxi.example Bob\n");
  fixture_ask (fixture, "invite-reliable", "middle", "sip:bob@biloxi.example");
  fixture_advance (fixture, 1500 * MS);
  fixture_hang_up (fixture);
  g_assert_cmpuint (fixture_count (fixture, "middle>alice 183"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "alice>middle PRACK"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "middle>bob PRACK"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "bob>middle 200 OK"), ==, 3);
  g_assert_cmpuint (fixture_count (fixture, "middle>alice 200 OK"), ==, 3);
  prack = fixture_dup_last (fixture, "PRACK");
  g_assert_nonnull (strstr (prack, " 1 INVITE\r\n"));
  bye = fixture_dup_last (fixture, "BYE");
  g_assert_nonnull (strstr (bye, "\r\nCSeq: 3 BYE\r\n"));
}

/* Two ends keep time across it (RFC 4028). */
static void
test_b2bua_timed (Fixture *fixture, gconstpointer data)
{
  fixture_load (fixture, "b2bua middle domain=biloxi.example\n"
                         "uas Bob answer-after=1\n"
                         "bind sip:bob@biloxi.example Bob\n");
  fixture_ask (fixture, "invite-timed", "middle", "sip:bob@biloxi.example");
  fixture_advance (fixture, 50 * SECOND);
  g_assert_cmpuint (fixture_count (fixture, "alice>middle UPDATE"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "middle>bob UPDATE"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "middle>alice 200 OK"), ==, 2);
  fixture_hang_up (fixture);
}

static void
test_nat (Fixture *fixture, gconstpointer data)
{
  load (fixture, "nat");
  fixture_ask (fixture, "invite", "atlanta", "sip:bob@atlanta.example");
  fixture_advance (fixture, 2100 * MS);
  fixture_hang_up (fixture);
  g_assert_cmpuint (fixture_count (fixture, "nat>atlanta INVITE"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "atlanta>nat 200 OK"), ==, 2);
}

/* Seventy hops, and then 483 all the way back (§16.3). */
static void
test_loop (Fixture *fixture, gconstpointer data)
{
  load (fixture, "loop");
  fixture_ask (fixture, "options", "tick", "sip:bob@nowhere.example");
  fixture_advance (fixture, 10 * SECOND);
  g_assert_cmpuint (fixture_count (fixture, "tick>tock OPTIONS"), ==, 35);
  g_assert_cmpuint (fixture_count (fixture, "tock>tick OPTIONS"), ==, 35);
  g_assert_cmpuint (fixture_count (fixture, "tick>alice 483"), ==, 1);
}

/* Whoever looks for loops ends it in the first round: the way back leads to itself. */
static void
test_loop_detected (Fixture *fixture, gconstpointer data)
{
  fixture_load (fixture, "proxy tick next=tock\nproxy tock loop next=tick\n");
  fixture_ask (fixture, "options", "tick", "sip:bob@nowhere.example");
  fixture_advance (fixture, SECOND);
  g_assert_cmpuint (fixture_count (fixture, "tick>tock OPTIONS"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "tick>tock 482"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "tick>alice 482"), ==, 1);
}

/* A spiral comes by again with another Request-URI, and is none (RFC 5393 §4.2). */
static void
test_spiral (Fixture *fixture, gconstpointer data)
{
  fixture_load (fixture, "proxy biloxi domain=biloxi.example\nuas Bob answer-after=1\n"
                         "bind sip:bob@biloxi.example sip:robert@biloxi.example\n"
                         "bind sip:robert@biloxi.example Bob\n");
  fixture_ask (fixture, "options", "biloxi", "sip:bob@biloxi.example");
  fixture_advance (fixture, SECOND);
  g_assert_cmpuint (fixture_count (fixture, "biloxi>biloxi OPTIONS"), ==, 1);
  g_assert_cmpuint (fixture_count (fixture, "biloxi>alice 200 OK"), ==, 1);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  load (fixture, "proxy");
  fixture_ask (fixture, "invite", "atlanta", "sip:nobody@atlanta.example");
  fixture_advance (fixture, SECOND);
  g_assert_cmpuint (fixture_count (fixture, "atlanta>alice 480"), ==, 1);
  fixture_ask (fixture, "options", "atlanta", "tel:+15551234");
  fixture_advance (fixture, SECOND);
  g_assert_cmpuint (fixture_count (fixture, "atlanta>alice 416"), ==, 1);
  fixture_ask (fixture, "register", "atlanta", "sip:atlanta.example");
  fixture_advance (fixture, SECOND);
  g_assert_cmpuint (fixture_count (fixture, "atlanta>alice 200 OK"), ==, 1);
}

/* The 100 is owed when the client's timer E has reached T2, and not before (RFC 4320
 * §4.1). */
static void
assert_trying (Fixture *fixture, const char *words)
{
  guint before = fixture_count (fixture, words);

  fixture_advance (fixture, 3400 * MS);
  g_assert_cmpuint (fixture_count (fixture, words), ==, before);
  fixture_advance (fixture, 200 * MS);
  g_assert_cmpuint (fixture_count (fixture, words), >, before);
}

/* The transport is handed on with every address: in bindings, Record-Route, Contact and
 * the Request-URI of what follows in the call (RFC 3261 §16.6). */
static void
test_over_streams (Fixture *fixture, gconstpointer data)
{
  static const char *const rows[] = { "proxy", "trapezoid", "forking", "b2bua" };

  lore_lab_set_practice_transport (fixture->lab, "TCP");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *to = NULL, *messages = NULL;
      guint before = lore_trace_get_n_messages (fixture->trace);

      g_test_message ("%s", rows[i]);
      load (fixture, rows[i]);
      to = lore_lab_dup_network_destination (fixture->lab);
      g_assert_true (g_str_has_suffix (to, ".example;transport=tcp"));
      fixture_send (fixture, "invite", to, LORE_SEND_GUIDED);
      fixture_advance (fixture, 2500 * MS);
      fixture_hang_up (fixture);
      messages = fixture_dup_messages (fixture, before);
      g_assert_true (g_str_has_suffix (messages, ">alice 200 OK\n"));
      for (guint j = before; j < lore_trace_get_n_messages (fixture->trace); j++)
        {
          LoreMessage message;

          lore_trace_get_message (fixture->trace, j, &message);
          g_assert_cmpint (message.transport, ==, LORE_TRANSPORT_TCP);
        }
    }
}

/* A proxy that is reached over TCP and sends on over UDP names itself for both sides (RFC
 * 5658 §5), and takes both names out of the Route again. */
static void
test_between_transports (Fixture *fixture, gconstpointer data)
{
  static const char *const rows[] = { "", " stateless" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *network =
          g_strdup_printf ("proxy biloxi domain=biloxi.example record-route%s\n"
                           "uas Bob answer-after=1\n"
                           "bind sip:bob@biloxi.example Bob\n",
                           rows[i]);
      g_autofree char *proxy = NULL, *tcp = NULL, *ok = NULL, *records = NULL;
      g_autofree char *bye = NULL;

      fixture_load (fixture, network);
      proxy = g_strdup (fixture_at (fixture, "biloxi"));
      tcp = g_strconcat (proxy, ";transport=tcp", NULL);
      fixture_send (fixture, "invite", tcp, LORE_SEND_GUIDED);
      fixture_advance (fixture, 2 * SECOND);
      ok = fixture_dup_last (fixture, "SIP/2.0 200 OK");
      records = g_strdup_printf ("Record-Route: <sip:%s;lr>\r\n"
                                 "Record-Route: <sip:%s;transport=tcp;lr>\r\n",
                                 proxy, proxy);
      if (strstr (ok, records) == NULL)
        g_error ("not twice in the Record-Route%s:\n%s", rows[i], ok);
      fixture_hang_up (fixture);
      bye = fixture_dup_last (fixture, "BYE");
      g_assert_null (strstr (bye, "\r\nRoute: "));
      g_assert_cmpuint (fixture_count (fixture, "alice>biloxi BYE"), ==, i + 1);
      g_assert_cmpuint (fixture_count (fixture, "biloxi>bob BYE"), ==, i + 1);
      g_assert_cmpuint (fixture_count (fixture, "biloxi>biloxi"), ==, 0);
      g_assert_cmpuint (fixture_count (fixture, "biloxi>alice 200"), ==, 2 * (i + 1));
    }
}

/* Nobody is there: 408 to an INVITE after timer B, no final response at all to anything
 * else (RFC 4320 §4.2). */
static void
test_dead (Fixture *fixture, gconstpointer data)
{
  fixture_load (fixture, "proxy biloxi domain=biloxi.example\n"
                         "uas Bob\nbind sip:bob@biloxi.example Bob\nfault drop to Bob\n");
  fixture_ask (fixture, "invite", "biloxi", "sip:bob@biloxi.example");
  fixture_advance (fixture, 40 * SECOND);
  g_assert_cmpuint (fixture_count (fixture, "biloxi>alice 408"), ==, 1);
  fixture_ask (fixture, "options", "biloxi", "sip:bob@biloxi.example");
  assert_trying (fixture, "biloxi>alice 100");
  fixture_advance (fixture, 40 * SECOND);
  g_assert_cmpuint (fixture_count (fixture, "biloxi>alice 408"), ==, 1);
}

static void
test_dead_b2bua (Fixture *fixture, gconstpointer data)
{
  fixture_load (fixture, "b2bua middle domain=biloxi.example\n"
                         "uas Bob\nbind sip:bob@biloxi.example Bob\n"
                         "fault drop to Bob\n");
  fixture_ask (fixture, "options", "middle", "sip:bob@biloxi.example");
  assert_trying (fixture, "middle>alice 100");
  fixture_advance (fixture, 40 * SECOND);
  g_assert_cmpuint (fixture_count (fixture, "middle>alice 408"), ==, 0);
}

/* Whoever is asked too much says so, and goes on when it has time again (§21.5.4). */
static void
test_flood (Fixture *fixture, gconstpointer data)
{
  fixture_load (fixture, "uas Crowd limit=2 behaviour=ring\n");
  for (guint i = 0; i < 4; i++)
    fixture_ask (fixture, "options", "Crowd", "sip:crowd@crowd.example");
  fixture_advance (fixture, SECOND);
  g_assert_cmpuint (fixture_count (fixture, "crowd>alice 200"), ==, 2);
  g_assert_cmpuint (fixture_count (fixture, "crowd>alice 503"), ==, 2);
  fixture_advance (fixture, 40 * SECOND);
  fixture_ask (fixture, "options", "Crowd", "sip:crowd@crowd.example");
  fixture_advance (fixture, SECOND);
  g_assert_cmpuint (fixture_count (fixture, "crowd>alice 200"), ==, 3);
}

/* Calls that are up count as well, when their transactions have long ended. */
static void
test_flood_of_calls (Fixture *fixture, gconstpointer data)
{
  fixture_load (fixture, "uas Crowd limit=3 answer-after=0\n");
  for (guint i = 0; i < 4; i++)
    {
      fixture_ask (fixture, "invite", "Crowd", "sip:crowd@crowd.example");
      fixture_advance (fixture, 40 * SECOND);
    }
  g_assert_cmpuint (fixture_count (fixture, "crowd>alice 200"), ==, 3);
  g_assert_cmpuint (fixture_count (fixture, "crowd>alice 503"), ==, 1);
}

/* The same seed, the same actions, no clock but the virtual one: the same trace, byte for
 * byte, however much went wrong on the way. */
static GBytes *
record (void)
{
  Fixture fixture;
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  fixture_setup (&fixture, NULL);
  fixture_load (&fixture, "start atlanta\n"
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
      fixture_ask (&fixture, "invite", "atlanta", "sip:bob@biloxi.example");
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
  g_assert_null (fixture_at (fixture, "one"));
  fixture_load (fixture, "proxy one port=5061\n");
  fixture_load (fixture, "proxy one port=5061\n"); /* again, on its own port */
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
  ADD ("stateless", test_stateless);
  ADD ("b2bua", test_b2bua);
  ADD ("b2bua-cancel", test_b2bua_cancel);
  ADD ("b2bua-reliable", test_b2bua_reliable);
  ADD ("b2bua-timed", test_b2bua_timed);
  ADD ("over-streams", test_over_streams);
  ADD ("between-transports", test_between_transports);
  ADD ("nat", test_nat);
  ADD ("loop", test_loop);
  ADD ("loop-detected", test_loop_detected);
  ADD ("spiral", test_spiral);
  ADD ("refusals", test_refusals);
  ADD ("dead", test_dead);
  ADD ("dead-b2bua", test_dead_b2bua);
  ADD ("port-taken", test_port_taken);
  ADD ("flood", test_flood);
  ADD ("flood-of-calls", test_flood_of_calls);
  g_test_add_func ("/networks/replay", test_replay);
  return g_test_run ();
}
