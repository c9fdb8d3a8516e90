/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/line-diff.h"

#include <string.h>

/* The table below is lines × lines; what exceeds it counts as changed altogether. */
#define MOST_LINES 2000

typedef struct
{
  const guint8 *data;
  GArray *lines; /* of SipSpan */
} Text;

static void
text_init (Text *text, const guint8 *data, gsize len)
{
  gsize at = 0;

  text->data = data;
  text->lines = g_array_new (FALSE, FALSE, sizeof (SipSpan));
  while (at < len)
    {
      const guint8 *newline = memchr (data + at, '\n', len - at);
      gsize end = newline != NULL ? (gsize)(newline - data) : len;
      SipSpan line = { at, end - at };

      if (line.len > 0 && data[end - 1] == '\r')
        line.len--;
      g_array_append_val (text->lines, line);
      at = end + 1;
    }
}

static SipSpan
get_line (const Text *text, guint i)
{
  return g_array_index (text->lines, SipSpan, i);
}

static gboolean
is_equal (const Text *a, guint i, const Text *b, guint j)
{
  SipSpan left = get_line (a, i), right = get_line (b, j);

  return left.len == right.len
         && memcmp (a->data + left.at, b->data + right.at, left.len) == 0;
}

static void
append (GArray *result, LoreDiffKind kind, SipSpan line)
{
  LoreDiffLine entry = { kind, line, line };

  g_array_append_val (result, entry);
}

/* lengths[i][j]: of the longest common subsequence of the lines from i and from j on. */
static guint16 *
measure (const Text *a, const Text *b, guint from, guint n, guint m)
{
  guint16 *lengths = g_new0 (guint16, (gsize)(n + 1) * (m + 1));

  for (guint i = n; i-- > 0;)
    for (guint j = m; j-- > 0;)
      {
        gsize at = (gsize)i * (m + 1) + j;

        lengths[at] = is_equal (a, from + i, b, from + j)
                          ? lengths[at + m + 2] + 1
                          : MAX (lengths[at + m + 1], lengths[at + 1]);
      }
  return lengths;
}

static void
walk (GArray *result, const Text *a, const Text *b, guint from, guint n, guint m)
{
  gboolean fits = n <= MOST_LINES && m <= MOST_LINES;
  g_autofree guint16 *lengths = fits ? measure (a, b, from, n, m) : NULL;
  guint i = 0, j = 0;

  while (i < n || j < m)
    {
      gsize at = (gsize)i * (m + 1) + j;

      if (fits && i < n && j < m && is_equal (a, from + i, b, from + j))
        {
          append (result, LORE_DIFF_BOTH, get_line (b, from + j));
          i++, j++;
        }
      else if (i < n && (j == m || !fits || lengths[at + m + 1] >= lengths[at + 1]))
        append (result, LORE_DIFF_REMOVED, get_line (a, from + i++));
      else
        append (result, LORE_DIFF_ADDED, get_line (b, from + j++));
    }
}

/* --- within a line --------------------------------------------------------------- */

/* The name of a header field or of an SDP line; the whole of any other. */
static gsize
get_name_len (const guint8 *data, SipSpan line)
{
  gsize len = 0;

  while (len < line.len && data[line.at + len] != ':' && data[line.at + len] != '=')
    len++;
  return len;
}

static gboolean
begin_alike (const Text *a, SipSpan left, const Text *b, SipSpan right)
{
  gsize len = get_name_len (a->data, left);

  return len < left.len && len == get_name_len (b->data, right)
         && memcmp (a->data + left.at, b->data + right.at, len) == 0;
}

static void
narrow (const Text *a, LoreDiffLine *left, const Text *b, LoreDiffLine *right)
{
  const guint8 *before = a->data + left->line.at;
  const guint8 *after = b->data + right->line.at;
  gsize least = MIN (left->line.len, right->line.len);
  gsize head = 0, tail = 0;

  while (head < least && before[head] == after[head])
    head++;
  while (tail < least - head
         && before[left->line.len - 1 - tail] == after[right->line.len - 1 - tail])
    tail++;
  left->changed = (SipSpan){ left->line.at + head, left->line.len - head - tail };
  right->changed = (SipSpan){ right->line.at + head, right->line.len - head - tail };
}

/* Within a run of removed and added lines, those of one name belong together. */
static void
pair_lines (GArray *result, const Text *a, const Text *b)
{
  for (guint i = 0; i < result->len; i++)
    {
      LoreDiffLine *left = &g_array_index (result, LoreDiffLine, i);

      if (left->kind != LORE_DIFF_REMOVED)
        continue;
      for (guint j = i + 1; j < result->len; j++)
        {
          LoreDiffLine *right = &g_array_index (result, LoreDiffLine, j);

          if (right->kind == LORE_DIFF_BOTH)
            break;
          if (right->kind == LORE_DIFF_ADDED && right->changed.len == right->line.len
              && begin_alike (a, left->line, b, right->line))
            {
              narrow (a, left, b, right);
              break;
            }
        }
    }
}

GArray *
lore_line_diff (const guint8 *before, gsize before_len, const guint8 *after,
                gsize after_len)
{
  GArray *result = g_array_new (FALSE, FALSE, sizeof (LoreDiffLine));
  Text a, b;
  guint n, m, head = 0, tail = 0;

  text_init (&a, before, before_len);
  text_init (&b, after, after_len);
  n = a.lines->len;
  m = b.lines->len;
  while (head < MIN (n, m) && is_equal (&a, head, &b, head))
    head++;
  while (tail < MIN (n, m) - head && is_equal (&a, n - 1 - tail, &b, m - 1 - tail))
    tail++;
  for (guint i = 0; i < head; i++)
    append (result, LORE_DIFF_BOTH, get_line (&b, i));
  walk (result, &a, &b, head, n - head - tail, m - head - tail);
  for (guint i = m - tail; i < m; i++)
    append (result, LORE_DIFF_BOTH, get_line (&b, i));
  pair_lines (result, &a, &b);
  g_array_unref (a.lines);
  g_array_unref (b.lines);
  return result;
}
