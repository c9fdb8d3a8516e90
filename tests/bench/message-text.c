/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message-text.h"

#include <string.h>

typedef enum
{
  CALL_ID_AT_HOST, /* 16 digits@address */
  CALL_ID_UUID,
  CALL_ID_DECIMAL,
} CallIdShape;

struct _Phone
{
  const char *agent;
  guint16 port;
  gboolean compact; /* v: f: t: i: m: c: l: */
  gboolean early;   /* Max-Forwards right below Via */
  CallIdShape call_id;
  const char *more;   /* further fields of an INVITE and of its answers */
  const char *codecs; /* formats of the m line */
  const char *maps;   /* and what they are */
};

/* clang-format off */
static const Phone phones[] = {
  { "Linden Desk 4.2 (00118)", 5060, FALSE, TRUE, CALL_ID_AT_HOST,
    "Allow: INVITE,ACK,CANCEL,BYE,INFO,OPTIONS\r\nAllow-Events: talk,hold\r\n",
    "0 8 101",
    "a=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n"
    "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\n" },
  { "Orbit/3.1.7 (Linux)", 5062, FALSE, FALSE, CALL_ID_UUID,
    "Supported: replaces, timer, outbound\r\nSession-Expires: 1800;refresher=uac\r\nAllow: INVITE, ACK, CANCEL, BYE, INFO, UPDATE\r\n",
    "9 8 101",
    "a=rtpmap:9 G722/8000\r\na=rtpmap:8 PCMA/8000\r\n"
    "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n" },
  { "Kestrel 7 (mobile)", 49170, TRUE, TRUE, CALL_ID_DECIMAL,
    "k: 100rel,replaces\r\nAllow: INVITE,ACK,BYE,CANCEL,INFO,PRACK,UPDATE\r\n",
    "111 0 96",
    "a=rtpmap:111 opus/48000/2\r\na=fmtp:111 useinbandfec=1\r\n"
    "a=rtpmap:96 telephone-event/48000\r\na=rtcp-mux\r\n" },
  { "Harbour PBX 2.4.1", 5060, FALSE, FALSE, CALL_ID_AT_HOST,
    "Allow: INVITE, ACK, BYE, CANCEL, INFO\r\nSupported: timer\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\n",
    "8 0 101",
    "a=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n"
    "a=rtpmap:101 telephone-event/8000\r\na=ptime:20\r\n" },
};
/* clang-format on */

const Phone *
phone_get (guint number)
{
  return &phones[number % G_N_ELEMENTS (phones)];
}

guint16
phone_get_port (const Phone *phone)
{
  return phone->port;
}

/* printf would take most of the time of writing a million messages. */
static void
put (GString *out, const char *text)
{
  g_string_append_len (out, text, strlen (text));
}

static void
put_number (GString *out, guint64 value)
{
  char digits[20];
  guint n = sizeof digits;

  do
    digits[--n] = '0' + value % 10;
  while ((value /= 10) != 0);
  g_string_append_len (out, digits + n, sizeof digits - n);
}

static void
put_hex (GString *out, guint64 value, guint n)
{
  for (guint i = n; i-- > 0;)
    g_string_append_c (out, "0123456789abcdef"[value >> 4 * i & 15]);
}

static void
put_address (GString *out, guint32 address)
{
  for (int shift = 24; shift >= 0; shift -= 8)
    {
      put_number (out, address >> shift & 0xFF);
      if (shift > 0)
        g_string_append_c (out, '.');
    }
}

static void
put_endpoint (GString *out, const Endpoint *endpoint)
{
  put_address (out, endpoint->address);
  g_string_append_c (out, ':');
  put_number (out, endpoint->port);
}

static void
put_name (GString *out, const Phone *phone, const char *name, const char *compact)
{
  put (out, phone->compact ? compact : name);
  put (out, ": ");
}

static void
put_uri (GString *out, const Party *party)
{
  put (out, "sip:");
  put_number (out, party->user);
  put (out,
       party->endpoint.address >> 24 == 192 ? "@atlanta.example" : "@biloxi.example");
}

static void
put_contact_uri (GString *out, const Party *party)
{
  put (out, "sip:");
  put_number (out, party->user);
  g_string_append_c (out, '@');
  put_endpoint (out, &party->endpoint);
}

static void
put_via (const Call *call, const ScriptMove *move, const Party *client,
         const Phone *writer, GString *out)
{
  put_name (out, writer, "Via", "v");
  put (out, "SIP/2.0/UDP ");
  put_endpoint (out, &client->endpoint);
  put (out, ";branch=z9hG4bK");
  put_hex (out, script_mix (call->seed + 64 + move->transaction), 12);
  put (out, ";rport");
  if (move->status != 0)
    {
      g_string_append_c (out, '=');
      put_number (out, client->endpoint.port);
    }
  put (out, "\r\n");
}

static void
put_party (const Party *party, gboolean with_tag, GString *out)
{
  g_string_append_c (out, '"');
  put (out, party->name);
  put (out, "\" <");
  put_uri (out, party);
  g_string_append_c (out, '>');
  if (with_tag)
    {
      put (out, ";tag=");
      put_hex (out, party->tag, 8);
    }
  put (out, "\r\n");
}

