/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The draft: what is typed, filled, taken apart and coloured. Needs a display for GTK's
 * text buffer and its tags' colours.
 */
#include "view/draft.h"

#include <string.h>

#include "view/view.h"

static const char request[] = "OPTIONS sip:bob@{{destination}} SIP/2.0\n"
                              "Via: SIP/2.0/UDP {{local-ip}};branch={{branch}}\n"
                              "Route: {{route-set}}\n"
                              "Max-Forwards: 70\n"
                              "From: <sip:alice@atlanta.example>;tag={{tag}}\n"
                              "To: <sip:bob@biloxi.example>;tag={{remote-tag}}\n"
                              "Call-ID: {{call-id}}\n"
                              "CSeq: 1 OPTIONS\n"
                              "Content-Type: text/plain\n"
                              "Content-Length: {{content-length}}\n"
                              "\n"
                              "one\n"
                              "two\n";

static GHashTable *
new_variables (void)
{
  static const char *const pairs[][2] = {
    { "destination", "192.0.2.7:5060" },
    { "local-ip", "192.0.2.1" },
    { "branch", "z9hG4bKdraft" },
    { "route-set", "" },
    { "tag", "t1" },
    { "call-id", "draft@192.0.2.1" },
  };
  GHashTable *variables = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_hash_table_insert (variables, (char *)pairs[i][0], (char *)pairs[i][1]);
  return variables;
}

static LoreDraft *
new_draft (const char *text)
{
  LoreDraft *draft = lore_draft_new ();
  g_autoptr (GHashTable) variables = new_variables ();

  lore_draft_set_variables (draft, variables);
  lore_draft_replace (draft, text);
  lore_draft_flush (draft);
  return draft;
}

/* The text of the editor that stands for the first piece of @kind. */
static char *
dup_marked (LoreDraft *draft, SipKind kind)
{
  SipTree *tree = lore_draft_get_tree (draft);
  LoreMapping *mapping = lore_draft_get_mapping (draft);
  guint32 node = sip_tree_find (tree, 0, kind);
  g_autofree char *text = lore_draft_dup_text (draft);
  SipSpan span;
  guint begin, end;

  if (node == SIP_NODE_NONE)
    return NULL;
  span = sip_tree_get_node (tree, node)->span;
  begin = lore_mapping_get_char (mapping, span.at);
  end = lore_mapping_get_char_end (mapping, sip_span_end (span));
  return g_utf8_substring (text, begin, end);
}

/* Where pieces of the filled message stand in the unfilled text, past a field that was
 * left out and values of other lengths. */
static void
test_places (void)
{
  static const struct
  {
    SipKind kind;
    const char *text;
    const char *why;
  } rows[] = {
    { SIP_KIND_METHOD, "OPTIONS", "before every variable" },
    { SIP_KIND_REQUEST_URI, "sip:bob@{{destination}}", "around one" },
    { SIP_KIND_HOST, "{{destination}}", "inside one: the whole" },
    { SIP_KIND_CALL_ID, "{{call-id}}", "behind the field that is left out" },
    { SIP_KIND_MEDIA_TYPE, "text", "plain text behind variables" },
    { SIP_KIND_BODY, "one\ntwo\n", "behind the one that is counted" },
  };
  g_autoptr (LoreDraft) draft = new_draft (request);
  const LoreFilling *filling = lore_draft_get_filling (draft);
  g_autofree char *message = g_strndup (g_bytes_get_data (filling->message, NULL),
                                        g_bytes_get_size (filling->message));

  g_assert_nonnull (strstr (message, "\r\nContent-Length: 10\r\n\r\none\r\ntwo\r\n"));
  g_assert_null (strstr (message, "Route"));
  g_assert_cmpstr (filling->missing[0], ==, "remote-tag");
  g_assert_null (filling->missing[1]);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = dup_marked (draft, rows[i].kind);

      g_test_message ("%s", rows[i].why);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
  g_assert_cmpstr (lore_draft_get_method (draft), ==, "OPTIONS");
  g_assert_finalize_object (g_steal_pointer (&draft));
}

/* NUL and bytes that are no UTF-8 go out as they were written. */
static void
test_bytes (void)
{
  g_autoptr (LoreDraft) draft = new_draft ("X: a\\x00b\\xff{{tag}}\\n\nY\n");
  static const char expected[] = "X: a\0b\xfft1\nY\r\n";
  gsize size;
  const char *data = g_bytes_get_data (lore_draft_get_filling (draft)->message, &size);

  g_assert_cmpmem (data, size, expected, sizeof expected - 1);
}

/* Loading a template is one step back. */
static void
test_undo (void)
{
  g_autoptr (LoreDraft) draft = new_draft (request);
  g_autofree char *text = NULL;

  lore_draft_replace (draft, "BYE sip:x SIP/2.0\n");
  g_assert_cmpstr (lore_draft_get_method (draft), ==, "BYE");
  gtk_text_buffer_undo (GTK_TEXT_BUFFER (lore_draft_get_buffer (draft)));
  text = lore_draft_dup_text (draft);
  g_assert_cmpstr (text, ==, request);
  g_assert_cmpstr (lore_draft_get_method (draft), ==, "OPTIONS");
}

