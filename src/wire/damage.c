/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/damage.h"

#include "sip/edit.h"
#include "sip/facts.h"

#include <string.h>

/* By so much the length is wrong: a datagram that is too short for it is refused with 400
 * or dropped (RFC 3261 §18.3). */
#define TOO_LONG 10

static GBytes *
damage_byte (GBytes *datagram, LoreChance *chance)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (datagram, &len);
  guint8 *copy = g_memdup2 (data, len);

  copy[lore_chance_range (chance, 0, len)] ^= lore_chance_range (chance, 1, 256);
  return g_bytes_new_take (copy, len);
}

static gboolean
is_field (const char *line, const char *colon, const char *name)
{
  gsize len = colon - line;

  while (len > 0 && strchr (" \t", line[len - 1]) != NULL)
    len--;
  return sip_header_lookup (line, len) == sip_header_lookup (name, -1);
}

/* Without its colon the line is no header field any more. */
static GBytes *
damage_header (GBytes *datagram, const char *name)
{
  gsize len;
  const char *data = g_bytes_get_data (datagram, &len);
  const char *end = data + len;

  for (const char *line = memchr (data, '\n', len); line != NULL;
       line = memchr (line, '\n', end - line))
    {
      const char *stop, *colon;

      line++;
      stop = memchr (line, '\n', end - line);
      if (stop == NULL || stop - line < 2)
        break;
      colon = memchr (line, ':', stop - line);
      if (colon != NULL && is_field (line, colon, name))
        return sip_edit_replace (datagram, (SipSpan){ colon - data, 1 }, "#");
    }
  return g_bytes_ref (datagram);
}

static GBytes *
damage_length (GBytes *datagram)
{
  g_autofree char *value = NULL;
  SipIndex index;
  gsize len;
  const guint8 *data = g_bytes_get_data (datagram, &len);

  sip_index (data, len, &index);
  value = g_strdup_printf ("%u", index.body.len + TOO_LONG);
  return sip_edit_set (datagram, "Content-Length", value);
}

GBytes *
lore_damage (const LoreFault *fault, GBytes *datagram, LoreChance *chance)
{
  switch (fault->part)
    {
    case LORE_FAULT_PART_HEADER:
      return damage_header (datagram, fault->argument != NULL ? fault->argument : "Via");
    case LORE_FAULT_PART_LENGTH:
      return damage_length (datagram);
    case LORE_FAULT_PART_BYTE:
    default:
      return damage_byte (datagram, chance);
    }
}
