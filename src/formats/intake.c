/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/intake.h"

#include "base/problem.h"
#include "base/reason.h"
#include "formats/utf-16.h"

#include <string.h>

#define WINDOW_BEFORE (16 * 1024)
#define WINDOW_BEHIND (256 * 1024)
#define TEXT_SAMPLE (64 * 1024)
#define CHUNK (64 * 1024)
/* One gzip file may hold a thousand times its size; what fits in memory is enough. */
#define UNPACKED_MAX (2UL * 1024 * 1024 * 1024)
/* Whatever is not read piecemeal is kept whole, and a log of this size is no one's. */
#define LOADED_MAX (4UL * 1024 * 1024 * 1024)

void
lore_intake_free (LoreIntake *intake)
{
  g_free (intake->name);
  g_clear_object (&intake->stream);
  g_clear_object (&intake->place);
  g_clear_pointer (&intake->bytes, g_bytes_unref);
  g_free (intake);
}

void
lore_intake_set_problem (const LoreIntake *intake, GError **error, const char *id,
                         const char *key, const char *value)
{
  /* The name of bytes in hand is a topic, so that each language has its own. */
  lore_problem_set (error, LORE_PROBLEM_FILE, id, intake->name != NULL ? "file" : "@file",
                    intake->name != NULL ? intake->name : "import:text-in-hand", key,
                    value, NULL);
}

/* --- is there anything to read ------------------------------------------------------ */

static gboolean
all_zero (const char *data, gsize len)
{
  return *data == '\0' && (len == 1 || memcmp (data, data + 1, len - 1) == 0);
}

/* Text has no NULs and hardly any control characters; a message with a binary body in
 * front of other messages still passes. */
static gboolean
looks_like_text (const char *data, gsize len)
{
  gsize sample = MIN (len, TEXT_SAMPLE);
  gsize odd = 0;

  for (gsize i = 0; i < sample; i++)
    if ((guchar)data[i] < 32 && memchr ("\t\n\v\f\r\033", data[i], 6) == NULL)
      odd++;
  return odd * 50 <= sample;
}

static void
find_window (LoreIntake *intake)
{
  const char *found;

  if (!looks_like_text (intake->data, intake->len))
    return;
  found = memmem (intake->data, intake->len, "SIP/2.0", 7);
  if (found == NULL)
    return;
  intake->window_at = MAX (found - intake->data, WINDOW_BEFORE) - WINDOW_BEFORE;
  intake->window_len =
      MIN (intake->len - intake->window_at, WINDOW_BEFORE + WINDOW_BEHIND);
}

gboolean
lore_intake_is_text (const LoreIntake *intake)
{
  return intake->window_len > 0;
}

/* --- opening -------------------------------------------------------------------------
 */

static void
set_file_problem (const char *name, const GError *cause, GError **error)
{
  static const struct
  {
    int code;
    const char *id;
  } rows[] = {
    { G_IO_ERROR_NOT_FOUND, "file-missing" },
    { G_IO_ERROR_NOT_DIRECTORY, "file-missing" },
    { G_IO_ERROR_PERMISSION_DENIED, "file-no-permission" },
    { G_IO_ERROR_IS_DIRECTORY, "file-is-folder" },
  };

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_error_copy (cause));
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_error_matches (cause, G_IO_ERROR, rows[i].code))
      {
        lore_problem_set (error, LORE_PROBLEM_FILE, rows[i].id, "file", name, NULL);
        return;
      }
  lore_problem_set (error, LORE_PROBLEM_FILE, "file-unreadable", "file", name, "@reason",
                    lore_reason_get (cause), NULL);
}

/* A pipe or a device could keep a reader waiting for ever: only files are opened. */
static gboolean
check_type (GFile *file, LoreIntake *intake, GCancellable *cancellable, GError **error)
{
  const char *name = intake->name;
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (
      file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
      G_FILE_QUERY_INFO_NONE, cancellable, &cause);

  if (info == NULL)
    {
      set_file_problem (name, cause, error);
      return FALSE;
    }
  switch (g_file_info_get_file_type (info))
    {
    case G_FILE_TYPE_DIRECTORY:
      lore_problem_set (error, LORE_PROBLEM_FILE, "file-is-folder", "file", name, NULL);
      return FALSE;
    case G_FILE_TYPE_SPECIAL:
      lore_problem_set (error, LORE_PROBLEM_FILE, "file-special", "file", name, NULL);
      return FALSE;
    default:
      intake->size = g_file_info_get_size (info);
      return TRUE;
    }
}

