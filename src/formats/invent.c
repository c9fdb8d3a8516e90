/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/invent.h"

#include <string.h>

/* Few enough that what they make by chance means nothing in most languages. */
static const char consonants[] = "lmnrvb";
static const char vowels[] = "aeiou";

static const char *const letters_2[] = { "à", "ä", "ã", "è", "ê", "ì", "î",
                                         "ò", "ö", "õ", "ù", "ü", "ñ", "ø" };
static const char *const letters_3[] = {
  "云", "山", "水", "月", "星", "林", "风", "雨", "江", "河", "石", "春", "秋", "田",
  "雪", "松", "竹", "梅", "兰", "菊", "湖", "岛", "峰", "谷", "川", "晨", "光", "海",
};
static const char *const letters_4[] = { "𠀀", "𠀁", "𠀂", "𠀃", "𠀄", "𠀅", "𠀆", "𠀇" };

static char
pick (const char *set, GRand *rand)
{
  return set[g_rand_int_range (rand, 0, strlen (set))];
}

static char
pick_digit (GRand *rand)
{
  return pick ("0123456789", rand);
}

static const char *
pick_letter (gsize bytes, GRand *rand)
{
  switch (bytes)
    {
    case 2:
      return letters_2[g_rand_int_range (rand, 0, G_N_ELEMENTS (letters_2))];
    case 3:
      return letters_3[g_rand_int_range (rand, 0, G_N_ELEMENTS (letters_3))];
    default:
      return letters_4[g_rand_int_range (rand, 0, G_N_ELEMENTS (letters_4))];
    }
}

/* One character of a word for the one at @at; returns how many bytes that has. What is no
 * UTF-8 stays none: a byte that can only continue a character, alone. */
static gsize
put_letter (GString *out, const char *at, guint *n_letters, GRand *rand)
{
  gunichar c = g_utf8_get_char_validated (at, -1);
  gsize bytes;

  if (g_ascii_isdigit (*at))
    {
      g_string_append_c (out, pick_digit (rand));
      return 1;
    }
  if (g_ascii_isalpha (*at))
    {
      g_string_append_c (out, pick ((*n_letters)++ % 2 == 0 ? consonants : vowels, rand));
      return 1;
    }
  if (c == (gunichar)-1 || c == (gunichar)-2)
    {
      g_string_append_c (out, 0x80 + g_rand_int_range (rand, 0, 0x40));
      return 1;
    }
  bytes = g_utf8_skip[(guint8)*at];
  if (bytes > 1)
    g_string_append (out, pick_letter (bytes, rand));
  else
    g_string_append_c (out, *at);
  return bytes;
}

char *
lore_invent_word (const char *word, guint longer, GRand *rand)
{
  GString *out = g_string_new (NULL);
  guint n_letters = 0;

  for (const char *at = word; *at != '\0';)
    at += put_letter (out, at, &n_letters, rand);
  for (guint i = 0; i < longer; i++)
    put_letter (out, "x", &n_letters, rand);
  return g_string_free (out, FALSE);
}

char *
lore_invent_number (const char *number, guint longer, GRand *rand)
{
  GString *out = g_string_new (NULL);
  gboolean zero = number[0] == '0' && strspn (number, "0") < strlen (number);

  for (gsize i = 0; i < strlen (number) + longer; i++)
    if (i == 0)
      g_string_append_c (out, zero ? '0' : pick ("123456789", rand));
    else
      g_string_append_c (out, pick_digit (rand));
  return g_string_free (out, FALSE);
}

char *
lore_invent_top (const char *top, guint longer, GRand *rand)
{
  GString *out = g_string_new (NULL);
  gsize len = strlen (top) + longer;

  if (len == 2)
    g_string_append_printf (out, "x%c", pick ("abcdefghijklmnopqrstuvwxyz", rand));
  else
    {
      g_string_append (out, len > 2 ? "zq" : "");
      for (guint i = out->len; i < len; i++)
        g_string_append_c (out, pick (i % 2 == 0 ? vowels : consonants, rand));
    }
  return g_string_free (out, FALSE);
}

