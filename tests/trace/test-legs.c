/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "trace/legs.h"

#define B2BUA_IN "192.0.2.9:5060"
#define B2BUA_OUT "192.0.2.9:5080"
#define ORIGIN(o)                                                                        \
  "v=0\r\no=" o "\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n"

typedef struct
{
  double ms;
  const char *source, *destination;
  FixtureMessage message;
} Line;

static LoreTrace *
make_trace (const Line *lines)
{
  LoreTrace *trace = lore_trace_new ();

  for (gsize i = 0; lines[i].message.call_id != NULL; i++)
    fixture_append (trace, LORE_EVENT_CAPTURED, lines[i].ms, lines[i].source,
                    lines[i].destination, &lines[i].message);
  return trace;
}

static void
test_joined (void)
{
  static const struct
  {
    Line lines[5];
    const char *groups;   /* for each call the number of its first leg */
    LoreLegReason reason; /* of the last call */
    const char *why;
  } rows[] = {
    { { { 0, ALICE, B2BUA_IN, { .call_id = "a" } },
        { 5, B2BUA_OUT, BOB, { .call_id = "b", .headers = "X-Call-ID: a\r\n" } } },
      "00",
      LORE_LEG_HEADER,
      "the second names the first" },
    { { { 0, B2BUA_OUT, BOB, { .call_id = "b", .headers = "X-Call-ID: a\r\n" } },
        { 5, ALICE, B2BUA_IN, { .call_id = "a" } } },
      "00",
      LORE_LEG_HEADER,
      "the named one comes later in the file" },
    { { { 0, ALICE, B2BUA_IN, { .call_id = "a", .headers = "X-CID: 7\r\n" } },
        { 5, B2BUA_OUT, BOB, { .call_id = "b", .headers = "X-CID: 7\r\n" } } },
      "00",
      LORE_LEG_HEADER,
      "both have the same value" },
    { { { 0, ALICE, B2BUA_IN, { .call_id = "a" } },
        { 5, B2BUA_OUT, BOB, { .call_id = "b", .headers = "X-Call-ID: z\r\n" } } },
      "01",
      LORE_LEG_ALONE,
      "the first leg is not in the trace" },
    { { { 0, ALICE, B2BUA_IN, { .call_id = "a", .branch = "z9hG4bKin" } },
        { 5,
          B2BUA_OUT,
          BOB,
          { .call_id = "b",
            .branch = "z9hG4bKout",
            .headers = "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKin\r\n" } } },
      "00",
      LORE_LEG_VIA,
      "the Via of the first is still there" },
    { { { 0,
          ALICE,
          B2BUA_IN,
          { .call_id = "a", .body = ORIGIN ("- 9 1 IN IP4 192.0.2.1") } },
        { 5,
          B2BUA_OUT,
          BOB,
          { .call_id = "b", .body = ORIGIN ("- 9 1 IN IP4 192.0.2.1") } } },
      "00",
      LORE_LEG_SDP,
      "the offer was passed on" },
    { { { 0,
          ALICE,
          B2BUA_IN,
          { .call_id = "a", .body = ORIGIN ("- 9 1 IN IP4 192.0.2.1") } },
        { 5,
          B2BUA_OUT,
          BOB,
          { .call_id = "b", .body = ORIGIN ("- 8 1 IN IP4 192.0.2.1") } } },
      "01",
      LORE_LEG_ALONE,
      "another offer" },
    { { { 0, ALICE, BOB, { .call_id = "a", .body = ORIGIN ("u 5 2 IN IP4 192.0.2.1") } },
        { 5,
          ALICE,
          BOB,
          { .call_id = "b", .body = ORIGIN ("u 5 2 IN IP4 192.0.2.1") } } },
      "01",
      LORE_LEG_ALONE,
      "a test program whose offers are all the same" },
    { { { 0, ALICE, B2BUA_IN, { .call_id = "a", .body = FIXTURE_SDP } },
        { 5, ALICE, B2BUA_IN, { .call_id = "b", .body = FIXTURE_SDP } },
        { 9, B2BUA_OUT, BOB, { .call_id = "c", .body = FIXTURE_SDP } },
        { 12, B2BUA_OUT, BOB, { .call_id = "d", .body = FIXTURE_SDP } } },
      "0101",
      LORE_LEG_SDP,
      "two at once through a B2BUA: in the order they came" },
    { { { 0, ALICE, B2BUA_IN, { .call_id = "a", .body = FIXTURE_SDP } },
        { 60000, B2BUA_OUT, BOB, { .call_id = "b", .body = FIXTURE_SDP } } },
      "01",
      LORE_LEG_ALONE,
      "a minute later it is another call" },
    { { { 0,
          "127.0.0.1:6000",
          "127.0.0.1:5060",
          { .call_id = "a", .body = FIXTURE_SDP } },
        { 5,
          "127.0.0.1:5060",
          "127.0.0.1:7000",
          { .call_id = "b", .body = FIXTURE_SDP } },
        { 9,
          "127.0.0.1:6000",
          "127.0.0.1:5060",
          { .call_id = "c", .body = FIXTURE_SDP } } },
      "002",
      LORE_LEG_ALONE,
      "on loopback the port says who is who" },
    { { { 0, ALICE, B2BUA_IN, { .call_id = "a", .method = "REGISTER" } },
        { 5,
          B2BUA_OUT,
          BOB,
          { .call_id = "b", .method = "REGISTER", .headers = "X-Call-ID: a\r\n" } } },
      "01",
      LORE_LEG_ALONE,
      "registrations have no legs" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreTrace) trace = make_trace (rows[i].lines);
      g_autoptr (LoreLegs) legs = lore_legs_new (trace, NULL);
      guint n_calls = lore_trace_get_n_calls (trace);

      g_test_message ("%s", rows[i].why);
      for (guint call = 0; call < n_calls; call++)
        {
          guint n;

          g_assert_cmpuint (lore_legs_get_calls (legs, call, &n)[0], ==,
                            rows[i].groups[call] - '0');
        }
      g_assert_cmpint (lore_legs_get_reason (legs, n_calls - 1), ==, rows[i].reason);
    }
}

static void
test_own_header (void)
{
  static const char *const headers[] = { "X-Our-Own", NULL };
  static const Line lines[] = {
    { 0, ALICE, B2BUA_IN, { .call_id = "a" } },
    { 5, B2BUA_OUT, BOB, { .call_id = "b", .headers = "x-our-own: a\r\n" } },
    { 0 },
  };
  g_autoptr (LoreTrace) trace = make_trace (lines);
  g_autoptr (LoreLegs) usual = lore_legs_new (trace, NULL);
  g_autoptr (LoreLegs) own = lore_legs_new (trace, headers);
  guint n;

  lore_legs_get_calls (usual, 0, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (lore_legs_get_calls (own, 0, &n)[1], ==, 1);
  g_assert_cmpuint (n, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/legs/joined", test_joined);
  g_test_add_func ("/legs/own-header", test_own_header);
  return g_test_run ();
}
