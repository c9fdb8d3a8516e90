/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ordinary.h"

#include <string.h>

/* "{name}" stands for what changes from message to message: see the end of put_piece().
 */
#define VIA_CALLER "Via: SIP/2.0/UDP {caller-host}:5060;branch=z9hG4bK{branch};rport\r\n"
#define VIA_PROXY                                                                        \
  "Via: SIP/2.0/UDP proxy{n}.atlanta.example:5060;branch=z9hG4bK{tag}.{n}\r\n"
#define VIA_SEEN                                                                         \
  "Via: SIP/2.0/UDP {caller-host}:5060;branch=z9hG4bK{branch};rport=5060"                \
  ";received=192.0.2.{octet}\r\n"
#define CALLER "\"{Caller}\" <sip:{caller}@atlanta.example>;tag={tag}"
#define CALLEE "<sip:{callee}@biloxi.example>"
#define CALLEE_TAG "\"{Callee}\" <sip:{callee}@biloxi.example>;tag={to-tag}"
#define CALL_ID "Call-ID: {branch}{tag}@{caller-host}\r\n"
#define DIALOG(to, cseq) "From: " CALLER "\r\nTo: " to "\r\n" CALL_ID "CSeq: " cseq "\r\n"
#define ALLOW "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, NOTIFY, REFER, UPDATE, PRACK\r\n"
#define SDP                                                                              \
  "v=0\r\n"                                                                              \
  "o={caller} {number} {number} IN IP4 192.0.2.{octet}\r\n"                              \
  "s=-\r\n"                                                                              \
  "c=IN IP4 192.0.2.{octet}\r\n"                                                         \
  "t=0 0\r\n"                                                                            \
  "m=audio {port} RTP/AVP 0 8 101\r\n"                                                   \
  "a=rtpmap:0 PCMU/8000\r\n"                                                             \
  "a=rtpmap:8 PCMA/8000\r\n"                                                             \
  "a=rtpmap:101 telephone-event/8000\r\n"                                                \
  "a=fmtp:101 0-15\r\n"                                                                  \
  "a=ptime:20\r\n"                                                                       \
  "a=sendrecv\r\n"

static const struct
{
  const char *head; /* without Content-Length */
  const char *body;
} shapes[ORDINARY_N_SHAPES] = {
  { "INVITE sip:{callee}@biloxi.example SIP/2.0\r\n" VIA_PROXY VIA_SEEN
    "Max-Forwards: 69\r\n"
    "Record-Route: <sip:proxy{n}.atlanta.example;lr>\r\n" DIALOG (
        CALLEE, "{n} INVITE") "Contact: <sip:{caller}@{caller-host}:5060>\r\n" ALLOW
                              "Supported: replaces, timer, 100rel\r\n"
                              "Session-Expires: 1800;refresher=uac\r\n"
                              "User-Agent: Lesson Phone/2.{octet}\r\n"
                              "Content-Type: application/sdp\r\n",
    SDP },
  { "SIP/2.0 100 Trying\r\n" VIA_SEEN DIALOG (CALLEE, "{n} INVITE"), "" },
  { "SIP/2.0 180 Ringing\r\n" VIA_PROXY VIA_SEEN
    "Record-Route: <sip:proxy{n}.atlanta.example;lr>\r\n" DIALOG (
        CALLEE_TAG, "{n} INVITE") "Contact: <sip:{callee}@{callee-host}:5060>\r\n"
                                  "Server: Lesson Desk/1.{octet}\r\n",
    "" },
  { "SIP/2.0 200 OK\r\n" VIA_PROXY VIA_SEEN
    "Record-Route: <sip:proxy{n}.atlanta.example;lr>\r\n" DIALOG (
        CALLEE_TAG, "{n} INVITE") "Contact: <sip:{callee}@{callee-host}:5060>\r\n" ALLOW
                                  "Supported: replaces, timer\r\n"
                                  "Session-Expires: 1800;refresher=uas\r\n"
                                  "Content-Type: application/sdp\r\n",
    SDP },
  { "ACK sip:{callee}@{callee-host}:5060 SIP/2.0\r\n" VIA_CALLER "Max-Forwards: 70\r\n"
    "Route: <sip:proxy{n}.atlanta.example;lr>\r\n" DIALOG (CALLEE_TAG, "{n} ACK"),
    "" },
  { "BYE sip:{callee}@{callee-host}:5060 SIP/2.0\r\n" VIA_CALLER "Max-Forwards: 70\r\n"
    "Route: <sip:proxy{n}.atlanta.example;lr>\r\n" DIALOG (
        CALLEE_TAG,
        "{number} BYE") "Reason: Q.850;cause=16;text=\"Normal call clearing\"\r\n"
                        "User-Agent: Lesson Phone/2.{octet}\r\n",
    "" },
  { "REGISTER sip:atlanta.example SIP/2.0\r\n" VIA_CALLER "Max-Forwards: 70\r\n"
    "From: " CALLER "\r\nTo: <sip:{caller}@atlanta.example>\r\n" CALL_ID
    "CSeq: {n} REGISTER\r\n"
    "Contact: <sip:{caller}@{caller-host}:5060;transport=udp>;expires=3600;q=0.7\r\n"
    "Authorization: Digest username=\"{caller}\", realm=\"atlanta.example\", "
    "nonce=\"{branch}{branch}\", uri=\"sip:atlanta.example\", "
    "response=\"{hash}\", algorithm=MD5, cnonce=\"{tag}\", qop=auth, nc=00000001\r\n"
    "Supported: path, outbound\r\n" ALLOW "User-Agent: Lesson Phone/2.{octet}\r\n"
    "Expires: 3600\r\n",
    "" },
  { "SIP/2.0 401 Unauthorized\r\n" VIA_SEEN "From: " CALLER "\r\n"
    "To: <sip:{caller}@atlanta.example>;tag={to-tag}\r\n" CALL_ID "CSeq: {n} REGISTER\r\n"
    "WWW-Authenticate: Digest realm=\"atlanta.example\", nonce=\"{branch}{branch}\", "
    "algorithm=MD5, qop=\"auth\", opaque=\"{tag}\"\r\n"
    "Server: Lesson Registrar/1.{octet}\r\n",
    "" },
  { "SUBSCRIBE sip:{callee}@biloxi.example SIP/2.0\r\n" VIA_CALLER
    "Max-Forwards: 70\r\n" DIALOG (
        CALLEE, "{n} SUBSCRIBE") "Contact: <sip:{caller}@{caller-host}:5060>\r\n"
                                 "Event: message-summary\r\n"
                                 "Accept: application/simple-message-summary\r\n" ALLOW
                                 "User-Agent: Lesson Phone/2.{octet}\r\n"
                                 "Expires: 3600\r\n",
    "" },
  { "NOTIFY sip:{caller}@{caller-host}:5060 SIP/2.0\r\n" VIA_CALLER
    "Max-Forwards: 70\r\n" DIALOG (
        CALLEE_TAG, "{n} NOTIFY") "Contact: <sip:{callee}@{callee-host}:5060>\r\n"
                                  "Event: message-summary\r\n"
                                  "Subscription-State: active;expires=3599\r\n"
                                  "User-Agent: Lesson Mail/3.{octet}\r\n"
                                  "Content-Type: application/simple-message-summary\r\n",
    "Messages-Waiting: yes\r\n"
    "Message-Account: sip:{caller}@atlanta.example\r\n"
    "Voice-Message: {n}/8 (0/2)\r\n" },
};

