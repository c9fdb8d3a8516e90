/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/session-interval.h"

#include "session/retry.h"
#include "sip/edit.h"

#include <string.h>

#define OPTION "timer"

/* "1800;refresher=uac" → 1800; 0 when it is no number. */
static guint
take_seconds (const char *value)
{
  guint64 seconds = value != NULL ? g_ascii_strtoull (value, NULL, 10) : 0;

  return MIN (seconds, G_MAXINT32);
}

static LoreRefresher
take_refresher (const char *value)
{
  g_autofree char *param =
      value != NULL ? sip_value_dup_param (value, "refresher") : NULL;

  if (param == NULL)
    return LORE_REFRESHER_UNSAID;
  if (g_ascii_strcasecmp (param, "uac") == 0)
    return LORE_REFRESHER_UAC;
  return g_ascii_strcasecmp (param, "uas") == 0 ? LORE_REFRESHER_UAS
                                                : LORE_REFRESHER_UNSAID;
}

void
lore_session_interval_read (LoreSessionInterval *ret_interval, GBytes *message)
{
  g_autofree char *expires = sip_edit_dup_value (message, "Session-Expires");
  g_autofree char *least = sip_edit_dup_value (message, "Min-SE");
  g_auto (GStrv) supported = sip_edit_dup_values (message, "Supported");
  g_auto (GStrv) required = sip_edit_dup_values (message, "Require");

  *ret_interval = (LoreSessionInterval){
    .expires_s = take_seconds (expires),
    .least_s = take_seconds (least),
    .refresher = take_refresher (expires),
    .supported = g_strv_contains ((const char *const *)supported, OPTION)
                 || g_strv_contains ((const char *const *)required, OPTION),
  };
}

static guint
get_least (const LoreSessionPolicy *policy)
{
  return MAX (policy->least_s, LORE_SESSION_LEAST_S);
}

gboolean
lore_session_interval_is_small (const LoreSessionInterval *asked,
                                const LoreSessionPolicy *policy)
{
  return asked->supported && asked->expires_s != 0
         && asked->expires_s < get_least (policy);
}

void
lore_session_interval_answer (const LoreSessionInterval *asked,
                              const LoreSessionPolicy *policy,
                              LoreSessionInterval *ret_answer)
{
  /* Less than was asked for is allowed, more is not; and never less than Min-SE. */
  guint floor = MAX (asked->least_s, get_least (policy));
  guint wanted = policy->wanted_s != 0 ? MAX (policy->wanted_s, floor) : 0;

  *ret_answer = (LoreSessionInterval){ .supported = asked->supported };
  if (asked->expires_s != 0)
    ret_answer->expires_s =
        wanted != 0 ? MIN (asked->expires_s, wanted) : asked->expires_s;
  else
    ret_answer->expires_s = wanted;
  if (!asked->supported)
    ret_answer->refresher = LORE_REFRESHER_UAS;
  else if (asked->refresher != LORE_REFRESHER_UNSAID)
    ret_answer->refresher = asked->refresher;
  else
    ret_answer->refresher = policy->refreshes ? LORE_REFRESHER_UAS : LORE_REFRESHER_UAC;
}

char *
lore_session_interval_put (const LoreSessionInterval *interval)
{
  static const char *const refreshers[] = { [LORE_REFRESHER_UNSAID] = "",
                                            [LORE_REFRESHER_UAC] = ";refresher=uac",
                                            [LORE_REFRESHER_UAS] = ";refresher=uas" };

  return g_strdup_printf ("%u%s", interval->expires_s, refreshers[interval->refresher]);
}

GBytes *
lore_session_interval_raise (GBytes *request, GBytes *refusal, const char *branch)
{
  g_autofree char *expires = NULL, *least = NULL;
  g_autoptr (GBytes) renewed = NULL, longer = NULL;
  LoreSessionInterval asked, wanted;

  lore_session_interval_read (&asked, request);
  lore_session_interval_read (&wanted, refusal);
  if (wanted.least_s <= asked.expires_s || wanted.least_s <= asked.least_s)
    return NULL;
  asked.expires_s = wanted.least_s;
  expires = lore_session_interval_put (&asked);
  least = g_strdup_printf ("%u", wanted.least_s);
  renewed = lore_retry_renew (request, branch);
  longer = sip_edit_set (renewed, "Session-Expires", expires);
  return sip_edit_set (longer, "Min-SE", least);
}
