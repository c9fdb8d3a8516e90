/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * siplore-cli as a user runs it: the built program, its output, its exit status.
 */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char *out;
  char *err;
  int status;
} Result;

static void
result_clear (Result *result)
{
  g_free (result->out);
  g_free (result->err);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

static GSubprocessLauncher *
make_launcher (GSubprocessFlags flags)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);

  g_subprocess_launcher_set_cwd (launcher, g_getenv ("SIPLORE_EXAMPLES"));
  g_subprocess_launcher_setenv (launcher, "COLUMNS", "100", TRUE);
  g_subprocess_launcher_unsetenv (launcher, "COLORTERM");
  return launcher;
}

static GSubprocess *
spawn (GSubprocessLauncher *launcher, const char *arguments)
{
  g_auto (GStrv) words = g_strsplit (arguments, " ", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_strv_builder_add (builder, g_getenv ("SIPLORE_CLI"));
  for (gsize i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_strv_builder_add (builder, words[i]);
  argv = g_strv_builder_end (builder);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *)argv, &error);
  g_assert_no_error (error);
  return process;
}

static char *
dup_text (GBytes *bytes)
{
  gsize len;
  const char *data = g_bytes_get_data (bytes, &len);

  return g_strndup (len > 0 ? data : "", len);
}

static Result
run_with (const char *arguments, GBytes *input)
{
  g_autoptr (GSubprocessLauncher) launcher =
      make_launcher (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                     | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = spawn (launcher, arguments);
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) err = NULL;
  g_autoptr (GError) error = NULL;
  Result result;

  g_subprocess_communicate (process, input, NULL, &out, &err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  result.status = g_subprocess_get_exit_status (process);
  result.out = dup_text (out);
  result.err = dup_text (err);
  return result;
}

static Result
run (const char *arguments)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

  return run_with (arguments, nothing);
}

/* --- exit statuses -------------------------------------------------------------------
 */

