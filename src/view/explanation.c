/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/explanation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "view/words.h"

#define LINK "topic:"

struct _LoreExplanation
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkWidget *back;
  GtkWidget *book;
  GtkLabel *piece;
  GtkLabel *first;
  GtkLabel *second;
  GtkLabel *example;
  GtkLabel *experiment;
  GtkLabel *see;

  /* Owned */
  LoreSelection *selection;
  GPtrArray *history; /* of topic ids behind the one shown */
  char *shown;        /* topic id */

  gboolean following; /* a link, or the way back */
};

enum
{
  PROP_IN_HANDBOOK = 1,
};

G_DEFINE_FINAL_TYPE (LoreExplanation, lore_explanation, ADW_TYPE_BIN)

/* --- words ----------------------------------------------------------------------- */

static void
append_markup (GString *markup, const char *before, const char *text, const char *after)
{
  g_autofree char *part = text != NULL ? lore_catalogue_dup_markup (text) : NULL;

  if (part != NULL)
    g_string_append_printf (markup, "%s%s%s", before, part, after);
}

static void
append_source (GString *markup, const LoreTopic *topic)
{
  g_autofree char *source = lore_words_dup_source (topic);
  const char *section = lore_topic_get_section (topic);

  if (source == NULL)
    return;
  g_string_append_printf (markup,
                          "  <a href=\"https://www.rfc-editor.org/rfc/rfc%s%s%s\">%s</a>",
                          lore_topic_get_rfc (topic), section != NULL ? "#section-" : "",
                          section != NULL ? section : "", source);
}

static char *
dup_topic_markup (const LoreTopic *topic, const char *language)
{
  GString *markup = g_string_new (NULL);
  const char *code = g_str_equal (language, "zh_CN") ? "zh-cn" : "en";

  g_string_append_printf (markup, "<span lang=\"%s\">", code);
  append_markup (markup, "<b>", lore_topic_get_title (topic, language), "</b>");
  append_source (markup, topic);
  append_markup (markup, "\n", lore_topic_get_summary (topic, language), "");
  for (guint i = 0; i < lore_topic_get_n_paragraphs (topic); i++)
    append_markup (markup, "\n\n", lore_topic_get_paragraph (topic, i, language), "");
  g_string_append (markup, "</span>");
  return g_string_free (markup, FALSE);
}

static char *
dup_see_markup (const LoreTopic *topic)
{
  const char *const *see = lore_topic_get_see (topic);
  GString *markup = g_string_new (NULL);

  for (gsize i = 0; see[i] != NULL; i++)
    {
      g_autofree char *title = lore_words_dup_title (see[i], " ");
      g_autofree char *link =
          title != NULL
              ? g_markup_printf_escaped ("<a href=\"" LINK "%s\">%s</a>", see[i], title)
              : NULL;

      if (link != NULL)
        g_string_append_printf (markup, "%s%s", markup->len > 0 ? "  ·  " : "", link);
    }
  return g_string_free (markup, FALSE);
}

/* What can be tried in the lab about @topic; NULL for most. */
static char *
dup_experiment_markup (const LoreTopic *topic)
{
  const char *const *languages = lore_words_get_languages ();
  const LoreTopic *experiment = lore_topic_get_experiment (topic);
  GString *markup;

  if (experiment == NULL)
    return NULL;
  markup = g_string_new (NULL);
  for (gsize i = 0; languages[i] != NULL; i++)
    append_markup (markup, i > 0 ? "\n" : "",
                   lore_topic_get_sentence (experiment, languages[i]), "");
  g_string_prepend (markup, "</b>  ");
  g_string_prepend (markup, _ ("Try it"));
  g_string_prepend (markup, "<b>");
  return g_string_free (markup, FALSE);
}

static void
set_markup (GtkLabel *label, const char *markup)
{
  gtk_label_set_markup (label, markup != NULL ? markup : "");
  gtk_widget_set_visible (GTK_WIDGET (label), markup != NULL && *markup != '\0');
}

/* --- showing --------------------------------------------------------------------- */

