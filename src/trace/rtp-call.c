/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The streams of a capture are few and its messages many: the streams' ports are put in a
 * table, and each m= line asks it. A port is used again by later calls; the SDP that
 * counts is the last before the stream began.
 */
#include "trace/rtp-call.h"

#include <string.h>

#include "sip/facts.h"
#include "trace/media.h"

/* Media may come before the answer that announces them (RFC 3264 §5.1), if not by much.
 */
#define EARLY_US (2 * G_TIME_SPAN_SECOND)

/* What is done with each medium of a message. */
typedef void (*MediumFunc) (const LoreMedium *medium, const LoreMessage *facts,
                            gpointer user_data);

static void
for_each_medium (LoreTrace *trace, guint32 message, MediumFunc func, gpointer user_data)
{
  g_autoptr (GPtrArray) media = NULL;
  LoreMessage facts;
  SipIndex index;
  gsize len;
  const guint8 *data = lore_trace_get_data (trace, message, &len);

  if (memmem (data, len, "m=", 2) == NULL)
    return;
  lore_trace_get_index (trace, message, &index);
  lore_trace_get_message (trace, message, &facts);
  if (facts.call == LORE_ID_NONE || facts.sent_us == LORE_TIME_UNKNOWN
      || !lore_media_is_sdp (data, &index))
    return;
  media = lore_media_read (data + index.body.at, index.body.len);
  for (guint i = 0; i < media->len; i++)
    {
      const LoreMedium *medium = g_ptr_array_index (media, i);

      if (medium->address != NULL)
        func (medium, &facts, user_data);
    }
}

/* --- which call -------------------------------------------------------------------- */

static void
choose_call (LoreRtpStream *stream, const LoreMessage *facts)
{
  gint64 latest = stream->start_us + EARLY_US;

  if (stream->call == LORE_ID_NONE ? facts->sent_us > stream->end_us + EARLY_US
                                   : facts->sent_us > latest)
    return;
  stream->call = facts->call;
}

static void
choose_calls_cb (const LoreMedium *medium, const LoreMessage *facts, gpointer user_data)
{
  GHashTable *ends = user_data;
  GPtrArray *list = g_hash_table_lookup (ends, medium->address);

  for (guint i = 0; list != NULL && i < list->len; i++)
    choose_call (g_ptr_array_index (list, i), facts);
}

static void
add_end (GHashTable *ends, const char *address, LoreRtpStream *stream)
{
  GPtrArray *list = g_hash_table_lookup (ends, address);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (ends, (char *)address, list);
    }
  g_ptr_array_add (list, stream);
}

/* --- what it is to the call -------------------------------------------------------- */

typedef struct
{
  LoreRtpStream *stream; /* borrowed */
  gboolean told;         /* the receiver said what the payload type means */
  gboolean no_event;     /* and that the event type is none */
} Meaning;

static const char *
find_codec (const LoreMedium *medium, guint payload_type)
{
  g_autofree char *number = g_strdup_printf ("%u", payload_type);

  for (guint i = 0; medium->formats[i] != NULL; i++)
    if (g_str_equal (medium->formats[i], number)
        && !g_str_equal (medium->codecs[i], number))
      return medium->codecs[i];
  return NULL;
}

/* Payload types are the receiver's to choose (RFC 3264 §5.1); most senders take the
 * same. */
static void
take_codec (Meaning *meaning, const LoreMedium *medium, gboolean is_receiver)
{
  LoreRtpStream *stream = meaning->stream;
  const char *codec = find_codec (medium, stream->payload_type);
  const char *event = find_codec (medium, stream->event_type);

  if (meaning->told)
    return;
  meaning->told = is_receiver;
  if (codec != NULL)
    {
      g_free (stream->codec);
      stream->codec = g_strdup (codec);
    }
  meaning->no_event =
      event != NULL && g_ascii_strncasecmp (event, "telephone-event", 15) != 0;
}

/* Who names a port as its own sits there; at the next hop it is a proxy that says so. */
static void
take_meaning_cb (const LoreMedium *medium, const LoreMessage *facts, gpointer user_data)
{
  Meaning *meaning = user_data;
  LoreRtpStream *stream = meaning->stream;

  if (g_str_equal (medium->address, stream->destination))
    {
      take_codec (meaning, medium, TRUE);
      if (stream->receiver == LORE_ID_NONE)
        stream->receiver = facts->source;
    }
  else if (g_str_equal (medium->address, stream->source))
    {
      take_codec (meaning, medium, FALSE);
      if (stream->sender == LORE_ID_NONE)
        stream->sender = facts->source;
    }
}

