/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a filter can ask of a message: one row a field, with the reader that knows where
 * its values are found.
 */
#pragma once

#include "trace/filter-condition.h"
#include "trace/trace.h"

G_BEGIN_DECLS

#define LORE_FIELD_HEADER_PREFIX "header."

typedef enum
{
  LORE_FIELD_FLAG,   /* is so or is not */
  LORE_FIELD_NUMBER, /* == != < <= > >= */
  LORE_FIELD_CLASS,  /* a number that may be written 4xx */
  LORE_FIELD_TEXT,   /* == != ~ */
  LORE_FIELD_HEADER, /* a text that may be a number: all of them */
} LoreFieldType;

/* What a look costs. Of several conditions the cheap ones are tried first. */
typedef enum
{
  LORE_COST_COLUMN, /* stands in the trace's columns */
  LORE_COST_NAME,   /* in its tables of names, or in the start line */
  LORE_COST_HEADER, /* some lines of the message */
  LORE_COST_BYTES,  /* all of it */
  LORE_N_COSTS
} LoreCost;

/* The message that is looked at. */
struct _LoreCandidate
{
  LoreTrace *trace;
  gint64 start_us; /* lab time of the first message */
  LoreMessage facts;
  const guint8 *data;
  gsize len;
};

struct _LoreField
{
  const char *name;
  LoreFieldType type;
  LoreCost cost;
  guint fact;          /* a message flag; SipHeaderId of what stands in a header field */
  const char *example; /* of how to ask for it */
  void (*read) (const LoreCandidate *candidate, LoreAnswer *answer);
};

/* NULL when there is none of this name. "header.X" gives the row "header.". */
const LoreField *lore_field_lookup (const char *name);
/* Whether its values are those of a header field. */
gboolean lore_field_is_header (const LoreField *field);
/* The field that whoever wrote @name may have meant: "header.User-Agent", "from". The
 * caller's. */
char *lore_field_dup_nearest (const char *name);

G_END_DECLS
