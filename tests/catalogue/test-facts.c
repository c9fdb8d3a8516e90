/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Facts stand in C, prose in the catalogue: neither may have an orphan.
 */
#include "catalogue/catalogue.h"
#include "sip/facts.h"
#include "sip/kind.h"

static void
need_topic (const char *family, const char *name)
{
  g_autofree char *id = g_strconcat (family, name, NULL);

  if (lore_catalogue_lookup (lore_catalogue_get_default (), id) == NULL)
    g_test_message ("%s is a fact without a topic", id), g_test_fail ();
}

/* Row and prose name the same section; 3GPP's papers are told in words. */
static void
need_source (const char *family, const char *name, const char *rfc, const char *section)
{
  g_autofree char *id = g_strconcat (family, name, NULL);
  const LoreTopic *topic = lore_catalogue_lookup (lore_catalogue_get_default (), id);

  if (topic == NULL || !g_ascii_isdigit (*rfc))
    return;
  if (g_strcmp0 (lore_topic_get_rfc (topic), rfc) != 0
      || g_strcmp0 (lore_topic_get_section (topic), section) != 0)
    {
      g_test_message ("%s: the row says RFC %s §%s", id, rfc, section);
      g_test_fail ();
    }
}

static void
test_headers (void)
{
  for (guint i = 0; i < SIP_N_HEADERS; i++)
    {
      const SipHeader *row = sip_header_get (i);

      need_topic ("header:", row->name);
      need_source ("header:", row->name, row->rfc, row->section);
    }
}

/* A value that is one word or number, or begins with one, has a topic of its own. */
static void
test_values (void)
{
  for (guint i = 0; i < SIP_N_HEADERS; i++)
    switch (sip_header_get (i)->grammar)
      {
      case SIP_GRAMMAR_TOKEN:
      case SIP_GRAMMAR_TOKEN_PARAMS:
      case SIP_GRAMMAR_WORD_PARAMS:
      case SIP_GRAMMAR_STRING_PARAMS:
      case SIP_GRAMMAR_PRIVACY:
      case SIP_GRAMMAR_CODE:
      case SIP_GRAMMAR_NUMBER:
      case SIP_GRAMMAR_LENGTH:
      case SIP_GRAMMAR_RACK:
      case SIP_GRAMMAR_MIME_VERSION:
      case SIP_GRAMMAR_TIMESTAMP:
        need_topic ("value:", sip_header_get (i)->name);
        break;
      default:
        break;
      }
}

static void
test_fields (void)
{
  for (guint i = 0; i < SIP_N_SDP_FIELDS; i++)
    need_topic ("sdp-field:", sip_sdp_field_get_name (i));
}

static void
test_methods (void)
{
  for (guint i = 0; i < SIP_N_METHODS; i++)
    {
      const SipMethod *row = sip_method_get (i);

      need_topic ("method:", row->name);
      need_source ("method:", row->name, row->rfc, row->section);
    }
}

static void
test_statuses (void)
{
  for (guint code = 100; code < 700; code++)
    {
      g_autofree char *name = g_strdup_printf ("%u", code);

      const SipStatus *row = sip_status_lookup (code);

      if (row == NULL)
        continue;
      need_topic ("status:", name);
      need_source ("status:", name, row->rfc, row->section);
    }
  for (guint digit = 1; digit <= 6; digit++)
    {
      g_autofree char *name = g_strdup_printf ("%uxx", digit);

      need_topic ("class:", name);
    }
}

static void
test_kinds (void)
{
  static const char *const topics[] = {
#define SIP_KIND(NAME, nick, topic) topic,
#include "sip/kinds.def"
#undef SIP_KIND
  };

  for (gsize i = 0; i < G_N_ELEMENTS (topics); i++)
    if (topics[i] != NULL && !g_str_has_suffix (topics[i], ":"))
      need_topic (topics[i], "");
  for (guint i = SIP_CATEGORY_START_LINE; i < SIP_N_CATEGORIES; i++)
    need_topic ("category:", sip_category_get_nick (i));
}

static void
test_diagnostics (void)
{
  for (guint i = 0; i < SIP_N_DIAGNOSTICS; i++)
    {
      const SipDiagnosticRow *row = sip_diagnostic_get_row (i);
      g_auto (GStrv) source = g_strsplit (row->rfc, " §", 2);

      need_topic ("diagnostic:", row->id);
      need_source ("diagnostic:", row->id, source[0], source[1]);
    }
}

/* The other way round: a topic of a fact's family that no table knows. */
static void
test_orphans (void)
{
  const LoreTopic *const *topics =
      lore_catalogue_get_topics (lore_catalogue_get_default ());

  for (gsize i = 0; topics[i] != NULL; i++)
    {
      const char *id = lore_topic_get_id (topics[i]);
      const char *name = strchr (id, ':') + 1;
      gboolean orphan = FALSE;

      if (g_str_has_prefix (id, "header:") || g_str_has_prefix (id, "value:"))
        orphan = sip_header_lookup (name, -1) == SIP_HEADER_UNKNOWN;
      else if (g_str_has_prefix (id, "method:"))
        orphan = sip_method_lookup (name, -1) == SIP_METHOD_UNKNOWN;
      else if (g_str_has_prefix (id, "status:"))
        orphan = sip_status_lookup (g_ascii_strtoull (name, NULL, 10)) == NULL;
      else if (g_str_has_prefix (id, "diagnostic:"))
        {
          orphan = TRUE;
          for (guint row = 0; row < SIP_N_DIAGNOSTICS; row++)
            orphan &= !g_str_equal (sip_diagnostic_get_row (row)->id, name);
        }
      if (orphan)
        g_test_message ("%s is a topic without a fact", id), g_test_fail ();
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/facts/headers", test_headers);
  g_test_add_func ("/facts/values", test_values);
  g_test_add_func ("/facts/fields", test_fields);
  g_test_add_func ("/facts/methods", test_methods);
  g_test_add_func ("/facts/statuses", test_statuses);
  g_test_add_func ("/facts/kinds", test_kinds);
  g_test_add_func ("/facts/diagnostics", test_diagnostics);
  g_test_add_func ("/facts/orphans", test_orphans);
  return g_test_run ();
}
