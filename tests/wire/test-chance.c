/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/chance.h"

#include <string.h>

static void
test_replay (void)
{
  g_autoptr (LoreChance) one = lore_chance_new (7), same = lore_chance_new (7);
  g_autoptr (LoreChance) other = lore_chance_new (8);
  g_autofree char *a = lore_chance_dup_token (one, 12);
  g_autofree char *b = lore_chance_dup_token (same, 12);
  g_autofree char *c = lore_chance_dup_token (other, 12);

  g_assert_cmpuint (strlen (a), ==, 12);
  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, !=, c);
  g_assert_cmpuint (lore_chance_next (one), ==, lore_chance_next (same));
}

static void
test_fresh (void)
{
  g_autoptr (LoreChance) one = lore_chance_new (0), other = lore_chance_new (0);
  g_autofree char *a = lore_chance_dup_token (one, 12);
  g_autofree char *b = lore_chance_dup_token (other, 12);

  g_assert_cmpstr (a, !=, b);
}

static void
test_range (void)
{
  g_autoptr (LoreChance) chance = lore_chance_new (1);
  guint seen = 0;

  for (guint i = 0; i < 200; i++)
    {
      guint32 value = lore_chance_range (chance, 3, 6);

      g_assert_cmpuint (value, >=, 3);
      g_assert_cmpuint (value, <, 6);
      seen |= 1u << value;
    }
  g_assert_cmpuint (seen, ==, 1u << 3 | 1u << 4 | 1u << 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chance/replay", test_replay);
  g_test_add_func ("/chance/fresh", test_fresh);
  g_test_add_func ("/chance/range", test_range);
  return g_test_run ();
}
