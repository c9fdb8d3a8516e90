/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Printing on a terminal: colours of the palette where there are colours, and plain text
 * that says the same where there are none.
 */
#pragma once

#include "cli/cli.h"
#include "draw/palette.h"

G_BEGIN_DECLS

/* "auto", "always", "never"; -1 when it is none of them. */
int lore_terminal_wants_colour (const char *when);

/* Columns of the terminal, 100 when that cannot be known. */
guint lore_terminal_get_width (void);

/* How many columns @text takes: Han characters take two. */
guint lore_terminal_measure (const char *text);

/* "  label      value": the value begins in column @column, as far as the label lets it.
 */
void lore_terminal_print_pair (guint indent, guint column, const char *label,
                               const char *value);

/* @text in a colour of the palette; the same text without colours. The caller's. */
char *
lore_terminal_dup_coloured (const LoreCli *cli, LoreColour colour, const char *text);
char *lore_terminal_dup_bold (const LoreCli *cli, const char *text);

/* A text of the catalogue: `code` and *stress* marked as the terminal can. */
char *lore_terminal_dup_words (const LoreCli *cli, const char *text);

/* Prints @text in lines of the terminal's width, each behind @indent blanks. */
void lore_terminal_print_wrapped (const char *text, guint indent);

/* Bytes as one line that a terminal can show: control characters and what is not UTF-8
 * as \xNN. */
char *lore_terminal_dup_line (const char *data, gsize len);

G_END_DECLS
