/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* libFuzzer's entry; the replay test calls it with what the corpus holds. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
