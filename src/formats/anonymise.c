/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two passes: no pseudonym may be the name of somebody else, so all of them are met
 * before the first is replaced.
 */
#include "formats/anonymise.h"

#include "formats/mask-identity.h"
#include "formats/mask-text.h"
#include "formats/mask.h"
#include "trace/notes.h"
#include "trace/rtp-stream.h"

#include <string.h>

#define CHECK_EVERY 256

typedef struct
{
  LoreTrace *trace;           /* borrowed */
  LorePseudonyms *pseudonyms; /* borrowed */
  GCancellable *cancellable;  /* borrowed */
} Pass;

static char *
mask_address (const Pass *pass, const char *address)
{
  GString *out;

  if (address == NULL)
    return NULL;
  out = g_string_new (NULL);
  lore_mask_host (pass->pseudonyms, address, strlen (address), out);
  return g_string_free (out, FALSE);
}

static char *
mask_text (const Pass *pass, LoreMaskFlags flags, const char *text)
{
  GString *out;

  if (text == NULL)
    return NULL;
  out = g_string_new (NULL);
  lore_mask_text (pass->pseudonyms, flags, text, strlen (text), out);
  return g_string_free (out, FALSE);
}

/* The address; *ret_name stays NULL where the address is the name. The role is borrowed.
 */
static char *
mask_participant (const Pass *pass, guint32 id, char **ret_name, const char **ret_role)
{
  LoreParticipant participant;
  char *address;

  lore_trace_get_participant (pass->trace, id, &participant);
  address = mask_address (pass, participant.address);
  if (participant.name != participant.address)
    *ret_name = mask_text (pass, LORE_MASK_PLACES | LORE_MASK_NAMES, participant.name);
  *ret_role = participant.role;
  return address;
}

/* --- meeting ----------------------------------------------------------------- */

static gboolean
meet_all (const Pass *pass)
{
  guint n_messages = lore_trace_get_n_messages (pass->trace);
  guint n_participants = lore_trace_get_n_participants (pass->trace);

  for (guint32 id = 0; id < n_participants; id++)
    {
      g_autofree char *name = NULL;
      const char *role;
      g_autofree char *address = mask_participant (pass, id, &name, &role);
    }
  for (guint32 id = 0; id < n_messages; id++)
    {
      g_autoptr (GBytes) message = NULL;
      g_autoptr (GBytes) same = NULL;

      if (id % CHECK_EVERY == 0 && g_cancellable_is_cancelled (pass->cancellable))
        return FALSE;
      message = lore_trace_dup_bytes (pass->trace, id);
      same = lore_mask_message (pass->pseudonyms, message);
    }
  return TRUE;
}

/* --- replacing --------------------------------------------------------------- */

static void
name_participants (const Pass *pass, LoreTrace *masked)
{
  guint n = lore_trace_get_n_participants (pass->trace);

  for (guint32 id = 0; id < n; id++)
    {
      g_autofree char *name = NULL;
      const char *role;
      g_autofree char *address = mask_participant (pass, id, &name, &role);

      lore_trace_name_participant (masked, address, name, role);
    }
}

static void
append_masked (const Pass *pass, guint32 id, LoreTrace *masked)
{
  const LoreMaskFlags met = LORE_MASK_PLACES | LORE_MASK_WORDS;
  g_autofree char *source = NULL;
  g_autofree char *destination = NULL;
  g_autofree char *element = NULL;
  g_autofree char *subject = NULL;
  g_autoptr (GBytes) message = NULL;
  LoreEvent event;

  lore_trace_get_event (pass->trace, id, &event);
  event.source = source = mask_address (pass, event.source);
  event.destination = destination = mask_address (pass, event.destination);
  event.element = element = mask_text (pass, met, event.element);
  event.subject = subject = mask_text (pass, met, event.subject);
  if (event.message != NULL)
    event.message = message = lore_mask_message (pass->pseudonyms, event.message);
  lore_trace_append (masked, &event);
}

/* Participants and messages have the same numbers in the copy: events came in the same
 * order. */
static void
mask_notes (const Pass *pass, LoreTrace *masked)
{
  LoreNotes *notes = lore_trace_get_notes (pass->trace);
  LoreNotes *copy = lore_trace_get_notes (masked);
  guint n_messages = lore_trace_get_n_messages (masked);
  guint n_participants = lore_trace_get_n_participants (masked);
  guint n;
  const guint32 *order = lore_notes_get_order (notes, &n);

  for (guint32 message = 0; message < n_messages; message++)
    {
      g_autofree char *text =
          mask_text (pass, LORE_MASK_PLACES | LORE_MASK_WORDS | LORE_MASK_NUMBERS,
                     lore_notes_get_note (notes, message));

      lore_notes_set_note (copy, message, text);
    }
  for (guint32 id = 0; id < n_participants; id++)
    if (lore_notes_get_owner (notes, id) != id)
      lore_notes_join (copy, id, lore_notes_get_owner (notes, id));
  lore_notes_set_order (copy, order, n);
  lore_notes_forget_history (copy);
}

/* Keys may be a PIN: that some were pressed is told, which is not. */
static void
mask_streams (const Pass *pass, LoreTrace *masked)
{
  g_autoptr (GPtrArray) streams =
      g_ptr_array_new_with_free_func ((GDestroyNotify)lore_rtp_stream_free);

  for (guint i = 0; i < lore_trace_get_n_streams (pass->trace); i++)
    {
      const LoreRtpStream *stream = lore_trace_get_stream (pass->trace, i);
      g_autofree char *source = mask_address (pass, stream->source);
      g_autofree char *destination = mask_address (pass, stream->destination);
      LoreRtpStream *copy = lore_rtp_stream_new (source, destination);

      lore_rtp_stream_copy_counts (copy, stream);
      for (guint j = 0; j < copy->keys->len; j++)
        g_array_index (copy->keys, LoreRtpKey, j).key = '0';
      g_ptr_array_add (streams, copy);
    }
  lore_trace_adopt_streams (masked, streams);
}

LoreTrace *
lore_anonymise (LoreTrace *trace, guint32 seed, GCancellable *cancellable)
{
  g_autoptr (LorePseudonyms) pseudonyms = lore_pseudonyms_new (seed);
  g_autoptr (LoreTrace) masked = lore_trace_new ();
  const Pass pass = { trace, pseudonyms, cancellable };
  guint n_events = lore_trace_get_n_events (trace);

  if (!meet_all (&pass))
    return NULL;
  lore_pseudonyms_start (pseudonyms);
  name_participants (&pass, masked);
  for (guint32 id = 0; id < n_events; id++)
    {
      if (id % CHECK_EVERY == 0 && g_cancellable_is_cancelled (cancellable))
        return NULL;
      append_masked (&pass, id, masked);
    }
  mask_streams (&pass, masked);
  mask_notes (&pass, masked);
  return g_steal_pointer (&masked);
}
