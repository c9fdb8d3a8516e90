/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "trace/call.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OPTIONS                                                                          \
  "OPTIONS sip:bob@biloxi.example SIP/2.0\r\n"                                           \
  "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n"                                       \
  "Call-ID: 1@192.0.2.1\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n"

/* --- what an example is read as -------------------------------------------------------
 */

static void
test_examples (void)
{
  static const struct
  {
    const char *name;
    const char *format;
    guint n_messages;
  } rows[] = {
    { "messages/invite.sip", "raw", 1 },
    { "messages/ack.sip", "raw", 1 },
    { "messages/bye.sip", "raw", 1 },
    { "messages/cancel.sip", "raw", 1 },
    { "messages/options.sip", "raw", 1 },
    { "messages/register.sip", "raw", 1 },
    { "messages/200-ok.sip", "raw", 1 },
    { "messages/compact-and-folded.sip", "raw", 1 },
    { "clinic/bare-line-feeds.sip", "raw", 1 },
    { "clinic/content-length-too-large.sip", "raw", 1 },
    { "clinic/cseq-of-another-method.sip", "raw", 1 },
    { "clinic/no-call-id.sip", "raw", 1 },
    { "clinic/port-that-is-no-number.sip", "raw", 1 },
    { "clinic/quote-not-closed.sip", "raw", 1 },
    { "several-messages.sip", "messages", 5 },
    { "quoted-in-a-mail.txt", "quoted", 2 },
    { "register-with-digest.sip", "messages", 4 },
    { "call-through-proxy.txt", "sngrep", 14 },
    { "call-through-b2bua.txt", "sngrep", 14 },
    { "call-cancelled.txt", "sngrep", 7 },
    { "call.pcap", "pcap", 14 },
    { "call.pcapng", "pcapng", 14 },
    { "call-with-media.pcap", "pcap", 6 },
    { "logs/sipp.log", "sipp", 6 },
    { "logs/sipp-newer.log", "sipp", 6 },
    { "logs/asterisk-chan-sip.log", "asterisk", 8 },
    { "logs/asterisk-pjsip.log", "asterisk-pjsip", 14 },
    { "logs/freeswitch-siptrace.log", "sofia", 14 },
    { "logs/cisco-ccsip.log", "cisco", 8 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (GBytes) bytes = fixture_load_example (rows[i].name);
      g_autoptr (LoreImportReport) report =
          fixture_read (trace, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (report->format, ==, rows[i].format);
      g_assert_cmpuint (report->n_messages, ==, rows[i].n_messages);
    }
}

/* All of a file was read when it has been, packed or not. */
static void
test_progress (void)
{
  g_autofree char *path = fixture_dup_example ("call-with-media.pcap");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  LoreProgress progress = { 0 };
  g_autoptr (LoreImportReport) report =
      lore_format_read_followed (file, trace, &progress, NULL, NULL);

  g_assert_nonnull (report);
  g_assert_cmpuint (lore_progress_get_n_read (&progress), ==, report->n_bytes);
}

/* Ten gigabytes of nothing take no memory and no time. */
static void
test_sparse (void)
{
  static const struct
  {
    const char *begins;
    const char *id;
  } rows[] = { { "", "file-zeros" }, { "hello\n", "file-too-large" } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GFile) file = fixture_write ("sparse", rows[i].begins, -1);
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (GError) error = NULL;

      if (truncate (g_file_peek_path (file), G_GINT64_CONSTANT (10) << 30) != 0)
        {
          g_test_skip ("no sparse files here");
          return;
        }
      g_assert_null (lore_format_read (file, trace, NULL, &error));
      fixture_check_problem (error, rows[i].id);
    }
}

/* A log without times still tells how a call ended; how long it took stays unknown. */
static void
test_no_times (void)
{
  g_autoptr (GBytes) bytes = fixture_load_example ("logs/asterisk-pjsip.log");
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report =
      fixture_read (trace, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (LoreCall) call = lore_trace_dup_call (trace, 0);

  g_assert_true (fixture_has_remark (report, "no-time", NULL, NULL));
  g_assert_cmpint (call->outcome, ==, LORE_OUTCOME_ENDED);
  g_assert_cmpint (call->setup_us, ==, LORE_TIME_UNKNOWN);
  g_assert_cmpint (call->talk_us, ==, LORE_TIME_UNKNOWN);
}

/* --- wrong input ----------------------------------------------------------------------
 */

static void
test_wrong_bytes (void)
{
  static const struct
  {
    const char *data;
    gsize len;
    const char *problem;
    const char *why;
  } rows[] = {
    { "", 0, "file-empty", "nothing" },
    { "\0\0\0\0\0\0", 6, "file-zeros", "a download that broke off" },
    { "\0", 1, "file-zeros", "one zero" },
    { "Salted__12345678", 16, "file-encrypted", "what openssl enc writes" },
    { "-----BEGIN PGP MESSAGE-----\n", 28, "file-encrypted", "what gpg writes" },
    { "GMBU\2\3\1\0rest", 12, "file-netmon", "Microsoft Network Monitor 2" },
    { "RTSS\1\1\1\0rest", 12, "file-netmon", "Microsoft Network Monitor 1" },
    { "snoop\0\0\0\0\0\0\2", 12, "file-snoop", "Solaris" },
    { "PK\003\004\024\0\0\0", 8, "file-packed", "zip" },
    { "\xfd\x37zXZ\0\0\4", 8, "file-packed", "xz" },
    { "BZh91AY&SY", 10, "file-packed", "bzip2" },
    { "\xff\xfeI\0N\0V\0I\0T\0E\0", 12, "file-no-sip", "UTF-16, but no SIP" },
    { "\xff\xfe", 2, "file-no-sip", "a mark of UTF-16 and nothing behind it" },
    { "\x1f\x8b\x08nothing", 10, "file-gzip-damaged", "gzip in name only" },
    { "Dear Bob,\nlunch at noon?\n", 25, "file-no-sip", "a letter" },
    { "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n", 37, "file-no-sip",
      "HTTP is not SIP" },
    { "\x7f"
      "ELF\2\1\1\0\0\0\0\0",
      12, "file-unknown", "a program" },
    { "\xd4\xc3\xb2\xa1\2\0", 6, "file-pcap-header", "a capture of six bytes" },
    { "siplore-session 2\n", 18, "session-newer", "from the future" },
    { "siplore-session x\n", 18, "session-newer", "no number at all" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (GBytes) bytes = g_bytes_new_static (rows[i].data, rows[i].len);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i].why);
      g_assert_null (lore_format_read_bytes (bytes, trace, &error));
      fixture_check_problem (error, rows[i].problem);
    }
}

static void
check_file_problem (const char *path, const char *id)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_null (lore_format_read (file, trace, NULL, &error));
  fixture_check_problem (error, id);
}

