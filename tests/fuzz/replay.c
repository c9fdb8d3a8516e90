/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stands in for libFuzzer where there is none: every file of some folders once.
 */
#include "fuzz.h"

#include <gio/gio.h>
#include <string.h>

static guint
replay_folder (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &error);
  const char *name;
  guint n = 0;

  g_assert_no_error (error);
  for (; (name = g_dir_read_name (folder)) != NULL; n++)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *data = NULL;
      g_autofree guint8 *exact = NULL;
      gsize len;

      g_file_get_contents (file, &data, &len, &error);
      g_assert_no_error (error);
      /* The file's bytes and not one more, so that a sanitizer sees what reads on. */
      exact = g_malloc (MAX (len, 1));
      memcpy (exact, data, len);
      LLVMFuzzerTestOneInput (exact, len);
    }
  return n;
}

int
main (int argc, char *argv[])
{
  guint n = 0;

  for (int i = 1; i < argc; i++)
    n += replay_folder (argv[i]);
  g_print ("%u seeds\n", n);
  return n > 0 ? 0 : 1;
}
