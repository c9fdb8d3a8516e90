/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * generate-capture FILE.pcap[ng] MESSAGES [SEED]
 *
 * Writes a capture of so many SIP messages (a multiple of ten), one in a hundred of them
 * a retransmission, and FILE.pcap[ng].truth, which says in JSON what a reader of the
 * capture must count. The same arguments give the same bytes.
 */
#include "call-script.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_US (G_GINT64_CONSTANT (1767225600) * G_USEC_PER_SEC) /* 2026-01-01 UTC */
#define BETWEEN_CALLS_US 40000 /* 25 calls a second, of up to 90 s each */
#define MOST_MESSAGES 50000000

typedef struct
{
  gint64 at_us;
  guint32 call;
  guint8 move;
  guint8 repeated;
} Event;

typedef struct
{
  guint messages, calls, transactions, retransmissions;
  guint repeated_acks; /* those of the retransmissions that not every tool counts */
  guint64 bytes;
  GHashTable *requests;  /* method → count, with retransmissions */
  GHashTable *responses; /* status → count, with retransmissions */
} Truth;

/* Every hundredth message is a retransmission. The four losses in turn cost 1 + 2 + 1 + 1
 * of them, and those calls are spread evenly. */
typedef struct
{
  guint calls, lossy;
} Budget;

static Budget
make_budget (guint messages)
{
  guint retransmissions = 10 * ((messages + 500) / 1000);

  return (Budget){ (messages - retransmissions) / SCRIPT_MOVES, retransmissions / 5 * 4 };
}

static ScriptLoss
get_loss (const Budget *budget, guint32 call)
{
  guint before = (guint64)call * budget->lossy / budget->calls;
  guint after = (guint64)(call + 1) * budget->lossy / budget->calls;

  return after > before ? 1 + before % (SCRIPT_N_LOSSES - 1) : SCRIPT_LOST_NOTHING;
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const Event *x = a, *y = b;

  if (x->at_us != y->at_us)
    return x->at_us < y->at_us ? -1 : 1;
  if (x->call != y->call)
    return x->call < y->call ? -1 : 1;
  if (x->repeated != y->repeated)
    return x->repeated - y->repeated;
  return x->move - y->move;
}

/* All that happens, in the order of time. */
static GArray *
make_events (const Budget *budget, guint64 seed, Truth *truth)
{
  GArray *events =
      g_array_sized_new (FALSE, FALSE, sizeof (Event), SCRIPT_MOVES * budget->calls);

  for (guint32 number = 0; number < budget->calls; number++)
    {
      ScriptEvent script[SCRIPT_MOVES + 2];
      gint64 start_us = (gint64)number * BETWEEN_CALLS_US;
      Call call;
      guint n;

      call_init (&call, seed, number, get_loss (budget, number));
      n = call_get_events (&call, script);
      for (guint i = 0; i < n; i++)
        {
          Event event = { start_us + script[i].at_us, number, script[i].move,
                          script[i].repeated };

          g_array_append_val (events, event);
          if (!script[i].repeated)
            continue;
          truth->retransmissions++;
          truth->repeated_acks +=
              g_strcmp0 (call_get_method (&call, script[i].move), "ACK") == 0;
        }
      truth->calls++;
      truth->transactions += call_get_n_transactions (&call);
    }
  g_array_sort (events, compare_events);
  return events;
}

static void
count (GHashTable *table, gconstpointer key)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (table, key));

  g_hash_table_insert (table, (gpointer)key, GUINT_TO_POINTER (n + 1));
}

static void
write_events (CaptureFile *file, const GArray *events, const Budget *budget, guint64 seed,
              Truth *truth)
{
  g_autoptr (GString) text = g_string_sized_new (2048);

  for (guint i = 0; i < events->len; i++)
    {
      const Event *event = &g_array_index (events, Event, i);
      const Party *from, *to;
      const char *method;
      Call call;

      call_init (&call, seed, event->call, get_loss (budget, event->call));
      call_put_message (&call, event->move, text);
      call_get_parties (&call, event->move, &from, &to);
      capture_file_add (file, FIRST_US + event->at_us, &from->endpoint, &to->endpoint,
                        text->str, text->len);
      truth->messages++;
      truth->bytes += text->len;
      method = call_get_method (&call, event->move);
      if (method != NULL)
        count (truth->requests, method);
      else
        count (truth->responses, GUINT_TO_POINTER (call_get_status (&call, event->move)));
    }
}

static void
put_counts (FILE *out, GHashTable *table, gboolean names)
{
  GHashTableIter iter;
  gpointer key, value;
  const char *comma = "";

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      if (names)
        fprintf (out, "%s\"%s\": %u", comma, (char *)key, GPOINTER_TO_UINT (value));
      else
        fprintf (out, "%s\"%u\": %u", comma, GPOINTER_TO_UINT (key),
                 GPOINTER_TO_UINT (value));
      comma = ", ";
    }
}

static gboolean
write_truth (const char *capture, const Truth *truth)
{
  g_autofree char *path = g_strconcat (capture, ".truth", NULL);
  FILE *out = fopen (path, "w");

  if (out == NULL)
    return FALSE;
  fprintf (out,
           "{\"messages\": %u, \"calls\": %u, \"transactions\": %u, "
           "\"retransmissions\": %u, \"repeated_acks\": %u, \"message_bytes\": "
           "%" G_GUINT64_FORMAT ",\n \"requests\": {",
           truth->messages, truth->calls, truth->transactions, truth->retransmissions,
           truth->repeated_acks, truth->bytes);
  put_counts (out, truth->requests, TRUE);
  fputs ("},\n \"responses\": {", out);
  put_counts (out, truth->responses, FALSE);
  fputs ("}}\n", out);
  return fclose (out) == 0;
}

static gboolean
generate (const char *path, guint messages, guint64 seed)
{
  Budget budget = make_budget (messages);
  g_autoptr (GHashTable) requests = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) responses = g_hash_table_new (NULL, NULL);
  Truth truth = { .requests = requests, .responses = responses };
  g_autoptr (GArray) events = make_events (&budget, seed, &truth);
  CaptureFile *file = capture_file_new (path);

  if (file == NULL)
    return FALSE;
  write_events (file, events, &budget, seed, &truth);
  g_assert (truth.messages == messages);
  return capture_file_close (file) && write_truth (path, &truth);
}

int
main (int argc, char *argv[])
{
  guint64 messages, seed = 1;

  if (argc < 3 || argc > 4
      || !g_ascii_string_to_unsigned (argv[2], 10, 10, MOST_MESSAGES, &messages, NULL)
      || messages % SCRIPT_MOVES != 0
      || (argc == 4
          && !g_ascii_string_to_unsigned (argv[3], 10, 0, G_MAXUINT64, &seed, NULL)))
    {
      fputs ("usage: generate-capture FILE.pcap[ng] MESSAGES [SEED]\n"
             "MESSAGES is a multiple of ten.\n",
             stderr);
      return 2;
    }
  if (!generate (argv[1], messages, seed))
    {
      fprintf (stderr, "%s: %s\n", argv[1], g_strerror (errno));
      return 3;
    }
  return 0;
}
