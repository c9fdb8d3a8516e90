/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/participants.h"

#include "trace/lookup.h"

#include <string.h>

/* Each message asks twice: eight characters at a time. */
static guint
text_hash (gconstpointer text)
{
  return lore_hash_whole (text, strlen (text));
}

void
lore_participants_init (LoreParticipants *participants)
{
  lore_chunks_init (&participants->rows, LORE_CHUNK_ROWS * sizeof (LoreParticipant));
  participants->by_text = g_hash_table_new (text_hash, g_str_equal);
  lore_string_store_init (&participants->strings);
  participants->n = 0;
}

void
lore_participants_clear (LoreParticipants *participants)
{
  g_clear_pointer (&participants->by_text, g_hash_table_unref);
  lore_string_store_clear (&participants->strings);
  lore_chunks_clear (&participants->rows);
}

/* NULL when @host is no IP address. IPv6 comes in brackets. */
static char *
dup_canonical_ip (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  g_autofree char *text = NULL;
  const guint8 *bytes;
  static const guint8 mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

  if (address == NULL)
    return NULL;
  bytes = g_inet_address_to_bytes (address);
  text = g_inet_address_to_string (address);
  if (g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6)
    return g_steal_pointer (&text);
  if (memcmp (bytes, mapped, sizeof mapped) == 0)
    return g_strdup_printf ("%u.%u.%u.%u", bytes[12], bytes[13], bytes[14], bytes[15]);
  return g_strdup_printf ("[%s]", text);
}

char *
lore_address_dup_canonical (const char *address)
{
  const char *colon = strrchr (address, ':');
  const char *close = strchr (address, ']');
  g_autofree char *host = NULL;
  g_autofree char *canonical = NULL;

  if (address[0] == '[' && close != NULL && (close[1] == ':' || close[1] == '\0'))
    {
      host = g_strndup (address + 1, close - address - 1);
      colon = close[1] == ':' ? close + 1 : NULL;
    }
  else if (colon != NULL && strchr (address, ':') == colon)
    host = g_strndup (address, colon - address);
  else
    {
      /* No port, or an IPv6 address without brackets: all of it is the host. */
      host = g_strdup (address);
      colon = NULL;
    }
  canonical = dup_canonical_ip (host);
  return canonical != NULL ? g_strconcat (canonical, colon, NULL)
                           : g_ascii_strdown (address, -1);
}

static guint32
add (LoreParticipants *participants, const char *canonical)
{
  guint32 id = participants->n;
  LoreParticipant *row;

  lore_chunks_ensure (&participants->rows, id);
  row = LORE_CHUNKS_ROW (&participants->rows, LoreParticipant, id);
  row->id = id;
  row->address = lore_string_store_keep (&participants->strings, canonical);
  row->name = row->address;
  g_hash_table_insert (participants->by_text, (char *)row->address,
                       GUINT_TO_POINTER (id));
  g_atomic_int_set (&participants->n, id + 1);
  return id;
}

guint32
lore_participants_ensure (LoreParticipants *participants, const char *address,
                          gboolean *ret_new)
{
  g_autofree char *canonical = NULL;
  gpointer found;
  guint32 id;

  *ret_new = FALSE;
  if (address == NULL)
    return LORE_ID_NONE;
  if (g_hash_table_lookup_extended (participants->by_text, address, NULL, &found))
    return GPOINTER_TO_UINT (found);

  canonical = lore_address_dup_canonical (address);
  if (g_hash_table_lookup_extended (participants->by_text, canonical, NULL, &found))
    id = GPOINTER_TO_UINT (found);
  else
    {
      id = add (participants, canonical);
      *ret_new = TRUE;
    }
  /* The next time this spelling is found at once. */
  if (!g_str_equal (address, canonical))
    g_hash_table_insert (participants->by_text,
                         (char *)lore_string_store_keep (&participants->strings, address),
                         GUINT_TO_POINTER (id));
  return id;
}

gsize
lore_participants_get_memory (const LoreParticipants *participants)
{
  return participants->rows.memory + participants->strings.memory
         + g_hash_table_size (participants->by_text) * 3 * sizeof (gpointer);
}

const LoreParticipant *
lore_participants_get (const LoreParticipants *participants, guint32 id)
{
  return LORE_CHUNKS_ROW (&participants->rows, LoreParticipant, id);
}

gboolean
lore_participants_name (LoreParticipants *participants, guint32 id, const char *name,
                        const char *role)
{
  LoreParticipant *row = LORE_CHUNKS_ROW (&participants->rows, LoreParticipant, id);

  if (name == NULL)
    name = row->address;
  if (g_str_equal (row->name, name) && g_strcmp0 (row->role, role) == 0)
    return FALSE;
  row->name = lore_string_store_keep (&participants->strings, name);
  row->role = lore_string_store_keep (&participants->strings, role);
  return TRUE;
}
