/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/format.h"

/* A file of examples/ by its path there. */
char *fixture_dup_example (const char *name);
GBytes *fixture_load_example (const char *name);

/* Reads bytes that must be readable; the report is the caller's. */
LoreImportReport *fixture_read (LoreTrace *trace, const char *data, gssize len);

/* Whether the report has the remark "import:" + @what; its argument @key in *ret_value.
 */
gboolean fixture_has_remark (const LoreImportReport *report, const char *what,
                             const char *key, const char **ret_value);

/* A message as a C string; the caller's. */
char *fixture_dup_message (LoreTrace *trace, guint message);
/* The address of one side of a message, "?" when it is not known. */
const char *fixture_get_source (LoreTrace *trace, guint message);
const char *fixture_get_destination (LoreTrace *trace, guint message);

/* A file in a fresh folder that is removed at exit. */
char *fixture_dup_path (const char *name);
GFile *fixture_write (const char *name, const char *data, gssize len);

/* Every topic a report or a problem names has a sentence in both languages that needs no
 * argument which is not given. */
void fixture_check_sentence (const char *id, const char *const *args);
void fixture_check_problem (const GError *error, const char *id);
