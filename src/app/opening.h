/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading files in a thread into a trace of their own: one scene, however many files.
 */
#pragma once

#include "formats/format.h"
#include "view/scene.h"

G_BEGIN_DECLS

void lore_opening_start (GFile **files, int n_files, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);

/* The scene, or NULL with a LORE_PROBLEM. *ret_remarks: sentences about what the importer
 * cut, mended and skipped (GStrv, the caller's; NULL when there is nothing to say). */
LoreScene *
lore_opening_finish (GAsyncResult *result, char ***ret_remarks, GError **error);

G_END_DECLS
