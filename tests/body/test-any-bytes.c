/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds of every input: a sound tree that covers it, no byte read beyond it, fixes
 * that can be applied. Inputs are own messages, cut, mutated and mixed, and noise; some
 * end where memory ends.
 */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "body/dissect.h"
#include "sip/edit.h"
#include "sip/facts.h"
#include "sip/index.h"
#include "tree-dump.h"

static GPtrArray *
load_messages (void)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "golden", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      char *data;
      gsize len;

      if (g_str_has_suffix (name, ".sip")
          && g_file_get_contents (path, &data, &len, NULL))
        g_ptr_array_add (messages, g_bytes_new_take (data, len));
    }
  g_assert_cmpuint (messages->len, >, 0);
  return messages;
}

/* Index and tree read the same bytes and must say the same. */
static void
assert_index_agrees (SipTree *tree, const SipIndex *index)
{
  guint32 body = sip_tree_find (tree, 0, SIP_KIND_BODY);
  guint32 call_id = sip_tree_find_field (tree, SIP_HEADER_CALL_ID, 0);

  while (body != SIP_NODE_NONE && sip_tree_get_node (tree, body)->parent != 0)
    body = SIP_NODE_NONE;
  if (body != SIP_NODE_NONE)
    {
      g_assert_cmpuint (sip_tree_get_node (tree, body)->span.at, ==, index->body.at);
      g_assert_cmpuint (sip_tree_get_node (tree, body)->span.len, ==, index->body.len);
    }
  g_assert_cmpint (index->call_id.len > 0 && call_id == SIP_NODE_NONE, ==, FALSE);
}

static void
assert_fixes_apply (SipTree *tree)
{
  GBytes *bytes = sip_tree_get_bytes (tree);
  guint n;
  const SipDiagnostic *diagnostics = sip_tree_get_diagnostics (tree, &n);

  for (guint i = 0; i < MIN (n, 40); i++)
    {
      g_auto (GStrv) args = sip_diagnostic_dup_args (&diagnostics[i], bytes);
      g_autofree char *text = NULL;
      SipSpan span;

      g_assert_nonnull (args);
      if (sip_diagnostic_get_fix (&diagnostics[i], bytes, &span, &text))
        {
          g_autoptr (GBytes) fixed = sip_edit_replace (bytes, span, text);

          g_assert_false (g_bytes_equal (fixed, bytes));
        }
    }
}

static void
check_bytes (GBytes *bytes)
{
  g_autoptr (SipTree) tree = body_dissect (bytes);
  SipIndex index;
  gsize len;
  const guint8 *data = g_bytes_get_data (bytes, &len);

  tree_assert_sound (tree);
  sip_index (data, len, &index);
  g_assert_cmpuint (sip_span_end (index.header), <=, len);
  g_assert_cmpuint (sip_span_end (index.body), <=, len);
  assert_index_agrees (tree, &index);
  assert_fixes_apply (tree);
  if (len > 0)
    {
      g_autofree char *topic = sip_tree_dup_topic (
          tree, sip_tree_node_at (tree, g_test_rand_int_range (0, len)));

      g_assert_nonnull (topic);
    }
}

static guint
get_depth (SipTree *tree)
{
  guint deepest = 0;

  for (guint32 i = 0; i < sip_tree_get_n_nodes (tree); i++)
    {
      guint depth = 0;

      for (guint32 node = i; node != SIP_NODE_NONE; depth++)
        node = sip_tree_get_node (tree, node)->parent;
      deepest = MAX (deepest, depth);
    }
  return deepest;
}

