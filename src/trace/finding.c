/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/finding.h"

#include "sip/facts.h"
#include "trace/call.h"
#include "trace/finding-look.h"

/* A sentence quotes a piece, not a page. */
#define LONGEST 120

typedef enum
{
  EACH, /* wherever it is seen */
  ONCE, /* where the message is first seen */
} Scope;

static const LoreFindingRow rows[] = {
#define LORE_FINDING(NAME, id, misconception, severity, rfc, scope, look)                \
  { "finding:" id, misconception, SIP_SEVERITY_##severity, rfc },
#include "trace/findings.def"
#undef LORE_FINDING
};

static const struct
{
  Scope scope;
  LoreLook look;
} looks[] = {
#define LORE_FINDING(NAME, id, misconception, severity, rfc, scope, look) { scope, look },
#include "trace/findings.def"
#undef LORE_FINDING
};

const LoreFindingRow *
lore_finding_get_row (LoreFindingId finding)
{
  g_return_val_if_fail (finding < LORE_N_FINDINGS, NULL);
  return &rows[finding];
}

void
lore_finding_free (LoreFinding *finding)
{
  g_strfreev (finding->args);
  g_free (finding);
}

/* --- the arguments of a sentence ------------------------------------------------- */

/* Takes @value. What stands between `…` must not end it. */
static void
add_value (GStrvBuilder *args, const char *name, char *value)
{
  g_autofree char *text = value;
  g_autofree char *cut = NULL;

  if (text == NULL)
    return;
  if (g_utf8_strlen (text, -1) > LONGEST)
    {
      g_autofree char *head = g_utf8_substring (text, 0, LONGEST - 1);

      cut = g_strconcat (head, "…", NULL);
    }
  else
    cut = g_strdup (text);
  g_strdelimit (cut, "`", '\'');
  g_strdelimit (cut, "\r\n\t", ' ');
  g_strv_builder_add (args, name);
  g_strv_builder_add (args, cut);
}

/* "BYE" or "486 Busy Here" */
static char *
dup_what (const LoreStep *step)
{
  g_autofree char *text = NULL;

  if (step->index.start != SIP_START_RESPONSE)
    return lore_step_dup_text (step, step->index.method_name);
  text = lore_step_dup_text (step, step->index.reason);
  return g_strdup_printf ("%u %s", step->facts.status,
                          *text != '\0' ? text
                                        : sip_status_get_phrase (step->facts.status));
}

static char **
dup_args (const LoreStep *step, const LoreSight *sight)
{
  g_autoptr (GStrvBuilder) args = g_strv_builder_new ();

  add_value (args, "what", dup_what (step));
  add_value (args, "method", lore_step_dup_text (step, step->index.method_name));
  add_value (args, "cseq", g_strdup_printf ("%u", step->facts.cseq));
  add_value (args, "value", lore_step_dup_text (step, sight->span));
  add_value (args, "expected", g_strdup (sight->expected));
  if (sight->other != NULL)
    {
      add_value (args, "other", g_strdup_printf ("%u", sight->other->facts.id + 1));
      add_value (args, "other-what", dup_what (sight->other));
      add_value (args, "other-cseq", g_strdup_printf ("%u", sight->other->facts.cseq));
    }
  return g_strv_builder_end (args);
}

/* --- looking -------------------------------------------------------------------- */

static void
look (const LoreStory *story, const LoreStep *step, GPtrArray *findings)
{
  for (guint i = 0; i < LORE_N_FINDINGS; i++)
    {
      g_autofree char *expected = NULL;
      LoreSight sight = { 0 };
      LoreFinding *finding;

      if ((looks[i].scope == ONCE && step->first != step)
          || !looks[i].look (story, step, &sight))
        continue;
      expected = sight.expected;
      finding = g_new0 (LoreFinding, 1);
      finding->row = &rows[i];
      finding->message = step->facts.id;
      finding->other = sight.other != NULL ? sight.other->facts.id : LORE_ID_NONE;
      finding->span = sight.span;
      finding->args = dup_args (step, &sight);
      g_ptr_array_add (findings, finding);
    }
}

/* Everything is learnt, but only @message is looked at, or all. */
static void
look_at_call (LoreTrace *trace, guint32 call, guint32 message, GPtrArray *findings)
{
  g_autoptr (LoreStory) story = lore_story_new (trace, call);

  for (guint i = 0; i < story->n_steps; i++)
    {
      LoreStep *step = &story->steps[i];

      if (!step->is_repeat && step->index.start != SIP_START_BAD
          && (message == LORE_ID_NONE || message == step->facts.id))
        look (story, step, findings);
      if (message == step->facts.id)
        return;
      lore_story_learn (story, step);
    }
}

static gint
compare_message (gconstpointer a, gconstpointer b)
{
  const LoreFinding *first = *(const LoreFinding *const *)a;
  const LoreFinding *second = *(const LoreFinding *const *)b;

  if (first->message != second->message)
    return first->message < second->message ? -1 : 1;
  return first->row < second->row ? -1 : first->row > second->row;
}

GPtrArray *
lore_trace_dup_findings (LoreTrace *trace, guint32 message)
{
  GPtrArray *findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify)lore_finding_free);
  LoreMessage facts;

  g_return_val_if_fail (LORE_IS_TRACE (trace), findings);
  if (message != LORE_ID_NONE)
    {
      lore_trace_get_message (trace, message, &facts);
      if (facts.call != LORE_ID_NONE)
        look_at_call (trace, facts.call, message, findings);
      return findings;
    }
  for (guint32 call = 0; call < lore_trace_get_n_calls (trace); call++)
    look_at_call (trace, call, LORE_ID_NONE, findings);
  g_ptr_array_sort (findings, compare_message);
  return findings;
}

GPtrArray *
lore_trace_dup_call_findings (LoreTrace *trace, guint32 call)
{
  GPtrArray *findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify)lore_finding_free);

  g_return_val_if_fail (LORE_IS_TRACE (trace), findings);
  look_at_call (trace, call, LORE_ID_NONE, findings);
  g_ptr_array_sort (findings, compare_message);
  return findings;
}
