/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/fault.h"

#include "base/problem.h"
#include "sip/facts.h"

#include <string.h>

#define CERTAIN 1000000

/* The text of a rule while it is read, word by word. */
typedef struct
{
  const char *text;
  const char *at;   /* the current word */
  char *word;       /* owned; NULL at the end */
  LoreFault *fault; /* borrowed */
  gboolean action;  /* one was named */
  gboolean status;  /* the last words were "response 200": "to INVITE" may follow */
  gboolean loss;
  GError **error;
} Reader;

static const char *const topics[] = {
  [LORE_FAULT_DROP] = "fault:drop",           [LORE_FAULT_DELAY] = "fault:delay",
  [LORE_FAULT_DUPLICATE] = "fault:duplicate", [LORE_FAULT_REORDER] = "fault:reorder",
  [LORE_FAULT_CORRUPT] = "fault:corrupt",     [LORE_FAULT_NAT] = "fault:nat",
};

const char *
lore_fault_get_topic (const LoreFault *fault)
{
  return topics[fault->action];
}

/* --- words ------------------------------------------------------------------------- */

static void
next (Reader *reader)
{
  const char *from = reader->at + (reader->word != NULL ? strlen (reader->word) : 0);

  g_free (reader->word);
  reader->at = from + strspn (from, " \t");
  reader->word =
      *reader->at != '\0' ? g_strndup (reader->at, strcspn (reader->at, " \t")) : NULL;
}

static gboolean
is (const Reader *reader, const char *word)
{
  return reader->word != NULL && g_str_equal (reader->word, word);
}

/* @offset: into the current word, where the trouble is in its value. */
static gboolean
fail (Reader *reader, gsize offset, const char *hint)
{
  g_autofree char *valid = g_utf8_make_valid (reader->text, reader->at - reader->text);
  g_autofree char *position =
      g_strdup_printf ("%lu", g_utf8_strlen (valid, -1) + offset + 1);

  if (reader->word == NULL)
    lore_problem_set (reader->error, LORE_PROBLEM_USAGE, "fault-incomplete", "rule",
                      reader->text, "position", position, "hint", hint, NULL);
  else
    lore_problem_set (reader->error, LORE_PROBLEM_USAGE, "fault-unexpected", "rule",
                      reader->text, "found", reader->word + offset, "position", position,
                      "hint", hint, NULL);
  return FALSE;
}

/* --- values ------------------------------------------------------------------------ */

static gboolean
take_number (Reader *reader, const char *text, guint64 lowest, guint64 highest,
             guint64 *ret_value, const char *hint)
{
  if (g_ascii_string_to_unsigned (text, 10, lowest, highest, ret_value, NULL))
    return TRUE;
  return fail (reader, text - reader->word, hint);
}

/* "300ms", "1.5s", "2min" */
static gboolean
take_time (Reader *reader, const char *text, gint64 *ret_us)
{
  static const struct
  {
    const char *unit;
    double us;
  } units[] = { { "ms", 1e3 }, { "s", 1e6 }, { "min", 60e6 } };
  char *end = NULL;
  double value = text != NULL ? g_ascii_strtod (text, &end) : -1;

  for (gsize i = 0; text != NULL && end != text && i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (end, units[i].unit) && value >= 0 && value <= 86400)
      {
        *ret_us = (gint64)(value * units[i].us);
        return TRUE;
      }
  return fail (reader, text != NULL ? text - reader->word : 0, "300ms");
}

static gboolean
take_share (Reader *reader, const char *text)
{
  char *end = NULL;
  double value = g_ascii_strtod (text, &end);

  if (end == text || !g_str_equal (end, "%") || !(value >= 0 && value <= 100))
    return fail (reader, text - reader->word, "20%");
  reader->fault->loss_ppm = (guint)(value * 1e4 + 0.5);
  reader->loss = TRUE;
  return TRUE;
}

/* "nth=2": TRUE when the word has that name, with its value. */
static const char *
get_value (const Reader *reader, const char *name)
{
  gsize len = strlen (name);

  return strncmp (reader->word, name, len) == 0 && reader->word[len] == '='
             ? reader->word + len + 1
             : NULL;
}

static gboolean
take_count (Reader *reader, const char *text, guint *ret_count)
{
  guint64 value;

  if (!take_number (reader, text, 1, G_MAXINT, &value, "2"))
    return FALSE;
  *ret_count = value;
  return TRUE;
}