static void
find_meaning (LoreTrace *trace, LoreRtpStream *stream)
{
  Meaning meaning = { stream, FALSE, FALSE };
  guint32 message = LORE_ID_NONE;

  if (stream->call != LORE_ID_NONE)
    message = lore_trace_get_first_in_call (trace, stream->call);
  for (; message != LORE_ID_NONE; message = lore_trace_get_next_in_call (trace, message))
    for_each_medium (trace, message, take_meaning_cb, &meaning);
  if (meaning.no_event)
    g_array_set_size (stream->keys, 0);
  if (stream->codec == NULL)
    stream->codec = g_strdup (lore_media_get_static_codec (stream->payload_type));
}

/* --- no SDP names it ---------------------------------------------------------------- */

static char *
dup_hosts (const char *left, const char *right)
{
  const char *left_end = strrchr (left, ':');
  const char *right_end = strrchr (right, ':');

  if (left_end == NULL || right_end == NULL)
    return NULL;
  return g_strdup_printf ("%.*s %.*s", (int)(left_end - left), left,
                          (int)(right_end - right), right);
}

/* The only call between two hosts, or that there are several. */
typedef struct
{
  guint32 call; /* LORE_ID_NONE: none yet */
  gboolean several;
} Between;

static void
note_invite (LoreTrace *trace, guint32 message, GHashTable *hosts)
{
  g_autofree char *pair = NULL;
  LoreParticipant source, destination;
  LoreMessage facts;
  Between *between;

  lore_trace_get_message (trace, message, &facts);
  if (facts.status != 0 || facts.method != SIP_METHOD_INVITE
      || facts.source == LORE_ID_NONE || facts.destination == LORE_ID_NONE)
    return;
  lore_trace_get_participant (trace, facts.source, &source);
  lore_trace_get_participant (trace, facts.destination, &destination);
  pair = dup_hosts (source.address, destination.address);
  between = pair != NULL ? g_hash_table_lookup (hosts, pair) : NULL;
  if (between == NULL)
    return;
  between->several |= between->call != LORE_ID_NONE && between->call != facts.call;
  between->call = facts.call;
}

static Between *
ensure_between (GHashTable *hosts, const char *left, const char *right)
{
  g_autofree char *pair = dup_hosts (left, right);
  Between *between = pair != NULL ? g_hash_table_lookup (hosts, pair) : NULL;

  if (pair == NULL || between != NULL)
    return between;
  between = g_new0 (Between, 1);
  between->call = LORE_ID_NONE;
  g_hash_table_insert (hosts, g_steal_pointer (&pair), between);
  return between;
}

/* Addresses in SDP may be rewritten on the way (NAT): where two hosts have one call in
 * all the trace, what they send each other is its. */
static void
find_only_call (LoreRtpStream *stream, GHashTable *hosts)
{
  const Between *there = ensure_between (hosts, stream->source, stream->destination);
  const Between *back = ensure_between (hosts, stream->destination, stream->source);

  if (there == NULL || back == NULL || there->several || back->several)
    return;
  if (there->call == LORE_ID_NONE || back->call == LORE_ID_NONE
      || there->call == back->call)
    stream->call = MIN (there->call, back->call);
}

static void
find_only_calls (LoreTrace *trace, GPtrArray *streams)
{
  g_autoptr (GHashTable) hosts =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  guint n = lore_trace_get_n_messages (trace);

  for (guint i = 0; i < streams->len; i++)
    {
      const LoreRtpStream *stream = g_ptr_array_index (streams, i);

      if (stream->call != LORE_ID_NONE)
        continue;
      ensure_between (hosts, stream->source, stream->destination);
      ensure_between (hosts, stream->destination, stream->source);
    }
  if (g_hash_table_size (hosts) == 0)
    return;
  for (guint32 message = 0; message < n; message++)
    note_invite (trace, message, hosts);
  for (guint i = 0; i < streams->len; i++)
    if (((LoreRtpStream *)g_ptr_array_index (streams, i))->call == LORE_ID_NONE)
      find_only_call (g_ptr_array_index (streams, i), hosts);
}

void
lore_rtp_find_calls (LoreTrace *trace, GPtrArray *streams)
{
  g_autoptr (GHashTable) ends = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                       (GDestroyNotify)g_ptr_array_unref);
  guint n = streams->len > 0 ? lore_trace_get_n_messages (trace) : 0;

  for (guint i = 0; i < streams->len; i++)
    {
      LoreRtpStream *stream = g_ptr_array_index (streams, i);

      add_end (ends, stream->destination, stream);
      if (!g_str_equal (stream->source, stream->destination))
        add_end (ends, stream->source, stream);
    }
  for (guint32 message = 0; message < n; message++)
    for_each_medium (trace, message, choose_calls_cb, ends);
  find_only_calls (trace, streams);
  for (guint i = 0; i < streams->len; i++)
    find_meaning (trace, g_ptr_array_index (streams, i));
}
