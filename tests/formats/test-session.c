/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "formats/journal.h"
#include "trace/notes.h"
#include "trace/rtp-stream.h"

#include <signal.h>
#include <string.h>

#define OPTIONS "OPTIONS sip:b@example.com SIP/2.0\r\nCall-ID: 1\r\n\r\n"

/* A trace with one event of each kind and every field used. */
static LoreTrace *
make_trace (void)
{
  static const char binary[] = "MESSAGE sip:b@example.com SIP/2.0\r\nX: \\x41 \\ \n"
                               "Call-ID: 2\r\n\r\n\0\xff\r \t|\\n\r\n \\";
  g_autoptr (GBytes) options = g_bytes_new_static (OPTIONS, strlen (OPTIONS));
  g_autoptr (GBytes) odd = g_bytes_new_static (binary, sizeof binary - 1);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  LoreTrace *trace = lore_trace_new ();
  const LoreEvent events[] = {
    { LORE_EVENT_SENT, LORE_TRANSPORT_UDP, 0, 1700000000123456, "127.0.0.1:5060",
      "127.0.0.1:5070", options, .element = "alice", .subject = "z9hG4bK1" },
    { LORE_EVENT_RECEIVED, LORE_TRANSPORT_UDP, 250, 1700000000123706, "127.0.0.1:5060",
      "127.0.0.1:5070", options, .element = "bob" },
    { LORE_EVENT_CAPTURED, LORE_TRANSPORT_UNKNOWN, -1500000, LORE_TIME_UNKNOWN, NULL,
      "[2001:db8::1]:5060", odd, TRUE },
    { LORE_EVENT_DROPPED, LORE_TRANSPORT_TCP, LORE_TIME_UNKNOWN, LORE_TIME_UNKNOWN, NULL,
      NULL, empty },
    { LORE_EVENT_TIMER_SET, .lab_us = 300, .unix_us = LORE_TIME_UNKNOWN,
      .element = "alice", .subject = "a b=c", .name = "timer:A", .duration_us = 500000,
      .rfc = "3261 §17.1.1.2" },
    { LORE_EVENT_TIMER_FIRED, .lab_us = 500300, .unix_us = LORE_TIME_UNKNOWN,
      .name = "timer:A" },
    { LORE_EVENT_TIMER_CANCELLED, .lab_us = 500301, .unix_us = LORE_TIME_UNKNOWN,
      .name = "timer:B" },
    { LORE_EVENT_STATE, .lab_us = 500302, .unix_us = LORE_TIME_UNKNOWN,
      .name = "machine:invite-client", .from_state = "state:calling",
      .to_state = "state:proceeding" },
    { LORE_EVENT_PROBLEM, .lab_us = 500303, .unix_us = LORE_TIME_UNKNOWN,
      .source = "127.0.0.1:5060", .destination = "127.0.0.1:9",
      .name = "problem:port-unreachable" },
    { LORE_EVENT_NOTE, .lab_us = 500304, .unix_us = LORE_TIME_UNKNOWN,
      .name = "narration:note" },
  };

  lore_trace_name_participant (trace, "127.0.0.1:5070", "Bob the callee", "role:uas");
  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    lore_trace_append (trace, &events[i]);
  return trace;
}

static void
assert_same_event (const LoreEvent *x, const LoreEvent *y)
{
  g_assert_cmpint (x->type, ==, y->type);
  g_assert_cmpint (x->transport, ==, y->transport);
  g_assert_cmpint (x->lab_us, ==, y->lab_us);
  g_assert_cmpint (x->unix_us, ==, y->unix_us);
  g_assert_cmpstr (x->source, ==, y->source);
  g_assert_cmpstr (x->destination, ==, y->destination);
  g_assert_cmpint (x->truncated, ==, y->truncated);
  g_assert_cmpstr (x->element, ==, y->element);
  g_assert_cmpstr (x->subject, ==, y->subject);
  g_assert_cmpstr (x->name, ==, y->name);
  g_assert_cmpstr (x->from_state, ==, y->from_state);
  g_assert_cmpstr (x->to_state, ==, y->to_state);
  g_assert_cmpint (x->duration_us, ==, y->duration_us);
  g_assert_cmpstr (x->rfc, ==, y->rfc);
  g_assert_cmpint (x->message == NULL, ==, y->message == NULL);
  if (x->message != NULL)
    g_assert_true (g_bytes_equal (x->message, y->message));
}

