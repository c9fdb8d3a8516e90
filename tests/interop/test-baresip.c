/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * baresip, a telephone, as callee and as caller. It binds every interface and will not do
 * with loopback alone, so the whole test lives in a network namespace of its own; where
 * that is not allowed it is skipped.
 */
#include "kamailio.h"

#include <stdio.h>
#include <stdlib.h>

#define PORT "5090"
#define MODULES "/usr/lib/baresip/modules"
#define CONFIG                                                                           \
  "sip_listen 127.0.0.1:" PORT "\naudio_source aubridge,a\naudio_player aubridge,a\n"    \
  "audio_alert aubridge,a\nmodule_path " MODULES "\nmodule account.so\n"                 \
  "module contact.so\nmodule menu.so\nmodule g711.so\nmodule aubridge.so\n"              \
  "module uuid.so\n"
#define ACCOUNT "<sip:bob@127.0.0.1:" PORT ">;regint=0;answermode=auto\n"

/* One that registers, and again each minute. */
#define REGISTERED "<sip:%s@%s>;auth_pass=lesson;regint=60;answermode=auto\n"

static gboolean
can_run (void)
{
  return meeting_is_apart () && meeting_has ("baresip");
}

/* A folder with what baresip reads; the caller's, to be cleared. */
static char *
make_folder (const char *account)
{
  const char *files[][2] = { { "config", CONFIG },
                             { "accounts", account },
                             { "contacts", "" } };
  char *folder = g_dir_make_tmp ("siplore-XXXXXX", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i][0], NULL);

      g_assert_true (g_file_set_contents (path, files[i][1], -1, NULL));
    }
  return folder;
}

/* We call, baresip answers by itself, we hang up. */
static void
test_we_call (Meeting *meeting, gconstpointer data)
{
  g_autofree char *folder = NULL;

  if (!can_run ())
    return;
  folder = make_folder (ACCOUNT);
  meeting_start (meeting, (const char *const[]){ "baresip", "-f", folder, NULL });
  meeting_wait_for_port (meeting, atoi (PORT));
  meeting_send (meeting, "invite", "127.0.0.1:" PORT);
  meeting_wait_for_offer (meeting, "bye");
  meeting_send (meeting, "hold", "127.0.0.1:" PORT);
  meeting_wait_for_offer (meeting, "resume");
  meeting_send (meeting, "bye", "127.0.0.1:" PORT);
  meeting_wait_for_message (meeting, "SIP/2.0 200", 3);
  meeting_remove_folder (folder);
}

/* baresip calls Bob, and hangs up when its time is over. */
static void
test_bob_is_called (Meeting *meeting, gconstpointer data)
{
  g_autofree char *folder = NULL, *dial = NULL;

  if (!can_run ())
    return;
  folder = make_folder (ACCOUNT);
  lore_lab_set_bob_answer_after (meeting->lab, 0.3);
  dial = g_strdup_printf ("/dial sip:bob@%s", lore_lab_get_bob_address (meeting->lab));
  meeting_start (meeting, (const char *const[]){ "baresip", "-f", folder, "-e", dial,
                                                 "-t", "3", NULL });
  meeting_wait_for_message (meeting, "INVITE", 1);
  meeting_wait_for_message (meeting, "ACK", 1);
  meeting_wait_for_message (meeting, "BYE", 1);
  meeting_remove_folder (folder);
}

/* We call, and baresip hangs up when its time is over. */
static void
test_we_are_hung_up (Meeting *meeting, gconstpointer data)
{
  g_autofree char *folder = NULL;

  if (!can_run ())
    return;
  folder = make_folder (ACCOUNT);
  meeting_start (meeting,
                 (const char *const[]){ "baresip", "-f", folder, "-t", "4", NULL });
  meeting_wait_for_port (meeting, atoi (PORT));
  meeting_send (meeting, "invite", "127.0.0.1:" PORT);
  meeting_wait_for_offer (meeting, "bye");
  meeting_wait_for_message (meeting, "BYE sip:alice", 1);
  g_assert_cmpuint (meeting_count (meeting, "SIP/2.0 200", " BYE\r\n"), ==, 1);
  meeting_remove_folder (folder);
}

/* baresip calls Bob, and Bob hangs up. */
static void
test_bob_hangs_up (Meeting *meeting, gconstpointer data)
{
  g_autofree char *folder = NULL, *dial = NULL;

  if (!can_run ())
    return;
  folder = make_folder (ACCOUNT);
  g_assert_true (lore_lab_set_bob_behaviour (meeting->lab, "hang-up:0.5", NULL));
  lore_lab_set_bob_answer_after (meeting->lab, 0.3);
  dial = g_strdup_printf ("/dial sip:bob@%s", lore_lab_get_bob_address (meeting->lab));
  meeting_start (meeting,
                 (const char *const[]){ "baresip", "-f", folder, "-e", dial, NULL });
  meeting_wait_for_message (meeting, "ACK", 1);
  meeting_wait_for_message (meeting, "SIP/2.0 200", 1); /* to his BYE */
  g_assert_cmpuint (meeting_count (meeting, "BYE sip:bob", "\r\n"), ==, 1);
  meeting_remove_folder (folder);
}

/* --- with Kamailio between --------------------------------------------------------- */

/* Bare telephone and server, and what they have written. */
typedef struct
{
  char *folders[2];
  char *server; /* its address; NULL: not here */
  GSubprocess *phone;
} Exchange;

