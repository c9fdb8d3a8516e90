/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/read.h"

void
sip_read_value (SipBuilder *builder, guint16 header, SipSpan value)
{
  sip_builder_text (builder, SIP_KIND_TEXT, value);
}
