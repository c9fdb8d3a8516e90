/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/json-line.h"
#include "cli/filter-option.h"
#include "cli/source.h"
#include "cli/terminal.h"
#include "trace/call.h"
#include "trace/legs.h"
#include "draw/describe.h"
#include "trace/narrate.h"
#include "trace/rtp-stream.h"

#include <glib/gi18n-lib.h>

static gboolean all;
static gboolean joined;
static char **join_headers;
static char *expression;

/* To be translated; in the order of LoreOutcome. What is no call has a kind instead. */
static const char *const outcomes[] = {
  [LORE_OUTCOME_PROCEEDING] = N_ ("not answered yet"),
  [LORE_OUTCOME_ANSWERED] = N_ ("answered, and still up"),
  [LORE_OUTCOME_ENDED] = N_ ("answered, then ended"),
  [LORE_OUTCOME_CANCELLED] = N_ ("cancelled"),
  [LORE_OUTCOME_REJECTED] = N_ ("rejected"),
  [LORE_OUTCOME_TIMED_OUT] = N_ ("timed out"),
};

/* To be translated; in the order of LoreCallKind. */
static const char *const kinds[] = {
  [LORE_CALL_CALL] = N_ ("call"),
  [LORE_CALL_REGISTRATION] = N_ ("registration"),
  [LORE_CALL_SUBSCRIPTION] = N_ ("subscription"),
  [LORE_CALL_PUBLICATION] = N_ ("publication"),
  [LORE_CALL_MESSAGE] = N_ ("message"),
  [LORE_CALL_OPTIONS] = N_ ("OPTIONS"),
  [LORE_CALL_OTHER] = N_ ("something else"),
};

/* Likewise, of LoreLegReason. */
static const char *const reasons[] = {
  [LORE_LEG_ALONE] = NULL,
  [LORE_LEG_HEADER] = N_ ("by a header field"),
  [LORE_LEG_VIA] = N_ ("by its Via"),
  [LORE_LEG_SDP] = N_ ("by its SDP"),
};

/* Which side ended it: the one that sent the first message is the caller. */
static const char *
get_ended_by (LoreTrace *trace, const LoreCall *call)
{
  LoreMessage first;

  if (call->ended_by == LORE_ID_NONE)
    return NULL;
  lore_trace_get_message (trace, call->first_message, &first);
  return first.source == call->ended_by ? "caller" : "callee";
}

/* Of a call what became of its INVITE, of anything else the last word. */
static guint16
get_status (const LoreCall *call)
{
  return call->kind == LORE_CALL_CALL ? call->status : call->last_status;
}

static char *
dup_start (LoreTrace *trace, const LoreCall *call)
{
  LoreMessage first;
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *seconds = NULL;

  lore_trace_get_message (trace, call->first_message, &first);
  if (first.unix_us == LORE_TIME_UNKNOWN)
    return NULL;
  time = g_date_time_new_from_unix_utc (first.unix_us / G_USEC_PER_SEC);
  if (time == NULL)
    return NULL;
  seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
  return g_strdup_printf ("%s.%06dZ", seconds, (int)(first.unix_us % G_USEC_PER_SEC));
}

static void
add_stream_json (JsonBuilder *builder, const LoreRtpStream *stream)
{
  g_autofree char *ssrc = g_strdup_printf ("0x%08x", stream->ssrc);
  g_autofree char *digits = lore_rtp_stream_dup_digits (stream);

  json_builder_begin_object (builder);
  lore_json_add_string (builder, "source", stream->source);
  lore_json_add_string (builder, "destination", stream->destination);
  lore_json_add_string (builder, "ssrc", ssrc);
  lore_json_add_string (builder, "codec", stream->codec);
  lore_json_add_int (builder, "payload_type", stream->payload_type);
  lore_json_add_ms (builder, "start_ms", stream->start_us);
  lore_json_add_ms (builder, "end_ms", stream->end_us);
  lore_json_add_int (builder, "packets", stream->n_packets);
  lore_json_add_int (builder, "lost", stream->n_lost);
  lore_json_add_int (builder, "jitter_us", stream->jitter_us);
  lore_json_add_int (builder, "max_jitter_us", stream->max_jitter_us);
  lore_json_add_string (builder, "digits", digits);
  json_builder_end_object (builder);
}

static void
add_streams_json (JsonBuilder *builder, LoreTrace *trace, guint32 call)
{
  guint n;
  guint first = lore_trace_find_streams (trace, call, &n);

  json_builder_set_member_name (builder, "streams");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    add_stream_json (builder, lore_trace_get_stream (trace, first + i));
  json_builder_end_array (builder);
}

