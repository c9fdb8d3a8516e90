/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/via.h"

#include "plan/template.h"

#include <string.h>

static void
test_complete (void)
{
  static const struct
  {
    const char *via, *source, *expected, *address, *why;
  } rows[] = {
    { "SIP/2.0/UDP 192.0.2.1:5062;branch=z9hG4bKa", "192.0.2.1:5062",
      "SIP/2.0/UDP 192.0.2.1:5062;branch=z9hG4bKa", "192.0.2.1:5062",
      "it is where it says it is" },
    { "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa", "192.0.2.1:33000",
      "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa", "192.0.2.1:5060",
      "without rport the port of the Via counts, or 5060 (§18.2.2)" },
    { "SIP/2.0/UDP 10.0.0.1:5062;branch=z9hG4bKa", "192.0.2.1:33000",
      "SIP/2.0/UDP 10.0.0.1:5062;received=192.0.2.1;branch=z9hG4bKa", "192.0.2.1:5062",
      "another address: received (§18.2.1)" },
    { "SIP/2.0/UDP pc.example;branch=z9hG4bKa", "192.0.2.1:5060",
      "SIP/2.0/UDP pc.example;received=192.0.2.1;branch=z9hG4bKa", "192.0.2.1:5060",
      "a name: received" },
    { "SIP/2.0/UDP 10.0.0.1;rport;branch=z9hG4bKa", "192.0.2.1:33000",
      "SIP/2.0/UDP 10.0.0.1;received=192.0.2.1;rport=33000;branch=z9hG4bKa",
      "192.0.2.1:33000", "rport is filled (RFC 3581 §4)" },
    { "SIP/2.0/UDP 192.0.2.1:33000;branch=z9hG4bKa;RPORT", "192.0.2.1:33000",
      "SIP/2.0/UDP 192.0.2.1:33000;received=192.0.2.1;branch=z9hG4bKa;RPORT=33000",
      "192.0.2.1:33000", "with rport there is always a received" },
    { "SIP/2.0/UDP [2001:db8::1]:5062;branch=z9hG4bKa", "[2001:db8::1]:5062",
      "SIP/2.0/UDP [2001:db8::1]:5062;branch=z9hG4bKa", "[2001:db8::1]:5062", "IPv6" },
    { "SIP/2.0/UDP [2001:db8::9];rport;branch=z9hG4bKa", "[2001:db8::1]:5062",
      "SIP/2.0/UDP [2001:db8::9];received=2001:db8::1;rport=5062;branch=z9hG4bKa",
      "[2001:db8::1]:5062", "received has no brackets" },
    { "SIP / 2.0 / UDP 192.0.2.1 : 5062 ;branch=z9hG4bKa", "192.0.2.1:5062",
      "SIP / 2.0 / UDP 192.0.2.1 : 5062 ;branch=z9hG4bKa", "192.0.2.1:5062",
      "spaces (RFC 4475)" },
    { "SIP/2.0/UDP", "192.0.2.1:5060", NULL, NULL, "no sent-by" },
    { "", "192.0.2.1:5060", NULL, NULL, "nothing" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "OPTIONS sip:b@x SIP/2.0\nVia: %s\nVia: SIP/2.0/UDP other\n\n", rows[i].via);
      g_autoptr (GBytes) request = lore_template_fill (text, NULL, TRUE, NULL);
      g_autoptr (GBytes) completed = lore_via_complete (request, rows[i].source);
      g_autofree char *expected = g_strdup_printf ("\r\nVia: %s\r\n", rows[i].expected);
      g_autofree char *address = NULL;

      g_test_message ("%s", rows[i].why);
      if (rows[i].expected == NULL)
        {
          g_assert_null (completed);
          continue;
        }
      g_assert_nonnull (g_strstr_len (g_bytes_get_data (completed, NULL),
                                      g_bytes_get_size (completed), expected));
      g_assert_nonnull (g_strstr_len (g_bytes_get_data (completed, NULL),
                                      g_bytes_get_size (completed),
                                      "\r\nVia: SIP/2.0/UDP other\r\n"));
      address = lore_via_dup_response_address (completed);
      g_assert_cmpstr (address, ==, rows[i].address);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/via/complete", test_complete);
  return g_test_run ();
}
