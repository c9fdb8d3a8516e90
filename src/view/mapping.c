/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/mapping.h"

#include <string.h>

/* Runs follow one another without gaps on both sides. Most of a message is one plain run
 * a line, so that a message of 64 kB needs a few hundred. */
typedef struct
{
  guint32 at_char;
  guint32 at_byte;
  guint32 chars;
  guint32 bytes;
  gboolean plain; /* character for byte; otherwise the run is one unit */
} Run;

struct _LoreMapping
{
  gatomicrefcount ref_count;
  GArray *runs;  /* of Run */
  guint32 chars; /* in all */
  guint32 bytes;
  LoreMapping *outer; /* owned; of a chain, whose runs then map outer's bytes */
};

LoreMapping *
lore_mapping_new (void)
{
  LoreMapping *mapping = g_new0 (LoreMapping, 1);

  g_atomic_ref_count_init (&mapping->ref_count);
  mapping->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  return mapping;
}

LoreMapping *
lore_mapping_ref (LoreMapping *mapping)
{
  g_atomic_ref_count_inc (&mapping->ref_count);
  return mapping;
}

void
lore_mapping_unref (LoreMapping *mapping)
{
  if (!g_atomic_ref_count_dec (&mapping->ref_count))
    return;
  g_array_unref (mapping->runs);
  g_clear_pointer (&mapping->outer, lore_mapping_unref);
  g_free (mapping);
}

static void
add_run (LoreMapping *mapping, gsize chars, gsize bytes, gboolean plain)
{
  Run run = { mapping->chars, mapping->bytes, chars, bytes, plain };
  Run *last = mapping->runs->len > 0
                  ? &g_array_index (mapping->runs, Run, mapping->runs->len - 1)
                  : NULL;

  if (chars == 0 && bytes == 0)
    return;
  if (plain && last != NULL && last->plain)
    {
      last->chars += chars;
      last->bytes += bytes;
    }
  else
    g_array_append_val (mapping->runs, run);
  mapping->chars += chars;
  mapping->bytes += bytes;
}

void
lore_mapping_add_plain (LoreMapping *mapping, gsize units)
{
  add_run (mapping, units, units, TRUE);
}

void
lore_mapping_add_unit (LoreMapping *mapping, gsize chars, gsize bytes)
{
  add_run (mapping, chars, bytes, FALSE);
}

/* --- bytes → text ---------------------------------------------------------------- */

/* What a text view would break a line at, hide, or turn round: shown as bytes. */
static gboolean
is_showable (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
      return c == '\t';
    case G_UNICODE_FORMAT:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return FALSE;
    default:
      return c != 0xfffc; /* stands for a widget in a text buffer */
    }
}

/* The character at @at, 0 when there is none to show; *ret_len its bytes. */
static gunichar
take_character (const guint8 *at, const guint8 *end, gsize *ret_len)
{
  gunichar c;

  if (*at < 0x80)
    {
      *ret_len = 1;
      return is_showable (*at) ? *at : 0;
    }
  c = g_utf8_get_char_validated ((const char *)at, end - at);
  if (c == (gunichar)-1 || c == (gunichar)-2 || !is_showable (c))
    return 0;
  *ret_len = g_utf8_next_char ((const char *)at) - (const char *)at;
  return c;
}

/* Whether a backslash before @at would be read as the beginning of an escape. */
static gboolean
begins_escape (const guint8 *at, const guint8 *end)
{
  gsize len;

  if (at == end)
    return FALSE;
  if (at[0] == '\r' && end - at > 1 && at[1] == '\n')
    return FALSE;
  return strchr ("nrx\\", *at) != NULL || take_character (at, end, &len) == 0;
}

LoreMapping *
lore_mapping_new_for_bytes (GBytes *bytes, char **ret_text)
{
  gsize size;
  const guint8 *at = g_bytes_get_data (bytes, &size);
  const guint8 *end = at + size;
  LoreMapping *mapping = lore_mapping_new ();
  GString *text = g_string_sized_new (size + 1);

  while (at < end)
    {
      gsize len = 1;
      gsize before = text->len;

      if (at[0] == '\r' && end - at > 1 && at[1] == '\n')
        {
          g_string_append_c (text, '\n');
          lore_mapping_add_unit (mapping, 1, len = 2);
        }
      else if (take_character (at, end, &len) != 0)
        {
          if (at[0] == '\\' && begins_escape (at + 1, end))
            g_string_append_c (text, '\\');
          g_string_append_len (text, (const char *)at, len);
          if (text->len - before == 1)
            lore_mapping_add_plain (mapping, 1);
          else
            lore_mapping_add_unit (mapping, at[0] == '\\' ? 2 : 1, len);
        }
      else
        {
          len = 1;
          if (*at == '\n')
            g_string_append (text, "\\n\n");
          else if (*at == '\r')
            g_string_append (text, "\\r");
          else
            g_string_append_printf (text, "\\x%02x", *at);
          lore_mapping_add_unit (mapping, text->len - before, 1);
        }
      at += len;
    }
  *ret_text = g_string_free (text, FALSE);
  return mapping;
}

