/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "view/scene.h"

G_BEGIN_DECLS

#define LORE_TYPE_EVENT_PANE (lore_event_pane_get_type ())
/* The log as it is: each message that left or came, each timer set, fired and stopped,
 * each change of a transaction's or dialog's state, in words, with the section of the RFC
 * that asks for it. What the playhead has not reached yet is dim. Selecting one selects
 * its message and explains its timer or state. */
G_DECLARE_FINAL_TYPE (LoreEventPane, lore_event_pane, LORE, EVENT_PANE, AdwBin)

void lore_event_pane_set_scene (LoreEventPane *pane, LoreScene *scene);

/* Draws the times anew. */
void lore_event_pane_refresh (LoreEventPane *pane);

G_END_DECLS
