/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text looked for in the messages that a scene shows, from where the user is: round the
 * end and back to the beginning. ASCII letters are found in either case.
 */
#pragma once

#include "view/scene.h"

G_BEGIN_DECLS

/* The next (@forward) or previous place of @text after (before) @from of message
 * @message; LORE_ID_NONE as @message begins at the first (last). FALSE when no message
 * shown holds it. */
gboolean
lore_finder_step (LoreScene *scene, const char *text, gboolean forward, guint32 message,
                  SipSpan from, guint32 *ret_message, SipSpan *ret_span);

G_END_DECLS
