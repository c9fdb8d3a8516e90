/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "trace/trace.h"

G_BEGIN_DECLS

/* Asks what to call a participant, above @parent, and names it so in the trace (a
 * command of notes.h): the ladder, the sentences and a saved session have that name from
 * then on. */
void lore_rename_dialog_show (GtkWidget *parent, LoreTrace *trace, guint32 participant);

G_END_DECLS
