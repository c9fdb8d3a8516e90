/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "parse-peer.h"

#define HAVE_INTTYPES_H 1 /* it would define the types itself otherwise */
#include <re.h>

/* What sip_msg_decode() leaves as text, it has functions for: they are called here. */
static bool
decode_field (const struct sip_hdr *field, const struct sip_msg *message, void *data)
{
  struct httpauth_digest_chall challenge;
  struct httpauth_digest_resp response;
  struct sip_addr address;
  gboolean *fine = data;

  switch (field->id)
    {
    case SIP_HDR_CONTACT:
    case SIP_HDR_ROUTE:
    case SIP_HDR_RECORD_ROUTE:
      *fine &= sip_addr_decode (&address, &field->val) == 0;
      break;
    case SIP_HDR_WWW_AUTHENTICATE:
      *fine &= httpauth_digest_challenge_decode (&challenge, &field->val) == 0;
      break;
    case SIP_HDR_AUTHORIZATION:
      *fine &= httpauth_digest_response_decode (&response, &field->val) == 0;
      break;
    default:
      break;
    }
  return false;
}

gboolean
parse_with_libre (const char *data, gsize len)
{
  static const enum sip_hdrid ids[] = { SIP_HDR_CONTACT, SIP_HDR_ROUTE,
                                        SIP_HDR_RECORD_ROUTE, SIP_HDR_WWW_AUTHENTICATE,
                                        SIP_HDR_AUTHORIZATION };
  struct mbuf *buffer = mbuf_alloc (len);
  struct sip_msg *message = NULL;
  gboolean fine;

  mbuf_write_mem (buffer, (const uint8_t *)data, len);
  buffer->pos = 0;
  fine = sip_msg_decode (&message, buffer) == 0;
  for (guint i = 0; fine && i < G_N_ELEMENTS (ids); i++)
    sip_msg_hdr_apply (message, true, ids[i], decode_field, &fine);
  mem_deref (message);
  mem_deref (buffer);
  return fine;
}
