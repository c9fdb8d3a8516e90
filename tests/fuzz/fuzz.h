/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every target defines: any bytes at all, and nothing may break.
 */
#pragma once

#include <glib.h>
#include <stdlib.h>

/* Says why and aborts: libFuzzer keeps the bytes of that, not those of g_error(). */
#define fuzz_fail(...)                                                                   \
  G_STMT_START                                                                           \
  {                                                                                      \
    g_printerr (__VA_ARGS__);                                                            \
    g_printerr ("\n");                                                                   \
    abort ();                                                                            \
  }                                                                                      \
  G_STMT_END

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
