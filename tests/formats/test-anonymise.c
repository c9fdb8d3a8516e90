/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "body/dissect.h"
#include "formats/anonymise.h"
#include "formats/mask-identity.h"
#include "formats/mask-text.h"
#include "formats/mask.h"
#include "sip/facts.h"
#include "trace/call.h"
#include "trace/notes.h"
#include "trace/rtp-stream.h"

#include <string.h>

#define SEED 7

/* --- what must hold of every message ----------------------------------------- */

static char *
dup_shape (GBytes *message)
{
  g_autoptr (SipTree) tree = body_dissect (message);
  GString *shape = g_string_new (NULL);
  const SipDiagnostic *diagnostics;
  guint n;

  for (guint32 i = 0; i < sip_tree_get_n_nodes (tree); i++)
    {
      const SipNode *node = sip_tree_get_node (tree, i);

      g_string_append_printf (shape, "%u<%d %s %u\n", i, (int)node->parent,
                              sip_kind_get_nick (node->kind), node->fact);
    }
  diagnostics = sip_tree_get_diagnostics (tree, &n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (shape, "%s\n",
                            sip_diagnostic_get_row (diagnostics[i].code)->id);
  return g_string_free (shape, FALSE);
}

static void
check_shape (GBytes *before, GBytes *after)
{
  g_autofree char *expected = dup_shape (before);
  g_autofree char *found = dup_shape (after);

  if (g_str_equal (expected, found))
    return;
  g_test_message ("before:\n%.*s", (int)g_bytes_get_size (before),
                  (const char *)g_bytes_get_data (before, NULL));
  g_test_message ("after:\n%.*s", (int)g_bytes_get_size (after),
                  (const char *)g_bytes_get_data (after, NULL));
  g_assert_cmpstr (found, ==, expected);
}

static gboolean
is_identity (const SipNode *node)
{
  return node->kind == SIP_KIND_HOST || node->kind == SIP_KIND_URI_USER
         || node->kind == SIP_KIND_TEL_NUMBER || node->kind == SIP_KIND_CALL_ID;
}

static void
collect_identities (LoreTrace *trace, GHashTable *set)
{
  for (guint32 i = 0; i < lore_trace_get_n_messages (trace); i++)
    {
      g_autoptr (GBytes) message = lore_trace_dup_bytes (trace, i);
      g_autoptr (SipTree) tree = body_dissect (message);
      const char *data = (const char *)sip_tree_get_data (tree, NULL);

      for (guint32 j = 0; j < sip_tree_get_n_nodes (tree); j++)
        {
          const SipNode *node = sip_tree_get_node (tree, j);

          if (is_identity (node))
            g_hash_table_add (set,
                              g_ascii_strdown (data + node->span.at, node->span.len));
        }
    }
}

/* What hides nobody may stay; what is no name at all, too. */
static gboolean
may_stay (const char *text)
{
  g_autoptr (LorePseudonyms) pseudonyms = lore_pseudonyms_new (SEED);
  g_autoptr (GString) out = g_string_new (NULL);

  lore_pseudonyms_start (pseudonyms);
  lore_mask_host (pseudonyms, text, strlen (text), out);
  return g_str_equal (out->str, text);
}

static void
check_none_left (LoreTrace *before, LoreTrace *after)
{
  g_autoptr (GHashTable) originals =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) found =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer text;

  collect_identities (before, originals);
  collect_identities (after, found);
  g_assert_cmpuint (g_hash_table_size (found), ==, g_hash_table_size (originals));
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &text, NULL))
    if (g_hash_table_contains (originals, text) && !may_stay (text))
      g_test_message ("%s is an original", (char *)text), g_test_fail ();
}

