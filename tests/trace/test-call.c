/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "trace/dtmf.h"
#include "trace/media.h"

#include <string.h>

/* One message of a call. */
typedef struct
{
  double ms;
  const char *source, *destination;
  FixtureMessage message;
} Line;

static LoreCall *
read_call (const Line *lines, gsize n)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();

  for (gsize i = 0; i < n; i++)
    fixture_append (trace, LORE_EVENT_CAPTURED, lines[i].ms, lines[i].source,
                    lines[i].destination, &lines[i].message);
  g_assert_cmpuint (lore_trace_get_n_calls (trace), ==, 1);
  return lore_trace_dup_call (trace, 0);
}

#define READ(lines) read_call (lines, G_N_ELEMENTS (lines))

static void
test_answered_and_ended (void)
{
  static const Line lines[] = {
    { 0, ALICE, BOB, { .body = FIXTURE_SDP } },
    { 500, ALICE, BOB, { .body = FIXTURE_SDP } },
    { 510, BOB, ALICE, { .status = 100 } },
    { 600, BOB, ALICE, { .status = 180, .to = "b" } },
    { 2850, BOB, ALICE, { .status = 200, .to = "b", .body = FIXTURE_SDP } },
    { 2860, ALICE, BOB, { .method = "ACK", .branch = "z9hG4bK-2", .to = "b" } },
    { 9850,
      BOB,
      ALICE,
      { .method = "BYE",
        .branch = "z9hG4bK-3",
        .from = "b",
        .to = "a",
        .headers = "Reason: Q.850;cause=16;text=\"Normal\"\r\n" } },
    { 9860,
      ALICE,
      BOB,
      { .status = 200,
        .answers = "BYE",
        .branch = "z9hG4bK-3",
        .from = "b",
        .to = "a" } },
  };
  g_autoptr (LoreCall) call = READ (lines);

  g_assert_cmpint (call->outcome, ==, LORE_OUTCOME_ENDED);
  g_assert_cmpstr (call->call_id, ==, "call-1");
  g_assert_cmpstr (call->from, ==, "sip:alice@atlanta.example");
  g_assert_cmpstr (call->to, ==, "sip:bob@biloxi.example");
  g_assert_cmpint (call->start_us, ==, 0);
  g_assert_cmpint (call->ringing_us, ==, 2250000);
  g_assert_cmpint (call->setup_us, ==, 2850000);
  g_assert_cmpint (call->talk_us, ==, 7000000);
  g_assert_cmpuint (call->status, ==, 200);
  g_assert_cmpuint (call->ended_by, ==, 1); /* Bob */
  g_assert_cmpstr (call->reason, ==, "Q.850;cause=16;text=\"Normal\"");
  g_assert_cmpstr (call->codecs, ==, "PCMU/8000, telephone-event/8000");
  g_assert_null (call->digits);
  g_assert_cmpuint (call->n_messages, ==, 8);
  g_assert_cmpuint (call->n_retransmissions, ==, 1);
}

/* What the call index says of all calls is what the messages say of each; a message
 * whose time nobody knows counts as well. */
static void
test_is_call (void)
{
  static const struct
  {
    FixtureMessage message;
    LoreOutcome outcome;
  } rows[] = {
    { { .method = "INVITE" }, LORE_OUTCOME_PROCEEDING },
    { { .method = "BYE", .to = "b" }, LORE_OUTCOME_ENDED },
    { { .method = "REGISTER" }, LORE_OUTCOME_NOT_A_CALL },
    { { .method = "ACK", .to = "b" }, LORE_OUTCOME_NOT_A_CALL },
    { { .status = 200, .to = "b" }, LORE_OUTCOME_NOT_A_CALL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (GBytes) bytes = fixture_message (&rows[i].message);
      g_autoptr (LoreCall) call = NULL;
      LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                          .lab_us = LORE_TIME_UNKNOWN,
                          .unix_us = LORE_TIME_UNKNOWN,
                          .message = bytes };

      lore_trace_append (trace, &event);
      call = lore_trace_dup_call (trace, 0);
      g_assert_cmpint (call->outcome, ==, rows[i].outcome);
      g_assert_cmpint (lore_trace_is_call (trace, 0), ==,
                       rows[i].outcome != LORE_OUTCOME_NOT_A_CALL);
      g_assert_cmpint (call->talk_us, ==, LORE_TIME_UNKNOWN);
    }
}

