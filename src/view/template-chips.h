/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "plan/template.h"

G_BEGIN_DECLS

#define LORE_TYPE_TEMPLATE_CHIPS (lore_template_chips_get_type ())
/* A chip for each of the six methods of RFC 3261, and a menu of every other template. A
 * chip is the action win.template with the template's name. */
G_DECLARE_FINAL_TYPE (LoreTemplateChips, lore_template_chips, LORE, TEMPLATE_CHIPS,
                      AdwBin)

void
lore_template_chips_set_templates (LoreTemplateChips *chips, LoreTemplates *templates);

/* The same templates as a menu, for a header bar; the caller's. */
GMenuModel *lore_template_menu_new (LoreTemplates *templates);

/* What a template is called in the window's language; the caller's. */
char *lore_template_dup_title (LoreTemplate *template);

G_END_DECLS
