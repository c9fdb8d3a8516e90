/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/mapping.h"

#include <string.h>

typedef struct
{
  const char *bytes;
  gsize len;
  const char *text;
  const char *why;
} Row;

#define ROW(bytes, text, why)                                                            \
  {                                                                                      \
    bytes, sizeof (bytes) - 1, text, why                                                 \
  }

/* What a message looks like in the editor. */
static const Row rows[] = {
  ROW ("", "", "nothing is nothing"),
  ROW ("To: a\r\n", "To: a\n", "CRLF is the line break of SIP"),
  ROW ("To: a\nb", "To: a\\n\nb", "a bare LF is seen and breaks the line"),
  ROW ("a\rb", "a\\rb", "a bare CR is seen"),
  ROW ("a\r\r\nb", "a\\r\nb", "CR before CRLF"),
  ROW ("a\n\r\nb", "a\\n\n\nb", "LF before CRLF: only the first break belongs to it"),
  ROW ("a\0b", "a\\x00b", "NUL"),
  ROW ("\xff\xfe", "\\xff\\xfe", "no UTF-8"),
  ROW ("\xe4\xb8", "\\xe4\\xb8", "half a character"),
  ROW ("\xe4\xb8\xad", "中", "a whole one"),
  ROW ("\xe2\x80\xa8", "\\xe2\\x80\\xa8", "a line separator would break the line"),
  ROW ("\xe2\x80\xae", "\\xe2\\x80\\xae",
       "a right-to-left override would hide the truth"),
  ROW ("\"a\\\"b\"", "\"a\\\"b\"", "a quoted pair stays readable"),
  ROW ("a\\nb", "a\\\\nb", "a backslash that looks like an escape"),
  ROW ("a\\\\b", "a\\\\\\b", "two backslashes"),
  ROW ("a\\\0", "a\\\\\\x00", "a backslash before something escaped"),
  ROW ("a\\\r\n", "a\\\n", "a backslash at the end of a line"),
  ROW ("a\\", "a\\", "a backslash at the end of all"),
  ROW ("a\tb", "a\tb", "a tab is white space like any"),
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (rows[i].bytes, rows[i].len);
      g_autoptr (GBytes) back = NULL;
      g_autofree char *text = NULL;
      g_autoptr (LoreMapping) there = lore_mapping_new_for_bytes (bytes, &text);
      g_autoptr (LoreMapping) again = lore_mapping_new_for_text (text, &back);

      g_test_message ("%s", rows[i].why);
      g_assert_cmpstr (text, ==, rows[i].text);
      g_assert_true (g_bytes_equal (bytes, back));
    }
}

/* Escapes that nobody has to write, but anybody may. */
static void
test_lenient (void)
{
  static const Row given[] = {
    ROW ("A", "\\x41", "any byte may be written by number"),
    ROW ("\\q", "\\q", "an unknown escape is two characters"),
    ROW ("\\xg1", "\\xg1", "no hexadecimal digits, no escape"),
    ROW ("\nb", "\\nb", "a bare LF without a break behind it"),
    ROW ("a\r\nb", "a\r\nb", "a pasted CRLF is one break"),
    ROW ("\n", "\\n\r\n", "and one behind an escape belongs to that"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (given); i++)
    {
      g_autoptr (GBytes) expected = g_bytes_new_static (given[i].bytes, given[i].len);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (LoreMapping) mapping = lore_mapping_new_for_text (given[i].text, &bytes);

      g_test_message ("%s", given[i].why);
      g_assert_true (g_bytes_equal (bytes, expected));
    }
}

/* Any bytes: there and back again, and places agree in both directions. */
static void
check_places (LoreMapping *mapping, gsize n_bytes, guint n_chars)
{
  g_assert_cmpuint (lore_mapping_get_byte (mapping, n_chars), ==, n_bytes);
  g_assert_cmpuint (lore_mapping_get_char (mapping, n_bytes), ==, n_chars);
  g_assert_cmpuint (lore_mapping_get_char_end (mapping, n_bytes), ==, n_chars);
  for (gsize at = 0; at < n_bytes; at++)
    {
      guint begin = lore_mapping_get_char (mapping, at);
      guint end = lore_mapping_get_char_end (mapping, at + 1);

      g_assert_cmpuint (begin, <, end);
      g_assert_cmpuint (end, <=, n_chars);
      g_assert_cmpuint (lore_mapping_get_byte (mapping, begin), <=, at);
      g_assert_cmpuint (lore_mapping_get_byte (mapping, end), >, at);
    }
}

static void
test_property (void)
{
  static const char soup[] = "\r\n\r\n\n\r\\\\nrx41 a:\xe4\xb8\xad\xff\0\t\"";

  for (guint round = 0; round < 3000; round++)
    {
      guint8 data[48];
      gsize len = g_test_rand_int_range (0, sizeof data);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GBytes) back = NULL;
      g_autofree char *text = NULL;
      g_autoptr (LoreMapping) there = NULL;
      g_autoptr (LoreMapping) again = NULL;

      for (gsize i = 0; i < len; i++)
        data[i] = g_test_rand_bit () ? soup[g_test_rand_int_range (0, sizeof soup - 1)]
                                     : g_test_rand_int_range (0, 256);
      bytes = g_bytes_new (data, len);
      there = lore_mapping_new_for_bytes (bytes, &text);
      again = lore_mapping_new_for_text (text, &back);

      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_true (g_bytes_equal (bytes, back));
      check_places (there, len, g_utf8_strlen (text, -1));
      check_places (again, len, g_utf8_strlen (text, -1));
    }
}

/* Variables: {{branch}} (10 characters) filled with 4 bytes, {{none}} with none. */
static void
test_chain (void)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (LoreMapping) outer =
      lore_mapping_new_for_text ("中{{branch}}{{none}}z", &bytes);
  g_autoptr (LoreMapping) inner = lore_mapping_new ();
  g_autoptr (LoreMapping) chain = NULL;

  lore_mapping_add_plain (inner, 3);
  lore_mapping_add_unit (inner, 10, 4);
  lore_mapping_add_unit (inner, 8, 0);
  lore_mapping_add_plain (inner, 1);
  chain = lore_mapping_new_chain (outer, inner);

  g_assert_cmpuint (lore_mapping_get_char (chain, 3), ==, 1);
  g_assert_cmpuint (lore_mapping_get_char (chain, 5), ==, 1);
  g_assert_cmpuint (lore_mapping_get_char_end (chain, 5), ==, 11);
  g_assert_cmpuint (lore_mapping_get_char_end (chain, 7), ==, 11);
  g_assert_cmpuint (lore_mapping_get_char (chain, 7), ==, 19); /* z, not {{none}} */
  g_assert_cmpuint (lore_mapping_get_byte (chain, 4), ==, 3);
  g_assert_cmpuint (lore_mapping_get_byte (chain, 12), ==, 7);
  g_assert_cmpuint (lore_mapping_get_byte (chain, 20), ==, 8);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mapping/rows", test_rows);
  g_test_add_func ("/mapping/lenient", test_lenient);
  g_test_add_func ("/mapping/property", test_property);
  g_test_add_func ("/mapping/chain", test_chain);
  return g_test_run ();
}