static void
put_call_id (const Call *call, const Phone *writer, GString *out)
{
  guint64 a = script_mix (call->seed + 3), b = script_mix (call->seed + 4);

  put_name (out, writer, "Call-ID", "i");
  switch (call->caller.phone->call_id)
    {
    case CALL_ID_AT_HOST:
      put_hex (out, a, 16);
      g_string_append_c (out, '@');
      put_address (out, call->caller.endpoint.address);
      break;
    case CALL_ID_UUID:
      put_hex (out, a >> 32, 8);
      g_string_append_c (out, '-');
      put_hex (out, a >> 16, 4);
      put (out, "-4");
      put_hex (out, a, 3);
      put (out, "-8");
      put_hex (out, b >> 48, 3);
      g_string_append_c (out, '-');
      put_hex (out, b, 12);
      break;
    case CALL_ID_DECIMAL:
      put_number (out, a);
      break;
    }
  put (out, "\r\n");
}

/* The caller's line says what the call is about; the callee's answers with its own. */
static void
put_sdp (const Call *call, const ScriptMove *move, const Party *writer, GString *out)
{
  gboolean again = move->body == BODY_HOLD || move->body == BODY_HELD;

  put (out, "v=0\r\no=- ");
  put_number (out, script_mix (call->seed + (move->by_callee ? 6 : 5)) >> 24);
  put (out, again ? " 2 IN IP4 " : " 1 IN IP4 ");
  put_address (out, writer->endpoint.address);
  put (out, "\r\ns=-\r\nc=IN IP4 ");
  put_address (out, writer->endpoint.address);
  put (out, "\r\nt=0 0\r\nm=audio ");
  put_number (out, writer->media_port);
  put (out, " RTP/AVP ");
  put (out, call->caller.phone->codecs);
  put (out, "\r\n");
  put (out, call->caller.phone->maps);
  put (out, !again                    ? "a=sendrecv\r\n"
            : move->body == BODY_HOLD ? "a=sendonly\r\n"
                                      : "a=recvonly\r\n");
}

static void
put_digit (const Call *call, GString *out)
{
  put (out, "Signal=");
  put_number (out, call->seed >> 16 & 7);
  put (out, "\r\nDuration=160\r\n");
}

static void
put_body (const Call *call, const ScriptMove *move, const Party *writer, GString *out)
{
  g_autoptr (GString) body = g_string_sized_new (512);
  const char *type =
      move->body == BODY_DIGIT ? "application/dtmf-relay" : "application/sdp";

  if (move->body == BODY_DIGIT)
    put_digit (call, body);
  else if (move->body != BODY_NONE)
    put_sdp (call, move, writer, body);

  if (body->len > 0)
    {
      put_name (out, writer->phone, "Content-Type", "c");
      put (out, type);
      put (out, "\r\n");
    }
  put_name (out, writer->phone, "Content-Length", "l");
  put_number (out, body->len);
  put (out, "\r\n\r\n");
  g_string_append_len (out, body->str, body->len);
}

static void
put_start_line (const Call *call, const ScriptMove *move, const Party *to, GString *out)
{
  switch (move->status)
    {
    case 0:
      put (out, move->method);
      g_string_append_c (out, ' ');
      /* The first request goes to the name, those in the dialog to the Contact. */
      if (move->transaction == 0)
        put_uri (out, to);
      else
        put_contact_uri (out, to);
      put (out, " SIP/2.0\r\n");
      break;
    case 100:
      put (out, "SIP/2.0 100 Trying\r\n");
      break;
    case 180:
      put (out, "SIP/2.0 180 Ringing\r\n");
      break;
    case 183:
      put (out, "SIP/2.0 183 Session Progress\r\n");
      break;
    case 200:
      put (out, "SIP/2.0 200 OK\r\n");
      break;
    default:
      g_assert_not_reached ();
    }
}

void
message_text_put (const Call *call, const ScriptMove *move, GString *out)
{
  const Party *writer = move->by_callee ? &call->callee : &call->caller;
  const Party *reader = move->by_callee ? &call->caller : &call->callee;
  gboolean request = move->status == 0;
  const Party *client = request ? writer : reader;
  const Party *server = request ? reader : writer;
  const Phone *phone = writer->phone;
  gboolean invite = g_str_equal (move->method, "INVITE");
  /* To has no tag before somebody has answered (§8.1.1.2, §8.2.6.2). */
  gboolean answered = move->transaction > 0 || move->status > 100;

  put_start_line (call, move, reader, out);
  put_via (call, move, client, phone, out);
  if (request && phone->early)
    put (out, "Max-Forwards: 70\r\n");
  put_name (out, phone, "From", "f");
  put_party (client, TRUE, out);
  put_name (out, phone, "To", "t");
  put_party (server, answered, out);
  put_call_id (call, phone, out);
  put (out, "CSeq: ");
  put_number (out, move->cseq);
  g_string_append_c (out, ' ');
  put (out, move->method);
  put (out, "\r\n");
  if (request && !phone->early)
    put (out, "Max-Forwards: 70\r\n");
  if (invite && move->status != 100)
    {
      put_name (out, phone, "Contact", "m");
      g_string_append_c (out, '<');
      put_contact_uri (out, writer);
      put (out, ">\r\n");
      if (move->body != BODY_NONE)
        put (out, phone->more);
    }
  put (out, request ? "User-Agent: " : "Server: ");
  put (out, phone->agent);
  put (out, "\r\n");
  put_body (call, move, writer, out);
}
