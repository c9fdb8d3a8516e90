/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/location-list.h"

#include <glib/gi18n-lib.h>

#include "view/words.h"

struct _LoreLocationList
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkListBox *elements;
  GtkListBox *locations;
  GtkWidget *nobody;

  LoreWorkspace *workspace; /* owned */
  guint look_id;
};

G_DEFINE_FINAL_TYPE (LoreLocationList, lore_location_list, ADW_TYPE_BIN)

/* --- rows ------------------------------------------------------------------------ */

/* Rows are changed where they stand: a list that is built anew each second loses the
 * keyboard. */
static void
show_row (GtkListBox *list, guint i, const char *title, const char *subtitle)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, i);
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);

  if (row == NULL)
    {
      GtkWidget *fresh = adw_action_row_new ();

      adw_action_row_set_title_lines (ADW_ACTION_ROW (fresh), 0);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (fresh), 0);
      gtk_list_box_append (list, fresh);
      row = GTK_LIST_BOX_ROW (fresh);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
}

static void
end_rows (GtkListBox *list, guint n)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, n)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (list), n > 0);
}

/* --- elements -------------------------------------------------------------------- */

static guint
show_element (LoreLocationList *self, guint i, const char *name, const char *role,
              const char *address)
{
  g_autofree char *title = lore_words_dup_title (role, " ");
  g_autofree char *words = NULL;

  if (address == NULL)
    return i;
  words = g_strdup_printf ("%s · %s", address, title != NULL ? title : role);
  show_row (self->elements, i, name, words);
  return i + 1;
}

static LoreNetworkPlan *
read_plan (LoreLocationList *self)
{
  LoreSetup *setup = lore_workspace_get_setup (self->workspace);
  const char *name = lore_setup_get_network (setup);
  g_autofree char *text = NULL;

  if (*name != '\0')
    text = lore_networks_dup_text (lore_setup_get_networks (setup), name);
  return text != NULL ? lore_network_plan_parse (text, NULL) : NULL;
}

static void
show_elements (LoreLocationList *self)
{
  LoreLab *lab = lore_workspace_get_lab (self->workspace);
  g_autoptr (LoreNetworkPlan) plan = read_plan (self);
  guint n = show_element (self, 0, "Alice", "role:uac", lore_lab_get_address (lab));

  for (guint i = 0; plan != NULL && i < plan->elements->len; i++)
    {
      const LorePlanElement *element = plan->elements->pdata[i];

      n = show_element (self, n, element->name, lore_role_get_topic (element->role),
                        lore_lab_get_station_address (lab, element->name));
    }
  if (plan == NULL)
    {
      n = show_element (self, n, "Bob", "role:uas", lore_lab_get_bob_address (lab));
      n = show_element (self, n, "Registrar", "role:registrar",
                        lore_lab_get_registrar_address (lab));
    }
  end_rows (self->elements, n);
}

/* --- the table ------------------------------------------------------------------- */

static char *
dup_binding (const LoreLocation *location, gint64 now_us)
{
  guint left = (location->until_us - now_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  g_autofree char *time =
      g_strdup_printf (ngettext ("%u second left", "%u seconds left", left), left);

  if (location->q == NULL)
    return g_strdup_printf ("→ %s · %s", location->uri, time);
  return g_strdup_printf ("→ %s · q=%s · %s", location->uri, location->q, time);
}

static void
show_locations (LoreLocationList *self)
{
  LoreLab *lab = lore_workspace_get_lab (self->workspace);
  gint64 now_us = lore_clock_get_time (lore_lab_get_clock (lab));
  g_autoptr (GPtrArray) locations = lore_lab_dup_locations (lab);

  for (guint i = 0; i < locations->len; i++)
    {
      const LoreLocation *location = locations->pdata[i];
      g_autofree char *words = dup_binding (location, now_us);

      show_row (self->locations, i, location->aor, words);
    }
  end_rows (self->locations, locations->len);
  gtk_widget_set_visible (self->nobody, locations->len == 0);
}

void
lore_location_list_look (LoreLocationList *self)
{
  if (self->workspace == NULL)
    return;
  show_elements (self);
  show_locations (self);
}

static gboolean
look_cb (gpointer data)
{
  lore_location_list_look (data);
  return G_SOURCE_CONTINUE;
}

/* --- the widget ------------------------------------------------------------------ */

static void
lore_location_list_map (GtkWidget *widget)
{
  LoreLocationList *self = LORE_LOCATION_LIST (widget);

  GTK_WIDGET_CLASS (lore_location_list_parent_class)->map (widget);
  lore_location_list_look (self);
  self->look_id = g_timeout_add_seconds (1, look_cb, self);
}

static void
lore_location_list_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&LORE_LOCATION_LIST (widget)->look_id, g_source_remove);
  GTK_WIDGET_CLASS (lore_location_list_parent_class)->unmap (widget);
}

static void
lore_location_list_dispose (GObject *object)
{
  LoreLocationList *self = LORE_LOCATION_LIST (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (lore_location_list_parent_class)->dispose (object);
}

static void
lore_location_list_class_init (LoreLocationListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_location_list_dispose;
  widget_class->map = lore_location_list_map;
  widget_class->unmap = lore_location_list_unmap;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/location-list.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreLocationList, elements);
  gtk_widget_class_bind_template_child (widget_class, LoreLocationList, locations);
  gtk_widget_class_bind_template_child (widget_class, LoreLocationList, nobody);
}

static void
lore_location_list_init (LoreLocationList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lore_location_list_set_workspace (LoreLocationList *self, LoreWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}
