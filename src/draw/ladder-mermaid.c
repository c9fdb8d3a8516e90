/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/ladder-export.h"

#include "draw/describe.h"
#include "trace/bars.h"

/* Mermaid takes # and ; for its own; line ends end a statement. */
static char *
dup_escaped (const char *text)
{
  GString *escaped = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      if (character == '#' || character == ';')
        g_string_append_printf (escaped, "#%u;", character);
      else if (g_unichar_iscntrl (character))
        g_string_append_c (escaped, ' ');
      else
        g_string_append_unichar (escaped, character);
    }
  return g_string_free (escaped, FALSE);
}

/* A file that names no addresses has two sides; one of its own for each that is missing.
 */
static char *
dup_side (LoreLayout *layout, guint32 participant, gboolean left)
{
  guint32 column = lore_layout_find_column (layout, participant);

  if (column != LORE_ID_NONE)
    return g_strdup_printf ("p%u", column);
  return g_strdup (left ? "left" : "right");
}

static void
append_participants (GString *text, LoreLayout *layout, gboolean left, gboolean right)
{
  LoreTrace *trace = lore_layout_get_trace (layout);
  guint n = lore_layout_get_n_columns (layout);

  if (left)
    g_string_append (text, "    participant left as ?\n");
  for (guint i = 0; i < n; i++)
    {
      LoreParticipant participant;
      g_autofree char *name = NULL;
      g_autofree char *address = NULL;

      lore_trace_get_participant (trace, lore_layout_get_column (layout, i),
                                  &participant);
      name = dup_escaped (participant.name);
      address = dup_escaped (participant.address);
      if (g_str_equal (name, address))
        g_string_append_printf (text, "    participant p%u as %s\n", i, address);
      else
        g_string_append_printf (text, "    participant p%u as %s<br/>%s\n", i, name,
                                address);
    }
  if (right)
    g_string_append (text, "    participant right as ?\n");
}

static void
append_arrow (GString *text, LoreLayout *layout, guint32 message, const char *language)
{
  LoreTrace *trace = lore_layout_get_trace (layout);
  g_autofree char *label = lore_describe_arrow (trace, message);
  g_autofree char *note = lore_describe_note (trace, message, language);
  g_autofree char *label_escaped = dup_escaped (label);
  g_autofree char *note_escaped = note != NULL ? dup_escaped (note) : NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  const char *arrow = "->>";
  LoreMessage facts;
  gboolean response;

  lore_trace_get_message (trace, message, &facts);
  response = (facts.flags & LORE_MESSAGE_RESPONSE) != 0;
  from = dup_side (layout, facts.source, !response);
  to = dup_side (layout, facts.destination, response);
  if (facts.flags & (LORE_MESSAGE_LOST | LORE_MESSAGE_UNANSWERED))
    arrow = "-x";
  else if (facts.flags & LORE_MESSAGE_RETRANSMISSION)
    arrow = "-->>";
  g_string_append_printf (text, "    %s%s%s: %s%s%s\n", from, arrow, to, label_escaped,
                          note != NULL ? "<br/>" : "", note != NULL ? note_escaped : "");
}

/* A note over the lifelines between which media went. */
static void
append_bar (GString *text, LoreLayout *layout, guint stream, const char *language)
{
  LoreTrace *trace = lore_layout_get_trace (layout);
  g_autofree char *label = lore_describe_stream (trace, stream, language);
  g_autofree char *note = lore_describe_stream_note (trace, stream, language);
  g_autofree char *label_escaped = dup_escaped (label);
  g_autofree char *note_escaped = dup_escaped (note);
  int last = (int)lore_layout_get_n_columns (layout) - 1;
  float ends[2];

  lore_layout_get_bar_ends (layout, stream, &ends[0], &ends[1]);
  if (last < 0)
    return;
  g_string_append_printf (text, "    Note over p%d,p%d: %s<br/>%s\n",
                          CLAMP ((int)MIN (ends[0], ends[1]), 0, last),
                          CLAMP ((int)MAX (ends[0], ends[1]), 0, last), label_escaped,
                          note_escaped);
}

char *
lore_ladder_dup_mermaid (LoreLayout *layout, const char *language, LoreHeadway *headway)
{
  GString *text = g_string_new ("sequenceDiagram\n");
  GListModel *rows = G_LIST_MODEL (layout);
  guint n = g_list_model_get_n_items (rows);
  gboolean left = FALSE;
  gboolean right = FALSE;

  lore_headway_expect (headway, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LoreRow) row = g_list_model_get_item (rows, i);
      float ends[2];

      lore_layout_get_ends (layout, lore_row_get_message (row), &ends[0], &ends[1]);
      left |= MIN (ends[0], ends[1]) < 0;
      right |= MAX (ends[0], ends[1]) > (int)lore_layout_get_n_columns (layout) - 1;
    }
  append_participants (text, layout, left, right);
  for (guint i = 0; i < n && lore_headway_step (headway); i++)
    {
      g_autoptr (LoreRow) row = g_list_model_get_item (rows, i);

      if (!lore_row_get_is_arrival (row))
        append_arrow (text, layout, lore_row_get_message (row), language);
    }
  for (guint i = 0; i < lore_layout_get_n_bars (layout); i++)
    append_bar (text, layout, lore_layout_get_bar (layout, i), language);
  return g_string_free (text, FALSE);
}