static void
test_wrong_files (void)
{
  g_autofree char *missing = fixture_dup_path ("missing.sip");
  g_autofree char *below = g_build_filename (missing, "deeper.sip", NULL);
  g_autofree char *folder = fixture_dup_path ("");
  g_autofree char *pipe = fixture_dup_path ("pipe");

  check_file_problem (missing, "file-missing");
  check_file_problem (below, "file-missing");
  check_file_problem (folder, "file-is-folder");
  check_file_problem ("/dev/null", "file-special");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  check_file_problem (pipe, "file-special");
}

static void
test_no_permission (void)
{
  g_autoptr (GFile) file = fixture_write ("secret.sip", OPTIONS, -1);

  if (geteuid () == 0)
    {
      g_test_skip ("root may read everything");
      return;
    }
  g_chmod (g_file_peek_path (file), 0);
  check_file_problem (g_file_peek_path (file), "file-no-permission");
}

static void
test_random (void)
{
  gsize len = 50 * 1000 * 1000;
  guint32 *data = g_malloc (len);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < len / sizeof *data; i++)
    data[i] = g_rand_int (rand);
  bytes = g_bytes_new_take (data, len);
  g_assert_null (lore_format_read_bytes (bytes, trace, &error));
  fixture_check_problem (error, "file-unknown");
}

