/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"
#include "base/reason.h"
#include "cli/lab-option.h"
#include "cli/live.h"
#include "cli/network-option.h"
#include "formats/format.h"
#include "formats/history.h"
#include "net/sockets.h"
#include "plan/environment.h"
#include "plan/template.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LOOK_MS 25
#define HISTORY "history:"
/* Without a transaction to wait for: so long nothing comes. */
#define SILENCE_S 5.0

/* What the options say. */
static struct
{
  char *to;
  char *local;
  char *transport;
  char *trust;
  char *network;
  char *environment;
  char **settings;
  char **then;
  char *user;
  char *password;
  char *save;
  double wait;
  double keep;
  gboolean raw;
} options = { .wait = -1 };

static LoreLabOption lab_option = LORE_LAB_OPTION_NOTHING;

static const GOptionEntry entries[] = {
  { "to", 't', 0, G_OPTION_ARG_STRING, &options.to,
    N_ ("Where to; without it to the practice elements of this program"),
    N_ ("HOST:PORT") },
  { "transport", 0, 0, G_OPTION_ARG_STRING, &options.transport,
    N_ ("How it travels: udp, tcp, tls, ws or wss; guided, what is large goes over TCP"),
    N_ ("TRANSPORT") },
  { "trust", 0, 0, G_OPTION_ARG_FILENAME, &options.trust,
    N_ ("Whose certificates to believe over tls and wss (PEM)"), N_ ("FILE") },
  { "local", 0, 0, G_OPTION_ARG_STRING, &options.local,
    N_ ("The address to send from and listen on"), N_ ("HOST:PORT") },
  { "environment", 'e', 0, G_OPTION_ARG_STRING, &options.environment,
    N_ ("Give the variables of that environment their values"), N_ ("NAME") },
  { "set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &options.settings,
    N_ ("Give the variable {{NAME}} a value; may be repeated"), N_ ("NAME=VALUE") },
  { "raw", 'r', 0, G_OPTION_ARG_NONE, &options.raw,
    N_ ("Send the bytes as they are and nothing else"), NULL },
  { "then", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.then,
    N_ ("Afterwards send this template of the same call; may be repeated"),
    N_ ("TEMPLATE") },
  { "user", 'u', 0, G_OPTION_ARG_STRING, &options.user,
    N_ ("Answer a challenge as this user"), N_ ("NAME") },
  { "password", 'p', 0, G_OPTION_ARG_STRING, &options.password, N_ ("with this password"),
    N_ ("PASSWORD") },
  { "wait", 'w', 0, G_OPTION_ARG_DOUBLE, &options.wait,
    N_ ("End after so long a silence (5 when raw, else with the transaction)"),
    N_ ("SECONDS") },
  { "keep", 'k', 0, G_OPTION_ARG_DOUBLE, &options.keep,
    N_ ("Stay for so long before --then: what runs out is refreshed, and ended then"),
    N_ ("SECONDS") },
  { "save", 0, 0, G_OPTION_ARG_FILENAME, &options.save,
    N_ ("Write what happened: .siplore .pcap .pcapng .txt .sip"), N_ ("OUT") },
  LORE_NETWORK_OPTION_ENTRY (options.network),
  LORE_LAB_OPTION_ENTRIES (lab_option),
  { NULL },
};

typedef struct
{
  const LoreCli *cli;
  LoreLab *lab;
  LoreLive *live;
  GMainLoop *loop;
  double wait;
  const char *next; /* the template that comes after; NULL: none */
  guint32 sent;     /* message */
  GAsyncResult *result;
} Sender;

/* --- what to send --------------------------------------------------------------------
 */

/* "history:1": what was sent last, once more. NULL when the name is another, or there is
 * no such message. */
static GBytes *
load_from_history (const char *name)
{
  g_autoptr (LoreHistory) history = NULL;
  g_autoptr (LoreSent) sent = NULL;
  guint64 number;

  if (!g_str_has_prefix (name, HISTORY)
      || !g_ascii_string_to_unsigned (name + strlen (HISTORY), 10, 1, G_MAXUINT, &number,
                                      NULL))
    return NULL;
  history = lore_history_new (NULL);
  sent = g_list_model_get_item (G_LIST_MODEL (history), number - 1);
  return sent != NULL ? g_bytes_ref (lore_sent_get_message (sent)) : NULL;
}

/* The text of a template, or a message of the history, or else a file. */
static GBytes *
load (const char *name, GError **error)
{
  g_autoptr (LoreTemplates) templates = lore_templates_new (NULL);
  LoreTemplate *template = lore_templates_lookup (templates, name);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) cause = NULL;
  GBytes *bytes = load_from_history (name);

  if (bytes != NULL)
    return bytes;
  if (template != NULL)
    return g_bytes_new (lore_template_get_text (template),
                        strlen (lore_template_get_text (template)));
  file = g_file_new_for_commandline_arg (name);
  bytes = g_file_load_bytes (file, NULL, NULL, &cause);
  if (bytes != NULL)
    return bytes;
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
      && strchr (name, G_DIR_SEPARATOR) == NULL)
    lore_problem_set (error, LORE_PROBLEM_USAGE, "template-unknown", "name", name, NULL);
  else
    lore_problem_set (error, LORE_PROBLEM_FILE, "file-unreadable", "file", name,
                      "@reason", lore_reason_get (cause), NULL);
  return NULL;
}

