/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LORE_TYPE_LOADING (lore_loading_get_type ())
/* Tells of work that takes longer than half a second, and offers to stop it. Signals:
 * "cancelled" (). */
G_DECLARE_FINAL_TYPE (LoreLoading, lore_loading, LORE, LOADING, AdwBin)

/* Something called @title begins; it is shown if it has not ended soon. */
void lore_loading_begin (LoreLoading *loading, const char *title);
/* @fraction less than 0: how much there is to do is not known. */
void lore_loading_show (LoreLoading *loading, double fraction, guint n_messages);
void lore_loading_show_words (LoreLoading *loading, double fraction, const char *words);
void lore_loading_end (LoreLoading *loading);

G_END_DECLS
