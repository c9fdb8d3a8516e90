/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/scenario-message.h"

#include "body/dissect.h"
#include "sip/edit.h"
#include "sip/facts.h"
#include "sip/scan.h"
#include "sip/value.h"

#include <string.h>

typedef enum
{
  KEEP,
  VIA,
  FROM,
  TO,
  CALL_ID,
  CONTACT,
  CREDENTIALS,
  LENGTH,
  DROP,
  LAST, /* as in the request that it answers */
} Treatment;

static const struct
{
  SipHeaderId header;
  Treatment in_request;
  Treatment in_response;
} treatments[] = {
  { SIP_HEADER_VIA, VIA, LAST },
  { SIP_HEADER_FROM, FROM, LAST },
  { SIP_HEADER_TO, TO, LAST },
  { SIP_HEADER_CALL_ID, CALL_ID, LAST },
  { SIP_HEADER_CSEQ, KEEP, LAST },
  { SIP_HEADER_RECORD_ROUTE, DROP, LAST },
  { SIP_HEADER_CONTACT, CONTACT, CONTACT },
  { SIP_HEADER_AUTHORIZATION, CREDENTIALS, DROP },
  { SIP_HEADER_PROXY_AUTHORIZATION, CREDENTIALS, DROP },
  { SIP_HEADER_ROUTE, DROP, DROP },
  { SIP_HEADER_CONTENT_LENGTH, LENGTH, LENGTH },
};

typedef struct
{
  GString *out;
  const LoreScenarioPlace *place;
  const guint8 *data;
  SipIndex index;
  guint32 done; /* headers that stand for all of their name: bits of treatments */
} Put;

static Treatment
find_treatment (const Put *put, guint16 header, guint *ret_row)
{
  for (guint i = 0; i < G_N_ELEMENTS (treatments); i++)
    if (treatments[i].header == header)
      {
        *ret_row = i;
        return put->index.start == SIP_START_REQUEST ? treatments[i].in_request
                                                     : treatments[i].in_response;
      }
  return KEEP;
}

/* --- text -------------------------------------------------------------------- */

/* SIPp takes '[' for the beginning of a keyword and cuts blanks off lines; "]]>" would
 * end the section. Any byte may be written \xNN. */
static void
put_byte (GString *out, guint8 c, gboolean at_edge)
{
  if (c < 0x20 || c >= 0x7f || c == '[' || c == ']' || c == '\\' || (c == ' ' && at_edge))
    g_string_append_printf (out, "\\x%02X", c);
  else
    g_string_append_c (out, c);
}

static void
put_plain (GString *out, const char *text, gsize len)
{
  for (gsize i = 0; i < len; i++)
    put_byte (out, text[i], FALSE);
}

/* Whether @text goes on with @address; *ret_len is how much of it that is and
 * *ret_has_port whether the port stands there, too. */
static gboolean
is_address (const char *text, gsize len, const char *address, gsize *ret_len,
            gboolean *ret_has_port)
{
  const char *colon = address != NULL ? strrchr (address, ':') : NULL;
  gsize host, whole;

  if (colon == NULL)
    return FALSE;
  host = colon - address;
  whole = strlen (address);
  *ret_has_port = len >= whole && memcmp (text, address, whole) == 0
                  && (len == whole || !g_ascii_isdigit (text[whole]));
  *ret_len = *ret_has_port ? whole : host;
  return len >= host && memcmp (text, address, host) == 0
         && (len == host || (!g_ascii_isalnum (text[host]) && text[host] != '.'));
}

/* The two addresses of the hop become keywords wherever they stand. */
static void
put_text (const Put *put, const char *text, gsize len)
{
  const struct
  {
    const char *address, *host, *port;
  } rows[] = {
    { put->place->local, "[local_ip]", "[local_port]" },
    { put->place->remote, "[remote_ip]", "[remote_port]" },
  };

  for (gsize at = 0; at < len; at++)
    {
      gboolean inside = at > 0 && (g_ascii_isalnum (text[at - 1]) || text[at - 1] == '.');
      gboolean found = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (rows) && !inside && !found; i++)
        {
          gboolean has_port;
          gsize n;

          if (!is_address (text + at, len - at, rows[i].address, &n, &has_port))
            continue;
          g_string_append (put->out, rows[i].host);
          if (has_port)
            g_string_append_printf (put->out, ":%s", rows[i].port);
          at += n - 1;
          found = TRUE;
        }
      if (!found)
        put_byte (put->out, text[at], FALSE);
    }
}

