/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/setup.h"

#include "plan/fault.h"

struct _LoreSetup
{
  GObject parent_instance;

  /* Owned */
  LoreNetworks *networks;
  char *network;
  char *behaviour;
  char *user;
  char *password;
  char **faults;
  char **network_faults;

  double answer_after;
  double speed;
  gboolean paused;
  gboolean rfc_2002;
};

enum
{
  PROP_NETWORK = 1,
  PROP_BEHAVIOUR,
  PROP_ANSWER_AFTER,
  PROP_SPEED,
  PROP_PAUSED,
  PROP_RFC_2002,
  PROP_USER,
  PROP_PASSWORD,
  PROP_FAULTS,
  PROP_NETWORK_FAULTS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LoreSetup, lore_setup, G_TYPE_OBJECT)

static void
set_number (LoreSetup *self, double *number, const GValue *value, GParamSpec *pspec)
{
  if (*number == g_value_get_double (value))
    return;
  *number = g_value_get_double (value);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
set_flag (LoreSetup *self, gboolean *flag, const GValue *value, GParamSpec *pspec)
{
  if (*flag == g_value_get_boolean (value))
    return;
  *flag = g_value_get_boolean (value);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
set_text (LoreSetup *self, char **text, const GValue *value, GParamSpec *pspec)
{
  const char *fresh = g_value_get_string (value);
  char *old = *text;

  if (g_strcmp0 (fresh, old) == 0)
    return;
  *text = g_strdup (fresh != NULL ? fresh : "");
  g_free (old);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
set_rules (LoreSetup *self, char ***rules, const GValue *value, GParamSpec *pspec)
{
  g_strfreev (*rules);
  *rules =
      g_value_get_boxed (value) != NULL ? g_value_dup_boxed (value) : g_new0 (char *, 1);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
take_faults (LoreSetup *self, char **faults)
{
  g_strfreev (self->faults);
  self->faults = faults;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAULTS]);
}

static void
lore_setup_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LoreSetup *self = LORE_SETUP (object);

  switch (id)
    {
    case PROP_NETWORK:
      g_value_set_string (value, self->network);
      break;
    case PROP_BEHAVIOUR:
      g_value_set_string (value, self->behaviour);
      break;
    case PROP_ANSWER_AFTER:
      g_value_set_double (value, self->answer_after);
      break;
    case PROP_SPEED:
      g_value_set_double (value, self->speed);
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case PROP_RFC_2002:
      g_value_set_boolean (value, self->rfc_2002);
      break;
    case PROP_USER:
      g_value_set_string (value, self->user);
      break;
    case PROP_PASSWORD:
      g_value_set_string (value, self->password);
      break;
    case PROP_FAULTS:
      g_value_set_boxed (value, self->faults);
      break;
    case PROP_NETWORK_FAULTS:
      g_value_set_boxed (value, self->network_faults);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lore_setup_set_property (GObject *object, guint id, const GValue *value,
                         GParamSpec *pspec)
{
  LoreSetup *self = LORE_SETUP (object);

  switch (id)
    {
    case PROP_NETWORK:
      set_text (self, &self->network, value, pspec);
      break;
    case PROP_BEHAVIOUR:
      set_text (self, &self->behaviour, value, pspec);
      break;
    case PROP_ANSWER_AFTER:
      set_number (self, &self->answer_after, value, pspec);
      break;
    case PROP_SPEED:
      set_number (self, &self->speed, value, pspec);
      break;
    case PROP_PAUSED:
      set_flag (self, &self->paused, value, pspec);
      break;
    case PROP_RFC_2002:
      set_flag (self, &self->rfc_2002, value, pspec);
      break;
    case PROP_USER:
      set_text (self, &self->user, value, pspec);
      break;
    case PROP_PASSWORD:
      set_text (self, &self->password, value, pspec);
      break;
    case PROP_FAULTS:
      set_rules (self, &self->faults, value, pspec);
      break;
    case PROP_NETWORK_FAULTS:
      set_rules (self, &self->network_faults, value, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lore_setup_dispose (GObject *object)
{
  g_clear_object (&LORE_SETUP (object)->networks);
  G_OBJECT_CLASS (lore_setup_parent_class)->dispose (object);
}

static void
lore_setup_finalize (GObject *object)
{
  LoreSetup *self = LORE_SETUP (object);

  g_free (self->network);
  g_free (self->behaviour);
  g_free (self->user);
  g_free (self->password);
  g_strfreev (self->faults);
  g_strfreev (self->network_faults);
  G_OBJECT_CLASS (lore_setup_parent_class)->finalize (object);
}

static void
lore_setup_class_init (LoreSetupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lore_setup_get_property;
  object_class->set_property = lore_setup_set_property;
  object_class->dispose = lore_setup_dispose;
  object_class->finalize = lore_setup_finalize;

  properties[PROP_NETWORK] = g_param_spec_string ("network", NULL, NULL, "", flags);
  properties[PROP_BEHAVIOUR] =
      g_param_spec_string ("behaviour", NULL, NULL, "answer", flags);
  properties[PROP_ANSWER_AFTER] =
      g_param_spec_double ("answer-after", NULL, NULL, 0, 60, 3, flags);
  properties[PROP_SPEED] = g_param_spec_double ("speed", NULL, NULL, LORE_SETUP_SLOWEST,
                                                LORE_SETUP_FASTEST, 1, flags);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  properties[PROP_RFC_2002] = g_param_spec_boolean ("rfc-2002", NULL, NULL, FALSE, flags);
  properties[PROP_USER] = g_param_spec_string ("user", NULL, NULL, "", flags);
  properties[PROP_PASSWORD] = g_param_spec_string ("password", NULL, NULL, "", flags);
  properties[PROP_FAULTS] = g_param_spec_boxed ("faults", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_NETWORK_FAULTS] =
      g_param_spec_boxed ("network-faults", NULL, NULL, G_TYPE_STRV, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lore_setup_init (LoreSetup *self)
{
  self->network = g_strdup ("");
  self->behaviour = g_strdup ("answer");
  self->user = g_strdup ("");
  self->password = g_strdup ("");
  self->faults = g_new0 (char *, 1);
  self->network_faults = g_new0 (char *, 1);
  self->answer_after = 3;
  self->speed = 1;
}

LoreSetup *
lore_setup_new (LoreNetworks *networks)
{
  LoreSetup *self = g_object_new (LORE_TYPE_SETUP, NULL);

  self->networks = g_object_ref (networks);
  return self;
}

LoreNetworks *
lore_setup_get_networks (LoreSetup *self)
{
  return self->networks;
}

void
lore_setup_use_network (LoreSetup *self, const char *name)
{
  char *old = self->network;

  self->network = g_strdup (name);
  g_free (old);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NETWORK]);
}

const char *
lore_setup_get_network (LoreSetup *self)
{
  return self->network;
}

const char *
lore_setup_get_behaviour (LoreSetup *self)
{
  return self->behaviour;
}

double
lore_setup_get_answer_after (LoreSetup *self)
{
  return self->answer_after;
}

double
lore_setup_get_speed (LoreSetup *self)
{
  return self->speed;
}

gboolean
lore_setup_get_paused (LoreSetup *self)
{
  return self->paused;
}

gboolean
lore_setup_get_rfc_2002 (LoreSetup *self)
{
  return self->rfc_2002;
}

const char *
lore_setup_get_user (LoreSetup *self)
{
  return self->user;
}

const char *
lore_setup_get_password (LoreSetup *self)
{
  return self->password;
}

const char *const *
lore_setup_get_faults (LoreSetup *self)
{
  return (const char *const *)self->faults;
}

const char *const *
lore_setup_get_network_faults (LoreSetup *self)
{
  return (const char *const *)self->network_faults;
}

gboolean
lore_setup_add_fault (LoreSetup *self, const char *rule, GError **error)
{
  g_autoptr (LoreFault) fault = lore_fault_parse (rule, error);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (fault == NULL)
    return FALSE;
  g_strv_builder_addv (builder, (const char **)self->faults);
  g_strv_builder_add (builder, rule);
  take_faults (self, g_strv_builder_end (builder));
  return TRUE;
}

void
lore_setup_remove_fault (LoreSetup *self, guint removed)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; self->faults[i] != NULL; i++)
    if (i != removed)
      g_strv_builder_add (builder, self->faults[i]);
  take_faults (self, g_strv_builder_end (builder));
}