/* baresip registers as @user; with @execute, which may be NULL, it does that and ends
 * four seconds later. */
static void
start_phone (Meeting *meeting, Exchange *exchange, const char *user, const char *execute)
{
  g_autofree char *account = g_strdup_printf (REGISTERED, user, exchange->server);
  g_autoptr (GError) error = NULL;

  exchange->folders[1] = make_folder (account);
  exchange->phone = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
      "baresip", "-f", exchange->folders[1], execute != NULL ? "-e" : NULL, execute, "-t",
      "4", NULL);
  g_assert_no_error (error);
}

static gboolean
exchange_open (Meeting *meeting, Exchange *exchange)
{
  *exchange = (Exchange){ .folders = { g_dir_make_tmp ("siplore-XXXXXX", NULL), NULL } };
  if (can_run ())
    exchange->server = kamailio_start (meeting, exchange->folders[0]);
  return exchange->server != NULL;
}

static void
exchange_close (Exchange *exchange)
{
  if (exchange->phone != NULL)
    {
      g_subprocess_force_exit (exchange->phone);
      g_subprocess_wait (exchange->phone, NULL, NULL);
      g_clear_object (&exchange->phone);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (exchange->folders); i++)
    if (exchange->folders[i] != NULL)
      meeting_remove_folder (exchange->folders[i]);
  g_clear_pointer (&exchange->folders[0], g_free);
  g_clear_pointer (&exchange->folders[1], g_free);
  g_clear_pointer (&exchange->server, g_free);
}

/* As long as nobody has registered by that name Kamailio answers 404. */
static void
call_until_registered (Meeting *meeting, const char *server)
{
  for (guint i = 0; i < 40; i++)
    {
      g_auto (GStrv) offers = NULL;

      meeting_send (meeting, "invite", server);
      while (lore_lab_is_busy (meeting->lab))
        g_main_context_iteration (NULL, TRUE);
      offers = lore_lab_dup_offers (meeting->lab);
      if (g_strv_contains ((const char *const *)offers, "bye"))
        return;
    }
  g_error ("nobody has registered");
}

/* Alice calls baresip by its name alone. Kamailio records itself, and what follows in the
 * call takes the same way (RFC 3261 §16.6, §12.2.1.1). */
static void
test_we_call_through (Meeting *meeting, gconstpointer data)
{
  Exchange exchange;

  if (exchange_open (meeting, &exchange))
    {
      start_phone (meeting, &exchange, "bob", NULL);
      meeting_wait_for_port (meeting, atoi (PORT));
      call_until_registered (meeting, exchange.server);
      meeting_send (meeting, "bye", exchange.server);
      meeting_wait_for_message (meeting, "SIP/2.0 200", 2);
      g_assert_cmpuint (meeting_count (meeting, "SIP/2.0 200", "\r\nRecord-Route: "), >=,
                        1);
      g_assert_cmpuint (meeting_count (meeting, "ACK ", "\r\nRoute: "), ==, 1);
      g_assert_cmpuint (meeting_count (meeting, "BYE ", "\r\nRoute: "), ==, 1);
    }
  exchange_close (&exchange);
}

/* baresip calls our Bob, who has registered there, and hangs up when its time is over. */
static void
test_bob_is_called_through (Meeting *meeting, gconstpointer data)
{
  Exchange exchange;

  if (exchange_open (meeting, &exchange))
    {
      g_autofree char *dial = g_strdup_printf ("/dial sip:bob@%s", exchange.server);
      g_autofree char *bob = g_strdup_printf (KAMAILIO_REGISTER_BOB,
                                              lore_lab_get_bob_address (meeting->lab));

      lore_lab_set_bob_answer_after (meeting->lab, 0.3);
      lore_lab_set_login (meeting->lab, "bob", "lesson");
      meeting_send_text (meeting, bob, exchange.server);
      meeting_wait_for_message (meeting, "SIP/2.0 200", 1);
      start_phone (meeting, &exchange, "dora", dial);
      meeting_wait_for_message (meeting, "ACK", 1);
      meeting_wait_for_message (meeting, "BYE", 1);
      g_assert_cmpuint (meeting_count (meeting, "INVITE ", "\r\nRecord-Route: "), >=, 1);
      g_assert_cmpuint (meeting_count (meeting, "BYE ", "\r\nMax-Forwards: 69\r\n"), ==,
                        1);
    }
  exchange_close (&exchange);
}

int
main (int argc, char *argv[])
{
  meeting_enter_namespace (argv);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/baresip/we-call", Meeting, NULL, meeting_setup, test_we_call,
              meeting_teardown);
  g_test_add ("/baresip/bob-is-called", Meeting, NULL, meeting_setup, test_bob_is_called,
              meeting_teardown);
  g_test_add ("/baresip/we-are-hung-up", Meeting, NULL, meeting_setup,
              test_we_are_hung_up, meeting_teardown);
  g_test_add ("/baresip/bob-hangs-up", Meeting, NULL, meeting_setup, test_bob_hangs_up,
              meeting_teardown);
  g_test_add ("/baresip/we-call-through", Meeting, NULL, meeting_setup,
              test_we_call_through, meeting_teardown);
  g_test_add ("/baresip/bob-is-called-through", Meeting, NULL, meeting_setup,
              test_bob_is_called_through, meeting_teardown);
  return g_test_run ();
}