/* --- gzip ------------------------------------------------------------------------------
 */

static GBytes *
pack (const char *data, gsize len)
{
  g_autoptr (GZlibCompressor) gzip =
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_data (data, len, NULL);
  g_autoptr (GInputStream) stream =
      g_converter_input_stream_new (memory, G_CONVERTER (gzip));
  char packed[64 * 1024];
  gsize n;

  g_assert_true (g_input_stream_read_all (stream, packed, sizeof packed, &n, NULL, NULL));
  return g_bytes_new (packed, n);
}

static void
test_gzip (void)
{
  g_autoptr (GBytes) packed = pack (OPTIONS, strlen (OPTIONS));
  g_autoptr (GBytes) other = pack ("a letter\n", 9);
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LoreImportReport) report =
      fixture_read (trace, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  g_autofree char *message = fixture_dup_message (trace, 0);

  g_assert_cmpstr (report->format, ==, "raw");
  g_assert_cmpstr (message, ==, OPTIONS);
  g_assert_null (lore_format_read_bytes (other, trace, &error));
  fixture_check_problem (error, "file-gzip-unknown");
}

/* The first half of a packed capture still gives its first messages. */
static void
test_gzip_cut (void)
{
  g_autoptr (GBytes) example = fixture_load_example ("call.pcap");
  g_autoptr (GBytes) packed =
      pack (g_bytes_get_data (example, NULL), g_bytes_get_size (example));
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = fixture_read (
      trace, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed) - 40);

  g_assert_true (fixture_has_remark (report, "gzip-damaged", NULL, NULL));
  g_assert_cmpuint (report->n_messages, >=, 1);
}

/* --- writing ---------------------------------------------------------------------------
 */

static void
test_round_trips (void)
{
  static const struct
  {
    const char *example;
    const char *name;
    const char *format;
    gboolean unix_times;
  } rows[] = {
    { "call.pcap", "call.siplore", NULL, TRUE },
    { "call.pcap", "call.pcapng", NULL, TRUE },
    { "call.pcap", "again.pcap", NULL, TRUE },
    { "call.pcap", "call.txt", NULL, FALSE },
    { "call.pcap", "call.sip", NULL, FALSE },
    { "several-messages.sip", "several.siplore", NULL, FALSE },
    { "several-messages.sip", "any-name", "session", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = fixture_load_example (rows[i].example);
      g_autoptr (LoreTrace) before = lore_trace_new ();
      g_autoptr (LoreTrace) after = lore_trace_new ();
      g_autoptr (LoreImportReport) first =
          fixture_read (before, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_autoptr (LoreImportReport) second = NULL;
      g_autofree char *path = fixture_dup_path (rows[i].name);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GError) error = NULL;
      guint n = lore_trace_get_n_messages (before);

      g_test_message ("%s as %s", rows[i].example, rows[i].name);
      lore_format_write (before, file, rows[i].format, &error);
      g_assert_no_error (error);
      second = lore_format_read (file, after, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (lore_trace_get_n_messages (after), ==, n);
      for (guint m = 0; m < n; m++)
        {
          g_autoptr (GBytes) x = lore_trace_dup_bytes (before, m);
          g_autoptr (GBytes) y = lore_trace_dup_bytes (after, m);
          LoreMessage old, new;

          g_assert_true (g_bytes_equal (x, y));
          g_assert_cmpstr (fixture_get_source (before, m), ==,
                           fixture_get_source (after, m));
          g_assert_cmpstr (fixture_get_destination (before, m), ==,
                           fixture_get_destination (after, m));
          lore_trace_get_message (before, m, &old);
          lore_trace_get_message (after, m, &new);
          g_assert_cmpint (old.sent_us, ==, new.sent_us);
          if (rows[i].unix_times)
            g_assert_cmpint (old.unix_us, ==, new.unix_us);
        }
    }
}

/* A trace of that transport between two addresses, of what would be said there: long, in
 * pieces, both ways, again. */
static LoreTrace *
make_trace (LoreTransport transport, const char *source, const char *destination,
            gsize body)
{
  g_autofree char *filler = g_strnfill (body, 'x');
  LoreTrace *trace = lore_trace_new ();

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *text = g_strdup_printf (
          "%s\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK%u\r\nCall-ID: 1\r\nCSeq: %u "
          "MESSAGE\r\n"
          "Content-Length: %u\r\n\r\n%s",
          i % 2 == 0 ? "MESSAGE sip:b@example.com SIP/2.0" : "SIP/2.0 200 OK", i / 2,
          i / 2 + 1, (guint)body, filler);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                          .transport = transport,
                          .lab_us = i * 1000,
                          .unix_us = 1700000000000000 + i * 1000,
                          .source = i % 2 == 0 ? source : destination,
                          .destination = i % 2 == 0 ? destination : source,
                          .message = bytes };

      lore_trace_append (trace, &event);
    }
  return trace;
}

