/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/facts.h"
#include "sip/tree.h"

static void
test_headers (void)
{
  static const struct
  {
    const char *name;
    guint16 header;
    const char *why;
  } rows[] = {
    { "Via", SIP_HEADER_VIA, "as registered" },
    { "vIA", SIP_HEADER_VIA, "case is nothing" },
    { "v", SIP_HEADER_VIA, "compact" },
    { "V", SIP_HEADER_VIA, "compact, any case" },
    { "WWW-Authenticate", SIP_HEADER_WWW_AUTHENTICATE, "the last row" },
    { "Accept", SIP_HEADER_ACCEPT, "the first row" },
    { "y", SIP_HEADER_IDENTITY, "compact form of a later RFC" },
    { "z", SIP_HEADER_UNKNOWN, "no such compact form" },
    { "1", SIP_HEADER_UNKNOWN, "one character, no letter" },
    { "", SIP_HEADER_UNKNOWN, "nothing" },
    { "Vi", SIP_HEADER_UNKNOWN, "a beginning is no name" },
    { "Via2", SIP_HEADER_UNKNOWN, "nor is a longer one" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s: %s", rows[i].name, rows[i].why);
      g_assert_cmpuint (sip_header_lookup (rows[i].name, -1), ==, rows[i].header);
    }
  for (guint i = 0; i < SIP_N_HEADERS; i++)
    {
      const SipHeader *row = sip_header_get (i);

      g_assert_cmpuint (sip_header_lookup (row->name, -1), ==, i);
      if (row->compact != 0)
        g_assert_cmpuint (sip_header_lookup (&row->compact, 1), ==, i);
      g_assert_cmpint (row->category, >=, SIP_CATEGORY_GENERAL);
      g_assert_cmpint (row->category, <=, SIP_CATEGORY_ENTITY);
    }
  g_assert_null (sip_header_get (SIP_HEADER_UNKNOWN));
  g_assert_cmpuint (SIP_N_REGISTERED_HEADERS, ==, 134);
  g_assert_cmpuint (sip_header_lookup ("Diversion", -1), ==, SIP_HEADER_DIVERSION);
}

static void
test_methods (void)
{
  for (guint i = 0; i < SIP_N_METHODS; i++)
    g_assert_cmpuint (sip_method_lookup (sip_method_get (i)->name, -1), ==, i);
  g_assert_cmpuint (sip_method_lookup ("invite", -1), ==, SIP_METHOD_UNKNOWN);
  g_assert_cmpuint (sip_method_lookup ("INVITEX", 6), ==, SIP_METHOD_INVITE);
  g_assert_cmpuint (SIP_N_METHODS, ==, 14);
}

static void
test_statuses (void)
{
  guint n = 0;

  for (guint code = 0; code < 1000; code++)
    n += sip_status_lookup (code) != NULL;
  g_assert_cmpuint (n, ==, 75);
  g_assert_cmpstr (sip_status_get_phrase (486), ==, "Busy Here");
  g_assert_cmpstr (sip_status_get_phrase (499), ==, "Bad Request");
  g_assert_cmpstr (sip_status_get_phrase (299), ==, "OK");
  g_assert_cmpstr (sip_status_get_phrase (199), ==, "Early Dialog Terminated");
  g_assert_cmpstr (sip_status_get_phrase (150), ==, "Session Progress");
  g_assert_cmpstr (sip_status_get_phrase (800), ==, "");
}

/* Every table finds each of its own rows, and nothing past them. */
static void
test_names (void)
{
  static const struct
  {
    const char *(*get) (guint16 row);
    guint16 (*lookup) (const char *name, gssize len);
    guint n;
  } tables[] = {
    { sip_param_get_name, sip_param_lookup, 141 },
    { sip_uri_param_get_name, sip_uri_param_lookup, 37 },
    { sip_option_tag_get_name, sip_option_tag_lookup, 36 },
    { sip_sdp_attribute_get_name, sip_sdp_attribute_lookup, 76 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      guint n = 0;

      for (; tables[i].get (n) != NULL; n++)
        g_assert_cmpuint (tables[i].lookup (tables[i].get (n), -1), ==, n);
      g_assert_cmpuint (n, ==, tables[i].n);
      g_assert_cmpuint (tables[i].lookup ("no-such-name", -1), ==, SIP_FACT_NONE);
    }
}

static void
test_topics (void)
{
  static const struct
  {
    SipKind kind;
    guint16 fact;
    const char *topic;
  } rows[] = {
    { SIP_KIND_FIELD, SIP_HEADER_VIA, "header:Via" },
    { SIP_KIND_FIELD, SIP_HEADER_UNKNOWN, "part:unknown-header" },
    { SIP_KIND_METHOD, SIP_METHOD_BYE, "method:BYE" },
    { SIP_KIND_METHOD, SIP_METHOD_UNKNOWN, "part:unknown-method" },
    { SIP_KIND_STATUS_CODE, 180, "status:180" },
    { SIP_KIND_STATUS_CODE, 499, "class:4xx" },
    { SIP_KIND_STATUS_CODE, 999, NULL },
    { SIP_KIND_WARN_CODE, 399, "warning:399" },
    { SIP_KIND_WARN_CODE, 398, NULL },
    { SIP_KIND_PARAM, SIP_FACT_NONE, "part:generic-param" },
    { SIP_KIND_URI_PARAM, SIP_FACT_NONE, "part:generic-uri-param" },
    { SIP_KIND_OPTION_TAG, SIP_FACT_NONE, "part:option-tag" },
    { SIP_KIND_SDP_LINE, 'm', "sdp:m" },
    { SIP_KIND_SDP_LINE, 'q', NULL },
    { SIP_KIND_SDP_FIELD, SIP_SDP_FIELD_O_USERNAME, "sdp-field:o-username" },
    { SIP_KIND_SDP_ATTRIBUTE, SIP_FACT_NONE, "sdp-attribute:unknown" },
    { SIP_KIND_COLON, SIP_FACT_NONE, "part:colon" },
    { SIP_KIND_TOKEN, SIP_FACT_NONE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *topic = sip_kind_dup_topic (rows[i].kind, rows[i].fact);

      g_assert_cmpstr (topic, ==, rows[i].topic);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/facts/headers", test_headers);
  g_test_add_func ("/facts/methods", test_methods);
  g_test_add_func ("/facts/statuses", test_statuses);
  g_test_add_func ("/facts/names", test_names);
  g_test_add_func ("/facts/topics", test_topics);
  return g_test_run ();
}
