/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sip/span.h"

G_BEGIN_DECLS

/* What a piece of a signed token says: base64url without padding (RFC 7515 §2), decoded,
 * as text; NULL when it is not that or no text. Nothing is verified. */
char *sip_jwt_dup_text (const guint8 *data, SipSpan piece);

G_END_DECLS
