/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/reason.h"

/* clang-format off */
static const struct
{
  int io;   /* GIOErrorEnum, -1: none */
  int file; /* GFileError, -1: none */
  const char *topic;
} reasons[] = {
  { G_IO_ERROR_NOT_FOUND,           G_FILE_ERROR_NOENT,       "reason:not-found" },
  { G_IO_ERROR_PERMISSION_DENIED,   G_FILE_ERROR_ACCES,       "reason:permission" },
  { -1,                             G_FILE_ERROR_PERM,        "reason:permission" },
  { G_IO_ERROR_IS_DIRECTORY,        G_FILE_ERROR_ISDIR,       "reason:folder" },
  { G_IO_ERROR_NOT_DIRECTORY,       G_FILE_ERROR_NOTDIR,      "reason:no-folder" },
  { G_IO_ERROR_EXISTS,              G_FILE_ERROR_EXIST,       "reason:exists" },
  { G_IO_ERROR_NOT_REGULAR_FILE,    -1,                       "reason:special" },
  { G_IO_ERROR_NO_SPACE,            G_FILE_ERROR_NOSPC,       "reason:no-space" },
  { G_IO_ERROR_READ_ONLY,           G_FILE_ERROR_ROFS,        "reason:read-only" },
  { G_IO_ERROR_FILENAME_TOO_LONG,   G_FILE_ERROR_NAMETOOLONG, "reason:long-name" },
  { G_IO_ERROR_INVALID_FILENAME,    -1,                       "reason:bad-name" },
  { G_IO_ERROR_TOO_MANY_LINKS,      G_FILE_ERROR_LOOP,        "reason:links" },
  { G_IO_ERROR_TOO_MANY_OPEN_FILES, G_FILE_ERROR_MFILE,       "reason:open-files" },
  { -1,                             G_FILE_ERROR_NFILE,       "reason:open-files" },
  { G_IO_ERROR_BUSY,                G_FILE_ERROR_TXTBSY,      "reason:busy" },
  { G_IO_ERROR_WOULD_BLOCK,         G_FILE_ERROR_AGAIN,       "reason:jammed" },
  { -1,                             G_FILE_ERROR_NOMEM,       "reason:memory" },
  { G_IO_ERROR_BROKEN_PIPE,         G_FILE_ERROR_PIPE,        "reason:pipe" },
  { G_IO_ERROR_CLOSED,              -1,                       "reason:pipe" },
  { G_IO_ERROR_TIMED_OUT,           -1,                       "reason:timeout" },
  { G_IO_ERROR_FAILED,              G_FILE_ERROR_IO,          "reason:failed" },
  { -1,                             G_FILE_ERROR_FAILED,      "reason:failed" },
  { G_IO_ERROR_NOT_SUPPORTED,       G_FILE_ERROR_NOSYS,       "reason:unsupported" },
};
/* clang-format on */

const char *
lore_reason_get (const GError *cause)
{
  gboolean io = cause->domain == G_IO_ERROR;
  gboolean file = cause->domain == G_FILE_ERROR;

  if (cause->domain == G_TLS_ERROR)
    return "reason:certificate";
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if ((io && cause->code == reasons[i].io) || (file && cause->code == reasons[i].file))
      return reasons[i].topic;
  return cause->message;
}
