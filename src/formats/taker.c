/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/taker.h"

#include <string.h>

#define SECOND_US G_USEC_PER_SEC
#define DAY_US G_TIME_SPAN_DAY

gboolean
lore_scan_literal (LoreScan *scan, const char *literal)
{
  gsize len = strlen (literal);

  if ((gsize)(scan->end - scan->at) < len || memcmp (scan->at, literal, len) != 0)
    return FALSE;
  scan->at += len;
  return TRUE;
}

gboolean
lore_scan_blank (LoreScan *scan)
{
  while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\t'))
    scan->at++;
  return TRUE;
}

gboolean
lore_scan_run (LoreScan *scan, char c, gsize least)
{
  const char *at = scan->at;

  while (at < scan->end && *at == c)
    at++;
  if ((gsize)(at - scan->at) < least)
    return FALSE;
  scan->at = at;
  return TRUE;
}

gboolean
lore_scan_number (LoreScan *scan, guint least, guint most, gint64 *ret_number)
{
  const char *at = scan->at;
  gint64 number = 0;

  while (at < scan->end && (guint)(at - scan->at) < most && g_ascii_isdigit (*at))
    number = number * 10 + (*at++ - '0');
  if ((guint)(at - scan->at) < least)
    return FALSE;
  scan->at = at;
  *ret_number = number;
  return TRUE;
}

gboolean
lore_scan_past (LoreScan *scan, const char *literal)
{
  const char *found = memmem (scan->at, scan->end - scan->at, literal, strlen (literal));

  if (found == NULL)
    return FALSE;
  scan->at = found + strlen (literal);
  return TRUE;
}

gboolean
lore_scan_at_end (const LoreScan *scan)
{
  LoreScan rest = *scan;

  lore_scan_blank (&rest);
  return rest.at == rest.end;
}

/* Days from 1970-01-01 to a date of the Gregorian calendar. */
static gboolean
days_since_epoch (gint64 year, gint64 month, gint64 day, gint64 *ret_days)
{
  g_autoptr (GDateTime) date = NULL;

  if (year < 1970 || year > 9000 || month < 1 || month > 12 || day < 1)
    return FALSE;
  date = g_date_time_new_utc (year, month, day, 0, 0, 0);
  if (date == NULL)
    return FALSE;
  *ret_days = g_date_time_to_unix (date) / (24 * 3600);
  return TRUE;
}

gboolean
lore_scan_date (LoreScan *scan, char sep, gint64 *ret_us)
{
  LoreScan s = *scan;
  const char separator[] = { sep, '\0' };
  gint64 year, month, day, days;

  if (!lore_scan_number (&s, 4, 4, &year) || !lore_scan_literal (&s, separator)
      || !lore_scan_number (&s, 1, 2, &month) || !lore_scan_literal (&s, separator)
      || !lore_scan_number (&s, 1, 2, &day)
      || !days_since_epoch (year, month, day, &days))
    return FALSE;
  *scan = s;
  *ret_us = days * DAY_US;
  return TRUE;
}

gboolean
lore_scan_month_day (LoreScan *scan, gint64 *ret_us)
{
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  LoreScan s = *scan;
  gint64 day, days;

  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    if (lore_scan_literal (&s, months[i]))
      {
        if (!lore_scan_blank (&s) || !lore_scan_number (&s, 1, 2, &day)
            || !days_since_epoch (1972, i + 1, day, &days))
          return FALSE;
        *scan = s;
        *ret_us = days * DAY_US;
        return TRUE;
      }
  return FALSE;
}

gboolean
lore_scan_clock (LoreScan *scan, gint64 *ret_us)
{
  LoreScan s = *scan;
  gint64 hour, minute, second, fraction = 0, unit = SECOND_US;

  if (!lore_scan_number (&s, 2, 2, &hour) || !lore_scan_literal (&s, ":")
      || !lore_scan_number (&s, 2, 2, &minute) || !lore_scan_literal (&s, ":")
      || !lore_scan_number (&s, 2, 2, &second) || hour > 23 || minute > 59 || second > 60)
    return FALSE;
  if (s.end - s.at > 1 && strchr (".:,", *s.at) != NULL && g_ascii_isdigit (s.at[1]))
    for (s.at++; s.at < s.end && g_ascii_isdigit (*s.at); s.at++)
      fraction += (*s.at - '0') * (unit /= 10);
  *scan = s;
  *ret_us = (hour * 3600 + minute * 60 + second) * SECOND_US + fraction;
  return TRUE;
}

