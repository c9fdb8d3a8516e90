/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scenarios of SIPp: what is written, and that SIPp runs it against a SIPp that answers.
 */
#include "fixture.h"

#include "base/problem.h"

#include <signal.h>
#include <string.h>

static char *
dup_scenario (LoreTrace *trace, const char **ret_path)
{
  static char *path;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  char *text;

  g_free (path);
  path = fixture_dup_path ("call.xml");
  file = g_file_new_for_path (path);
  lore_format_write (trace, file, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  if (ret_path != NULL)
    *ret_path = path;
  return text;
}

static LoreTrace *
load (const char *example)
{
  LoreTrace *trace = lore_trace_new ();
  g_autoptr (GBytes) bytes = fixture_load_example (example);
  g_autoptr (LoreImportReport) report =
      fixture_read (trace, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return trace;
}

/* --- what is written --------------------------------------------------------- */

static void
check_markup (const char *text)
{
  const GMarkupParser nothing = { 0 };
  g_autoptr (GMarkupParseContext) context =
      g_markup_parse_context_new (&nothing, 0, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_markup_parse_context_parse (context, text, -1, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_is_ascii (text));
}

/* "send INVITE", "recv 180?", "pause 20": the steps alone. */
static char *
dup_steps (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *steps = g_string_new (NULL);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit_set (g_strstrip (lines[i]), " \"", -1);

      if (g_str_has_prefix (lines[i], "<send"))
        {
          gsize n = strcspn (lines[i + 1], " ");

          g_string_append_printf (steps, "send %.*s", (int)n, lines[i + 1]);
          if (g_str_has_prefix (lines[i + 1], "SIP/2.0"))
            g_string_append_len (steps, lines[i + 1] + n, 4);
        }
      else if (g_str_has_prefix (lines[i], "<recv"))
        g_string_append_printf (steps, "recv %s%s%s%s", words[2],
                                strstr (lines[i], "optional") != NULL ? "?" : "",
                                strstr (lines[i], "rrs") != NULL ? " rrs" : "",
                                strstr (lines[i], "auth") != NULL ? " auth" : "");
      else if (g_str_has_prefix (lines[i], "<pause"))
        g_string_append (steps, "pause");
      else
        continue;
      g_string_append (steps, "; ");
    }
  return g_string_free (steps, FALSE);
}

static void
test_steps (void)
{
  static const struct
  {
    const char *example, *steps, *why;
  } rows[] = {
    { "logs/sipp.log",
      "send INVITE; recv 100?; recv 183? rrs; recv 180? rrs; recv 200 rrs; send ACK; "
      "pause; send BYE; recv 200; ",
      "what else may ring is let through, how long they talked is kept" },
    { "call.pcap",
      "send INVITE; recv 183? rrs; recv 100?; recv 180? rrs; recv 200 rrs; send ACK; "
      "recv BYE; send SIP/2.0 200; ",
      "the caller's hop alone, the other side hangs up" },
    { "call-cancelled.txt",
      "send INVITE; recv 183? rrs; recv 100?; recv 180 rrs; pause; send CANCEL; "
      "recv 200; recv 487; send ACK; ",
      "a ringing that something is sent upon is waited for" },
    { "register-with-digest.sip",
      "send REGISTER; recv 401 auth; send REGISTER; recv 200; ", "no call at all" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = load (rows[i].example);
      g_autofree char *text = dup_scenario (trace, NULL);
      g_autofree char *steps = dup_steps (text);

      g_test_message ("%s: %s\n%s", rows[i].example, rows[i].why, text);
      check_markup (text);
      if (*rows[i].steps != '\0')
        g_assert_cmpstr (steps, ==, rows[i].steps);
    }
}

/* What is of that call alone is a keyword; what SIPp would misread is escaped. */
static void
test_keywords (void)
{
  static const char messages[] =
      "# t=0.000000 UDP 192.0.2.1:5060 -> 198.51.100.2:5070\n"
      "INVITE sip:bob@198.51.100.2:5070 SIP/2.0\r\n"
      "v: SIP/2.0/UDP 192.0.2.1:5060;rport;branch=z9hG4bKa\r\n"
      "f: \"Alice [1]\" <sip:alice@atlanta.example>;tag=a1;x=y\r\n"
      "To: <sip:bob@198.51.100.2>\r\n"
      "Call-ID: a@192.0.2.1\r\nCSeq: 7 INVITE\r\n"
      "m: \"A\" <sip:alice@192.0.2.1:5060;transport=udp>;expires=60\r\n"
      "Route: <sip:192.0.2.99;lr>\r\nProxy-Authorization: Digest username=\"a\"\r\n"
      "Subject: about 192.0.2.100 and 192.0.2.1\r\n  \\folded ]]> \xc3\xa9\r\n"
      "c: application/sdp\r\nl: 171\r\n\r\n"
      "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=two \r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
      "m=audio 49170/2 RTP/AVP 0\r\na=rtcp:49171 IN IP4 192.0.2.1\r\n"
      "m=video 0 RTP/AVP 99\r\nm=video 5000 RTP/AVP 98\r\n"
      "# t=0.100000 UDP 198.51.100.2:5070 -> 192.0.2.1:5060\n"
      "SIP/2.0 486 Busy\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;rport;branch=z9hG4bKa\r\n"
      "From: <sip:alice@atlanta.example>;tag=a1\r\nTo: <sip:bob@198.51.100.2>;tag=b\r\n"
      "Call-ID: a@192.0.2.1\r\nCSeq: 7 INVITE\r\n\r\n"
      "# t=0.101000 UDP 192.0.2.1:5060 -> 198.51.100.2:5070\n"
      "ACK sip:bob@198.51.100.2:5070 SIP/2.0\r\n"
      "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKa\r\n"
      "From: <sip:alice@atlanta.example>;tag=a1\r\nTo: <sip:bob@198.51.100.2>;tag=b\r\n"
      "Call-ID: a@192.0.2.1\r\nCSeq: 7 ACK\r\n\r\n"
      "# t=0.200000 UDP 198.51.100.2:5070 -> 192.0.2.1:5060\n"
      "OPTIONS sip:alice@192.0.2.1 SIP/2.0\r\n"
      "Via: SIP/2.0/UDP 198.51.100.2:5070;branch=z9hG4bKb\r\n"
      "From: <sip:bob@198.51.100.2>;tag=b\r\nTo: <sip:alice@atlanta.example>;tag=a1\r\n"
      "Call-ID: a@192.0.2.1\r\nCSeq: 1 OPTIONS\r\n\r\n"
      "# t=0.300000 UDP 192.0.2.1:5060 -> 198.51.100.2:5070\n"
      "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 198.51.100.2:5070;branch=z9hG4bKb\r\n"
      "From: <sip:bob@198.51.100.2>;tag=b\r\nTo: <sip:alice@atlanta.example>;tag=a1\r\n"
      "Call-ID: a@192.0.2.1\r\nCSeq: 1 OPTIONS\r\nAllow: INVITE\r\n\r\n";
  static const char *const expected[] = {
    "<send retrans=\"500\"><![CDATA[\n"
    "INVITE sip:bob@[remote_ip]:[remote_port] SIP/2.0\n"
    "v: SIP/2.0/[transport] [local_ip]:[local_port];rport;branch=[branch]\n"
    "f: \"Alice \\x5B1\\x5D\" <sip:alice@atlanta.example>;x=y"
    ";tag=[pid]SIPpTag00[call_number]\n"
    "To: <sip:bob@[remote_ip]>\n"
    "Call-ID: [call_id]\nCSeq: 7 INVITE\n"
    "m: \"A\" <sip:alice@[local_ip]:[local_port];transport=udp>;expires=60\n"
    "Subject: about 192.0.2.100 and [local_ip] \\x5Cfolded \\x5D\\x5D> \\xC3\\xA9\n"
    "c: application/sdp\nl: [len]\n\n"
    "v=0\no=- 1 1 IN IP[media_ip_type] [media_ip]\ns=two\\x20\n"
    "c=IN IP[media_ip_type] [media_ip]\nt=0 0\n"
    "m=audio [media_port]/2 RTP/AVP 0\n"
    "a=rtcp:[media_port+1] IN IP[media_ip_type] [media_ip]\n"
    "m=video 0 RTP/AVP 99\nm=video [media_port+4] RTP/AVP 98\n",
    "<recv response=\"100\" optional=\"true\"/>",
    "<recv response=\"486\"/>",
    "<send><![CDATA[\nACK sip:bob@[remote_ip]:[remote_port] SIP/2.0\n"
    "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch-5]\n"
    "From: <sip:alice@atlanta.example>;tag=[pid]SIPpTag00[call_number]\n"
    "To: <sip:bob@[remote_ip]>[peer_tag_param]\n",
    "<recv request=\"OPTIONS\"/>",
    "<pause milliseconds=\"100\"/>",
    "<send><![CDATA[\nSIP/2.0 200 OK\n[last_Via:]\n[last_From:]\n[last_To:]\n"
    "[last_Call-ID:]\n[last_CSeq:]\nAllow: INVITE\n",
  };
  static const char *const unexpected[] = { "Route:", "Digest", "z9hG4bK", "a@192" };
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report =
      fixture_read (trace, messages, sizeof messages - 1);
  g_autofree char *text = dup_scenario (trace, NULL);
  const char *at = text;

  g_assert_cmpuint (lore_trace_get_n_messages (trace), ==, 5);
  g_test_message ("%s", text);
  check_markup (text);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      at = strstr (at, expected[i]);
      if (at == NULL)
        g_test_message ("missing: %s", expected[i]);
      g_assert_nonnull (at);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (unexpected); i++)
    g_assert_null (strstr (text, unexpected[i]));
}

static void
test_nothing (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autofree char *path = fixture_dup_path ("none.xml");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_false (lore_format_write (trace, file, NULL, &error));
  fixture_check_problem (error, "scenario-no-request");
  g_assert_false (g_file_query_exists (file, NULL));
}

/* --- SIPp runs it ------------------------------------------------------------ */

typedef struct
{
  GMainLoop *loop;
  GSocketAddress *address;
  gboolean in_time;
  gboolean exited;
  int status;
} Run;

static GSocketAddress *
new_free_address (void)
{
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, 0, NULL);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  return g_socket_get_local_address (socket, NULL);
}

static guint16
get_port (GSocketAddress *address)
{
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

/* The server is there once nobody else can have its port. */
static gboolean
is_taken_cb (gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, 0, NULL);

  if (g_socket_bind (socket, run->address, FALSE, NULL))
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (run->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
too_late_cb (gpointer user_data)
{
  Run *run = user_data;

  run->in_time = FALSE;
  g_main_loop_quit (run->loop);
  return G_SOURCE_REMOVE;
}

static void
exited_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (object), result, NULL);
  run->exited = TRUE;
  run->status = g_subprocess_get_if_exited (G_SUBPROCESS (object))
                    ? g_subprocess_get_exit_status (G_SUBPROCESS (object))
                    : -1;
  g_main_loop_quit (run->loop);
}

static GSubprocess *
start_sipp (const char *folder, const char *const *arguments, guint16 port)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *port_text = g_strdup_printf ("%u", port);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) command = NULL;
  GSubprocess *process;
  const char *const common[] = { "sipp",     "-i",  "127.0.0.1",  "-p",
                                 port_text,  "-m",  "1",          "-nostdin",
                                 "-timeout", "20s", "-trace_err", NULL };

  g_strv_builder_addv (builder, (const char **)common);
  g_strv_builder_addv (builder, (const char **)arguments);
  command = g_strv_builder_end (builder);
  g_subprocess_launcher_set_cwd (launcher, folder);
  g_subprocess_launcher_setenv (launcher, "TERM", "dumb", TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *)command, &error);
  g_assert_no_error (error);
  return process;
}

