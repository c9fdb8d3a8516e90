/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A filter's line as words: what the parser sees.
 */
#pragma once

#include "trace/filter-condition.h"

G_BEGIN_DECLS

typedef enum
{
  LORE_TOKEN_END,
  LORE_TOKEN_WORD,
  LORE_TOKEN_STRING,
  LORE_TOKEN_COMPARE,
  LORE_TOKEN_AND,
  LORE_TOKEN_OR,
  LORE_TOKEN_NOT,
  LORE_TOKEN_OPEN,
  LORE_TOKEN_CLOSE,
  LORE_TOKEN_LONE,     /* half of an operator: "=", "&", "|" */
  LORE_TOKEN_UNCLOSED, /* a string without its end */
} LoreTokenType;

typedef struct
{
  LoreTokenType type;
  LoreCompare compare;
  const char *at; /* in the expression */
  gsize len;
  const char *should_be; /* of LONE: the whole operator; of UNCLOSED: the mark; static */
} LoreToken;

/* The token at or behind @at; never fails. */
void lore_token_take (const char *at, LoreToken *ret_token);
/* The text of a word, or what stands between a string's marks, escapes undone: \" \\ \n
 * \r \t. The caller's. */
char *lore_token_dup_value (const LoreToken *token);

G_END_DECLS
