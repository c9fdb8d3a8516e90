/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "base/args.h"
#include "base/problem.h"
#include "catalogue/catalogue.h"
#include "trace/filter.h"

#include <string.h>

/* Two calls: one refused after a repeated INVITE, one answered; then something broken. */
static LoreTrace *
new_trace (void)
{
  static const struct
  {
    double ms;
    LoreEventType type;
    const char *source, *destination;
    FixtureMessage message;
  } rows[] = {
    { 0,
      LORE_EVENT_CAPTURED,
      ALICE,
      BOB,
      { .headers = "User-Agent: Asterisk PBX 18.9\r\nm: <sip:alice@192.0.2.1>\r\n"
                   "Subject: lunch\r\n  at noon\r\nSupported: 100rel, timer\r\n"
                   "Session-Expires: 1800;refresher=uac\r\nX-Colour: blue\r\n",
        .body = FIXTURE_SDP } },
    { 500,
      LORE_EVENT_CAPTURED,
      ALICE,
      BOB,
      { .headers = "User-Agent: Asterisk PBX 18.9\r\nm: <sip:alice@192.0.2.1>\r\n"
                   "Subject: lunch\r\n  at noon\r\nSupported: 100rel, timer\r\n"
                   "Session-Expires: 1800;refresher=uac\r\nX-Colour: blue\r\n",
        .body = FIXTURE_SDP } },
    { 600,
      LORE_EVENT_CAPTURED,
      BOB,
      ALICE,
      { .status = 180, .reason = "Ringing", .answers = "INVITE", .to = "b" } },
    { 2000,
      LORE_EVENT_CAPTURED,
      BOB,
      ALICE,
      { .status = 486,
        .reason = "Busy Here",
        .answers = "INVITE",
        .to = "b",
        .headers = "Retry-After: 120 (at lunch)\r\n" } },
    { 3000,
      LORE_EVENT_SENT,
      ALICE,
      PROXY,
      { .call_id = "Call-2@host",
        .branch = "z9hG4bK-2",
        .cseq = 7,
        .uri = "sip:conference@biloxi.example" } },
    { 3100,
      LORE_EVENT_DROPPED,
      PROXY,
      ALICE,
      { .status = 200,
        .reason = "OK",
        .answers = "INVITE",
        .call_id = "Call-2@host",
        .branch = "z9hG4bK-2",
        .to = "c",
        .cseq = 7 } },
    { 4000,
      LORE_EVENT_CAPTURED,
      "[2001:db8::7]:5060",
      NULL,
      { .method = "DANCE", .call_id = "call-3", .branch = "z9hG4bK-3" } },
  };
  LoreTrace *trace = lore_trace_new ();
  g_autoptr (GBytes) junk = g_bytes_new_static ("hello\r\n\r\nworld", 14);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    fixture_append (trace, rows[i].type, rows[i].ms, rows[i].source, rows[i].destination,
                    &rows[i].message);
  fixture_append_bytes (trace, LORE_EVENT_CAPTURED, 5000, NULL, NULL, junk);
  lore_trace_name_participant (trace, BOB, "Bob", NULL);
  g_assert_cmpuint (lore_trace_get_n_messages (trace), ==, 8);
  return trace;
}

static char *
dup_found (LoreTrace *trace, const char *expression)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoreFilter) filter = lore_filter_new (expression, &error);
  g_autoptr (GArray) found = NULL;
  GString *ids = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (lore_filter_get_expression (filter), ==, expression);
  found = lore_filter_run (filter, trace, NULL);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (ids, "%s%u", i > 0 ? " " : "",
                            g_array_index (found, guint32, i));
  for (guint i = 0, j = 0; i < lore_trace_get_n_messages (trace); i++)
    {
      gboolean expected = j < found->len && g_array_index (found, guint32, j) == i;

      g_assert_cmpint (lore_filter_matches (filter, trace, i), ==, expected);
      j += expected;
    }
  return g_string_free (ids, FALSE);
}