static void
test_status (void)
{
  static const struct
  {
    const char *arguments;
    int status;
    const char *out; /* somewhere in standard output, or NULL */
    const char *err; /* somewhere in standard error, or NULL: nothing there */
  } rows[] = {
    { "", 2, "Usage", NULL },
    { "help", 0, "Usage", NULL },
    { "--help", 0, "Usage", NULL },
    { "--version", 0, "siplore-cli ", NULL },
    { "help show", 0, "siplore-cli show", NULL },
    { "send --help", 0, "--transport", NULL },
    { "help nonsense", 2, NULL, "no command nonsense" },
    { "nonsense", 2, NULL, "no command nonsense" },
    { "show", 2, NULL, "needs to know" },
    { "show --nope x", 2, NULL, "no option --nope" },
    { "calls a b", 2, NULL, "no use for b" },
    { "show call.pcap -F status=200", 2, NULL, "character 7" },
    { "stats call.pcap --filter=form~x", 2, NULL, "`from`" },
    { "ladder call.pcap -F (lost", 2, NULL, "never closed" },
    { "calls call.pcap -F status~4", 2, NULL, "`status >= 400`" },
    { "calls register-with-digest.sip", 0, "but 1 other exchange: --all", "its times" },
    { "calls several-messages.sip -F lost", 0, "No calls here.", "not say" },
    { "convert call.pcap x.xml -F lost", 3, NULL, "begins with a request" },
    { "--lang fr show x", 2, NULL, "no language fr" },
    { "--lang", 2, NULL, "no language" },
    { "--color pink show x", 2, NULL, "cannot be pink" },
    { "topics header:Nope", 2, NULL, "no topic header:Nope" },
    { "ladder call.pcap --call 99", 2, NULL, "no call number 99" },
    { "ladder call.pcap --call x", 2, NULL, "--call of ladder wants" },
    { "convert call.pcap out.doc", 2, NULL, "which format" },
    { "convert call.pcap out --format morse", 2, NULL, "no format morse" },
    { "templates nope", 2, NULL, "no template nope" },
    { "send nope", 2, NULL, "no template nope" },
    { "send options --transport sctp", 2, NULL, "sctp" },
    { "send options --set novalue", 2, NULL, "novalue" },
    { "send bye --to 127.0.0.1:9", 2, NULL, "remote-target" },
    { "send options --local nonsense", 2, NULL, "nonsense is no address" },
    { "peer -b answer:3", 2, NULL, "--answer-after 3" },
    { "peer --role gateway", 2, NULL, "no gateway" },
    { "peer --network nowhere", 2, NULL, "trapezoid" },
    { "peer --network missing/x.network", 3, NULL, "missing/x.network" },
    { "peer --network README.md", 2, NULL, "no element" },
    { "peer --role proxy --set colour=red", 2, NULL, "does not know" },
    { "peer --role proxy --bind nonsense", 2, NULL, "Write it like" },
    { "peer --speed 100", 2, NULL, "100 times" },
    { "peer --fault spoil", 2, NULL, "character 1" },
    { "send options --fault drop:x", 2, NULL, "character 1" },
    { "send options --network nowhere", 2, NULL, "trapezoid" },
    { "peer --listen nonsense", 2, NULL, "nonsense is no address" },

    { "show messages/invite.sip", 0, "S │ INVITE sip:bob@biloxi.example SIP/2.0", NULL },
    { "show missing.sip", 3, NULL, "There is no file" },
    { "show messages", 3, NULL, "is a folder" },
    { "show /dev/null", 3, NULL, "might never end" },
    { "show missing.sip messages/ack.sip", 3, "S │ ACK", "There is no file" },
    { "show -- messages/ack.sip", 0, "S │ ACK", NULL },
    { "show README.md", 3, NULL, "no line of it begins" },
    { "check messages/invite.sip messages/ack.sip", 0, "valid", NULL },
    { "check messages/ack.sip clinic/no-call-id.sip", 1, "invalid", NULL },
    { "check clinic/no-call-id.sip", 1, "clinic/no-call-id.sip:", NULL },
    { "check call.pcap --color never", 0, "call.pcap #1", NULL },
    { "check clinic/no-call-id.sip missing.sip", 3, "invalid", "There is no file" },
    { "check --datagram messages/invite.sip", 0, "valid", NULL },
    { "check --datagram missing.sip", 3, NULL, "There is no file" },
    { "check --datagram /dev/zero", 3, NULL, "might never end" },
    { "explain --datagram messages/bye.sip", 0, "Request-URI", NULL },
    { "explain messages/bye.sip", 0, "Request-URI", NULL },
    { "topics", 0, "header:Via", NULL },
    { "topics header:Via", 0, "RFC 3261 §20.42", NULL },
    { "topics param:branch", 0, "Delete the branch", NULL },
    { "compare-uri sip:a@b.example;x sip:%61@B.example", 0, "the same", NULL },
    { "compare-uri sip:a@b.example sip:a@b.example:5060", 1, "`-` and `5060`", NULL },
    { "topics via", 0, "RFC 3261 §20.42", NULL },
    { "calls call.pcap", 0, "sip:bob@biloxi.example", NULL },
    { "calls register-with-digest.sip", 0, NULL, "" },
    { "calls --all register-with-digest.sip", 0, "registration (200)", "" },
    { "calls call-with-media.pcap", 0, "471#", NULL },
    { "calls --join call-through-b2bua.txt", 0, "next leg", "local times" },
    { "ladder call.pcap", 0, "180 Ringing", NULL },
    { "ladder call-with-media.pcap", 0, "═ RTP G729/8000: 68 packets ═", NULL },
    { "ladder --call 1 call-through-b2bua.txt", 0, "192.0.2.9:5060", "local times" },
    { "ladder --call 1 --join call-through-b2bua.txt", 0, "198.51.100.2:5060",
      "local times" },
    { "stats logs/sipp.log", 0, "message log of SIPp", "local times" },
    { "templates", 0, "invite", NULL },
    { "templates options", 0, "OPTIONS ", NULL },
    { "demo", 0, "180 Ringing", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Result) result = run (rows[i].arguments);

      g_test_message ("siplore-cli %s\n%s%s", rows[i].arguments, result.out, result.err);
      g_assert_cmpint (result.status, ==, rows[i].status);
      if (rows[i].out != NULL)
        g_assert_nonnull (strstr (result.out, rows[i].out));
      if (rows[i].err != NULL)
        g_assert_nonnull (strstr (result.err, rows[i].err));
      else
        g_assert_cmpstr (result.err, ==, "");
    }
}

static void
test_stdin (void)
{
  static const char message[] = "OPTIONS sip:b@example.com SIP/2.0\r\nVia: x\r\n\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (message, strlen (message));
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_auto (Result) shown = run_with ("show -", bytes);
  g_auto (Result) empty = run_with ("show - --lang zh_CN", nothing);

  g_assert_cmpint (shown.status, ==, 0);
  g_assert_nonnull (strstr (shown.out, "OPTIONS sip:b@example.com"));
  g_assert_cmpint (empty.status, ==, 3);
  g_assert_nonnull (strstr (empty.err, "是空的"));
}

/* --- languages -----------------------------------------------------------------------
 */

static void
test_languages (void)
{
  static const struct
  {
    const char *arguments;
    const char *has; /* in both outputs taken together */
    const char *has_too;
    const char *lacks;
  } rows[] = {
    { "show missing --lang en", "There is no file", "Check the name", "找不到" },
    { "show missing --lang zh_CN", "找不到文件", "请检查", "There is no" },
    { "show missing --lang both", "There is no file", "找不到文件", "narration:" },
    { "help --lang zh_CN", "用法：siplore-cli", "退出状态", "Exit status" },
    { "help send --lang zh_CN", "发送请求", "主机:端口", "Send a request" },
    { "topics header:Via --lang both", "Records every hop", "Via（途经）", "narration:" },
    { "topics header:Via --lang zh_CN", "Via（途经）", "RFC 3261", "Records every hop" },
    { "explain messages/ack.sip --lang both", "Request line", "请求行", "narration:" },
    { "check messages/ack.sip --lang zh_CN", "合法", "", "valid" },
    { "stats call.pcap --lang zh_CN", "抓包文件", "消息", "messages" },
    { "stats logs/sipp.log --lang both", "local times", "本地时间", "narration:" },
    { "demo --lang both", "Alice asks Bob", "Alice 请 Bob", "narration:" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Result) result = run (rows[i].arguments);
      g_autofree char *all = g_strconcat (result.out, result.err, NULL);

      g_test_message ("siplore-cli %s\n%s", rows[i].arguments, all);
      g_assert_nonnull (strstr (all, rows[i].has));
      g_assert_nonnull (strstr (all, rows[i].has_too));
      g_assert_null (strstr (all, rows[i].lacks));
      /* No sentence lacks an argument; {{NAME}} of a template is none. */
      g_assert_true (strchr (all, '{') == NULL || strstr (all, "{{") != NULL);
    }
}

