/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/autosave.h"
#include "app/chronicle.h"
#include "app/workspace.h"

G_BEGIN_DECLS

struct _LoreWorkspace
{
  GObject parent_instance;

  /* Owned */
  char *folder;
  LoreDraft *draft;
  LoreSetup *setup;
  LoreAutosave *autosave;
  LoreTemplates *templates;
  LoreHistory *history;
  LoreEnvironments *environments;
  LoreLab *lab;
  LoreChronicle *chronicle; /* NULL when no journal can be written */
  LoreScene *lab_scene;
  LoreScene *scene;    /* the one on show: lab_scene or a file's */
  GHashTable *allowed; /* hosts beyond this machine the user said yes to */
  char *destination;
  char *template;
  char *environment; /* the name of the one in use, "" for none */
  char *method;      /* of the draft, when its variables were made */

  gboolean guided;
  guint look_up_id;
};

/* Values are made when something they depend on changes, and after each send: what the
 * preview shows is what goes out. */
void lore_workspace_renew_variables (LoreWorkspace *self);

/* What fills in @text on its way to @address, the environment in use over all else. */
GHashTable *lore_workspace_dup_variables (LoreWorkspace *self, LoreLab *lab,
                                          const char *text, const char *address);

/* Adds what was sent to the history, aimed as the user aimed it. */
void lore_workspace_remember (LoreWorkspace *self, GBytes *message,
                              const char *destination, gboolean guided);

/* A lab without sockets, its journal and its scene, in the place of the one before. */
void lore_workspace_create_lab (LoreWorkspace *self);

G_END_DECLS
