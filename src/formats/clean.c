/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/clean.h"

#include "formats/frame.h"

#include <string.h>

#define PREFIX_MAX 160
/* A start line and this many lines behind it must share a prefix for it to be one. */
#define LINES_THAT_SHARE 3

/* ECMA-48: ESC [ parameters, intermediates, a final byte. */
static gsize
escape_length (const char *at, gsize left)
{
  gsize n = 2;

  if (left < 3 || at[0] != '\033' || at[1] != '[')
    return 0;
  while (n < left && at[n] >= 0x20 && at[n] <= 0x3f)
    n++;
  return n < left && at[n] >= 0x40 && at[n] <= 0x7e ? n + 1 : 0;
}

static GString *
strip_colours (const GString *text)
{
  GString *stripped = g_string_sized_new (text->len);

  for (gsize i = 0; i < text->len;)
    {
      gsize n = escape_length (text->str + i, text->len - i);

      if (n == 0)
        g_string_append_c (stripped, text->str[i++]);
      i += n;
    }
  return stripped;
}

/* Where a start line begins inside @line; its length when there is none. */
static gsize
find_start (const LoreLine *line)
{
  const char *version = memmem (line->text, line->len, "SIP/2.0", 7);
  gsize at;

  if (version == NULL)
    return line->len;
  at = version - line->text;
  if (lore_line_is_start (version, line->len - at))
    return at;
  /* A request line: back over the URI and the method. */
  if (at < 4 || line->text[--at] != ' ')
    return line->len;
  for (guint words = 0; words < 2; words++)
    {
      while (at > 0 && line->text[at - 1] != ' ' && line->text[at - 1] != '\t')
        at--;
      if (words == 0 && at > 0)
        at--;
    }
  return lore_line_is_start (line->text + at, line->len - at) ? at : line->len;
}

/* A syslog line that holds a whole message: what the syslog put before it goes. */
static GString *
break_lines (const GString *text)
{
  GString *broken = g_string_sized_new (text->len);
  LoreLine line;

  for (gsize at = 0; lore_line_get (text->str, text->len, at, &line); at = line.next)
    {
      const char *mark = memmem (line.text, line.len, "#012", 4);
      LoreLine first = line;
      gsize prefix;

      first.len = mark != NULL ? (gsize)(mark - line.text) : 0;
      prefix = find_start (&first);
      if (prefix == first.len)
        prefix = 0;
      g_string_append_len (broken, line.text + prefix, line.next - line.at - prefix);
    }
  g_string_replace (broken, "#015#012", "\r\n", 0);
  g_string_replace (broken, "#012", "\n", 0);
  return broken;
}

static GString *
dots_to_cr (const GString *text)
{
  GString *changed = g_string_new_len (text->str, text->len);

  for (gsize i = 0; i + 1 < changed->len; i++)
    if (changed->str[i] == '.' && changed->str[i + 1] == '\n')
      changed->str[i] = '\r';
  return changed;
}

/* --- prefixes ------------------------------------------------------------------------
 */

/* Two prefixes are one when they differ in digits only: times and counters. */
static gboolean
shares_prefix (const LoreLine *line, const char *prefix, gsize len)
{
  /* Behind the last blank of the prefix an empty line may have been trimmed. */
  if (line->len < len
      && !(line->len + 1 >= len
           && lore_line_is_blank (prefix + line->len, len - line->len)))
    return FALSE;
  for (gsize i = 0; i < MIN (len, line->len); i++)
    if (g_ascii_isdigit (prefix[i]) ? !g_ascii_isdigit (line->text[i])
                                    : prefix[i] != line->text[i])
      return FALSE;
  return TRUE;
}

static gboolean
block_shares (const char *text, gsize len, const LoreLine *start, gsize prefix)
{
  LoreLine line;
  gsize at = start->next;

  for (guint i = 0; i < LINES_THAT_SHARE; i++, at = line.next)
    if (!lore_line_get (text, len, at, &line)
        || !shares_prefix (&line, start->text, prefix))
      return FALSE;
  return TRUE;
}

static gboolean
find_prefix (const char *text, gsize len, LoreLine *ret_start, gsize *ret_prefix)
{
  LoreLine line;

  for (gsize at = 0; lore_line_get (text, len, at, &line); at = line.next)
    {
      gsize prefix = find_start (&line);

      if (prefix == line.len)
        continue;
      if (prefix == 0 || prefix > PREFIX_MAX || !block_shares (text, len, &line, prefix))
        return FALSE; /* the first start line decides for the file */
      *ret_start = line;
      *ret_prefix = prefix;
      return TRUE;
    }
  return FALSE;
}

static GString *
strip_prefix (const GString *text)
{
  GString *stripped;
  LoreLine start, line;
  gsize prefix;

  if (!find_prefix (text->str, text->len, &start, &prefix))
    return NULL;
  stripped = g_string_sized_new (text->len);
  for (gsize at = 0; lore_line_get (text->str, text->len, at, &line); at = line.next)
    {
      gsize skip = shares_prefix (&line, start.text, prefix) ? MIN (prefix, line.len) : 0;

      g_string_append_len (stripped, line.text + skip, line.next - line.at - skip);
    }
  return stripped;
}

/* --- all of it -----------------------------------------------------------------------
 */

static void
replace (GString **text, GString *by, LoreCleaning what, LoreCleaning *done)
{
  if (by == NULL)
    return;
  g_string_free (*text, TRUE);
  *text = by;
  *done |= what;
}

char *
lore_clean_text (const char *text, gsize len, LoreCleaning wanted, gsize *ret_len,
                 LoreCleaning *ret_done)
{
  GString *clean = g_string_new_len (text, len);
  LoreCleaning done = 0;

  if ((wanted & LORE_CLEAN_COLOURS) != 0 && memmem (text, len, "\033[", 2) != NULL)
    replace (&clean, strip_colours (clean), LORE_CLEAN_COLOURS, &done);
  if ((wanted & LORE_CLEAN_HASH_012) != 0 && memmem (text, len, "#012", 4) != NULL)
    replace (&clean, break_lines (clean), LORE_CLEAN_HASH_012, &done);
  if ((wanted & LORE_CLEAN_PREFIX) != 0)
    replace (&clean, strip_prefix (clean), LORE_CLEAN_PREFIX, &done);
  if ((wanted & LORE_CLEAN_DOT_IS_CR) != 0)
    replace (&clean, dots_to_cr (clean), LORE_CLEAN_DOT_IS_CR, &done);

  *ret_done = done;
  *ret_len = clean->len;
  return g_string_free (clean, done == 0);
}
