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
  LoreLab *lab;
  LoreChronicle *chronicle; /* NULL when no journal can be written */
  LoreScene *lab_scene;
  LoreScene *scene;    /* the one on show: lab_scene or a file's */
  GHashTable *allowed; /* hosts beyond this machine the user said yes to */
  char *destination;
  char *template;
  char *method; /* of the draft, when its variables were made */

  gboolean guided;
  guint look_up_id;
};

/* Values are made when something they depend on changes, and after each send: what the
 * preview shows is what goes out. */
void lore_workspace_renew_variables (LoreWorkspace *self);

/* A lab without sockets, its journal and its scene, in the place of the one before. */
void lore_workspace_create_lab (LoreWorkspace *self);

G_END_DECLS
