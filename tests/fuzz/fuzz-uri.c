/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two URIs, a line each: read, compared both ways, and asked for host and parameters.
 */
#include "fuzz.h"

#include <string.h>

#include "sip/edit.h"
#include "sip/uri-compare.h"

static void
compare (const char *one, const char *two)
{
  SipUriDifference there, back;
  gboolean same = sip_uri_compare (one, two, &there);

  g_assert_true (sip_uri_compare (two, one, &back) == same);
  g_assert_cmpuint (sip_span_end (there.one), <=, strlen (one));
  g_assert_cmpuint (sip_span_end (there.two), <=, strlen (two));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 2);
  const char *one = lines[0] != NULL ? lines[0] : "";
  const char *two = lines[0] != NULL && lines[1] != NULL ? lines[1] : one;
  g_autofree char *host = NULL, *uri = NULL, *tag = NULL;
  guint16 port;

  compare (one, two);
  compare (one, one);
  sip_uri_parse_hostport (one, &host, &port);
  uri = sip_value_dup_uri (one);
  tag = sip_value_dup_param (one, "transport");
  return 0;
}
