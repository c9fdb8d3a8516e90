/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is kept of the student's work beside templates: everything sent, to send it again,
 * and sets of variables.
 */
#include "harness.h"

#include <string.h>

#include "app/environment-window.h"
#include "app/history-window.h"
#include "view/notice.h"

static gboolean
was_sent (gpointer history)
{
  return g_list_model_get_n_items (history) > 0;
}

static void
send (LoreApplication *application, const char *template)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);

  lore_workspace_load_template (workspace, template);
  g_action_group_activate_action (G_ACTION_GROUP (harness_get_window (application)),
                                  "send", NULL);
  g_assert_true (harness_wait (was_sent, lore_workspace_get_history (workspace), 10));
}

static char *
dup_draft (LoreWorkspace *workspace)
{
  return lore_draft_dup_text (lore_workspace_get_draft (workspace));
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static gboolean
is_unmapped (gpointer data)
{
  return !gtk_widget_get_mapped (data);
}

/* What was sent stands in the editor again: the values, not the variables; to where it
 * went, as it went. */
static void
check_history (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  LoreHistoryWindow *window;
  GtkWidget *search, *list;
  g_autofree char *text = NULL;

  send (application, "options");
  lore_workspace_load_template (workspace, "invite");
  g_object_set (workspace, "destination", "Registrar", "guided", FALSE, NULL);

  window = lore_history_window_new (workspace);
  gtk_window_present (GTK_WINDOW (window));
  search = harness_find (GTK_WIDGET (window), GTK_TYPE_SEARCH_ENTRY);
  list = harness_find (GTK_WIDGET (window), GTK_TYPE_LIST_VIEW);
  gtk_editable_set_text (GTK_EDITABLE (search), "nobody sent this");
  /* A search entry waits for more letters. */
  g_assert_true (harness_wait (is_unmapped, list, 5));
  gtk_editable_set_text (GTK_EDITABLE (search), "options");
  g_assert_true (harness_wait (is_mapped, list, 5));

  g_signal_emit_by_name (list, "activate", 0);
  text = dup_draft (workspace);
  g_assert_true (g_str_has_prefix (text, "OPTIONS sip:"));
  g_assert_null (strstr (text, "{{"));
  g_assert_cmpstr (lore_workspace_get_destination (workspace), ==, "Bob");
  g_assert_true (lore_workspace_get_guided (workspace));
}

static GtkTextBuffer *
get_settings (GtkWidget *window)
{
  return gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (harness_find (window, GTK_TYPE_TEXT_VIEW)));
}

static char *
dup_filled (LoreWorkspace *workspace)
{
  LoreDraft *draft = lore_workspace_get_draft (workspace);
  gsize len;
  const char *data;

  lore_draft_flush (draft);
  data = g_bytes_get_data (lore_draft_get_filling (draft)->message, &len);
  return g_strndup (data, len);
}

/* Written, saved, used; a line that is none is told and nothing is lost; deleted. */
static void
check_environment (LoreApplication *application, gconstpointer data)
{
  LoreWorkspace *workspace = lore_application_get_workspace (application);
  GtkWidget *window = GTK_WIDGET (lore_environment_window_new (workspace));
  GtkTextIter at;
  g_autofree char *with = NULL, *without = NULL;

  gtk_window_present (GTK_WINDOW (window));
  harness_settle ();
  gtk_editable_set_text (GTK_EDITABLE (harness_find (window, ADW_TYPE_ENTRY_ROW)),
                         "campus");
  gtk_text_buffer_insert_at_cursor (get_settings (window), "local-uri", -1);
  harness_click (harness_find_button (window, "_Save"));
  g_assert_nonnull (harness_find (window, LORE_TYPE_NOTICE));
  g_assert_cmpstr (lore_workspace_get_environment (workspace), ==, "");

  gtk_text_buffer_get_end_iter (get_settings (window), &at);
  gtk_text_buffer_insert (get_settings (window), &at, "=sip:carol@campus.example\n", -1);
  harness_click (harness_find_button (window, "_Save"));
  g_assert_null (harness_find (window, LORE_TYPE_NOTICE));
  g_assert_cmpstr (lore_workspace_get_environment (workspace), ==, "campus");
  with = dup_filled (workspace);
  g_assert_nonnull (strstr (with, "<sip:carol@campus.example>"));

  harness_click (harness_find_button (window, "_Delete"));
  g_assert_cmpstr (lore_workspace_get_environment (workspace), ==, "");
  without = dup_filled (workspace);
  g_assert_null (strstr (without, "campus.example"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static const HarnessRow rows[] = {
  { "/keeping/history", "en", check_history },
  { "/keeping/environment", "en", check_environment },
};

int
main (int argc, char *argv[])
{
  return harness_main (&argc, &argv, rows, G_N_ELEMENTS (rows));
}