/* What SIPp writes down when something came that it did not wait for. */
static void
show_errors (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;

      if (g_str_has_suffix (name, "_errors.log")
          && g_file_get_contents (path, &text, NULL, NULL))
        g_test_message ("%s:\n%s", name, text);
    }
}

static void
clear_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_file_delete (file, NULL, NULL);
    }
}

/* Runs @scenario against a SIPp that answers by @server. */
static void
run_scenario (const char *scenario, const char *const *server)
{
  g_autoptr (GSocketAddress) caller = new_free_address ();
  g_autoptr (GSocketAddress) callee = new_free_address ();
  g_autofree char *target = g_strdup_printf ("127.0.0.1:%u", get_port (callee));
  g_autofree char *folder = g_path_get_dirname (scenario);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Run run = { .loop = loop, .address = callee, .in_time = TRUE };
  const char *const client[] = { "-sf", scenario, "-au",  "alice",
                                 "-ap", "secret", target, NULL };
  g_autoptr (GSubprocess) answering = start_sipp (folder, server, get_port (callee));
  g_autoptr (GSubprocess) calling = NULL;
  guint late = g_timeout_add_seconds (40, too_late_cb, &run);

  g_timeout_add (10, is_taken_cb, &run);
  g_main_loop_run (loop);
  g_assert_true (run.in_time);
  calling = start_sipp (folder, client, get_port (caller));
  g_subprocess_wait_async (calling, NULL, exited_cb, &run);
  g_main_loop_run (loop);
  g_subprocess_force_exit (answering);
  g_subprocess_wait (answering, NULL, NULL);
  if (!run.exited)
    g_subprocess_force_exit (calling);
  g_source_remove (late);
  if (!run.exited || run.status != 0)
    show_errors (folder);
  clear_folder (folder);
  g_assert_true (run.exited);
  g_assert_cmpint (run.status, ==, 0);
}

