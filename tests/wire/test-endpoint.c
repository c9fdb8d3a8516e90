/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"
#include "wire/endpoint.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text, *formatted, *problem, *why;
  } rows[] = {
    { "127.0.0.1:5070", "127.0.0.1:5070", NULL, "IPv4" },
    { "127.0.0.1", "127.0.0.1:5060", NULL, "the port of SIP" },
    { " bob.example:7 ", "bob.example:7", NULL, "a name, spaces around it" },
    { "[::1]:5070", "[::1]:5070", NULL, "IPv6" },
    { "[2001:db8::1]", "[2001:db8::1]:5060", NULL, "IPv6 without a port" },
    { "::1", "[::1]:5060", NULL, "bare IPv6 has no port" },
    { "fe80::1%lo", "[fe80::1%lo]:5060", NULL, "link-local" },
    { "点心.example", "xn--15t909a.example:5060", NULL, "an international name" },
    { "host:65535", "host:65535", NULL, "the last port" },
    { NULL, NULL, "no-destination", "nothing" },
    { " ", NULL, "no-destination", "a space" },
    { ":5060", NULL, "bad-destination", "no host" },
    { "host:", NULL, "bad-destination", "no port" },
    { "host:0", NULL, "bad-destination", "port 0" },
    { "host:65536", NULL, "bad-destination", "one too many" },
    { "host:sip", NULL, "bad-destination", "no number" },
    { "host:+1", NULL, "bad-destination", "no digits" },
    { "[::1", NULL, "bad-destination", "no closing bracket" },
    { "[::1]5060", NULL, "bad-destination", "no colon" },
    { "[host]:5060", NULL, "bad-destination", "brackets are for IPv6" },
    { "[127.0.0.1]:5060", NULL, "bad-destination", "brackets are for IPv6" },
    { "127.0.0:5060", NULL, "bad-destination", "three numbers" },
    { "256.0.0.1", NULL, "bad-destination", "no octet" },
    { "sip:bob@example.com", NULL, "bad-destination", "a URI" },
    { "a b", NULL, "bad-destination", "a space inside" },
    { "a..b", NULL, "bad-destination", "an empty label" },
    { "\xff:5060", NULL, "bad-destination", "not UTF-8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *host = NULL, *formatted = NULL;
      g_autoptr (GError) error = NULL;
      guint16 port;

      g_test_message ("%s", rows[i].why);
      if (lore_endpoint_parse (rows[i].text, &host, &port, &error))
        formatted = lore_endpoint_format (host, port);
      g_assert_cmpstr (lore_problem_get_id (error), ==, rows[i].problem);
      g_assert_cmpstr (formatted, ==, rows[i].formatted);
    }
}

static void
test_loopback (void)
{
  g_assert_true (lore_host_is_loopback ("127.0.0.1"));
  g_assert_true (lore_host_is_loopback ("127.3.2.1"));
  g_assert_true (lore_host_is_loopback ("::1"));
  g_assert_true (lore_host_is_loopback ("LocalHost"));
  g_assert_false (lore_host_is_loopback ("192.0.2.1"));
  g_assert_false (lore_host_is_loopback ("localhost.example"));
  g_assert_true (lore_host_is_any ("0.0.0.0"));
  g_assert_true (lore_host_is_any ("::"));
  g_assert_false (lore_host_is_any ("::1"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/endpoint/parse", test_parse);
  g_test_add_func ("/endpoint/loopback", test_loopback);
  return g_test_run ();
}
