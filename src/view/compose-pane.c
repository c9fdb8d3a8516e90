/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/compose-pane.h"

#include <glib/gi18n-lib.h>

#include "view/editor.h"
#include "view/findings.h"
#include "view/message-view.h"
#include "view/practice-button.h"
#include "view/pane-layout.h"
#include "view/template-chips.h"
#include "view/text-scroll.h"
#include "view/tray.h"
#include "view/words.h"

struct _LoreComposePane
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkToggleButton *preview_button;
  LoreTemplateChips *chips;
  GtkStack *stack;
  LoreEditor *editor;
  LoreMessageView *preview;
  LoreFindings *findings;
  GtkLabel *status;
  GtkLabel *hint;
  GtkRevealer *offers_revealer;
  LoreTray *offers;
  GtkToggleButton *guided_button;
  GtkToggleButton *raw;
  LorePracticeButton *practice;
  GtkButton *send;

  /* Owned */
  LoreDraft *draft;
  LoreSelection *selection;
  LoreTemplates *templates;
  GSimpleActionGroup *actions;
  char *destination;
  char *resolved; /* the address behind the destination, NULL when it is one itself */

  gboolean guided;
};

enum
{
  PROP_DESTINATION = 1,
  PROP_GUIDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LoreComposePane, lore_compose_pane, ADW_TYPE_BIN)

/* --- what the user does ---------------------------------------------------------- */

static void
byte_picked_cb (LoreComposePane *self, guint at)
{
  SipTree *tree = lore_draft_get_tree (self->draft);
  guint32 node = lore_selection_find_node (tree, at);
  g_autofree char *topic = sip_tree_dup_topic (tree, node);
  g_autofree char *text = sip_tree_dup_text (tree, sip_tree_get_node (tree, node)->span);

  if (self->selection != NULL)
    lore_selection_explain (self->selection, topic, text);
}

static void
finding_picked_cb (LoreComposePane *self, guint at)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (lore_draft_get_buffer (self->draft));
  GtkTextIter iter;

  gtk_toggle_button_set_active (self->preview_button, FALSE);
  gtk_text_buffer_get_iter_at_offset (
      buffer, &iter, lore_mapping_get_char (lore_draft_get_mapping (self->draft), at));
  gtk_text_buffer_place_cursor (buffer, &iter);
  lore_compose_pane_focus_editor (self);
  lore_text_scroll_to (GTK_TEXT_VIEW (lore_editor_get_view (self->editor)), &iter);
}

static void
send_cb (LoreComposePane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.send", NULL);
}

static void
destination_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  g_object_set (self, "destination", g_variant_get_string (parameter, NULL), NULL);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreComposePane *self = data;

  if (self->draft != NULL)
    gtk_text_buffer_undo (GTK_TEXT_BUFFER (lore_draft_get_buffer (self->draft)));
}

/* --- what is shown --------------------------------------------------------------- */

static void
show_preview (LoreComposePane *self)
{
  if (gtk_toggle_button_get_active (self->preview_button))
    lore_message_view_set_tree (self->preview, lore_draft_get_tree (self->draft));
}

static void
preview_toggled_cb (LoreComposePane *self)
{
  gboolean preview = gtk_toggle_button_get_active (self->preview_button);

  gtk_stack_set_visible_child_name (self->stack, preview ? "preview" : "editor");
  if (self->draft != NULL)
    show_preview (self);
}

/* Larger datagrams are likely to be cut in pieces on the way, RFC 3261 §18.1.1. */
#define LARGE 1300

static void
show_status (LoreComposePane *self)
{
  gsize size = g_bytes_get_size (lore_draft_get_filling (self->draft)->message);
  g_autoptr (GString) words = g_string_new (NULL);

  g_string_append_printf (words, ngettext ("%u byte", "%u bytes", size), (guint)size);
  if (self->resolved != NULL)
    g_string_append_printf (words, " → %s", self->resolved);
  gtk_label_set_text (self->status, words->str);
}

/* What is better known before sending. */
static void
show_hint (LoreComposePane *self)
{
  const LoreFilling *filling = lore_draft_get_filling (self->draft);
  g_autofree char *words = NULL;

  if (filling->missing != NULL && filling->missing[0] != NULL)
    {
      g_autofree char *names = g_strjoinv (", ", filling->missing);

      /* TRANSLATORS: names of variables that have no value before a call is up */
      words = g_strdup_printf (_ ("no value yet: %s"), names);
    }
  else if (g_bytes_get_size (filling->message) > LARGE)
    words = g_strdup (
        _ ("larger than 1300 bytes: TCP is the better carrier (RFC 3261 §18.1.1)"));
  gtk_label_set_text (self->hint, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), words != NULL);
}

static void
show_send (LoreComposePane *self)
{
  const char *method = lore_draft_get_method (self->draft);
  g_autofree char *label = method != NULL && g_utf8_strlen (method, -1) <= 12
                               ? g_strconcat (_ ("Send"), " ", method, NULL)
                               : g_strdup (_ ("Send"));

  gtk_button_set_label (self->send, label);
}

static void
draft_changed_cb (LoreComposePane *self)
{
  lore_findings_set_tree (self->findings, lore_draft_is_empty (self->draft)
                                              ? NULL
                                              : lore_draft_get_tree (self->draft));
  show_preview (self);
  show_status (self);
  show_hint (self);
  show_send (self);
}

/* --- the widget ------------------------------------------------------------------ */

