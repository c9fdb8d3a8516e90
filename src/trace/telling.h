/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message, read for telling: its traits, which choose the sentence, and its values,
 * which fill it.
 */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

typedef enum
{
  LORE_TRAIT_NO_TRAIT = 0,
  LORE_TRAIT_INSIDE = 1 << 0, /* of a dialog; a response: its request is */
  LORE_TRAIT_SDP = 1 << 1,
  LORE_TRAIT_CREDENTIALS = 1 << 2,
  LORE_TRAIT_NO_CONTACT = 1 << 3,
  LORE_TRAIT_STAR = 1 << 4, /* Contact: * */
  LORE_TRAIT_EXPIRES_0 = 1 << 5,
  LORE_TRAIT_KEY = 1 << 6,         /* of a telephone, in an INFO */
  LORE_TRAIT_FOR_2XX = 1 << 7,     /* an ACK */
  LORE_TRAIT_FOR_FAILURE = 1 << 8, /* an ACK */
} LoreTraits;

typedef struct
{
  LoreTrace *trace; /* borrowed */
  GBytes *bytes;    /* owned: a view of the trace's */
  const guint8 *data;
  SipIndex index;
  LoreMessage facts;
  LoreTraits traits;
} LoreTelling;

void lore_telling_init (LoreTelling *telling, LoreTrace *trace, guint32 message);
void lore_telling_clear (LoreTelling *telling);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LoreTelling, lore_telling_clear)

/* Every value of the message as named arguments (base/args.h), the caller's; @code puts
 * `…` around those that are protocol text. What the message does not say has the topic
 * "narration:nothing" or "narration:someone" for a value. */
char **lore_telling_dup_args (const LoreTelling *telling, gboolean code);

/* The name of a participant, or of an element of ours by its name in events. */
char *lore_telling_dup_element (LoreTrace *trace, const char *element);

G_END_DECLS
