/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peer.h"

#include "plan/template.h"
#include "wire/endpoint.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define INSIDE "SIPLORE_NAMESPACE"

#define PATIENCE_S 20
#define LONG_PATIENCE_S 60 /* for a program to end: it may repeat lost messages */

static const LoreWireSink nobody = { 0 };

void
meeting_setup (Meeting *meeting, gconstpointer data)
{
  *meeting = (Meeting){ 0 };
  meeting->clock = lore_clock_new_real ();
  meeting->udp = lore_sockets_new ();
  meeting->trace = lore_trace_new ();
  meeting->lab =
      lore_lab_new (meeting->trace, meeting->clock, LORE_NETWORK (meeting->udp), 0);
  g_assert_true (lore_lab_open (meeting->lab, NULL, 0, NULL));
  g_assert_true (lore_lab_start_practice (meeting->lab, NULL));
}

static void
on_peer_exit (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  *(gboolean *)user_data = TRUE;
}

static gboolean
force_exit_cb (gpointer peer)
{
  g_subprocess_force_exit (peer);
  return G_SOURCE_CONTINUE;
}

/* Politely, so that a program with processes of its own ends them; then by force. */
static void
stop_peer (Meeting *meeting)
{
  gboolean gone = FALSE;
  guint late = g_timeout_add_seconds (5, force_exit_cb, meeting->peer);

  g_subprocess_send_signal (meeting->peer, SIGTERM);
  g_subprocess_wait_async (meeting->peer, NULL, on_peer_exit, &gone);
  while (!gone)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
  g_clear_object (&meeting->peer);
}

void
meeting_teardown (Meeting *meeting, gconstpointer data)
{
  if (meeting->peer != NULL)
    stop_peer (meeting);
  g_assert_finalize_object (meeting->lab);
  g_assert_finalize_object (meeting->trace);
  g_assert_finalize_object (meeting->clock);
  g_assert_finalize_object (meeting->udp);
}

gboolean
meeting_has (const char *program)
{
  g_autofree char *path = g_find_program_in_path (program);
  g_autofree char *reason = g_strdup_printf ("%s is not installed", program);

  if (path == NULL)
    g_test_skip (reason);
  return path != NULL;
}

void
meeting_start (Meeting *meeting, const char *const *argv)
{
  g_autoptr (GError) error = NULL;

  meeting->peer = g_subprocess_newv (
      argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
      &error);
  g_assert_no_error (error);
}

static gboolean
on_late (gpointer data)
{
  g_error ("nothing came within %d s: %s", PATIENCE_S, (const char *)data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until @reached. */
static void
wait_until (Meeting *meeting, gboolean (*reached) (Meeting *, gconstpointer),
            gconstpointer data, guint seconds, const char *what)
{
  guint late = g_timeout_add_seconds (seconds, on_late, (gpointer)what);
  guint tick = g_timeout_add (10, on_tick, NULL);

  while (!reached (meeting, data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
  g_source_remove (tick);
}

void
meeting_wait_until (Meeting *meeting, gboolean (*reached) (Meeting *, gconstpointer),
                    gconstpointer data, const char *what)
{
  wait_until (meeting, reached, data, PATIENCE_S, what);
}

static gboolean
is_set (Meeting *meeting, gconstpointer data)
{
  return *(const gboolean *)data;
}

int
meeting_wait_for_exit (Meeting *meeting)
{
  gboolean gone = FALSE;

  g_subprocess_wait_async (meeting->peer, NULL, on_peer_exit, &gone);
  wait_until (meeting, is_set, &gone, LONG_PATIENCE_S, "the peer's end");
  g_assert_true (g_subprocess_get_if_exited (meeting->peer));
  return g_subprocess_get_exit_status (meeting->peer);
}

char *
meeting_run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  char *output = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output,
                &words, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, NULL))
    g_error ("%s failed: %s", argv[0], words);
  return output;
}

/* Of UDP and of TCP: some peers take both. */
guint16
meeting_find_free_port (Meeting *meeting)
{
  LoreNetwork *network = LORE_NETWORK (meeting->udp);

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (LoreWire) wire =
          lore_network_open (network, NULL, 0, &nobody, NULL, NULL);
      g_autoptr (LoreWire) twin = NULL;
      g_autofree char *host = NULL;
      guint16 port = 0;

      lore_endpoint_parse (lore_wire_get_address (wire), &host, &port, NULL);
      twin =
          lore_network_open_transport (network, "TCP", NULL, port, &nobody, NULL, NULL);
      if (twin != NULL)
        return port;
    }
  g_assert_not_reached ();
}

typedef struct
{
  const char *table;
  guint16 port;
} Door;

/* Looks without touching: to try the port would take it from the peer. */
static gboolean
is_taken (Meeting *meeting, gconstpointer data)
{
  const Door *door = data;
  g_autofree char *wanted = g_strdup_printf (":%04X ", door->port);
  g_autofree char *sockets = NULL;

  g_assert_true (g_file_get_contents (door->table, &sockets, NULL, NULL));
  return strstr (sockets, wanted) != NULL;
}

