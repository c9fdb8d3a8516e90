/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message, its bytes as they are; a broken one too. Writing a trace of several puts a
 * "# t=" line before each, which messages.c reads.
 */
#include "formats/format-private.h"

#include "sip/facts.h"

#include <string.h>

/* A file whose first lines are header fields of SIP is a message with a bad start line.
 */
#define FIELDS_OF_A_MESSAGE 3
#define LINES_LOOKED_AT 24

static gboolean
never_boundary_cb (const LoreLine *line, gpointer user_data)
{
  return FALSE;
}

/* Leading line ends belong to the datagram (RFC 3261 §7.5) and stay. */
static gsize
skip_line_ends (const LoreIntake *intake)
{
  gsize at = 0;

  while (at < intake->len && (intake->data[at] == '\r' || intake->data[at] == '\n'))
    at++;
  return at;
}

static gboolean
is_known_field (const LoreLine *line)
{
  const char *colon = memchr (line->text, ':', line->len);
  gsize len = colon != NULL ? colon - line->text : 0;

  while (len > 0 && (line->text[len - 1] == ' ' || line->text[len - 1] == '\t'))
    len--;
  return len > 0 && sip_header_lookup (line->text, len) != SIP_HEADER_UNKNOWN;
}

static guint
count_fields (const LoreIntake *intake, gsize at)
{
  LoreLine line;
  guint n_fields = 0;

  for (guint i = 0; i < LINES_LOOKED_AT; i++, at = line.next)
    {
      if (!lore_line_get (intake->data, intake->len, at, &line) || line.len == 0)
        break;
      if (is_known_field (&line))
        n_fields++;
    }
  return n_fields;
}

static gboolean
has_start (const LoreIntake *intake, gsize at)
{
  LoreLine line;

  for (; lore_line_get (intake->data, intake->len, at, &line); at = line.next)
    if (lore_line_is_start (line.text, line.len))
      return TRUE;
  return FALSE;
}

guint
lore_raw_probe (const LoreIntake *intake)
{
  gsize at = skip_line_ends (intake);
  LoreLine line;
  LoreFrame frame;

  if (!lore_line_get (intake->data, intake->len, at, &line))
    return 0;
  if (lore_line_is_start (line.text, line.len))
    {
      lore_text_frame (intake->data, intake->len, at, -1, FALSE, never_boundary_cb, NULL,
                       &frame);
      /* What follows a message is surplus, or the next one: then they are several. */
      return has_start (intake, frame.end) ? 30 : 95;
    }
  if (memmem (line.text, line.len, "SIP/", 4) != NULL
      && count_fields (intake, line.next) > 0)
    return 60;
  return count_fields (intake, at) >= FIELDS_OF_A_MESSAGE ? 20 : 0;
}

gboolean
lore_raw_read (LoreImport *import, LoreIntake *intake, GError **error)
{
  LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                      .lab_us = LORE_TIME_UNKNOWN,
                      .unix_us = LORE_TIME_UNKNOWN };

  event.message = intake->bytes;
  lore_import_add (import, &event);
  return TRUE;
}

/* --- writing -------------------------------------------------------------------------
 */

static const char *
address_of (LoreTrace *trace, guint32 participant)
{
  LoreParticipant found;

  if (participant == LORE_ID_NONE)
    return "?";
  lore_trace_get_participant (trace, participant, &found);
  return found.address;
}

static char *
dup_comment (LoreTrace *trace, const LoreMessage *message)
{
  gint64 us =
      message->sent_us != LORE_TIME_UNKNOWN ? message->sent_us : message->received_us;
  g_autofree char *peers = NULL;

  if (message->source != LORE_ID_NONE && message->destination != LORE_ID_NONE)
    peers = g_strdup_printf (" %s %s -> %s",
                             message->transport != LORE_TRANSPORT_UNKNOWN
                                 ? lore_transport_get_name (message->transport)
                                 : "",
                             address_of (trace, message->source),
                             address_of (trace, message->destination));
  if (us == LORE_TIME_UNKNOWN || us < 0)
    us = 0;
  return g_strdup_printf ("# t=%" G_GINT64_FORMAT ".%06d%s\n", us / G_USEC_PER_SEC,
                          (int)(us % G_USEC_PER_SEC), peers != NULL ? peers : "");
}

gboolean
lore_raw_write (LoreTrace *trace, GOutputStream *stream, GError **error)
{
  guint n = lore_trace_get_n_messages (trace);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *comment = NULL;
      LoreMessage message;
      gsize len;
      const char *data = (const char *)lore_trace_get_data (trace, i, &len);

      lore_trace_get_message (trace, i, &message);
      comment = dup_comment (trace, &message);
      if ((n > 1 && !lore_output_put (stream, comment, -1, error))
          || !lore_output_put (stream, data, len, error)
          || (n > 1 && (len == 0 || data[len - 1] != '\n')
              && !lore_output_put (stream, "\n", 1, error)))
        return FALSE;
    }
  return TRUE;
}
