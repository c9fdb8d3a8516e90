/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/filter-field.h"

#include "sip/facts.h"
#include "sip/scan.h"
#include "sip/start-line.h"
#include "sip/value.h"
#include "trace/filter.h"

#include <string.h>

static void
offer_span (LoreAnswer *answer, const guint8 *data, SipSpan span)
{
  if (span.len > 0)
    lore_answer_offer_text (answer, data + span.at, span.len);
}

/* --- from the columns -------------------------------------------------------- */

static void
read_flag (const LoreCandidate *candidate, LoreAnswer *answer)
{
  answer->found = (candidate->facts.flags & answer->condition->field->fact) != 0;
}

static void
read_method (const LoreCandidate *candidate, LoreAnswer *answer)
{
  const SipMethod *method = sip_method_get (candidate->facts.method);
  SipIndex index;

  if (method != NULL)
    {
      lore_answer_offer_text (answer, method->name, strlen (method->name));
      return;
    }
  sip_index (candidate->data, candidate->len, &index);
  offer_span (answer, candidate->data, index.method_name);
}

static void
read_status (const LoreCandidate *candidate, LoreAnswer *answer)
{
  if (candidate->facts.flags & LORE_MESSAGE_RESPONSE)
    lore_answer_offer_number (answer, candidate->facts.status);
}

static void
read_class (const LoreCandidate *candidate, LoreAnswer *answer)
{
  if (candidate->facts.flags & LORE_MESSAGE_RESPONSE)
    lore_answer_offer_number (answer, candidate->facts.status / 100);
}

static void
read_cseq (const LoreCandidate *candidate, LoreAnswer *answer)
{
  lore_answer_offer_number (answer, candidate->facts.cseq);
}

static void
read_call (const LoreCandidate *candidate, LoreAnswer *answer)
{
  if (candidate->facts.call != LORE_ID_NONE)
    lore_answer_offer_number (answer, candidate->facts.call + 1.0);
}

static void
read_time (const LoreCandidate *candidate, LoreAnswer *answer)
{
  gint64 us = candidate->facts.sent_us;

  if (us != LORE_TIME_UNKNOWN && candidate->start_us != LORE_TIME_UNKNOWN)
    lore_answer_offer_number (answer, (us - candidate->start_us) / 1e6);
}

static void
read_size (const LoreCandidate *candidate, LoreAnswer *answer)
{
  lore_answer_offer_number (answer, candidate->len);
}

static void
read_transport (const LoreCandidate *candidate, LoreAnswer *answer)
{
  const char *name = lore_transport_get_name (candidate->facts.transport);

  if (candidate->facts.transport != LORE_TRANSPORT_UNKNOWN)
    lore_answer_offer_text (answer, name, strlen (name));
}

/* --- who --------------------------------------------------------------------- */

/* By name, by address, or by host alone, with or without the brackets of IPv6. */
static void
offer_participant (const LoreCandidate *candidate, guint32 id, LoreAnswer *answer)
{
  LoreParticipant participant;
  const char *address, *colon;
  gsize host;

  if (id == LORE_ID_NONE)
    return;
  lore_trace_get_participant (candidate->trace, id, &participant);
  address = participant.address;
  lore_answer_offer_text (answer, address, strlen (address));
  if (participant.name != address)
    lore_answer_offer_text (answer, participant.name, strlen (participant.name));
  colon = strrchr (address, ':');
  if (colon == NULL)
    return;
  host = colon - address;
  lore_answer_offer_text (answer, address, host);
  if (host > 2 && address[0] == '[' && address[host - 1] == ']')
    lore_answer_offer_text (answer, address + 1, host - 2);
}

static void
read_source (const LoreCandidate *candidate, LoreAnswer *answer)
{
  offer_participant (candidate, candidate->facts.source, answer);
}

static void
read_destination (const LoreCandidate *candidate, LoreAnswer *answer)
{
  offer_participant (candidate, candidate->facts.destination, answer);
}

/* --- from the bytes ---------------------------------------------------------- */

static void
start_lines (const LoreCandidate *candidate, SipCursor *cursor)
{
  *cursor = (SipCursor){ candidate->data, 0, MIN (candidate->len, G_MAXUINT32 - 1) };
  while (sip_take_char (cursor, '\r') || sip_take_char (cursor, '\n'))
    ;
}

