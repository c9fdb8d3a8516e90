/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "trace/layout.h"

#include <math.h>
#include <string.h>

static const FixtureMessage invite = { 0 };
static const FixtureMessage other = { .branch = "z9hG4bK-2", .call_id = "call-2" };

/* The rows as text: a line a row, its own message first, then its slices
 * "id x0,y0>x1,y1" and "*" with the label, "." where it starts, "!" where it ends. */
static char *
dup_rows (LoreLayout *layout)
{
  GString *text = g_string_new (NULL);
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (layout));

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (LoreRow) row = g_list_model_get_item (G_LIST_MODEL (layout), i);
      guint n;
      const LoreSlice *slices = lore_row_get_slices (row, &n);

      g_assert_cmpuint (lore_row_get_position (row), ==, i);
      g_string_append_printf (text, "%u%s:", lore_row_get_message (row),
                              lore_row_get_is_arrival (row) ? "'" : "");
      for (guint j = 0; j < n; j++)
        g_string_append_printf (text, " %u %g,%g>%g,%g%s%s%s", slices[j].message,
                                slices[j].x0, slices[j].y0, slices[j].x1, slices[j].y1,
                                slices[j].flags & LORE_SLICE_STARTS ? "." : "",
                                slices[j].flags & LORE_SLICE_LABEL ? "*" : "",
                                slices[j].flags & LORE_SLICE_ENDS ? "!" : "");
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static void
expect (LoreLayout *layout, const char *rows)
{
  g_autofree char *found = dup_rows (layout);

  g_assert_cmpstr (found, ==, rows);
}

/* Follows items-changed in an array of its own and complains when it does not add up. */
typedef struct
{
  GArray *messages; /* message of each row, as last told */
  GString *log;
} Follower;

static void
items_changed_cb (GListModel *model, guint at, guint removed, guint added,
                  Follower *follower)
{
  g_string_append_printf (follower->log, "%u-%u+%u ", at, removed, added);
  g_assert_cmpuint (at + removed, <=, follower->messages->len);
  g_array_remove_range (follower->messages, at, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (LoreRow) row = g_list_model_get_item (model, at + i);
      guint32 message = lore_row_get_message (row);

      g_array_insert_val (follower->messages, at + i, message);
    }
  g_assert_cmpuint (follower->messages->len, ==, g_list_model_get_n_items (model));
}

static Follower *
follower_new (LoreLayout *layout)
{
  Follower *follower = g_new0 (Follower, 1);

  follower->messages = g_array_new (FALSE, FALSE, sizeof (guint32));
  follower->log = g_string_new (NULL);
  g_signal_connect (layout, "items-changed", G_CALLBACK (items_changed_cb), follower);
  return follower;
}

static void
follower_free (Follower *follower)
{
  g_array_unref (follower->messages);
  g_string_free (follower->log, TRUE);
  g_free (follower);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Follower, follower_free)

/* Sent and received with nothing in between: one level arrow, and the row that was there
 * stays as it is. */
static void
test_level (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);
  g_autoptr (Follower) follower = follower_new (layout);

  fixture_append (trace, LORE_EVENT_SENT, 0, ALICE, BOB, &invite);
  g_assert_cmpstr (follower->log->str, ==, "0-0+1 ");
  fixture_append (trace, LORE_EVENT_RECEIVED, 1, ALICE, BOB, &invite);
  g_assert_cmpstr (follower->log->str, ==, "0-0+1 ");
  expect (layout, "0: 0 0,0.5>1,0.5.*!\n");
  g_assert_finalize_object (g_steal_pointer (&layout));
  g_assert_finalize_object (g_steal_pointer (&trace));
}

