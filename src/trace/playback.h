/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The playhead: a number that a clock moves. Position p means that p rows have been
 * played; between n and n + 1 the arrow of row n is in the air. What the ladder shows is
 * a function of the position, so that stepping back is exact.
 */
#pragma once

#include "trace/layout.h"

G_BEGIN_DECLS

#define LORE_PLAYBACK_ROW_SECONDS 0.8 /* of the screen's clock, at speed 1 */
#define LORE_PLAYBACK_SLOWEST 0.125
#define LORE_PLAYBACK_FASTEST 16.0
#define LORE_PLAYBACK_LAG_SECONDS 1.5

#define LORE_TYPE_PLAYBACK (lore_playback_get_type ())
/* Properties, all notified: "position" (double), "playing" (boolean), "speed" (double,
 * 1 = one row in LORE_PLAYBACK_ROW_SECONDS), "following" (boolean, TRUE at first: when
 * all there is has been played, a new row starts playing at once, and a burst of them
 * plays as fast as it takes to be about LORE_PLAYBACK_LAG_SECONDS behind). Whoever has
 * stepped or scrubbed back is left there. A new playback stands at the end; another
 * choice of call leaves it at the end if it was there. */
G_DECLARE_FINAL_TYPE (LorePlayback, lore_playback, LORE, PLAYBACK, GObject)

LorePlayback *lore_playback_new (LoreLayout *layout);
LoreLayout *lore_playback_get_layout (LorePlayback *playback);
double lore_playback_get_position (LorePlayback *playback);
void lore_playback_set_position (LorePlayback *playback, double position); /* clamped */
double lore_playback_get_end (LorePlayback *playback); /* = number of rows */
gboolean lore_playback_get_playing (LorePlayback *playback);
/* Playing at the end begins at the first row again. */
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

/* The same for an arrow from @first_row to @last_row. */
double lore_flight_progress (double position, guint first_row, guint last_row);

G_END_DECLS
