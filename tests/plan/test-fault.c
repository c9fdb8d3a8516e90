/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"
#include "catalogue/catalogue.h"
#include "plan/fault.h"

/* What a rule means, as text: the action, whom it strikes of the datagrams below. */
static const struct
{
  const char *rule;
  const char *strikes; /* of the eight datagrams: by their letters */
  const char *why;
} rows[] = {
  { "drop", "abcdefgh", "all there is" },
  { "drop INVITE", "a", "a method alone is a request" },
  { "drop request", "abcd", "any request" },
  { "drop request BYE", "d", "the long form" },
  { "drop response", "efg", "rubbish is no response" },
  { "drop response 200", "fg", "by status" },
  { "drop response 1xx", "e", "by class" },
  { "drop response 200 to INVITE", "f", "the method that it answers" },
  { "drop response 200 to BYE", "g", "the other one" },
  { "drop to Bob", "abcdh", "a participant" },
  { "drop to bob", "abcdh", "case does not count in names" },
  { "drop from 127.0.0.1:5070", "efg", "an address" },
  { "drop from 127.0.0.1", "abcdefgh", "a host" },
  { "drop from 127.0.0.11", "", "half a host is none" },
  { "drop response to Alice", "efg", "no method: whom it is for" },
  { "drop nth=2", "b", "the second" },
  { "drop first=3", "abc", "the first three" },
  { "drop every=3 to Bob", "c", "every third of those for Bob" },
  { "drop response 200 nth=2", "g", "the second of those that match" },
  { "loss=100%", "abcdefgh", "no action is needed where there is a chance" },
  { "  drop \t INVITE ", "a", "blanks" },
  { "delay 300ms INVITE", "a", "the time is the delay's" },
  { "duplicate 2 BYE", "d", "copies" },
  { "corrupt header To request ACK", "b", "a header field's name" },
  { "corrupt header response 180", "e", "a selector is no header field" },
  { "nat 127.0.0.1:5099 from Alice", "abcdh", "a public address" },
  { "nat from Alice", "abcdh", "any address" },
};

static const struct
{
  const char *text;
  gboolean to_bob;
} datagrams[] = {
  { "INVITE sip:bob@biloxi.example SIP/2.0\r\nCSeq: 1 INVITE\r\n\r\n", TRUE },
  { "ACK sip:bob@biloxi.example SIP/2.0\r\nCSeq: 1 ACK\r\n\r\n", TRUE },
  { "CANCEL sip:bob@biloxi.example SIP/2.0\r\nCSeq: 1 CANCEL\r\n\r\n", TRUE },
  { "BYE sip:bob@biloxi.example SIP/2.0\r\nCSeq: 2 BYE\r\n\r\n", TRUE },
  { "SIP/2.0 180 Ringing\r\nCSeq: 1 INVITE\r\n\r\n", FALSE },
  { "SIP/2.0 200 OK\r\nCSeq: 1 INVITE\r\n\r\n", FALSE },
  { "SIP/2.0 200 OK\r\nCSeq: 2 BYE\r\n\r\n", FALSE },
  { "hello", TRUE },
};

static void
test_matches (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LoreFault) fault = lore_fault_parse (rows[i].rule, &error);
      g_autoptr (GString) struck = g_string_new (NULL);
      guint seen = 0;

      g_assert_no_error (error);
      for (gsize j = 0; j < G_N_ELEMENTS (datagrams); j++)
        {
          SipIndex index;
          LoreFaultDatagram datagram = { &index, "127.0.0.1:5060", "127.0.0.1:5070",
                                         "Alice", "Bob" };

          if (!datagrams[j].to_bob)
            datagram = (LoreFaultDatagram){ &index, "127.0.0.1:5070", "127.0.0.1:5060",
                                            "Bob", "Alice" };
          sip_index ((const guint8 *)datagrams[j].text, strlen (datagrams[j].text),
                     &index);
          if (lore_fault_matches (fault, &datagram) && lore_fault_strikes (fault, ++seen))
            g_string_append_c (struck, 'a' + j);
        }
      g_test_message ("%s: %s", rows[i].rule, rows[i].why);
      g_assert_cmpstr (struck->str, ==, rows[i].strikes);
    }
}