/* The two requests of M36: each left before it knew of the other. */
static void
test_crossing (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);
  g_autoptr (Follower) follower = follower_new (layout);
  const char *rows = "0: 0 0,0.5>0.25,1.*\n"
                     "1: 0 0.25,0>0.75,1 1 1,0.5>0.75,1.*\n"
                     "0': 0 0.75,0>1,0.5! 1 0.75,0>0.25,1\n"
                     "1': 1 0.25,0>0,0.5!\n";

  fixture_append (trace, LORE_EVENT_SENT, 0, ALICE, BOB, &invite);
  fixture_append (trace, LORE_EVENT_SENT, 1, BOB, ALICE, &other);
  expect (layout, "0: 0 0,0.5>1,0.5.*!\n1: 1 1,0.5>0,0.5.*!\n"); /* both in the air */
  fixture_append (trace, LORE_EVENT_RECEIVED, 2, ALICE, BOB, &invite);
  fixture_append (trace, LORE_EVENT_RECEIVED, 3, BOB, ALICE, &other);
  expect (layout, rows);
  g_assert_cmpstr (follower->log->str, ==, "0-0+1 1-0+1 0-2+3 1-2+3 ");
  g_assert_cmpuint (lore_layout_get_first_row (layout, 1), ==, 1);
  g_assert_cmpuint (lore_layout_get_last_row (layout, 1), ==, 3);

  /* Whoever opens it later sees the same. */
  {
    g_autoptr (LoreLayout) later = lore_layout_new (trace);

    expect (later, rows);
  }
}

/* The reply does not cross the request: level, level. */
static void
test_retransmission (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);

  fixture_append (trace, LORE_EVENT_SENT, 0, ALICE, BOB, &invite);
  fixture_append (trace, LORE_EVENT_SENT, 500, ALICE, BOB, &invite);
  fixture_append (trace, LORE_EVENT_RECEIVED, 501, ALICE, BOB, &invite);
  /* The first copy came in, late; the second is still in the air and lies level. */
  expect (layout, "0: 0 0,0.5>0.25,1.*\n"
                  "1: 0 0.25,0>0.75,1 1 0,0.5>1,0.5.*!\n"
                  "0': 0 0.75,0>1,0.5!\n");
}

static void
test_lost (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);
  g_autoptr (Follower) follower = follower_new (layout);

  fixture_append (trace, LORE_EVENT_SENT, 0, ALICE, BOB, &invite);
  fixture_append (trace, LORE_EVENT_DROPPED, 1, ALICE, BOB, &invite);
  expect (layout, "0: 0 0,0.5>0.8,0.5.*!\n");
  g_assert_cmpstr (follower->log->str, ==, "0-0+1 0-1+1 ");
}

/* A file that does not say who sent what: requests come from the left. */
static void
test_unknown_ends (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);
  const FixtureMessage ok = { .status = 200, .to = "b" };

  fixture_append (trace, LORE_EVENT_CAPTURED, 0, NULL, NULL, &invite);
  fixture_append (trace, LORE_EVENT_CAPTURED, 1, NULL, NULL, &ok);
  expect (layout, "0: 0 -0.5,0.5>0.5,0.5.*!\n1: 1 0.5,0.5>-0.5,0.5.*!\n");
  fixture_append (trace, LORE_EVENT_CAPTURED, 2, ALICE, NULL, &invite);
  fixture_append (trace, LORE_EVENT_CAPTURED, 3, NULL, BOB, &invite);
  expect (layout, "0: 0 -0.5,0.5>1.5,0.5.*!\n1: 1 1.5,0.5>-0.5,0.5.*!\n"
                  "2: 2 0,0.5>1.5,0.5.*!\n3: 3 -0.5,0.5>1,0.5.*!\n");
}