static void
assert_same_trace (LoreTrace *a, LoreTrace *b, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      LoreEvent x, y;

      lore_trace_get_event (a, i, &x);
      lore_trace_get_event (b, i, &y);
      assert_same_event (&x, &y);
    }
}

static char *
dup_written (LoreTrace *trace, gsize *ret_len)
{
  g_autofree char *path = fixture_dup_path ("trace.siplore");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  char *text;

  lore_format_write (trace, file, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, ret_len, NULL));
  return text;
}

static void
test_round_trip (void)
{
  g_autoptr (LoreTrace) trace = make_trace ();
  g_autoptr (LoreTrace) again = lore_trace_new ();
  gsize len, len_again;
  g_autofree char *text = dup_written (trace, &len);
  g_autofree char *text_again = NULL;
  g_autoptr (LoreImportReport) report = fixture_read (again, text, len);
  LoreParticipant bob;

  g_assert_true (g_utf8_validate (text, len, NULL));
  g_assert_cmpuint (report->remarks->len, ==, 0);
  g_assert_cmpuint (lore_trace_get_n_events (again), ==, lore_trace_get_n_events (trace));
  assert_same_trace (trace, again, lore_trace_get_n_events (trace));
  lore_trace_get_participant (again, 0, &bob);
  g_assert_cmpstr (bob.name, ==, "Bob the callee");
  g_assert_cmpstr (bob.role, ==, "role:uas");
  text_again = dup_written (again, &len_again);
  g_assert_cmpmem (text, len, text_again, len_again);
}

/* An editor with Windows line ends and one that trims lines change nothing. */
static void
test_edited (void)
{
  g_autoptr (LoreTrace) trace = make_trace ();
  g_autoptr (LoreTrace) again = lore_trace_new ();
  gsize len;
  g_autofree char *text = dup_written (trace, &len);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *windows = g_strjoinv ("\r\n", lines);
  g_autoptr (LoreImportReport) report = fixture_read (again, windows, -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    g_assert_false (g_str_has_suffix (lines[i], " "));
  assert_same_trace (trace, again, lore_trace_get_n_events (trace));
}

static void
test_unknown_is_kept (void)
{
  static const char text[] =
      "siplore-session 1\n# a remark of a person\nseed 42\n\n"
      "+0.000000 captured UDP 192.0.2.1:5060 -> ? mood=good length=4 colour=red\n"
      "|abcd\\\n"
      "+0.100000 telepathy thought=x\n|with a line\n"
      "+0.200000 note name=narration:note\nend of file remark\n";
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = fixture_read (trace, text, -1);
  gsize len;
  g_autofree char *again = dup_written (trace, &len);
  const char *count;

  g_assert_cmpuint (report->n_messages, ==, 1);
  g_assert_cmpuint (lore_trace_get_n_events (trace), ==, 2);
  g_assert_true (fixture_has_remark (report, "session-unknown", "count", &count));
  g_assert_cmpstr (count, ==, "5");
  g_assert_nonnull (strstr (again, "# a remark of a person\nseed 42\n"));
  g_assert_nonnull (strstr (again, " mood=good colour=red "));
  g_assert_nonnull (strstr (again, "+0.100000 telepathy thought=x\n|with a line\n+0.2"));
  g_assert_true (g_str_has_suffix (again, "end of file remark\n"));
}

static void
test_damage (void)
{
  static const struct
  {
    const char *text;
    guint n_messages;
    const char *remark;
    const char *why;
  } rows[] = {
    { "+0.0 captured UDP a -> b length=9\n|abc\n", 1, "session-length", "shortened" },
    { "+0.0 captured UDP a -> b length=5\n|ab\\zc\n|abc\n", 1, "session-damaged",
      "an escape that is none" },
    { "+0.0 captured UDP a -> b length=5\n+0.1 captured UDP a -> b length=5\n|abc\n", 1,
      "session-damaged", "the message of the first is gone" },
    { "+0.0 captured UDP a -> b length=5\n|abc\n+0.1 captu", 1, "session-cut",
      "cut in a line" },
    { "+0.0 captured UDP a -> b again=3\n", 0, "session-damaged", "repeats nothing" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat ("siplore-session 1\n", rows[i].text, NULL);
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (LoreImportReport) report = fixture_read (trace, text, -1);

      g_test_message ("%s", rows[i].why);
      g_assert_cmpuint (report->n_messages, ==, rows[i].n_messages);
      g_assert_true (fixture_has_remark (report, rows[i].remark, NULL, NULL));
    }
}

static char *
dup_rewritten (const char *text, gsize len, gsize *ret_len)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = fixture_read (trace, text, len);

  return dup_written (trace, ret_len);
}

/* Whatever is kept, moved or mended when a session is read, a second reading changes
 * nothing. */
static void
test_settles (void)
{
#define TEXT(literal) literal, sizeof (literal) - 1 /* NULs inside count */
  static const struct
  {
    const char *text;
    gsize len;
    const char *why;
  } rows[] = {
    { TEXT ("participant 192.0.2.1:5060x]5:1 name=A\n"), "an address that is none" },
    { TEXT ("note 0 early\n+0.0 captured UDP a -> b length=5\n|abc\n"),
      "a note before its message" },
    { TEXT ("order b a\n|x\n+0.0 captured UDP a -> b length=5\n|abc\n"),
      "an order before its participants, and a line that looks like a message's" },
    { TEXT ("+0.0 captured UDP a -> b length=5\n|abc\nnote 0 em\0 x\n|y\n"),
      "a note with a NUL in it, and a line that looks like a message's" },
    { TEXT ("stream a:4 -> b:5 ssrc=1 start=01\r\r\0z\n"), "CRs that end a line" },
    { TEXT ("+0.0 state length=5 word\n"), "a word that is no key" },
    { TEXT ("note 7 nobody\n+0.0 state\nunknown\nnote 9 nobody\n"),
      "notes on messages that are not there" },
  };
#undef TEXT

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) text = g_string_new ("siplore-session 1\n");
      g_autofree char *once = NULL;
      g_autofree char *twice = NULL;
      gsize once_len, twice_len;

      g_string_append_len (text, rows[i].text, rows[i].len);
      once = dup_rewritten (text->str, text->len, &once_len);
      twice = dup_rewritten (once, once_len, &twice_len);
      g_test_message ("%s", rows[i].why);
      g_assert_cmpmem (once, once_len, twice, twice_len);
    }
}

