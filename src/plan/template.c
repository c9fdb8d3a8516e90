/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/template.h"

#include <string.h>

struct _LoreTemplate
{
  GObject parent_instance;

  /* Owned */
  char *name;
  char *text;
  char *method;
  char *topic; /* NULL for the user's own */

  gboolean shipped;
};

enum
{
  PROP_NAME = 1,
  PROP_TEXT,
  PROP_METHOD,
  PROP_SHIPPED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LoreTemplate, lore_template, G_TYPE_OBJECT)

static void
lore_template_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LoreTemplate *self = LORE_TEMPLATE (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_METHOD:
      g_value_set_string (value, self->method);
      break;
    case PROP_SHIPPED:
      g_value_set_boolean (value, self->shipped);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lore_template_finalize (GObject *object)
{
  LoreTemplate *self = LORE_TEMPLATE (object);

  g_free (self->name);
  g_free (self->text);
  g_free (self->method);
  g_free (self->topic);
  G_OBJECT_CLASS (lore_template_parent_class)->finalize (object);
}

static void
lore_template_class_init (LoreTemplateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lore_template_get_property;
  object_class->finalize = lore_template_finalize;
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_METHOD] = g_param_spec_string ("method", NULL, NULL, NULL, flags);
  properties[PROP_SHIPPED] = g_param_spec_boolean ("shipped", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lore_template_init (LoreTemplate *self)
{
}

LoreTemplate *
lore_template_new (const char *name, const char *text, gboolean shipped)
{
  LoreTemplate *self = g_object_new (LORE_TYPE_TEMPLATE, NULL);

  self->name = g_strdup (name);
  self->text = g_strdup (text);
  self->method = g_strndup (text, strcspn (text, " \t\r\n"));
  self->topic = shipped ? g_strconcat ("template:", name, NULL) : NULL;
  self->shipped = shipped;
  return self;
}

const char *
lore_template_get_name (LoreTemplate *self)
{
  g_return_val_if_fail (LORE_IS_TEMPLATE (self), NULL);
  return self->name;
}

const char *
lore_template_get_text (LoreTemplate *self)
{
  g_return_val_if_fail (LORE_IS_TEMPLATE (self), NULL);
  return self->text;
}

const char *
lore_template_get_method (LoreTemplate *self)
{
  g_return_val_if_fail (LORE_IS_TEMPLATE (self), NULL);
  return self->method;
}

gboolean
lore_template_get_shipped (LoreTemplate *self)
{
  g_return_val_if_fail (LORE_IS_TEMPLATE (self), FALSE);
  return self->shipped;
}

const char *
lore_template_get_topic (LoreTemplate *self)
{
  g_return_val_if_fail (LORE_IS_TEMPLATE (self), NULL);
  return self->topic;
}