static gboolean
apply_settings (GHashTable *variables, GError **error)
{
  g_autoptr (LoreEnvironments) environments = lore_environments_new (NULL);
  LoreEnvironment *environment =
      options.environment != NULL
          ? lore_environments_lookup (environments, options.environment, error)
          : NULL;

  if (options.environment != NULL && environment == NULL)
    return FALSE;
  if (environment != NULL)
    lore_environment_apply (environment, variables);
  for (gsize i = 0; options.settings != NULL && options.settings[i] != NULL; i++)
    if (!lore_environment_parse_setting (options.settings[i], variables, error))
      return FALSE;
  return TRUE;
}

/* Raw with a file is the file; everything else is filled. */
static GBytes *
fill (Sender *sender, GBytes *text, const char *destination, GError **error)
{
  g_autofree char *string =
      g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
  g_autoptr (GHashTable) variables = NULL;
  g_auto (GStrv) missing = NULL;
  g_autoptr (GBytes) filled = NULL;
  g_autofree char *names = NULL;

  if (options.raw && strstr (string, "{{") == NULL)
    return g_bytes_ref (text);
  variables = lore_lab_dup_variables (sender->lab, string, destination);
  /* Who logs in by a name is known by it. */
  if (options.user != NULL)
    g_hash_table_replace (variables, g_strdup ("user"),
                          g_uri_escape_string (options.user, NULL, FALSE));
  if (!apply_settings (variables, error))
    return NULL;
  filled = lore_template_fill_bytes (text, variables, TRUE, &missing);
  if (missing == NULL || *missing == NULL)
    return g_steal_pointer (&filled);
  names = g_strjoinv (", ", missing);
  lore_problem_set (error, LORE_PROBLEM_USAGE,
                    g_str_equal (names, "authorization") ? "send-no-login"
                                                         : "send-missing",
                    "names", names, NULL);
  return NULL;
}

/* --- sending -------------------------------------------------------------------------
 */

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sender *sender = user_data;

  sender->result = g_object_ref (result);
  g_main_loop_quit (sender->loop);
}

static gboolean
aim (Sender *sender, const char *destination, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  lore_lab_aim_async (sender->lab, destination, NULL, finished_cb, sender);
  g_main_loop_run (sender->loop);
  result = g_steal_pointer (&sender->result);
  return lore_lab_aim_finish (sender->lab, result, error);
}

/* A CANCEL cannot wait for the end of its INVITE: it goes once that rings. */
static gboolean
is_time_to_cancel (Sender *sender)
{
  g_auto (GStrv) offers = NULL;

  if (g_strcmp0 (sender->next, "cancel") != 0 || sender->wait >= 0)
    return FALSE;
  offers = lore_lab_dup_offers (sender->lab);
  return g_strv_contains ((const char *const *)offers, "cancel");
}

static gboolean
is_over (Sender *sender)
{
  gint64 silence_us = g_get_monotonic_time () - lore_live_get_last_us (sender->live);

  if (!options.raw && !lore_lab_is_busy (sender->lab))
    return TRUE;
  if (is_time_to_cancel (sender))
    return TRUE;
  return sender->wait >= 0 && silence_us >= sender->wait * G_USEC_PER_SEC;
}

static gboolean
look_cb (gpointer user_data)
{
  Sender *sender = user_data;

  if (!is_over (sender))
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (sender->loop);
  return G_SOURCE_REMOVE;
}

/* A history that cannot be written is no reason not to send. */
static void
remember (GBytes *message, const char *destination)
{
  g_autoptr (LoreHistory) history = lore_history_new (NULL);

  lore_history_add (history, message, destination, !options.raw, NULL);
}

static gboolean
send_and_wait (Sender *sender, GBytes *message, const char *destination, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  lore_lab_send_async (sender->lab, message, destination,
                       options.raw ? LORE_SEND_RAW : LORE_SEND_GUIDED, NULL, finished_cb,
                       sender);
  g_main_loop_run (sender->loop);
  result = g_steal_pointer (&sender->result);
  if (!lore_lab_send_finish (sender->lab, result, &sender->sent, error))
    return FALSE;
  remember (message, destination);
  g_timeout_add (LOOK_MS, look_cb, sender);
  g_main_loop_run (sender->loop);
  return TRUE;
}

static gboolean
send_one (Sender *sender, const char *name, const char *destination, GError **error)
{
  g_autoptr (GBytes) text = load (name, error);
  g_autoptr (GBytes) message = NULL;

  if (text == NULL || !aim (sender, destination, error))
    return FALSE;
  message = fill (sender, text, destination, error);
  return message != NULL && send_and_wait (sender, message, destination, error);
}

