/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Facts and words match: every row of the tables has a topic in both languages, and no
 * topic of a family stands without a row.
 */
#include <string.h>

#include "catalogue/catalogue.h"
#include "sip/facts.h"
#include "sip/tree.h"

static void
assert_topic (const char *id)
{
  const LoreTopic *topic = lore_catalogue_lookup (lore_catalogue_get_default (), id);

  g_test_message ("%s", id);
  g_assert_nonnull (topic);
  g_assert_true (lore_topic_has_language (topic, "zh_CN"));
  g_assert_cmpstr (lore_topic_get_title (topic, "en"), !=, "");
}

/* Rows 0 to @n - 1 of the table of @kind. */
static void
assert_rows (SipKind kind, guint n)
{
  for (guint row = 0; row < n; row++)
    {
      g_autofree char *id = sip_kind_dup_topic (kind, row);

      assert_topic (id);
    }
}

static void
test_facts (void)
{
  assert_rows (SIP_KIND_FIELD, SIP_N_HEADERS);
  assert_rows (SIP_KIND_METHOD, SIP_N_METHODS);
  assert_rows (SIP_KIND_PARAM, SIP_N_PARAMS);
  assert_rows (SIP_KIND_URI_PARAM, SIP_N_URI_PARAMS);
  assert_rows (SIP_KIND_OPTION_TAG, SIP_N_OPTION_TAGS);
  assert_rows (SIP_KIND_SDP_ATTRIBUTE, SIP_N_SDP_ATTRIBUTES);
  assert_rows (SIP_KIND_SDP_FIELD, SIP_N_SDP_FIELDS);
  for (guint code = 100; code < 700; code++)
    {
      g_autofree char *id = sip_kind_dup_topic (SIP_KIND_STATUS_CODE, code);

      assert_topic (id);
    }
  for (guint code = 300; code < 400; code++)
    if (sip_warning_is_registered (code))
      {
        g_autofree char *id = sip_kind_dup_topic (SIP_KIND_WARN_CODE, code);

        assert_topic (id);
      }
  for (const char *type = "vosiuepcbtrzkam"; *type != '\0'; type++)
    {
      g_autofree char *id = sip_kind_dup_topic (SIP_KIND_SDP_LINE, *type);

      assert_topic (id);
    }
}

/* What stands in no table has a topic all the same, or speaks for its parent. */
static void
test_kinds (void)
{
  for (guint kind = 0; kind < SIP_N_KINDS; kind++)
    {
      g_autofree char *id = sip_kind_dup_topic (kind, SIP_FACT_NONE);

      if (id != NULL)
        assert_topic (id);
    }
}

/* Whether @sentence has "{name}" for each name of the row, and no other. */
static void
assert_names (const SipDiagnosticRow *row, const char *sentence)
{
  guint n = 0, n_found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (row->names); i++)
    if (row->names[i] != NULL)
      {
        const char *name = row->names[i] + (row->names[i][0] == '@');
        g_autofree char *braced = g_strdup_printf ("{%s}", name);

        g_assert_nonnull (strstr (sentence, braced));
        for (const char *at = sentence; (at = strstr (at, braced)) != NULL; at++)
          n_found++;
      }
  for (const char *at = sentence; *at != '\0'; at++)
    n += *at == '{';
  g_assert_cmpuint (n, ==, n_found);
}

static void
test_diagnostics (void)
{
  LoreCatalogue *catalogue = lore_catalogue_get_default ();
  const LoreTopic *const *topics = lore_catalogue_get_topics (catalogue);
  guint n = 0;

  for (guint code = 0; code < SIP_N_DIAGNOSTICS; code++)
    {
      const SipDiagnosticRow *row = sip_diagnostic_get_row (code);
      g_autofree char *id = g_strconcat ("diagnostic:", row->id, NULL);
      const LoreTopic *topic;

      assert_topic (id);
      topic = lore_catalogue_lookup (catalogue, id);
      assert_names (row, lore_topic_get_sentence (topic, "en"));
      assert_names (row, lore_topic_get_sentence (topic, "zh_CN"));
    }
  for (; *topics != NULL; topics++)
    n += g_str_has_prefix (lore_topic_get_id (*topics), "diagnostic:");
  g_assert_cmpuint (n, ==, SIP_N_DIAGNOSTICS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/topics/facts", test_facts);
  g_test_add_func ("/topics/kinds", test_kinds);
  g_test_add_func ("/topics/diagnostics", test_diagnostics);
  return g_test_run ();
}
