/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "parse-peer.h"

#include <sofia-sip/msg.h>
#include <sofia-sip/sip_header.h>
#include <sofia-sip/sip_parser.h>

/* It parses each field that it has a class for as it meets it. */
gboolean
parse_with_sofia (const char *data, gsize len)
{
  msg_t *message = msg_make (sip_default_mclass (), 0, data, len);
  sip_t *sip = message != NULL ? sip_object (message) : NULL;
  gboolean fine = sip != NULL && sip->sip_error == NULL && sip->sip_call_id != NULL;

  msg_destroy (message);
  return fine;
}
