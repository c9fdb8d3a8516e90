/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sip/builder.h"
#include "sip/scan.h"

G_BEGIN_DECLS

/* Adds the fields behind "x=" of one SDP line to the open SDP_LINE node. */
void sdp_read_fields (SipBuilder *builder, char type, SipSpan line, SipSpan value);

/* The same for "a=": name, and what is known of its value. */
void sdp_read_attribute (SipBuilder *builder, SipSpan line, SipSpan value);

#define SDP_MAX_MIDS 32

/* What the order of lines and one line about another tell (RFC 8866 §5). Fed with line
 * after line. */
typedef struct
{
  SipSpan first_of[52]; /* session lines by letter, then media lines; empty = none */
  SipSpan latest;       /* the line of the highest rank so far */
  guint rank;
  gboolean in_media;
  SipSpan media; /* the m= line that is open */
  gboolean media_has_connection;
  guint64 wants_rtpmap; /* formats 64 to 127, a bit each */
  SipSpan formats[64];
  guint n_bare_lfs;

  /* sdp-media.c: of the part that is open */
  gboolean is_rtp;
  guint64 listed[2]; /* the formats of m=, 0 to 127, a bit each */
  SipSpan direction;

  /* and of all parts */
  guint n_media;
  SipSpan mids[SDP_MAX_MIDS]; /* the lines */
  guint n_mids;               /* may go beyond: then they are not compared */
  SipSpan group;              /* the first a=group */
} SdpCheck;

void
sdp_check_line (SdpCheck *check, SipBuilder *builder, guint8 type, const SipLine *line);
/* What media descriptions say of formats, directions and each other: a word of m= (from
 * 0), an attribute line, another line, the end. */
void sdp_check_media_word (SdpCheck *check, SipBuilder *builder, guint n, SipSpan word);
void sdp_check_attribute (SdpCheck *check, SipBuilder *builder, SipSpan line);
void
sdp_check_session_line (SdpCheck *check, SipBuilder *builder, guint8 type, SipSpan line);
void sdp_check_groups (SdpCheck *check, SipBuilder *builder, SipSpan body);

void sdp_check_end (SdpCheck *check, SipBuilder *builder, SipSpan body);

G_END_DECLS
