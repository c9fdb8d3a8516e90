/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/dialog.h"

#include "plan/template.h"

#include <string.h>

static GBytes *
message (const char *text)
{
  return lore_template_fill (text, NULL, TRUE, NULL);
}

static GBytes *
some_invite (void)
{
  return message ("INVITE sip:bob@biloxi.example SIP/2.0\n"
                  "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa\n"
                  "From: \"Alice\" <sip:alice@atlanta.example>;tag=a1\n"
                  "To: Bob <sip:bob@biloxi.example>\nCall-ID: c1\nCSeq: 7 INVITE\n"
                  "Record-Route: <sip:p2.example;lr>, <sip:p1.example;lr>\n"
                  "Contact: <sip:alice@192.0.2.1>\n\n");
}

static GBytes *
some_answer (const char *status_line, const char *fields)
{
  g_autofree char *text = g_strdup_printf (
      "SIP/2.0 %s\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa\n"
      "From: \"Alice\" <sip:alice@atlanta.example>;tag=a1\n"
      "To: Bob <sip:bob@biloxi.example>;tag=b1\nCall-ID: c1\nCSeq: 7 INVITE\n%s\n",
      status_line, fields);

  return message (text);
}

static void
assert_bytes (GBytes *bytes, const char *expected)
{
  g_autofree char *text =
      g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_cmpstr (text, ==, expected);
}

/* §12.1.2, §12.2.1.1: the route set is the Record-Route turned round, the target the
 * Contact; a strict router (no lr) takes the Request-URI. */
static void
test_routes (void)
{
  static const struct
  {
    const char *fields, *uri, *routes, *next_hop, *why;
  } rows[] = {
    { "Contact: <sip:bob@192.0.2.4:5070>\n", "sip:bob@192.0.2.4:5070", "",
      "192.0.2.4:5070", "no proxy in the path" },
    { "Contact: <sip:bob@192.0.2.4>\nRecord-Route: <sip:p2.example:5065;lr>\n"
      "Record-Route: <sip:p1.example;lr>\n",
      "sip:bob@192.0.2.4", "<sip:p1.example;lr> <sip:p2.example:5065;lr>",
      "p1.example:5060", "two loose routers" },
    { "Contact: <sip:bob@192.0.2.4>\nRecord-Route: <sip:p2.example;lr>, "
      "<sip:p1.example:5066>\n",
      "sip:p1.example:5066", "<sip:p2.example;lr> <sip:bob@192.0.2.4>", "p1.example:5066",
      "a strict router first" },
    { "Contact: <sip:bob@[2001:db8::4]:5070>\n", "sip:bob@[2001:db8::4]:5070", "",
      "[2001:db8::4]:5070", "IPv6" },
    { "", "sip:bob@biloxi.example", "", "biloxi.example:5060",
      "no Contact: To has to do" },
  };
  g_autoptr (GBytes) invite = some_invite ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) answer = some_answer ("200 OK", rows[i].fields);
      g_autoptr (LoreDialog) dialog = lore_dialog_new_uac (invite, answer);
      g_autofree char *uri = lore_dialog_dup_request_uri (dialog);
      g_auto (GStrv) routes = lore_dialog_dup_routes (dialog);
      g_autofree char *joined = g_strjoinv (" ", routes);
      g_autofree char *next_hop = lore_dialog_dup_next_hop (dialog);

      g_test_message ("%s", rows[i].why);
      g_assert_cmpstr (uri, ==, rows[i].uri);
      g_assert_cmpstr (joined, ==, rows[i].routes);
      g_assert_cmpstr (next_hop, ==, rows[i].next_hop);
    }
}

static void
test_requests (void)
{
  g_autoptr (GBytes) invite = some_invite ();
  g_autoptr (GBytes) answer =
      some_answer ("200 OK", "Contact: <sip:bob@192.0.2.4>\n"
                             "Record-Route: <sip:p1.example;lr>\n");
  g_autoptr (LoreDialog) dialog = lore_dialog_new_uac (invite, answer);
  g_autoptr (GBytes) ack = lore_dialog_compose (dialog, "ACK", "SIP/2.0/UDP x", NULL);
  g_autoptr (GBytes) bye = lore_dialog_compose (dialog, "BYE", "SIP/2.0/UDP x", NULL);

  assert_bytes (ack, "ACK sip:bob@192.0.2.4 SIP/2.0\r\nVia: SIP/2.0/UDP x\r\n"
                     "Max-Forwards: 70\r\nRoute: <sip:p1.example;lr>\r\n"
                     "From: \"Alice\" <sip:alice@atlanta.example>;tag=a1\r\n"
                     "To: Bob <sip:bob@biloxi.example>;tag=b1\r\nCall-ID: c1\r\n"
                     "CSeq: 7 ACK\r\nUser-Agent: Siplore/" LORE_VERSION "\r\n"
                     "Content-Length: 0\r\n\r\n");
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (bye, NULL), g_bytes_get_size (bye),
                                  "\r\nCSeq: 8 BYE\r\n"));
}

/* The callee's side: From and To change places (M06), the route set does not turn. */
static void
test_callee (void)
{
  g_autoptr (GBytes) invite = some_invite ();
  g_autoptr (GBytes) answer = some_answer ("180 Ringing", "");
  g_autoptr (LoreDialog) dialog = lore_dialog_new_uas (invite, answer);
  g_autoptr (GBytes) bye =
      lore_dialog_compose (dialog, "BYE", "SIP/2.0/UDP y", "<sip:bob@192.0.2.4>");
  g_autofree char *key = lore_dialog_dup_key (dialog);
  g_autoptr (GBytes) from_alice =
      message ("BYE sip:x SIP/2.0\nFrom: <sip:alice@atlanta.example>;tag=a1\n"
               "To: <sip:bob@biloxi.example>;tag=b1\nCall-ID: c1\nCSeq: 8 BYE\n\n");
  g_autofree char *asked = lore_dialog_dup_key_of_request (from_alice);

  assert_bytes (bye, "BYE sip:alice@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP y\r\n"
                     "Max-Forwards: 70\r\nRoute: <sip:p2.example;lr>\r\n"
                     "Route: <sip:p1.example;lr>\r\n"
                     "From: Bob <sip:bob@biloxi.example>;tag=b1\r\n"
                     "To: \"Alice\" <sip:alice@atlanta.example>;tag=a1\r\n"
                     "Call-ID: c1\r\nCSeq: 1 BYE\r\nContact: <sip:bob@192.0.2.4>\r\n"
                     "User-Agent: Siplore/" LORE_VERSION "\r\n"
                     "Content-Length: 0\r\n\r\n");
  g_assert_cmpuint (dialog->remote_cseq, ==, 7);
  g_assert_cmpstr (key, ==, asked);
}

static void
test_no_tag (void)
{
  g_autoptr (GBytes) invite = some_invite ();
  g_autoptr (GBytes) trying = message ("SIP/2.0 100 Trying\nTo: <sip:b@x>\n\n");

  g_assert_null (lore_dialog_new_uac (invite, trying));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dialog/routes", test_routes);
  g_test_add_func ("/dialog/requests", test_requests);
  g_test_add_func ("/dialog/callee", test_callee);
  g_test_add_func ("/dialog/no-tag", test_no_tag);
  return g_test_run ();
}
