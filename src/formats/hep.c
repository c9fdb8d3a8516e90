/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HEP3, which capture agents send to Homer, as a file: "HEP3", the packet's length, then
 * chunks of vendor, type, length (its own six octets included) and value; all in network
 * byte order.
 */
#include "formats/format-private.h"

#include <arpa/inet.h>
#include <string.h>

#define HEADER 6
#define CHUNK_HEADER 6
#define PAYLOAD_SIP 1

enum
{
  CHUNK_PROTOCOL = 2,
  CHUNK_IPV4_SOURCE = 3,
  CHUNK_IPV4_DESTINATION = 4,
  CHUNK_IPV6_SOURCE = 5,
  CHUNK_IPV6_DESTINATION = 6,
  CHUNK_SOURCE_PORT = 7,
  CHUNK_DESTINATION_PORT = 8,
  CHUNK_SECONDS = 9,
  CHUNK_MICROSECONDS = 10,
  CHUNK_PAYLOAD_TYPE = 11,
  CHUNK_PAYLOAD = 15,
};

typedef struct
{
  char source[LORE_ADDRESS_MAX];
  char destination[LORE_ADDRESS_MAX];
  guint source_port;
  guint destination_port;
  gint64 seconds; /* -1 not stated */
  gint64 microseconds;
  guint protocol; /* IP's number */
  guint payload_type;
  const guint8 *payload;
  gsize len;
} Packet;

static guint
get16 (const guint8 *at)
{
  return at[0] << 8 | at[1];
}

static guint64
get_number (const guint8 *at, gsize len)
{
  guint64 number = 0;

  for (gsize i = 0; i < MIN (len, 8u); i++)
    number = number << 8 | at[i];
  return number;
}

guint
lore_hep_probe (const LoreIntake *intake)
{
  return intake->len >= HEADER && memcmp (intake->data, "HEP3", 4) == 0 ? 100 : 0;
}

static void
take_address (char address[LORE_ADDRESS_MAX], int family, const guint8 *value, gsize len)
{
  if (len == (family == AF_INET ? 4 : 16))
    inet_ntop (family, value, address, LORE_ADDRESS_MAX);
}

static void
take_chunk (Packet *packet, guint type, const guint8 *value, gsize len)
{
  switch (type)
    {
    case CHUNK_PROTOCOL:
      packet->protocol = get_number (value, len);
      break;
    case CHUNK_IPV4_SOURCE:
    case CHUNK_IPV6_SOURCE:
      take_address (packet->source, type == CHUNK_IPV4_SOURCE ? AF_INET : AF_INET6, value,
                    len);
      break;
    case CHUNK_IPV4_DESTINATION:
    case CHUNK_IPV6_DESTINATION:
      take_address (packet->destination,
                    type == CHUNK_IPV4_DESTINATION ? AF_INET : AF_INET6, value, len);
      break;
    case CHUNK_SOURCE_PORT:
      packet->source_port = get_number (value, len) & 0xffff;
      break;
    case CHUNK_DESTINATION_PORT:
      packet->destination_port = get_number (value, len) & 0xffff;
      break;
    case CHUNK_SECONDS:
      packet->seconds = get_number (value, MIN (len, 4u));
      break;
    case CHUNK_MICROSECONDS:
      packet->microseconds = get_number (value, MIN (len, 4u));
      break;
    case CHUNK_PAYLOAD_TYPE:
      packet->payload_type = get_number (value, len);
      break;
    case CHUNK_PAYLOAD:
      packet->payload = value;
      packet->len = len;
      break;
    default:
      break; /* agents, keys, names */
    }
}

/* FALSE when the user cancelled. */
static gboolean
add_packet (LoreImport *import, Packet *packet)
{
  LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                      .lab_us = LORE_TIME_UNKNOWN,
                      .unix_us = LORE_TIME_UNKNOWN };

  if (packet->payload == NULL || packet->payload_type != PAYLOAD_SIP)
    {
      lore_import_skip (import);
      return TRUE;
    }
  lore_address_add_port (packet->source, packet->source_port);
  lore_address_add_port (packet->destination, packet->destination_port);
  event.source = *packet->source != '\0' ? packet->source : NULL;
  event.destination = *packet->destination != '\0' ? packet->destination : NULL;
  event.transport = packet->protocol == 17  ? LORE_TRANSPORT_UDP
                    : packet->protocol == 6 ? LORE_TRANSPORT_TCP
                                            : LORE_TRANSPORT_UNKNOWN;
  if (packet->seconds >= 0)
    event.unix_us = packet->seconds * G_USEC_PER_SEC + packet->microseconds;
  return lore_import_add_message (import, &event, packet->payload, packet->len);
}

static gboolean
read_packet (LoreImport *import, const guint8 *data, gsize len)
{
  Packet packet = { .seconds = -1 };
  gsize at = HEADER;

  while (at + CHUNK_HEADER <= len)
    {
      gsize chunk = get16 (data + at + 4);

      if (chunk < CHUNK_HEADER || at + chunk > len)
        break;
      /* Chunks of other vendors have numbers of their own. */
      if (get16 (data + at) == 0)
        take_chunk (&packet, get16 (data + at + 2), data + at + CHUNK_HEADER,
                    chunk - CHUNK_HEADER);
      at += chunk;
    }
  return add_packet (import, &packet);
}

gboolean
lore_hep_read (LoreImport *import, LoreIntake *intake, GError **error)
{
  const guint8 *data = (const guint8 *)intake->data;
  gsize at = 0;

  while (at < intake->len)
    {
      LoreImportReport *report = lore_import_get_report (import);
      gsize left = intake->len - at;
      gsize len = left >= HEADER ? get16 (data + at + 4) : 0;

      if (len < HEADER || len > left || memcmp (data + at, "HEP3", 4) != 0)
        {
          g_autofree char *count =
              g_strdup_printf ("%u", report->n_messages + report->n_skipped);

          lore_import_remark (import, "capture-damaged", "count", count, NULL);
          break;
        }
      if (!read_packet (import, data + at, len))
        break;
      at += len;
    }
  return TRUE;
}