/* Fills the buffer of the stream and copies its beginning to @head, unread. */
static gboolean
peek_head (LoreIntake *intake, GCancellable *cancellable, GError **error)
{
  GBufferedInputStream *stream = G_BUFFERED_INPUT_STREAM (intake->stream);
  gssize n;

  do
    n = g_buffered_input_stream_fill (stream, -1, cancellable, error);
  while (n > 0 && g_buffered_input_stream_get_available (stream) < LORE_INTAKE_HEAD);
  intake->data = intake->head;
  intake->len =
      g_buffered_input_stream_peek (stream, intake->head, 0, sizeof intake->head);
  return n >= 0;
}

/* Puts an unpacker (RFC 1952) in front of the stream. */
static gboolean
unpack (LoreIntake *intake, GCancellable *cancellable, GError **error)
{
  g_autoptr (GZlibDecompressor) gzip =
      g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) packed = g_steal_pointer (&intake->stream);
  g_autoptr (GInputStream) stream =
      g_converter_input_stream_new (packed, G_CONVERTER (gzip));

  intake->stream = g_buffered_input_stream_new (stream);
  intake->unpacked = TRUE;
  intake->size = 0;
  if (peek_head (intake, cancellable, NULL) || intake->len > 0)
    return TRUE;
  lore_intake_set_problem (intake, error, "file-gzip-damaged", NULL, NULL);
  return FALSE;
}

static gboolean
take_stream (LoreIntake *intake, GInputStream *stream, GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GError) cause = NULL;

  intake->stream = g_buffered_input_stream_new (stream);
  if (!peek_head (intake, cancellable, &cause))
    {
      set_file_problem (intake->name, cause, error);
      return FALSE;
    }
  if (intake->len >= 3 && memcmp (intake->data, "\x1f\x8b\x08", 3) == 0
      && !unpack (intake, cancellable, error))
    return FALSE;
  if (intake->len > 0)
    return TRUE;
  lore_intake_set_problem (intake, error, "file-empty", NULL, NULL);
  return FALSE;
}

LoreIntake *
lore_intake_new (GBytes *bytes, GError **error)
{
  g_autoptr (LoreIntake) intake = g_new0 (LoreIntake, 1);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);

  intake->size = g_bytes_get_size (bytes);
  return take_stream (intake, stream, NULL, error) ? g_steal_pointer (&intake) : NULL;
}

LoreIntake *
lore_intake_open (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (LoreIntake) intake = g_new0 (LoreIntake, 1);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GError) cause = NULL;

  intake->name = g_file_get_parse_name (file);
  if (!check_type (file, intake, cancellable, error))
    return NULL;
  stream = g_file_read (file, cancellable, &cause);
  if (stream == NULL)
    {
      set_file_problem (intake->name, cause, error);
      return NULL;
    }
  intake->place = G_SEEKABLE (g_object_ref (stream));
  return take_stream (intake, G_INPUT_STREAM (stream), cancellable, error)
             ? g_steal_pointer (&intake)
             : NULL;
}

/* --- reading ------------------------------------------------------------------------ */

static gsize
read_some (LoreIntake *intake, gpointer buffer, gsize size, GCancellable *cancellable,
           GError **error)
{
  gssize n = g_input_stream_read (intake->stream, buffer, size, cancellable, error);

  if (n < 0)
    intake->damaged = TRUE;
  intake->n_read += MAX (n, 0);
  if (intake->progress != NULL && intake->place != NULL)
    g_atomic_pointer_set (&intake->progress->n_read,
                          (gsize)g_seekable_tell (intake->place));
  return MAX (n, 0);
}

gsize
lore_progress_get_n_read (LoreProgress *progress)
{
  return (gsize)g_atomic_pointer_get (&progress->n_read);
}

