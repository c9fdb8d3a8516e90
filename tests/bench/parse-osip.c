/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "parse-peer.h"

#include <osipparser2/osip_parser.h>

/* It parses the fields it knows as it meets them, and keeps the others as text. */
gboolean
parse_with_osip (const char *data, gsize len)
{
  static gsize ready = 0;
  osip_message_t *message;
  gboolean fine;

  if (g_once_init_enter (&ready))
    {
      parser_init ();
      g_once_init_leave (&ready, 1);
    }
  if (osip_message_init (&message) != 0)
    return FALSE;
  fine = osip_message_parse (message, data, len) == 0;
  osip_message_free (message);
  return fine;
}