static void
add_legs_json (JsonBuilder *builder, LoreTrace *trace, LoreLegs *legs, guint32 call)
{
  guint n;
  const guint32 *calls = lore_legs_get_calls (legs, call, &n);

  json_builder_set_member_name (builder, "legs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LoreCall) leg = lore_trace_dup_call (trace, calls[i]);

      json_builder_begin_object (builder);
      lore_json_add_int (builder, "number", calls[i] + 1);
      lore_json_add_string (builder, "call_id", leg->call_id);
      lore_json_add_string (builder, "from", leg->from);
      lore_json_add_string (builder, "to", leg->to);
      lore_json_add_string (builder, "outcome", lore_outcome_get_nick (leg->outcome));
      lore_json_add_string (
          builder, "joined_by",
          lore_leg_reason_get_nick (lore_legs_get_reason (legs, calls[i])));
      lore_json_add_int (builder, "messages", leg->n_messages);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const LoreSource *source, LoreLegs *legs, const LoreCall *call)
{
  JsonBuilder *builder = lore_json_begin ();
  g_autofree char *start = dup_start (source->trace, call);

  lore_json_add_int (builder, "number", call->id + 1);
  lore_json_add_string (builder, "kind", lore_call_kind_get_nick (call->kind));
  lore_json_add_string (builder, "call_id", call->call_id);
  lore_json_add_string (builder, "from", call->from);
  lore_json_add_string (builder, "to", call->to);
  lore_json_add_string (builder, "start", start);
  lore_json_add_ms (builder, "start_ms", call->start_us);
  lore_json_add_ms (builder, "ringing_ms", call->ringing_us);
  lore_json_add_ms (builder, "setup_ms", call->setup_us);
  lore_json_add_ms (builder, "talk_ms", call->talk_us);
  lore_json_add_string (builder, "ended_by", get_ended_by (source->trace, call));
  lore_json_add_string (builder, "outcome", lore_outcome_get_nick (call->outcome));
  if (get_status (call) != 0)
    lore_json_add_int (builder, "status", get_status (call));
  else
    lore_json_add_string (builder, "status", NULL);
  lore_json_add_string (builder, "reason", call->reason);
  lore_json_add_string (builder, "digits", call->digits);
  lore_json_add_string (builder, "codecs", call->codecs);
  lore_json_add_int (builder, "messages", call->n_messages);
  lore_json_add_int (builder, "retransmissions", call->n_retransmissions);
  add_streams_json (builder, source->trace, call->id);
  if (legs != NULL)
    add_legs_json (builder, source->trace, legs, call->id);
  lore_json_print (builder);
}

/* Where facts begin: labels in two languages are longer. */
static guint value_column = 20;

static void
print_duration (const char *label, gint64 us)
{
  g_autofree char *text = us != LORE_TIME_UNKNOWN ? lore_duration_dup_text (us) : NULL;

  if (text != NULL)
    lore_terminal_print_pair (3, value_column, label, text);
}

static void
print_fact (const char *label, const char *value)
{
  if (value != NULL)
    lore_terminal_print_pair (3, value_column, label, value);
}

static void
print_count (const char *label, guint count)
{
  g_autofree char *number = g_strdup_printf ("%u", count);

  lore_terminal_print_pair (3, value_column, label, number);
}

static void
print_streams (const LoreCli *cli, LoreTrace *trace, guint32 call)
{
  guint n;
  guint first = lore_trace_find_streams (trace, call, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *words =
          lore_describe_stream_aloud (trace, first + i, cli->language);

      print_fact (i == 0 ? _ ("media") : "", words);
    }
}

static void
print_legs (LoreTrace *trace, LoreLegs *legs, guint32 call)
{
  guint n;
  const guint32 *calls = lore_legs_get_calls (legs, call, &n);

  for (guint i = 1; i < n; i++)
    {
      g_autoptr (LoreCall) leg = lore_trace_dup_call (trace, calls[i]);
      g_autofree char *words = g_strdup_printf (
          "%u. %s → %s, %s (%s)", calls[i] + 1, leg->from, leg->to, leg->call_id,
          _ (reasons[lore_legs_get_reason (legs, calls[i])]));

      print_fact (_ ("next leg"), words);
    }
}

static void
print_text (const LoreCli *cli, const LoreSource *source, LoreLegs *legs,
            const LoreCall *call)
{
  const char *ended_by = get_ended_by (source->trace, call);
  g_autofree char *start = dup_start (source->trace, call);
  g_autofree char *title = g_strdup_printf ("%s → %s", call->from, call->to);
  g_autofree char *bold = lore_terminal_dup_bold (cli, title);

  g_print ("%u. %s\n   %s", call->id + 1, bold,
           call->kind == LORE_CALL_CALL ? _ (outcomes[call->outcome])
                                        : _ (kinds[call->kind]));
  if (get_status (call) != 0)
    g_print (" (%u)", get_status (call));
  g_print ("\n");
  print_fact (_ ("Call-ID"), call->call_id);
  print_fact (_ ("begun"), start);
  print_duration (_ ("ringing"), call->ringing_us);
  print_duration (_ ("until answer"), call->setup_us);
  print_duration (_ ("talk"), call->talk_us);
  if (ended_by != NULL)
    print_fact (_ ("ended by"),
                g_str_equal (ended_by, "caller") ? _ ("the caller") : _ ("the callee"));
  print_fact (_ ("reason"), call->reason);
  print_fact (_ ("keys"), call->digits);
  print_fact (_ ("codecs"), call->codecs);
  print_streams (cli, source->trace, call->id);
  print_count (_ ("messages"), call->n_messages);
  print_count (_ ("retransmissions"), call->n_retransmissions);
  if (legs != NULL)
    print_legs (source->trace, legs, call->id);
  g_print ("\n");
}

/* Nothing would look like nothing read. */
static void
print_none (guint n_others)
{
  g_autofree char *others = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "No calls here, but %u other exchange: --all tells it.",
                   "No calls here, but %u other exchanges: --all tells them.", n_others),
      n_others);

  g_print ("%s\n", n_others > 0 ? others : _ ("No calls here."));
}

