/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/packet-address.h"

#include "formats/taker.h"
#include "trace/lookup.h"

#include <arpa/inet.h>
#include <string.h>

struct _LoreAddressBook
{
  GHashTable *texts; /* owned LorePacketAddress → owned text */
};

void
lore_packet_address_init (LorePacketAddress *address, guint version, const guint8 *octets)
{
  *address = (LorePacketAddress){ .version = version };
  memcpy (address->octets, octets, version == 4 ? 4 : 16);
}

static guint
address_hash (gconstpointer data)
{
  return lore_hash_whole (data, sizeof (LorePacketAddress));
}

static gboolean
address_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (LorePacketAddress)) == 0;
}

LoreAddressBook *
lore_address_book_new (void)
{
  LoreAddressBook *book = g_new0 (LoreAddressBook, 1);

  book->texts = g_hash_table_new_full (address_hash, address_equal, g_free, g_free);
  return book;
}

void
lore_address_book_free (LoreAddressBook *book)
{
  g_hash_table_unref (book->texts);
  g_free (book);
}

const char *
lore_address_book_get (LoreAddressBook *book, const LorePacketAddress *address)
{
  char text[LORE_ADDRESS_MAX];
  char *known;

  if (address->version == 0)
    return NULL;
  known = g_hash_table_lookup (book->texts, address);
  if (known != NULL)
    return known;
  inet_ntop (address->version == 4 ? AF_INET : AF_INET6, address->octets, text,
             sizeof text);
  lore_address_add_port (text, address->port);
  known = g_strdup (text);
  g_hash_table_insert (book->texts, g_memdup2 (address, sizeof *address), known);
  return known;
}
