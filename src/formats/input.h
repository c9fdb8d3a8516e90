/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file brought into memory, unpacked when it is gzip, with what every probe wants to
 * know of it; and the problems that need no format to be seen.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  /* Owned */
  char *name; /* for problems; NULL = bytes in hand */
  GBytes *bytes;
  gboolean unpacked; /* was gzip */
  gboolean damaged;  /* the gzip data broke off: what came before is here */

  /* Borrowed from @bytes */
  const char *data;
  gsize len;

  /* Around the first "SIP/2.0": where the probes of text look. Empty when there is none
   * or the data is no text. */
  gsize window_at;
  gsize window_len;
} LoreInput;

/* NULL with a LORE_PROBLEM; the problem of cancelling is G_IO_ERROR_CANCELLED. */
LoreInput *lore_input_load (GFile *file, GCancellable *cancellable, GError **error);
LoreInput *lore_input_new (GBytes *bytes, GError **error);
void lore_input_free (LoreInput *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreInput, lore_input_free)

/* Whether there is anything in it that text dialects could read. */
gboolean lore_input_is_text (const LoreInput *input);

/* Sets LORE_PROBLEM @id with {file}, and {@key} = @value unless @key is NULL. */
void lore_input_set_problem (const LoreInput *input, GError **error, const char *id,
                             const char *key, const char *value);

/* Sets the problem of a file that no reader takes: says what it looks like. */
void lore_input_set_unknown (const LoreInput *input, GError **error);

G_END_DECLS
