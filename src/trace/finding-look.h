/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The functions that look, one a row of findings.def, each in the file of its subject.
 */
#pragma once

#include "trace/finding-step.h"

G_BEGIN_DECLS

/* What was seen: becomes the arguments of the sentence. */
typedef struct
{
  SipSpan span;          /* {value}: of the message looked at */
  const LoreStep *other; /* {other}: the number of another message */
  char *expected;        /* {expected}: what to write instead; owned by the caller */
} LoreSight;

/* @step is no retransmission. Returns TRUE and fills @ret_sight when it is found. */
typedef gboolean (*LoreLook) (const LoreStory *story, const LoreStep *step,
                              LoreSight *ret_sight);

#define LORE_FINDING(NAME, id, misconception, severity, rfc, scope, look)                \
  gboolean look (const LoreStory *story, const LoreStep *step, LoreSight *ret_sight);
#include "trace/findings.def"
#undef LORE_FINDING

G_END_DECLS
