/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A capture being written: datagrams in UDP in IPv4 in Ethernet, as pcap or, when the
 * name ends so, as pcapng. Checksums are right. Nothing of src/ is used, so that a fault
 * there cannot hide itself.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint32 address; /* IPv4, in the order of the host: 0xC0000201 is 192.0.2.1 */
  guint16 port;
} Endpoint;

typedef struct _CaptureFile CaptureFile;

/* NULL and errno when the file cannot be opened. */
CaptureFile *capture_file_new (const char *path);

/* @len at most 1472, so that it fits one frame. */
void capture_file_add (CaptureFile *file, gint64 unix_us, const Endpoint *from,
                       const Endpoint *to, const char *data, gsize len);

/* FALSE and errno when not all could be written. */
gboolean capture_file_close (CaptureFile *file);

G_END_DECLS
