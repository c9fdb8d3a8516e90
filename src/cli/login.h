/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The second try of a request that was challenged (RFC 3261 §8.1.3.5, §22).
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @request with the answer to the challenges of @response (a 401 or 407): CSeq one
 * higher, a new branch, everything else as it was. LORE_PROBLEM "login-no-challenge" when
 * there is none that can be answered. */
GBytes *lore_login_dup_retry (GBytes *request, GBytes *response, const char *user,
                              const char *password, GError **error);

G_END_DECLS
