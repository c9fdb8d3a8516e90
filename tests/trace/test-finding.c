/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalogue/catalogue.h"
#include "formats/format.h"
#include "script.h"
#include "sip/facts.h"
#include "trace/finding.h"

#include <string.h>

#define HASH "6629fae49393a05397450978507c4ef1"
#define CALL "AB INVITE; BA 200 INVITE; AB ACK; "
#define RINGS "AB INVITE; BA 180 INVITE; "
#define CHALLENGED "AB INVITE; BA 401 INVITE challenge=r; AB ACK branch=INVITE1; "
#define PROXIED                                                                          \
  "AP INVITE; PB INVITE ua=A rr=<sip:192.0.2.9;lr>; BP 200 INVITE ua=A "                 \
  "rr=<sip:192.0.2.9;lr>; PA 200 INVITE rr=<sip:192.0.2.9;lr>; AP ACK "                  \
  "route=<sip:192.0.2.9;lr>; PB ACK ua=A; "
#define FORKED                                                                           \
  "AP INVITE; PB INVITE ua=A leg=1; PC INVITE ua=A leg=2; BP 200 INVITE ua=A leg=1; "    \
  "PA 200 INVITE; AB ACK; CP 200 INVITE ua=A leg=2 peer=C; PA 200 INVITE peer=C; "
#define CROSSED CALL "AB INVITE cseq=2 to=b; BA INVITE to=a; "

/* A story in which a row finds something and its nearest neighbour, in which none does.
 * script.h tells how to read them. */
