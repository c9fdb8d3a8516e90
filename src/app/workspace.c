/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/workspace-private.h"

#include "app/autosave.h"
#include "wire/endpoint.h"

#define LOOK_UP_DELAY_MS 500

enum
{
  PROP_SCENE = 1,
  PROP_DESTINATION,
  PROP_GUIDED,
  PROP_TEMPLATE,
  PROP_ENVIRONMENT,
  N_PROPS
};

enum
{
  OFFERS_CHANGED,
  PROBLEM,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreWorkspace, lore_workspace, G_TYPE_OBJECT)

/* --- variables ------------------------------------------------------------------- */

GHashTable *
lore_workspace_dup_variables (LoreWorkspace *self, LoreLab *lab, const char *text,
                              const char *address)
{
  GHashTable *variables = lore_lab_dup_variables (lab, text, address);
  LoreEnvironment *environment =
      lore_environments_lookup (self->environments, self->environment, NULL);

  if (environment != NULL)
    lore_environment_apply (environment, variables);
  return variables;
}

void
lore_workspace_renew_variables (LoreWorkspace *self)
{
  g_autofree char *text = lore_draft_dup_text (self->draft);
  g_autofree char *address = lore_workspace_dup_address (self);
  g_autoptr (GHashTable) variables =
      lore_workspace_dup_variables (self, self->lab, text, address);

  lore_draft_set_variables (self->draft, variables);
}

static void
draft_changed_cb (LoreWorkspace *self)
{
  const char *method = lore_draft_get_method (self->draft);

  if (g_strcmp0 (method, self->method) == 0)
    return;
  g_free (self->method);
  self->method = g_strdup (method);
  lore_workspace_renew_variables (self);
}

static void
looked_up_cb (GObject *lab, GAsyncResult *result, gpointer data)
{
  g_autoptr (LoreWorkspace) self = data;

  /* A name that cannot be found is told when something is sent there. */
  if (lore_lab_aim_finish (LORE_LAB (lab), result, NULL) && lab == G_OBJECT (self->lab))
    lore_workspace_renew_variables (self);
}

