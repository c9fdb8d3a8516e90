/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Something of the same shape: what a pseudonym may look like. Each call returns another,
 * the caller's; whether it is free is for the caller to know. @longer: so many characters
 * more than the original, where those of its length are used up.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Syllables that can be said, a digit for a digit, and for other characters some of as
 * many bytes in UTF-8. */
char *lore_invent_word (const char *word, guint longer, GRand *rand);

/* Digits; one with a leading zero keeps it. */
char *lore_invent_number (const char *number, guint longer, GRand *rand);

/* A top-level domain that nobody can register: of two letters one that ISO 3166 leaves to
 * users, of more such as begin with "zq", which ICANN has not delegated. */
char *lore_invent_top (const char *top, guint longer, GRand *rand);

/* Letters for letters of the same case, digits for digits, hexadecimal for hexadecimal.
 */
char *lore_invent_key (const char *key, guint longer, GRand *rand);

/* Three octets: of a private network others of the same block (RFC 1918, RFC 6598, RFC
 * 3927), of any other those for documentation and benchmarks (RFC 5737, RFC 2544). */
char *lore_invent_network (const char *network, guint longer, GRand *rand);

/* The last octet of an address that comes to lie in @network: a permutation that keeps
 * the number of digits, 0 and 255. */
char *lore_invent_octet (const char *octet, const char *network, guint32 seed);

/* Link-local and unique local ones stay such, others come from the network for
 * documentation (RFC 3849). Addresses of one /64 stay together. */
char *lore_invent_ipv6 (const char *address, guint32 seed, guint longer, GRand *rand);

G_END_DECLS
