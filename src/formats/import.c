/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import.h"

#include "base/args.h"
#include "base/args-private.h"
#include "formats/handover.h"

#include <sched.h>

#define EVENTS_BETWEEN_CHECKS 256

typedef struct
{
  const char *what;
  guint count;
  guint first;
} Tally;

struct _LoreImport
{
  /* Borrowed */
  LoreTrace *trace;
  LoreImportReport *report;
  GCancellable *cancellable;

  /* Owned */
  GArray *tallies;    /* of Tally, in the order in which each first happened */
  GPtrArray *streams; /* of LoreRtpStream */
  LoreAddressBook *addresses;
  LoreHandover *handover; /* while lore_import_run() does, else NULL */

  guint n_events;
  gint64 first_unix_us;
  gboolean cancelled;
  gboolean alone; /* what reads appends, too */
};

/* Several files may share a trace: then lab time began with the first of them. */
static gint64
find_zero (LoreTrace *trace)
{
  LoreMessage first;

  if (lore_trace_get_n_messages (trace) == 0)
    return LORE_TIME_UNKNOWN;
  lore_trace_get_message (trace, 0, &first);
  return first.unix_us != LORE_TIME_UNKNOWN && first.sent_us != LORE_TIME_UNKNOWN
             ? first.unix_us - first.sent_us
             : LORE_TIME_UNKNOWN;
}

LoreImport *
lore_import_new (LoreTrace *trace, LoreImportReport *report, GCancellable *cancellable)
{
  LoreImport *import = g_new0 (LoreImport, 1);

  import->trace = trace;
  import->report = report;
  import->cancellable = cancellable;
  import->tallies = g_array_new (FALSE, FALSE, sizeof (Tally));
  import->streams = g_ptr_array_new_with_free_func ((GDestroyNotify)lore_rtp_stream_free);
  import->addresses = lore_address_book_new ();
  import->first_unix_us = find_zero (trace);
  return import;
}

/* Lab time begins at the first message; without one, at the first stream. */
static void
hand_over_streams (LoreImport *import)
{
  gint64 begin_us = import->first_unix_us;

  for (guint i = 0;
       import->first_unix_us == LORE_TIME_UNKNOWN && i < import->streams->len; i++)
    {
      const LoreRtpStream *stream = g_ptr_array_index (import->streams, i);

      if (begin_us == LORE_TIME_UNKNOWN || stream->start_us < begin_us)
        begin_us = stream->start_us;
    }
  for (guint i = 0; i < import->streams->len; i++)
    lore_rtp_stream_shift (g_ptr_array_index (import->streams, i), -begin_us);
  lore_trace_adopt_streams (import->trace, import->streams);
  g_ptr_array_unref (import->streams);
}

void
lore_import_free (LoreImport *import)
{
  hand_over_streams (import);
  for (guint i = 0; i < import->tallies->len; i++)
    {
      Tally *tally = &g_array_index (import->tallies, Tally, i);
      g_autofree char *count = g_strdup_printf ("%u", tally->count);
      g_autofree char *first = g_strdup_printf ("%u", tally->first);

      lore_import_report_add (import->report, tally->what,
                              lore_args_new ("count", count, "first", first, NULL));
    }
  if (import->cancelled)
    lore_import_report_add (import->report, "cancelled", g_new0 (char *, 1));
  g_array_unref (import->tallies);
  lore_address_book_free (import->addresses);
  g_free (import);
}

LoreTrace *
lore_import_get_trace (LoreImport *import)
{
  return import->trace;
}

LoreImportReport *
lore_import_get_report (LoreImport *import)
{
  return import->report;
}

LoreAddressBook *
lore_import_get_addresses (LoreImport *import)
{
  return import->addresses;
}

static void
set_lab_time (LoreImport *import, LoreEvent *event)
{
  if (event->unix_us == LORE_TIME_UNKNOWN || event->lab_us != LORE_TIME_UNKNOWN)
    return;
  if (import->first_unix_us == LORE_TIME_UNKNOWN)
    import->first_unix_us = event->unix_us;
  event->lab_us = event->unix_us - import->first_unix_us;
}

static gboolean
go_on (LoreImport *import)
{
  import->n_events++;
  return import->n_events % EVENTS_BETWEEN_CHECKS != 0
         || !lore_import_is_cancelled (import);
}

/* --- reading beside --------------------------------------------------------------- */

typedef struct
{
  LoreImport *import;
  LoreImportFunc read;
  LoreIntake *intake;
  GError *error;
} Reading;