/* What carried it is the same afterwards, and so are bytes, sides and times. */
static void
test_transports (void)
{
  static const struct
  {
    LoreTransport before, after;
    const char *source, *destination;
    gsize body;
    const char *why;
  } rows[] = {
    { LORE_TRANSPORT_UDP, LORE_TRANSPORT_UDP, "192.0.2.1:5060", "192.0.2.2:5070", 5,
      "datagrams" },
    { LORE_TRANSPORT_UNKNOWN, LORE_TRANSPORT_UDP, "192.0.2.1:5060", "192.0.2.2:5070", 5,
      "nobody knows" },
    { LORE_TRANSPORT_TCP, LORE_TRANSPORT_TCP, "192.0.2.1:5060", "192.0.2.2:5070", 5,
      "segments" },
    { LORE_TRANSPORT_TCP, LORE_TRANSPORT_TCP, "192.0.2.1:5060", "192.0.2.2:5070", 200000,
      "several segments a message" },
    { LORE_TRANSPORT_TCP, LORE_TRANSPORT_TCP, "[2001:db8::1]:5060", "[2001:db8::2]:5070",
      66000, "over IPv6" },
    { LORE_TRANSPORT_TLS, LORE_TRANSPORT_TLS, "192.0.2.1:5061", "192.0.2.2:5071", 5,
      "encrypted" },
    { LORE_TRANSPORT_WS, LORE_TRANSPORT_WS, "[2001:db8::1]:80", "[2001:db8::2]:81",
      100000, "WebSocket, over IPv6" },
    { LORE_TRANSPORT_WSS, LORE_TRANSPORT_WSS, "192.0.2.1:443", "192.0.2.2:444", 5,
      "both" },
  };
  static const char *const names[] = { "carried.pcap", "carried.pcapng" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows) * G_N_ELEMENTS (names); i++)
    {
      const char *name = names[i % 2];
      g_autoptr (LoreTrace) before =
          make_trace (rows[i / 2].before, rows[i / 2].source, rows[i / 2].destination,
                      rows[i / 2].body);
      g_autoptr (LoreTrace) after = lore_trace_new ();
      g_autofree char *path = fixture_dup_path (name);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (LoreImportReport) report = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s: %s", name, rows[i / 2].why);
      lore_format_write (before, file, NULL, &error);
      g_assert_no_error (error);
      report = lore_format_read (file, after, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (report->remarks->len, ==, 0);
      g_assert_cmpuint (lore_trace_get_n_messages (after), ==, 4);
      for (guint m = 0; m < 4; m++)
        {
          g_autoptr (GBytes) x = lore_trace_dup_bytes (before, m);
          g_autoptr (GBytes) y = lore_trace_dup_bytes (after, m);
          LoreMessage old, new;

          lore_trace_get_message (before, m, &old);
          lore_trace_get_message (after, m, &new);
          g_assert_true (g_bytes_equal (x, y));
          g_assert_cmpint (new.transport, ==, rows[i / 2].after);
          g_assert_cmpint (new.unix_us, ==, old.unix_us);
          g_assert_cmpstr (fixture_get_source (after, m), ==,
                           fixture_get_source (before, m));
          g_assert_cmpstr (fixture_get_destination (after, m), ==,
                           fixture_get_destination (before, m));
        }
    }
}

