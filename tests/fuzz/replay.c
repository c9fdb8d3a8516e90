/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stands in for libFuzzer where there is none: every file of a folder once.
 */
#include "fuzz.h"

#include <gio/gio.h>
#include <string.h>

int
main (int argc, char *argv[])
{
  g_autoptr (GDir) folder = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;
  guint n = 0;

  if (argc != 2)
    return 2;
  folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      g_autofree char *data = NULL;
      g_autofree guint8 *exact = NULL;
      gsize len;

      g_file_get_contents (path, &data, &len, &error);
      g_assert_no_error (error);
      /* The file's bytes and not one more, so that a sanitizer sees what reads on. */
      exact = g_malloc (MAX (len, 1));
      memcpy (exact, data, len);
      LLVMFuzzerTestOneInput (exact, len);
      n++;
    }
  g_print ("%u seeds\n", n);
  return n > 0 ? 0 : 1;
}
