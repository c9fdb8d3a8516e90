/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/message-text.h"

#include "cli/terminal.h"

#include <string.h>

static const char *
get_address (LoreTrace *trace, guint32 participant)
{
  LoreParticipant found;

  if (participant == LORE_ID_NONE)
    return "?";
  lore_trace_get_participant (trace, participant, &found);
  return found.address;
}

char *
lore_message_dup_heading (const LoreCli *cli, const LoreSource *source, guint32 message)
{
  GString *heading = g_string_new (NULL);
  LoreMessage facts;
  g_autofree char *bold = NULL;
  g_autofree char *name = g_strdup_printf ("%s #%u", source->path, message + 1);

  lore_trace_get_message (source->trace, message, &facts);
  bold = lore_terminal_dup_bold (cli, name);
  g_string_append (heading, bold);
  if (facts.source != LORE_ID_NONE || facts.destination != LORE_ID_NONE)
    g_string_append_printf (heading, "  %s → %s",
                            get_address (source->trace, facts.source),
                            get_address (source->trace, facts.destination));
  if (facts.transport != LORE_TRANSPORT_UNKNOWN)
    g_string_append_printf (heading, "  %s", lore_transport_get_name (facts.transport));
  if (facts.sent_us != LORE_TIME_UNKNOWN)
    g_string_append_printf (heading, "  %+.6f s", facts.sent_us / 1e6);
  return g_string_free (heading, FALSE);
}

static gboolean
get_line (const guint8 *data, gsize len, gsize at, gsize *ret_len, gsize *ret_next)
{
  const guint8 *lf;
  gsize end;

  if (at >= len)
    return FALSE;
  lf = memchr (data + at, '\n', len - at);
  end = lf != NULL ? (gsize)(lf - data) : len;
  *ret_next = lf != NULL ? end + 1 : len;
  if (lf != NULL && end > at && data[end - 1] == '\r')
    end--;
  *ret_len = end - at;
  return TRUE;
}

guint
lore_message_find_line (SipTree *tree, gsize at, gsize *ret_begin, gsize *ret_len)
{
  gsize len, next;
  const guint8 *data = sip_tree_get_data (tree, &len);
  guint number = 1;

  *ret_begin = *ret_len = 0;
  for (gsize begin = 0; get_line (data, len, begin, ret_len, &next);
       begin = next, number++)
    {
      *ret_begin = begin;
      if (at < next || next == len)
        return number;
    }
  return number;
}

static void
print_line (const LoreCli *cli, SipTree *tree, gsize at, gsize line_len)
{
  const guint8 *data = sip_tree_get_data (tree, NULL);
  SipCategory category = sip_tree_get_category (tree, sip_tree_node_at (tree, at));
  LoreColour colour = lore_palette_category (category);
  char margin[] = { sip_category_get_letter (category), '\0' };
  g_autofree char *text = lore_terminal_dup_line ((const char *)data + at, line_len);
  g_autofree char *letter = lore_terminal_dup_coloured (cli, colour, margin);
  g_autofree char *line = lore_terminal_dup_coloured (cli, colour, text);

  g_print ("%s │ %s\n", letter, line);
}

void
lore_message_print (const LoreCli *cli, SipTree *tree)
{
  gsize len, line_len, next;
  const guint8 *data = sip_tree_get_data (tree, &len);

  for (gsize at = 0; get_line (data, len, at, &line_len, &next); at = next)
    print_line (cli, tree, at, line_len);
}
