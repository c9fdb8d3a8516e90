/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One look at the first INVITE of each call, in the order of the trace: what it has in
 * common with an earlier one is looked up in tables. Calls that belong together are a
 * tree whose root is the earliest.
 */
#include "trace/legs.h"

#include <string.h>

#include "sip/edit.h"
#include "sip/facts.h"
#include "trace/call.h"
#include "trace/media.h"

/* A B2BUA sends the next leg's INVITE at once, or after asking somebody; never later than
 * its caller waits for a first answer (timer B). */
#define SOON_US (32 * G_TIME_SPAN_SECOND)

/* Of Asterisk and FreeSWITCH configurations, Oracle, Sonus, Genesys, Avaya, Cisco. */
static const char *const usual_headers[] = { "X-Call-ID",
                                             "X-CallID",
                                             "X-CID",
                                             "X-Original-Call-ID",
                                             "X-Correlation-ID",
                                             "X-Genesys-CallUUID",
                                             "Av-Global-Session-ID",
                                             NULL };

struct _LoreLegs
{
  LoreTrace *trace;           /* owned */
  const char *const *headers; /* borrowed while it is made */

  /* By call. */
  guint32 *parents; /* owned: the call it is a leg of, or itself */
  guint8 *reasons;  /* owned: of LoreLegReason */
  guint n_calls;
  GHashTable *groups; /* owned: root → GArray of its calls */

  /* While it is made: what stood in earlier INVITEs → call + 1. */
  GHashTable *call_ids;
  GHashTable *branches;
  GHashTable *origins;
};

/* The INVITE that a call begins with. */
typedef struct
{
  guint32 call;
  LoreMessage facts;
  GBytes *bytes;
} Invite;

static guint32
find_root (LoreLegs *legs, guint32 call)
{
  while (legs->parents[call] != call)
    call = legs->parents[call] = legs->parents[legs->parents[call]];
  return call;
}

static void
join (LoreLegs *legs, guint32 call, guint32 other, LoreLegReason reason)
{
  guint32 roots[2] = { find_root (legs, call), find_root (legs, other) };

  if (roots[0] == roots[1])
    return;
  legs->parents[MAX (roots[0], roots[1])] = MIN (roots[0], roots[1]);
  legs->reasons[MAX (roots[0], roots[1])] = reason;
}

/* Joins with the call that had @key before, or leaves it for those that come. */
static void
join_by (LoreLegs *legs, GHashTable *table, const char *key, guint32 call,
         LoreLegReason reason)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (table, key));

  if (found != 0)
    join (legs, call, found - 1, reason);
  else
    g_hash_table_insert (table, g_strdup (key), GUINT_TO_POINTER (call + 1));
}

/* --- headers ----------------------------------------------------------------------- */

static void
take_headers (LoreLegs *legs, const Invite *invite)
{
  g_autofree char *call_id = sip_edit_dup_value (invite->bytes, "Call-ID");

  /* An earlier leg may have named the Call-ID of this one. */
  if (call_id != NULL)
    join_by (legs, legs->call_ids, call_id, invite->call, LORE_LEG_HEADER);
  for (gsize i = 0; legs->headers[i] != NULL; i++)
    {
      g_autofree char *value = sip_edit_dup_value (invite->bytes, legs->headers[i]);

      if (value != NULL && *g_strstrip (value) != '\0')
        join_by (legs, legs->call_ids, value, invite->call, LORE_LEG_HEADER);
    }
}

/* --- Via --------------------------------------------------------------------------- */

