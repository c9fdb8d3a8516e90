/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <string.h>

/* A message of a short story, and what is to be found out about it. Transactions and
 * dialogs are named by letters in the order in which they are seen, '-' is none. */
typedef struct
{
  double ms;
  const char *source, *destination;
  FixtureMessage message;
  char transaction;
  char dialog;
  int repeats; /* row of the message it repeats, or -1 */
  const char *why;
} Row;

static char
letter (guint32 id)
{
  return id == LORE_ID_NONE ? '-' : (char)('A' + id);
}

static void
check (const Row *rows, gsize n)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();

  for (gsize i = 0; i < n; i++)
    fixture_append (trace, LORE_EVENT_CAPTURED, rows[i].ms, rows[i].source,
                    rows[i].destination, &rows[i].message);
  g_assert_cmpuint (lore_trace_get_n_messages (trace), ==, n);
  for (gsize i = 0; i < n; i++)
    {
      LoreMessage facts;

      g_test_message ("%zu: %s", i, rows[i].why);
      lore_trace_get_message (trace, i, &facts);
      g_assert_cmpint (letter (facts.transaction), ==, rows[i].transaction);
      g_assert_cmpint (letter (facts.dialog), ==, rows[i].dialog);
      g_assert_cmpint ((facts.flags & LORE_MESSAGE_RETRANSMISSION) != 0, ==,
                       rows[i].repeats >= 0);
      g_assert_cmpint ((int)facts.original, ==, rows[i].repeats);
    }
}

#define OK(...)                                                                          \
  {                                                                                      \
    .status = 200, .to = "b", __VA_ARGS__                                                \
  }

static void
test_answered (void)
{
  static const Row rows[] = {
    { 0, ALICE, BOB, { 0 }, 'A', 'A', -1, "its dialog is that of its first response" },
    { 10, BOB, ALICE, { .status = 100 }, 'A', '-', -1, "100 makes no dialog" },
    { 20, BOB, ALICE, { .status = 180, .to = "b" }, 'A', 'A', -1, "an early dialog" },
    { 30, BOB, ALICE, OK (0), 'A', 'A', -1, "the answer" },
    { 40,
      ALICE,
      BOB,
      { .method = "ACK", .answers = "ACK", .branch = "z9hG4bK-2", .to = "b" },
      'B',
      'A',
      -1,
      "ACK for a 2xx: a transaction of its own" },
    { 50,
      BOB,
      ALICE,
      { .method = "BYE",
        .branch = "z9hG4bK-3",
        .sent_by = "bob",
        .from = "b",
        .to = "a" },
      'C',
      'A',
      -1,
      "the callee's BYE: the tags the other way round" },
    { 60,
      ALICE,
      BOB,
      { .status = 200,
        .answers = "BYE",
        .branch = "z9hG4bK-3",
        .sent_by = "bob",
        .from = "b",
        .to = "a" },
      'C',
      'A',
      -1,
      "its response" },
  };

  check (rows, G_N_ELEMENTS (rows));
}

static void
test_failed (void)
{
  static const Row rows[] = {
    { 0, ALICE, BOB, { 0 }, 'A', '-', -1, "no dialog comes of it" },
    { 10, BOB, ALICE, { .status = 486, .to = "b" }, 'A', '-', -1, "a tag is no dialog" },
    { 20,
      ALICE,
      BOB,
      { .method = "ACK", .to = "b" },
      'A',
      '-',
      -1,
      "ACK for a failure: the INVITE's transaction" },
    { 510, BOB, ALICE, { .status = 486, .to = "b" }, 'A', '-', 1, "timer G" },
    { 520, ALICE, BOB, { .method = "ACK", .to = "b" }, 'A', '-', 2, "and its ACK" },
  };

  check (rows, G_N_ELEMENTS (rows));
}

static void
test_cancelled (void)
{
  static const Row rows[] = {
    { 0, ALICE, BOB, { 0 }, 'A', 'A', -1, "rings" },
    { 10, BOB, ALICE, { .status = 180, .to = "b" }, 'A', 'A', -1, "early dialog" },
    { 20,
      ALICE,
      BOB,
      { .method = "CANCEL" },
      'B',
      '-',
      -1,
      "same branch, another method: another transaction" },
    { 30,
      BOB,
      ALICE,
      { .status = 200, .answers = "CANCEL", .to = "b" },
      'B',
      'A',
      -1,
      "its tag is that of the early dialog" },
    { 40, BOB, ALICE, { .status = 487, .to = "b" }, 'A', 'A', -1, "of the INVITE" },
    { 50, ALICE, BOB, { .method = "ACK", .to = "b" }, 'A', 'A', -1, "ACK" },
  };

  check (rows, G_N_ELEMENTS (rows));
}

