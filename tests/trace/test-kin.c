/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "trace/kin.h"

#define NONE LORE_ID_NONE

/* An INVITE through a proxy, repeated at the first hop, and a second one in its dialog.
 */
static void
test_call (void)
{
  static const struct
  {
    const char *source, *destination;
    FixtureMessage message;
    guint32 kins[LORE_N_KINS]; /* original, hop, predecessor, previous */
    const char *why;
  } rows[] = {
    { ALICE, PROXY, { .branch = "z9hG4bK-1" }, { NONE, NONE, NONE, NONE }, "the first" },
    { ALICE, PROXY, { .branch = "z9hG4bK-1" }, { 0, NONE, NONE, 0 }, "repeated" },
    { PROXY, BOB, { .branch = "z9hG4bK-p" }, { NONE, 1, NONE, 1 }, "the next hop" },
    { BOB,
      PROXY,
      { .status = 180, .branch = "z9hG4bK-p", .to = "b" },
      { NONE, NONE, NONE, 2 },
      "a response is nobody's hop yet" },
    { PROXY,
      ALICE,
      { .status = 180, .branch = "z9hG4bK-1", .to = "b" },
      { NONE, 3, NONE, 3 },
      "on its way back" },
    { BOB,
      PROXY,
      { .status = 200, .branch = "z9hG4bK-p", .to = "b" },
      { NONE, NONE, 3, 4 },
      "after the provisional one" },
    { ALICE,
      PROXY,
      { .branch = "z9hG4bK-2", .to = "b", .cseq = 2 },
      { NONE, NONE, 0, 5 },
      "a re-INVITE is held against the INVITE, not against what repeats it" },
  };
  g_autoptr (LoreTrace) trace = lore_trace_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    fixture_append (trace, LORE_EVENT_CAPTURED, i * 100, rows[i].source,
                    rows[i].destination, &rows[i].message);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint32 kins[LORE_N_KINS];

      lore_trace_find_kins (trace, i, kins);
      for (guint kin = 0; kin < LORE_N_KINS; kin++)
        {
          g_test_message ("%s: kin %u", rows[i].why, kin);
          g_assert_cmpint ((gint32)kins[kin], ==, (gint32)rows[i].kins[kin]);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kin/call", test_call);
  return g_test_run ();
}
