/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   either  = both *( "or" both )
 *   both    = single *( "and" single )
 *   single  = *"not" ( "(" either ")" / string / word / field comparison value )
 *
 * What does not fit is told with its place and with something that would.
 */
#include "trace/filter-node.h"

#include "base/problem.h"
#include "sip/text.h"
#include "trace/filter-field.h"
#include "trace/filter-lexer.h"

#include <string.h>

typedef struct
{
  LoreFilter *filter; /* borrowed, being filled */
  LoreToken token;    /* the one that is next */
  guint depth;
  GError **error;
} Parser;

typedef gboolean (*ParseFunc) (Parser *parser, guint32 *ret_node);

static gboolean parse_either (Parser *parser, guint32 *ret_node);

static void
advance (Parser *parser)
{
  lore_token_take (parser->token.at + parser->token.len, &parser->token);
}

static LoreFilterNode *
get_node (Parser *parser, guint32 node)
{
  return &g_array_index (parser->filter->nodes, LoreFilterNode, node);
}

static guint32
add_node (Parser *parser, LoreNodeType type, LoreCost cost, guint32 first)
{
  LoreFilterNode node = { type, FALSE, cost, first, LORE_NODE_NONE };

  g_array_append_val (parser->filter->nodes, node);
  return parser->filter->nodes->len - 1;
}

/* --- what does not fit ------------------------------------------------------- */

/* Characters, counted from 1; of bytes that are no UTF-8 each. */
static char *
dup_position (Parser *parser, const char *at)
{
  guint position = 1;

  for (const char *c = parser->filter->expression; c < at; c++)
    position += (*c & 0xc0) != 0x80;
  return g_strdup_printf ("%u", position);
}

static char *
dup_text (const char *at, const char *end)
{
  return sip_text_dup ((const guint8 *)at, end - at);
}

static gboolean
fail (Parser *parser, const char *id, const char *at, const char *hint)
{
  g_autofree char *position = dup_position (parser, at);

  lore_problem_set (parser->error, LORE_PROBLEM_USAGE, id, "position", position, "hint",
                    hint, NULL);
  return FALSE;
}

static gboolean
fail_unclosed (Parser *parser, const LoreToken *opening, gsize len, const char *hint)
{
  g_autofree char *position = dup_position (parser, opening->at);
  g_autofree char *found = dup_text (opening->at, opening->at + len);

  lore_problem_set (parser->error, LORE_PROBLEM_USAGE, "filter-unclosed", "found", found,
                    "position", position, "hint", hint, NULL);
  return FALSE;
}

/* The next token cannot stand here. */
static gboolean
fail_unexpected (Parser *parser, const char *hint)
{
  const LoreToken *token = &parser->token;
  g_autofree char *position = dup_position (parser, token->at);
  g_autofree char *found = dup_text (token->at, token->at + token->len);

  if (token->type == LORE_TOKEN_END)
    return fail (parser, "filter-incomplete", token->at, hint);
  if (token->type == LORE_TOKEN_UNCLOSED)
    return fail_unclosed (parser, token, strlen (token->should_be), token->should_be);
  if (token->type == LORE_TOKEN_LONE)
    hint = token->should_be;
  lore_problem_set (parser->error, LORE_PROBLEM_USAGE, "filter-unexpected", "found",
                    found, "position", position, "hint", hint, NULL);
  return FALSE;
}

static gboolean
fail_unknown (Parser *parser, const LoreToken *word)
{
  g_autofree char *position = dup_position (parser, word->at);
  g_autofree char *name = dup_text (word->at, word->at + word->len);
  g_autofree char *hint = lore_field_dup_nearest (name);

  lore_problem_set (parser->error, LORE_PROBLEM_USAGE, "filter-unknown-field", "field",
                    name, "position", position, "hint", hint, NULL);
  return FALSE;
}

static gboolean
fail_type (Parser *parser, const LoreField *field, const LoreToken *compare,
           const LoreToken *value)
{
  g_autofree char *position = dup_position (parser, compare->at);
  g_autofree char *found = dup_text (compare->at, value->at + value->len);

  lore_problem_set (parser->error, LORE_PROBLEM_USAGE, "filter-type", "field",
                    field->name, "found", found, "position", position, "hint",
                    field->example, NULL);
  return FALSE;
}

/* --- conditions -------------------------------------------------------------- */

static gboolean
add_condition (Parser *parser, const LoreCondition *condition, guint32 *ret_node)
{
  g_array_append_vals (parser->filter->conditions, condition, 1);
  *ret_node = add_node (parser, LORE_NODE_CONDITION, condition->field->cost,
                        parser->filter->conditions->len - 1);
  return TRUE;
}

/* A string, or a word that is no field: in any place of the message. */
static gboolean
take_search (Parser *parser, const LoreToken *token, guint32 *ret_node)
{
  g_autofree char *value = lore_token_dup_value (token);
  LoreCondition condition;

  lore_condition_init (&condition, lore_field_lookup ("text"), "text",
                       LORE_COMPARE_CONTAINS, value);
  return add_condition (parser, &condition, ret_node);
}

static gboolean
take_comparison (Parser *parser, const LoreField *field, const char *name,
                 guint32 *ret_node)
{
  LoreToken compare = parser->token;
  LoreToken value;
  g_autofree char *text = NULL;
  g_autofree char *quoted = NULL;
  LoreCondition condition;

  advance (parser);
  value = parser->token;
  if (value.type >= LORE_TOKEN_AND && value.type <= LORE_TOKEN_NOT)
    quoted = g_strdup_printf ("\"%.*s\"", (int)value.len, value.at);
  if (value.type != LORE_TOKEN_WORD && value.type != LORE_TOKEN_STRING)
    return fail_unexpected (parser, quoted != NULL ? quoted : field->example);
  text = lore_token_dup_value (&value);
  if (!lore_condition_init (&condition, field, name, compare.compare, text))
    return fail_type (parser, field, &compare, &value);
  advance (parser);
  return add_condition (parser, &condition, ret_node);
}