/* Who belongs to whom is the same, message by message. */
static void
check_relations (LoreTrace *before, LoreTrace *after)
{
  guint n = lore_trace_get_n_messages (before);

  g_assert_cmpuint (lore_trace_get_n_events (after), ==,
                    lore_trace_get_n_events (before));
  g_assert_cmpuint (lore_trace_get_n_messages (after), ==, n);
  g_assert_cmpuint (lore_trace_get_n_calls (after), ==, lore_trace_get_n_calls (before));
  g_assert_cmpuint (lore_trace_get_n_participants (after), ==,
                    lore_trace_get_n_participants (before));
  for (guint32 i = 0; i < n; i++)
    {
      LoreMessage old, new;

      lore_trace_get_message (before, i, &old);
      lore_trace_get_message (after, i, &new);
      g_assert_cmpuint (new.flags, ==, old.flags);
      g_assert_cmpuint (new.transaction, ==, old.transaction);
      g_assert_cmpuint (new.dialog, ==, old.dialog);
      g_assert_cmpuint (new.call, ==, old.call);
      g_assert_cmpuint (new.original, ==, old.original);
      g_assert_cmpint (new.sent_us, ==, old.sent_us);
      g_assert_cmpint (new.unix_us, ==, old.unix_us);
      g_assert_cmpuint (new.source == LORE_ID_NONE, ==, old.source == LORE_ID_NONE);
    }
}

static void
check_trace (LoreTrace *trace)
{
  g_autoptr (LoreTrace) masked = lore_anonymise (trace, SEED, NULL);
  g_autoptr (LoreTrace) again = lore_anonymise (trace, SEED, NULL);
  guint n = lore_trace_get_n_messages (trace);

  check_relations (trace, masked);
  check_none_left (trace, masked);
  for (guint32 i = 0; i < n; i++)
    {
      g_autoptr (GBytes) before = lore_trace_dup_bytes (trace, i);
      g_autoptr (GBytes) after = lore_trace_dup_bytes (masked, i);
      g_autoptr (GBytes) same = lore_trace_dup_bytes (again, i);

      check_shape (before, after);
      g_assert_true (g_bytes_equal (after, same));
    }
}

/* --- one message that has everything ----------------------------------------- */

static const char everything[] =
    "INVITE sip:+1-212-555-0199@[2001:db8:7::9]:5070;user=phone;maddr=203.0.113.77 "
    "SIP/2.0\r\n"
    "Via: SIP/2.0/UDP pc33.castle.example:5060;branch=z9hG4bK-192.168.44.5-5060-x"
    ";received=192.168.44.5;rport=5060\r\n"
    "Max-Forwards: 70\r\n"
    "f: \"Alice \\\"Al\\\" Liddell\" <sip:liddell:secret@castle.example>"
    ";tag=1928-pc33.castle.example\r\n"
    "To: Hatter M\xc3\xbcller <sip:hatter%2Fm@teaparty.com>\r\n"
    "Call-ID: a84b4c76e66710@192.168.44.5\r\n"
    "CSeq: 314159 INVITE\r\n"
    "Contact: <sip:liddell@192.168.44.5:5060>"
    ";+sip.instance=\"<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>\"\r\n"
    "P-Asserted-Identity: \"\xe7\x8e\x8b\xe5\xb0\x8f\xe6\x98\x8e\" "
    "<sip:wang@castle.example>,"
    " <tel:+1-212-555-0123>\r\n"
    "Refer-To: "
    "<sip:hare@teaparty.com?Replaces=a84b4c76e66710%40192.168.44.5%3Bto-tag%3D1>\r\n"
    "Authorization: Digest username=\"liddell\", realm=\"castle.example\", "
    "nonce=\"84a4\","
    " uri=\"sip:hatter@teaparty.com\", response=\"7587245234b3434cc3412213e5f113a5\"\r\n"
    "Subject: Liddell at 192.168.44.5, +12125550199, call hatter@teaparty.com\r\n"
    "Warning: 307 castle.example:5060 \"Session parameter foo\"\r\n"
    "User-Agent: Rabbit/1.2.3.4 (phone of liddell)\r\n"
    "X-Call-ID: a84b4c76e66710@192.168.44.5\r\n"
    "X-Unheard-Of: dodo@unheard.net\r\n"
    "Organization: Walrus & Carpenter\r\n"
    "Call-Info: <https://oyster.org/bed.jpg>;purpose=icon\r\n"
    "Identity: "
    "eyJhbGciOi.J9leHAi.VyGi9;info=<https://cert.castle.example/1.cer>;alg=ES256\r\n"
    "Content-Type: application/sdp\r\n"
    "Content-Length: 0270\r\n"
    "\r\n"
    "v=0\r\n"
    "o=liddell 2890844526 1 IN IP6 2001:db8:7::9\r\n"
    "s=Liddell calling\r\n"
    "e=alice@castle.example (Alice)\r\n"
    "p=+1 212 555 0199\r\n"
    "c=IN IP4 224.2.1.1/127\r\n"
    "t=0 0\r\n"
    "m=audio 49172 RTP/AVP 0\r\n"
    "a=rtcp:53020 IN IP4 192.168.44.6\r\n"
    "a=candidate:1 1 UDP 2130706431 192.168.44.7 8998 typ host\r\n";