gsize
lore_intake_read (LoreIntake *intake, gpointer buffer, gsize size)
{
  return read_some (intake, buffer, size, NULL, NULL);
}

static GBytes *
read_all (LoreIntake *intake, GCancellable *cancellable, GError **error)
{
  gsize size = 2 * CHUNK;
  char *data = g_malloc (size);
  gsize len = 0;
  gsize n;

  while ((n = read_some (intake, data + len, size - len, cancellable, error)) > 0)
    {
      len += n;
      /* A file that begins with a hole of this size is no log with a hole in it. */
      if (len >= CHUNK && len - n < CHUNK && all_zero (data, CHUNK))
        {
          len = CHUNK;
          break;
        }
      if (intake->unpacked && len >= UNPACKED_MAX)
        {
          intake->damaged = TRUE;
          break;
        }
      if (len == size)
        data = g_realloc (data, size = len == 2 * CHUNK ? MAX (intake->size + 1, 2 * size)
                                                        : 2 * size);
    }
  return g_bytes_new_take (g_realloc (data, MAX (len, 1)), len);
}

static void
decode (LoreIntake *intake)
{
  g_autoptr (GBytes) encoded = g_steal_pointer (&intake->bytes);

  intake->bytes = lore_utf_16_dup_utf_8 (intake->data, intake->len);
  intake->data = g_bytes_get_data (intake->bytes, &intake->len);
  intake->was_utf_16 = TRUE;
}

gboolean
lore_intake_load (LoreIntake *intake, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (intake->size > LOADED_MAX && !all_zero (intake->data, intake->len))
    {
      lore_intake_set_problem (intake, error, "file-too-large", NULL, NULL);
      return FALSE;
    }
  intake->bytes = read_all (intake, cancellable, &cause);
  intake->data = g_bytes_get_data (intake->bytes, &intake->len);
  if (cause != NULL
      && (!intake->unpacked || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    {
      set_file_problem (intake->name, cause, error);
      return FALSE;
    }
  if (all_zero (intake->data, intake->len))
    {
      lore_intake_set_problem (intake, error, "file-zeros", NULL, NULL);
      return FALSE;
    }
  if (lore_utf_16_is_marked (intake->data, intake->len))
    decode (intake);
  find_window (intake);
  return TRUE;
}

/* --- what no reader takes ----------------------------------------------------------- */

void
lore_intake_set_unknown (const LoreIntake *intake, GError **error)
{
  /* By their first bytes: files people really try to open. */
  static const struct
  {
    const char *magic;
    gsize len;
    const char *id;
  } rows[] = {
    { "GMBU", 4, "file-netmon" },
    { "RTSS", 4, "file-netmon" },
    { "snoop\0\0\0", 8, "file-snoop" },
    { "PK\003\004", 4, "file-packed" },
    { "\xfd\x37zXZ\0", 6, "file-packed" },
    { "BZh", 3, "file-packed" },
    { "\x28\xb5\x2f\xfd", 4, "file-packed" },
    { "7z\xbc\xaf\x27\x1c", 6, "file-packed" },
    { "Salted__", 8, "file-encrypted" }, /* openssl enc */
    { "-----BEGIN PGP MESSAGE", 22, "file-encrypted" },
    { "age-encryption.org/", 19, "file-encrypted" },
    { "\x8c\x0d\x04", 3, "file-encrypted" },     /* gpg --symmetric */
    { "\x85\x02\x0c\x03", 4, "file-encrypted" }, /* gpg to a key of 4096 bits */
    { "\x85\x01\x8c\x03", 4, "file-encrypted" }, /* and of 3072 */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (intake->len >= rows[i].len
        && memcmp (intake->data, rows[i].magic, rows[i].len) == 0)
      {
        lore_intake_set_problem (intake, error, rows[i].id, NULL, NULL);
        return;
      }
  if (intake->unpacked)
    lore_intake_set_problem (intake, error, "file-gzip-unknown", NULL, NULL);
  else if (looks_like_text (intake->data, intake->len))
    lore_intake_set_problem (intake, error, "file-no-sip", NULL, NULL);
  else
    lore_intake_set_problem (intake, error, "file-unknown", NULL, NULL);
}
