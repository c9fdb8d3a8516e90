/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stream of RTP (RFC 3550) seen in a capture: one sender, one receiver, one SSRC. Its
 * packets are counted and not kept. A trace's streams are sorted by call, then by time;
 * those of no call come last.
 */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

/* A key pressed, as a telephone-event (RFC 4733) in the stream tells it. */
typedef struct
{
  gint64 us;         /* lab time of its first packet */
  guint32 timestamp; /* RTP's: the same where the same event is seen at the next hop */
  char key;          /* 0–9 * # A–D */
} LoreRtpKey;

typedef struct
{
  char *source; /* "192.0.2.1:49170" */
  char *destination;
  guint32 ssrc;
  guint8 payload_type; /* the first; of the telephone-events only where nothing else is */
  guint8 event_type;   /* payload type that looks like telephone-events; 0 none */
  char *codec;         /* "PCMU/8000": as its call's SDP or RFC 3551 has it; NULL */
  gint64 start_us;     /* lab time of the first and of the last packet */
  gint64 end_us;
  guint n_packets;  /* received, copies apart */
  guint n_lost;     /* expected less received (RFC 3550 §A.3) */
  gint64 jitter_us; /* interarrival jitter (RFC 3550 §A.8), the mean of all packets */
  gint64 max_jitter_us; /* and the most it came to */
  GArray *keys;         /* of LoreRtpKey, in order */
  guint32 call;         /* LORE_ID_NONE: no call's SDP names its ports */
  guint32 sender;       /* participants whose SDP names source and destination as their */
  guint32 receiver;     /* own; LORE_ID_NONE where nobody's does */
} LoreRtpStream;

LoreRtpStream *lore_rtp_stream_new (const char *source, const char *destination);
void lore_rtp_stream_free (LoreRtpStream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreRtpStream, lore_rtp_stream_free)

/* All of it but the addresses and what SDP says of it. */
void lore_rtp_stream_copy_counts (LoreRtpStream *stream, const LoreRtpStream *from);

/* Moves all its times. */
void lore_rtp_stream_shift (LoreRtpStream *stream, gint64 by_us);

/* The keys as a text; NULL when there are none; the caller's. */
char *lore_rtp_stream_dup_digits (const LoreRtpStream *stream);

/* Named arguments of the sentences "stream:…": {codec} {source} {destination} {from} {to}
 * {packets} {lost} {jitter} {duration} {keys}; the caller's. */
char **lore_rtp_stream_dup_args (LoreTrace *trace, const LoreRtpStream *stream);

/* Takes over streams whose messages the trace has; call, codec and keys that are none are
 * found by the SDP in these (RFC 8866). Few packets on ports that nobody announced are
 * chance and are dropped. Empties @streams; positions of earlier streams change. Emits
 * "streams-changed". */
void lore_trace_adopt_streams (LoreTrace *trace, GPtrArray *streams);

guint lore_trace_get_n_streams (LoreTrace *trace);
/* Borrowed until streams are adopted. */
const LoreRtpStream *lore_trace_get_stream (LoreTrace *trace, guint stream);
/* The first stream of @call, and how many follow it as the call's, itself included. */
guint lore_trace_find_streams (LoreTrace *trace, guint32 call, guint *ret_n);

G_END_DECLS
