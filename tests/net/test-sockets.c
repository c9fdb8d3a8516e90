/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"
#include "net/sockets.h"
#include "wire/endpoint.h"

#include <string.h>
#include <unistd.h>

typedef struct
{
  GPtrArray *datagrams; /* of GBytes */
  char *source;
  char *refused;
} Inbox;

static void
on_received (LoreWire *wire, GBytes *datagram, const char *source, gpointer user_data)
{
  Inbox *inbox = user_data;

  g_ptr_array_add (inbox->datagrams, g_bytes_ref (datagram));
  g_free (inbox->source);
  inbox->source = g_strdup (source);
}

static void
on_failed (LoreWire *wire, const char *destination, const char *problem,
           gpointer user_data)
{
  Inbox *inbox = user_data;

  g_assert_cmpstr (problem, ==, "unreachable");
  g_free (inbox->refused);
  inbox->refused = g_strdup (destination);
}

static const LoreWireSink sink = { on_received, on_failed };

static void
inbox_init (Inbox *inbox)
{
  *inbox = (Inbox){ .datagrams =
                        g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref) };
}

static void
inbox_clear (Inbox *inbox)
{
  g_ptr_array_unref (inbox->datagrams);
  g_free (inbox->source);
  g_free (inbox->refused);
}

static gboolean
on_deadline (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until @n datagrams have come, or something was refused. */
static void
wait_for (Inbox *inbox, guint n)
{
  gboolean late = FALSE;
  guint timeout = g_timeout_add_seconds (10, on_deadline, &late);

  while (!late && inbox->datagrams->len < n && inbox->refused == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (timeout);
}

static LoreWire *
open_or_skip (LoreSockets *udp, const char *host, Inbox *inbox)
{
  g_autoptr (GError) error = NULL;
  LoreWire *wire = lore_network_open (LORE_NETWORK (udp), host, 0, &sink, inbox, &error);

  if (wire == NULL)
    {
      g_assert_cmpstr (host, ==, "::1");
      g_test_skip ("no IPv6 on this machine");
    }
  return wire;
}

/* Any bytes arrive as they were, from the port they were sent from. */
static void
test_exchange (gconstpointer data)
{
  const char *host = data;
  LoreSockets *udp = lore_sockets_new ();
  Inbox inbox_a, inbox_b;
  LoreWire *a, *b;

  inbox_init (&inbox_a);
  inbox_init (&inbox_b);
  a = open_or_skip (udp, host, &inbox_a);
  if (a != NULL)
    {
      gsize limit = lore_datagram_limit (lore_wire_get_address (a));
      g_autoptr (GBytes) small = g_bytes_new_static ("\0\xff\r\n", 4);
      g_autoptr (GBytes) large = g_bytes_new_take (g_malloc0 (limit), limit);
      g_autoptr (GError) error = NULL;

      b = open_or_skip (udp, host, &inbox_b);
      lore_wire_send (a, small, lore_wire_get_address (b), &error);
      g_assert_no_error (error);
      lore_wire_send (a, large, lore_wire_get_address (b), &error);
      g_assert_no_error (error);
      wait_for (&inbox_b, 2);
      g_assert_true (g_bytes_equal (g_ptr_array_index (inbox_b.datagrams, 0), small));
      g_assert_true (g_bytes_equal (g_ptr_array_index (inbox_b.datagrams, 1), large));
      g_assert_cmpstr (inbox_b.source, ==, lore_wire_get_address (a));
      g_assert_finalize_object (b);
      g_assert_finalize_object (a);
    }
  inbox_clear (&inbox_a);
  inbox_clear (&inbox_b);
  g_assert_finalize_object (udp);
}

/* Nobody listens: the refusal names the address, and the next datagram leaves. */
static void
test_unreachable (gconstpointer data)
{
  const char *host = data;
  LoreSockets *udp = lore_sockets_new ();
  Inbox inbox, gone_inbox;
  LoreWire *wire, *gone;

  inbox_init (&inbox);
  inbox_init (&gone_inbox);
  wire = open_or_skip (udp, host, &inbox);
  if (wire != NULL)
    {
      g_autoptr (GBytes) datagram = g_bytes_new_static ("x", 1);
      g_autofree char *address = NULL;
      g_autoptr (GError) error = NULL;

      gone = open_or_skip (udp, host, &gone_inbox);
      address = g_strdup (lore_wire_get_address (gone));
      g_assert_finalize_object (gone);
      lore_wire_send (wire, datagram, address, &error);
      g_assert_no_error (error);
      lore_wire_send (wire, datagram, lore_wire_get_address (wire), &error);
      g_assert_no_error (error);
      wait_for (&inbox, 2);
      g_assert_cmpstr (inbox.refused, ==, address);
      g_clear_pointer (&inbox.refused, g_free);
      wait_for (&inbox, 1);
      g_assert_finalize_object (wire);
    }
  inbox_clear (&inbox);
  inbox_clear (&gone_inbox);
  g_assert_finalize_object (udp);
}

/* More than one dispatch takes: all of a burst arrives, in its order. */
static void
test_burst (void)
{
  LoreSockets *udp = lore_sockets_new ();
  Inbox inbox;
  LoreWire *wire;
  guint n = 600;

  inbox_init (&inbox);
  wire = open_or_skip (udp, "127.0.0.1", &inbox);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);
      g_autoptr (GBytes) datagram = g_bytes_new (text, strlen (text) + 1);

      g_assert_true (lore_wire_send (wire, datagram, lore_wire_get_address (wire), NULL));
      /* Do not depend on how large a receive buffer the system grants. */
      if (i % 100 == 99)
        wait_for (&inbox, i + 1);
    }
  wait_for (&inbox, n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      g_assert_cmpstr (g_bytes_get_data (inbox.datagrams->pdata[i], NULL), ==, text);
    }
  g_assert_finalize_object (wire);
  inbox_clear (&inbox);
  g_assert_finalize_object (udp);
}

