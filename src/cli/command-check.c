/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "body/dissect.h"
#include "catalogue/catalogue.h"
#include "cli/json-line.h"
#include "cli/message-text.h"
#include "cli/terminal.h"
#include "sip/facts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

/* What there is to say: about the message itself (sip/diagnostics.def) or about it among
 * the others of its call (trace/findings.def). All but args is borrowed. */
typedef struct
{
  const char *code; /* "cseq-method", "finding:ack-new-branch" */
  char *topic;      /* owned */
  char **args;      /* owned */
  SipSeverity severity;
  const char *rfc;
  const char *misconception;
  SipSpan span;
} Verdict;

static void
verdict_clear (Verdict *verdict)
{
  g_free (verdict->topic);
  g_strfreev (verdict->args);
}

static void
add_diagnostics (GArray *verdicts, SipTree *tree)
{
  guint n;
  const SipDiagnostic *diagnostics = sip_tree_get_diagnostics (tree, &n);

  for (guint i = 0; i < n; i++)
    {
      const SipDiagnosticRow *row = sip_diagnostic_get_row (diagnostics[i].code);
      Verdict verdict = {
        .code = row->id,
        .topic = g_strconcat ("diagnostic:", row->id, NULL),
        .args = sip_diagnostic_dup_args (&diagnostics[i], sip_tree_get_bytes (tree)),
        .severity = row->severity,
        .rfc = row->rfc,
        .misconception = row->misconception,
        .span = diagnostics[i].span,
      };

      g_array_append_val (verdicts, verdict);
    }
}

static void
add_findings (GArray *verdicts, LoreSource *source, guint32 message)
{
  guint n;
  LoreFinding **findings = lore_source_get_findings (source, message, &n);

  for (guint i = 0; i < n; i++)
    {
      Verdict verdict = {
        .code = findings[i]->row->id,
        .topic = g_strdup (findings[i]->row->id),
        .args = g_strdupv (findings[i]->args),
        .severity = findings[i]->row->severity,
        .rfc = findings[i]->row->rfc,
        .misconception = findings[i]->row->misconception,
        .span = findings[i]->span,
      };

      g_array_append_val (verdicts, verdict);
    }
}

static char *
dup_sentence (const Verdict *verdict, const char *language)
{
  return lore_catalogue_dup_sentence (lore_catalogue_get_default (), verdict->topic,
                                      language, (const char *const *)verdict->args);
}

static gboolean
has_error (const GArray *verdicts)
{
  for (guint i = 0; i < verdicts->len; i++)
    if (g_array_index (verdicts, Verdict, i).severity == SIP_SEVERITY_ERROR)
      return TRUE;
  return FALSE;
}

/* Where a verdict's span begins: its line and, from 1 and in characters, its column; the
 * line's bytes and which of them are the span's. */
typedef struct
{
  guint line;
  guint column;
  gsize begin, len;
  gsize from, to; /* in the line */
} Place;

static Place
find_place (SipTree *tree, SipSpan span)
{
  const char *data = (const char *)sip_tree_get_data (tree, NULL);
  g_autofree char *before = NULL;
  Place place;

  place.line = lore_message_find_line (tree, span.at, &place.begin, &place.len);
  place.from = CLAMP (span.at, place.begin, place.begin + place.len) - place.begin;
  place.to =
      CLAMP (sip_span_end (span), place.begin + place.from, place.begin + place.len)
      - place.begin;
  before = g_utf8_make_valid (data + place.begin, place.from);
  place.column = g_utf8_strlen (before, -1) + 1;
  return place;
}

/* --- JSON ----------------------------------------------------------------------------
 */

static void
add_verdict (JsonBuilder *builder, SipTree *tree, const Verdict *verdict)
{
  Place place = find_place (tree, verdict->span);
  g_autofree char *english = dup_sentence (verdict, "en");
  g_autofree char *chinese = dup_sentence (verdict, "zh_CN");

  json_builder_begin_object (builder);
  lore_json_add_string (builder, "code", verdict->code);
  lore_json_add_string (builder, "severity", severities[verdict->severity].nick);
  lore_json_add_int (builder, "start", verdict->span.at);
  lore_json_add_int (builder, "end", sip_span_end (verdict->span));
  lore_json_add_int (builder, "line", place.line);
  lore_json_add_int (builder, "column", place.column);
  lore_json_add_string (builder, "rfc", verdict->rfc);
  lore_json_add_string (builder, "misconception", verdict->misconception);
  lore_json_add_string (builder, "en", english);
  lore_json_add_string (builder, "zh_CN", chinese);
  json_builder_end_object (builder);
}

static void
print_json (const LoreSource *source, guint32 message, SipTree *tree,
            const GArray *verdicts, gboolean invalid)
{
  JsonBuilder *builder = lore_json_begin ();

  lore_json_add_string (builder, "file", source->path);
  lore_json_add_int (builder, "index", message);
  lore_json_add_string (builder, "verdict", invalid ? "invalid" : "valid");
  json_builder_set_member_name (builder, "diagnostics");
  json_builder_begin_array (builder);
  for (guint i = 0; i < verdicts->len; i++)
    add_verdict (builder, tree, &g_array_index (verdicts, Verdict, i));
  json_builder_end_array (builder);
  lore_json_print (builder);
}

/* --- text ----------------------------------------------------------------------------
 */

/* Bytes of one line as so many cells of a terminal; a tab is one. */
static char *
dup_cells (const char *data, gsize len)
{
  return g_strdelimit (lore_terminal_dup_line (data, len), "\t", ' ');
}

/* Cuts @text, which is taken over, to @columns: "…" stands for what went, in front or
 * behind. */
