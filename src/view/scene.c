/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/scene.h"

#include <math.h>

struct _LoreScene
{
  GObject parent_instance;

  char *title;
  LoreTrace *trace;         /* owned */
  LoreLayout *layout;       /* owned */
  LorePlayback *playback;   /* owned */
  LoreSelection *selection; /* owned */
  LoreCallList *calls;      /* owned */
  GObject *origin;          /* owned */

  gboolean selection_follows;
};

G_DEFINE_FINAL_TYPE (LoreScene, lore_scene, G_TYPE_OBJECT)

/* The row whose arrow is in the air or has landed last. */
static void
position_changed_cb (LoreScene *self)
{
  double position = lore_playback_get_position (self->playback);
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->layout));
  guint row = position > 0 ? (guint)ceil (position) - 1 : 0;
  g_autoptr (LoreRow) item = NULL;

  if (!self->selection_follows || row >= n_rows || position <= 0)
    return;
  item = g_list_model_get_item (G_LIST_MODEL (self->layout), row);
  if (lore_row_get_message (item) != LORE_ID_NONE)
    lore_selection_set_message (self->selection, lore_row_get_message (item));
}

/* A call that came later is a leg of the one that is shown. */
static void
calls_changed_cb (LoreScene *self)
{
  lore_scene_choose_call (self, lore_layout_get_call (self->layout));
}

static void
lore_scene_dispose (GObject *object)
{
  LoreScene *self = LORE_SCENE (object);

  g_clear_object (&self->origin);
  g_clear_object (&self->calls);
  g_clear_object (&self->selection);
  g_clear_object (&self->playback);
  g_clear_object (&self->layout);
  g_clear_object (&self->trace);
  G_OBJECT_CLASS (lore_scene_parent_class)->dispose (object);
}

static void
lore_scene_finalize (GObject *object)
{
  g_free (LORE_SCENE (object)->title);
  G_OBJECT_CLASS (lore_scene_parent_class)->finalize (object);
}

static void
lore_scene_class_init (LoreSceneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_scene_dispose;
  G_OBJECT_CLASS (klass)->finalize = lore_scene_finalize;
}

static void
lore_scene_init (LoreScene *self)
{
  self->selection_follows = TRUE;
}

LoreScene *
lore_scene_new (LoreTrace *trace, const char *title)
{
  LoreScene *self = g_object_new (LORE_TYPE_SCENE, NULL);

  self->title = g_strdup (title);
  self->trace = g_object_ref (trace);
  self->layout = lore_layout_new (trace);
  self->playback = lore_playback_new (self->layout);
  self->selection = lore_selection_new (trace);
  self->calls = lore_call_list_new (trace);
  g_signal_connect_object (self->playback, "notify::position",
                           G_CALLBACK (position_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calls, "items-changed", G_CALLBACK (calls_changed_cb),
                           self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return self;
}

const char *
lore_scene_get_title (LoreScene *self)
{
  return self->title;
}

LoreTrace *
lore_scene_get_trace (LoreScene *self)
{
  return self->trace;
}

LoreLayout *
lore_scene_get_layout (LoreScene *self)
{
  return self->layout;
}

LorePlayback *
lore_scene_get_playback (LoreScene *self)
{
  return self->playback;
}

LoreSelection *
lore_scene_get_selection (LoreScene *self)
{
  return self->selection;
}

LoreCallList *
lore_scene_get_calls (LoreScene *self)
{
  return self->calls;
}

void
lore_scene_choose_call (LoreScene *self, guint32 call)
{
  const guint32 *calls = NULL;
  guint n = 0;

  if (call != LORE_ID_NONE)
    calls = lore_call_list_get_calls (self->calls, call, &n);
  lore_layout_set_calls (self->layout, calls, n);
}

void
lore_scene_set_legs_merged (LoreScene *self, gboolean merged)
{
  lore_call_list_set_merged (self->calls, merged);
}

GObject *
lore_scene_get_origin (LoreScene *self)
{
  return self->origin;
}

void
lore_scene_set_origin (LoreScene *self, GObject *origin)
{
  g_set_object (&self->origin, origin);
}

void
lore_scene_set_selection_follows (LoreScene *self, gboolean follows)
{
  self->selection_follows = follows;
}
