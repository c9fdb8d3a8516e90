/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "trace/trace.h"

G_BEGIN_DECLS

/* Asks what to note on a message, above @parent; saving it is a command that can be
 * undone (trace/notes.h). An empty note is none. */
void lore_note_dialog_show (GtkWidget *parent, LoreTrace *trace, guint32 message);

G_END_DECLS
