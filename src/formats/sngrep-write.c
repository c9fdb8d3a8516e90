/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/format-private.h"

static char *
dup_address (LoreTrace *trace, guint32 participant)
{
  LoreParticipant known;

  if (participant == LORE_ID_NONE)
    return g_strdup ("?");
  lore_trace_get_participant (trace, participant, &known);
  return g_strdup (known.address);
}

/* sngrep prints local time without a zone; without one the same trace gives the same file
 * everywhere only in UTC. A time that is only relative counts from 1970 on. */
static char *
dup_head (LoreTrace *trace, guint32 message)
{
  g_autofree char *source = NULL;
  g_autofree char *destination = NULL;
  g_autofree char *date = NULL;
  g_autoptr (GDateTime) time = NULL;
  LoreMessage facts;
  gint64 us;

  lore_trace_get_message (trace, message, &facts);
  us = facts.unix_us != LORE_TIME_UNKNOWN   ? facts.unix_us
       : facts.sent_us != LORE_TIME_UNKNOWN ? facts.sent_us
                                            : facts.received_us;
  us = MAX (us, 0);
  time = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);
  date = time != NULL ? g_date_time_format (time, "%Y/%m/%d %H:%M:%S")
                      : g_strdup ("1970/01/01 00:00:00");
  source = dup_address (trace, facts.source);
  destination = dup_address (trace, facts.destination);
  return g_strdup_printf ("%s.%06d %s -> %s\n", date, (int)(us % G_USEC_PER_SEC), source,
                          destination);
}

gboolean
lore_sngrep_write (LoreTrace *trace, GOutputStream *stream, GError **error)
{
  guint n = lore_trace_get_n_messages (trace);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *head = dup_head (trace, i);
      gsize len;
      const char *data = (const char *)lore_trace_get_data (trace, i, &len);

      if (!lore_output_put (stream, head, -1, error)
          || !lore_output_put (stream, data, len, error)
          || !lore_output_put (stream, "\n\n", 2, error))
        return FALSE;
    }
  return TRUE;
}
