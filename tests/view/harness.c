/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/language.h"

static char *folder;

static void
remove_recursively (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR)
          && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_recursively (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
remove_folder (void)
{
  remove_recursively (folder);
}

gboolean
harness_init (int *argc, char ***argv)
{
  folder = g_dir_make_tmp ("siplore-test-XXXXXX", NULL);
  atexit (remove_folder);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  g_setenv ("GTK_A11Y", "test", FALSE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  if (lore_language_init (LORE_LOCALEDIR))
    gtk_disable_setlocale ();
  g_test_init (argc, argv, NULL);
  if (gtk_init_check ())
    return TRUE;
  puts ("1..0 # SKIP no display");
  return FALSE;
}

const char *
harness_get_folder (void)
{
  return folder;
}

static void
reset_settings (const char *language)
{
  g_autoptr (GSettings) settings = g_settings_new (LORE_APP_ID);
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (gsize i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
  g_settings_set_string (settings, "language", language);
}

typedef struct
{
  LoreApplication *application;
  HarnessTest test;
  gconstpointer data;
} Run;

static gboolean
run_cb (gpointer data)
{
  Run *run = data;

  harness_wait_frames (GTK_WIDGET (harness_get_window (run->application)), 3);
  run->test (run->application, run->data);
  g_application_quit (G_APPLICATION (run->application));
  return G_SOURCE_REMOVE;
}

void
harness_run (const char *language, HarnessTest test, gconstpointer data)
{
  g_autofree char *kept = g_build_filename (folder, "siplore", NULL);
  Run run = { NULL, test, data };

  remove_recursively (kept);
  reset_settings (language);
  run.application = lore_application_new (kept);
  g_idle_add (run_cb, &run);
  g_application_run (G_APPLICATION (run.application), 0, NULL);
  harness_settle ();
  g_assert_finalize_object (run.application);
}

static void
run_row (gconstpointer data)
{
  const HarnessRow *row = data;

  harness_run (row->language, row->test, row->language);
}

int
harness_main (int *argc, char ***argv, const HarnessRow *rows, gsize n_rows)
{
  if (!harness_init (argc, argv))
    return 0;
  for (gsize i = 0; i < n_rows; i++)
    g_test_add_data_func (rows[i].name, &rows[i], run_row);
  return g_test_run ();
}

LoreWindow *
harness_get_window (LoreApplication *application)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (application));

  for (; windows != NULL; windows = windows->next)
    if (LORE_IS_WINDOW (windows->data))
      return windows->data;
  return NULL;
}

/* --- waiting --------------------------------------------------------------------- */

static gboolean
wake_cb (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_CONTINUE;
}

gboolean
harness_wait (HarnessCondition condition, gpointer data, double seconds)
{
  gint64 deadline = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  gboolean woken = FALSE;
  guint id = g_timeout_add (5, wake_cb, &woken);
  gboolean holds;

  while (!(holds = condition (data)) && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
  if (!holds)
    g_test_fail_printf ("waited %g s in vain", seconds);
  return holds;
}

static void
after_paint_cb (GdkFrameClock *clock, guint *n)
{
  ++*n;
}

typedef struct
{
  GtkWidget *widget;
  guint painted;
  guint wanted;
} Frames;

static gboolean
is_painted (gpointer data)
{
  Frames *frames = data;

  if (frames->painted < frames->wanted)
    gtk_widget_queue_draw (frames->widget);
  return frames->painted >= frames->wanted;
}

void
harness_wait_frames (GtkWidget *widget, guint n)
{
  Frames frames = { widget, 0, n };
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb),
                                &frames.painted);

  harness_wait (is_painted, &frames, 10);
  g_signal_handler_disconnect (clock, id);
}

void
harness_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* --- finding --------------------------------------------------------------------- */

GtkWidget *
harness_find (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && gtk_widget_get_mapped (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = harness_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
harness_find_button (GtkWidget *root, const char *label)
{
  const char *own =
      GTK_IS_BUTTON (root) ? gtk_button_get_label (GTK_BUTTON (root)) : NULL;

  if (own == NULL && GTK_IS_BUTTON (root)) /* an icon: its tooltip names it */
    own = gtk_widget_get_tooltip_text (root);
  if (own != NULL && g_str_has_prefix (own, label) && gtk_widget_get_mapped (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = harness_find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
harness_click (GtkWidget *button)
{
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  harness_settle ();
}

static void
collect_labels (GtkWidget *root, GString *text)
{
  if (!gtk_widget_get_mapped (root))
    return;
  if (GTK_IS_LABEL (root) && *gtk_label_get_text (GTK_LABEL (root)) != '\0')
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (root)));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_labels (child, text);
}

char *
harness_dup_labels (GtkWidget *root)
{
  GString *text = g_string_new (NULL);

  collect_labels (root, text);
  return g_string_free (text, FALSE);
}

/* --- pictures -------------------------------------------------------------------- */

void
harness_save_picture (GtkWidget *window, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  int width = gtk_widget_get_width (window);
  int height = gtk_widget_get_height (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)),
                                         node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
