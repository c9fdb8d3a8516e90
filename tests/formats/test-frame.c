/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a message ends. Rows are whole files of "several messages"; what is expected are
 * the lengths of the messages found, or 0 for "to the end of what is there".
 */
#include "fixture.h"

#include "formats/frame.h"

#include <string.h>

#define HEAD(cl) "OPTIONS sip:b@example.com SIP/2.0\r\nCall-ID: 1\r\n" cl "\r\n"
#define SHORT HEAD ("Content-Length: 0\r\n")
#define SDP "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n" /* 43 */

typedef struct
{
  const char *text;
  guint n_messages;
  const char *last; /* the end of the last message */
  const char *why;
} Row;

static const Row rows[] = {
  { SHORT SHORT, 2, "Content-Length: 0\r\n\r\n", "one behind the other" },
  { SHORT "\r\n\r\n" SHORT, 2, "Content-Length: 0\r\n\r\n", "empty lines between" },
  { HEAD ("Content-Length: 43\r\n") SDP SHORT, 2, "Content-Length: 0\r\n\r\n",
    "a body, counted right" },
  { SHORT HEAD ("Content-Length: 12\r\n") SDP, 2, "t=0 0\r\n",
    "a length that is too small ends at the next boundary" },
  { HEAD ("Content-Length: 900\r\n") SDP SHORT, 2, "Content-Length: 0\r\n\r\n",
    "a length that is too large swallows nothing" },
  { SHORT HEAD ("") SDP, 2, "t=0 0\r\n", "no length at all" },
  { SHORT "OPTIONS sip:b@example.com SIP/2.0\nContent-Length: 43\n\n"
          "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nt=0 0\n",
    2, "t=0 0\n", "counted as if each LF were CRLF" },
  { SHORT HEAD ("Content-Type: message/sipfrag\r\n") "SIP/2.0 180 Ringing\r\n", 2,
    "SIP/2.0 180 Ringing\r\n", "a fragment is no message" },
  { SHORT HEAD (
        "Content-Type: message/sipfrag\r\nContent-Length: 21\r\n") "SIP/2.0 180 "
                                                                   "Ringing\r\n" SHORT,
    3, "Content-Length: 0\r\n\r\n", "a fragment with its length" },
  { SHORT HEAD ("Content-Type: multipart/mixed;boundary=b\r\n") "--b\r\nContent-Type: "
                                                                "message/sip\r\n\r\nBYE "
                                                                "sip:a@example.com "
                                                                "SIP/2.0\r\n\r\n"
                                                                "--b--\r\n" SHORT,
    3, "Content-Length: 0\r\n\r\n",
    "a message inside multipart is no message of the file" },
  { SHORT "OPTIONS sip:b@example.com SIP/2.0\r\nCall-ID: 1\r\n" SDP, 2, "t=0 0\r\n",
    "the empty line before the SDP is missing" },
  { SHORT "OPTIONS sip:b@example.com SIP/2.0\r\nCall-ID: 1\r\n" SHORT, 3,
    "Content-Length: 0\r\n\r\n", "a header without its end" },
  { SHORT "OPTIONS sip:b@example.com SIP/2.0", 2, "SIP/2.0", "cut in the first line" },
  { "Here is what I saw:\r\n" SHORT "and then\r\n\r\n" SHORT, 2,
    "Content-Length: 0\r\n\r\n", "a web page with words between" },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (LoreImportReport) report = fixture_read (trace, rows[i].text, -1);
      g_autofree char *last = NULL;

      g_test_message ("%s", rows[i].why);
      g_assert_cmpuint (report->n_messages, ==, rows[i].n_messages);
      last = fixture_dup_message (trace, report->n_messages - 1);
      g_assert_true (g_str_has_suffix (last, rows[i].last));
      g_assert_true (g_str_has_prefix (last, "OPTIONS"));
    }
}

/* The missing empty line is put back where SDP shows where it was. */
static void
test_empty_line (void)
{
  static const char text[] =
      SHORT "OPTIONS sip:b@example.com SIP/2.0\r\nCall-ID: 1\r\n" SDP;
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = fixture_read (trace, text, -1);
  g_autofree char *message = fixture_dup_message (trace, 1);

  g_assert_cmpstr (message, ==,
                   "OPTIONS sip:b@example.com SIP/2.0\r\nCall-ID: 1\r\n\r\n" SDP);
  g_assert_cmpuint (report->n_repaired, ==, 1);
  g_assert_true (fixture_has_remark (report, "empty-line", NULL, NULL));
}

static void
test_start_lines (void)
{
  static const struct
  {
    const char *line;
    gboolean start;
    const char *why;
  } lines[] = {
    { "INVITE sip:b@example.com SIP/2.0", TRUE, "a request" },
    { "SIP/2.0 200 OK", TRUE, "a response" },
    { "SIP/2.0 200 ", TRUE, "no reason phrase" },
    { "sip/2.0 200 OK", TRUE, "§7.1: the version in any case" },
    { "INVITE sip:b@example.com SIP/2.0 ", TRUE, "a blank behind it" },
    { "!odd%Method sip:b@example.com SIP/2.0", TRUE, "a token of odd characters" },
    { "SIP/2.0 2x0 OK", FALSE, "no status code" },
    { "Via: SIP/2.0/UDP 192.0.2.1", FALSE, "a header field" },
    { "I like SIP/2.0", TRUE, "a sentence of three words cannot be told apart" },
    { "We all like SIP/2.0 best", FALSE, "words behind it" },
    { "a=x SIP/2.0", FALSE, "no token, no URI" },
    { " SIP/2.0", FALSE, "nothing before it" },
    { "", FALSE, "nothing" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_test_message ("%s", lines[i].why);
      g_assert_cmpint (lore_line_is_start (lines[i].line, strlen (lines[i].line)), ==,
                       lines[i].start);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame/rows", test_rows);
  g_test_add_func ("/frame/empty-line", test_empty_line);
  g_test_add_func ("/frame/start-lines", test_start_lines);
  return g_test_run ();
}
