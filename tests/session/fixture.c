/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "base/problem.h"
#include "catalogue/catalogue.h"

#include <string.h>

static gboolean
lose (GBytes *datagram, const char *source, const char *destination, gpointer user_data)
{
  Fixture *fixture = user_data;
  gsize len;
  const char *data = g_bytes_get_data (datagram, &len);
  const char *end = memchr (data, '\r', len);
  g_autofree char *line = g_strndup (data, end != NULL ? (gsize)(end - data) : len);

  if (fixture->lose == NULL || strstr (line, fixture->lose) == NULL)
    return TRUE;
  return fixture->lose_nth != 0 && ++fixture->seen != fixture->lose_nth;
}

void
fixture_lose (Fixture *fixture, const char *start_line, guint nth)
{
  fixture->lose = start_line;
  fixture->lose_nth = nth;
  fixture->seen = 0;
}

void
fixture_setup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent");

  *fixture = (Fixture){ 0 };
  fixture->clock = lore_clock_new_virtual ();
  fixture->memory = lore_memory_new (fixture->clock);
  fixture->trace = lore_trace_new ();
  fixture->templates = lore_templates_new (nowhere);
  fixture->lab =
      lore_lab_new (fixture->trace, fixture->clock, LORE_NETWORK (fixture->memory), 7);
  lore_memory_set_filter (fixture->memory, lose, fixture);
  g_assert_true (lore_lab_open (fixture->lab, NULL, 5060, NULL));
  g_assert_true (lore_lab_start_bob (fixture->lab, NULL, 5070, NULL));
  g_assert_true (lore_lab_start_registrar (fixture->lab, NULL, 5080, NULL));
}

static void
assert_topic (const char *id)
{
  if (id != NULL && lore_catalogue_lookup (lore_catalogue_get_default (), id) == NULL)
    g_error ("%s has no topic", id);
}

/* Whatever a test made happen can be told in words. */
static void
assert_topics (Fixture *fixture)
{
  for (guint i = 0; i < lore_trace_get_n_events (fixture->trace); i++)
    {
      LoreEvent event;

      lore_trace_get_event (fixture->trace, i, &event);
      assert_topic (event.name);
      assert_topic (event.from_state);
      assert_topic (event.to_state);
    }
}

void
fixture_teardown (Fixture *fixture, gconstpointer data)
{
  assert_topics (fixture);
  g_assert_finalize_object (fixture->lab);
  g_assert_finalize_object (fixture->templates);
  g_assert_finalize_object (fixture->trace);
  g_assert_finalize_object (fixture->memory);
  g_assert_finalize_object (fixture->clock);
}

GBytes *
fixture_fill (Fixture *fixture, const char *name, const char *destination)
{
  const char *text =
      lore_template_get_text (lore_templates_lookup (fixture->templates, name));
  g_autoptr (GHashTable) variables =
      lore_lab_dup_variables (fixture->lab, text, destination);
  g_auto (GStrv) missing = NULL;
  GBytes *filled = lore_template_fill (text, variables, TRUE, &missing);
  g_autofree char *names = g_strjoinv (" ", missing);

  g_assert_cmpstr (names, ==, "");
  return filled;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

char *
fixture_send_bytes (Fixture *fixture, GBytes *message, const char *destination,
                    LoreSendMode mode)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *topic = NULL;
  guint32 id = LORE_ID_NONE;

  lore_lab_send_async (fixture->lab, message, destination, mode, NULL, on_sent, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (lore_lab_send_finish (fixture->lab, result, &id, &error))
    {
      g_assert_cmpuint (id, <, lore_trace_get_n_messages (fixture->trace));
      return NULL;
    }
  g_assert_nonnull (lore_problem_get_id (error));
  topic = g_strconcat ("problem:", lore_problem_get_id (error), NULL);
  assert_topic (topic);
  return g_strdup (lore_problem_get_id (error));
}

void
fixture_send (Fixture *fixture, const char *name, const char *destination,
              LoreSendMode mode)
{
  g_autoptr (GBytes) message = fixture_fill (fixture, name, destination);
  g_autofree char *problem = fixture_send_bytes (fixture, message, destination, mode);

  g_assert_cmpstr (problem, ==, NULL);
}

void
fixture_advance (Fixture *fixture, gint64 us)
{
  lore_clock_advance (fixture->clock, us);
}

static const char *
name_of (Fixture *fixture, guint32 participant)
{
  static char name[2][64];
  static guint turn;
  LoreParticipant found;

  if (participant == LORE_ID_NONE)
    return "?";
  lore_trace_get_participant (fixture->trace, participant, &found);
  turn = 1 - turn;
  for (guint i = 0; i < sizeof name[0]; i++)
    {
      name[turn][i] = g_ascii_tolower (found.name[i]);
      if (found.name[i] == '\0')
        break;
    }
  return name[turn];
}

char *
fixture_dup_messages (Fixture *fixture, guint since)
{
  GString *out = g_string_new (NULL);

  for (guint i = since; i < lore_trace_get_n_messages (fixture->trace); i++)
    {
      LoreMessage message;
      gsize len;
      const char *data = (const char *)lore_trace_get_data (fixture->trace, i, &len);
      gsize line = strcspn (data, "\r");
      const char *shown = data;

      lore_trace_get_message (fixture->trace, i, &message);
      if (message.flags & LORE_MESSAGE_REQUEST)
        line = strcspn (data, " ");
      else if (line > 8)
        {
          shown = data + 8;
          line -= 8;
        }
      g_string_append_printf (out, "%" G_GINT64_FORMAT " %s>%s %.*s\n",
                              message.sent_us / MS, name_of (fixture, message.source),
                              name_of (fixture, message.destination), (int)line, shown);
    }
  return g_string_free (out, FALSE);
}

static const char *
short_topic (const char *topic)
{
  return topic != NULL ? strchr (topic, ':') + 1 : "";
}

char *
fixture_dup_events (Fixture *fixture, const char *element)
{
  static const char *const verbs[] = { [LORE_EVENT_TIMER_SET] = "set",
                                       [LORE_EVENT_TIMER_FIRED] = "fired",
                                       [LORE_EVENT_TIMER_CANCELLED] = "off" };
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < lore_trace_get_n_events (fixture->trace); i++)
    {
      LoreEvent event;
      gint64 ms;

      lore_trace_get_event (fixture->trace, i, &event);
      if (g_strcmp0 (event.element, element) != 0)
        continue;
      ms = event.lab_us / MS;
      if (event.type == LORE_EVENT_TIMER_SET)
        g_string_append_printf (out, "%" G_GINT64_FORMAT " %s set %" G_GINT64_FORMAT "\n",
                                ms, short_topic (event.name), event.duration_us / MS);
      else if (event.type == LORE_EVENT_TIMER_FIRED
               || event.type == LORE_EVENT_TIMER_CANCELLED)
        g_string_append_printf (out, "%" G_GINT64_FORMAT " %s %s\n", ms,
                                short_topic (event.name), verbs[event.type]);
      else if (event.type == LORE_EVENT_STATE)
        g_string_append_printf (out, "%" G_GINT64_FORMAT " %s>%s\n", ms,
                                short_topic (event.from_state),
                                short_topic (event.to_state));
      else if (event.type == LORE_EVENT_PROBLEM || event.type == LORE_EVENT_NOTE)
        g_string_append_printf (out, "%" G_GINT64_FORMAT " %s\n", ms, event.name);
    }
  return g_string_free (out, FALSE);
}

