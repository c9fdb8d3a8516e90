/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every diagnostic: a message that earns it, the nearest that does not, and the fix.
 */
#include <string.h>

#include "body/dissect.h"
#include "sip/edit.h"
#include "sip/facts.h"

static const char invite[] =
    "INVITE sip:bob@biloxi.example SIP/2.0\r\n"
    "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK74bf9\r\n"
    "Max-Forwards: 70\r\n"
    "From: \"Alice\" <sip:alice@atlanta.example>;tag=9fxced76sl\r\n"
    "To: Bob <sip:bob@biloxi.example>\r\n"
    "Call-ID: 3848276298220188511@atlanta.example\r\n"
    "CSeq: 1 INVITE\r\n"
    "Contact: <sip:alice@192.0.2.1>\r\n"
    "Content-Type: application/sdp\r\n"
    "Content-Length: 115\r\n"
    "\r\n"
    "v=0\r\n"
    "o=alice 1 1 IN IP4 192.0.2.1\r\n"
    "s=-\r\n"
    "c=IN IP4 192.0.2.1\r\n"
    "t=0 0\r\n"
    "m=audio 49170 RTP/AVP 0 96\r\n"
    "a=rtpmap:96 x/8000\r\n";

static const char ringing[] = "SIP/2.0 180 Ringing\r\n"
                              "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK74bf9\r\n"
                              "From: <sip:alice@atlanta.example>;tag=9fxced76sl\r\n"
                              "To: <sip:bob@biloxi.example>;tag=8321234356\r\n"
                              "Call-ID: 3848276298220188511@atlanta.example\r\n"
                              "CSeq: 1 INVITE\r\n"
                              "Content-Length: 0\r\n"
                              "\r\n";

static const char cancelled[] = "SIP/2.0 200 OK\r\n"
                                "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK74bf9\r\n"
                                "From: <sip:alice@atlanta.example>;tag=9fxced76sl\r\n"
                                "To: <sip:bob@biloxi.example>;tag=8321234356\r\n"
                                "Call-ID: 3848276298220188511@atlanta.example\r\n"
                                "CSeq: 1 CANCEL\r\n"
                                "Content-Length: 0\r\n"
                                "\r\n";

static const char bye[] = "BYE sip:bob@198.51.100.7 SIP/2.0\r\n"
                          "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKbye\r\n"
                          "Max-Forwards: 70\r\n"
                          "From: <sip:alice@atlanta.example>;tag=9fxced76sl\r\n"
                          "To: <sip:bob@biloxi.example>;tag=8321234356\r\n"
                          "Call-ID: 3848276298220188511@atlanta.example\r\n"
                          "CSeq: 2 BYE\r\n"
                          "Content-Length: 0\r\n"
                          "\r\n";

static const char unregister[] =
    "REGISTER sip:biloxi.example SIP/2.0\r\n"
    "Via: SIP/2.0/UDP 198.51.100.7;branch=z9hG4bKnashds7\r\n"
    "Max-Forwards: 70\r\n"
    "From: <sip:bob@biloxi.example>;tag=456248\r\n"
    "To: <sip:bob@biloxi.example>\r\n"
    "Call-ID: 843817637684230@biloxi.example\r\n"
    "CSeq: 1827 REGISTER\r\n"
    "Contact: *\r\n"
    "Expires: 0\r\n"
    "Authorization: Digest username=\"bob\", realm=\"biloxi.example\", nonce=\"n\", "
    "uri=\"sip:biloxi.example\", response=\"6629fae49393a05397450978507c4ef1\", "
    "qop=auth, nc=00000001, cnonce=\"c\"\r\n"
    "Content-Length: 0\r\n"
    "\r\n";

static const char message[] = "MESSAGE sip:bob@biloxi.example SIP/2.0\r\n"
                              "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKmsg\r\n"
                              "Max-Forwards: 70\r\n"
                              "From: <sip:alice@atlanta.example>;tag=9fxced76sl\r\n"
                              "To: <sip:bob@biloxi.example>\r\n"
                              "Call-ID: 3848276298220188511@atlanta.example\r\n"
                              "CSeq: 1 MESSAGE\r\n"
                              "Content-Type: multipart/mixed;boundary=b\r\n"
                              "Content-Length: 14\r\n"
                              "\r\n"
                              "--b\r\n\r\n--b--\r\n";

