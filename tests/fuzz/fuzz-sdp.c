/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as the body of a message that says it is SDP.
 */
#include "fuzz.h"

#include <string.h>

#include "body/dissect.h"
#include "tree-dump.h"

static const char head[] = "ACK sip:a SIP/2.0\r\nContent-Type: application/sdp\r\n\r\n";

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  GByteArray *array = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SipTree) tree = NULL;

  g_byte_array_append (array, (const guint8 *)head, strlen (head));
  g_byte_array_append (array, data, size);
  bytes = g_byte_array_free_to_bytes (array);
  tree = body_dissect (bytes);
  tree_assert_sound (tree);
  return 0;
}
