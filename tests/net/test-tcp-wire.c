/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/sockets.h"
#include "wire/endpoint.h"

#include <string.h>

#define LARGE 200000

typedef struct
{
  GString *heard; /* "OPTIONS from 127.0.0.1:5060 " … */
  GString *problems;
  gsize largest;
  LoreWire *wire;
} Side;

static void
on_received (LoreWire *wire, GBytes *message, const char *source, gpointer user_data)
{
  Side *side = user_data;
  gsize len;
  const char *data = g_bytes_get_data (message, &len);

  side->largest = MAX (side->largest, len);
  g_string_append_printf (side->heard, "%.*s from %s ", (int)strcspn (data, " \r"), data,
                          source);
}

static void
on_failed (LoreWire *wire, const char *destination, const char *problem,
           gpointer user_data)
{
  g_string_append_printf (((Side *)user_data)->problems, "%s ", problem);
}

static const LoreWireSink sink = { on_received, on_failed };

typedef struct
{
  LoreSockets *sockets;
  Side here, there;
  gboolean late;
} Pair;

static gboolean
side_open (Side *side, LoreSockets *sockets, const char *host)
{
  g_autoptr (GError) error = NULL;

  side->heard = g_string_new (NULL);
  side->problems = g_string_new (NULL);
  side->wire = lore_network_open_transport (LORE_NETWORK (sockets), "TCP", host, 0, &sink,
                                            side, &error);
  return side->wire != NULL;
}

static void
side_clear (Side *side)
{
  g_clear_object (&side->wire);
  g_string_free (side->heard, TRUE);
  g_string_free (side->problems, TRUE);
}

static gboolean
on_deadline (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until @text grows to @len bytes. */
static void
wait_for (Pair *pair, const GString *text, gsize len)
{
  guint timeout = g_timeout_add_seconds (10, on_deadline, &pair->late);

  while (!pair->late && text->len < len)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (pair->late);
  g_source_remove (timeout);
}

static void
setup (Pair *pair, gconstpointer host)
{
  *pair = (Pair){ .sockets = lore_sockets_new () };
  if (!side_open (&pair->here, pair->sockets, host)
      || !side_open (&pair->there, pair->sockets, host))
    g_test_skip ("no IPv6 here");
}

static void
teardown (Pair *pair, gconstpointer host)
{
  side_clear (&pair->here);
  side_clear (&pair->there);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (pair->sockets);
}

static void
say (Side *from, Side *to, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  lore_wire_send (from->wire, bytes, lore_wire_get_address (to->wire), &error);
  g_assert_no_error (error);
}

/* One connection carries both ways, and both see the port that listens. */
static void
test_both_ways (Pair *pair, gconstpointer host)
{
  g_autofree char *asked = NULL, *answered = NULL;

  if (pair->there.wire == NULL)
    return;
  asked = g_strdup_printf ("OPTIONS from %s MESSAGE from %s ",
                           lore_wire_get_address (pair->here.wire),
                           lore_wire_get_address (pair->here.wire));
  answered =
      g_strdup_printf ("SIP/2.0 from %s ", lore_wire_get_address (pair->there.wire));
  say (&pair->here, &pair->there, "OPTIONS sip:b SIP/2.0\r\nContent-Length: 0\r\n\r\n");
  say (&pair->here, &pair->there, "MESSAGE sip:b SIP/2.0\r\nl: 2\r\n\r\nhi");
  wait_for (pair, pair->there.heard, strlen (asked));
  g_assert_cmpstr (pair->there.heard->str, ==, asked);
  say (&pair->there, &pair->here, "SIP/2.0 200 OK\r\nl: 0\r\n\r\n");
  wait_for (pair, pair->here.heard, strlen (answered));
  g_assert_cmpstr (pair->here.heard->str, ==, answered);
  g_assert_true (lore_wire_is_reliable (pair->here.wire));
  g_assert_cmpstr (lore_wire_get_transport (pair->here.wire), ==, "TCP");
}

/* More than any datagram holds. */
static void
test_large (Pair *pair, gconstpointer host)
{
  g_autofree char *body = g_strnfill (LARGE, 'x');
  g_autofree char *text =
      g_strdup_printf ("MESSAGE sip:b SIP/2.0\r\nl: %d\r\n\r\n%s", LARGE, body);

  say (&pair->here, &pair->there, text);
  wait_for (pair, pair->there.heard, 1);
  g_assert_cmpuint (pair->there.largest, ==, strlen (text));
}

static void
test_refused (Pair *pair, gconstpointer host)
{
  g_autofree char *nowhere = g_strdup (lore_wire_get_address (pair->there.wire));
  g_autoptr (GBytes) bytes = g_bytes_new_static ("OPTIONS x", 9);

  lore_wire_close (pair->there.wire);
  g_assert_true (lore_wire_send (pair->here.wire, bytes, nowhere, NULL));
  wait_for (pair, pair->here.problems, 1);
  g_assert_cmpstr (pair->here.problems->str, ==, "connection-refused ");
}

/* The peer goes while its answer is awaited; while nothing is, that is no problem. */
static void
test_closed (Pair *pair, gconstpointer host)
{
  say (&pair->here, &pair->there, "OPTIONS sip:b SIP/2.0\r\nl: 0\r\n\r\n");
  wait_for (pair, pair->there.heard, 1);
  lore_wire_close (pair->there.wire);
  wait_for (pair, pair->here.problems, 1);
  g_assert_cmpstr (pair->here.problems->str, ==, "connection-closed ");
}

/* What can never be framed ends the connection, on both sides. */
static void
test_unframed (Pair *pair, gconstpointer host)
{
  say (&pair->here, &pair->there,
       "OPTIONS sip:b SIP/2.0\r\nContent-Length: 9999999\r\n\r\n");
  wait_for (pair, pair->there.problems, 1);
  g_assert_cmpstr (pair->there.problems->str, ==, "stream-unframed ");
  wait_for (pair, pair->here.problems, 1);
  g_assert_cmpstr (pair->here.problems->str, ==, "connection-closed ");
}

/* Somebody's port is somebody's port. */
static void
test_taken (Pair *pair, gconstpointer host)
{
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  guint16 port;

  lore_endpoint_parse (lore_wire_get_address (pair->here.wire), &name, &port, NULL);
  g_assert_null (lore_network_open_transport (LORE_NETWORK (pair->sockets), "TCP", name,
                                              port, &sink, &pair->here, &error));
  g_assert_nonnull (error);
}

#define ADD(path, host, func) g_test_add (path, Pair, host, setup, func, teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/tcp/both-ways/ipv4", "127.0.0.1", test_both_ways);
  ADD ("/tcp/both-ways/ipv6", "::1", test_both_ways);
  ADD ("/tcp/large", "127.0.0.1", test_large);
  ADD ("/tcp/refused", "127.0.0.1", test_refused);
  ADD ("/tcp/closed", "127.0.0.1", test_closed);
  ADD ("/tcp/unframed", "127.0.0.1", test_unframed);
  ADD ("/tcp/taken", "127.0.0.1", test_taken);
  return g_test_run ();
}
