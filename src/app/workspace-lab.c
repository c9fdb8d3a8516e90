/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/workspace-private.h"

#include "net/sockets.h"

static void
offers_changed_cb (LoreWorkspace *self)
{
  lore_workspace_renew_variables (self);
  g_signal_emit_by_name (self, "offers-changed");
}

static void
problem_cb (LoreWorkspace *self, GError *error)
{
  g_signal_emit_by_name (self, "problem", error);
}

static char *
dup_journals (LoreWorkspace *self)
{
  return g_build_filename (self->folder, "journals", NULL);
}

char *
lore_workspace_take_left (LoreWorkspace *self)
{
  g_autofree char *folder = dup_journals (self);

  return lore_chronicle_take_left (folder);
}

static void
record (LoreWorkspace *self, LoreTrace *trace)
{
  g_autofree char *folder = dup_journals (self);

  g_clear_object (&self->chronicle);
  self->chronicle = lore_chronicle_new (trace, folder, NULL);
  if (self->chronicle != NULL)
    g_signal_connect_object (self->chronicle, "problem", G_CALLBACK (problem_cb), self,
                             G_CONNECT_SWAPPED);
}

/* What was chosen holds for every lab. Rules were read before they were accepted, and
 * behaviours come from the table: neither can fail. */
static void
apply_setup (LoreWorkspace *self)
{
  LoreLab *lab = self->lab;

  lore_lab_set_bob_behaviour (lab, lore_setup_get_behaviour (self->setup), NULL);
  lore_lab_set_bob_answer_after (lab, lore_setup_get_answer_after (self->setup));
  lore_lab_set_faults (lab, lore_setup_get_faults (self->setup), NULL);
  lore_clock_set_speed (lore_lab_get_clock (lab), lore_setup_get_speed (self->setup));
}

/* What is for the network goes where it begins. */
static gboolean
load_network (LoreWorkspace *self, GError **error)
{
  const char *name = lore_setup_get_network (self->setup);
  g_autofree char *text = *name != '\0' ? lore_network_plan_dup_text (name) : NULL;
  g_autoptr (LoreNetworkPlan) plan = NULL;
  g_autofree char *destination = NULL;

  if (text == NULL)
    return TRUE;
  plan = lore_network_plan_parse (text, error);
  if (plan == NULL || !lore_lab_load_network (self->lab, plan, NULL, error))
    return FALSE;
  destination = lore_lab_dup_network_destination (self->lab);
  if (destination != NULL)
    g_object_set (self, "destination", destination, NULL);
  return TRUE;
}

/* Another network is another session; without one, requests go to Bob again. */
static void
change_network (LoreWorkspace *self)
{
  g_autoptr (GError) error = NULL;

  if (*lore_setup_get_network (self->setup) == '\0')
    g_object_set (self, "destination", "Bob", NULL);
  if (!lore_workspace_restart (self, &error))
    g_signal_emit_by_name (self, "problem", error);
}

/* Faults count the datagrams they match from when they are set: nothing else sets them
 * anew. */
static void
setup_changed_cb (LoreWorkspace *self, GParamSpec *pspec)
{
  LoreLab *lab = self->lab;

  if (g_str_equal (pspec->name, "network"))
    change_network (self);
  else if (g_str_equal (pspec->name, "faults"))
    lore_lab_set_faults (lab, lore_setup_get_faults (self->setup), NULL);
  else if (g_str_equal (pspec->name, "behaviour"))
    lore_lab_set_bob_behaviour (lab, lore_setup_get_behaviour (self->setup), NULL);
  else if (g_str_equal (pspec->name, "answer-after"))
    lore_lab_set_bob_answer_after (lab, lore_setup_get_answer_after (self->setup));
  else if (g_str_equal (pspec->name, "speed"))
    lore_clock_set_speed (lore_lab_get_clock (lab), lore_setup_get_speed (self->setup));
}

void
lore_workspace_create_lab (LoreWorkspace *self)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreClock) clock = lore_clock_new_real ();
  g_autoptr (LoreSockets) network = lore_sockets_new ();

  if (self->lab != NULL)
    g_signal_handlers_disconnect_by_data (self->lab, self);
  g_clear_object (&self->lab);
  g_clear_object (&self->lab_scene);
  record (self, trace);
  self->lab = lore_lab_new (trace, clock, LORE_NETWORK (network), 0);
  self->lab_scene = lore_scene_new (trace, NULL);
  lore_playback_set_following (lore_scene_get_playback (self->lab_scene), TRUE);
  g_signal_connect_object (self->lab, "offers-changed", G_CALLBACK (offers_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_handlers_disconnect_by_data (self->setup, self);
  g_signal_connect_object (self->setup, "notify", G_CALLBACK (setup_changed_cb), self,
                           G_CONNECT_SWAPPED);
  apply_setup (self);
}

gboolean
lore_workspace_start (LoreWorkspace *self, GError **error)
{
  gboolean started = lore_lab_open (self->lab, NULL, 0, error)
                     && lore_lab_start_practice (self->lab, error)
                     && load_network (self, error);

  lore_workspace_renew_variables (self);
  return started;
}

gboolean
lore_workspace_restart (LoreWorkspace *self, GError **error)
{
  lore_workspace_create_lab (self);
  lore_workspace_show_scene (self, self->lab_scene);
  g_signal_emit_by_name (self, "offers-changed");
  return lore_workspace_start (self, error);
}
