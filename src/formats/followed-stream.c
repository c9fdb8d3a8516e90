/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/followed-stream.h"

struct _LoreFollowedStream
{
  GFilterOutputStream parent_instance;

  LoreProgress *progress;    /* borrowed; or NULL */
  GCancellable *cancellable; /* owned; or NULL */
};

G_DEFINE_FINAL_TYPE (LoreFollowedStream, lore_followed_stream,
                     G_TYPE_FILTER_OUTPUT_STREAM)

static gssize
lore_followed_stream_write (GOutputStream *stream, const void *buffer, gsize count,
                            GCancellable *cancellable, GError **error)
{
  LoreFollowedStream *self = LORE_FOLLOWED_STREAM (stream);
  GOutputStream *base =
      g_filter_output_stream_get_base_stream (G_FILTER_OUTPUT_STREAM (stream));
  gssize n;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return -1;
  n = g_output_stream_write (base, buffer, count, cancellable, error);
  if (n > 0 && self->progress != NULL)
    g_atomic_pointer_add (&self->progress->n_read, n);
  return n;
}

static void
lore_followed_stream_dispose (GObject *object)
{
  g_clear_object (&LORE_FOLLOWED_STREAM (object)->cancellable);
  G_OBJECT_CLASS (lore_followed_stream_parent_class)->dispose (object);
}

static void
lore_followed_stream_class_init (LoreFollowedStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_followed_stream_dispose;
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = lore_followed_stream_write;
}

static void
lore_followed_stream_init (LoreFollowedStream *self)
{
}

GOutputStream *
lore_followed_stream_new (GOutputStream *base, LoreProgress *progress,
                          GCancellable *cancellable)
{
  LoreFollowedStream *self =
      g_object_new (LORE_TYPE_FOLLOWED_STREAM, "base-stream", base, NULL);

  self->progress = progress;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return G_OUTPUT_STREAM (self);
}
