/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/auth-params.h"

#include <string.h>

#define SCHEME "Digest"

/* The takers move the cursor only when they succeed. */

static void
skip_space (const char **at)
{
  while (g_ascii_isspace (**at))
    (*at)++;
}

static gboolean
take_char (const char **at, char wanted)
{
  const char *p = *at;

  skip_space (&p);
  if (*p != wanted)
    return FALSE;
  p++;
  skip_space (&p);
  *at = p;
  return TRUE;
}

/* RFC 3261 §25.1: token. */
static gboolean
is_token_char (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("-.!%*_+`'~", c) != NULL);
}

static gboolean
take_token (const char **at, char **ret_token)
{
  const char *p = *at;

  while (is_token_char (*p))
    p++;
  if (p == *at)
    return FALSE;
  *ret_token = g_strndup (*at, p - *at);
  *at = p;
  return TRUE;
}

/* The value comes without its quotes and backslashes, as "unq" of RFC 7616 §3.3. */
static gboolean
take_quoted (const char **at, char **ret_value)
{
  g_autoptr (GString) value = g_string_new (NULL);
  const char *p = *at;

  if (*p++ != '"')
    return FALSE;
  for (; *p != '"'; p++)
    {
      if (*p == '\\')
        p++;
      if ((guchar)*p < ' ' && *p != '\t')
        return FALSE;
      g_string_append_c (value, *p);
    }
  *ret_value = g_strdup (value->str);
  *at = p + 1;
  return TRUE;
}

static gboolean
take_param (const char **at, char **ret_name, char **ret_value)
{
  g_autofree char *name = NULL;
  const char *p = *at;

  if (!take_token (&p, &name) || !take_char (&p, '=')
      || !(take_quoted (&p, ret_value) || take_token (&p, ret_value)))
    return FALSE;
  *ret_name = g_ascii_strdown (name, -1);
  *at = p;
  return TRUE;
}

LoreDigestVerdict
lore_auth_params_parse (const char *value, GHashTable **ret_params)
{
  g_autoptr (GHashTable) params =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *scheme = NULL;
  const char *at = value;

  skip_space (&at);
  if (!take_token (&at, &scheme))
    return LORE_DIGEST_MALFORMED;
  if (g_ascii_strcasecmp (scheme, SCHEME) != 0)
    return LORE_DIGEST_OTHER_SCHEME;
  if (!g_ascii_isspace (*at))
    return LORE_DIGEST_MALFORMED;
  skip_space (&at);

  do
    {
      char *name, *content;

      if (!take_param (&at, &name, &content))
        return LORE_DIGEST_MALFORMED;
      if (!g_hash_table_insert (params, name, content))
        return LORE_DIGEST_REPEATED;
    }
  while (take_char (&at, ','));

  skip_space (&at);
  if (*at != '\0')
    return LORE_DIGEST_MALFORMED;
  *ret_params = g_steal_pointer (&params);
  return LORE_DIGEST_FINE;
}

static void
put_name (GString *out, const char *name)
{
  g_string_append (out, out->len == 0 ? SCHEME " " : ", ");
  g_string_append (out, name);
  g_string_append_c (out, '=');
}

gboolean
lore_auth_params_put_token (GString *out, const char *name, const char *value)
{
  if (value == NULL)
    return TRUE;
  for (const char *p = value; *p != '\0'; p++)
    if (!is_token_char (*p))
      return FALSE;
  if (*value == '\0')
    return FALSE;
  put_name (out, name);
  g_string_append (out, value);
  return TRUE;
}

gboolean
lore_auth_params_put_quoted (GString *out, const char *name, const char *value)
{
  if (value == NULL)
    return TRUE;
  /* A quoted-pair could hold most control characters, but never CR or LF; whoever has
   * one in a name has made a mistake, or tries to smuggle in a header field. */
  for (const char *p = value; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) && *p != '\t')
      return FALSE;
  if (!g_utf8_validate (value, -1, NULL))
    return FALSE;
  put_name (out, name);
  g_string_append_c (out, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
  return TRUE;
}
