/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sip/builder.h"
#include "sip/scan.h"

G_BEGIN_DECLS

/* Adds the fields behind "x=" of one SDP line to the open SDP_LINE node. */
void sdp_read_fields (SipBuilder *builder, char type, SipSpan line, SipSpan value);

/* The same for "a=": name, and what is known of its value. */
void sdp_read_attribute (SipBuilder *builder, SipSpan line, SipSpan value);

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
} SdpCheck;

void
sdp_check_line (SdpCheck *check, SipBuilder *builder, guint8 type, const SipLine *line);
void sdp_check_end (SdpCheck *check, SipBuilder *builder, SipSpan body);

G_END_DECLS