gboolean
lore_scan_zone (LoreScan *scan, gint64 *ret_us)
{
  LoreScan s = *scan;
  gint64 hours, minutes = 0, sign = 1;

  if (lore_scan_literal (&s, "Z"))
    {
      *scan = s;
      *ret_us = 0;
      return TRUE;
    }
  if (lore_scan_literal (&s, "-"))
    sign = -1;
  else if (!lore_scan_literal (&s, "+"))
    return FALSE;
  if (!lore_scan_number (&s, 2, 2, &hours) || hours > 14)
    return FALSE;
  lore_scan_literal (&s, ":");
  lore_scan_number (&s, 2, 2, &minutes);
  *scan = s;
  *ret_us = sign * (hours * 3600 + minutes * 60) * SECOND_US;
  return TRUE;
}

gboolean
lore_scan_seconds (LoreScan *scan, gint64 *ret_us)
{
  LoreScan s = *scan;
  gint64 seconds, fraction = 0, unit = SECOND_US;

  if (!lore_scan_number (&s, 1, 11, &seconds))
    return FALSE;
  if (s.end - s.at > 1 && *s.at == '.' && g_ascii_isdigit (s.at[1]))
    for (s.at++; s.at < s.end && g_ascii_isdigit (*s.at); s.at++)
      fraction += (*s.at - '0') * (unit /= 10);
  *scan = s;
  *ret_us = seconds * SECOND_US + fraction;
  return TRUE;
}

gboolean
lore_scan_transport (LoreScan *scan, LoreTransport *ret_transport)
{
  const char *at = scan->at;
  gsize len;

  while (at < scan->end && g_ascii_isalpha (*at))
    at++;
  len = at - scan->at;
  for (LoreTransport i = LORE_TRANSPORT_UDP; i < LORE_N_TRANSPORTS; i++)
    {
      const char *name = lore_transport_get_name (i);

      if (strlen (name) == len && g_ascii_strncasecmp (name, scan->at, len) == 0)
        {
          scan->at = at;
          *ret_transport = i;
          return TRUE;
        }
    }
  return FALSE;
}

/* "[1.2.3.4]:5060" of sofia is 1.2.3.4:5060; "2001:db8::1:5060" cannot be told apart from
 * an address without a port and stays as it is. */
static void
tidy_address (const char *text, gsize len, char ret_address[LORE_ADDRESS_MAX])
{
  const char *close = len > 0 && *text == '[' ? memchr (text, ']', len) : NULL;

  if (close != NULL && memchr (text, ':', close - text) == NULL)
    g_snprintf (ret_address, LORE_ADDRESS_MAX, "%.*s%.*s", (int)(close - text - 1),
                text + 1, (int)(text + len - close - 1), close + 1);
  else
    g_snprintf (ret_address, LORE_ADDRESS_MAX, "%.*s", (int)len, text);
}

gboolean
lore_scan_address (LoreScan *scan, char ret_address[LORE_ADDRESS_MAX])
{
  const char *at = scan->at;
  const char *allowed = at < scan->end && *at == '[' ? ".:-_[]%" : ".:-_%";
  gsize len;

  while (at < scan->end && *at != '\0'
         && (g_ascii_isalnum (*at) || strchr (allowed, *at) != NULL))
    at++;
  /* Punctuation of the log's own sentence. */
  while (at > scan->at && strchr (":.-", at[-1]) != NULL)
    at--;
  len = at - scan->at;
  if (len == 0 || len >= LORE_ADDRESS_MAX)
    return FALSE;
  tidy_address (scan->at, len, ret_address);
  scan->at = at;
  return TRUE;
}

void
lore_address_add_port (char address[LORE_ADDRESS_MAX], guint port)
{
  g_autofree char *host = g_strdup (address);

  if (port == 0 || *host == '\0')
    return;
  g_snprintf (address, LORE_ADDRESS_MAX, strchr (host, ':') != NULL ? "[%s]:%u" : "%s:%u",
              host, port);
}
