/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rewrite.h"

#include <string.h>

#include "sip/chars.h"
#include "sip/facts.h"
#include "sip/index.h"
#include "sip/scan.h"

/* The header in three: what comes before the fields, the fields (a GString each, with
 * their line ends), and the rest. */
typedef struct
{
  GString *start;
  GPtrArray *fields;
  GString *rest;
  gboolean movable; /* all are whole fields, and an empty line ends them */
} Pieces;

static void
free_string (gpointer string)
{
  g_string_free (string, TRUE);
}

static GString *
new_string (const guint8 *data, guint32 at, guint32 end)
{
  return g_string_new_len ((const char *)data + at, end - at);
}

static void
take_apart (GBytes *message, Pieces *pieces)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (message, &len);
  SipCursor cursor = { data, 0, len };
  SipLine line;

  while (cursor.at < len && (data[cursor.at] == '\r' || data[cursor.at] == '\n'))
    cursor.at++;
  sip_scan_plain_line (&cursor, &line);
  pieces->start = new_string (data, 0, cursor.at);
  pieces->fields = g_ptr_array_new_with_free_func (free_string);
  pieces->movable = TRUE;
  while (sip_scan_line (&cursor, &line))
    {
      if (line.kind == SIP_LINE_EMPTY)
        {
          pieces->rest = new_string (data, line.line.at, len);
          return;
        }
      pieces->movable &= line.kind == SIP_LINE_FIELD;
      g_ptr_array_add (pieces->fields,
                       new_string (data, line.line.at, sip_span_end (line.line)));
    }
  pieces->movable = FALSE;
  pieces->rest = g_string_new (NULL);
}

static GBytes *
put_together (Pieces *pieces)
{
  GString *text = pieces->start;

  for (guint i = 0; i < pieces->fields->len; i++)
    {
      GString *field = g_ptr_array_index (pieces->fields, i);

      g_string_append_len (text, field->str, field->len);
    }
  g_string_append_len (text, pieces->rest->str, pieces->rest->len);
  g_ptr_array_unref (pieces->fields);
  g_string_free (pieces->rest, TRUE);
  return g_string_free_to_bytes (text);
}

static gsize
get_name_length (const GString *field)
{
  gsize len = 0;

  while (len < field->len && sip_is (field->str[len], SIP_CHARS_TOKEN))
    len++;
  return len;
}

static guint16
get_header (const GString *field)
{
  return sip_header_lookup (field->str, get_name_length (field));
}

static void
replace_all (GString *text, const char *from, const char *to)
{
  g_string_replace (text, from, to, 0);
}

/* --- other names: who, where, from where */

static void
rename_all (Pieces *pieces, const char *from, const char *to)
{
  replace_all (pieces->start, from, to);
  for (guint i = 0; i < pieces->fields->len; i++)
    replace_all (g_ptr_array_index (pieces->fields, i), from, to);
}

static void
rename_user (Pieces *pieces)
{
  rename_all (pieces, "alice", "wilhelmina");
  rename_all (pieces, "watson", "holmes");
  rename_all (pieces, "caller", "ringer");
}

static void
rename_other (Pieces *pieces)
{
  rename_all (pieces, "bob", "x");
}

static void
rename_domain (Pieces *pieces)
{
  rename_all (pieces, "atlanta", "reykjavik-2");
  rename_all (pieces, "example.com", "reykjavik-2.test");
}

static void
rename_top_domain (Pieces *pieces)
{
  rename_all (pieces, ".example", ".test");
}

static void
rename_address (Pieces *pieces)
{
  rename_all (pieces, "192.0.2.", "203.0.113.");
  rename_all (pieces, "2001:db8:", "2001:DB8:0:");
}

/* --- other tags, branches, Call-IDs */

static void
insert_behind (Pieces *pieces, const char *marker)
{
  for (guint i = 0; i < pieces->fields->len; i++)
    {
      GString *field = g_ptr_array_index (pieces->fields, i);

      for (char *at = strstr (field->str, marker); at != NULL;)
        {
          gsize next = at - field->str + strlen (marker);

          if (g_ascii_isalnum (field->str[next]))
            g_string_insert_c (field, next, 'q');
          at = strstr (field->str + next, marker);
        }
    }
}

static void
change_tags (Pieces *pieces)
{
  insert_behind (pieces, "tag=");
}

static void
change_branches (Pieces *pieces)
{
  insert_behind (pieces, "z9hG4bK");
}

static void
change_call_id (Pieces *pieces)
{
  for (guint i = 0; i < pieces->fields->len; i++)
    {
      GString *field = g_ptr_array_index (pieces->fields, i);
      gsize at = get_name_length (field) + 2;

      if (get_header (field) == SIP_HEADER_CALL_ID && at < field->len
          && field->str[at - 2] == ':' && g_ascii_isalnum (field->str[at]))
        g_string_insert_c (field, at, 'q');
    }
}

/* --- other forms of names */

static void
rename_fields (Pieces *pieces, gboolean compact)
{
  for (guint i = 0; i < pieces->fields->len; i++)
    {
      GString *field = g_ptr_array_index (pieces->fields, i);
      const SipHeader *row = sip_header_get (get_header (field));

      if (row == NULL || row->compact == 0)
        continue;
      g_string_erase (field, 0, get_name_length (field));
      if (compact)
        g_string_prepend_c (field, row->compact);
      else
        g_string_prepend (field, row->name);
    }
}

static void
make_compact (Pieces *pieces)
{
  rename_fields (pieces, TRUE);
}

static void
make_long (Pieces *pieces)
{
  rename_fields (pieces, FALSE);
}

