/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every target defines: any bytes at all, and nothing may break.
 */
#pragma once

#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