static gboolean
take_word (Parser *parser, guint32 *ret_node)
{
  LoreToken word = parser->token;
  g_autofree char *name = lore_token_dup_value (&word);
  const LoreField *field = lore_field_lookup (name);
  LoreCondition condition;

  advance (parser);
  if (parser->token.type == LORE_TOKEN_COMPARE)
    return field != NULL ? take_comparison (parser, field, name, ret_node)
                         : fail_unknown (parser, &word);
  if (field == NULL)
    return take_search (parser, &word, ret_node);
  lore_condition_init (&condition, field, name, LORE_COMPARE_PRESENT, NULL);
  return add_condition (parser, &condition, ret_node);
}

/* --- groups ------------------------------------------------------------------ */

static gboolean
take_parentheses (Parser *parser, guint32 *ret_node)
{
  LoreToken opening = parser->token;

  if (parser->depth == LORE_FILTER_DEPTH)
    return fail (parser, "filter-too-deep", opening.at, G_STRINGIFY (LORE_FILTER_DEPTH));
  parser->depth++;
  advance (parser);
  if (!parse_either (parser, ret_node))
    return FALSE;
  if (parser->token.type == LORE_TOKEN_END)
    return fail_unclosed (parser, &opening, opening.len, ")");
  if (parser->token.type != LORE_TOKEN_CLOSE)
    return fail_unexpected (parser, "and");
  parser->depth--;
  advance (parser);
  return TRUE;
}

static gboolean
parse_single (Parser *parser, guint32 *ret_node)
{
  gboolean negated = FALSE;
  gboolean parsed;
  LoreToken token;

  for (; parser->token.type == LORE_TOKEN_NOT; advance (parser))
    negated = !negated;

  token = parser->token;
  switch (token.type)
    {
    case LORE_TOKEN_OPEN:
      parsed = take_parentheses (parser, ret_node);
      break;
    case LORE_TOKEN_WORD:
      parsed = take_word (parser, ret_node);
      break;
    case LORE_TOKEN_STRING:
      advance (parser);
      parsed = take_search (parser, &token, ret_node);
      break;
    default:
      parsed = fail_unexpected (parser, lore_field_lookup ("status")->example);
      break;
    }
  if (parsed && negated)
    get_node (parser, *ret_node)->negated ^= TRUE;
  return parsed;
}

/* The children from @first on, the cheapest first and else in their order. */
static guint32
sort_children (Parser *parser, guint32 first)
{
  guint32 heads[LORE_N_COSTS], tails[LORE_N_COSTS];
  guint32 sorted = LORE_NODE_NONE;

  for (guint cost = 0; cost < LORE_N_COSTS; cost++)
    heads[cost] = tails[cost] = LORE_NODE_NONE;
  for (guint32 child = first; child != LORE_NODE_NONE;
       child = get_node (parser, child)->next)
    {
      guint8 cost = get_node (parser, child)->cost;

      if (heads[cost] == LORE_NODE_NONE)
        heads[cost] = child;
      else
        get_node (parser, tails[cost])->next = child;
      tails[cost] = child;
    }
  for (int cost = LORE_N_COSTS - 1; cost >= 0; cost--)
    if (heads[cost] != LORE_NODE_NONE)
      {
        get_node (parser, tails[cost])->next = sorted;
        sorted = heads[cost];
      }
  return sorted;
}

/* Any number of what @parse_part takes, with @joint between them. */
static gboolean
parse_group (Parser *parser, LoreNodeType type, LoreTokenType joint, ParseFunc parse_part,
             guint32 *ret_node)
{
  guint32 first, last, part;
  guint8 cost;

  if (!parse_part (parser, &first))
    return FALSE;
  if (parser->token.type != joint)
    {
      *ret_node = first;
      return TRUE;
    }
  last = first;
  cost = get_node (parser, first)->cost;
  while (parser->token.type == joint)
    {
      advance (parser);
      if (!parse_part (parser, &part))
        return FALSE;
      get_node (parser, last)->next = part;
      cost = MAX (cost, get_node (parser, part)->cost);
      last = part;
    }
  *ret_node = add_node (parser, type, cost, sort_children (parser, first));
  return TRUE;
}

static gboolean
parse_both (Parser *parser, guint32 *ret_node)
{
  return parse_group (parser, LORE_NODE_AND, LORE_TOKEN_AND, parse_single, ret_node);
}

static gboolean
parse_either (Parser *parser, guint32 *ret_node)
{
  return parse_group (parser, LORE_NODE_OR, LORE_TOKEN_OR, parse_both, ret_node);
}

gboolean
lore_filter_parse (LoreFilter *filter, GError **error)
{
  Parser parser = { .filter = filter, .error = error };

  lore_token_take (filter->expression, &parser.token);
  if (parser.token.type == LORE_TOKEN_END)
    return TRUE;
  if (!parse_either (&parser, &filter->root))
    return FALSE;
  if (parser.token.type == LORE_TOKEN_CLOSE)
    return fail_unexpected (&parser, "(");
  if (parser.token.type == LORE_TOKEN_COMPARE)
    return fail_unexpected (&parser, lore_field_lookup ("text")->example);
  return parser.token.type == LORE_TOKEN_END || fail_unexpected (&parser, "and");
}
