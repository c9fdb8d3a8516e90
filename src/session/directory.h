/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which element serves which domain: what DNS tells in the world outside (RFC 3263), on
 * one page. All elements of a practice network share it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LoreDirectory LoreDirectory;

LoreDirectory *lore_directory_new (void);
LoreDirectory *lore_directory_ref (LoreDirectory *directory);
void lore_directory_unref (LoreDirectory *directory);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreDirectory, lore_directory_unref)

/* @address is "127.0.0.1:5060". */
void
lore_directory_add (LoreDirectory *directory, const char *domain, const char *address);
/* Borrowed; NULL where nobody here serves it. */
const char *lore_directory_lookup (LoreDirectory *directory, const char *domain);
void lore_directory_clear (LoreDirectory *directory);

/* The address behind "atlanta.example:5060": that of the domain's element, whatever port
 * is asked for; @hop itself where nobody here serves it. The caller's. */
char *lore_directory_dup_address (LoreDirectory *directory, const char *hop);

G_END_DECLS
