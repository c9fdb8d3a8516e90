/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding in a saved trace: filters and what is wrong with them, text, columns, calls;
 * and in the handbook.
 */
#include "harness.h"

#include <string.h>

#include "app/handbook-window.h"
#include "view/call-table.h"
#include "view/find-bar.h"
#include "view/ladder-pane.h"

static LoreScene *
get_scene (LoreApplication *application)
{
  return lore_workspace_get_scene (lore_application_get_workspace (application));
}

static GtkWidget *
get_pane (LoreApplication *application, GType type)
{
  GtkWidget *pane = harness_find (GTK_WIDGET (harness_get_window (application)), type);

  g_assert_nonnull (pane);
  return pane;
}

static void
append (LoreTrace *trace, const char *start, const char *method, const char *call_id,
        const char *more, gint64 us)
{
  gboolean response = g_str_has_prefix (start, "SIP/2.0");
  g_autofree char *text = g_strdup_printf (
      "%s\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK%s%s\r\n"
      "From: <sip:alice@atlanta.example>;tag=1\r\nTo: <sip:bob@biloxi.example>%s\r\n"
      "Call-ID: %s@192.0.2.1\r\nCSeq: 1 %s\r\n%sContent-Length: 0\r\n\r\n",
      start, call_id, method, response ? ";tag=2" : "", call_id, method, more);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                      .transport = LORE_TRANSPORT_UDP,
                      .lab_us = us,
                      .unix_us = LORE_TIME_UNKNOWN,
                      .source = response ? "192.0.2.2:5060" : "192.0.2.1:5060",
                      .destination = response ? "192.0.2.1:5060" : "192.0.2.2:5060",
                      .message = bytes };

  lore_trace_append (trace, &event);
}

/* A registration and a call that is refused. */
static void
show_trace (LoreApplication *application)
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreScene) scene = NULL;

  append (trace, "REGISTER sip:biloxi.example SIP/2.0", "REGISTER", "reg",
          "User-Agent: Phone 7\r\n", 0);
  append (trace, "SIP/2.0 200 OK", "REGISTER", "reg", "", 10000);
  append (trace, "INVITE sip:bob@biloxi.example SIP/2.0", "INVITE", "call",
          "Subject: Lunch\r\n", 20000);
  append (trace, "SIP/2.0 180 Ringing", "INVITE", "call", "", 30000);
  append (trace, "SIP/2.0 486 Busy Here", "INVITE", "call", "", 40000);
  append (trace, "ACK sip:bob@biloxi.example SIP/2.0", "ACK", "call", "", 50000);
  scene = lore_scene_new (trace, "test");
  lore_scene_set_selection_follows (scene, FALSE);
  lore_workspace_show_scene (lore_application_get_workspace (application), scene);
  harness_wait_frames (GTK_WIDGET (harness_get_window (application)), 2);
}

static void
open_bar (LoreApplication *application)
{
  gtk_widget_activate_action (get_pane (application, LORE_TYPE_LADDER_PANE),
                              "ladder.find", NULL);
  harness_wait_frames (GTK_WIDGET (harness_get_window (application)), 2);
}

static void
check_filter (LoreApplication *application, gconstpointer data)
{
  static const struct
  {
    const char *expression;
    guint rows; /* 0: it cannot be read, and the ladder stays as it was */
    const char *hint;
  } rows[] = {
    { "method == INVITE and status >= 400", 1, NULL },
    { "header.User-Agent ~ phone", 1, NULL },
    { "stats >= 400", 0, "status" },
    { "method ==", 0, "10" },
    { "(status == 180", 0, ")" },
    { "  ", 6, NULL },
  };
  LoreLayout *layout;
  LoreFindBar *bar;
  guint before = 6;

  show_trace (application);
  open_bar (application);
  layout = lore_scene_get_layout (get_scene (application));
  bar = LORE_FIND_BAR (get_pane (application, LORE_TYPE_FIND_BAR));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].expression);
      lore_find_bar_set_filter (bar, rows[i].expression);
      if (rows[i].rows > 0)
        {
          before = rows[i].rows;
          g_assert_null (lore_find_bar_get_problem (bar));
        }
      else
        {
          /* In both languages, and with what to write instead. */
          g_assert_nonnull (strchr (lore_find_bar_get_problem (bar), '\n'));
          g_assert_nonnull (strstr (lore_find_bar_get_problem (bar), rows[i].hint));
        }
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (layout)), ==, before);
    }
}

