/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The SDP answer (RFC 3264 §6) to @offer: a line for each m= of the offer, in its order;
 * the first audio stream with PCMU or PCMA is taken with what both sides know, all
 * others are refused with port 0. NULL when nothing of it can be taken (488). With @offer
 * NULL or empty, an offer of its own (the INVITE had none, RFC 3261 §13.3.1.4).
 * @host: IP address; @id: of the o= line. */
char *lore_answer_compose (const char *offer, const char *host, guint16 port, guint32 id);

G_END_DECLS
