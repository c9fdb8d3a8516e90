/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "base/args.h"
#include "catalogue/catalogue.h"
#include "draw/describe.h"
#include "trace/narrate.h"

#include <string.h>

#define CONTACT "Contact: <sip:alice@192.0.2.1>;expires=60\r\n"
#define AUTH "Authorization: Digest username=\"a\", realm=\"atlanta.example\"\r\n"

/* The sentence each message is told by. A message stands alone, or behind @before. */
static const struct
{
  const char *id;
  FixtureMessage message;
  FixtureMessage before;
} kinds[] = {
  { "invite", { .body = FIXTURE_SDP } },
  { "invite-no-offer", { .method = "INVITE" } },
  { "invite-credentials", { .headers = AUTH, .body = FIXTURE_SDP } },
  { "re-invite", { .to = "b", .body = FIXTURE_SDP } },
  { "re-invite-no-offer", { .to = "b" } },
  { "ack-2xx",
    { .method = "ACK", .branch = "z9hG4bK-2", .to = "b" },
    { .status = 200, .to = "b" } },
  { "ack-failure", { .method = "ACK", .to = "b" }, { .method = "INVITE" } },
  { "ack", { .method = "ACK", .to = "b" } },
  { "bye", { .method = "BYE", .to = "b" } },
  { "bye-no-dialog", { .method = "BYE" } },
  { "cancel", { .method = "CANCEL" } },
  { "options", { .method = "OPTIONS" } },
  { "register-query", { .method = "REGISTER" } },
  { "register-bind", { .method = "REGISTER", .headers = CONTACT } },
  { "register-remove",
    { .method = "REGISTER", .headers = "Contact: <sip:a@b>;expires=0\r\n" } },
  { "register-remove",
    { .method = "REGISTER", .headers = "m: <sip:a@b>\r\nExpires: 0\r\n" } },
  { "register-remove-all",
    { .method = "REGISTER", .headers = "Contact: *\r\nExpires: 0\r\n" } },
  { "register-credentials", { .method = "REGISTER", .headers = CONTACT AUTH } },
  { "info-key",
    { .method = "INFO",
      .to = "b",
      .type = "application/dtmf-relay",
      .body = "Signal=5" } },
  { "info", { .method = "INFO", .to = "b" } },
  { "message", { .method = "MESSAGE", .type = "text/plain", .body = "hi" } },
  { "notify",
    { .method = "NOTIFY",
      .headers = "Event: presence\r\nSubscription-State: active\r\n" } },
  { "prack", { .method = "PRACK", .to = "b", .headers = "RAck: 1 1 INVITE\r\n" } },
  { "publish", { .method = "PUBLISH", .headers = "Event: presence\r\nExpires: 60\r\n" } },
  { "refer",
    { .method = "REFER", .headers = "Refer-To: <sip:carol@chicago.example>\r\n" } },
  { "subscribe",
    { .method = "SUBSCRIBE", .headers = "Event: presence\r\nExpires: 60\r\n" } },
  { "subscribe-end",
    { .method = "SUBSCRIBE", .headers = "Event: presence\r\nExpires: 0\r\n" } },
  { "update-offer", { .method = "UPDATE", .to = "b", .body = FIXTURE_SDP } },
  { "update", { .method = "UPDATE", .to = "b" } },
  { "other-method", { .method = "FROB" } },
  { "100", { .status = 100, .reason = "Trying" } },
  { "180", { .status = 180, .to = "b" } },
  { "181", { .status = 181, .to = "b" } },
  { "182", { .status = 182, .to = "b" } },
  { "183", { .status = 183, .to = "b" } },
  { "183-media", { .status = 183, .to = "b", .body = FIXTURE_SDP } },
  { "199", { .status = 199, .to = "b" } },
  { "1xx", { .status = 177, .to = "b" } },
  { "200-invite",
    { .status = 200, .to = "b", .body = FIXTURE_SDP },
    { .method = "INVITE" } },
  { "200-invite-bare", { .status = 200, .to = "b" } },
  { "200-re-invite", { .status = 200, .to = "b", .body = FIXTURE_SDP }, { .to = "b" } },
  { "200-bye", { .status = 200, .answers = "BYE", .to = "b" } },
  { "200-cancel", { .status = 200, .answers = "CANCEL", .to = "b" } },
  { "200-register",
    { .status = 200, .answers = "REGISTER", .to = "b", .headers = CONTACT } },
  { "200-register-empty", { .status = 200, .answers = "REGISTER", .to = "b" } },
  { "200-options",
    { .status = 200,
      .answers = "OPTIONS",
      .to = "b",
      .headers = "Allow: INVITE, ACK\r\n" } },
  { "200-prack", { .status = 200, .answers = "PRACK", .to = "b" } },
  { "200-update", { .status = 200, .answers = "UPDATE", .to = "b" } },
  { "200-info", { .status = 200, .answers = "INFO", .to = "b" } },
  { "200-message", { .status = 200, .answers = "MESSAGE", .to = "b" } },
  { "200-notify", { .status = 200, .answers = "NOTIFY", .to = "b" } },
  { "200-publish",
    { .status = 200, .answers = "PUBLISH", .to = "b", .headers = "Expires: 60\r\n" } },
  { "200-subscribe", { .status = 200, .answers = "SUBSCRIBE", .to = "b" } },
  { "200-subscribe", { .status = 202, .answers = "SUBSCRIBE", .to = "b" } },
  { "202-refer", { .status = 202, .answers = "REFER", .to = "b" } },
  { "2xx", { .status = 200, .answers = "FROB", .to = "b" } },
  { "2xx", { .status = 204, .answers = "SUBSCRIBE", .to = "b" } },
  { "300", { .status = 300, .headers = "Contact: <sip:c@d>, <sip:e@f>\r\n" } },
  { "301", { .status = 301, .headers = CONTACT } },
  { "302", { .status = 302, .headers = CONTACT } },
  { "305", { .status = 305, .headers = CONTACT } },
  { "380", { .status = 380 } },
  { "3xx", { .status = 399 } },
  { "400", { .status = 400 } },
  { "401",
    { .status = 401,
      .headers = "WWW-Authenticate: Digest realm=\"a b\", nonce=\"1\"\r\n" } },
  { "402", { .status = 402 } },
  { "403", { .status = 403 } },
  { "404", { .status = 404 } },
  { "405", { .status = 405, .headers = "Allow: INVITE\r\n" } },
  { "406", { .status = 406 } },
  { "407", { .status = 407, .headers = "Proxy-Authenticate: Digest REALM=\"p\"\r\n" } },
  { "408", { .status = 408 } },
  { "410", { .status = 410 } },
  { "413", { .status = 413 } },
  { "414", { .status = 414 } },
  { "415", { .status = 415, .headers = "Accept: application/sdp\r\n" } },
  { "416", { .status = 416 } },
  { "420", { .status = 420, .headers = "Unsupported: 100rel\r\n" } },
  { "421", { .status = 421, .headers = "Require: 100rel\r\n" } },
  { "422", { .status = 422, .headers = "Min-SE: 90\r\n" } },
  { "423", { .status = 423, .headers = "Min-Expires: 60\r\n" } },
  { "480", { .status = 480 } },
  { "481", { .status = 481 } },
  { "482", { .status = 482 } },
  { "483", { .status = 483 } },
  { "484", { .status = 484 } },
  { "485", { .status = 485 } },
  { "486", { .status = 486 } },
  { "487", { .status = 487 } },
  { "488", { .status = 488 } },
  { "489", { .status = 489 }, { .method = "INVITE", .headers = "Event: x\r\n" } },
  { "491", { .status = 491 } },
  { "493", { .status = 493 } },
  { "494", { .status = 494 } },
  { "4xx", { .status = 499 } },
  { "500", { .status = 500 } },
  { "501", { .status = 501 } },
  { "502", { .status = 502 } },
  { "503", { .status = 503, .headers = "Retry-After: 5\r\n" } },
  { "504", { .status = 504 } },
  { "505", { .status = 505 } },
  { "513", { .status = 513 } },
  { "580", { .status = 580 } },
  { "5xx", { .status = 599 } },
  { "600", { .status = 600 } },
  { "603", { .status = 603 } },
  { "604", { .status = 604 } },
  { "606", { .status = 606 } },
  { "607", { .status = 607 } },
  { "6xx", { .status = 699 } },
  { "odd-status", { .status = 799 } },
};