static void
take_vias (LoreLegs *legs, const Invite *invite)
{
  g_auto (GStrv) vias = sip_edit_dup_values (invite->bytes, "Via");

  for (guint i = 0; vias != NULL && vias[i] != NULL; i++)
    {
      g_autofree char *branch = sip_value_dup_param (vias[i], "branch");

      if (branch == NULL || !g_str_has_prefix (branch, "z9hG4bK"))
        continue;
      if (i == 0 && !g_hash_table_contains (legs->branches, branch))
        g_hash_table_insert (legs->branches, g_steal_pointer (&branch),
                             GUINT_TO_POINTER (invite->call + 1));
      else if (i > 0)
        {
          guint found = GPOINTER_TO_UINT (g_hash_table_lookup (legs->branches, branch));

          if (found != 0)
            join (legs, invite->call, found - 1, LORE_LEG_VIA);
        }
    }
}

/* --- SDP --------------------------------------------------------------------------- */

typedef struct
{
  guint32 call;
  guint32 to; /* participant */
  gint64 us;
  gboolean taken; /* it has a next leg */
} Offer;

static char *
dup_origin (const Invite *invite)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (invite->bytes, &len);
  const char *line, *end;
  SipIndex index;

  sip_index (data, len, &index);
  if (!lore_media_is_sdp (data, &index))
    return NULL;
  line = memmem (data + index.body.at, index.body.len, "o=", 2);
  if (line == NULL)
    return NULL;
  end = (const char *)data + index.body.at + index.body.len;
  len = 0;
  while (line + len < end && strchr ("\r\n", line[len]) == NULL)
    len++;
  return g_strndup (line, len);
}

static gboolean
is_same_host (LoreTrace *trace, guint32 left, guint32 right)
{
  LoreParticipant facts[2];
  const char *ends[2];

  if (left == right)
    return TRUE;
  if (left == LORE_ID_NONE || right == LORE_ID_NONE)
    return FALSE;
  lore_trace_get_participant (trace, left, &facts[0]);
  lore_trace_get_participant (trace, right, &facts[1]);
  for (guint i = 0; i < 2; i++)
    ends[i] = strrchr (facts[i].address, ':');
  return ends[0] != NULL && ends[1] != NULL
         && ends[0] - facts[0].address == ends[1] - facts[1].address
         && memcmp (facts[0].address, facts[1].address, ends[0] - facts[0].address) == 0;
}

/* On one host everything has the same address: there the port must be the same. */
static gboolean
went_through (LoreTrace *trace, const Offer *offer, const Invite *invite)
{
  if (invite->facts.source == LORE_ID_NONE || offer->to == LORE_ID_NONE)
    return FALSE;
  if (is_same_host (trace, invite->facts.source, invite->facts.destination))
    return invite->facts.source == offer->to;
  return is_same_host (trace, offer->to, invite->facts.source);
}

/* Programs that test give every offer the same o= line: so it counts only where one leg
 * comes out of where the other went in, and of several that did the first without a next
 * leg is meant. */
static void
take_origin (LoreLegs *legs, const Invite *invite)
{
  g_autofree char *origin = dup_origin (invite);
  Offer own = { invite->call, invite->facts.destination, invite->facts.sent_us, FALSE };
  GArray *offers;
  Offer *best = NULL;

  if (origin == NULL || own.us == LORE_TIME_UNKNOWN)
    return;
  offers = g_hash_table_lookup (legs->origins, origin);
  if (offers == NULL)
    {
      offers = g_array_new (FALSE, FALSE, sizeof (Offer));
      g_hash_table_insert (legs->origins, g_steal_pointer (&origin), offers);
    }
  for (guint i = offers->len; i > 0; i--)
    {
      Offer *offer = &g_array_index (offers, Offer, i - 1);

      if (own.us - offer->us > SOON_US)
        break;
      if (went_through (legs->trace, offer, invite) && (best == NULL || !offer->taken))
        best = offer;
    }
  if (best != NULL)
    {
      best->taken = TRUE;
      join (legs, invite->call, best->call, LORE_LEG_SDP);
    }
  g_array_append_val (offers, own);
}

/* --- all calls --------------------------------------------------------------------- */

