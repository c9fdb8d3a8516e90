/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One condition of a filter: a field, a comparison, a value. It is judged by what the
 * field's reader finds in a message and offers.
 */
#pragma once

#include "trace/needle.h"

G_BEGIN_DECLS

typedef enum
{
  LORE_COMPARE_PRESENT,
  LORE_COMPARE_EQUAL,
  LORE_COMPARE_UNEQUAL,
  LORE_COMPARE_LESS,
  LORE_COMPARE_LESS_EQUAL,
  LORE_COMPARE_GREATER,
  LORE_COMPARE_GREATER_EQUAL,
  LORE_COMPARE_CONTAINS,
} LoreCompare;

typedef struct _LoreField LoreField;
typedef struct _LoreCandidate LoreCandidate;

typedef struct
{
  const LoreField *field; /* static */
  LoreCompare compare;
  char *header; /* owned: of a header field its canonical name, or else NULL */
  char compact; /* and its compact form or '\0' */
  gboolean once;
  LoreNeedle needle; /* the value as a text */
  double number;     /* and as a number, where that is asked for */
} LoreCondition;

/* What the values of a field come to, one after the other. */
typedef struct
{
  const LoreCondition *condition;
  gboolean found; /* there is a value */
  gboolean hit;   /* and the comparison holds for one (of "!=": "==" holds) */
} LoreAnswer;

/* @name as it stands in the expression; @value NULL for LORE_COMPARE_PRESENT. FALSE when
 * the field cannot be compared so or with that; then nothing is to be cleared. */
gboolean lore_condition_init (LoreCondition *condition, const LoreField *field,
                              const char *name, LoreCompare compare, const char *value);
void lore_condition_clear (LoreCondition *condition);
gboolean
lore_condition_holds (const LoreCondition *condition, const LoreCandidate *candidate);

/* For readers. */
void lore_answer_offer_number (LoreAnswer *answer, double number);
void lore_answer_offer_text (LoreAnswer *answer, gconstpointer text, gsize len);
/* A header field's value: also each value of a list and the URI in it, or the number that
 * it begins with. */
void lore_answer_offer_value (LoreAnswer *answer, const char *text, gsize len);

G_END_DECLS