static gboolean
look_up_cb (gpointer data)
{
  LoreWorkspace *self = data;
  g_autofree char *address = lore_workspace_dup_address (self);

  self->look_up_id = 0;
  if (*address != '\0')
    lore_lab_aim_async (self->lab, address, NULL, looked_up_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Once the typing pauses, so that the preview has the address of the right interface. */
static void
schedule_look_up (LoreWorkspace *self)
{
  g_clear_handle_id (&self->look_up_id, g_source_remove);
  self->look_up_id = g_timeout_add (LOOK_UP_DELAY_MS, look_up_cb, self);
}

/* --- the object ------------------------------------------------------------------ */

static void
lore_workspace_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LoreWorkspace *self = LORE_WORKSPACE (object);

  switch (id)
    {
    case PROP_SCENE:
      g_value_set_object (value, self->scene);
      break;
    case PROP_DESTINATION:
      g_value_set_string (value, self->destination);
      break;
    case PROP_GUIDED:
      g_value_set_boolean (value, self->guided);
      break;
    case PROP_TEMPLATE:
      g_value_set_string (value, self->template);
      break;
    case PROP_ENVIRONMENT:
      g_value_set_string (value, self->environment);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_destination (LoreWorkspace *self, const char *destination)
{
  if (g_strcmp0 (destination, self->destination) == 0)
    return;
  g_free (self->destination);
  self->destination = g_strdup (destination != NULL ? destination : "");
  if (self->lab != NULL)
    {
      lore_workspace_renew_variables (self);
      schedule_look_up (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESTINATION]);
}

static void
lore_workspace_set_property (GObject *object, guint id, const GValue *value,
                             GParamSpec *pspec)
{
  LoreWorkspace *self = LORE_WORKSPACE (object);

  switch (id)
    {
    case PROP_DESTINATION:
      set_destination (self, g_value_get_string (value));
      break;
    case PROP_GUIDED:
      if (self->guided != g_value_get_boolean (value))
        {
          self->guided = g_value_get_boolean (value);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lore_workspace_dispose (GObject *object)
{
  LoreWorkspace *self = LORE_WORKSPACE (object);

  g_clear_handle_id (&self->look_up_id, g_source_remove);
  g_clear_object (&self->autosave);
  g_clear_object (&self->scene);
  g_clear_object (&self->lab_scene);
  g_clear_object (&self->lab);
  g_clear_object (&self->chronicle);
  g_clear_object (&self->templates);
  g_clear_object (&self->history);
  g_clear_object (&self->environments);
  g_clear_object (&self->setup);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (lore_workspace_parent_class)->dispose (object);
}

static void
lore_workspace_finalize (GObject *object)
{
  LoreWorkspace *self = LORE_WORKSPACE (object);

  g_hash_table_unref (self->allowed);
  g_free (self->folder);
  g_free (self->destination);
  g_free (self->template);
  g_free (self->environment);
  g_free (self->method);
  G_OBJECT_CLASS (lore_workspace_parent_class)->finalize (object);
}

static void
lore_workspace_class_init (LoreWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags written =
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lore_workspace_get_property;
  object_class->set_property = lore_workspace_set_property;
  object_class->dispose = lore_workspace_dispose;
  object_class->finalize = lore_workspace_finalize;

  properties[PROP_SCENE] =
      g_param_spec_object ("scene", NULL, NULL, LORE_TYPE_SCENE, read);
  properties[PROP_DESTINATION] =
      g_param_spec_string ("destination", NULL, NULL, "", written);
  properties[PROP_GUIDED] = g_param_spec_boolean ("guided", NULL, NULL, TRUE, written);
  properties[PROP_TEMPLATE] = g_param_spec_string ("template", NULL, NULL, "", read);
  properties[PROP_ENVIRONMENT] =
      g_param_spec_string ("environment", NULL, NULL, "", read);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[OFFERS_CHANGED] =
      g_signal_new ("offers-changed", LORE_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
  signals[PROBLEM] = g_signal_new ("problem", LORE_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
lore_workspace_init (LoreWorkspace *self)
{
  self->guided = TRUE;
  self->destination = g_strdup ("Bob");
  self->template = g_strdup ("");
  self->environment = g_strdup ("");
  self->allowed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->draft = lore_draft_new ();
}

static char *
dup_draft (gpointer draft)
{
  return lore_draft_dup_text (draft);
}

/* What was being written when the program ended, or else a request to begin with. */
static void
begin_draft (LoreWorkspace *self)
{
  g_autofree char *kept = NULL;

  self->autosave = lore_autosave_new (self->folder, "draft.sip", dup_draft, self->draft);
  kept = lore_autosave_dup_kept (self->autosave);
  if (kept != NULL)
    lore_draft_replace (self->draft, kept);
  g_signal_connect_object (lore_draft_get_buffer (self->draft), "changed",
                           G_CALLBACK (lore_autosave_touch), self->autosave,
                           G_CONNECT_SWAPPED);
  if (kept == NULL)
    lore_workspace_load_template (self, "invite");
}

LoreWorkspace *
lore_workspace_new (const char *folder)
{
  LoreWorkspace *self = g_object_new (LORE_TYPE_WORKSPACE, NULL);
  g_autoptr (GFile) home = NULL, templates = NULL, networks = NULL;
  g_autoptr (GFile) history = NULL, environments = NULL;
  g_autoptr (LoreNetworks) all_networks = NULL;

  self->folder = folder != NULL
                     ? g_strdup (folder)
                     : g_build_filename (g_get_user_data_dir (), "siplore", NULL);
  home = g_file_new_for_path (self->folder);
  templates = g_file_get_child (home, "templates");
  history = g_file_get_child (home, "history.jsonl");
  environments = g_file_get_child (home, "environments.ini");
  networks = g_file_get_child (home, "networks");
  all_networks = lore_networks_new (networks);
  self->setup = lore_setup_new (all_networks);
  self->templates = lore_templates_new (templates);
  self->history = lore_history_new (history);
  self->environments = lore_environments_new (environments);
  lore_workspace_create_lab (self);
  self->scene = g_object_ref (self->lab_scene);
  g_signal_connect_object (self->draft, "changed", G_CALLBACK (draft_changed_cb), self,
                           G_CONNECT_SWAPPED);
  begin_draft (self);
  return self;
}

const char *
lore_workspace_get_folder (LoreWorkspace *self)
{
  return self->folder;
}

LoreLab *
lore_workspace_get_lab (LoreWorkspace *self)
{
  return self->lab;
}

LoreScene *
lore_workspace_get_scene (LoreWorkspace *self)
{
  return self->scene;
}

LoreScene *
lore_workspace_get_lab_scene (LoreWorkspace *self)
{
  return self->lab_scene;
}

LoreDraft *
lore_workspace_get_draft (LoreWorkspace *self)
{
  return self->draft;
}

LoreSetup *
lore_workspace_get_setup (LoreWorkspace *self)
{
  return self->setup;
}

LoreTemplates *
lore_workspace_get_templates (LoreWorkspace *self)
{
  return self->templates;
}

LoreHistory *
lore_workspace_get_history (LoreWorkspace *self)
{
  return self->history;
}

LoreEnvironments *
lore_workspace_get_environments (LoreWorkspace *self)
{
  return self->environments;
}

const char *
lore_workspace_get_environment (LoreWorkspace *self)
{
  return self->environment;
}

const char *
lore_workspace_get_template (LoreWorkspace *self)
{
  return self->template;
}

const char *
lore_workspace_get_destination (LoreWorkspace *self)
{
  return self->destination;
}

gboolean
lore_workspace_get_guided (LoreWorkspace *self)
{
  return self->guided;
}

void
lore_workspace_show_scene (LoreWorkspace *self, LoreScene *scene)
{
  if (g_set_object (&self->scene, scene))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCENE]);
}

/* A request within a dialog goes where the dialog says. */
static void
follow_dialog (LoreWorkspace *self, const char *template)
{
  g_auto (GStrv) offers = lore_lab_dup_offers (self->lab);
  g_autofree char *address = lore_workspace_dup_address (self);
  g_autofree char *there = NULL;

  if (offers == NULL || !g_strv_contains ((const char *const *)offers, template))
    return;
  there = lore_lab_dup_offer_destination (self->lab, template);
  if (there == NULL || g_str_equal (there, address))
    return;
  set_destination (
      self, g_strcmp0 (there, lore_lab_get_bob_address (self->lab)) == 0 ? "Bob" : there);
}

void
lore_workspace_set_template (LoreWorkspace *self, const char *name)
{
  char *old = self->template;

  self->template = g_strdup (name);
  g_free (old);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEMPLATE]);
}

gboolean
lore_workspace_load_template (LoreWorkspace *self, const char *name)
{
  LoreTemplate *template = lore_templates_lookup (self->templates, name);

  if (template == NULL)
    return FALSE;
  lore_draft_replace (self->draft, lore_template_get_text (template));
  follow_dialog (self, name);
  lore_workspace_renew_variables (self); /* even when it is of the same method */
  lore_workspace_set_template (self, name);
  return TRUE;
}

void
lore_workspace_set_environment (LoreWorkspace *self, const char *name)
{
  char *old = self->environment;

  self->environment = g_strdup (name);
  g_free (old);
  lore_workspace_renew_variables (self); /* what it says may be what has changed */
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENVIRONMENT]);
}

/* --- what was sent ----------------------------------------------------------------- */

/* A history that cannot be written is no reason not to send. */
void
lore_workspace_remember (LoreWorkspace *self, GBytes *message, const char *destination,
                         gboolean guided)
{
  g_autoptr (GError) error = NULL;

  if (!lore_history_add (self->history, message, destination, guided, &error))
    g_signal_emit (self, signals[PROBLEM], 0, error);
}

void
lore_workspace_reopen (LoreWorkspace *self, LoreSent *sent)
{
  g_autofree char *text = NULL;
  g_autoptr (LoreMapping) mapping =
      lore_mapping_new_for_bytes (lore_sent_get_message (sent), &text);

  lore_draft_replace (self->draft, text);
  g_object_set (self, "destination", lore_sent_get_destination (sent), "guided",
                lore_sent_get_guided (sent), NULL);
  lore_workspace_set_template (self, "");
}

/* --- sending --------------------------------------------------------------------- */

char *
lore_workspace_dup_address (LoreWorkspace *self)
{
  g_autofree char *there = g_strstrip (g_strdup (self->destination));
  g_autofree char *name = lore_endpoint_with_transport (there, NULL);
  char *address = lore_lab_dup_practice_address (
      self->lab, name, lore_endpoint_get_transport (there), NULL);

  return address != NULL ? address : g_steal_pointer (&there);
}

const char *
lore_workspace_get_transport (LoreWorkspace *self)
{
  return lore_endpoint_get_transport (self->destination);
}

void
lore_workspace_set_transport (LoreWorkspace *self, const char *transport)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (self->destination));
  g_autofree char *destination = lore_endpoint_with_transport (trimmed, transport);

  set_destination (self, destination);
}

/* What the practice network is there to call is found in it, whatever its name. */
static gboolean
is_of_network (LoreWorkspace *self, const char *address)
{
  g_autofree char *destination = lore_lab_dup_network_destination (self->lab);

  return g_strcmp0 (destination, address) == 0;
}

/* What is no address goes nowhere: sending says what is wrong with it. */
gboolean
lore_workspace_may_send (LoreWorkspace *self, const char *address)
{
  g_autofree char *host = NULL;
  guint16 port;

  return is_of_network (self, address)
         || !lore_endpoint_parse (address, &host, &port, NULL)
         || lore_lab_is_local_destination (address)
         || g_hash_table_contains (self->allowed, host);
}

/* The user's yes holds for every port of the host. */
void
lore_workspace_allow (LoreWorkspace *self, const char *address)
{
  g_autofree char *host = NULL;
  guint16 port;

  if (lore_endpoint_parse (address, &host, &port, NULL))
    g_hash_table_add (self->allowed, g_steal_pointer (&host));
}
