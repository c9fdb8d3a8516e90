/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages a second: the index, the tree, the tree with its body, the diagnostics.
 *
 *   bench-parse FILE…
 */
#include <stdlib.h>
#include <time.h>

#include "body/dissect.h"
#include "sip/index.h"

#define ROUNDS 7
#define SECONDS_A_ROUND 0.15

typedef void (*Work) (GBytes *message);

static void
work_index (GBytes *message)
{
  SipIndex index;
  gsize len;
  const guint8 *data = g_bytes_get_data (message, &len);

  sip_index (data, len, &index);
}

static void
work_tree (GBytes *message)
{
  sip_tree_unref (sip_tree_new (message));
}

static void
work_dissect (GBytes *message)
{
  sip_tree_unref (body_dissect (message));
}

static void
work_check (GBytes *message)
{
  g_autoptr (SipTree) tree = body_dissect (message);
  guint n;

  sip_tree_get_diagnostics (tree, &n);
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

/* Seconds of the processor, not of the wall: others may be at work too. */
static double
get_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

/* The median of some rounds. */
static double
measure (Work work, GPtrArray *messages)
{
  double rates[ROUNDS];

  for (guint round = 0; round < ROUNDS; round++)
    {
      double begin = get_seconds (), end;
      guint64 n = 0;

      do
        {
          for (guint i = 0; i < messages->len * 64; i++)
            work (messages->pdata[i % messages->len]);
          n += messages->len * 64;
          end = get_seconds ();
        }
      while (end - begin < SECONDS_A_ROUND);
      rates[round] = n / (end - begin);
    }
  qsort (rates, ROUNDS, sizeof *rates, compare);
  return rates[ROUNDS / 2];
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    Work work;
  } works[] = {
    { "index", work_index },
    { "tree", work_tree },
    { "tree and body", work_dissect },
    { "tree, body, diagnostics", work_check },
  };
  g_autoptr (GPtrArray) messages =
      g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  gsize total = 0, nodes = 0;

  for (int i = 1; i < argc; i++)
    {
      char *data;
      gsize len;
      g_autoptr (SipTree) tree = NULL;

      if (!g_file_get_contents (argv[i], &data, &len, NULL))
        return EXIT_FAILURE;
      g_ptr_array_add (messages, g_bytes_new_take (data, len));
      tree = body_dissect (messages->pdata[i - 1]);
      nodes += sip_tree_get_n_nodes (tree);
      total += len;
    }
  if (messages->len == 0)
    return EXIT_FAILURE;
  g_print ("%u messages, %zu bytes and %zu nodes a message\n", messages->len,
           total / messages->len, nodes / messages->len);
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    g_print ("%-24s %9.0f messages/s\n", works[i].name,
             measure (works[i].work, messages));
  return EXIT_SUCCESS;
}
