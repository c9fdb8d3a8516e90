/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/ladder-pane.h"

#include <glib/gi18n-lib.h>

#include "trace/call.h"
#include "view/call-strip.h"
#include "view/call-table.h"
#include "view/event-list.h"
#include "view/event-pane.h"
#include "view/find-bar.h"
#include "view/ladder-view.h"
#include "view/message-table.h"
#include "view/plain-factory.h"
#include "view/pane-layout.h"
#include "view/state-line.h"
#include "view/tabs.h"

struct _LoreLadderPane
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkStackSwitcher *tabs;
  GtkLabel *summary;
  GtkWidget *merge_button;
  GtkDropDown *calls;
  GtkToggleButton *find_button;
  GtkRevealer *find_revealer;
  LoreFindBar *find_bar;
  GtkStack *stack; /* nothing yet, or the views */
  GtkStack *views;
  LoreLadderView *ladder;
  LoreMessageTable *messages;
  LoreCallTable *call_table;
  GtkStackPage *event_page;
  LoreEventPane *events;
  LoreStateLine *state_line;
  LoreCallStrip *call_strip;
  LorePlaybackBar *playback_bar;

  /* Owned */
  LoreScene *scene;
  LoreMessageList *message_list;
  GSimpleActionGroup *actions;

  guint n_counted;  /* messages told of in the header */
  guint n_again;    /* retransmissions among them */
  gboolean syncing; /* the choice of a call is shown, not made */
};

G_DEFINE_FINAL_TYPE (LoreLadderPane, lore_ladder_pane, ADW_TYPE_BIN)

/* --- header ---------------------------------------------------------------------- */

/* Messages only ever come on top: each is looked at once. */
static void
count_messages (LoreLadderPane *self)
{
  LoreTrace *trace = lore_scene_get_trace (self->scene);

  for (; self->n_counted < lore_trace_get_n_messages (trace); self->n_counted++)
    {
      LoreMessage message;

      lore_trace_get_message (trace, self->n_counted, &message);
      self->n_again += (message.flags & LORE_MESSAGE_RETRANSMISSION) != 0;
    }
}

static char *
dup_summary (LoreLadderPane *self)
{
  guint n = self->n_counted;
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->message_list));
  g_autofree char *messages = NULL;
  g_autofree char *repeated = NULL;

  messages = g_strdup_printf (ngettext ("%u message", "%u messages", n), n);
  if (lore_layout_get_filter (lore_scene_get_layout (self->scene)) != NULL)
    return g_strdup_printf ("%u / %s", shown, messages);
  if (self->n_again == 0)
    return g_steal_pointer (&messages);
  repeated = g_strdup_printf (
      ngettext ("%u retransmission", "%u retransmissions", self->n_again), self->n_again);
  return g_strconcat (messages, " · ", repeated, NULL);
}

static void
show_summary (LoreLadderPane *self)
{
  g_autofree char *words = NULL;

  count_messages (self);
  words = dup_summary (self);
  gtk_label_set_text (self->summary, self->n_counted > 0 ? words : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary), words);
  gtk_widget_set_visible (GTK_WIDGET (self->calls), self->n_counted > 0);
  gtk_widget_set_visible (self->merge_button,
                          lore_trace_get_n_calls (lore_scene_get_trace (self->scene))
                              > 1);
  if (!gtk_stack_page_get_visible (self->event_page))
    gtk_stack_page_set_visible (
        self->event_page, lore_event_list_has_inner (lore_scene_get_trace (self->scene)));
  gtk_stack_set_visible_child_name (self->stack, self->n_counted > 0 ? "views" : "empty");
}

/* --- which call ------------------------------------------------------------------ */

static void
call_chosen_cb (LoreLadderPane *self)
{
  if (self->scene != NULL && !self->syncing
      && !lore_call_list_is_changing (lore_scene_get_calls (self->scene)))
    lore_scene_choose_call (
        self->scene, lore_call_list_get_call (lore_scene_get_calls (self->scene),
                                              gtk_drop_down_get_selected (self->calls)));
}

static void
call_activated_cb (LoreLadderPane *self)
{
  gtk_stack_set_visible_child_name (self->views, "ladder");
}

static void
set_state (LoreLadderPane *self, const char *action, gboolean state)
{
  g_simple_action_set_state (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), action)),
      g_variant_new_boolean (state));
}

/* The table of calls may have chosen, or another window of this scene. */
static void
show_choice (LoreLadderPane *self)
{
  guint32 call = lore_layout_get_call (lore_scene_get_layout (self->scene));

  LoreCallList *calls = lore_scene_get_calls (self->scene);

  self->syncing = TRUE;
  gtk_drop_down_set_selected (self->calls, lore_call_list_get_position (calls, call));
  self->syncing = FALSE;
  set_state (self, "merge-legs", lore_call_list_get_merged (calls));
}

static void
merge_legs_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  lore_scene_set_legs_merged (LORE_LADDER_PANE (data)->scene,
                              g_variant_get_boolean (value));
}

static void
rows_changed_cb (LoreLadderPane *self)
{
  show_choice (self);
  show_summary (self);
}

/* --- finding --------------------------------------------------------------------- */

/* Closing the bar closes nothing else: a filter stays until it is cleared, and the
 * summary tells of it. */
