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

static void
apply_speed (LoreWorkspace *self)
{
  lore_clock_set_speed (
      lore_lab_get_clock (self->lab),
      lore_setup_get_paused (self->setup) ? 0 : lore_setup_get_speed (self->setup));
}

static void
apply_edition (LoreWorkspace *self)
{
  lore_lab_set_edition (self->lab, lore_setup_get_rfc_2002 (self->setup)
                                       ? LORE_EDITION_2002
                                       : LORE_EDITION_2010);
}

static void
apply_login (LoreWorkspace *self)
{
  const char *user = lore_setup_get_user (self->setup);

  lore_lab_set_login (self->lab, *user != '\0' ? user : NULL,
                      lore_setup_get_password (self->setup));
}

/* A network may have faults of its own: a NAT in it goes on when a rule is added. Faults
 * count the datagrams they match from when they are set: nothing else sets them anew. */
static void
apply_faults (LoreWorkspace *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) rules = NULL;

  g_strv_builder_addv (builder,
                       (const char **)lore_setup_get_network_faults (self->setup));
  g_strv_builder_addv (builder, (const char **)lore_setup_get_faults (self->setup));
  rules = g_strv_builder_end (builder);
  lore_lab_set_faults (self->lab, (const char *const *)rules, NULL);
}

/* What was chosen holds for every lab. Rules were read before they were accepted, and
 * behaviours come from the table: neither can fail. */
static void
apply_setup (LoreWorkspace *self)
{
  LoreLab *lab = self->lab;

  lore_lab_set_bob_behaviour (lab, lore_setup_get_behaviour (self->setup), NULL);
  lore_lab_set_bob_answer_after (lab, lore_setup_get_answer_after (self->setup));
  apply_faults (self);
  apply_speed (self);
  apply_edition (self);
  apply_login (self);
}

/* What is for the network goes where it begins. */
static gboolean
load_network (LoreWorkspace *self, GError **error)
{
  const char *name = lore_setup_get_network (self->setup);
  g_autofree char *text = NULL, *destination = NULL;
  g_autoptr (LoreNetworkPlan) plan = NULL;

  if (*name != '\0')
    text = lore_networks_dup_text (lore_setup_get_networks (self->setup), name);
  if (text == NULL)
    return TRUE;
  plan = lore_network_plan_parse (text, error);
  if (plan == NULL || !lore_lab_load_network (self->lab, plan, NULL, error))
    return FALSE;
  g_object_set (self->setup, "network-faults", plan->faults, NULL);
  apply_faults (self);
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

static void
setup_changed_cb (LoreWorkspace *self, GParamSpec *pspec)
{
  LoreLab *lab = self->lab;

  if (g_str_equal (pspec->name, "network-faults")) /* it is we who say so */
    return;
  if (g_str_equal (pspec->name, "network"))
    change_network (self);
  else if (g_str_equal (pspec->name, "faults"))
    apply_faults (self);
  else if (g_str_equal (pspec->name, "behaviour"))
    lore_lab_set_bob_behaviour (lab, lore_setup_get_behaviour (self->setup), NULL);
  else if (g_str_equal (pspec->name, "answer-after"))
    lore_lab_set_bob_answer_after (lab, lore_setup_get_answer_after (self->setup));
  else if (g_str_equal (pspec->name, "speed") || g_str_equal (pspec->name, "paused"))
    apply_speed (self);
  else if (g_str_equal (pspec->name, "rfc-2002"))
    apply_edition (self);
  else
    apply_login (self);
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
  g_object_set (self->setup, "network-faults", NULL, NULL);
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