static void
lore_compose_pane_get_property (GObject *object, guint id, GValue *value,
                                GParamSpec *pspec)
{
  LoreComposePane *self = LORE_COMPOSE_PANE (object);

  switch (id)
    {
    case PROP_DESTINATION:
      g_value_set_string (value, self->destination);
      break;
    case PROP_GUIDED:
      g_value_set_boolean (value, self->guided);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lore_compose_pane_set_property (GObject *object, guint id, const GValue *value,
                                GParamSpec *pspec)
{
  LoreComposePane *self = LORE_COMPOSE_PANE (object);

  switch (id)
    {
    case PROP_DESTINATION:
      if (g_strcmp0 (self->destination, g_value_get_string (value)) == 0)
        return;
      g_free (self->destination);
      self->destination = g_value_dup_string (value);
      break;
    case PROP_GUIDED:
      if (self->guided == g_value_get_boolean (value))
        return;
      self->guided = g_value_get_boolean (value);
      if (self->raw != NULL)
        gtk_toggle_button_set_active (self->guided ? self->guided_button : self->raw,
                                      TRUE);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
lore_compose_pane_dispose (GObject *object)
{
  LoreComposePane *self = LORE_COMPOSE_PANE (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->selection);
  g_clear_object (&self->templates);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->destination, g_free);
  g_clear_pointer (&self->resolved, g_free);
  G_OBJECT_CLASS (lore_compose_pane_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  object_class->get_property = lore_compose_pane_get_property;
  object_class->set_property = lore_compose_pane_set_property;
  properties[PROP_DESTINATION] = g_param_spec_string (
      "destination", NULL, NULL, "",
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_GUIDED] = g_param_spec_boolean (
      "guided", NULL, NULL, TRUE,
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lore_compose_pane_class_init (LoreComposePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_compose_pane_dispose;
  install_properties (G_OBJECT_CLASS (klass));
  gtk_widget_class_set_layout_manager_type (widget_class, LORE_TYPE_PANE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/compose-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreComposePane, preview_button);
  gtk_widget_class_bind_template_child (widget_class, LoreComposePane, chips);
  gtk_widget_class_bind_template_child (widget_class, LoreComposePane, stack);
  gtk_widget_class_bind_template_child (widget_class, LoreComposePane, editor);
  gtk_widget_class_bind_template_child (widget_class, LoreComposePane, preview);
  gtk_widget_class_bind_template_child (widget_class, LoreComposePane, findings);
  gtk_widget_class_bind_template_child (widget_class, LoreComposePane, status);
  gtk_widget_class_bind_template_child (widget_class, LoreComposePane, hint);
  gtk_widget_class_bind_template_child (widget_class, LoreComposePane, offers_revealer);
  gtk_widget_class_bind_template_child (widget_class, LoreComposePane, offers);
  gtk_widget_class_bind_template_child (widget_class, LoreComposePane, guided_button);
  gtk_widget_class_bind_template_child (widget_class, LoreComposePane, raw);
  gtk_widget_class_bind_template_child (widget_class, LoreComposePane, send);
  gtk_widget_class_bind_template_child (widget_class, LoreComposePane, practice);
  gtk_widget_class_bind_template_callback (widget_class, byte_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, finding_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, preview_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
}

static void
lore_compose_pane_init (LoreComposePane *self)
{
  static const GActionEntry entries[] = {
    { .name = "destination", .activate = destination_cb, .parameter_type = "s" },
    { .name = "undo", .activate = undo_cb },
  };

  self->guided = TRUE;
  self->destination = g_strdup ("");
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries,
                                   G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "compose",
                                  G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lore_compose_pane_set_draft (LoreComposePane *self, LoreDraft *draft)
{
  g_return_if_fail (self->draft == NULL);

  self->draft = g_object_ref (draft);
  lore_editor_set_draft (self->editor, draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (draft_changed_cb), self,
                           G_CONNECT_SWAPPED);
  draft_changed_cb (self);
}

void
lore_compose_pane_set_templates (LoreComposePane *self, LoreTemplates *templates)
{
  g_set_object (&self->templates, templates);
  lore_template_chips_set_templates (self->chips, templates);
}

void
lore_compose_pane_set_selection (LoreComposePane *self, LoreSelection *selection)
{
  g_set_object (&self->selection, selection);
}

static GtkWidget *
create_offer (LoreComposePane *self, const char *name)
{
  LoreTemplate *template =
      self->templates != NULL ? lore_templates_lookup (self->templates, name) : NULL;
  const char *method = template != NULL ? lore_template_get_method (template) : NULL;
  GtkWidget *offer = gtk_button_new_with_label (method != NULL ? method : name);
  g_autofree char *topic = g_strconcat ("template:", name, NULL);
  g_autofree char *summary = lore_words_dup_summary (topic);

  gtk_widget_add_css_class (offer, "chip");
  gtk_widget_add_css_class (offer, "offer");
  gtk_widget_set_tooltip_text (offer, summary);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (offer), "s", name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (offer), "win.template");
  return offer;
}

void
lore_compose_pane_set_offers (LoreComposePane *self, const char *const *names)
{
  gboolean any = names != NULL && names[0] != NULL;

  if (any)
    {
      GtkWidget *label = gtk_label_new (_ ("Next:"));

      lore_tray_clear (self->offers);
      gtk_widget_add_css_class (label, "dim-label");
      lore_tray_append (self->offers, label);
      for (gsize i = 0; names[i] != NULL; i++)
        lore_tray_append (self->offers, create_offer (self, names[i]));
    }
  gtk_revealer_set_reveal_child (self->offers_revealer, any);
}

void
lore_compose_pane_set_resolved (LoreComposePane *self, const char *address)
{
  g_free (self->resolved);
  self->resolved = g_strdup (address);
  if (self->draft != NULL)
    show_status (self);
}

void
lore_compose_pane_set_setup (LoreComposePane *self, LoreSetup *setup)
{
  lore_practice_button_set_setup (self->practice, setup);
}

void
lore_compose_pane_focus_editor (LoreComposePane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (lore_editor_get_view (self->editor)));
}