/* clang-format off */
#define ANSWER(line, more)                                                               \
  "<send><![CDATA[\n" line "\n[last_Via:]\n[last_From:]\n[last_To:];tag=[call_number]\n" \
  "[last_Call-ID:]\n" more "\nContact: <sip:[local_ip]:[local_port]>\n"                  \
  "Content-Length: 0\n]]></send>\n"

/* Without it SIPp reads nothing. */
#define PROLOG "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static const char hanging_up[] =
    PROLOG "<scenario name=\"hangs up\"><recv request=\"INVITE\"/>\n"
    ANSWER ("SIP/2.0 200 OK", "[last_CSeq:]")
    "<recv request=\"ACK\"/><send retrans=\"500\"><![CDATA[\n"
    "BYE sip:a@[remote_ip]:[remote_port] SIP/2.0\n"
    "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]\n"
    "From: <sip:b@example.com>;tag=[call_number]\nTo: <sip:a@example.com>;tag=1\n"
    "Call-ID: [call_id]\nCSeq: 1 BYE\nContent-Length: 0\n]]></send>\n"
    "<recv response=\"200\"/></scenario>";

static const char cancelled[] =
    PROLOG "<scenario name=\"rings until it is cancelled\"><recv request=\"INVITE\"/>\n"
    ANSWER ("SIP/2.0 100 Trying", "[last_CSeq:]")
    ANSWER ("SIP/2.0 180 Ringing", "[last_CSeq:]")
    "<recv request=\"CANCEL\"/>\n"
    ANSWER ("SIP/2.0 200 OK", "[last_CSeq:]")
    ANSWER ("SIP/2.0 487 Request Terminated", "CSeq: 1 INVITE")
    "<recv request=\"ACK\"/></scenario>";