void
meeting_wait_for_port (Meeting *meeting, guint16 port)
{
  const Door door = { "/proc/net/udp", port };

  wait_until (meeting, is_taken, &door, PATIENCE_S, "a listener");
}

void
meeting_wait_for_tcp_port (Meeting *meeting, guint16 port)
{
  const Door door = { "/proc/net/tcp", port };

  wait_until (meeting, is_taken, &door, PATIENCE_S, "a listener for TCP");
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static gboolean
is_there (Meeting *meeting, gconstpointer data)
{
  return *(GAsyncResult *const *)data != NULL;
}

static void
send_bytes (Meeting *meeting, GBytes *message, const char *destination)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  lore_lab_send_async (meeting->lab, message, destination, LORE_SEND_GUIDED, NULL,
                       on_sent, &result);
  wait_until (meeting, is_there, &result, PATIENCE_S, "the sending");
  lore_lab_send_finish (meeting->lab, result, NULL, &error);
  g_assert_no_error (error);
}

void
meeting_send_text (Meeting *meeting, const char *text, const char *destination)
{
  g_autoptr (GHashTable) variables =
      lore_lab_dup_variables (meeting->lab, text, destination);
  g_autoptr (GBytes) message = lore_template_fill (text, variables, TRUE, NULL);

  send_bytes (meeting, message, destination);
}

void
meeting_send (Meeting *meeting, const char *template_name, const char *destination)
{
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent");
  g_autoptr (LoreTemplates) templates = lore_templates_new (nowhere);
  const char *text =
      lore_template_get_text (lore_templates_lookup (templates, template_name));

  meeting_send_text (meeting, text, destination);
}

typedef struct
{
  const char *text;
  guint times;
} Wanted;

static gboolean
has_come (Meeting *meeting, gconstpointer data)
{
  const Wanted *wanted = data;
  guint found = 0;

  for (guint i = 0; i < lore_trace_get_n_messages (meeting->trace); i++)
    {
      LoreMessage message;
      gsize len;
      const guint8 *bytes = lore_trace_get_data (meeting->trace, i, &len);

      lore_trace_get_message (meeting->trace, i, &message);
      found += message.received_us != LORE_TIME_UNKNOWN && len > strlen (wanted->text)
               && memcmp (bytes, wanted->text, strlen (wanted->text)) == 0;
    }
  return found >= wanted->times;
}

void
meeting_wait_for_message (Meeting *meeting, const char *text, guint times)
{
  Wanted wanted = { text, times };

  wait_until (meeting, has_come, &wanted, PATIENCE_S, text);
}

static gboolean
is_offered (Meeting *meeting, gconstpointer data)
{
  g_auto (GStrv) offers = lore_lab_dup_offers (meeting->lab);

  return g_strv_contains ((const char *const *)offers, data);
}

void
meeting_wait_for_offer (Meeting *meeting, const char *template_name)
{
  wait_until (meeting, is_offered, template_name, PATIENCE_S, template_name);
}

void
meeting_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      remove (path);
    }
  remove (folder);
}

guint
meeting_count (Meeting *meeting, const char *start, const char *text)
{
  guint found = 0;

  for (guint i = 0; i < lore_trace_get_n_messages (meeting->trace); i++)
    {
      gsize len;
      const char *data = (const char *)lore_trace_get_data (meeting->trace, i, &len);
      g_autofree char *message = g_strndup (data, len);

      found += g_str_has_prefix (message, start) && strstr (message, text) != NULL;
    }
  return found;
}

/* --- apart from the machine's network ---------------------------------------------- */

void
meeting_enter_namespace (char **argv)
{
  static const char setup[] = "ip link set lo up && ip addr add 10.99.0.1/32 dev lo && "
                              "exec env " INSIDE "=1 \"$0\" \"$@\"";
  static const char *const probe[] = { "unshare", "-rn", "ip", "link", NULL };
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) line = NULL;
  int status = -1;

  if (g_getenv (INSIDE) != NULL
      || !g_spawn_sync (NULL, (char **)probe, NULL,
                        G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL
                            | G_SPAWN_STDERR_TO_DEV_NULL,
                        NULL, NULL, NULL, NULL, &status, NULL)
      || !g_spawn_check_wait_status (status, NULL))
    return;
  g_strv_builder_add_many (words, "unshare", "-rn", "sh", "-c", setup, NULL);
  g_strv_builder_addv (words, (const char **)argv);
  line = g_strv_builder_end (words);
  execvp (line[0], line);
}

gboolean
meeting_is_apart (void)
{
  if (g_getenv (INSIDE) == NULL)
    g_test_skip ("network namespaces are not allowed here");
  return g_getenv (INSIDE) != NULL;
}
