/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/uri.h"

void
sip_uri_read (SipBuilder *builder, SipSpan uri)
{
  sip_builder_leaf (builder, SIP_KIND_URI, SIP_FACT_NONE, uri);
}

void
sip_uri_read_request_uri (SipBuilder *builder, SipSpan uri)
{
  sip_uri_read (builder, uri);
}