static gboolean
take_setting (Reader *reader, gboolean *ret_known)
{
  LoreFault *fault = reader->fault;
  const char *value;

  *ret_known = TRUE;
  if ((value = get_value (reader, "nth")) != NULL)
    return take_count (reader, value, &fault->nth);
  if ((value = get_value (reader, "first")) != NULL)
    return take_count (reader, value, &fault->first);
  if ((value = get_value (reader, "every")) != NULL)
    return take_count (reader, value, &fault->every);
  if ((value = get_value (reader, "seed")) != NULL)
    return take_number (reader, value, 1, G_MAXUINT64, &fault->seed, "7");
  if ((value = get_value (reader, "loss")) != NULL
      || (value = get_value (reader, "chance")) != NULL)
    return take_share (reader, value);
  if ((value = get_value (reader, "timeout")) != NULL && fault->action == LORE_FAULT_NAT)
    return take_time (reader, value, &fault->delay_us);
  *ret_known = FALSE;
  return TRUE;
}

/* --- whom and what ----------------------------------------------------------------- */

/* "200", "2xx"; anything else is left where it is. */
static gboolean
take_status (Reader *reader)
{
  const char *word = reader->word;

  if (word == NULL || strlen (word) != 3 || word[0] < '1' || word[0] > '6')
    return FALSE;
  if (g_str_equal (word + 1, "xx"))
    {
      reader->fault->lowest = (word[0] - '0') * 100;
      reader->fault->highest = reader->fault->lowest + 99;
    }
  else if (g_ascii_isdigit (word[1]) && g_ascii_isdigit (word[2]))
    reader->fault->lowest = reader->fault->highest =
        (word[0] - '0') * 100 + (word[1] - '0') * 10 + (word[2] - '0');
  else
    return FALSE;
  next (reader);
  return TRUE;
}

static gboolean
take_method (Reader *reader)
{
  guint16 method =
      reader->word != NULL ? sip_method_lookup (reader->word, -1) : SIP_METHOD_UNKNOWN;

  if (method == SIP_METHOD_UNKNOWN)
    return FALSE;
  reader->fault->method = method;
  next (reader);
  return TRUE;
}

static gboolean
take_kind (Reader *reader)
{
  LoreFault *fault = reader->fault;

  if (is (reader, "response"))
    {
      fault->requests = FALSE;
      next (reader);
      take_status (reader);
      reader->status = TRUE;
      return TRUE;
    }
  if (is (reader, "request"))
    next (reader);
  else if (sip_method_lookup (reader->word, -1) == SIP_METHOD_UNKNOWN)
    return FALSE;
  fault->responses = FALSE;
  take_method (reader);
  return TRUE;
}

static gboolean
take_who (Reader *reader, gboolean *ret_taken)
{
  char **who = is (reader, "from") ? &reader->fault->from : &reader->fault->to;
  gboolean to = is (reader, "to");

  *ret_taken = to || is (reader, "from");
  if (!*ret_taken)
    return TRUE;
  next (reader);
  if (reader->word == NULL)
    return fail (reader, 0, to && reader->status ? "INVITE" : "Bob");
  if (to && reader->status && take_method (reader))
    return TRUE;
  g_free (*who);
  *who = g_strdup (reader->word);
  next (reader);
  return TRUE;
}

static gboolean
take_selector (Reader *reader)
{
  gboolean taken;

  if (take_kind (reader))
    return TRUE;
  if (!take_who (reader, &taken))
    return FALSE;
  if (taken)
    return TRUE;
  if (!take_setting (reader, &taken))
    return FALSE;
  if (!taken)
    return fail (reader, 0, "response 200 to INVITE nth=2");
  next (reader);
  return TRUE;
}

/* --- actions ----------------------------------------------------------------------- */

static gboolean
take_delay (Reader *reader)
{
  if (!take_time (reader, reader->word, &reader->fault->delay_us))
    return FALSE;
  next (reader);
  return TRUE;
}

static gboolean
take_copies (Reader *reader)
{
  if (reader->word == NULL || !g_ascii_isdigit (*reader->word))
    return TRUE;
  if (!take_count (reader, reader->word, &reader->fault->copies))
    return FALSE;
  if (reader->fault->copies > 10)
    return fail (reader, 0, "2");
  next (reader);
  return TRUE;
}

