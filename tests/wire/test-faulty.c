/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/faulty.h"
#include "wire/memory.h"

#define MS G_GINT64_CONSTANT (1000)

typedef struct
{
  LoreClock *clock;
  LoreMemory *memory;
  LoreFaulty *faulty;
  LoreChance *chance;
  LoreWire *alice; /* on the faulty network */
  LoreWire *bob;
  LoreWire *outsider; /* on the one below */
  GString *log;
} Fixture;

static void
on_received (LoreWire *wire, GBytes *datagram, const char *source, gpointer user_data)
{
  Fixture *fixture = user_data;
  gsize len;
  const char *data = g_bytes_get_data (datagram, &len);

  g_string_append_printf (fixture->log, "%d:%.*s ",
                          (int)(lore_clock_get_time (fixture->clock) / MS), (int)len,
                          data);
}

static void
on_failed (LoreWire *wire, const char *destination, const char *problem,
           gpointer user_data)
{
  g_string_append_printf (((Fixture *)user_data)->log, "%s ", problem);
}

static const LoreWireSink wire_sink = { on_received, on_failed };

static const char *
on_name (const char *address, gpointer user_data)
{
  return g_str_has_suffix (address, ":5070") ? "Bob" : NULL;
}

static void
on_acted (const LoreMishap *mishap, gpointer user_data)
{
  g_string_append_printf (((Fixture *)user_data)->log, "[%s] ", mishap->fault->text);
}

static const LoreFaultySink sink = { on_name, on_acted };

static void
setup (Fixture *fixture, gconstpointer rule)
{
  fixture->clock = lore_clock_new_virtual ();
  fixture->memory = lore_memory_new (fixture->clock);
  fixture->faulty = lore_faulty_new (LORE_NETWORK (fixture->memory), fixture->clock);
  fixture->chance = lore_chance_new (7);
  fixture->log = g_string_new (NULL);
  lore_faulty_set_sink (fixture->faulty, &sink, fixture);
  fixture->alice = lore_network_open (LORE_NETWORK (fixture->faulty), NULL, 5060,
                                      &wire_sink, fixture, NULL);
  fixture->bob = lore_network_open (LORE_NETWORK (fixture->faulty), NULL, 5070,
                                    &wire_sink, fixture, NULL);
  fixture->outsider = lore_network_open (LORE_NETWORK (fixture->memory), NULL, 6000,
                                         &wire_sink, fixture, NULL);
  if (rule != NULL)
    {
      g_autoptr (LoreFault) fault = lore_fault_parse (rule, NULL);

      lore_faulty_set_rules (fixture->faulty, &fault, 1, fixture->chance);
    }
}

static void
teardown (Fixture *fixture, gconstpointer rule)
{
  g_object_unref (fixture->alice);
  g_object_unref (fixture->bob);
  g_object_unref (fixture->outsider);
  g_assert_finalize_object (fixture->faulty);
  g_assert_finalize_object (fixture->memory);
  g_assert_finalize_object (fixture->clock);
  lore_chance_free (fixture->chance);
  g_string_free (fixture->log, TRUE);
}

static void
send_text (LoreWire *wire, const char *text, const char *destination)
{
  g_autoptr (GBytes) datagram = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  lore_wire_send (wire, datagram, destination, &error);
  g_assert_no_error (error);
}

static void
expect (Fixture *fixture, const char *log)
{
  lore_clock_advance (fixture->clock, 1000 * MS);
  g_assert_cmpstr (fixture->log->str, ==, log);
}

static void
test_pass (Fixture *fixture, gconstpointer rule)
{
  send_text (fixture->alice, "a", "127.0.0.1:5070");
  send_text (fixture->alice, "b", "127.0.0.1:5555");
  expect (fixture, "0:a unreachable ");
}

/* Between two of ours a rule acts once, and from outside once as well. */
static void
test_once (Fixture *fixture, gconstpointer rule)
{
  send_text (fixture->alice, "a", "127.0.0.1:5070");
  send_text (fixture->outsider, "b", "127.0.0.1:5070");
  send_text (fixture->bob, "c", "127.0.0.1:6000");
  expect (fixture, "[delay 100ms] [delay 100ms] [delay 100ms] 100:b 100:a 100:c ");
}

static void
test_reorder (Fixture *fixture, gconstpointer rule)
{
  send_text (fixture->alice, "a", "127.0.0.1:5070");
  send_text (fixture->alice, "x", "127.0.0.1:6000");
  send_text (fixture->alice, "b", "127.0.0.1:5070");
  expect (fixture, "[reorder nth=1] 0:x 0:b 0:a ");
}

/* Nobody passes it: it is not kept for ever. */
static void
test_reorder_alone (Fixture *fixture, gconstpointer rule)
{
  send_text (fixture->alice, "a", "127.0.0.1:5070");
  expect (fixture, "[reorder nth=1] 500:a ");
}

/* What is under way when its wire is closed goes nowhere. */
static void
test_close (Fixture *fixture, gconstpointer rule)
{
  send_text (fixture->alice, "a", "127.0.0.1:5070");
  lore_wire_close (fixture->alice);
  expect (fixture, "");
}

static void
test_nat (Fixture *fixture, gconstpointer rule)
{
  send_text (fixture->outsider, "shut", "127.0.0.1:5099");
  lore_clock_advance (fixture->clock, 1000 * MS);
  send_text (fixture->alice, "a", "127.0.0.1:6000");
  lore_clock_advance (fixture->clock, 1000 * MS);
  send_text (fixture->outsider, "open", "127.0.0.1:5099");
  expect (fixture,
          "unreachable [nat 127.0.0.1:5099] 1000:a [nat 127.0.0.1:5099] 2000:open ");
}

#define ADD(name, rule, function)                                                        \
  g_test_add ("/faulty/" name, Fixture, rule, setup, function, teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("pass", NULL, test_pass);
  ADD ("once", "delay 100ms", test_once);
  ADD ("reorder", "reorder nth=1", test_reorder);
  ADD ("reorder-alone", "reorder nth=1", test_reorder_alone);
  ADD ("close", "delay 100ms", test_close);
  ADD ("nat", "nat 127.0.0.1:5099", test_nat);
  return g_test_run ();
}
