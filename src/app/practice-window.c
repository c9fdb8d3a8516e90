/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/practice-window.h"

#include "app/autosave.h"
#include "app/location-list.h"
#include "view/network-chooser.h"
#include "view/notice.h"
#include "view/plan-editor.h"

#include <string.h>

#define KEPT "draft.network"

struct _LorePracticeWindow
{
  AdwWindow parent_instance;

  /* Template widgets */
  LoreNotice *notice;
  GtkStack *pages;
  LoreNetworkChooser *chooser;
  GtkEditable *name;
  LorePlanEditor *editor;
  GtkWidget *delete_button;
  LoreLocationList *locations;

  /* Owned */
  LoreWorkspace *workspace;
  LoreAutosave *autosave; /* of what is not saved under its name */
};

G_DEFINE_FINAL_TYPE (LorePracticeWindow, lore_practice_window, ADW_TYPE_WINDOW)

static LoreNetworks *
get_networks (LorePracticeWindow *self)
{
  return lore_setup_get_networks (lore_workspace_get_setup (self->workspace));
}

/* --- showing --------------------------------------------------------------------- */

static char *
dup_name (LorePracticeWindow *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
}

static void
text_changed_cb (LorePracticeWindow *self)
{
  if (self->autosave != NULL)
    lore_autosave_touch (self->autosave);
}

/* Only what the user has written can be deleted. */
static void
name_changed_cb (LorePracticeWindow *self)
{
  g_autofree char *name = dup_name (self);

  text_changed_cb (self);
  if (self->workspace != NULL)
    gtk_widget_set_sensitive (self->delete_button,
                              lore_networks_is_own (get_networks (self), name));
}

static void
show_network (LorePracticeWindow *self, const char *name)
{
  g_autofree char *text = lore_networks_dup_text (get_networks (self), name);

  lore_notice_hide (self->notice);
  gtk_editable_set_text (self->name, name);
  lore_plan_editor_set_text (self->editor, text != NULL ? text : "");
}

static void
chosen_cb (LorePracticeWindow *self)
{
  show_network (self, lore_network_chooser_get_chosen (self->chooser));
}

/* --- changing -------------------------------------------------------------------- */

static gboolean
save (LorePracticeWindow *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *text = lore_plan_editor_dup_text (self->editor);
  g_autoptr (GError) error = NULL;

  if (!lore_networks_save (get_networks (self), name, text, &error))
    {
      lore_notice_show_error (self->notice, error);
      return FALSE;
    }
  lore_notice_hide (self->notice);
  lore_network_chooser_set_chosen (self->chooser, name);
  name_changed_cb (self);
  return TRUE;
}

/* What cannot be read yet can be saved all the same, to go on with it another day. */
static void
save_cb (LorePracticeWindow *self)
{
  save (self);
}

/* What was not changed needs no copy of one's own. */
static gboolean
is_saved (LorePracticeWindow *self, const char *name)
{
  g_autofree char *text = lore_plan_editor_dup_text (self->editor);
  g_autofree char *saved = lore_networks_dup_text (get_networks (self), name);

  return g_strcmp0 (text, saved) == 0;
}

static void
use_cb (LorePracticeWindow *self)
{
  g_autofree char *name = dup_name (self);

  if (lore_plan_editor_get_bad_line (self->editor) > 0)
    lore_plan_editor_show_bad_line (self->editor);
  else if (is_saved (self, name) || save (self))
    lore_setup_use_network (lore_workspace_get_setup (self->workspace), name);
}

/* Its text stays in the editor, so a slip of the hand costs nothing. */
static void
delete_cb (LorePracticeWindow *self)
{
  g_autofree char *name = dup_name (self);
  g_autoptr (GError) error = NULL;

  if (!lore_networks_delete (get_networks (self), name, &error))
    lore_notice_show_error (self->notice, error);
  name_changed_cb (self);
}

/* --- nothing is lost ------------------------------------------------------------- */

/* The name, and from the second line on the text; NULL when it is saved. */
static char *
dup_unsaved (gpointer data)
{
  LorePracticeWindow *self = data;
  g_autofree char *name = dup_name (self);
  g_autofree char *text = lore_plan_editor_dup_text (self->editor);

  return *text == '\0' || is_saved (self, name) ? NULL
                                                : g_strconcat (name, "\n", text, NULL);
}

static void
restore (LorePracticeWindow *self)
{
  g_autofree char *kept = lore_autosave_dup_kept (self->autosave);
  char *end = kept != NULL ? strchr (kept, '\n') : NULL;

  if (end == NULL)
    return;
  *end = '\0';
  gtk_editable_set_text (self->name, kept);
  lore_plan_editor_set_text (self->editor, end + 1);
}

/* --- the window ------------------------------------------------------------------ */

static void
lore_practice_window_dispose (GObject *object)
{
  LorePracticeWindow *self = LORE_PRACTICE_WINDOW (object);

  g_clear_object (&self->autosave);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (lore_practice_window_parent_class)->dispose (object);
}

static void
lore_practice_window_class_init (LorePracticeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_practice_window_dispose;
  g_type_ensure (LORE_TYPE_LOCATION_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/practice-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LorePracticeWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, LorePracticeWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, LorePracticeWindow, chooser);
  gtk_widget_class_bind_template_child (widget_class, LorePracticeWindow, name);
  gtk_widget_class_bind_template_child (widget_class, LorePracticeWindow, editor);
  gtk_widget_class_bind_template_child (widget_class, LorePracticeWindow, delete_button);
  gtk_widget_class_bind_template_child (widget_class, LorePracticeWindow, locations);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
}

static void
lore_practice_window_init (LorePracticeWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Begins with what was left unsaved, else with the network in use; where there is none,
 * with the simplest one. */
LorePracticeWindow *
lore_practice_window_new (LoreWorkspace *workspace)
{
  LorePracticeWindow *self = g_object_new (LORE_TYPE_PRACTICE_WINDOW, NULL);
  const char *name = lore_setup_get_network (lore_workspace_get_setup (workspace));

  self->workspace = g_object_ref (workspace);
  lore_network_chooser_set_networks (self->chooser, get_networks (self), NULL);
  if (*name != '\0')
    lore_network_chooser_set_chosen (self->chooser, name);
  show_network (self, lore_network_chooser_get_chosen (self->chooser));
  self->autosave =
      lore_autosave_new (lore_workspace_get_folder (workspace), KEPT, dup_unsaved, self);
  restore (self);
  lore_location_list_set_workspace (self->locations, workspace);
  g_signal_connect_object (workspace, "problem", G_CALLBACK (lore_notice_show_error),
                           self->notice, G_CONNECT_SWAPPED);
  return self;
}

void
lore_practice_window_take_place_of (LorePracticeWindow *self, LorePracticeWindow *other)
{
  g_autofree char *text = lore_plan_editor_dup_text (other->editor);
  const char *chosen = lore_network_chooser_get_chosen (other->chooser);

  lore_network_chooser_set_chosen (self->chooser, chosen);
  gtk_editable_set_text (self->name, gtk_editable_get_text (other->name));
  lore_plan_editor_set_text (self->editor, text);
  gtk_stack_set_visible_child_name (self->pages,
                                    gtk_stack_get_visible_child_name (other->pages));
}