/* --- the journal ---------------------------------------------------------------------
 */

/* Written event by event it is, to the byte, the session; a crash is a file that ends. */
static void
test_journal (void)
{
  g_autoptr (LoreTrace) source = make_trace ();
  g_autoptr (LoreTrace) live = lore_trace_new ();
  g_autofree char *path = fixture_dup_path ("journal.siplore");
  g_autoptr (GError) error = NULL;
  g_autoptr (LoreJournal) journal = lore_journal_new (live, path, &error);
  g_autofree char *text = NULL;
  gsize len;

  g_assert_no_error (error);
  for (guint i = 0; i < lore_trace_get_n_events (source); i++)
    {
      g_autoptr (LoreTrace) recovered = lore_trace_new ();
      g_autoptr (LoreImportReport) report = NULL;
      LoreEvent event;

      lore_trace_get_event (source, i, &event);
      lore_trace_append (live, &event);
      g_assert_true (lore_journal_append (journal, &error));
      g_assert_true (lore_journal_sync (journal, &error));
      g_clear_pointer (&text, g_free);
      g_assert_true (g_file_get_contents (path, &text, &len, NULL));
      report = fixture_read (recovered, text, len);
      g_assert_cmpuint (lore_trace_get_n_events (recovered), ==, i + 1);
      assert_same_trace (source, recovered, i + 1);
    }
}

