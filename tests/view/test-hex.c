/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/hex.h"

static void
test_text (void)
{
  g_autofree char *text = lore_hex_dup_text ((const guint8 *)"SIP/2.0 200\r\n", 13);

  g_assert_cmpstr (text, ==,
                   "00000  53 49 50 2f 32 2e 30 20  SIP/2.0 \n"
                   "00008  32 30 30 0d 0a           200..");
}

/* Every byte is found from each of its characters, and the other way. */
static void
test_places (void)
{
  guint8 data[29] = { 0 };
  g_autofree char *text = lore_hex_dup_text (data, sizeof data);

  for (guint at = 0; at < sizeof data; at++)
    {
      SipSpan hex, plain;

      lore_hex_get_runs ((SipSpan){ at, 1 }, at / LORE_HEX_COLUMNS, &hex, &plain);
      g_assert_cmpuint (hex.len, ==, 2);
      g_assert_cmpuint (plain.len, ==, 1);
      g_assert_cmpint (text[hex.at], ==, '0');
      g_assert_cmpint (text[plain.at], ==, '.');
      for (guint i = hex.at; i < sip_span_end (hex); i++)
        g_assert_cmpuint (lore_hex_get_byte (i), ==, at);
      g_assert_cmpuint (lore_hex_get_byte (plain.at), ==, at);
    }
}

/* A span over several lines has a run on each, and none beside. */
static void
test_runs (void)
{
  SipSpan span = { 6, 12 };
  const guint expected[] = { 2, 8, 2, 0 };

  for (guint line = 0; line < G_N_ELEMENTS (expected); line++)
    {
      SipSpan hex, plain;

      lore_hex_get_runs (span, line, &hex, &plain);
      g_assert_cmpuint (plain.len, ==, expected[line]);
      g_assert_cmpuint (hex.len, ==, expected[line] > 0 ? 3 * expected[line] - 1 : 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hex/text", test_text);
  g_test_add_func ("/hex/places", test_places);
  g_test_add_func ("/hex/runs", test_runs);
  return g_test_run ();
}
