/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person adds, each command done, undone and done again; and what ladders make of
 * it.
 */
#include "fixture.h"

#include "trace/layout.h"
#include "trace/notes.h"

#define ALICE_OUT "192.0.2.1:43512"

static const FixtureMessage invite = { .method = "INVITE" };

/* Alice 0, proxy 1, Bob 2. */
static LoreTrace *
make_trace (void)
{
  LoreTrace *trace = lore_trace_new ();

  fixture_append (trace, LORE_EVENT_CAPTURED, 0, ALICE, PROXY, &invite);
  fixture_append (trace, LORE_EVENT_CAPTURED, 1, PROXY, BOB, &invite);
  return trace;
}

static void
count_cb (GObject *object, guint *count)
{
  ++*count;
}

static const char *
get_name (LoreTrace *trace, guint32 participant)
{
  LoreParticipant facts;

  lore_trace_get_participant (trace, participant, &facts);
  return facts.name;
}

static void
test_note (void)
{
  g_autoptr (LoreTrace) trace = make_trace ();
  LoreNotes *notes = lore_trace_get_notes (trace);

  g_assert_null (lore_notes_get_note (notes, 0));
  g_assert_false (lore_notes_can_undo (notes));
  lore_notes_set_note (notes, 0, "look here");
  lore_notes_set_note (notes, 0, "look here");
  lore_notes_set_note (notes, 0, "and here");
  lore_notes_set_note (notes, 1, "");
  g_assert_cmpstr (lore_notes_get_note (notes, 0), ==, "and here");
  lore_notes_undo (notes);
  g_assert_cmpstr (lore_notes_get_note (notes, 0), ==, "look here");
  lore_notes_undo (notes);
  g_assert_null (lore_notes_get_note (notes, 0));
  g_assert_false (lore_notes_can_undo (notes));
  lore_notes_redo (notes);
  g_assert_cmpstr (lore_notes_get_note (notes, 0), ==, "look here");
  /* Another command takes the place of what was undone. */
  lore_notes_set_note (notes, 1, "new");
  g_assert_false (lore_notes_can_redo (notes));
  lore_notes_forget_history (notes);
  g_assert_false (lore_notes_can_undo (notes));
  g_assert_cmpuint (lore_notes_get_n_notes (notes), ==, 2);
}

static void
test_alias (void)
{
  g_autoptr (LoreTrace) trace = make_trace ();
  LoreNotes *notes = lore_trace_get_notes (trace);

  lore_notes_set_alias (notes, 0, "Alice");
  g_assert_cmpstr (get_name (trace, 0), ==, "Alice");
  lore_notes_set_alias (notes, 0, NULL);
  g_assert_cmpstr (get_name (trace, 0), ==, ALICE);
  lore_notes_undo (notes);
  g_assert_cmpstr (get_name (trace, 0), ==, "Alice");
  /* The same name says that both are one; both go with one undo. */
  lore_notes_set_alias (notes, 1, "Alice");
  g_assert_cmpuint (lore_notes_get_owner (notes, 1), ==, 0);
  lore_notes_undo (notes);
  g_assert_cmpuint (lore_notes_get_owner (notes, 1), ==, 1);
  g_assert_cmpstr (get_name (trace, 1), ==, PROXY);
}

