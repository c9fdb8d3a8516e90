/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phone.h"

#include "wire/chance.h"

#include <string.h>

#define VIA "Via: SIP/2.0/UDP 127.0.0.1:6000;branch=z9hG4bKa1\n"
#define FORWARDS "Max-Forwards: 70\n"
#define FROM "From: <sip:carol@chicago.example>;tag=c1\n"
#define TO "To: <sip:bob@biloxi.example>\n"
#define ID "Call-ID: call-1\n"
#define CONTACT "Contact: <sip:carol@127.0.0.1:6000>\n"
#define HEAD VIA FORWARDS FROM TO ID
#define OPTIONS "OPTIONS sip:bob@127.0.0.1:5070 SIP/2.0\n"
#define INVITE "INVITE sip:bob@127.0.0.1:5070 SIP/2.0\n"
#define BYE "BYE sip:bob@127.0.0.1:5070 SIP/2.0\n"
#define SDP                                                                              \
  "Content-Type: application/sdp\n\nv=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\n"                \
  "c=IN IP4 127.0.0.1\nt=0 0\nm=audio 7000 RTP/AVP 0\n"

/* What a correct element answers to a mistake (or says nothing), and with which words. */
static void
test_mistakes (Phone *phone, gconstpointer data)
{
  static const struct
  {
    const char *text, *status, *words, *why;
  } rows[] = {
    { OPTIONS HEAD "CSeq: 1 OPTIONS\n\n", "200",
      "\r\nAllow: INVITE, ACK, BYE, CANCEL, OPTIONS, MESSAGE, INFO, UPDATE, PRACK, "
      "REFER, SUBSCRIBE, NOTIFY, PUBLISH\r\n",
      "no mistake" },

    /* 400: what is missing or cannot be read */
    { OPTIONS HEAD "\n", "400", " 400 Missing CSeq\r\n", "no CSeq" },
    { OPTIONS VIA FORWARDS FROM TO "CSeq: 1 OPTIONS\n\n", "400", "Missing Call-ID",
      "no Call-ID" },
    { OPTIONS VIA FORWARDS TO ID "CSeq: 1 OPTIONS\n\n", "400", "Missing From",
      "no From" },
    { OPTIONS VIA FORWARDS FROM ID "CSeq: 1 OPTIONS\n\n", "400", "Missing To", "no To" },
    { OPTIONS VIA FROM TO ID "CSeq: 1 OPTIONS\n\n", "400", "Missing Max-Forwards",
      "no Max-Forwards" },
    { INVITE HEAD "CSeq: 1 INVITE\n\n", "400", "Missing Contact", "no Contact" },
    { INVITE HEAD CONTACT "CSeq: 1 INVITE\n\nv=0\n", "400", "Missing Content-Type",
      "a body of no type" },
    { OPTIONS HEAD "CSeq: 1 INVITE\n\n", "400", "CSeq Method Differs", "two methods" },
    { OPTIONS HEAD "CSeq: x OPTIONS\n\n", "400", "Malformed CSeq", "no number" },
    { OPTIONS HEAD "CSeq: 1 OPTIONS\nContent-Length: 5\n\n", "400",
      "Content-Length Too Large", "more octets promised than there are (§18.3)" },
    { OPTIONS VIA "Max-Forwards: x\n" FROM TO ID "CSeq: 1 OPTIONS\n\n", "400",
      "Malformed Max-Forwards", "no number" },
    { OPTIONS VIA FORWARDS "From: <sip:carol@chicago.example;tag=1\n" TO ID
                           "CSeq: 1 OPTIONS\n\n",
      "400", "Malformed From", "a bracket is open" },

    /* The other refusals of §8.2 */
    { "REGISTER sip:bob@127.0.0.1 SIP/2.0\n" HEAD "CSeq: 1 REGISTER\n\n", "405",
      "\r\nAllow: INVITE, ACK, BYE", "known, but not here" },
    { "JUMP sip:bob@127.0.0.1 SIP/2.0\n" HEAD "CSeq: 1 JUMP\n\n", "501", "", "unknown" },
    { "options sip:bob@127.0.0.1 SIP/2.0\n" HEAD "CSeq: 1 options\n\n", "501", "",
      "methods are case-sensitive (§7.1)" },
    { "OPTIONS http://127.0.0.1/ SIP/2.0\n" HEAD "CSeq: 1 OPTIONS\n\n", "416", "",
      "an unknown scheme" },
    { "OPTIONS tel:+1-201-555-0123 SIP/2.0\n" HEAD "CSeq: 1 OPTIONS\n\n", "200", "",
      "a telephone number is fine" },
    { OPTIONS HEAD "CSeq: 1 OPTIONS\nRequire: 100rel, x-fly\n\n", "420",
      "\r\nUnsupported: x-fly\r\n", "only what is not supported is named" },
    { OPTIONS HEAD "CSeq: 1 OPTIONS\nProxy-Require: x\n\n", "200", "",
      "none of a user agent's business" },
    { INVITE HEAD CONTACT "CSeq: 1 INVITE\nContent-Type: text/plain\n\nHi\n", "415",
      "\r\nAccept: application/sdp\r\n", "a body of another type" },
    { INVITE HEAD CONTACT "CSeq: 1 INVITE\nContent-Encoding: gzip\n" SDP, "415",
      "\r\nAccept-Encoding: identity\r\n", "a body that is packed" },
    { "OPTIONS sip:bob@127.0.0.1 SIP/3.0\n" HEAD "CSeq: 1 OPTIONS\n\n", "505", "",
      "another version" },
    { "OPTIONS sip:bob@127.0.0.1 sip/2.0\n" HEAD "CSeq: 1 OPTIONS\n\n", "200", "",
      "the version has no case (§7.1)" },

    /* No such dialog, no such transaction */
    { BYE VIA FORWARDS FROM "To: <sip:bob@biloxi.example>;tag=x\n" ID "CSeq: 2 BYE\n\n",
      "481", "", "a dialog that nobody knows" },
    { BYE HEAD "CSeq: 2 BYE\n\n", "481", ";tag=", "M05: no To tag, no dialog" },
    { "CANCEL sip:bob@127.0.0.1:5070 SIP/2.0\n" HEAD "CSeq: 1 CANCEL\n\n", "481", "",
      "nothing to cancel (§9.2)" },

    /* Silence */
    { "ACK sip:bob@127.0.0.1:5070 SIP/2.0\n" HEAD "CSeq: 1 ACK\n\n", "", NULL,
      "nothing answers an ACK (M30)" },
    { "ACK sip:bob@127.0.0.1:5070 SIP/2.0\n" VIA "\n", "", NULL, "not even a bad one" },
    { "SIP/2.0 200 OK\n" HEAD "CSeq: 1 INVITE\n\n", "", NULL,
      "a response to nothing (RFC 6026 §8.9)" },
    { OPTIONS FORWARDS FROM TO ID "CSeq: 1 OPTIONS\n\n", "", NULL,
      "no Via: nobody to answer" },
    { OPTIONS "Via: to the left\n" FORWARDS FROM TO ID "CSeq: 1 OPTIONS\n\n", "", NULL,
      "a Via that cannot be read" },
    { "hello\n", "", NULL, "no SIP" },
    { "\n\n", "", NULL, "a keep-alive" },

    /* What a tolerant receiver lives with */
    { OPTIONS VIA FORWARDS "From: <sip:carol@chicago.example>\n" TO ID
                           "CSeq: 1 OPTIONS\n\n",
      "200", "", "an old client without a tag (§12.1.1)" },
    { OPTIONS HEAD "CSeq: 1 OPTIONS\nSubject\n\n", "200", "",
      "a malformed field that is not needed (§8.2.2)" },
    { "OPTIONS sip:bob@127.0.0.1:5070 SIP/2.0\n"
      "v: SIP/2.0/UDP 127.0.0.1:6000;branch=z9hG4bKa1\nmax-forwards: 0\n"
      "f: <sip:carol@chicago.example>;tag=c1\nt:\n <sip:bob@biloxi.example>\n"
      "i: call-1\nCSEQ:1    OPTIONS\n\n",
      "200", "", "compact forms, folding, other case" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *statuses = NULL;
      const char *last;

      g_test_message ("%s", rows[i].why);
      phone_send (phone, rows[i].text, BOB);
      last = phone_peek_last (phone);
      if (rows[i].words != NULL && *rows[i].status != '\0')
        g_assert_nonnull (last);
      if (last != NULL && rows[i].words != NULL && strstr (last, rows[i].words) == NULL)
        g_error ("%s has no %s", last, rows[i].words);
      statuses = phone_take_statuses (phone);
      g_assert_cmpstr (statuses, ==, rows[i].status);
      lore_lab_reset (phone->fixture.lab);
    }
}

/* A body that is too large is refused as such, not as wrong. */
static void
test_large (Phone *phone, gconstpointer data)
{
  g_autofree char *body = g_strnfill (17 * 1024, 'x');
  g_autofree char *text = g_strconcat (
      INVITE HEAD CONTACT "CSeq: 1 INVITE\nContent-Type: application/sdp\n\n", body,
      NULL);
  g_autofree char *uri = g_strnfill (1100, 'x');
  g_autofree char *long_uri = g_strconcat (
      "OPTIONS sip:", uri, "@127.0.0.1 SIP/2.0\n" HEAD "CSeq: 1 OPTIONS\n\n", NULL);
  g_autofree char *first = NULL, *second = NULL;

  phone_send (phone, text, BOB);
  first = phone_take_statuses (phone);
  g_assert_cmpstr (first, ==, "413");
  lore_lab_reset (phone->fixture.lab);
  phone_send (phone, long_uri, BOB);
  second = phone_take_statuses (phone);
  g_assert_cmpstr (second, ==, "414");
}

/* The tag that Bob gave in his last message, for the To of what follows. */
static char *
dup_tag (Phone *phone)
{
  const char *to = strstr (phone_peek_last (phone), "\r\nTo: ");
  const char *tag = strstr (to, ";tag=") + strlen (";tag=");

  return g_strndup (tag, strcspn (tag, "\r;"));
}

static void
send_in_dialog (Phone *phone, const char *method, const char *branch, guint cseq,
                const char *tag, const char *rest)
{
  g_autofree char *text =
      g_strdup_printf ("%s sip:bob@127.0.0.1:5070 SIP/2.0\nVia: SIP/2.0/UDP "
                       "127.0.0.1:6000;branch=%s\n" FORWARDS FROM
                       "To: <sip:bob@biloxi.example>;tag=%s\n" ID "CSeq: %u %s\n%s",
                       method, branch, tag, cseq, method, rest);

  phone_send (phone, text, BOB);
}

static void
assert_statuses (Phone *phone, const char *expected)
{
  g_autofree char *statuses = phone_take_statuses (phone);

  g_assert_cmpstr (statuses, ==, expected);
}

/* Brings up a call that is answered and acknowledged; returns Bob's tag. */
static char *
call (Phone *phone)
{
  char *tag;

  lore_lab_set_bob_answer_after (phone->fixture.lab, 1);
  phone_send (phone, INVITE HEAD CONTACT "CSeq: 10 INVITE\n" SDP, BOB);
  fixture_advance (&phone->fixture, SECOND);
  tag = dup_tag (phone);
  send_in_dialog (phone, "ACK", "z9hG4bKack", 10, tag, "\n");
  assert_statuses (phone, "100 180 200");
  return tag;
}

static void
test_in_dialog (Phone *phone, gconstpointer data)
{
  g_autofree char *tag = call (phone);

  send_in_dialog (phone, "INFO", "z9hG4bKi", 11, tag,
                  "Content-Type: application/dtmf-relay\n\nSignal=5\n");
  assert_statuses (phone, "200");
  send_in_dialog (phone, "INFO", "z9hG4bKj", 9, tag, "\n");
  assert_statuses (phone, "500"); /* an old CSeq (§12.2.2) */
  send_in_dialog (phone, "INFO", "z9hG4bKk", 12, "other", "\n");
  assert_statuses (phone, "481");
  send_in_dialog (phone, "INVITE", "z9hG4bKre", 13, tag, CONTACT SDP);
  assert_statuses (phone, "200"); /* nobody is rung again */
  send_in_dialog (phone, "ACK", "z9hG4bKreack", 13, tag, "\n");
  send_in_dialog (phone, "BYE", "z9hG4bKbye", 14, tag, "\n");
  assert_statuses (phone, "200");
  send_in_dialog (phone, "BYE", "z9hG4bKbye", 14, tag, "\n");
  assert_statuses (phone, "200"); /* a copy: the transaction answers */
  send_in_dialog (phone, "BYE", "z9hG4bKbye2", 15, tag, "\n");
  assert_statuses (phone, "481"); /* a new one: the dialog is gone */
  fixture_advance (&phone->fixture, 60 * SECOND);
  assert_statuses (phone, "");
}

/* BYE while it rings: its own 200, and the INVITE still gets its answer (§15.1.2). */
static void
test_early_bye (Phone *phone, gconstpointer data)
{
  g_autofree char *tag = NULL;

  phone_send (phone, INVITE HEAD CONTACT "CSeq: 10 INVITE\n" SDP, BOB);
  fixture_advance (&phone->fixture, SECOND);
  tag = dup_tag (phone);
  assert_statuses (phone, "100 180");
  send_in_dialog (phone, "BYE", "z9hG4bKbye", 11, tag, "\n");
  assert_statuses (phone, "200 487");
}

/* The same INVITE by two ways (§8.2.2.2), and a copy of the first. */
static void
test_merged (Phone *phone, gconstpointer data)
{
  phone_send (phone, INVITE HEAD CONTACT "CSeq: 10 INVITE\n" SDP, BOB);
  assert_statuses (phone, "100");
  phone_send (phone, INVITE HEAD CONTACT "CSeq: 10 INVITE\n" SDP, BOB);
  assert_statuses (phone, "100");
  phone_send (phone,
              INVITE "Via: SIP/2.0/UDP 127.0.0.1:6000;branch=z9hG4bKother\n" FORWARDS FROM
                  TO ID CONTACT "CSeq: 10 INVITE\n" SDP,
              BOB);
  assert_statuses (phone, "482");
}

/* An offer of which nothing can be taken; no offer at all. */
static void
test_offers (Phone *phone, gconstpointer data)
{
  static const char video[] =
      INVITE HEAD CONTACT "CSeq: 1 INVITE\nContent-Type: application/sdp\n\nv=0\n"
                          "o=- 1 1 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\n"
                          "m=video 7000 RTP/AVP 31\n";

  phone_send (phone, video, BOB);
  fixture_advance (&phone->fixture, 3 * SECOND + 400 * MS);
  assert_statuses (phone, "100 180 488");
  lore_lab_reset (phone->fixture.lab);
  phone_send (phone, INVITE HEAD CONTACT "CSeq: 1 INVITE\n\n", BOB);
  fixture_advance (&phone->fixture, 3 * SECOND + 400 * MS);
  g_assert_nonnull (strstr (phone_peek_last (phone), "\r\nm=audio "));
  assert_statuses (phone, "100 180 200");
}

/* received and rport: the answer goes where the request came from (RFC 3581). */
static void
test_rport (Phone *phone, gconstpointer data)
{
  static const char behind_nat[] =
      OPTIONS "Via: SIP/2.0/UDP 10.1.1.1:5060;rport;branch=z9hG4bKn\n" FORWARDS FROM TO ID
              "CSeq: 1 OPTIONS\n\n";
  static const char without[] =
      OPTIONS "Via: SIP/2.0/UDP 10.1.1.1:6000;branch=z9hG4bKm\n" FORWARDS FROM TO ID
              "CSeq: 1 OPTIONS\n\n";

  phone_send (phone, behind_nat, BOB);
  g_assert_nonnull (strstr (phone_peek_last (phone), "\r\nVia: SIP/2.0/UDP "
                                                     "10.1.1.1:5060;received=127.0.0.1;"
                                                     "rport=6000;branch=z9hG4bKn\r\n"));
  lore_lab_reset (phone->fixture.lab);
  phone_send (phone, without, BOB);
  g_assert_nonnull (strstr (phone_peek_last (phone), "\r\nVia: SIP/2.0/UDP "
                                                     "10.1.1.1:6000;received=127.0.0.1;"
                                                     "branch=z9hG4bKm\r\n"));
}

/* Record-Route comes back in what makes a dialog, and Via in its order. */
static void
test_copied (Phone *phone, gconstpointer data)
{
  static const char text[] =
      INVITE VIA "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKb, SIP/2.0/UDP 192.0.2.2\n"
                 "Record-Route: <sip:p2.example;lr>\nRecord-Route: <sip:p1.example;lr>\n"
                 "Timestamp: 54\n" FORWARDS FROM TO ID CONTACT "CSeq: 1 INVITE\n" SDP;

  phone_send (phone, text, BOB);
  g_assert_nonnull (strstr (phone_peek_last (phone), "\r\nTimestamp: 54\r\n"));
  g_assert_null (strstr (phone_peek_last (phone), "Record-Route"));
  fixture_advance (&phone->fixture, SECOND);
  g_assert_nonnull (strstr (
      phone_peek_last (phone),
      "\r\nVia: SIP/2.0/UDP 127.0.0.1:6000;branch=z9hG4bKa1\r\n"
      "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKb\r\nVia: SIP/2.0/UDP 192.0.2.2\r\n"
      "Record-Route: <sip:p2.example;lr>\r\nRecord-Route: <sip:p1.example;lr>\r\n"));
}

/* An element of RFC 2543: no branch, and still no copy is taken for a new request. */
static void
test_rfc2543 (Phone *phone, gconstpointer data)
{
  static const char text[] =
      INVITE "Via: SIP/2.0/UDP 127.0.0.1:6000\n" FORWARDS FROM TO ID CONTACT
             "CSeq: 1 INVITE\n" SDP;

  lore_lab_set_bob_behaviour (phone->fixture.lab, "busy", NULL);
  phone_send (phone, text, BOB);
  phone_send (phone, text, BOB);
  assert_statuses (phone, "100 100");
  fixture_advance (&phone->fixture, SECOND / 4);
  assert_statuses (phone, "486");
  phone_send (
      phone,
      "ACK sip:bob@127.0.0.1:5070 SIP/2.0\nVia: SIP/2.0/UDP 127.0.0.1:6000\n" FORWARDS
          FROM "To: <sip:bob@biloxi.example>;tag=any\n" ID "CSeq: 1 ACK\n\n",
      BOB);
  fixture_advance (&phone->fixture, 20 * SECOND);
  assert_statuses (phone, "");
}

/* Calling Alice: she answers what she is asked, and is not available for calls. */
static void
test_alice (Phone *phone, gconstpointer data)
{
  phone_send (phone, OPTIONS HEAD "CSeq: 1 OPTIONS\n\n", "127.0.0.1:5060");
  assert_statuses (phone, "480");
  lore_lab_reset (phone->fixture.lab);
  phone_send (phone, INVITE HEAD CONTACT "CSeq: 1 INVITE\n" SDP, "127.0.0.1:5060");
  fixture_advance (&phone->fixture, SECOND / 4);
  assert_statuses (phone, "100 480");
}

/* Anything at all, to everybody and from Alice: nothing falls over, and whatever began
 * ends. */
static void throw (Phone * phone, GBytes *bytes)
{
  static const char *const doors[] = { BOB, REGISTRAR, "127.0.0.1:5060" };
  Fixture *fixture = &phone->fixture;

  if (g_bytes_get_size (bytes) == 0)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (doors); i++)
    lore_wire_send (phone->wire, bytes, doors[i], NULL);
  for (guint mode = LORE_SEND_GUIDED; mode <= LORE_SEND_RAW; mode++)
    g_free (fixture_send_bytes (fixture, bytes, PHONE, mode));
  fixture_advance (fixture, 4 * SECOND);
  g_ptr_array_set_size (phone->inbox, 0);
}