/* A call, a registration: for so long of the lab's time it is kept up. */
static void
keep_up (Sender *sender)
{
  if (options.keep <= 0)
    return;
  lore_clock_add (lore_lab_get_clock (sender->lab), options.keep * G_USEC_PER_SEC,
                  (LoreClockFunc)g_main_loop_quit, sender->loop);
  g_main_loop_run (sender->loop);
}

/* What was kept up for a time is taken back in the end. */
static void
let_go (Sender *sender)
{
  if (options.keep <= 0)
    return;
  lore_lab_let_go (sender->lab);
  g_timeout_add (LOOK_MS, look_cb, sender);
  g_main_loop_run (sender->loop);
}

/* --- the command ---------------------------------------------------------------------
 */

static gboolean
load_network (Sender *sender, GError **error)
{
  g_autoptr (LoreNetworkPlan) plan = lore_network_option_load (options.network, error);

  return plan != NULL && lore_lab_load_network (sender->lab, plan, NULL, error)
         && lore_lab_option_apply (&lab_option, sender->lab, error);
}

/* --transport is a short way to write what a destination may say itself. */
static char *
dup_with_transport (const char *destination)
{
  return options.transport != NULL
             ? g_strconcat (destination, ";transport=", options.transport, NULL)
             : g_strdup (destination);
}

/* Registrations go to the practice registrar, everything else to Bob. */
static char *
choose_destination (Sender *sender, const char *name, GError **error)
{
  g_autoptr (GBytes) text = NULL;
  g_autofree char *transport = NULL;

  if (options.transport != NULL)
    {
      transport = lore_cli_parse_transport (options.transport, error);
      if (transport == NULL)
        return NULL;
    }
  lore_lab_set_practice_transport (sender->lab, transport);
  if (options.network != NULL && !load_network (sender, error))
    return NULL;
  if (options.to != NULL)
    return dup_with_transport (options.to);
  if (options.network != NULL)
    return lore_lab_dup_network_destination (sender->lab);
  text = load (name, error);
  if (text == NULL || !lore_lab_start_practice (sender->lab, error))
    return NULL;
  return dup_with_transport (
      g_bytes_get_size (text) > 8
              && memcmp (g_bytes_get_data (text, NULL), "REGISTER", 8) == 0
          ? lore_lab_get_registrar_address (sender->lab)
          : lore_lab_get_bob_address (sender->lab));
}

static gboolean
send_all (Sender *sender, const char *name, GError **error)
{
  g_autofree char *destination = NULL;
  g_autofree char *host = NULL;
  guint16 port = 0;

  if (options.local != NULL
      && !lore_cli_parse_address (options.local, &host, &port, error))
    return FALSE;
  lore_lab_set_login (sender->lab, options.user, options.password);
  if (!lore_lab_open (sender->lab, host, port, error))
    return FALSE;
  destination = choose_destination (sender, name, error);
  sender->next = options.then != NULL && options.keep <= 0 ? options.then[0] : NULL;
  if (destination == NULL || !send_one (sender, name, destination, error))
    return FALSE;
  keep_up (sender);
  for (gsize i = 0; options.then != NULL && options.then[i] != NULL; i++)
    {
      g_autofree char *next =
          lore_lab_dup_offer_destination (sender->lab, options.then[i]);

      sender->next = options.then[i + 1];
      if (!send_one (sender, options.then[i], next != NULL ? next : destination, error))
        return FALSE;
    }
  let_go (sender);
  return TRUE;
}

static LoreExit
finish (Sender *sender, GError *error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) problem = NULL;

  if (error != NULL)
    return lore_cli_fail (sender->cli, error);
  if (options.save != NULL)
    {
      file = g_file_new_for_commandline_arg (options.save);
      if (!lore_format_write (lore_lab_get_trace (sender->lab), file, NULL, &problem))
        return lore_cli_fail (sender->cli, problem);
    }
  if (lore_live_has_problem (sender->live))
    return LORE_EXIT_FAILED;
  return lore_live_get_status (sender->live) >= 300 ? LORE_EXIT_FOUND : LORE_EXIT_FINE;
}

LoreExit
lore_command_send (const LoreCli *cli, int argc, char **argv)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreClock) clock = lore_clock_new_real ();
  g_autoptr (LoreSockets) network = lore_sockets_new ();
  g_autoptr (LoreLab) lab = lore_lab_new (trace, clock, LORE_NETWORK (network), 0);
  g_autoptr (LoreLive) live = lore_live_new (cli, trace, "alice");
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  Sender sender = { .cli = cli, .lab = lab, .live = live, .loop = loop };
  LoreExit status;

  if (!lore_cli_parse (cli, &argc, &argv, entries, 1, 1, &status))
    return status;
  sender.wait = options.wait >= 0 || !options.raw ? options.wait : SILENCE_S;
  if (lore_lab_option_apply (&lab_option, lab, &error))
    if (lore_security_set_trust (lore_sockets_get_security (network), options.trust,
                                 &error))
      send_all (&sender, argv[1], &error);
  return finish (&sender, error);
}
