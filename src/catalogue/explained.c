/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much of a message the catalogue explains, byte for byte.
 */
#include "catalogue/explained.h"

#include <string.h>

#include "catalogue/catalogue.h"
#include "sip/facts.h"

/* Topics that say that something is wrong, or nothing yet. */
static const char *const vague[] = { "part:garbage", "part:bad-line", "part:message",
                                     "part:body" };

/* Topics of what anybody may make up. */
static const char *const extensions[] = {
  "part:unknown-header",    "part:unknown-method",   "part:generic-param",
  "part:generic-uri-param", "sdp-attribute:unknown",
};

static gboolean
is_frame (SipKind kind)
{
  return kind == SIP_KIND_FIELD || kind == SIP_KIND_SDP_LINE
         || kind == SIP_KIND_REQUEST_LINE || kind == SIP_KIND_STATUS_LINE
         || kind == SIP_KIND_BAD_START_LINE;
}

/* The header field, SDP line or start line that @node stands in; the root if none. */
static guint32
find_frame (SipTree *tree, guint32 node)
{
  while (node != 0 && !is_frame (sip_tree_get_node (tree, node)->kind))
    node = sip_tree_get_node (tree, node)->parent;
  return node;
}

static gboolean
is_free_text (const SipNode *frame)
{
  const SipHeader *header =
      frame->kind == SIP_KIND_FIELD ? sip_header_get (frame->fact) : NULL;

  return header != NULL && header->grammar == SIP_GRAMMAR_TEXT;
}

static gboolean
is_among (const char *id, const char *const *ids, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp (id, ids[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_extension (const char *id)
{
  return is_among (id, extensions, G_N_ELEMENTS (extensions));
}

static gboolean
is_known (const char *id)
{
  const LoreTopic *topic = lore_catalogue_lookup (lore_catalogue_get_default (), id);

  return !is_among (id, vague, G_N_ELEMENTS (vague)) && topic != NULL
         && lore_topic_has_language (topic, "en")
         && lore_topic_has_language (topic, "zh_CN");
}

gboolean
lore_explained_is (SipTree *tree, guint32 id)
{
  const SipNode *node = sip_tree_get_node (tree, id);
  g_autofree char *topic = sip_tree_dup_topic (tree, id);
  guint32 frame = find_frame (tree, id);
  g_autofree char *around = frame != 0 ? sip_tree_dup_topic (tree, frame) : NULL;

  if (id == 0 || !is_known (topic))
    return FALSE;
  if (around == NULL || strcmp (topic, around) != 0 || is_extension (topic))
    return TRUE;
  return node->kind == SIP_KIND_FIELD_NAME || node->kind == SIP_KIND_SDP_TYPE
         || is_free_text (sip_tree_get_node (tree, frame));
}

static gboolean
is_unregistered (SipTree *tree, guint32 node)
{
  g_autofree char *topic = sip_tree_dup_topic (tree, node);

  return is_extension (topic);
}

static void
add (LoreExplainedShare *share, gboolean explained, gboolean unregistered)
{
  share->bytes++;
  share->explained += explained;
  share->unregistered += explained && unregistered;
}

/* Of the message itself, not of one inside its body. */
static gboolean
is_head (SipTree *tree, guint32 node)
{
  while (node != 0 && sip_tree_get_node (tree, node)->parent != 0)
    node = sip_tree_get_node (tree, node)->parent;
  return node != 0
         && (sip_tree_get_node (tree, node)->kind == SIP_KIND_FIELD
             || sip_tree_get_category (tree, node) == SIP_CATEGORY_START_LINE);
}

static gboolean
is_sdp (SipTree *tree, guint32 node)
{
  while (node != 0 && sip_tree_get_node (tree, node)->kind != SIP_KIND_SDP)
    node = sip_tree_get_node (tree, node)->parent;
  return node != 0;
}

void
lore_explained_count (SipTree *tree, LoreExplained *count)
{
  guint32 last = SIP_NODE_NONE;
  gboolean explained = FALSE, unregistered = FALSE, head = FALSE, sdp = FALSE;
  gsize len;

  sip_tree_get_data (tree, &len);
  for (gsize at = 0; at < len; at++)
    {
      guint32 node = sip_tree_node_at (tree, at);

      if (node != last)
        {
          explained = lore_explained_is (tree, node);
          unregistered = is_unregistered (tree, node);
          head = is_head (tree, node);
          sdp = is_sdp (tree, node);
          last = node;
        }
      add (&count->all, explained, unregistered);
      if (head)
        add (&count->head, explained, unregistered);
      if (sdp)
        add (&count->sdp, explained, unregistered);
    }
}
