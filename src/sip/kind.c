/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/kind.h"

static const char *const kind_nicks[] = {
#define SIP_KIND(NAME, nick, topic) [SIP_KIND_##NAME] = nick,
#include "sip/kinds.def"
#undef SIP_KIND
};

static const struct
{
  const char *nick;
  char letter;
} categories[] = {
  [SIP_CATEGORY_NONE] = { "none", ' ' },
  [SIP_CATEGORY_START_LINE] = { "start-line", 'S' },
  [SIP_CATEGORY_GENERAL] = { "general", 'G' },
  [SIP_CATEGORY_REQUEST] = { "request", 'Q' },
  [SIP_CATEGORY_RESPONSE] = { "response", 'R' },
  [SIP_CATEGORY_ENTITY] = { "entity", 'E' },
  [SIP_CATEGORY_BODY] = { "body", 'B' },
  [SIP_CATEGORY_UNKNOWN] = { "unknown", 'U' },
};

const char *
sip_kind_get_nick (SipKind kind)
{
  g_return_val_if_fail (kind < SIP_N_KINDS, NULL);
  return kind_nicks[kind];
}

const char *
sip_category_get_nick (SipCategory category)
{
  g_return_val_if_fail (category < SIP_N_CATEGORIES, NULL);
  return categories[category].nick;
}

char
sip_category_get_letter (SipCategory category)
{
  g_return_val_if_fail (category < SIP_N_CATEGORIES, ' ');
  return categories[category].letter;
}