static gboolean
has_tag (LoreDraft *draft, guint line, guint column, const char *name)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (lore_draft_get_buffer (draft));
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line_offset (buffer, &iter, line, column);
  return gtk_text_iter_has_tag (
      &iter, gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), name));
}

static void
test_colours (void)
{
  g_autoptr (LoreDraft) draft = new_draft (request);
  LorePaint *paint = lore_draft_get_paint (draft);

  g_assert_true (has_tag (draft, 0, 0, "start-line"));
  g_assert_true (has_tag (draft, 1, 0, "general"));
  g_assert_true (has_tag (draft, 1, 0, "strong"));
  g_assert_false (has_tag (draft, 1, 6, "strong"));
  g_assert_true (has_tag (draft, 1, 20, "variable"));
  g_assert_true (has_tag (draft, 3, 0, "request"));
  g_assert_true (has_tag (draft, 8, 0, "entity"));
  g_assert_true (has_tag (draft, 11, 0, "body"));
  g_assert_cmpint (lore_paint_get_line_category (paint, 0), ==, SIP_CATEGORY_START_LINE);
  g_assert_cmpint (lore_paint_get_line_category (paint, 11), ==, SIP_CATEGORY_BODY);
  g_assert_cmpint (lore_paint_get_line_category (paint, 12), ==, SIP_CATEGORY_NONE);
}

/* Only lines that changed are tagged again. */
static void
test_retagging (void)
{
  static const struct
  {
    guint line, column;
    const char *text;
    guint most; /* lines tagged */
    const char *why;
  } rows[] = {
    { 3, 15, "1", 1, "a digit in a value" },
    { 4, 0, "Subject: new\n", 2, "a line between others" },
    { 4, 0, "X", 2, "a field becomes another" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoreDraft) draft = new_draft (request);
      GtkTextBuffer *buffer = GTK_TEXT_BUFFER (lore_draft_get_buffer (draft));
      GtkTextIter iter;

      g_test_message ("%s", rows[i].why);
      gtk_text_buffer_get_iter_at_line_offset (buffer, &iter, rows[i].line,
                                               rows[i].column);
      gtk_text_buffer_insert (buffer, &iter, rows[i].text, -1);
      lore_draft_flush (draft);
      g_assert_cmpuint (lore_paint_get_n_tagged (lore_draft_get_paint (draft)), >=, 1);
      g_assert_cmpuint (lore_paint_get_n_tagged (lore_draft_get_paint (draft)), <=,
                        rows[i].most);
    }
}

/* Whatever edits are made, the tags are those of a draft that was written at once. */
static void
assert_same_tags (GtkTextBuffer *left, GtkTextBuffer *right)
{
  GtkTextIter a, b;

  gtk_text_buffer_get_start_iter (left, &a);
  gtk_text_buffer_get_start_iter (right, &b);
  do
    {
      g_autoptr (GSList) tags = gtk_text_iter_get_tags (&a);
      g_autoptr (GSList) others = gtk_text_iter_get_tags (&b);
      GSList *other = others;

      g_assert_cmpuint (g_slist_length (tags), ==, g_slist_length (others));
      for (GSList *tag = tags; tag != NULL; tag = tag->next, other = other->next)
        {
          g_autofree char *name = NULL;
          g_autofree char *other_name = NULL;

          g_object_get (tag->data, "name", &name, NULL);
          g_object_get (other->data, "name", &other_name, NULL);
          g_assert_cmpstr (name, ==, other_name);
        }
    }
  while (gtk_text_iter_forward_char (&a) && gtk_text_iter_forward_char (&b));
}

static void
test_edits (void)
{
  static const char *const pieces[] = { "\n",        "a",       ":",     "Via: x\n",
                                        " folded\n", "{{tag}}", "\\x00", "\n\n",
                                        "<",         "中" };
  g_autoptr (LoreDraft) draft = new_draft (request);
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (lore_draft_get_buffer (draft));

  for (guint round = 0; round < 120; round++)
    {
      int n = gtk_text_buffer_get_char_count (buffer);
      int at = g_test_rand_int_range (0, n + 1);
      g_autoptr (LoreDraft) fresh = NULL;
      g_autofree char *text = NULL;
      GtkTextIter begin, end;

      gtk_text_buffer_get_iter_at_offset (buffer, &begin, at);
      if (g_test_rand_bit ())
        gtk_text_buffer_insert (
            buffer, &begin, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))], -1);
      else
        {
          gtk_text_buffer_get_iter_at_offset (
              buffer, &end, MIN (n, at + g_test_rand_int_range (0, 20)));
          gtk_text_buffer_delete (buffer, &begin, &end);
        }
      lore_draft_flush (draft);
      text = lore_draft_dup_text (draft);
      fresh = new_draft (text);
      assert_same_tags (buffer, GTK_TEXT_BUFFER (lore_draft_get_buffer (fresh)));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      puts ("1..0 # SKIP no display");
      return 0;
    }
  lore_view_init ();
  g_test_add_func ("/draft/places", test_places);
  g_test_add_func ("/draft/bytes", test_bytes);
  g_test_add_func ("/draft/undo", test_undo);
  g_test_add_func ("/draft/colours", test_colours);
  g_test_add_func ("/draft/retagging", test_retagging);
  g_test_add_func ("/draft/edits", test_edits);
  return g_test_run ();
}