static void
test_repeated (void)
{
  static const Row rows[] = {
    { 0, ALICE, PROXY, { 0 }, 'A', 'A', -1, "first" },
    { 500, ALICE, PROXY, { 0 }, 'A', '-', 0, "timer A" },
    { 501,
      PROXY,
      BOB,
      { .branch = "z9hG4bK-p", .sent_by = "p" },
      'B',
      'A',
      -1,
      "M18: at the next hop, not repeated" },
    { 600,
      BOB,
      PROXY,
      { .status = 180, .branch = "z9hG4bK-p", .sent_by = "p", .to = "b" },
      'B',
      'A',
      -1,
      "ringing" },
    { 601, PROXY, ALICE, { .status = 180, .to = "b" }, 'A', 'A', -1, "M18 again" },
    { 900, PROXY, ALICE, { .status = 180, .to = "b" }, 'A', 'A', 4, "sent once more" },
    { 60601,
      PROXY,
      ALICE,
      { .status = 180, .to = "b" },
      'A',
      'A',
      -1,
      "a minute later: there to keep proxies patient (13.3.1.1)" },
    { 61000, PROXY, ALICE, OK (.headers = "Date: x\r\n"), 'A', 'A', -1, "answer" },
    { 61500, PROXY, ALICE, OK (.headers = "Date: y\r\n"), 'A', 'A', 7,
      "the core repeats its 2xx" },
    { 61510,
      ALICE,
      PROXY,
      { .method = "ACK", .branch = "z9hG4bK-k", .to = "b" },
      'C',
      'A',
      -1,
      "ACK" },
    { 62500, PROXY, ALICE, OK (0), 'A', 'A', 7, "and again" },
    { 62510,
      ALICE,
      PROXY,
      { .method = "ACK", .branch = "z9hG4bK-k", .to = "b" },
      'C',
      'A',
      9,
      "ACK for it" },
    { 64500, PROXY, ALICE, OK (0), 'A', 'A', 7, "and again" },
    { 64510,
      ALICE,
      PROXY,
      { .method = "ACK", .branch = "z9hG4bK-l", .to = "b" },
      'D',
      'A',
      9,
      "ACK for it, under a new branch" },
    { 68510,
      ALICE,
      PROXY,
      { .method = "ACK", .branch = "z9hG4bK-l", .to = "b" },
      'D',
      'A',
      9,
      "and that one twice" },
  };

  check (rows, G_N_ELEMENTS (rows));
}

static void
test_forked (void)
{
  static const Row rows[] = {
    { 0, ALICE, PROXY, { 0 }, 'A', 'A', -1, "forks somewhere" },
    { 10, PROXY, ALICE, { .status = 180, .to = "b1" }, 'A', 'A', -1, "one phone rings" },
    { 11,
      PROXY,
      ALICE,
      { .status = 180, .to = "b2" },
      'A',
      'B',
      -1,
      "another one does: its own dialog, nothing repeated" },
    { 20, PROXY, ALICE, { .status = 200, .to = "b1" }, 'A', 'A', -1, "one answers" },
    { 21,
      PROXY,
      ALICE,
      { .status = 200, .to = "b2" },
      'A',
      'B',
      -1,
      "M35: so does the other" },
  };

  check (rows, G_N_ELEMENTS (rows));
}

static void
test_registration (void)
{
  static const Row rows[] = {
    { 0, ALICE, PROXY, { .method = "REGISTER" }, 'A', '-', -1, "asks" },
    { 10,
      PROXY,
      ALICE,
      { .status = 401, .answers = "REGISTER", .to = "r" },
      'A',
      '-',
      -1,
      "challenged" },
    { 20,
      ALICE,
      PROXY,
      { .method = "REGISTER", .branch = "z9hG4bK-2", .cseq = 2 },
      'B',
      '-',
      -1,
      "a new transaction" },
    { 30,
      PROXY,
      ALICE,
      { .status = 200,
        .answers = "REGISTER",
        .branch = "z9hG4bK-2",
        .cseq = 2,
        .to = "r" },
      'B',
      '-',
      -1,
      "M22: REGISTER makes no dialog" },
  };

  check (rows, G_N_ELEMENTS (rows));
}

