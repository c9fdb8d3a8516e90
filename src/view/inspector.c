/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/inspector.h"

#include "base/language.h"
#include "draw/describe.h"
#include "view/bytes-pane.h"
#include "view/diff-pane.h"
#include "view/explanation.h"
#include "view/findings.h"
#include "view/message-view.h"
#include "view/note-strip.h"
#include "view/pane-layout.h"
#include "view/state-pane.h"
#include "view/tabs.h"
#include "view/tree-pane.h"
#include "view/words.h"

struct _LoreInspector
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkStackSwitcher *tabs;
  GtkLabel *count;
  GtkWidget *note_button;
  GtkLabel *narration;
  GtkWidget *about; /* narration and legend */
  GtkWidget *nothing;
  GtkStack *stack;
  LoreMessageView *message;
  LoreTreePane *tree;
  LoreBytesPane *bytes;
  LoreDiffPane *diff;
  LoreStatePane *state;
  LoreNoteStrip *note;
  LoreFindings *findings;
  LoreExplanation *explanation;

  /* Owned */
  LoreScene *scene;
};

G_DEFINE_FINAL_TYPE (LoreInspector, lore_inspector, ADW_TYPE_BIN)

static LoreSelection *
get_selection (LoreInspector *self)
{
  return lore_scene_get_selection (self->scene);
}

/* --- what the user picks --------------------------------------------------------- */

static void
byte_picked_cb (LoreInspector *self, guint at)
{
  lore_selection_set_at (get_selection (self), at);
}

static void
node_picked_cb (LoreInspector *self, guint node)
{
  lore_selection_set_node (get_selection (self), node);
}

static void
topic_picked_cb (LoreInspector *self, const char *topic)
{
  lore_selection_explain (get_selection (self), topic, NULL);
}

/* --- what is shown --------------------------------------------------------------- */

static void
show_count (LoreInspector *self)
{
  LoreTrace *trace = lore_scene_get_trace (self->scene);
  guint32 id = lore_selection_get_message (get_selection (self));
  g_autofree char *words = NULL;

  if (id != LORE_ID_NONE)
    words = g_strdup_printf ("%u / %u", id + 1, lore_trace_get_n_messages (trace));
  gtk_label_set_text (self->count, words != NULL ? words : "");
  gtk_widget_set_sensitive (self->note_button, id != LORE_ID_NONE);
}

static void
show_narration (LoreInspector *self)
{
  LoreTrace *trace = lore_scene_get_trace (self->scene);
  guint32 message = lore_selection_get_message (get_selection (self));

  gtk_widget_set_visible (GTK_WIDGET (self->narration), message != LORE_ID_NONE);
  if (message != LORE_ID_NONE)
    {
      g_autofree char *sentence =
          lore_describe_narration (trace, message, lore_language_get ());
      g_autofree char *markup = lore_catalogue_dup_markup (sentence);

      gtk_label_set_markup (self->narration, markup);
    }
}

/* These pages need all the height there is, and no letters of categories stand there. */
static void
page_changed_cb (LoreInspector *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  gboolean whole = g_strcmp0 (page, "diff") != 0 && g_strcmp0 (page, "state") != 0;

  gtk_widget_set_visible (self->about, whole);
  gtk_widget_set_visible (self->nothing,
                          whole && self->scene != NULL
                              && lore_selection_get_message (get_selection (self))
                                     == LORE_ID_NONE);
}

static void
message_changed_cb (LoreInspector *self)
{
  SipTree *tree = lore_selection_get_tree (get_selection (self));
  guint32 message = lore_selection_get_message (get_selection (self));

  lore_message_view_set_tree (self->message, tree);
  lore_tree_pane_set_tree (self->tree, tree);
  lore_bytes_pane_set_tree (self->bytes, tree);
  lore_findings_set_tree (self->findings, tree);
  if (message != LORE_ID_NONE)
    lore_findings_add_of_trace (self->findings, lore_scene_get_trace (self->scene),
                                message);
  show_count (self);
  show_narration (self);
  page_changed_cb (self);
}

