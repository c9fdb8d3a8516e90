/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/builder.h"

#include "sip/chars.h"

/* An ordinary message has three nodes for eight bytes. */
#define ENOUGH_NODES(len) (MIN (len, 1 << 20) / 8 * 3 + 32)

static G_GNUC_NO_INLINE void
grow (SipBuilder *builder)
{
  builder->n_allocated *= 2;
  builder->nodes = g_renew (SipNode, builder->nodes, builder->n_allocated);
}

/* A child of the node of @top, behind its others. There is always room for one more: to
 * make it is the last that is done, so that nothing need be kept for afterwards. */
static inline void
append_to (SipBuilder *builder, SipBuilderLevel *top, SipKind kind, guint16 fact,
           SipSpan span)
{
  guint32 node = builder->n_nodes++;

  builder->nodes[node] = (SipNode){ .span = span,
                                    .parent = top->node,
                                    .first = SIP_NODE_NONE,
                                    .next = SIP_NODE_NONE,
                                    .fact = fact,
                                    .kind = kind,
                                    .category = top->category };
  /* The first child stands right behind its parent. */
  if (node == top->node + 1)
    builder->nodes[top->node].first = node;
  else
    builder->nodes[top->last].next = node;
  top->last = node;
  top->at = sip_span_end (span);
  if (G_UNLIKELY (node + 1 == builder->n_allocated))
    grow (builder);
}

void
sip_builder_begin (SipBuilder *builder, const guint8 *data, guint32 len, SipRoom *room)
{
  builder->data = data;
  builder->len = len;
  builder->n_allocated = room != NULL ? room->n_allocated : 0;
  builder->nodes = room != NULL ? room->nodes : NULL;
  builder->n_nodes = 1;
  builder->top = builder->levels;
  builder->too_deep = 0;
  builder->diagnostics = room != NULL ? room->diagnostics : NULL;
  if (builder->n_allocated < ENOUGH_NODES (len))
    {
      g_free (builder->nodes);
      builder->n_allocated = ENOUGH_NODES (len);
      builder->nodes = g_new (SipNode, builder->n_allocated);
    }
  builder->nodes[0] = (SipNode){ .span = { 0, len },
                                 .parent = SIP_NODE_NONE,
                                 .first = SIP_NODE_NONE,
                                 .next = SIP_NODE_NONE,
                                 .fact = SIP_FACT_NONE,
                                 .kind = SIP_KIND_MESSAGE };
  *builder->top = (SipBuilderLevel){ 0, SIP_NODE_NONE, 0, SIP_CATEGORY_NONE };
}

/* How far the piece that begins at @at and needs an own node reaches. */
static inline SipKind
classify (const guint8 *data, guint32 at, guint32 end, guint32 *ret_end)
{
  guint8 c = data[at];

  if (sip_is (c, SIP_CHARS_SEPARATOR))
    {
      *ret_end = at + 1;
      return c == '<' || c == '>' ? SIP_KIND_ANGLE : SIP_KIND_SEPARATOR;
    }
  if (sip_is (c, SIP_CHARS_LWS))
    {
      gboolean folded = FALSE;

      for (; at < end && sip_is (data[at], SIP_CHARS_LWS); at++)
        folded |= data[at] == '\n';
      *ret_end = at;
      return folded ? SIP_KIND_FOLDING : SIP_KIND_SPACE;
    }
  while (at < end && !sip_is (data[at], SIP_CHARS_LWS | SIP_CHARS_SEPARATOR))
    at++;
  *ret_end = at;
  return SIP_KIND_GARBAGE;
}

static G_GNUC_NO_INLINE void
fill_gap (SipBuilder *builder, guint32 to)
{
  guint32 at = builder->top->at;

  do
    {
      guint32 end;
      SipKind kind = classify (builder->data, at, to, &end);

      append_to (builder, builder->top, kind, SIP_FACT_NONE, (SipSpan){ at, end - at });
      at = end;
    }
  while (at < to);
}

static inline void
fill (SipBuilder *builder, guint32 to)
{
  if (builder->top->at < to)
    fill_gap (builder, to);
}

void
sip_builder_fill (SipBuilder *builder, guint32 to)
{
  if (G_LIKELY (builder->too_deep == 0))
    fill (builder, to);
}

void
sip_builder_open (SipBuilder *builder, SipKind kind, guint16 fact, guint32 at)
{
  SipBuilderLevel *top = builder->top;
  guint32 node;

  if (G_UNLIKELY (top == builder->levels + SIP_BUILDER_DEPTH - 1))
    {
      builder->too_deep++;
      return;
    }
  if (top->at < at)
    fill_gap (builder, at);
  node = builder->n_nodes;
  builder->top++;
  *builder->top = (SipBuilderLevel){ node, SIP_NODE_NONE, at, top->category };
  append_to (builder, top, kind, fact, (SipSpan){ at, 0 });
}

void
sip_builder_close (SipBuilder *builder, guint32 end)
{
  SipBuilderLevel *top = builder->top;
  SipNode *node;

  if (G_UNLIKELY (builder->too_deep > 0))
    {
      builder->too_deep--;
      return;
    }
  g_assert (end >= top->at);
  if (top->last != SIP_NODE_NONE)
    fill (builder, end);
  node = &builder->nodes[top->node];
  node->span.len = end - node->span.at;
  if (top > builder->levels)
    {
      builder->top--;
      builder->top->at = end;
    }
}

static G_GNUC_NO_INLINE void
add_leaf_behind_gap (SipBuilder *builder, SipKind kind, guint16 fact, SipSpan span)
{
  fill_gap (builder, span.at);
  append_to (builder, builder->top, kind, fact, span);
}

void
sip_builder_leaf (SipBuilder *builder, SipKind kind, guint16 fact, SipSpan span)
{
  if (span.len == 0 || G_UNLIKELY (builder->too_deep > 0))
    return;
  if (builder->top->at < span.at)
    add_leaf_behind_gap (builder, kind, fact, span);
  else
    append_to (builder, builder->top, kind, fact, span);
}

void
sip_builder_close_trimmed (SipBuilder *builder, guint32 end)
{
  while (end > builder->top->at && sip_is (builder->data[end - 1], SIP_CHARS_LWS))
    end--;
  sip_builder_close (builder, end);
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
sip_builder_set_category (SipBuilder *builder, SipCategory category)
{
  if (G_UNLIKELY (builder->too_deep > 0))
    return;
  builder->nodes[builder->top->node].category = category;
  builder->top->category = category;
}

void
sip_builder_report (SipBuilder *builder, SipDiagnosticId code, SipSpan span)
{
  sip_builder_report_full (builder, (SipDiagnostic){ .code = code, .span = span });
}

static const SipNode *
get_field (const SipBuilder *builder)
{
  for (const SipBuilderLevel *level = builder->top; level >= builder->levels; level--)
    if (builder->nodes[level->node].kind == SIP_KIND_FIELD)
      return &builder->nodes[level->node];
  return NULL;
}

SipSpan
sip_builder_get_field_name (const SipBuilder *builder)
{
  const SipNode *field = get_field (builder);

  if (field == NULL || field->first == SIP_NODE_NONE)
    return (SipSpan){ 0, 0 };
  return builder->nodes[field->first].span;
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