static void
test_call (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);
  g_autoptr (Follower) follower = follower_new (layout);

  fixture_append (trace, LORE_EVENT_SENT, 0, ALICE, PROXY, &invite);
  fixture_append (trace, LORE_EVENT_SENT, 1, BOB, ALICE, &other);
  fixture_append (trace, LORE_EVENT_RECEIVED, 2, ALICE, PROXY, &invite);
  lore_layout_set_call (layout, 1);
  /* Nothing of call 1 lies between its ends; the proxy has no column. */
  expect (layout, "1: 1 1,0.5>0,0.5.*!\n");
  g_assert_cmpuint (lore_layout_get_n_columns (layout), ==, 2);
  g_assert_cmpuint (lore_layout_get_first_row (layout, 0), ==, LORE_ID_NONE);
  lore_layout_set_call (layout, 0);
  expect (layout, "0: 0 0,0.5>1,0.5.*!\n");

  /* Live: what is of another call is left out, a new participant gets a column. */
  g_string_truncate (follower->log, 0);
  fixture_append (trace, LORE_EVENT_SENT, 3, ALICE, BOB, &other);
  g_assert_cmpstr (follower->log->str, ==, "");
  fixture_append (trace, LORE_EVENT_SENT, 4, PROXY, BOB, &invite);
  g_assert_cmpstr (follower->log->str, ==, "0-1+1 1-0+1 ");
  expect (layout, "0: 0 0,0.5>1,0.5.*!\n3: 3 1,0.5>2,0.5.*!\n");

  /* Two together, in the order of the log; and what comes to either. */
  lore_layout_set_calls (layout, (const guint32[]){ 0, 1 }, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (layout)), ==, 5);
  fixture_append (trace, LORE_EVENT_SENT, 5, ALICE, BOB, &other);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (layout)), ==, 6);
  g_assert_cmpuint (lore_layout_get_call (layout), ==, 0);
  lore_layout_set_call (layout, LORE_ID_NONE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (layout)), ==, 6);
}

static void
test_filter (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);
  g_autoptr (Follower) follower = follower_new (layout);
  g_autoptr (LoreFilter) filter = lore_filter_new ("call == 2 or lost", NULL);

  fixture_append (trace, LORE_EVENT_SENT, 0, ALICE, PROXY, &invite);
  fixture_append (trace, LORE_EVENT_SENT, 1, BOB, ALICE, &other);
  fixture_append (trace, LORE_EVENT_RECEIVED, 2, BOB, ALICE, &other);
  lore_layout_set_filter (layout, filter);
  g_assert_true (lore_layout_get_filter (layout) == filter);
  /* Level, as what crossed it is not shown; every participant keeps its column. */
  expect (layout, "1: 1 2,0.5>0,0.5.*!\n");

  /* Live: what does not pass is left out until it does. */
  g_string_truncate (follower->log, 0);
  fixture_append (trace, LORE_EVENT_SENT, 3, ALICE, BOB, &invite);
  g_assert_cmpstr (follower->log->str, ==, "");
  fixture_append (trace, LORE_EVENT_DROPPED, 4, ALICE, BOB, &invite);
  g_assert_cmpstr (follower->log->str, ==, "0-1+2 ");
  fixture_append (trace, LORE_EVENT_SENT, 5, BOB, ALICE, &other);
  g_assert_cmpstr (follower->log->str, ==, "0-1+2 2-0+1 ");

  /* Both choices at once. */
  lore_layout_set_call (layout, 0);
  expect (layout, "2: 2 0,0.5>1.6,0.5.*!\n");
  lore_layout_set_call (layout, LORE_ID_NONE);
  lore_layout_set_filter (layout, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (layout)), ==, 4);
  g_assert_finalize_object (g_steal_pointer (&layout));
}

