/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo.h"

/* The acts, in order; each begins @after_ms after the one before, but BYE waits until it
 * is offered: the call must be up. */
static const struct
{
  const char *template;
  guint after_ms;
  gboolean when_offered;
} acts[] = {
  { "options", 1500, FALSE },
  { "invite", 3500, FALSE },
  { "bye", 3000, TRUE },
};

struct _LoreDemo
{
  GObject parent_instance;

  LoreWorkspace *workspace; /* owned */

  guint act;
  guint timer_id;
};

G_DEFINE_FINAL_TYPE (LoreDemo, lore_demo, G_TYPE_OBJECT)

static gboolean
is_offered (LoreDemo *self, const char *template)
{
  g_auto (GStrv) offers = lore_lab_dup_offers (lore_workspace_get_lab (self->workspace));

  return offers != NULL && g_strv_contains ((const char *const *)offers, template);
}

static void prepare (LoreDemo *self);

static gboolean
act_cb (gpointer data)
{
  LoreDemo *self = data;

  self->timer_id = 0;
  lore_workspace_load_template (self->workspace, acts[self->act].template);
  lore_workspace_send_async (self->workspace, NULL, NULL, NULL);
  self->act++;
  prepare (self);
  return G_SOURCE_REMOVE;
}

static void
prepare (LoreDemo *self)
{
  if (self->act >= G_N_ELEMENTS (acts) || self->timer_id != 0)
    return;
  if (!acts[self->act].when_offered || is_offered (self, acts[self->act].template))
    self->timer_id = g_timeout_add (acts[self->act].after_ms, act_cb, self);
}

static void
lore_demo_dispose (GObject *object)
{
  LoreDemo *self = LORE_DEMO (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (lore_demo_parent_class)->dispose (object);
}

static void
lore_demo_class_init (LoreDemoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_demo_dispose;
}

static void
lore_demo_init (LoreDemo *self)
{
}

LoreDemo *
lore_demo_new (LoreWorkspace *workspace)
{
  LoreDemo *self = g_object_new (LORE_TYPE_DEMO, NULL);

  self->workspace = g_object_ref (workspace);
  g_object_set (workspace, "destination", "Bob", "guided", TRUE, NULL);
  g_signal_connect_object (workspace, "offers-changed", G_CALLBACK (prepare), self,
                           G_CONNECT_SWAPPED);
  prepare (self);
  return self;
}
