/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/session.h"

#include <string.h>

static const char *const nicks[] = {
  [LORE_EVENT_SENT] = "sent",
  [LORE_EVENT_RECEIVED] = "received",
  [LORE_EVENT_CAPTURED] = "captured",
  [LORE_EVENT_DROPPED] = "dropped",
  [LORE_EVENT_TIMER_SET] = "timer-set",
  [LORE_EVENT_TIMER_FIRED] = "timer-fired",
  [LORE_EVENT_TIMER_CANCELLED] = "timer-cancelled",
  [LORE_EVENT_STATE] = "state",
  [LORE_EVENT_PROBLEM] = "problem",
  [LORE_EVENT_NOTE] = "note",
};

const char *
lore_session_get_nick (LoreEventType type)
{
  return type < G_N_ELEMENTS (nicks) ? nicks[type] : NULL;
}

int
lore_session_find_nick (const char *nick)
{
  for (gsize i = 0; i < G_N_ELEMENTS (nicks); i++)
    if (g_str_equal (nicks[i], nick))
      return i;
  return -1;
}

/* --- escaping ------------------------------------------------------------------------
 */

/* Bytes of one printable character at @data; 0 where it must be escaped. */
static gsize
printable (const char *data, gsize len)
{
  gunichar c = g_utf8_get_char_validated (data, len);

  if (c == (gunichar)-1 || c == (gunichar)-2 || !g_unichar_isprint (c))
    return 0;
  return g_utf8_skip[(guchar)*data];
}

static void
put_escaped (GString *out, const char *data, gsize len, gboolean blanks)
{
  for (gsize i = 0; i < len;)
    {
      gsize n = printable (data + i, len - i);

      if (data[i] == '\\')
        g_string_append (out, "\\\\");
      else if (blanks && data[i] == ' ')
        g_string_append (out, "\\s");
      else if (n == 0)
        g_string_append_printf (out, "\\x%02x", (guchar)data[i]);
      else
        g_string_append_len (out, data + i, n);
      i += MAX (n, 1);
    }
}

/* Editors take blanks off the ends of lines. */
static void
put_line (GString *out, const char *data, gsize len)
{
  gsize body = len;

  while (body > 0 && data[body - 1] == ' ')
    body--;
  put_escaped (out, data, body, FALSE);
  put_escaped (out, data + body, len - body, TRUE);
}

void
lore_session_put_word (GString *out, const char *text)
{
  put_escaped (out, text, strlen (text), TRUE);
}

void
lore_session_put_message (GString *out, const guint8 *data, gsize len)
{
  const char *text = (const char *)data;
  gsize at = 0;

  while (at < len)
    {
      const char *lf = memchr (text + at, '\n', len - at);
      gsize end = lf != NULL ? (gsize)(lf - text) : len;
      gboolean crlf = lf != NULL && end > at && text[end - 1] == '\r';

      g_string_append_c (out, '|');
      put_line (out, text + at, end - at - crlf);
      g_string_append (out, crlf ? "\n" : lf != NULL ? "\\n\n" : "\\\n");
      at = end + (lf != NULL);
    }
}

/* One escape behind its backslash; how many characters it takes, 0 when damaged. */
static gsize
take_escape (const char *at, gsize left, char *ret_byte)
{
  if (left >= 1 && (*at == '\\' || *at == 's'))
    {
      *ret_byte = *at == 's' ? ' ' : '\\';
      return 1;
    }
  if (left >= 3 && *at == 'x' && g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2]))
    {
      *ret_byte = g_ascii_xdigit_value (at[1]) << 4 | g_ascii_xdigit_value (at[2]);
      return 3;
    }
  return 0;
}

static gboolean
take_escaped (GByteArray *out, const char *text, gsize len)
{
  for (gsize i = 0; i < len;)
    {
      char byte = text[i++];

      if (byte == '\\')
        {
          gsize n = take_escape (text + i, len - i, &byte);

          if (n == 0)
            return FALSE;
          i += n;
        }
      g_byte_array_append (out, (const guint8 *)&byte, 1);
    }
  return TRUE;
}

char *
lore_session_dup_word (const char *text, gsize len)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize n;

  if (!take_escaped (bytes, text, len))
    return NULL;
  g_byte_array_append (bytes, (const guint8 *)"", 1);
  n = bytes->len;
  return (char *)g_byte_array_steal (bytes, &n);
}

gboolean
lore_session_take_line (GByteArray *message, const char *text, gsize len)
{
  const char *end = "\r\n";
  gsize backslashes = 0;
  gboolean newline = len >= 2 && text[len - 1] == 'n' && text[len - 2] == '\\';
  gsize body = newline ? len - 1 : len;

  /* An even number of backslashes is that half of them, and no mark. */
  while (backslashes < body && text[body - 1 - backslashes] == '\\')
    backslashes++;
  if (backslashes % 2 == 0)
    body = len;
  else
    {
      body--;
      end = newline ? "\n" : "";
    }
  if (!take_escaped (message, text, body))
    return FALSE;
  g_byte_array_append (message, (const guint8 *)end, strlen (end));
  return TRUE;
}

/* --- what was not understood ---------------------------------------------------------
 */

static void
kept_clear (gpointer data)
{
  LoreSessionKept *kept = data;

  g_free (kept->text);
}

static GArray *
get_kept (LoreTrace *trace, const char *key)
{
  GArray *kept = g_object_get_data (G_OBJECT (trace), key);

  if (kept != NULL)
    return kept;
  kept = g_array_new (FALSE, FALSE, sizeof (LoreSessionKept));
  g_array_set_clear_func (kept, kept_clear);
  g_object_set_data_full (G_OBJECT (trace), key, kept, (GDestroyNotify)g_array_unref);
  return kept;
}

GArray *
lore_session_get_kept_lines (LoreTrace *trace)
{
  return get_kept (trace, "lore-session-lines");
}

GArray *
lore_session_get_kept_keys (LoreTrace *trace)
{
  return get_kept (trace, "lore-session-keys");
}

void
lore_session_keep (GArray *kept, guint32 event, const char *text, gsize len)
{
  LoreSessionKept entry = { event, NULL };
  guint at = kept->len;

  if (len == 0)
    return;
  while (at > 0 && g_array_index (kept, LoreSessionKept, at - 1).event > event)
    at--;
  entry.text = g_strndup (text, len);
  g_array_insert_val (kept, at, entry);
}