static LoreTrace *
new_trace (const char *text, gsize len)
{
  LoreTrace *trace = lore_trace_new ();
  g_autoptr (GBytes) message = g_bytes_new_static (text, len);
  LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                      .unix_us = LORE_TIME_UNKNOWN,
                      .source = "192.168.44.5:5060",
                      .destination = "[2001:db8:7::9]:5070",
                      .message = message };

  lore_trace_append (trace, &event);
  lore_trace_name_participant (trace, "192.168.44.5:5060", "Liddell", "role:uac");
  return trace;
}

static void
test_everything (void)
{
  static const char *const secrets[] = {
    "212-555", "2125550199",  "212 555 0199", "2001:db8:7",    "203.0.113.77",
    "pc33",    "castle",      "192.168.44.",  "Alice",         "alice",
    "iddell",  "secret",      "atter",        "M\xc3\xbcller", "teaparty",
    ".com",    "a84b4c",      "\xe7\x8e\x8b", "wang",          "hare",
    "dodo",    "unheard.net", "f81d4fae",
  };
  static const char *const kept[] = {
    ";user=phone;maddr=",
    "branch=z9hG4bK-192.168.",
    "-5060-x",
    "rport=5060",
    "Max-Forwards: 70\r\n",
    ";tag=1928-",
    ".example",
    "CSeq: 314159 INVITE",
    "<urn:uuid:",
    "nonce=\"84a4\"",
    "response=\"7587245234b3434cc3412213e5f113a5\"",
    "Warning: 307 ",
    "\"Session parameter foo\"",
    "User-Agent: Rabbit/1.2.3.4 (phone of ",
    "X-Unheard-Of: ",
    "2890844526 1 IN IP6 2001:db8:",
    "calling\r\n",
    "%3Bto-tag%3D1>",
    "c=IN IP4 224.2.1.1/127\r\n",
    "t=0 0\r\nm=audio 49172 RTP/AVP 0\r\n",
    "a=rtcp:53020 IN IP4 192.168.",
    "/bed.jpg>;purpose=icon",
    ";alg=ES256",
    "UDP 2130706431 192.168.",
    " 8998 typ host\r\n",
  };
  g_autoptr (LoreTrace) trace = new_trace (everything, sizeof everything - 1);
  g_autoptr (LoreTrace) masked = lore_anonymise (trace, SEED, NULL);
  g_autofree char *text = fixture_dup_message (masked, 0);
  g_autoptr (SipTree) tree = NULL;
  g_autoptr (GBytes) bytes = lore_trace_dup_bytes (masked, 0);
  LoreParticipant participant;

  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    if (strstr (text, secrets[i]) != NULL)
      g_test_message ("%s is still in\n%s", secrets[i], text), g_test_fail ();
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    if (strstr (text, kept[i]) == NULL)
      g_test_message ("%s is gone from\n%s", kept[i], text), g_test_fail ();
  check_trace (trace);

  lore_trace_get_participant (masked, 0, &participant);
  g_assert_cmpstr (participant.role, ==, "role:uac");
  g_assert_cmpuint (strlen (participant.name), ==, strlen ("Liddell"));
  /* The name that is seen on the ladder is the one in From. */
  g_assert_nonnull (strstr (text, participant.name));
}

