/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/edit.h"

#include <string.h>

static const char message[] = "INVITE sip:bob@biloxi.example SIP/2.0\r\n"
                              "v: SIP/2.0/UDP a;branch=1 , SIP/2.0/UDP b;branch=2\r\n"
                              "Via: SIP/2.0/UDP c\r\n"
                              "Subject:\r\n"
                              "X-Odd: a, \"b\r\n"
                              "   c\"\r\n"
                              "Contact: \"A, B\" <sip:a@b,c>;q=1,<sip:d>\r\n"
                              "l: 7\r\n"
                              "\r\n"
                              "v=0\r\n";

typedef enum
{
  SET,
  PREPEND,
  APPEND,
  REMOVE,
  REMOVE_FIRST,
  FIX_LENGTH,
} Verb;

static GBytes *
edit (GBytes *bytes, Verb verb, const char *name, const char *value)
{
  switch (verb)
    {
    case SET:
      return sip_edit_set (bytes, name, value);
    case PREPEND:
      return sip_edit_prepend (bytes, name, value);
    case APPEND:
      return sip_edit_append (bytes, name, value);
    case REMOVE:
      return sip_edit_remove (bytes, name);
    case REMOVE_FIRST:
      return sip_edit_remove_first (bytes, name);
    case FIX_LENGTH:
      return sip_edit_fix_content_length (bytes);
    }
  g_assert_not_reached ();
}

/* Each edit changes @from into @to and nothing else. */
static void
test_edits (void)
{
  static const struct
  {
    Verb verb;
    const char *name;
    const char *value;
    const char *from;
    const char *to;
    const char *why;
  } rows[] = {
    { SET, "Content-Length", "5", "l: 7", "l: 5", "the compact form stays" },
    { SET, "subject", "Hi", "Subject:", "Subject: Hi", "an empty value gets a space" },
    { SET, "x-odd", "1", "X-Odd: a, \"b\r\n   c\"", "X-Odd: 1",
      "a folded value, unknown" },
    { SET, "Expires", "0", "l: 7\r\n", "l: 7\r\nExpires: 0\r\n",
      "a new field goes last" },
    { PREPEND, "Via", "SIP/2.0/UDP p", "v: SIP", "Via: SIP/2.0/UDP p\r\nv: SIP",
      "above" },
    { PREPEND, "Record-Route", "<sip:p;lr>", "v: SIP",
      "Record-Route: <sip:p;lr>\r\nv: SIP",
      "the first of its name goes below the start line" },
    { APPEND, "Via", "x", "l: 7\r\n", "l: 7\r\nVia: x\r\n", "below all" },
    { REMOVE, "Via", NULL,
      "v: SIP/2.0/UDP a;branch=1 , SIP/2.0/UDP b;branch=2\r\nVia: SIP/2.0/UDP c\r\n", "",
      "both spellings" },
    { REMOVE, "X-Odd", NULL, "X-Odd: a, \"b\r\n   c\"\r\n", "", "with its continuation" },
    { REMOVE_FIRST, "Via", NULL, "SIP/2.0/UDP a;branch=1 , ", "", "the top Via alone" },
    { REMOVE_FIRST, "Contact", NULL, "\"A, B\" <sip:a@b,c>;q=1,", "",
      "commas in quotes and angles" },
    { REMOVE_FIRST, "Content-Length", NULL, "l: 7\r\n", "", "the only value: the field" },
    { REMOVE_FIRST, "Route", NULL, "", "", "nothing to remove" },
    { FIX_LENGTH, NULL, NULL, "l: 7", "l: 5", "octets of the body" },
  };
  g_autoptr (GBytes) bytes = g_bytes_new_static (message, strlen (message));

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) after = edit (bytes, rows[i].verb, rows[i].name, rows[i].value);
      g_autofree char *found =
          g_strndup (g_bytes_get_data (after, NULL), g_bytes_get_size (after));
      g_autoptr (GString) expected = g_string_new (message);

      g_test_message ("%s", rows[i].why);
      if (*rows[i].from != '\0')
        g_assert_cmpuint (g_string_replace (expected, rows[i].from, rows[i].to, 1), ==,
                          1);
      g_assert_cmpstr (found, ==, expected->str);
    }
}

