/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/dialog.h"
#include "session/element.h"

G_BEGIN_DECLS

/* Sends a request for a core that has nobody to tell: @destination may be a name; an ACK
 * goes without a transaction, any other request begins one; what fails is a problem in
 * the trace. */
void lore_dispatch (LoreElement *element, LoreWire *wire, GBytes *request,
                    const char *destination);

/* The same without a transaction, for any message: what a proxy without memory sends. */
void lore_dispatch_stateless (LoreElement *element, LoreWire *wire, GBytes *message,
                              const char *destination);

/* What a request inside a dialog says besides what the dialog knows. NULL leaves it out.
 */
typedef struct
{
  const char *method;
  const char *contact;
  const char *const *fields; /* name, value, …, NULL */
  const char *type;          /* of the body */
  const char *body;
} LoreInside;

/* Composes a request inside @dialog and sends it to the next hop by @wire or what else
 * reaches it. Returns it, the caller's; NULL when nobody knows where it should go. */
GBytes *lore_dispatch_inside (LoreElement *element, LoreWire *wire, LoreDialog *dialog,
                              const LoreInside *words);

G_END_DECLS