static void
test_columns (void)
{
  static const struct
  {
    guint from, to;
    const char *order, *why;
  } rows[] = {
    { 0, 0, "0123", "nowhere" },      { 0, 3, "1230", "to the end" },
    { 3, 0, "3012", "to the front" }, { 1, 2, "0213", "right" },
    { 2, 1, "0213", "left" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (LoreLayout) layout = NULL;
      g_autoptr (GString) order = g_string_new (NULL);

      g_test_message ("%s", rows[i].why);
      for (guint j = 0; j < 4; j++)
        {
          g_autofree char *address = g_strdup_printf ("192.0.2.%u:5060", j);

          lore_trace_name_participant (trace, address, NULL, NULL);
        }
      layout = lore_layout_new (trace);
      lore_layout_move_column (layout, rows[i].from, rows[i].to);
      for (guint j = 0; j < 4; j++)
        {
          guint32 participant = lore_layout_get_column (layout, j);

          g_string_append_printf (order, "%u", participant);
          g_assert_cmpuint (lore_layout_find_column (layout, participant), ==, j);
        }
      g_assert_cmpstr (order->str, ==, rows[i].order);
    }
}

/* In one call's ladder a column moves among those shown; the whole ladder follows. */
static void
test_columns_of_a_call (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);
  const guint32 order[] = { 1, 2, 0 };

  fixture_append (trace, LORE_EVENT_CAPTURED, 0, ALICE, PROXY, &other);
  fixture_append (trace, LORE_EVENT_CAPTURED, 1, ALICE, BOB, &invite);
  lore_layout_set_call (layout, 1);
  lore_layout_move_column (layout, 0, 1);
  expect (layout, "1: 1 1,0.5>0,0.5.*!\n");
  lore_layout_set_call (layout, LORE_ID_NONE);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (lore_layout_get_column (layout, i), ==, order[i]);
}

static int
compare_slices (gconstpointer a, gconstpointer b)
{
  const LoreSlice *left = a;
  const LoreSlice *right = b;

  if (left->message != right->message)
    return left->message < right->message ? -1 : 1;
  return (left->p0 > right->p0) - (left->p0 < right->p0);
}

/* Whatever happens, the slices of each message join end to end, from its sender to its
 * receiver, one a row, and a layout that grew with the trace equals one made later. */
static void
check_joints (LoreLayout *layout)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (LoreSlice));
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (layout));

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (LoreRow) row = g_list_model_get_item (G_LIST_MODEL (layout), i);
      guint n;
      const LoreSlice *slices = lore_row_get_slices (row, &n);

      for (guint j = 0; j < n; j++)
        {
          g_assert_cmpuint (lore_layout_get_first_row (layout, slices[j].message), <=, i);
          g_assert_cmpuint (lore_layout_get_last_row (layout, slices[j].message), >=, i);
        }
      g_array_append_vals (all, slices, n);
    }
  g_array_sort (all, compare_slices);
  for (guint i = 0; i < all->len; i++)
    {
      const LoreSlice *slice = &g_array_index (all, LoreSlice, i);
      const LoreSlice *next =
          i + 1 < all->len ? &g_array_index (all, LoreSlice, i + 1) : NULL;

      g_assert_true (slice->flags & LORE_SLICE_STARTS
                     || (slice[-1].message == slice->message && slice->y0 == 0));
      if (slice->flags & LORE_SLICE_ENDS)
        g_assert_true (slice->p1 == 1
                       && (next == NULL || next->message != slice->message));
      else
        {
          g_assert_true (next != NULL && next->message == slice->message);
          g_assert_true (slice->x1 == next->x0 && slice->p1 == next->p0);
          g_assert_true (slice->y1 == 1 && next->y0 == 0);
        }
    }
}