/* The same name in all its places, and its length. */
static void
test_consistent (void)
{
  static const char one[] = "OPTIONS sip:bob@gamma.example SIP/2.0\r\n"
                            "From: Bob <sip:BOB@delta.example>;tag=1\r\n"
                            "To: <sip:bob.bob@gamma.example>\r\n"
                            "Call-ID: bob@gamma.example\r\n\r\n";
  g_autoptr (LoreTrace) trace = new_trace (one, sizeof one - 1);
  g_autoptr (LoreTrace) masked = lore_anonymise (trace, SEED, NULL);
  g_autofree char *text = fixture_dup_message (masked, 0);
  g_autofree char *name = g_strndup (text + strlen ("OPTIONS sip:"), 3);
  g_autofree char *upper = g_ascii_strup (name, -1);
  g_autofree char *twice = g_strdup_printf ("<sip:%s.%s@", name, name);
  g_autofree char *loud = g_strdup_printf ("<sip:%s@", upper);
  g_autofree char *title =
      g_strdup_printf ("From: %c%s ", g_ascii_toupper (name[0]), name + 1);

  g_assert_cmpuint (strlen (text), ==, sizeof one - 1);
  g_assert_cmpstr (name, !=, "bob");
  g_assert_nonnull (strstr (text, twice));
  g_assert_nonnull (strstr (text, loud));
  g_assert_nonnull (strstr (text, title));
}

/* Content-Length follows the body; if it was wrong it is as wrong as before. */
static void
test_content_length (void)
{
  static const struct
  {
    const char *length, *expected, *why;
  } rows[] = {
    { "36", "38", "right before, right after" },
    { "0036", "0038", "with its zeros" },
    { "100", "102", "too large by as much" },
    { "many", "many", "no number" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      /* The shortest public address has no pseudonym as short. */
      g_autofree char *text =
          g_strdup_printf ("INVITE sip:b@c SIP/2.0\r\nContent-Type: application/sdp\r\n"
                           "Content-Length: %s\r\n\r\n"
                           "v=0\r\no=- 1 1 IN IP4 9.9.9.9\r\ns=- - -\r\n",
                           rows[i].length);
      g_autoptr (LoreTrace) trace = new_trace (text, strlen (text));
      g_autoptr (LoreTrace) masked = lore_anonymise (trace, SEED, NULL);
      g_autofree char *found = fixture_dup_message (masked, 0);
      g_autofree char *expected =
          g_strdup_printf ("\r\nContent-Length: %s\r\n", rows[i].expected);

      g_test_message ("%s: %s", rows[i].why, found);
      g_assert_nonnull (strstr (found, expected));
      check_trace (trace);
    }
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *address, *begins;
    gboolean same_length;
    const char *why;
  } rows[] = {
    { "127.0.0.1", "127.0.0.1", TRUE, "loopback is nobody's" },
    { "::1", "::1", TRUE, "nor this" },
    { "0.0.0.0", "0.0.0.0", TRUE, "nor that" },
    { "224.0.1.75", "224.0.1.75", TRUE, "nor a group" },
    { "10.1.22.133", "10.", TRUE, "private stays private" },
    { "172.16.0.9", "172.", TRUE, "likewise" },
    { "192.168.100.1", "192.168.", TRUE, "likewise" },
    { "100.64.7.1", "100.", TRUE, "behind a carrier's NAT" },
    { "169.254.10.20", "169.254.", TRUE, "of a link" },
    { "81.23.228.129", "198.", TRUE, "public: for documentation or benchmarks" },
    { "212.227.15.201", "198.51.100.", TRUE, "as long" },
    { "8.8.8.8", "", FALSE, "none is so short" },
    { "fe80::1234", "fe80::", TRUE, "of a link" },
    { "fd12:3456::1", "fd", TRUE, "unique local" },
    { "2a02:8109:9ac0::1f", "2001:db8:", FALSE, "public" },
    { "2400::", "2001:db8::", FALSE, "public, and nothing but zeros" },
  };
  g_autoptr (LorePseudonyms) pseudonyms = lore_pseudonyms_new (SEED);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint pass = 0; pass < 2; pass++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
        {
          g_string_truncate (out, 0);
          g_assert_true (lore_pseudonyms_put_address (pseudonyms, rows[i].address,
                                                      strlen (rows[i].address), out));
          if (pass == 0)
            {
              g_assert_cmpstr (out->str, ==, rows[i].address);
              continue;
            }
          g_test_message ("%s → %s: %s", rows[i].address, out->str, rows[i].why);
          g_assert_true (g_hostname_is_ip_address (out->str));
          g_assert_true (g_str_has_prefix (out->str, rows[i].begins));
          if (rows[i].same_length)
            g_assert_cmpuint (out->len, ==, strlen (rows[i].address));
        }
      lore_pseudonyms_start (pseudonyms);
    }
  g_assert_false (lore_pseudonyms_put_address (pseudonyms, "1.2.3", 5, out));
}

