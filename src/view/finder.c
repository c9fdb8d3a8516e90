/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/finder.h"

#include <string.h>

/* The first place in @data at or after @begin, or the last that ends before @end. */
static gboolean
find_in (const guint8 *data, gsize begin, gsize end, const char *text, gboolean forward,
         gsize *ret_at)
{
  gsize len = strlen (text);
  gsize n = end >= begin + len ? end - begin - len + 1 : 0;

  for (gsize i = 0; i < n; i++)
    {
      gsize at = forward ? begin + i : begin + n - 1 - i;

      if (g_ascii_strncasecmp ((const char *)data + at, text, len) == 0)
        {
          *ret_at = at;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
look_into (LoreScene *scene, guint32 message, const char *text, gboolean forward,
           gsize begin, gsize end, SipSpan *ret_span)
{
  gsize len, at;
  const guint8 *data = lore_trace_get_data (lore_scene_get_trace (scene), message, &len);

  if (!find_in (data, begin, MIN (end, len), text, forward, &at))
    return FALSE;
  *ret_span = (SipSpan){ at, strlen (text) };
  return TRUE;
}

static char *
dup_expression (const char *text)
{
  GString *escaped = g_string_new (text);

  g_string_replace (escaped, "\\", "\\\\", 0);
  g_string_replace (escaped, "\"", "\\\"", 0);
  g_string_prepend (escaped, "text ~ \"");
  g_string_append_c (escaped, '"');
  return g_string_free (escaped, FALSE);
}

gboolean
lore_finder_step (LoreScene *scene, const char *text, gboolean forward, guint32 message,
                  SipSpan from, guint32 *ret_message, SipSpan *ret_span)
{
  LoreLayout *layout = lore_scene_get_layout (scene);
  g_autoptr (LoreFilter) holds = NULL;
  g_autofree char *expression = dup_expression (text);
  guint n = lore_trace_get_n_messages (lore_scene_get_trace (scene));
  guint32 id = message;

  if (*text == '\0' || n == 0)
    return FALSE;
  *ret_message = message;
  if (message != LORE_ID_NONE
      && look_into (scene, message, text, forward,
                    forward && from.len > 0 ? from.at + 1
                    : forward               ? from.at
                                            : 0,
                    forward ? G_MAXSIZE : from.at, ret_span))
    return TRUE;
  if (message == LORE_ID_NONE)
    id = forward ? n - 1 : 0; /* one step before the first to look into */
  /* The filter's search is faster than ours, where it can read the text. */
  holds = lore_filter_new (expression, NULL);
  for (guint i = 0; i < n; i++)
    {
      id = forward ? (id + 1) % n : (id + n - 1) % n;
      if (lore_layout_get_first_row (layout, id) == LORE_ID_NONE
          || (holds != NULL
              && !lore_filter_matches (holds, lore_scene_get_trace (scene), id)))
        continue;
      *ret_message = id;
      if (look_into (scene, id, text, forward, 0, G_MAXSIZE, ret_span))
        return TRUE;
    }
  return FALSE;
}