/* What became of it, by the messages there are. */
static void
test_outcomes (void)
{
  static const struct
  {
    Line lines[4];
    LoreOutcome outcome;
    guint16 status;
    guint32 ended_by;
    const char *why;
  } rows[] = {
    { { { 0, ALICE, BOB, { 0 } } },
      LORE_OUTCOME_PROCEEDING,
      0,
      LORE_ID_NONE,
      "just sent" },
    { { { 0, ALICE, BOB, { 0 } }, { 1, BOB, ALICE, { .status = 180, .to = "b" } } },
      LORE_OUTCOME_PROCEEDING,
      0,
      LORE_ID_NONE,
      "rings" },
    { { { 0, ALICE, BOB, { 0 } }, { 1, BOB, ALICE, { .status = 200, .to = "b" } } },
      LORE_OUTCOME_ANSWERED,
      200,
      LORE_ID_NONE,
      "talks" },
    { { { 0, ALICE, BOB, { 0 } }, { 1, BOB, ALICE, { .status = 486, .to = "b" } } },
      LORE_OUTCOME_REJECTED,
      486,
      1,
      "busy: the callee ended it" },
    { { { 0, ALICE, BOB, { 0 } }, { 1, BOB, ALICE, { .status = 302, .to = "b" } } },
      LORE_OUTCOME_REJECTED,
      302,
      1,
      "redirected, and nothing more came" },
    { { { 0, ALICE, BOB, { 0 } },
        { 1, ALICE, BOB, { .method = "CANCEL" } },
        { 2, BOB, ALICE, { .status = 487, .to = "b" } } },
      LORE_OUTCOME_CANCELLED,
      487,
      0,
      "the caller ended it" },
    { { { 0, ALICE, BOB, { 0 } },
        { 1, ALICE, BOB, { .method = "CANCEL" } },
        { 2, BOB, ALICE, { .status = 200, .to = "b" } } },
      LORE_OUTCOME_ANSWERED,
      200,
      LORE_ID_NONE,
      "the CANCEL came too late (§9.2)" },
    { { { 0, ALICE, BOB, { 0 } }, { 33000, ALICE, BOB, { .method = "OPTIONS" } } },
      LORE_OUTCOME_TIMED_OUT,
      0,
      LORE_ID_NONE,
      "nothing came in 64*T1" },
    { { { 0, ALICE, BOB, { 0 } }, { 1, BOB, ALICE, { .status = 408, .to = "b" } } },
      LORE_OUTCOME_TIMED_OUT,
      408,
      1,
      "somebody else waited in vain" },
    { { { 0, ALICE, BOB, { .method = "REGISTER" } },
        { 1, BOB, ALICE, { .status = 200, .answers = "REGISTER", .to = "b" } } },
      LORE_OUTCOME_NOT_A_CALL,
      0,
      LORE_ID_NONE,
      "no INVITE" },
    { { { 0, BOB, ALICE, { .method = "BYE", .to = "b" } } },
      LORE_OUTCOME_ENDED,
      0,
      0,
      "the capture began late" },
    { { { 0, ALICE, BOB, { 0 } },
        { 1, BOB, ALICE, { .status = 407, .to = "p" } },
        { 2, ALICE, BOB, { .branch = "z9hG4bK-2", .cseq = 2 } },
        { 3,
          BOB,
          ALICE,
          { .status = 603, .branch = "z9hG4bK-2", .cseq = 2, .to = "b" } } },
      LORE_OUTCOME_REJECTED,
      603,
      1,
      "M11: a challenge is not how it ended" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreCall) call = NULL;
      gsize n = 0;

      while (n < G_N_ELEMENTS (rows[i].lines) && rows[i].lines[n].source != NULL)
        n++;
      call = read_call (rows[i].lines, n);
      g_test_message ("%s", rows[i].why);
      g_assert_cmpstr (lore_outcome_get_nick (call->outcome), ==,
                       lore_outcome_get_nick (rows[i].outcome));
      g_assert_cmpuint (call->status, ==, rows[i].status);
      g_assert_cmpuint (call->ended_by, ==, rows[i].ended_by);
    }
}

