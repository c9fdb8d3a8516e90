/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a stream of messages: the same pieces come out however it is cut.
 */
#include "fuzz.h"

#include "sip/stream.h"

static char *
dup_pieces (const guint8 *data, gsize size, gsize step)
{
  g_autoptr (SipStream) stream = sip_stream_new ();
  GString *out = g_string_new (NULL);

  for (gsize at = 0; at < size; at += step)
    {
      SipStreamPiece piece;

      sip_stream_feed (stream, data + at, MIN (step, size - at));
      do
        {
          g_autoptr (GBytes) message = NULL;

          piece = sip_stream_take (stream, &message);
          if (piece != SIP_STREAM_MORE)
            g_string_append_printf (out, "%d:%" G_GSIZE_FORMAT " ", piece,
                                    message != NULL ? g_bytes_get_size (message) : 0);
        }
      while (piece != SIP_STREAM_MORE && piece < SIP_STREAM_LONG_HEADER);
      if (piece >= SIP_STREAM_LONG_HEADER)
        break;
    }
  return g_string_free (out, FALSE);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *whole = dup_pieces (data, size, MAX (size, 1));
  g_autofree char *cut = dup_pieces (data, size, 7);

  if (g_strcmp0 (whole, cut) != 0)
    fuzz_fail ("cut into sevens it gives %s, whole %s", cut, whole);
  return 0;
}
