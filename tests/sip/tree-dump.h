/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sip/tree.h"

/* The tree as text, a node a line (kind, span, category letter, topic, bytes of leaves),
 * then the diagnostics. Golden files hold it. */
char *tree_dump (SipTree *tree);

/* Asserts what holds of every tree: each byte lies in one leaf, siblings stand in order
 * and never overlap, children lie inside their parent and inherit its place. */
void tree_assert_sound (SipTree *tree);
