/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/auth-params.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *value, *param, *content;
    guint n;
    const char *why;
  } rows[] = {
    { "Digest realm=\"atlanta.example\"", "realm", "atlanta.example", 1, "quoted" },
    { "Digest stale=true", "stale", "true", 1, "a token" },
    { "dIGEST realm=\"a\"", "realm", "a", 1, "the scheme has no case" },
    { "Digest REALM=\"a\"", "realm", "a", 1, "nor has a name" },
    { "  Digest   realm = \"a\" , nonce\t=\t\"n\"  ", "nonce", "n", 2,
      "EQUAL and COMMA may have space around them" },
    { "Digest realm=\"a\",\r\n nonce=\"n\"", "nonce", "n", 2, "a fold left in" },
    { "Digest realm=\"a, b=c\"", "realm", "a, b=c", 1, "a quoted comma is no separator" },
    { "Digest realm=\"say \\\"hi\\\" \\\\o/\"", "realm", "say \"hi\" \\o/", 1,
      "backslashes go with the quotes" },
    { "Digest realm=\"\"", "realm", "", 1, "empty but there" },
    { "Digest realm=\"示例\"", "realm", "示例", 1, "UTF-8" },
    { "Digest realm=\"a\tb\"", "realm", "a\tb", 1, "a tab is white space" },
    { "Digest x-new.thing=\"1\",nonce=n", "x-new.thing", "1", 2,
      "extensions are kept (§25.1 auth-param)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GHashTable) params = NULL;

      g_test_message ("%s", rows[i].why);
      g_assert_cmpint (lore_auth_params_parse (rows[i].value, &params), ==,
                       LORE_DIGEST_FINE);
      g_assert_cmpuint (g_hash_table_size (params), ==, rows[i].n);
      g_assert_cmpstr (g_hash_table_lookup (params, rows[i].param), ==, rows[i].content);
    }
}

