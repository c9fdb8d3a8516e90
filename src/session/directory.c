/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/directory.h"

#include "wire/endpoint.h"

struct _LoreDirectory
{
  GHashTable *addresses; /* domain in lower case → address */
};

LoreDirectory *
lore_directory_new (void)
{
  LoreDirectory *self = g_rc_box_new0 (LoreDirectory);

  self->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

LoreDirectory *
lore_directory_ref (LoreDirectory *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  g_hash_table_unref (((LoreDirectory *)data)->addresses);
}

void
lore_directory_unref (LoreDirectory *self)
{
  g_rc_box_release_full (self, clear);
}

void
lore_directory_add (LoreDirectory *self, const char *domain, const char *address)
{
  g_hash_table_replace (self->addresses, g_ascii_strdown (domain, -1),
                        g_strdup (address));
}

const char *
lore_directory_lookup (LoreDirectory *self, const char *domain)
{
  g_autofree char *lower = g_ascii_strdown (domain, -1);

  return g_hash_table_lookup (self->addresses, lower);
}

void
lore_directory_clear (LoreDirectory *self)
{
  g_hash_table_remove_all (self->addresses);
}

char *
lore_directory_dup_address (LoreDirectory *self, const char *hop)
{
  g_autofree char *host = NULL;
  const char *address, *transport;
  guint16 port;

  if (!lore_endpoint_parse (hop, &host, &port, NULL))
    return g_strdup (hop);
  address = lore_directory_lookup (self, host);
  if (address == NULL)
    return g_strdup (hop);
  transport = lore_endpoint_get_transport (hop);
  return g_str_equal (transport, "UDP")
             ? g_strdup (address)
             : lore_endpoint_with_transport (address, transport);
}
