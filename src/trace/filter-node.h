/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A filter taken apart: conditions joined by groups, all in one array. A group's children
 * hang on one another, the cheapest first. Groups nest no deeper than parentheses do:
 * walking them may recurse.
 */
#pragma once

#include "trace/filter-condition.h"
#include "trace/filter.h"

G_BEGIN_DECLS

#define LORE_NODE_NONE G_MAXUINT32

typedef enum
{
  LORE_NODE_CONDITION,
  LORE_NODE_AND,
  LORE_NODE_OR,
} LoreNodeType;

typedef struct
{
  LoreNodeType type;
  gboolean negated;
  guint8 cost;   /* LoreCost: that of its dearest condition */
  guint32 first; /* child; of a condition its place in the array of conditions */
  guint32 next;  /* sibling */
} LoreFilterNode;

struct _LoreFilter
{
  gatomicrefcount refs;

  /* Owned */
  char *expression;
  GArray *nodes;
  GArray *conditions;

  guint32 root; /* LORE_NODE_NONE: every message passes */
};

/* Fills nodes, conditions and root from the expression. */
gboolean lore_filter_parse (LoreFilter *filter, GError **error);

G_END_DECLS