/* A message over TCP that says another length than it has would swallow the next one:
 * then all are exported whole. */
static void
test_unframed (void)
{
  static const char wrong[] = "MESSAGE sip:b SIP/2.0\r\nCall-ID: 2\r\nCSeq: 9 MESSAGE\r\n"
                              "Content-Length: 50\r\n\r\nshort";
  g_autoptr (LoreTrace) before =
      make_trace (LORE_TRANSPORT_TCP, "192.0.2.1:5060", "192.0.2.2:5060", 5);
  g_autoptr (LoreTrace) after = lore_trace_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (wrong, strlen (wrong));
  LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                      .transport = LORE_TRANSPORT_TCP,
                      .lab_us = 5000,
                      .unix_us = 1700000000005000,
                      .source = "192.0.2.1:5060",
                      .destination = "192.0.2.2:5060",
                      .message = bytes };
  g_autofree char *path = fixture_dup_path ("unframed.pcap");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (LoreImportReport) report = NULL;
  g_autofree char *again = NULL;
  LoreMessage last;

  lore_trace_append (before, &event);
  g_assert_true (lore_format_write (before, file, NULL, NULL));
  report = lore_format_read (file, after, NULL, NULL);
  g_assert_cmpuint (lore_trace_get_n_messages (after), ==, 5);
  again = fixture_dup_message (after, 4);
  lore_trace_get_message (after, 4, &last);
  g_assert_cmpstr (again, ==, wrong);
  g_assert_cmpint (last.transport, ==, LORE_TRANSPORT_TCP);
}

static void
test_write_one_exactly (void)
{
  static const char message[] =
      "INVITE sip:bob@biloxi.example SIP/2.0\nVia: x\r\n\r\n\0\xff";
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = fixture_read (trace, message, sizeof message - 1);
  g_autofree char *path = fixture_dup_path ("one.sip");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *written = NULL;
  gsize len;

  g_assert_true (lore_format_write (trace, file, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &written, &len, NULL));
  g_assert_cmpmem (written, len, message, sizeof message - 1);
}

