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
 *
 * A header field that consists of variables alone ("Route: {{route-set}}") goes away as a
 * whole when they are all empty: no Route stands where the dialog has no route set. */
GBytes *lore_template_fill (const char *text, GHashTable *variables, gboolean crlf,
                            char ***ret_missing);

/* The same for bytes that no C string holds. */
GBytes *lore_template_fill_bytes (GBytes *text, GHashTable *variables, gboolean crlf,
                                  char ***ret_missing);

/* The spans of the {{variables}} in @text; @ret_n of them; free with g_free(). */
SipSpan *lore_template_find_variables (const char *text, gsize *ret_n);

/* The names in them, each once, in the order in which they first stand; a GStrv. */
char **lore_template_dup_names (const char *text);

/* A template of the library. */
#define LORE_TYPE_TEMPLATE (lore_template_get_type ())
/* Properties: "name", "text", "method", "shipped". */
G_DECLARE_FINAL_TYPE (LoreTemplate, lore_template, LORE, TEMPLATE, GObject)

/* Immutable: what a changed one replaces is a new object. */
LoreTemplate *lore_template_new (const char *name, const char *text, gboolean shipped);
const char *lore_template_get_name (LoreTemplate *self);   /* file name without .sip */
const char *lore_template_get_text (LoreTemplate *self);   /* LF ends its lines */
const char *lore_template_get_method (LoreTemplate *self); /* of its start line */
gboolean lore_template_get_shipped (LoreTemplate *self);
/* The topic that says what it is for ("template:invite") or NULL. */
const char *lore_template_get_topic (LoreTemplate *self);

#define LORE_TYPE_TEMPLATES (lore_templates_get_type ())
/* The library, a GListModel of LoreTemplate: the shipped ones in the order in which a
 * student needs them, then the user's own by name. One of the user's own that has the
 * name of a shipped one stands in its place until it is deleted. */
G_DECLARE_FINAL_TYPE (LoreTemplates, lore_templates, LORE, TEMPLATES, GObject)

/* @folder holds the user's own; NULL = the user's data folder, siplore/templates. */
LoreTemplates *lore_templates_new (GFile *folder);
LoreTemplate *
lore_templates_lookup (LoreTemplates *self, const char *name); /* borrowed */

/* Writes the file whole or not at all. The returned template is borrowed. Errors:
 * LORE_PROBLEM "template-name", "template-unsaved"; also "template-shipped" and
 * "template-exists" of the two below. */
LoreTemplate *lore_templates_save (LoreTemplates *self, const char *name,
                                   const char *text, GError **error);
gboolean lore_templates_rename (LoreTemplates *self, LoreTemplate *template,
                                const char *name, GError **error);
gboolean
lore_templates_delete (LoreTemplates *self, LoreTemplate *template, GError **error);

/* A name is a file name without ".sip" on every system: no separators, no control
 * characters, no leading dot or space, at most 100 bytes of UTF-8. */
gboolean lore_template_name_is_valid (const char *name);

G_END_DECLS
