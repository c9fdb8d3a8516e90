/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * baresip, a telephone, as callee and as caller. It binds every interface and will not do
 * with loopback alone, so the whole test lives in a network namespace of its own; where
 * that is not allowed it is skipped.
 */
#include "peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define INSIDE "SIPLORE_NAMESPACE"
#define PORT "5090"
#define MODULES "/usr/lib/baresip/modules"
#define CONFIG                                                                           \
  "sip_listen 127.0.0.1:" PORT "\naudio_source aubridge,a\naudio_player aubridge,a\n"    \
  "audio_alert aubridge,a\nmodule_path " MODULES "\nmodule account.so\n"                 \
  "module contact.so\nmodule menu.so\nmodule g711.so\nmodule aubridge.so\n"              \
  "module uuid.so\n"
#define ACCOUNT "<sip:bob@127.0.0.1:" PORT ">;regint=0;answermode=auto\n"

static const char *const files[][2] = { { "config", CONFIG },
                                        { "accounts", ACCOUNT },
                                        { "contacts", "" } };

static gboolean
can_run (void)
{
  if (g_getenv (INSIDE) == NULL)
    g_test_skip ("network namespaces are not allowed here");
  return g_getenv (INSIDE) != NULL && meeting_has ("baresip");
}

/* A folder with what baresip reads; the caller's, to be cleared. */
static char *
make_folder (void)
{
  char *folder = g_dir_make_tmp ("siplore-XXXXXX", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i][0], NULL);

      g_assert_true (g_file_set_contents (path, files[i][1], -1, NULL));
    }
  return folder;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      remove (path);
    }
  remove (folder);
}

/* We call, baresip answers by itself, we hang up. */
static void
test_we_call (Meeting *meeting, gconstpointer data)
{
  g_autofree char *folder = NULL;

  if (!can_run ())
    return;
  folder = make_folder ();
  meeting_start (meeting, (const char *const[]){ "baresip", "-f", folder, NULL });
  meeting_wait_for_port (meeting, atoi (PORT));
  meeting_send (meeting, "invite", "127.0.0.1:" PORT);
  meeting_wait_for_offer (meeting, "bye");
  meeting_send (meeting, "hold", "127.0.0.1:" PORT);
  meeting_wait_for_offer (meeting, "resume");
  meeting_send (meeting, "bye", "127.0.0.1:" PORT);
  meeting_wait_for_message (meeting, "SIP/2.0 200", 3);
  remove_folder (folder);
}

/* baresip calls Bob, and hangs up when its time is over. */
static void
test_bob_is_called (Meeting *meeting, gconstpointer data)
{
  g_autofree char *folder = NULL, *dial = NULL;

  if (!can_run ())
    return;
  folder = make_folder ();
  lore_lab_set_bob_answer_after (meeting->lab, 0.3);
  dial = g_strdup_printf ("/dial sip:bob@%s", lore_lab_get_bob_address (meeting->lab));
  meeting_start (meeting, (const char *const[]){ "baresip", "-f", folder, "-e", dial,
                                                 "-t", "3", NULL });
  meeting_wait_for_message (meeting, "INVITE", 1);
  meeting_wait_for_message (meeting, "ACK", 1);
  meeting_wait_for_message (meeting, "BYE", 1);
  remove_folder (folder);
}

/* Once more, in a namespace with an address that is not loopback's; goes on where it is
 * when there can be none. */
static void
enter_namespace (char **argv)
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

int
main (int argc, char *argv[])
{
  enter_namespace (argv);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/baresip/we-call", Meeting, NULL, meeting_setup, test_we_call,
              meeting_teardown);
  g_test_add ("/baresip/bob-is-called", Meeting, NULL, meeting_setup, test_bob_is_called,
              meeting_teardown);
  return g_test_run ();
}
