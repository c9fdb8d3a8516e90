/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/chance.h"

#include <sys/random.h>

struct _LoreChance
{
  GRand *rand;
};

LoreChance *
lore_chance_new (guint64 seed)
{
  LoreChance *chance = g_new0 (LoreChance, 1);
  guint32 words[2];

  if (seed == 0 && getrandom (&seed, sizeof seed, 0) != sizeof seed)
    seed = ((guint64)g_random_int () << 32) | g_random_int ();
  words[0] = seed >> 32;
  words[1] = seed & G_MAXUINT32;
  chance->rand = g_rand_new_with_seed_array (words, G_N_ELEMENTS (words));
  return chance;
}

void
lore_chance_free (LoreChance *chance)
{
  g_rand_free (chance->rand);
  g_free (chance);
}

guint32
lore_chance_next (LoreChance *chance)
{
  return g_rand_int (chance->rand);
}

guint32
lore_chance_range (LoreChance *chance, guint32 begin, guint32 end)
{
  g_return_val_if_fail (begin < end, begin);
  return begin + g_rand_int (chance->rand) % (end - begin);
}

/* Without the letters and digits that a class reads out wrongly: 0 o, 1 l. */
char *
lore_chance_dup_token (LoreChance *chance, guint length)
{
  static const char digits[33] = "23456789abcdefghijkmnpqrstuvwxyz";
  char *token = g_malloc (length + 1);

  for (guint i = 0; i < length; i++)
    token[i] = digits[g_rand_int (chance->rand) >> 27];
  token[length] = '\0';
  return token;
}