static void
test_expressions (void)
{
  static const struct
  {
    const char *expression, *found, *why;
  } rows[] = {
    { "", "0 1 2 3 4 5 6 7", "nothing asked: everything passes" },
    { " \t", "0 1 2 3 4 5 6 7", "so with white space" },
    /* fields */
    { "method == INVITE", "0 1 2 3 4 5", "a response has its request's method" },
    { "method == invite", "0 1 2 3 4 5", "in any case" },
    { "method != INVITE", "6", "what nobody registered, not what has none" },
    { "method == DANCE", "6", "such a one by name" },
    { "method ~ VIT", "0 1 2 3 4 5", "part of a method" },
    { "status == 486", "3", "a status" },
    { "status >= 200", "3 5", "at least" },
    { "status < 200", "2", "a request has no status, not even a small one" },
    { "status != 486", "2 5", "nor a different one" },
    { "not status == 486", "0 1 2 4 5 6 7", "that is said with not" },
    { "status", "2 3 5", "a field alone: it is there" },
    { "class == 4xx", "3", "a class as it is written" },
    { "class >= 2", "3 5", "or as a number" },
    { "cseq == 7", "4 5", "a number of CSeq" },
    { "call-id == call-2@HOST", "4 5", "Call-ID" },
    { "call == 2", "4 5", "calls are counted from 1" },
    { "from ~ \"alice\"", "0 1 2 3 4 5 6", "part of From" },
    { "from ~ \"ALICE@\"", "0 1 2 3 4 5 6", "whatever the case" },
    { "from == sip:alice@atlanta.example", "0 1 2 3 4 5 6", "the URI in From" },
    { "from == alice", "", "but not any part of it" },
    { "to ~ tag", "2 3 5", "To" },
    { "request-uri ~ conference", "4", "Request-URI" },
    { "contact == \"sip:alice@192.0.2.1\"", "0 1", "Contact in its compact form" },
    { "reason == \"Busy Here\"", "3", "a reason phrase" },
    { "source == 192.0.2.1", "0 1 4", "a host alone" },
    { "source == 192.0.2.1:5060", "0 1 4", "with its port" },
    { "source == bob", "2 3", "a participant by name" },
    { "source == 2001:db8::7", "6", "IPv6 without brackets" },
    { "source == \"[2001:db8::7]\"", "6", "and with" },
    { "destination ~ 198.51", "0 1", "part of an address" },
    { "source != bob", "0 1 4 5 6", "who is not known is not another either" },
    { "transport == udp", "0 1 2 3 4 5 6 7", "transport" },
    { "time > 1.5 and time <= 3", "3 4", "seconds since the first message" },
    { "time == 0.6", "2", "to the microsecond" },
    { "size < 20", "7", "octets" },
    { "body ~ \"m=audio\"", "0 1", "a body" },
    { "body", "0 1 7", "there is one" },
    { "text ~ \"z9hg4bk-2\"", "4 5", "the whole message" },
    { "retransmission", "1", "a flag" },
    { "not retransmission and method == INVITE and request", "0 4", "and others" },
    { "response", "2 3 5", "all responses" },
    { "lost", "5", "what a fault took" },
    { "not (request or response)", "7", "no SIP" },
    /* header fields */
    { "header.User-Agent ~ \"Asterisk\"", "0 1", "any header field" },
    { "HEADER.user-agent ~ asterisk", "0 1", "in any case" },
    { "header.x-colour == blue", "0 1", "also one that nobody registered" },
    { "header.Subject ~ \"lunch at\"", "0 1", "folding is a space" },
    { "header.s == \"lunch at noon\"", "0 1", "a compact name" },
    { "header.supported == timer", "0 1", "one value of a list" },
    { "header.supported == time", "", "a whole one" },
    { "header.via", "0 1 2 3 4 5 6", "it is there" },
    { "header.Session-Expires >= 1800", "0 1", "the number that a value begins with" },
    { "header.Retry-After < 60", "", "which may be too large" },
    { "header.Retry-After < 600", "3", "or not" },
    { "header.Subject > 1", "", "a value may be no number" },
    { "header.Content-Length == 0", "2 3 4 5 6", "a number as text" },
    /* joining */
    { "method == INVITE and status >= 400", "3", "and" },
    { "status == 180 or status == 486", "2 3", "or" },
    { "status == 180 or status == 486 and call == 2", "2", "and binds closer" },
    { "(status == 180 or status == 486) and call == 1", "2 3", "parentheses" },
    { "NOT request AND NOT response", "7", "in capitals" },
    { "!request && !response || lost", "5 7", "as in C" },
    { "not not lost", "5", "twice is not at all" },
    { "! !(lost)", "5", "nor so" },
    { "text ~ alice and lost or from ~ zoe", "5", "dear conditions go last, no more" },
    { "body ~ \"v=0\" and call == 1 and from ~ alice and source == bob", "",
      "all four prices" },
    { "(body ~ \"v=0\" or lost or from ~ zoe)", "0 1 5", "and with or" },
    /* searching */
    { "conference", "4", "a word alone" },
    { "\"busy here\"", "3", "a string alone" },
    { "\"lost\"", "", "in quotes it is no field" },
    { "486", "3", "a number alone" },
    { "z9hG4bK-2 and response", "5", "with conditions" },
    { "'192.0.2.1'", "0 1 2 3 4 5 6", "other quotes" },
    { "'o=- 1 1\\x20'", "", "an unknown escape is the character" },
    { "\"hello\\r\\n\\r\\nw\"", "7", "line ends" },
    { "\"\\\\\"", "", "a backslash" },
    { "\"\"", "0 1 2 3 4 5 6 7", "nothing is everywhere" },
    /* as a Chinese keyboard writes them */
    { "（lost or ！request） and “alice”", "2 3 5", "full-width signs" },
    { "from ～ “alice” and lost", "5", "and this one" },
  };
  g_autoptr (LoreTrace) trace = new_trace ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *found = NULL;

      g_test_message ("%s: %s", rows[i].expression, rows[i].why);
      found = dup_found (trace, rows[i].expression);
      g_assert_cmpstr (found, ==, rows[i].found);
    }
}

