/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which call a stream of RTP belongs to: the one whose SDP names its ports.
 */
#pragma once

#include "trace/rtp-stream.h"

G_BEGIN_DECLS

/* Fills call, sides and codec of each of @streams (LoreRtpStream) from the messages of
 * @trace, and takes their keys where the SDP says that they are none. */
void lore_rtp_find_calls (LoreTrace *trace, GPtrArray *streams);

G_END_DECLS
