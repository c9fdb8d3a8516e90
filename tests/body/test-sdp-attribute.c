/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Attributes of SDP: one that is well formed, and its nearest that is not.
 */
#include <string.h>

#include "body/dissect.h"
#include "sip/facts.h"

static const struct
{
  const char *fine;
  const char *broken; /* NULL: any value will do */
} rows[] = {
  { "accept-types:text/plain message/cpim", NULL },
  { "accept-wrapped-types:*", NULL },
  { "bundle-only", NULL },
  { "candidate:1 1 UDP 2130706431 192.0.2.8 8998 typ host", "candidate:1 1 UDP x" },
  { "candidate:2 1 UDP 1694498815 192.0.2.9 4501 typ srflx raddr 10.0.1.1 rport 8998",
    "candidate:2 1 UDP 1694498815 192.0.2.9 4501 type srflx" },
  { "cat:news.local", NULL },
  { "charset:UTF-8", "charset:UTF 8" },
  { "conf:qos remote sendrecv", "conf:qos sendrecv" },
  { "confid:1234", "confid:one" },
  { "connection:new", "connection:old" },
  { "content:slides", NULL },
  { "control:trackID=1", NULL },
  { "crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz",
    "crypto:one AES_CM_128_HMAC_SHA1_80 inline:x" },
  { "curr:qos local none", "curr:qos here none" },
  { "des:qos mandatory remote sendrecv", "des:qos remote sendrecv" },
  { "end-of-candidates", NULL },
  { "extmap:1/sendonly urn:ietf:params:rtp-hdrext:ssrc-audio-level", "extmap:1" },
  { "extmap-allow-mixed", NULL },
  { "file-selector:name:\"a.txt\" size:12", NULL },
  { "file-transfer-id:rjEtHAcYVZ7xKwGYpGGwyn5gqsSaU7Ep", "file-transfer-id:a b" },
  { "fingerprint:sha-256 4A:AD:B9:B1:3F:82:18:3B", "fingerprint:sha-256" },
  { "floorctrl:c-only s-only", "floorctrl:me" },
  { "floorid:1 mstrm:10", NULL },
  { "fmtp:96 apt=97", "fmtp:96" },
  { "framerate:29.97", "framerate:fast" },
  { "group:BUNDLE", "group:<>" },
  { "ice-lite", NULL },
  { "ice-mismatch", NULL },
  { "ice-options:trickle rtp+ecn", NULL },
  { "ice-pacing:50", "ice-pacing:slow" },
  { "ice-pwd:asd88fgpdd777uzjYhagZg", "ice-pwd:a b" },
  { "ice-ufrag:8hhY", "ice-ufrag:8hhY x" },
  { "imageattr:97 send [x=800,y=640]", NULL },
  { "inactive", NULL },
  { "key-mgmt:mikey AQAFgM0XflABAAAAAAAAAAAAAAsA", "key-mgmt:mikey" },
  { "keywds:jazz", NULL },
  { "label:1", "label:a b" },
  { "lang:zh-CN", "lang:zh CN" },
  { "max-message-size:65536", "max-message-size:64k" },
  { "max-size:8192", "max-size:-1" },
  { "maxptime:40", "maxptime:forty" },
  { "mid:0", "mid:0 1" },
  { "msid:stream track", "msid:stream track more" },
  { "orient:portrait", "orient:sideways" },
  { "path:msrp://a.example:7654/iau39;tcp", NULL },
  { "ptime:20", "ptime:20ms" },
  { "quality:10", "quality:good" },
  { "range:npt=0-7.741", NULL },
  { "remote-candidates:1 192.0.2.8 8998", "remote-candidates:1 192.0.2.8" },
  { "rid:1 send pt=97", "rid:1 push" },
  { "rtcp:53020 IN IP4 192.0.2.1", "rtcp:port" },
  { "rtcp-fb:96 nack pli", "rtcp-fb:96" },
  { "rtcp-mux", NULL },
  { "rtcp-mux-only", NULL },
  { "rtcp-rsize", NULL },
  { "rtcp-xr:voip-metrics", NULL },
  { "rtpmap:96 opus/48000/2", "rtpmap:96 opus" },
  { "sctp-port:5000", "sctp-port:any" },
  { "sdplang:en", "sdplang:en us" },
  { "setup:actpass", "setup:maybe" },
  { "silenceSupp:off - - - -", "silenceSupp:off" },
  { "simulcast:send 1;2", NULL },
  { "source-filter: incl IN IP4 233.252.0.1 192.0.2.2", "source-filter: incl IN IP4 x" },
  { "ssrc:1234 cname:user@example.com", "ssrc:1234" },
  { "ssrc-group:FID 1 2", "ssrc-group:FID" },
  { "T38FaxMaxBuffer:2000", "T38FaxMaxBuffer:big" },
  { "T38FaxMaxDatagram:512", "T38FaxMaxDatagram:x" },
  { "T38FaxRateManagement:transferredTCF", "T38FaxRateManagement:none" },
  { "T38FaxUdpEC:t38UDPRedundancy", "T38FaxUdpEC:yes" },
  { "T38FaxVersion:0", "T38FaxVersion:v0" },
  { "T38MaxBitRate:14400", "T38MaxBitRate:14.4k" },
  { "tool:lyre 1.0", NULL },
  { "type:meeting", "type:party" },
  { "userid:7", "userid:seven" },
  { "sendrecv", NULL },
  { "sendonly", NULL },
  { "recvonly", NULL },
};

static gboolean
is_malformed (const char *attribute)
{
  g_autofree char *text = g_strdup_printf (
      "INVITE sip:a@b.example SIP/2.0\r\nContent-Type: application/sdp\r\n"
      "\r\nv=0\r\nm=audio 1 RTP/AVP 96\r\na=%s\r\n",
      attribute);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (SipTree) tree = body_dissect (bytes);
  guint n;
  const SipDiagnostic *diagnostics = sip_tree_get_diagnostics (tree, &n);

  for (guint i = 0; i < n; i++)
    if (diagnostics[i].code == SIP_DIAGNOSTIC_SDP_ATTRIBUTE_MALFORMED)
      return TRUE;
  return FALSE;
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].fine);
      g_assert_false (is_malformed (rows[i].fine));
      if (rows[i].broken != NULL)
        g_assert_true (is_malformed (rows[i].broken));
    }
}

/* No attribute is left without a row. */
static void
test_all (void)
{
  for (guint attribute = 0; attribute < SIP_N_SDP_ATTRIBUTES; attribute++)
    {
      const char *name = sip_sdp_attribute_get_name (attribute);
      gboolean found = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        found |= strcspn (rows[i].fine, ":") == strlen (name)
                 && g_str_has_prefix (rows[i].fine, name);
      g_test_message ("%s", name);
      g_assert_true (found);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sdp-attribute/rows", test_rows);
  g_test_add_func ("/sdp-attribute/all", test_all);
  return g_test_run ();
}
