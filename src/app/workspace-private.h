/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workspace.h"

G_BEGIN_DECLS

/* Values are made when something they depend on changes, and after each send: what the
 * preview shows is what goes out. */
void lore_workspace_renew_variables (LoreWorkspace *self);

G_END_DECLS
