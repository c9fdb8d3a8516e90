/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The index looks at less than the tree and must find the same: on the messages of the
 * benchmark in every field, on what the fuzzers begin with wherever the tree finds the
 * field well formed.
 */
#include "body/dissect.h"
#include "ordinary.h"
#include "sip/facts.h"
#include "sip/index.h"

typedef struct
{
  SipTree *tree; /* borrowed */
  SipIndex index;
  const char *source; /* for messages of the test */
} Pair;

static SipSpan
get_span (const Pair *pair, guint32 node)
{
  return node == SIP_NODE_NONE ? (SipSpan){ 0, 0 }
                               : sip_tree_get_node (pair->tree, node)->span;
}

static void
assert_span (const Pair *pair, const char *what, SipSpan index, SipSpan tree)
{
  if (index.len == tree.len && (index.len == 0 || index.at == tree.at))
    return;
  g_error ("%s: %s: the index has %u+%u, the tree %u+%u", pair->source, what, index.at,
           index.len, tree.at, tree.len);
}

/* The first field of the name whose value is not empty. */
static guint32
find_field (const Pair *pair, guint16 header)
{
  guint32 field;

  for (guint nth = 0;
       (field = sip_tree_find_field (pair->tree, header, nth)) != SIP_NODE_NONE; nth++)
    if (get_span (pair, sip_tree_find (pair->tree, field, SIP_KIND_FIELD_VALUE)).len > 0)
      break;
  return field;
}

static guint32
find_in (const Pair *pair, guint32 under, SipKind kind)
{
  return under == SIP_NODE_NONE ? under : sip_tree_find (pair->tree, under, kind);
}

static SipSpan
find_param (const Pair *pair, guint32 field, guint16 param)
{
  guint32 node = find_in (pair, field, SIP_KIND_PARAM);

  while (node != SIP_NODE_NONE)
    {
      const SipNode *row = sip_tree_get_node (pair->tree, node);

      if (row->kind == SIP_KIND_PARAM && row->fact == param)
        return get_span (pair, find_in (pair, node, SIP_KIND_PARAM_VALUE));
      node = sip_tree_get_next (pair->tree, node);
    }
  return (SipSpan){ 0, 0 };
}

/* A field that holds what is no part of its grammar may be read one way or another. */
static gboolean
is_clean (const Pair *pair, guint32 field)
{
  guint n;
  const SipDiagnostic *found = sip_tree_get_diagnostics (pair->tree, &n);
  SipSpan span = get_span (pair, field);

  for (guint i = 0; i < n; i++)
    if (sip_diagnostic_get_row (found[i].code)->severity == SIP_SEVERITY_ERROR
        && found[i].span.at >= span.at && found[i].span.at <= sip_span_end (span))
      return FALSE;
  return field != SIP_NODE_NONE;
}

static void
assert_address (const Pair *pair, guint16 header, SipSpan value, SipSpan tag)
{
  guint32 field = find_field (pair, header);

  assert_span (pair, sip_header_get (header)->name, value,
               get_span (pair, find_in (pair, field, SIP_KIND_FIELD_VALUE)));
  if (is_clean (pair, field))
    assert_span (pair, "tag", tag, find_param (pair, field, SIP_PARAM_TAG));
}

static void
assert_value (const Pair *pair, guint16 header, SipSpan value)
{
  guint32 field = find_field (pair, header);

  assert_span (pair, sip_header_get (header)->name, value,
               get_span (pair, find_in (pair, field, SIP_KIND_FIELD_VALUE)));
}

/* @ret_clean: whether every Via field is well formed. */
static guint
count_vias (const Pair *pair, gboolean *ret_clean)
{
  guint n = 0;
  guint32 field;

  *ret_clean = TRUE;
  for (guint nth = 0;
       (field = sip_tree_find_field (pair->tree, SIP_HEADER_VIA, nth)) != SIP_NODE_NONE;
       nth++)
    {
      guint32 node = find_in (pair, field, SIP_KIND_VALUE);

      *ret_clean &= is_clean (pair, field);
      for (; node != SIP_NODE_NONE; node = sip_tree_get_next (pair->tree, node))
        n += sip_tree_get_node (pair->tree, node)->kind == SIP_KIND_VALUE;
    }
  return n;
}

static void
assert_vias (const Pair *pair)
{
  guint32 top = sip_tree_find_field (pair->tree, SIP_HEADER_VIA, 0);
  gboolean clean;
  guint n = count_vias (pair, &clean);

  if (!clean || n == 0)
    return;
  g_assert_cmpuint (pair->index.n_vias, ==, n);
  top = find_in (pair, top, SIP_KIND_VALUE);
  assert_span (pair, "branch", pair->index.branch,
               find_param (pair, top, SIP_PARAM_BRANCH));
  assert_span (pair, "sent-by", pair->index.sent_by,
               get_span (pair, find_in (pair, top, SIP_KIND_SENT_BY)));
}

