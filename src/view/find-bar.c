/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/find-bar.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "base/args.h"
#include "base/problem.h"
#include "view/finder.h"
#include "view/sieve.h"
#include "view/words.h"

/* Long enough to type a letter in, short enough to feel at once. */
#define APPLY_MS 300
/* How long a filter may run before its entry tells how far it is, and how often then. */
#define PATIENCE_MS 500
#define LOOK_MS 100

struct _LoreFindBar
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkEntry *filter;
  GtkMenuButton *fields;
  GtkLabel *problem;
  GtkSearchEntry *text;
  GtkLabel *found;

  /* Owned */
  LoreScene *scene;
  GSimpleActionGroup *actions;
  LoreSieve *sieve;

  guint apply_id;
  guint look_id;
  gint64 begin_us; /* of the filter that runs */
  SipSpan place;   /* of the text found last, in the selected message */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (LoreFindBar, lore_find_bar, ADW_TYPE_BIN)

/* --- the filter ------------------------------------------------------------------ */

/* The character at which the reader gave up, and what follows, is underlined. */
static void
mark_place (LoreFindBar *self, const GError *error)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  const char *expression = gtk_editable_get_text (GTK_EDITABLE (self->filter));
  const char *position =
      error != NULL ? lore_args_get (lore_problem_get_args (error), "position") : NULL;

  guint64 at;

  if (position != NULL
      && g_ascii_string_to_unsigned (position, 10, 1, g_utf8_strlen (expression, -1) + 1,
                                     &at, NULL))
    {
      PangoAttribute *line = pango_attr_underline_new (PANGO_UNDERLINE_ERROR);

      line->start_index = g_utf8_offset_to_pointer (expression, at - 1) - expression;
      pango_attr_list_insert (attributes, line);
    }
  gtk_entry_set_attributes (self->filter, attributes);
}

static void
show_problem (LoreFindBar *self, const GError *error)
{
  g_autofree char *words = error != NULL ? lore_words_dup_problem (error) : NULL;
  g_autofree char *markup = words != NULL ? lore_catalogue_dup_markup (words) : NULL;

  gtk_label_set_markup (self->problem, markup != NULL ? markup : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->filter), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->filter), "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->filter), GTK_ACCESSIBLE_STATE_INVALID,
      error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  mark_place (self, error);
}

/* In the entry itself, of which another letter or the cross stops it. */
static gboolean
look_cb (gpointer data)
{
  LoreFindBar *self = data;

  if (g_get_monotonic_time () - self->begin_us >= PATIENCE_MS * 1000)
    gtk_entry_set_progress_fraction (self->filter, lore_sieve_get_fraction (self->sieve));
  return G_SOURCE_CONTINUE;
}

static void
sieve_done_cb (LoreFindBar *self)
{
  g_clear_handle_id (&self->look_id, g_source_remove);
  gtk_entry_set_progress_fraction (self->filter, 0);
}

/* An expression that cannot be read leaves the ladder as it is. */
static void
apply (LoreFindBar *self)
{
  const char *expression = gtk_editable_get_text (GTK_EDITABLE (self->filter));
  LoreLayout *layout = lore_scene_get_layout (self->scene);
  LoreFilter *before = lore_layout_get_filter (layout);
  g_autofree char *stripped = g_strstrip (g_strdup (expression));
  g_autoptr (LoreFilter) filter = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->apply_id, g_source_remove);
  if (*stripped != '\0')
    filter = lore_filter_new (expression, &error);
  show_problem (self, error);
  if (error != NULL || (filter == NULL && before == NULL)
      || (filter != NULL && before != NULL
          && g_str_equal (lore_filter_get_expression (before), expression)))
    return;
  self->begin_us = g_get_monotonic_time ();
  lore_sieve_apply (self->sieve, layout, filter);
  if (lore_sieve_is_running (self->sieve) && self->look_id == 0)
    self->look_id = g_timeout_add (LOOK_MS, look_cb, self);
}

static gboolean
apply_cb (gpointer data)
{
  LoreFindBar *self = data;

  self->apply_id = 0;
  apply (self);
  return G_SOURCE_REMOVE;
}

static void
filter_changed_cb (LoreFindBar *self)
{
  const char *expression = gtk_editable_get_text (GTK_EDITABLE (self->filter));

  gtk_entry_set_icon_from_icon_name (self->filter, GTK_ENTRY_ICON_SECONDARY,
                                     *expression != '\0' ? "edit-clear-symbolic" : NULL);
  g_clear_handle_id (&self->apply_id, g_source_remove);
  lore_sieve_cancel (self->sieve);
  if (!self->showing && self->scene != NULL)
    self->apply_id = g_timeout_add (APPLY_MS, apply_cb, self);
}

static void
filter_activated_cb (LoreFindBar *self)
{
  apply (self);
}

static void
filter_icon_cb (LoreFindBar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  apply (self);
}

/* Puts the name of a field where the cursor is. */
static void
insert_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreFindBar *self = data;
  GtkEditable *editable = GTK_EDITABLE (self->filter);
  int position = gtk_editable_get_position (editable);
  g_autofree char *before = gtk_editable_get_chars (editable, 0, position);
  const char *words = g_variant_get_string (parameter, NULL);
  gboolean joined =
      *before == '\0' || g_str_has_suffix (before, " ") || g_str_has_suffix (before, "(");

  if (!joined)
    gtk_editable_insert_text (editable, " ", 1, &position);
  gtk_editable_insert_text (editable, words, -1, &position);
  gtk_widget_grab_focus (GTK_WIDGET (self->filter));
  gtk_editable_set_position (editable, position);
}