static void
test_errors (void)
{
  static const struct
  {
    const char *expression, *id, *position, *hint, *why;
  } rows[] = {
    { "stauts == 200", "filter-unknown-field", "1", "status", "letters swapped" },
    { "lost and form ~ x", "filter-unknown-field", "10", "from", "the nearest" },
    { "User-Agent ~ x", "filter-unknown-field", "1", "header.User-Agent",
      "a header field without its prefix" },
    { "header == x", "filter-unknown-field", "1", "header.User-Agent ~ \"Asterisk\"",
      "the prefix without a name" },
    { "header. == x", "filter-unknown-field", "1", "header.User-Agent ~ \"Asterisk\"",
      "nor here" },
    { "“测试” and 状态 == 200", "filter-unknown-field", "10",
      "header.User-Agent ~ \"Asterisk\"", "characters are counted, not bytes" },
    { "status = 200", "filter-unexpected", "8", "==", "half an operator" },
    { "lost & request", "filter-unexpected", "6", "and", "or this" },
    { "lost | request", "filter-unexpected", "6", "or", "or this" },
    { "body ~ m=audio", "filter-unexpected", "9", "==", "quotes were needed" },
    { "alice bob", "filter-unexpected", "7", "and", "two words" },
    { "lost )", "filter-unexpected", "6", "(", "closed but never opened" },
    { "()", "filter-unexpected", "2", "status >= 400", "nothing inside" },
    { "and lost", "filter-unexpected", "1", "status >= 400", "nothing before" },
    { "from ~ and", "filter-unexpected", "8", "\"and\"", "a word of the language" },
    { "from ~ )", "filter-unexpected", "8", "from ~ \"alice\"", "no value" },
    { "\"alice\" == from", "filter-unexpected", "9", "text ~ \"alice\"", "turned round" },
    { "(alice bob)", "filter-unexpected", "8", "and", "two words in parentheses" },
    { "lost and", "filter-incomplete", "9", "status >= 400", "ends too early" },
    { "not", "filter-incomplete", "4", "status >= 400", "likewise" },
    { "from ~", "filter-incomplete", "7", "from ~ \"alice\"", "without a value" },
    { "(lost or (request)", "filter-unclosed", "1", ")", "a parenthesis" },
    { "from ~ \"alice", "filter-unclosed", "8", "\"", "a string" },
    { "'alice\\'", "filter-unclosed", "1", "'", "the mark was escaped" },
    { "“alice", "filter-unclosed", "1", "”", "a Chinese mark" },
    { "status == busy", "filter-type", "8", "status >= 400", "no number" },
    { "status ~ 4", "filter-type", "8", "status >= 400", "numbers contain nothing" },
    { "time > 1.2.3", "filter-type", "6", "time < 1.5", "one point too many" },
    { "class == 4x", "filter-type", "7", "class == 4xx", "no class" },
    { "from > alice", "filter-type", "6", "from ~ \"alice\"", "texts have no order" },
    { "lost == 1", "filter-type", "6", "lost", "a flag has no value" },
    { "header.Expires > soon", "filter-type", "16", "header.User-Agent ~ \"Asterisk\"",
      "an order of numbers alone" },
  };
  LoreCatalogue *catalogue = lore_catalogue_get_default ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      const char *const *args;

      g_test_message ("%s: %s", rows[i].expression, rows[i].why);
      g_assert_null (lore_filter_new (rows[i].expression, &error));
      g_assert_error (error, LORE_PROBLEM, LORE_PROBLEM_USAGE);
      g_assert_cmpstr (lore_problem_get_id (error), ==, rows[i].id);
      args = lore_problem_get_args (error);
      g_assert_cmpstr (lore_args_get (args, "position"), ==, rows[i].position);
      g_assert_cmpstr (lore_args_get (args, "hint"), ==, rows[i].hint);
      for (gsize j = 0; j < 2; j++)
        {
          g_autofree char *words =
              lore_catalogue_dup_problem (catalogue, error, j == 0 ? "en" : "zh_CN");

          g_assert_null (strchr (words, '{'));
          g_assert_nonnull (strstr (words, rows[i].hint));
        }
    }
}

