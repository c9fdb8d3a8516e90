/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a body: the first byte picks of which type.
 */
#include "fuzz.h"

#include <string.h>

#include "body/dissect.h"
#include "tree-dump.h"

static const char *const types[] = {
  "multipart/mixed;boundary=b",
  "multipart/related; boundary=\"b b\"",
  "message/sipfrag;version=2.0",
  "application/pidf+xml",
  "application/dtmf-relay",
  "application/dtmf",
  "application/simple-message-summary",
  "text/plain",
  "text/plain;charset=utf-8\r\nContent-Encoding: gzip",
  "application/isup;version=nxv3",
  "nonsense",
  "message/sip",
};

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *head = NULL;
  GByteArray *array = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SipTree) tree = NULL;

  head = g_strdup_printf ("ACK sip:a SIP/2.0\r\nContent-Type: %s\r\n\r\n",
                          types[(size > 0 ? data[0] : 0) % G_N_ELEMENTS (types)]);
  g_byte_array_append (array, (const guint8 *)head, strlen (head));
  if (size > 0)
    g_byte_array_append (array, data + 1, size - 1);
  bytes = g_byte_array_free_to_bytes (array);
  tree = body_dissect (bytes);
  tree_assert_sound (tree);
  return 0;
}
