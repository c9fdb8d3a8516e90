/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"
#include "formats/history.h"

#include <glib/gstdio.h>
#include <string.h>

static LoreSent *
item (LoreHistory *history, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (history), position);
}

/* The last first, also by the next who opens the file; any bytes; damage passed over. */
static void
test_keeps (void)
{
  static const char odd[] = "OPTIONS sip:b\r\n\0\xff\xfe";
  g_autofree char *folder = g_dir_make_tmp ("siplore-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "new", "history.jsonl", NULL);
  g_autofree char *inner = g_path_get_dirname (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = g_bytes_new_static (odd, sizeof odd - 1);
  g_autoptr (GBytes) invite = g_bytes_new_static ("INVITE sip:Bob SIP/2.0\r\n", 24);
  g_autoptr (LoreHistory) again = NULL;
  g_autoptr (LoreSent) last = NULL, first = NULL;
  LoreHistory *history = lore_history_new (file);
  g_autoptr (GError) error = NULL;
  FILE *damaged;

  g_assert_true (lore_history_add (history, bytes, "127.0.0.1:5060", FALSE, &error));
  damaged = g_fopen (path, "a");
  fputs ("{\"destination\": 3}\nnot json\n[]\n", damaged);
  fclose (damaged);
  g_assert_true (
      lore_history_add (history, invite, "bob.example;transport=tcp", TRUE, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (history);

  again = lore_history_new (file);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 2);
  last = item (again, 0);
  first = item (again, 1);
  g_assert_cmpstr (lore_sent_get_line (last), ==, "INVITE sip:Bob SIP/2.0");
  g_assert_cmpstr (lore_sent_get_destination (last), ==, "bob.example;transport=tcp");
  g_assert_true (lore_sent_get_guided (last) && !lore_sent_get_guided (first));
  g_assert_true (g_bytes_equal (lore_sent_get_message (first), bytes));
  g_assert_cmpint (lore_sent_get_unix_us (last), >=, lore_sent_get_unix_us (first));

  g_assert_true (lore_sent_has (last, "bob"));
  g_assert_true (lore_sent_has (last, "TRANSPORT"));
  g_assert_true (lore_sent_has (last, ""));
  g_assert_false (lore_sent_has (last, "carol"));
  g_unlink (path);
  g_rmdir (inner);
  g_rmdir (folder);
}

/* A long file is shortened when it is opened. */
static void
test_long (void)
{
  g_autofree char *folder = g_dir_make_tmp ("siplore-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "history.jsonl", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (LoreHistory) history = NULL;
  g_autofree char *kept = NULL;
  gsize len;

  for (guint i = 0; i < 2500; i++)
    g_string_append_printf (
        lines, "{\"unix_us\":%u,\"destination\":\"x\",\"message_base64\":\"QQ==\"}\n", i);
  g_assert_true (g_file_set_contents (path, lines->str, lines->len, NULL));
  history = lore_history_new (file);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (history)), <=, 1000);
  g_assert_true (g_file_get_contents (path, &kept, &len, NULL));
  g_assert_cmpuint (len, <, lines->len / 2);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_unsaved (void)
{
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/proc/nothing/history.jsonl");
  g_autoptr (LoreHistory) history = lore_history_new (nowhere);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("A", 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (lore_history_add (history, bytes, "x", TRUE, &error));
  g_assert_cmpstr (lore_problem_get_id (error), ==, "history-unsaved");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (history)), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/keeps", test_keeps);
  g_test_add_func ("/history/long", test_long);
  g_test_add_func ("/history/unsaved", test_unsaved);
  return g_test_run ();
}
