/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A request template: a `.sip` file with {{variables}}, and what fills them.
 */
#pragma once

#include <gio/gio.h>

#include "sip/span.h"

G_BEGIN_DECLS

/* Fills every {{name}} of @text from @variables (name → value, both char *), whose
 * {{content-length}} is counted last, from the body as filled. Line ends become CRLF when
 * @crlf. Names without a value stay as they are and are listed in *ret_missing (GStrv).
 */
GBytes *lore_template_fill (const char *text, GHashTable *variables, gboolean crlf,
                            char ***ret_missing);

/* The spans of the {{variables}} in @text; @ret_n of them; free with g_free(). */
SipSpan *lore_template_find_variables (const char *text, gsize *ret_n);

/* A folder of templates: the shipped ones (read-only) and the user's own. */
#define LORE_TYPE_TEMPLATE (lore_template_get_type ())
/* Properties: "name", "text", "method", "shipped". */
G_DECLARE_FINAL_TYPE (LoreTemplate, lore_template, LORE, TEMPLATE, GObject)

const char *lore_template_get_name (LoreTemplate *template); /* file name without .sip */
const char *lore_template_get_text (LoreTemplate *template);
const char *lore_template_get_method (LoreTemplate *template); /* of its start line */
gboolean lore_template_get_shipped (LoreTemplate *template);
/* The topic that says what it is for ("template:invite") or NULL. */
const char *lore_template_get_topic (LoreTemplate *template);

#define LORE_TYPE_TEMPLATES (lore_templates_get_type ())
/* A GListModel of LoreTemplate. */
G_DECLARE_FINAL_TYPE (LoreTemplates, lore_templates, LORE, TEMPLATES, GObject)

/* @folder holds the user's own; NULL = the user's data folder, siplore/templates. */
LoreTemplates *lore_templates_new (GFile *folder);
LoreTemplate *lore_templates_lookup (LoreTemplates *templates, const char *name);
LoreTemplate *lore_templates_save (LoreTemplates *templates, const char *name,
                                   const char *text, GError **error);
gboolean lore_templates_rename (LoreTemplates *templates, LoreTemplate *template,
                                const char *name, GError **error);
gboolean
lore_templates_delete (LoreTemplates *templates, LoreTemplate *template, GError **error);

G_END_DECLS