static const char *const people[][2] = {
  { "alice", "Alice" },         { "bob", "Bob Builder" },  { "carol", "Carol Chen" },
  { "dave.long", "Dave Long" }, { "erin", "Erin" },        { "frank7", "Frank" },
  { "grace_h", "Grace H." },    { "+15550107", "Desk 7" },
};

static guint64
mix (guint64 x)
{
  x = (x ^ x >> 31) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return (x ^ x >> 29) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9) >> 8;
}

/* What "{name}" stands for in message @n. */
static void
put_piece (GString *out, const char *name, gsize len, guint n)
{
  g_autofree char *piece = g_strndup (name, len);
  guint64 chance = mix (n * 64 + 1);
  guint caller = chance % 8, callee = (caller + 1 + chance / 8 % 7) % 8;

  if (strcmp (piece, "caller") == 0 || strcmp (piece, "Caller") == 0)
    g_string_append (out, people[caller][*piece == 'C']);
  else if (strcmp (piece, "callee") == 0 || strcmp (piece, "Callee") == 0)
    g_string_append (out, people[callee][*piece == 'C']);
  else if (strcmp (piece, "caller-host") == 0)
    g_string_append_printf (out, "pc%u.atlanta.example", n % 1000);
  else if (strcmp (piece, "callee-host") == 0)
    g_string_append_printf (out, "198.51.100.%u", n % 250 + 1);
  else if (strcmp (piece, "branch") == 0)
    g_string_append_printf (out, "%014" G_GINT64_MODIFIER "x", chance);
  else if (strcmp (piece, "tag") == 0)
    g_string_append_printf (out, "%x", (guint)mix (n * 64 + 2));
  else if (strcmp (piece, "to-tag") == 0)
    g_string_append_printf (out, "as%08x", (guint)mix (n * 64 + 3));
  else if (strcmp (piece, "hash") == 0)
    g_string_append_printf (out, "%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x",
                            chance, ~chance);
  else if (strcmp (piece, "octet") == 0)
    g_string_append_printf (out, "%u", n % 250 + 1);
  else if (strcmp (piece, "port") == 0)
    g_string_append_printf (out, "%u", 10000 + n % 10000 * 2);
  else if (strcmp (piece, "number") == 0)
    g_string_append_printf (out, "%u", 1000 + (guint)(chance % 1000000));
  else if (strcmp (piece, "n") == 0)
    g_string_append_printf (out, "%u", n % 97 + 1);
  else
    g_assert_not_reached ();
}

static void
put_text (GString *out, const char *text, guint n)
{
  const char *open;

  for (; (open = strchr (text, '{')) != NULL; text = strchr (open, '}') + 1)
    {
      g_string_append_len (out, text, open - text);
      put_piece (out, open + 1, strchr (open, '}') - open - 1, n);
    }
  g_string_append (out, text);
}

GPtrArray *
ordinary_messages_new (guint n)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  for (guint i = 0; i < n * ORDINARY_N_SHAPES; i++)
    {
      GString *message = g_string_new (NULL);
      g_autoptr (GString) body = g_string_new (NULL);

      put_text (message, shapes[i % ORDINARY_N_SHAPES].head, i);
      put_text (body, shapes[i % ORDINARY_N_SHAPES].body, i);
      g_string_append_printf (message, "Content-Length: %zu\r\n\r\n%s", body->len,
                              body->str);
      g_ptr_array_add (messages, g_string_free_to_bytes (message));
    }
  return messages;
}