static void
test_no_empty_line (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("OPTIONS sip:a SIP/2.0\r\nTo: b", 28);
  g_autoptr (GBytes) after = sip_edit_append (bytes, "From", "c");

  g_assert_cmpmem (g_bytes_get_data (after, NULL), g_bytes_get_size (after),
                   "OPTIONS sip:a SIP/2.0\r\nTo: b\r\nFrom: c\r\n", 39);
}

static void
test_values (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (message, strlen (message));
  g_auto (GStrv) vias = sip_edit_dup_values (bytes, "Via");
  g_auto (GStrv) contacts = sip_edit_dup_values (bytes, "Contact");
  g_autofree char *via = sip_edit_dup_value (bytes, "via");
  g_autofree char *odd = sip_edit_dup_value (bytes, "X-Odd");
  g_autofree char *subject = sip_edit_dup_value (bytes, "Subject");
  const char *const three[] = { "SIP/2.0/UDP a;branch=1", "SIP/2.0/UDP b;branch=2",
                                "SIP/2.0/UDP c", NULL };

  g_assert_cmpstrv (vias, three);
  g_assert_cmpstr (contacts[0], ==, "\"A, B\" <sip:a@b,c>;q=1");
  g_assert_cmpstr (contacts[1], ==, "<sip:d>");
  g_assert_cmpstr (via, ==, three[0]);
  g_assert_cmpstr (odd, ==, "a, \"b c\"");
  g_assert_cmpstr (subject, ==, "");
  g_assert_null (sip_edit_dup_value (bytes, "Route"));
}

static void
test_params (void)
{
  static const struct
  {
    const char *value;
    const char *param;
    const char *found;
    const char *uri;
  } rows[] = {
    { "<sip:a@b;lr;tag=x>;tag=1", "tag", "1", "sip:a@b;lr;tag=x" },
    { "\"a;tag=0\" <sip:a@b> ; Tag = \"q\\\"r\"", "tag", "q\"r", "sip:a@b" },
    { "<sip:a@b>;lr", "lr", "", "sip:a@b" },
    { "<sip:a@b>;lrx=1", "lr", NULL, "sip:a@b" },
    { "sip:a@b;tag=1", "tag", "1", "sip:a@b" },
    { "SIP/2.0/UDP h;rport;received=2001:db8::1", "received", "2001:db8::1",
      "SIP/2.0/UDP" },
    { "<sip:a@b", "tag", NULL, "sip:a@b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *found = sip_value_dup_param (rows[i].value, rows[i].param);
      g_autofree char *uri = sip_value_dup_uri (rows[i].value);

      g_assert_cmpstr (found, ==, rows[i].found);
      g_assert_cmpstr (uri, ==, rows[i].uri);
    }
}

static void
test_hostports (void)
{
  static const struct
  {
    const char *uri;
    const char *host;
    guint port;
  } rows[] = {
    { "sip:alice@192.0.2.1:5070;lr", "192.0.2.1", 5070 },
    { "sip:example.com", "example.com", 0 },
    { "SIPS:example.com:5061?a=b", "example.com", 5061 },
    { "sip:a:pw@[2001:db8::1]:5062", "2001:db8::1", 5062 },
    { "192.0.2.1:5060", "192.0.2.1", 5060 },
    { "[::1]", "::1", 0 },
    { "sip:a@b:99999", NULL, 7 },
    { "", NULL, 7 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *host = NULL;
      guint16 port = 7;

      g_assert_cmpint (sip_uri_parse_hostport (rows[i].uri, &host, &port), ==,
                       rows[i].host != NULL);
      g_assert_cmpstr (host, ==, rows[i].host);
      g_assert_cmpuint (port, ==, rows[i].port);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit/edits", test_edits);
  g_test_add_func ("/edit/no-empty-line", test_no_empty_line);
  g_test_add_func ("/edit/values", test_values);
  g_test_add_func ("/edit/params", test_params);
  g_test_add_func ("/edit/hostports", test_hostports);
  return g_test_run ();
}
