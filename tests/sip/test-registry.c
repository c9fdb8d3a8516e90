/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of facts against the registries they were made from, row by row and both
 * ways, where SIPLORE_SHARED has those.
 */
#include <string.h>

#include "sip/facts.h"
#include "sip/tree.h"

/* One registry: its rows, each a word a column. */
typedef struct
{
  char **head;
  GPtrArray *rows; /* char ** */
} Registry;

static void
registry_free (Registry *registry)
{
  g_strfreev (registry->head);
  g_ptr_array_unref (registry->rows);
  g_free (registry);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Registry, registry_free)

/* NULL, and the test skipped by name, where there is no such file. */
static Registry *
load (const char *name)
{
  const char *shared = g_getenv ("SIPLORE_SHARED");
  g_autofree char *path =
      g_build_filename (shared != NULL ? shared : "", "reference", name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  Registry *registry;

  if (shared == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    {
      g_autofree char *why = g_strdup_printf ("SIPLORE_SHARED has no %s", name);

      g_test_skip (why);
      return NULL;
    }
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  registry = g_new0 (Registry, 1);
  registry->head = g_strsplit (lines[0], "\t", -1);
  registry->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  for (guint i = 1; lines[i] != NULL; i++)
    g_ptr_array_add (registry->rows, g_strsplit (lines[i], "\t", -1));
  return registry;
}

static const char *
get (const Registry *registry, guint row, const char *column)
{
  char **words = g_ptr_array_index (registry->rows, row);

  for (guint i = 0; registry->head[i] != NULL && words[i] != NULL; i++)
    if (strcmp (registry->head[i], column) == 0)
      return words[i];
  g_assert_not_reached ();
}

/* "RFC3261" and "[RFC3261][RFC8898]" name the RFC of a row "3261"; a number of 3GPP is
 * written in full. */
static gboolean
names_rfc (const char *text, const char *rfc)
{
  g_autofree char *name = g_strconcat ("RFC", rfc, NULL);
  const char *at = strstr (text, name);

  return (at != NULL && !g_ascii_isdigit (at[strlen (name)]))
         || strstr (text, rfc) != NULL;
}

static void
test_headers (void)
{
  static const char *const replaced[] = { "Encryption", "Hide", "Response-Key", NULL };
  g_autoptr (Registry) registry = load ("headers.tsv");

  if (registry == NULL)
    return;
  g_assert_cmpuint (registry->rows->len, ==, SIP_N_REGISTERED_HEADERS);
  for (guint i = 0; i < registry->rows->len; i++)
    {
      const char *name = get (registry, i, "name"),
                 *compact = get (registry, i, "compact");
      const char *section = get (registry, i, "rfc3261_section");
      const SipHeader *row = sip_header_get (sip_header_lookup (name, -1));
      g_autofree char *where = g_strconcat (get (registry, i, "rfc"), " ",
                                            get (registry, i, "iana_reference"), NULL);

      g_test_message ("%s", name);
      g_assert_nonnull (row);
      g_assert_cmpstr (row->name, ==, name);
      g_assert_cmpint (row->compact, ==, *compact);
      /* Some stand in the registry with the RFC that made an end of them. */
      if (!g_strv_contains (replaced, name))
        g_assert_true (names_rfc (where, row->rfc));
      if (*section != '\0')
        g_assert_cmpstr (row->section, ==, section);
    }
}

static void
test_methods (void)
{
  g_autoptr (Registry) registry = load ("methods.tsv");

  if (registry == NULL)
    return;
  g_assert_cmpuint (registry->rows->len, ==, SIP_N_METHODS);
  for (guint i = 0; i < registry->rows->len; i++)
    {
      const char *name = get (registry, i, "method");
      const SipMethod *row = sip_method_get (sip_method_lookup (name, -1));

      g_test_message ("%s", name);
      g_assert_nonnull (row);
      g_assert_true (names_rfc (get (registry, i, "rfc"), row->rfc));
    }
}

static void
test_responses (void)
{
  g_autoptr (Registry) registry = load ("responses.tsv");

  if (registry == NULL)
    return;
  for (guint i = 0; i < registry->rows->len; i++)
    {
      const char *code = get (registry, i, "code");
      const SipStatus *row = sip_status_lookup (g_ascii_strtoull (code, NULL, 10));

      g_test_message ("%s", code);
      g_assert_nonnull (row);
      g_assert_cmpstr (row->phrase, ==, get (registry, i, "phrase"));
      g_assert_true (names_rfc (get (registry, i, "rfc"), row->rfc));
    }
}

/* Registries of names and nothing else. */
static void
test_names (void)
{
  static const struct
  {
    const char *file, *column;
    guint16 (*lookup) (const char *name, gssize len);
    guint n;
  } tables[] = {
    { "option-tags.tsv", "tag", sip_option_tag_lookup, 36 },
    { "uri-params.tsv", "parameter", sip_uri_param_lookup, 35 },
    { "sdp-attributes.tsv", "name", sip_sdp_attribute_lookup, 76 },
  };

  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      g_autoptr (Registry) registry = load (tables[t].file);

      if (registry == NULL)
        continue;
      g_assert_cmpuint (registry->rows->len, ==, tables[t].n);
      for (guint i = 0; i < registry->rows->len; i++)
        {
          const char *name = get (registry, i, tables[t].column);

          g_test_message ("%s: %s", tables[t].file, name);
          g_assert_cmpuint (tables[t].lookup (name, -1), !=, SIP_FACT_NONE);
        }
    }
}

static void
test_warnings (void)
{
  g_autoptr (Registry) registry = load ("warning-codes.tsv");
  guint n = 0;

  if (registry == NULL)
    return;
  for (guint i = 0; i < registry->rows->len; i++)
    g_assert_true (sip_warning_is_registered (
        g_ascii_strtoull (get (registry, i, "code"), NULL, 10)));
  for (guint code = 0; code < 1000; code++)
    n += sip_warning_is_registered (code);
  g_assert_cmpuint (n, ==, registry->rows->len);
}

/* "key (OBSOLETED)" and "fcap-name [Note 7]" have remarks. */
static void
test_header_params (void)
{
  g_autoptr (Registry) registry = load ("header-params.tsv");

  if (registry == NULL)
    return;
  g_assert_cmpuint (registry->rows->len, ==, 201);
  for (guint i = 0; i < registry->rows->len; i++)
    {
      const char *name = get (registry, i, "header");
      const char *param = get (registry, i, "parameter");
      guint16 header = sip_header_lookup (name, -1);
      guint16 row = sip_param_lookup (param, strcspn (param, " "));

      g_test_message ("%s: %s", name, param);
      g_assert_cmpuint (row, !=, SIP_FACT_NONE);
      g_assert_true (sip_header_has_param (header, row));
    }
}

/* Where each attribute of SDP may stand, and whether it has a value. */
static void
test_sdp_attributes (void)
{
  g_autoptr (Registry) registry = load ("sdp-attributes.tsv");

  if (registry == NULL)
    return;
  for (guint i = 0; i < registry->rows->len; i++)
    {
      const char *name = get (registry, i, "name"), *level = get (registry, i, "level");
      guint16 row = sip_sdp_attribute_lookup (name, -1);

      g_test_message ("%s: %s, %s", name, get (registry, i, "form"), level);
      g_assert_cmpint (sip_sdp_attribute_has_value (row), ==,
                       strcmp (get (registry, i, "form"), "value") == 0);
      if (strstr (level, "session") != NULL)
        g_assert_true (sip_sdp_attribute_may_stand (row, FALSE));
      if (strstr (level, "media") != NULL)
        g_assert_true (sip_sdp_attribute_may_stand (row, TRUE));
    }
}

/* Tables 2 and 3, cell by cell. "m*" (mandatory, with a note on what receivers put up
 * with) is written "m"; a note in brackets behind "where" is left out. */
static void
test_tables (void)
{
  static const char *const columns[] = { "ACK", "BYE", "CAN", "INV", "OPT", "REG" };
  static const struct
  {
    guint16 header;
    const char *where;
    const char *cells;
  } rows[] = {
#define SIP_APPLIES(HEADER, where, methods) { SIP_HEADER_##HEADER, where, methods },
#include "sip/applies.def"
#undef SIP_APPLIES
  };
  g_autoptr (Registry) registry = load ("table2-3.tsv");

  if (registry == NULL)
    return;
  g_assert_cmpuint (registry->rows->len, ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < registry->rows->len; i++)
    {
      guint16 header = sip_header_lookup (get (registry, i, "header"), -1);
      g_autofree char *where = g_strdup (get (registry, i, "where"));
      gboolean found = FALSE;

      where[strcspn (where, "(")] = '\0';
      g_test_message ("%s %s", get (registry, i, "header"), where);
      for (guint k = 0; k < G_N_ELEMENTS (rows); k++)
        {
          gboolean same = rows[k].header == header && strcmp (rows[k].where, where) == 0;

          for (guint c = 0; same && c < G_N_ELEMENTS (columns); c++)
            g_assert_cmpint (rows[k].cells[c], ==, *get (registry, i, columns[c]));
          found |= same;
        }
      g_assert_true (found);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/registry/headers", test_headers);
  g_test_add_func ("/registry/methods", test_methods);
  g_test_add_func ("/registry/responses", test_responses);
  g_test_add_func ("/registry/names", test_names);
  g_test_add_func ("/registry/warnings", test_warnings);
  g_test_add_func ("/registry/header-params", test_header_params);
  g_test_add_func ("/registry/sdp-attributes", test_sdp_attributes);
  g_test_add_func ("/registry/tables", test_tables);
  return g_test_run ();
}
