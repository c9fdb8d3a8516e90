/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a slip of the pen was meant to be.
 */
#include "sip/facts.h"

#include <string.h>

#include "sip/chars.h"

#define LONGEST 40 /* no header field has a longer name */

/* How many letters must be put in, left out, replaced or exchanged with their neighbour
 * to make one name of the other, whatever their case; more than @most is not counted. */
static guint
get_distance (const char *a, gsize a_len, const char *b, gsize b_len, guint most)
{
  guint8 rows[3][LONGEST + 1];
  guint8 *before = rows[0], *above = rows[1], *row = rows[2];

  for (gsize k = 0; k <= b_len; k++)
    above[k] = k;
  for (gsize i = 1; i <= a_len; i++)
    {
      guint8 *oldest = before;
      guint least = row[0] = i;

      for (gsize k = 1; k <= b_len; k++)
        {
          gboolean same = sip_lower (a[i - 1]) == sip_lower (b[k - 1]);

          row[k] = MIN (MIN (above[k], row[k - 1]) + 1, above[k - 1] + !same);
          if (i > 1 && k > 1 && sip_lower (a[i - 1]) == sip_lower (b[k - 2])
              && sip_lower (a[i - 2]) == sip_lower (b[k - 1]))
            row[k] = MIN (row[k], before[k - 2] + 1);
          least = MIN (least, row[k]);
        }
      if (least > most)
        return least;
      before = above;
      above = row;
      row = oldest;
    }
  return above[b_len];
}

/* A short name is one slip away, a long one two; what begins with "X-" is somebody's own.
 */
guint16
sip_header_guess (const char *name, gsize len)
{
  guint most = len < 8 ? 1 : 2;
  guint16 best = SIP_HEADER_UNKNOWN;

  if (len < 3 || len > LONGEST || g_ascii_strncasecmp (name, "x-", 2) == 0)
    return SIP_HEADER_UNKNOWN;
  for (guint16 i = 0; i < SIP_N_HEADERS; i++)
    {
      const char *known = sip_header_get (i)->name;
      gsize known_len = strlen (known);
      guint distance;

      if (known_len > len + most || len > known_len + most)
        continue;
      distance = get_distance (name, len, known, known_len, most);
      if (distance <= most)
        {
          best = i;
          most = distance - 1;
        }
      if (most == 0)
        break;
    }
  return best;
}
