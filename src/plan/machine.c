/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/machine.h"

#define T1 LORE_T1_US
#define T4 LORE_T4_US
#define D_TIME (32 * G_GINT64_CONSTANT (1000000)) /* at least 32 s (RFC 6026 §8.4) */
#define NEVER LORE_TIMER_NEVER

static const LoreTimerRow timers[] = {
#define LORE_TIMER(NAME, unreliable, reliable, growth, rfc)                              \
  [LORE_TIMER_##                                                                         \
      NAME] = { "timer:" #NAME, unreliable, reliable, LORE_GROWTH_##growth, rfc },
#include "plan/timers.def"
#undef LORE_TIMER
};

enum
{
#define LORE_TIMER(NAME, ...) NAME = 1 << LORE_TIMER_##NAME,
#include "plan/timers.def"
#undef LORE_TIMER
  SEND = LORE_DO_SEND,
  RESEND = LORE_DO_RESEND,
  SEND_ACK = LORE_DO_SEND_ACK,
  PASS = LORE_DO_PASS,
  TELL_TIMEOUT = LORE_DO_TELL_TIMEOUT,
  TELL_ERROR = LORE_DO_TELL_ERROR,
  AT_T2 = LORE_DO_AT_T2,
};

static const LoreStep steps[] = {
#define LORE_STEP(machine, state, input, next, does, sets, again, stops, rfc)            \
  { LORE_MACHINE_##machine,                                                              \
    LORE_STATE_##state,                                                                  \
    LORE_INPUT_##input,                                                                  \
    LORE_STATE_##next,                                                                   \
    (LoreDo)(does),                                                                      \
    sets,                                                                                \
    again,                                                                               \
    stops,                                                                               \
    rfc },
#include "plan/machines.def"
};

static const LoreStep steps_2002[] = {
#include "plan/machines-2002.def"
#undef LORE_STEP
};

const LoreStep *
lore_machine_find_step (LoreMachine machine, LoreState state, LoreInput input)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i].machine == machine && steps[i].state == state && steps[i].input == input)
      return &steps[i];
  return NULL;
}

const LoreStep *
lore_machine_find_step_of (LoreEdition edition, LoreMachine machine, LoreState state,
                           LoreInput input)
{
  for (gsize i = 0; edition == LORE_EDITION_2002 && i < G_N_ELEMENTS (steps_2002); i++)
    if (steps_2002[i].machine == machine && steps_2002[i].state == state
        && steps_2002[i].input == input)
      return &steps_2002[i];
  return lore_machine_find_step (machine, state, input);
}

const LoreStep *
lore_machine_get_steps (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (steps);
  return steps;
}

const char *
lore_machine_get_topic (LoreMachine machine)
{
  static const char *const topics[] = {
    [LORE_MACHINE_INVITE_CLIENT] = "machine:invite-client",
    [LORE_MACHINE_NON_INVITE_CLIENT] = "machine:non-invite-client",
    [LORE_MACHINE_INVITE_SERVER] = "machine:invite-server",
    [LORE_MACHINE_NON_INVITE_SERVER] = "machine:non-invite-server",
  };

  g_return_val_if_fail (machine < LORE_N_MACHINES, NULL);
  return topics[machine];
}

const char *
lore_state_get_topic (LoreState state)
{
  static const char *const topics[] = {
    [LORE_STATE_CALLING] = "state:calling",
    [LORE_STATE_TRYING] = "state:trying",
    [LORE_STATE_PROCEEDING] = "state:proceeding",
    [LORE_STATE_COMPLETED] = "state:completed",
    [LORE_STATE_CONFIRMED] = "state:confirmed",
    [LORE_STATE_ACCEPTED] = "state:accepted",
    [LORE_STATE_TERMINATED] = "state:terminated",
  };

  g_return_val_if_fail (state < LORE_N_STATES, NULL);
  return topics[state];
}

const LoreTimerRow *
lore_timer_get_row (LoreTimer timer)
{
  g_return_val_if_fail (timer < LORE_N_TIMERS, NULL);
  return &timers[timer];
}

LoreInput
lore_input_from_status (guint status)
{
  if (status < 200)
    return LORE_INPUT_1XX;
  return status < 300 ? LORE_INPUT_2XX : LORE_INPUT_REFUSAL;
}

gint64
lore_timer_grow (LoreTimer timer, gint64 interval_us)
{
  switch (lore_timer_get_row (timer)->growth)
    {
    case LORE_GROWTH_DOUBLES:
      return 2 * interval_us;
    case LORE_GROWTH_DOUBLES_TO_T2:
      return MIN (2 * interval_us, LORE_T2_US);
    case LORE_GROWTH_ONCE:
    default:
      return interval_us;
    }
}
