/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-linear [LARGEST]: what a byte costs in messages made to be slow, from 1 kB to
 * LARGEST (10 MB): tree, body and diagnostics. A parser that is linear costs the same in
 * every column; one that is not fails here (more than eight times the cost of 10 kB).
 */
#include <malloc.h>
#include <stdlib.h>
#include <time.h>

#include "body/dissect.h"

static const char fields[] = "Via: SIP/2.0/UDP a.example;branch=z9hG4bK1\r\n"
                             "From: <sip:a@b.example>;tag=1\r\n"
                             "To: <sip:c@d.example>\r\n"
                             "Call-ID: 1@a\r\nCSeq: 1 INVITE\r\n";

/* "INVITE …", fields, @before, then @piece again and again, then @after. */
static const struct
{
  const char *name;
  const char *before;
  const char *piece;
  const char *after;
} shapes[] = {
  { "header fields", "", "X-A: b\r\n", "\r\n" },
  { "fields of one name", "", "Subject: b\r\n", "\r\n" },
  { "fields without colon", "", "nonsense\r\n", "\r\n" },
  { "Via fields", "", "Via: SIP/2.0/UDP a;branch=z9hG4bK1\r\n", "\r\n" },
  { "challenges", "", "WWW-Authenticate: Digest realm=\"a\"\r\n", "\r\n" },
  { "parameters", "Contact: <sip:a@b>", ";p=1", "\r\n\r\n" },
  { "empty parameters", "Contact: <sip:a@b>", ";", "\r\n\r\n" },
  { "one parameter", "Contact: <sip:a@b>", ";expires=1", "\r\n\r\n" },
  { "URI parameters", "Contact: <sip:a@b", ";lr", ">\r\n\r\n" },
  { "URI headers", "Contact: <sip:a@b?x=1", "&x=1", ">\r\n\r\n" },
  { "escapes", "Contact: <sip:", "%41", "@b>\r\n\r\n" },
  { "half escapes", "Contact: <sip:", "%4", "@b>\r\n\r\n" },
  { "contacts", "Contact: <sip:a@b>", ",<sip:a@b>", "\r\n\r\n" },
  { "empty items", "Supported: ", ",", "\r\n\r\n" },
  { "open angles", "Contact: ", "<", "\r\n\r\n" },
  { "open angles in a list", "Contact: ", "<a,", "\r\n\r\n" },
  { "open quotes", "Contact: ", "\"a,", "\r\n\r\n" },
  { "deep comments", "User-Agent: ", "(", "\r\n\r\n" },
  { "quoted pairs", "Contact: \"", "\\\"", "\" <sip:a@b>\r\n\r\n" },
  { "foldings", "Subject: a", "\r\n a", "\r\n\r\n" },
  { "empty foldings", "Subject: a", "\r\n ", "\r\n\r\n" },
  { "foldings of a list", "Supported: a", ",\r\n a", "\r\n\r\n" },
  { "line feeds", "", "\n", "" },
  { "credentials", "Authorization: Digest a=b", ", a=\"b\"", "\r\n\r\n" },
  { "credentials without commas", "Authorization: Digest a=b", " a=\"b\"", "\r\n\r\n" },
  { "SDP attributes", "Content-Type: application/sdp\r\n\r\nv=0\r\n", "a=b\r\n", "" },
  { "SDP media", "Content-Type: application/sdp\r\n\r\nv=0\r\n",
    "m=audio 1 RTP/AVP 96\r\na=mid:1\r\n", "" },
  { "SDP formats", "Content-Type: application/sdp\r\n\r\nm=audio 1 RTP/AVP", " 96", "" },
  { "SDP group", "Content-Type: application/sdp\r\n\r\na=group:BUNDLE", " 1", "\r\n" },
  { "boundaries", "Content-Type: multipart/mixed;boundary=b\r\n\r\n", "--b\r\n\r\n", "" },
  { "near boundaries", "Content-Type: multipart/mixed;boundary=b\r\n\r\n", "--b-\r\n",
    "" },
  { "tags", "Content-Type: text/xml\r\n\r\n", "<a b='c'>&amp;", "" },
  { "open tags", "Content-Type: text/xml\r\n\r\n", "<a '", "" },
  { "open comments", "Content-Type: text/xml\r\n\r\n", "<!-", "" },
};

static GBytes *
make_message (guint shape, gsize size)
{
  GString *text = g_string_sized_new (size + 512);

  g_string_append_printf (text, "INVITE sip:a@b.example SIP/2.0\r\n%s%s", fields,
                          shapes[shape].before);
  while (text->len < size)
    g_string_append (text, shapes[shape].piece);
  g_string_append (text, shapes[shape].after);
  return g_string_free_to_bytes (text);
}

/* Of this process alone: others may be at work. */
static double
get_nanoseconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1e9 + now.tv_nsec;
}

/* Nanoseconds a byte, the best of some. */
static double
measure (guint shape, gsize size)
{
  g_autoptr (GBytes) bytes = make_message (shape, size);
  guint n_times = size < 100000 ? 1 + 200000 / size : 3;
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < n_times; i++)
    {
      double begun = get_nanoseconds ();
      g_autoptr (SipTree) tree = body_dissect (bytes);
      guint n;

      sip_tree_get_diagnostics (tree, &n);
      best = MIN (best, (get_nanoseconds () - begun) / g_bytes_get_size (bytes));
    }
  return best;
}

int
main (int argc, char *argv[])
{
  gsize largest = argc > 1 ? strtoul (argv[1], NULL, 10) : 10000000;
  int status = 0;

  /* Memory once had is kept, so that the kernel's handing out of pages is not measured.
   */
  mallopt (M_MMAP_THRESHOLD, 1 << 30);
  mallopt (M_TRIM_THRESHOLD, G_MAXINT);
  g_print ("%-28s", "ns a byte");
  for (gsize size = 1000; size <= largest; size *= 10)
    g_print ("%9" G_GSIZE_FORMAT, size);
  g_print ("\n");
  for (guint shape = 0; shape < G_N_ELEMENTS (shapes); shape++)
    {
      double reference = 0;

      g_print ("%-28s", shapes[shape].name);
      for (gsize size = 1000; size <= largest; size *= 10)
        {
          double cost = measure (shape, size);

          g_print ("%9.1f", cost);
          if (size == 10000)
            reference = MAX (cost, 2);
          if (size > 10000 && cost > 8 * reference)
            status = 1;
        }
      g_print ("\n");
    }
  return status;
}