/* Inner events, told by their own sentences. */
static const struct
{
  const char *id;
  LoreEvent event;
} inner[] = {
#define TIMER(letter)                                                                    \
  {                                                                                      \
    "timer-fired-" letter,                                                               \
    {                                                                                    \
      .type = LORE_EVENT_TIMER_FIRED, .element = "alice", .name = "timer:" letter        \
    }                                                                                    \
  }
  TIMER ("A"),
  TIMER ("B"),
  TIMER ("C"),
  TIMER ("D"),
  TIMER ("E"),
  TIMER ("F"),
  TIMER ("G"),
  TIMER ("H"),
  TIMER ("I"),
  TIMER ("J"),
  TIMER ("K"),
  TIMER ("L"),
  TIMER ("M"),
  { "timer-fired",
    { .type = LORE_EVENT_TIMER_FIRED, .element = "bob", .name = "timer:T" } },
  { "timer-fired", { .type = LORE_EVENT_TIMER_FIRED } },
  { "timer-set",
    { .type = LORE_EVENT_TIMER_SET,
      .element = "alice",
      .name = "timer:A",
      .duration_us = 500000 } },
  { "timer-cancelled",
    { .type = LORE_EVENT_TIMER_CANCELLED, .element = "alice", .name = "timer:A" } },
  { "state-begins",
    { .type = LORE_EVENT_STATE,
      .element = "alice",
      .name = "machine:invite-client",
      .to_state = "state:calling" } },
  { "state",
    { .type = LORE_EVENT_STATE,
      .element = "alice",
      .name = "machine:invite-client",
      .from_state = "state:calling",
      .to_state = "state:proceeding" } },
  { "state", { .type = LORE_EVENT_STATE, .from_state = "state:calling" } },
};

