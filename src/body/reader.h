/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Readers of bodies: from the bytes of @entity to nodes under the open BODY node. What
 * they pass over is filled in when it is closed.
 */
#pragma once

#include "sip/builder.h"

G_BEGIN_DECLS

/* Parts within parts are looked into this far. */
#define BODY_MAX_DEPTH 8

typedef void (*BodyReader) (SipBuilder *builder, const SipEntity *entity, guint depth);

/* Chooses by Content-Type. */
void body_read_entity (SipBuilder *builder, const SipEntity *entity, guint depth);

void body_read_sdp (SipBuilder *builder, const SipEntity *entity, guint depth);
void body_read_multipart (SipBuilder *builder, const SipEntity *entity, guint depth);
void body_read_sipfrag (SipBuilder *builder, const SipEntity *entity, guint depth);
void body_read_dtmf (SipBuilder *builder, const SipEntity *entity, guint depth);
void body_read_summary (SipBuilder *builder, const SipEntity *entity, guint depth);
void body_read_markup (SipBuilder *builder, const SipEntity *entity, guint depth);

/* Said to be text: reported where it is not UTF-8 and names no other charset. */
void body_read_text (SipBuilder *builder, const SipEntity *entity, guint depth);

/* Content-Encoding says that only another program can look inside. */
void body_read_compressed (SipBuilder *builder, const SipEntity *entity, guint depth);

/* Text if it is UTF-8, else binary. */
void body_read_plain (SipBuilder *builder, const SipEntity *entity, guint depth);

G_END_DECLS
