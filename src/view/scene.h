/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One trace as it is shown: its ladder, its playhead and what is selected in it. The lab
 * is a scene, and so is each opened file. Windows only show scenes.
 */
#pragma once

#include "trace/playback.h"
#include "view/call-list.h"
#include "view/selection.h"

G_BEGIN_DECLS

#define LORE_TYPE_SCENE (lore_scene_get_type ())
G_DECLARE_FINAL_TYPE (LoreScene, lore_scene, LORE, SCENE, GObject)

/* @title names a file; NULL for the lab. */
LoreScene *lore_scene_new (LoreTrace *trace, const char *title);

/* All borrowed. */
const char *lore_scene_get_title (LoreScene *scene);
LoreTrace *lore_scene_get_trace (LoreScene *scene);
LoreLayout *lore_scene_get_layout (LoreScene *scene);
LorePlayback *lore_scene_get_playback (LoreScene *scene);
LoreSelection *lore_scene_get_selection (LoreScene *scene);
LoreCallList *lore_scene_get_calls (LoreScene *scene);

/* Shows this call only, or the row of calls that it is a leg of; LORE_ID_NONE: all. */
void lore_scene_choose_call (LoreScene *scene, guint32 call);
/* Whether the legs of one call are shown as one; what is chosen stays so. */
void lore_scene_set_legs_merged (LoreScene *scene, gboolean merged);

/* What the application knows of where it came from; borrowed, NULL for nothing. */
GObject *lore_scene_get_origin (LoreScene *scene);
void lore_scene_set_origin (LoreScene *scene, GObject *origin);

/* While the selection follows the playhead each arrow that lands is selected. It does
 * until the user picks a message, and again from the next step, play or send. */
void lore_scene_set_selection_follows (LoreScene *scene, gboolean follows);

G_END_DECLS
