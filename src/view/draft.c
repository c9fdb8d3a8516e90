/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/draft.h"

#include "body/dissect.h"

struct _LoreDraft
{
  GObject parent_instance;

  GtkSourceBuffer *buffer; /* owned */
  LorePaint *paint;        /* owned, lives as long as the buffer */
  GHashTable *variables;   /* owned */
  LoreFilling *filling;    /* owned, NULL before the first flush */
  LoreMapping *mapping;    /* owned: buffer characters ⇄ filled bytes */
  SipTree *tree;           /* owned */
  char *method;

  guint flush_id;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreDraft, lore_draft, G_TYPE_OBJECT)

static void
forget_analysis (LoreDraft *self)
{
  g_clear_pointer (&self->filling, lore_filling_free);
  g_clear_pointer (&self->mapping, lore_mapping_unref);
  g_clear_pointer (&self->tree, sip_tree_unref);
  g_clear_pointer (&self->method, g_free);
}

static char *
dup_method (SipTree *tree)
{
  guint32 line = sip_tree_find (tree, 0, SIP_KIND_REQUEST_LINE);
  guint32 method =
      line != SIP_NODE_NONE ? sip_tree_find (tree, line, SIP_KIND_METHOD) : SIP_NODE_NONE;

  if (method == SIP_NODE_NONE)
    return NULL;
  return sip_tree_dup_text (tree, sip_tree_get_node (tree, method)->span);
}

static void
paint (LoreDraft *self, LoreMapping *outer)
{
  const LoreFilling *filling = self->filling;
  g_autofree SipSpan *variables = g_new (SipSpan, filling->n_variables);

  for (gsize i = 0; i < filling->n_variables; i++)
    {
      SipSpan span = filling->variables[i];

      variables[i].at = lore_mapping_get_char (outer, span.at);
      variables[i].len =
          lore_mapping_get_char_end (outer, sip_span_end (span)) - variables[i].at;
    }
  lore_paint_update (self->paint, self->tree, self->mapping, variables,
                     filling->n_variables, TRUE);
}

static void
analyse (LoreDraft *self)
{
  g_autofree char *text = lore_draft_dup_text (self);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (LoreMapping) outer = lore_mapping_new_for_text (text, &bytes);

  forget_analysis (self);
  self->filling = lore_filling_new (bytes, self->variables);
  self->mapping = lore_mapping_new_chain (outer, self->filling->mapping);
  self->tree = body_dissect (self->filling->message);
  self->method = dup_method (self->tree);
  paint (self, outer);
}

static gboolean
flush_cb (gpointer data)
{
  LoreDraft *self = data;

  self->flush_id = 0;
  analyse (self);
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* Before the next frame is laid out, so that a letter is never seen in the wrong colour.
 */
static void
schedule_flush (LoreDraft *self)
{
  if (self->flush_id == 0)
    self->flush_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, flush_cb, self, NULL);
}

static void
lore_draft_dispose (GObject *object)
{
  LoreDraft *self = LORE_DRAFT (object);

  g_clear_handle_id (&self->flush_id, g_source_remove);
  g_clear_pointer (&self->paint, lore_paint_free);
  g_clear_object (&self->buffer);
  g_clear_pointer (&self->variables, g_hash_table_unref);
  forget_analysis (self);
  G_OBJECT_CLASS (lore_draft_parent_class)->dispose (object);
}

static void
lore_draft_class_init (LoreDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_draft_dispose;
  signals[CHANGED] = g_signal_new ("changed", LORE_TYPE_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
lore_draft_init (LoreDraft *self)
{
  self->buffer = gtk_source_buffer_new (NULL);
  gtk_source_buffer_set_highlight_matching_brackets (self->buffer, FALSE);
  gtk_source_buffer_set_implicit_trailing_newline (self->buffer, FALSE);
  gtk_source_buffer_set_style_scheme (self->buffer, NULL); /* colours are ours */
  self->paint = lore_paint_new (GTK_TEXT_BUFFER (self->buffer));
  self->variables = g_hash_table_new (g_str_hash, g_str_equal);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (schedule_flush), self,
                           G_CONNECT_SWAPPED);
}

LoreDraft *
lore_draft_new (void)
{
  return g_object_new (LORE_TYPE_DRAFT, NULL);
}

GtkSourceBuffer *
lore_draft_get_buffer (LoreDraft *self)
{
  return self->buffer;
}

LorePaint *
lore_draft_get_paint (LoreDraft *self)
{
  return self->paint;
}

char *
lore_draft_dup_text (LoreDraft *self)
{
  GtkTextIter begin, end;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &begin, &end);
  return gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->buffer), &begin, &end, TRUE);
}

void
lore_draft_replace (LoreDraft *self, const char *text)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter begin, end;

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_bounds (buffer, &begin, &end);
  gtk_text_buffer_delete (buffer, &begin, &end);
  gtk_text_buffer_insert (buffer, &begin, text, -1);
  gtk_text_buffer_get_start_iter (buffer, &begin);
  gtk_text_buffer_place_cursor (buffer, &begin);
  gtk_text_buffer_end_user_action (buffer);
}

void
lore_draft_set_variables (LoreDraft *self, GHashTable *variables)
{
  GHashTable *old = self->variables;

  self->variables = g_hash_table_ref (variables);
  g_hash_table_unref (old);
  schedule_flush (self);
}

void
lore_draft_flush (LoreDraft *self)
{
  if (self->flush_id != 0 || self->tree == NULL)
    {
      g_clear_handle_id (&self->flush_id, g_source_remove);
      flush_cb (self);
    }
}

const LoreFilling *
lore_draft_get_filling (LoreDraft *self)
{
  lore_draft_flush (self);
  return self->filling;
}

SipTree *
lore_draft_get_tree (LoreDraft *self)
{
  lore_draft_flush (self);
  return self->tree;
}

LoreMapping *
lore_draft_get_mapping (LoreDraft *self)
{
  lore_draft_flush (self);
  return self->mapping;
}

const char *
lore_draft_get_method (LoreDraft *self)
{
  lore_draft_flush (self);
  return self->method;
}

gboolean
lore_draft_is_empty (LoreDraft *self)
{
  return gtk_text_buffer_get_char_count (GTK_TEXT_BUFFER (self->buffer)) == 0;
}