static gboolean
has_chinese (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_get_script (g_utf8_get_char (at)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  return FALSE;
}

/* What the system says is said in each language as well. */
static void
test_two_languages (void)
{
  static const struct
  {
    const char *arguments;
    int status;
    const char *has;
    const char *has_too;
    const char *why;
  } rows[] = {
    { "convert call.pcap missing/x.pcap", 3, "no such file", "没有这个文件", "a folder" },
    { "send . --to 127.0.0.1", 3, "it is a folder", "这是一个文件夹", "no file" },
    { "peer --network missing/x", 3, "no such file", "没有这个文件", "read whole" },
    { "peer --transport tls --certificate call.pcap", 3, "no certificate can be read",
      "读不出证书", "what TLS says" },
    { "ladder call.pcap -o missing/x.svg", 3, "no such file", "没有这个文件", "drawn" },
    { "send options --wait", 2, "--wait of send", "选项 --wait", "no value" },
    { "send options --wait=soon", 2, "--wait of send", "选项 --wait", "no number" },
    { "ladder -w 7x call.pcap", 2, "-w of ladder", "选项 -w", "no number, short" },
    { "ladder -j=1 call.pcap", 2, "no option -j", "没有选项 -j", "takes no value" },
    { "ladder --join=1 call.pcap", 2, "no option --join", "没有选项 --join", "nor here" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *arguments = g_strconcat (rows[i].arguments, " --lang both", NULL);
      g_auto (Result) result = run (arguments);
      g_auto (GStrv) lines = g_strsplit (result.err, "\n", -1);

      g_test_message ("%s (%s)\n%s", rows[i].arguments, rows[i].why, result.err);
      g_assert_cmpint (result.status, ==, rows[i].status);
      g_assert_cmpuint (g_strv_length (lines), ==, 3);
      g_assert_nonnull (strstr (lines[0], rows[i].has));
      g_assert_false (has_chinese (lines[0]));
      g_assert_nonnull (strstr (lines[1], rows[i].has_too));
    }
}

static void
test_colours (void)
{
  g_auto (Result) never = run ("show messages/ack.sip --color never");
  g_auto (Result) piped = run ("show messages/ack.sip");
  g_auto (Result) always = run ("show messages/ack.sip --color=always");
  g_auto (Result) json = run ("show messages/ack.sip --json --color always");

  g_assert_null (strchr (never.out, '\033'));
  g_assert_cmpstr (never.out, ==, piped.out);
  g_assert_nonnull (strstr (always.out, "\033[38;5;"));
  g_assert_null (strchr (json.out, '\033'));
}

/* --- JSON ----------------------------------------------------------------------------
 */

/* The lines of @text as parsed objects. */
static GPtrArray *
parse_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GPtrArray *nodes = g_ptr_array_new_with_free_func ((GDestroyNotify)json_node_unref);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      JsonNode *node;

      if (*lines[i] == '\0')
        continue;
      node = json_from_string (lines[i], &error);
      g_assert_no_error (error);
      g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
      g_ptr_array_add (nodes, node);
    }
  return nodes;
}

static JsonObject *
get_object (GPtrArray *nodes, guint i)
{
  g_assert_cmpuint (i, <, nodes->len);
  return json_node_get_object (g_ptr_array_index (nodes, i));
}