static const struct
{
  const char *id;
  const char *wrong;
  const char *right;
} rows[] = {
  { "ack-new-branch", "AB INVITE; BA 486 INVITE; AB ACK",
    "AB INVITE; BA 486 INVITE; AB ACK branch=INVITE1" },
  { "ack-invite-branch", "AB INVITE; BA 200 INVITE; AB ACK branch=INVITE1", CALL },
  { "ack-cseq", "AB INVITE cseq=5; BA 200 INVITE cseq=5; AB ACK cseq=6",
    "AB INVITE cseq=5; BA 200 INVITE cseq=5; AB ACK cseq=5" },
  { "ack-target", "AB INVITE; BA 200 INVITE; AB ACK uri=sip:bob@biloxi.example", CALL },
  { "ack-answered", CALL "BA 200 ACK", CALL },
  { "failure-not-acked",
    "AB INVITE; BA 401 INVITE challenge=r; AB INVITE cseq=2 auth=" HASH,
    CHALLENGED "AB INVITE cseq=2 auth=" HASH },
  { "ok-not-acked", "AB INVITE; BA 200 INVITE; AB BYE cseq=2", CALL "AB BYE cseq=2" },
  { "fork-not-acked", FORKED "AB BYE cseq=2",
    FORKED "AC ACK peer=C branch=x; AB BYE cseq=2" },
  { "fork-left-open", FORKED "AC ACK peer=C branch=x; AB INFO cseq=2 after=40000",
    FORKED "AC ACK peer=C branch=x; AC BYE peer=C cseq=2; AB INFO cseq=2 after=40000" },

  { "retry-branch", CHALLENGED "AB INVITE cseq=2 branch=INVITE1 auth=" HASH,
    CHALLENGED "AB INVITE cseq=2 auth=" HASH },
  { "retry-cseq", CHALLENGED "AB INVITE branch=x auth=" HASH,
    CHALLENGED "AB INVITE cseq=2 branch=x auth=" HASH },
  { "retry-to-tag",
    CHALLENGED "AB INVITE cseq=2 to=b uri=sip:bob@biloxi.example auth=" HASH,
    CHALLENGED "AB INVITE cseq=2 uri=sip:bob@biloxi.example auth=" HASH },
  { "challenge-dropped", CHALLENGED "AC OPTIONS peer=C from=x after=40000",
    CHALLENGED "AB INVITE cseq=2 auth=" HASH "; AC OPTIONS peer=C from=x after=40000" },
  { "response-no-hash", "AP REGISTER peer=A auth=secret",
    "AP REGISTER peer=A auth=" HASH },

  { "dialog-no-to-tag", CALL "AB BYE cseq=2 to=-", CALL "AB BYE cseq=2" },
  { "from-to-direction", CALL "BA BYE ua=A sentby=198.51.100.2", CALL "BA BYE" },
  { "from-changed", CALL "AB BYE cseq=2 fromuser=al@atlanta.example",
    CALL "AB BYE cseq=2 fromuser=al@atlanta.example supported=from-change" },
  { "from-tag-changed", CALL "AB BYE cseq=2 from=x", CALL "AB BYE cseq=2 from=a" },
  { "to-tag-unknown", CALL "AB BYE cseq=2 to=x", CALL "AB BYE cseq=2 to=b" },
  { "same-tag", "AB INVITE; BA 200 INVITE to=a; AB ACK to=a", CALL },
  { "target-not-contact", CALL "AB BYE cseq=2 uri=sip:bob@198.51.100.77",
    CALL "AB BYE cseq=2 uri=sip:bob@198.51.100.2:5060;transport=udp" },
  { "target-is-address", CALL "AB BYE cseq=2 uri=sip:bob@biloxi.example",
    CALL "AB BYE cseq=2" },
  { "route-missing", PROXIED "AB BYE cseq=2",
    PROXIED "AP BYE cseq=2 route=<sip:192.0.2.9;lr>" },
  { "route-order",
    "AB INVITE; BA 200 INVITE rr=<sip:q;lr>,<sip:p;lr>; AB ACK "
    "route=<sip:q;lr>,<sip:p;lr>",
    "AB INVITE; BA 200 INVITE rr=<sip:q;lr>,<sip:p;lr>; AB ACK "
    "route=<sip:p;lr>,<sip:q;lr>; BA BYE route=<sip:q;lr>,<sip:p;lr>" },
  { "proxy-not-in-path",
    "AP INVITE; PB INVITE ua=A; BP 200 INVITE ua=A; PA 200 INVITE; AP ACK",
    "AP INVITE; PB INVITE ua=A; BP 200 INVITE ua=A; PA 200 INVITE; AB ACK" },
  { "cseq-not-higher", CALL "AB INFO cseq=2; AB BYE cseq=2",
    CALL "AB INFO cseq=2; AB BYE cseq=3; BA INFO cseq=1" },
  { "register-tag",
    "AP REGISTER peer=A; PA 200 REGISTER peer=A to=r; AP REGISTER peer=A cseq=2 to=r",
    "AP REGISTER peer=A; PA 200 REGISTER peer=A to=r; AP REGISTER peer=A cseq=2" },
  { "glare-served",
    CROSSED "BA 200 INVITE cseq=2; AB ACK cseq=2; AB 491 INVITE; BA ACK branch=INVITE1",
    CROSSED "BA 491 INVITE cseq=2; AB ACK cseq=2 branch=INVITE2; AB 491 INVITE; "
            "BA ACK branch=INVITE1" },
  { "glare-too-soon",
    CROSSED "BA 491 INVITE cseq=2; AB ACK cseq=2 branch=INVITE2; AB 491 INVITE; "
            "BA ACK branch=INVITE1; AB INVITE cseq=3 to=b",
    CROSSED "BA 491 INVITE cseq=2; AB ACK cseq=2 branch=INVITE2; AB 491 INVITE; "
            "BA ACK branch=INVITE1; AB INVITE cseq=3 to=b after=3000" },

  { "cancel-branch", RINGS "AB CANCEL branch=x", RINGS "AB CANCEL" },
  { "cancel-cseq", RINGS "AB CANCEL cseq=2 branch=INVITE1", RINGS "AB CANCEL" },
  { "cancel-to-tag", RINGS "AB CANCEL to=b", RINGS "AB CANCEL" },
  { "cancel-uri", RINGS "AB CANCEL uri=sip:bob@198.51.100.2", RINGS "AB CANCEL" },
  { "cancel-early", "AB INVITE; AB CANCEL", "AB INVITE; BA 100 INVITE; AB CANCEL" },
  { "cancel-late", CALL "AB CANCEL", RINGS "AB CANCEL; BA 200 INVITE; AB ACK" },
  { "cancelled-not-487",
    RINGS "AB CANCEL; BA 200 CANCEL; BA 486 INVITE; AB ACK branch=INVITE1",
    RINGS "AB CANCEL; BA 200 CANCEL; BA 487 INVITE; AB ACK branch=INVITE1" },
  { "cancel-answered-487", RINGS "AB CANCEL; BA 487 CANCEL",
    RINGS "AB CANCEL; BA 200 CANCEL" },
  { "bye-early", RINGS "BA BYE", RINGS "AB BYE cseq=2" },
  { "bye-before-ack", "AB INVITE; BA 200 INVITE; BA BYE; AB ACK", CALL "BA BYE" },

  { "response-swapped",
    "AB INVITE; BA 180 INVITE fromuser=bob@biloxi.example from=b "
    "touser=alice@atlanta.example to=a",
    RINGS },
  { "response-from", "AB INVITE; BA 180 INVITE from=x", RINGS },
  { "response-to", "AB INVITE; BA 180 INVITE touser=robert@biloxi.example", RINGS },
  { "response-cseq", "AB INVITE; BA 180 INVITE cseq=2 branch=INVITE1", RINGS },
  { "response-vias", "AP INVITE; PB INVITE ua=A; BP 180 INVITE ua=A vias=0",
    "AP INVITE; PB INVITE ua=A; BP 180 INVITE ua=A" },
  { "response-off-via", "AP INVITE; PB INVITE ua=A; BP 180 INVITE ua=A dest=A",
    "AP INVITE; PB INVITE ua=A; BP 180 INVITE ua=A; PA 180 INVITE" },
  { "provisional-non-invite", "AB OPTIONS; BA 180 OPTIONS",
    "AB OPTIONS; BA 200 OPTIONS" },
  { "trying-too-soon", "AB OPTIONS; BA 100 OPTIONS",
    "AB OPTIONS; BA 100 OPTIONS after=4000" },
  { "provisional-lost", "AB INVITE; BA 180 INVITE lost=1",
    "AB INVITE; BA 180 INVITE rseq=1 lost=1" },
  { "prack-missing",
    "AB INVITE; BA 180 INVITE rseq=7; BA 180 INVITE rseq=7; BA 180 INVITE rseq=7",
    "AB INVITE; BA 180 INVITE rseq=7; BA 180 INVITE rseq=7; BA 180 INVITE rseq=7; "
    "AB PRACK cseq=2 rack=7" },
  { "prack-unasked", RINGS "AB PRACK cseq=2 rack=1",
    "AB INVITE; BA 180 INVITE rseq=1; AB PRACK cseq=2 rack=1" },

  { "stream-no-length", "AB OPTIONS transport=tcp nolength=1", "AB OPTIONS nolength=1" },
  { "repeat-new-branch", "AB OPTIONS; AB OPTIONS branch=x",
    "AB OPTIONS; AB OPTIONS; AP OPTIONS cseq=2; PB OPTIONS ua=A cseq=2" },
  { "sent-to-to", "AB OPTIONS touser=bob@198.51.100.2 uri=sip:bob@198.51.100.3",
    "AB OPTIONS touser=bob@198.51.100.2 uri=sip:bob@198.51.100.2" },

  { "answer-echo",
    "AB INVITE sdp=192.0.2.1/4000; BA 200 INVITE sdp=192.0.2.1/4000; AB ACK",
    "AB INVITE sdp=192.0.2.1/4000; BA 200 INVITE sdp=198.51.100.2/4000; AB ACK" },
  { "answer-media",
    "AB INVITE sdp=192.0.2.1/4000,4002; BA 200 INVITE sdp=198.51.100.2/5000; AB ACK",
    "AB INVITE sdp=192.0.2.1/4000,4002; BA 200 INVITE sdp=198.51.100.2/5000,0; AB ACK" },
};

