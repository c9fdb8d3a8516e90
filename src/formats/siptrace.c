/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table that Kamailio's and OpenSIPS's siptrace modules write, as databases give it
 * away: rows of comma-, semicolon- or tab-separated values under a row of names, or the
 * INSERT statements of a dump. A row is one message, wherever its line ends stand.
 */
#include "formats/format-private.h"

#include <string.h>

#define PROBE_MAX (64 * 1024)
#define FIELDS_MAX 64

typedef enum
{
  COLUMN_TIME,
  COLUMN_MICROSECONDS,
  COLUMN_MESSAGE,
  COLUMN_FROM,
  COLUMN_TO,
  N_COLUMNS
} Column;

static const char *const names[N_COLUMNS] = { "time_stamp", "time_us", "msg", "fromip",
                                              "toip" };

/* The table as the module creates it: a dump may leave the names out. */
static const int usual[N_COLUMNS] = { 1, 2, 5, 8, 9 };

typedef struct
{
  LoreImport *import; /* borrowed */
  const char *at;     /* borrowed: what is not read yet */
  const char *end;
  char separator;
  gboolean sql;
  int columns[N_COLUMNS]; /* places in a row; -1 not there */
  GPtrArray *fields;      /* owned, of GString: the row being read */
} Reader;

/* --- fields ------------------------------------------------------------------------ */

static char
unescape (char c)
{
  switch (c)
    {
    case 'r':
      return '\r';
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case '0':
      return '\0';
    default:
      return c;
    }
}

/* A quote inside is doubled; a dump also escapes with backslashes. FALSE: the text ended
 * first. */
static gboolean
take_quoted (Reader *reader, GString *field)
{
  char quote = *reader->at++;

  while (reader->at < reader->end)
    {
      char c = *reader->at++;

      if (c == quote && reader->at < reader->end && *reader->at == quote)
        reader->at++;
      else if (c == quote)
        return TRUE;
      else if (c == '\\' && reader->sql && reader->at < reader->end)
        c = unescape (*reader->at++);
      g_string_append_c (field, c);
    }
  return FALSE;
}

static gboolean
ends_plain (const Reader *reader, char c)
{
  return c == reader->separator || (reader->sql ? c == ')' : c == '\n');
}

/* FALSE: the row broke off. */
static gboolean
take_field (Reader *reader, GString *field)
{
  while (reader->at < reader->end && *reader->at == ' ')
    reader->at++;
  if (reader->at < reader->end
      && (*reader->at == '"' || (reader->sql && strchr ("'`", *reader->at) != NULL)))
    {
      if (!take_quoted (reader, field))
        return FALSE;
      while (reader->at < reader->end && !ends_plain (reader, *reader->at))
        reader->at++;
      return TRUE;
    }
  while (reader->at < reader->end && !ends_plain (reader, *reader->at))
    g_string_append_c (field, *reader->at++);
  while (field->len > 0 && strchr (" \r", field->str[field->len - 1]) != NULL)
    g_string_truncate (field, field->len - 1);
  return reader->at < reader->end || !reader->sql;
}

/* FALSE at the end, and where the last row breaks off. */
static gboolean
take_row (Reader *reader)
{
  g_ptr_array_set_size (reader->fields, 0);
  while (reader->at < reader->end)
    {
      GString *field = g_string_new (NULL);

      /* A table with more columns than that is none: they pile up in the last. */
      if (reader->fields->len == FIELDS_MAX)
        g_ptr_array_set_size (reader->fields, FIELDS_MAX - 1);
      g_ptr_array_add (reader->fields, field);
      if (!take_field (reader, field))
        {
          lore_import_count (reader->import, "table-cut");
          return FALSE;
        }
      if (reader->at == reader->end || *reader->at++ != reader->separator)
        return TRUE;
    }
  return reader->fields->len > 0;
}

/* --- rows -------------------------------------------------------------------------- */

static const char *
get_field (const Reader *reader, Column column, gsize *ret_len)
{
  int i = reader->columns[column];
  const GString *field;

  if (i < 0 || i >= (int)reader->fields->len)
    return NULL;
  field = g_ptr_array_index (reader->fields, i);
  *ret_len = field->len;
  return field->str;
}

/* "2026-11-22 20:25:48" or seconds; the microseconds stand in a column of their own. */
static gint64
get_time (const Reader *reader)
{
  gsize len = 0;
  const char *text = get_field (reader, COLUMN_TIME, &len);
  LoreScan scan = { text, text + len };
  LoreScan seconds = scan;
  gint64 us, clock;
  gint64 more = 0;

  if (text == NULL)
    return LORE_TIME_UNKNOWN;
  text = get_field (reader, COLUMN_MICROSECONDS, &len);
  if (text != NULL)
    lore_scan_number (&(LoreScan){ text, text + len }, 1, 6, &more);
  if (lore_scan_date (&scan, '-', &us)
      && (lore_scan_literal (&scan, "T") || lore_scan_blank (&scan))
      && lore_scan_clock (&scan, &clock))
    return us + clock + more;
  return lore_scan_seconds (&seconds, &us) && lore_scan_at_end (&seconds)
             ? us + more
             : LORE_TIME_UNKNOWN;
}