static void
test_json_fields (void)
{
  static const struct
  {
    const char *arguments;
    guint n_lines; /* 0: at least one */
    const char *fields;
  } rows[] = {
    { "show messages/invite.sip several-messages.sip", 6,
      "file index kind method status start_line headers body" },
    { "check messages/invite.sip clinic/no-call-id.sip", 2,
      "file index verdict diagnostics" },
    { "explain call.pcap", 14, "file index bytes explained spans" },
    { "compare-uri sip:a@b sip:a@b", 1, "one two same difference rfc en zh_CN" },
    { "topics header:Via", 1, "id kind category rfc title summary paragraphs" },
    { "topics", 0, "id kind category rfc title summary paragraphs" },
    { "calls call-with-media.pcap", 1, "number kind digits streams" },
    { "calls call-through-b2bua.txt", 2, "number kind" },
    { "calls --join call-through-b2bua.txt", 1, "number kind legs" },
    { "calls call.pcap", 1,
      "call_id from to start ringing_ms talk_ms ended_by outcome status reason digits "
      "messages retransmissions" },
    { "stats call.pcap", 1,
      "messages calls transactions retransmissions skipped bytes load_ms" },
    { "templates", 0, "name method shipped title" },
    { "ladder call-cancelled.txt", 7, "index time_ms from to label narration" },
    { "demo", 7, "index time_ms from to label narration" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *arguments = g_strconcat (rows[i].arguments, " --json", NULL);
      g_auto (Result) result = run (arguments);
      g_autoptr (GPtrArray) nodes = parse_lines (result.out);
      g_auto (GStrv) fields = g_strsplit (rows[i].fields, " ", -1);

      g_test_message ("siplore-cli %s", arguments);
      g_assert_cmpuint (nodes->len, >, 0);
      if (rows[i].n_lines > 0)
        g_assert_cmpuint (nodes->len, ==, rows[i].n_lines);
      for (guint n = 0; n < nodes->len; n++)
        for (gsize f = 0; fields[f] != NULL; f++)
          g_assert_true (json_object_has_member (get_object (nodes, n), fields[f]));
      g_assert_cmpstr (result.err, ==, "");
    }
}

static void
test_json_show (void)
{
  g_auto (Result) result = run ("show messages/compact-and-folded.sip --json");
  g_autoptr (GPtrArray) nodes = parse_lines (result.out);
  JsonObject *object = get_object (nodes, 0);
  JsonArray *headers = json_object_get_array_member (object, "headers");
  JsonObject *via = json_array_get_object_element (headers, 0);
  JsonObject *body = json_object_get_object_member (object, "body");

  g_assert_cmpstr (json_object_get_string_member (object, "kind"), ==, "request");
  g_assert_cmpstr (json_object_get_string_member (object, "method"), ==, "MESSAGE");
  g_assert_true (json_object_get_null_member (object, "status"));
  g_assert_cmpstr (json_object_get_string_member (object, "start_line"), ==,
                   "MESSAGE sip:bob@biloxi.example SIP/2.0");
  g_assert_cmpstr (json_object_get_string_member (via, "name"), ==, "v");
  g_assert_cmpstr (json_object_get_string_member (via, "canonical"), ==, "Via");
  g_assert_cmpstr (json_object_get_string_member (via, "category"), ==, "general");
  g_assert_cmpint (json_object_get_int_member (via, "start"), ==, 40);
  g_assert_cmpstr (json_object_get_string_member (body, "type"), ==, "text/plain");
  g_assert_cmpint (json_object_get_int_member (body, "end"), ==, 412);
}

/* A header value that is not UTF-8 comes with U+FFFD, and whole in base64. */
static void
test_json_bytes (void)
{
  static const char message[] =
      "OPTIONS sip:b@example.com SIP/2.0\r\nSubject: a\xff\xfe\r\n\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (message, strlen (message));
  g_auto (Result) result = run_with ("show - --json", bytes);
  g_autoptr (GPtrArray) nodes = parse_lines (result.out);
  JsonArray *headers = json_object_get_array_member (get_object (nodes, 0), "headers");
  JsonObject *subject = json_array_get_object_element (headers, 0);

  g_assert_cmpstr (json_object_get_string_member (subject, "value"), ==,
                   "a\xef\xbf\xbd\xef\xbf\xbd");
  g_assert_cmpstr (json_object_get_string_member (subject, "value_base64"), ==, "Yf/+");
}

static void
test_json_calls (void)
{
  g_auto (Result) result = run ("calls call.pcap --json");
  g_autoptr (GPtrArray) nodes = parse_lines (result.out);
  JsonObject *call = get_object (nodes, 0);

  g_assert_cmpint (json_object_get_int_member (call, "ringing_ms"), ==, 3710);
  g_assert_cmpint (json_object_get_int_member (call, "talk_ms"), ==, 27548);
  g_assert_cmpstr (json_object_get_string_member (call, "ended_by"), ==, "callee");
  g_assert_cmpstr (json_object_get_string_member (call, "start"), ==,
                   "2026-11-22T12:00:00.000000Z");
  g_assert_cmpint (json_object_get_int_member (call, "status"), ==, 200);
  g_assert_cmpint (json_object_get_int_member (call, "messages"), ==, 14);
  g_assert_cmpint (json_object_get_int_member (call, "retransmissions"), ==, 1);
}

static void
test_filter (void)
{
  static const struct
  {
    const char *arguments; /* "--filter" has no blanks here */
    guint n_lines;
    const char *why;
  } rows[] = {
    { "show call.pcap --filter=method==INVITE&&!retransmission", 7, "messages" },
    { "show call.pcap -F status>=400", 0, "none at all" },
    { "show call.pcap messages/bye.sip -F BYE", 5, "of several files, by their text" },
    { "calls call.pcap -F header.Record-Route", 1, "calls with such a message" },
    { "calls call.pcap -F status==486", 0, "or without" },
    { "ladder call.pcap -F method==BYE", 4, "arrows" },
    { "stats call.pcap -F method==BYE", 1, "counts" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *arguments = g_strconcat (rows[i].arguments, " --json", NULL);
      g_auto (Result) result = run (arguments);
      g_autoptr (GPtrArray) nodes = parse_lines (result.out);

      g_test_message ("siplore-cli %s: %s", arguments, rows[i].why);
      g_assert_cmpint (result.status, ==, 0);
      g_assert_cmpuint (nodes->len, ==, rows[i].n_lines);
      if (g_str_has_prefix (arguments, "stats"))
        g_assert_cmpint (json_object_get_int_member (get_object (nodes, 0), "messages"),
                         ==, 4);
    }
}

/* --- golden outputs ------------------------------------------------------------------
 */

/* SIPLORE_UPDATE_GOLDEN=1 writes them anew: read the difference before you commit it. */
static void
test_golden (void)
{
  static const struct
  {
    const char *file;
    const char *arguments;
  } rows[] = {
    { "show-invite.txt", "show messages/invite.sip" },
    { "show-colours.txt", "show messages/cancel.sip --color always" },
    { "show-flow.txt", "show register-with-digest.sip" },
    { "show-flow.json", "show register-with-digest.sip --json" },
    { "calls-cancelled.json", "calls call-cancelled.txt --json" },
    { "ladder-proxy.txt", "ladder call-through-proxy.txt" },
    { "ladder-cancelled-both.txt", "ladder call-cancelled.txt --lang both" },
  };
  const char *folder = g_getenv ("SIPLORE_CLI_GOLDEN");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_build_filename (folder, rows[i].file, NULL);
      g_autofree char *golden = NULL;
      g_auto (Result) result = run (rows[i].arguments);

      g_test_message ("%s", rows[i].file);
      if (g_getenv ("SIPLORE_UPDATE_GOLDEN") != NULL)
        g_assert_true (g_file_set_contents (path, result.out, -1, NULL));
      g_assert_true (g_file_get_contents (path, &golden, NULL, NULL));
      g_assert_cmpstr (result.out, ==, golden);
    }
}

/* --- files written -------------------------------------------------------------------
 */

static void
test_convert (void)
{
  static const char *const endings[] = { "siplore", "pcap", "pcapng", "txt", "sip" };
  g_autofree char *folder = g_dir_make_tmp ("siplore-cli-XXXXXX", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *out = g_strdup_printf ("%s/call.%s", folder, endings[i]);
      g_autofree char *convert = g_strdup_printf ("convert call.pcap %s", out);
      g_autofree char *stats = g_strdup_printf ("stats %s --json", out);
      g_auto (Result) converted = run (convert);
      g_auto (Result) counted = run (stats);
      g_autoptr (GPtrArray) nodes = parse_lines (counted.out);

      g_test_message ("%s", endings[i]);
      g_assert_cmpint (converted.status, ==, 0);
      g_assert_cmpint (json_object_get_int_member (get_object (nodes, 0), "messages"), ==,
                       14);
      g_assert_cmpint (
          json_object_get_int_member (get_object (nodes, 0), "retransmissions"), ==, 1);
      g_unlink (out);
    }
  g_rmdir (folder);
}

/* Only a session has what is known of media; whoever writes another file is told. */
static void
test_convert_media (void)
{
  static const struct
  {
    const char *ending, *options;
    int n_left_out; /* packets */
    const char *why;
  } rows[] = {
    { "pcap", "", 138, "packets of RTP were counted, not kept" },
    { "pcapng", "", 138, "the same" },
    { "txt", "", 138, "text has no media" },
    { "siplore", "", 0, "a session holds the counts" },
    { "siplore", "-F status==200", 0, "with the calls that are selected" },
    { "pcap", "-F status==999", 0, "no call, no media" },
  };
  g_autofree char *folder = g_dir_make_tmp ("siplore-cli-XXXXXX", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *out = g_strdup_printf ("%s/call.%s", folder, rows[i].ending);
      g_autofree char *arguments = g_strdup_printf (
          "convert call-with-media.pcap %s %s --lang both", out, rows[i].options);
      g_autofree char *told = g_strdup_printf ("packets: %d)", rows[i].n_left_out);
      g_autofree char *told_zh = g_strdup_printf ("包：%d 个", rows[i].n_left_out);
      g_autofree char *json = g_strconcat (arguments, " --json", NULL);
      g_auto (Result) words = run (arguments);
      g_auto (Result) object = run (json);
      g_autoptr (GPtrArray) nodes = parse_lines (object.out);

      g_test_message ("%s", rows[i].why);
      g_assert_cmpint (words.status, ==, 0);
      g_assert_true ((strstr (words.err, told) != NULL) == (rows[i].n_left_out > 0));
      g_assert_true ((strstr (words.err, told_zh) != NULL) == (rows[i].n_left_out > 0));
      g_assert_cmpint (json_object_get_int_member_with_default (
                           get_object (nodes, 0), "rtp_packets_left_out", 0),
                       ==, rows[i].n_left_out);
      g_unlink (out);
    }
  g_rmdir (folder);
}

/* What is read stays as it was, under whatever name it is written to. */
static void
test_keeps_input (void)
{
  static const char *const rows[] = {
    "convert IN IN",
    "convert --anonymise IN LINK",
    "ladder IN -o IN",
    "ladder IN -o LINK",
  };
  g_autofree char *folder = g_dir_make_tmp ("siplore-cli-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "call.txt", NULL);
  g_autofree char *link = g_build_filename (folder, "link.txt", NULL);
  static const char message[] = "OPTIONS sip:bob@example.com SIP/2.0\r\n\r\n";

  g_assert_true (g_file_set_contents (path, message, -1, NULL));
  if (symlink (path, link) != 0)
    g_test_message ("no symbolic links here");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) arguments = g_string_new (rows[i]);
      g_autofree char *data = NULL;

      g_string_replace (arguments, "LINK", link, 0);
      g_string_replace (arguments, "IN", path, 0);
      {
        g_auto (Result) result = run (arguments->str);

        g_test_message ("%s", rows[i]);
        g_assert_cmpint (result.status, ==, 2);
        g_assert_nonnull (strstr (result.err, "being read"));
      }
      g_assert_true (g_file_get_contents (path, &data, NULL, NULL));
      g_assert_cmpstr (data, ==, message);
    }
  g_unlink (link);
  g_unlink (path);
  g_rmdir (folder);
}

