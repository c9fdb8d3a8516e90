/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"
#include "catalogue/catalogue.h"
#include "plan/network.h"

#include <string.h>

static void
test_shipped (void)
{
  g_auto (GStrv) names = lore_network_plan_dup_names ();

  g_assert_cmpuint (g_strv_length (names), >=, 5);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *text = lore_network_plan_dup_text (names[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (LoreNetworkPlan) plan = lore_network_plan_parse (text, &error);

      g_test_message ("%s", names[i]);
      g_assert_no_error (error);
      g_assert_nonnull (plan->start);
      for (guint j = 0; j < 2; j++)
        {
          g_assert_nonnull (plan->title[j]);
          g_assert_nonnull (plan->about[j]);
        }
    }
  g_assert_null (lore_network_plan_dup_text ("no-such-network"));
}

static void
test_parse (void)
{
  g_autoptr (LoreNetworkPlan) plan = lore_network_plan_parse (
      "# nobody reads this\r\n"
      "\n"
      "  proxy p1 port=5062 domain=a.example,b.example record-route serial "
      "users=alice:se:cret digest=md5,SHA-256-sess qop=auth-int next=Bob\n"
      "uas Bob behaviour=busy answer-after=0.5 session-expires=120 min-se=90\n"
      "bind sip:bob@a.example Bob q=0.3\n"
      "bind sip:eve@a.example sip:eve@192.0.2.7\n"
      "fault drop response 180 nth=1\n"
      "title\tTwo words\n",
      NULL);
  const LorePlanElement *proxy = lore_network_plan_find (plan, "P1");
  const LorePlanElement *bob = lore_network_plan_find (plan, "bob");
  const LorePlanBinding *binding = plan->bindings->pdata[0];

  g_assert_cmpuint (plan->elements->len, ==, 2);
  g_assert_cmpuint (proxy->port, ==, 5062);
  g_assert_cmpstr (proxy->domains[1], ==, "b.example");
  g_assert_cmpstr (proxy->users[0], ==, "alice:se:cret");
  g_assert_cmpstr (proxy->digests[0], ==, "MD5");
  g_assert_cmpstr (proxy->digests[1], ==, "SHA-256-sess");
  g_assert_cmpstr (proxy->qop, ==, "auth-int");
  g_assert_cmpuint (proxy->flags, ==, LORE_PLAN_RECORD_ROUTE | LORE_PLAN_SERIAL);
  g_assert_cmpstr (proxy->next, ==, "Bob");
  g_assert_cmpstr (bob->behaviour, ==, "busy");
  g_assert_cmpfloat (bob->answer_after, ==, 0.5);
  g_assert_cmpuint (bob->session_s, ==, 120);
  g_assert_cmpuint (bob->least_s, ==, 90);
  g_assert_cmpstr (binding->q, ==, "0.3");
  g_assert_cmpstr (plan->faults[0], ==, "drop response 180 nth=1");
  g_assert_cmpstr (plan->title[0], ==, "Two words");
}

static void
test_problems (void)
{
  static const struct
  {
    const char *text, *id, *line, *why;
  } rows[] = {
    { "", "network-empty", "0", "nothing" },
    { "title Empty\n", "network-empty", "2", "a title is no element" },
    { "uas Bob\nrouter x\n", "network-unknown-element", "2", "no such role" },
    { "proxy\n", "network-incomplete", "1", "what is it called?" },
    { "uas Bob\nuas bob\n", "network-name-twice", "2", "case does not count" },
    { "uas Alice\n", "network-name-twice", "1", "Alice is the student" },
    { "uas Bob record-route\n", "network-unknown-setting", "1", "a proxy's setting" },
    { "uas Bob colour=red\n", "network-unknown-setting", "1", "no such setting" },
    { "uas Bob port=99999\n", "network-bad-setting", "1", "no port" },
    { "uas Bob behaviour=funny\n", "network-bad-setting", "1", "no such behaviour" },
    { "uas Bob behaviour=answer:3\n", "network-bad-setting", "answer-after=3",
      "said elsewhere" },
    { "uas Bob answer-after=never\n", "network-bad-setting", "1", "no number" },
    { "registrar r digest=md5,sha1\n", "network-bad-setting", "1", "no such algorithm" },
    { "registrar r qop=none\n", "network-bad-setting", "1", "no such protection" },
    { "redirect r digest=md5\n", "network-unknown-setting", "1", "lets everybody in" },
    { "uas Bob min-se=60\n", "network-bad-setting", "1", "RFC 4028 §5: never below 90" },
    { "uas Bob session-expires=\n", "network-bad-setting", "1", "no number either" },
    { "proxy p record-route=yes\n", "network-bad-setting", "1", "a flag has no value" },
    { "proxy p users=alice\n", "network-bad-setting", "1", "no password" },
    { "proxy p next=q\n", "network-unknown-name", "1", "no such element" },
    { "uas Bob\nbind sip:b@a.example Carol\n", "network-unknown-name", "2", "nobody" },
    { "uas Bob\nstart Carol\n", "network-unknown-name", "3", "nobody either" },
    { "uas Bob\nbind bob\n", "network-incomplete", "2", "bound to what?" },
    { "uas A port=5070\nuas B port=5070\n", "network-port-twice", "2", "one socket" },
    { "proxy a next=b\nproxy b next=c\nproxy c next=a\n", "network-loop", "1", "a loop" },
    { "proxy a next=a\n", "network-loop", "1", "the shortest loop" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *topic = g_strconcat ("problem:", rows[i].id, NULL);
      g_autofree char *english = NULL, *chinese = NULL;

      g_test_message ("%s", rows[i].why);
      g_assert_null (lore_network_plan_parse (rows[i].text, &error));
      g_assert_cmpstr (lore_problem_get_id (error), ==, rows[i].id);
      english = lore_catalogue_dup_sentence (lore_catalogue_get_default (), topic, "en",
                                             lore_problem_get_args (error));
      chinese = lore_catalogue_dup_sentence (lore_catalogue_get_default (), topic,
                                             "zh_CN", lore_problem_get_args (error));
      g_assert_nonnull (strstr (english, rows[i].line));
      g_assert_nonnull (strstr (chinese, rows[i].line));
      g_assert_null (strchr (english, '{'));
      g_assert_null (strchr (chinese, '{'));
    }
}

/* A circle on purpose is none; neither is a chain that ends. */
static void
test_no_loop (void)
{
  g_autoptr (LoreNetworkPlan) wanted =
      lore_network_plan_parse ("proxy a loop next=b\nproxy b next=a\n", NULL);
  g_autoptr (LoreNetworkPlan) chain =
      lore_network_plan_parse ("proxy a next=b\nproxy b next=Bob\nuas Bob\n", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (wanted);
  g_assert_nonnull (chain);
  g_assert_null (lore_network_plan_parse ("uas Bob\nfault drop INVITES\n", &error));
  g_assert_cmpstr (lore_problem_get_id (error), ==, "fault-unexpected");
}

static void
test_topics (void)
{
  for (LoreRole i = 0; i < LORE_N_ROLES; i++)
    {
      LoreRole found;

      g_assert_true (lore_role_lookup (lore_role_get_name (i), &found));
      g_assert_cmpint (found, ==, i);
      g_assert_nonnull (
          lore_catalogue_lookup (lore_catalogue_get_default (), lore_role_get_topic (i)));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/shipped", test_shipped);
  g_test_add_func ("/network/parse", test_parse);
  g_test_add_func ("/network/problems", test_problems);
  g_test_add_func ("/network/no-loop", test_no_loop);
  g_test_add_func ("/network/topics", test_topics);
  return g_test_run ();
}