/* "ack-cseq ack-target": what was found, in order, each once. */
static char *
list_findings (LoreTrace *trace)
{
  g_autoptr (GPtrArray) findings = lore_trace_dup_findings (trace, LORE_ID_NONE);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < findings->len; i++)
    {
      const LoreFinding *finding = g_ptr_array_index (findings, i);
      const char *id = finding->row->id + strlen ("finding:");

      if (!g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
        g_ptr_array_add (ids, (gpointer)id);
    }
  g_ptr_array_add (ids, NULL);
  return g_strjoinv (" ", (char **)ids->pdata);
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) wrong = script_new_trace (rows[i].wrong, TRUE);
      g_autoptr (LoreTrace) right = script_new_trace (rows[i].right, TRUE);
      g_autofree char *found = list_findings (wrong);
      g_autofree char *nothing = list_findings (right);

      if (!g_str_equal (found, rows[i].id) || !g_str_equal (nothing, ""))
        g_test_message ("%s: found '%s', in its neighbour '%s'", rows[i].id, found,
                        nothing),
            g_test_fail ();
    }
}

/* What needs no addresses is found in a file that has none. */
static void
test_without_addresses (void)
{
  static const char *const need_addresses[] = { "proxy-not-in-path", "response-off-via",
                                                "sent-to-to",        "provisional-lost",
                                                "glare-too-soon",    NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) wrong = script_new_trace (rows[i].wrong, FALSE);
      g_autoptr (LoreTrace) right = script_new_trace (rows[i].right, FALSE);
      g_autofree char *found = list_findings (wrong);
      g_autofree char *nothing = list_findings (right);

      if (!g_strv_contains (need_addresses, rows[i].id)
          && !g_str_equal (found, rows[i].id))
        g_test_message ("%s: found '%s'", rows[i].id, found), g_test_fail ();
      if (!g_str_equal (nothing, ""))
        g_test_message ("%s: its neighbour '%s'", rows[i].id, nothing), g_test_fail ();
    }
}

