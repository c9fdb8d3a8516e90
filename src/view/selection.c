/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/selection.h"

#include "body/dissect.h"

struct _LoreSelection
{
  GObject parent_instance;

  LoreTrace *trace; /* owned */
  SipTree *tree;    /* owned, NULL without a message */
  char *topic;
  char *text;

  guint32 message;
  SipSpan span;
};

enum
{
  MESSAGE_CHANGED,
  PIECE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreSelection, lore_selection, G_TYPE_OBJECT)

/* Pieces that speak for their parent: rows of kinds.def without a topic. */
static const gboolean is_mute[SIP_N_KINDS] = {
#define SIP_KIND(NAME, nick, topic) [SIP_KIND_##NAME] = (topic) == NULL,
#include "sip/kinds.def"
#undef SIP_KIND
};

gboolean
lore_selection_is_mute (SipKind kind)
{
  return is_mute[kind];
}

guint32
lore_selection_find_node (SipTree *tree, gsize at)
{
  gsize len = g_bytes_get_size (sip_tree_get_bytes (tree));
  /* Behind the last byte, where one types, it is that byte's piece. */
  guint32 id = sip_tree_node_at (tree, at > 0 && at == len ? at - 1 : at);
  const SipNode *node = sip_tree_get_node (tree, id);

  while (is_mute[node->kind] && node->parent != SIP_NODE_NONE)
    {
      id = node->parent;
      node = sip_tree_get_node (tree, id);
    }
  return id;
}

static void
set_piece (LoreSelection *self, SipSpan span, const char *topic, const char *text)
{
  g_autofree char *old_topic = g_steal_pointer (&self->topic);
  g_autofree char *old_text = g_steal_pointer (&self->text);

  self->span = span;
  self->topic = g_strdup (topic);
  self->text = g_strdup (text);
  g_signal_emit (self, signals[PIECE_CHANGED], 0);
}

static void
lore_selection_dispose (GObject *object)
{
  LoreSelection *self = LORE_SELECTION (object);

  g_clear_object (&self->trace);
  g_clear_pointer (&self->tree, sip_tree_unref);
  G_OBJECT_CLASS (lore_selection_parent_class)->dispose (object);
}

static void
lore_selection_finalize (GObject *object)
{
  LoreSelection *self = LORE_SELECTION (object);

  g_free (self->topic);
  g_free (self->text);
  G_OBJECT_CLASS (lore_selection_parent_class)->finalize (object);
}

static void
lore_selection_class_init (LoreSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lore_selection_dispose;
  object_class->finalize = lore_selection_finalize;

  signals[MESSAGE_CHANGED] =
      g_signal_new ("message-changed", LORE_TYPE_SELECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
  signals[PIECE_CHANGED] =
      g_signal_new ("piece-changed", LORE_TYPE_SELECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
lore_selection_init (LoreSelection *self)
{
  self->message = LORE_ID_NONE;
}

LoreSelection *
lore_selection_new (LoreTrace *trace)
{
  LoreSelection *self = g_object_new (LORE_TYPE_SELECTION, NULL);

  self->trace = g_object_ref (trace);
  return self;
}

guint32
lore_selection_get_message (LoreSelection *self)
{
  return self->message;
}

SipTree *
lore_selection_get_tree (LoreSelection *self)
{
  return self->tree;
}

SipSpan
lore_selection_get_span (LoreSelection *self)
{
  return self->span;
}

const char *
lore_selection_get_topic (LoreSelection *self)
{
  return self->topic;
}

const char *
lore_selection_get_text (LoreSelection *self)
{
  return self->text;
}

/* Of a request its method, of a response its status code: what a reader wants first. */
static guint32
find_headline (SipTree *tree)
{
  static const SipKind kinds[] = { SIP_KIND_METHOD, SIP_KIND_STATUS_CODE,
                                   SIP_KIND_BAD_START_LINE };
  const SipNode *line = NULL;

  for (guint32 id = sip_tree_get_first (tree, 0); id != SIP_NODE_NONE;
       id = sip_tree_get_next (tree, id))
    {
      line = sip_tree_get_node (tree, id);
      if (line->kind == SIP_KIND_BAD_START_LINE)
        return id;
      if (line->kind != SIP_KIND_REQUEST_LINE && line->kind != SIP_KIND_STATUS_LINE)
        continue;
      for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
        {
          guint32 found = sip_tree_find (tree, id, kinds[i]);

          if (found != SIP_NODE_NONE)
            return found;
        }
    }
  return 0;
}

void
lore_selection_set_message (LoreSelection *self, guint32 message)
{
  if (self->message == message)
    return;

  g_clear_pointer (&self->tree, sip_tree_unref);
  self->message = message;
  self->span = (SipSpan){ 0, 0 };
  if (message != LORE_ID_NONE)
    {
      g_autoptr (GBytes) bytes = lore_trace_dup_bytes (self->trace, message);

      self->tree = body_dissect (bytes);
    }
  g_signal_emit (self, signals[MESSAGE_CHANGED], 0);

  if (self->tree != NULL)
    {
      guint32 headline = find_headline (self->tree);
      g_autofree char *topic = sip_tree_dup_topic (self->tree, headline);
      g_autofree char *text =
          sip_tree_dup_text (self->tree, sip_tree_get_node (self->tree, headline)->span);

      set_piece (self, (SipSpan){ 0, 0 }, topic, headline != 0 ? text : NULL);
    }
  else
    set_piece (self, (SipSpan){ 0, 0 }, NULL, NULL);
}

void
lore_selection_set_node (LoreSelection *self, guint32 node)
{
  g_autofree char *topic = NULL;
  g_autofree char *text = NULL;
  SipSpan span;

  g_return_if_fail (self->tree != NULL);

  span = sip_tree_get_node (self->tree, node)->span;
  if (span.at == self->span.at && span.len == self->span.len && span.len > 0)
    return;
  topic = sip_tree_dup_topic (self->tree, node);
  text = sip_tree_dup_text (self->tree, span);
  set_piece (self, span, topic, text);
}

void
lore_selection_set_at (LoreSelection *self, gsize at)
{
  if (self->tree != NULL)
    lore_selection_set_node (self, lore_selection_find_node (self->tree, at));
}

void
lore_selection_explain (LoreSelection *self, const char *topic, const char *text)
{
  if (g_strcmp0 (topic, self->topic) != 0 || g_strcmp0 (text, self->text) != 0)
    set_piece (self, self->span, topic, text);
}
