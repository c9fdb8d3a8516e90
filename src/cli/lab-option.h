/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The options of every command that runs the protocol: --fault and --speed.
 */
#pragma once

#include "session/lab.h"

#include <glib/gi18n-lib.h>

G_BEGIN_DECLS

typedef struct
{
  char **faults;
  double speed;
} LoreLabOption;

#define LORE_LAB_OPTION_NOTHING                                                          \
  {                                                                                      \
    .speed = 1                                                                           \
  }

/* Rows of a command's options; @option is a LoreLabOption. */
#define LORE_LAB_OPTION_ENTRIES(option)                                                       \
  { "fault",                                                                                  \
    0,                                                                                        \
    0,                                                                                        \
    G_OPTION_ARG_STRING_ARRAY,                                                                \
    &(option).faults,                                                                         \
    N_ ("Spoil the wire, as in “drop response 200 nth=2”, “loss=20% seed=7”; may be " \
        "repeated"),                                                                          \
    N_ ("RULE") },                                                                            \
  {                                                                                           \
    "speed", 0, 0, G_OPTION_ARG_DOUBLE, &(option).speed,                                      \
        N_ ("How fast timers run: 0.1 to 64 times real time"), N_ ("TIMES")                   \
  }

/* Sets the lab's clock, and its faults where some are given. LORE_PROBLEM "speed-range"
 * and those of lore_lab_set_faults(). */
gboolean
lore_lab_option_apply (const LoreLabOption *option, LoreLab *lab, GError **error);

G_END_DECLS