static gboolean
scan_start_line (const LoreCandidate *candidate, SipStartLine *ret_start)
{
  SipCursor cursor;
  SipLine line;

  start_lines (candidate, &cursor);
  if (!sip_scan_plain_line (&cursor, &line))
    return FALSE;
  sip_scan_start_line (candidate->data, line.value, ret_start);
  return TRUE;
}

static void
read_request_uri (const LoreCandidate *candidate, LoreAnswer *answer)
{
  SipStartLine start;

  if (scan_start_line (candidate, &start))
    offer_span (answer, candidate->data, start.uri);
}

static void
read_reason (const LoreCandidate *candidate, LoreAnswer *answer)
{
  SipStartLine start;

  if (scan_start_line (candidate, &start))
    offer_span (answer, candidate->data, start.reason);
}

/* All behind the empty line. */
static void
read_body (const LoreCandidate *candidate, LoreAnswer *answer)
{
  SipCursor cursor;
  SipLine line;

  start_lines (candidate, &cursor);
  while (sip_scan_plain_line (&cursor, &line) && line.kind != SIP_LINE_EMPTY)
    ;
  offer_span (answer, candidate->data, sip_span_between (cursor.at, cursor.end));
}

static void
read_text (const LoreCandidate *candidate, LoreAnswer *answer)
{
  lore_answer_offer_text (answer, candidate->data, candidate->len);
}

/* --- header fields ----------------------------------------------------------- */

static gboolean
is_named (const guint8 *data, SipSpan name, const LoreCondition *condition)
{
  return sip_span_equal_nocase (data, name, condition->header)
         || (name.len == 1 && condition->compact != '\0'
             && sip_lower (data[name.at]) == (guint8)condition->compact);
}

static void
read_header (const LoreCandidate *candidate, LoreAnswer *answer)
{
  const guint8 *data = candidate->data;
  SipCursor cursor;
  SipLine line;

  start_lines (candidate, &cursor);
  sip_scan_plain_line (&cursor, &line);
  while (!answer->hit && sip_scan_line (&cursor, &line) && line.kind != SIP_LINE_EMPTY)
    {
      if (line.kind != SIP_LINE_FIELD || !is_named (data, line.name, answer->condition))
        continue;
      if (line.folded)
        {
          g_autofree char *text = sip_value_dup_text (data, line.value);

          lore_answer_offer_value (answer, text, strlen (text));
        }
      else
        lore_answer_offer_value (answer, (const char *)data + line.value.at,
                                 line.value.len);
      if (answer->condition->once)
        return;
    }
}

/* --- the table --------------------------------------------------------------- */

/* clang-format off */
static const LoreField fields[] = {
  { "method",         LORE_FIELD_TEXT,   LORE_COST_COLUMN, 0, "method == INVITE", read_method },
  { "status",         LORE_FIELD_NUMBER, LORE_COST_COLUMN, 0, "status >= 400", read_status },
  { "class",          LORE_FIELD_CLASS,  LORE_COST_COLUMN, 0, "class == 4xx", read_class },
  { "cseq",           LORE_FIELD_NUMBER, LORE_COST_COLUMN, 0, "cseq == 1", read_cseq },
  { "call-id",        LORE_FIELD_TEXT,   LORE_COST_HEADER, SIP_HEADER_CALL_ID, "call-id ~ \"3848276\"", read_header },
  { "from",           LORE_FIELD_TEXT,   LORE_COST_HEADER, SIP_HEADER_FROM, "from ~ \"alice\"", read_header },
  { "to",             LORE_FIELD_TEXT,   LORE_COST_HEADER, SIP_HEADER_TO, "to ~ \"bob\"", read_header },
  { "contact",        LORE_FIELD_TEXT,   LORE_COST_HEADER, SIP_HEADER_CONTACT, "contact ~ \"192.0.2.1\"", read_header },
  { "request-uri",    LORE_FIELD_TEXT,   LORE_COST_NAME,   0, "request-uri ~ \"bob@\"", read_request_uri },
  { "reason",         LORE_FIELD_TEXT,   LORE_COST_NAME,   0, "reason ~ \"busy\"", read_reason },
  { "source",         LORE_FIELD_TEXT,   LORE_COST_NAME,   0, "source == \"192.0.2.1\"", read_source },
  { "destination",    LORE_FIELD_TEXT,   LORE_COST_NAME,   0, "destination ~ \":5060\"", read_destination },
  { "transport",      LORE_FIELD_TEXT,   LORE_COST_COLUMN, 0, "transport == UDP", read_transport },
  { "time",           LORE_FIELD_NUMBER, LORE_COST_COLUMN, 0, "time < 1.5", read_time },
  { "size",           LORE_FIELD_NUMBER, LORE_COST_COLUMN, 0, "size > 1300", read_size },
  { "call",           LORE_FIELD_NUMBER, LORE_COST_COLUMN, 0, "call == 1", read_call },
  { "body",           LORE_FIELD_TEXT,   LORE_COST_BYTES,  0, "body ~ \"m=audio\"", read_body },
  { "text",           LORE_FIELD_TEXT,   LORE_COST_BYTES,  0, "text ~ \"alice\"", read_text },
  { "request",        LORE_FIELD_FLAG,   LORE_COST_COLUMN, LORE_MESSAGE_REQUEST, "request", read_flag },
  { "response",       LORE_FIELD_FLAG,   LORE_COST_COLUMN, LORE_MESSAGE_RESPONSE, "response", read_flag },
  { "retransmission", LORE_FIELD_FLAG,   LORE_COST_COLUMN, LORE_MESSAGE_RETRANSMISSION, "retransmission", read_flag },
  { "lost",           LORE_FIELD_FLAG,   LORE_COST_COLUMN, LORE_MESSAGE_LOST, "lost", read_flag },
  { "truncated",      LORE_FIELD_FLAG,   LORE_COST_COLUMN, LORE_MESSAGE_TRUNCATED, "truncated", read_flag },
  { "unanswered",     LORE_FIELD_FLAG,   LORE_COST_COLUMN, LORE_MESSAGE_UNANSWERED, "unanswered", read_flag },
  { LORE_FIELD_HEADER_PREFIX,    LORE_FIELD_HEADER, LORE_COST_HEADER, SIP_HEADER_UNKNOWN, "header.User-Agent ~ \"Asterisk\"", read_header },
};
/* clang-format on */

