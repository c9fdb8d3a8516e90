/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/column-menu.h"

#include <glib/gi18n-lib.h>

#include "trace/notes.h"

/* "Bob (198.51.100.2:5060)"; an underscore is one, not the mark of a key. */
static char *
dup_item_label (LoreTrace *trace, guint32 participant)
{
  LoreParticipant facts;
  g_autofree char *label = NULL;
  g_auto (GStrv) parts = NULL;

  lore_trace_get_participant (trace, participant, &facts);
  label = g_str_equal (facts.name, facts.address)
              ? g_strdup (facts.address)
              : g_strdup_printf ("%s (%s)", facts.name, facts.address);
  parts = g_strsplit (label, "_", -1);
  return g_strjoinv ("__", parts);
}

static void
add_participant (LoreTrace *trace, GMenu *menu, const char *action, guint32 participant)
{
  g_autofree char *label = dup_item_label (trace, participant);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "u", participant);
  g_menu_append_item (menu, item);
}

static GMenu *
make_join_menu (LoreLayout *layout, guint column)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < lore_layout_get_n_columns (layout); i++)
    if (i != column)
      add_participant (lore_layout_get_trace (layout), menu, "column.join",
                       lore_layout_get_column (layout, i));
  return menu;
}

static GMenu *
make_part_menu (LoreLayout *layout, guint column)
{
  LoreTrace *trace = lore_layout_get_trace (layout);
  guint n = lore_trace_get_n_participants (trace);
  guint32 owner = lore_layout_get_column (layout, column);
  GMenu *menu = g_menu_new ();

  for (guint32 id = 0; id < n; id++)
    if (lore_notes_get_owner (lore_trace_get_notes (trace), id) == owner)
      add_participant (trace, menu, "column.part", id);
  return menu;
}

GMenuModel *
lore_column_menu_new (LoreLayout *layout, guint column)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) places = g_menu_new ();
  g_autoptr (GMenu) sides = g_menu_new ();
  g_autoptr (GMenu) others = make_join_menu (layout, column);
  g_autoptr (GMenu) own = make_part_menu (layout, column);

  g_menu_append (places, _ ("_Rename…"), "column.rename");
  g_menu_append (places, _ ("Move _Left"), "column.left");
  g_menu_append (places, _ ("Move _Right"), "column.right");
  if (g_menu_model_get_n_items (G_MENU_MODEL (others)) > 0)
    g_menu_append_submenu (sides, _ ("_Same Element as"), G_MENU_MODEL (others));
  if (g_menu_model_get_n_items (G_MENU_MODEL (own)) > 1)
    g_menu_append_submenu (sides, _ ("Take _Apart"), G_MENU_MODEL (own));
  g_menu_append (sides, _ ("_Join All by Via and Contact"), "column.join-by-messages");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (places));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (sides));
  return G_MENU_MODEL (menu);
}
