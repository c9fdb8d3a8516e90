/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/reason.h"

#include <errno.h>

static void
test_domains (void)
{
  static const struct
  {
    GQuark (*domain) (void);
    int code;
    const char *reason;
    const char *why;
  } rows[] = {
    { g_io_error_quark, G_IO_ERROR_NO_SPACE, "reason:no-space", "as GIO says it" },
    { g_file_error_quark, G_FILE_ERROR_NOSPC, "reason:no-space", "as GLib says it" },
    { g_file_error_quark, G_FILE_ERROR_PERM, "reason:permission", "one row, two codes" },
    { g_tls_error_quark, G_TLS_ERROR_BAD_CERTIFICATE, "reason:certificate",
      "whatever it is about certificates" },
    { g_io_error_quark, G_IO_ERROR_FAILED, "reason:failed", "no code of its own: EIO" },
    { g_io_error_quark, G_IO_ERROR_NOT_MOUNTED, "its words", "rare: as it is" },
    { g_key_file_error_quark, G_IO_ERROR_NO_SPACE, "its words", "the domain counts" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) cause =
          g_error_new_literal (rows[i].domain (), rows[i].code, "its words");

      g_test_message ("%s", rows[i].why);
      g_assert_cmpstr (lore_reason_get (cause), ==, rows[i].reason);
    }
}

/* What errno becomes in either domain is one reason. */
static void
test_errno (void)
{
  static const int rows[] = { ENOENT, EACCES, EISDIR, ENOTDIR, EEXIST,      ENOSPC,
                              EROFS,  ELOOP,  EMFILE, EPIPE,   ENAMETOOLONG };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) io = g_error_new_literal (
          G_IO_ERROR, g_io_error_from_errno (rows[i]), g_strerror (rows[i]));
      g_autoptr (GError) file = g_error_new_literal (
          G_FILE_ERROR, g_file_error_from_errno (rows[i]), g_strerror (rows[i]));

      g_test_message ("%s", g_strerror (rows[i]));
      g_assert_true (g_str_has_prefix (lore_reason_get (io), "reason:"));
      g_assert_cmpstr (lore_reason_get (io), ==, lore_reason_get (file));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/reason/domains", test_domains);
  g_test_add_func ("/base/reason/errno", test_errno);
  return g_test_run ();
}