static gboolean
take_part (Reader *reader)
{
  LoreFault *fault = reader->fault;

  if (is (reader, "length"))
    fault->part = LORE_FAULT_PART_LENGTH;
  else if (is (reader, "header"))
    fault->part = LORE_FAULT_PART_HEADER;
  else if (!is (reader, "byte"))
    return TRUE;
  next (reader);
  if (fault->part == LORE_FAULT_PART_HEADER && reader->word != NULL
      && sip_header_lookup (reader->word, -1) != SIP_HEADER_UNKNOWN)
    {
      fault->argument = g_strdup (reader->word);
      next (reader);
    }
  return TRUE;
}

/* An address has a dot or a colon; a selector has neither. */
static gboolean
take_public_address (Reader *reader)
{
  if (reader->word == NULL || strpbrk (reader->word, ".:") == NULL
      || strchr (reader->word, '=') != NULL)
    return TRUE;
  reader->fault->argument = g_strdup (reader->word);
  next (reader);
  return TRUE;
}

static gboolean
take_action (Reader *reader)
{
  static const struct
  {
    const char *word;
    gboolean (*take_argument) (Reader *);
  } actions[] = {
    [LORE_FAULT_DROP] = { "drop", NULL },
    [LORE_FAULT_DELAY] = { "delay", take_delay },
    [LORE_FAULT_DUPLICATE] = { "duplicate", take_copies },
    [LORE_FAULT_REORDER] = { "reorder", NULL },
    [LORE_FAULT_CORRUPT] = { "corrupt", take_part },
    [LORE_FAULT_NAT] = { "nat", take_public_address },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (is (reader, actions[i].word))
      {
        reader->fault->action = i;
        reader->action = TRUE;
        next (reader);
        return actions[i].take_argument == NULL || actions[i].take_argument (reader);
      }
  return TRUE;
}

static gboolean
read_rule (Reader *reader)
{
  if (!take_action (reader))
    return FALSE;
  while (reader->word != NULL)
    if (!take_selector (reader))
      return FALSE;
  if (reader->action || reader->loss)
    return TRUE;
  g_clear_pointer (&reader->word, g_free);
  reader->at = reader->text;
  next (reader);
  return fail (reader, 0, "drop");
}

LoreFault *
lore_fault_parse (const char *text, GError **error)
{
  g_autoptr (LoreFault) fault = g_rc_box_new0 (LoreFault);
  Reader reader = { .text = text, .at = text, .fault = fault, .error = error };
  gboolean fine;

  fault->text = g_strdup (text);
  fault->requests = fault->responses = TRUE;
  fault->method = SIP_METHOD_UNKNOWN;
  fault->loss_ppm = CERTAIN;
  fault->copies = 1;
  next (&reader);
  fine = read_rule (&reader);
  g_free (reader.word);
  return fine ? g_steal_pointer (&fault) : NULL;
}

LoreFault *
lore_fault_ref (LoreFault *fault)
{
  return g_rc_box_acquire (fault);
}

static void
clear (gpointer data)
{
  LoreFault *fault = data;

  g_free (fault->text);
  g_free (fault->argument);
  g_free (fault->from);
  g_free (fault->to);
}

void
lore_fault_unref (LoreFault *fault)
{
  g_rc_box_release_full (fault, clear);
}

/* --- at work ----------------------------------------------------------------------- */

static gboolean
is_at (const char *who, const char *address, const char *name)
{
  gsize len = strlen (who);

  if (name != NULL && g_ascii_strcasecmp (who, name) == 0)
    return TRUE;
  return g_str_equal (who, address)
         || (strncmp (who, address, len) == 0 && address[len] == ':'
             && strchr (address + len + 1, ':') == NULL);
}

static gboolean
is_about_kind (const LoreFault *fault, const SipIndex *index)
{
  if (fault->requests && fault->responses)
    return TRUE;
  if (index->start != (fault->requests ? SIP_START_REQUEST : SIP_START_RESPONSE))
    return FALSE;
  if (fault->method != SIP_METHOD_UNKNOWN && index->method != fault->method)
    return FALSE;
  return fault->lowest == 0
         || (index->status >= fault->lowest && index->status <= fault->highest);
}

gboolean
lore_fault_matches (const LoreFault *fault, const LoreFaultDatagram *datagram)
{
  return is_about_kind (fault, datagram->index)
         && (fault->from == NULL
             || is_at (fault->from, datagram->source, datagram->source_name))
         && (fault->to == NULL
             || is_at (fault->to, datagram->destination, datagram->destination_name));
}

gboolean
lore_fault_strikes (const LoreFault *fault, guint n)
{
  return (fault->nth == 0 || n == fault->nth) && (fault->first == 0 || n <= fault->first)
         && (fault->every == 0 || n % fault->every == 0);
}
