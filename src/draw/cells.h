/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line of a terminal: character cells, of which a Han character fills two.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gunichar *cells; /* owned; 0 is the second half of a wide character */
  guint n;
} LoreCells;

void lore_cells_init (LoreCells *line, guint n); /* blank */
void lore_cells_clear (LoreCells *line);

void lore_cells_put (LoreCells *line, int at, gunichar character);
/* From @at on, what does not fit the line is left out. */
void lore_cells_write (LoreCells *line, int at, const char *text);
void lore_cells_append_to (const LoreCells *line, GString *text); /* and a newline */

guint lore_cells_measure (const char *text);
/* At most @most cells of @text, cut with "…"; the caller's. */
char *lore_cells_dup_cut (const char *text, guint most);

G_END_DECLS