#define WITH_BODY(method, fields, body)                                                  \
  method " sip:biloxi.example SIP/2.0\r\n"                                               \
         "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n"                                \
         "Max-Forwards: 70\r\n"                                                          \
         "From: <sip:bob@biloxi.example>;tag=a\r\n"                                      \
         "To: <sip:bob@biloxi.example>\r\n"                                              \
         "Call-ID: 1@192.0.2.1\r\n"                                                      \
         "CSeq: 1 " method "\r\n" fields "\r\n" body
#define REQUEST(method, fields) WITH_BODY (method, fields "Content-Length: 0\r\n", "")
#define OFFER                                                                            \
  WITH_BODY ("INVITE", "Content-Type: application/sdp\r\n",                              \
             "v=0\r\n"                                                                   \
             "o=alice 1 1 IN IP4 192.0.2.1\r\n"                                          \
             "s=-\r\n"                                                                   \
             "c=IN IP4 192.0.2.1\r\n"                                                    \
             "t=0 0\r\n"                                                                 \
             "m=audio 49170 RTP/AVP 0 96\r\n"                                            \
             "a=rtpmap:96 x/8000\r\n")
#define RESPONSE(status, method, fields)                                                 \
  "SIP/2.0 " status "\r\n"                                                               \
  "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n"                                       \
  "From: <sip:alice@atlanta.example>;tag=a\r\n"                                          \
  "To: <sip:bob@biloxi.example>;tag=b\r\n"                                               \
  "Call-ID: 1@192.0.2.1\r\n"                                                             \
  "CSeq: 1 " method "\r\n" fields "Content-Length: 0\r\n\r\n"

/* @from becomes @to in @base, which earns the diagnostic. The fix makes @to into @fixed;
 * NULL = there is none. */