/* Neither long nor deep expressions cost more than their length. */
static void
test_long (void)
{
  g_autoptr (LoreTrace) trace = new_trace ();
  g_autoptr (GString) text = g_string_new ("lost");
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append (text, i % 2 ? " or lost" : " or not not lost");
  found = dup_found (trace, text->str);
  g_assert_cmpstr (found, ==, "5");

  g_string_assign (text, "lost");
  for (guint i = 0; i < LORE_FILTER_DEPTH; i++)
    {
      g_string_prepend (text, "(");
      g_string_append (text, ")");
    }
  g_free (found);
  found = dup_found (trace, text->str);
  g_assert_cmpstr (found, ==, "5");
  g_string_prepend (text, "(");
  g_string_append (text, ")");
  g_assert_null (lore_filter_new (text->str, &error));
  g_assert_cmpstr (lore_problem_get_id (error), ==, "filter-too-deep");
}

static void
test_cancelled (void)
{
  g_autoptr (LoreTrace) trace = new_trace ();
  g_autoptr (LoreFilter) filter = lore_filter_new ("", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GArray) found = NULL;
  LoreHeadway headway = { cancellable };

  g_cancellable_cancel (cancellable);
  found = lore_filter_run (filter, trace, &headway);
  g_assert_cmpuint (found->len, ==, 0);
}

/* Every field's example is one. */
static void
test_fields (void)
{
  g_autoptr (LoreTrace) trace = new_trace ();
  g_autoptr (LoreTrace) empty = lore_trace_new ();
  const char *const *names = lore_filter_list_fields ();

  for (gsize i = 0; names[i] != NULL; i++)
    {
      gboolean prefix = g_str_has_suffix (names[i], ".");
      g_autofree char *expression =
          g_strconcat (names[i], prefix ? "Via" : "", " and not lost", NULL);
      g_autofree char *found = dup_found (trace, expression);
      g_autofree char *none = dup_found (empty, expression);

      g_assert_cmpstr (none, ==, "");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter/expressions", test_expressions);
  g_test_add_func ("/filter/errors", test_errors);
  g_test_add_func ("/filter/long", test_long);
  g_test_add_func ("/filter/cancelled", test_cancelled);
  g_test_add_func ("/filter/fields", test_fields);
  return g_test_run ();
}