static void
make_upper (Pieces *pieces)
{
  for (guint i = 0; i < pieces->fields->len; i++)
    {
      GString *field = g_ptr_array_index (pieces->fields, i);

      for (gsize k = 0; k < get_name_length (field); k++)
        field->str[k] = g_ascii_toupper (field->str[k]);
    }
}

static void
make_lower (Pieces *pieces)
{
  for (guint i = 0; i < pieces->fields->len; i++)
    {
      GString *field = g_ptr_array_index (pieces->fields, i);

      for (gsize k = 0; k < get_name_length (field); k++)
        field->str[k] = g_ascii_tolower (field->str[k]);
    }
}

/* --- another order: fields of one name keep theirs (§7.3.1) */

/* The names in the order in which they first stand; unknown ones all at once. */
static GArray *
list_headers (const Pieces *pieces)
{
  GArray *headers = g_array_new (FALSE, FALSE, sizeof (guint16));

  for (guint i = 0; i < pieces->fields->len; i++)
    {
      guint16 header = get_header (g_ptr_array_index (pieces->fields, i));
      gboolean seen = FALSE;

      for (guint k = 0; k < headers->len; k++)
        seen |= g_array_index (headers, guint16, k) == header;
      if (!seen)
        g_array_append_val (headers, header);
    }
  return headers;
}

static void
reorder (Pieces *pieces, GArray *headers)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&pieces->fields);

  pieces->fields = g_ptr_array_new_with_free_func (free_string);
  for (guint k = 0; k < headers->len; k++)
    for (guint i = 0; i < old->len; i++)
      if (old->pdata[i] != NULL
          && get_header (old->pdata[i]) == g_array_index (headers, guint16, k))
        g_ptr_array_add (pieces->fields, g_steal_pointer (&old->pdata[i]));
  g_ptr_array_set_free_func (old, NULL);
}

static void
rotate (Pieces *pieces)
{
  g_autoptr (GArray) headers = list_headers (pieces);
  guint16 first;

  if (!pieces->movable || headers->len == 0)
    return;
  first = g_array_index (headers, guint16, 0);
  g_array_remove_index (headers, 0);
  g_array_append_val (headers, first);
  reorder (pieces, headers);
}

static void
rotate_thrice (Pieces *pieces)
{
  for (guint i = 0; i < 3; i++)
    rotate (pieces);
}

static void
reverse (Pieces *pieces)
{
  g_autoptr (GArray) headers = list_headers (pieces);

  if (!pieces->movable)
    return;
  for (guint i = 0; i < headers->len / 2; i++)
    {
      guint16 *one = &g_array_index (headers, guint16, i);
      guint16 *two = &g_array_index (headers, guint16, headers->len - 1 - i);
      guint16 header = *one;

      *one = *two;
      *two = header;
    }
  reorder (pieces, headers);
}

static int
compare_headers (gconstpointer a, gconstpointer b)
{
  return (int)*(const guint16 *)a - (int)*(const guint16 *)b;
}

static void
sort (Pieces *pieces)
{
  g_autoptr (GArray) headers = list_headers (pieces);

  if (!pieces->movable)
    return;
  g_array_sort (headers, compare_headers);
  reorder (pieces, headers);
}

/* --- other white space, and what nobody minds */

static gboolean
find_value (const GString *field, gsize *ret_at)
{
  gsize colon = get_name_length (field);

  if (colon == 0 || field->str[colon] != ':' || field->str[colon + 1] != ' '
      || !g_ascii_isgraph (field->str[colon + 2]))
    return FALSE;
  *ret_at = colon + 1;
  return TRUE;
}

static void
respace (Pieces *pieces, const char *space)
{
  for (guint i = 0; i < pieces->fields->len; i++)
    {
      GString *field = g_ptr_array_index (pieces->fields, i);
      gsize at;

      if (!find_value (field, &at))
        continue;
      g_string_erase (field, at, 1);
      g_string_insert (field, at, space);
    }
}

static void
space_none (Pieces *pieces)
{
  respace (pieces, "");
}

static void
space_more (Pieces *pieces)
{
  respace (pieces, " \t ");
}

static void
fold (Pieces *pieces)
{
  respace (pieces, "\r\n ");
}

static void
add_extension (Pieces *pieces)
{
  if (pieces->movable)
    g_ptr_array_insert (pieces->fields, 0, g_string_new ("X-Rewritten: yes\r\n"));
}

static const struct
{
  const char *name;
  void (*rewrite) (Pieces *pieces);
} rewrites[] = {
  { "another user", rename_user },
  { "another callee", rename_other },
  { "another domain", rename_domain },
  { "another top domain", rename_top_domain },
  { "other addresses", rename_address },
  { "other tags", change_tags },
  { "other branches", change_branches },
  { "another Call-ID", change_call_id },
  { "compact names", make_compact },
  { "long names", make_long },
  { "names in capitals", make_upper },
  { "names in small letters", make_lower },
  { "the first field last", rotate },
  { "the first three last", rotate_thrice },
  { "reversed", reverse },
  { "sorted", sort },
  { "no space behind colons", space_none },
  { "more space behind colons", space_more },
  { "folded behind colons", fold },
  { "an extension in front", add_extension },
};
G_STATIC_ASSERT (G_N_ELEMENTS (rewrites) == N_REWRITES);

const char *
rewrite_get_name (guint i)
{
  return rewrites[i].name;
}

GBytes *
rewrite_apply (guint i, GBytes *message)
{
  Pieces pieces = { 0 };

  take_apart (message, &pieces);
  rewrites[i].rewrite (&pieces);
  return put_together (&pieces);
}
