/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Taking facts off a line of a log. A taker moves the cursor past what it took, or
 * returns FALSE and leaves both alone; so a line's grammar reads as a chain of &&.
 */
#pragma once

#include <glib.h>

#include "trace/event.h"

G_BEGIN_DECLS

#define LORE_ADDRESS_MAX 72 /* "[" IPv6 "%" zone "]:" port, or a host name of a log */

typedef struct
{
  const char *at;
  const char *end;
} LoreScan;

gboolean lore_scan_literal (LoreScan *scan, const char *literal);
/* Any number of spaces and tabs, none too. Always TRUE. */
gboolean lore_scan_blank (LoreScan *scan);
/* At least @least times @c. */
gboolean lore_scan_run (LoreScan *scan, char c, gsize least);
/* Between @least and @most digits. */
gboolean lore_scan_number (LoreScan *scan, guint least, guint most, gint64 *ret_number);
/* Past the next @literal. */
gboolean lore_scan_past (LoreScan *scan, const char *literal);
gboolean lore_scan_at_end (const LoreScan *scan);

/* "2026/11/22" with separator @sep; µs of that midnight, the zone not considered. */
gboolean lore_scan_date (LoreScan *scan, char sep, gint64 *ret_us);
/* "Jul  4", "Nov 22": µs of that midnight in a year that is not known (1970, leap 1972).
 */
gboolean lore_scan_month_day (LoreScan *scan, gint64 *ret_us);
/* "20:25:48", with a fraction of any length after '.', ':' or ','; µs since midnight. */
gboolean lore_scan_clock (LoreScan *scan, gint64 *ret_us);
/* "+01", "+0100", "+01:00", "-0330", "Z": µs east of Greenwich. */
gboolean lore_scan_zone (LoreScan *scan, gint64 *ret_us);
/* "1700000000.123456" seconds; a fraction is not needed. */
gboolean lore_scan_seconds (LoreScan *scan, gint64 *ret_us);

/* A transport's name in any case, not followed by a letter. */
gboolean lore_scan_transport (LoreScan *scan, LoreTransport *ret_transport);
/* host:port, [v6]:port or a host alone, up to a blank; the brackets of "[1.2.3.4]:5060"
 * go. A port is never made up. */
gboolean lore_scan_address (LoreScan *scan, char ret_address[LORE_ADDRESS_MAX]);

/* "192.0.2.1" and 5060 become "192.0.2.1:5060", an IPv6 address gets brackets. Port 0 and
 * an empty address are left alone. */
void lore_address_add_port (char address[LORE_ADDRESS_MAX], guint port);

G_END_DECLS
