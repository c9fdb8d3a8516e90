/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file, unpacked when it is gzip: its first bytes, by which captures are known, then
 * either all of it in memory, with what every probe wants to know of it, or read on
 * piecemeal (feed.h); and the problems that need no format to be seen.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LORE_INTAKE_HEAD 64

/* How far a thread that reads has come in its file, for another to look at. */
typedef struct
{
  gsize n_read; /* bytes of the file as it lies there, packed or not; atomic */
} LoreProgress;

gsize lore_progress_get_n_read (LoreProgress *progress);

typedef struct
{
  /* Owned */
  char *name;           /* for problems; NULL = bytes in hand */
  GInputStream *stream; /* what is not read yet, unpacked */
  GBytes *bytes;        /* once it is loaded */
  GSeekable *place;     /* of the file; NULL = bytes in hand */
  char head[LORE_INTAKE_HEAD];

  guint64 size;        /* of the file; 0 = not known, or packed */
  guint64 n_read;      /* of what is in it */
  gboolean unpacked;   /* was gzip */
  gboolean was_utf_16; /* what is loaded is UTF-8 */
  gboolean damaged;    /* reading broke off: what came before is here */

  LoreProgress *progress; /* borrowed; or NULL */

  /* Borrowed: all of it from @bytes, before that its beginning from @head */
  const char *data;
  gsize len;

  /* Around the first "SIP/2.0": where the probes of text look. Empty when there is none,
   * the data is no text, or it is not loaded. */
  gsize window_at;
  gsize window_len;
} LoreIntake;

/* NULL with a LORE_PROBLEM; the problem of cancelling is G_IO_ERROR_CANCELLED. */
LoreIntake *lore_intake_open (GFile *file, GCancellable *cancellable, GError **error);
LoreIntake *lore_intake_new (GBytes *bytes, GError **error);
void lore_intake_free (LoreIntake *intake);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreIntake, lore_intake_free)

/* Brings all of it into memory. Errors as above. */
gboolean lore_intake_load (LoreIntake *intake, GCancellable *cancellable, GError **error);

/* Instead of loading: the next bytes, at most @size; 0 at the end, also at one that
 * should not be there (the input is @damaged). */
gsize lore_intake_read (LoreIntake *intake, gpointer buffer, gsize size);

/* Whether there is anything in it that text dialects could read. */
gboolean lore_intake_is_text (const LoreIntake *intake);

/* Sets LORE_PROBLEM @id with {file}, and {@key} = @value unless @key is NULL. */
void lore_intake_set_problem (const LoreIntake *intake, GError **error, const char *id,
                              const char *key, const char *value);

/* Sets the problem of a file that no reader takes: says what it looks like. */
void lore_intake_set_unknown (const LoreIntake *intake, GError **error);

G_END_DECLS
