/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/filter-lexer.h"

#include <string.h>

typedef struct
{
  const char *text;
  LoreTokenType type;
  LoreCompare compare;
  const char *should_be;
} Sign;

/* The longer of two that begin alike stands first. */
static const Sign signs[] = {
  { "(", LORE_TOKEN_OPEN },
  { ")", LORE_TOKEN_CLOSE },
  { "==", LORE_TOKEN_COMPARE, LORE_COMPARE_EQUAL },
  { "!=", LORE_TOKEN_COMPARE, LORE_COMPARE_UNEQUAL },
  { "<=", LORE_TOKEN_COMPARE, LORE_COMPARE_LESS_EQUAL },
  { ">=", LORE_TOKEN_COMPARE, LORE_COMPARE_GREATER_EQUAL },
  { "<", LORE_TOKEN_COMPARE, LORE_COMPARE_LESS },
  { ">", LORE_TOKEN_COMPARE, LORE_COMPARE_GREATER },
  { "~", LORE_TOKEN_COMPARE, LORE_COMPARE_CONTAINS },
  { "=", LORE_TOKEN_LONE, .should_be = "==" },
  { "&&", LORE_TOKEN_AND },
  { "||", LORE_TOKEN_OR },
  { "&", LORE_TOKEN_LONE, .should_be = "and" },
  { "|", LORE_TOKEN_LONE, .should_be = "or" },
  /* What a keyboard set to Chinese gives. */
  { "（", LORE_TOKEN_OPEN },
  { "）", LORE_TOKEN_CLOSE },
  { "！=", LORE_TOKEN_COMPARE, LORE_COMPARE_UNEQUAL },
  { "～", LORE_TOKEN_COMPARE, LORE_COMPARE_CONTAINS },
};

/* These are signs only where a word could begin. */
static const Sign prefixes[] = {
  { "!", LORE_TOKEN_NOT },
  { "！", LORE_TOKEN_NOT },
};

static const Sign words[] = {
  { "and", LORE_TOKEN_AND },
  { "or", LORE_TOKEN_OR },
  { "not", LORE_TOKEN_NOT },
};

static const struct
{
  const char *open, *close;
} marks[] = {
  { "\"", "\"" },
  { "'", "'" },
  { "“", "”" },
};

static const Sign *
find_sign (const Sign *table, gsize n, const char *at)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_has_prefix (at, table[i].text))
      return &table[i];
  return NULL;
}

static void
set_sign (LoreToken *token, const Sign *sign)
{
  token->type = sign->type;
  token->compare = sign->compare;
  token->should_be = sign->should_be;
  token->len = strlen (sign->text);
}

static gboolean
take_string (LoreToken *token)
{
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *at = token->at + strlen (marks[i].open);

      if (!g_str_has_prefix (token->at, marks[i].open))
        continue;
      while (*at != '\0' && !g_str_has_prefix (at, marks[i].close))
        at += *at == '\\' && at[1] != '\0' ? 2 : 1;
      token->type = *at != '\0' ? LORE_TOKEN_STRING : LORE_TOKEN_UNCLOSED;
      token->should_be = marks[i].close;
      token->len = at - token->at + (*at != '\0' ? strlen (marks[i].close) : 0);
      return TRUE;
    }
  return FALSE;
}

static void
take_word (LoreToken *token)
{
  const char *at = token->at;

  do
    at++;
  while (*at != '\0' && !g_ascii_isspace (*at)
         && find_sign (signs, G_N_ELEMENTS (signs), at) == NULL);
  token->type = LORE_TOKEN_WORD;
  token->len = at - token->at;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i].text) == token->len
        && g_ascii_strncasecmp (words[i].text, token->at, token->len) == 0)
      token->type = words[i].type;
}

void
lore_token_take (const char *at, LoreToken *ret_token)
{
  const Sign *sign;

  while (g_ascii_isspace (*at))
    at++;
  *ret_token = (LoreToken){ .type = LORE_TOKEN_END, .at = at };
  if (*at == '\0')
    return;
  sign = find_sign (signs, G_N_ELEMENTS (signs), at);
  if (sign == NULL)
    sign = find_sign (prefixes, G_N_ELEMENTS (prefixes), at);
  if (sign != NULL)
    set_sign (ret_token, sign);
  else if (!take_string (ret_token))
    take_word (ret_token);
}

static char
unescape (char c)
{
  switch (c)
    {
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return c;
    }
}

char *
lore_token_dup_value (const LoreToken *token)
{
  gsize mark = token->should_be != NULL ? strlen (token->should_be) : 0;
  const char *end = token->at + token->len - mark;
  GString *value;

  if (token->type != LORE_TOKEN_STRING)
    return g_strndup (token->at, token->len);
  value = g_string_new (NULL);
  /* Both marks of a string are of one length. */
  for (const char *at = token->at + mark; at < end; at++)
    if (*at == '\\' && at + 1 < end)
      g_string_append_c (value, unescape (*++at));
    else
      g_string_append_c (value, *at);
  return g_string_free (value, FALSE);
}
