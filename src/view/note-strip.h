/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "view/scene.h"

G_BEGIN_DECLS

#define LORE_TYPE_NOTE_STRIP (lore_note_strip_get_type ())
/* What a person has noted on the selected message, and a button to edit it; nothing at
 * all where there is no note. */
G_DECLARE_FINAL_TYPE (LoreNoteStrip, lore_note_strip, LORE, NOTE_STRIP, AdwBin)

void lore_note_strip_set_scene (LoreNoteStrip *strip, LoreScene *scene);

G_END_DECLS
