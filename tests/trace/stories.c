/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stories.h"

static LoreTrace *
new_with_names (void)
{
  LoreTrace *trace = lore_trace_new ();

  lore_trace_name_participant (trace, ALICE, "Alice", "role:uac");
  lore_trace_name_participant (trace, PROXY, "代理 Proxy", "role:proxy");
  lore_trace_name_participant (trace, BOB, "Bob", "role:uas");
  return trace;
}

static void
pass (LoreTrace *trace, double ms, const char *source, const char *destination,
      const FixtureMessage *message)
{
  fixture_append (trace, LORE_EVENT_SENT, ms, source, destination, message);
  fixture_append (trace, LORE_EVENT_RECEIVED, ms + 0.4, source, destination, message);
}

#define HOP .branch = "z9hG4bK-p", .sent_by = "192.0.2.9"

LoreTrace *
story_new_call (void)
{
  static const FixtureMessage invite = { .body = FIXTURE_SDP };
  static const FixtureMessage trying = { .status = 100, .reason = "Trying" };
  static const FixtureMessage forward = { HOP, .body = FIXTURE_SDP };
  static const FixtureMessage ringing = { HOP, .status = 180, .reason = "Ringing",
                                          .to = "b" };
  static const FixtureMessage rings = { .status = 180, .reason = "Ringing", .to = "b" };
  static const FixtureMessage ok = { HOP, .status = 200, .reason = "OK", .to = "b",
                                     .body = FIXTURE_SDP };
  static const FixtureMessage answer = {
    .status = 200, .reason = "OK", .to = "b", .body = FIXTURE_SDP
  };
  static const FixtureMessage ack = { .method = "ACK", .branch = "z9hG4bK-2", .to = "b" };
  static const FixtureMessage info = { .method = "INFO",
                                       .branch = "z9hG4bK-3",
                                       .cseq = 2,
                                       .to = "b",
                                       .type = "application/dtmf-relay",
                                       .body = "Signal=5\r\n" };
  static const FixtureMessage bye = {
    .method = "BYE", .branch = "z9hG4bK-4", .from = "b", .to = "a"
  };
  static const FixtureMessage gone = { .status = 481,
                                       .reason = "Call/Transaction Does Not Exist",
                                       .answers = "BYE",
                                       .branch = "z9hG4bK-4",
                                       .from = "b",
                                       .to = "a" };
  LoreTrace *trace = new_with_names ();

  pass (trace, 0, ALICE, PROXY, &invite);
  pass (trace, 1, PROXY, ALICE, &trying);
  fixture_append (trace, LORE_EVENT_SENT, 1.5, PROXY, BOB, &forward);
  fixture_append (trace, LORE_EVENT_DROPPED, 1.6, PROXY, BOB, &forward);
  pass (trace, 503, PROXY, BOB, &forward);
  pass (trace, 620, BOB, PROXY, &ringing);
  pass (trace, 621, PROXY, ALICE, &rings);
  pass (trace, 2870, BOB, PROXY, &ok);
  pass (trace, 2871, PROXY, ALICE, &answer);
  pass (trace, 2880, ALICE, BOB, &ack);
  pass (trace, 4000, ALICE, BOB, &info);
  pass (trace, 65000, BOB, ALICE, &bye);
  pass (trace, 65001, ALICE, BOB, &gone);
  return trace;
}

LoreTrace *
story_new_crossing (void)
{
  static const FixtureMessage left = { .to = "b", .body = FIXTURE_SDP };
  static const FixtureMessage right = {
    .branch = "z9hG4bK-r", .from = "b", .to = "a", .body = FIXTURE_SDP
  };
  static const FixtureMessage no_left = { .status = 491,
                                          .reason = "Request Pending",
                                          .to = "b" };
  static const FixtureMessage no_right = { .status = 491,
                                           .reason = "Request Pending",
                                           .branch = "z9hG4bK-r",
                                           .from = "b",
                                           .to = "a" };
  LoreTrace *trace = lore_trace_new ();

  lore_trace_name_participant (trace, ALICE, "Alice", "role:uac");
  lore_trace_name_participant (trace, BOB, "Bob", "role:uas");
  fixture_append (trace, LORE_EVENT_SENT, 0, ALICE, BOB, &left);
  fixture_append (trace, LORE_EVENT_SENT, 5, BOB, ALICE, &right);
  fixture_append (trace, LORE_EVENT_RECEIVED, 20, ALICE, BOB, &left);
  fixture_append (trace, LORE_EVENT_RECEIVED, 25, BOB, ALICE, &right);
  pass (trace, 30, BOB, ALICE, &no_left);
  pass (trace, 31, ALICE, BOB, &no_right);
  return trace;
}

LoreTrace *
story_new_unknown (void)
{
  static const FixtureMessage invite = { .body = FIXTURE_SDP };
  static const FixtureMessage busy = { .status = 486, .reason = "Busy Here", .to = "b" };
  LoreTrace *trace = lore_trace_new ();

  fixture_append (trace, LORE_EVENT_CAPTURED, 0, NULL, NULL, &invite);
  fixture_append (trace, LORE_EVENT_CAPTURED, 100, NULL, NULL, &busy);
  return trace;
}

LoreTrace *
story_new_odd (void)
{
  static const FixtureMessage options = { .method = "OPTIONS" };
  static const FixtureMessage invite = { .branch = "z9hG4bK-2", .call_id = "call-2" };
  const LoreEvent problem = { .type = LORE_EVENT_PROBLEM,
                              .lab_us = 501000,
                              .source = ALICE,
                              .destination = BOB,
                              .name = "problem:port-unreachable" };
  LoreTrace *trace = new_with_names ();

  pass (trace, 0, ALICE, ALICE, &options);
  fixture_append (trace, LORE_EVENT_SENT, 500, ALICE, BOB, &invite);
  lore_trace_append (trace, &problem);
  return trace;
}
