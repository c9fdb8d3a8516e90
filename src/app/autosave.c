/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/autosave.h"

#define DELAY_MS 400

struct _LoreAutosave
{
  GObject parent_instance;

  LoreDraft *draft; /* owned */
  char *path;

  gboolean restored;
  guint write_id;
};

G_DEFINE_FINAL_TYPE (LoreAutosave, lore_autosave, G_TYPE_OBJECT)

/* A full disk must not stop anybody from typing: the next edit tries again. */
static gboolean
write_cb (gpointer data)
{
  LoreAutosave *self = data;
  g_autofree char *text = lore_draft_dup_text (self->draft);

  self->write_id = 0;
  g_file_set_contents (self->path, text, -1, NULL);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (LoreAutosave *self)
{
  if (self->write_id == 0)
    self->write_id = g_timeout_add (DELAY_MS, write_cb, self);
}

static void
lore_autosave_dispose (GObject *object)
{
  LoreAutosave *self = LORE_AUTOSAVE (object);

  if (self->draft != NULL)
    lore_autosave_flush (self);
  g_clear_object (&self->draft);
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
lore_autosave_new (LoreDraft *draft, const char *folder)
{
  LoreAutosave *self = g_object_new (LORE_TYPE_AUTOSAVE, NULL);
  g_autofree char *text = NULL;

  self->draft = g_object_ref (draft);
  self->path = g_build_filename (folder, "draft.sip", NULL);
  g_mkdir_with_parents (folder, 0700);
  if (g_file_get_contents (self->path, &text, NULL, NULL) && *text != '\0'
      && g_utf8_validate (text, -1, NULL))
    {
      lore_draft_replace (draft, text);
      self->restored = TRUE;
    }
  g_signal_connect_object (lore_draft_get_buffer (draft), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

gboolean
lore_autosave_has_restored (LoreAutosave *self)
{
  return self->restored;
}

void
lore_autosave_flush (LoreAutosave *self)
{
  if (self->write_id == 0)
    return;
  g_clear_handle_id (&self->write_id, g_source_remove);
  write_cb (self);
}