/* However many there are, no two share a pseudonym and none gets another's name. */
static void
test_many (void)
{
  static const struct
  {
    LorePseudonymKind kind;
    const char *format;
    guint n;
  } rows[] = {
    { LORE_PSEUDONYM_WORD, "%c", 26 },         { LORE_PSEUDONYM_NUMBER, "%03u", 1000 },
    { LORE_PSEUDONYM_NUMBER, "%u", 5000 },     { LORE_PSEUDONYM_KEY, "%u", 3000 },
    { LORE_PSEUDONYM_TOP, "x%c", 26 },         { LORE_PSEUDONYM_NETWORK, "10.0.%u", 256 },
    { LORE_PSEUDONYM_NETWORK, "9.9.%u", 256 }, { LORE_PSEUDONYM_IPV6, "fe80::%x", 700 },
    { LORE_PSEUDONYM_IPV6, "24%02x::", 256 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LorePseudonyms) pseudonyms = lore_pseudonyms_new (SEED);
      g_autoptr (GHashTable) seen =
          g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      gboolean letters = strstr (rows[i].format, "%c") != NULL;

      for (guint pass = 0; pass < 2; pass++)
        {
          for (guint j = 0; j < rows[i].n; j++)
            {
              guint number = letters ? 'a' + j : j;
              g_autoptr (GString) out = g_string_new (NULL);
              g_autofree char *text = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
              text = g_strdup_printf (rows[i].format, number);
#pragma GCC diagnostic pop
              if (rows[i].kind == LORE_PSEUDONYM_IPV6)
                {
                  g_autoptr (GInetAddress) address =
                      g_inet_address_new_from_string (text);

                  g_free (text);
                  text = g_inet_address_to_string (address);
                }
              lore_pseudonyms_put (pseudonyms, rows[i].kind, text, strlen (text), out);
              if (pass == 0)
                continue;
              g_assert_false (
                  lore_pseudonyms_has (pseudonyms, rows[i].kind, out->str, out->len)
                  && !g_str_equal (out->str, text));
              g_assert_true (g_hash_table_add (seen, g_strdup (out->str)));
            }
          lore_pseudonyms_start (pseudonyms);
        }
    }
}

/* What is sent and what arrives is one message afterwards, too; inner events stay. */
static void
test_events (void)
{
  static const char text[] =
      "BYE sip:bob@gamma.example SIP/2.0\r\nCall-ID: key-1@x.net\r\n"
      "From: <sip:carol@gamma.example>\r\n\r\n";
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreTrace) masked = NULL;
  g_autoptr (GBytes) message = g_bytes_new_static (text, sizeof text - 1);
  LoreEvent event = { .type = LORE_EVENT_SENT,
                      .unix_us = LORE_TIME_UNKNOWN,
                      .source = "10.0.0.1:5060",
                      .destination = "gamma.example:5060",
                      .message = message };
  LoreEvent timer = { .type = LORE_EVENT_TIMER_SET,
                      .unix_us = LORE_TIME_UNKNOWN,
                      .element = "carol",
                      .subject = "key-1@x.net",
                      .name = "timer:E",
                      .duration_us = 500000 };
  LoreEvent found;
  LoreMessage facts;

  lore_trace_append (trace, &event);
  lore_trace_append (trace, &timer);
  event.type = LORE_EVENT_RECEIVED;
  event.lab_us = 40;
  lore_trace_append (trace, &event);
  masked = lore_anonymise (trace, SEED, NULL);
  check_trace (trace);
  lore_trace_get_message (masked, 0, &facts);
  g_assert_cmpint (facts.received_us, ==, 40);
  lore_trace_get_event (masked, 1, &found);
  g_assert_cmpstr (found.name, ==, "timer:E");
  g_assert_cmpint (found.duration_us, ==, 500000);
  g_assert_null (strstr (found.subject, "x.net"));
  g_assert_cmpstr (found.element, !=, "carol");
  g_assert_cmpuint (strlen (found.element), ==, 5);
}