static gpointer
read_cb (gpointer data)
{
  Reading *reading = data;
  gboolean done = reading->read (reading->import, reading->intake, &reading->error);

  lore_handover_finish (reading->import->handover);
  return GINT_TO_POINTER (done);
}

/* FALSE behind the last. */
static gboolean
append_batch (LoreImport *import)
{
  LoreBatch *batch = lore_handover_take (import->handover);

  if (batch == NULL)
    return FALSE;
  for (guint i = 0; i < lore_batch_get_n (batch); i++)
    {
      const LoreHanded *handed = lore_batch_get (batch, i);

      lore_trace_append_read (import->trace, &handed->event, &handed->reading);
    }
  lore_handover_give_back (import->handover, batch);
  return TRUE;
}

static void
append_batches (LoreImport *import)
{
  while (append_batch (import))
    ;
}

/* g_get_num_processors() counts those that this process may not use as well. */
static gboolean
is_alone_on_processor (void)
{
  cpu_set_t allowed;

  if (sched_getaffinity (0, sizeof allowed, &allowed) != 0)
    return g_get_num_processors () < 2;
  return CPU_COUNT (&allowed) < 2;
}

static gboolean
read_and_append (LoreImport *import, Reading *reading)
{
  gpointer done;
  GThread *thread;

  if (import->alone)
    {
      done = read_cb (reading);
      append_batches (import);
      return GPOINTER_TO_INT (done);
    }
  thread = g_thread_new ("lore-reader", read_cb, reading);
  append_batches (import);
  return GPOINTER_TO_INT (g_thread_join (thread));
}

gboolean
lore_import_run (LoreImport *import, LoreImportFunc read, LoreIntake *intake,
                 GError **error)
{
  Reading reading = { import, read, intake, NULL };
  LoreArena arena;
  gboolean done;

  lore_arena_init (&arena);
  import->handover = lore_handover_new (&arena);
  import->alone = is_alone_on_processor ();
  done = read_and_append (import, &reading);
  g_clear_pointer (&import->handover, lore_handover_free);
  lore_trace_adopt (import->trace, &arena);
  lore_arena_clear (&arena);
  if (reading.error != NULL)
    g_propagate_error (error, reading.error);
  return done;
}

/* --- adding ------------------------------------------------------------------------ */

gboolean
lore_import_add (LoreImport *import, const LoreEvent *event)
{
  LoreEvent timed = *event;

  set_lab_time (import, &timed);
  lore_trace_append (import->trace, &timed);
  if (event->message != NULL)
    import->report->n_messages++;
  return go_on (import);
}

static void
append (LoreImport *import, const LoreEvent *event, gconstpointer data, gsize len)
{
  LoreReading reading;

  lore_reading_init (&reading, data, len);
  lore_trace_append_read (import->trace, event, &reading);
}

gboolean
lore_import_add_message (LoreImport *import, const LoreEvent *event, gconstpointer data,
                         gsize len)
{
  LoreEvent timed = *event;

  set_lab_time (import, &timed);
  if (import->handover == NULL)
    append (import, &timed, data, len);
  else if (lore_handover_add (import->handover, &timed, data, len) && import->alone)
    append_batch (import);
  import->report->n_messages++;
  return go_on (import);
}

void
lore_import_add_stream (LoreImport *import, LoreRtpStream *stream)
{
  g_ptr_array_add (import->streams, stream);
}

void
lore_import_count (LoreImport *import, const char *what)
{
  Tally fresh = { what, 1, import->report->n_messages + 1 };

  for (guint i = 0; i < import->tallies->len; i++)
    {
      Tally *tally = &g_array_index (import->tallies, Tally, i);

      if (g_str_equal (tally->what, what))
        {
          tally->count++;
          return;
        }
    }
  g_array_append_val (import->tallies, fresh);
}

void
lore_import_remark (LoreImport *import, const char *id, ...)
{
  va_list list;

  va_start (list, id);
  lore_import_report_add (import->report, id,
                          lore_args_new_valist (va_arg (list, const char *), list));
  va_end (list);
}

void
lore_import_skip (LoreImport *import)
{
  import->report->n_skipped++;
}

void
lore_import_repair (LoreImport *import, const char *what)
{
  import->report->n_repaired++;
  lore_import_count (import, what);
}

gboolean
lore_import_is_cancelled (LoreImport *import)
{
  if (!import->cancelled && g_cancellable_is_cancelled (import->cancellable))
    import->cancelled = TRUE;
  return import->cancelled;
}