/* Nobody at the address: the network said so. */
static void
test_unanswered (void)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreCall) call = NULL;
  static const FixtureMessage invite = { 0 };
  LoreEvent problem = { .type = LORE_EVENT_PROBLEM,
                        .unix_us = LORE_TIME_UNKNOWN,
                        .source = ALICE,
                        .destination = BOB,
                        .name = "problem:port-unreachable" };

  fixture_append (trace, LORE_EVENT_SENT, 0, ALICE, BOB, &invite);
  lore_trace_append (trace, &problem);
  call = lore_trace_dup_call (trace, 0);
  g_assert_cmpint (call->outcome, ==, LORE_OUTCOME_TIMED_OUT);
}

/* Seen on two hops: durations are the caller's, doers are the first who were seen. */
static void
test_two_hops (void)
{
  static const Line lines[] = {
    { 0, ALICE, PROXY, { .body = FIXTURE_SDP } },
    { 5, PROXY, BOB, { .branch = "z9hG4bK-p", .sent_by = "p", .body = FIXTURE_SDP } },
    { 100,
      BOB,
      PROXY,
      { .status = 183, .branch = "z9hG4bK-p", .sent_by = "p", .to = "b" } },
    { 110, PROXY, ALICE, { .status = 183, .to = "b" } },
    { 1000,
      BOB,
      PROXY,
      { .status = 603, .branch = "z9hG4bK-p", .sent_by = "p", .to = "b" } },
    { 1020, PROXY, ALICE, { .status = 603, .to = "b" } },
  };
  g_autoptr (LoreCall) call = READ (lines);

  g_assert_cmpint (call->outcome, ==, LORE_OUTCOME_REJECTED);
  g_assert_cmpint (call->ringing_us, ==, 910000); /* 183 with a tag, as no 180 came */
  g_assert_cmpuint (call->ended_by, ==, 2);       /* Bob, not the proxy */
  g_assert_null (call->codecs);
  g_assert_cmpuint (call->n_retransmissions, ==, 0);
}