static const struct
{
  SipDiagnosticId code;
  const char *base;
  const char *from;
  const char *to;
  const char *fixed;
} rows[] = {
#define ROW(code, ...)                                                                   \
  {                                                                                      \
    SIP_DIAGNOSTIC_##code, __VA_ARGS__                                                   \
  }
  ROW (LEADING_CRLF, bye, "BYE sip", "\r\nBYE sip", "BYE sip"),
  ROW (START_LINE_MALFORMED, bye, " SIP/2.0\r\nVia", "\r\nVia", NULL),
  ROW (START_LINE_SPACES, bye, "BYE sip", "BYE  sip", "BYE sip"),
  ROW (START_LINE_SPACES, bye, "SIP/2.0\r\nVia", "SIP/2.0 \r\nVia", "SIP/2.0\r\nVia"),
  ROW (START_LINE_SPACES, bye, "100.7 SIP", "100.7; lr SIP", NULL),
  ROW (START_LINE_SPACES, ringing, "SIP/2.0 180", "SIP/2.0  180", "SIP/2.0 180"),
  ROW (VERSION_UNKNOWN, bye, "SIP/2.0\r\nVia", "SIP/3.0\r\nVia", "SIP/2.0\r\nVia"),
  ROW (METHOD_CASE, bye, "BYE sip", "Bye sip", "BYE sip"),
  ROW (METHOD_UNKNOWN, bye, "BYE sip", "BYEBYE sip", NULL),
  ROW (REQUEST_URI_BRACKETS, bye, "sip:bob@198.51.100.7", "<sip:bob@198.51.100.7>",
       "sip:bob@198.51.100.7"),
  ROW (REQUEST_URI_HEADERS, bye, "100.7 SIP", "100.7?Route=x SIP", "100.7 SIP"),
  ROW (REQUEST_URI_SCHEME, bye, "sip:bob@198", "mailto:bob@198", NULL),
  ROW (STATUS_CODE_RANGE, ringing, "180", "700", NULL),
  ROW (STATUS_CODE_RANGE, ringing, "180", "0180", NULL),
  ROW (STATUS_CODE_UNREGISTERED, ringing, "180", "185", NULL),
  ROW (STATUS_LINE_NO_SPACE, ringing, "180 Ringing", "180", "180 "),

  ROW (LINE_END_LF, ringing, "sl\r\nTo", "sl\nTo", "sl\r\nTo"),
  ROW (LINE_END_CR, ringing, "sl\r\nTo", "sl\rTo", NULL),
  ROW (EMPTY_LINE_IMPLIED, ringing, "0\r\n\r\n", "0\r\n", "0\r\n\r\n"),
  ROW (EMPTY_LINE_MISSING, ringing, "Content-Length: 0\r\n\r\n", "", "\r\n"),
  ROW (EMPTY_LINE_MISSING, ringing, "0\r\n\r\n", "0", "0\r\n\r\n"),
  ROW (FIELD_NO_COLON, bye, "Content-Length: 0", "Content-Length 0", NULL),
  ROW (FIELD_NAME_MALFORMED, bye, "Content-Length:", "Content Length:", NULL),
  ROW (FIELD_BEGINS_WITH_SPACE, bye, "\r\nVia:", "\r\n Via:", NULL),
  ROW (SPACE_BEFORE_COLON, bye, "CSeq:", "CSeq :", "CSeq:"),
  ROW (FOLDED, bye, "2 BYE", "2\r\n\t BYE", "2 BYE"),
  ROW (COMPACT_FORM, bye, "Content-Length:", "l:", "Content-Length:"),
  ROW (CONTROL_CHARACTER, bye, "sl\r\nTo", "sl\x01\r\nTo", NULL),
  ROW (UTF8_INVALID, bye, "<sip:alice", "\"\xe9\" <sip:alice", NULL),

  ROW (HEADER_UNKNOWN, bye, "Content-Length", "X-Length", NULL),
  ROW (HEADER_DEPRECATED, bye, "CSeq", "Hide: hop\r\nCSeq", NULL),
  ROW (HEADER_MISSING, bye, "Max-Forwards: 70\r\n", "", ""),
  ROW (HEADER_MISSING, bye, "Call-ID: 3848276298220188511@atlanta.example\r\n", "", NULL),
  ROW (HEADER_REPEATED, bye, "CSeq: 2 BYE\r\n", "CSeq: 2 BYE\r\nCSeq: 2 BYE\r\n",
       "CSeq: 2 BYE\r\n"),
  ROW (HEADER_REPEATED, bye, "CSeq: 2 BYE\r\n", "CSeq: 2 BYE\r\nCSeq: 3 BYE\r\n", NULL),
  ROW (HEADER_NOT_APPLICABLE, bye, "CSeq", "Contact: <sip:alice@192.0.2.1>\r\nCSeq",
       NULL),
  ROW (HEADER_NOT_APPLICABLE, bye, "CSeq", "Server: x\r\nCSeq", NULL),
  ROW (FIELD_EMPTY, bye, "Call-ID: 3848276298220188511@atlanta.example",
       "Call-ID:", NULL),
  ROW (VALUE_MALFORMED, invite, "application/sdp", "sdp", NULL),
  ROW (VALUE_JUNK, bye, "Content-Length: 0", "Content-Length: 0 octets", NULL),
  ROW (LIST_ITEM_EMPTY, bye, "Content-L", "Supported: a,,b\r\nContent-L",
       "Supported: a,b\r\nContent-L"),
  ROW (QUOTE_OPEN, invite, "\"Alice\"", "\"Alice", NULL),
  ROW (COMMENT_OPEN, bye, "CSeq", "User-Agent: A (b\r\nCSeq", NULL),
  ROW (COMMA_MISSING, unregister, "\"n\", uri", "\"n\" uri", "\"n\", uri"),
  ROW (NUMBER_MALFORMED, bye, "Max-Forwards: 70", "Max-Forwards: seventy", NULL),
  ROW (NUMBER_RANGE, unregister, "Expires: 0", "Expires: 4294967296", NULL),
  ROW (DATE_MALFORMED, bye, "CSeq", "Date: Sat, 13 Nov 2010 23:29:00 UTC\r\nCSeq", NULL),

  ROW (PARAM_EMPTY, bye, ";branch", ";;branch", ";branch"),
  ROW (PARAM_VALUE_MISSING, bye, "tag=9fxced76sl", "tag=", NULL),
  ROW (PARAM_VALUE_MALFORMED, bye, "tag=9fxced76sl", "tag=a@b", NULL),
  ROW (PARAM_REPEATED, bye, "tag=9fxced76sl", "tag=9fxced76sl;tag=x", NULL),
  ROW (QVALUE_MALFORMED, invite, "<sip:alice@192.0.2.1>", "<sip:alice@192.0.2.1>;q=2",
       NULL),

  ROW (URI_MALFORMED, bye, "<sip:bob@biloxi", "<sip:bob@@biloxi", NULL),
  ROW (URI_ESCAPE, bye, "<sip:bob@", "<sip:b%6@", NULL),
  ROW (URI_NEEDS_BRACKETS, invite, "<sip:alice@192.0.2.1>",
       "sip:alice@192.0.2.1?Subject=x", "<sip:alice@192.0.2.1?Subject=x>"),
  ROW (URI_PARAMS_OUTSIDE, invite, "<sip:alice@192.0.2.1>", "sip:alice@192.0.2.1;lr",
       NULL),
  ROW (URI_SPACE, bye, "<sip:bob@biloxi.example>", "< sip:bob@biloxi.example >",
       "<sip:bob@biloxi.example>"),
  ROW (ANGLE_OPEN, invite, "192.0.2.1>", "192.0.2.1", NULL),
  ROW (ANGLE_MISSING, bye, "CSeq", "Route: sip:p.example;lr\r\nCSeq",
       "Route: <sip:p.example>;lr\r\nCSeq"),
  ROW (DISPLAY_NAME_UNQUOTED, invite, "To: Bob", "To: Bob, B.", "To: \"Bob, B.\""),
  ROW (HOST_MALFORMED, bye, "@biloxi.example", "@bi_loxi.example", NULL),
  ROW (IPV6_NO_BRACKETS, bye, "192.0.2.1", "2001:db8::1", "[2001:db8::1]"),
  ROW (IPV6_THREE_COLONS, bye, "192.0.2.1", "[2001:db8:::192.0.2.1]",
       "[2001:db8::192.0.2.1]"),
  ROW (IPV6_PORT_INSIDE, bye, "192.0.2.1", "[2001:db8::1:5070]", NULL),
  ROW (PORT_RANGE, bye, "192.0.2.1", "192.0.2.1:70000", NULL),

  ROW (RFC2543_STYLE, bye, ";branch=z9hG4bKbye\r\nMax-Forwards: 70", "", NULL),
  ROW (BRANCH_MISSING, bye, ";branch=z9hG4bKbye", "", NULL),
  ROW (BRANCH_NO_COOKIE, bye, "z9hG4bKbye", "bye", NULL),
  ROW (BRANCH_EMPTY, bye, "z9hG4bKbye", "z9hG4bK", NULL),
  ROW (VIA_MALFORMED, bye, "SIP/2.0/UDP 192", "SIP/2.0 192", NULL),
  ROW (RECEIVED_BRACKETS, bye, "192.0.2.1;", "192.0.2.1;received=[2001:db8::1];",
       "192.0.2.1;received=2001:db8::1;"),
  ROW (FROM_TAG_MISSING, bye, ";tag=9fxced76sl", "", NULL),
  ROW (TO_TAG_MISSING, ringing, ";tag=8321234356", "", NULL),
  ROW (TO_TAG_MISSING_CANCEL, cancelled, ";tag=8321234356", "", NULL),
  ROW (TO_TAG_MISSING_IN_DIALOG, bye, ";tag=8321234356", "", NULL),
  ROW (CALL_ID_MALFORMED, bye, "3848276298220188511@", "@", NULL),
  ROW (CSEQ_MALFORMED, bye, "CSeq: 2 BYE", "CSeq: BYE", NULL),
  ROW (CSEQ_RANGE, bye, "CSeq: 2 BYE", "CSeq: 2147483648 BYE", NULL),
  ROW (CSEQ_METHOD, bye, "CSeq: 2 BYE", "CSeq: 2 INVITE", "CSeq: 2 BYE"),
  ROW (MAX_FORWARDS_ZERO, bye, ": 70", ": 0", NULL),
  ROW (MAX_FORWARDS_RANGE, bye, ": 70", ": 256", NULL),
  ROW (CONTACT_MISSING, invite, "Contact: <sip:alice@192.0.2.1>\r\n", "", NULL),
  ROW (CONTACT_STAR, invite, "<sip:alice@192.0.2.1>", "*", NULL),
  ROW (CONTACT_STAR, unregister, "*", "*, <sip:a@b.example>", NULL),
  ROW (CONTACT_STAR_EXPIRES, unregister, "Expires: 0", "Expires: 60", "Expires: 0"),
  ROW (CONTACT_STAR_EXPIRES, unregister, "Expires: 0\r\n", "", ""),
  ROW (REGISTER_URI_USER, unregister, "REGISTER sip:", "REGISTER sip:bob:pw@",
       "REGISTER sip:"),
  ROW (ROUTE_NO_LR, bye, "CSeq", "Route: <sip:p.example>\r\nCSeq", NULL),
  ROW (REQUIRE_UNKNOWN, bye, "CSeq", "Require: warp\r\nCSeq", NULL),
  ROW (AUTH_PARAM_MISSING, unregister, "nonce=\"n\", ", "", NULL),
  ROW (AUTH_PARAM_QUOTES, unregister, "qop=auth", "qop=\"auth\"", "qop=auth"),
  ROW (AUTH_PARAM_QUOTES, unregister, "\"bob\"", "bob", "\"bob\""),

  ROW (CONTENT_LENGTH_MALFORMED, invite, ": 115", ": -1", ": 115"),
  ROW (CONTENT_LENGTH_TOO_LARGE, invite, ": 115", ": 116", ": 115"),
  ROW (CONTENT_LENGTH_TOO_SMALL, invite, ": 115", ": 113", ": 115"),
  ROW (CONTENT_LENGTH_MISSING, invite, "Content-Length: 115\r\n", "",
       "Content-Length: 115\r\n"),
  ROW (CONTENT_TYPE_MISSING, invite, "Content-Type: application/sdp\r\n", "", ""),
  ROW (MULTIPART_BOUNDARY_MISSING, message, ";boundary=b", "", NULL),
  ROW (MULTIPART_NOT_CLOSED, message, "--b--\r\n", "--c--\r\n", NULL),

  ROW (SDP_LINE_MALFORMED, invite, "s=-\r\n", "s -\r\n", NULL),
  ROW (SDP_LINE_END_LF, invite, "s=-\r\n", "s=--\n", NULL),
  ROW (SDP_LINE_UNKNOWN, invite, "s=-\r\n", "q=-\r\n", NULL),
  ROW (SDP_LINE_ORDER, invite, "s=-\r\nc=IN IP4 192.0.2.1\r\n",
       "c=IN IP4 192.0.2.1\r\ns=-\r\n", NULL),
  ROW (SDP_LINE_MISSING, invite, "s=-\r\n", "", NULL),
  ROW (SDP_LINE_REPEATED, invite, "s=-\r\n", "s=-\r\ns=-\r\n", NULL),
  ROW (SDP_ATTRIBUTE_MALFORMED, invite, "x/8000", "x", NULL),
  ROW (SDP_FIELD_MALFORMED, invite, "c=IN IP4 192.0.2.1", "c=IN IP4 [::1]", NULL),
  ROW (SDP_FIELD_MALFORMED, invite, "49170", "4917O", NULL),
  ROW (SDP_FIELD_MISSING, invite, "t=0 0", "t=0", NULL),
  ROW (SDP_FIELD_EXTRA, invite, "t=0 0", "t=0 0 0", NULL),
  ROW (SDP_SPACES, invite, "t=0 0", "t= 0  0 ", "t=0 0"),
  ROW (SDP_SESSION_NAME_EMPTY, invite, "s=-", "s=", "s=-"),
  ROW (SDP_CONNECTION_MISSING, invite, "c=IN IP4 192.0.2.1\r\n", "", NULL),
  ROW (SDP_PAYLOAD_NO_RTPMAP, invite, "a=rtpmap:96 x/8000\r\n", "", NULL),
#include "diagnostic-rows.def"
#undef ROW
};

