/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cli.h"
#include "draw/ladder.h"

G_BEGIN_DECLS

/* The text ladder on standard output: requests and responses in the colours of their
 * header classes, small print dim. */
void lore_coloured_ladder_print (const LoreCli *cli, LoreLayout *layout);

/* The same as JSON, an object a message: index time_ms from to label retransmission
 * narration{en zh_CN}. */
void lore_ladder_print_json (LoreLayout *layout);

G_END_DECLS