/* Ringing is from the first 180; from the first 183 with a To tag where no 180 comes. */
static void
test_ringing (void)
{
  static const struct
  {
    Line lines[5];
    int ringing_ms; /* -1: it did not ring */
    const char *why;
  } rows[] = {
    { { { 0, ALICE, BOB, { 0 } },
        { 100, BOB, ALICE, { .status = 183, .to = "b" } },
        { 300, BOB, ALICE, { .status = 180, .to = "b" } },
        { 1000, BOB, ALICE, { .status = 200, .to = "b" } } },
      700,
      "an announcement first, then it rings" },
    { { { 0, ALICE, BOB, { 0 } },
        { 100, BOB, ALICE, { .status = 180, .to = "b" } },
        { 300, BOB, ALICE, { .status = 183, .to = "b" } },
        { 400, BOB, ALICE, { .status = 180, .to = "b", .headers = "RSeq: 2\r\n" } },
        { 1000, BOB, ALICE, { .status = 200, .to = "b" } } },
      900,
      "the first 180 counts" },
    { { { 0, ALICE, BOB, { 0 } },
        { 100, BOB, ALICE, { .status = 183, .to = "b" } },
        { 1000, BOB, ALICE, { .status = 200, .to = "b" } } },
      900,
      "no 180 comes" },
    { { { 0, ALICE, BOB, { 0 } },
        { 100, BOB, ALICE, { .status = 183 } },
        { 1000, BOB, ALICE, { .status = 200, .to = "b" } } },
      -1,
      "a 183 without a tag makes no early dialog" },
    { { { 0, ALICE, BOB, { 0 } },
        { 100, BOB, ALICE, { .status = 180 } },
        { 1000, BOB, ALICE, { .status = 200, .to = "b" } } },
      900,
      "a 180 needs no tag" },
    { { { 0, ALICE, BOB, { 0 } },
        { 100, BOB, ALICE, { .status = 181, .to = "b" } },
        { 200, BOB, ALICE, { .status = 182, .to = "b" } },
        { 1000, BOB, ALICE, { .status = 200, .to = "b" } } },
      -1,
      "forwarded and queued is not ringing" },
    { { { 0, ALICE, BOB, { 0 } },
        { 100, BOB, ALICE, { .status = 183, .to = "p" } },
        { 200, BOB, ALICE, { .status = 407, .to = "p" } },
        { 300, ALICE, BOB, { .branch = "z9hG4bK-2", .cseq = 2 } },
        { 1000,
          BOB,
          ALICE,
          { .status = 200, .branch = "z9hG4bK-2", .cseq = 2, .to = "b" } } },
      -1,
      "it is the last try that rings" },
    { { { 100, BOB, ALICE, { .status = 100 } },
        { 1000, BOB, ALICE, { .status = 200, .to = "b" } } },
      -1,
      "the capture began late" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize n = 0;
      g_autoptr (LoreCall) call = NULL;

      while (n < G_N_ELEMENTS (rows[i].lines) && rows[i].lines[n].source != NULL)
        n++;
      g_test_message ("%s", rows[i].why);
      call = read_call (rows[i].lines, n);
      g_assert_cmpint (call->ringing_us, ==,
                       rows[i].ringing_ms < 0 ? LORE_TIME_UNKNOWN
                                              : rows[i].ringing_ms * 1000);
    }
}

/* A 180 whose time the file does not say is still the 180: the 183 does not stand in. */
static void
test_ringing_untimed (void)
{
  static const FixtureMessage invite = { 0 };
  static const FixtureMessage progress = { .status = 183, .to = "b" };
  static const FixtureMessage ringing = { .status = 180, .to = "b" };
  static const FixtureMessage answer = { .status = 200, .to = "b" };
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GBytes) bytes = fixture_message (&ringing);
  g_autoptr (LoreCall) call = NULL;
  LoreEvent untimed = { .type = LORE_EVENT_CAPTURED,
                        .lab_us = LORE_TIME_UNKNOWN,
                        .unix_us = LORE_TIME_UNKNOWN,
                        .source = BOB,
                        .destination = ALICE,
                        .message = bytes };

  fixture_append (trace, LORE_EVENT_CAPTURED, 0, ALICE, BOB, &invite);
  fixture_append (trace, LORE_EVENT_CAPTURED, 100, BOB, ALICE, &progress);
  lore_trace_append (trace, &untimed);
  fixture_append (trace, LORE_EVENT_CAPTURED, 1000, BOB, ALICE, &answer);
  call = lore_trace_dup_call (trace, 0);
  g_assert_cmpint (call->ringing_us, ==, LORE_TIME_UNKNOWN);
  g_assert_cmpint (call->setup_us, ==, 1000000);
}

static void
test_keys (void)
{
  static const Line lines[] = {
    { 0, ALICE, BOB, { 0 } },
    { 1,
      ALICE,
      BOB,
      { .method = "INFO",
        .branch = "z9hG4bK-2",
        .cseq = 2,
        .to = "b",
        .type = "application/dtmf-relay",
        .body = "Signal=5\r\nDuration=160\r\n" } },
    { 501,
      ALICE,
      BOB,
      { .method = "INFO",
        .branch = "z9hG4bK-2",
        .cseq = 2,
        .to = "b",
        .type = "application/dtmf-relay",
        .body = "Signal=5\r\nDuration=160\r\n" } },
    { 502,
      PROXY,
      BOB,
      { .method = "INFO",
        .branch = "z9hG4bK-x",
        .cseq = 2,
        .to = "b",
        .type = "application/dtmf-relay",
        .body = "Signal=5\r\nDuration=160\r\n" } },
    { 600,
      ALICE,
      BOB,
      { .method = "INFO",
        .branch = "z9hG4bK-3",
        .cseq = 3,
        .to = "b",
        .type = "application/dtmf",
        .body = "#" } },
  };
  g_autoptr (LoreCall) call = READ (lines);

  g_assert_cmpstr (call->digits, ==, "5#"); /* sent again or at the next hop: one key */
}