/* What a student's file says of people is not in the copy; the call is. Whole words, as
 * an invented name may have a short one within it by chance. */
static void
test_anonymise (void)
{
  static const char *const secrets[] = { "alice", "bob", "192.0.2.10", "biloxi",
                                         "5f2d7c91" };
  g_autofree char *folder = g_dir_make_tmp ("siplore-cli-XXXXXX", NULL);
  g_autofree char *out = g_build_filename (folder, "call.txt", NULL);
  g_autofree char *convert =
      g_strdup_printf ("convert --anonymise call.pcap %s -F call==1 --json", out);
  g_autofree char *calls = g_strdup_printf ("calls %s --json", out);
  g_auto (Result) converted = run (convert);
  g_auto (Result) told = run (calls);
  g_autoptr (GPtrArray) nodes = parse_lines (told.out);
  g_autofree char *text = NULL;

  g_assert_cmpint (converted.status, ==, 0);
  g_assert_true (g_file_get_contents (out, &text, NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_autofree char *quoted = g_regex_escape_string (secrets[i], -1);
      g_autofree char *word = g_strdup_printf ("\\b%s\\b", quoted);

      g_assert_false (g_regex_match_simple (word, text, G_REGEX_CASELESS, 0));
    }
  g_assert_cmpint (json_object_get_int_member (get_object (nodes, 0), "talk_ms"), ==,
                   27548);
  g_assert_cmpint (json_object_get_int_member (get_object (nodes, 0), "messages"), ==,
                   14);
  g_unlink (out);
  g_rmdir (folder);
}

static void
test_ladder_exports (void)
{
  static const struct
  {
    const char *ending;
    const char *begins;
  } rows[] = {
    { "svg", "<?xml" }, { "png", "\x89PNG" }, { "pdf", "%PDF" },
    { "html", "<!" },   { "mmd", "" },        { "txt", "" },
  };
  g_autofree char *folder = g_dir_make_tmp ("siplore-cli-XXXXXX", NULL);
  g_auto (Result) wrong = run ("ladder call.pcap -o ladder.doc");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *out = g_strdup_printf ("%s/ladder.%s", folder, rows[i].ending);
      g_autofree char *arguments = g_strdup_printf ("ladder call.pcap -o %s", out);
      g_auto (Result) result = run (arguments);
      g_autofree char *data = NULL;

      g_test_message ("%s%s", rows[i].ending, result.err);
      g_assert_cmpint (result.status, ==, 0);
      g_assert_true (g_file_get_contents (out, &data, NULL, NULL));
      g_assert_true (g_str_has_prefix (data, rows[i].begins));
      g_unlink (out);
    }
  g_assert_cmpint (wrong.status, ==, 2);
  g_rmdir (folder);
}