static void
check_text (LoreApplication *application, gconstpointer data)
{
  static const struct
  {
    const char *text;
    gboolean forward;
    guint32 message; /* LORE_ID_NONE: nowhere */
    const char *why;
  } rows[] = {
    { "lunch", TRUE, 2, "either case" },
    { "lunch", TRUE, 2, "round the end" },
    { "Ringing", TRUE, 3, "the one after" },
    { "Phone", FALSE, 0, "backwards" },
    { "Ringing", FALSE, 3, "backwards round the beginning" },
    { "dinner", TRUE, LORE_ID_NONE, "nowhere" },
    { "\"quoted\\", TRUE, LORE_ID_NONE, "marks that mean something to a filter" },
    { "午餐", TRUE, LORE_ID_NONE, "not ASCII" },
  };
  LoreSelection *selection;
  LoreFindBar *bar;

  show_trace (application);
  open_bar (application);
  selection = lore_scene_get_selection (get_scene (application));
  bar = LORE_FIND_BAR (get_pane (application, LORE_TYPE_FIND_BAR));
  lore_selection_set_message (selection, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean found = lore_find_bar_search (bar, rows[i].text, rows[i].forward);

      g_test_message ("%s", rows[i].why);
      g_assert_cmpint (found, ==, rows[i].message != LORE_ID_NONE);
      if (found)
        g_assert_cmpuint (lore_selection_get_message (selection), ==, rows[i].message);
    }

  /* Only what the ladder shows is looked into. */
  lore_find_bar_set_filter (bar, "method == REGISTER");
  g_assert_false (lore_find_bar_search (bar, "lunch", TRUE));
}

static void
assert_labels (GtkWidget *root, const char *const *texts)
{
  g_autofree char *labels = harness_dup_labels (root);

  for (gsize i = 0; texts[i] != NULL; i++)
    if (strstr (labels, texts[i]) == NULL)
      g_test_fail_printf ("\"%s\" is not shown, but: %s", texts[i], labels);
}

static void
check_tables (LoreApplication *application, gconstpointer data)
{
  static const char *const messages[] = { "User-Agent", "Phone 7", "486 Busy Here",
                                          "0.040", NULL };
  static const char *const calls[] = { "All calls", "Registration",  "200 OK",
                                       "Call",      "486 Busy Here", NULL };
  GtkWidget *window = GTK_WIDGET (harness_get_window (application));
  LoreLadderPane *pane;
  GtkWidget *table;
  LoreLayout *layout;

  show_trace (application);
  layout = lore_scene_get_layout (get_scene (application));
  pane = LORE_LADDER_PANE (get_pane (application, LORE_TYPE_LADDER_PANE));
  lore_ladder_pane_set_page (pane, "messages");
  g_object_set (lore_ladder_pane_get_message_table (pane), "headers",
                "User-Agent, Subject", NULL);
  harness_wait_frames (window, 4);
  assert_labels (get_pane (application, LORE_TYPE_MESSAGE_TABLE), messages);

  lore_ladder_pane_set_page (pane, "calls");
  harness_wait_frames (window, 4);
  table = get_pane (application, LORE_TYPE_CALL_TABLE);
  assert_labels (table, calls);

  /* One, and all again. */
  lore_layout_set_call (layout, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (layout)), ==, 4);
  gtk_single_selection_set_selected (
      GTK_SINGLE_SELECTION (gtk_column_view_get_model (
          GTK_COLUMN_VIEW (harness_find (table, GTK_TYPE_COLUMN_VIEW)))),
      0);
  g_assert_cmpuint (lore_layout_get_call (layout), ==, LORE_ID_NONE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (layout)), ==, 6);
}

static LoreHandbookWindow *
find_handbook (LoreApplication *application)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (application));

  for (; windows != NULL; windows = windows->next)
    if (LORE_IS_HANDBOOK_WINDOW (windows->data))
      return windows->data;
  return NULL;
}

/* It opens at a topic, finds in both languages, and goes along into another language. */
static void
check_handbook (LoreApplication *application, gconstpointer data)
{
  GActionGroup *actions = G_ACTION_GROUP (application);
  LoreHandbookWindow *handbook;
  g_autofree char *labels = NULL;

  g_action_group_activate_action (actions, "handbook",
                                  g_variant_new_string ("term:dialog"));
  handbook = find_handbook (application);
  g_assert_nonnull (handbook);
  g_assert_cmpstr (lore_handbook_window_get_topic (handbook), ==, "term:dialog");
  lore_handbook_window_search (handbook, "临时响应");
  g_assert_cmpstr (lore_handbook_window_get_topic (handbook), ==,
                   "term:provisional-response");

  g_action_group_activate_action (actions, "language", g_variant_new_string ("zh_CN"));
  harness_settle ();
  handbook = find_handbook (application);
  g_assert_nonnull (handbook);
  g_assert_cmpstr (lore_handbook_window_get_topic (handbook), ==,
                   "term:provisional-response");
  harness_wait_frames (GTK_WIDGET (handbook), 2);
  labels = harness_dup_labels (GTK_WIDGET (handbook));
  g_assert_nonnull (strstr (labels, "手册"));
  g_assert_nonnull (strstr (labels, "基本概念"));

  lore_handbook_window_show_topic (handbook, "term:no-such");
  g_assert_cmpstr (lore_handbook_window_get_topic (handbook), ==, "protocol:SIP");
}

static const HarnessRow rows[] = {
  { "/finding/filter", "both", check_filter },
  { "/finding/text", "en", check_text },
  { "/finding/tables", "en", check_tables },
  { "/finding/handbook", "en", check_handbook },
};

int
main (int argc, char *argv[])
{
  return harness_main (&argc, &argv, rows, G_N_ELEMENTS (rows));
}
