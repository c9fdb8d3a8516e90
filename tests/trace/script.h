/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stories in a few words. A line is a message: who sends it to whom, what it is, and what
 * about it is not as it usually is:
 *
 *   "AB INVITE"                       Alice's INVITE to Bob
 *   "BA 180 INVITE; BA 200 INVITE"    what Bob answers
 *   "AB ACK branch=INVITE1"           with the branch that her INVITE has without being
 * told
 *
 * A is Alice (tag a, 192.0.2.1), B is Bob (b, 198.51.100.2), C is Bob's
 * other telephone (c, 198.51.100.3), P and Q are proxies. What passes through a proxy
 * says whose request it is: "PB INVITE ua=A". Keys: cseq= branch= leg= (of a fork) from=
 * to= (tags, "-" is none) fromuser= touser= uri= contact= ("-" is none) rr= route= auth=
 * (the hash) challenge= rseq= rack= supported= sdp= (address/port, more media joined by
 * commas) nolength= vias= (0: the top one only) sentby= transport= after= (ms since the
 * line before) lost= dest= (where it is sent) peer= (the other side, if it is not B for A
 * or A for the others).
 */
#pragma once

#include "trace/trace.h"

/* Lines are parted by "; ". Without @addresses nobody is known to have sent anything. */
LoreTrace *script_new_trace (const char *lines, gboolean addresses);
