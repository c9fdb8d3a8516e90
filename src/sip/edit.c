/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/edit.h"

#include <string.h>

#include "sip/facts.h"
#include "sip/index.h"
#include "sip/scan.h"
#include "sip/text.h"
#include "sip/value.h"

/* The fields of a message, one after another. */
typedef struct
{
  SipCursor cursor;
  guint32 first; /* where the header fields begin */
} Fields;

static Fields
fields_begin (GBytes *message)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (message, &len);
  Fields fields = { { data, 0, MIN (len, G_MAXUINT32 - 1) } };
  SipLine line;

  while (sip_peek (&fields.cursor) == '\r' || sip_peek (&fields.cursor) == '\n')
    fields.cursor.at++;
  sip_scan_plain_line (&fields.cursor, &line);
  fields.first = fields.cursor.at;
  return fields;
}

static gboolean
is_named (const guint8 *data, SipSpan span, const char *name)
{
  guint16 header = sip_header_lookup (name, -1);

  if (header != SIP_HEADER_UNKNOWN)
    return sip_header_lookup ((const char *)data + span.at, span.len) == header;
  return sip_span_equal_nocase (data, span, name);
}

/* The next field named @name, any field when that is NULL. */
static gboolean
fields_next (Fields *fields, const char *name, SipLine *ret_line)
{
  SipLine line;

  for (;;)
    {
      SipCursor ahead = fields->cursor;

      if (!sip_scan_line (&ahead, &line) || line.kind == SIP_LINE_EMPTY)
        return FALSE;
      fields->cursor = ahead;
      if (line.kind != SIP_LINE_FIELD
          || (name != NULL && !is_named (ahead.data, line.name, name)))
        continue;
      *ret_line = line;
      return TRUE;
    }
}

static GBytes *
replace (GBytes *message, SipSpan span, const char *text, gsize text_len)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (message, &len);
  GByteArray *bytes = g_byte_array_sized_new (len + text_len);

  g_byte_array_append (bytes, data, span.at);
  g_byte_array_append (bytes, (const guint8 *)text, text_len);
  g_byte_array_append (bytes, data + sip_span_end (span), len - sip_span_end (span));
  return g_byte_array_free_to_bytes (bytes);
}

GBytes *
sip_edit_replace (GBytes *message, SipSpan span, const char *text)
{
  g_return_val_if_fail (sip_span_end (span) <= g_bytes_get_size (message), NULL);
  return replace (message, span, text, strlen (text));
}

/* A new field at @at; a line in front of it that lacks its end gets one. */
static GBytes *
insert_field (GBytes *message, guint32 at, const char *name, const char *value)
{
  const guint8 *data = g_bytes_get_data (message, NULL);
  gboolean open = at > 0 && data[at - 1] != '\n';
  g_autofree char *field =
      g_strconcat (open ? "\r\n" : "", name, ": ", value, "\r\n", NULL);

  return sip_edit_replace (message, (SipSpan){ at, 0 }, field);
}

GBytes *
sip_edit_set (GBytes *message, const char *name, const char *value)
{
  Fields fields = fields_begin (message);
  SipLine line;

  if (!fields_next (&fields, name, &line))
    return sip_edit_append (message, name, value);
  if (line.value.len == 0)
    {
      /* "Subject:" keeps no space to write behind. */
      g_autofree char *spaced = g_strconcat (" ", value, NULL);

      return sip_edit_replace (message, sip_span_between (line.colon + 1, line.end.at),
                               spaced);
    }
  return sip_edit_replace (message, line.value, value);
}

GBytes *
sip_edit_prepend (GBytes *message, const char *name, const char *value)
{
  Fields fields = fields_begin (message);
  SipLine line;
  guint32 at = fields.first;

  if (fields_next (&fields, name, &line))
    at = line.line.at;
  return insert_field (message, at, name, value);
}

GBytes *
sip_edit_append (GBytes *message, const char *name, const char *value)
{
  Fields fields = fields_begin (message);
  SipLine line;

  while (fields_next (&fields, NULL, &line))
    ;
  return insert_field (message, fields.cursor.at, name, value);
}

GBytes *
sip_edit_remove (GBytes *message, const char *name)
{
  Fields fields = fields_begin (message);
  const guint8 *data = fields.cursor.data;
  GByteArray *bytes = g_byte_array_new ();
  guint32 kept = 0;
  SipLine line;

  while (fields_next (&fields, name, &line))
    {
      g_byte_array_append (bytes, data + kept, line.line.at - kept);
      kept = sip_span_end (line.line);
    }
  g_byte_array_append (bytes, data + kept, g_bytes_get_size (message) - kept);
  return g_byte_array_free_to_bytes (bytes);
}

