/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The streams of a trace, sorted by call, then by time, so that a call's stand together.
 */
#pragma once

#include "trace/rtp-stream.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *rows; /* owned, of LoreRtpStream */
} LoreRtpStore;

void lore_rtp_store_init (LoreRtpStore *store);
void lore_rtp_store_clear (LoreRtpStore *store);

/* Takes over what is no chance; empties @streams, whose calls are known. */
void lore_rtp_store_take (LoreRtpStore *store, GPtrArray *streams);
guint lore_rtp_store_find (const LoreRtpStore *store, guint32 call, guint *ret_n);

G_END_DECLS
