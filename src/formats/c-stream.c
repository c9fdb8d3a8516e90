/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/c-stream.h"

/* Small enough for a processor's second cache, large enough that reading costs little. */
#define BUFFER (128 * 1024)

typedef struct
{
  GOutputStream *stream; /* borrowed */
  GError **error;        /* borrowed */
} Output;

static ssize_t
read_input (gpointer cookie, char *buffer, size_t size)
{
  return lore_intake_read (cookie, buffer, size);
}

FILE *
lore_intake_open_c_stream (LoreIntake *intake)
{
  FILE *file = fopencookie (intake, "rb", (cookie_io_functions_t){ .read = read_input });

  if (file != NULL)
    setvbuf (file, NULL, _IOFBF, BUFFER);
  return file;
}

static ssize_t
write_output (gpointer cookie, const char *data, size_t size)
{
  Output *output = cookie;
  GError **error = output->error != NULL && *output->error == NULL ? output->error : NULL;

  if (!g_output_stream_write_all (output->stream, data, size, NULL, NULL, error))
    return 0;
  return size;
}

static int
close_output (gpointer cookie)
{
  g_free (cookie);
  return 0;
}

FILE *
lore_output_open_c_stream (GOutputStream *stream, GError **error)
{
  static const cookie_io_functions_t functions = { .write = write_output,
                                                   .close = close_output };
  Output *output = g_new (Output, 1);
  FILE *file;

  output->stream = stream;
  output->error = error;
  file = fopencookie (output, "wb", functions);
  if (file == NULL)
    g_free (output);
  else
    setvbuf (file, NULL, _IOFBF, BUFFER);
  return file;
}
