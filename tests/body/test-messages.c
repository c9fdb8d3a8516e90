/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The project's own set of messages, legal however odd and malformed in every way
 * (tests/messages, with a manifest): verdict and codes, and both again after each of
 * twenty rewrites that change nothing. The same rewrites for the messages of RFC 4475 and
 * RFC 5118 where SIPLORE_SHARED has them.
 */
#include <string.h>

#include "body/dissect.h"
#include "rewrite.h"
#include "sip/facts.h"
#include "tree-dump.h"

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The ids of what is worse than a note, sorted and parted by spaces; @all: of the notes
 * too. *ret_valid = whether there is no error. */
static char *
list_codes (GBytes *bytes, gboolean all, gboolean *ret_valid)
{
  g_autoptr (SipTree) tree = body_dissect (bytes);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  const SipDiagnostic *diagnostics;
  guint n;

  tree_assert_sound (tree);
  diagnostics = sip_tree_get_diagnostics (tree, &n);
  *ret_valid = TRUE;
  for (guint i = 0; i < n; i++)
    {
      const SipDiagnosticRow *row = sip_diagnostic_get_row (diagnostics[i].code);

      *ret_valid &= row->severity != SIP_SEVERITY_ERROR;
      if (all || row->severity != SIP_SEVERITY_NOTE)
        g_ptr_array_add (ids, (gpointer)row->id);
    }
  g_ptr_array_sort (ids, compare_ids);
  g_ptr_array_add (ids, NULL);
  return g_strjoinv (" ", (char **)ids->pdata);
}

static void
check_rewrites (const char *name, GBytes *bytes)
{
  gboolean valid;
  g_autofree char *codes = list_codes (bytes, FALSE, &valid);

  for (guint i = 0; i < N_REWRITES; i++)
    {
      g_autoptr (GBytes) changed = rewrite_apply (i, bytes);
      gboolean still;
      g_autofree char *now = list_codes (changed, FALSE, &still);

      if (strcmp (now, codes) != 0 || still != valid)
        {
          g_test_message ("%s, %s: \"%s\" became \"%s\"", name, rewrite_get_name (i),
                          codes, now);
          g_test_fail ();
        }
    }
}

static GBytes *
load (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize len;

  g_file_get_contents (path, &data, &len, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, len);
}

/* Exactly the errors and warnings that the manifest names, and at least its notes. */
static void
check_message (const char *folder, char **row)
{
  g_autoptr (GBytes) bytes = load (folder, row[0]);
  g_auto (GStrv) wanted = g_strsplit (row[2], " ", -1);
  gboolean valid;
  g_autofree char *found = list_codes (bytes, TRUE, &valid);
  g_autofree char *serious = list_codes (bytes, FALSE, &valid);
  g_auto (GStrv) codes = g_strsplit (found, " ", -1);
  g_auto (GStrv) reported = g_strsplit (serious, " ", -1);

  g_test_message ("%s (%s): %s", row[0], row[3], found);
  if (valid != g_str_equal (row[1], "valid"))
    g_test_message ("%s is not %s", row[0], row[1]), g_test_fail ();
  for (guint i = 0; wanted[i] != NULL && *wanted[i] != '\0'; i++)
    if (!g_strv_contains ((const char *const *)codes, wanted[i]))
      g_test_message ("%s: no %s", row[0], wanted[i]), g_test_fail ();
  for (guint i = 0; reported[i] != NULL && *reported[i] != '\0'; i++)
    if (!g_strv_contains ((const char *const *)wanted, reported[i]))
      g_test_message ("%s: unexpected %s", row[0], reported[i]), g_test_fail ();
}

static char **
read_manifest (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "manifest.tsv", NULL);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  return g_strsplit (g_strchomp (text), "\n", -1);
}

static void
test_own (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "messages", NULL);
  g_auto (GStrv) lines = read_manifest (folder);

  g_assert_nonnull (lines);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "\t", -1);
      g_autoptr (GBytes) bytes = NULL;

      g_assert_cmpuint (g_strv_length (row), ==, 4);
      check_message (folder, row);
      bytes = load (folder, row[0]);
      check_rewrites (row[0], bytes);
    }
  g_assert_cmpuint (g_strv_length (lines), >, 120);
}

static void
test_shared (gconstpointer data)
{
  const char *shared = g_getenv ("SIPLORE_SHARED");
  g_auto (GStrv) words = g_strsplit (data, "/", -1);
  g_autofree char *folder =
      g_build_filename (shared != NULL ? shared : "", "reference", words[0], NULL);
  g_auto (GStrv) lines = read_manifest (folder);

  if (lines == NULL)
    {
      g_autofree char *why = g_strdup_printf ("SIPLORE_SHARED has no %s", words[0]);

      g_test_skip (why);
      return;
    }
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "\t", -1);
      g_autofree char *name = words[1] != NULL ? g_build_filename (words[1], row[0], NULL)
                                               : g_strdup (row[0]);
      g_autoptr (GBytes) bytes = load (folder, name);

      check_rewrites (name, bytes);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/messages/own", test_own);
  g_test_add_data_func ("/messages/rfc4475", "torture4475", test_shared);
  g_test_add_data_func ("/messages/rfc5118", "torture5118/crlf", test_shared);
  return g_test_run ();
}