/* --- header fields ----------------------------------------------------------- */

static void
put_via (const Put *put, const char *value)
{
  g_autofree char *rport = sip_value_dup_param (value, "rport");

  g_string_append_printf (put->out,
                          "SIP/2.0/[transport] [local_ip]:[local_port]%s;branch=[branch",
                          rport != NULL ? ";rport" : "");
  if (put->place->branch_back > 0)
    g_string_append_printf (put->out, "-%u", put->place->branch_back);
  g_string_append_c (put->out, ']');
}

/* @value without its parameter "tag"; TRUE when it had one. */
static gboolean
put_without_tag (const Put *put, const char *value)
{
  SipSpan span = { 0, strlen (value) };
  SipSpan tag;
  gsize at;

  if (!sip_find_param ((const guint8 *)value, span, "tag", &tag))
    {
      put_text (put, value, span.len);
      return FALSE;
    }
  for (at = tag.at; at > 0 && value[at] != ';'; at--)
    ;
  put_text (put, value, at);
  put_text (put, value + sip_span_end (tag), span.len - sip_span_end (tag));
  return TRUE;
}

/* The address in a Contact of ours is where we are, whatever was written there. */
static void
put_contact (const Put *put, const char *value)
{
  SipSpan span = { 0, strlen (value) };
  SipSpan uri;
  const char *at;
  gsize host, end;

  if (!sip_find_uri ((const guint8 *)value, span, &uri)
      || memchr (value + uri.at, ':', uri.len) == NULL)
    {
      put_text (put, value, span.len);
      return;
    }
  at = memchr (value + uri.at, '@', uri.len);
  if (at == NULL)
    at = memchr (value + uri.at, ':', uri.len);
  host = at + 1 - value;
  for (end = host; end < sip_span_end (uri) && strchr (";?", value[end]) == NULL; end++)
    ;
  put_text (put, value, host);
  g_string_append (put->out, "[local_ip]:[local_port]");
  put_text (put, value + end, span.len - end);
}

static void
put_name (const Put *put, const SipLine *line)
{
  put_plain (put->out, (const char *)put->data + line->name.at, line->name.len);
  g_string_append (put->out, ": ");
}

static void
put_treated (const Put *put, Treatment treatment, const SipLine *line, const char *value)
{
  switch (treatment)
    {
    case VIA:
      put_name (put, line);
      put_via (put, value);
      break;
    case FROM:
      put_name (put, line);
      put_without_tag (put, value);
      g_string_append (put->out, ";tag=[pid]SIPpTag00[call_number]");
      break;
    case TO:
      put_name (put, line);
      if (put_without_tag (put, value))
        g_string_append (put->out, "[peer_tag_param]");
      break;
    case CALL_ID:
      put_name (put, line);
      g_string_append (put->out, "[call_id]");
      break;
    case CONTACT:
      put_name (put, line);
      put_contact (put, value);
      break;
    case CREDENTIALS:
      g_string_append (put->out, "[authentication]");
      break;
    case LENGTH:
      put_name (put, line);
      g_string_append (put->out, "[len]");
      break;
    case LAST:
      g_string_append_printf (
          put->out, "[last_%s:]",
          sip_header_get (
              sip_header_lookup ((const char *)put->data + line->name.at, line->name.len))
              ->name);
      break;
    case KEEP:
    case DROP:
      put_name (put, line);
      put_text (put, value, strlen (value));
      break;
    }
  g_string_append_c (put->out, '\n');
}

static void
put_field (Put *put, const SipLine *line)
{
  const char *name = (const char *)put->data + line->name.at;
  guint16 header = sip_header_lookup (name, line->name.len);
  g_autofree char *value = sip_value_dup_text (put->data, line->value);
  guint row = 0;
  Treatment treatment = find_treatment (put, header, &row);

  if (treatment == DROP || (treatment == CREDENTIALS && !put->place->challenged))
    return;
  if (treatment != KEEP)
    {
      if (put->done & (1u << row))
        return;
      put->done |= 1u << row;
    }
  put_treated (put, treatment, line, value);
}

/* A request inside a dialog goes to the remote target of this call and along its route
 * set, not that call's (RFC 3261 §12.2.1.1); the ACK for a refusal and CANCEL go where
 * the INVITE went. */
