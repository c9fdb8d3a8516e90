/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/intake.h"

G_BEGIN_DECLS

#define LORE_TYPE_FOLLOWED_STREAM (lore_followed_stream_get_type ())
/* A stream on the way to another: it counts the bytes, for another thread to look at, and
 * writes no more once it is cancelled. So no writer of a format need know of either. */
G_DECLARE_FINAL_TYPE (LoreFollowedStream, lore_followed_stream, LORE, FOLLOWED_STREAM,
                      GFilterOutputStream)

/* @progress (borrowed; its n_read counts) and @cancellable may be NULL. */
GOutputStream *lore_followed_stream_new (GOutputStream *base, LoreProgress *progress,
                                         GCancellable *cancellable);

G_END_DECLS