/* "udp:192.0.2.1:5060", without a transport in older tables. */
static const char *
get_address (const Reader *reader, Column column, LoreTransport *transport,
             char address[LORE_ADDRESS_MAX])
{
  gsize len = 0;
  const char *text = get_field (reader, column, &len);
  LoreScan scan = { text, text + len };
  LoreScan plain = scan;

  if (text == NULL)
    return NULL;
  if (!lore_scan_transport (&scan, transport) || !lore_scan_literal (&scan, ":"))
    scan = plain;
  return lore_scan_address (&scan, address) ? address : NULL;
}

static gboolean
add_message (Reader *reader)
{
  char source[LORE_ADDRESS_MAX];
  char destination[LORE_ADDRESS_MAX];
  LoreEvent event = { .type = LORE_EVENT_CAPTURED, .lab_us = LORE_TIME_UNKNOWN };
  gsize len = 0;
  const char *message = get_field (reader, COLUMN_MESSAGE, &len);

  if (message == NULL || memmem (message, len, "SIP/2.0", 7) == NULL)
    {
      lore_import_skip (reader->import);
      return TRUE;
    }
  event.unix_us = get_time (reader);
  event.source = get_address (reader, COLUMN_FROM, &event.transport, source);
  event.destination = get_address (reader, COLUMN_TO, &event.transport, destination);
  return lore_import_add_message (reader->import, &event, message, len);
}

/* --- names ------------------------------------------------------------------------- */

/* FALSE: the row is none of names. */
static gboolean
take_names (Reader *reader)
{
  for (guint column = 0; column < N_COLUMNS; column++)
    reader->columns[column] = -1;
  for (guint i = 0; i < reader->fields->len; i++)
    for (guint column = 0; column < N_COLUMNS; column++)
      if (g_ascii_strcasecmp (((GString *)g_ptr_array_index (reader->fields, i))->str,
                              names[column])
          == 0)
        reader->columns[column] = i;
  return reader->columns[COLUMN_MESSAGE] >= 0;
}

/* To behind the next "(" that begins a row, past "INSERT INTO `sip_trace` (…) VALUES";
 * FALSE when none is left. */
static gboolean
find_sql_row (Reader *reader)
{
  while (reader->at < reader->end)
    {
      gsize left = reader->end - reader->at;

      if (*reader->at == '(')
        {
          reader->at++;
          return TRUE;
        }
      if (left > 12 && g_ascii_strncasecmp (reader->at, "CREATE TABLE", 12) == 0)
        {
          const char *behind = memmem (reader->at, left, ");", 2);
          const char *insert = memmem (reader->at, left, "INSERT", 6);

          reader->at = behind != NULL ? behind : reader->end;
          if (insert != NULL)
            reader->at = insert;
        }
      else
        reader->at++;
    }
  return FALSE;
}

/* --- the format -------------------------------------------------------------------- */

static gboolean
has (const LoreIntake *intake, gsize len, const char *word)
{
  return memmem (intake->data, len, word, strlen (word)) != NULL;
}

static gboolean
is_sql (const LoreIntake *intake, gsize len)
{
  return has (intake, len, "INSERT INTO") && has (intake, len, "sip_trace");
}

guint
lore_siptrace_probe (const LoreIntake *intake)
{
  gsize len = MIN (intake->len, PROBE_MAX);
  const char *line_end = memchr (intake->data, '\n', len);
  gsize line = line_end != NULL ? (gsize)(line_end - intake->data) : len;

  if (is_sql (intake, len))
    return 95;
  return has (intake, line, "msg") && has (intake, line, "fromip")
                 && has (intake, line, "toip")
             ? 95
             : 0;
}

static char
find_separator (const LoreIntake *intake)
{
  for (gsize i = 0; i < intake->len && intake->data[i] != '\n'; i++)
    if (strchr (",;\t", intake->data[i]) != NULL)
      return intake->data[i];
  return ',';
}

static void
free_field (gpointer field)
{
  g_string_free (field, TRUE);
}

gboolean
lore_siptrace_read (LoreImport *import, LoreIntake *intake, GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (free_field);
  Reader reader = { .import = import,
                    .at = intake->data,
                    .end = intake->data + intake->len,
                    .sql = is_sql (intake, MIN (intake->len, PROBE_MAX)),
                    .fields = fields };

  reader.separator = reader.sql ? ',' : find_separator (intake);
  memcpy (reader.columns, usual, sizeof usual);
  while ((!reader.sql || find_sql_row (&reader)) && take_row (&reader))
    {
      int before[N_COLUMNS];

      memcpy (before, reader.columns, sizeof before);
      if (take_names (&reader))
        continue;
      memcpy (reader.columns, before, sizeof before);
      if (!add_message (&reader))
        break;
    }
  return TRUE;
}
