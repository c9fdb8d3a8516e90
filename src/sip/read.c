/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/read.h"

static const SipValueReader readers[] = {
#define SIP_GRAMMAR(NAME, reader) [SIP_GRAMMAR_##NAME] = reader,
#include "sip/grammars.def"
#undef SIP_GRAMMAR
};

/* Which diagnostic says that a value of a grammar is malformed, where there is a better
 * one than "value-malformed". */
static SipDiagnosticId
get_malformed (SipGrammar grammar)
{
  switch (grammar)
    {
    case SIP_GRAMMAR_VIA:
      return SIP_DIAGNOSTIC_VIA_MALFORMED;
    case SIP_GRAMMAR_CSEQ:
      return SIP_DIAGNOSTIC_CSEQ_MALFORMED;
    case SIP_GRAMMAR_CALL_ID:
      return SIP_DIAGNOSTIC_CALL_ID_MALFORMED;
    case SIP_GRAMMAR_LENGTH:
      return SIP_DIAGNOSTIC_CONTENT_LENGTH_MALFORMED;
    case SIP_GRAMMAR_NUMBER:
    case SIP_GRAMMAR_DELTA:
    case SIP_GRAMMAR_DELTA_PARAMS:
      return SIP_DIAGNOSTIC_NUMBER_MALFORMED;
    case SIP_GRAMMAR_DATE:
      return SIP_DIAGNOSTIC_DATE_MALFORMED;
    default:
      return SIP_DIAGNOSTIC_VALUE_MALFORMED;
    }
}

/* Reads one value that ends at @stop, or at a comma where it is one of a @list; marks
 * what is left over. */
static inline void
read_one (SipBuilder *builder, SipCursor *cursor, guint16 header, const SipHeader *row)
{
  guint n_reports = sip_builder_get_n_reports (builder);
  guint32 at = cursor->at;
  gboolean fine = readers[row->grammar](builder, cursor, header);
  guint32 end = cursor->at;

  sip_take_sws (cursor);
  if (sip_at_end (cursor) || (row->list && sip_peek (cursor) == ','))
    {
      if (fine)
        return;
    }
  else
    {
      SipSpan junk = { cursor->at, 0 };

      if (row->list)
        sip_skip_to (cursor, ',');
      else
        cursor->at = cursor->end;
      end = cursor->at;
      while (end > junk.at && sip_is (builder->data[end - 1], SIP_CHARS_LWS))
        end--;
      junk.len = end - junk.at;
      sip_builder_leaf (builder, SIP_KIND_GARBAGE, SIP_FACT_NONE, junk);
      if (fine)
        sip_builder_report_in_field (builder, SIP_DIAGNOSTIC_VALUE_JUNK, junk);
    }
  if (!fine && sip_builder_get_n_reports (builder) == n_reports)
    sip_builder_report_in_field (builder, get_malformed (row->grammar),
                                 sip_span_between (at, end));
}

/* Values whose parts hang together get a node each; those that are one piece do not. */
static gboolean
has_parts (SipGrammar grammar)
{
  return grammar != SIP_GRAMMAR_TOKEN && grammar != SIP_GRAMMAR_METHOD
         && grammar != SIP_GRAMMAR_OPTION_TAG && grammar != SIP_GRAMMAR_CALL_ID;
}

static void
read_list (SipBuilder *builder, SipCursor *cursor, guint16 header, const SipHeader *row)
{
  gboolean wrap = has_parts (row->grammar);

  do
    {
      sip_take_sws (cursor);
      if (sip_at_end (cursor) || sip_peek (cursor) == ',')
        {
          SipSpan here = { cursor->at, sip_at_end (cursor) ? 0 : 1 };

          sip_builder_report_in_field (builder, SIP_DIAGNOSTIC_LIST_ITEM_EMPTY, here);
          continue;
        }
      if (wrap)
        sip_builder_open (builder, SIP_KIND_VALUE, SIP_FACT_NONE, cursor->at);
      read_one (builder, cursor, header, row);
      if (wrap)
        sip_builder_close_trimmed (builder, cursor->at);
    }
  while (sip_take_char (cursor, ','));
}

void
sip_read_value (SipBuilder *builder, guint16 header, SipSpan value)
{
  const SipHeader *row = sip_header_get (header);
  SipCursor cursor = { builder->data, value.at, sip_span_end (value) };

  if (value.len == 0)
    return;
  if (row == NULL)
    sip_builder_text (builder, SIP_KIND_TEXT, value);
  else if (row->list)
    read_list (builder, &cursor, header, row);
  else
    read_one (builder, &cursor, header, row);
}
