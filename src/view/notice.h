/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LORE_TYPE_NOTICE (lore_notice_get_type ())
/* What went wrong and what to do, in the window's languages, until it is closed. It takes
 * no focus and stops nobody. */
G_DECLARE_FINAL_TYPE (LoreNotice, lore_notice, LORE, NOTICE, AdwBin)

void lore_notice_show_error (LoreNotice *notice, const GError *error);
void lore_notice_show_text (LoreNotice *notice, const char *text);
void lore_notice_hide (LoreNotice *notice);

/* NULL when nothing is shown; borrowed. */
const char *lore_notice_get_text (LoreNotice *notice);

G_END_DECLS