static void
test_join (void)
{
  g_autoptr (LoreTrace) trace = make_trace ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);
  LoreNotes *notes = lore_trace_get_notes (trace);
  guint columns_changed = 0;

  g_signal_connect (layout, "columns-changed", G_CALLBACK (count_cb), &columns_changed);
  lore_notes_join (notes, 2, 1);
  g_assert_cmpuint (columns_changed, ==, 1);
  g_assert_cmpuint (lore_layout_get_n_columns (layout), ==, 2);
  g_assert_cmpuint (lore_layout_find_column (layout, 2), ==, 1);
  /* Who is joined with somebody brings those along that are joined with it. */
  lore_notes_join (notes, 1, 0);
  g_assert_cmpuint (columns_changed, ==, 2);
  g_assert_cmpuint (lore_layout_get_n_columns (layout), ==, 1);
  g_assert_cmpuint (lore_notes_get_owner (notes, 2), ==, 0);
  lore_notes_undo (notes);
  g_assert_cmpuint (lore_notes_get_owner (notes, 2), ==, 1);
  lore_notes_redo (notes);
  /* The owner goes: the others stay together. */
  lore_notes_join (notes, 0, LORE_ID_NONE);
  g_assert_cmpuint (lore_notes_get_owner (notes, 0), ==, 0);
  g_assert_cmpuint (lore_notes_get_owner (notes, 1), ==, 1);
  g_assert_cmpuint (lore_notes_get_owner (notes, 2), ==, 1);
  while (lore_notes_can_undo (notes))
    lore_notes_undo (notes);
  g_assert_cmpuint (lore_layout_get_n_columns (layout), ==, 3);
}

static void
test_order (void)
{
  g_autoptr (LoreTrace) trace = make_trace ();
  g_autoptr (LoreLayout) layout = lore_layout_new (trace);
  g_autoptr (LoreLayout) other = NULL;
  LoreNotes *notes = lore_trace_get_notes (trace);

  lore_layout_move_column (layout, 0, 2);
  g_assert_cmpuint (lore_layout_get_column (layout, 0), ==, 1);
  g_assert_cmpuint (lore_layout_get_column (layout, 2), ==, 0);
  other = lore_layout_new (trace);
  g_assert_cmpuint (lore_layout_get_column (other, 2), ==, 0);
  lore_notes_undo (notes);
  g_assert_cmpuint (lore_layout_get_column (layout, 0), ==, 0);
  g_assert_cmpuint (lore_layout_get_column (other, 0), ==, 0);
  lore_notes_redo (notes);
  /* Who comes later stands last. */
  fixture_append (trace, LORE_EVENT_CAPTURED, 2, "203.0.113.1:5060", BOB, &invite);
  g_assert_cmpuint (lore_layout_get_column (layout, 2), ==, 0);
  g_assert_cmpuint (lore_layout_get_column (layout, 3), ==, 3);
}

static void
test_same_element (void)
{
  static const struct
  {
    FixtureMessage message;
    guint32 owner; /* of Alice's outgoing port, 3 */
    const char *why;
  } rows[] = {
    { { .method = "MESSAGE", .sent_by = "192.0.2.1" }, 0, "Via says 5060" },
    { { .method = "MESSAGE", .sent_by = "192.0.2.1:43512" }, 3, "Via says itself" },
    { { .method = "MESSAGE",
        .sent_by = "192.0.2.1:43512",
        .headers = "Contact: <sip:a@192.0.2.1:5060;transport=tcp>\r\n" },
      0,
      "Contact says 5060" },
    { { .method = "MESSAGE",
        .sent_by = "192.0.2.1:43512",
        .headers = "Contact: <sip:bob@198.51.100.2>\r\n" },
      3,
      "a Contact of another host" },
    { { .method = "MESSAGE", .sent_by = "192.0.2.1:43512", .headers = "Contact: *\r\n" },
      3,
      "no address" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = make_trace ();
      LoreNotes *notes = lore_trace_get_notes (trace);
      gboolean joined = rows[i].owner != 3;

      g_test_message ("%s", rows[i].why);
      fixture_append (trace, LORE_EVENT_CAPTURED, 2, ALICE_OUT, BOB, &rows[i].message);
      g_assert_cmpuint (lore_notes_join_by_messages (notes), ==, joined ? 1 : 0);
      g_assert_cmpuint (lore_notes_get_owner (notes, 3), ==, rows[i].owner);
      g_assert_cmpint (lore_notes_can_undo (notes), ==, joined);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notes/note", test_note);
  g_test_add_func ("/notes/alias", test_alias);
  g_test_add_func ("/notes/join", test_join);
  g_test_add_func ("/notes/order", test_order);
  g_test_add_func ("/notes/same-element", test_same_element);
  return g_test_run ();
}