static void
test_every_row_is_tested (void)
{
  for (guint i = 0; i < LORE_N_FINDINGS; i++)
    {
      const char *id = lore_finding_get_row (i)->id + strlen ("finding:");
      gboolean tested = FALSE;

      for (gsize j = 0; j < G_N_ELEMENTS (rows); j++)
        tested |= g_str_equal (rows[j].id, id);
      if (!tested)
        g_test_message ("%s has no story", id), g_test_fail ();
    }
}

/* One message's findings are the whole trace's, those of that message. */
static void
test_one_message (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = script_new_trace (rows[i].wrong, TRUE);
      g_autoptr (GPtrArray) all = lore_trace_dup_findings (trace, LORE_ID_NONE);
      guint n = 0;

      for (guint32 message = 0; message < lore_trace_get_n_messages (trace); message++)
        {
          g_autoptr (GPtrArray) own = lore_trace_dup_findings (trace, message);

          for (guint j = 0; j < own->len; j++, n++)
            {
              const LoreFinding *finding = g_ptr_array_index (own, j);
              const LoreFinding *same = g_ptr_array_index (all, n);
              gsize len;

              g_assert_true (finding->row == same->row);
              g_assert_cmpuint (finding->message, ==, message);
              g_assert_cmpuint (same->message, ==, message);
              g_assert_true (g_strv_equal ((const char *const *)finding->args,
                                           (const char *const *)same->args));
              lore_trace_get_data (trace, message, &len);
              g_assert_cmpuint (sip_span_end (finding->span), <=, len);
            }
        }
      g_assert_cmpuint (n, ==, all->len);
    }
}

/* --- words ---------------------------------------------------------------------- */

