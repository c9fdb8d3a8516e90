/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message as lines for the terminal: the letter of each line's category in the margin,
 * the line in the category's colour.
 */
#pragma once

#include "cli/source.h"
#include "sip/tree.h"

G_BEGIN_DECLS

/* "call.pcap #3  192.0.2.1:5060 → 192.0.2.2:5060  UDP  +0.512 s": where a message stands
 * and what is known of its way. The caller's. */
char *
lore_message_dup_heading (const LoreCli *cli, const LoreSource *source, guint32 message);

/* The 1-based line of the message that holds the byte @at, and where that line begins. */
guint lore_message_find_line (SipTree *tree, gsize at, gsize *ret_begin, gsize *ret_len);

void lore_message_print (const LoreCli *cli, SipTree *tree);

G_END_DECLS