/* It is told with the first of its legs that a filter has left. */
static gboolean
is_later_leg (LoreLegs *legs, guint32 call, const gboolean *chosen)
{
  guint n;
  const guint32 *calls = lore_legs_get_calls (legs, call, &n);

  for (guint i = 0; i < n && calls[i] < call; i++)
    if (chosen[calls[i]])
      return TRUE;
  return FALSE;
}

LoreExit
lore_command_calls (const LoreCli *cli, int argc, char **argv)
{
  static const GOptionEntry entries[] = {
    { "all", 'a', 0, G_OPTION_ARG_NONE, &all,
      N_ ("Also what is no call: registrations, OPTIONS, …"), NULL },
    { "join", 'j', 0, G_OPTION_ARG_NONE, &joined,
      N_ ("Legs of one call together, as a B2BUA makes them"), NULL },
    { "join-header", 'H', 0, G_OPTION_ARG_STRING_ARRAY, &join_headers,
      N_ ("A header field that joins legs, instead of the usual ones"), N_ ("NAME") },
    LORE_FILTER_OPTION_ENTRY (expression),
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LoreSource) source = NULL;
  g_autoptr (LoreFilter) filter = NULL;
  g_autoptr (LoreLegs) legs = NULL;
  g_autofree gboolean *chosen = NULL;
  guint n_told = 0, n_others = 0;
  LoreExit status;

  if (!lore_cli_parse (cli, &argc, &argv, entries, 1, 1, &status))
    return status;
  source = lore_filter_option_read (argv[1], expression, &filter, &error);
  if (source == NULL)
    return lore_cli_fail (cli, error);
  chosen = lore_filter_option_dup_calls (filter, source->trace);
  if (joined || join_headers != NULL)
    legs = lore_legs_new (source->trace, (const char *const *)join_headers);
  if (cli->words[1] != NULL)
    value_column = 32;
  for (guint i = 0; i < lore_trace_get_n_calls (source->trace); i++)
    {
      g_autoptr (LoreCall) call = lore_trace_dup_call (source->trace, i);

      if (!chosen[i] || (legs != NULL && is_later_leg (legs, i, chosen)))
        continue;
      if (call->outcome == LORE_OUTCOME_NOT_A_CALL && !all)
        {
          n_others++;
          continue;
        }
      n_told++;
      if (cli->json)
        print_json (source, legs, call);
      else
        print_text (cli, source, legs, call);
    }
  if (cli->json)
    return LORE_EXIT_FINE;
  if (n_told == 0)
    print_none (n_others);
  lore_source_print_remarks (cli, source);
  return LORE_EXIT_FINE;
}
