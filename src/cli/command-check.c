/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "body/dissect.h"
#include "catalogue/catalogue.h"
#include "cli/json-line.h"
#include "cli/message-text.h"
#include "cli/terminal.h"
#include "sip/facts.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *nick;
  const char *label; /* to be translated */
  LoreColour colour;
} severities[] = {
  [SIP_SEVERITY_NOTE] = { "note", N_ ("note"), LORE_COLOUR_DIM },
  [SIP_SEVERITY_WARNING] = { "warning", N_ ("warning"), LORE_COLOUR_WARNING },
  [SIP_SEVERITY_ERROR] = { "error", N_ ("error"), LORE_COLOUR_ERROR },
};

static char *
dup_sentence (SipTree *tree, const SipDiagnostic *diagnostic, const char *language)
{
  const SipDiagnosticRow *row = sip_diagnostic_get_row (diagnostic->code);
  g_autofree char *topic = g_strconcat ("diagnostic:", row->id, NULL);
  g_auto (GStrv) args = sip_diagnostic_dup_args (diagnostic, sip_tree_get_bytes (tree));

  return lore_catalogue_dup_sentence (lore_catalogue_get_default (), topic, language,
                                      (const char *const *)args);
}

static gboolean
has_error (SipTree *tree)
{
  guint n;
  const SipDiagnostic *diagnostics = sip_tree_get_diagnostics (tree, &n);

  for (guint i = 0; i < n; i++)
    if (sip_diagnostic_get_row (diagnostics[i].code)->severity == SIP_SEVERITY_ERROR)
      return TRUE;
  return FALSE;
}

/* --- JSON ----------------------------------------------------------------------------
 */

static void
add_diagnostic (JsonBuilder *builder, SipTree *tree, const SipDiagnostic *diagnostic)
{
  const SipDiagnosticRow *row = sip_diagnostic_get_row (diagnostic->code);
  g_autofree char *english = dup_sentence (tree, diagnostic, "en");
  g_autofree char *chinese = dup_sentence (tree, diagnostic, "zh_CN");

  json_builder_begin_object (builder);
  lore_json_add_string (builder, "code", row->id);
  lore_json_add_string (builder, "severity", severities[row->severity].nick);
  lore_json_add_int (builder, "start", diagnostic->span.at);
  lore_json_add_int (builder, "end", sip_span_end (diagnostic->span));
  lore_json_add_string (builder, "rfc", row->rfc);
  lore_json_add_string (builder, "misconception", row->misconception);
  lore_json_add_string (builder, "en", english);
  lore_json_add_string (builder, "zh_CN", chinese);
  json_builder_end_object (builder);
}

static void
print_json (const LoreSource *source, guint32 message, SipTree *tree, gboolean invalid)
{
  JsonBuilder *builder = lore_json_begin ();
  guint n;
  const SipDiagnostic *diagnostics = sip_tree_get_diagnostics (tree, &n);

  lore_json_add_string (builder, "file", source->path);
  lore_json_add_int (builder, "index", message);
  lore_json_add_string (builder, "verdict", invalid ? "invalid" : "valid");
  json_builder_set_member_name (builder, "diagnostics");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    add_diagnostic (builder, tree, &diagnostics[i]);
  json_builder_end_array (builder);
  lore_json_print (builder);
}

/* --- text ----------------------------------------------------------------------------
 */

/* The line the diagnostic is about, and a caret under each of its characters. */
static void
print_place (const LoreCli *cli, SipTree *tree, const SipDiagnostic *diagnostic,
             LoreColour colour)
{
  const char *data = (const char *)sip_tree_get_data (tree, NULL);
  gsize begin, len;
  guint number = lore_message_find_line (tree, diagnostic->span.at, &begin, &len);
  gsize from = CLAMP (diagnostic->span.at, begin, begin + len) - begin;
  gsize to = CLAMP (sip_span_end (diagnostic->span), begin + from, begin + len) - begin;
  g_autofree char *line = lore_terminal_dup_line (data + begin, len);
  g_autofree char *before = lore_terminal_dup_line (data + begin, from);
  g_autofree char *marked = lore_terminal_dup_line (data + begin + from, to - from);
  g_autofree char *carets = g_strnfill (MAX (lore_terminal_measure (marked), 1), '^');
  g_autofree char *coloured = lore_terminal_dup_coloured (cli, colour, carets);

  g_print ("  %4u │ %s\n       │ %*s%s\n", number, line,
           (int)lore_terminal_measure (before), "", coloured);
}

static void
print_diagnostic (const LoreCli *cli, SipTree *tree, const SipDiagnostic *diagnostic)
{
  const SipDiagnosticRow *row = sip_diagnostic_get_row (diagnostic->code);
  LoreColour colour = severities[row->severity].colour;
  const char *label = _ (severities[row->severity].label);
  g_autofree char *severity = lore_terminal_dup_coloured (cli, colour, label);

  g_print ("  %s (%s, RFC %s)\n", severity, row->id, row->rfc);
  for (gsize i = 0; cli->words[i] != NULL; i++)
    {
      g_autofree char *sentence = dup_sentence (tree, diagnostic, cli->words[i]);
      g_autofree char *words = lore_terminal_dup_words (cli, sentence);

      lore_terminal_print_wrapped (words, 4);
    }
  print_place (cli, tree, diagnostic, colour);
}

static void
print_text (const LoreCli *cli, const LoreSource *source, guint32 message, SipTree *tree,
            gboolean invalid)
{
  g_autofree char *heading = lore_message_dup_heading (cli, source, message);
  g_autofree char *verdict =
      lore_terminal_dup_coloured (cli, invalid ? LORE_COLOUR_ERROR : LORE_COLOUR_RESPONSE,
                                  invalid ? _ ("invalid") : _ ("valid"));
  guint n;
  const SipDiagnostic *diagnostics = sip_tree_get_diagnostics (tree, &n);

  g_print ("%s: %s\n", heading, verdict);
  for (guint i = 0; i < n; i++)
    print_diagnostic (cli, tree, &diagnostics[i]);
}

static LoreExit
check (const LoreCli *cli, const LoreSource *source, guint32 message)
{
  g_autoptr (GBytes) bytes = lore_trace_dup_bytes (source->trace, message);
  g_autoptr (SipTree) tree = body_dissect (bytes);
  gboolean invalid = has_error (tree);

  if (cli->json)
    print_json (source, message, tree, invalid);
  else
    print_text (cli, source, message, tree, invalid);
  return invalid ? LORE_EXIT_FOUND : LORE_EXIT_FINE;
}

LoreExit
lore_command_check (const LoreCli *cli, int argc, char **argv)
{
  LoreExit status;

  if (!lore_cli_parse (cli, &argc, &argv, NULL, 1, -1, &status))
    return status;
  return lore_source_for_each (cli, argv + 1, check);
}