/* Every sentence is filled: no name in braces is left, in either language. */
static void
test_sentences (void)
{
  LoreCatalogue *catalogue = lore_catalogue_get_default ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = script_new_trace (rows[i].wrong, TRUE);
      g_autoptr (GPtrArray) findings = lore_trace_dup_findings (trace, LORE_ID_NONE);

      for (guint j = 0; j < findings->len; j++)
        {
          const LoreFinding *finding = g_ptr_array_index (findings, j);
          const char *const *args = (const char *const *)finding->args;
          g_autofree char *english =
              lore_catalogue_dup_sentence (catalogue, finding->row->id, "en", args);
          g_autofree char *chinese =
              lore_catalogue_dup_sentence (catalogue, finding->row->id, "zh_CN", args);

          g_test_message ("%s", english);
          g_assert_cmpstr (english, !=, finding->row->id);
          g_assert_cmpstr (english, !=, chinese);
          g_assert_null (strpbrk (english, "{}"));
          g_assert_null (strpbrk (chinese, "{}"));
          g_assert_null (strstr (english, "``"));
        }
    }
}

static gboolean
is_reachable (const char *misconception)
{
  for (guint i = 0; i < SIP_N_DIAGNOSTICS; i++)
    if (g_strcmp0 (sip_diagnostic_get_row (i)->misconception, misconception) == 0)
      return TRUE;
  for (guint i = 0; i < LORE_N_FINDINGS; i++)
    if (g_strcmp0 (lore_finding_get_row (i)->misconception, misconception) == 0)
      return TRUE;
  return FALSE;
}

/* All 37 are taught, and each can be met: in a message or in a trace. */
static void
test_misconceptions (void)
{
  LoreCatalogue *catalogue = lore_catalogue_get_default ();

  for (guint number = 1; number <= 37; number++)
    {
      g_autofree char *id = g_strdup_printf ("misconception:M%02u", number);
      const LoreTopic *topic = lore_catalogue_lookup (catalogue, id);

      if (!is_reachable (id + strlen ("misconception:")))
        g_test_message ("%s: where is it met?", id), g_test_fail ();
      g_assert_nonnull (topic);
      /* What is believed, then three hints: a question, the RFC, the answer. */
      g_assert_cmpuint (lore_topic_get_n_paragraphs (topic), ==, 4);
      g_assert_nonnull (lore_topic_get_summary (topic, "en"));
      g_assert_nonnull (lore_topic_get_section (topic));
      g_assert_true (g_str_has_suffix (lore_topic_get_paragraph (topic, 1, "en"), "?"));
    }
}

/* No topic stands for a finding or a misconception that there is not. */
static void
test_orphans (void)
{
  const LoreTopic *const *topics =
      lore_catalogue_get_topics (lore_catalogue_get_default ());
  guint n_findings = 0;
  guint n_misconceptions = 0;

  for (gsize i = 0; topics[i] != NULL; i++)
    {
      n_findings += g_str_has_prefix (lore_topic_get_id (topics[i]), "finding:");
      n_misconceptions +=
          g_str_has_prefix (lore_topic_get_id (topics[i]), "misconception:");
    }
  g_assert_cmpuint (n_findings, ==, LORE_N_FINDINGS);
  g_assert_cmpuint (n_misconceptions, ==, 37);
}

/* --- correct calls ------------------------------------------------------------- */

static char *
dup_findings_of_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LoreImportReport) report = lore_format_read (file, trace, NULL, &error);

  g_assert_no_error (error);
  return list_findings (trace);
}

/* What is found in correct flows, each with the reason why it is right to say so. */
static const struct
{
  const char *flow, *found, *why;
} explained[] = {
  { "3.3", "failure-not-acked",
    "F8 has the Via of F10: Proxy 1 acknowledges F7 with Alice's branch" },
  { "3.8", "cancel-uri", "F11 names Alice, where the INVITE (F2) names Bob" },
  { "sipp.log", "ack-target target-is-address",
    "SIPp's own caller sends to the URI of To, not to the Contact" },
  { "sipp-newer.log", "ack-target target-is-address", "the same" },
};

