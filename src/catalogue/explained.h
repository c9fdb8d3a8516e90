/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sip/tree.h"

G_BEGIN_DECLS

typedef struct
{
  gsize bytes;
  gsize explained;
  gsize unregistered; /* of those: names, and what stands behind them, of no registry */
} LoreExplainedShare;

typedef struct
{
  LoreExplainedShare all;
  LoreExplainedShare head; /* start line and header fields */
  LoreExplainedShare sdp;
} LoreExplained;

/* Whether the bytes that @node holds itself, and none of its children does, have an
 * explanation of their own: a topic in both languages that says more than what the header
 * field, the SDP line or the start line around it is. The name of a field is what that
 * topic is about, and free text has no parts to tell: both count, and so does the value
 * of an extension that no registry has (RFC 3261 §25.1 extension-header, RFC 8866 §9
 * byte-string). What is malformed does not. */
gboolean lore_explained_is (SipTree *tree, guint32 node);

/* Adds the bytes of @tree to @count. */
void lore_explained_count (SipTree *tree, LoreExplained *count);

G_END_DECLS