GBytes *
sip_edit_remove_first (GBytes *message, const char *name)
{
  Fields fields = fields_begin (message);
  const SipHeader *row = sip_header_get (sip_header_lookup (name, -1));
  SipCursor cursor;
  SipSpan value;
  SipLine line;

  if (!fields_next (&fields, name, &line))
    return g_bytes_ref (message);
  if (row == NULL || !row->list)
    return sip_edit_replace (message, line.line, "");
  cursor = (SipCursor){ fields.cursor.data, line.value.at, sip_span_end (line.value) };
  if (!sip_take_list_value (&cursor, &value) || sip_at_end (&cursor))
    return sip_edit_replace (message, line.line, "");
  sip_take_sws (&cursor);
  return sip_edit_replace (message, sip_span_between (line.value.at, cursor.at), "");
}

GBytes *
sip_edit_fix_content_length (GBytes *message)
{
  Fields fields = fields_begin (message);
  char length[24];
  SipLine line;

  while (fields_next (&fields, NULL, &line))
    ;
  sip_scan_line (&fields.cursor, &line); /* the empty line, if there is one */
  g_snprintf (length, sizeof length, "%" G_GSIZE_FORMAT,
              g_bytes_get_size (message) - fields.cursor.at);
  return sip_edit_set (message, "Content-Length", length);
}

char *
sip_edit_dup_value (GBytes *message, const char *name)
{
  Fields fields = fields_begin (message);
  const SipHeader *row = sip_header_get (sip_header_lookup (name, -1));
  SipCursor cursor;
  SipLine line;

  if (!fields_next (&fields, name, &line))
    return NULL;
  cursor = (SipCursor){ fields.cursor.data, line.value.at, sip_span_end (line.value) };
  if (row != NULL && row->list)
    sip_take_list_value (&cursor, &line.value);
  return sip_value_dup_text (cursor.data, line.value);
}

char **
sip_edit_dup_values (GBytes *message, const char *name)
{
  Fields fields = fields_begin (message);
  const SipHeader *row = sip_header_get (sip_header_lookup (name, -1));
  GPtrArray *values = g_ptr_array_new ();
  SipLine line;

  while (fields_next (&fields, name, &line))
    {
      SipCursor cursor = { fields.cursor.data, line.value.at, sip_span_end (line.value) };
      SipSpan value;

      if (row == NULL || !row->list)
        g_ptr_array_add (values, sip_value_dup_text (cursor.data, line.value));
      else
        while (sip_take_list_value (&cursor, &value))
          if (value.len > 0)
            g_ptr_array_add (values, sip_value_dup_text (cursor.data, value));
    }
  g_ptr_array_add (values, NULL);
  return (char **)g_ptr_array_free (values, FALSE);
}

/* A string without its quotes and backslashes. */
static char *
dup_unquoted (const guint8 *data, SipSpan span)
{
  GString *text;

  if (span.len < 2 || data[span.at] != '"')
    return sip_text_dup (data + span.at, span.len);
  text = g_string_sized_new (span.len);
  for (guint32 i = span.at + 1; i + 1 < sip_span_end (span); i++)
    {
      if (data[i] == '\\' && i + 2 < sip_span_end (span))
        i++;
      g_string_append_c (text, data[i]);
    }
  return g_string_free (text, FALSE);
}

char *
sip_value_dup_param (const char *value, const char *param)
{
  const guint8 *data = (const guint8 *)value;
  SipSpan span;

  if (!sip_find_param (data, (SipSpan){ 0, strlen (value) }, param, &span))
    return NULL;
  return dup_unquoted (data, span);
}

char *
sip_value_dup_uri (const char *value)
{
  const guint8 *data = (const guint8 *)value;
  SipSpan all = { 0, strlen (value) };
  SipSpan span;

  while (all.len > 0 && sip_is (data[all.at], SIP_CHARS_LWS))
    all = (SipSpan){ all.at + 1, all.len - 1 };
  if (!sip_find_uri (data, all, &span))
    return NULL;
  return sip_text_dup (data + span.at, span.len);
}

gboolean
sip_uri_parse_hostport (const char *uri, char **ret_host, guint16 *ret_port)
{
  const guint8 *data = (const guint8 *)uri;
  const char *at = strchr (uri, '@');
  SipCursor cursor = { data, 0, strlen (uri) };
  SipSpan scheme, host, digits;
  guint64 port = 0;

  if (at != NULL)
    cursor.at = at - uri + 1;
  else if (sip_take_word (&cursor, "sips", &scheme)
           || sip_take_word (&cursor, "sip", &scheme))
    {
      if (!sip_take_char (&cursor, ':'))
        return FALSE;
    }
  if (!sip_take_host (&cursor, &host))
    return FALSE;
  if (sip_take_separator (&cursor, ':')
      && (!sip_take_number (&cursor, &digits, &port) || port > G_MAXUINT16))
    return FALSE;
  if (data[host.at] == '[')
    host = (SipSpan){ host.at + 1, host.len - 2 };
  *ret_host = g_strndup (uri + host.at, host.len);
  *ret_port = port;
  return TRUE;
}