static GBytes *
new_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static gboolean
find_diagnostic (GBytes *bytes, guint16 code, SipDiagnostic *ret_diagnostic)
{
  g_autoptr (SipTree) tree = body_dissect (bytes);
  guint n;
  const SipDiagnostic *diagnostics = sip_tree_get_diagnostics (tree, &n);

  for (guint i = 0; i < n; i++)
    if (diagnostics[i].code == code)
      {
        if (ret_diagnostic != NULL)
          *ret_diagnostic = diagnostics[i];
        return TRUE;
      }
  return FALSE;
}

static char *
replaced (const char *base, const char *from, const char *to)
{
  const char *at = strstr (base, from);

  g_assert_nonnull (at);
  return g_strdup_printf ("%.*s%s%s", (int)(at - base), base, to, at + strlen (from));
}

static void
check_fix (const SipDiagnostic *diagnostic, GBytes *bytes, guint row)
{
  g_autofree char *text = NULL, *fixed = NULL, *wanted = NULL;
  g_autoptr (GBytes) after = NULL;
  gboolean has_fix;
  SipSpan span;

  has_fix = sip_diagnostic_get_fix (diagnostic, bytes, &span, &text);
  g_assert_cmpint (has_fix, ==, rows[row].fixed != NULL);
  if (!has_fix)
    return;
  after = sip_edit_replace (bytes, span, text);
  g_assert_false (find_diagnostic (after, diagnostic->code, NULL));
  if (*rows[row].fixed == '\0')
    return; /* a field that went to another place */
  fixed = g_strndup (g_bytes_get_data (after, NULL), g_bytes_get_size (after));
  if (strstr (rows[row].fixed, "Content-Length: 115") != NULL)
    {
      g_assert_nonnull (strstr (fixed, rows[row].fixed));
      return;
    }
  wanted = replaced (rows[row].base, rows[row].from, rows[row].fixed);
  g_assert_cmpstr (fixed, ==, wanted);
}

