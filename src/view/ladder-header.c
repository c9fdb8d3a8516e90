/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/ladder-header.h"

#include "trace/notes.h"
#include "view/column-menu.h"
#include "view/ladder-look.h"
#include "view/theme.h"

#define DRAG_LEAST 8 /* px before a press is a drag */

struct _LoreLadderHeader
{
  GtkWidget parent_instance;

  GtkWidget *menu; /* of a column; a child */

  LoreLayout *layout;          /* owned */
  GSimpleActionGroup *actions; /* owned */

  guint held;     /* the column being moved or asked about */
  gboolean moved; /* since it is held */
};

enum
{
  RENAME,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreLadderHeader, lore_ladder_header, GTK_TYPE_WIDGET)

/* A line below its box. */
static void
draw_held (LoreLadderHeader *self, cairo_t *cr, const LoreLadderStyle *style)
{
  guint n = lore_layout_get_n_columns (self->layout);
  double x = lore_ladder_column_x (style, n, self->held);

  lore_palette_set_source (cr, style->palette, LORE_COLOUR_TEXT);
  cairo_rectangle (cr, x - 24 * style->scale, style->header_height - 5 * style->scale,
                   48 * style->scale, 3 * style->scale);
  cairo_fill (cr);
}

static void
lore_ladder_header_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LoreLadderHeader *self = LORE_LADDER_HEADER (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  LoreLadderStyle style;
  cairo_t *cr;

  if (self->layout == NULL)
    return;
  lore_ladder_look_get (widget, width, &style);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  lore_ladder_draw_header (cr, gtk_widget_get_pango_context (widget), self->layout,
                           &style);
  if (gtk_widget_has_visible_focus (widget)
      && self->held < lore_layout_get_n_columns (self->layout))
    draw_held (self, cr, &style);
  cairo_destroy (cr);
}

static void
lore_ladder_header_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                            int *minimum, int *natural, int *minimum_baseline,
                            int *natural_baseline)
{
  LoreLadderHeader *self = LORE_LADDER_HEADER (widget);
  guint n = self->layout != NULL ? lore_layout_get_n_columns (self->layout) : 0;
  LoreLadderStyle style;

  lore_ladder_look_get (widget, 0, &style);
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL
                            ? style.header_height
                            : lore_ladder_look_get_minimum (widget, n);
}

/* --- the order of columns -------------------------------------------------------- */

static guint
find_column (LoreLadderHeader *self, double x)
{
  guint n = self->layout != NULL ? lore_layout_get_n_columns (self->layout) : 0;
  guint nearest = 0;
  LoreLadderStyle style;

  lore_ladder_look_get (GTK_WIDGET (self), gtk_widget_get_width (GTK_WIDGET (self)),
                        &style);
  for (guint i = 1; i < n; i++)
    if (ABS (lore_ladder_column_x (&style, n, i) - x)
        < ABS (lore_ladder_column_x (&style, n, nearest) - x))
      nearest = i;
  return n > 0 ? nearest : G_MAXUINT;
}

static void
drag_begin_cb (LoreLadderHeader *self, double x, double y)
{
  self->held = find_column (self, x);
  self->moved = FALSE;
}

/* The column follows the pointer from place to place: what is seen is what it will be. */
static void
drag_update_cb (LoreLadderHeader *self, double dx, double dy, GtkGestureDrag *drag)
{
  double x, y;
  guint column;

  if (self->held == G_MAXUINT || !gtk_gesture_drag_get_start_point (drag, &x, &y)
      || ABS (dx) < DRAG_LEAST)
    return;
  column = find_column (self, x + dx);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
  if (column == self->held)
    return;
  lore_layout_slide_column (self->layout, self->held, column);
  self->held = column;
  self->moved = TRUE;
}

static void
drag_end_cb (LoreLadderHeader *self)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grab");
  if (self->moved)
    lore_layout_keep_order (self->layout);
  self->moved = FALSE;
}

static void
move (LoreLadderHeader *self, int by)
{
  guint n = lore_layout_get_n_columns (self->layout);
  guint to = self->held + by;

  if (self->held < n && to < n)
    {
      lore_layout_move_column (self->layout, self->held, to);
      self->held = to;
    }
}

static void
left_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  move (self, -1);
}

static void
right_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  move (self, 1);
}

static void
rename_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreLadderHeader *self = data;

  if (self->held < lore_layout_get_n_columns (self->layout))
    g_signal_emit (self, signals[RENAME], 0,
                   lore_layout_get_column (self->layout, self->held));
}

/* --- columns that are one -------------------------------------------------------- */

static LoreNotes *
get_notes (LoreLadderHeader *self)
{
  return lore_trace_get_notes (lore_layout_get_trace (self->layout));
}

static void
join_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreLadderHeader *self = data;

  if (self->held < lore_layout_get_n_columns (self->layout))
    lore_notes_join (get_notes (self), lore_layout_get_column (self->layout, self->held),
                     g_variant_get_uint32 (parameter));
}

static void
part_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lore_notes_join (get_notes (data), g_variant_get_uint32 (parameter), LORE_ID_NONE);
}

static void
join_by_messages_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lore_notes_join_by_messages (get_notes (data));
}

static void
enable (LoreLadderHeader *self, const char *action, gboolean enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), action)),
      enabled);
}

