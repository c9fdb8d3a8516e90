/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/read.h"

#include "sip/host.h"

/* protocol-name SLASH protocol-version SLASH transport */
static gboolean
read_sent_protocol (SipBuilder *builder, SipCursor *cursor)
{
  SipCursor ahead = *cursor;
  SipSpan name, version, transport;

  if (!sip_take_token (&ahead, &name) || !sip_take_separator (&ahead, '/')
      || !sip_take_token (&ahead, &version) || !sip_take_separator (&ahead, '/')
      || !sip_take_token (&ahead, &transport))
    return FALSE;
  sip_builder_open (builder, SIP_KIND_SENT_PROTOCOL, SIP_FACT_NONE, name.at);
  sip_builder_leaf (builder, SIP_KIND_TOKEN, SIP_FACT_NONE, name);
  sip_builder_leaf (builder, SIP_KIND_TOKEN, SIP_FACT_NONE, version);
  sip_builder_leaf (builder, SIP_KIND_TRANSPORT, SIP_FACT_NONE, transport);
  sip_builder_close (builder, ahead.at);
  *cursor = ahead;
  return TRUE;
}

static gboolean
read_sent_by (SipBuilder *builder, SipCursor *cursor)
{
  gboolean fine;

  sip_builder_open (builder, SIP_KIND_SENT_BY, SIP_FACT_NONE, cursor->at);
  fine = sip_read_hostport (builder, cursor, TRUE);
  sip_builder_close (builder, cursor->at);
  return fine;
}

/* hostport *( SEMI param ), RFC 5503 §8 */
gboolean
sip_read_host_params (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  return sip_read_hostport (builder, cursor, TRUE) && sip_read_params (builder, cursor);
}

/* sent-protocol LWS sent-by *( SEMI via-params ), §20.42 */
gboolean
sip_read_via (SipBuilder *builder, SipCursor *cursor, guint16 header)
{
  return read_sent_protocol (builder, cursor) && sip_take_lws (cursor)
         && read_sent_by (builder, cursor) && sip_read_params (builder, cursor);
}
