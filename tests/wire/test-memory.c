/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"
#include "wire/memory.h"

typedef struct
{
  LoreClock *clock;
  LoreMemory *memory;
  GString *log;
} Fixture;

static void
on_received (LoreWire *wire, GBytes *datagram, const char *source, gpointer user_data)
{
  Fixture *fixture = user_data;
  gsize len;
  const char *data = g_bytes_get_data (datagram, &len);

  g_string_append_printf (fixture->log, "%" G_GINT64_FORMAT ":%.*s<%s ",
                          lore_clock_get_time (fixture->clock), (int)len, data, source);
}

static void
on_failed (LoreWire *wire, const char *destination, const char *problem,
           gpointer user_data)
{
  g_string_append_printf (((Fixture *)user_data)->log, "%s %s ", destination, problem);
}

static const LoreWireSink sink = { on_received, on_failed };

static void
setup (Fixture *fixture, gconstpointer data)
{
  fixture->clock = lore_clock_new_virtual ();
  fixture->memory = lore_memory_new (fixture->clock);
  fixture->log = g_string_new (NULL);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->memory);
  g_assert_finalize_object (fixture->clock);
  g_string_free (fixture->log, TRUE);
}

static LoreWire *
open_wire (Fixture *fixture, const char *host, guint16 port, GError **error)
{
  return lore_network_open (LORE_NETWORK (fixture->memory), host, port, &sink, fixture,
                            error);
}

static void
send_text (LoreWire *wire, const char *text, const char *destination)
{
  g_autoptr (GBytes) datagram = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_assert_true (lore_wire_send (wire, datagram, destination, &error));
  g_assert_no_error (error);
}

static void
test_flight (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoreWire) a = open_wire (fixture, NULL, 5060, NULL);
  g_autoptr (LoreWire) b = open_wire (fixture, "::1", 0, NULL);

  g_assert_cmpstr (lore_wire_get_address (a), ==, "127.0.0.1:5060");
  g_assert_cmpstr (lore_wire_get_address (b), ==, "[::1]:49152");
  lore_memory_set_latency (fixture->memory, 40);
  send_text (a, "one", "[::1]:49152");
  send_text (a, "two", "[::1]:49152");
  send_text (a, "who", "127.0.0.1:9");
  g_assert_cmpstr (fixture->log->str, ==, "");
  lore_clock_advance (fixture->clock, 40);
  g_assert_cmpstr (fixture->log->str, ==,
                   "40:one<127.0.0.1:5060 40:two<127.0.0.1:5060 "
                   "127.0.0.1:9 unreachable ");
}

/* What is still under way when everybody has left is forgotten. */
static void
test_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoreWire) a = open_wire (fixture, NULL, 5060, NULL);
  g_autoptr (GBytes) datagram = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;

  send_text (a, "one", "127.0.0.1:5060");
  lore_wire_close (a);
  g_assert_false (lore_wire_send (a, datagram, "127.0.0.1:5060", &error));
  g_assert_cmpstr (lore_problem_get_id (error), ==, "send-failed");
}

static void
test_problems (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    gsize size;
    const char *destination, *problem, *why;
  } rows[] = {
    { 0, "127.0.0.1:5060", "empty-message", "nothing to send" },
    { 65507, "127.0.0.1:5060", NULL, "the largest over IPv4" },
    { 65508, "127.0.0.1:5060", "datagram-too-big", "one octet more" },
    { 65527, "[::1]:5060", NULL, "the largest over IPv6" },
    { 65528, "[::1]:5060", "datagram-too-big", "one octet more" },
  };
  g_autoptr (LoreWire) wire = open_wire (fixture, NULL, 5060, NULL);
  g_autoptr (GError) taken = NULL;

  g_assert_null (open_wire (fixture, NULL, 5060, &taken));
  g_assert_cmpstr (lore_problem_get_id (taken), ==, "port-in-use");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) datagram =
          g_bytes_new_take (g_malloc0 (rows[i].size + 1), rows[i].size);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i].why);
      lore_wire_send (wire, datagram, rows[i].destination, &error);
      g_assert_cmpstr (lore_problem_get_id (error), ==, rows[i].problem);
    }
}

static gboolean
lose_second (GBytes *datagram, const char *source, const char *destination,
             gpointer user_data)
{
  return ++*(guint *)user_data != 2;
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoreWire) wire = open_wire (fixture, NULL, 1, NULL);
  guint n = 0;

  lore_memory_set_filter (fixture->memory, lose_second, &n);
  send_text (wire, "a", "127.0.0.1:1");
  send_text (wire, "b", "127.0.0.1:1");
  send_text (wire, "c", "127.0.0.1:1");
  lore_clock_advance (fixture->clock, 0);
  g_assert_cmpstr (fixture->log->str, ==, "0:a<127.0.0.1:1 0:c<127.0.0.1:1 ");
}

static void
on_resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static void
test_resolve (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *destination, *address, *problem, *why;
  } rows[] = {
    { "bob.example:7", "192.0.2.5:7", NULL, "a known name" },
    { "192.0.2.9", "192.0.2.9:5060", NULL, "an address" },
    { "::1", "[::1]:5060", NULL, "an address" },
    { "nobody.example", NULL, "host-not-found", "an unknown name" },
    { "", NULL, "no-destination", "nothing" },
    { "a b", NULL, "bad-destination", "nonsense" },
  };

  lore_memory_add_host (fixture->memory, "bob.example", "192.0.2.5");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autofree char *address = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i].why);
      lore_network_resolve_async (LORE_NETWORK (fixture->memory), rows[i].destination,
                                  NULL, on_resolved, &result);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      address =
          lore_network_resolve_finish (LORE_NETWORK (fixture->memory), result, &error);
      g_assert_cmpstr (lore_problem_get_id (error), ==, rows[i].problem);
      g_assert_cmpstr (address, ==, rows[i].address);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/memory/flight", Fixture, NULL, setup, test_flight, teardown);
  g_test_add ("/memory/closed", Fixture, NULL, setup, test_closed, teardown);
  g_test_add ("/memory/problems", Fixture, NULL, setup, test_problems, teardown);
  g_test_add ("/memory/filter", Fixture, NULL, setup, test_filter, teardown);
  g_test_add ("/memory/resolve", Fixture, NULL, setup, test_resolve, teardown);
  return g_test_run ();
}
