/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/answer.h"

#include <string.h>

#define HEAD "v=0\r\no=a 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=5 9\r\n"

static const LoreDescription session = { 77, 77, 4000 };

static void
test_rows (void)
{
  static const struct
  {
    const char *offer, *media, *why;
  } rows[] = {
    { HEAD "m=audio 49170 RTP/AVP 0\r\n",
      "m=audio 4000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=sendrecv\r\n", "PCMU" },
    { HEAD "m=audio 49170 RTP/AVP 18 8 0\r\n",
      "m=audio 4000 RTP/AVP 8 0\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n"
      "a=sendrecv\r\n",
      "what both know, in the offer's order" },
    { HEAD "m=audio 49170 RTP/AVP 0 96\na=rtpmap:96 telephone-event/8000\n",
      "m=audio 4000 RTP/AVP 0 96\r\na=rtpmap:0 PCMU/8000\r\n"
      "a=rtpmap:96 telephone-event/8000\r\na=fmtp:96 0-15\r\na=sendrecv\r\n",
      "keys, under the offer's number; bare line feeds" },
    { HEAD "m=audio 49170 RTP/AVP 0\r\na=sendonly\r\n",
      "m=audio 4000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=recvonly\r\n",
      "on hold (RFC 3264 §8.4)" },
    { HEAD "a=inactive\r\nm=audio 49170 RTP/AVP 0\r\n",
      "m=audio 4000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=inactive\r\n",
      "said for the whole session" },
    { HEAD "m=video 5 RTP/AVP 31\r\nm=audio 6 RTP/AVP 0\r\nm=audio 8 RTP/AVP 0\r\n",
      "m=video 0 RTP/AVP 31\r\nm=audio 4000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n"
      "a=sendrecv\r\nm=audio 0 RTP/AVP 0\r\n",
      "a line for each m=, port 0 refuses (RFC 3264 §6)" },
    { HEAD "m=audio 49170 RTP/AVP 18\r\n", NULL, "no codec in common" },
    { HEAD "m=audio 0 RTP/AVP 0\r\n", NULL, "a stream that the offer switches off" },
    { HEAD "m=audio 49170 RTP/SAVP 0\r\n", NULL, "secured media" },
    { HEAD "m=audio\r\n", NULL, "half a line" },
    { HEAD, NULL, "no media" },
    { "x", NULL, "no SDP" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *answer =
          lore_answer_compose (rows[i].offer, "bob", "192.0.2.9", &session);
      g_autofree char *expected =
          g_strconcat ("v=0\r\no=bob 77 77 IN IP4 192.0.2.9\r\ns=-\r\n"
                       "c=IN IP4 192.0.2.9\r\nt=5 9\r\n",
                       rows[i].media, NULL);

      g_test_message ("%s", rows[i].why);
      g_assert_cmpstr (answer, ==, rows[i].media != NULL ? expected : NULL);
    }
}

static void
test_offer (void)
{
  g_autofree char *offer = lore_answer_compose ("", "bob", "2001:db8::9", &session);

  g_assert_cmpstr (offer, ==,
                   "v=0\r\no=bob 77 77 IN IP6 2001:db8::9\r\ns=-\r\n"
                   "c=IN IP6 2001:db8::9\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0 8\r\n"
                   "a=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\na=sendrecv\r\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answer/rows", test_rows);
  g_test_add_func ("/answer/offer", test_offer);
  return g_test_run ();
}
