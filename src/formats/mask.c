/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/mask.h"

#include "body/dissect.h"
#include "formats/mask-identity.h"
#include "formats/mask-text.h"
#include "sip/cursor.h"
#include "sip/facts.h"

#include <string.h>

typedef enum
{
  KEEP,
  HOST,
  USER,
  NAME, /* all words are somebody's */
  NUMBER,
  CALL_ID,
  KEY,        /* means nothing, identifies somebody all the same */
  PLACES,     /* addresses and hosts alone: the rest must not change */
  VALUE,      /* and words: not numbers, which mean something here */
  FREE,       /* anything that was met */
  PHRASE,     /* free unless it is the registered phrase */
  OPAQUE,     /* of a URI: free, behind "//" a host */
  URI_HEADER, /* escaped */
} Treatment;

/* Leaves by their kind; a kind that is not here is kept. */
static const struct
{
  SipKind kind;
  Treatment treatment;
} by_kind[] = {
  { SIP_KIND_HOST, HOST },           { SIP_KIND_WARN_AGENT, HOST },
  { SIP_KIND_URI_USER, USER },       { SIP_KIND_URI_PASSWORD, USER },
  { SIP_KIND_DISPLAY_NAME, NAME },   { SIP_KIND_TEL_NUMBER, NUMBER },
  { SIP_KIND_CALL_ID, CALL_ID },     { SIP_KIND_PARAM_VALUE, VALUE },
  { SIP_KIND_SDP_VALUE, PLACES },    { SIP_KIND_REASON_PHRASE, PHRASE },
  { SIP_KIND_BAD_START_LINE, FREE }, { SIP_KIND_BAD_LINE, FREE },
  { SIP_KIND_TEXT, FREE },           { SIP_KIND_QUOTED_STRING, FREE },
  { SIP_KIND_COMMENT, FREE },        { SIP_KIND_GARBAGE, FREE },
  { SIP_KIND_URI_OPAQUE, FREE },     { SIP_KIND_SURPLUS, FREE },
  { SIP_KIND_SUMMARY, FREE },        { SIP_KIND_MARKUP, FREE },
  { SIP_KIND_PLAIN_TEXT, FREE },
};

/* Everything under a parameter of this name. */
static const struct
{
  const char *name;
  Treatment treatment;
} by_param[] = {
  { "tag", PLACES },
  { "branch", PLACES },
  { "from-tag", PLACES },
  { "to-tag", PLACES },
  { "local-tag", PLACES },
  { "remote-tag", PLACES },
  { "received", HOST },
  { "maddr", HOST },
  { "username", USER },
  { "realm", NAME },
  { "nonce", PLACES },
  { "opaque", PLACES },
  { "cnonce", PLACES },
  { "response", KEEP },
  { "boundary", KEEP },
  { "icid-value", KEY },
  { "icid-generated-at", HOST },
  { "orig-ioi", HOST },
  { "term-ioi", HOST },
  { "utran-cell-id-3gpp", KEY },
};

/* The words of a field, its parameters apart. */
static const struct
{
  SipHeaderId header;
  Treatment treatment;
} by_header[] = {
  { SIP_HEADER_ORGANIZATION, NAME },
  { SIP_HEADER_P_VISITED_NETWORK_ID, NAME },
  { SIP_HEADER_IDENTITY, KEY }, /* a token that names both ends in base64 (RFC 8225) */
};

/* Everything under a field of SDP, and under a line of it that has no fields. */
static const struct
{
  SipKind kind;
  guint16 fact;
  Treatment treatment;
} by_sdp[] = {
  { SIP_KIND_SDP_FIELD, SIP_SDP_FIELD_O_USERNAME, NAME },
  { SIP_KIND_SDP_FIELD, SIP_SDP_FIELD_ADDRESS, HOST },
  { SIP_KIND_SDP_FIELD, SIP_SDP_FIELD_I_TEXT, FREE },
  { SIP_KIND_SDP_LINE, 's', FREE },
  { SIP_KIND_SDP_LINE, 'u', FREE },
  { SIP_KIND_SDP_LINE, 'e', NAME },
  { SIP_KIND_SDP_LINE, 'p', NUMBER },
};