static void
test_random (void)
{
  static const char *const addresses[] = { ALICE, PROXY, BOB, NULL };

  for (guint seed = 0; seed < 40; seed++)
    {
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (LoreLayout) layout = lore_layout_new (trace);
      g_autoptr (LoreLayout) later = NULL;
      g_autoptr (LoreLayout) call = NULL;
      g_autoptr (Follower) follower = follower_new (layout);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autofree char *grown = NULL;
      g_autofree char *made = NULL;

      for (guint i = 0; i < 150; i++)
        {
          g_autofree char *id = g_strdup_printf ("%d", g_rand_int_range (rand, 0, 9));
          FixtureMessage message = { .call_id = id,
                                     .status = g_rand_boolean (rand) ? 0 : 180 };
          LoreEventType type = g_rand_int_range (rand, 0, 9) < 8
                                   ? g_rand_int_range (rand, 0, 2)
                                   : g_rand_int_range (rand, 2, 4);

          fixture_append (trace, type, i * 10, addresses[g_rand_int_range (rand, 0, 4)],
                          addresses[g_rand_int_range (rand, 0, 4)], &message);
        }
      check_joints (layout);
      later = lore_layout_new (trace);
      grown = dup_rows (layout);
      made = dup_rows (later);
      g_assert_cmpstr (grown, ==, made);
      call = lore_layout_new (trace);
      for (guint32 i = 0; i < lore_trace_get_n_calls (trace); i++)
        {
          lore_layout_set_call (call, i);
          check_joints (call);
        }
      for (guint i = 0; i < follower->messages->len; i++)
        {
          g_autoptr (LoreRow) row = g_list_model_get_item (G_LIST_MODEL (later), i);

          g_assert_cmpuint (g_array_index (follower->messages, guint32, i), ==,
                            lore_row_get_message (row));
        }
    }
}

/* A hundred thousand messages sent and received: rows are made when asked for. */
static void
test_large (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreLayout) layout = NULL;
  g_autoptr (LoreRow) row = NULL;
  g_autoptr (GTimer) timer = NULL;

  for (guint i = 0; i < 100000; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      FixtureMessage message = { .call_id = id, .branch = id };

      fixture_append (trace, LORE_EVENT_SENT, i, ALICE, BOB, &message);
      fixture_append (trace, LORE_EVENT_RECEIVED, i, ALICE, BOB, &message);
    }
  timer = g_timer_new ();
  layout = lore_layout_new (trace);
  row = g_list_model_get_item (G_LIST_MODEL (layout), 99999);
  g_test_message ("%.3f s", g_timer_elapsed (timer, NULL));
  g_assert_cmpuint (lore_row_get_message (row), ==, 99999);
  g_assert_cmpint (lore_row_get_time_us (row), ==, 99999000);
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, 2);
}

/* A copy stands still whatever becomes of the ladder it was made of. */
static void
test_still (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);
  g_autoptr (LoreLayout) still = NULL;
  g_autofree char *before = NULL;

  /* Two that cross. */
  fixture_append (trace, LORE_EVENT_SENT, 0, ALICE, BOB, &invite);
  fixture_append (trace, LORE_EVENT_SENT, 1, BOB, ALICE, &other);
  fixture_append (trace, LORE_EVENT_RECEIVED, 2, ALICE, BOB, &invite);
  fixture_append (trace, LORE_EVENT_RECEIVED, 3, BOB, ALICE, &other);
  still = lore_layout_dup_still (layout);
  before = dup_rows (layout);
  expect (still, before);

  fixture_append (trace, LORE_EVENT_SENT, 4, PROXY, BOB, &invite);
  lore_layout_move_column (layout, 0, 1);
  lore_layout_set_call (layout, 1);
  expect (still, before);
  g_assert_cmpuint (lore_layout_get_n_columns (still), ==, 2);
  g_assert_cmpuint (lore_layout_get_column (still, 0), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/level", test_level);
  g_test_add_func ("/layout/crossing", test_crossing);
  g_test_add_func ("/layout/retransmission", test_retransmission);
  g_test_add_func ("/layout/lost", test_lost);
  g_test_add_func ("/layout/unknown-ends", test_unknown_ends);
  g_test_add_func ("/layout/call", test_call);
  g_test_add_func ("/layout/filter", test_filter);
  g_test_add_func ("/layout/columns", test_columns);
  g_test_add_func ("/layout/columns-of-a-call", test_columns_of_a_call);
  g_test_add_func ("/layout/random", test_random);
  g_test_add_func ("/layout/large", test_large);
  g_test_add_func ("/layout/still", test_still);
  return g_test_run ();
}
