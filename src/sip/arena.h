/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading one message after another without an allocation: an arena keeps the room that
 * the last tree took, and the next is made in it. Once it has seen the longest message,
 * trees and diagnostics cost none at all.
 */
#pragma once

#include "sip/tree.h"

G_BEGIN_DECLS

typedef struct _SipArena SipArena;

SipArena *sip_arena_new (void);
void sip_arena_free (SipArena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SipArena, sip_arena_free)

/* sip_tree_new() in the arena. The tree is borrowed and good until the next message is
 * read or the arena freed; whoever wants to keep it calls sip_tree_new() instead. */
SipTree *sip_arena_read (SipArena *arena, GBytes *message);

G_END_DECLS
