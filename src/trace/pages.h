/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Memory for tables that have become large. A fresh page costs more than all that is
 * written into it, so these are large ones where the system has them.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LORE_PAGE_SIZE (2 * 1024 * 1024)
/* A table that holds so much already may take large pages: the last of them is not full.
 */
#define LORE_PAGES_FROM (4 * 1024 * 1024)

/* LORE_PAGE_SIZE bytes, all 0. */
gpointer lore_page_new (void);
void lore_page_free (gpointer page);

G_END_DECLS