static void
test_anything (Phone *phone, gconstpointer data)
{
  static const char *const seeds[] = {
    INVITE HEAD CONTACT "CSeq: 1 INVITE\n" SDP, OPTIONS HEAD "CSeq: 1 OPTIONS\n\n",
    BYE HEAD "CSeq: 1 BYE\n\n", "SIP/2.0 200 OK\n" HEAD CONTACT "CSeq: 1 INVITE\n\n",
    "REGISTER sip:x SIP/2.0\n" HEAD CONTACT "CSeq: 1 REGISTER\nExpires: 60\n\n"
  };
  g_autoptr (LoreChance) chance = lore_chance_new (4475);

  for (guint i = 0; i < 600; i++)
    {
      g_autoptr (GBytes) seed =
          lore_template_fill (seeds[i % G_N_ELEMENTS (seeds)], NULL, TRUE, NULL);
      gsize len;
      const guint8 *original = g_bytes_get_data (seed, &len);
      g_autofree guint8 *bytes = g_memdup2 (original, len);
      guint n = lore_chance_range (chance, 1, 4);
      g_autoptr (GBytes) mutant = NULL;

      for (guint j = 0; j < n; j++)
        bytes[lore_chance_range (chance, 0, len)] = lore_chance_next (chance) & 0xff;
      if (i % 7 == 0)
        len = lore_chance_range (chance, 0, len);
      mutant = g_bytes_new (bytes, len);
      throw (phone, mutant);
      if (i % 20 == 19)
        lore_lab_reset (phone->fixture.lab);
    }
  fixture_advance (&phone->fixture, 200 * SECOND);
}

