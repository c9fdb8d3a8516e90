/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"
#include "cli/json-line.h"
#include "cli/lab-option.h"
#include "cli/live.h"
#include "cli/network-option.h"
#include "formats/format.h"
#include "net/sockets.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>

static struct
{
  char *listen;
  char *role;
  char *network;
  char **settings;
  char **bindings;
  char *behaviour;
  char *save;
  char *transport;
  char *certificate;
  char *user;
  char *password;
  double answer_after;
  double seconds;
  gboolean quiet;
} options = { .answer_after = -1, .seconds = -1 };

static LoreLabOption lab_option = LORE_LAB_OPTION_NOTHING;

static const GOptionEntry entries[] = {
  { "listen", 'l', 0, G_OPTION_ARG_STRING, &options.listen,
    N_ ("Where to listen; 127.0.0.1 and any free port without it"), N_ ("HOST:PORT") },
  { "role", 'r', 0, G_OPTION_ARG_STRING, &options.role,
    N_ ("uas (Bob), registrar, proxy, redirect or b2bua"), N_ ("ROLE") },
  LORE_NETWORK_OPTION_ENTRY (options.network),
  { "set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &options.settings,
    N_ ("What the role does, as in a network file: domain=atlanta.example, record-route, "
        "users=alice:secret; may be repeated"),
    N_ ("SETTING") },
  { "bind", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.bindings,
    N_ ("Who can be reached where, as “sip:bob@atlanta.example sip:bob@127.0.0.1:5070”; "
        "may be repeated"),
    N_ ("BINDING") },
  { "behaviour", 'b', 0, G_OPTION_ARG_STRING, &options.behaviour,
    N_ ("How Bob takes a call: answer, busy, ring, hang-up:12 (seconds), …"),
    N_ ("NAME") },
  { "transport", 0, 0, G_OPTION_ARG_STRING, &options.transport,
    N_ ("By which it is reached: udp, tcp, tls, ws or wss; without it udp and tcp"),
    N_ ("TRANSPORT") },
  { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &options.certificate,
    N_ ("What it shows for tls and wss (PEM with the key); made when it is not there"),
    N_ ("FILE") },
  { "user", 'u', 0, G_OPTION_ARG_STRING, &options.user,
    N_ ("Let in only who logs in as this user"), N_ ("NAME") },
  { "password", 'p', 0, G_OPTION_ARG_STRING, &options.password, N_ ("with this password"),
    N_ ("PASSWORD") },
  { "answer-after", 0, 0, G_OPTION_ARG_DOUBLE, &options.answer_after,
    N_ ("How long Bob's telephone rings"), N_ ("SECONDS") },
  { "for", 'f', 0, G_OPTION_ARG_DOUBLE, &options.seconds,
    N_ ("End after so long; without it, when interrupted"), N_ ("SECONDS") },
  { "save", 0, 0, G_OPTION_ARG_FILENAME, &options.save,
    N_ ("Write what happened: .siplore .pcap .pcapng .txt .sip"), N_ ("OUT") },
  { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet,
    N_ ("Print no messages, and remember none that nobody asks for: for many calls"),
    NULL },
  LORE_LAB_OPTION_ENTRIES (lab_option),
  { NULL },
};

static gboolean
set_transport (LoreLab *lab, GError **error)
{
  g_autofree char *name = NULL;

  if (options.transport == NULL)
    return TRUE;
  name = lore_cli_parse_transport (options.transport, error);
  if (name != NULL)
    lore_lab_set_practice_transport (lab, name);
  return name != NULL;
}

/* The first line says where: a script that chose no port reads it here. */
static void
print_listening (const LoreCli *cli, LoreLab *lab, const char *name, const char *role,
                 const char *address)
{
  const char *transports = lore_lab_get_station_transports (lab, name);

  if (cli->json)
    {
      JsonBuilder *builder = lore_json_begin ();

      lore_json_add_string (builder, "listening", address);
      lore_json_add_string (builder, "transports", transports);
      lore_json_add_string (builder, "name", name);
      lore_json_add_string (builder, "role", role);
      lore_json_print (builder);
    }
  else if (name != NULL)
    g_print (_ ("%s (%s) listens on %s (%s).\n"), name, role, address, transports);
  else
    g_print (_ ("Listening on %s (%s). Ctrl+C ends.\n"), address, transports);
  fflush (stdout);
}

static gboolean
start_network (const LoreCli *cli, LoreLab *lab, LoreNetworkPlan *plan, const char *host,
               GError **error)
{
  if (!lore_lab_load_network (lab, plan, host, error))
    return FALSE;
  for (guint i = 0; i < plan->elements->len; i++)
    {
      const LorePlanElement *element = plan->elements->pdata[i];

      print_listening (cli, lab, element->name, lore_role_get_name (element->role),
                       lore_lab_get_station_address (lab, element->name));
    }
  return TRUE;
}

