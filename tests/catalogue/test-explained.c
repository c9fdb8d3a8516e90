/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What counts as explained, piece by piece.
 */
#include <string.h>

#include "body/dissect.h"
#include "catalogue/explained.h"

static const char message[] = "OPTIONS sip:bob@biloxi.example SIP/2.0\r\n"
                              "Max-Forwards: 70\r\n"
                              "Subject: lunch at noon\r\n"
                              "X-Mood: merry\r\n"
                              "CSeq: one OPTIONS\r\n"
                              "Content-Type: application/sdp\r\n"
                              "\r\n"
                              "v=0\r\n"
                              "s=nothing\r\n"
                              "a=x-mood:merry\r\n"
                              "nonsense\r\n";

static const struct
{
  const char *piece; /* its first byte is asked for */
  gboolean explained;
  const char *why;
} rows[] = {
  { "OPTIONS", TRUE, "a method has its own topic" },
  { "Max-Forwards", TRUE, "the name is what the header's topic is about" },
  { "70", TRUE, "the value has a topic beside that of the header" },
  { "lunch", TRUE, "free text" },
  { "X-Mood", TRUE, "an extension" },
  { "merry", TRUE, "whose value is free text" },
  { "one", FALSE, "malformed" },
  { "v=0", TRUE, "the letter is what the line's topic is about" },
  { "nothing", TRUE, "a field with a topic" },
  { "x-mood", TRUE, "an extension" },
  { "nonsense", FALSE, "no line of SDP" },
};

static void
test_pieces (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (message, strlen (message));
  g_autoptr (SipTree) tree = body_dissect (bytes);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint32 node = sip_tree_node_at (tree, strstr (message, rows[i].piece) - message);

      g_test_message ("%s: %s", rows[i].piece, rows[i].why);
      g_assert_cmpint (lore_explained_is (tree, node), ==, rows[i].explained);
    }
}

static void
test_count (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (message, strlen (message));
  g_autoptr (SipTree) tree = body_dissect (bytes);
  gsize bad = strlen ("one OPTIONS") + strlen ("nonsense\r\n");
  gsize sdp = strlen (strstr (message, "v=0"));
  LoreExplained count = { 0 };

  lore_explained_count (tree, &count);
  g_assert_cmpuint (count.all.bytes, ==, strlen (message));
  g_assert_cmpuint (count.all.explained, ==, strlen (message) - bad);
  g_assert_cmpuint (count.sdp.bytes, ==, sdp);
  g_assert_cmpuint (count.sdp.explained, ==, sdp - strlen ("nonsense\r\n"));
  g_assert_cmpuint (count.head.bytes, ==, strlen (message) - sdp - 2);
  g_assert_cmpuint (count.all.unregistered, >, strlen ("X-Mood") + strlen ("merry"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explained/pieces", test_pieces);
  g_test_add_func ("/explained/count", test_count);
  return g_test_run ();
}
