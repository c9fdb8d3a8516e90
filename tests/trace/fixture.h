/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages and traces for tests, in as few words as a test wants to say about them.
 */
#pragma once

#include "trace/call.h"
#include "trace/trace.h"

#define ALICE "192.0.2.1:5060"
#define PROXY "192.0.2.9:5060"
#define BOB "198.51.100.2:5060"

/* What is NULL or 0 takes the value in parentheses. */
typedef struct
{
  const char *method;  /* of the request ("INVITE") */
  guint status;        /* 0: a request */
  const char *reason;  /* ("Reason") */
  const char *uri;     /* ("sip:bob@biloxi.example") */
  const char *answers; /* method in the CSeq (@method) */
  const char *branch;  /* ("z9hG4bK-1") */
  const char *sent_by; /* ("192.0.2.1") */
  const char *call_id; /* ("call-1") */
  const char *from;    /* tag ("a") */
  const char *to;      /* tag (none) */
  guint cseq;          /* (1) */
  const char *headers; /* more of them, each with its CRLF (none) */
  const char *type;    /* of the body ("application/sdp") */
  const char *body;    /* (none) */
} FixtureMessage;

#define FIXTURE_SDP                                                                      \
  "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"            \
  "m=audio 49170 RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\n"                              \
  "a=rtpmap:101 telephone-event/8000\r\n"

GBytes *fixture_message (const FixtureMessage *message);

/* Appends; @ms is lab time, and UNIX time from 2000-01-01 on. Returns the message's id.
 */
guint32
fixture_append (LoreTrace *trace, LoreEventType type, double ms, const char *source,
                const char *destination, const FixtureMessage *message);
guint32
fixture_append_bytes (LoreTrace *trace, LoreEventType type, double ms, const char *source,
                      const char *destination, GBytes *message);

#define FIXTURE_UNIX_US G_GINT64_CONSTANT (946684800000000)
