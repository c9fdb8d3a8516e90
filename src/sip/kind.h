/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a node of the tree is: one row of kinds.def each. */
typedef enum
{
#define SIP_KIND(NAME, nick, topic) SIP_KIND_##NAME,
#include "sip/kinds.def"
#undef SIP_KIND
  SIP_N_KINDS
} SipKind;

/* How a piece is coloured. RFC 2543 §4.1 has the four classes of header field; the rest
 * is the anatomy of a message, RFC 3261 §7. */
typedef enum
{
  SIP_CATEGORY_NONE,
  SIP_CATEGORY_START_LINE,
  SIP_CATEGORY_GENERAL,
  SIP_CATEGORY_REQUEST,
  SIP_CATEGORY_RESPONSE,
  SIP_CATEGORY_ENTITY,
  SIP_CATEGORY_BODY,
  SIP_CATEGORY_UNKNOWN,
  SIP_N_CATEGORIES
} SipCategory;

const char *sip_kind_get_nick (SipKind kind);
const char *sip_category_get_nick (SipCategory category); /* "start-line", "general" … */
char sip_category_get_letter (SipCategory category); /* S G Q R E B U, ' ' for none */

G_END_DECLS
