/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A call read for what went wrong in it. Each message is a step; the story knows which
 * steps are one transaction, which step is the same message at an earlier hop, which
 * final response an ACK is for and which INVITE a CANCEL gives up, even where a mistake
 * keeps the transaction layer from seeing it.
 *
 * Besides, it remembers: under a kind, a number and up to three pieces of text stands one
 * step. Some kinds are filled before anything is looked at (what comes after a step
 * counts too), the others while the steps are looked at in their order: then they hold
 * what was known before the step. That keeps the whole reading linear.
 */
#pragma once

#include "trace/trace.h"

G_BEGIN_DECLS

typedef struct _LoreTurn LoreTurn;
typedef struct _LoreStep LoreStep;

/* Values of header fields that the index of a message leaves out. */
typedef enum
{
  LORE_STEP_LAST_VIA, /* that of whoever sent the request first */
  LORE_STEP_CSEQ,     /* of these the first field */
  LORE_STEP_ROUTE,
  LORE_STEP_RECORD_ROUTE,
  LORE_STEP_CREDENTIALS,
  LORE_STEP_CHALLENGE,
  LORE_STEP_SUPPORTED,
  LORE_STEP_RSEQ,
  LORE_STEP_RACK,
  LORE_N_STEP_FIELDS
} LoreStepField;

struct _LoreStep
{
  LoreMessage facts;
  SipIndex index;
  const guint8 *data; /* borrowed from the trace */
  SipSpan fields[LORE_N_STEP_FIELDS];
  SipSpan origin_branch; /* of the last Via */
  SipSpan origin_sent_by;
  gboolean is_repeat; /* a retransmission */
  guint n_repeats;    /* of this step */
  LoreTurn *turn;     /* NULL when it is part of no transaction */
  LoreStep *first;    /* the same message where it was first seen; itself if here */
  LoreStep *about;    /* ACK: the response; CANCEL: the INVITE; response: the request */
  LoreStep *acked_by; /* a final response to INVITE */
  LoreStep *sibling;  /* a 2xx: one from another branch of the fork */
};

/* A transaction, as this hop saw it; what did not happen is NULL. */
struct _LoreTurn
{
  LoreStep *request;
  LoreStep *last_request; /* differs where a branch was used twice */
  LoreStep *provisional;  /* the first */
  LoreStep *final;        /* the first */
  LoreStep *cancel;       /* of an INVITE */
  LoreStep *cancelled;    /* the final response to that */
};

typedef enum
{
  /* Known from the beginning */
  LORE_MEMORY_FINAL,     /* to INVITE number N: From tag, To tag, sent-by */
  LORE_MEMORY_FINAL_ANY, /* From tag, To tag: the same, whatever the number */
  LORE_MEMORY_INVITE,    /* branch, sent-by */
  LORE_MEMORY_INVITE_BY, /* From tag, sent-by */
  LORE_MEMORY_NUMBERED,  /* INVITE number N: From tag */
  LORE_MEMORY_RACK,      /* PRACK for RSeq N: To tag */
  LORE_MEMORY_LAST,      /* request that is no ACK, CANCEL or PRACK: From tag, sent-by */
  LORE_MEMORY_BYE,       /* in dialog N */
  LORE_MEMORY_OK,        /* first 2xx to an INVITE: branch and sent-by of the last Via */
  LORE_MEMORY_FIRST,     /* a message, by what no hop changes */

  /* Known so far */
  LORE_MEMORY_CSEQ,       /* last request: From tag, To tag */
  LORE_MEMORY_CONTACT,    /* last Contact: tag of its side */
  LORE_MEMORY_TARGET,     /* any Contact: tag of its side, hash N of the address */
  LORE_MEMORY_NAMED,      /* first with the URI of a side: its tag */
  LORE_MEMORY_PEER,       /* last 101–299 of a dialog: either tag */
  LORE_MEMORY_PAIR,       /* request or response with From tag, To tag */
  LORE_MEMORY_MAKER,      /* response that made dialog N, a 2xx if there was one */
  LORE_MEMORY_GIVEN,      /* response that gave this To tag */
  LORE_MEMORY_CHALLENGED, /* last 401 or 407 to method N: From tag */
  LORE_MEMORY_RE_INVITE,  /* last: From tag, To tag */
  LORE_MEMORY_RSEQ,       /* 1xx with RSeq N: To tag */
  LORE_MEMORY_SPEAKER,    /* who sends from participant N, or with this sent-by */
  LORE_MEMORY_FORWARDED,  /* request that participant N passed on */
  LORE_MEMORY_OUTSIDE, /* request number N without a To tag: From tag, method, sent-by */
} LoreMemory;

typedef struct
{
  LoreTrace *trace; /* borrowed */
  LoreStep *steps;  /* owned */
  guint n_steps;
  GHashTable *turns;  /* owned: transaction → LoreTurn */
  GHashTable *memory; /* owned: key → LoreStep */
  gint64 end_us;      /* lab time of the last event of the trace */
} LoreStory;

/* Reads all messages of @call. */
LoreStory *lore_story_new (LoreTrace *trace, guint32 call);
void lore_story_free (LoreStory *story);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreStory, lore_story_free)

/* To be called for each step, after it was looked at. */
void lore_story_learn (LoreStory *story, LoreStep *step);

#define LORE_NO_SPAN ((SipSpan){ 0, 0 })

/* The texts are pieces of @step; NULL when nothing is remembered. */
LoreStep *lore_story_recall (const LoreStory *story, LoreMemory kind, guint64 number,
                             const LoreStep *step, SipSpan a, SipSpan b, SipSpan c);
void lore_story_remember (LoreStory *story, LoreMemory kind, guint64 number,
                          const LoreStep *step, SipSpan a, SipSpan b, SipSpan c,
                          LoreStep *what);

G_END_DECLS
