/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "view/scene.h"

G_BEGIN_DECLS

#define LORE_TYPE_EVENT_ROW (lore_event_row_get_type ())
/* One entry of the log: when, what in words, by which section. */
G_DECLARE_FINAL_TYPE (LoreEventRow, lore_event_row, LORE, EVENT_ROW, AdwBin)

LoreEventRow *lore_event_row_new (void);

/* @event LORE_ID_NONE shows nothing; @scene may be NULL then. */
void lore_event_row_show (LoreEventRow *row, LoreScene *scene, guint32 event);

/* What is read aloud: time and sentence; the caller's. */
char *lore_event_row_dup_words (LoreEventRow *row);

G_END_DECLS
