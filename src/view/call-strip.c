/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/call-strip.h"

#include "view/call-words.h"

#define WORD_JOINER "\u2060"

struct _LoreCallStrip
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkLabel *ringing;
  GtkLabel *talk;
  GtkLabel *outcome;
  GtkLabel *ended_by;
  GtkLabel *keys;
  GtkWidget *keys_box;

  LoreScene *scene; /* owned */
  guint32 shown;    /* call, LORE_ID_NONE for none */
};

G_DEFINE_FINAL_TYPE (LoreCallStrip, lore_call_strip, ADW_TYPE_BIN)

static guint32
find_call (LoreCallStrip *self)
{
  LoreTrace *trace = lore_scene_get_trace (self->scene);
  guint32 call = lore_layout_get_call (lore_scene_get_layout (self->scene));
  guint32 id = lore_selection_get_message (lore_scene_get_selection (self->scene));
  guint n_calls = lore_trace_get_n_calls (trace);

  if (call == LORE_ID_NONE && id != LORE_ID_NONE)
    {
      LoreMessage message;

      lore_trace_get_message (trace, id, &message);
      call = message.call;
    }
  if (call == LORE_ID_NONE && n_calls > 0)
    call = n_calls - 1;
  return call;
}

/* Han characters hold together, so that "Talking 通话中" breaks between its languages. */
static char *
dup_unbroken (const char *text)
{
  GString *joined = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_iswide (c) && at > text
          && g_unichar_iswide (g_utf8_get_char (g_utf8_prev_char (at))))
        g_string_append (joined, WORD_JOINER);
      g_string_append_unichar (joined, c);
    }
  return g_string_free (joined, FALSE);
}

static void
set_text (GtkLabel *label, const char *text)
{
  g_autofree char *unbroken = dup_unbroken (text != NULL ? text : "—");

  gtk_label_set_text (label, unbroken);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), text);
}

static void
set_duration (GtkLabel *label, gint64 us)
{
  g_autofree char *text = lore_call_words_dup_duration (us);

  set_text (label, text);
}

static void
update (LoreCallStrip *self)
{
  LoreTrace *trace = lore_scene_get_trace (self->scene);
  guint32 id = find_call (self);
  g_autoptr (LoreCall) call = id != LORE_ID_NONE ? lore_trace_dup_call (trace, id) : NULL;
  g_autofree char *outcome = call != NULL ? lore_call_words_dup_outcome (call) : NULL;
  g_autofree char *ended_by =
      call != NULL ? lore_call_words_dup_ended_by (trace, call) : NULL;

  self->shown = id;
  set_duration (self->ringing, call != NULL ? call->ringing_us : LORE_TIME_UNKNOWN);
  set_duration (self->talk, call != NULL ? call->talk_us : LORE_TIME_UNKNOWN);
  set_text (self->outcome, outcome);
  set_text (self->ended_by, ended_by);
  set_text (self->keys, call != NULL ? call->digits : NULL);
  gtk_widget_set_visible (self->keys_box, call != NULL && call->digits != NULL);
}

/* Another message of the same call says nothing new of it. */
static void
message_selected_cb (LoreCallStrip *self)
{
  if (find_call (self) != self->shown)
    update (self);
}

static void
forget_scene (LoreCallStrip *self)
{
  if (self->scene == NULL)
    return;
  g_signal_handlers_disconnect_by_data (lore_scene_get_trace (self->scene), self);
  g_signal_handlers_disconnect_by_data (lore_scene_get_layout (self->scene), self);
  g_signal_handlers_disconnect_by_data (lore_scene_get_selection (self->scene), self);
  g_clear_object (&self->scene);
}

static void
lore_call_strip_dispose (GObject *object)
{
  forget_scene (LORE_CALL_STRIP (object));
  G_OBJECT_CLASS (lore_call_strip_parent_class)->dispose (object);
}

static void
lore_call_strip_class_init (LoreCallStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_call_strip_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/call-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreCallStrip, ringing);
  gtk_widget_class_bind_template_child (widget_class, LoreCallStrip, talk);
  gtk_widget_class_bind_template_child (widget_class, LoreCallStrip, outcome);
  gtk_widget_class_bind_template_child (widget_class, LoreCallStrip, ended_by);
  gtk_widget_class_bind_template_child (widget_class, LoreCallStrip, keys);
  gtk_widget_class_bind_template_child (widget_class, LoreCallStrip, keys_box);
}

static void
lore_call_strip_init (LoreCallStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lore_call_strip_set_scene (LoreCallStrip *self, LoreScene *scene)
{
  forget_scene (self);
  self->scene = g_object_ref (scene);
  g_signal_connect_object (lore_scene_get_trace (scene), "message-added",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lore_scene_get_trace (scene), "participants-changed",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lore_scene_get_layout (scene), "items-changed",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lore_scene_get_selection (scene), "message-changed",
                           G_CALLBACK (message_selected_cb), self, G_CONNECT_SWAPPED);
  update (self);
}