static const char *
get_expected (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (explained); i++)
    if (g_str_equal (explained[i].flow, name))
      return explained[i].found;
  return "";
}

static void
test_examples (void)
{
  static const char *const folders[] = { "", "messages", "logs" };
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder =
          g_build_filename (g_getenv ("SIPLORE_EXAMPLES"), folders[i], NULL);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      g_assert_nonnull (dir);
      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);
          g_autofree char *found = NULL;

          if (g_file_test (path, G_FILE_TEST_IS_DIR) || g_str_has_suffix (name, ".md"))
            continue;
          found = dup_findings_of_file (path);
          if (!g_str_equal (found, get_expected (name)))
            g_test_message ("%s: %s", name, found), g_test_fail ();
          n++;
        }
    }
  g_assert_cmpuint (n, >, 15);
}

static guint
find_column (char **head, const char *name)
{
  for (guint i = 0; head[i] != NULL; i++)
    if (strcmp (head[i], name) == 0)
      return i;
  g_assert_not_reached ();
}

static void
append_flow_message (LoreTrace *trace, const char *folder, char **head, char **row)
{
  gboolean fixed = g_str_equal (row[find_column (head, "has_fixed_copy")], "yes");
  g_autofree char *path = g_build_filename (folder, fixed ? "fixed" : "",
                                            row[find_column (head, "file")], NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) message = NULL;
  LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                      .lab_us = lore_trace_get_n_events (trace) * G_TIME_SPAN_SECOND,
                      .unix_us = LORE_TIME_UNKNOWN,
                      .source = row[find_column (head, "from")],
                      .destination = row[find_column (head, "to")] };
  char *data;
  gsize len;

  g_file_get_contents (path, &data, &len, &error);
  g_assert_no_error (error);
  event.message = message = g_bytes_new_take (data, len);
  lore_trace_append (trace, &event);
}

/* Compares and begins anew; @flow may be NULL. */
static void
check_flow (LoreTrace **trace, const char *flow)
{
  g_autofree char *found = flow != NULL ? list_findings (*trace) : NULL;

  if (flow != NULL && !g_str_equal (found, get_expected (flow)))
    g_test_message ("flow %s: %s", flow, found), g_test_fail ();
  g_clear_object (trace);
  *trace = lore_trace_new ();
}

static void
test_flows (void)
{
  const char *shared = g_getenv ("SIPLORE_SHARED");
  g_autofree char *folder =
      g_build_filename (shared != NULL ? shared : "", "reference", "flows3665", NULL);
  g_autofree char *path = g_build_filename (folder, "manifest.tsv", NULL);
  g_autofree char *text = NULL;
  g_autofree char *flow = NULL;
  g_autoptr (LoreTrace) trace = NULL;
  g_auto (GStrv) lines = NULL, head = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("SIPLORE_SHARED has no flows");
      return;
    }
  lines = g_strsplit (text, "\n", -1);
  head = g_strsplit (lines[0], "\t", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "\t", -1);
      const char *now = row[find_column (head, "flow")];

      if (g_strcmp0 (flow, now) != 0)
        {
          check_flow (&trace, flow);
          g_free (flow);
          flow = g_strdup (now);
        }
      append_flow_message (trace, folder, head, row);
    }
  check_flow (&trace, flow);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/findings/rows", test_rows);
  g_test_add_func ("/findings/without-addresses", test_without_addresses);
  g_test_add_func ("/findings/every-row-is-tested", test_every_row_is_tested);
  g_test_add_func ("/findings/one-message", test_one_message);
  g_test_add_func ("/findings/sentences", test_sentences);
  g_test_add_func ("/findings/misconceptions", test_misconceptions);
  g_test_add_func ("/findings/orphans", test_orphans);
  g_test_add_func ("/findings/examples", test_examples);
  g_test_add_func ("/findings/flows", test_flows);
  return g_test_run ();
}