/* Every name has a value, and the sentence's figures are those of the message. */
static void
check_args (const SipDiagnostic *diagnostic, GBytes *bytes)
{
  const SipDiagnosticRow *row = sip_diagnostic_get_row (diagnostic->code);
  g_auto (GStrv) args = sip_diagnostic_dup_args (diagnostic, bytes);
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (row->names); i++)
    if (row->names[i] != NULL)
      {
        g_assert_cmpstr (args[2 * n], ==, row->names[i]);
        g_assert_cmpstr (args[2 * n + 1], !=, "");
        g_assert_cmpint (row->names[i][0] == '@' && strchr (args[2 * n + 1], ':') == NULL,
                         ==, FALSE);
        n++;
      }
  g_assert_null (args[2 * n]);
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *id = sip_diagnostic_get_row (rows[i].code)->id;
      g_autoptr (GBytes) base = new_bytes (rows[i].base);
      g_autofree char *text = replaced (rows[i].base, rows[i].from, rows[i].to);
      g_autoptr (GBytes) bytes = new_bytes (text);
      g_autofree char *shown = g_strescape (rows[i].to, NULL);
      SipDiagnostic diagnostic;

      g_test_message ("%s: %s", id, shown);
      g_assert_false (find_diagnostic (base, rows[i].code, NULL));
      g_assert_true (find_diagnostic (bytes, rows[i].code, &diagnostic));
      check_args (&diagnostic, bytes);
      check_fix (&diagnostic, bytes, i);
    }
}

