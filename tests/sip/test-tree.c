/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/tree.h"

#include <string.h>

#include "sip/facts.h"
#include "tree-dump.h"

static const char message[] = "INVITE sip:bob@biloxi.example SIP/2.0\r\n"
                              "v: SIP/2.0/UDP a;branch=z9hG4bK1\r\n"
                              "Via: SIP/2.0/UDP b;x=1\r\n"
                              "X-Own: \xff z\r\n"
                              "Content-Length: 3\r\n"
                              "\r\n"
                              "v=0more";

static SipTree *
parse (const char *text, gsize len)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, len);

  return sip_tree_new (bytes);
}

/* What a click at each place finds, and what explains it. */
static void
test_node_at (void)
{
  static const struct
  {
    const char *at;
    SipKind kind;
    const char *topic;
  } rows[] = {
    { "INVITE", SIP_KIND_METHOD, "method:INVITE" },
    { " sip:bob", SIP_KIND_SPACE, "part:white-space" },
    { "bob@", SIP_KIND_URI_USER, "part:uri-user" },
    { "v: SIP", SIP_KIND_FIELD_NAME, "header:Via" },
    { "SIP/2.0/UDP a", SIP_KIND_TOKEN, "part:sent-protocol" },
    { "branch", SIP_KIND_PARAM_NAME, "param:branch" },
    { "z9hG4bK", SIP_KIND_MAGIC_COOKIE, "part:magic-cookie" },
    { "1\r\nVia", SIP_KIND_TOKEN, "param:branch" },
    { "x=1", SIP_KIND_PARAM_NAME, "part:generic-param" },
    { "X-Own", SIP_KIND_FIELD_NAME, "part:unknown-header" },
    { "z\r\n", SIP_KIND_TEXT, "part:unknown-header" },
    { "3\r\n", SIP_KIND_NUMBER, "value:Content-Length" },
    { "\r\nv=0", SIP_KIND_EMPTY_LINE, "part:empty-line" },
    { "v=0", SIP_KIND_BODY, "part:body" },
    { "more", SIP_KIND_SURPLUS, "part:surplus" },
  };
  g_autoptr (SipTree) tree = parse (message, strlen (message));

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize at = strstr (message, rows[i].at) - message;
      guint32 node = sip_tree_node_at (tree, at);
      g_autofree char *topic = sip_tree_dup_topic (tree, node);

      g_test_message ("%s", rows[i].at);
      g_assert_cmpstr (sip_kind_get_nick (sip_tree_get_node (tree, node)->kind), ==,
                       sip_kind_get_nick (rows[i].kind));
      g_assert_cmpstr (topic, ==, rows[i].topic);
    }
  g_assert_cmpuint (sip_tree_node_at (tree, strlen (message)), ==, 0);
  g_assert_cmpuint (sip_tree_node_at (tree, G_MAXSIZE), ==, 0);
}

static void
test_find (void)
{
  g_autoptr (SipTree) tree = parse (message, strlen (message));
  guint32 second = sip_tree_find_field (tree, SIP_HEADER_VIA, 1);
  guint32 param = sip_tree_find (tree, second, SIP_KIND_PARAM);
  g_autofree char *text = sip_tree_dup_text (tree, sip_tree_get_node (tree, param)->span);

  g_assert_cmpstr (text, ==, "x=1");
  g_assert_cmpuint (sip_tree_find_field (tree, SIP_HEADER_VIA, 2), ==, SIP_NODE_NONE);
  g_assert_cmpuint (sip_tree_find (tree, second, SIP_KIND_MAGIC_COOKIE), ==,
                    SIP_NODE_NONE);
  g_assert_cmpuint (sip_tree_find (tree, second, SIP_KIND_FIELD), ==, SIP_NODE_NONE);
  g_assert_cmpuint (sip_tree_find (tree, 0, SIP_KIND_SURPLUS), !=, SIP_NODE_NONE);
}

static void
test_text (void)
{
  g_autoptr (SipTree) tree = parse ("a\0b\xff\xc3\xa9", 6);
  g_autofree char *text = sip_tree_dup_text (tree, (SipSpan){ 0, 6 });

  g_assert_cmpstr (text, ==, "a\342\220\200b\357\277\275\303\251");
}

/* A million of anything takes time in proportion: what was quadratic would never end. */
static void
test_linear (void)
{
  static const struct
  {
    const char *head;
    const char *piece;
    const char *why;
  } rows[] = {
    { "A sip:b SIP/2.0\r\n", "X: y\r\n", "fields" },
    { "A sip:b SIP/2.0\r\n", "Via: SIP/2.0/UDP h\r\n", "values of a list in fields" },
    { "A sip:b SIP/2.0\r\nVia: ", "SIP/2.0/UDP h,", "values of a list" },
    { "A sip:b SIP/2.0\r\nVia: SIP/2.0/UDP h", ";p=v", "parameters" },
    { "A sip:b SIP/2.0\r\nTo: sip:a;p=", ",", "separators" },
    { "A sip:b SIP/2.0\r\nContact: ", "<,", "angles that stay open" },
    { "A sip:b SIP/2.0\r\nContact: ", "\"\\,", "strings that stay open" },
    { "A sip:b SIP/2.0\r\nContact: ", "a(,", "names that end in no angle" },
    { "A sip:b SIP/2.0\r\nContact: ", "\"a\",", "names without an address" },
    { "A sip:b SIP/2.0\r\nContact: ", "<sip:a@[,", "brackets that stay open" },
    { "A sip:b SIP/2.0\r\nServer: ", "(", "comments that stay open" },
    { "A sip:b SIP/2.0\r\nServer: ", "(\\", "and their escapes" },
    { "A sip:b SIP/2.0\r\nSubject: ", "x\r\n ", "foldings" },
    { "A sip:b SIP/2.0\r\nWarning: ", "300 a \"b\",", "warnings" },
    { "A sip:b SIP/2.0\r\nAuthorization: Digest ", "a=b,", "credentials" },
    { "A sip:b SIP/2.0\r\nAuthorization: Digest ", "a=\"",
      "credentials and open strings" },
    { "A sip:b;", "p;", "parameters of a URI" },
    { "A ", "<", "a start line of angles" },
    { "", "\r\n", "empty lines" },
    { "A sip:b SIP/2.0\r\n", " \r\n", "white lines" },
    { "A sip:b SIP/2.0\r\nSubject: ", "\\", "backslashes" },
    { "A sip:b SIP/2.0\r\nSubject: ", "\x01", "control characters" },
    { "A sip:b SIP/2.0\r\nSubject: ", "\xff", "bytes that are no UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) text = g_string_new (rows[i].head);
      g_autoptr (SipTree) tree = NULL;

      for (guint n = 0; n < 200000; n++)
        g_string_append (text, rows[i].piece);
      g_test_message ("%s", rows[i].why);
      tree = parse (text->str, text->len);
      tree_assert_sound (tree);
      sip_tree_node_at (tree, text->len / 2);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tree/node-at", test_node_at);
  g_test_add_func ("/tree/find", test_find);
  g_test_add_func ("/tree/text", test_text);
  g_test_add_func ("/tree/linear", test_linear);
  return g_test_run ();
}
