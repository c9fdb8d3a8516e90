/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The transaction machines as data: `session/` executes the rows of machines.def, a view
 * may draw them, and each names the section of the RFC that asks for it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* RFC 3261 table 4, in microseconds. */
#define LORE_T1_US (500 * G_GINT64_CONSTANT (1000))
#define LORE_T2_US (4 * G_GINT64_CONSTANT (1000000))
#define LORE_T4_US (5 * G_GINT64_CONSTANT (1000000))

typedef enum
{
  LORE_MACHINE_INVITE_CLIENT,
  LORE_MACHINE_NON_INVITE_CLIENT,
  LORE_MACHINE_INVITE_SERVER,
  LORE_MACHINE_NON_INVITE_SERVER,
  LORE_N_MACHINES
} LoreMachine;

typedef enum
{
  LORE_STATE_NONE, /* not begun */
  LORE_STATE_CALLING,
  LORE_STATE_TRYING,
  LORE_STATE_PROCEEDING,
  LORE_STATE_COMPLETED,
  LORE_STATE_CONFIRMED,
  LORE_STATE_ACCEPTED,
  LORE_STATE_TERMINATED,
  LORE_N_STATES
} LoreState;

typedef enum
{
#define LORE_TIMER(NAME, ...) LORE_TIMER_##NAME,
#include "plan/timers.def"
#undef LORE_TIMER
  LORE_N_TIMERS
} LoreTimer;

/* What a machine can be told. Responses come from the wire to a client transaction, and
 * from the core to a server transaction. */
typedef enum
{
  LORE_INPUT_START,   /* the request itself */
  LORE_INPUT_REQUEST, /* a copy of it came */
  LORE_INPUT_ACK,
  LORE_INPUT_1XX,
  LORE_INPUT_2XX,
  LORE_INPUT_REFUSAL, /* 3xx to 6xx */
  LORE_INPUT_ERROR,   /* of the transport: what was sent cannot arrive */
#define LORE_TIMER(NAME, ...) LORE_INPUT_TIMER_##NAME,
#include "plan/timers.def"
#undef LORE_TIMER
  LORE_N_INPUTS
} LoreInput;

typedef enum
{
  LORE_DO_SEND = 1 << 0,     /* what came with the input, and keep it for RESEND */
  LORE_DO_RESEND = 1 << 1,   /* what was sent last; nothing when nothing was */
  LORE_DO_SEND_ACK = 1 << 2, /* of this transaction (RFC 3261 §17.1.1.3) */
  LORE_DO_PASS = 1 << 3,     /* up to the core */
  LORE_DO_TELL_TIMEOUT = 1 << 4,
  LORE_DO_TELL_ERROR = 1 << 5,
  LORE_DO_AT_T2 = 1 << 6, /* the timer set again waits T2, however short it was */
} LoreDo;

typedef enum
{
  LORE_GROWTH_ONCE,
  LORE_GROWTH_DOUBLES,       /* without limit: timer A */
  LORE_GROWTH_DOUBLES_TO_T2, /* timers E and G */
} LoreGrowth;

#define LORE_TIMER_NEVER G_GINT64_CONSTANT (-1)

typedef struct
{
  const char *topic; /* "timer:A" */
  gint64 unreliable_us;
  gint64 reliable_us; /* LORE_TIMER_NEVER: not set at all */
  LoreGrowth growth;
  const char *rfc; /* "3261 §17.1.1.2" */
} LoreTimerRow;

/* An arrow of a figure. Sets of timers have the bit 1 << LoreTimer for each. */
typedef struct
{
  LoreMachine machine;
  LoreState state;
  LoreInput input;
  LoreState next;
  LoreDo does;
  guint sets;
  guint sets_again;
  guint stops;
  const char *rfc;
} LoreStep;

/* As RFC 6026 corrected the machines in 2010, and as they were printed in 2002. */
typedef enum
{
  LORE_EDITION_2010,
  LORE_EDITION_2002,
} LoreEdition;

/* lore_machine_find_step() of that edition (machines-2002.def has what differs). */
const LoreStep *lore_machine_find_step_of (LoreEdition edition, LoreMachine machine,
                                           LoreState state, LoreInput input);

/* NULL: the input is ignored in that state. */
const LoreStep *
lore_machine_find_step (LoreMachine machine, LoreState state, LoreInput input);
const LoreStep *lore_machine_get_steps (guint *ret_n); /* of all machines */

const char *lore_machine_get_topic (LoreMachine machine); /* "machine:invite-client" */
const char *lore_state_get_topic (LoreState state); /* "state:calling"; NULL of NONE */
const LoreTimerRow *lore_timer_get_row (LoreTimer timer);

/* The input that a status code is: 1XX, 2XX or REFUSAL. */
LoreInput lore_input_from_status (guint status);

/* What comes after @interval_us when the timer is set again. */
gint64 lore_timer_grow (LoreTimer timer, gint64 interval_us);

G_END_DECLS