static void
test_journal_names (void)
{
  g_autoptr (LoreTrace) live = lore_trace_new ();
  g_autoptr (LoreTrace) recovered = lore_trace_new ();
  g_autofree char *path = fixture_dup_path ("names.siplore");
  g_autoptr (LoreJournal) journal = lore_journal_new (live, path, NULL);
  LoreEvent note = { LORE_EVENT_NOTE, .unix_us = LORE_TIME_UNKNOWN,
                     .name = "narration:x" };
  g_autofree char *text = NULL;
  g_autoptr (LoreImportReport) report = NULL;
  LoreParticipant bob;

  lore_trace_name_participant (live, "192.0.2.2:5060", "Bob", NULL);
  lore_trace_append (live, &note);
  g_assert_true (lore_journal_append (journal, NULL));
  lore_trace_name_participant (live, "192.0.2.2:5060", "Robert", "role:uas");
  lore_trace_append (live, &note);
  g_assert_true (lore_journal_append (journal, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  report = fixture_read (recovered, text, -1);
  lore_trace_get_participant (recovered, 0, &bob);
  g_assert_cmpstr (bob.name, ==, "Robert");
}

/* --- what a person adds to a journal --------------------------------------------------
 */

static void
note_cb (LoreNotes *notes, guint message, LoreJournal *journal)
{
  g_assert_true (lore_journal_append_note (journal, message, NULL));
}

static void
sides_cb (GObject *object, LoreJournal *journal)
{
  g_assert_true (lore_journal_append_sides (journal, NULL));
}

static void
follow (LoreTrace *trace, LoreJournal *journal)
{
  g_signal_connect (trace, "participants-changed", G_CALLBACK (sides_cb), journal);
  g_signal_connect (lore_trace_get_notes (trace), "note-changed", G_CALLBACK (note_cb),
                    journal);
  g_signal_connect (lore_trace_get_notes (trace), "sides-changed", G_CALLBACK (sides_cb),
                    journal);
}

#define N_SIDES 6

/* Six who each sent one message. */
static LoreTrace *
make_sides (void)
{
  LoreTrace *trace = lore_trace_new ();

  for (guint i = 0; i < N_SIDES; i++)
    {
      g_autofree char *source = g_strdup_printf ("192.0.2.%u:5060", i);
      g_autofree char *text =
          g_strdup_printf ("OPTIONS sip:b@example.com SIP/2.0\r\nCall-ID: %u\r\n\r\n", i);
      g_autoptr (GBytes) message = g_bytes_new (text, strlen (text));
      LoreEvent event = { LORE_EVENT_CAPTURED,
                          LORE_TRANSPORT_UDP,
                          i,
                          LORE_TIME_UNKNOWN,
                          source,
                          "192.0.2.0:5060",
                          message };

      lore_trace_append (trace, &event);
    }
  return trace;
}

/* Anything a person might do next. */
static void
annotate (LoreTrace *trace, GRand *chance)
{
  static const char *const texts[] = { "", "one", "two words", "三" };
  LoreNotes *notes = lore_trace_get_notes (trace);
  guint32 id = g_rand_int_range (chance, 0, N_SIDES);
  guint32 other = g_rand_int_range (chance, 0, N_SIDES);
  const char *text = texts[g_rand_int_range (chance, 0, G_N_ELEMENTS (texts))];
  const guint32 order[] = { id, other };

  switch (g_rand_int_range (chance, 0, 8))
    {
    case 0:
      lore_notes_set_note (notes, id, text);
      break;
    case 1:
      lore_notes_set_alias (notes, id, text);
      break;
    case 2:
      lore_notes_set_order (notes, order, id != other ? 2 : 0);
      break;
    case 3:
      lore_notes_join (notes, id, LORE_ID_NONE);
      break;
    case 4:
    case 5:
      lore_notes_join (notes, id, other);
      break;
    case 6:
      lore_notes_undo (notes);
      break;
    default:
      lore_notes_redo (notes);
      break;
    }
}

static void
assert_same_notes (LoreTrace *left, LoreTrace *right)
{
  LoreNotes *notes[] = { lore_trace_get_notes (left), lore_trace_get_notes (right) };
  const guint32 *orders[2];
  guint n_orders[2];

  for (guint32 id = 0; id < N_SIDES; id++)
    {
      LoreParticipant facts[2];

      lore_trace_get_participant (left, id, &facts[0]);
      lore_trace_get_participant (right, id, &facts[1]);
      g_assert_cmpstr (facts[0].name, ==, facts[1].name);
      g_assert_cmpstr (lore_notes_get_note (notes[0], id), ==,
                       lore_notes_get_note (notes[1], id));
      g_assert_cmpuint (lore_notes_get_owner (notes[0], id), ==,
                        lore_notes_get_owner (notes[1], id));
    }
  for (guint i = 0; i < 2; i++)
    orders[i] = lore_notes_get_order (notes[i], &n_orders[i]);
  g_assert_cmpmem (orders[0], n_orders[0] * sizeof (guint32), orders[1],
                   n_orders[1] * sizeof (guint32));
}

static void
assert_recovers (LoreTrace *trace, const char *path)
{
  g_autoptr (LoreTrace) recovered = lore_trace_new ();
  g_autoptr (LoreImportReport) report = NULL;
  g_autofree char *text = NULL;
  gsize len;

  g_assert_true (g_file_get_contents (path, &text, &len, NULL));
  report = fixture_read (recovered, text, len);
  g_assert_cmpuint (report->remarks->len, ==, 0);
  assert_same_notes (trace, recovered);
}

/* After whatever was done or undone, the file says how things are. */
static void
test_journal_notes (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (5);

  for (guint run = 0; run < 8; run++)
    {
      g_autoptr (LoreTrace) live = make_sides ();
      g_autofree char *path = fixture_dup_path ("annotated.siplore");
      g_autoptr (LoreJournal) journal = NULL;

      /* Some were there before the journal. */
      for (guint i = 0; i < run; i++)
        annotate (live, chance);
      journal = lore_journal_new (live, path, NULL);
      follow (live, journal);
      assert_recovers (live, path);
      for (guint i = 0; i < 60; i++)
        {
          annotate (live, chance);
          assert_recovers (live, path);
        }
      g_signal_handlers_disconnect_by_data (live, journal);
      g_signal_handlers_disconnect_by_data (lore_trace_get_notes (live), journal);
    }
}

/* Killed without a warning, with nothing synced and nothing closed. */
static void
test_journal_killed (void)
{
  g_autoptr (LoreTrace) live = make_sides ();
  g_autofree char *path = NULL;

  if (g_test_subprocess ())
    {
      follow (live, lore_journal_new (live, g_getenv ("SIPLORE_JOURNAL"), NULL));
      lore_notes_set_note (lore_trace_get_notes (live), 1, "wrong");
      lore_notes_set_note (lore_trace_get_notes (live), 1, "look here");
      lore_notes_set_alias (lore_trace_get_notes (live), 2, "Carol");
      lore_notes_join (lore_trace_get_notes (live), 3, 4);
      raise (SIGKILL);
    }
  path = fixture_dup_path ("killed.siplore");
  g_setenv ("SIPLORE_JOURNAL", path, TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_unsetenv ("SIPLORE_JOURNAL");
  lore_notes_set_note (lore_trace_get_notes (live), 1, "look here");
  lore_notes_set_alias (lore_trace_get_notes (live), 2, "Carol");
  lore_notes_join (lore_trace_get_notes (live), 3, 4);
  assert_recovers (live, path);
}

/* What a person added comes back, cannot be undone then, and is written the same. */
static void
test_notes (void)
{
  g_autoptr (LoreTrace) first = make_trace ();
  g_autoptr (LoreTrace) second = lore_trace_new ();
  LoreNotes *notes = lore_trace_get_notes (first);
  LoreNotes *read = lore_trace_get_notes (second);
  g_autofree char *path = fixture_dup_path ("notes.siplore");
  g_autofree char *again_path = fixture_dup_path ("notes-again.siplore");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) again = g_file_new_for_path (again_path);
  g_autoptr (LoreImportReport) report = NULL;
  g_autofree char *text = NULL;
  g_autofree char *same = NULL;
  const guint32 order[] = { 2, 0 };
  guint n;

  lore_notes_set_note (notes, 1, "two words\n第二行 \\");
  lore_notes_set_alias (notes, 0, "Bob & co");
  lore_notes_join (notes, 1, 0);
  lore_notes_set_order (notes, order, 2);
  g_assert_true (lore_format_write (first, file, NULL, NULL));
  report = lore_format_read (file, second, NULL, NULL);
  g_assert_cmpstr (lore_notes_get_note (read, 1), ==, "two words\n第二行 \\");
  g_assert_null (lore_notes_get_note (read, 0));
  g_assert_cmpuint (lore_notes_get_owner (read, 1), ==, 0);
  g_assert_cmpuint (lore_notes_get_order (read, &n)[0], ==, 2);
  g_assert_cmpuint (n, ==, 2);
  g_assert_false (lore_notes_can_undo (read));
  g_assert_true (lore_format_write (second, again, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_file_get_contents (again_path, &same, NULL, NULL));
  g_assert_cmpstr (text, ==, same);
}

/* Lines that name what is not there are kept as they are. */
static void
test_notes_damaged (void)
{
  static const char text[] = "siplore-session 1\nnote 7 nothing\njoined a b\norder c\n"
                             "note x y\nnote 0\n";
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = fixture_read (trace, text, -1);
  g_autofree char *path = fixture_dup_path ("damaged-notes.siplore");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *written = NULL;

  g_assert_true (lore_format_write (trace, file, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &written, NULL, NULL));
  g_assert_cmpstr (written, ==, text);
}

/* A capture's streams are kept, and belong to the same call when they are read again. */
static void
test_streams (void)
{
  g_autofree char *path = fixture_dup_example ("call-with-media.pcap");
  g_autoptr (GFile) capture = g_file_new_for_path (path);
  g_autofree char *saved_path = fixture_dup_path ("media.siplore");
  g_autoptr (GFile) saved = g_file_new_for_path (saved_path);
  g_autofree char *again_path = fixture_dup_path ("again.siplore");
  g_autoptr (GFile) again = g_file_new_for_path (again_path);
  g_autoptr (LoreTrace) first = lore_trace_new ();
  g_autoptr (LoreTrace) second = lore_trace_new ();
  g_autoptr (LoreImportReport) report = lore_format_read (capture, first, NULL, NULL);
  g_autoptr (LoreImportReport) other = NULL;
  g_autofree char *text = NULL;
  g_autofree char *same = NULL;
  g_autofree char *digits = NULL;
  const LoreRtpStream *stream;

  g_assert_true (lore_format_write (first, saved, NULL, NULL));
  other = lore_format_read (saved, second, NULL, NULL);
  g_assert_true (lore_format_write (second, again, NULL, NULL));
  g_assert_true (g_file_get_contents (saved_path, &text, NULL, NULL));
  g_assert_true (g_file_get_contents (again_path, &same, NULL, NULL));
  g_assert_cmpstr (text, ==, same);
  g_assert_cmpuint (lore_trace_get_n_streams (second), ==, 2);
  stream = lore_trace_get_stream (second, 1);
  digits = lore_rtp_stream_dup_digits (stream);
  g_assert_cmpstr (digits, ==, "471#");
  g_assert_cmpstr (stream->codec, ==, "G729/8000");
  g_assert_cmpuint (stream->call, ==, 0);
}

static void
test_journal_nowhere (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autofree char *path = fixture_dup_path ("no-such-folder/j.siplore");
  g_autoptr (GError) error = NULL;

  g_assert_null (lore_journal_new (trace, path, &error));
  fixture_check_problem (error, "file-unwritable");
}

static void
test_journal_disk_full (void)
{
  g_autoptr (LoreTrace) trace = make_trace ();
  g_autoptr (GError) error = NULL;

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no /dev/full here");
      return;
    }
  g_assert_null (lore_journal_new (trace, "/dev/full", &error));
  fixture_check_problem (error, "file-unwritable");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/round-trip", test_round_trip);
  g_test_add_func ("/session/edited", test_edited);
  g_test_add_func ("/session/unknown-is-kept", test_unknown_is_kept);
  g_test_add_func ("/session/damage", test_damage);
  g_test_add_func ("/session/settles", test_settles);
  g_test_add_func ("/session/notes", test_notes);
  g_test_add_func ("/session/notes-damaged", test_notes_damaged);
  g_test_add_func ("/session/streams", test_streams);
  g_test_add_func ("/journal/each-event", test_journal);
  g_test_add_func ("/journal/names", test_journal_names);
  g_test_add_func ("/journal/notes", test_journal_notes);
  g_test_add_func ("/journal/killed", test_journal_killed);
  g_test_add_func ("/journal/nowhere", test_journal_nowhere);
  g_test_add_func ("/journal/disk-full", test_journal_disk_full);
  return g_test_run ();
}
