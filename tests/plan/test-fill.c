/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/template.h"

#include <string.h>

static GHashTable *
some_variables (void)
{
  GHashTable *variables = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (variables, "call-id", "a84b4c76e66710");
  g_hash_table_insert (variables, "empty", "");
  g_hash_table_insert (variables, "two-lines", "one\ntwo");
  g_hash_table_insert (variables, "han", "中");
  return variables;
}

static void
test_fill (void)
{
  static const struct
  {
    const char *text, *expected, *missing, *why;
  } rows[] = {
    { "Call-ID: {{call-id}}\n\n", "Call-ID: a84b4c76e66710\r\n\r\n", "", "a value" },
    { "a\r\nb\n\n", "a\r\nb\r\n\r\n", "", "no CR is doubled" },
    { "a: {{nobody}}\n\n", "a: {{nobody}}\r\n\r\n", "nobody", "unknown names stay" },
    { "a: {{x}}{{y}}{{x}}\n\n", "a: {{x}}{{y}}{{x}}\r\n\r\n", "x y",
      "and are told once" },
    { "a: {{ call-id }} {{}} {call-id}\n\n", "a: {{ call-id }} {{}} {call-id}\r\n\r\n",
      "", "what is no variable" },
    { "{{{call-id}}}\n\n", "{a84b4c76e66710}\r\n\r\n", "", "a brace before it" },
    { "R\nRoute: {{empty}}\nTo: x\n\n", "R\r\nTo: x\r\n\r\n", "", "an empty field goes" },
    { "R\nRoute: {{empty}}, {{empty}}\n\n", "R\r\n\r\n", "", "of several, too" },
    { "R\nRoute: <a>{{empty}}\n\n", "R\r\nRoute: <a>\r\n\r\n", "",
      "not if more is there" },
    { "R\nRoute: {{nobody}}\n\n", "R\r\nRoute: {{nobody}}\r\n\r\n", "nobody",
      "unknown is not empty" },
    { "R\nSubject:\n\n", "R\r\nSubject:\r\n\r\n", "", "typed so: it stays" },
    { "{{two-lines}}\n\n", "one\r\ntwo\r\n\r\n", "", "line ends of values" },
    { "l: {{content-length}}\n\n", "l: 0\r\n\r\n", "", "no body" },
    { "l: {{content-length}}\n\na\nb\n", "l: 6\r\n\r\na\r\nb\r\n", "",
      "octets as sent: CRLF counts two" },
    { "l: {{content-length}}\n\n{{han}}", "l: 3\r\n\r\n中", "",
      "octets, not characters (§20.14)" },
    { "l: {{content-length}}\n\n\n\n", "l: 4\r\n\r\n\r\n\r\n", "",
      "empty lines in the body" },
    { "l: {{content-length}}", "l: 0", "", "no empty line" },
    { "", "", "", "nothing" },
  };
  g_autoptr (GHashTable) variables = some_variables ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) missing = NULL;
      g_autoptr (GBytes) filled =
          lore_template_fill (rows[i].text, variables, TRUE, &missing);
      g_autofree char *names = g_strjoinv (" ", missing);
      gsize len;
      const char *data = g_bytes_get_data (filled, &len);
      g_autofree char *text = g_strndup (data != NULL ? data : "", len);

      g_test_message ("%s", rows[i].why);
      g_assert_cmpstr (text, ==, rows[i].expected);
      g_assert_cmpstr (names, ==, rows[i].missing);
    }
}

/* A student's experiment with line ends and NULs goes out as it was written. */
static void
test_raw_bytes (void)
{
  static const char text[] = "A: {{call-id}}\nB\0C: \xff\n\n\0\0";
  static const char expected[] = "A: a84b4c76e66710\nB\0C: \xff\n\n\0\0";
  g_autoptr (GHashTable) variables = some_variables ();
  g_autoptr (GBytes) in = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GBytes) filled = lore_template_fill_bytes (in, variables, FALSE, NULL);

  g_assert_cmpmem (g_bytes_get_data (filled, NULL), g_bytes_get_size (filled), expected,
                   sizeof expected - 1);
}

static void
test_find (void)
{
  static const char text[] = "{{a}} {{b.c-d_1}} {{a}} {{ x}} {{";
  g_auto (GStrv) names = lore_template_dup_names (text);
  gsize n;
  g_autofree SipSpan *spans = lore_template_find_variables (text, &n);

  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (spans[1].at, ==, 6);
  g_assert_cmpuint (spans[1].len, ==, strlen ("{{b.c-d_1}}"));
  g_assert_cmpuint (g_strv_length (names), ==, 2);
  g_assert_cmpstr (names[1], ==, "b.c-d_1");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fill/rows", test_fill);
  g_test_add_func ("/fill/raw-bytes", test_raw_bytes);
  g_test_add_func ("/fill/find", test_find);
  return g_test_run ();
}
