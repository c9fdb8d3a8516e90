/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/template.h"

#include <string.h>

#define CONTENT_LENGTH "content-length"

/* A template is a header, an empty line and a body; the body is filled first, because
 * Content-Length counts its octets (RFC 3261 §20.14). */
typedef struct
{
  GHashTable *variables;      /* borrowed */
  GPtrArray *missing;         /* of owned names, each once */
  const char *content_length; /* NULL while the body is being filled */
  gboolean crlf;
} Filler;

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_' || c == '.';
}

/* Takes "{{name}}" at @at; leaves *ret_end alone when none stands there. */
static gboolean
take_variable (const char *text, gsize len, gsize at, gsize *ret_end)
{
  gsize end = at + 2;

  if (len - at < 5 || text[at] != '{' || text[at + 1] != '{')
    return FALSE;
  while (end < len && is_name_char (text[end]))
    end++;
  if (end == at + 2 || len - end < 2 || text[end] != '}' || text[end + 1] != '}')
    return FALSE;
  *ret_end = end + 2;
  return TRUE;
}

/* What stands for {{@name}}, NULL when nobody knows. */
static const char *
filler_lookup (Filler *filler, const char *name)
{
  if (filler->content_length != NULL && g_str_equal (name, CONTENT_LENGTH))
    return filler->content_length;
  return filler->variables != NULL ? g_hash_table_lookup (filler->variables, name) : NULL;
}

static void
filler_miss (Filler *filler, const char *name)
{
  if (!g_ptr_array_find_with_equal_func (filler->missing, name, g_str_equal, NULL))
    g_ptr_array_add (filler->missing, g_strdup (name));
}

/* Bare line feeds become CRLF; a CR without LF is somebody's experiment and stays. */
static void
filler_put (Filler *filler, GByteArray *out, const char *text, gsize len)
{
  for (gsize i = 0; i < len; i++)
    {
      gboolean after_cr =
          i > 0 ? text[i - 1] == '\r' : out->len > 0 && out->data[out->len - 1] == '\r';

      if (filler->crlf && text[i] == '\n' && !after_cr)
        g_byte_array_append (out, (const guint8 *)"\r", 1);
      g_byte_array_append (out, (const guint8 *)text + i, 1);
    }
}

static void
filler_run (Filler *filler, GByteArray *out, const char *text, gsize len)
{
  gsize at = 0;

  while (at < len)
    {
      const char *brace = memchr (text + at, '{', len - at);
      gsize next = brace != NULL ? (gsize)(brace - text) : len;
      gsize end;

      filler_put (filler, out, text + at, next - at);
      at = next;
      if (at == len)
        break;
      if (take_variable (text, len, at, &end))
        {
          g_autofree char *name = g_strndup (text + at + 2, end - at - 4);
          const char *value = filler_lookup (filler, name);

          if (value != NULL)
            filler_put (filler, out, value, strlen (value));
          else
            {
              filler_miss (filler, name);
              filler_put (filler, out, text + at, end - at);
            }
          at = end;
        }
      else
        {
          filler_put (filler, out, text + at, 1);
          at++;
        }
    }
}

/* TRUE when the line is a field whose value is nothing but variables that are empty. */
static gboolean
filler_skips_line (Filler *filler, const char *line, gsize len)
{
  const char *colon = memchr (line, ':', len);
  gboolean any = FALSE;
  gsize at, end;

  if (colon == NULL)
    return FALSE;
  for (at = colon - line + 1; at < len; at = end)
    {
      if (take_variable (line, len, at, &end))
        {
          g_autofree char *name = g_strndup (line + at + 2, end - at - 4);
          const char *value = filler_lookup (filler, name);

          if (value == NULL || *value != '\0')
            return FALSE;
          any = TRUE;
        }
      else if (g_ascii_isspace (line[at]) || line[at] == ',')
        end = at + 1;
      else
        return FALSE;
    }
  return any;
}

static gsize
line_length (const char *text, gsize len, gsize at)
{
  const char *feed = memchr (text + at, '\n', len - at);

  return feed != NULL ? (gsize)(feed - text) + 1 - at : len - at;
}

static gboolean
is_empty_line (const char *line, gsize len)
{
  return (len == 1 && line[0] == '\n')
         || (len == 2 && line[0] == '\r' && line[1] == '\n');
}

/* Where the body begins: behind the first empty line, or at the end. */
static gsize
find_body (const char *text, gsize len)
{
  gsize at = 0;

  while (at < len)
    {
      gsize n = line_length (text, len, at);

      if (at > 0 && is_empty_line (text + at, n))
        return at + n;
      at += n;
    }
  return len;
}

static GBytes *
fill (const char *text, gsize len, GHashTable *variables, gboolean crlf,
      char ***ret_missing)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  GByteArray *message = g_byte_array_new ();
  g_autofree char *content_length = NULL;
  gsize split = find_body (text, len);
  Filler filler = { .variables = variables,
                    .missing = g_ptr_array_new_with_free_func (g_free),
                    .crlf = crlf };

  filler_run (&filler, body, text + split, len - split);
  content_length = g_strdup_printf ("%u", body->len);
  filler.content_length = content_length;
  for (gsize at = 0, n; at < split; at += n)
    {
      n = line_length (text, split, at);
      if (at == 0 || !filler_skips_line (&filler, text + at, n))
        filler_run (&filler, message, text + at, n);
    }
  g_byte_array_append (message, body->data, body->len);

  g_ptr_array_add (filler.missing, NULL);
  if (ret_missing != NULL)
    *ret_missing = (char **)g_ptr_array_free (filler.missing, FALSE);
  else
    g_ptr_array_unref (filler.missing);
  return g_byte_array_free_to_bytes (message);
}

GBytes *
lore_template_fill (const char *text, GHashTable *variables, gboolean crlf,
                    char ***ret_missing)
{
  return fill (text, strlen (text), variables, crlf, ret_missing);
}

GBytes *
lore_template_fill_bytes (GBytes *text, GHashTable *variables, gboolean crlf,
                          char ***ret_missing)
{
  gsize len;
  const char *data = g_bytes_get_data (text, &len);

  return fill (len > 0 ? data : "", len, variables, crlf, ret_missing);
}

SipSpan *
lore_template_find_variables (const char *text, gsize *ret_n)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (SipSpan));
  gsize len = strlen (text);
  gsize at = 0, end;

  while (at < len)
    if (take_variable (text, len, at, &end))
      {
        SipSpan span = { at, end - at };

        g_array_append_val (spans, span);
        at = end;
      }
    else
      at++;
  *ret_n = spans->len;
  return (SipSpan *)g_array_free (spans, FALSE);
}

char **
lore_template_dup_names (const char *text)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  gsize n;
  g_autofree SipSpan *spans = lore_template_find_variables (text, &n);

  for (gsize i = 0; i < n; i++)
    {
      char *name = g_strndup (text + spans[i].at + 2, spans[i].len - 4);

      if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_free (name);
      else
        g_ptr_array_add (names, name);
    }
  g_ptr_array_add (names, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&names), FALSE);
}