static void
test_write_problems (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autofree char *nowhere = fixture_dup_path ("no-such-folder/x.sip");
  g_autofree char *huge = g_strnfill (70000, 'x');
  const struct
  {
    const char *path;
    const char *format;
    const char *problem;
  } rows[] = {
    { "x.sip", "morse", "format-unknown" },
    { "x.doc", NULL, "format-not-named" },
    { nowhere, NULL, "file-unwritable" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (rows[i].path);
      g_autoptr (GError) error = NULL;

      g_assert_false (lore_format_write (trace, file, rows[i].format, &error));
      fixture_check_problem (error, rows[i].problem);
    }
}

/* A file that cannot be written whole leaves the old one as it was. */
static void
test_write_is_atomic (void)
{
  g_autofree char *huge = g_strnfill (70000, 'x');
  g_autofree char *message = g_strconcat (OPTIONS, huge, NULL);
  g_autoptr (GFile) file = fixture_write ("old.pcap", "old", 3);
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = fixture_read (trace, message, -1);
  g_autofree char *left = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (lore_format_write (trace, file, NULL, &error));
  fixture_check_problem (error, "message-too-large-for-capture");
  g_assert_true (g_file_get_contents (g_file_peek_path (file), &left, NULL, NULL));
  g_assert_cmpstr (left, ==, "old");
}

static void
test_lists (void)
{
  const char *const *readers = lore_format_list_readers ();
  const char *const *writers = lore_format_list_writers ();

  g_assert_true (g_strv_contains (readers, "raw"));
  g_assert_true (g_strv_contains (readers, "cisco"));
  g_assert_false (g_strv_contains (writers, "cisco"));
  g_assert_cmpuint (g_strv_length ((char **)writers), ==, 7);
}

static void
test_cancel (void)
{
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (many, OPTIONS);
  file = fixture_write ("many.sip", many->str, many->len);
  /* Cancelled by the first message: the reader notices at its next look. */
  g_signal_connect_swapped (trace, "message-added", G_CALLBACK (g_cancellable_cancel),
                            cancellable);
  report = lore_format_read (file, trace, cancellable, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_messages, ==, 256);
  g_assert_true (fixture_has_remark (report, "cancelled", NULL, NULL));
}

/* What an editor of Windows saved as "Unicode" is read all the same, and it is said. */
static void
test_utf_16 (void)
{
  static const char text[] =
      "MESSAGE sip:bob@example.com SIP/2.0\r\nVia: SIP/2.0/UDP "
      "192.0.2.1;branch=z9hG4bK1\r\n"
      "From: \"张伟\" <sip:zhang@example.com>;tag=1\r\nTo: <sip:bob@example.com>\r\n"
      "Call-ID: 1\r\nCSeq: 1 MESSAGE\r\nContent-Type: text/plain\r\n"
      "Content-Length: 11\r\n\r\n午饭? 🍜";
  static const struct
  {
    const char *charset, *mark;
    gsize cut; /* bytes that are missing at the end */
    const char *why;
  } rows[] = {
    { "UTF-16LE", "\xff\xfe", 0, "as Windows has it" },
    { "UTF-16BE", "\xfe\xff", 0, "the other order" },
    { "UTF-16LE", "\xff\xfe", 1, "half a unit at the end" },
    { "UTF-16LE", "\xff\xfe", 2, "half a pair at the end" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (GByteArray) file = g_byte_array_new ();
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (LoreImportReport) report = NULL;
      g_autofree char *encoded = NULL;
      gsize n_written, len;
      const char *message;

      g_test_message ("%s", rows[i].why);
      encoded = g_convert (text, -1, rows[i].charset, "UTF-8", NULL, &n_written, NULL);
      g_byte_array_append (file, (const guint8 *)rows[i].mark, 2);
      g_byte_array_append (file, (const guint8 *)encoded, n_written - rows[i].cut);
      bytes = g_byte_array_free_to_bytes (g_steal_pointer (&file));
      report = lore_format_read_bytes (bytes, trace, NULL);
      g_assert_nonnull (report);
      g_assert_true (fixture_has_remark (report, "utf-16", NULL, NULL));
      g_assert_cmpuint (report->n_messages, ==, 1);
      message = (const char *)lore_trace_get_data (trace, 0, &len);
      if (rows[i].cut == 0)
        g_assert_cmpmem (message, len, text, strlen (text));
      else /* what precedes the damage */
        g_assert_cmpmem (message, strlen (text) - 4, text, strlen (text) - 4);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/progress", test_progress);
  g_test_add_func ("/format/sparse", test_sparse);
  g_test_add_func ("/format/examples", test_examples);
  g_test_add_func ("/format/no-times", test_no_times);
  g_test_add_func ("/format/wrong-bytes", test_wrong_bytes);
  g_test_add_func ("/format/wrong-files", test_wrong_files);
  g_test_add_func ("/format/no-permission", test_no_permission);
  g_test_add_func ("/format/random", test_random);
  g_test_add_func ("/format/gzip", test_gzip);
  g_test_add_func ("/format/gzip-cut", test_gzip_cut);
  g_test_add_func ("/format/round-trips", test_round_trips);
  g_test_add_func ("/format/transports", test_transports);
  g_test_add_func ("/format/unframed", test_unframed);
  g_test_add_func ("/format/write-one-exactly", test_write_one_exactly);
  g_test_add_func ("/format/write-problems", test_write_problems);
  g_test_add_func ("/format/write-is-atomic", test_write_is_atomic);
  g_test_add_func ("/format/lists", test_lists);
  g_test_add_func ("/format/cancel", test_cancel);
  g_test_add_func ("/format/utf-16", test_utf_16);
  return g_test_run ();
}