/* The messages that the rows begin with have nothing wrong with them. */
static void
test_bases (void)
{
  static const char *const bases[] = { invite, ringing,    cancelled,
                                       bye,    unregister, message };

  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      g_autoptr (GBytes) bytes = new_bytes (bases[i]);
      g_autoptr (SipTree) tree = body_dissect (bytes);
      const SipDiagnostic *diagnostics;
      guint n;

      diagnostics = sip_tree_get_diagnostics (tree, &n);
      for (guint k = 0; k < n; k++)
        g_test_message ("%u: %s", i, sip_diagnostic_get_row (diagnostics[k].code)->id);
      g_assert_cmpuint (n, ==, 0);
    }
}

static void
test_empty (void)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) crlf = g_bytes_new_static ("\r\n\r\n", 4);

  g_assert_true (find_diagnostic (nothing, SIP_DIAGNOSTIC_MESSAGE_EMPTY, NULL));
  g_assert_true (find_diagnostic (crlf, SIP_DIAGNOSTIC_MESSAGE_EMPTY, NULL));
}

static void
test_all_have_rows (void)
{
  for (guint code = 0; code < SIP_N_DIAGNOSTICS; code++)
    {
      gboolean found = code == SIP_DIAGNOSTIC_MESSAGE_EMPTY;

      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        found |= rows[i].code == code;
      g_test_message ("%s", sip_diagnostic_get_row (code)->id);
      g_assert_true (found);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnostics/rows", test_rows);
  g_test_add_func ("/diagnostics/bases", test_bases);
  g_test_add_func ("/diagnostics/empty", test_empty);
  g_test_add_func ("/diagnostics/all-have-rows", test_all_have_rows);
  return g_test_run ();
}