static void
test_problems (void)
{
  static const struct
  {
    gsize size;
    const char *destination, *problem, *why;
  } rows[] = {
    { 0, "127.0.0.1:9", "empty-message", "nothing to send" },
    { 65508, "127.0.0.1:9", "datagram-too-big", "over the limit of IPv4" },
    { 10, "192.0.2.1:5060", "host-unreachable", "a loopback socket stays on loopback" },
  };
  LoreSockets *udp = lore_sockets_new ();
  LoreNetwork *network = LORE_NETWORK (udp);
  g_autoptr (GError) taken = NULL, elsewhere = NULL, privileged = NULL;
  g_autofree char *host = NULL;
  Inbox inbox;
  LoreWire *wire;
  guint16 port;

  inbox_init (&inbox);
  wire = open_or_skip (udp, "127.0.0.1", &inbox);
  lore_endpoint_parse (lore_wire_get_address (wire), &host, &port, NULL);
  g_assert_null (lore_network_open (network, host, port, &sink, NULL, &taken));
  g_assert_cmpstr (lore_problem_get_id (taken), ==, "port-in-use");
  g_assert_null (lore_network_open (network, "192.0.2.1", 0, &sink, NULL, &elsewhere));
  g_assert_cmpstr (lore_problem_get_id (elsewhere), ==, "address-not-here");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) datagram =
          g_bytes_new_take (g_malloc0 (rows[i].size + 1), rows[i].size);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i].why);
      lore_wire_send (wire, datagram, rows[i].destination, &error);
      g_assert_cmpstr (lore_problem_get_id (error), ==, rows[i].problem);
    }
  g_assert_finalize_object (wire);
  inbox_clear (&inbox);
  g_assert_finalize_object (udp);
}

static void
on_resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static void
test_resolve (void)
{
  static const struct
  {
    const char *destination, *address, *problem, *why;
  } rows[] = {
    { "localhost:7", "127.0.0.1:7", NULL, "both families: IPv4 first" },
    { "[::1]", "[::1]:5060", NULL, "no need to ask" },
    { "nobody.invalid", NULL, "host-not-found", "never a name (RFC 2606)" },
    { "", NULL, "no-destination", "nothing" },
  };
  LoreSockets *udp = lore_sockets_new ();
  LoreNetwork *network = LORE_NETWORK (udp);
  g_autofree char *source = lore_network_dup_source (network, "127.0.0.1:9");

  g_assert_cmpstr (source, ==, "127.0.0.1");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autofree char *address = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i].why);
      lore_network_resolve_async (network, rows[i].destination, NULL, on_resolved,
                                  &result);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      address = lore_network_resolve_finish (network, result, &error);
      g_assert_cmpstr (lore_problem_get_id (error), ==, rows[i].problem);
      g_assert_cmpstr (address, ==, rows[i].address);
    }
  g_object_run_dispose (G_OBJECT (udp));
  g_object_unref (udp);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/udp/exchange/ipv4", "127.0.0.1", test_exchange);
  g_test_add_data_func ("/udp/exchange/ipv6", "::1", test_exchange);
  g_test_add_data_func ("/udp/unreachable/ipv4", "127.0.0.1", test_unreachable);
  g_test_add_data_func ("/udp/unreachable/ipv6", "::1", test_unreachable);
  g_test_add_func ("/udp/burst", test_burst);
  g_test_add_func ("/udp/problems", test_problems);
  g_test_add_func ("/udp/resolve", test_resolve);
  return g_test_run ();
}
