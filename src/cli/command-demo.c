/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A practice call from beginning to end, without a network and in no time: what `./run`
 * shows where there is no display.
 */
#include "base/problem.h"
#include "cli/coloured-ladder.h"
#include "cli/terminal.h"
#include "draw/describe.h"
#include "formats/format.h"
#include "plan/template.h"
#include "session/lab.h"
#include "wire/memory.h"

#include <glib/gi18n-lib.h>

/* The same call each time. */
#define SEED 20020601
#define LATENCY_US 20000
#define ANSWER_AFTER_S 3
#define TALK_US (4 * G_USEC_PER_SEC)

static char *save;

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  lore_lab_send_finish (LORE_LAB (source), result, NULL, user_data);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Lets lab time go by until the request has its final response. */
static void
wait_until_idle (LoreLab *lab)
{
  LoreClock *clock = lore_lab_get_clock (lab);

  settle ();
  while (lore_lab_is_busy (lab) && lore_clock_advance_to_next (clock))
    settle ();
}

static gboolean
send_template (LoreLab *lab, LoreTemplates *templates, const char *name, GError **error)
{
  LoreTemplate *template = lore_templates_lookup (templates, name);
  const char *text = lore_template_get_text (template);
  const char *bob = lore_lab_get_bob_address (lab);
  g_autoptr (GHashTable) variables = lore_lab_dup_variables (lab, text, bob);
  g_autoptr (GBytes) message = lore_template_fill (text, variables, TRUE, NULL);

  lore_lab_send_async (lab, message, bob, LORE_SEND_GUIDED, NULL, sent_cb, error);
  wait_until_idle (lab);
  return *error == NULL;
}

static gboolean
call (LoreLab *lab, GError **error)
{
  g_autoptr (LoreTemplates) templates = lore_templates_new (NULL);
  LoreClock *clock = lore_lab_get_clock (lab);

  lore_lab_set_bob_answer_after (lab, ANSWER_AFTER_S);
  if (!lore_lab_open (lab, NULL, 5060, error)
      || !lore_lab_start_bob (lab, NULL, 5070, error)
      || !send_template (lab, templates, "invite", error))
    return FALSE;
  lore_clock_advance (clock, TALK_US);
  settle ();
  if (!send_template (lab, templates, "bye", error))
    return FALSE;
  lore_clock_advance (clock, G_USEC_PER_SEC);
  settle ();
  return TRUE;
}

static void
narrate (const LoreCli *cli, LoreTrace *trace)
{
  for (guint i = 0; i < lore_trace_get_n_messages (trace); i++)
    {
      g_autofree char *arrow = lore_describe_arrow (trace, i);
      g_autofree char *label = NULL;
      LoreMessage message;

      lore_trace_get_message (trace, i, &message);
      label = lore_terminal_dup_coloured (cli,
                                          (message.flags & LORE_MESSAGE_RESPONSE) != 0
                                              ? LORE_COLOUR_RESPONSE
                                              : LORE_COLOUR_REQUEST,
                                          arrow);
      g_print ("%8.3f s  %s\n", message.sent_us / 1e6, label);
      for (gsize l = 0; cli->words[l] != NULL; l++)
        {
          g_autofree char *sentence = lore_describe_narration (trace, i, cli->words[l]);
          g_autofree char *words = lore_terminal_dup_words (cli, sentence);

          lore_terminal_print_wrapped (words, 12);
        }
    }
}

/* From the folder of the sources nobody has installed the program yet. */
static void
invite (void)
{
  g_autofree char *installed = g_find_program_in_path ("siplore-cli");

  g_print ("\n");
  g_print (_ ("Try it yourself: %s send invite --then bye"),
           installed != NULL ? "siplore-cli" : "./run cli");
  g_print ("\n");
}

LoreExit
lore_command_demo (const LoreCli *cli, int argc, char **argv)
{
  static const GOptionEntry entries[] = {
    { "save", 0, 0, G_OPTION_ARG_FILENAME, &save,
      N_ ("Write what happened: .siplore .pcap .pcapng .txt .sip"), N_ ("OUT") },
    { NULL },
  };
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreClock) clock = lore_clock_new_virtual ();
  g_autoptr (LoreMemory) network = lore_memory_new (clock);
  g_autoptr (LoreLab) lab = lore_lab_new (trace, clock, LORE_NETWORK (network), SEED);
  g_autoptr (LoreLayout) layout = NULL;
  g_autoptr (GError) error = NULL;
  LoreExit status;

  if (!lore_cli_parse (cli, &argc, &argv, entries, 0, 0, &status))
    return status;
  lore_memory_set_latency (network, LATENCY_US);
  if (!call (lab, &error))
    return lore_cli_fail (cli, error);
  if (save != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (save);

      if (!lore_format_write (trace, file, NULL, &error))
        return lore_cli_fail (cli, error);
    }
  layout = lore_layout_new (trace);
  if (cli->json)
    {
      lore_ladder_print_json (layout);
      return LORE_EXIT_FINE;
    }
  g_print ("%s\n\n", _ ("Alice calls Bob, they talk, Alice hangs up."));
  lore_coloured_ladder_print (cli, layout);
  g_print ("\n");
  narrate (cli, trace);
  invite ();
  return LORE_EXIT_FINE;
}