static void
ask (LoreLadderHeader *self, double x, double y)
{
  g_autoptr (GMenuModel) menu = NULL;

  enable (self, "left", self->held > 0);
  enable (self, "right", self->held + 1 < lore_layout_get_n_columns (self->layout));
  menu = lore_column_menu_new (self->layout, self->held);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle){ (int)x, (int)y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu_cb (LoreLadderHeader *self, int n_press, double x, double y)
{
  self->held = find_column (self, x);
  if (self->held != G_MAXUINT)
    ask (self, x, y);
}

/* --- by keys --------------------------------------------------------------------- */

static void
add_participant_words (GString *words, LoreTrace *trace, guint32 id)
{
  LoreParticipant facts;

  lore_trace_get_participant (trace, id, &facts);
  if (words->len > 0)
    g_string_append_c (words, '\n');
  if (!g_str_equal (facts.name, facts.address))
    g_string_append_printf (words, "%s\n", facts.name);
  g_string_append (words, facts.address);
}

static char *
dup_column_words (LoreLadderHeader *self, guint column)
{
  LoreTrace *trace = lore_layout_get_trace (self->layout);
  guint32 owner = lore_layout_get_column (self->layout, column);
  GString *words = g_string_new (NULL);

  add_participant_words (words, trace, owner);
  if (lore_notes_get_n_joined (get_notes (self), owner) > 0)
    for (guint32 id = 0; id < lore_trace_get_n_participants (trace); id++)
      if (id != owner && lore_notes_get_owner (get_notes (self), id) == owner)
        add_participant_words (words, trace, id);
  return g_string_free (words, FALSE);
}

/* The one that keys are about is drawn as such and read aloud. */
static void
hold (LoreLadderHeader *self, guint column)
{
  g_autofree char *words = NULL;

  self->held = column;
  words = dup_column_words (self, column);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
key_cb (LoreLadderHeader *self, guint key, guint code, GdkModifierType state)
{
  guint n = self->layout != NULL ? lore_layout_get_n_columns (self->layout) : 0;
  guint held = self->held < n ? self->held : 0;
  LoreLadderStyle style;

  if (n == 0 || !gtk_widget_is_focus (GTK_WIDGET (self))) /* but one of its menus */
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Left && held > 0)
    hold (self, held - 1);
  else if (key == GDK_KEY_Right && held + 1 < n)
    hold (self, held + 1);
  else if (key == GDK_KEY_Return || key == GDK_KEY_Menu
           || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    {
      hold (self, held);
      lore_ladder_look_get (GTK_WIDGET (self), gtk_widget_get_width (GTK_WIDGET (self)),
                            &style);
      ask (self, lore_ladder_column_x (&style, n, held), style.header_height / 2);
    }
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
focused_cb (LoreLadderHeader *self)
{
  guint n = self->layout != NULL ? lore_layout_get_n_columns (self->layout) : 0;

  if (n > 0 && gtk_widget_is_focus (GTK_WIDGET (self)))
    hold (self, self->held < n ? self->held : 0);
}

static void
add_gestures (LoreLadderHeader *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (drag_end_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (menu_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "enter", G_CALLBACK (focused_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grab");
}

/* --- the widget ------------------------------------------------------------------ */

/* One tooltip a column: name and address in full of all that stand there. */
static gboolean
lore_ladder_header_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard,
                                  GtkTooltip *tooltip)
{
  LoreLadderHeader *self = LORE_LADDER_HEADER (widget);
  g_autofree char *words = NULL;
  guint nearest = keyboard ? self->held : find_column (self, x);

  if (self->layout == NULL || nearest >= lore_layout_get_n_columns (self->layout))
    return FALSE;
  words = dup_column_words (self, nearest);
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

/* A popover is placed by whoever holds it. */
static void
lore_ladder_header_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_popover_present (GTK_POPOVER (LORE_LADDER_HEADER (widget)->menu));
}

static void
lore_ladder_header_dispose (GObject *object)
{
  LoreLadderHeader *self = LORE_LADDER_HEADER (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->layout);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (lore_ladder_header_parent_class)->dispose (object);
}

static void
lore_ladder_header_class_init (LoreLadderHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_ladder_header_dispose;
  widget_class->snapshot = lore_ladder_header_snapshot;
  widget_class->measure = lore_ladder_header_measure;
  widget_class->size_allocate = lore_ladder_header_size_allocate;
  widget_class->query_tooltip = lore_ladder_header_query_tooltip;
  signals[RENAME] = g_signal_new ("rename", LORE_TYPE_LADDER_HEADER, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "ladderheader");
}

static void
lore_ladder_header_init (LoreLadderHeader *self)
{
  static const GActionEntry entries[] = {
    { .name = "left", .activate = left_cb },
    { .name = "right", .activate = right_cb },
    { .name = "rename", .activate = rename_cb },
    { .name = "join", .activate = join_cb, .parameter_type = "u" },
    { .name = "part", .activate = part_cb, .parameter_type = "u" },
    { .name = "join-by-messages", .activate = join_by_messages_cb },
  };

  self->held = G_MAXUINT;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries,
                                   G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "column",
                                  G_ACTION_GROUP (self->actions));
  self->menu = gtk_popover_menu_new_from_model (NULL);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  add_gestures (self);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  lore_theme_use_chinese_forms (GTK_WIDGET (self));
  lore_theme_watch (G_OBJECT (self), (LoreThemeFunc)gtk_widget_queue_draw);
}

void
lore_ladder_header_set_layout (LoreLadderHeader *self, LoreLayout *layout)
{
  if (self->layout != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->layout, self);
      g_signal_handlers_disconnect_by_data (lore_layout_get_trace (self->layout), self);
    }
  g_set_object (&self->layout, layout);
  g_signal_connect_object (layout, "columns-changed",
                           G_CALLBACK (gtk_widget_queue_resize), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lore_layout_get_trace (layout), "participants-changed",
                           G_CALLBACK (gtk_widget_queue_resize), self, G_CONNECT_SWAPPED);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
