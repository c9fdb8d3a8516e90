/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"
#include "plan/network.h"
#include "plan/networks.h"

#include <glib/gstdio.h>

static void
count_cb (guint *n)
{
  ++*n;
}

static gboolean
has (LoreNetworks *networks, const char *name)
{
  g_auto (GStrv) names = lore_networks_dup_names (networks);

  return g_strv_contains ((const char *const *)names, name);
}

static void
assert_text (LoreNetworks *networks, const char *name, const char *expected)
{
  g_autofree char *text = lore_networks_dup_text (networks, name);

  g_assert_cmpstr (text, ==, expected);
}

/* Saved, read by the next one who looks, deleted; a shipped one comes back. */
static void
test_keeps (void)
{
  g_autofree char *home = g_dir_make_tmp ("siplore-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (home, "networks", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  LoreNetworks *networks = lore_networks_new (folder);
  g_autoptr (LoreNetworks) again = lore_networks_new (folder);
  g_autofree char *shipped = lore_network_plan_dup_text ("direct");
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_signal_connect_swapped (networks, "changed", G_CALLBACK (count_cb), &n);
  g_assert_false (has (networks, "校园"));
  assert_text (networks, "direct", shipped);
  g_assert_true (lore_networks_save (networks, "校园", "uas Bob\n", &error));
  g_assert_true (lore_networks_save (networks, "direct", "uas Eve\n", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (has (again, "校园"));
  assert_text (again, "校园", "uas Bob\n");
  assert_text (again, "direct", "uas Eve\n");
  g_assert_true (lore_networks_is_own (again, "direct"));
  g_assert_false (lore_networks_is_own (again, "proxy"));

  g_assert_true (lore_networks_delete (networks, "direct", &error));
  g_assert_true (lore_networks_delete (networks, "校园", &error));
  g_assert_no_error (error);
  assert_text (networks, "direct", shipped);
  assert_text (networks, "校园", NULL);
  g_assert_finalize_object (networks);
  g_rmdir (path);
  g_rmdir (home);
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *name;
    const char *why;
  } rows[] = {
    { "", "no name" },
    { "../up", "out of the folder" },
    { "a/b", "a folder" },
    { ".hidden", "not shown again" },
  };
  g_autoptr (GFile) folder = g_file_new_for_path ("/dev/null/networks");
  g_autoptr (LoreNetworks) networks = lore_networks_new (folder);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) refused = NULL;

      g_test_message ("%s", rows[i].why);
      g_assert_false (lore_networks_save (networks, rows[i].name, "", &refused));
      g_assert_cmpstr (lore_problem_get_id (refused), ==, "network-name");
    }
  g_assert_false (lore_networks_save (networks, "mine", "", &error));
  g_assert_cmpstr (lore_problem_get_id (error), ==, "network-unsaved");
}

/* An editor marks the line that the message speaks of. */
static void
test_line (void)
{
  static const struct
  {
    const char *text;
    guint line;
    const char *why;
  } rows[] = {
    { "uas Bob\n\nswitch x\n", 3, "an element that nobody knows" },
    { "uas Bob speed=3\n", 1, "a setting that nobody knows" },
    { "# all\nuas Bob\nfault lose it\n", 3, "a rule says nothing of lines" },
    { "proxy a next=b\nuas Bob\n", 1, "seen when all lines are read" },
    { "# nothing\n", 2, "nobody in it: at the end" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LoreNetworkPlan) plan = NULL;
      guint line = 0;

      g_test_message ("%s", rows[i].why);
      plan = lore_network_plan_check (rows[i].text, &line, &error);
      g_assert_null (plan);
      g_assert_nonnull (error);
      g_assert_cmpuint (line, ==, rows[i].line);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/saved-networks/keeps", test_keeps);
  g_test_add_func ("/saved-networks/refuses", test_refuses);
  g_test_add_func ("/saved-networks/line", test_line);
  return g_test_run ();
}
