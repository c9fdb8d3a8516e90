/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the phones of the made-up office write: same protocol, different order of fields,
 * spelling of names, shapes of Call-IDs and lists of codecs.
 */
#pragma once

#include "call-script.h"

G_BEGIN_DECLS

typedef enum
{
  BODY_NONE,
  BODY_OFFER,
  BODY_ANSWER,
  BODY_HOLD,
  BODY_HELD,
  BODY_DIGIT,
} ScriptBody;

typedef struct
{
  const char *method; /* in a response that of its CSeq */
  guint status;       /* 0: a request */
  guint transaction;  /* counts from 0 in a call */
  guint cseq;
  gboolean by_callee;
  ScriptBody body;
  guint wait_ms, spread_ms; /* after the move before */
} ScriptMove;

const Phone *phone_get (guint number);
guint16 phone_get_port (const Phone *phone);

void message_text_put (const Call *call, const ScriptMove *move, GString *out);

G_END_DECLS
