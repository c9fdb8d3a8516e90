/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The machine of a dialog as data: `session/` executes the rows of dialogs.def, a view
 * may draw them.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LORE_DIALOG_NEW, /* made, and not entered yet */
  LORE_DIALOG_EARLY,
  LORE_DIALOG_CONFIRMED,
  LORE_DIALOG_TERMINATED,
} LoreDialogState;

typedef enum
{
  LORE_DIALOG_PROVISIONAL, /* a 101 to 199 with a To tag, sent or received */
  LORE_DIALOG_ACCEPTED,    /* a 2xx */
  LORE_DIALOG_NOTIFIED,    /* a NOTIFY that came before the 2xx to its SUBSCRIBE */
  LORE_DIALOG_REFUSED,     /* a 3xx to 6xx to the INVITE */
  LORE_DIALOG_BYE,         /* a BYE, of either side */
  LORE_DIALOG_GONE,        /* 481, 408 or nothing at all to a request inside it */
  LORE_DIALOG_NO_ACK,      /* to the 2xx */
  LORE_DIALOG_UNUSED,      /* the last subscription in it has ended */
} LoreDialogInput;

typedef struct
{
  LoreDialogState state;
  LoreDialogInput input;
  LoreDialogState next;
  const char *rfc; /* "3261 §12.1" */
} LoreDialogStep;

/* NULL: the input changes nothing in that state. */
const LoreDialogStep *
lore_dialog_step_find (LoreDialogState state, LoreDialogInput input);
const LoreDialogStep *lore_dialog_step_get_all (guint *ret_n);

/* "dialog-state:early"; NULL of NEW. */
const char *lore_dialog_state_get_topic (LoreDialogState state);

G_END_DECLS
