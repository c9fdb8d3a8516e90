/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Homer's interface and API give as JSON: objects with "raw" and "protocol_header",
 * wherever they stand in the document.
 */
#include "formats/format-private.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define PROBE_MAX (64 * 1024)
/* The parser calls itself for each level; no export has more than a few. */
#define DEPTH_MAX 64

guint
lore_homer_json_probe (const LoreIntake *intake)
{
  gsize len = MIN (intake->len, PROBE_MAX);
  gsize at = 0;

  while (at < len && strchr (" \t\r\n", intake->data[at]) != NULL)
    at++;
  return at < len && (intake->data[at] == '{' || intake->data[at] == '[')
                 && memmem (intake->data, len, "\"protocol_header\"", 17) != NULL
                 && memmem (intake->data, len, "\"raw\"", 5) != NULL
             ? 100
             : 0;
}

static void
take_side (JsonObject *header, const char *ip, const char *port,
           char address[LORE_ADDRESS_MAX])
{
  const char *host = json_object_get_string_member_with_default (header, ip, "");

  g_strlcpy (address, host, LORE_ADDRESS_MAX);
  lore_address_add_port (
      address, json_object_get_int_member_with_default (header, port, 0) & 0xffff);
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
      gint64 seconds = json_object_get_int_member_with_default (header, "timeSeconds", 0);
      gint64 protocol = json_object_get_int_member_with_default (header, "protocol", 0);

      take_side (header, "srcIp", "srcPort", source);
      take_side (header, "dstIp", "dstPort", destination);
      if (seconds > 0 && seconds < G_MAXINT32 * G_GINT64_CONSTANT (8))
        event.unix_us =
            seconds * G_USEC_PER_SEC
            + CLAMP (json_object_get_int_member_with_default (header, "timeUseconds", 0),
                     0, G_USEC_PER_SEC - 1);
      event.transport = protocol == 17  ? LORE_TRANSPORT_UDP
                        : protocol == 6 ? LORE_TRANSPORT_TCP
                                        : LORE_TRANSPORT_UNKNOWN;
    }
  event.source = *source != '\0' ? source : NULL;
  event.destination = *destination != '\0' ? destination : NULL;
  return lore_import_add_message (import, &event, raw, strlen (raw));
}

static gboolean walk (LoreImport *import, JsonNode *node);

static gboolean
walk_object (LoreImport *import, JsonObject *object)
{
  const char *raw = json_object_get_string_member_with_default (object, "raw", NULL);
  JsonObjectIter iter;
  const char *name; /* json-glib 1.6 wants it, used or not */
  JsonNode *member;

  if (raw != NULL && get_header (object) != NULL)
    return add_object (import, object, raw);
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
  g_autoptr (GError) cause = NULL;

  if (is_too_deep (intake))
    {
      lore_intake_set_problem (intake, error, "file-json", "reason", "…[[[[…");
      return FALSE;
    }
  if (!json_parser_load_from_data (parser, intake->data, intake->len, &cause))
    {
      lore_intake_set_problem (intake, error, "file-json", "reason", cause->message);
      return FALSE;
    }
  walk (import, json_parser_get_root (parser));
  return TRUE;
}
