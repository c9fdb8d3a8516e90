/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sip/tree.h"

G_BEGIN_DECLS

/* The whole tree of a message: sip_tree_new() and then the inside of the body, read by
 * its Content-Type (SDP: RFC 8866). Never fails; the tree is the caller's. */
SipTree *body_dissect (GBytes *message);

G_END_DECLS