static char *
cut (char *text, guint columns, gboolean in_front)
{
  char *at = in_front ? text : text + strlen (text);
  guint width = lore_terminal_measure (text);

  if (width <= columns)
    return text;
  if (columns == 0)
    {
      g_free (text);
      return g_strdup ("");
    }
  while (width >= MAX (columns, 1) && (in_front ? *at != '\0' : at > text))
    {
      at = in_front ? g_utf8_next_char (at) : g_utf8_prev_char (at);
      if (!in_front)
        *at = '\0';
      width = lore_terminal_measure (in_front ? at : text);
    }
  at = in_front ? g_strconcat ("…", at, NULL) : g_strconcat (text, "…", NULL);
  g_free (text);
  return at;
}

/* The line it is about, as much of it as the terminal is wide, and a caret under each of
 * its characters. */
static void
print_place (const LoreCli *cli, SipTree *tree, const Place *place, LoreColour colour)
{
  static const guint margin = 9; /* the line's number and a bar */
  const char *data = (const char *)sip_tree_get_data (tree, NULL) + place->begin;
  guint room = MAX (lore_terminal_get_width (), 2 * margin) - margin;
  g_autofree char *line = dup_cells (data, place->len);
  gboolean whole = lore_terminal_measure (line) <= room;
  g_autofree char *before =
      cut (dup_cells (data, place->from), whole ? room : room / 3, TRUE);
  g_autofree char *marked = cut (dup_cells (data + place->from, place->to - place->from),
                                 room - lore_terminal_measure (before), FALSE);
  guint indent = lore_terminal_measure (before);
  guint n_marked = MAX (lore_terminal_measure (marked), 1);
  g_autofree char *after = cut (dup_cells (data + place->to, place->len - place->to),
                                room - indent - lore_terminal_measure (marked), FALSE);
  g_autofree char *carets = g_strnfill (n_marked, '^');
  g_autofree char *coloured = lore_terminal_dup_coloured (cli, colour, carets);

  g_print ("  %4u │ %s%s%s\n       │ %*s%s\n", place->line, before, marked, after,
           (int)indent, "", coloured);
}

/* "file:line:column", which editors can jump to; the message is named where a file has
 * several. */
static char *
dup_address (const LoreSource *source, guint32 message, const Place *place)
{
  if (lore_trace_get_n_messages (source->trace) == 1)
    return g_strdup_printf ("%s:%u:%u", source->path, place->line, place->column);
  return g_strdup_printf ("%s#%u:%u:%u", source->path, message + 1, place->line,
                          place->column);
}

static void
print_verdict (const LoreCli *cli, const LoreSource *source, guint32 message,
               SipTree *tree, const Verdict *verdict)
{
  Place place = find_place (tree, verdict->span);
  g_autofree char *address = dup_address (source, message, &place);
  LoreColour colour = severities[verdict->severity].colour;
  const char *label = _ (severities[verdict->severity].label);
  g_autofree char *severity = lore_terminal_dup_coloured (cli, colour, label);

  g_print ("%s: %s (%s, RFC %s)\n", address, severity, verdict->code, verdict->rfc);
  for (gsize i = 0; cli->words[i] != NULL; i++)
    {
      g_autofree char *sentence = dup_sentence (verdict, cli->words[i]);
      g_autofree char *words = lore_terminal_dup_words (cli, sentence);

      lore_terminal_print_wrapped (words, 4);
    }
  print_place (cli, tree, &place, colour);
}

static void
print_text (const LoreCli *cli, const LoreSource *source, guint32 message, SipTree *tree,
            const GArray *verdicts, gboolean invalid)
{
  g_autofree char *heading = lore_message_dup_heading (cli, source, message);
  g_autofree char *word =
      lore_terminal_dup_coloured (cli, invalid ? LORE_COLOUR_ERROR : LORE_COLOUR_RESPONSE,
                                  invalid ? _ ("invalid") : _ ("valid"));

  g_print ("%s: %s\n", heading, word);
  for (guint i = 0; i < verdicts->len; i++)
    print_verdict (cli, source, message, tree, &g_array_index (verdicts, Verdict, i));
}

/* A message is valid or not by itself; what is wrong with it among the others is found
 * all the same. */
static LoreExit
check (const LoreCli *cli, LoreSource *source, guint32 message)
{
  g_autoptr (GBytes) bytes = lore_trace_dup_bytes (source->trace, message);
  g_autoptr (SipTree) tree = body_dissect (bytes);
  g_autoptr (GArray) verdicts = g_array_new (FALSE, FALSE, sizeof (Verdict));
  gboolean invalid;

  g_array_set_clear_func (verdicts, (GDestroyNotify)verdict_clear);
  add_diagnostics (verdicts, tree);
  invalid = has_error (verdicts);
  add_findings (verdicts, source, message);
  if (cli->json)
    print_json (source, message, tree, verdicts, invalid);
  else
    print_text (cli, source, message, tree, verdicts, invalid);
  return has_error (verdicts) ? LORE_EXIT_FOUND : LORE_EXIT_FINE;
}

LoreExit
lore_command_check (const LoreCli *cli, int argc, char **argv)
{
  gboolean datagrams = FALSE;
  const GOptionEntry options[] = { { "datagram", 0, 0, G_OPTION_ARG_NONE, &datagrams,
                                     N_ ("Each file is one message, whatever it holds"),
                                     NULL },
                                   { NULL } };
  LoreExit status;

  if (!lore_cli_parse (cli, &argc, &argv, options, 1, -1, &status))
    return status;
  return lore_source_for_each (cli, argv + 1, datagrams, check);
}