char *
fixture_dup_last (Fixture *fixture, const char *text)
{
  for (guint i = lore_trace_get_n_messages (fixture->trace); i > 0; i--)
    {
      gsize len;
      const char *data = (const char *)lore_trace_get_data (fixture->trace, i - 1, &len);
      g_autofree char *line = g_strndup (data, strcspn (data, "\r"));

      if (strstr (line, text) != NULL)
        return g_strndup (data, len);
    }
  return NULL;
}

char *
fixture_dup_offers (Fixture *fixture)
{
  g_auto (GStrv) offers = lore_lab_dup_offers (fixture->lab);

  return g_strjoinv (" ", offers);
}

/* --- practice networks ------------------------------------------------------------- */

void
fixture_load (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoreNetworkPlan) plan = lore_network_plan_parse (text, &error);

  g_assert_no_error (error);
  lore_lab_load_network (fixture->lab, plan, NULL, &error);
  g_assert_no_error (error);
}

const char *
fixture_at (Fixture *fixture, const char *name)
{
  return lore_lab_get_station_address (fixture->lab, name);
}

void
fixture_ask (Fixture *fixture, const char *template_name, const char *station,
             const char *uri)
{
  g_autoptr (GBytes) filled =
      fixture_fill (fixture, template_name, fixture_at (fixture, station));
  gsize len;
  const char *data = g_bytes_get_data (filled, &len);
  const char *blank = memchr (data, ' ', len);
  const char *after = memchr (blank + 1, ' ', data + len - blank - 1);
  g_autofree char *text = g_strdup_printf ("%.*s %s%.*s", (int)(blank - data), data, uri,
                                           (int)(data + len - after), after);
  g_autoptr (GBytes) request = g_bytes_new (text, strlen (text));

  g_assert_null (fixture_send_bytes (fixture, request, fixture_at (fixture, station),
                                     LORE_SEND_GUIDED));
}

char *
fixture_dup_story (Fixture *fixture)
{
  g_autofree char *messages = fixture_dup_messages (fixture, 0);
  g_auto (GStrv) lines = g_strsplit (messages, "\n", -1);

  for (gsize i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      char *tail = g_strdup (strchr (lines[i], ' ') + 1);

      g_free (lines[i]);
      lines[i] = tail;
    }
  return g_strjoinv ("\n", lines);
}

guint
fixture_count (Fixture *fixture, const char *words)
{
  g_autofree char *story = fixture_dup_story (fixture);
  guint n = 0;

  for (const char *found = story; (found = strstr (found, words)) != NULL; found++)
    n++;
  return n;
}

void
fixture_hang_up (Fixture *fixture)
{
  g_autofree char *bye = lore_lab_dup_offer_destination (fixture->lab, "bye");

  fixture_send (fixture, "bye", bye, LORE_SEND_GUIDED);
  fixture_advance (fixture, 100 * MS);
}
