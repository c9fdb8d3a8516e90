/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/input.h"

#include "base/problem.h"

#include <string.h>

#define WINDOW_BEFORE (16 * 1024)
#define WINDOW_BEHIND (256 * 1024)
#define TEXT_SAMPLE (64 * 1024)
/* One gzip file may hold a thousand times its size; what fits in memory is enough. */
#define UNPACKED_MAX (2UL * 1024 * 1024 * 1024)

void
lore_input_free (LoreInput *input)
{
  g_free (input->name);
  g_clear_pointer (&input->bytes, g_bytes_unref);
  g_free (input);
}

void
lore_input_set_problem (const LoreInput *input, GError **error, const char *id,
                        const char *key, const char *value)
{
  /* The name of bytes in hand is a topic, so that each language has its own. */
  lore_problem_set (error, LORE_PROBLEM_FILE, id, input->name != NULL ? "file" : "@file",
                    input->name != NULL ? input->name : "import:text-in-hand", key, value,
                    NULL);
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
find_window (LoreInput *input)
{
  const char *found;

  if (!looks_like_text (input->data, input->len))
    return;
  found = memmem (input->data, input->len, "SIP/2.0", 7);
  if (found == NULL)
    return;
  input->window_at = MAX (found - input->data, WINDOW_BEFORE) - WINDOW_BEFORE;
  input->window_len = MIN (input->len - input->window_at, WINDOW_BEFORE + WINDOW_BEHIND);
}

gboolean
lore_input_is_text (const LoreInput *input)
{
  return input->window_len > 0;
}

/* --- gzip (RFC 1952) ---------------------------------------------------------------- */

static GBytes *
unpack (GBytes *packed, gboolean *ret_damaged)
{
  g_autoptr (GZlibDecompressor) gzip =
      g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (packed);
  g_autoptr (GInputStream) stream =
      g_converter_input_stream_new (memory, G_CONVERTER (gzip));
  GByteArray *unpacked = g_byte_array_new ();
  guint8 chunk[64 * 1024];
  gssize n;

  while ((n = g_input_stream_read (stream, chunk, sizeof chunk, NULL, NULL)) > 0
         && unpacked->len + n < UNPACKED_MAX)
    g_byte_array_append (unpacked, chunk, n);
  *ret_damaged = n != 0;
  return g_byte_array_free_to_bytes (unpacked);
}

static gboolean
take_bytes (LoreInput *input, GBytes *bytes, GError **error)
{
  input->bytes = g_bytes_ref (bytes);
  input->data = g_bytes_get_data (bytes, &input->len);
  if (input->len == 0)
    {
      lore_input_set_problem (input, error, "file-empty", NULL, NULL);
      return FALSE;
    }
  if (all_zero (input->data, input->len))
    {
      lore_input_set_problem (input, error, "file-zeros", NULL, NULL);
      return FALSE;
    }
  return TRUE;
}

static gboolean
take_packed (LoreInput *input, GError **error)
{
  g_autoptr (GBytes) packed = g_steal_pointer (&input->bytes);
  g_autoptr (GBytes) bytes = unpack (packed, &input->damaged);

  input->unpacked = TRUE;
  if (g_bytes_get_size (bytes) == 0 && input->damaged)
    {
      lore_input_set_problem (input, error, "file-gzip-damaged", NULL, NULL);
      return FALSE;
    }
  return take_bytes (input, bytes, error);
}

static LoreInput *
input_new (const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (LoreInput) input = g_new0 (LoreInput, 1);

  input->name = g_strdup (name);
  if (!take_bytes (input, bytes, error))
    return NULL;
  if (input->len >= 3 && memcmp (input->data, "\x1f\x8b\x08", 3) == 0
      && !take_packed (input, error))
    return NULL;
  find_window (input);
  return g_steal_pointer (&input);
}

LoreInput *
lore_input_new (GBytes *bytes, GError **error)
{
  return input_new (NULL, bytes, error);
}

/* --- from a file -------------------------------------------------------------------- */

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
  lore_problem_set (error, LORE_PROBLEM_FILE, "file-unreadable", "file", name, "reason",
                    cause->message, NULL);
}

/* A pipe or a device could keep a reader waiting for ever: only files are opened. */
static gboolean
check_type (GFile *file, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (
      file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, cancellable, &cause);

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
      return TRUE;
    }
}

LoreInput *
lore_input_load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_file_get_parse_name (file);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!check_type (file, name, cancellable, error))
    return NULL;
  bytes = g_file_load_bytes (file, cancellable, NULL, &cause);
  if (bytes == NULL)
    {
      set_file_problem (name, cause, error);
      return NULL;
    }
  return input_new (name, bytes, error);
}

/* --- what no reader takes ----------------------------------------------------------- */

void
lore_input_set_unknown (const LoreInput *input, GError **error)
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
    { "\xff\xfe", 2, "file-utf16" },
    { "\xfe\xff", 2, "file-utf16" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (input->len >= rows[i].len
        && memcmp (input->data, rows[i].magic, rows[i].len) == 0)
      {
        lore_input_set_problem (input, error, rows[i].id, NULL, NULL);
        return;
      }
  if (input->unpacked)
    lore_input_set_problem (input, error, "file-gzip-unknown", NULL, NULL);
  else if (looks_like_text (input->data, input->len))
    lore_input_set_problem (input, error, "file-no-sip", NULL, NULL);
  else
    lore_input_set_problem (input, error, "file-unknown", NULL, NULL);
}
