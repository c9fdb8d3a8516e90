/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What fills the {{variables}} of a template:
 *
 * - branch, tag, call-id, cseq: of a new request; cseq goes on where the request belongs
 *   to a dialog or follows an earlier REGISTER;
 * - transport ("UDP"), transport-param ("", ";transport=tcp"), local-ip, local-port: as a
 *   Via or a URI writes them, IPv6 in brackets;
 * - user, callee: the names in front of the "@", "alice" and "bob";
 * - local-uri: Alice's public address;
 * - destination, destination-host, destination-port: where it is to go;
 * - media-ip, media-ip-type, media-port, session-id, session-version: for SDP, IPv6 bare,
 *   "IP4" or "IP6"; inside a dialog the next version of what was described last;
 * - authorization: the answer to the last challenge, where a login is known;
 * - content-length: by lore_template_fill() itself.
 *
 * Where there is a dialog or an INVITE in hand also from, to, local-tag, remote-tag,
 * remote-uri, remote-target, route-set, remote-cseq, invite-uri, invite-branch,
 * invite-cseq, invite-from, invite-to, invite-via, invite-route-set, response-to, rack. A
 * template that uses one of these speaks of that dialog: call-id and cseq are then the
 * dialog's as well.
 */
#pragma once

#include "session/element.h"
#include "session/notebook.h"

G_BEGIN_DECLS

typedef struct _LoreVariables LoreVariables;

/* @element is borrowed. */
LoreVariables *lore_variables_new (LoreElement *element);
void lore_variables_free (LoreVariables *variables);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreVariables, lore_variables_free)

/* New random values from now on: what had the old ones has been sent. */
void lore_variables_renew (LoreVariables *variables);

/* @destination as typed, @address what it resolves to as far as is known; both may be
 * NULL. Names and values of the table are char *. */
GHashTable *lore_variables_dup (LoreVariables *variables, LoreNotebook *notebook,
                                const char *template_text, const char *destination,
                                const char *address);

G_END_DECLS
