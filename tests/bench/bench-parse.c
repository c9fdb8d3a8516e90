/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-parse: messages a second of our index, our whole tree and our diagnostics, and of
 * other parsers where they are installed: the same 10,000 messages, turn about, on one
 * processor, medians. With valgrind, instructions a message too: those do not depend on
 * what else the machine does. bench-parse NAME reads each message once and is what
 * valgrind runs.
 */
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "body/dissect.h"
#include "ordinary.h"
#include "parse-peer.h"
#include "sip/index.h"

#define N_OF_EACH 1000
#define N_OF_EACH_COUNTED 50 /* valgrind is slow */
#define N_ROUNDS 7

typedef gboolean (*Work) (GBytes *message);

static gboolean
read_index (GBytes *message)
{
  SipIndex index;
  gsize len;
  const guint8 *data = g_bytes_get_data (message, &len);

  sip_index (data, len, &index);
  return index.start != SIP_START_BAD && index.call_id.len > 0;
}

static gboolean
read_tree (GBytes *message)
{
  g_autoptr (SipTree) tree = body_dissect (message);

  return sip_tree_get_n_nodes (tree) > 1;
}

static gboolean
read_diagnostics (GBytes *message)
{
  g_autoptr (SipTree) tree = body_dissect (message);
  guint n;

  sip_tree_get_diagnostics (tree, &n);
  return TRUE;
}

static SipArena *arena; /* made when first asked for */

static SipTree *
read_in_arena (GBytes *message)
{
  if (arena == NULL)
    arena = sip_arena_new ();
  return body_dissect_in (arena, message);
}

static gboolean
read_arena_tree (GBytes *message)
{
  return sip_tree_get_n_nodes (read_in_arena (message)) > 1;
}

static gboolean
read_arena_diagnostics (GBytes *message)
{
  guint n;

  sip_tree_get_diagnostics (read_in_arena (message), &n);
  return TRUE;
}

#define PEER(name)                                                                       \
  static gboolean G_GNUC_UNUSED read_##name (GBytes *message)                            \
  {                                                                                      \
    gsize len;                                                                           \
    const char *data = g_bytes_get_data (message, &len);                                 \
                                                                                         \
    return parse_with_##name (data, len);                                                \
  }
#ifdef WITH_SOFIA
PEER (sofia)
#else
#define read_sofia NULL
#endif
#ifdef WITH_OSIP
PEER (osip)
#else
#define read_osip NULL
#endif
#ifdef WITH_LIBRE
PEER (libre)
#else
#define read_libre NULL
#endif

/* The first is what the others are compared with. */
static const struct
{
  const char *name;
  Work work; /* NULL: not installed */
} parsers[] = {
  { "Sofia-SIP", read_sofia },
  { "oSIP2", read_osip },
  { "libre", read_libre },
  { "index", read_index },
  { "tree", read_tree },
  { "diagnostics", read_diagnostics },
  { "arena, tree", read_arena_tree },
  { "arena, diagnostics", read_arena_diagnostics },
};

#define N_PARSERS G_N_ELEMENTS (parsers)

static int
compare (const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

/* Seconds of this process, not of the wall: others may be at work too. */
static double
get_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

static void
pin (void)
{
  cpu_set_t set;

  CPU_ZERO (&set);
  CPU_SET (0, &set);
  sched_setaffinity (0, sizeof set, &set);
}

/* The name is what valgrind is told to count in; returns how many were refused. */
__attribute__ ((noinline)) guint bench_parse_all (Work work, GPtrArray *messages);

guint
bench_parse_all (Work work, GPtrArray *messages)
{
  guint n_refused = 0;

  for (guint i = 0; i < messages->len; i++)
    n_refused += !work (messages->pdata[i]);
  return n_refused;
}

static void
measure (GPtrArray *messages, double rates[N_PARSERS])
{
  double rounds[N_PARSERS][N_ROUNDS];

  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < N_PARSERS; i++)
      if (parsers[i].work != NULL)
        {
          double begun = get_seconds ();
          guint n_refused = bench_parse_all (parsers[i].work, messages);

          rounds[i][round] = messages->len / (get_seconds () - begun);
          if (n_refused > 0 && round == 0)
            g_print ("%s refuses %u\n", parsers[i].name, n_refused);
        }
  for (guint i = 0; i < N_PARSERS; i++)
    if (parsers[i].work != NULL)
      {
        qsort (rounds[i], N_ROUNDS, sizeof (double), compare);
        rates[i] = rounds[i][N_ROUNDS / 2];
      }
}

/* Instructions a message, 0 where they cannot be counted. */
static double
count_instructions (const char *self, guint parser)
{
  const char *argv[] = { "valgrind",
                         "--tool=callgrind",
                         "--callgrind-out-file=/dev/null",
                         "--toggle-collect=bench_parse_all",
                         self,
                         parsers[parser].name,
                         NULL };
  g_autofree char *said = NULL;
  const char *figure;

  if (!g_spawn_sync (NULL, (char **)argv, NULL,
                     G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL,
                     &said, NULL, NULL))
    return 0;
  figure = strstr (said, "Collected : ");
  return figure != NULL ? g_ascii_strtod (figure + 12, NULL)
                              / (N_OF_EACH_COUNTED * ORDINARY_N_SHAPES)
                        : 0;
}

static int
read_once (const char *name)
{
  g_autoptr (GPtrArray) messages = ordinary_messages_new (N_OF_EACH_COUNTED);

  for (guint i = 0; i < N_PARSERS; i++)
    if (strcmp (name, parsers[i].name) == 0 && parsers[i].work != NULL)
      {
        bench_parse_all (parsers[i].work, messages);
        return EXIT_SUCCESS;
      }
  return EXIT_FAILURE;
}

static void
print_sizes (GPtrArray *messages)
{
  gsize bytes = 0, nodes = 0;

  for (guint i = 0; i < messages->len; i++)
    {
      g_autoptr (SipTree) tree = body_dissect (messages->pdata[i]);

      bytes += g_bytes_get_size (messages->pdata[i]);
      nodes += sip_tree_get_n_nodes (tree);
    }
  g_print ("%u messages, %zu bytes and %zu nodes a message\n", messages->len,
           bytes / messages->len, nodes / messages->len);
}

int
main (int argc, char *argv[])
{
  double rates[N_PARSERS] = { 0 };
  g_autoptr (GPtrArray) messages = NULL;

  if (argc > 1)
    return read_once (argv[1]);
  pin ();
  messages = ordinary_messages_new (N_OF_EACH);
  print_sizes (messages);
  measure (messages, rates);
  g_print ("%-18s %12s %10s %14s\n", "", "messages/s", "Sofia = 1", "instructions");
  for (guint i = 0; i < N_PARSERS; i++)
    if (parsers[i].work == NULL)
      g_print ("%-18s not installed\n", parsers[i].name);
    else
      g_print ("%-18s %12.0f %10.2f %14.0f\n", parsers[i].name, rates[i],
               rates[0] > 0 ? rates[i] / rates[0] : 0, count_instructions (argv[0], i));
  return EXIT_SUCCESS;
}
