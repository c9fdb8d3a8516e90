/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes ⇄ what an editor can hold. A text buffer loses text at a NUL or at bad UTF-8, and
 * makes CRLF, LF and CR look alike; a laboratory may lose none of that. So:
 *
 *   a line break              CRLF
 *   \n (and a line break)     LF alone
 *   \r                        CR alone
 *   \xNN                      a control character, or a byte that is no UTF-8
 *   \\                        a backslash that would otherwise begin one of these
 *
 * Every other character stands for itself. Bytes → text → bytes gives the same bytes,
 * whatever they are; every text gives some bytes.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which characters of the text stand for which bytes. Offsets: characters from the
 * beginning of the text, bytes from the first of the message. */
typedef struct _LoreMapping LoreMapping;

/* *ret_text is the caller's. */
LoreMapping *lore_mapping_new_for_bytes (GBytes *bytes, char **ret_text);
/* *ret_bytes is the caller's. */
LoreMapping *lore_mapping_new_for_text (const char *text, GBytes **ret_bytes);

/* For a text whose bytes are changed once more (variables filled): the mapping of
 * @outer's characters to @inner's bytes, where @inner maps the bytes of @outer. */
LoreMapping *lore_mapping_new_chain (LoreMapping *outer, LoreMapping *inner);

/* A mapping made run by run: @units characters for as many bytes, or @chars characters
 * that as one stand for @bytes bytes. */
LoreMapping *lore_mapping_new (void);
void lore_mapping_add_plain (LoreMapping *mapping, gsize units);
void lore_mapping_add_unit (LoreMapping *mapping, gsize chars, gsize bytes);

LoreMapping *lore_mapping_ref (LoreMapping *mapping);
void lore_mapping_unref (LoreMapping *mapping);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreMapping, lore_mapping_unref)

/* The character at which what stands for the byte @at begins. */
guint lore_mapping_get_char (LoreMapping *mapping, gsize at);
/* The character behind what stands for the last byte before @end. */
guint lore_mapping_get_char_end (LoreMapping *mapping, gsize end);
/* The first byte that the character stands for; the number of bytes behind the last. */
gsize lore_mapping_get_byte (LoreMapping *mapping, guint character);

G_END_DECLS
