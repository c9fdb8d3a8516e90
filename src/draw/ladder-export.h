/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The exports that have a form of their own; lore_ladder_export() chooses by the file's
 * name. Where the work is cancelled (headway.h) what they return is of no use.
 */
#pragma once

#include "draw/ladder.h"

G_BEGIN_DECLS

/* A Mermaid sequence diagram, for documents that render it; the caller's. */
char *
lore_ladder_dup_mermaid (LoreLayout *layout, const char *language, LoreHeadway *headway);

/* One page that needs nothing else: the ladder as SVG, played and stepped by a few lines
 * of script, with each message's text; the caller's. */
char *lore_ladder_dup_html (LoreLayout *layout, const LoreLadderStyle *style,
                            LoreHeadway *headway);

G_END_DECLS
