/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What TLS needs here: a certificate to show, made for practice and signed by nobody but
 * itself, and whom to believe.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LoreSecurity LoreSecurity;

LoreSecurity *lore_security_new (void);
LoreSecurity *lore_security_ref (LoreSecurity *security);
void lore_security_unref (LoreSecurity *security);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreSecurity, lore_security_unref)

/* The certificate that servers show: the one in @file (PEM, with its key), which is made
 * and written there when there is none; NULL: made now, and known to this process alone.
 * LORE_PROBLEM "certificate-unreadable", "certificate-unmade". */
gboolean
lore_security_set_file (LoreSecurity *security, const char *file, GError **error);
/* Certificates signed by those in @file (PEM) are believed, besides this process's own.
 * NULL: those that the system knows. LORE_PROBLEM "certificate-unreadable". */
gboolean
lore_security_set_trust (LoreSecurity *security, const char *file, GError **error);

/* What servers show, made when there is none yet; borrowed. */
GTlsCertificate *lore_security_get_certificate (LoreSecurity *security, GError **error);

/* TLS over @stream, as its server or as the client of @peer ("192.0.2.1:5061"). A client
 * refuses what it cannot believe. */
GIOStream *
lore_security_accept (LoreSecurity *security, GIOStream *stream, GError **error);
GIOStream *lore_security_connect (LoreSecurity *security, GIOStream *stream,
                                  const char *peer, GError **error);
/* The id of the LORE_PROBLEM that kept a lore_security_connect() from being believed:
 * "tls-authority", "tls-identity", "tls-expired", "tls-early", "tls-failed". */
const char *lore_security_get_problem (GIOStream *stream);

/* A certificate in PEM, with its key, for "localhost" and the loopback addresses, valid
 * between the two (UNIX seconds); the caller's. NULL: LORE_PROBLEM "certificate-unmade".
 */
char *lore_security_make (gint64 from, gint64 until, GError **error);

G_END_DECLS
