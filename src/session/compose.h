/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages that follow from another: the response to a request, the ACK and the CANCEL of
 * an INVITE's own transaction. All returned messages are the caller's.
 */
#pragma once

#include "sip/index.h"

G_BEGIN_DECLS

/* What a response says besides what it copies. All borrowed; NULL leaves it out. */
typedef struct
{
  guint status;
  const char *reason;        /* NULL = the registered phrase */
  const char *to_tag;        /* added to a To without a tag (§8.2.6.2) */
  const char *const *fields; /* name, value, name, value, …, NULL */
  const char *type;          /* Content-Type of the body */
  const char *body;
} LoreReply;

/* Copies Via, From, To, Call-ID and CSeq (RFC 3261 §8.2.6), Record-Route where the
 * response makes a dialog (§12.1.1), Timestamp in a 100 (§8.2.6.1). */
GBytes *lore_compose_response (GBytes *request, const LoreReply *reply);

/* The ACK to a 3xx–6xx (§17.1.1.3): branch, Request-URI, Route and CSeq number of
 * the INVITE, To of the response. */
GBytes *lore_compose_ack (GBytes *invite, GBytes *response);

/* @message with @body of that Content-Type, and its length told. */
GBytes *lore_compose_with_body (GBytes *message, const char *type, const char *body);

/* The bytes of @span as they stand. */
char *lore_message_dup_span (GBytes *message, SipSpan span);
void lore_message_index (GBytes *message, SipIndex *ret_index);

G_END_DECLS
