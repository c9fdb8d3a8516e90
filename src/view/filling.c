/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/filling.h"

#include <string.h>

/* Templates are C strings. A NUL is lent the form of a byte that neither the template nor
 * any UTF-8 value can hold. */
static char *
dup_without_nul (GBytes *bytes, guint8 *ret_stand_in)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (bytes, &len);
  char *text = g_malloc (len + 1);

  *ret_stand_in = 0;
  for (guint8 candidate = 0xff; candidate >= 0xf8 && *ret_stand_in == 0; candidate--)
    if (len == 0 || memchr (data, candidate, len) == NULL)
      *ret_stand_in = candidate;
  if (len > 0)
    memcpy (text, data, len);
  text[len] = '\0';
  for (gsize i = 0; i < len && *ret_stand_in != 0; i++)
    if (text[i] == '\0')
      text[i] = *ret_stand_in;
  return text;
}

static GBytes *
put_nul_back (GBytes *filled, guint8 stand_in)
{
  gsize len;
  const guint8 *bytes = g_bytes_get_data (filled, &len);
  g_autofree guint8 *data = g_memdup2 (bytes, len);

  for (gsize i = 0; i < len; i++)
    if (data[i] == stand_in)
      data[i] = '\0';
  return g_bytes_new_take (g_steal_pointer (&data), len);
}

static gboolean
starts_with (const char *data, gsize len, const char *literal, gsize literal_len)
{
  return literal_len <= len && memcmp (data, literal, literal_len) == 0;
}

/* A template and its filled form side by side, as far as they have been compared. */
typedef struct
{
  const char *text;
  gsize text_len;
  gsize from;       /* compared of the text */
  const char *data; /* filled */
  gsize data_len;
  gsize at; /* compared of the data */
  LoreMapping *mapping;
} Walk;

static gboolean
stands_here (const Walk *walk, gsize to)
{
  return starts_with (walk->data + walk->at, walk->data_len - walk->at,
                      walk->text + walk->from, to - walk->from);
}

static void
pass_plain (Walk *walk, gsize to)
{
  lore_mapping_add_plain (walk->mapping, to - walk->from);
  walk->at += to - walk->from;
  walk->from = to;
}

static void
pass_unit (Walk *walk, gsize to, gsize bytes)
{
  lore_mapping_add_unit (walk->mapping, to - walk->from, bytes);
  walk->at += bytes;
  walk->from = to;
}

static gsize
find_line_end (const Walk *walk, gsize from)
{
  const char *end = memchr (walk->text + from, '\n', walk->text_len - from);

  return end != NULL ? end + 1 - walk->text : walk->text_len;
}

/* How many bytes stand for the variable here: those of its value or, for what only the
 * filler knows, those up to what follows it on its line. */
static gsize
measure_value (const Walk *walk, SipSpan span, gsize next, GHashTable *variables)
{
  g_autofree char *name = g_strndup (walk->text + span.at + 2, span.len - 4);
  const char *value = g_hash_table_lookup (variables, g_strstrip (name));
  const char *here = walk->data + walk->at;
  gsize left = walk->data_len - walk->at;
  gsize behind = sip_span_end (span);
  gsize literal_len = MIN (find_line_end (walk, behind), next) - behind;
  const char *found;

  if (value != NULL && strlen (value) <= left
      && starts_with (here + strlen (value), left - strlen (value), walk->text + behind,
                      literal_len))
    return strlen (value);
  if (value == NULL && starts_with (here, left, walk->text + span.at, span.len))
    return span.len;
  found = literal_len > 0 ? memmem (here, left, walk->text + behind, literal_len) : NULL;
  return found != NULL ? found - here : left;
}

/* Text up to @to, where the next variable begins. A field whose variables are all empty
 * is left out by the filler, its whole line. */
static void
pass_text (Walk *walk, gsize to)
{
  const char *last = memrchr (walk->text + walk->from, '\n', to - walk->from);
  gsize line = last != NULL ? last + 1 - walk->text : walk->from;

  if (stands_here (walk, to))
    pass_plain (walk, to);
  else if (stands_here (walk, line))
    {
      pass_plain (walk, line);
      pass_unit (walk, find_line_end (walk, to), 0);
    }
  else
    pass_unit (walk, walk->text_len, walk->data_len - walk->at);
}

static LoreMapping *
trace_bytes (const char *text, gsize text_len, const SipSpan *spans, gsize n_spans,
             GHashTable *variables, GBytes *filled)
{
  Walk walk = { .text = text, .text_len = text_len, .mapping = lore_mapping_new () };
  gsize i = 0;

  walk.data = g_bytes_get_data (filled, &walk.data_len);
  while (walk.from < text_len)
    {
      while (i < n_spans && spans[i].at < walk.from)
        i++; /* left out with its line */
      if (i == n_spans)
        pass_text (&walk, text_len);
      else if (walk.from < spans[i].at)
        pass_text (&walk, spans[i].at);
      else
        {
          gsize next = i + 1 < n_spans ? spans[i + 1].at : text_len;

          pass_unit (&walk, sip_span_end (spans[i]),
                     measure_value (&walk, spans[i], next, variables));
          i++;
        }
    }
  if (walk.at < walk.data_len)
    lore_mapping_add_unit (walk.mapping, 0, walk.data_len - walk.at);
  return walk.mapping;
}

LoreFilling *
lore_filling_new (GBytes *template, GHashTable *variables)
{
  LoreFilling *self = g_new0 (LoreFilling, 1);
  guint8 stand_in;
  g_autofree char *text = dup_without_nul (template, &stand_in);

  self->variables = lore_template_find_variables (text, &self->n_variables);
  self->message = lore_template_fill (text, variables, FALSE, &self->missing);
  self->mapping = trace_bytes (text, g_bytes_get_size (template), self->variables,
                               self->n_variables, variables, self->message);
  if (stand_in != 0)
    {
      g_autoptr (GBytes) filled = g_steal_pointer (&self->message);

      self->message = put_nul_back (filled, stand_in);
    }
  return self;
}

void
lore_filling_free (LoreFilling *self)
{
  g_bytes_unref (self->message);
  lore_mapping_unref (self->mapping);
  g_free (self->variables);
  g_strfreev (self->missing);
  g_free (self);
}