/* The first INVITE of a call, LORE_ID_NONE when it has none that begins it. */
static guint32
find_invite (LoreTrace *trace, guint32 call)
{
  for (guint32 message = lore_trace_get_first_in_call (trace, call);
       message != LORE_ID_NONE; message = lore_trace_get_next_in_call (trace, message))
    {
      LoreMessage facts;

      lore_trace_get_message (trace, message, &facts);
      if (facts.status == 0 && facts.method == SIP_METHOD_INVITE)
        return message;
    }
  return LORE_ID_NONE;
}

static void
take_call (LoreLegs *legs, guint32 call)
{
  guint32 message = lore_trace_is_call (legs->trace, call)
                        ? find_invite (legs->trace, call)
                        : LORE_ID_NONE;
  Invite invite = { .call = call };
  gconstpointer data;
  gsize len;

  if (message == LORE_ID_NONE)
    return;
  lore_trace_get_message (legs->trace, message, &invite.facts);
  data = lore_trace_get_data (legs->trace, message, &len);
  invite.bytes = g_bytes_new_static (data, len);
  take_headers (legs, &invite);
  take_vias (legs, &invite);
  take_origin (legs, &invite);
  g_bytes_unref (invite.bytes);
}

static void
group (LoreLegs *legs)
{
  for (guint32 call = 0; call < legs->n_calls; call++)
    {
      gpointer root = GUINT_TO_POINTER (find_root (legs, call));
      GArray *calls = g_hash_table_lookup (legs->groups, root);

      if (calls == NULL)
        {
          calls = g_array_new (FALSE, FALSE, sizeof (guint32));
          g_hash_table_insert (legs->groups, root, calls);
        }
      g_array_append_val (calls, call);
    }
}

LoreLegs *
lore_legs_new (LoreTrace *trace, const char *const *headers)
{
  LoreLegs *legs = g_new0 (LoreLegs, 1);

  legs->trace = g_object_ref (trace);
  legs->headers = headers != NULL ? headers : usual_headers;
  legs->n_calls = lore_trace_get_n_calls (trace);
  legs->parents = g_new (guint32, MAX (legs->n_calls, 1));
  legs->reasons = g_new0 (guint8, MAX (legs->n_calls, 1));
  legs->groups = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
  legs->call_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  legs->branches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  legs->origins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify)g_array_unref);
  for (guint32 call = 0; call < legs->n_calls; call++)
    legs->parents[call] = call;
  for (guint32 call = 0; call < legs->n_calls; call++)
    take_call (legs, call);
  g_clear_pointer (&legs->call_ids, g_hash_table_unref);
  g_clear_pointer (&legs->branches, g_hash_table_unref);
  g_clear_pointer (&legs->origins, g_hash_table_unref);
  legs->headers = NULL;
  group (legs);
  return legs;
}

void
lore_legs_free (LoreLegs *legs)
{
  if (legs == NULL)
    return;
  g_hash_table_unref (legs->groups);
  g_free (legs->parents);
  g_free (legs->reasons);
  g_object_unref (legs->trace);
  g_free (legs);
}

const guint32 *
lore_legs_get_calls (LoreLegs *legs, guint32 call, guint *ret_n)
{
  GArray *calls;

  g_return_val_if_fail (call < legs->n_calls, NULL);
  calls = g_hash_table_lookup (legs->groups, GUINT_TO_POINTER (find_root (legs, call)));
  *ret_n = calls->len;
  return (const guint32 *)calls->data;
}

LoreLegReason
lore_legs_get_reason (LoreLegs *legs, guint32 call)
{
  g_return_val_if_fail (call < legs->n_calls, LORE_LEG_ALONE);
  return legs->reasons[call];
}

const char *
lore_leg_reason_get_nick (LoreLegReason reason)
{
  static const char *const nicks[] = {
    [LORE_LEG_ALONE] = NULL,
    [LORE_LEG_HEADER] = "header",
    [LORE_LEG_VIA] = "via",
    [LORE_LEG_SDP] = "sdp",
  };

  g_return_val_if_fail (reason < G_N_ELEMENTS (nicks), NULL);
  return nicks[reason];
}