/* The network file that the options would make. */
static char *
dup_plan_text (const char *role, guint16 port)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s %c%s", role, g_ascii_toupper (*role), role + 1);
  if (port != 0)
    g_string_append_printf (text, " port=%u", port);
  if (options.user != NULL)
    g_string_append_printf (text, " users=%s:%s", options.user,
                            options.password != NULL ? options.password : "");
  for (gsize i = 0; options.settings != NULL && options.settings[i] != NULL; i++)
    g_string_append_printf (text, " %s", options.settings[i]);
  for (gsize i = 0; options.bindings != NULL && options.bindings[i] != NULL; i++)
    g_string_append_printf (text, "\nbind %s", options.bindings[i]);
  return g_string_free (text, FALSE);
}

static gboolean
start_role (const LoreCli *cli, LoreLab *lab, const char *role, const char *host,
            guint16 port, GError **error)
{
  g_autofree char *text = dup_plan_text (role, port);
  g_autoptr (LoreNetworkPlan) plan = lore_network_plan_parse (text, error);

  return plan != NULL && start_network (cli, lab, plan, host, error);
}

static gboolean
start_bob (const LoreCli *cli, LoreLab *lab, const char *host, guint16 port,
           GError **error)
{
  if (options.behaviour != NULL
      && !lore_lab_set_bob_behaviour (lab, options.behaviour, error))
    return FALSE;
  if (options.answer_after >= 0)
    lore_lab_set_bob_answer_after (lab, options.answer_after);
  if (!lore_lab_start_bob (lab, host, port, error))
    return FALSE;
  print_listening (cli, lab, NULL, NULL, lore_lab_get_bob_address (lab));
  return TRUE;
}

static gboolean
start (const LoreCli *cli, LoreLab *lab, GError **error)
{
  const char *role_name = options.role != NULL ? options.role : "uas";
  g_autoptr (LoreNetworkPlan) plan = NULL;
  g_autofree char *host = NULL;
  guint16 port = 0;
  LoreRole role;

  if (options.listen != NULL
      && !lore_cli_parse_address (options.listen, &host, &port, error))
    return FALSE;
  if (!set_transport (lab, error))
    return FALSE;
  if (options.user != NULL)
    lore_lab_require_login (lab, options.user,
                            options.password != NULL ? options.password : "");
  if (options.network != NULL)
    {
      plan = lore_network_option_load (options.network, error);
      return plan != NULL && start_network (cli, lab, plan, host, error);
    }
  if (!lore_role_lookup (role_name, &role))
    {
      lore_problem_set (error, LORE_PROBLEM_USAGE, "role-unavailable", "role", role_name,
                        NULL);
      return FALSE;
    }
  if (role == LORE_ROLE_UAS && options.settings == NULL)
    return start_bob (cli, lab, host, port, error);
  return start_role (cli, lab, role_name, host, port, error);
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static void
run (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint sources[] = {
    g_unix_signal_add (SIGINT, quit_cb, loop), g_unix_signal_add (SIGTERM, quit_cb, loop),
    options.seconds >= 0 ? g_timeout_add (options.seconds * 1000, quit_cb, loop) : 0
  };

  g_main_loop_run (loop);
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    if (sources[i] != 0)
      g_source_remove (sources[i]);
}

/* What is neither printed nor saved nor looked at by a rule need not be remembered. */
static gboolean
is_forgetful (void)
{
  return options.quiet && options.save == NULL && options.network == NULL
         && lab_option.faults == NULL;
}

static LoreExit
serve (const LoreCli *cli, LoreTrace *trace)
{
  g_autoptr (LoreClock) clock = lore_clock_new_real ();
  g_autoptr (LoreSockets) network = lore_sockets_new ();
  g_autoptr (LoreLab) lab =
      lore_lab_new (is_forgetful () ? NULL : trace, clock, LORE_NETWORK (network), 0);
  g_autoptr (LoreLive) live = NULL;
  g_autoptr (GError) error = NULL;

  if (options.certificate != NULL
      && !lore_security_set_file (lore_sockets_get_security (network),
                                  options.certificate, &error))
    return lore_cli_fail (cli, error);
  /* Before anybody listens, to say what is wrong with them; and after: a network's own
   * faults are replaced by those on the command line, if there are any. */
  if (!lore_lab_option_apply (&lab_option, lab, &error) || !start (cli, lab, &error)
      || !lore_lab_option_apply (&lab_option, lab, &error))
    return lore_cli_fail (cli, error);
  live = options.quiet ? NULL : lore_live_new (cli, trace, NULL);
  run ();
  return LORE_EXIT_FINE;
}

LoreExit
lore_command_peer (const LoreCli *cli, int argc, char **argv)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  LoreExit status;

  if (!lore_cli_parse (cli, &argc, &argv, entries, 0, 0, &status))
    return status;
  status = serve (cli, trace);
  if (status != LORE_EXIT_FINE || options.save == NULL)
    return status;
  file = g_file_new_for_commandline_arg (options.save);
  if (!lore_format_write (trace, file, NULL, &error))
    return lore_cli_fail (cli, error);
  return LORE_EXIT_FINE;
}