static void
show_topic (LoreExplanation *self, const LoreTopic *topic)
{
  const char *const *languages = lore_words_get_languages ();
  g_autofree char *first = dup_topic_markup (topic, languages[0]);
  g_autofree char *second =
      languages[1] != NULL ? dup_topic_markup (topic, languages[1]) : NULL;
  g_autofree char *experiment = dup_experiment_markup (topic);
  g_autofree char *see = dup_see_markup (topic);
  g_autofree char *see_also =
      *see != '\0' ? g_strconcat (_ ("See also:"), " ", see, NULL) : NULL;
  const char *example = lore_topic_get_example (topic);

  set_markup (self->first, first);
  set_markup (self->second, second);
  set_markup (self->experiment, experiment);
  set_markup (self->see, see_also);
  gtk_label_set_text (self->example, example != NULL ? example : "");
  gtk_widget_set_visible (GTK_WIDGET (self->example), example != NULL);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
remember (LoreExplanation *self, const char *topic)
{
  if (!self->following)
    g_ptr_array_set_size (self->history, 0);
  g_free (self->shown);
  self->shown = g_strdup (topic);
}

/* One line of it, which says enough. */
static void
show_piece (LoreExplanation *self, const char *text)
{
  g_autofree char *line = g_strndup (text, strcspn (text, "\r\n"));

  gtk_label_set_text (self->piece, line);
}

static void
piece_changed_cb (LoreExplanation *self)
{
  const char *id = lore_selection_get_topic (self->selection);
  const char *text = lore_selection_get_text (self->selection);
  const LoreTopic *topic =
      id != NULL ? lore_catalogue_lookup (lore_catalogue_get_default (), id) : NULL;

  remember (self, topic != NULL ? id : NULL);
  gtk_stack_set_visible_child_name (self->stack, topic != NULL ? "topic" : "nothing");
  show_piece (self, text != NULL ? text : "");
  gtk_widget_set_visible (self->back, self->history->len > 0);
  if (topic == NULL)
    return;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->book), "s", id);
  show_topic (self, topic);
}

static void
follow (LoreExplanation *self, const char *topic)
{
  self->following = TRUE;
  lore_selection_explain (self->selection, topic, NULL);
  self->following = FALSE;
}

static gboolean
activate_link_cb (LoreExplanation *self, const char *uri)
{
  if (!g_str_has_prefix (uri, LINK))
    return FALSE;
  if (self->shown != NULL)
    g_ptr_array_add (self->history, g_strdup (self->shown));
  follow (self, uri + strlen (LINK));
  return TRUE;
}

static void
back_cb (LoreExplanation *self)
{
  g_autofree char *topic = NULL;

  if (self->history->len == 0)
    return;
  topic = g_ptr_array_steal_index (self->history, self->history->len - 1);
  follow (self, topic);
}

static void
lore_explanation_dispose (GObject *object)
{
  LoreExplanation *self = LORE_EXPLANATION (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (lore_explanation_parent_class)->dispose (object);
}

static void
lore_explanation_set_property (GObject *object, guint id, const GValue *value,
                               GParamSpec *pspec)
{
  LoreExplanation *self = LORE_EXPLANATION (object);

  if (id == PROP_IN_HANDBOOK)
    gtk_widget_set_visible (self->book, !g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lore_explanation_class_init (LoreExplanationClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_explanation_dispose;
  G_OBJECT_CLASS (klass)->set_property = lore_explanation_set_property;
  /* There no button leads to the handbook. */
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_IN_HANDBOOK,
      g_param_spec_boolean ("in-handbook", NULL, NULL, FALSE,
                            G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/explanation.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreExplanation, stack);
  gtk_widget_class_bind_template_child (widget_class, LoreExplanation, scroller);
  gtk_widget_class_bind_template_child (widget_class, LoreExplanation, back);
  gtk_widget_class_bind_template_child (widget_class, LoreExplanation, book);
  gtk_widget_class_bind_template_child (widget_class, LoreExplanation, piece);
  gtk_widget_class_bind_template_child (widget_class, LoreExplanation, first);
  gtk_widget_class_bind_template_child (widget_class, LoreExplanation, second);
  gtk_widget_class_bind_template_child (widget_class, LoreExplanation, example);
  gtk_widget_class_bind_template_child (widget_class, LoreExplanation, experiment);
  gtk_widget_class_bind_template_child (widget_class, LoreExplanation, see);
  gtk_widget_class_bind_template_callback (widget_class, activate_link_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
}

static void
lore_explanation_init (LoreExplanation *self)
{
  self->history = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lore_explanation_set_selection (LoreExplanation *self, LoreSelection *selection)
{
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_set_object (&self->selection, selection);
  g_signal_connect_object (selection, "piece-changed", G_CALLBACK (piece_changed_cb),
                           self, G_CONNECT_SWAPPED);
  piece_changed_cb (self);
}