static void
test_cancelled (void)
{
  g_autoptr (LoreTrace) trace = new_trace (everything, sizeof everything - 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (lore_anonymise (trace, SEED, cancellable));
}

/* --- what others saved ------------------------------------------------------- */

static void
check_folder (GFile *folder, guint *n)
{
  g_autoptr (GFileEnumerator) files =
      g_file_enumerate_children (folder, "standard::*", 0, NULL, NULL);

  for (;;)
    {
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (LoreImportReport) report = NULL;
      GFileInfo *info;
      GFile *file;

      if (files == NULL || !g_file_enumerator_iterate (files, &info, &file, NULL, NULL)
          || info == NULL)
        return;
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
        {
          check_folder (file, n);
          continue;
        }
      report = lore_format_read (file, trace, NULL, NULL);
      if (report == NULL || lore_trace_get_n_messages (trace) == 0)
        continue;
      g_test_message ("%s", g_file_peek_path (file));
      check_trace (trace);
      *n += 1;
    }
}

/* Media go between the same masked hosts, in the same call; which keys were pressed is
 * not told. */
static void
test_streams (void)
{
  g_autofree char *path = fixture_dup_example ("call-with-media.pcap");
  g_autoptr (GFile) capture = g_file_new_for_path (path);
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = lore_format_read (capture, trace, NULL, NULL);
  g_autoptr (LoreTrace) masked = lore_anonymise (trace, SEED, NULL);
  const LoreRtpStream *stream;
  g_autofree char *digits = NULL;

  g_assert_cmpuint (lore_trace_get_n_streams (masked), ==, 2);
  stream = lore_trace_get_stream (masked, 1);
  g_assert_cmpstr (stream->source, !=, "192.0.2.10:4000");
  g_assert_cmpstr (stream->codec, ==, "G729/8000");
  g_assert_cmpuint (stream->call, ==, 0);
  g_assert_cmpuint (stream->sender, ==, 0);
  digits = lore_rtp_stream_dup_digits (stream);
  g_assert_cmpstr (digits, ==, "0000");
}

/* What a person wrote names nobody either; who is one stays one. */
static void
test_notes (void)
{
  g_autofree char *path = fixture_dup_example ("call-through-proxy.txt");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = lore_format_read (file, trace, NULL, NULL);
  g_autoptr (LoreTrace) masked = NULL;
  LoreNotes *notes = lore_trace_get_notes (trace);
  g_autofree char *wanted = NULL;
  LoreParticipant facts;
  const char *note;
  const guint32 order[] = { 1, 0 };
  guint n;

  lore_trace_get_participant (trace, 0, &facts);
  wanted = g_strdup_printf ("why does %s wait?", facts.address);
  lore_notes_set_note (notes, 2, wanted);
  lore_notes_join (notes, 1, 0);
  lore_notes_set_order (notes, order, 2);
  masked = lore_anonymise (trace, SEED, NULL);
  note = lore_notes_get_note (lore_trace_get_notes (masked), 2);
  g_assert_true (g_str_has_prefix (note, "why does "));
  g_assert_null (strstr (note, facts.address));
  g_assert_cmpuint (lore_notes_get_owner (lore_trace_get_notes (masked), 1), ==, 0);
  g_assert_cmpuint (lore_notes_get_order (lore_trace_get_notes (masked), &n)[0], ==, 1);
}

static void
test_saved (void)
{
  const char *const variables[] = { "SIPLORE_EXAMPLES", "SIPLORE_SHARED" };
  const char *const folders[] = { ".", "captures" };
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      const char *root = g_getenv (variables[i]);
      g_autoptr (GFile) folder =
          root != NULL ? g_file_new_build_filename (root, folders[i], NULL) : NULL;

      if (folder != NULL)
        check_folder (folder, &n);
    }
  if (n == 0)
    g_test_skip ("there are no saved traces here");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/anonymise/everything", test_everything);
  g_test_add_func ("/anonymise/consistent", test_consistent);
  g_test_add_func ("/anonymise/content-length", test_content_length);
  g_test_add_func ("/anonymise/addresses", test_addresses);
  g_test_add_func ("/anonymise/many", test_many);
  g_test_add_func ("/anonymise/events", test_events);
  g_test_add_func ("/anonymise/cancelled", test_cancelled);
  g_test_add_func ("/anonymise/streams", test_streams);
  g_test_add_func ("/anonymise/notes", test_notes);
  g_test_add_func ("/anonymise/saved", test_saved);
  return g_test_run ();
}