/* A header whose body is counted: the message, or a part of its body. */
typedef struct
{
  gsize length_at; /* in the output: where Content-Length stands, 0 when it does not */
  gsize length_len;
  guint64 length;
} Counted;

typedef struct
{
  LorePseudonyms *pseudonyms;
  SipTree *tree;
  const guint8 *data;
  GString *out;
} Masking;

/* --- which treatment --------------------------------------------------------- */

static gboolean
treat_param (const Masking *masking, const SipNode *param, Treatment *treatment)
{
  const SipNode *name = param + 1; /* its first child */

  for (gsize i = 0; i < G_N_ELEMENTS (by_param); i++)
    if (sip_span_equal_nocase (masking->data, name->span, by_param[i].name))
      {
        *treatment = by_param[i].treatment;
        return TRUE;
      }
  return FALSE;
}

static gboolean
treat_sdp (const SipNode *node, Treatment *treatment)
{
  for (gsize i = 0; i < G_N_ELEMENTS (by_sdp); i++)
    if (by_sdp[i].kind == node->kind && by_sdp[i].fact == node->fact)
      {
        *treatment = by_sdp[i].treatment;
        return TRUE;
      }
  return FALSE;
}

static gboolean
treat_header (const Masking *masking, const SipNode *leaf, const SipNode *field,
              Treatment *treatment)
{
  const SipNode *parent = sip_tree_get_node (masking->tree, leaf->parent);

  if (parent->kind == SIP_KIND_PARAM_VALUE
      || (leaf->kind != SIP_KIND_TOKEN && leaf->kind != SIP_KIND_QUOTED_STRING
          && leaf->kind != SIP_KIND_TEXT))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (by_header); i++)
    if (by_header[i].header == field->fact)
      {
        *treatment = by_header[i].treatment;
        return TRUE;
      }
  return FALSE;
}

/* What stands around a leaf may say more than its kind does. */
static gboolean
treat_by_ancestor (const Masking *masking, const SipNode *leaf, const SipNode *node,
                   Treatment *treatment)
{
  switch ((SipKind)node->kind)
    {
    case SIP_KIND_PARAM:
    case SIP_KIND_URI_PARAM:
      return treat_param (masking, node, treatment);
    case SIP_KIND_URI_HEADERS:
      *treatment = URI_HEADER;
      return TRUE;
    case SIP_KIND_DISPLAY_NAME:
      *treatment = NAME;
      return TRUE;
    case SIP_KIND_SDP_FIELD:
    case SIP_KIND_SDP_LINE:
      return treat_sdp (node, treatment);
    case SIP_KIND_FIELD:
      return treat_header (masking, leaf, node, treatment);
    default:
      return FALSE;
    }
}

static gboolean
is_structure (SipKind kind)
{
  return kind == SIP_KIND_SEPARATOR || kind == SIP_KIND_SPACE || kind == SIP_KIND_FOLDING
         || kind == SIP_KIND_CRLF || kind == SIP_KIND_PARAM_NAME || kind == SIP_KIND_COLON
         || kind == SIP_KIND_FIELD_NAME || kind == SIP_KIND_SDP_TYPE
         || kind == SIP_KIND_MAGIC_COOKIE || kind == SIP_KIND_ANGLE
         || kind == SIP_KIND_NUMBER || kind == SIP_KIND_PORT;
}

static Treatment
choose_treatment (const Masking *masking, const SipNode *leaf)
{
  Treatment treatment = KEEP;

  if (is_structure (leaf->kind))
    return KEEP;
  for (gsize i = 0; i < G_N_ELEMENTS (by_kind); i++)
    if (by_kind[i].kind == leaf->kind)
      treatment = by_kind[i].treatment;
  /* What is precise about the leaf goes before what is around it. */
  if (treatment >= HOST && treatment <= CALL_ID)
    return treatment;
  for (const SipNode *node = leaf;;
       node = sip_tree_get_node (masking->tree, node->parent))
    {
      Treatment closer;

      if (treat_by_ancestor (masking, leaf, node, &closer))
        return closer;
      if (node->parent == SIP_NODE_NONE || node->kind == SIP_KIND_FIELD
          || node->kind == SIP_KIND_SDP_LINE)
        return treatment;
    }
}