static void
put_start_line (const Put *put, const SipLine *line)
{
  const char *text = (const char *)put->data;
  const SipIndex *index = &put->index;

  if (index->start == SIP_START_REQUEST && index->to_tag.len > 0
      && put->place->branch_back == 0)
    g_string_append_printf (put->out, "%.*s [next_url] SIP/2.0\n[routes]\n",
                            (int)index->method_name.len, text + index->method_name.at);
  else
    {
      put_text (put, text + line->value.at, line->value.len);
      g_string_append_c (put->out, '\n');
    }
}

/* --- body -------------------------------------------------------------------- */

/* The bytes from @at to @end of a body that takes up all of @body. */
static void
put_body_text (GString *out, const char *text, SipSpan body, guint32 at, guint32 end)
{
  for (; at < end; at++)
    {
      guint32 next = at + 1;
      gboolean edge = at == body.at || text[at - 1] == '\n' || next == sip_span_end (body)
                      || text[next] == '\r' || text[next] == '\n';

      if (text[at] == '\r' && next < end && text[next] == '\n')
        {
          g_string_append_c (out, '\n');
          at++;
        }
      else
        put_byte (out, text[at], edge);
    }
}

/* The media go from here to there, too. */
static gboolean
put_media (GString *out, const char *text, const SipNode *node, char line, guint n_media)
{
  const char *port = text + node->span.at;
  gsize digits = 0;

  switch (node->fact)
    {
    case SIP_SDP_FIELD_ADDRESS:
      g_string_append (out, "[media_ip]");
      return TRUE;
    case SIP_SDP_FIELD_ADDRTYPE:
      g_string_append (out, "IP[media_ip_type]");
      return TRUE;
    case SIP_SDP_FIELD_M_PORT:
      while (digits < node->span.len && g_ascii_isdigit (port[digits]))
        digits++;
      if (digits == 0 || (digits == 1 && *port == '0') || n_media == 0)
        return FALSE;
      g_string_append (out, "[media_port");
      if (n_media > 1 || line != 'm')
        g_string_append_printf (out, "+%u", (n_media - 1) * 2 + (line != 'm'));
      g_string_append_c (out, ']');
      g_string_append_len (out, port + digits, node->span.len - digits);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
put_body (const Put *put, SipTree *tree)
{
  const char *text = (const char *)put->data;
  SipSpan body = put->index.body;
  guint32 at = body.at;
  guint n_media = 0;
  char line = '\0';

  if (body.len == 0)
    return;
  for (guint32 i = 0; i < sip_tree_get_n_nodes (tree); i++)
    {
      const SipNode *node = sip_tree_get_node (tree, i);
      g_autoptr (GString) field = g_string_new (NULL);

      if (node->kind == SIP_KIND_SDP_LINE)
        {
          line = node->fact;
          n_media += line == 'm';
        }
      if (node->kind != SIP_KIND_SDP_FIELD || node->span.at < at
          || sip_span_end (node->span) > sip_span_end (body)
          || !put_media (field, text, node, line, n_media))
        continue;
      put_body_text (put->out, text, body, at, node->span.at);
      g_string_append_len (put->out, field->str, field->len);
      at = sip_span_end (node->span);
    }
  put_body_text (put->out, text, body, at, sip_span_end (body));
}

void
lore_scenario_put_message (GString *out, LoreTrace *trace, guint32 message,
                           const LoreScenarioPlace *place)
{
  g_autoptr (GBytes) bytes = lore_trace_dup_bytes (trace, message);
  g_autoptr (SipTree) tree = body_dissect (bytes);
  Put put = { .out = out, .place = place, .data = g_bytes_get_data (bytes, NULL) };
  SipCursor cursor;
  SipLine line;

  sip_index (put.data, g_bytes_get_size (bytes), &put.index);
  cursor = (SipCursor){ put.data, put.index.header.at, sip_span_end (put.index.header) };
  if (sip_scan_plain_line (&cursor, &line))
    put_start_line (&put, &line);
  while (sip_scan_line (&cursor, &line) && line.kind != SIP_LINE_EMPTY)
    if (line.kind == SIP_LINE_FIELD)
      put_field (&put, &line);
  g_string_append_c (out, '\n');
  put_body (&put, tree);
}
