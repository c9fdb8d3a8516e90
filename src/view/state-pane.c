/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/state-pane.h"

#include <glib/gi18n-lib.h>

#include "base/language.h"
#include "draw/machine-figure.h"
#include "view/machine-view.h"
#include "view/words.h"

struct _LoreStatePane
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkToggleButton *client;
  GtkToggleButton *server;
  GtkLabel *machine;
  GtkLabel *step;
  LoreMachineView *view;

  /* Owned */
  LoreScene *scene;
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreStatePane, lore_state_pane, ADW_TYPE_BIN)

/* --- words ----------------------------------------------------------------------- */

static char *
dup_state (LoreState state)
{
  return state != LORE_STATE_NONE
             ? lore_words_dup_title (lore_state_get_topic (state), " ")
             : g_strdup ("●");
}

/* "Calling → Proceeding · 1xx · RFC 3261 §17.1.1.2" */
static char *
dup_step (const LoreStep *step)
{
  g_autofree char *from = dup_state (step->state);
  g_autofree char *to = dup_state (step->next);
  g_autofree char *input =
      lore_machine_figure_dup_input (step->input, lore_language_get ());

  if (step->state == step->next)
    return g_strdup_printf ("%s ↻ · %s · RFC %s", to, input, step->rfc);
  return g_strdup_printf ("%s → %s · %s · RFC %s", from, to, input, step->rfc);
}

static void
show_side (LoreStatePane *self, GtkToggleButton *button, const char *side, guint32 id)
{
  LoreParticipant participant = { .name = NULL };
  g_autofree char *label = NULL;

  if (id != LORE_ID_NONE)
    lore_trace_get_participant (lore_scene_get_trace (self->scene), id, &participant);
  label = participant.name != NULL ? g_strdup_printf ("%s: %s", side, participant.name)
                                   : g_strdup (side);
  gtk_button_set_label (GTK_BUTTON (button), label);
}

/* A response goes from the server to the client. */
static void
show_sides (LoreStatePane *self, guint32 id)
{
  LoreMessage message;

  lore_trace_get_message (lore_scene_get_trace (self->scene), id, &message);
  show_side (self, self->client, _ ("Client"),
             message.status == 0 ? message.source : message.destination);
  show_side (self, self->server, _ ("Server"),
             message.status == 0 ? message.destination : message.source);
}

/* --- what is shown --------------------------------------------------------------- */

static void
show_run (LoreStatePane *self, guint32 message)
{
  LoreMachineRun run;
  gboolean client = gtk_toggle_button_get_active (self->client);
  gboolean runs =
      lore_trace_run_machine (lore_scene_get_trace (self->scene), message, client, &run);
  g_autofree char *machine = NULL;
  g_autofree char *step = NULL;

  lore_machine_view_set_run (self->view, runs ? &run : NULL);
  if (runs)
    {
      machine = lore_words_dup_title (lore_machine_get_topic (run.machine), " · ");
      step = dup_step (run.last);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, step, -1);
    }
  gtk_label_set_text (self->machine,
                      runs ? machine : _ ("Nothing reached this side yet"));
  gtk_label_set_text (self->step, runs ? step : "");
}

static void
update (LoreStatePane *self)
{
  LoreTrace *trace = lore_scene_get_trace (self->scene);
  guint32 message = lore_selection_get_message (lore_scene_get_selection (self->scene));
  LoreMachineRun run;
  gboolean any = message != LORE_ID_NONE
                 && (lore_trace_run_machine (trace, message, TRUE, &run)
                     || lore_trace_run_machine (trace, message, FALSE, &run));

  gtk_stack_set_visible_child_name (self->stack, any ? "machine" : "nothing");
  if (!any)
    return;
  show_sides (self, message);
  show_run (self, message);
}

static void
changed_cb (LoreStatePane *self)
{
  if (self->scene != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}

static void
state_picked_cb (LoreStatePane *self, const char *topic)
{
  g_signal_emit (self, signals[PICKED], 0, topic);
}

/* --- the widget ------------------------------------------------------------------ */

static void
forget_scene (LoreStatePane *self)
{
  if (self->scene != NULL)
    {
      g_signal_handlers_disconnect_by_data (lore_scene_get_selection (self->scene), self);
      g_signal_handlers_disconnect_by_data (lore_scene_get_trace (self->scene), self);
    }
  g_clear_object (&self->scene);
}

static void
lore_state_pane_dispose (GObject *object)
{
  forget_scene (LORE_STATE_PANE (object));
  G_OBJECT_CLASS (lore_state_pane_parent_class)->dispose (object);
}

static void
lore_state_pane_class_init (LoreStatePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_state_pane_dispose;
  signals[PICKED] = g_signal_new ("picked", LORE_TYPE_STATE_PANE, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (LORE_TYPE_MACHINE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/state-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreStatePane, stack);
  gtk_widget_class_bind_template_child (widget_class, LoreStatePane, client);
  gtk_widget_class_bind_template_child (widget_class, LoreStatePane, server);
  gtk_widget_class_bind_template_child (widget_class, LoreStatePane, machine);
  gtk_widget_class_bind_template_child (widget_class, LoreStatePane, step);
  gtk_widget_class_bind_template_child (widget_class, LoreStatePane, view);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, state_picked_cb);
}

static void
lore_state_pane_init (LoreStatePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (changed_cb), NULL);
}

void
lore_state_pane_set_scene (LoreStatePane *self, LoreScene *scene)
{
  forget_scene (self);
  self->scene = g_object_ref (scene);
  g_signal_connect_object (lore_scene_get_selection (scene), "message-changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lore_scene_get_trace (scene), "message-changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lore_scene_get_trace (scene), "participants-changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}
