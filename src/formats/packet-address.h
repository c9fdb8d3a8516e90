/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who sent a packet and to whom, as numbers of its headers; and in letters, which are
 * made once for each and not for each packet.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All of it is compared: what an address does not fill stays 0. */
typedef struct
{
  guint8 octets[16]; /* an IPv4 address fills four */
  guint32 port;
  guint32 version; /* of IP; 0 = not known */
} LorePacketAddress;

/* @version 4 or 6 says how many octets there are. No port. */
void lore_packet_address_init (LorePacketAddress *address, guint version,
                               const guint8 *octets);

typedef struct _LoreAddressBook LoreAddressBook;

LoreAddressBook *lore_address_book_new (void);
void lore_address_book_free (LoreAddressBook *book);

/* "192.0.2.1:5060", "[2001:db8::1]:5060", without a port where that is 0; the book's.
 * NULL when nothing is known. */
const char *
lore_address_book_get (LoreAddressBook *book, const LorePacketAddress *address);

G_END_DECLS