/* No {name} is left, no id stands where words should, and the languages differ. */
static void
check_words (const char *id, const char *english, const char *chinese)
{
  g_test_message ("%s: %s | %s", id, english, chinese);
  for (guint i = 0; i < 2; i++)
    {
      const char *words = i == 0 ? english : chinese;

      g_assert_null (strpbrk (words, "{}"));
      g_assert_null (strstr (words, "narration:"));
      g_assert_null (strstr (words, "state:"));
      g_assert_null (strstr (words, "machine:"));
      g_assert_true (g_utf8_validate (words, -1, NULL));
      g_assert_true (*words != '\0');
    }
  g_assert_cmpstr (english, !=, chinese);
}

static void
mark (GHashTable *seen, const char *id)
{
  g_hash_table_add (seen, g_strdup (id));
}

static void
test_messages (GHashTable *seen)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_auto (GStrv) args = NULL;
      g_autofree char *english = NULL;
      g_autofree char *chinese = NULL;
      g_autofree char *note = NULL;
      g_autofree char *label = NULL;
      const FixtureMessage *before = &kinds[i].before;
      guint32 message;
      const char *id;

      lore_trace_name_participant (trace, ALICE, "Alice", NULL);
      lore_trace_name_participant (trace, BOB, "Bob", NULL);
      if (before->method != NULL || before->status != 0 || before->to != NULL)
        fixture_append (trace, LORE_EVENT_CAPTURED, 0, ALICE, BOB, before);
      message =
          fixture_append (trace, LORE_EVENT_CAPTURED, 180, ALICE, BOB, &kinds[i].message);
      id = lore_narrate_message (trace, message, &args);
      g_assert_true (g_str_has_prefix (id, "narration:"));
      g_assert_cmpstr (id + strlen ("narration:"), ==, kinds[i].id);
      mark (seen, id);

      english = lore_describe_narration (trace, message, "en");
      chinese = lore_describe_narration (trace, message, "zh_CN");
      check_words (id, english, chinese);
      g_assert_nonnull (strstr (english, "Alice") != NULL ? strstr (english, "Alice")
                                                          : strstr (english, "Bob"));
      note = lore_describe_note (trace, message, "both");
      g_assert_true (note == NULL || strpbrk (note, "{}`") == NULL);
      label = lore_describe_message (trace, message, "both");
      g_assert_null (strpbrk (label, "{}`"));
    }
}

