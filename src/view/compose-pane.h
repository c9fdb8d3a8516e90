/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "plan/template.h"
#include "view/draft.h"
#include "view/selection.h"
#include "view/setup.h"

G_BEGIN_DECLS

#define LORE_TYPE_COMPOSE_PANE (lore_compose_pane_get_type ())
/* Where a request is written and sent. Sending, templates and their keeping are actions
 * of the window: win.send, win.template. Properties: "destination" (string), "guided"
 * (boolean). */
G_DECLARE_FINAL_TYPE (LoreComposePane, lore_compose_pane, LORE, COMPOSE_PANE, AdwBin)

void lore_compose_pane_set_draft (LoreComposePane *pane, LoreDraft *draft);
void lore_compose_pane_set_templates (LoreComposePane *pane, LoreTemplates *templates);

/* How the practice network is set up. */
void lore_compose_pane_set_setup (LoreComposePane *pane, LoreSetup *setup);

/* Where the piece under the cursor is explained. */
void lore_compose_pane_set_selection (LoreComposePane *pane, LoreSelection *selection);

/* Names of templates that make sense next; NULL for none. */
void lore_compose_pane_set_offers (LoreComposePane *pane, const char *const *names);

/* The address behind a name like "Bob", NULL when the entry says it itself. */
void lore_compose_pane_set_resolved (LoreComposePane *pane, const char *address);

void lore_compose_pane_focus_editor (LoreComposePane *pane);

G_END_DECLS
