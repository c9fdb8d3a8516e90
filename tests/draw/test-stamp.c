/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "draw/stamp.h"

/* What each row says of its time, joined. */
static char *
dup_stamps (LoreLayout *layout, LoreStamp stamp)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (layout)); i++)
    {
      g_autoptr (LoreRow) row = g_list_model_get_item (G_LIST_MODEL (layout), i);
      g_autofree char *text = lore_stamp_dup_for_row (layout, stamp, row);

      g_strv_builder_add (builder, text);
    }
  words = g_strv_builder_end (builder);
  return g_strjoinv (" ", words);
}

static void
test_rows (void)
{
  static const struct
  {
    LoreStamp stamp;
    const char *words;
  } rows[] = {
    { LORE_STAMP_SINCE_FIRST, "0.000 0.180 2.500" },
    { LORE_STAMP_SINCE_PREVIOUS, "+0.000 +0.180 +2.320" },
    { LORE_STAMP_ABSOLUTE, "00:00:00.000 00:00:00.180 00:00:02.500" },
  };
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreLayout) layout = NULL;

  fixture_append (trace, LORE_EVENT_CAPTURED, 0, ALICE, BOB, &(FixtureMessage){ 0 });
  fixture_append (trace, LORE_EVENT_CAPTURED, 180, BOB, ALICE,
                  &(FixtureMessage){ .status = 180, .to = "b" });
  fixture_append (trace, LORE_EVENT_CAPTURED, 2500, BOB, ALICE,
                  &(FixtureMessage){ .status = 200, .to = "b" });
  layout = lore_layout_new (trace);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = dup_stamps (layout, rows[i].stamp);

      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

/* A file may not say when anything was. */
static void
test_unknown (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GBytes) bytes = fixture_message (&(FixtureMessage){ 0 });
  LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                      .unix_us = LORE_TIME_UNKNOWN,
                      .source = ALICE,
                      .destination = BOB,
                      .message = bytes };
  g_autoptr (LoreLayout) layout = NULL;
  g_autofree char *words = NULL;

  lore_trace_append (trace, &event);
  layout = lore_layout_new (trace);
  words = dup_stamps (layout, LORE_STAMP_ABSOLUTE);
  g_assert_cmpstr (words, ==, "0.000");
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stamp/rows", test_rows);
  g_test_add_func ("/stamp/unknown", test_unknown);
  return g_test_run ();
}
