/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The streams of GIO as the FILE that a C library (libpcap) reads and writes.
 */
#pragma once

#include "formats/intake.h"

#include <stdio.h>

G_BEGIN_DECLS

/* Reads what lore_intake_read() gives, from the first byte on. Borrows @intake; the
 * caller closes the file. NULL only without memory. */
FILE *lore_intake_open_c_stream (LoreIntake *intake);

/* Writes to @stream, which is borrowed and stays open. A write that fails is an error of
 * the file (ferror(), fflush()) and says why in @error, which is borrowed as well. */
FILE *lore_output_open_c_stream (GOutputStream *stream, GError **error);

G_END_DECLS
