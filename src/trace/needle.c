/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/needle.h"

#include <string.h>

#include "sip/chars.h"

/* The bytes that SIP messages are made of, the commonest first; what is not here is rarer
 * than all of it. */
static const char common[] = "0 1i.t:2a3eso54986nprc7/d=l;-\r\n@>kgmv<bfuhywzxjq_,+%*\"";

/* 0 is the rarest. */
static guint
get_frequency (guint8 c)
{
  const char *found = memchr (common, c, sizeof common - 1);

  return found != NULL ? sizeof common - (found - common) : 0;
}

void
lore_needle_init (LoreNeedle *needle, const char *text, gsize len)
{
  guint least = G_MAXUINT;

  needle->text = g_ascii_strdown (text, len);
  needle->len = len;
  needle->anchor = 0;
  for (gsize i = 0; i < len && least > 0; i++)
    {
      guint frequency = get_frequency (needle->text[i]);

      if (frequency >= least)
        continue;
      least = frequency;
      needle->anchor = i;
    }
  needle->upper = len > 0 ? g_ascii_toupper (needle->text[needle->anchor]) : 0;
}

void
lore_needle_clear (LoreNeedle *needle)
{
  g_clear_pointer (&needle->text, g_free);
}

static inline gboolean
is_here (const LoreNeedle *needle, const guint8 *at)
{
  for (gsize i = 0; i < needle->len; i++)
    if (sip_lower (at[i]) != (guint8)needle->text[i])
      return FALSE;
  return TRUE;
}

/* Every place where the needle's anchor stands as @c; the anchors are found by memchr(),
 * which looks at many bytes at once. */
static gboolean
search (const LoreNeedle *needle, guint8 c, const guint8 *data, gsize len)
{
  const guint8 *at = data + needle->anchor;
  const guint8 *end = data + len - (needle->len - 1 - needle->anchor);

  while ((at = memchr (at, c, end - at)) != NULL)
    {
      if (is_here (needle, at - needle->anchor))
        return TRUE;
      at++;
    }
  return FALSE;
}

gboolean
lore_needle_is_in (const LoreNeedle *needle, gconstpointer data, gsize len)
{
  guint8 lower;

  if (needle->len == 0)
    return TRUE;
  if (len < needle->len)
    return FALSE;
  lower = needle->text[needle->anchor];
  return search (needle, lower, data, len)
         || (needle->upper != lower && search (needle, needle->upper, data, len));
}

gboolean
lore_needle_is (const LoreNeedle *needle, gconstpointer data, gsize len)
{
  return len == needle->len && (len == 0 || is_here (needle, data));
}