static void
test_events (GHashTable *seen)
{
  for (gsize i = 0; i < G_N_ELEMENTS (inner); i++)
    {
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_auto (GStrv) args = NULL;
      g_autofree char *english = NULL;
      g_autofree char *chinese = NULL;
      guint32 event = lore_trace_append (trace, &inner[i].event);
      const char *id = lore_narrate_event (trace, event, &args);

      g_assert_cmpstr (id + strlen ("narration:"), ==, inner[i].id);
      mark (seen, id);
      english = lore_describe_event (trace, event, "en");
      chinese = lore_describe_event (trace, event, "zh_CN");
      check_words (id, english, chinese);
    }
}

/* Remarks, notes and labels by the story that brings them about. */
static void
test_stories (GHashTable *seen)
{
  static const struct
  {
    const char *id;
    FixtureMessage message;
    LoreEventType type;
  } rows[] = {
    { "repeat-invite", { .body = FIXTURE_SDP }, LORE_EVENT_SENT },
    { "repeat-request", { .method = "OPTIONS" }, LORE_EVENT_SENT },
    { "repeat-ack", { .method = "ACK", .to = "b" }, LORE_EVENT_SENT },
    { "repeat-2xx", { .status = 200, .to = "b" }, LORE_EVENT_SENT },
    { "repeat-failure", { .status = 486, .to = "b" }, LORE_EVENT_SENT },
    { "repeat-response", { .status = 180, .to = "b" }, LORE_EVENT_SENT },
    { "repeat-response",
      { .status = 200, .answers = "BYE", .to = "b" },
      LORE_EVENT_SENT },
    { "lost", { .method = "BYE", .to = "b" }, LORE_EVENT_DROPPED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_auto (GStrv) args = NULL;
      g_autofree char *english = NULL;
      g_autofree char *chinese = NULL;
      guint32 message;
      const char *id;

      fixture_append (trace, LORE_EVENT_SENT, 0, ALICE, BOB, &rows[i].message);
      message = fixture_append (trace, rows[i].type, 500, ALICE, BOB, &rows[i].message);
      id = lore_narrate_remark (trace, message, &args);
      g_assert_cmpstr (id + strlen ("narration:"), ==, rows[i].id);
      mark (seen, id);
      english = lore_describe_narration (trace, message, "en");
      chinese = lore_describe_narration (trace, message, "zh_CN");
      check_words (id, english, chinese);
    }
}

static void
test_notes (GHashTable *seen)
{
  static const struct
  {
    FixtureMessage message;
    const char *id, *english, *both;
  } rows[] = {
    { { .body = FIXTURE_SDP },
      "note-offer",
      "offer: audio PCMU",
      "offer · 提议: audio PCMU" },
    { { .method = "INFO", .type = "application/dtmf", .body = "5" },
      "note-key",
      "key 5",
      "key · 按键 5" },
    { { .status = 302, .headers = CONTACT },
      "note-contact",
      "to sip:alice@192.0.2.1",
      NULL },
    { { .status = 401, .headers = "WWW-Authenticate: Digest realm=\"r\"\r\n" },
      "note-challenge",
      "realm r",
      NULL },
    { { .method = "OPTIONS", .headers = AUTH },
      "note-credentials",
      "with credentials",
      NULL },
    { { .method = "REGISTER", .headers = CONTACT },
      "note-binding",
      "sip:alice@192.0.2.1, 60 s",
      NULL },
    { { .method = "REGISTER", .headers = "m: <sip:a@b>\r\n" },
      "note-bound",
      "sip:a@b",
      "sip:a@b" },
    { { .status = 401 }, NULL, NULL, NULL },
    { { .method = "SUBSCRIBE", .headers = "o: presence\r\n" },
      "note-event",
      "event presence",
      NULL },
    { { .method = "BYE" }, NULL, NULL, NULL },
    { { .status = 180 }, NULL, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_auto (GStrv) args = NULL;
      guint32 message =
          fixture_append (trace, LORE_EVENT_CAPTURED, 0, ALICE, BOB, &rows[i].message);
      const char *id = lore_narrate_note (trace, message, &args);
      g_autofree char *english = lore_describe_note (trace, message, "en");
      g_autofree char *both = lore_describe_note (trace, message, "both");

      g_assert_cmpstr (id != NULL ? id + strlen ("narration:") : NULL, ==, rows[i].id);
      g_assert_cmpstr (english, ==, rows[i].english);
      if (rows[i].both != NULL)
        g_assert_cmpstr (both, ==, rows[i].both);
      if (id != NULL)
        mark (seen, id);
    }
}

/* An answer is SDP in the response to an offer; a retransmission and a loss say so. */
static void
test_notes_of_a_story (GHashTable *seen)
{
  static const FixtureMessage invite = { .body = FIXTURE_SDP };
  static const FixtureMessage ok = { .status = 200, .to = "b", .body = FIXTURE_SDP };
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autofree char *answer = NULL;
  g_autofree char *again = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *unanswered = NULL;
  g_autofree char *ruled = NULL;
  LoreEvent problem = { .type = LORE_EVENT_PROBLEM, .source = ALICE, .destination = BOB };
  LoreEvent by_rule = { .type = LORE_EVENT_DROPPED,
                        .source = ALICE,
                        .destination = BOB,
                        .name = "fault:drop",
                        .subject = "drop INVITE" };
  guint32 id;

  fixture_append (trace, LORE_EVENT_CAPTURED, 0, ALICE, BOB, &invite);
  id = fixture_append (trace, LORE_EVENT_CAPTURED, 503, ALICE, BOB, &invite);
  again = lore_describe_note (trace, id, "en");
  g_assert_cmpstr (again, ==, "retransmission, +503 ms");
  id = fixture_append (trace, LORE_EVENT_CAPTURED, 600, BOB, ALICE, &ok);
  answer = lore_describe_note (trace, id, "zh_CN");
  g_assert_cmpstr (answer, ==, "应答：audio PCMU");
  id = fixture_append (trace, LORE_EVENT_DROPPED, 700, ALICE, BOB, &invite);
  lost = lore_describe_note (trace, id, "en");
  g_assert_cmpstr (lost, ==, "lost");
  by_rule.message = lore_trace_dup_bytes (trace, id);
  lore_trace_append (trace, &by_rule);
  ruled = lore_describe_note (trace, id + 1, "en");
  g_assert_cmpstr (ruled, ==, "lost: drop INVITE");
  g_bytes_unref (by_rule.message);
  id = fixture_append (trace, LORE_EVENT_SENT, 800, ALICE, BOB, &invite);
  lore_trace_append (trace, &problem);
  unanswered = lore_describe_note (trace, id, "en");
  g_assert_cmpstr (unanswered, ==, "nobody there");
  mark (seen, "narration:note-answer");
  mark (seen, "narration:note-repeat");
  mark (seen, "narration:note-lost");
  mark (seen, "narration:note-fault");
  mark (seen, "narration:note-unanswered");
  mark (seen, "narration:unanswered");
}

static void
test_labels (GHashTable *seen)
{
  static const FixtureMessage invite = { .body = FIXTURE_SDP };
  static const FixtureMessage busy = { .status = 486, .reason = "Busy Here", .to = "b" };
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GBytes) rubbish = g_bytes_new_static ("\0\xff{time}", 8);
  static const char *const english[] = {
    "INVITE from Alice to 198.51.100.2:5060",
    "INVITE from Alice to 198.51.100.2:5060, after 180 ms, retransmission",
    "486 Busy Here from 198.51.100.2:5060 to Alice, after 1.25 s",
    "INVITE from someone to someone, after 2 s",
    "No SIP message from Alice to 198.51.100.2:5060, lost",
  };

  lore_trace_name_participant (trace, ALICE, "Alice", NULL);
  fixture_append (trace, LORE_EVENT_CAPTURED, 100, ALICE, BOB, &invite);
  fixture_append (trace, LORE_EVENT_CAPTURED, 280, ALICE, BOB, &invite);
  fixture_append (trace, LORE_EVENT_CAPTURED, 1350, BOB, ALICE, &busy);
  fixture_append (trace, LORE_EVENT_CAPTURED, 2100, NULL, NULL, &invite);
  fixture_append_bytes (trace, LORE_EVENT_DROPPED, 2200, ALICE, BOB, rubbish);
  for (guint32 i = 0; i < G_N_ELEMENTS (english); i++)
    {
      g_autofree char *label = lore_describe_message (trace, i, "en");

      g_assert_cmpstr (label, ==, english[i]);
    }
  {
    g_autofree char *chinese = lore_describe_message (trace, 1, "zh_CN");
    g_autofree char *arrow = lore_describe_arrow (trace, 2);
    g_autofree char *none = lore_describe_arrow (trace, 4);
    g_autofree char *told = lore_describe_narration (trace, 4, "both");
    g_autofree char *nobody = lore_describe_narration (trace, 3, "en");
    g_autofree char *nobody_chinese = lore_describe_narration (trace, 3, "zh_CN");

    /* A sentence begins with a capital, and no space stands between Han characters. */
    g_assert_true (g_str_has_prefix (nobody, "Someone asks someone"));
    g_assert_true (g_str_has_prefix (nobody_chinese, "某一方请某一方"));

    g_assert_cmpstr (chinese, ==,
                     "INVITE，从 Alice 到 198.51.100.2:5060，180 ms 后，重传");
    g_assert_cmpstr (arrow, ==, "486 Busy Here");
    g_assert_cmpstr (none, ==, "?");
    g_assert_true (g_utf8_validate (told, -1, NULL));
  }
  mark (seen, "narration:not-sip");
}

/* Every sentence of narrations.def was told above, or is a piece of one that was; and the
 * catalogue has no narration that nothing tells. */
static void
test_complete (GHashTable *seen)
{
  LoreCatalogue *catalogue = lore_catalogue_get_default ();
  const LoreTopic *const *topics = lore_catalogue_get_topics (catalogue);
  const char *const *ids = lore_narrate_list ();

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      gboolean piece = g_str_has_prefix (ids[i], "narration:label-")
                       || g_str_equal (ids[i], "narration:someone")
                       || g_str_equal (ids[i], "narration:nothing")
                       || g_str_equal (ids[i], "narration:note-truncated")
                       || g_str_equal (ids[i], "narration:received");
      const LoreTopic *topic = lore_catalogue_lookup (catalogue, ids[i]);

      g_test_message ("%s", ids[i]);
      g_assert_nonnull (topic);
      g_assert_nonnull (lore_topic_get_sentence (topic, "en"));
      g_assert_true (lore_topic_has_language (topic, "zh_CN"));
      g_assert_true (piece || g_hash_table_contains (seen, ids[i]));
    }
  for (gsize i = 0; topics[i] != NULL; i++)
    if (g_str_has_prefix (lore_topic_get_id (topics[i]), "narration:"))
      g_assert_true (g_strv_contains (ids, lore_topic_get_id (topics[i])));
}