#define HEADER_FIELD (&fields[G_N_ELEMENTS (fields) - 1])

const LoreField *
lore_field_lookup (const char *name)
{
  for (gsize i = 0; i + 1 < G_N_ELEMENTS (fields); i++)
    if (g_ascii_strcasecmp (fields[i].name, name) == 0)
      return &fields[i];
  if (g_ascii_strncasecmp (name, LORE_FIELD_HEADER_PREFIX,
                           strlen (LORE_FIELD_HEADER_PREFIX))
          == 0
      && name[strlen (LORE_FIELD_HEADER_PREFIX)] != '\0')
    return HEADER_FIELD;
  return NULL;
}

gboolean
lore_field_is_header (const LoreField *field)
{
  return field->read == read_header;
}

const char *const *
lore_filter_list_fields (void)
{
  static const char *names[G_N_ELEMENTS (fields) + 1];
  static gsize listed = 0;

  if (g_once_init_enter (&listed))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
        names[i] = fields[i].name;
      g_once_init_leave (&listed, 1);
    }
  return names;
}

/* --- a slip of the pen ------------------------------------------------------- */

#define LONGEST_NAME 32

/* How many letters must be put in, left out or changed. */
static guint
measure_distance (const char *a, const char *b)
{
  guint row[LONGEST_NAME + 1];
  gsize n = strlen (b);

  if (n > LONGEST_NAME || strlen (a) > LONGEST_NAME)
    return G_MAXUINT;
  for (gsize j = 0; j <= n; j++)
    row[j] = j;
  for (gsize i = 0; a[i] != '\0'; i++)
    {
      guint diagonal = row[0];

      row[0] = i + 1;
      for (gsize j = 0; j < n; j++)
        {
          guint changed =
              diagonal + (g_ascii_tolower (a[i]) != g_ascii_tolower (b[j]) ? 1 : 0);

          diagonal = row[j + 1];
          row[j + 1] = MIN (MIN (row[j], row[j + 1]) + 1, changed);
        }
    }
  return row[n];
}

char *
lore_field_dup_nearest (const char *name)
{
  const SipHeader *header = sip_header_get (sip_header_lookup (name, -1));
  const char *nearest = NULL;
  guint least = 3;

  if (header != NULL)
    return g_strconcat (LORE_FIELD_HEADER_PREFIX, header->name, NULL);
  for (gsize i = 0; i + 1 < G_N_ELEMENTS (fields); i++)
    {
      guint distance = measure_distance (name, fields[i].name);

      if (distance >= least || distance >= strlen (fields[i].name))
        continue;
      least = distance;
      nearest = fields[i].name;
    }
  return g_strdup (nearest != NULL ? nearest : HEADER_FIELD->example);
}
