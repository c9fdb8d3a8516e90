/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kamailio, started as the README tells a class to: examples/servers/kamailio.cfg.
 */
#pragma once

#include "peer.h"

/* What registers Bob there, who is reached at "%s"; his password is lesson. */
#define KAMAILIO_REGISTER_BOB                                                            \
  "REGISTER sip:{{destination-host}} SIP/2.0\n"                                          \
  "Via: SIP/2.0/{{transport}} {{local-ip}}:{{local-port}};rport;branch={{branch}}\n"     \
  "Max-Forwards: 70\nFrom: <sip:bob@{{destination-host}}>;tag={{tag}}\n"                 \
  "To: <sip:bob@{{destination-host}}>\nCall-ID: bob-{{call-id}}\n"                       \
  "CSeq: 1 REGISTER\nContact: <sip:bob@%s>\nExpires: 60\nContent-Length: 0\n\n"

gboolean kamailio_has_websocket (void);
/* Where it listens, over UDP and TCP, and WebSocket where that module is installed; what
 * it writes goes to @folder. NULL, and the test skipped, without Kamailio. */
char *kamailio_start (Meeting *meeting, const char *folder);
