/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/sieve.h"

/* Fewer messages are through within a frame or two. */
#define LONG 10000

/* One run; the task owns it, and the sieve looks at it while it is the last. */
typedef struct
{
  LoreLayout *layout;        /* owned */
  LoreFilter *filter;        /* owned */
  GCancellable *cancellable; /* owned */
  GArray *found;             /* owned, once it is through */
  LoreHeadway headway;
  guint n_events; /* of the trace when it began */
} Run;

struct _LoreSieve
{
  GObject parent_instance;

  Run *run; /* borrowed, or NULL */
};

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreSieve, lore_sieve, G_TYPE_OBJECT)

static void
run_free (Run *run)
{
  g_object_unref (run->layout);
  lore_filter_unref (run->filter);
  g_object_unref (run->cancellable);
  g_clear_pointer (&run->found, g_array_unref);
  g_free (run);
}

static void
lore_sieve_dispose (GObject *object)
{
  lore_sieve_cancel (LORE_SIEVE (object));
  G_OBJECT_CLASS (lore_sieve_parent_class)->dispose (object);
}

static void
lore_sieve_class_init (LoreSieveClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_sieve_dispose;
  signals[DONE] = g_signal_new ("done", LORE_TYPE_SIEVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
lore_sieve_init (LoreSieve *self)
{
}

LoreSieve *
lore_sieve_new (void)
{
  return g_object_new (LORE_TYPE_SIEVE, NULL);
}

static void
run_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *run = data;

  run->found =
      lore_filter_run (run->filter, lore_layout_get_trace (run->layout), &run->headway);
  g_task_return_boolean (task, TRUE);
}

/* What came to the trace meanwhile is not in what was found. */
static void
set (Run *run)
{
  LoreTrace *trace = lore_layout_get_trace (run->layout);

  if (lore_trace_get_n_events (trace) == run->n_events)
    lore_layout_set_filter_found (run->layout, run->filter, run->found);
  else
    lore_layout_set_filter (run->layout, run->filter);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LoreSieve *self = LORE_SIEVE (source);
  Run *run = g_task_get_task_data (G_TASK (result));

  if (self->run != run) /* cancelled, or another has begun */
    return;
  self->run = NULL;
  set (run);
  g_signal_emit (self, signals[DONE], 0);
}

void
lore_sieve_apply (LoreSieve *self, LoreLayout *layout, LoreFilter *filter)
{
  LoreTrace *trace = lore_layout_get_trace (layout);
  g_autoptr (GTask) task = NULL;
  Run *run;

  lore_sieve_cancel (self);
  if (filter == NULL || lore_trace_get_n_messages (trace) < LONG)
    {
      lore_layout_set_filter (layout, filter);
      return;
    }
  run = g_new0 (Run, 1);
  run->layout = g_object_ref (layout);
  run->filter = lore_filter_ref (filter);
  run->cancellable = g_cancellable_new ();
  run->headway.cancellable = run->cancellable;
  run->n_events = lore_trace_get_n_events (trace);
  self->run = run;
  task = g_task_new (self, NULL, done_cb, NULL);
  g_task_set_source_tag (task, lore_sieve_apply);
  g_task_set_task_data (task, run, (GDestroyNotify)run_free);
  g_task_run_in_thread (task, run_cb);
}

void
lore_sieve_cancel (LoreSieve *self)
{
  if (self->run == NULL)
    return;
  g_cancellable_cancel (self->run->cancellable);
  self->run = NULL;
  g_signal_emit (self, signals[DONE], 0);
}

gboolean
lore_sieve_is_running (LoreSieve *self)
{
  return self->run != NULL;
}

double
lore_sieve_get_fraction (LoreSieve *self)
{
  return self->run != NULL ? MAX (lore_headway_get_fraction (&self->run->headway), 0) : 0;
}