static void
test_key (void)
{
  static const struct
  {
    const char *type, *body;
    char key;
    const char *why;
  } rows[] = {
    { "application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", '5', "the usual form" },
    { "application/dtmf-relay", "Signal= *\r\n", '*', "a space" },
    { "Application/DTMF-Relay;x=y", "duration=1\nsignal=d", 'D', "case and order" },
    { "application/dtmf-relay", "Signal=11\r\n", '#',
      "keys that are no digits by number" },
    { "application/dtmf-relay", "Duration=5\r\n", 0, "no signal" },
    { "application/dtmf-relay", "Signal", 0, "cut short" },
    { "application/dtmf-relay", "Signal=55", 0, "no such key" },
    { "application/dtmf", "5", '5', "the bare form" },
    { "application/dtmf", "10\r\n", '*', "by number" },
    { "application/dtmf", "", 0, "nothing" },
    { "text/plain", "5", 0, "not a key at all" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].why);
      g_assert_cmpint (lore_dtmf_key (rows[i].type, rows[i].body), ==, rows[i].key);
    }
}

/* An offer in the 200 is answered in the ACK (RFC 3261 §13.2.1). */
static void
test_late_offer (void)
{
  static const Line lines[] = {
    { 0, ALICE, BOB, { 0 } },
    { 1, BOB, ALICE, { .status = 200, .to = "b", .body = "m=audio 1 RTP/AVP 0 8\r\n" } },
    { 2,
      ALICE,
      BOB,
      { .method = "ACK",
        .branch = "z9hG4bK-2",
        .to = "b",
        .body = "m=audio 2 RTP/AVP 8\r\n" } },
  };
  g_autoptr (LoreCall) call = READ (lines);

  g_assert_cmpstr (call->codecs, ==, "PCMA/8000");
}

static void
test_media (void)
{
  static const struct
  {
    const char *sdp, *summary, *codecs, *why;
  } rows[] = {
    { "m=audio 49170 RTP/AVP 0 8\r\n", "audio PCMU, PCMA", "PCMU/8000, PCMA/8000",
      "static payload types" },
    { "m=audio 1 RTP/AVP 96 101\r\na=rtpmap:96 opus/48000/2\r\na=rtpmap:101 "
      "telephone-event/8000\r\n",
      "audio opus", "opus/48000/2, telephone-event/8000", "dynamic ones" },
    { "m=audio 1 RTP/AVP 0\nm=video 2 RTP/AVP 97\na=rtpmap:97 H264/90000\n",
      "audio PCMU; video H264", "PCMU/8000, H264/90000", "two media, bare LF" },
    { "m=audio 0 RTP/AVP 0\r\nm=video 2 RTP/AVP 31\r\n", "video H261", "H261/90000",
      "port 0 refuses" },
    { "m=audio 1 RTP/AVP 96\r\n", "audio 96", "96", "nobody says what 96 is" },
    { "m=image 1 udptl t38\r\n", "image t38", "t38", "no payload type" },
    { "m=audio\r\n", NULL, NULL, "broken" },
    { "v=0\r\n", NULL, NULL, "no medium" },
    { "", NULL, NULL, "nothing" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const guint8 *data = (const guint8 *)rows[i].sdp;
      g_autofree char *summary = lore_media_dup_summary (data, strlen (rows[i].sdp));
      g_autofree char *codecs = lore_media_dup_codecs (data, strlen (rows[i].sdp));

      g_test_message ("%s", rows[i].why);
      g_assert_cmpstr (summary, ==, rows[i].summary);
      g_assert_cmpstr (codecs, ==, rows[i].codecs);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/answered-and-ended", test_answered_and_ended);
  g_test_add_func ("/call/is-call", test_is_call);
  g_test_add_func ("/call/outcomes", test_outcomes);
  g_test_add_func ("/call/unanswered", test_unanswered);
  g_test_add_func ("/call/two-hops", test_two_hops);
  g_test_add_func ("/call/ringing", test_ringing);
  g_test_add_func ("/call/ringing-untimed", test_ringing_untimed);
  g_test_add_func ("/call/keys", test_keys);
  g_test_add_func ("/call/key", test_key);
  g_test_add_func ("/call/late-offer", test_late_offer);
  g_test_add_func ("/call/media", test_media);
  return g_test_run ();
}