/* --- text → bytes ---------------------------------------------------------------- */

/* An escape at @at: its byte, and its length in *ret_len; 0 in *ret_len if it is none. */
static guint8
take_escape (const char *at, gsize *ret_len)
{
  *ret_len = 0;
  if (at[0] != '\\')
    return 0;
  switch (at[1])
    {
    case '\\':
      *ret_len = 2;
      return '\\';
    case 'r':
      *ret_len = 2;
      return '\r';
    case 'n':
      /* The line break behind it is for the eye. */
      *ret_len = g_str_has_prefix (at + 2, "\r\n") ? 4 : at[2] == '\n' ? 3 : 2;
      return '\n';
    case 'x':
      if (!g_ascii_isxdigit (at[2]) || !g_ascii_isxdigit (at[3]))
        return 0;
      *ret_len = 4;
      return g_ascii_xdigit_value (at[2]) << 4 | g_ascii_xdigit_value (at[3]);
    default:
      return 0; /* a quoted pair in a display name, for one */
    }
}

LoreMapping *
lore_mapping_new_for_text (const char *text, GBytes **ret_bytes)
{
  LoreMapping *mapping = lore_mapping_new ();
  GByteArray *bytes = g_byte_array_new ();

  for (const char *at = text; *at != '\0';)
    {
      gsize len;
      guint8 byte = take_escape (at, &len);

      if (len > 0)
        {
          g_byte_array_append (bytes, &byte, 1);
          lore_mapping_add_unit (mapping, len, 1);
        }
      else if (at[0] == '\n' || (at[0] == '\r' && at[1] == '\n'))
        {
          len = at[0] == '\n' ? 1 : 2;
          g_byte_array_append (bytes, (const guint8 *)"\r\n", 2);
          lore_mapping_add_unit (mapping, len, 2);
        }
      else
        {
          len = g_utf8_next_char (at) - at;
          g_byte_array_append (bytes, (const guint8 *)at, len);
          if (len == 1)
            lore_mapping_add_plain (mapping, 1);
          else
            lore_mapping_add_unit (mapping, 1, len);
        }
      at += len;
    }
  *ret_bytes = g_byte_array_free_to_bytes (bytes);
  return mapping;
}

/* --- asking ---------------------------------------------------------------------- */

LoreMapping *
lore_mapping_new_chain (LoreMapping *outer, LoreMapping *inner)
{
  LoreMapping *mapping = lore_mapping_new ();

  g_array_append_vals (mapping->runs, inner->runs->data, inner->runs->len);
  mapping->chars = inner->chars;
  mapping->bytes = inner->bytes;
  mapping->outer = lore_mapping_ref (outer);
  return mapping;
}

/* The last run that begins at or before @at, by characters or by bytes; NULL if none. */
static const Run *
find_run (LoreMapping *mapping, gsize at, gboolean by_char)
{
  guint low = 0;
  guint high = mapping->runs->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      const Run *run = &g_array_index (mapping->runs, Run, middle);

      if ((by_char ? run->at_char : run->at_byte) <= at)
        low = middle + 1;
      else
        high = middle;
    }
  return low > 0 ? &g_array_index (mapping->runs, Run, low - 1) : NULL;
}

guint
lore_mapping_get_char (LoreMapping *mapping, gsize at)
{
  const Run *run = find_run (mapping, at, FALSE);
  gsize found = 0;

  if (run != NULL && at >= run->at_byte + run->bytes)
    found = run->at_char + run->chars;
  else if (run != NULL)
    found = run->at_char + (run->plain ? at - run->at_byte : 0);
  return mapping->outer != NULL ? lore_mapping_get_char (mapping->outer, found) : found;
}

guint
lore_mapping_get_char_end (LoreMapping *mapping, gsize end)
{
  const Run *run = end > 0 ? find_run (mapping, end - 1, FALSE) : NULL;
  gsize found = 0;

  if (run != NULL)
    found =
        run->at_char + (run->plain ? MIN (end - run->at_byte, run->chars) : run->chars);
  return mapping->outer != NULL ? lore_mapping_get_char_end (mapping->outer, found)
                                : found;
}

gsize
lore_mapping_get_byte (LoreMapping *mapping, guint character)
{
  gsize at = mapping->outer != NULL ? lore_mapping_get_byte (mapping->outer, character)
                                    : character;
  const Run *run = find_run (mapping, at, TRUE);

  if (run == NULL)
    return 0;
  if (at >= run->at_char + run->chars)
    return run->at_byte + run->bytes;
  return run->at_byte + (run->plain ? at - run->at_char : 0);
}
