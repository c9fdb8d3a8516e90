/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When two URIs are one (RFC 3261 §19.1.4, RFC 5954 §4.2, RFC 3966 §4), and why not.
 */
#include <string.h>

#include "sip/uri-compare.h"

static const struct
{
  const char *one, *two;
  SipUriDifferenceId id;
  const char *a, *b; /* the pieces that differ */
  const char *why;
} rows[] = {
  { "sip:bob@biloxi.example", "sip:bob@biloxi.example", SIP_URI_SAME, NULL, NULL,
    "the same bytes" },
  { "SIP:bob@BILOXI.example;Transport=TCP", "sip:bob@biloxi.EXAMPLE;transport=tcp",
    SIP_URI_SAME, NULL, NULL, "case counts in the user alone" },
  { "sip:%62ob@biloxi.example", "sip:b%6Fb@biloxi.example", SIP_URI_SAME, NULL, NULL,
    "an escape is its character" },
  { "sip:carol@chicago.example", "sip:carol@chicago.example;newparam=5", SIP_URI_SAME,
    NULL, NULL, "an unknown parameter of one is passed over" },
  { "sip:b.example;transport=tcp;method=REGISTER?to=x&from=y",
    "sip:b.example;method=REGISTER;transport=tcp?from=y&to=x", SIP_URI_SAME, NULL, NULL,
    "order does not count" },
  { "sip:a@b.example;lr", "sip:a@b.example", SIP_URI_SAME, NULL, NULL,
    "lr is one of those passed over" },
  { "sip:a@[2001:db8::9:1]", "sip:a@[2001:DB8:0:0:0:0:0009:01]", SIP_URI_SAME, NULL, NULL,
    "two spellings of one address" },
  { "sip:a@[::ffff:192.0.2.1]", "sip:a@[::ffff:c000:201]", SIP_URI_SAME, NULL, NULL,
    "a third" },
  { "sip:a@[::]", "sip:a@[0:0:0:0:0:0:0:0]", SIP_URI_SAME, NULL, NULL, "all zeros" },
  { "tel:+1-202-555-0143", "TEL:+1(202)5550143", SIP_URI_SAME, NULL, NULL,
    "separators please the eye alone" },
  { "urn:example:a", "URN:example:a", SIP_URI_SAME, NULL, NULL, "schemes have no case" },

  { "sip:Bob@biloxi.example", "sip:bob@biloxi.example", SIP_URI_USER, "Bob", "bob",
    "case counts in the user" },
  { "sip:biloxi.example", "sip:bob@biloxi.example", SIP_URI_USER, "", "bob",
    "none is another than one" },
  { "sip:b:1@c.example", "sip:b:2@c.example", SIP_URI_PASSWORD, "1", "2", "passwords" },
  { "sip:bob@biloxi.example", "sips:bob@biloxi.example", SIP_URI_SCHEME, "sip", "sips",
    "never the same" },
  { "sip:bob@biloxi.example", "sip:bob@biloxi.example:5060", SIP_URI_PORT, "", "5060",
    "DNS may lead the first elsewhere" },
  { "sip:bob@biloxi.example", "sip:bob@biloxi.example;transport=udp",
    SIP_URI_PARAM_MISSING, "", "transport=udp", "and by another transport" },
  { "sip:a@b.example;user=phone", "sip:a@b.example", SIP_URI_PARAM_MISSING, "user=phone",
    "", "user must be in both" },
  { "sip:a@b.example;maddr=192.0.2.1", "sip:a@b.example", SIP_URI_PARAM_MISSING,
    "maddr=192.0.2.1", "", "so must maddr" },
  { "sip:a@b.example;ttl=1", "sip:a@b.example;ttl=2", SIP_URI_PARAM_VALUE, "ttl=1",
    "ttl=2", "another value" },
  { "sip:carol@chicago.example;security=on", "sip:carol@chicago.example;security=off",
    SIP_URI_PARAM_VALUE, "security=on", "security=off", "of an unknown one, too" },
  { "sip:carol@chicago.example", "sip:carol@chicago.example?Subject=next%20meeting",
    SIP_URI_HEADER, "", "Subject=next%20meeting", "headers are never passed over" },
  { "sip:bob@phone.example", "sip:bob@192.0.2.4", SIP_URI_HOST, "phone.example",
    "192.0.2.4", "even if that is where it leads" },
  { "sip:a@[2001:db8::1]", "sip:a@[2001:db8::1:0]", SIP_URI_HOST, "[2001:db8::1]",
    "[2001:db8::1:0]", "another address" },
  { "sip:a%40b@c.example", "sip:a%41b@c.example", SIP_URI_USER, "a%40b", "a%41b",
    "another character" },
  { "sip:a%3Bb@c.example", "sip:a;b@c.example", SIP_URI_USER, "a%3Bb", "a;b",
    "an escape of what is reserved is not it" },
  { "tel:+12025550143", "tel:+12025550144", SIP_URI_NUMBER, "+12025550143",
    "+12025550144", "another number" },
  { "tel:143;phone-context=a.example", "tel:143;phone-context=b.example",
    SIP_URI_PARAM_VALUE, "phone-context=a.example", "phone-context=b.example",
    "in another place" },
  { "urn:example:a", "urn:example:A", SIP_URI_OTHER, "example:a", "example:A",
    "whose rules are not ours" },
  { "bob", "sip:bob@biloxi.example", SIP_URI_UNREADABLE, "bob", "sip:bob@biloxi.example",
    "no URI" },
};

static void
assert_piece (const char *uri, SipSpan span, const char *expected)
{
  g_autofree char *piece = g_strndup (uri + span.at, span.len);

  g_assert_cmpuint (sip_span_end (span), <=, strlen (uri));
  g_assert_cmpstr (piece, ==, expected);
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SipUriDifference found, back;
      gboolean same = sip_uri_compare (rows[i].one, rows[i].two, &found);

      g_test_message ("%s, %s: %s", rows[i].one, rows[i].two, rows[i].why);
      g_assert_cmpstr (sip_uri_difference_get_nick (found.id), ==,
                       sip_uri_difference_get_nick (rows[i].id));
      g_assert_cmpint (same, ==, rows[i].id == SIP_URI_SAME);
      g_assert_cmpint (sip_uri_compare (rows[i].two, rows[i].one, &back), ==, same);
      g_assert_cmpint (back.id, ==, found.id);
      if (same)
        continue;
      assert_piece (rows[i].one, found.one, rows[i].a);
      assert_piece (rows[i].two, found.two, rows[i].b);
    }
}

/* Each is the same as itself, whatever it is made of. */
static void
test_self (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SipUriDifference found;

      g_assert_cmpint (sip_uri_compare (rows[i].two, rows[i].two, &found), ==, TRUE);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uri-compare/rows", test_rows);
  g_test_add_func ("/uri-compare/self", test_self);
  return g_test_run ();
}
