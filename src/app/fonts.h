/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Lets Han characters come in their Chinese forms, whatever the locale: without a Chinese
 * locale fontconfig prefers the Japanese ones. After gtk_init(). */
void lore_fonts_prefer_chinese (void);
