/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts the colours of a tree on a text buffer. Tagging a whole message of 64 kB would
 * take longer than a frame, so each line has a signature of what lies on it, and only
 * lines whose signature is new, or that were edited, are tagged again.
 */
#pragma once

#include <gtk/gtk.h>

#include "sip/tree.h"
#include "view/mapping.h"

G_BEGIN_DECLS

typedef struct _LorePaint LorePaint;

/* The paint belongs to the buffer and must not outlive it. */
LorePaint *lore_paint_new (GtkTextBuffer *buffer);
void lore_paint_free (LorePaint *paint);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LorePaint, lore_paint_free)

/* @mapping places the bytes of @tree in the buffer. @variables are spans of characters to
 * mark as such; @lint also underlines the tree's diagnostics. */
void lore_paint_update (LorePaint *paint, SipTree *tree, LoreMapping *mapping,
                        const SipSpan *variables, gsize n_variables, gboolean lint);

/* Of an empty buffer nothing is known any more. */
void lore_paint_clear (LorePaint *paint);

/* Shows the piece from character @begin to @end as the selected one. */
void lore_paint_select (LorePaint *paint, guint begin, guint end);

/* The category whose letter stands beside the line: that of the field that begins there,
 * SIP_CATEGORY_NONE where a line only goes on. */
SipCategory lore_paint_get_line_category (LorePaint *paint, guint line);

/* How many lines the last update tagged; tests look at it. */
guint lore_paint_get_n_tagged (LorePaint *paint);

G_END_DECLS
