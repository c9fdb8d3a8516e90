/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/format.h"
#include "view/words.h"

#define LOOK_MS 100
/* Of the names that are proposed. */
#define UNCHOSEN_SUFFIX ".siplore"

/* --- writing ---------------------------------------------------------------------- */

static gboolean
look_cb (gpointer data)
{
  LoreWindow *self = data;

  lore_loading_show_words (self->saving_bar, lore_saving_get_fraction (self->saving),
                           _ ("being saved"));
  return G_SOURCE_CONTINUE;
}

static void
enable (LoreWindow *self, gboolean enabled)
{
  lore_window_enable (self, "save", enabled);
  lore_window_enable (self, "save-anonymous", enabled);
  lore_window_enable (self, "export", enabled);
}

void
lore_window_forget_saving (LoreWindow *self)
{
  g_clear_handle_id (&self->saving_id, g_source_remove);
  if (self->saving != NULL)
    g_signal_handlers_disconnect_by_data (self->saving, self);
  g_clear_object (&self->saving);
}

/* What the file that was written lacks. */
static void
tell_left_out (LoreWindow *self, LoreSaving *saving)
{
  g_auto (GStrv) args = lore_saving_dup_left_out (saving);
  g_autofree char *words = NULL;

  if (args == NULL)
    return;
  words = lore_words_dup_sentence ("export:media-left-out", (const char *const *)args);
  lore_notice_show_text (self->notice, words);
}

static void
done_cb (LoreWindow *self, GError *error, LoreSaving *saving)
{
  lore_loading_end (self->saving_bar);
  lore_window_forget_saving (self);
  enable (self, TRUE);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    lore_window_show_error (self, error);
  else if (error == NULL)
    tell_left_out (self, saving);
}

static void
follow (LoreWindow *self, LoreSaving *saving)
{
  g_autofree char *title = lore_saving_dup_title (saving);

  self->saving = g_object_ref (saving);
  g_signal_connect_object (saving, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  lore_loading_begin (self->saving_bar, title);
  self->saving_id = g_timeout_add (LOOK_MS, look_cb, self);
  enable (self, FALSE);
}

void
lore_window_take_saving (LoreWindow *self, LoreWindow *other)
{
  if (other->saving == NULL)
    return;
  follow (self, other->saving);
  lore_window_forget_saving (other);
}

static void
cancel_cb (LoreWindow *self)
{
  if (self->saving != NULL)
    lore_saving_cancel (self->saving);
}

void
lore_window_start_saving (LoreWindow *self, LoreSaving *saving)
{
  if (self->saving != NULL)
    return;
  follow (self, saving);
  lore_saving_start (saving);
}

void
lore_window_save (LoreWindow *self, GFile *file, const char *format, gboolean anonymous)
{
  LoreScene *scene = lore_workspace_get_scene (self->workspace);
  g_autoptr (LoreSaving) saving =
      lore_saving_new (lore_scene_get_trace (scene), file, format, anonymous);

  lore_window_start_saving (self, saving);
}

/* --- which file and how ----------------------------------------------------------- */

/* The writer that the user chose by its name, NULL to go by the file's. */
static const char *
get_format (GtkFileChooserNative *chooser)
{
  GtkFileFilter *filter = gtk_file_chooser_get_filter (GTK_FILE_CHOOSER (chooser));

  return filter != NULL ? g_object_get_data (G_OBJECT (filter), "format") : NULL;
}

static void
add_filter (GtkFileChooserNative *chooser, const char *name, const char *format)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_pattern (filter, "*");
  g_object_set_data (G_OBJECT (filter), "format", (gpointer)format);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
}

static void
add_filters (GtkFileChooserNative *chooser)
{
  const char *const *writers = lore_format_list_writers ();

  add_filter (chooser, _ ("As the ending of its name says"), NULL);
  for (gsize i = 0; writers[i] != NULL; i++)
    {
      g_autofree char *topic = g_strconcat ("format:", writers[i], NULL);
      g_autofree char *title = lore_words_dup_title (topic, " · ");

      add_filter (chooser, title != NULL ? title : writers[i], writers[i]);
    }
}

/* A pcap that is called session.siplore would be looked for in vain. What stands there
 * already was not asked about: then the name stays as it was chosen. */
static GFile *
dup_file (GtkFileChooserNative *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *name = g_file_get_basename (file);
  const char *format = get_format (chooser);
  const char *suffix = format != NULL ? lore_format_get_suffix (format) : NULL;
  g_autofree char *renamed = NULL;
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GFile) other = NULL;

  if (suffix == NULL || !g_str_has_suffix (name, UNCHOSEN_SUFFIX)
      || g_str_equal (suffix, UNCHOSEN_SUFFIX))
    return g_steal_pointer (&file);
  name[strlen (name) - strlen (UNCHOSEN_SUFFIX)] = '\0';
  renamed = g_strconcat (name, suffix, NULL);
  other = g_file_get_child (folder, renamed);
  return g_file_query_exists (other, NULL) ? g_steal_pointer (&file)
                                           : g_steal_pointer (&other);
}

GtkFileChooserNative *
lore_window_choose_file (LoreWindow *self, const char *title, const char *name,
                         GCallback callback)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect_object (chooser, "response", callback, self, G_CONNECT_SWAPPED);
  return chooser;
}

static void
save_response_cb (LoreWindow *self, int response, GtkFileChooserNative *chooser)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = dup_file (chooser);
      lore_window_save (self, file, get_format (chooser), FALSE);
    }
  g_object_unref (chooser);
}

static void
anonymous_response_cb (LoreWindow *self, int response, GtkFileChooserNative *chooser)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = dup_file (chooser);
      lore_window_save (self, file, get_format (chooser), TRUE);
    }
  g_object_unref (chooser);
}

static void
choose (LoreWindow *self, const char *title, const char *name, GCallback callback)
{
  GtkFileChooserNative *chooser = lore_window_choose_file (self, title, name, callback);

  add_filters (chooser);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  choose (data, _ ("Save Messages (.siplore, .sip, .pcap, .pcapng, .txt, .json, .xml)"),
          "session" UNCHOSEN_SUFFIX, G_CALLBACK (save_response_cb));
}

static void
save_anonymous_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  choose (data, _ ("Save without Names, Numbers and Addresses"),
          "for-class" UNCHOSEN_SUFFIX, G_CALLBACK (anonymous_response_cb));
}

void
lore_window_add_save_actions (LoreWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "save", .activate = save_cb },
    { .name = "save-anonymous", .activate = save_anonymous_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries),
                                   self);
  g_signal_connect_object (self->saving_bar, "cancelled", G_CALLBACK (cancel_cb), self,
                           G_CONNECT_SWAPPED);
}
