/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The catalogue as a book: every topic that can be read stands in one chapter, in the
 * order in which one would teach it, and can be searched for in both languages.
 */
#pragma once

#include <gio/gio.h>

#include "catalogue/catalogue.h"

G_BEGIN_DECLS

#define LORE_TYPE_PAGE (lore_page_get_type ())
/* A chapter, or a topic in it. */
G_DECLARE_FINAL_TYPE (LorePage, lore_page, LORE, PAGE, GObject)

/* NULL for a chapter; borrowed. */
const LoreTopic *lore_page_get_topic (LorePage *page);

/* The topics of a chapter, of type LorePage; NULL for a topic; borrowed. */
GListModel *lore_page_get_topics (LorePage *page);

/* In the language of the window; the caller's. Of a topic also the chapter it stands in.
 */
char *lore_page_dup_title (LorePage *page);
char *lore_page_dup_chapter (LorePage *page);

/* The chapters, of type LorePage; transfer full. */
GListModel *lore_handbook_new (void);

/* The topics of @handbook in which every word of @text stands, in either language: what
 * is called so first, then what begins so, has it in its title, and only speaks of it.
 * Transfer full. */
GListModel *lore_handbook_search (GListModel *handbook, const char *text);

G_END_DECLS
