/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every example, cut short and with bits turned over: never a crash, and what stands
 * before the damage is still read.
 */
#include "fixture.h"

#include <string.h>

#define STEP 97

static void
collect (const char *folder, GPtrArray *paths)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          collect (path, paths);
          g_free (path);
        }
      else if (!g_str_has_suffix (name, ".md"))
        g_ptr_array_add (paths, path);
      else
        g_free (path);
    }
}

static GPtrArray *
list_examples (void)
{
  g_autofree char *folder = fixture_dup_example ("");
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  collect (folder, paths);
  g_assert_cmpuint (paths->len, >, 10);
  return paths;
}

/* How many messages of @whole come first in @part, byte for byte. */
static guint
count_common (LoreTrace *whole, LoreTrace *part)
{
  guint n = MIN (lore_trace_get_n_messages (whole), lore_trace_get_n_messages (part));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GBytes) x = lore_trace_dup_bytes (whole, i);
      g_autoptr (GBytes) y = lore_trace_dup_bytes (part, i);

      if (!g_bytes_equal (x, y))
        return i;
    }
  return n;
}

static LoreTrace *
read_part (const char *data, gsize len)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, len);
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LoreImportReport) report = lore_format_read_bytes (bytes, trace, &error);

  g_assert_true ((report == NULL) == (error != NULL));
  return g_steal_pointer (&trace);
}

/* Where the messages lie in the file is not known here; but a message is lost only to a
 * cut that lies before its end, so each longer part has at least as many whole ones. */
static void
test_cut (void)
{
  g_autoptr (GPtrArray) paths = list_examples ();

  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *data = NULL;
      g_autoptr (LoreTrace) whole = NULL;
      gsize len;
      guint kept = 0;

      g_test_message ("%s", (char *)g_ptr_array_index (paths, i));
      g_assert_true (
          g_file_get_contents (g_ptr_array_index (paths, i), &data, &len, NULL));
      whole = read_part (data, len);
      for (gsize cut = STEP; cut < len; cut += STEP)
        {
          g_autoptr (LoreTrace) part = read_part (data, cut);
          guint common = count_common (whole, part);

          g_assert_cmpuint (common, >=, kept);
          kept = common;
        }
      /* All but the last message are whole when only the last bytes are missing. */
      if (lore_trace_get_n_messages (whole) > 1)
        g_assert_cmpuint (kept, >=, lore_trace_get_n_messages (whole) - 2);
    }
}

static void
test_flip (void)
{
  g_autoptr (GPtrArray) paths = list_examples ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *data = NULL;
      gsize len;

      g_assert_true (
          g_file_get_contents (g_ptr_array_index (paths, i), &data, &len, NULL));
      for (gsize at = 0; at < len; at += STEP)
        {
          g_autofree char *copy = g_memdup2 (data, len);
          g_autoptr (LoreTrace) trace = NULL;

          copy[at] ^= 1 << g_rand_int_range (rand, 0, 8);
          trace = read_part (copy, len);
        }
    }
}

/* Random bytes behind every magic: readers that trust lengths fall here. */
static void
test_noise (void)
{
  static const struct
  {
    const char *magic;
    gsize len;
  } rows[] = {
    { "\xd4\xc3\xb2\xa1\x02\x00\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff\x00\x00"
      "\x01"
      "\x00\x00\x00",
      24 },
    { "\x0a\x0d\x0d\x0a\x1c\x00\x00\x00\x4d\x3c\x2b\x1a\x01\x00\x00\x00\xff\xff\xff\xff"
      "\xff\xff\xff\xff\x1c\x00\x00\x00",
      28 },
    { "siplore-session 1\n", 18 },
    { "INVITE sip:a@example.com SIP/2.0\r\n", 34 },
    { "\x1f\x8b\x08\x00\x00\x00\x00\x00", 8 },
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint round = 0; round < 200; round++)
      {
        char data[2048];
        g_autoptr (LoreTrace) trace = NULL;

        memcpy (data, rows[i].magic, rows[i].len);
        for (gsize at = rows[i].len; at < sizeof data; at++)
          data[at] = round % 2 == 0 ? g_rand_int (rand)
                                    : "\n\r\0 |+-.:0aS\\"[g_rand_int_range (rand, 0, 13)];
        trace = read_part (data, sizeof data);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/damage/cut", test_cut);
  g_test_add_func ("/damage/flip", test_flip);
  g_test_add_func ("/damage/noise", test_noise);
  return g_test_run ();
}
