/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The clock that every timer goes through: real, scaled (0.1× to 64×), paused, or virtual
 * (tests live 32 seconds in no time).
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LORE_TYPE_CLOCK (lore_clock_get_type ())
G_DECLARE_FINAL_TYPE (LoreClock, lore_clock, LORE, CLOCK, GObject)

typedef void (*LoreClockFunc) (gpointer user_data);

LoreClock *lore_clock_new_real (void);    /* on the thread-default main context */
LoreClock *lore_clock_new_virtual (void); /* moves only by lore_clock_advance() */

gint64 lore_clock_get_time (LoreClock *clock); /* lab time, µs since its birth */

/* The trace's LORE_TIME_UNKNOWN, which this layer cannot see. */
#define LORE_CLOCK_NO_UNIX_TIME G_MININT64
/* UNIX µs; LORE_CLOCK_NO_UNIX_TIME when virtual. */
gint64 lore_clock_get_unix_us (LoreClock *clock);

/* 1 = real time; 0 = paused. Pending timers keep their lab times. */
void lore_clock_set_speed (LoreClock *clock, double speed);
double lore_clock_get_speed (LoreClock *clock);

/* Calls @func once, @delay_us of lab time from now; the id is never 0. */
guint lore_clock_add (LoreClock *clock, gint64 delay_us, LoreClockFunc func,
                      gpointer user_data);
void lore_clock_remove (LoreClock *clock, guint id); /* no harm if it is gone */

/* Virtual clocks: moves time on, calling what falls due in order of time, then of id. */
void lore_clock_advance (LoreClock *clock, gint64 us);
/* To the next timer; FALSE when there is none. */
gboolean lore_clock_advance_to_next (LoreClock *clock);

G_END_DECLS
