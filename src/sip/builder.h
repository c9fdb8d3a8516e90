/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a tree grows. A reader opens a node, adds leaves from left to right, and closes it;
 * bytes it passes over are filled in by the builder (white space, foldings, separators,
 * garbage), so that the leaves of a tree always cover every byte, whatever a reader did.
 *
 * Nodes stand in one growing array, in the order in which they begin; adding one costs
 * no allocation of its own. The open nodes are one another's parents, so that the tree is
 * its own stack.
 */
#pragma once

#include "sip/arena.h"
#include "sip/chars.h"
#include "sip/facts.h"
#include "sip/tree.h"

G_BEGIN_DECLS

typedef struct
{
  const guint8 *data; /* borrowed */
  guint32 len;
  guint32 at;     /* bytes before it are covered */
  guint32 top;    /* the open node */
  SipNode *nodes; /* owned */
  guint32 n_nodes;
  guint32 n_allocated;
  GArray *diagnostics; /* owned; NULL until there is one */
} SipBuilder;

/* What a tree is made of, to be used again for the next. */
typedef struct
{
  SipNode *nodes; /* owned */
  guint32 n_allocated;
  GArray *diagnostics; /* owned, empty; may be NULL */
} SipRoom;

/* Begins the tree: its root is open and holds all of @data. Takes over what
 * @room has; NULL = make all anew. */
void
sip_builder_begin (SipBuilder *builder, const guint8 *data, guint32 len, SipRoom *room);

/* For the inline functions below: makes room for more nodes; adds what covers the bytes
 * up to @to, of which there are some; the same if the open node has children. */
void sip_builder_grow (SipBuilder *builder);
void sip_builder_fill_gap (SipBuilder *builder, guint32 to);
void sip_builder_end_at (SipBuilder *builder, guint32 end);

/* A child of the open node, behind its others. There is always room for one more: to make
 * it is the last that is done, so that nothing need be kept for afterwards. */
static inline void
sip_builder_append (SipBuilder *builder, SipKind kind, guint16 fact, SipSpan span)
{
  builder->nodes[builder->n_nodes++] = (SipNode){
    .span = span, .parent = builder->top, .size = 1, .fact = fact, .kind = kind
  };
  builder->at = sip_span_end (span);
  if (G_UNLIKELY (builder->n_nodes == builder->n_allocated))
    sip_builder_grow (builder);
}

/* Covers what the open node left before @at. */
static inline void
sip_builder_fill (SipBuilder *builder, guint32 at)
{
  if (builder->at < at)
    sip_builder_fill_gap (builder, at);
}

/* Begins a node at @at, a child of the one that is open. */
static inline void
sip_builder_open (SipBuilder *builder, SipKind kind, guint16 fact, guint32 at)
{
  sip_builder_fill (builder, at);
  sip_builder_append (builder, kind, fact, (SipSpan){ at, 0 });
  builder->top = builder->n_nodes - 1;
}

/* Ends the open node before @end; its tail is covered if it has children. */
static inline void
sip_builder_close (SipBuilder *builder, guint32 end)
{
  SipNode *node;

  if (builder->at != end)
    sip_builder_end_at (builder, end);
  node = &builder->nodes[builder->top];
  node->span.len = end - node->span.at;
  node->size = builder->n_nodes - builder->top;
  builder->top = node->parent;
}

/* The same, without the white space in front of @end that nothing in it has claimed. */
static inline void
sip_builder_close_trimmed (SipBuilder *builder, guint32 end)
{
  while (end > builder->at && sip_is (builder->data[end - 1], SIP_CHARS_LWS))
    end--;
  sip_builder_close (builder, end);
}

/* Adds a node without children; none at all for an empty span. */
static inline void
sip_builder_leaf (SipBuilder *builder, SipKind kind, guint16 fact, SipSpan span)
{
  if (span.len == 0)
    return;
  sip_builder_fill (builder, span.at);
  sip_builder_append (builder, kind, fact, span);
}

/* The same, split at foldings: TEXT, FOLDING, TEXT. */
void sip_builder_text (SipBuilder *builder, SipKind kind, SipSpan span);

/* The name of the field that is being read. */
SipSpan sip_builder_get_field_name (const SipBuilder *builder);

/* Reports what is wrong with @span; _in_field() tells in which field. */
void sip_builder_report (SipBuilder *builder, SipDiagnosticId code, SipSpan span);
void
sip_builder_report_in_field (SipBuilder *builder, SipDiagnosticId code, SipSpan span);
void sip_builder_report_full (SipBuilder *builder, SipDiagnostic diagnostic);

static inline guint
sip_builder_get_n_reports (const SipBuilder *builder)
{
  return builder->diagnostics != NULL ? builder->diagnostics->len : 0;
}

/* A body to look into: of a message, or of a part of a multipart body. Spans that say
 * nothing are empty. */
typedef struct
{
  SipSpan content_type; /* the whole value */
  SipSpan content_encoding;
  SipSpan body;
} SipEntity;

/* Adds the inside of a body to the open BODY or PART node. */
typedef void (*SipBodyReader) (SipBuilder *builder, const SipEntity *entity);

/* sip_tree_new() with the inside of the body. @reader may be NULL. */
SipTree *sip_tree_new_full (GBytes *message, SipBodyReader reader);

/* The same in an arena's room; the tree is the arena's (sip/arena.h). */
SipTree *sip_arena_read_full (SipArena *arena, GBytes *message, SipBodyReader reader);

/* Adds the header fields from @at up to and with the empty line to the open node, and
 * tells where the body begins and how it is described. Also for the header of a body
 * part, whose empty line may be missing (@end is its end). */
typedef struct
{
  guint32 end;
  gboolean has_empty_line;
  gint64 content_length; /* of the first that is a number, else -1 */
  SipEntity entity;      /* without body */
} SipFields;

void sip_builder_read_fields (SipBuilder *builder, guint32 at, guint32 end,
                              SipFields *ret_fields);

/* Adds a request line or a status line to the open node; returns where the next line
 * begins. For sipfrag, too. */
guint32 sip_builder_read_start_line (SipBuilder *builder, guint32 at, guint32 end);

G_END_DECLS