/* --- treating ---------------------------------------------------------------- */

/* The phrase that the catalogue of RFC 3261 §21 has for it is nobody's name. */
static gboolean
is_registered_phrase (const Masking *masking, const SipNode *leaf)
{
  for (guint32 id = sip_tree_get_first (masking->tree, leaf->parent); id != SIP_NODE_NONE;
       id = sip_tree_get_next (masking->tree, id))
    {
      const SipNode *node = sip_tree_get_node (masking->tree, id);
      const SipStatus *status =
          node->kind == SIP_KIND_STATUS_CODE ? sip_status_lookup (node->fact) : NULL;

      if (status != NULL)
        return sip_span_equal_nocase (masking->data, leaf->span, status->phrase);
    }
  return FALSE;
}

static void
put_uri_header (const Masking *masking, const SipNode *leaf, const char *text)
{
  SipSpan name = { 0, 0 };

  for (guint32 id = sip_tree_get_first (masking->tree, leaf->parent); id != SIP_NODE_NONE;
       id = sip_tree_get_next (masking->tree, id))
    {
      const SipNode *node = sip_tree_get_node (masking->tree, id);

      if (node == leaf)
        break;
      if (node->kind == SIP_KIND_PARAM_NAME)
        name = node->span;
    }
  lore_mask_uri_header (masking->pseudonyms, (const char *)masking->data + name.at,
                        name.len, text, leaf->span.len, masking->out);
}

/* "//cert.example.org/x.cer" of an https URI. */
static void
put_opaque (const Masking *masking, const char *text, gsize len)
{
  gsize n = 0;

  if (len >= 2 && memcmp (text, "//", 2) == 0)
    for (n = 2; n < len && memchr ("/?#@", text[n], 4) == NULL; n++)
      ;
  if (n < len && n > 0 && text[n] == '@')
    n = 0; /* with a user: left to the other rules */
  if (n > 0)
    {
      g_string_append_len (masking->out, text, 2);
      lore_mask_host (masking->pseudonyms, text + 2, n - 2, masking->out);
    }
  lore_mask_text (masking->pseudonyms,
                  LORE_MASK_PLACES | LORE_MASK_WORDS | LORE_MASK_NUMBERS, text + n,
                  len - n, masking->out);
}

/* Without the marks of a quoted string, which stay. */
static void
put_treated (const Masking *masking, Treatment treatment, const char *text, gsize len)
{
  LorePseudonyms *pseudonyms = masking->pseudonyms;
  GString *out = masking->out;
  const LoreMaskFlags value = LORE_MASK_PLACES | LORE_MASK_WORDS;

  switch (treatment)
    {
    case HOST:
      lore_mask_host (pseudonyms, text, len, out);
      break;
    case USER:
      lore_mask_user (pseudonyms, text, len, out);
      break;
    case NAME:
      lore_mask_text (pseudonyms, LORE_MASK_PLACES | LORE_MASK_NAMES, text, len, out);
      break;
    case NUMBER:
      lore_mask_number (pseudonyms, text, len, out);
      break;
    case CALL_ID:
      lore_mask_call_id (pseudonyms, text, len, out);
      break;
    case KEY:
      lore_pseudonyms_put (pseudonyms, LORE_PSEUDONYM_KEY, text, len, out);
      break;
    case PLACES:
      lore_mask_text (pseudonyms, LORE_MASK_PLACES, text, len, out);
      break;
    case VALUE:
      lore_mask_text (pseudonyms, value, text, len, out);
      break;
    case FREE:
    case PHRASE:
      lore_mask_text (pseudonyms, value | LORE_MASK_NUMBERS, text, len, out);
      break;
    case OPAQUE:
      put_opaque (masking, text, len);
      break;
    case KEEP:
    case URI_HEADER:
      g_string_append_len (out, text, len);
      break;
    }
}

