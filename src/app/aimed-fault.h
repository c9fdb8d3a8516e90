/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trace/trace.h"

/* The rule of plan/fault.h that loses this very message when everything happens once
 * more: "drop response 200 to INVITE from Bob to Alice nth=2"; the caller's. */
char *lore_aimed_fault_dup_rule (LoreTrace *trace, guint32 message);
