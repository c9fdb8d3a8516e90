/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes as hexadecimal lines: "0010  53 49 50 2f 32 2e 30 0d  SIP/2.0·". Every line but
 * the last has the same length, so that places are arithmetic.
 */
#pragma once

#include "sip/span.h"

G_BEGIN_DECLS

#define LORE_HEX_COLUMNS 8 /* bytes a line */
#define LORE_HEX_OFFSET 7  /* characters before the first byte of a line */
#define LORE_HEX_TEXT (LORE_HEX_OFFSET + 3 * LORE_HEX_COLUMNS + 1)
#define LORE_HEX_LINE (LORE_HEX_TEXT + LORE_HEX_COLUMNS + 1)

/* The caller's; one character is one byte of it. */
char *lore_hex_dup_text (const guint8 *data, gsize len);

/* The byte that the character @at of the text shows; where it shows none, the nearest
 * before it on the line. */
gsize lore_hex_get_byte (guint at);

/* The runs of characters on line @line that show bytes of @span: first in hexadecimal,
 * then as text; empty where the line has none of it. */
void lore_hex_get_runs (SipSpan span, guint line, SipSpan *ret_hex, SipSpan *ret_text);

G_END_DECLS
