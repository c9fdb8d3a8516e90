/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/autosave.h"

#include <glib/gstdio.h>

#define DELAY_MS 400

struct _LoreAutosave
{
  GObject parent_instance;

  char *path; /* owned */

  /* Borrowed */
  LoreAutosaveText dup_text;
  gpointer user_data;

  guint write_id;
};

G_DEFINE_FINAL_TYPE (LoreAutosave, lore_autosave, G_TYPE_OBJECT)

/* A full disk must not stop anybody from typing: the next edit tries again. */
static gboolean
write_cb (gpointer data)
{
  LoreAutosave *self = data;
  g_autofree char *text = self->dup_text (self->user_data);

  self->write_id = 0;
  if (text != NULL)
    g_file_set_contents (self->path, text, -1, NULL);
  else
    g_unlink (self->path);
  return G_SOURCE_REMOVE;
}

static void
lore_autosave_dispose (GObject *object)
{
  lore_autosave_flush (LORE_AUTOSAVE (object));
  G_OBJECT_CLASS (lore_autosave_parent_class)->dispose (object);
}

static void
lore_autosave_finalize (GObject *object)
{
  g_free (LORE_AUTOSAVE (object)->path);
  G_OBJECT_CLASS (lore_autosave_parent_class)->finalize (object);
}

static void
lore_autosave_class_init (LoreAutosaveClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_autosave_dispose;
  G_OBJECT_CLASS (klass)->finalize = lore_autosave_finalize;
}

static void
lore_autosave_init (LoreAutosave *self)
{
}

LoreAutosave *
lore_autosave_new (const char *folder, const char *name, LoreAutosaveText dup_text,
                   gpointer user_data)
{
  LoreAutosave *self = g_object_new (LORE_TYPE_AUTOSAVE, NULL);

  self->path = g_build_filename (folder, name, NULL);
  self->dup_text = dup_text;
  self->user_data = user_data;
  g_mkdir_with_parents (folder, 0700);
  return self;
}

char *
lore_autosave_dup_kept (LoreAutosave *self)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (self->path, &text, NULL, NULL) || *text == '\0'
      || !g_utf8_validate (text, -1, NULL))
    return NULL;
  return g_steal_pointer (&text);
}

void
lore_autosave_touch (LoreAutosave *self)
{
  if (self->write_id == 0)
    self->write_id = g_timeout_add (DELAY_MS, write_cb, self);
}

void
lore_autosave_flush (LoreAutosave *self)
{
  if (self->write_id == 0)
    return;
  g_clear_handle_id (&self->write_id, g_source_remove);
  write_cb (self);
}
