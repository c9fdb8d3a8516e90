/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The messages of RFC 4475, RFC 5118 and RFC 3665, where SIPLORE_SHARED has them: who is
 * right about each is said in their manifests.
 */
#include <string.h>

#include "body/dissect.h"
#include "sip/facts.h"
#include "tree-dump.h"

static char *
build_path (const char *folder, const char *name)
{
  const char *shared = g_getenv ("SIPLORE_SHARED");

  return shared == NULL ? NULL
                        : g_build_filename (shared, "reference", folder, name, NULL);
}

/* What the manifests say of a message in words, as code and bytes; "" = between two.
 * Where one is meant to be flawless, nothing stands here. */
static const struct
{
  const char *file;
  const char *code;
  const char *text;
} reports[] = {
#define REPORT(file, code, text) { file, code, text },
#include "rfc-reports.def"
#undef REPORT
};

static GBytes *
load (const char *folder, const char *name)
{
  g_autofree char *path = build_path (folder, name);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize len;

  g_file_get_contents (path, &data, &len, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, len);
}

static gboolean
is_reported (GBytes *bytes, const char *code, const char *text)
{
  g_autoptr (SipTree) tree = body_dissect (bytes);
  const char *data = (const char *)sip_tree_get_data (tree, NULL);
  const SipDiagnostic *diagnostics;
  guint n;

  diagnostics = sip_tree_get_diagnostics (tree, &n);
  for (guint i = 0; i < n; i++)
    if (strcmp (sip_diagnostic_get_row (diagnostics[i].code)->id, code) == 0
        && diagnostics[i].span.len == strlen (text)
        && memcmp (data + diagnostics[i].span.at, text, strlen (text)) == 0)
      return TRUE;
  return FALSE;
}

/* How many reports there are of @file, each of which must be made. */
static guint
check_reports (const char *folder, const char *name, const char *file)
{
  guint n_reports = 0;

  for (guint i = 0; i < G_N_ELEMENTS (reports); i++)
    {
      g_autoptr (GBytes) bytes = NULL;

      if (strcmp (reports[i].file, file) != 0)
        continue;
      n_reports++;
      bytes = load (folder, name);
      if (!is_reported (bytes, reports[i].code, reports[i].text))
        {
          g_test_message ("%s: no %s at \"%s\"", file, reports[i].code, reports[i].text);
          g_test_fail ();
        }
    }
  return n_reports;
}

/* The ids of the errors of a file, each with a space behind it. */
static char *
list_errors (const char *folder, const char *name)
{
  g_autoptr (GBytes) bytes = load (folder, name);
  g_autoptr (SipTree) tree = body_dissect (bytes);
  const SipDiagnostic *diagnostics;
  GString *errors = g_string_new (NULL);
  guint n;

  tree_assert_sound (tree);
  diagnostics = sip_tree_get_diagnostics (tree, &n);
  for (guint i = 0; i < n; i++)
    {
      const SipDiagnosticRow *row = sip_diagnostic_get_row (diagnostics[i].code);

      if (row->severity == SIP_SEVERITY_ERROR)
        g_string_append_printf (errors, "%s ", row->id);
    }
  return g_string_free (errors, FALSE);
}

static guint
find_column (char **head, const char *name)
{
  for (guint i = 0; head[i] != NULL; i++)
    if (strcmp (head[i], name) == 0)
      return i;
  g_assert_not_reached ();
}

typedef gboolean (*Expect) (char **row, char **head, const char *errors);

static void
test_manifest (const char *folder, const char *subfolder, Expect expect, guint n_expected)
{
  g_autofree char *path = build_path (folder, "manifest.tsv");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL, head = NULL;
  guint n = 0;

  if (path == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("SIPLORE_SHARED has no such messages");
      return;
    }
  lines = g_strsplit (text, "\n", -1);
  head = g_strsplit (lines[0], "\t", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++, n++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "\t", -1);
      g_autofree char *name =
          g_build_filename (subfolder, row[find_column (head, "file")], NULL);
      g_autofree char *errors = list_errors (folder, name);

      g_test_message ("%s: %s", name, errors);
      if (!expect (row, head, errors))
        g_test_message ("%s: not what the manifest says", name), g_test_fail ();
      if (check_reports (folder, name, row[find_column (head, "file")]) == 0
          && *errors != '\0')
        g_test_message ("%s: nobody says why", name), g_test_fail ();
    }
  g_assert_cmpuint (n, ==, n_expected);
}

/* "invalid-tolerate" is for warnings: who gets it must read it. */
static gboolean
is_said_valid (char **row, char **head)
{
  return strcmp (row[find_column (head, "validity")], "invalid") != 0;
}

static gboolean
expect_4475 (char **row, char **head, const char *errors)
{
  return is_said_valid (row, head) == (*errors == '\0');
}

static void
test_4475 (void)
{
  test_manifest ("torture4475", "", expect_4475, 49);
}

/* One is valid in what it is about and not in what the archive made of it: it says 268
 * octets and has 251. */
static gboolean
expect_5118 (char **row, char **head, const char *errors)
{
  if (strcmp (row[find_column (head, "name")], "ipv6-in-sdp") == 0)
    return strcmp (errors, "content-length-too-large ") == 0;
  return is_said_valid (row, head) == (*errors == '\0');
}

static void
test_5118 (void)
{
  test_manifest ("torture5118", "crlf", expect_5118, 12);
}

/* All are meant to be valid; twelve have a slip that breaks the grammar or leaves out
 * what is mandatory, and a response may do without Content-Length. */
static gboolean
expect_3665 (char **row, char **head, const char *errors)
{
  const char *defect = row[find_column (head, "rfc_defect")];

  return (*defect == '\0' || strstr (defect, "Content-Length") != NULL)
         == (*errors == '\0');
}

static void
test_3665 (void)
{
  test_manifest ("flows3665", "", expect_3665, 193);
}

/* The mended copies have no error left. */
static void
test_3665_fixed (void)
{
  g_autofree char *path = build_path ("flows3665", "manifest.tsv");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL, head = NULL;
  guint n = 0;

  if (path == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("SIPLORE_SHARED has no such messages");
      return;
    }
  lines = g_strsplit (text, "\n", -1);
  head = g_strsplit (lines[0], "\t", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "\t", -1);
      g_autofree char *name = g_build_filename ("fixed", row[0], NULL);
      g_autofree char *errors = NULL;

      if (*row[find_column (head, "has_fixed_copy")] == '\0')
        continue;
      errors = list_errors ("flows3665", name);
      g_test_message ("%s", name);
      g_assert_cmpstr (errors, ==, "");
      n++;
    }
  g_assert_cmpuint (n, ==, 11);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rfc-messages/4475", test_4475);
  g_test_add_func ("/rfc-messages/5118", test_5118);
  g_test_add_func ("/rfc-messages/3665", test_3665);
  g_test_add_func ("/rfc-messages/3665-fixed", test_3665_fixed);
  return g_test_run ();
}
