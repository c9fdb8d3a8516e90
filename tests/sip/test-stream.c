/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/stream.h"

#include <string.h>

#define OK "SIP/2.0 200 OK\r\n"

/* What comes out, a letter a piece: P ping, p pong, H and B broken, and a message as its
 * length. */
static char *
dup_pieces (SipStream *stream)
{
  GString *out = g_string_new (NULL);

  for (;;)
    {
      g_autoptr (GBytes) message = NULL;
      SipStreamPiece piece = sip_stream_take (stream, &message);

      if (piece == SIP_STREAM_MORE)
        break;
      if (piece == SIP_STREAM_MESSAGE)
        g_string_append_printf (out, "%" G_GSIZE_FORMAT " ", g_bytes_get_size (message));
      else
        g_string_append (out, piece == SIP_STREAM_PING          ? "P "
                              : piece == SIP_STREAM_PONG        ? "p "
                              : piece == SIP_STREAM_LONG_HEADER ? "H "
                                                                : "B ");
      if (piece >= SIP_STREAM_LONG_HEADER)
        break;
    }
  return g_string_free (out, FALSE);
}

static void
test_rows (void)
{
  static const struct
  {
    const char *bytes, *pieces;
    gsize left;
    const char *why;
  } rows[] = {
    { OK "Content-Length: 0\r\n\r\n", "37 ", 0, "one, without a body" },
    { OK "Content-Length: 2\r\n\r\nhi" OK "l: 1\r\n\r\nx", "39 25 ", 0,
      "two at once, the second in compact form" },
    { OK "Content-Length: 5\r\n\r\nhi", "", 39, "the rest is still on its way" },
    { OK "Content-Len", "", 27, "half a header" },
    { "\r\n\r\n" OK "l: 0\r\n\r\n", "P 24 ", 0, "a ping before a message" },
    { "\r\n" OK "l: 0\r\n\r\n", "p 24 ", 0, "a pong, or an idle line (§7.5)" },
    { "\r\n\r", "", 3, "a ping may come of it" },
    { "\r\n\r\n\r\n\r\n", "P P ", 0, "two pings" },
    { OK "\r\nrest", "18 ", 4, "no Content-Length: the header is all" },
    { OK "Content-Length: x\r\n\r\n", "37 ", 0, "one that is no number" },
    { "SIP/2.0 200 OK\nl: 2\n\nab", "23 ", 0, "bare line feeds" },
    { OK "Content-Length: 1048577\r\n\r\n", "B ", 0, "more than anybody sends" },
    { OK "Content-Length: 99999999999999999999\r\n\r\n", NULL, 0, "more than a number" },
    { "\n\n", "2 ", 0, "an empty line is no message, but ends one" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize step = 1; step <= strlen (rows[i].bytes); step += MAX (1, step * 3))
      {
        g_autoptr (SipStream) stream = sip_stream_new ();
        g_autoptr (GString) all = g_string_new (NULL);
        gsize len = strlen (rows[i].bytes);

        g_test_message ("%s, %" G_GSIZE_FORMAT " at a time", rows[i].why, step);
        for (gsize at = 0; at < len; at += step)
          {
            g_autofree char *pieces = NULL;

            sip_stream_feed (stream, (const guint8 *)rows[i].bytes + at,
                             MIN (step, len - at));
            pieces = dup_pieces (stream);
            g_string_append (all, pieces);
          }
        if (rows[i].pieces == NULL)
          continue;
        g_assert_cmpstr (all->str, ==, rows[i].pieces);
        g_assert_cmpuint (sip_stream_get_pending (stream), ==, rows[i].left);
      }
}

/* A header that never ends: given up, and nothing is kept. */
static void
test_long_header (void)
{
  g_autoptr (SipStream) stream = sip_stream_new ();
  g_autofree char *filler = g_strnfill (1024, 'x');
  g_autofree char *pieces = NULL, *again = NULL;

  for (guint i = 0; i <= SIP_STREAM_LONGEST_HEADER / 1024; i++)
    {
      g_free (pieces);
      sip_stream_feed (stream, (const guint8 *)filler, 1024);
      pieces = dup_pieces (stream);
    }
  g_assert_cmpstr (pieces, ==, "H ");
  sip_stream_feed (stream, (const guint8 *)OK "\r\n", strlen (OK "\r\n"));
  again = dup_pieces (stream);
  g_assert_cmpstr (again, ==, "H ");
  g_assert_cmpuint (sip_stream_get_pending (stream), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stream/rows", test_rows);
  g_test_add_func ("/stream/long-header", test_long_header);
  return g_test_run ();
}
