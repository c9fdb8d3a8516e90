/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Homer's interface and API give as JSON: objects with "raw" and "protocol_header",
 * wherever they stand in the document. Kazoo's call inspector has lines in "raw", and
 * "src", "dst" and "timestamp" beside it.
 */
#include "formats/format-private.h"
#include "formats/frame.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define PROBE_MAX (64 * 1024)
/* The parser calls itself for each level; no export has more than a few. */
#define DEPTH_MAX 64
/* Erlang counts its seconds from the year 0. */
#define SECONDS_BEFORE_1970 G_GINT64_CONSTANT (62167219200)

guint
lore_homer_json_probe (const LoreIntake *intake)
{
  gsize len = MIN (intake->len, PROBE_MAX);
  gsize at = 0;

  while (at < len && strchr (" \t\r\n", intake->data[at]) != NULL)
    at++;
  return at < len && (intake->data[at] == '{' || intake->data[at] == '[')
                 && (memmem (intake->data, len, "\"protocol_header\"", 17) != NULL
                     || memmem (intake->data, len, "\"call-id\"", 9) != NULL)
                 && memmem (intake->data, len, "\"raw\"", 5) != NULL
             ? 100
             : 0;
}

/* The value of a member; the default where it is another kind of thing. */
static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node)
                                                      : NULL;
}

static gint64
get_number (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

static void
take_side (JsonObject *header, const char *ip, const char *port,
           char address[LORE_ADDRESS_MAX])
{
  const char *host = get_text (header, ip);

  g_strlcpy (address, host != NULL ? host : "", LORE_ADDRESS_MAX);
  lore_address_add_port (address, get_number (header, port) & 0xffff);
}

static JsonObject *
get_header (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "protocol_header");

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node)
                                                       : NULL;
}

static gboolean
add_object (LoreImport *import, JsonObject *object, const char *raw)
{
  LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                      .lab_us = LORE_TIME_UNKNOWN,
                      .unix_us = LORE_TIME_UNKNOWN };
  JsonObject *header = get_header (object);
  char source[LORE_ADDRESS_MAX] = "";
  char destination[LORE_ADDRESS_MAX] = "";

  if (header != NULL)
    {
      gint64 seconds = get_number (header, "timeSeconds");
      gint64 protocol = get_number (header, "protocol");

      take_side (header, "srcIp", "srcPort", source);
      take_side (header, "dstIp", "dstPort", destination);
      if (seconds > 0 && seconds < G_MAXINT32 * G_GINT64_CONSTANT (8))
        event.unix_us =
            seconds * G_USEC_PER_SEC
            + CLAMP (get_number (header, "timeUseconds"), 0, G_USEC_PER_SEC - 1);
      event.transport = protocol == 17  ? LORE_TRANSPORT_UDP
                        : protocol == 6 ? LORE_TRANSPORT_TCP
                                        : LORE_TRANSPORT_UNKNOWN;
    }
  event.source = *source != '\0' ? source : NULL;
  event.destination = *destination != '\0' ? destination : NULL;
  return lore_import_add_message (import, &event, raw, strlen (raw));
}

/* The lines of a message with their ends; NULL when @node holds no such list. */
static char *
dup_lines (LoreImport *import, JsonNode *node)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean empty_line = FALSE;
  JsonArray *lines;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  lines = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonNode *line = json_array_get_element (lines, i);

      if (!JSON_NODE_HOLDS_VALUE (line)
          || json_node_get_value_type (line) != G_TYPE_STRING)
        return NULL;
      g_string_append_printf (text, "%s\r\n", json_node_get_string (line));
      empty_line |= *json_node_get_string (line) == '\0';
    }
  if (!lore_line_is_start (text->str, strcspn (text->str, "\r")))
    return NULL;
  if (!empty_line)
    {
      g_string_append (text, "\r\n");
      lore_import_repair (import, "empty-line");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
add_inspected (LoreImport *import, JsonObject *object, const char *message)
{
  LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                      .lab_us = LORE_TIME_UNKNOWN,
                      .unix_us = LORE_TIME_UNKNOWN };
  JsonNode *time = json_object_get_member (object, "timestamp");
  double seconds = time != NULL && JSON_NODE_HOLDS_VALUE (time)
                       ? json_node_get_double (time) - SECONDS_BEFORE_1970
                       : 0;

  event.source = get_text (object, "src");
  event.destination = get_text (object, "dst");
  if (seconds > 0 && seconds < G_MAXINT32 * 8.0)
    event.unix_us = (gint64)(seconds * G_USEC_PER_SEC + 0.5);
  return lore_import_add_message (import, &event, message, strlen (message));
}

static gboolean walk (LoreImport *import, JsonNode *node);

static gboolean
walk_object (LoreImport *import, JsonObject *object)
{
  const char *raw = get_text (object, "raw");
  g_autofree char *lines = dup_lines (import, json_object_get_member (object, "raw"));
  JsonObjectIter iter;
  const char *name; /* json-glib 1.6 wants it, used or not */
  JsonNode *member;

  if (raw != NULL && get_header (object) != NULL)
    return add_object (import, object, raw);
  if (lines != NULL)
    return add_inspected (import, object, lines);
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    if (!walk (import, member))
      return FALSE;
  return TRUE;
}

static gboolean
walk (LoreImport *import, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return walk_object (import, json_node_get_object (node));
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (!walk (import, json_array_get_element (array, i)))
          return FALSE;
    }
  return TRUE;
}

static gboolean
is_too_deep (const LoreIntake *intake)
{
  gboolean string = FALSE;
  gsize depth = 0;

  for (gsize i = 0; i < intake->len; i++)
    switch (intake->data[i])
      {
      case '"':
        string = !string;
        break;
      case '\\':
        i += string;
        break;
      case '{':
      case '[':
        if (!string && ++depth > DEPTH_MAX)
          return TRUE;
        break;
      case '}':
      case ']':
        depth -= !string && depth > 0;
        break;
      default:
        break;
      }
  return FALSE;
}

gboolean
lore_homer_json_read (LoreImport *import, LoreIntake *intake, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (is_too_deep (intake)
      || !json_parser_load_from_data (parser, intake->data, intake->len, NULL))
    {
      lore_intake_set_problem (intake, error, "file-json", NULL, NULL);
      return FALSE;
    }
  walk (import, json_parser_get_root (parser));
  return TRUE;
}
