/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sip/check.h"
#include "sip/facts.h"
#include "sip/index.h"

G_BEGIN_DECLS

#define SIP_CHECK_MAX_GUESSES 64

/* One message under check: what the checks share, found once. */
typedef struct
{
  SipTree *tree;        /* borrowed */
  const guint8 *data;   /* borrowed */
  const SipNode *nodes; /* borrowed: the whole array */
  guint32 n_nodes;
  GArray *diagnostics; /* SipDiagnostic */
  SipIndex index;

  gboolean old_style; /* its top Via has no magic cookie: RFC 2543 may have made it */
  guint32 start_line; /* node, SIP_NODE_NONE for an empty message */
  guint32 empty_line;
  guint32 header_end;           /* where a missing field would be added */
  guint32 first[SIP_N_HEADERS]; /* FIELD node of the first of each name */
  gboolean has_foldings;        /* some line continues the one before it */
  guint n_guesses;              /* unknown names compared with those that are known */
} SipCheck;

typedef void (*SipCheckFunc) (SipCheck *check);

static inline const SipNode *
sip_check_node (const SipCheck *check, guint32 node)
{
  return &check->nodes[node];
}

/* The first node behind all that lies in @node: its children are node + 1 and, as far as
 * they come before its own end, each one's end. */
static inline guint32
sip_check_end (const SipCheck *check, guint32 node)
{
  return node + check->nodes[node].size;
}

static inline guint32
sip_check_first (const SipCheck *check, guint32 node)
{
  return sip_nodes_get_first (check->nodes, node);
}

static inline guint32
sip_check_next (const SipCheck *check, guint32 node)
{
  return sip_nodes_get_next (check->nodes, node);
}

static inline gboolean
sip_check_has (const SipCheck *check, guint16 header)
{
  return check->first[header] != SIP_NODE_NONE;
}

void sip_check_report (SipCheck *check, SipDiagnosticId code, SipSpan span);
void sip_check_report_full (SipCheck *check, SipDiagnostic diagnostic);

/* The span of the value of the first field of a name; empty at the end of the header when
 * there is none. */
SipSpan sip_check_get_value (const SipCheck *check, guint16 header);

static inline gboolean
sip_check_is_request (const SipCheck *check, guint16 method)
{
  return check->index.start == SIP_START_REQUEST && check->index.method == method;
}

/* The bytes of @parent's first child of @kind; FALSE when it has none. */
gboolean sip_check_get_child (const SipCheck *check, guint32 parent, SipKind kind,
                              SipSpan *ret_span);

/* check-*.c, one function each but for check-rules.c */
void sip_check_start_line (SipCheck *check);
void sip_check_lines (SipCheck *check);
void sip_check_fields (SipCheck *check);
void sip_check_missing (SipCheck *check);
void sip_check_transaction (SipCheck *check);
void sip_check_dialog (SipCheck *check);
void sip_check_registration (SipCheck *check);
void sip_check_routing (SipCheck *check);
void sip_check_needs (SipCheck *check);
void sip_check_conflicts (SipCheck *check);
void sip_check_contacts (SipCheck *check);
void sip_check_pieces (SipCheck *check);
void sip_check_body (SipCheck *check);

/* Of sip_check_pieces(), for a URI node and for a field of challenges or credentials.
 * @header is the field's, SIP_HEADER_UNKNOWN for the Request-URI. */
void sip_check_uri (SipCheck *check, guint32 uri, guint16 header, SipSpan name);
void sip_check_auth (SipCheck *check, guint32 field);

G_END_DECLS
