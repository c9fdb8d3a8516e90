/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/clock.h"

typedef struct
{
  gint64 due; /* lab time */
  guint id;
  LoreClockFunc func;
  gpointer user_data;
} Timer;

/* Timers stand in one sequence by (due, id), so that what falls due together is called
 * in the order in which it was set: a replay calls it in the same order. */
struct _LoreClock
{
  GObject parent_instance;

  /* Owned */
  GSequence *timers; /* of Timer */
  GHashTable *by_id; /* id → GSequenceIter, borrowed */
  GSource *source;   /* NULL when virtual */

  guint last_id;
  double speed;
  gint64 lab_base;       /* the lab time … */
  gint64 monotonic_base; /* … that belongs to this time of the machine */
};

typedef struct
{
  GSource parent;
  LoreClock *clock; /* borrowed: the clock destroys its source */
} ClockSource;

G_DEFINE_FINAL_TYPE (LoreClock, lore_clock, G_TYPE_OBJECT)

static int
compare_timers (gconstpointer a, gconstpointer b, gpointer data)
{
  const Timer *left = a, *right = b;

  if (left->due != right->due)
    return left->due < right->due ? -1 : 1;
  return left->id < right->id ? -1 : left->id > right->id;
}

static Timer *
lore_clock_peek (LoreClock *self)
{
  GSequenceIter *iter = g_sequence_get_begin_iter (self->timers);

  return g_sequence_iter_is_end (iter) ? NULL : g_sequence_get (iter);
}

/* Tells the main loop when to wake: the machine's time of the first timer. */
static void
lore_clock_arm (LoreClock *self)
{
  Timer *first = lore_clock_peek (self);
  gint64 ready = -1;

  if (self->source == NULL)
    return;
  if (first != NULL && self->speed > 0)
    ready = self->monotonic_base
            + MAX (0, (gint64)((first->due - self->lab_base) / self->speed));
  g_source_set_ready_time (self->source, ready);
}

/* Takes the first timer off the clock and calls it. The clock must be held. */
static void
lore_clock_fire (LoreClock *self)
{
  Timer timer = *lore_clock_peek (self);

  lore_clock_remove (self, timer.id);
  timer.func (timer.user_data);
}

static gboolean
clock_source_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  g_autoptr (LoreClock) self = g_object_ref (((ClockSource *)source)->clock);
  gint64 now = lore_clock_get_time (self);
  Timer *first;

  while (!g_source_is_destroyed (source) && (first = lore_clock_peek (self)) != NULL
         && first->due <= now)
    lore_clock_fire (self);
  lore_clock_arm (self);
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs clock_source_funcs = { .dispatch = clock_source_dispatch };

static void
lore_clock_finalize (GObject *object)
{
  LoreClock *self = LORE_CLOCK (object);

  if (self->source != NULL)
    {
      g_source_destroy (self->source);
      g_source_unref (self->source);
    }
  g_sequence_free (self->timers);
  g_hash_table_unref (self->by_id);
  G_OBJECT_CLASS (lore_clock_parent_class)->finalize (object);
}

static void
lore_clock_class_init (LoreClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lore_clock_finalize;
}

static void
lore_clock_init (LoreClock *self)
{
  self->timers = g_sequence_new (g_free);
  self->by_id = g_hash_table_new (NULL, NULL);
  self->speed = 1;
  self->monotonic_base = g_get_monotonic_time ();
}

LoreClock *
lore_clock_new_real (void)
{
  LoreClock *self = g_object_new (LORE_TYPE_CLOCK, NULL);
  ClockSource *source;

  self->source = g_source_new (&clock_source_funcs, sizeof (ClockSource));
  source = (ClockSource *)self->source;
  source->clock = self;
  g_source_set_static_name (self->source, "LoreClock");
  g_source_attach (self->source, g_main_context_get_thread_default ());
  return self;
}

LoreClock *
lore_clock_new_virtual (void)
{
  return g_object_new (LORE_TYPE_CLOCK, NULL);
}

gint64
lore_clock_get_time (LoreClock *self)
{
  g_return_val_if_fail (LORE_IS_CLOCK (self), 0);
  if (self->source == NULL)
    return self->lab_base;
  return self->lab_base
         + (gint64)((g_get_monotonic_time () - self->monotonic_base) * self->speed);
}

gint64
lore_clock_get_unix_us (LoreClock *self)
{
  g_return_val_if_fail (LORE_IS_CLOCK (self), LORE_CLOCK_NO_UNIX_TIME);
  return self->source == NULL ? LORE_CLOCK_NO_UNIX_TIME : g_get_real_time ();
}

void
lore_clock_set_speed (LoreClock *self, double speed)
{
  g_return_if_fail (LORE_IS_CLOCK (self) && speed >= 0);
  self->lab_base = lore_clock_get_time (self);
  self->monotonic_base = g_get_monotonic_time ();
  self->speed = speed;
  lore_clock_arm (self);
}

double
lore_clock_get_speed (LoreClock *self)
{
  g_return_val_if_fail (LORE_IS_CLOCK (self), 0);
  return self->speed;
}

guint
lore_clock_add (LoreClock *self, gint64 delay_us, LoreClockFunc func, gpointer user_data)
{
  Timer *timer;
  GSequenceIter *iter;

  g_return_val_if_fail (LORE_IS_CLOCK (self) && delay_us >= 0 && func != NULL, 0);
  timer = g_new (Timer, 1);
  if (++self->last_id == 0) /* after four thousand million timers */
    ++self->last_id;
  timer->due = lore_clock_get_time (self) + delay_us;
  timer->id = self->last_id;
  timer->func = func;
  timer->user_data = user_data;
  iter = g_sequence_insert_sorted (self->timers, timer, compare_timers, NULL);
  g_hash_table_insert (self->by_id, GUINT_TO_POINTER (timer->id), iter);
  lore_clock_arm (self);
  return timer->id;
}

void
lore_clock_remove (LoreClock *self, guint id)
{
  GSequenceIter *iter;

  g_return_if_fail (LORE_IS_CLOCK (self));
  iter = g_hash_table_lookup (self->by_id, GUINT_TO_POINTER (id));
  if (iter == NULL)
    return;
  g_hash_table_remove (self->by_id, GUINT_TO_POINTER (id));
  g_sequence_remove (iter);
  lore_clock_arm (self);
}

void
lore_clock_advance (LoreClock *self, gint64 us)
{
  g_autoptr (LoreClock) held = NULL;
  gint64 target;
  Timer *first;

  g_return_if_fail (LORE_IS_CLOCK (self) && self->source == NULL && us >= 0);
  held = g_object_ref (self);
  target = self->lab_base + us;
  while ((first = lore_clock_peek (self)) != NULL && first->due <= target)
    {
      self->lab_base = MAX (self->lab_base, first->due);
      lore_clock_fire (self);
    }
  self->lab_base = MAX (self->lab_base, target);
}

gboolean
lore_clock_advance_to_next (LoreClock *self)
{
  Timer *first;

  g_return_val_if_fail (LORE_IS_CLOCK (self) && self->source == NULL, FALSE);
  first = lore_clock_peek (self);
  if (first == NULL)
    return FALSE;
  lore_clock_advance (self, MAX (0, first->due - self->lab_base));
  return TRUE;
}
