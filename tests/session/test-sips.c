/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sips: URI and the ways that keep its promise, and those that do not.
 */
#include "session/sips.h"

#include "phone.h"
#include "session/forward.h"
#include "sip/edit.h"

#include <string.h>

#define HEAD                                                                             \
  "Via: SIP/2.0/UDP 127.0.0.1:6000;branch=z9hG4bKs1\nMax-Forwards: 70\n"                 \
  "From: <sip:carol@chicago.example>;tag=c1\nTo: <sips:bob@biloxi.example>\n"            \
  "Call-ID: s1\nCSeq: 1 OPTIONS\nContact: <sips:carol@127.0.0.1:6000>\n\n"

/* Where it goes: TLS and port 5061 (RFC 3261 §19.1.2, RFC 5630 §3.1.4). */
static void
test_hop (void)
{
  static const struct
  {
    const char *uri, *hop, *why;
  } rows[] = {
    { "sip:bob@192.0.2.4", "192.0.2.4:5060", "as ever" },
    { "sips:bob@192.0.2.4", "192.0.2.4:5061;transport=tls", "a port of its own" },
    { "SIPS:bob@192.0.2.4:5071", "192.0.2.4:5071;transport=tls", "a port that is said" },
    { "sips:bob@192.0.2.4;transport=tcp", "192.0.2.4:5061;transport=tls",
      "TLS runs over TCP" },
    { "sips:bob@192.0.2.4;transport=ws", "192.0.2.4:5061;transport=wss",
      "and WebSocket" },
    { "tel:+123", NULL, "no host" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *hop = lore_forward_dup_hop (rows[i].uri);

      g_test_message ("%s", rows[i].why);
      g_assert_cmpstr (hop, ==, rows[i].hop);
    }
}

/* Guided, it does not leave without TLS, and the problem says what to write; raw, it
 * does. */
static void
test_caller (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) plain = fixture_fill (fixture, "options", BOB);
  gsize len;
  const char *text = g_bytes_get_data (plain, &len);
  g_autofree char *string =
      g_strdup_printf ("OPTIONS sips:%.*s", (int)(len - strlen ("OPTIONS sip:")),
                       text + strlen ("OPTIONS sip:"));
  g_autoptr (GBytes) message = g_bytes_new (string, strlen (string));
  g_autofree char *guided = fixture_send_bytes (fixture, message, BOB, LORE_SEND_GUIDED);
  g_autofree char *raw = fixture_send_bytes (fixture, message, BOB, LORE_SEND_RAW);

  g_assert_cmpstr (guided, ==, "sips-needs-tls");
  g_assert_cmpstr (raw, ==, NULL);
}

/* Bob came to it without TLS, and so does the proxy's next hop: 480, which says why. */
static void
test_refused (Phone *phone, gconstpointer data)
{
  g_autoptr (LoreNetworkPlan) plan =
      lore_network_plan_parse ("proxy atlanta domain=atlanta.example\nuas Carol\n"
                               "bind sip:bob@atlanta.example Carol\n",
                               NULL);
  static const char *const requests[] = {
    "OPTIONS sips:bob@127.0.0.1:5070 SIP/2.0\n" HEAD,
    "OPTIONS sips:bob@atlanta.example SIP/2.0\n" HEAD,
    "OPTIONS sips:bob@192.0.2.9;transport=tls SIP/2.0\n"
    "Route: <sip:127.0.0.1:5070;lr>\n" HEAD,
  };
  const char *peers[] = { BOB, NULL, BOB };

  g_assert_true (lore_lab_load_network (phone->fixture.lab, plan, NULL, NULL));
  peers[1] = lore_lab_get_station_address (phone->fixture.lab, "atlanta");
  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *statuses = NULL;

      phone_send (phone, requests[i], peers[i]);
      fixture_advance (&phone->fixture, 100 * SECOND);
      g_assert_nonnull (strstr (phone_peek_last (phone),
                                "\r\nWarning: 380 siplore \"SIPS Not Allowed\"\r\n"));
      statuses = phone_take_statuses (phone);
      g_assert_cmpstr (statuses, ==, "480");
    }
}

/* One resource by either scheme; but a sips: Contact is bound by a sips: request only
 * (RFC 5630 §5.2). */
static void
test_registrar (Phone *phone, gconstpointer data)
{
  g_autofree char *first = NULL, *second = NULL;

  phone_send (
      phone,
      "REGISTER sip:atlanta.example SIP/2.0\n"
      "Via: SIP/2.0/UDP 127.0.0.1:6000;branch=z9hG4bKr1\nMax-Forwards: 70\n"
      "From: <sip:carol@atlanta.example>;tag=c1\nTo: <sip:carol@atlanta.example>\n"
      "Call-ID: r1\nCSeq: 1 REGISTER\nContact: <sips:carol@127.0.0.1:6000>\n\n",
      REGISTRAR);
  first = phone_take_statuses (phone);
  g_assert_cmpstr (first, ==, "400");
  phone_send (
      phone,
      "REGISTER sip:atlanta.example SIP/2.0\n"
      "Via: SIP/2.0/UDP 127.0.0.1:6000;branch=z9hG4bKr2\nMax-Forwards: 70\n"
      "From: <sip:carol@atlanta.example>;tag=c1\nTo: <sips:carol@atlanta.example>\n"
      "Call-ID: r1\nCSeq: 2 REGISTER\nContact: <sip:carol@127.0.0.1:6000>\n\n",
      REGISTRAR);
  phone_send (
      phone,
      "REGISTER sip:atlanta.example SIP/2.0\n"
      "Via: SIP/2.0/UDP 127.0.0.1:6000;branch=z9hG4bKr3\nMax-Forwards: 70\n"
      "From: <sip:carol@atlanta.example>;tag=c1\nTo: <sip:carol@atlanta.example>\n"
      "Call-ID: r1\nCSeq: 3 REGISTER\n\n",
      REGISTRAR);
  g_assert_nonnull (strstr (phone_peek_last (phone), "<sip:carol@127.0.0.1:6000>"));
  second = phone_take_statuses (phone);
  g_assert_cmpstr (second, ==, "200 200");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sips/hop", test_hop);
  g_test_add ("/sips/caller", Fixture, NULL, fixture_setup, test_caller,
              fixture_teardown);
  g_test_add ("/sips/refused", Phone, NULL, phone_setup, test_refused, phone_teardown);
  g_test_add ("/sips/registrar", Phone, NULL, phone_setup, test_registrar,
              phone_teardown);
  return g_test_run ();
}
