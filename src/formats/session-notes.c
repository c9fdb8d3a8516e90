/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person added to a trace (trace/notes.h), as lines behind its events. Names stand
 * with the participants.
 */
#include "formats/session.h"

#include <string.h>

#include "formats/taker.h"

/* --- writing ----------------------------------------------------------------------- */

static void
put_participant (GString *out, LoreTrace *trace, guint32 id)
{
  LoreParticipant facts;

  lore_trace_get_participant (trace, id, &facts);
  g_string_append_c (out, ' ');
  lore_session_put_address (out, facts.address);
}

void
lore_session_put_joined (GString *out, LoreTrace *trace, guint32 id)
{
  g_string_append (out, "joined");
  put_participant (out, trace, id);
  put_participant (out, trace, lore_notes_get_owner (lore_trace_get_notes (trace), id));
  g_string_append_c (out, '\n');
}

void
lore_session_put_order (GString *out, LoreTrace *trace)
{
  guint n;
  const guint32 *order = lore_notes_get_order (lore_trace_get_notes (trace), &n);

  g_string_append (out, "order");
  for (guint i = 0; i < n; i++)
    put_participant (out, trace, order[i]);
  g_string_append_c (out, '\n');
}

void
lore_session_put_note (GString *out, LoreTrace *trace, guint32 message)
{
  const char *text = lore_notes_get_note (lore_trace_get_notes (trace), message);

  g_string_append_printf (out, "note %u", message);
  if (text != NULL)
    {
      g_string_append_c (out, ' ');
      lore_session_put_word (out, text);
    }
  g_string_append_c (out, '\n');
}

void
lore_session_put_notes (GString *out, LoreTrace *trace)
{
  LoreNotes *notes = lore_trace_get_notes (trace);
  guint n_participants = lore_trace_get_n_participants (trace);
  guint n = lore_notes_get_n_notes (notes) > 0 ? lore_trace_get_n_messages (trace) : 0;
  guint n_order;

  for (guint32 id = 0; id < n_participants; id++)
    if (lore_notes_get_owner (notes, id) != id)
      lore_session_put_joined (out, trace, id);
  lore_notes_get_order (notes, &n_order);
  if (n_order > 0)
    lore_session_put_order (out, trace);
  for (guint32 message = 0; message < n; message++)
    if (lore_notes_get_note (notes, message) != NULL)
      lore_session_put_note (out, trace, message);
}

/* --- reading ----------------------------------------------------------------------- */

static char *
take_word (LoreScan *scan)
{
  const char *begin;

  lore_scan_blank (scan);
  begin = scan->at;
  while (scan->at < scan->end && *scan->at != ' ')
    scan->at++;
  return scan->at > begin ? lore_session_dup_word (begin, scan->at - begin) : NULL;
}

/* LORE_ID_NONE where no participant has that address. */
static guint32
take_participant (LoreScan *scan, LoreTrace *trace)
{
  g_autofree char *address = take_word (scan);
  guint n = lore_trace_get_n_participants (trace);

  for (guint32 id = 0; address != NULL && id < n; id++)
    {
      LoreParticipant facts;

      lore_trace_get_participant (trace, id, &facts);
      if (g_str_equal (facts.address, address))
        return id;
    }
  return LORE_ID_NONE;
}

static gboolean
take_text (LoreScan *scan, LoreTrace *trace, guint first)
{
  g_autofree char *text = NULL;
  gint64 message;

  if (!lore_scan_number (scan, 1, 9, &message))
    return FALSE;
  message += first;
  if (message >= lore_trace_get_n_messages (trace))
    return FALSE;
  if (!lore_scan_at_end (scan))
    {
      text = take_word (scan);
      if (text == NULL || !lore_scan_at_end (scan))
        return FALSE;
    }
  lore_notes_set_note (lore_trace_get_notes (trace), message, text);
  return TRUE;
}

static gboolean
take_joined (LoreScan *scan, LoreTrace *trace)
{
  guint32 participant = take_participant (scan, trace);
  guint32 into = take_participant (scan, trace);

  if (participant == LORE_ID_NONE || into == LORE_ID_NONE || !lore_scan_at_end (scan))
    return FALSE;
  lore_notes_join (lore_trace_get_notes (trace), participant,
                   into != participant ? into : LORE_ID_NONE);
  return TRUE;
}

static gboolean
take_order (LoreScan *scan, LoreTrace *trace)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint32));

  while (!lore_scan_at_end (scan))
    {
      guint32 participant = take_participant (scan, trace);

      if (participant == LORE_ID_NONE)
        return FALSE;
      g_array_append_val (order, participant);
    }
  lore_notes_set_order (lore_trace_get_notes (trace), (guint32 *)order->data, order->len);
  return TRUE;
}

/* The word that a line begins with, and nothing or a blank behind it. */
static gboolean
take_kind (LoreScan *scan, const char *kind)
{
  LoreScan s = *scan;

  if (!lore_scan_literal (&s, kind) || (s.at < s.end && *s.at != ' '))
    return FALSE;
  lore_scan_blank (&s);
  *scan = s;
  return TRUE;
}

gboolean
lore_session_is_note (const char *text, gsize len)
{
  LoreScan scan = { text, text + len };

  return take_kind (&scan, "note") || take_kind (&scan, "joined")
         || take_kind (&scan, "order");
}

gboolean
lore_session_take_note (LoreTrace *trace, guint first, const char *text, gsize len)
{
  LoreScan scan = { text, text + len };
  gboolean taken = (take_kind (&scan, "note") && take_text (&scan, trace, first))
                   || (take_kind (&scan, "joined") && take_joined (&scan, trace))
                   || (take_kind (&scan, "order") && take_order (&scan, trace));

  /* Nobody did it just now. */
  if (taken)
    lore_notes_forget_history (lore_trace_get_notes (trace));
  return taken;
}
