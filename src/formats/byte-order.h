/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers in the headers of a capture file: written in the order of whatever machine
 * wrote it, which a magic number tells.
 */
#pragma once

#include <glib.h>
#include <string.h>

static inline guint16
lore_read16 (gconstpointer at, gboolean swapped)
{
  guint16 value;

  memcpy (&value, at, sizeof value);
  return swapped ? GUINT16_SWAP_LE_BE (value) : value;
}

static inline guint32
lore_read32 (gconstpointer at, gboolean swapped)
{
  guint32 value;

  memcpy (&value, at, sizeof value);
  return swapped ? GUINT32_SWAP_LE_BE (value) : value;
}

static inline guint64
lore_read64 (gconstpointer at, gboolean swapped)
{
  guint64 value;

  memcpy (&value, at, sizeof value);
  return swapped ? GUINT64_SWAP_LE_BE (value) : value;
}
