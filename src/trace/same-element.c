/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/same-element.h"

#include <string.h>

#include "sip/edit.h"
#include "trace/participants.h"

/* Nothing new is said by the thousandth request of a port. */
#define ENOUGH 8

typedef struct
{
  LoreTrace *trace;  /* borrowed */
  GHashTable *ids;   /* owned: address (the trace's) → participant + 1 */
  guint32 *elements; /* the result */
  guint *n_asked;    /* owned: requests looked at, by sender */
} Search;

/* "SIP/2.0/TCP 192.0.2.1:5060;branch=…" and "<sip:a@192.0.2.1:5060;lr>": host and port,
 * 5060 where none is written (RFC 3261 §18.2.2, §19.1.2). */
static char *
dup_address (const char *host_port)
{
  gsize len = strcspn (host_port, ";>? \t");
  g_autofree char *text = g_strndup (host_port, len);
  const char *colon = strrchr (text, ':');
  const char *close = strrchr (text, ']');
  g_autofree char *whole = NULL;

  if (len == 0)
    return NULL;
  if (colon == NULL || (close != NULL && close > colon))
    {
      whole = g_strconcat (text, ":5060", NULL);
      return lore_address_dup_canonical (whole);
    }
  return lore_address_dup_canonical (text);
}

static char *
dup_via_address (GBytes *message)
{
  g_autofree char *via = sip_edit_dup_value (message, "Via");
  const char *space = via != NULL ? strpbrk (via, " \t") : NULL;

  return space != NULL ? dup_address (space + strspn (space, " \t")) : NULL;
}

static char *
dup_contact_address (GBytes *message)
{
  g_autofree char *contact = sip_edit_dup_value (message, "Contact");
  g_autofree char *uri = contact != NULL ? sip_value_dup_uri (contact) : NULL;
  const char *at = uri != NULL ? strchr (uri, '@') : NULL;
  const char *colon = uri != NULL ? strchr (uri, ':') : NULL;

  if (uri == NULL || (at == NULL && colon == NULL))
    return NULL;
  return dup_address (at != NULL ? at + 1 : colon + 1);
}

static gsize
host_len (const char *address)
{
  const char *colon = strrchr (address, ':');

  return colon != NULL ? (gsize)(colon - address) : strlen (address);
}

/* A proxy leaves the Contact of its client: only the sender's own host counts. */
static void
take_address (Search *search, guint32 sender, const char *address)
{
  guint found =
      address != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (search->ids, address)) : 0;
  LoreParticipant facts;

  lore_trace_get_participant (search->trace, sender, &facts);
  if (found == 0 || found - 1 == sender || search->elements[sender] != sender
      || search->elements[found - 1] != found - 1
      || host_len (address) != host_len (facts.address)
      || memcmp (address, facts.address, host_len (address)) != 0)
    return;
  search->elements[sender] = found - 1;
}

static void
take_request (Search *search, guint32 message)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *via = NULL;
  g_autofree char *contact = NULL;
  LoreMessage facts;
  gsize len;
  gconstpointer data;

  lore_trace_get_message (search->trace, message, &facts);
  if (facts.source == LORE_ID_NONE || (facts.flags & LORE_MESSAGE_REQUEST) == 0
      || search->n_asked[facts.source] >= ENOUGH)
    return;
  search->n_asked[facts.source]++;
  data = lore_trace_get_data (search->trace, message, &len);
  bytes = g_bytes_new_static (data, len);
  via = dup_via_address (bytes);
  take_address (search, facts.source, via);
  contact = dup_contact_address (bytes);
  take_address (search, facts.source, contact);
}

guint32 *
lore_same_element_find (LoreTrace *trace)
{
  guint n = lore_trace_get_n_participants (trace);
  guint n_messages = lore_trace_get_n_messages (trace);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree guint *n_asked = g_new0 (guint, MAX (n, 1));
  Search search = { trace, ids, g_new (guint32, MAX (n, 1)), n_asked };

  for (guint32 id = 0; id < n; id++)
    {
      LoreParticipant facts;

      lore_trace_get_participant (trace, id, &facts);
      search.elements[id] = id;
      g_hash_table_insert (ids, (char *)facts.address, GUINT_TO_POINTER (id + 1));
    }
  for (guint32 message = 0; message < n_messages; message++)
    take_request (&search, message);
  return search.elements;
}
