/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A dialog as one side sees it (RFC 3261 §12): Call-ID and two tags, both CSeq counters,
 * the remote target and the route set.
 */
#pragma once

#include "plan/dialog-step.h"
#include "session/answer.h"
#include "session/recorder.h"

G_BEGIN_DECLS

typedef struct
{
  LoreDialogState state;
  char *call_id;
  char *local_tag;
  char *remote_tag;
  char *local;         /* value of the From this side writes, tag and all */
  char *remote;        /* value of the To this side writes */
  char *remote_target; /* URI of the peer's Contact */
  char **route_set;    /* values of Route in the order in which they are written */
  guint32 local_cseq;  /* 0: nothing sent yet */
  guint32 remote_cseq; /* 0: nothing received yet */
  guint32 invite_cseq; /* of the INVITE that made it: its ACK has the same (§13.2.2.4) */
  gboolean owner;      /* the Call-ID is this side's (§14.1) */
  gboolean call;       /* an INVITE made it: it stands until BYE */
  char *event;         /* what this side has subscribed to in it (RFC 6665), or NULL */
  LoreDescription session; /* what this side last described */
  char *described;         /* the description itself, or NULL */
  guint32 rseq;            /* of the last response acknowledged by PRACK (RFC 3262 §4) */
} LoreDialog;

/* Of the caller: from the INVITE and a 101–299 with a To tag; NULL if it has none. */
LoreDialog *lore_dialog_new_uac (GBytes *request, GBytes *response);
/* Of the callee: from the request and the response with a tag it sends (§12.1.1). */
LoreDialog *lore_dialog_new_uas (GBytes *request, GBytes *response);
/* Of the subscriber: from its SUBSCRIBE and a NOTIFY that was faster than the 2xx (RFC
 * 6665 §4.4.1). */
LoreDialog *lore_dialog_new_notified (GBytes *subscribe, GBytes *notify);
void lore_dialog_free (LoreDialog *dialog);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreDialog, lore_dialog_free)

/* What names it, from this side: as a table's key. */
char *lore_dialog_dup_key (const LoreDialog *dialog);
/* The key of the dialog that a received request belongs to. */
char *lore_dialog_dup_key_of_request (GBytes *request);

/* A request's Request-URI and Route values by §12.2.1.1: with a loose router on top (or
 * none at all) the remote target and the route set; a strict router, which has no lr,
 * goes into the Request-URI, and the target to the end of the Route. */
char *lore_dialog_dup_request_uri (const LoreDialog *dialog);
char **lore_dialog_dup_routes (const LoreDialog *dialog);
/* "host:port" of the next hop, with the transport that its URI asks for
 * (wire/endpoint.h).
 */
char *lore_dialog_dup_next_hop (const LoreDialog *dialog);

/* A request inside the dialog (§12.2.1.1); the CSeq number goes up but for an ACK, which
 * has the INVITE's. @via is the value of its Via, @contact may be NULL. */
GBytes *lore_dialog_compose (LoreDialog *dialog, const char *method, const char *via,
                             const char *contact);

/* This side has described the session so, in a message of its own; keeps a copy. */
void lore_dialog_describe (LoreDialog *dialog, const char *sdp);

/* The peer's Contact in a target refresh (§12.2): a re-INVITE, an UPDATE or a 2xx to one.
 * A new target is remarked on. */
void lore_dialog_refresh (LoreDialog *dialog, GBytes *message, LoreRecorder *recorder);

/* Executes the row of plan/dialogs.def, and records a change. TRUE when the dialog has
 * ended: who keeps it lets it go. */
gboolean
lore_dialog_feed (LoreDialog *dialog, LoreDialogInput input, LoreRecorder *recorder);

G_END_DECLS