static void
test_values (void)
{
  g_autoptr (LoreFault) delay = lore_fault_parse ("delay 1.5s", NULL);
  g_autoptr (LoreFault) loss = lore_fault_parse ("seed=7 loss=2.5%", NULL);
  g_autoptr (LoreFault) nat = lore_fault_parse ("nat timeout=30s", NULL);
  g_autoptr (LoreFault) corrupt = lore_fault_parse ("corrupt length", NULL);

  g_assert_cmpint (delay->delay_us, ==, 1500000);
  g_assert_cmpuint (loss->loss_ppm, ==, 25000);
  g_assert_cmpuint (loss->seed, ==, 7);
  g_assert_cmpint (nat->delay_us, ==, 30000000);
  g_assert_null (nat->argument);
  g_assert_cmpint (corrupt->part, ==, LORE_FAULT_PART_LENGTH);
}

/* What is wrong is said with its place, in both languages. */
static void
test_problems (void)
{
  static const struct
  {
    const char *rule, *id, *position, *why;
  } wrong[] = {
    { "", "fault-incomplete", "1", "nothing" },
    { "lose INVITE", "fault-unexpected", "1", "no such action" },
    { "drop INVITES", "fault-unexpected", "6", "no such method" },
    { "drop invite", "fault-unexpected", "6", "methods have capitals (RFC 3261 §7.1)" },
    { "drop response 200 too INVITE", "fault-unexpected", "19", "a slip of the pen" },
    { "drop to", "fault-incomplete", "8", "whom?" },
    { "drop nth=0", "fault-unexpected", "10", "counting begins at one" },
    { "drop nth=", "fault-unexpected", "10", "no number" },
    { "loss=120%", "fault-unexpected", "6", "more than all" },
    { "loss=20", "fault-unexpected", "6", "of what?" },
    { "delay", "fault-incomplete", "6", "for how long?" },
    { "delay 300", "fault-unexpected", "7", "300 of what?" },
    { "delay nan INVITE", "fault-unexpected", "7", "no time" },
    { "every=3 to Bob", "fault-unexpected", "1", "does what?" },
    { "drop timeout=3s", "fault-unexpected", "6", "only a NAT has a door" },
    { "duplicate 99", "fault-unexpected", "11", "a flood is no duplicate" },
    { "drop 响应", "fault-unexpected", "6", "places count characters" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      const char *const *args;
      g_autofree char *topic = NULL, *english = NULL, *chinese = NULL, *place = NULL;

      g_test_message ("“%s”: %s", wrong[i].rule, wrong[i].why);
      g_assert_null (lore_fault_parse (wrong[i].rule, &error));
      g_assert_cmpstr (lore_problem_get_id (error), ==, wrong[i].id);
      args = lore_problem_get_args (error);
      topic = g_strconcat ("problem:", wrong[i].id, NULL);
      english =
          lore_catalogue_dup_sentence (lore_catalogue_get_default (), topic, "en", args);
      chinese = lore_catalogue_dup_sentence (lore_catalogue_get_default (), topic,
                                             "zh_CN", args);
      place = g_strdup_printf ("character %s", wrong[i].position);
      g_assert_nonnull (strstr (english, place));
      g_assert_null (strchr (english, '{'));
      g_assert_null (strchr (chinese, '{'));
      g_assert_cmpstr (english, !=, chinese);
    }
}

static void
test_topics (void)
{
  for (guint i = 0; i < LORE_N_FAULT_ACTIONS; i++)
    {
      LoreFault fault = { .action = i };

      g_assert_nonnull (lore_catalogue_lookup (lore_catalogue_get_default (),
                                               lore_fault_get_topic (&fault)));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fault/matches", test_matches);
  g_test_add_func ("/fault/values", test_values);
  g_test_add_func ("/fault/problems", test_problems);
  g_test_add_func ("/fault/topics", test_topics);
  return g_test_run ();
}
