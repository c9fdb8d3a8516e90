/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything a window shows and none of the window: the lab and its scene, an opened
 * file, the draft, the templates, where requests go. It survives the window being built
 * anew in another language.
 */
#pragma once

#include "formats/history.h"
#include "plan/environment.h"
#include "plan/template.h"
#include "session/lab.h"
#include "view/draft.h"
#include "view/scene.h"
#include "view/setup.h"

G_BEGIN_DECLS

#define LORE_TYPE_WORKSPACE (lore_workspace_get_type ())
/* Properties: "scene" (LoreScene, the one on show), "destination" (string), "guided"
 * (boolean), "template" (string: the name of the one loaded last), "environment" (string:
 * the name of the one in use, "" for none).
 * Signals: "offers-changed" (), "problem" (GError *): something went wrong by itself. */
G_DECLARE_FINAL_TYPE (LoreWorkspace, lore_workspace, LORE, WORKSPACE, GObject)

/* @folder keeps drafts, templates, environments, the history and journals; NULL = the
 * user's data folder, siplore.
 */
LoreWorkspace *lore_workspace_new (const char *folder);

/* Opens the student's socket and starts the practice elements. The workspace stays usable
 * when that fails: files can be read. */
gboolean lore_workspace_start (LoreWorkspace *workspace, GError **error);

/* The session file that a crash left behind, told of once; NULL when none did. The
 * caller's. */
char *lore_workspace_take_left (LoreWorkspace *workspace);

/* A new, empty lab; the draft stays. */
gboolean lore_workspace_restart (LoreWorkspace *workspace, GError **error);

/* All borrowed. */
const char *lore_workspace_get_folder (LoreWorkspace *workspace);
LoreLab *lore_workspace_get_lab (LoreWorkspace *workspace);
LoreScene *lore_workspace_get_scene (LoreWorkspace *workspace);
LoreScene *lore_workspace_get_lab_scene (LoreWorkspace *workspace);
LoreDraft *lore_workspace_get_draft (LoreWorkspace *workspace);
LoreSetup *lore_workspace_get_setup (LoreWorkspace *workspace);
LoreTemplates *lore_workspace_get_templates (LoreWorkspace *workspace);
LoreHistory *lore_workspace_get_history (LoreWorkspace *workspace);
LoreEnvironments *lore_workspace_get_environments (LoreWorkspace *workspace);
const char *lore_workspace_get_environment (LoreWorkspace *workspace);
const char *lore_workspace_get_template (LoreWorkspace *workspace);
const char *lore_workspace_get_destination (LoreWorkspace *workspace);
gboolean lore_workspace_get_guided (LoreWorkspace *workspace);

void lore_workspace_show_scene (LoreWorkspace *workspace, LoreScene *scene);

/* Puts a template into the editor; undo brings the old text back. */
gboolean lore_workspace_load_template (LoreWorkspace *workspace, const char *name);
/* Says which template the text in the editor comes from ("" = none), the text staying. */
void lore_workspace_set_template (LoreWorkspace *workspace, const char *name);

/* Puts what was once sent into the editor, byte for byte, and aims where it went. */
void lore_workspace_reopen (LoreWorkspace *workspace, LoreSent *sent);

/* From now on its variables have its values; "", or one that is gone, for none. */
void lore_workspace_set_environment (LoreWorkspace *workspace, const char *name);

/* "Bob" and "Registrar", with a transport or without, as host:port; anything else as it
 * stands; the caller's. */
char *lore_workspace_dup_address (LoreWorkspace *workspace);

/* By which transport, named as a Via does: what the destination says. */
const char *lore_workspace_get_transport (LoreWorkspace *workspace);
void lore_workspace_set_transport (LoreWorkspace *workspace, const char *transport);

/* Whether a request may go there without asking: to this machine, or to a host the user
 * has said yes to. */
gboolean lore_workspace_may_send (LoreWorkspace *workspace, const char *address);
void lore_workspace_allow (LoreWorkspace *workspace, const char *address);

/* Sends the draft. Errors are LORE_PROBLEMs. */
void lore_workspace_send_async (LoreWorkspace *workspace, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
gboolean lore_workspace_send_finish (LoreWorkspace *workspace, GAsyncResult *result,
                                     GError **error);

G_END_DECLS
