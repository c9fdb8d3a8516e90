/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/builder.h"

/* An ordinary message has three nodes for eight bytes. */
#define ENOUGH_NODES(len) (MIN (len, 1 << 20) / 8 * 3 + 32)

void
sip_builder_grow (SipBuilder *builder)
{
  builder->n_allocated *= 2;
  builder->nodes = g_renew (SipNode, builder->nodes, builder->n_allocated);
}

void
sip_builder_begin (SipBuilder *builder, const guint8 *data, guint32 len, SipRoom *room)
{
  builder->data = data;
  builder->len = len;
  builder->at = 0;
  builder->top = 0;
  builder->n_allocated = room != NULL ? room->n_allocated : 0;
  builder->nodes = room != NULL ? room->nodes : NULL;
  builder->n_nodes = 1;
  builder->diagnostics = room != NULL ? room->diagnostics : NULL;
  if (builder->n_allocated < ENOUGH_NODES (len))
    {
      g_free (builder->nodes);
      builder->n_allocated = ENOUGH_NODES (len);
      builder->nodes = g_new (SipNode, builder->n_allocated);
    }
  builder->nodes[0] = (SipNode){ .span = { 0, len },
                                 .parent = SIP_NODE_NONE,
                                 .size = 1,
                                 .fact = SIP_FACT_NONE,
                                 .kind = SIP_KIND_MESSAGE };
}

/* What a byte is that no reader claimed; all others are garbage. */
static const guint8 fillers[256] = {
  [' '] = SIP_KIND_SPACE,     ['\t'] = SIP_KIND_SPACE,     ['\r'] = SIP_KIND_SPACE,
  ['\n'] = SIP_KIND_FOLDING,  ['<'] = SIP_KIND_ANGLE,      ['>'] = SIP_KIND_ANGLE,
  ['('] = SIP_KIND_SEPARATOR, [')'] = SIP_KIND_SEPARATOR,  ['@'] = SIP_KIND_SEPARATOR,
  [','] = SIP_KIND_SEPARATOR, [';'] = SIP_KIND_SEPARATOR,  [':'] = SIP_KIND_SEPARATOR,
  ['"'] = SIP_KIND_SEPARATOR, ['\\'] = SIP_KIND_SEPARATOR, ['/'] = SIP_KIND_SEPARATOR,
  ['['] = SIP_KIND_SEPARATOR, [']'] = SIP_KIND_SEPARATOR,  ['?'] = SIP_KIND_SEPARATOR,
  ['='] = SIP_KIND_SEPARATOR, ['{'] = SIP_KIND_SEPARATOR,  ['}'] = SIP_KIND_SEPARATOR,
  ['&'] = SIP_KIND_SEPARATOR,
};

/* Separators stand alone; white space is one piece, a folding if there is a line end in
 * it; so is garbage. */
static G_GNUC_NO_INLINE void
fill_long_gap (SipBuilder *builder, guint32 to)
{
  const guint8 *data = builder->data;

  while (builder->at < to)
    {
      guint32 at = builder->at, end = at + 1;
      SipKind kind = fillers[data[at]];

      if (sip_is (data[at], SIP_CHARS_LWS))
        for (; end < to && sip_is (data[end], SIP_CHARS_LWS); end++)
          kind = data[end] == '\n' ? SIP_KIND_FOLDING : kind;
      else if (kind == 0)
        for (kind = SIP_KIND_GARBAGE; end < to && fillers[data[end]] == 0;)
          end++;
      sip_builder_append (builder, kind, SIP_FACT_NONE, sip_span_between (at, end));
    }
}

/* Nearly all gaps are one separator or one space. */
void
sip_builder_fill_gap (SipBuilder *builder, guint32 to)
{
  guint32 at = builder->at;
  SipKind kind = fillers[builder->data[at]];

  if (kind == 0 || at + 1 < to)
    fill_long_gap (builder, to);
  else
    sip_builder_append (builder, kind, SIP_FACT_NONE, (SipSpan){ at, 1 });
}

void
sip_builder_end_at (SipBuilder *builder, guint32 end)
{
  g_assert (end >= builder->at);
  if (builder->n_nodes - builder->top > 1)
    sip_builder_fill (builder, end);
  builder->at = end;
}

/* The white space around a line end inside a value, or FALSE. */
static gboolean
find_folding (const guint8 *data, guint32 at, guint32 end, SipSpan *ret_span)
{
  for (; at < end; at++)
    if (data[at] == '\n')
      {
        guint32 from = at, to = at + 1;

        while (to < end && sip_is (data[to], SIP_CHARS_LWS))
          to++;
        while (from > 0 && sip_is (data[from - 1], SIP_CHARS_LWS))
          from--;
        *ret_span = (SipSpan){ from, to - from };
        return TRUE;
      }
  return FALSE;
}

void
sip_builder_text (SipBuilder *builder, SipKind kind, SipSpan span)
{
  guint32 at = span.at, end = sip_span_end (span);
  SipSpan folding;

  while (find_folding (builder->data, at, end, &folding))
    {
      guint32 from = MAX (folding.at, at);

      sip_builder_leaf (builder, kind, SIP_FACT_NONE, (SipSpan){ at, from - at });
      sip_builder_leaf (builder, SIP_KIND_FOLDING, SIP_FACT_NONE,
                        (SipSpan){ from, sip_span_end (folding) - from });
      at = sip_span_end (folding);
    }
  sip_builder_leaf (builder, kind, SIP_FACT_NONE, (SipSpan){ at, end - at });
}

void
sip_builder_report (SipBuilder *builder, SipDiagnosticId code, SipSpan span)
{
  sip_builder_report_full (builder, (SipDiagnostic){ .code = code, .span = span });
}

SipSpan
sip_builder_get_field_name (const SipBuilder *builder)
{
  guint32 field = builder->top;

  while (field != SIP_NODE_NONE && builder->nodes[field].kind != SIP_KIND_FIELD)
    field = builder->nodes[field].parent;
  if (field == SIP_NODE_NONE || field + 1 == builder->n_nodes)
    return (SipSpan){ 0, 0 };
  return builder->nodes[field + 1].span;
}

void
sip_builder_report_in_field (SipBuilder *builder, SipDiagnosticId code, SipSpan span)
{
  SipSpan name = sip_builder_get_field_name (builder);

  sip_builder_report_full (builder,
                           (SipDiagnostic){ .code = code, .span = span, .other = name });
}

void
sip_builder_report_full (SipBuilder *builder, SipDiagnostic diagnostic)
{
  if (builder->diagnostics == NULL)
    builder->diagnostics = g_array_new (FALSE, FALSE, sizeof (SipDiagnostic));
  g_array_append_val (builder->diagnostics, diagnostic);
}
