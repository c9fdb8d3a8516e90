/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "trace/layout.h"

G_BEGIN_DECLS

/* What can be done with the participants of a column: actions "column.rename", "left",
 * "right", "join" (u: with this participant), "part" (u: this one) and
 * "join-by-messages", which are the header's. The caller's. */
GMenuModel *lore_column_menu_new (LoreLayout *layout, guint column);

G_END_DECLS