char *
lore_invent_key (const char *key, guint longer, GRand *rand)
{
  GString *out = g_string_new (NULL);
  gboolean hex = TRUE;

  for (const char *at = key; *at != '\0'; at++)
    hex &= !g_ascii_isalpha (*at) || g_ascii_isxdigit (*at);
  for (const char *at = key; *at != '\0'; at++)
    if (g_ascii_isdigit (*at))
      g_string_append_c (out, pick_digit (rand));
    else if (g_ascii_islower (*at))
      g_string_append_c (out, pick (hex ? "abcdef" : "abcdefghijklmnopqrstuvwxyz", rand));
    else if (g_ascii_isupper (*at))
      g_string_append_c (out, pick (hex ? "ABCDEF" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ", rand));
    else
      g_string_append_c (out, *at);
  for (guint i = 0; i < longer; i++)
    g_string_append_c (out, pick_digit (rand));
  return g_string_free (out, FALSE);
}

/* --- IPv4 -------------------------------------------------------------------- */

/* A number from @low to @high with as many digits as @like, if there is such. */
static guint
pick_octet (guint like, guint low, guint high, GRand *rand)
{
  guint first = like < 10 ? 0 : like < 100 ? 10 : 100;
  guint last = like < 10 ? 9 : like < 100 ? 99 : 255;

  if (MAX (first, low) <= MIN (last, high))
    {
      low = MAX (first, low);
      high = MIN (last, high);
    }
  return g_rand_int_range (rand, low, high + 1);
}

/* Of some that come to mind the one whose length is nearest. */
static char *
invent_public (gsize len, guint longer, GRand *rand)
{
  static const char *const networks[] = { "192.0.2", "198.51.100", "203.0.113" };
  char *best = NULL;
  gsize nearest = G_MAXSIZE;

  for (guint i = 0; i < (longer > 0 ? 1 : 12); i++)
    {
      guint which = g_rand_int_range (rand, 0, 6);
      g_autofree char *found =
          which < 3    ? g_strdup (networks[which])
          : longer < 2 ? g_strdup_printf ("198.%d.%d", g_rand_int_range (rand, 18, 20),
                                          g_rand_int_range (rand, 0, 256))
                       : g_strdup_printf ("%d.%d.%d", g_rand_int_range (rand, 240, 255),
                                          g_rand_int_range (rand, 0, 256),
                                          g_rand_int_range (rand, 0, 256));
      gsize distance = ABS ((int)strlen (found) - (int)len);

      if (distance >= nearest)
        continue;
      nearest = distance;
      g_free (best);
      best = g_steal_pointer (&found);
    }
  return best;
}

char *
lore_invent_network (const char *network, guint longer, GRand *rand)
{
  /* The first octets of a private block, and which second octets belong to it. */
  static const struct
  {
    guint first, low, high;
  } blocks[] = { { 10, 0, 255 },
                 { 172, 16, 31 },
                 { 192, 168, 168 },
                 { 169, 254, 254 },
                 { 100, 64, 127 } };
  g_auto (GStrv) octets = g_strsplit (network, ".", 3);
  guint first = g_ascii_strtoull (octets[0], NULL, 10);
  guint second = g_ascii_strtoull (octets[1], NULL, 10);
  guint third = g_ascii_strtoull (octets[2], NULL, 10);

  for (gsize i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      if (first != blocks[i].first || second < blocks[i].low || second > blocks[i].high)
        continue;
      if (longer > 0)
        second = third = 255;
      if (longer > 1)
        break;
      return g_strdup_printf ("%u.%u.%u", first,
                              pick_octet (second, blocks[i].low, blocks[i].high, rand),
                              pick_octet (third, 0, 255, rand));
    }
  return invent_public (strlen (network), longer, rand);
}

char *
lore_invent_octet (const char *octet, const char *network, guint32 seed)
{
  guint value = g_ascii_strtoull (octet, NULL, 10);
  guint low = value < 10 ? 1 : value < 100 ? 10 : 100;
  guint high = value < 10 ? 9 : value < 100 ? 99 : 254;
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_str_hash (network) ^ seed ^ low);
  guint8 places[256];

  if (value == 0 || value >= 255)
    return g_strdup (octet);
  for (guint i = low; i <= high; i++)
    {
      guint j = g_rand_int_range (rand, low, i + 1);

      places[i] = i;
      places[i] = places[j];
      places[j] = i;
    }
  return g_strdup_printf ("%u", places[value]);
}

/* --- IPv6 -------------------------------------------------------------------- */

static guint16
get_group (const guint8 *bytes, guint group)
{
  return bytes[group * 2] << 8 | bytes[group * 2 + 1];
}

static void
set_group (guint8 *bytes, guint group, guint16 value)
{
  bytes[group * 2] = value >> 8;
  bytes[group * 2 + 1] = value & 0xff;
}

/* Zero stays zero, so that "::" stays where it is. */
static guint16
invent_group (guint16 like, GRand *rand)
{
  guint16 low = like < 0x10 ? 1 : like < 0x100 ? 0x10 : like < 0x1000 ? 0x100 : 0x1000;

  return like == 0 ? 0 : g_rand_int_range (rand, low, (gint32)low * 16);
}

char *
lore_invent_ipv6 (const char *address, guint32 seed, guint longer, GRand *rand)
{
  g_autoptr (GInetAddress) original = g_inet_address_new_from_string (address);
  g_autoptr (GInetAddress) invented = NULL;
  const guint8 *old = g_inet_address_to_bytes (original);
  g_autoptr (GRand) network = NULL;
  guint8 new[16] = { 0 };
  guint32 hash = seed;
  guint group = 0;

  for (guint i = 0; i < 8; i++)
    hash = hash * 33 + old[i];
  network = g_rand_new_with_seed (hash);
  if (old[0] == 0xfe && (old[1] & 0xc0) == 0x80)
    set_group (new, group++, get_group (old, 0));
  else if ((old[0] & 0xfe) == 0xfc)
    set_group (new, group++, old[0] << 8 | g_rand_int_range (network, 0, 256));
  else
    {
      set_group (new, group++, 0x2001);
      set_group (new, group++, 0x0db8);
    }
  for (; group < 8; group++)
    set_group (new, group,
               group + longer >= 8
                   ? g_rand_int_range (rand, 1, 0x10000)
                   : invent_group (get_group (old, group), group < 4 ? network : rand));
  invented = g_inet_address_new_from_bytes (new, G_SOCKET_FAMILY_IPV6);
  return g_inet_address_to_string (invented);
}
