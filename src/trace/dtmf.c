/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/dtmf.h"

#include <string.h>

/* Senders name the keys that are no digits by these signs or by the numbers from ten on,
 * as RFC 4733 §3.2 numbers its events. */
static const char keys[] = "0123456789*#ABCD";

/* What stands behind "Signal="; NULL when nothing does. */
static const char *
find_signal (const char *body)
{
  while (*body != '\0' && g_ascii_strncasecmp (body, "signal", 6) != 0)
    body++;
  body = strchr (body, '=');
  return body != NULL ? body + 1 : NULL;
}

char
lore_dtmf_key (const char *content_type, const char *body)
{
  g_autofree char *value = NULL;
  guint64 number;

  if (g_ascii_strncasecmp (content_type, "application/dtmf-relay", 22) == 0)
    body = find_signal (body);
  else if (g_ascii_strncasecmp (content_type, "application/dtmf", 16) != 0)
    body = NULL;
  if (body == NULL)
    return '\0';

  body += strspn (body, " \t");
  value = g_ascii_strup (body, strcspn (body, " \t\r\n"));
  if (g_ascii_string_to_unsigned (value, 10, 0, strlen (keys) - 1, &number, NULL))
    return keys[number];
  if (value[0] == '\0' || value[1] != '\0' || strchr (keys, value[0]) == NULL)
    return '\0';
  return value[0];
}