/* The torture test of RFC 4475, where it is at hand. */
static void
test_torture (Phone *phone, gconstpointer data)
{
  g_autofree char *folder =
      g_build_filename (g_getenv ("SIPLORE_SHARED"), "reference", "torture4475", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  if (dir == NULL)
    {
      g_test_skip ("no torture messages here");
      return;
    }
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *contents = NULL;
      g_autoptr (GBytes) bytes = NULL;
      gsize len;

      if (!g_file_get_contents (path, &contents, &len, NULL))
        continue;
      g_test_message ("%s", name);
      bytes = g_bytes_new (contents, len);
      throw (phone, bytes);
      lore_lab_reset (phone->fixture.lab);
    }
}

#define ADD(path, func) g_test_add (path, Phone, NULL, phone_setup, func, phone_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/callee/mistakes", test_mistakes);
  ADD ("/callee/large", test_large);
  ADD ("/callee/in-dialog", test_in_dialog);
  ADD ("/callee/early-bye", test_early_bye);
  ADD ("/callee/merged", test_merged);
  ADD ("/callee/offers", test_offers);
  ADD ("/callee/rport", test_rport);
  ADD ("/callee/copied", test_copied);
  ADD ("/callee/rfc2543", test_rfc2543);
  ADD ("/callee/alice", test_alice);
  ADD ("/callee/anything", test_anything);
  ADD ("/callee/torture", test_torture);
  return g_test_run ();
}
