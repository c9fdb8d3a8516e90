/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/template.h"
#include "session/transaction.h"
#include "wire/memory.h"

#include <string.h>

/* A machine on a bench: what it sends, tells and becomes is written down. */
typedef struct
{
  LoreClock *clock;
  LoreMemory *memory;
  LoreWire *wire;
  LoreTrace *trace;
  LoreRecorder *recorder;
  LoreTransaction *transaction;
  GString *log;
} Bench;

static gboolean
on_datagram (GBytes *datagram, const char *source, const char *destination,
             gpointer user_data)
{
  Bench *bench = user_data;
  gsize len;
  const char *data = g_bytes_get_data (datagram, &len);
  gboolean response = len > 8 && memcmp (data, "SIP/2.0 ", 8) == 0;

  g_string_append_printf (bench->log, "%.*s ", response ? 3 : (int)strcspn (data, " "),
                          response ? data + 8 : data);
  return FALSE;
}

static void
on_pass (LoreTransaction *transaction, GBytes *message, gpointer user_data)
{
  g_string_append (((Bench *)user_data)->log, "passed ");
}

static void
on_failed (LoreTransaction *transaction, LoreDo why, gpointer user_data)
{
  g_string_append (((Bench *)user_data)->log,
                   why == LORE_DO_TELL_TIMEOUT ? "timeout " : "error ");
}

static void
on_ended (LoreTransaction *transaction, gpointer user_data)
{
  g_string_append (((Bench *)user_data)->log, "ended ");
}

static const LoreTransactionHooks hooks = { on_pass, on_failed, on_ended };
static const LoreWireSink sink = { 0 };

static GBytes *
message (const char *start_line, const char *method)
{
  g_autofree char *text = g_strdup_printf (
      "%s\nVia: SIP/2.0/UDP 127.0.0.1:1;branch=z9hG4bKx\nFrom: <sip:a@x>;tag=1\n"
      "To: <sip:b@x>;tag=2\nCall-ID: c\nCSeq: 1 %s\n\n",
      start_line, method);

  return lore_template_fill (text, NULL, TRUE, NULL);
}

static void
bench_begin (Bench *bench, LoreMachine machine, gboolean reliable)
{
  gboolean invite =
      machine == LORE_MACHINE_INVITE_CLIENT || machine == LORE_MACHINE_INVITE_SERVER;
  const char *method = invite ? "INVITE" : "OPTIONS";
  g_autofree char *line = g_strconcat (method, " sip:b@x SIP/2.0", NULL);
  g_autoptr (GBytes) request = message (line, method);

  bench->clock = lore_clock_new_virtual ();
  bench->memory = lore_memory_new (bench->clock);
  lore_memory_set_reliable (bench->memory, reliable);
  lore_memory_set_filter (bench->memory, on_datagram, bench);
  bench->wire =
      lore_network_open (LORE_NETWORK (bench->memory), NULL, 1, &sink, bench, NULL);
  bench->trace = lore_trace_new ();
  bench->recorder = lore_recorder_new (bench->trace, bench->clock, "bench");
  bench->log = g_string_new (NULL);
  bench->transaction =
      lore_transaction_new (machine, bench->recorder, bench->clock, bench->wire,
                            "127.0.0.1:2", "key", request, &hooks, bench);
  lore_transaction_feed (bench->transaction, LORE_INPUT_START, request);
}

static void
bench_end (Bench *bench)
{
  lore_transaction_unref (bench->transaction);
  lore_recorder_free (bench->recorder);
  g_assert_finalize_object (bench->wire);
  g_assert_finalize_object (bench->memory);
  g_assert_finalize_object (bench->trace);
  g_assert_finalize_object (bench->clock);
  g_string_free (bench->log, TRUE);
}

/* A script of words: a number of milliseconds passes that time, "180" is a response,
 * "request" and "ack" come in, "error" is the transport's. */
static void
bench_play (Bench *bench, const char *script)
{
  g_auto (GStrv) words = g_strsplit (script, " ", -1);

  for (gsize i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      g_autofree char *line = g_strdup_printf ("SIP/2.0 %s X", words[i]);
      g_autoptr (GBytes) response = message (line, "INVITE");

      if (g_str_has_suffix (words[i], "ms"))
        lore_clock_advance (bench->clock, g_ascii_strtoull (words[i], NULL, 10) * 1000);
      else if (g_str_equal (words[i], "request"))
        lore_transaction_feed (bench->transaction, LORE_INPUT_REQUEST, response);
      else if (g_str_equal (words[i], "ack"))
        lore_transaction_feed (bench->transaction, LORE_INPUT_ACK, response);
      else if (g_str_equal (words[i], "error"))
        lore_transaction_feed (bench->transaction, LORE_INPUT_ERROR, NULL);
      else
        lore_transaction_feed_response (bench->transaction, response);
    }
}

