/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a request of a dialog goes: Request-URI from the remote target, Route from the
 * route set (RFC 3261 §12.1, §12.2.1.1, §16.6).
 */
#include "trace/finding-look.h"

#include <string.h>

#include "sip/edit.h"
#include "sip/facts.h"

/* The response that made the dialog of a request as its user agent sent it: what proxies
 * do to it on its way is theirs. */
static const LoreStep *
find_maker (const LoreStory *story, const LoreStep *step)
{
  if (!lore_step_is_inside (step) || step->index.n_vias != 1
      || step->facts.dialog == LORE_ID_NONE
      || lore_story_find_reversed (story, step) != NULL)
    return NULL;
  return lore_story_recall (story, LORE_MEMORY_MAKER, step->facts.dialog, step,
                            LORE_NO_SPAN, LORE_NO_SPAN, LORE_NO_SPAN);
}

/* The last message in which the other side named its Contact. */
static const LoreStep *
find_target (const LoreStory *story, const LoreStep *step)
{
  return lore_story_recall (story, LORE_MEMORY_CONTACT, 0, step, step->index.to_tag,
                            LORE_NO_SPAN, LORE_NO_SPAN);
}

/* A proxy without lr is a strict router: the Request-URI is its address then. */
static gboolean
has_strict_router (const LoreStep *maker)
{
  SipSpan route = maker->fields[LORE_STEP_RECORD_ROUTE];
  g_autofree char *text = lore_step_dup_text (maker, route);

  return route.len > 0 && strstr (text, ";lr") == NULL;
}

/* What the Request-URI should be, when it is none of the Contacts of the other side. */
static const LoreStep *
find_missed_target (const LoreStory *story, const LoreStep *step)
{
  const LoreStep *maker = find_maker (story, step);
  const LoreStep *target = maker != NULL ? find_target (story, step) : NULL;
  SipSpan uri = step->index.request_uri;

  if (target == NULL || has_strict_router (maker)
      || lore_story_recall (story, LORE_MEMORY_TARGET, lore_step_hash_address (step, uri),
                            step, step->index.to_tag, LORE_NO_SPAN, LORE_NO_SPAN)
             != NULL)
    return NULL;
  return target;
}

static void
see_target (const LoreStep *step, const LoreStep *target, LoreSight *ret_sight)
{
  ret_sight->span = step->index.request_uri;
  ret_sight->other = target;
  ret_sight->expected =
      lore_step_dup_text (target, lore_step_get_uri (target, target->index.contact));
}

static gboolean
is_address_of_to (const LoreStep *step)
{
  g_autofree char *target = lore_step_dup_address (step, step->index.request_uri);
  g_autofree char *to =
      lore_step_dup_address (step, lore_step_get_uri (step, step->index.to));

  return g_str_equal (target, to);
}

/* Where there is no Route, the address of From and To is the tempting one (M14). */
static gboolean
is_tempted (const LoreStory *story, const LoreStep *step)
{
  const LoreStep *maker = find_maker (story, step);

  return maker != NULL && maker->fields[LORE_STEP_RECORD_ROUTE].len == 0
         && is_address_of_to (step);
}

gboolean
lore_look_ack_target (const LoreStory *story, const LoreStep *step, LoreSight *ret_sight)
{
  const LoreStep *target;

  if (step->facts.method != SIP_METHOD_ACK)
    return FALSE;
  target = find_missed_target (story, step);
  if (target == NULL)
    return FALSE;
  see_target (step, target, ret_sight);
  return TRUE;
}

gboolean
lore_look_target_not_contact (const LoreStory *story, const LoreStep *step,
                              LoreSight *ret_sight)
{
  const LoreStep *target;

  if (step->facts.method == SIP_METHOD_ACK)
    return FALSE;
  target = find_missed_target (story, step);
  if (target == NULL || is_tempted (story, step))
    return FALSE;
  see_target (step, target, ret_sight);
  return TRUE;
}