static void
test_all (void)
{
  g_autoptr (GHashTable) seen =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  test_messages (seen);
  test_events (seen);
  test_stories (seen);
  test_notes (seen);
  test_notes_of_a_story (seen);
  test_labels (seen);
  test_complete (seen);
}

static void
test_message_events (void)
{
  static const FixtureMessage invite = { .body = FIXTURE_SDP };
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autofree char *sent = NULL;
  g_autofree char *received = NULL;

  lore_trace_name_participant (trace, ALICE, "Alice", NULL);
  lore_trace_name_participant (trace, BOB, "Bob", NULL);
  fixture_append (trace, LORE_EVENT_SENT, 0, ALICE, BOB, &invite);
  fixture_append (trace, LORE_EVENT_RECEIVED, 40, ALICE, BOB, &invite);
  sent = lore_describe_event (trace, 0, "en");
  received = lore_describe_event (trace, 1, "en");
  g_assert_true (g_str_has_prefix (sent, "Alice asks Bob for a session"));
  g_assert_cmpstr (received, ==, "Bob receives INVITE after 40 ms on the way.");
}

static void
test_durations (void)
{
  static const struct
  {
    gint64 us;
    const char *text;
  } rows[] = {
    { 0, "0 µs" },           { 40, "40 µs" },      { 1000, "1 ms" },
    { 180400, "180 ms" },    { 999400, "999 ms" }, { 1000000, "1 s" },
    { 2250000, "2.25 s" },   { 2500000, "2.5 s" }, { 32000000, "32 s" },
    { 65010000, "65.01 s" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = lore_duration_dup_text (rows[i].us);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/describe/all", test_all);
  g_test_add_func ("/describe/message-events", test_message_events);
  g_test_add_func ("/describe/durations", test_durations);
  return g_test_run ();
}