/* Who walks a tree down may do so by recursion, whatever the message. */
static void
test_depth (void)
{
  static const struct
  {
    const char *begin; /* of a body, before its depth where it has a boundary */
    const char *type;  /* of the body in it, before its depth */
    gboolean has_boundary;
    const char *why;
  } rows[] = {
    { "--", "multipart/mixed;boundary=", TRUE, "parts in parts" },
    { "To: <sip:a>;b=<sip:c;d>", "message/sipfrag", FALSE, "messages in messages" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GString *text = g_string_new ("INVITE sip:a SIP/2.0\r\n");
      char before[8] = "";
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (SipTree) tree = NULL;

      g_test_message ("%s", rows[i].why);
      for (guint n = 0; n < 100; n++)
        {
          g_autofree char *depth =
              rows[i].has_boundary ? g_strdup_printf ("%u", n) : g_strdup ("");

          if (n > 0)
            g_string_append_printf (text, "%s%s\r\n", rows[i].begin, before);
          g_string_append_printf (text, "Content-Type: %s%s\r\n\r\n", rows[i].type,
                                  depth);
          g_strlcpy (before, depth, sizeof before);
        }
      bytes = g_string_free_to_bytes (text);
      tree = body_dissect (bytes);
      tree_assert_sound (tree);
      g_assert_cmpuint (get_depth (tree), >, 16);
      g_assert_cmpuint (get_depth (tree), <, 48);
    }
}

static void
test_prefixes (void)
{
  g_autoptr (GPtrArray) messages = load_messages ();

  for (guint i = 0; i < messages->len; i++)
    for (gsize len = 0; len < g_bytes_get_size (messages->pdata[i]); len += 3)
      {
        g_autoptr (GBytes) prefix = g_bytes_new_from_bytes (messages->pdata[i], 0, len);

        check_bytes (prefix);
      }
}

/* Characters that mean something somewhere. */
static const char special[] = "\r\n\t \"\\<>()[]{}:;,=@?&/%*.-+\0\x01\x7f\x80\xc3\xff"
                              "0aZ_";

static void
mutate (GByteArray *bytes, GPtrArray *messages)
{
  guint at = bytes->len > 0 ? g_test_rand_int_range (0, bytes->len) : 0;
  guint8 c = special[g_test_rand_int_range (0, sizeof special - 1)];
  GBytes *other = messages->pdata[g_test_rand_int_range (0, messages->len)];
  guint n;

  if (bytes->len == 0)
    {
      g_byte_array_append (bytes, &c, 1);
      return;
    }
  switch (g_test_rand_int_range (0, 5))
    {
    case 0:
      bytes->data[at] = c;
      break;
    case 1:
      g_byte_array_append (bytes, &c, 1);
      memmove (bytes->data + at + 1, bytes->data + at, bytes->len - at - 1);
      bytes->data[at] = c;
      break;
    case 2:
      n = g_test_rand_int_range (1, 12);
      g_byte_array_remove_range (bytes, at, MIN (n, bytes->len - at));
      break;
    case 3:
      bytes->data[at] = g_test_rand_int ();
      break;
    default:
      n = MIN (g_bytes_get_size (other), 60);
      g_byte_array_append (bytes, g_bytes_get_data (other, NULL), n);
    }
}

static void
test_mutations (void)
{
  g_autoptr (GPtrArray) messages = load_messages ();

  for (guint round = 0; round < 12000; round++)
    {
      GBytes *from = messages->pdata[round % messages->len];
      GByteArray *bytes = g_byte_array_new ();
      g_autoptr (GBytes) mutated = NULL;
      guint n = g_test_rand_int_range (1, 8);

      g_byte_array_append (bytes, g_bytes_get_data (from, NULL), g_bytes_get_size (from));
      while (n-- > 0)
        mutate (bytes, messages);
      mutated = g_byte_array_free_to_bytes (bytes);
      check_bytes (mutated);
    }
}

static void
test_noise (void)
{
  for (guint round = 0; round < 3000; round++)
    {
      guint8 noise[300];
      guint len = g_test_rand_int_range (0, sizeof noise);
      g_autoptr (GBytes) bytes = NULL;

      for (guint i = 0; i < len; i++)
        noise[i] = round % 2 ? g_test_rand_int ()
                             : special[g_test_rand_int_range (0, sizeof special - 1)];
      bytes = g_bytes_new_static (noise, len);
      check_bytes (bytes);
    }
}

/* A page of data right before one that cannot be read: a byte too far is a crash. */
static void
test_unreadable_page (void)
{
  g_autoptr (GPtrArray) messages = load_messages ();
  gsize page = sysconf (_SC_PAGESIZE);
  gsize room = 4 * page;
  guint8 *memory = mmap (NULL, room + page, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  g_assert_true (memory != MAP_FAILED);
  g_assert_cmpint (mprotect (memory + room, page, PROT_NONE), ==, 0);
  for (guint i = 0; i < messages->len; i++)
    {
      gsize len;
      const guint8 *data = g_bytes_get_data (messages->pdata[i], &len);

      g_assert_cmpuint (len, <=, room);
      for (gsize n = 0; n <= len; n++)
        {
          guint8 *copy = memory + room - n;
          g_autoptr (GBytes) bytes = g_bytes_new_static (copy, n);

          if (n > 0)
            memcpy (copy, data, n);
          check_bytes (bytes);
        }
    }
  munmap (memory, room + page);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/any-bytes/depth", test_depth);
  g_test_add_func ("/any-bytes/prefixes", test_prefixes);
  g_test_add_func ("/any-bytes/mutations", test_mutations);
  g_test_add_func ("/any-bytes/noise", test_noise);
  g_test_add_func ("/any-bytes/unreadable-page", test_unreadable_page);
  return g_test_run ();
}