/* --- on the network ------------------------------------------------------------------
 */

typedef struct
{
  GSubprocess *process;
  GDataInputStream *out;
  char *address;
} Peer;

static Peer
start_peer (const char *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher =
      make_launcher (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *all = g_strdup_printf ("peer --json %s", arguments);
  g_autofree char *line = NULL;
  g_autoptr (GPtrArray) nodes = NULL;
  Peer peer;

  peer.process = spawn (launcher, all);
  peer.out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (peer.process));
  line = g_data_input_stream_read_line (peer.out, NULL, NULL, NULL);
  g_assert_nonnull (line);
  nodes = parse_lines (line);
  peer.address =
      g_strdup (json_object_get_string_member (get_object (nodes, 0), "listening"));
  return peer;
}

static void
stop_peer (Peer *peer)
{
  g_subprocess_send_signal (peer->process, SIGINT);
  g_assert_true (g_subprocess_wait (peer->process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (peer->process));
  g_assert_cmpint (g_subprocess_get_exit_status (peer->process), ==, 0);
  g_object_unref (peer->out);
  g_object_unref (peer->process);
  g_free (peer->address);
}

/* The start lines of what was sent and received, joined. */
static char *
dup_story (const char *json)
{
  g_autoptr (GPtrArray) nodes = parse_lines (json);
  GString *story = g_string_new (NULL);

  for (guint i = 0; i < nodes->len; i++)
    {
      JsonObject *object = get_object (nodes, i);
      const char *line = json_object_get_string_member (object, "start_line");
      gboolean sent =
          g_str_equal (json_object_get_string_member (object, "direction"), "sent");

      g_assert_cmpint (json_object_get_int_member (object, "bytes"), >, 0);
      g_assert_nonnull (json_object_get_string_member (object, "time"));
      if (g_str_has_prefix (line, "SIP/2.0 "))
        g_string_append_printf (story, "%s%.3s ", sent ? ">" : "<", line + 8);
      else
        g_string_append_printf (story, "%s%.*s ", sent ? ">" : "<",
                                (int)strcspn (line, " "), line);
    }
  return g_string_free (story, FALSE);
}

static void
test_send (void)
{
  static const struct
  {
    const char *peer;
    const char *send;
    const char *story;
    int status;
  } rows[] = {
    { "--answer-after 0.1", "send invite --then bye",
      ">INVITE <100 <180 <200 >ACK >BYE <200 ", 0 },
    { "--behaviour busy", "send invite", ">INVITE <100 <486 >ACK ", 1 },
    { "", "send options", ">OPTIONS <200 ", 0 },
    { "--role registrar", "send register", ">REGISTER <200 ", 0 },
    { "--role registrar --user alice --password secret",
      "send register --user alice --password secret", ">REGISTER <401 >REGISTER <200 ",
      0 },
    { "--role registrar --set domain=atlanta.example", "send register --keep 0.1",
      ">REGISTER <200 >REGISTER <200 ", 0 },
    { "", "send messages/options.sip", ">OPTIONS <200 ", 0 },
    { "", "send clinic/cseq-of-another-method.sip --raw --wait 0.5", ">BYE <400 ", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Peer peer = start_peer (rows[i].peer);
      g_autofree char *arguments =
          g_strdup_printf ("%s --to %s --json", rows[i].send, peer.address);
      g_auto (Result) result = run (arguments);
      g_autofree char *story = dup_story (result.out);

      g_test_message ("siplore-cli %s\n%s%s", arguments, result.out, result.err);
      g_assert_cmpstr (story, ==, rows[i].story);
      g_assert_cmpint (result.status, ==, rows[i].status);
      stop_peer (&peer);
    }
}

/* Without --to the practice elements of the program itself answer. */
static void
test_send_practice (void)
{
  g_autofree char *folder = g_dir_make_tmp ("siplore-cli-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "practice.siplore", NULL);
  g_autofree char *send = g_strdup_printf ("send options --json --save %s", path);
  g_autofree char *stats = g_strdup_printf ("stats %s --json", path);
  g_auto (Result) result = run (send);
  g_autofree char *story = dup_story (result.out);
  g_auto (Result) counted = run (stats);
  g_autoptr (GPtrArray) nodes = parse_lines (counted.out);

  g_assert_cmpint (result.status, ==, 0);
  g_assert_cmpstr (story, ==, ">OPTIONS <200 ");
  g_assert_cmpint (json_object_get_int_member (get_object (nodes, 0), "messages"), ==, 2);
  g_unlink (path);
  g_rmdir (folder);
}

/* Into a network of the program's own, by the name of a domain, and faster than life: a
 * busy machine still has a quarter of a second before anything is repeated. */
static void
test_send_network (void)
{
  static const struct
  {
    const char *send, *story;
    int status;
  } rows[] = {
    { "send invite --network direct --then bye", ">INVITE <100 <180 <200 >ACK >BYE <200 ",
      0 },
    { "send invite --network trapezoid --then bye",
      ">INVITE <100 <180 <200 >ACK >BYE <200 ", 0 },
    { "send invite --network redirect", ">INVITE <302 >ACK ", 1 },
    { "send invite --network loop", ">INVITE <100 <483 >ACK ", 1 },
    { "send invite --network login --user alice --password secret --then bye",
      ">INVITE <407 >ACK >INVITE <100 <180 <200 >ACK >BYE <200 ", 0 },
    { "send register --network proxy", ">REGISTER <200 ", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *arguments = g_strdup_printf ("%s --speed 2 --json", rows[i].send);
      g_auto (Result) result = run (arguments);
      g_autofree char *story = dup_story (result.out);

      g_test_message ("siplore-cli %s\n%s%s", arguments, result.out, result.err);
      g_assert_cmpstr (story, ==, rows[i].story);
      g_assert_cmpint (result.status, ==, rows[i].status);
    }
}

/* The lines of @request that a response repeats (RFC 3261 §8.2.6.2). */
static char *
dup_repeated (const char *request)
{
  static const char *const names[] = { "Via:", "From:", "To:", "Call-ID:", "CSeq:" };
  g_auto (GStrv) lines = g_strsplit (request, "\r\n", -1);
  GString *repeated = g_string_new (NULL);

  for (gsize n = 0; n < G_N_ELEMENTS (names); n++)
    for (gsize i = 0; lines[i] != NULL; i++)
      if (g_str_has_prefix (lines[i], names[n]))
        g_string_append_printf (repeated, "%s\r\n", lines[i]);
  return g_string_free (repeated, FALSE);
}

/* Receives one request on @socket and answers it; returns the request. */
static char *
answer_one (GSocket *socket, const char *status_and_more)
{
  g_autoptr (GSocketAddress) from = NULL;
  g_autofree char *repeated = NULL;
  g_autofree char *response = NULL;
  char buffer[4096];
  gssize n = g_socket_receive_from (socket, &from, buffer, sizeof buffer - 1, NULL, NULL);

  g_assert_cmpint (n, >, 0);
  buffer[n] = '\0';
  repeated = dup_repeated (buffer);
  response = g_strdup_printf ("SIP/2.0 %s\r\n%sContent-Length: 0\r\n\r\n",
                              status_and_more, repeated);
  g_assert_cmpint (
      g_socket_send_to (socket, from, response, strlen (response), NULL, NULL), >, 0);
  return g_strdup (buffer);
}

/* A challenge is answered once, by a request of its own: the next CSeq, another branch.
 */
static void
test_send_login (void)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                                             G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSubprocessLauncher) launcher =
      make_launcher (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *arguments = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  g_socket_set_timeout (socket, 20);
  bound = g_socket_get_local_address (socket, NULL);
  arguments =
      g_strdup_printf ("send register --user alice --password lesson --to 127.0.0.1:%u",
                       g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  process = spawn (launcher, arguments);
  first = answer_one (socket, "401 Unauthorized\r\nWWW-Authenticate: Digest "
                              "realm=\"lab\", nonce=\"a, b\", qop=\"auth\"");
  second = answer_one (socket, "200 OK");
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  g_assert_null (strstr (first, "Authorization:"));
  g_assert_nonnull (strstr (first, "CSeq: 1 REGISTER"));
  g_assert_nonnull (strstr (second, "Authorization: Digest username=\"alice\""));
  g_assert_nonnull (strstr (second, "nonce=\"a, b\""));
  g_assert_nonnull (strstr (second, "CSeq: 2 REGISTER"));
  g_assert_cmpint (strncmp (strstr (first, "branch="), strstr (second, "branch="), 22),
                   !=, 0);
}

/* A port that was just free: nobody listens there. */
static void
test_send_nobody (void)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                                             G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autofree char *arguments = NULL;

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  arguments =
      g_strdup_printf ("send options --to 127.0.0.1:%u --lang both",
                       g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  g_assert_true (g_socket_close (socket, NULL));
  {
    g_auto (Result) result = run (arguments);

    g_test_message ("%s%s", result.out, result.err);
    g_assert_cmpint (result.status, ==, 3);
  }
}

static void
test_peer_for (void)
{
  g_auto (Result) result = run ("peer --for 0.1");
  g_auto (Result) taken = { NULL };
  Peer peer = start_peer ("");
  g_autofree char *arguments = g_strdup_printf ("peer --for 1 --listen %s", peer.address);

  taken = run (arguments);
  stop_peer (&peer);
  g_assert_cmpint (result.status, ==, 0);
  g_assert_nonnull (strstr (result.out, "Listening on 127.0.0.1:"));
  g_assert_cmpint (taken.status, ==, 3);
  g_assert_cmpstr (taken.out, ==, "");
  g_assert_cmpstr (taken.err, !=, "");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/status", test_status);
  g_test_add_func ("/cli/stdin", test_stdin);
  g_test_add_func ("/cli/languages", test_languages);
  g_test_add_func ("/cli/two-languages", test_two_languages);
  g_test_add_func ("/cli/colours", test_colours);
  g_test_add_func ("/cli/json/fields", test_json_fields);
  g_test_add_func ("/cli/json/show", test_json_show);
  g_test_add_func ("/cli/json/bytes", test_json_bytes);
  g_test_add_func ("/cli/json/calls", test_json_calls);
  g_test_add_func ("/cli/filter", test_filter);
  g_test_add_func ("/cli/golden", test_golden);
  g_test_add_func ("/cli/convert", test_convert);
  g_test_add_func ("/cli/convert-media", test_convert_media);
  g_test_add_func ("/cli/keeps-input", test_keeps_input);
  g_test_add_func ("/cli/anonymise", test_anonymise);
  g_test_add_func ("/cli/ladder-exports", test_ladder_exports);
  g_test_add_func ("/cli/send", test_send);
  g_test_add_func ("/cli/send-practice", test_send_practice);
  g_test_add_func ("/cli/send-network", test_send_network);
  g_test_add_func ("/cli/send-login", test_send_login);
  g_test_add_func ("/cli/send-nobody", test_send_nobody);
  g_test_add_func ("/cli/peer-for", test_peer_for);
  return g_test_run ();
}