static void
test_mistakes (void)
{
  static const Row rows[] = {
    { 0, ALICE, BOB, { 0 }, 'A', 'A', -1, "INVITE" },
    { 10, BOB, ALICE, OK (0), 'A', 'A', -1, "answer" },
    { 20,
      ALICE,
      BOB,
      { .method = "ACK", .to = "b" },
      'B',
      'A',
      -1,
      "M02: the ACK for a 2xx keeps the branch, and still is on its own" },
    { 100,
      ALICE,
      BOB,
      { .branch = "z9hG4bK-5", .call_id = "c2" },
      'C',
      '-',
      -1,
      "INVITE" },
    { 110,
      BOB,
      ALICE,
      { .status = 486, .branch = "z9hG4bK-5", .call_id = "c2", .to = "b" },
      'C',
      '-',
      -1,
      "busy" },
    { 120,
      ALICE,
      BOB,
      { .method = "ACK", .branch = "z9hG4bK-6", .call_id = "c2", .to = "b" },
      'D',
      'B',
      -1,
      "M01: the ACK for a failure has a new branch, and matches nothing" },
    { 200,
      ALICE,
      PROXY,
      { .branch = "z9hG4bK-7", .call_id = "c3" },
      'E',
      '-',
      -1,
      "INVITE" },
    { 210,
      PROXY,
      ALICE,
      { .status = 407, .branch = "z9hG4bK-7", .call_id = "c3", .to = "p" },
      'E',
      '-',
      -1,
      "challenged" },
    { 220,
      ALICE,
      PROXY,
      { .branch = "z9hG4bK-7", .call_id = "c3", .cseq = 2 },
      'E',
      '-',
      -1,
      "M03: the branch is kept, but the number says that it is another try" },
    { 90000,
      ALICE,
      BOB,
      { 0 },
      'F',
      '-',
      -1,
      "a fixed branch, used again when its transaction is long gone" },
  };

  check (rows, G_N_ELEMENTS (rows));
}

/* RFC 2543: no magic cookie, so Call-ID, From tag, CSeq and the top Via decide. */
static void
test_without_cookie (void)
{
  static const Row rows[] = {
    { 0, ALICE, BOB, { .branch = "1" }, 'A', '-', -1, "an old client" },
    { 10, BOB, ALICE, { .status = 486, .branch = "1", .to = "b" }, 'A', '-', -1, "busy" },
    { 20,
      ALICE,
      BOB,
      { .method = "ACK", .branch = "1", .to = "b" },
      'A',
      '-',
      -1,
      "ACK" },
    { 30,
      ALICE,
      BOB,
      { .branch = "1", .cseq = 2 },
      'B',
      '-',
      -1,
      "the same branch with another number" },
    { 40,
      ALICE,
      BOB,
      { .branch = "1", .call_id = "c2" },
      'C',
      '-',
      -1,
      "the same branch in another call" },
    { 540, ALICE, BOB, { .branch = "1", .call_id = "c2" }, 'C', '-', 4, "sent again" },
    { 550,
      ALICE,
      BOB,
      { .branch = "1", .call_id = "c2", .from = "x" },
      'D',
      '-',
      -1,
      "another From tag" },
  };

  check (rows, G_N_ELEMENTS (rows));
}

/* One branch, a hundred thousand times and from everywhere: still linear. */
static void
test_flood (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GTimer) timer = g_timer_new ();
  static const FixtureMessage options = { .method = "OPTIONS" };

  for (guint i = 0; i < 100000; i++)
    {
      g_autofree char *source =
          g_strdup_printf ("10.%u.%u.1:5060", i % 200, i / 200 % 200);

      fixture_append (trace, LORE_EVENT_SENT, i, source, BOB, &options);
    }
  g_assert_cmpuint (lore_trace_get_n_messages (trace), ==, 100000);
  g_assert_cmpuint (lore_trace_get_n_calls (trace), ==, 1);
  g_test_message ("%.2f s", g_timer_elapsed (timer, NULL));
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transactions/answered", test_answered);
  g_test_add_func ("/transactions/failed", test_failed);
  g_test_add_func ("/transactions/cancelled", test_cancelled);
  g_test_add_func ("/transactions/repeated", test_repeated);
  g_test_add_func ("/transactions/forked", test_forked);
  g_test_add_func ("/transactions/registration", test_registration);
  g_test_add_func ("/transactions/mistakes", test_mistakes);
  g_test_add_func ("/transactions/without-cookie", test_without_cookie);
  g_test_add_func ("/transactions/flood", test_flood);
  return g_test_run ();
}