static void
test_refuse (void)
{
  static const struct
  {
    const char *value;
    LoreDigestVerdict verdict;
    const char *why;
  } rows[] = {
    { "", LORE_DIGEST_MALFORMED, "nothing" },
    { "   ", LORE_DIGEST_MALFORMED, "nothing but space" },
    { "Digest", LORE_DIGEST_MALFORMED, "a scheme alone" },
    { "Digest ", LORE_DIGEST_MALFORMED, "and space" },
    { "Basic YWxpY2U6eA==", LORE_DIGEST_OTHER_SCHEME, "must not be used (§22)" },
    { "Digestive realm=\"a\"", LORE_DIGEST_OTHER_SCHEME, "no prefix will do" },
    { "Digest,realm=\"a\"", LORE_DIGEST_MALFORMED, "LWS follows the scheme" },
    { "realm=\"a\"", LORE_DIGEST_OTHER_SCHEME, "the scheme was forgotten" },
    { "Digest realm", LORE_DIGEST_MALFORMED, "no value" },
    { "Digest realm=", LORE_DIGEST_MALFORMED, "none after the sign either" },
    { "Digest =\"a\"", LORE_DIGEST_MALFORMED, "no name" },
    { "Digest realm=\"a", LORE_DIGEST_MALFORMED, "the quote never closes" },
    { "Digest realm=\"a\\", LORE_DIGEST_MALFORMED, "ends in the middle of a pair" },
    { "Digest realm=\"a\\\"", LORE_DIGEST_MALFORMED, "the closing quote is escaped" },
    { "Digest realm=\"a\nb\"", LORE_DIGEST_MALFORMED, "a bare line feed" },
    { "Digest realm=\"a\" nonce=\"n\"", LORE_DIGEST_MALFORMED, "no comma" },
    { "Digest realm=\"a\",", LORE_DIGEST_MALFORMED, "nothing after the comma" },
    { "Digest realm=\"a\",,nonce=\"n\"", LORE_DIGEST_MALFORMED,
      "SIP has no empty elements" },
    { "Digest realm=\"a\";nonce=\"n\"", LORE_DIGEST_MALFORMED,
      "semicolons separate other parameters" },
    { "Digest uri=sip:bob@b.example", LORE_DIGEST_MALFORMED,
      "the uri must be quoted (§22.4 item 2)" },
    { "Digest realm=\"a\",Realm=\"b\"", LORE_DIGEST_REPEATED, "twice, in any case" },
    { "Digest realm=\"a\", nonce=\"n\", Digest realm=\"b\"", LORE_DIGEST_MALFORMED,
      "two challenges want two fields (§7.3.1)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GHashTable *params = NULL;

      g_test_message ("%s", rows[i].why);
      g_assert_cmpint (lore_auth_params_parse (rows[i].value, &params), ==,
                       rows[i].verdict);
      g_assert_null (params);
    }
}

static void
test_put (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_true (lore_auth_params_put_quoted (out, "realm", "say \"hi\" \\o/"));
  g_assert_true (lore_auth_params_put_quoted (out, "opaque", NULL));
  g_assert_true (lore_auth_params_put_token (out, "qop", "auth"));
  g_assert_true (lore_auth_params_put_token (out, "nc", NULL));
  g_assert_cmpstr (out->str, ==, "Digest realm=\"say \\\"hi\\\" \\\\o/\", qop=auth");
}

/* What cannot be written changes nothing: no way to smuggle in another header field. */
static void
test_put_refuses (void)
{
  static const struct
  {
    const char *value, *why;
  } rows[] = {
    { "alice\r\nVia: x", "a line break" },
    { "a\nb", "half of one" },
    { "\x01", "another control" },
    { "\x7f", "the last control" },
    { "\xff", "not UTF-8" },
  };
  g_autoptr (GString) out = g_string_new ("Digest a=b");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].why);
      g_assert_false (lore_auth_params_put_quoted (out, "username", rows[i].value));
      g_assert_false (lore_auth_params_put_token (out, "username", rows[i].value));
    }
  g_assert_false (lore_auth_params_put_token (out, "qop", ""));
  g_assert_false (lore_auth_params_put_token (out, "qop", "auth int"));
  g_assert_cmpstr (out->str, ==, "Digest a=b");
}

/* Any text that can be written is read again as it was. */
static void
test_round_trip (void)
{
  static const char *const letters[] = {
    "\"", "\\", ",", "=", " ", "\t", "a", "密", "%"
  };

  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GHashTable) params = NULL;

      for (guint n = g_test_rand_int_range (0, 12); n > 0; n--)
        g_string_append (text,
                         letters[g_test_rand_int_range (0, G_N_ELEMENTS (letters))]);
      g_assert_true (lore_auth_params_put_quoted (out, "realm", text->str));
      g_assert_cmpint (lore_auth_params_parse (out->str, &params), ==, LORE_DIGEST_FINE);
      g_assert_cmpstr (g_hash_table_lookup (params, "realm"), ==, text->str);
    }
}

/* Any bytes end in a verdict. */
static void
test_rubbish (void)
{
  static const char letters[] = "Digest realm=\"\\,\r\n\t =x\xff\x01\"";

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (i % 2 != 0 ? "Digest " : NULL);
      g_autoptr (GHashTable) params = NULL;
      LoreDigestVerdict verdict;

      for (guint n = g_test_rand_int_range (0, 24); n > 0; n--)
        g_string_append_c (text, letters[g_test_rand_int_range (0, sizeof letters - 1)]);
      verdict = lore_auth_params_parse (text->str, &params);
      g_assert_cmpint (verdict == LORE_DIGEST_FINE, ==, params != NULL);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-params/parse", test_parse);
  g_test_add_func ("/auth-params/refuse", test_refuse);
  g_test_add_func ("/auth-params/put", test_put);
  g_test_add_func ("/auth-params/put-refuses", test_put_refuses);
  g_test_add_func ("/auth-params/round-trip", test_round_trip);
  g_test_add_func ("/auth-params/rubbish", test_rubbish);
  return g_test_run ();
}
