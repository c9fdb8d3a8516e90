/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The location service (RFC 3261 §10): address-of-record → where it can be reached, until
 * when, and which REGISTER said so.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LORE_EXPIRES_DEFAULT 3600 /* seconds, when nobody says (§10.2.1.1, §20.10) */
#define LORE_EXPIRES_SHORTEST 60  /* less is answered 423 */
#define LORE_EXPIRES_LONGEST 86400

typedef struct _LoreBindings LoreBindings;

LoreBindings *lore_bindings_new (void);
void lore_bindings_free (LoreBindings *bindings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreBindings, lore_bindings_free)

/* A REGISTER as the table sees it. */
typedef struct
{
  const char *aor; /* URI of its To */
  const char *call_id;
  guint32 cseq;
  const char *const *contacts; /* values of Contact, NULL-terminated */
  const char *expires;         /* value of Expires or NULL */
  gint64 now_us;
} LoreRegistration;

/* All of it or nothing (§10.3 step 7). The status to answer: 200, 400 (a star that is not
 * alone or without Expires: 0), 423, or 500 (an old CSeq of the same Call-ID). */
guint lore_bindings_apply (LoreBindings *bindings, const LoreRegistration *registration);

/* "<sip:…>;expires=…" of each, with the seconds that are left; a GStrv. */
char **
lore_bindings_dup_contacts (LoreBindings *bindings, const char *aor, gint64 now_us);
/* The same for a Request-URI: where it is bound to nothing, what its user is bound to at
 * @domain (may be NULL). Without DNS a student types the server's address, not its
 * domain. */
char **lore_bindings_dup_contacts_at (LoreBindings *bindings, const char *uri,
                                      const char *domain, gint64 now_us);

/* A row of the table, for whoever looks at it. */
typedef struct
{
  char *aor;
  char *uri;
  char *q;         /* or NULL */
  gint64 until_us; /* lab time */
} LoreLocation;

/* Of LoreLocation: all that hold at @now_us, by address-of-record; the caller's. */
GPtrArray *lore_bindings_dup_locations (LoreBindings *bindings, gint64 now_us);

void lore_bindings_clear (LoreBindings *bindings);

G_END_DECLS