static void
assert_cseq (const Pair *pair)
{
  guint32 field = sip_tree_find_field (pair->tree, SIP_HEADER_CSEQ, 0);
  guint32 method = find_in (pair, field, SIP_KIND_METHOD);

  if (!is_clean (pair, field) || pair->index.start != SIP_START_RESPONSE)
    return;
  assert_span (pair, "method", pair->index.method_name, get_span (pair, method));
  g_assert_cmpuint (pair->index.method, ==, sip_tree_get_node (pair->tree, method)->fact);
}

static void
assert_start_line (const Pair *pair)
{
  static const SipKind kinds[] = { SIP_KIND_BAD_START_LINE, SIP_KIND_REQUEST_LINE,
                                   SIP_KIND_STATUS_LINE };
  guint32 line = sip_tree_find (pair->tree, 0, kinds[pair->index.start]);

  if (line == SIP_NODE_NONE) /* nothing but line ends */
    return;
  if (pair->index.start == SIP_START_REQUEST)
    {
      assert_span (pair, "method", pair->index.method_name,
                   get_span (pair, find_in (pair, line, SIP_KIND_METHOD)));
      assert_span (pair, "Request-URI", pair->index.request_uri,
                   get_span (pair, find_in (pair, line, SIP_KIND_REQUEST_URI)));
    }
  else if (pair->index.start == SIP_START_RESPONSE)
    assert_span (pair, "reason", pair->index.reason,
                 get_span (pair, find_in (pair, line, SIP_KIND_REASON_PHRASE)));
}

static SipSpan
find_body (const Pair *pair)
{
  guint32 node = sip_tree_get_first (pair->tree, 0);

  for (; node != SIP_NODE_NONE; node = sip_tree_get_next (pair->tree, node))
    if (sip_tree_get_node (pair->tree, node)->kind == SIP_KIND_BODY)
      return get_span (pair, node);
  return (SipSpan){ 0, 0 };
}

static void
assert_agree (GBytes *bytes, const char *source)
{
  g_autoptr (SipTree) tree = body_dissect (bytes);
  Pair pair = { .tree = tree, .source = source };
  gsize len;
  const guint8 *data = g_bytes_get_data (bytes, &len);

  sip_index (data, len, &pair.index);
  assert_start_line (&pair);
  assert_vias (&pair);
  assert_cseq (&pair);
  assert_address (&pair, SIP_HEADER_FROM, pair.index.from, pair.index.from_tag);
  assert_address (&pair, SIP_HEADER_TO, pair.index.to, pair.index.to_tag);
  assert_value (&pair, SIP_HEADER_CALL_ID, pair.index.call_id);
  assert_value (&pair, SIP_HEADER_CONTACT, pair.index.contact);
  assert_value (&pair, SIP_HEADER_CONTENT_TYPE, pair.index.content_type);
  assert_span (&pair, "body", pair.index.body, find_body (&pair));
}

static void
test_ordinary (void)
{
  g_autoptr (GPtrArray) messages = ordinary_messages_new (1000);

  for (guint i = 0; i < messages->len; i++)
    {
      guint n;
      g_autoptr (SipTree) tree = body_dissect (messages->pdata[i]);
      const SipDiagnostic *found = sip_tree_get_diagnostics (tree, &n);

      for (guint k = 0; k < n; k++) /* else less would be compared */
        g_assert_cmpint (sip_diagnostic_get_row (found[k].code)->severity, !=,
                         SIP_SEVERITY_ERROR);
      assert_agree (messages->pdata[i], "ordinary");
    }
}

static void
test_folder (gconstpointer data)
{
  const char *folder = data;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autoptr (GBytes) bytes = NULL;
      char *text;
      gsize len;

      if (!g_file_get_contents (file, &text, &len, NULL))
        continue;
      bytes = g_bytes_new_take (text, len);
      assert_agree (bytes, name);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
}

int
main (int argc, char *argv[])
{
  static const char *const folders[] = { "golden",
                                         "messages",
                                         "fuzz/corpus/message",
                                         "fuzz/corpus/header",
                                         "fuzz/corpus/sdp",
                                         "fuzz/corpus/multipart",
                                         "fuzz/corpus/stream",
                                         "fuzz/corpus/uri" };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agree/ordinary", test_ordinary);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_strdup_printf ("/agree/%s", folders[i]);

      g_test_add_data_func (path, folders[i], test_folder);
    }
  return g_test_run ();
}