/* --- text ------------------------------------------------------------------------ */

gboolean
lore_find_bar_search (LoreFindBar *self, const char *text, gboolean forward)
{
  LoreSelection *selection = lore_scene_get_selection (self->scene);
  guint32 message = lore_selection_get_message (selection);
  SipSpan place;

  if (!lore_finder_step (self->scene, text, forward, message, self->place, &message,
                         &place))
    return FALSE;
  lore_scene_set_selection_follows (self->scene, FALSE);
  lore_selection_set_message (selection, message);
  lore_selection_set_at (selection, place.at);
  self->place = place;
  return TRUE;
}

static void
search (LoreFindBar *self, gboolean forward)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text));
  gboolean found = *text == '\0' || lore_find_bar_search (self, text, forward);

  gtk_label_set_text (self->found, found ? "" : _ ("Not found"));
  gtk_widget_set_visible (GTK_WIDGET (self->found), !found);
}

/* From the beginning of the message in view: what is being typed is found where it is. */
static void
text_changed_cb (LoreFindBar *self)
{
  self->place = (SipSpan){ 0, 0 };
  search (self, TRUE);
}

static void
next_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  search (self, TRUE);
}

static void
previous_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  search (self, FALSE);
}

static void
find_next_cb (LoreFindBar *self)
{
  search (self, TRUE);
}

static void
find_previous_cb (LoreFindBar *self)
{
  search (self, FALSE);
}

static void
message_changed_cb (LoreFindBar *self)
{
  self->place = (SipSpan){ 0, 0 };
}

/* --- the widget ------------------------------------------------------------------ */

static GMenuModel *
create_fields_menu (void)
{
  static const char *const examples[] = {
    "method == INVITE and status >= 400",
    "from ~ \"alice\" and not retransmission",
    "header.User-Agent ~ \"Asterisk\"",
  };
  const char *const *names = lore_filter_list_fields ();
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) samples = g_menu_new ();
  g_autoptr (GMenu) fields = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (examples) + g_strv_length ((char **)names); i++)
    {
      gboolean sample = i < G_N_ELEMENTS (examples);
      const char *words = sample ? examples[i] : names[i - G_N_ELEMENTS (examples)];
      g_autoptr (GMenuItem) item = g_menu_item_new (words, NULL);

      g_menu_item_set_action_and_target (item, "find.insert", "s", words);
      g_menu_append_item (sample ? samples : fields, item);
    }
  g_menu_append_section (menu, _ ("Examples"), G_MENU_MODEL (samples));
  g_menu_append_section (menu, _ ("Fields"), G_MENU_MODEL (fields));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
forget_scene (LoreFindBar *self)
{
  g_clear_handle_id (&self->apply_id, g_source_remove);
  g_clear_handle_id (&self->look_id, g_source_remove);
  if (self->sieve != NULL)
    lore_sieve_cancel (self->sieve);
  if (self->scene != NULL)
    g_signal_handlers_disconnect_by_data (lore_scene_get_selection (self->scene), self);
  g_clear_object (&self->scene);
}

static void
lore_find_bar_dispose (GObject *object)
{
  LoreFindBar *self = LORE_FIND_BAR (object);

  forget_scene (self);
  g_clear_object (&self->actions);
  if (self->sieve != NULL)
    g_signal_handlers_disconnect_by_data (self->sieve, self);
  g_clear_object (&self->sieve);
  G_OBJECT_CLASS (lore_find_bar_parent_class)->dispose (object);
}

static void
lore_find_bar_class_init (LoreFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_find_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreFindBar, filter);
  gtk_widget_class_bind_template_child (widget_class, LoreFindBar, fields);
  gtk_widget_class_bind_template_child (widget_class, LoreFindBar, problem);
  gtk_widget_class_bind_template_child (widget_class, LoreFindBar, text);
  gtk_widget_class_bind_template_child (widget_class, LoreFindBar, found);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_icon_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_previous_cb);
}

static void
lore_find_bar_init (LoreFindBar *self)
{
  static const GActionEntry entries[] = {
    { .name = "insert", .activate = insert_cb, .parameter_type = "s" },
    { .name = "next", .activate = next_cb },
    { .name = "previous", .activate = previous_cb },
  };
  g_autoptr (GMenuModel) menu = create_fields_menu ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries,
                                   G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "find",
                                  G_ACTION_GROUP (self->actions));
  self->sieve = lore_sieve_new ();
  g_signal_connect_object (self->sieve, "done", G_CALLBACK (sieve_done_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (self->fields, menu);
}

void
lore_find_bar_set_scene (LoreFindBar *self, LoreScene *scene)
{
  LoreFilter *filter = lore_layout_get_filter (lore_scene_get_layout (scene));

  forget_scene (self);
  self->scene = g_object_ref (scene);
  self->place = (SipSpan){ 0, 0 };
  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->filter),
                         filter != NULL ? lore_filter_get_expression (filter) : "");
  self->showing = FALSE;
  show_problem (self, NULL);
  g_signal_connect_object (lore_scene_get_selection (scene), "message-changed",
                           G_CALLBACK (message_changed_cb), self, G_CONNECT_SWAPPED);
}

void
lore_find_bar_set_filter (LoreFindBar *self, const char *expression)
{
  gtk_editable_set_text (GTK_EDITABLE (self->filter), expression);
  apply (self);
}

const char *
lore_find_bar_get_problem (LoreFindBar *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->problem))
             ? gtk_label_get_text (self->problem)
             : NULL;
}

void
lore_find_bar_focus (LoreFindBar *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}
