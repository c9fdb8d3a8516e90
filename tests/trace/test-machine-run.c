/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "trace/machine-run.h"

#define NO LORE_STATE_NONE /* no machine at that side */

typedef struct
{
  const char *source, *destination;
  FixtureMessage message;
  gboolean lost;
  LoreState client, server; /* after it */
} Line;

static void
check (const Line *lines, guint n, const char *why)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();

  for (guint i = 0; i < n; i++)
    {
      if (lines[i].lost)
        fixture_append (trace, LORE_EVENT_SENT, i * 100, lines[i].source,
                        lines[i].destination, &lines[i].message);
      fixture_append (trace, lines[i].lost ? LORE_EVENT_DROPPED : LORE_EVENT_CAPTURED,
                      i * 100, lines[i].source, lines[i].destination, &lines[i].message);
    }
  for (guint i = 0; i < n; i++)
    for (int client = 0; client < 2; client++)
      {
        LoreState wanted = client ? lines[i].client : lines[i].server;
        LoreMachineRun run = { 0 };

        g_test_message ("%s: line %u, %s", why, i, client ? "client" : "server");
        g_assert_cmpint (lore_trace_run_machine (trace, i, client, &run), ==,
                         wanted != NO);
        g_assert_cmpint (run.state, ==, wanted);
      }
}

#define CHECK(lines, why) check (lines, G_N_ELEMENTS (lines), why)

static void
test_lines (void)
{
  static const Line answered[] = {
    { ALICE, BOB, { 0 }, FALSE, LORE_STATE_CALLING, LORE_STATE_PROCEEDING },
    { ALICE, BOB, { 0 }, FALSE, LORE_STATE_CALLING, LORE_STATE_PROCEEDING },
    { BOB,
      ALICE,
      { .status = 180, .to = "b" },
      FALSE,
      LORE_STATE_PROCEEDING,
      LORE_STATE_PROCEEDING },
    { BOB,
      ALICE,
      { .status = 200, .to = "b" },
      FALSE,
      LORE_STATE_ACCEPTED,
      LORE_STATE_ACCEPTED },
    { ALICE, BOB, { .method = "ACK", .branch = "z9hG4bK-2", .to = "b" }, FALSE, NO, NO },
  };
  static const Line refused[] = {
    { ALICE, BOB, { 0 }, FALSE, LORE_STATE_CALLING, LORE_STATE_PROCEEDING },
    { BOB,
      ALICE,
      { .status = 486, .to = "b" },
      FALSE,
      LORE_STATE_COMPLETED,
      LORE_STATE_COMPLETED },
    { ALICE,
      BOB,
      { .method = "ACK", .to = "b" },
      FALSE,
      LORE_STATE_COMPLETED,
      LORE_STATE_CONFIRMED },
  };
  static const Line lost[] = {
    { ALICE, BOB, { .method = "OPTIONS" }, TRUE, LORE_STATE_TRYING, NO },
    { ALICE, BOB, { .method = "OPTIONS" }, FALSE, LORE_STATE_TRYING, LORE_STATE_TRYING },
    { BOB,
      ALICE,
      { .method = "OPTIONS", .status = 200, .to = "b" },
      FALSE,
      LORE_STATE_COMPLETED,
      LORE_STATE_COMPLETED },
  };

  CHECK (answered, "answered");
  CHECK (refused, "refused: the ACK is the transaction's");
  CHECK (lost, "the server knows nothing of what was lost");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/machine-run/lines", test_lines);
  return g_test_run ();
}