static void
piece_changed_cb (LoreInspector *self)
{
  SipSpan span = lore_selection_get_span (get_selection (self));

  lore_message_view_show_span (self->message, span);
  lore_tree_pane_show_span (self->tree, span);
  lore_bytes_pane_show_span (self->bytes, span);
}

/* The message in view may arrive, or be found lost, after it was selected. */
static void
trace_changed_cb (LoreInspector *self, guint message)
{
  show_count (self);
  if (message == lore_selection_get_message (get_selection (self)))
    show_narration (self);
}

/* Names stand in the sentence. */
static void
participants_changed_cb (LoreInspector *self)
{
  show_narration (self);
}

/* --- the widget ------------------------------------------------------------------ */

static void
forget_scene (LoreInspector *self)
{
  if (self->scene == NULL)
    return;
  g_signal_handlers_disconnect_by_data (get_selection (self), self);
  g_signal_handlers_disconnect_by_data (lore_scene_get_trace (self->scene), self);
  g_clear_object (&self->scene);
}

static void
lore_inspector_dispose (GObject *object)
{
  LoreInspector *self = LORE_INSPECTOR (object);

  forget_scene (self);
  G_OBJECT_CLASS (lore_inspector_parent_class)->dispose (object);
}

static void
lore_inspector_class_init (LoreInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_inspector_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, LORE_TYPE_PANE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreInspector, tabs);
  gtk_widget_class_bind_template_child (widget_class, LoreInspector, count);
  gtk_widget_class_bind_template_child (widget_class, LoreInspector, note_button);
  gtk_widget_class_bind_template_child (widget_class, LoreInspector, narration);
  gtk_widget_class_bind_template_child (widget_class, LoreInspector, about);
  gtk_widget_class_bind_template_child (widget_class, LoreInspector, nothing);
  gtk_widget_class_bind_template_child (widget_class, LoreInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, LoreInspector, message);
  gtk_widget_class_bind_template_child (widget_class, LoreInspector, tree);
  gtk_widget_class_bind_template_child (widget_class, LoreInspector, bytes);
  gtk_widget_class_bind_template_child (widget_class, LoreInspector, diff);
  gtk_widget_class_bind_template_child (widget_class, LoreInspector, state);
  gtk_widget_class_bind_template_child (widget_class, LoreInspector, note);
  gtk_widget_class_bind_template_child (widget_class, LoreInspector, findings);
  gtk_widget_class_bind_template_child (widget_class, LoreInspector, explanation);
  gtk_widget_class_bind_template_callback (widget_class, byte_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, node_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, topic_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
}

static void
lore_inspector_init (LoreInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lore_tabs_let_wrap (self->tabs);
}

void
lore_inspector_set_scene (LoreInspector *self, LoreScene *scene)
{
  LoreTrace *trace = lore_scene_get_trace (scene);
  LoreSelection *selection = lore_scene_get_selection (scene);

  forget_scene (self);
  self->scene = g_object_ref (scene);
  g_signal_connect_object (selection, "message-changed", G_CALLBACK (message_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "piece-changed", G_CALLBACK (piece_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (trace, "message-added", G_CALLBACK (trace_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (trace, "message-changed", G_CALLBACK (trace_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (trace, "participants-changed",
                           G_CALLBACK (participants_changed_cb), self, G_CONNECT_SWAPPED);
  lore_explanation_set_selection (self->explanation, selection);
  lore_note_strip_set_scene (self->note, scene);
  lore_diff_pane_set_scene (self->diff, scene);
  lore_state_pane_set_scene (self->state, scene);
  message_changed_cb (self);
  piece_changed_cb (self);
}

const char *
lore_inspector_get_page (LoreInspector *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

void
lore_inspector_set_page (LoreInspector *self, const char *page)
{
  gtk_stack_set_visible_child_name (self->stack, page);
}
