/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything that was ever sent from here, to look through and to send again: a file of
 * the user's with one JSON object a line, to which each message is added as it leaves.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LORE_TYPE_SENT (lore_sent_get_type ())
/* Properties: "line" (the start line), "destination", "unix-us". */
G_DECLARE_FINAL_TYPE (LoreSent, lore_sent, LORE, SENT, GObject)

GBytes *lore_sent_get_message (LoreSent *self);         /* borrowed */
const char *lore_sent_get_destination (LoreSent *self); /* as it was aimed */
const char *lore_sent_get_line (LoreSent *self);        /* its start line */
gint64 lore_sent_get_unix_us (LoreSent *self);
gboolean lore_sent_get_guided (LoreSent *self);

#define LORE_TYPE_HISTORY (lore_history_get_type ())
/* A GListModel of LoreSent, the last one first. */
G_DECLARE_FINAL_TYPE (LoreHistory, lore_history, LORE, HISTORY, GObject)

/* @file NULL = siplore/history.jsonl in the user's data folder. What is not there, or
 * cannot be read, is an empty one; lines that are damaged are passed over. Of a long file
 * the last 1,000 are kept. */
LoreHistory *lore_history_new (GFile *file);

/* FALSE with LORE_PROBLEM "history-unsaved"; it is in the list all the same. */
gboolean lore_history_add (LoreHistory *self, GBytes *message, const char *destination,
                           gboolean guided, GError **error);

/* TRUE when @word stands in the message or in its destination, whatever the case; a NULL
 * or empty one stands everywhere. */
gboolean lore_sent_has (LoreSent *self, const char *word);

G_END_DECLS
