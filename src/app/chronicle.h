/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeps the journal of a live trace: every event, and every note, name and order that a
 * person gives, is in a file before it is on the screen, so that a crash loses nothing
 * that was received or written.
 */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

#define LORE_TYPE_CHRONICLE (lore_chronicle_get_type ())
/* Signals: "problem" (GError *): once, when the journal cannot be written any more. */
G_DECLARE_FINAL_TYPE (LoreChronicle, lore_chronicle, LORE, CHRONICLE, GObject)

/* A new file in @folder, named after the time; the newest twenty are kept. NULL with a
 * LORE_PROBLEM. Must be made before anything else follows @trace. */
LoreChronicle *lore_chronicle_new (LoreTrace *trace, const char *folder, GError **error);

/* The newest journal that a crash left in @folder, the caller's; NULL when there is none.
 * From then on it, and any other, is one that is kept like the rest: asked again, nobody
 * hears of it. Those that another process writes are let alone. */
char *lore_chronicle_take_left (const char *folder);

G_END_DECLS
