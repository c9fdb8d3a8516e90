/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/behaviour.h"

#include <string.h>

#define LONGEST_S 3600
#define MS G_GINT64_CONSTANT (1000)
#define LATER LORE_BEHAVIOUR_ANSWER_AFTER
#define ANSWERS                                                                          \
  {                                                                                      \
    { 0, 100 }, { 200 * MS, 180 },                                                       \
    {                                                                                    \
      LATER, 200, TRUE                                                                   \
    }                                                                                    \
  }

/* clang-format off */
static const LoreBehaviour behaviours[] = {
  { "answer",      { { 0, 100 }, { 200 * MS, 180 },       { LATER, 200, TRUE } } },
  { "busy",        { { 0, 100 }, { 200 * MS, 486 } } },
  { "decline",     { { 0, 100 }, { 200 * MS, 180 },       { LATER, 603 } } },
  { "ring",        { { 0, 100 }, { 200 * MS, 180 } } },
  { "not-found",   { { 0, 100 }, { 200 * MS, 404 } } },
  { "unavailable", { { 0, 100 }, { 200 * MS, 480 } } },
  { "redirect",    { { 0, 100 }, { 200 * MS, 302 } }, "<sip:bob@mobile.biloxi.example>" },
  { "early-media", { { 0, 100 }, { 200 * MS, 183, TRUE }, { LATER, 200, TRUE } } },
  { "challenge",   ANSWERS, .login = TRUE },
  { "hang-up",     ANSWERS, .later = LORE_LATER_HANGS_UP,     .later_us = 5000 * MS },
  { "keys",        ANSWERS, .later = LORE_LATER_PRESSES_KEYS, .later_us = 1000 * MS },
  { "hold",        ANSWERS, .later = LORE_LATER_HOLDS,        .later_us = 2000 * MS },
  { "timed",       ANSWERS, .session = { .wanted_s = 90, .refreshes = TRUE } },
  { "min-se",      ANSWERS, .session = { .least_s = 1800 } },
  { "no-to-tag",   ANSWERS, .flaw = LORE_FLAW_NO_TO_TAG },
  { "wrong-cseq",  ANSWERS, .flaw = LORE_FLAW_WRONG_CSEQ },
  { "bad-length",  ANSWERS, .flaw = LORE_FLAW_BAD_LENGTH },
  { "wrong-port",  ANSWERS, .flaw = LORE_FLAW_WRONG_PORT },
};
/* clang-format on */

const LoreBehaviour *
lore_behaviour_lookup (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (behaviours); i++)
    if (g_strcmp0 (behaviours[i].name, name) == 0)
      return &behaviours[i];
  return NULL;
}

const LoreBehaviour *
lore_behaviour_parse (const char *text, gint64 *ret_later_us)
{
  const char *colon = text != NULL ? strchr (text, ':') : NULL;
  g_autofree char *name =
      colon != NULL ? g_strndup (text, colon - text) : g_strdup (text);
  const LoreBehaviour *behaviour = lore_behaviour_lookup (name);
  double seconds;
  char *end;

  if (behaviour == NULL)
    return NULL;
  if (colon == NULL)
    {
      *ret_later_us = behaviour->later_us;
      return behaviour;
    }
  seconds = g_ascii_strtod (colon + 1, &end);
  if (behaviour->later == LORE_LATER_NOTHING || end == colon + 1 || *end != '\0'
      || !(seconds >= 0 && seconds <= LONGEST_S))
    return NULL;
  *ret_later_us = seconds * G_USEC_PER_SEC;
  return behaviour;
}

const LoreBehaviour *
lore_behaviour_get_all (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (behaviours);
  return behaviours;
}

guint
lore_behaviour_get_final (const LoreBehaviour *behaviour)
{
  for (gsize i = 0; i < G_N_ELEMENTS (behaviour->steps); i++)
    if (behaviour->steps[i].status >= 200)
      return behaviour->steps[i].status;
  return 0;
}