static void
put_leaf (const Masking *masking, const SipNode *leaf)
{
  const char *text = (const char *)masking->data + leaf->span.at;
  gsize len = leaf->span.len;
  Treatment treatment = choose_treatment (masking, leaf);
  gboolean quoted = len >= 2 && text[0] == '"' && text[len - 1] == '"';

  if (treatment == URI_HEADER && leaf->kind == SIP_KIND_PARAM_VALUE)
    put_uri_header (masking, leaf, text);
  else if (treatment == PHRASE && is_registered_phrase (masking, leaf))
    g_string_append_len (masking->out, text, len);
  else if (quoted)
    {
      g_string_append_c (masking->out, '"');
      put_treated (masking, treatment, text + 1, len - 2);
      g_string_append_c (masking->out, '"');
    }
  else
    put_treated (masking, treatment, text, len);
}

/* --- the tree ---------------------------------------------------------------- */

static void
note_length (const Masking *masking, guint32 field, gsize at, Counted *counted)
{
  guint32 begin = sip_tree_get_node (masking->tree, field)->span.at;

  for (guint32 id = sip_tree_get_first (masking->tree, field); id != SIP_NODE_NONE;
       id = sip_tree_get_next (masking->tree, id))
    {
      const SipNode *node = sip_tree_get_node (masking->tree, id);
      SipCursor cursor = { masking->data, node->span.at, sip_span_end (node->span) };
      SipSpan digits;

      if (node->kind == SIP_KIND_FIELD_VALUE
          && sip_take_number (&cursor, &digits, &counted->length))
        {
          counted->length_at = at + digits.at - begin;
          counted->length_len = digits.len;
        }
    }
}

/* The body that was @before octets long is now @after. */
static void
correct_length (const Masking *masking, const Counted *counted, gsize before, gsize after)
{
  guint64 length = counted->length + after;
  g_autofree char *digits = NULL;

  if (counted->length_at == 0 || before == after || length < before)
    return;
  digits = g_strdup_printf ("%0*" G_GUINT64_FORMAT, (int)MIN (counted->length_len, 20),
                            length - before);
  g_string_erase (masking->out, counted->length_at, counted->length_len);
  g_string_insert (masking->out, counted->length_at, digits);
}

/* The depth of trees is bounded: bodies are in bodies up to BODY_MAX_DEPTH. */
static void
put_node (const Masking *masking, guint32 node)
{
  Counted counted = { 0 };

  if (sip_node_is_leaf (sip_tree_get_node (masking->tree, node)))
    {
      put_leaf (masking, sip_tree_get_node (masking->tree, node));
      return;
    }
  for (guint32 id = sip_tree_get_first (masking->tree, node); id != SIP_NODE_NONE;
       id = sip_tree_get_next (masking->tree, id))
    {
      const SipNode *child = sip_tree_get_node (masking->tree, id);
      gsize at = masking->out->len;

      put_node (masking, id);
      if (child->kind == SIP_KIND_FIELD && child->fact == SIP_HEADER_CONTENT_LENGTH
          && counted.length_at == 0)
        note_length (masking, id, at, &counted);
      if (child->kind == SIP_KIND_BODY)
        correct_length (masking, &counted, child->span.len, masking->out->len - at);
    }
}

GBytes *
lore_mask_message (LorePseudonyms *pseudonyms, GBytes *message)
{
  g_autoptr (SipTree) tree = body_dissect (message);
  gsize len;
  const guint8 *data = sip_tree_get_data (tree, &len);
  GString *out = g_string_sized_new (len + 64);
  const Masking masking = { pseudonyms, tree, data, out };

  put_node (&masking, 0);
  return g_string_free_to_bytes (out);
}