gboolean
lore_look_target_is_address (const LoreStory *story, const LoreStep *step,
                             LoreSight *ret_sight)
{
  const LoreStep *target;

  if (step->facts.method == SIP_METHOD_ACK)
    return FALSE;
  target = find_missed_target (story, step);
  if (target == NULL || !is_tempted (story, step))
    return FALSE;
  see_target (step, target, ret_sight);
  return TRUE;
}

gboolean
lore_look_route_missing (const LoreStory *story, const LoreStep *step,
                         LoreSight *ret_sight)
{
  const LoreStep *maker = find_maker (story, step);

  if (maker == NULL || maker->fields[LORE_STEP_RECORD_ROUTE].len == 0
      || step->fields[LORE_STEP_ROUTE].len > 0)
    return FALSE;
  ret_sight->span = step->index.request_uri;
  ret_sight->other = maker;
  ret_sight->expected = lore_step_dup_text (maker, maker->fields[LORE_STEP_RECORD_ROUTE]);
  return TRUE;
}

static char **
dup_uris (const LoreStory *story, const LoreStep *step, const char *name)
{
  g_autoptr (GBytes) bytes = lore_trace_dup_bytes (story->trace, step->facts.id);
  char **values = sip_edit_dup_values (bytes, name);

  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      char *uri = sip_value_dup_uri (values[i]);

      if (uri == NULL)
        continue;
      g_free (values[i]);
      values[i] = uri;
    }
  return values;
}

static void
reverse (char **values)
{
  guint n = g_strv_length (values);

  for (guint i = 0; i < n / 2; i++)
    {
      char *value = values[i];

      values[i] = values[n - 1 - i];
      values[n - 1 - i] = value;
    }
}

/* The caller takes the Record-Routes in reverse, the callee as they stand (§12.1). */
gboolean
lore_look_route_order (const LoreStory *story, const LoreStep *step, LoreSight *ret_sight)
{
  const LoreStep *maker = find_maker (story, step);
  g_auto (GStrv) routes = NULL;
  g_auto (GStrv) set = NULL;

  if (maker == NULL || maker->fields[LORE_STEP_RECORD_ROUTE].len == 0
      || step->fields[LORE_STEP_ROUTE].len == 0)
    return FALSE;
  routes = dup_uris (story, step, "Route");
  set = dup_uris (story, maker, "Record-Route");
  if (routes == NULL || set == NULL)
    return FALSE;
  if (lore_step_same (maker, maker->index.from_tag, step, step->index.from_tag))
    reverse (set);
  if (g_strv_equal ((const char *const *)routes, (const char *const *)set))
    return FALSE;
  reverse (set);
  if (!g_strv_equal ((const char *const *)routes, (const char *const *)set))
    return FALSE;
  reverse (set);
  ret_sight->span = step->fields[LORE_STEP_ROUTE];
  ret_sight->other = maker;
  ret_sight->expected = g_strjoinv (", ", set);
  return TRUE;
}

/* Sent to a proxy that only passed the first request on and asked for no more. */
gboolean
lore_look_proxy_not_in_path (const LoreStory *story, const LoreStep *step,
                             LoreSight *ret_sight)
{
  const LoreStep *maker = find_maker (story, step);
  const LoreStep *target = maker != NULL ? find_target (story, step) : NULL;
  g_autofree char *host = NULL;
  g_autofree char *place = NULL;
  g_autofree char *contact = NULL;
  guint16 port;

  if (target == NULL || maker->fields[LORE_STEP_RECORD_ROUTE].len > 0
      || step->fields[LORE_STEP_ROUTE].len > 0
      || !lore_step_get_place (story, step->facts.destination, &host, &port)
      || !lore_step_get_ip (target, lore_step_get_uri (target, target->index.contact),
                            &contact)
      || lore_story_recall (story, LORE_MEMORY_FORWARDED, step->facts.destination, step,
                            LORE_NO_SPAN, LORE_NO_SPAN, LORE_NO_SPAN)
             == NULL)
    return FALSE;
  place = g_strdup_printf ("%s:%u", host, port);
  if (g_str_equal (place, contact))
    return FALSE;
  ret_sight->span = step->index.request_uri;
  ret_sight->other = target;
  ret_sight->expected = g_steal_pointer (&contact);
  return TRUE;
}
