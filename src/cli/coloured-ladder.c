/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/coloured-ladder.h"

#include "cli/json-line.h"
#include "cli/terminal.h"
#include "draw/describe.h"
#include "trace/bars.h"

#include <string.h>

static gboolean
has_arrow (const char *line)
{
  return strstr (line, "▶") != NULL || strstr (line, "◀") != NULL
         || strstr (line, "×") != NULL || strstr (line, "↺") != NULL;
}

/* The arrow of row @row; rows without an arrow of their own keep their colour. */
static LoreColour
choose_colour (LoreLayout *layout, guint row)
{
  g_autoptr (LoreRow) item = g_list_model_get_item (G_LIST_MODEL (layout), row);
  guint32 id = item != NULL ? lore_row_get_message (item) : LORE_ID_NONE;
  LoreMessage message;

  if (id == LORE_ID_NONE)
    return LORE_COLOUR_TEXT;
  lore_trace_get_message (lore_layout_get_trace (layout), id, &message);
  if ((message.flags & LORE_MESSAGE_LOST) != 0)
    return LORE_COLOUR_ERROR;
  return (message.flags & LORE_MESSAGE_RESPONSE) != 0 ? LORE_COLOUR_RESPONSE
                                                      : LORE_COLOUR_REQUEST;
}

void
lore_coloured_ladder_print (const LoreCli *cli, LoreLayout *layout)
{
  g_autofree char *text =
      lore_ladder_dup_text (layout, lore_terminal_get_width (), cli->language, NULL);
  g_auto (GStrv) lines = NULL;
  guint row = 0;

  if (!cli->colour)
    {
      g_print ("%s", text);
      return;
    }
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL && (lines[i + 1] != NULL || *lines[i] != '\0'); i++)
    {
      g_autofree char *line = NULL;

      if (has_arrow (lines[i]))
        line = lore_terminal_dup_coloured (cli, choose_colour (layout, row++), lines[i]);
      else if (row == 0)
        line = lore_terminal_dup_bold (cli, lines[i]);
      else
        line = lore_terminal_dup_coloured (cli, LORE_COLOUR_DIM, lines[i]);
      g_print ("%s\n", line);
    }
}

/* --- JSON ----------------------------------------------------------------------------
 */

static void
add_side (JsonBuilder *builder, const char *name, LoreTrace *trace, guint32 participant)
{
  LoreParticipant found = { .name = NULL };

  if (participant != LORE_ID_NONE)
    lore_trace_get_participant (trace, participant, &found);
  lore_json_add_string (builder, name, found.name);
}

static void
print_stream_json (LoreTrace *trace, guint stream)
{
  JsonBuilder *builder = lore_json_begin ();
  const LoreRtpStream *facts = lore_trace_get_stream (trace, stream);
  g_autofree char *english = lore_describe_stream_aloud (trace, stream, "en");
  g_autofree char *chinese = lore_describe_stream_aloud (trace, stream, "zh_CN");

  lore_json_add_int (builder, "stream", stream);
  lore_json_add_ms (builder, "time_ms", facts->start_us);
  lore_json_add_string (builder, "from", facts->source);
  lore_json_add_string (builder, "to", facts->destination);
  lore_json_add_string (builder, "label", facts->codec);
  json_builder_set_member_name (builder, "narration");
  json_builder_begin_object (builder);
  lore_json_add_string (builder, "en", english);
  lore_json_add_string (builder, "zh_CN", chinese);
  json_builder_end_object (builder);
  lore_json_print (builder);
}

static void
print_message_json (LoreTrace *trace, guint32 id)
{
  static const char *const languages[] = { "en", "zh_CN" };
  JsonBuilder *builder = lore_json_begin ();
  g_autofree char *label = lore_describe_arrow (trace, id);
  LoreMessage message;

  lore_trace_get_message (trace, id, &message);
  lore_json_add_int (builder, "index", id);
  lore_json_add_ms (builder, "time_ms", message.sent_us);
  add_side (builder, "from", trace, message.source);
  add_side (builder, "to", trace, message.destination);
  lore_json_add_string (builder, "label", label);
  json_builder_set_member_name (builder, "retransmission");
  json_builder_add_boolean_value (builder,
                                  (message.flags & LORE_MESSAGE_RETRANSMISSION) != 0);
  json_builder_set_member_name (builder, "narration");
  json_builder_begin_object (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *words = lore_describe_narration (trace, id, languages[i]);

      lore_json_add_string (builder, languages[i], words);
    }
  json_builder_end_object (builder);
  lore_json_print (builder);
}

void
lore_ladder_print_json (LoreLayout *layout)
{
  LoreTrace *trace = lore_layout_get_trace (layout);

  for (guint i = 0; i < lore_trace_get_n_messages (trace); i++)
    if (lore_layout_get_first_row (layout, i) != LORE_ID_NONE)
      print_message_json (trace, i);
  for (guint i = 0; i < lore_layout_get_n_bars (layout); i++)
    print_stream_json (trace, lore_layout_get_bar (layout, i));
}