static const char challenging[] =
    PROLOG "<scenario name=\"asks who it is\"><recv request=\"REGISTER\"/>\n"
    ANSWER ("SIP/2.0 401 Unauthorized",
            "[last_CSeq:]\nWWW-Authenticate: Digest realm=\"a.example\", nonce=\"1\"")
    "<recv request=\"REGISTER\"><action><verifyauth assign_to=\"ok\" username=\"alice\" "
    "password=\"secret\"/></action></recv>\n"
    "<nop hide=\"true\" test=\"ok\" next=\"1\"/>\n"
    ANSWER ("SIP/2.0 403 Forbidden", "[last_CSeq:]")
    "<label id=\"1\"/>\n"
    ANSWER ("SIP/2.0 200 OK", "[last_CSeq:]")
    "</scenario>";
/* clang-format on */

/* Nobody waits in a test: every pause is one of 50 ms. */
static void
hurry (const char *path, const char *text)
{
  g_autoptr (GRegex) pause = g_regex_new ("milliseconds=\"[0-9]+\"", 0, 0, NULL);
  g_autofree char *hurried =
      g_regex_replace_literal (pause, text, -1, 0, "milliseconds=\"50\"", 0, NULL);

  g_assert_true (g_file_set_contents (path, hurried, -1, NULL));
}

static void
test_run (void)
{
  static const struct
  {
    const char *example;
    const char *server; /* NULL: the one that SIPp brings */
    const char *why;
  } rows[] = {
    { "logs/sipp.log", NULL, "answered, and hung up by the caller" },
    { "call.pcap", hanging_up, "hung up by the other side" },
    { "call-cancelled.txt", cancelled, "the branch of CANCEL and ACK is that of INVITE" },
    { "register-with-digest.sip", challenging, "credentials are computed anew" },
  };
  g_autofree char *sipp = g_find_program_in_path ("sipp");

  if (sipp == NULL)
    {
      g_test_skip ("sipp is not installed (sip-tester)");
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = load (rows[i].example);
      const char *path;
      g_autofree char *text = dup_scenario (trace, &path);
      g_autoptr (GFile) file = rows[i].server != NULL
                                   ? fixture_write ("server.xml", rows[i].server, -1)
                                   : NULL;
      const char *const named[] = { "-sn", "uas", NULL };
      const char *const written[] = { "-sf", file != NULL ? g_file_peek_path (file) : "",
                                      NULL };

      g_test_message ("%s: %s", rows[i].example, rows[i].why);
      hurry (path, text);
      run_scenario (path, file != NULL ? written : named);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scenario/steps", test_steps);
  g_test_add_func ("/scenario/keywords", test_keywords);
  g_test_add_func ("/scenario/nothing", test_nothing);
  g_test_add_func ("/scenario/run", test_run);
  return g_test_run ();
}