#define IC LORE_MACHINE_INVITE_CLIENT
#define NC LORE_MACHINE_NON_INVITE_CLIENT
#define IS LORE_MACHINE_INVITE_SERVER
#define NS LORE_MACHINE_NON_INVITE_SERVER

static void
test_rows (void)
{
  static const struct
  {
    LoreMachine machine;
    gboolean reliable;
    const char *script, *log;
    LoreState state;
    const char *why;
  } rows[] = {
    /* Figure 5, timers A B D M */
    { IC, FALSE, "3499ms", "INVITE INVITE INVITE ", LORE_STATE_CALLING,
      "A doubles: at 500 and 1500 ms" },
    { IC, FALSE, "1ms 100 60000ms", "INVITE passed ", LORE_STATE_PROCEEDING,
      "a 1xx stops A and B for good" },
    { IC, FALSE, "100 180 183", "INVITE passed passed passed ", LORE_STATE_PROCEEDING,
      "each 1xx is passed on" },
    { IC, FALSE, "200", "INVITE passed ", LORE_STATE_ACCEPTED, "no ACK of its own" },
    { IC, FALSE, "180 200 200 200", "INVITE passed passed passed passed ",
      LORE_STATE_ACCEPTED, "each 2xx goes to the core (RFC 6026)" },
    { IC, FALSE, "200 31999ms", "INVITE passed ", LORE_STATE_ACCEPTED, "M waits" },
    { IC, FALSE, "200 32000ms", "INVITE passed ended ", LORE_STATE_TERMINATED, "M" },
    { IC, FALSE, "200 486 180", "INVITE passed ", LORE_STATE_ACCEPTED,
      "what comes after a 2xx is ignored" },
    { IC, FALSE, "486", "INVITE ACK passed ", LORE_STATE_COMPLETED,
      "the transaction acknowledges a refusal" },
    { IC, FALSE, "180 486 486 486", "INVITE passed ACK passed ACK ACK ",
      LORE_STATE_COMPLETED, "an ACK for each copy, which is not passed on" },
    { IC, FALSE, "486 200 180", "INVITE ACK passed ", LORE_STATE_COMPLETED,
      "a 2xx after a refusal is ignored" },
    { IC, FALSE, "486 31999ms", "INVITE ACK passed ", LORE_STATE_COMPLETED, "D waits" },
    { IC, FALSE, "486 32000ms", "INVITE ACK passed ended ", LORE_STATE_TERMINATED, "D" },
    { IC, TRUE, "486 0ms", "INVITE ACK passed ended ", LORE_STATE_TERMINATED,
      "D is zero over TCP" },
    { IC, TRUE, "31999ms", "INVITE ", LORE_STATE_CALLING, "no A over TCP" },
    { IC, TRUE, "32000ms", "INVITE timeout ended ", LORE_STATE_TERMINATED, "but B" },
    { IC, FALSE, "error", "INVITE error ended ", LORE_STATE_TERMINATED, "nobody there" },
    { IC, FALSE, "486 error", "INVITE ACK passed error ended ", LORE_STATE_TERMINATED,
      "the ACK cannot be delivered" },
    { IC, FALSE, "180 error", "INVITE passed ", LORE_STATE_PROCEEDING,
      "somebody was there: a late ICMP means nothing" },

    /* Figure 6, timers E F K */
    { NC, FALSE, "7499ms", "OPTIONS OPTIONS OPTIONS OPTIONS ", LORE_STATE_TRYING,
      "E doubles: at 500, 1500 and 3500 ms" },
    { NC, FALSE, "100 12499ms", "OPTIONS passed OPTIONS OPTIONS OPTIONS ",
      LORE_STATE_PROCEEDING, "after a 1xx: the E that runs, then each T2" },
    { NC, FALSE, "100 32000ms",
      "OPTIONS passed OPTIONS OPTIONS OPTIONS OPTIONS OPTIONS OPTIONS OPTIONS OPTIONS "
      "timeout ended ",
      LORE_STATE_TERMINATED, "F runs on" },
    { NC, FALSE, "200", "OPTIONS passed ", LORE_STATE_COMPLETED, "a final response" },
    { NC, FALSE, "404 404 200", "OPTIONS passed ", LORE_STATE_COMPLETED,
      "copies are absorbed" },
    { NC, FALSE, "200 4999ms", "OPTIONS passed ", LORE_STATE_COMPLETED, "K waits" },
    { NC, FALSE, "200 5000ms", "OPTIONS passed ended ", LORE_STATE_TERMINATED, "K" },
    { NC, TRUE, "200 0ms", "OPTIONS passed ended ", LORE_STATE_TERMINATED,
      "K is zero over TCP" },
    { NC, TRUE, "32000ms", "OPTIONS timeout ended ", LORE_STATE_TERMINATED,
      "F without E" },
    { NC, FALSE, "100 error", "OPTIONS passed error ended ", LORE_STATE_TERMINATED,
      "it was being repeated" },

    /* Figure 7, timers G H I L */
    { IS, FALSE, "request", "passed ", LORE_STATE_PROCEEDING, "nothing sent yet" },
    { IS, FALSE, "100 180 request request", "passed 100 180 180 180 ",
      LORE_STATE_PROCEEDING, "a copy gets the latest 1xx" },
    { IS, FALSE, "180 error", "passed 180 error ", LORE_STATE_PROCEEDING,
      "it stays (RFC 6026)" },
    { IS, FALSE, "486 3499ms", "passed 486 486 486 ", LORE_STATE_COMPLETED,
      "G doubles: at 500 and 1500 ms" },
    { IS, FALSE, "486 7500ms request", "passed 486 486 486 486 486 486 ",
      LORE_STATE_COMPLETED, "to T2; a copy gets it too" },
    { IS, FALSE, "486 ack 100ms ack request", "passed 486 ", LORE_STATE_CONFIRMED,
      "the ACK stops it" },
    { IS, FALSE, "486 ack 5000ms", "passed 486 ended ", LORE_STATE_TERMINATED, "I" },
    { IS, TRUE, "486 20000ms", "passed 486 ", LORE_STATE_COMPLETED, "no G over TCP" },
    { IS, TRUE, "486 ack 0ms", "passed 486 ended ", LORE_STATE_TERMINATED,
      "I is zero over TCP" },
    { IS, TRUE, "486 32000ms", "passed 486 timeout ended ", LORE_STATE_TERMINATED,
      "H: no ACK" },
    { IS, FALSE, "200 20000ms", "passed 200 ", LORE_STATE_ACCEPTED,
      "a 2xx is the core's to repeat" },
    { IS, FALSE, "200 request ack 200", "passed 200 passed 200 ", LORE_STATE_ACCEPTED,
      "copies are absorbed; ACK and 2xx go through" },
    { IS, FALSE, "200 486", "passed 200 ", LORE_STATE_ACCEPTED, "too late to refuse" },
    { IS, FALSE, "200 32000ms", "passed 200 ended ", LORE_STATE_TERMINATED, "L" },
    { IS, TRUE, "200 31999ms", "passed 200 ", LORE_STATE_ACCEPTED, "L over TCP, too" },

    /* Figure 8, timer J */
    { NS, FALSE, "request request", "passed ", LORE_STATE_TRYING, "nothing to say yet" },
    { NS, FALSE, "100 request", "passed 100 100 ", LORE_STATE_PROCEEDING, "the 1xx" },
    { NS, FALSE, "200 request request", "passed 200 200 200 ", LORE_STATE_COMPLETED,
      "the final response for each copy" },
    { NS, FALSE, "200 404", "passed 200 ", LORE_STATE_COMPLETED, "only one is final" },
    { NS, FALSE, "200 error", "passed 200 error ", LORE_STATE_COMPLETED,
      "it stays (RFC 6026)" },
    { NS, FALSE, "404 31999ms", "passed 404 ", LORE_STATE_COMPLETED, "J waits" },
    { NS, FALSE, "404 32000ms", "passed 404 ended ", LORE_STATE_TERMINATED, "J" },
    { NS, TRUE, "404 0ms", "passed 404 ended ", LORE_STATE_TERMINATED,
      "J is zero over TCP" },
    { NS, FALSE, "60000ms", "passed ", LORE_STATE_TRYING, "the core may take its time" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Bench bench;

      g_test_message ("%s: %s", lore_machine_get_topic (rows[i].machine), rows[i].why);
      bench_begin (&bench, rows[i].machine, rows[i].reliable);
      bench_play (&bench, rows[i].script);
      g_assert_cmpstr (bench.log->str, ==, rows[i].log);
      g_assert_cmpint (lore_transaction_get_state (bench.transaction), ==, rows[i].state);
      bench_end (&bench);
    }
}

/* The wire refuses the very first datagram. */
static void
test_not_sent (void)
{
  Bench bench;

  bench_begin (&bench, LORE_MACHINE_NON_INVITE_CLIENT, FALSE);
  lore_wire_close (bench.wire);
  bench_play (&bench, "500ms");
  g_assert_cmpstr (bench.log->str, ==, "OPTIONS error ended ");
  g_assert_nonnull (lore_transaction_get_error (bench.transaction));
  bench_end (&bench);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transaction/rows", test_rows);
  g_test_add_func ("/transaction/not-sent", test_not_sent);
  return g_test_run ();
}
