/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "call-script.h"

#include "message-text.h"

#define T1_US (500 * 1000)

/* clang-format off */
static const ScriptMove scripts[][SCRIPT_MOVES] = {
  {
    /* method   status transaction cseq callee? body          wait, and up to so much more, ms */
    { "INVITE", 0,     0,          1,   FALSE,  BODY_OFFER,       0,     0 },
    { "INVITE", 100,   0,          1,   TRUE,   BODY_NONE,        5,    30 },
    { "INVITE", 180,   0,          1,   TRUE,   BODY_NONE,       60,   400 },
    { "INVITE", 200,   0,          1,   TRUE,   BODY_ANSWER,   1000,  9000 },
    { "ACK",    0,     1,          1,   FALSE,  BODY_NONE,        5,    40 },
    { "INVITE", 0,     2,          2,   FALSE,  BODY_HOLD,     2000, 30000 },
    { "INVITE", 200,   2,          2,   TRUE,   BODY_HELD,       20,   100 },
    { "ACK",    0,     3,          2,   FALSE,  BODY_NONE,        5,    40 },
    { "BYE",    0,     4,          1,   TRUE,   BODY_NONE,     2000, 40000 },
    { "BYE",    200,   4,          1,   FALSE,  BODY_NONE,       10,    60 },
  },
  {
    { "INVITE", 0,     0,          1,   FALSE,  BODY_OFFER,       0,     0 },
    { "INVITE", 100,   0,          1,   TRUE,   BODY_NONE,        5,    30 },
    { "INVITE", 180,   0,          1,   TRUE,   BODY_NONE,       60,   400 },
    { "INVITE", 183,   0,          1,   TRUE,   BODY_ANSWER,    200,   900 },
    { "INVITE", 200,   0,          1,   TRUE,   BODY_ANSWER,   1000,  9000 },
    { "ACK",    0,     1,          1,   FALSE,  BODY_NONE,        5,    40 },
    { "INFO",   0,     2,          2,   FALSE,  BODY_DIGIT,    2000, 30000 },
    { "INFO",   200,   2,          2,   TRUE,   BODY_NONE,       20,   100 },
    { "BYE",    0,     3,          3,   FALSE,  BODY_NONE,     2000, 40000 },
    { "BYE",    200,   3,          3,   TRUE,   BODY_NONE,       10,    60 },
  },
};

/* The moves first … last are repeated after the last. */
static const struct
{
  gint8 first, last;
} losses[G_N_ELEMENTS (scripts)][SCRIPT_N_LOSSES] = {
  { { -1, -1 }, { 0, 0 }, { 3, 4 }, { 5, 5 }, { 8, 8 } },
  { { -1, -1 }, { 0, 0 }, { 4, 5 }, { 6, 6 }, { 8, 8 } },
};

static const char *const names[] = {
  "Reception", "Ana Costa", "王芳", "Workshop", "J. Okafor", "Lab 3", "李建国", "Front Desk", "Nurse 12",
  "Zoë Müller",
};
/* clang-format on */

#define CALLERS 250 /* 192.0.2.1 and on */
#define CALLEES 100 /* 198.51.100.1 and on */
#define FIRST_MEDIA_PORT 16384
#define MEDIA_PORTS 24000 /* even ones */

guint64
script_mix (guint64 value)
{
  value += G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  value = (value ^ value >> 30) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  value = (value ^ value >> 27) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
  return value ^ value >> 31;
}

/* A phone uses its media ports one after the other, so that two calls never share one. */
static void
init_party (Party *party, const Phone *phone, guint64 random, guint32 network,
            guint32 host, guint32 round)
{
  party->phone = phone;
  party->endpoint.address = network + 1 + host;
  party->endpoint.port = phone_get_port (party->phone);
  party->name = names[random % G_N_ELEMENTS (names)];
  party->user = 2000 + (random >> 8) % 7000;
  party->media_port = FIRST_MEDIA_PORT + 2 * ((97 * host + round) % MEDIA_PORTS);
  party->tag = random >> 32;
}

void
call_init (Call *call, guint64 seed, guint32 number, ScriptLoss loss)
{
  guint caller, callee;

  call->seed = script_mix (seed ^ script_mix (number));
  call->number = number;
  call->loss = loss;
  call->script = call->seed % G_N_ELEMENTS (scripts);
  caller = number % CALLERS;
  callee = number % CALLEES;
  init_party (&call->caller, phone_get (caller), script_mix (call->seed + 1), 0xC0000200,
              caller, number / CALLERS);
  /* Not in step with the callers, so that every kind of phone calls every other. */
  init_party (&call->callee, phone_get (callee / 3), script_mix (call->seed + 2),
              0xC6336400, callee, number / CALLEES);
}

guint
call_get_events (const Call *call, ScriptEvent *ret_events)
{
  const ScriptMove *moves = scripts[call->script];
  int first = losses[call->script][call->loss].first;
  int last = losses[call->script][call->loss].last;
  gint64 now_us = 0;
  guint n = 0;

  for (int i = 0; i < SCRIPT_MOVES; i++)
    {
      guint64 random = script_mix (call->seed + 16 + i);

      now_us += 1000 * (moves[i].wait_ms + random % (moves[i].spread_ms + 1))
                + (random >> 32) % 1000;
      ret_events[n++] = (ScriptEvent){ now_us, i, FALSE };
      if (i != last)
        continue;
      for (int j = first; j <= last; j++, n++)
        ret_events[n] =
            (ScriptEvent){ ret_events[n - (last - first + 1)].at_us + T1_US, j, TRUE };
      now_us = ret_events[n - 1].at_us;
    }
  return n;
}

guint
call_get_n_transactions (const Call *call)
{
  return scripts[call->script][SCRIPT_MOVES - 1].transaction + 1;
}

const char *
call_get_method (const Call *call, guint move)
{
  const ScriptMove *row = &scripts[call->script][move];

  return row->status == 0 ? row->method : NULL;
}

guint
call_get_status (const Call *call, guint move)
{
  return scripts[call->script][move].status;
}

void
call_get_parties (const Call *call, guint move, const Party **ret_from,
                  const Party **ret_to)
{
  gboolean by_callee = scripts[call->script][move].by_callee;

  *ret_from = by_callee ? &call->callee : &call->caller;
  *ret_to = by_callee ? &call->caller : &call->callee;
}

void
call_put_message (const Call *call, guint move, GString *out)
{
  g_string_truncate (out, 0);
  message_text_put (call, &scripts[call->script][move], out);
}
