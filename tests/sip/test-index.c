/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/index.h"

#include <string.h>

#include "sip/facts.h"

static const char invite[] =
    "\r\nINVITE sip:bob@biloxi.example SIP/2.0\r\n"
    "v: SIP / 2.0 / UDP [2001:db8::9]:5070 ;rport; branch=z9hG4bKa1 , SIP/2.0/TCP "
    "a.example;branch=z9hG4bKb\r\n"
    "Via: SIP/2.0/UDP last.example\r\n"
    "f: \"tag=no; really\" <sip:alice@atlanta.example;tag=no>;TAG = 88sja8x\r\n"
    "To: <sip:bob@biloxi.example>\r\n"
    "i: 987@host\r\n"
    "CSEQ: 0009\r\n  INVITE\r\n"
    "m: <sip:alice@192.0.2.1>;x,<sip:b@c>\r\n"
    "c: application/sdp\r\n"
    "l: 3\r\n\r\nv=0surplus";

static const char ok[] = "SIP/2.0 200 All right\n"
                         "To: sip:bob@biloxi.example;tag=1;x\n"
                         "CSeq: 4294967297 SUBSCRIBE\n"
                         "Content-Length: many\n\nrest";

static void
expect (const char *data, SipSpan span, const char *text)
{
  g_autofree char *found = g_strndup (data + span.at, span.len);

  g_assert_cmpstr (found, ==, text);
}

static void
test_request (void)
{
  SipIndex index;

  sip_index ((const guint8 *)invite, strlen (invite), &index);
  g_assert_cmpint (index.start, ==, SIP_START_REQUEST);
  g_assert_cmpuint (index.method, ==, SIP_METHOD_INVITE);
  g_assert_cmpuint (index.status, ==, 0);
  g_assert_cmpuint (index.cseq, ==, 9);
  g_assert_cmpint (index.content_length, ==, 3);
  g_assert_cmpuint (index.n_vias, ==, 3);
  expect (invite, index.method_name, "INVITE");
  expect (invite, index.request_uri, "sip:bob@biloxi.example");
  expect (invite, index.call_id, "987@host");
  expect (invite, index.from_tag, "88sja8x");
  expect (invite, index.to, "<sip:bob@biloxi.example>");
  expect (invite, index.to_tag, "");
  expect (invite, index.branch, "z9hG4bKa1");
  expect (invite, index.sent_by, "[2001:db8::9]:5070");
  expect (invite, index.contact, "<sip:alice@192.0.2.1>;x,<sip:b@c>");
  expect (invite, index.content_type, "application/sdp");
  expect (invite, index.body, "v=0");
  g_assert_cmpuint (index.header.at, ==, 2);
  g_assert_cmpuint (sip_span_end (index.header), ==, index.body.at);
}

static void
test_response (void)
{
  SipIndex index;

  sip_index ((const guint8 *)ok, strlen (ok), &index);
  g_assert_cmpint (index.start, ==, SIP_START_RESPONSE);
  g_assert_cmpuint (index.status, ==, 200);
  g_assert_cmpuint (index.method, ==, SIP_METHOD_SUBSCRIBE);
  g_assert_cmpuint (index.cseq, ==, G_MAXUINT32);
  g_assert_cmpint (index.content_length, ==, -1);
  expect (ok, index.reason, "All right");
  expect (ok, index.method_name, "SUBSCRIBE");
  expect (ok, index.to_tag, "1");
  expect (ok, index.body, "rest");
}

static void
test_start_lines (void)
{
  static const struct
  {
    const char *line;
    SipStart start;
    const char *why;
  } rows[] = {
    { "", SIP_START_BAD, "nothing at all" },
    { "OPTIONS sip:a SIP/2.0", SIP_START_REQUEST, "no line end" },
    { "OPTIONS sip:a sip/2.0\r\n", SIP_START_REQUEST, "version in any case" },
    { "OPTIONS  sip:a b  SIP/2.0 \r\n", SIP_START_REQUEST, "untidy, but clear" },
    { "OPTIONS sip:a SIP/7.0\r\n", SIP_START_REQUEST, "another version" },
    { "OPTIONS sip:a HTTP/1.1\r\n", SIP_START_BAD, "another protocol" },
    { "OPTIONS SIP/2.0\r\n", SIP_START_BAD, "no Request-URI" },
    { "OPTIONS\r\n", SIP_START_BAD, "one word" },
    { "SIP/2.0 100 \r\n", SIP_START_RESPONSE, "no phrase" },
    { "SIP/2.0 100\r\n", SIP_START_RESPONSE, "not even its space" },
    { "SIP/2.0 4294967301 x\r\n", SIP_START_RESPONSE, "a code too large" },
    { "SIP/2.0 OK\r\n", SIP_START_BAD, "no code" },
    { "SIP/2.0 200OK\r\n", SIP_START_BAD, "no space" },
    { "SIP/2.0", SIP_START_BAD, "version alone" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SipIndex index;

      g_test_message ("%s: %s", rows[i].line, rows[i].why);
      sip_index ((const guint8 *)rows[i].line, strlen (rows[i].line), &index);
      g_assert_cmpint (index.start, ==, rows[i].start);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/index/request", test_request);
  g_test_add_func ("/index/response", test_response);
  g_test_add_func ("/index/start-lines", test_start_lines);
  return g_test_run ();
}
