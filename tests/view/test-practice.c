/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the student may tell the practice network, on real loopback sockets.
 */
#include "harness.h"

#include <string.h>

#include "app/aimed-fault.h"
#include "view/fault-list.h"
#include "view/practice-button.h"

static LoreTrace *
get_trace (LoreApplication *application)
{
  return lore_scene_get_trace (
      lore_workspace_get_lab_scene (lore_application_get_workspace (application)));
}

static void
send (LoreApplication *application, const char *template)
{
  lore_workspace_load_template (lore_application_get_workspace (application), template);
  g_action_group_activate_action (G_ACTION_GROUP (harness_get_window (application)),
                                  "send", NULL);
}

/* The first message with this status (0: a request) and this flag, LORE_ID_NONE: none. */
typedef struct
{
  LoreApplication *application;
  guint status;
  LoreMessageFlags flags;
  guint32 found;
} Awaited;

static gboolean
has_come (gpointer data)
{
  Awaited *awaited = data;
  LoreTrace *trace = get_trace (awaited->application);

  for (guint i = 0; i < lore_trace_get_n_messages (trace); i++)
    {
      LoreMessage message;

      lore_trace_get_message (trace, i, &message);
      if (message.status == awaited->status
          && (message.flags & awaited->flags) == awaited->flags)
        {
          awaited->found = i;
          return TRUE;
        }
    }
  return FALSE;
}

static guint32
await (LoreApplication *application, guint status, LoreMessageFlags flags)
{
  Awaited awaited = { application, status, flags, LORE_ID_NONE };

  g_assert_true (harness_wait (has_come, &awaited, 15));
  return awaited.found;
}

static void
check_behaviour (LoreApplication *application, gconstpointer data)
{
  LoreSetup *setup =
      lore_workspace_get_setup (lore_application_get_workspace (application));
  g_autoptr (GError) error = NULL;

  g_object_set (setup, "behaviour", "busy", "speed", 16.0, NULL);
  send (application, "invite");
  await (application, 486, 0);

  /* It holds for the next session too. */
  lore_workspace_restart (lore_application_get_workspace (application), &error);
  g_assert_no_error (error);
  send (application, "invite");
  await (application, 486, 0);
}

static void
check_faults (LoreApplication *application, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (harness_get_window (application));
  LoreSetup *setup =
      lore_workspace_get_setup (lore_application_get_workspace (application));
  GtkWidget *practice = harness_find (window, LORE_TYPE_PRACTICE_BUTTON);
  GtkWidget *button = harness_find (practice, GTK_TYPE_MENU_BUTTON);
  GtkWidget *list;
  g_autofree char *labels = NULL;

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  harness_wait_frames (window, 4);
  list = harness_find (practice, LORE_TYPE_FAULT_LIST);
  g_assert_nonnull (list);
  g_assert_false (lore_fault_list_add (LORE_FAULT_LIST (list), "lose request"));
  harness_wait_frames (window, 2);
  labels = harness_dup_labels (list);
  g_assert_nonnull (strstr (labels, "drop")); /* what could stand there */
  g_assert_nonnull (strstr (labels, "规则")); /* in both languages */
  g_assert_cmpuint (g_strv_length ((char **)lore_setup_get_faults (setup)), ==, 0);

  g_assert_true (lore_fault_list_add (LORE_FAULT_LIST (list), "drop INVITE nth=1"));
  g_object_set (setup, "speed", 16.0, NULL);
  send (application, "invite");
  await (application, 0, LORE_MESSAGE_LOST);
  await (application, 0, LORE_MESSAGE_RETRANSMISSION);
  await (application, 180, 0);
  lore_setup_remove_fault (setup, 0);
  g_assert_cmpuint (g_strv_length ((char **)lore_setup_get_faults (setup)), ==, 0);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
}

/* A click on an arrow makes the rule that loses it, and everything happens again. */
static void
check_lose (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  LoreSetup *setup = lore_workspace_get_setup (workspace);
  LoreTrace *before = get_trace (application);
  guint32 ringing, lost;
  g_autofree char *rule = NULL;
  LoreMessage message;

  g_object_set (setup, "speed", 16.0, NULL);
  send (application, "invite");
  ringing = await (application, 180, 0);
  rule = lore_aimed_fault_dup_rule (before, ringing);
  g_assert_cmpstr (rule, ==, "drop response 180 to INVITE from Bob to Alice nth=1");

  g_action_group_activate_action (G_ACTION_GROUP (harness_get_window (application)),
                                  "lose", g_variant_new_uint32 (ringing));
  g_assert_true (get_trace (application) != before);
  lost = await (application, 180, LORE_MESSAGE_LOST);
  lore_trace_get_message (get_trace (application), lost, &message);
  g_assert_cmpuint (message.status, ==, 180);
  await (application, 200, 0);
}

static gboolean
has_three (gpointer data)
{
  return lore_trace_get_n_participants (get_trace (data)) >= 3;
}

/* Another network is a new session, in which requests go through it. */
static void
check_network (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  LoreSetup *setup = lore_workspace_get_setup (workspace);
  LoreTrace *before = get_trace (application);

  g_object_set (setup, "speed", 16.0, "network", "proxy", NULL);
  g_assert_true (get_trace (application) != before);
  g_assert_cmpstr (lore_workspace_get_destination (workspace), !=, "Bob");
  send (application, "invite");
  await (application, 200, 0);
  g_assert_true (harness_wait (has_three, application, 5));

  g_object_set (setup, "network", "", NULL);
  g_assert_cmpstr (lore_workspace_get_destination (workspace), ==, "Bob");
  send (application, "options");
  await (application, 200, 0);
}

static const struct
{
  const char *name;
  const char *language;
  HarnessTest check;
} tests[] = {
  { "/practice/behaviour", "en", check_behaviour },
  { "/practice/faults", "both", check_faults },
  { "/practice/lose", "en", check_lose },
  { "/practice/network", "both", check_network },
};

static void
run_test (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  harness_run (tests[i].language, tests[i].check, NULL);
}

int
main (int argc, char *argv[])
{
  if (!harness_init (&argc, &argv))
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_data_func (tests[i].name, GSIZE_TO_POINTER (i), run_test);
  return g_test_run ();
}
