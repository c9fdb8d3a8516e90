/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ladder.h"

G_BEGIN_DECLS

#define LORE_TYPE_SAVING (lore_saving_get_type ())
/* One file being written, in a thread: a window may look how far it is, and another may
 * take the window's place meanwhile.
 * Signal "done" (GError *error): NULL when the file is there. */
G_DECLARE_FINAL_TYPE (LoreSaving, lore_saving, LORE, SAVING, GObject)

/* @format as in lore_format_write(); @anonymous: with pseudonyms (formats/anonymise.h).
 */
LoreSaving *
lore_saving_new (LoreTrace *trace, GFile *file, const char *format, gboolean anonymous);

/* A picture of @layout as it is now; @style becomes as wide as the words need. */
LoreSaving *lore_saving_new_for_ladder (LoreLayout *layout, GFile *file,
                                        const LoreLadderStyle *style);

/* Begins; it lives at least until it is done. */
void lore_saving_start (LoreSaving *saving);
/* The old file stays as it was, or there is none. */
void lore_saving_cancel (LoreSaving *saving);

char *lore_saving_dup_title (LoreSaving *saving); /* the file's name; the caller's */
/* About how much is written, 0 … 1; below 0 while that cannot be told. */
double lore_saving_get_fraction (LoreSaving *saving);

/* What the file lacks, as lore_format_dup_left_out() says. */
char **lore_saving_dup_left_out (LoreSaving *saving);

G_END_DECLS
