/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/opening.h"
#include "app/practice-window.h"
#include "app/saving.h"
#include "app/window.h"
#include "trace/notes.h"
#include "view/compose-pane.h"
#include "view/inspector.h"
#include "view/ladder-pane.h"
#include "view/loading.h"
#include "view/notice.h"

G_BEGIN_DECLS

struct _LoreWindow
{
  AdwApplicationWindow parent_instance;

  /* Template widgets */
  AdwHeaderBar *header_bar;
  AdwWindowTitle *title;
  GtkMenuButton *new_button;
  GtkWidget *open_button;
  GtkWidget *lab_button;
  LoreLoading *loading;
  LoreLoading *saving_bar;
  LoreNotice *notice;
  GtkPaned *outer;
  GtkPaned *inner;
  LoreComposePane *compose;
  LoreLadderPane *ladder;
  LoreInspector *inspector;
  GtkDropTarget *drop_target;
  GtkEventController *present_keys; /* awake in Present mode only */

  /* Owned */
  LoreWorkspace *workspace;
  LoreNotes *notes;             /* of the scene on show */
  GCancellable *cancellable;    /* of whatever still runs when the window goes */
  LoreOpening *opening;         /* what is being read, NULL when nothing is */
  GCancellable *stop_opening;   /* likewise */
  LorePracticeWindow *practice; /* NULL until it is first opened */

  LoreSaving *saving; /* what is being written, NULL when nothing is */

  guint loading_id; /* looks how far it is */
  guint saving_id;

  gboolean compose_before_present;
};

/* Each adds its actions to the window. */
void lore_window_add_send_actions (LoreWindow *self);
void lore_window_add_open_actions (LoreWindow *self);
void lore_window_add_file_actions (LoreWindow *self);
void lore_window_add_save_actions (LoreWindow *self);
void lore_window_add_note_actions (LoreWindow *self);
void lore_window_add_practice_actions (LoreWindow *self);
void lore_window_add_template_actions (LoreWindow *self);

/* Hands the practice window over to a window built anew. */
void lore_window_take_practice (LoreWindow *self, LoreWindow *other);
void lore_window_close_practice (LoreWindow *self);
/* Actions that say how the practice network is set up. */
void lore_window_follow_setup (LoreWindow *self);

/* A chooser for a file to be written, not shown yet; @callback is to let go of it. */
GtkFileChooserNative *lore_window_choose_file (LoreWindow *self, const char *title,
                                               const char *name, GCallback callback);

/* Turns an action on or off. */
void lore_window_enable (LoreWindow *self, const char *action, gboolean enabled);

/* Says what is on show. */
void lore_window_show_title (LoreWindow *self);

/* What can be undone is that of @trace; NULL: nothing. */
void lore_window_follow_notes (LoreWindow *self, LoreTrace *trace);

/* The message of @to that @message of @from is, LORE_ID_NONE when it has none. */
guint32 lore_window_find_same_message (LoreTrace *from, guint32 message, LoreTrace *to);
/* What a person added to @from, whose messages @to has too. */
void lore_window_carry_notes (LoreTrace *from, LoreTrace *to);

/* Stops reading what is being read. */
void lore_window_forget_opening (LoreWindow *self);
/* Hands over what is being read, and what is being written. */
void lore_window_take_opening (LoreWindow *self, LoreWindow *other);
void lore_window_take_saving (LoreWindow *self, LoreWindow *other);
/* Begins to write, unless something is being written. */
void lore_window_start_saving (LoreWindow *self, LoreSaving *saving);
/* Lets go of what is being written: it goes on. */
void lore_window_forget_saving (LoreWindow *self);

/* Closes what is shown above the panes. */
void lore_window_hide_notice (LoreWindow *self);

G_END_DECLS
