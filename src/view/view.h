/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Once, after gtk_init() and before the first widget of this folder: registers the
 * templates and styles, and the types that templates name. */
void lore_view_init (void);
