/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sip/arena.h"

G_BEGIN_DECLS

/* The whole tree of a message: sip_tree_new() and then the inside of the body, read by
 * its Content-Type (SDP: RFC 8866). Never fails; the tree is the caller's. */
SipTree *body_dissect (GBytes *message);

/* The same without an allocation of its own; see sip_arena_read(). */
SipTree *body_dissect_in (SipArena *arena, GBytes *message);

G_END_DECLS
