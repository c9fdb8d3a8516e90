/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The playhead: a number that a clock moves. Position p means that p rows have been
 * played; between n and n + 1 the arrow of row n is in the air. What the ladder shows is
 * a function of the position, so that stepping back is exact.
 */
#pragma once

#include "trace/layout.h"

G_BEGIN_DECLS

#define LORE_TYPE_PLAYBACK (lore_playback_get_type ())
/* Properties, all notified: "position" (double), "playing" (boolean), "speed" (double,
 * 1 = one row a @row-seconds), "following" (boolean: new rows are flown to at once). */
G_DECLARE_FINAL_TYPE (LorePlayback, lore_playback, LORE, PLAYBACK, GObject)

LorePlayback *lore_playback_new (LoreLayout *layout);
LoreLayout *lore_playback_get_layout (LorePlayback *playback);
double lore_playback_get_position (LorePlayback *playback);
void lore_playback_set_position (LorePlayback *playback, double position); /* clamped */
double lore_playback_get_end (LorePlayback *playback); /* = number of rows */
gboolean lore_playback_get_playing (LorePlayback *playback);
void lore_playback_set_playing (LorePlayback *playback, gboolean playing);
double lore_playback_get_speed (LorePlayback *playback);
void lore_playback_set_speed (LorePlayback *playback, double speed);
gboolean lore_playback_get_following (LorePlayback *playback);
void lore_playback_set_following (LorePlayback *playback, gboolean following);

/* Moves on by @seconds of the screen's clock; FALSE when nothing moves any more. */
gboolean lore_playback_advance (LorePlayback *playback, double seconds);

/* To the next or previous whole row; stops playing. */
void lore_playback_step (LorePlayback *playback, int rows);

/* How far the arrow of @message has flown: 0 not yet … 1 arrived. */
double lore_playback_get_progress (LorePlayback *playback, guint32 message);

G_END_DECLS
