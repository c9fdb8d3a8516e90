/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a practice callee behaves when it is called, as data: which responses it gives to
 * an INVITE, and when. The topic "behaviour:" + name explains each.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In the place of a delay: as many seconds as the lab says ("answer after"). */
#define LORE_BEHAVIOUR_ANSWER_AFTER G_GINT64_CONSTANT (-1)

typedef struct
{
  gint64 after_us; /* since the INVITE came, or LORE_BEHAVIOUR_ANSWER_AFTER */
  guint status;    /* 0 ends the list */
  gboolean sdp;    /* with a session description */
} LoreBehaviourStep;

/* What it does wrong in its responses, on purpose. */
typedef enum
{
  LORE_FLAW_NONE,
  LORE_FLAW_NO_TO_TAG,  /* RFC 3261 §8.2.6.2 */
  LORE_FLAW_WRONG_CSEQ, /* §8.2.6.2 */
  LORE_FLAW_BAD_LENGTH, /* §18.3 */
  LORE_FLAW_WRONG_PORT, /* §18.2.2 */
} LoreFlaw;

/* What it does by itself while the call is up. */
typedef enum
{
  LORE_LATER_NOTHING,
  LORE_LATER_HANGS_UP,
  LORE_LATER_PRESSES_KEYS, /* 1 2 #, by INFO, one each later_us */
  LORE_LATER_HOLDS,        /* and takes up again after as long */
} LoreLaterAction;

/* What it wants of the time of its sessions (RFC 4028). */
typedef struct
{
  guint wanted_s;     /* it asks for a timer where the other has not; 0: it does not */
  guint least_s;      /* it refuses less; 0: the 90 s below which nobody may go */
  gboolean refreshes; /* itself, where the other leaves the choice */
} LoreSessionPolicy;

typedef struct
{
  const char *name;
  LoreBehaviourStep steps[4];
  const char *contact; /* of a redirection, or NULL */
  LoreFlaw flaw;
  LoreLaterAction later;
  gint64 later_us; /* since the ACK */
  gboolean login;  /* it lets only alice in, whose password is secret */
  LoreSessionPolicy session;
} LoreBehaviour;

const LoreBehaviour *lore_behaviour_lookup (const char *name); /* NULL: no such one */
/* The same with how long after the ACK, in seconds, for those that do something later:
 * "hang-up:12". Without, *ret_later_us is the behaviour's own. NULL, and that left alone,
 * when it cannot be read. */
const LoreBehaviour *lore_behaviour_parse (const char *text, gint64 *ret_later_us);
const LoreBehaviour *lore_behaviour_get_all (guint *ret_n);

/* The final response that it gives, 0 when it never gives one. */
guint lore_behaviour_get_final (const LoreBehaviour *behaviour);

G_END_DECLS
