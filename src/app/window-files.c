/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include <glib/gi18n-lib.h>

#include "draw/ladder.h"
#include "formats/anonymise.h"
#include "formats/format.h"
#include "view/ladder-look.h"
#include "view/words.h"

/* --- saving ---------------------------------------------------------------------- */

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

static void
write_trace (LoreWindow *self, LoreTrace *trace, GtkFileChooserNative *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autoptr (GError) error = NULL;

  if (!lore_format_write (trace, file, get_format (chooser), &error))
    lore_window_show_error (self, error);
}

static LoreTrace *
get_trace (LoreWindow *self)
{
  return lore_scene_get_trace (lore_workspace_get_scene (self->workspace));
}

static void
save_response_cb (LoreWindow *self, int response, GtkFileChooserNative *chooser)
{
  if (response == GTK_RESPONSE_ACCEPT)
    write_trace (self, get_trace (self), chooser);
  g_object_unref (chooser);
}

/* The names are others each time: nobody puts two files side by side. */
static void
anonymous_response_cb (LoreWindow *self, int response, GtkFileChooserNative *chooser)
{
  g_autoptr (LoreTrace) anonymous = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      anonymous = lore_anonymise (get_trace (self), g_random_int (), NULL);
      write_trace (self, anonymous, chooser);
    }
  g_object_unref (chooser);
}

/* A drawing on paper is light, whatever the window is. */
static void
export_response_cb (LoreWindow *self, int response, GtkFileChooserNative *chooser)
{
  LoreLayout *layout = lore_scene_get_layout (lore_workspace_get_scene (self->workspace));
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  LoreLadderStyle style;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      lore_ladder_look_get (
          GTK_WIDGET (self),
          MAX (760, lore_ladder_look_get_minimum (GTK_WIDGET (self),
                                                  lore_layout_get_n_columns (layout))),
          &style);
      style.palette = lore_palette_get (FALSE);
      lore_ladder_style_fit (&style, layout);
      if (!lore_ladder_export (layout, file, &style, &error))
        lore_window_show_error (self, error);
    }
  g_object_unref (chooser);
}

static GtkFileChooserNative *
choose_file (LoreWindow *self, const char *title, const char *name, GCallback callback)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect_object (chooser, "response", callback, self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
  return chooser;
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  add_filters (choose_file (
      data, _ ("Save Messages (.siplore, .sip, .pcap, .pcapng, .txt, .json, .xml)"),
      "session.siplore", G_CALLBACK (save_response_cb)));
}

static void
save_anonymous_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  add_filters (choose_file (data, _ ("Save without Names, Numbers and Addresses"),
                            "for-class.siplore", G_CALLBACK (anonymous_response_cb)));
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  choose_file (data, _ ("Export Ladder (.svg, .png, .pdf, .html, .txt, .mmd)"),
               "ladder.svg", G_CALLBACK (export_response_cb));
}

static void
show_lab_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LoreWindow *self = data;

  lore_workspace_show_scene (self->workspace,
                             lore_workspace_get_lab_scene (self->workspace));
}

void
lore_window_add_file_actions (LoreWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "save", .activate = save_cb },
    { .name = "save-anonymous", .activate = save_anonymous_cb },
    { .name = "export", .activate = export_cb },
    { .name = "show-lab", .activate = show_lab_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries),
                                   self);
}