static void
find_toggled_cb (LoreLadderPane *self)
{
  gboolean shown = gtk_toggle_button_get_active (self->find_button);

  gtk_revealer_set_reveal_child (self->find_revealer, shown);
  if (shown)
    lore_find_bar_focus (self->find_bar);
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreLadderPane *self = data;

  gtk_toggle_button_set_active (self->find_button, TRUE);
  lore_find_bar_focus (self->find_bar);
}

static void
close_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_toggle_button_set_active (LORE_LADDER_PANE (data)->find_button, FALSE);
}

/* --- the widget ------------------------------------------------------------------ */

static void
forget_scene (LoreLadderPane *self)
{
  if (self->scene == NULL)
    return;
  g_signal_handlers_disconnect_by_data (lore_scene_get_layout (self->scene), self);
  g_signal_handlers_disconnect_by_data (lore_scene_get_calls (self->scene), self);
  g_clear_object (&self->message_list);
  g_clear_object (&self->scene);
}

static void
lore_ladder_pane_dispose (GObject *object)
{
  LoreLadderPane *self = LORE_LADDER_PANE (object);

  forget_scene (self);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (lore_ladder_pane_parent_class)->dispose (object);
}

static void
lore_ladder_pane_class_init (LoreLadderPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_ladder_pane_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, LORE_TYPE_PANE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/ladder-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreLadderPane, tabs);
  gtk_widget_class_bind_template_child (widget_class, LoreLadderPane, summary);
  gtk_widget_class_bind_template_child (widget_class, LoreLadderPane, merge_button);
  gtk_widget_class_bind_template_child (widget_class, LoreLadderPane, calls);
  gtk_widget_class_bind_template_child (widget_class, LoreLadderPane, find_button);
  gtk_widget_class_bind_template_child (widget_class, LoreLadderPane, find_revealer);
  gtk_widget_class_bind_template_child (widget_class, LoreLadderPane, find_bar);
  gtk_widget_class_bind_template_child (widget_class, LoreLadderPane, stack);
  gtk_widget_class_bind_template_child (widget_class, LoreLadderPane, views);
  gtk_widget_class_bind_template_child (widget_class, LoreLadderPane, ladder);
  gtk_widget_class_bind_template_child (widget_class, LoreLadderPane, messages);
  gtk_widget_class_bind_template_child (widget_class, LoreLadderPane, call_table);
  gtk_widget_class_bind_template_child (widget_class, LoreLadderPane, event_page);
  gtk_widget_class_bind_template_child (widget_class, LoreLadderPane, events);
  gtk_widget_class_bind_template_child (widget_class, LoreLadderPane, state_line);
  gtk_widget_class_bind_template_child (widget_class, LoreLadderPane, call_strip);
  gtk_widget_class_bind_template_child (widget_class, LoreLadderPane, playback_bar);
  gtk_widget_class_bind_template_callback (widget_class, call_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, call_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_toggled_cb);
}

static void
lore_ladder_pane_init (LoreLadderPane *self)
{
  static const GActionEntry entries[] = {
    { .name = "find", .activate = find_cb },
    { .name = "close-find", .activate = close_cb },
    { .name = "merge-legs", .state = "false", .change_state = merge_legs_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries,
                                   G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "ladder",
                                  G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  lore_tabs_let_wrap (self->tabs);
  lore_plain_factory_install (self->calls);
}

void
lore_ladder_pane_set_scene (LoreLadderPane *self, LoreScene *scene)
{
  LoreLayout *layout = lore_scene_get_layout (scene);

  forget_scene (self);
  self->scene = g_object_ref (scene);
  self->n_counted = 0;
  self->n_again = 0;

  self->syncing = TRUE;
  self->message_list = lore_message_list_new (layout);
  gtk_drop_down_set_model (self->calls, G_LIST_MODEL (lore_scene_get_calls (scene)));
  self->syncing = FALSE;
  lore_find_bar_set_scene (self->find_bar, scene);
  lore_ladder_view_set_scene (self->ladder, scene);
  lore_message_table_set_scene (self->messages, scene, self->message_list);
  lore_call_table_set_scene (self->call_table, scene);
  gtk_stack_page_set_visible (self->event_page,
                              lore_event_list_has_inner (lore_scene_get_trace (scene)));
  lore_event_pane_set_scene (self->events, scene);
  lore_state_line_set_scene (self->state_line, scene);
  lore_call_strip_set_scene (self->call_strip, scene);
  lore_playback_bar_set_scene (self->playback_bar, scene);
  g_signal_connect_object (layout, "items-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (lore_scene_get_calls (scene), "items-changed",
                           G_CALLBACK (show_choice), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  rows_changed_cb (self);
}

LorePlaybackBar *
lore_ladder_pane_get_playback_bar (LoreLadderPane *self)
{
  return self->playback_bar;
}

LoreMessageTable *
lore_ladder_pane_get_message_table (LoreLadderPane *self)
{
  return self->messages;
}

void
lore_ladder_pane_refresh (LoreLadderPane *self)
{
  lore_ladder_view_refresh (self->ladder);
  lore_message_table_refresh (self->messages);
  lore_event_pane_refresh (self->events);
}

const char *
lore_ladder_pane_get_page (LoreLadderPane *self)
{
  return gtk_stack_get_visible_child_name (self->views);
}

void
lore_ladder_pane_set_page (LoreLadderPane *self, const char *page)
{
  gtk_stack_set_visible_child_name (self->views, page);
}
