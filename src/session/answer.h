/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the o= and m= lines of one side say (RFC 4566 §5.2): the version goes up with each
 * description of the same session (RFC 3264 §8). */
typedef struct
{
  guint32 id;
  guint32 version;
  guint16 port;
} LoreDescription;

/* Takes them from a description; FALSE, and nothing taken, when it has none. */
gboolean lore_description_read (LoreDescription *session, const char *sdp);

/* The SDP answer (RFC 3264 §6) to @offer: a line for each m= of the offer, in its order;
 * the first audio stream with PCMU or PCMA is taken with what both sides know, all
 * others are refused with port 0. NULL when nothing of it can be taken (488). With @offer
 * NULL or empty, an offer of its own (the INVITE had none, RFC 3261 §13.3.1.4).
 * @host: IP address; @user: of the o= line. */
char *lore_answer_compose (const char *offer, const char *user, const char *host,
                           const LoreDescription *session);

G_END_DECLS
