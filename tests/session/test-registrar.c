/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phone.h"

#include <string.h>

/* A REGISTER of one Call-ID unless the row says otherwise; what comes back, and the
 * bindings it tells of. */
static void
test_steps (Phone *phone, gconstpointer data)
{
  static const struct
  {
    guint after_s, cseq;
    const char *call_id, *fields, *status, *contacts, *why;
  } rows[] = {
    { 0, 1, "a", "", "200", "", "a question: nobody is registered" },
    { 0, 2, "a", "Contact: <sip:a@192.0.2.1>\n", "200", "<sip:a@192.0.2.1>;expires=3600",
      "an hour when nobody says" },
    { 10, 3, "a", "", "200", "<sip:a@192.0.2.1>;expires=3590", "what is left of it" },
    { 0, 4, "a", "Contact: <sip:a@192.0.2.1>\nExpires: 120\n", "200",
      "<sip:a@192.0.2.1>;expires=120", "a refresh" },
    { 0, 5, "a", "Contact: <sip:a@192.0.2.2>;q=0.5;expires=300\nExpires: 9\n", "200",
      "<sip:a@192.0.2.1>;expires=120 <sip:a@192.0.2.2>;q=0.5;expires=300",
      "a second one; its own expires goes before Expires" },
    { 0, 6, "a", "Contact: <sip:a@192.0.2.2>\nExpires: 59\n", "423",
      "\r\nMin-Expires: 60", "too brief" },
    { 0, 7, "a", "Contact: <sip:a@192.0.2.3>, <sip:a@192.0.2.4>;expires=1\n", "423",
      "\r\nMin-Expires: 60", "all or nothing" },
    { 0, 8, "a", "", "200",
      "<sip:a@192.0.2.1>;expires=120 <sip:a@192.0.2.2>;q=0.5;expires=300",
      "nothing, then" },
    { 0, 4, "a", "Contact: <sip:a@192.0.2.1>\n", "500", NULL, "an old one comes late" },
    { 0, 4, "b", "Contact: <SIP:a@192.0.2.1>;expires=0\n", "200",
      "<sip:a@192.0.2.2>;q=0.5;expires=300", "another client removes it" },
    { 0, 9, "a", "Contact: *\n", "400", NULL, "M34: a star alone" },
    { 0, 10, "a", "Contact: *\nExpires: 60\n", "400", NULL, "a star with time" },
    { 0, 11, "a", "Contact: *, <sip:a@192.0.2.1>\nExpires: 0\n", "400", NULL,
      "a star in company" },
    { 0, 12, "a", "Contact: *\nExpires: 0\n", "200", "", "a star that counts" },
    { 0, 13, "a", "Contact: <sip:a@192.0.2.1>\nExpires: soon\n", "200",
      "<sip:a@192.0.2.1>;expires=3600", "a malformed time is an hour (§20.19)" },
    { 3600, 14, "a", "", "200", "", "the hour is over" },
    { 0, 15, "a", "Require: path\n", "420", "\r\nUnsupported: path", "an extension" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = NULL, *status = NULL;
      g_auto (GStrv) contacts = NULL;

      g_test_message ("%s", rows[i].why);
      fixture_advance (&phone->fixture, rows[i].after_s * SECOND);
      text = g_strdup_printf (
          "REGISTER sip:atlanta.example SIP/2.0\n"
          "Via: SIP/2.0/UDP 127.0.0.1:6000;branch=z9hG4bK%" G_GSIZE_FORMAT "\n"
          "Max-Forwards: 70\nFrom: <sip:a@atlanta.example>;tag=1\n"
          "To: <sip:a@atlanta.example>\nCall-ID: %s\nCSeq: %u REGISTER\n%s\n",
          i, rows[i].call_id, rows[i].cseq, rows[i].fields);
      phone_send (phone, text, REGISTRAR);
      if (rows[i].contacts != NULL && *rows[i].contacts != '\r')
        {
          g_autofree char *joined = NULL;
          g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
          g_auto (GStrv) lines = g_strsplit (phone_peek_last (phone), "\r\n", -1);

          for (gsize j = 0; lines[j] != NULL; j++)
            if (g_str_has_prefix (lines[j], "Contact: "))
              g_strv_builder_add (found, lines[j] + strlen ("Contact: "));
          contacts = g_strv_builder_end (found);
          joined = g_strjoinv (" ", contacts);
          g_assert_cmpstr (joined, ==, rows[i].contacts);
        }
      else if (rows[i].contacts != NULL)
        g_assert_nonnull (strstr (phone_peek_last (phone), rows[i].contacts));
      status = phone_take_statuses (phone);
      g_assert_cmpstr (status, ==, rows[i].status);
    }
}

static void
test_other_methods (Phone *phone, gconstpointer data)
{
  static const char text[] = "INVITE sip:a@127.0.0.1 SIP/2.0\n"
                             "Via: SIP/2.0/UDP 127.0.0.1:6000;branch=z9hG4bKi\n"
                             "Max-Forwards: 70\nFrom: <sip:a@atlanta.example>;tag=1\n"
                             "To: <sip:a@atlanta.example>\nCall-ID: x\nCSeq: 1 INVITE\n"
                             "Contact: <sip:a@127.0.0.1:6000>\n\n";
  g_autofree char *status = NULL;

  phone_send (phone, text, REGISTRAR);
  g_assert_nonnull (strstr (phone_peek_last (phone), "\r\nAllow: REGISTER\r\n"));
  status = phone_take_statuses (phone);
  g_assert_cmpstr (status, ==, "405");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/registrar/steps", Phone, NULL, phone_setup, test_steps, phone_teardown);
  g_test_add ("/registrar/other-methods", Phone, NULL, phone_setup, test_other_methods,
              phone_teardown);
  return g_test_run ();
}
