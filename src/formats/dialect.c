/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/dialect.h"

#include "formats/clean.h"

/* So many lines may stand between the line that announces a message and the message. */
#define LINES_BEFORE_MESSAGE 12
#define HALF_DAY_US (G_TIME_SPAN_DAY / 2)
#define DAY_US G_TIME_SPAN_DAY

/* A walk over the messages of a log. */
typedef struct
{
  const LoreDialect *dialect;
  const char *text;
  gsize len;
  gsize at;
  guint n_unheard; /* announcements that no message followed */
} Walk;

typedef struct
{
  LoreFrame frame;
  LoreLogFacts facts;
  gboolean announced;
} Found;

static void
facts_clear (LoreLogFacts *facts)
{
  *facts = (LoreLogFacts){
    .unix_us = LORE_TIME_UNKNOWN,
    .local_us = LORE_TIME_UNKNOWN,
    .clock_us = LORE_TIME_UNKNOWN,
    .since_us = LORE_TIME_UNKNOWN,
    .octets = -1,
  };
}

static gboolean
is_boundary_cb (const LoreLine *line, gpointer user_data)
{
  const LoreDialect *dialect = user_data;

  return dialect->classify (line, NULL) != LORE_LOG_OTHER;
}

/* Takes what @line says about the message to come; FALSE when it says nothing. */
static gboolean
take_facts (Walk *walk, const LoreLine *line, Found *found)
{
  LoreLogKind kind = walk->dialect->classify (line, NULL);

  if (kind == LORE_LOG_OTHER)
    return FALSE;
  if (kind != LORE_LOG_MORE)
    {
      if (found->announced)
        walk->n_unheard++;
      found->announced = kind == LORE_LOG_HEAD;
      facts_clear (&found->facts);
    }
  if (kind != LORE_LOG_END)
    walk->dialect->classify (line, &found->facts);
  return TRUE;
}

static gboolean
walk_next (Walk *walk, Found *ret_found)
{
  Found found = { .announced = FALSE };
  LoreLine line;
  guint n_lines = 0;

  facts_clear (&found.facts);
  while (lore_line_get (walk->text, walk->len, walk->at, &line))
    {
      if (lore_line_is_start (line.text, line.len))
        {
          gboolean chatty = (walk->dialect->flags & LORE_DIALECT_KEEPS_CR) == 0;

          lore_text_frame (walk->text, walk->len, line.at, found.facts.octets, chatty,
                           is_boundary_cb, (gpointer)walk->dialect, &found.frame);
          walk->at = found.frame.end;
          *ret_found = found;
          return TRUE;
        }
      walk->at = line.next;
      if (take_facts (walk, &line, &found))
        n_lines = 0;
      else if (found.announced && ++n_lines > LINES_BEFORE_MESSAGE)
        {
          walk->n_unheard++;
          found.announced = FALSE;
          facts_clear (&found.facts);
        }
    }
  if (found.announced)
    walk->n_unheard++;
  return FALSE;
}

/* --- the text, cleaned ---------------------------------------------------------------
 */

static LoreCleaning
get_cleaning (const LoreDialect *dialect)
{
  LoreCleaning cleaning = 0;

  /* What keeps line ends keeps every byte. */
  if ((dialect->flags & LORE_DIALECT_KEEPS_CR) == 0)
    cleaning |= LORE_CLEAN_COLOURS | LORE_CLEAN_PREFIX;
  if ((dialect->flags & LORE_DIALECT_HASH_012) != 0)
    cleaning |= LORE_CLEAN_HASH_012;
  if ((dialect->flags & LORE_DIALECT_DOT_IS_CR) != 0)
    cleaning |= LORE_CLEAN_DOT_IS_CR;
  return cleaning;
}

guint
lore_dialect_probe (const LoreDialect *dialect, const LoreIntake *intake)
{
  g_autofree char *clean = NULL;
  LoreCleaning done;
  Walk walk = { dialect, intake->data + intake->window_at, intake->window_len, 0, 0 };
  Found found;
  guint n_announced = 0;
  guint n_messages = 0;

  if (!lore_intake_is_text (intake))
    return 0;
  clean = lore_clean_text (walk.text, walk.len, get_cleaning (dialect), &walk.len, &done);
  if (clean != NULL)
    walk.text = clean;
  while (n_announced < 20 && n_messages < 100 && walk_next (&walk, &found))
    {
      n_messages++;
      if (found.announced)
        n_announced++;
    }
  if (n_announced > 0)
    return 70 + n_announced;
  if ((dialect->flags & LORE_DIALECT_QUOTED) != 0)
    return n_messages > 0 && (done & LORE_CLEAN_PREFIX) != 0 ? 35 : 0;
  /* Start lines alone are "several messages in one file". */
  return n_messages > 0 && (dialect->flags & LORE_DIALECT_KEEPS_CR) != 0 ? 40 : 0;
}

/* --- reading -------------------------------------------------------------------------
 */

/* Lab time from whichever clock the log has; each begins at its first message. */
typedef struct
{
  gint64 first_us;
  gint64 last_us;
  gint64 days_us;
} Clock;

static gint64
since_first (Clock *clock, gint64 time_us, gboolean wraps)
{
  if (clock->first_us == LORE_TIME_UNKNOWN)
    clock->first_us = clock->last_us = time_us;
  if (wraps && time_us < clock->last_us - HALF_DAY_US)
    clock->days_us += DAY_US; /* midnight went by */
  else if (wraps && time_us > clock->last_us + HALF_DAY_US)
    clock->days_us -= DAY_US; /* a line from before it, late */
  clock->last_us = time_us;
  return time_us + clock->days_us - clock->first_us;
}

static void
set_time (Clock *clock, const LoreLogFacts *facts, LoreImport *import, LoreEvent *event)
{
  event->unix_us = facts->unix_us;
  event->lab_us = LORE_TIME_UNKNOWN;
  if (facts->unix_us != LORE_TIME_UNKNOWN)
    return;
  if (facts->local_us != LORE_TIME_UNKNOWN)
    event->lab_us = since_first (clock, facts->local_us, FALSE);
  else if (facts->clock_us != LORE_TIME_UNKNOWN)
    event->lab_us = since_first (clock, facts->clock_us, TRUE);
  else if (facts->since_us != LORE_TIME_UNKNOWN)
    event->lab_us = since_first (clock, facts->since_us, FALSE);
  lore_import_count (import, event->lab_us == LORE_TIME_UNKNOWN     ? "no-time"
                             : facts->since_us != LORE_TIME_UNKNOWN ? "relative-time"
                                                                    : "no-zone");
}

static const char *
known (const char *address)
{
  return *address != '\0' ? address : NULL;
}

/* The side that writes the log stands under its name, for it never says its address. */
static void
set_addresses (const LoreDialect *dialect, const LoreLogFacts *facts, LoreEvent *event)
{
  event->source = known (facts->source);
  event->destination = known (facts->destination);
  if (facts->direction == LORE_LOG_SENT && dialect->writer != NULL)
    {
      event->source = event->source != NULL ? event->source : dialect->writer;
      event->destination =
          event->destination != NULL ? event->destination : known (facts->peer);
    }
  else if (facts->direction == LORE_LOG_RECEIVED && dialect->writer != NULL)
    {
      event->source = event->source != NULL ? event->source : known (facts->peer);
      event->destination =
          event->destination != NULL ? event->destination : dialect->writer;
    }
}

static LoreFrameFlags
choose_mending (const LoreDialect *dialect, LoreImport *import, const LoreFrame *frame)
{
  gboolean exact = (dialect->flags & LORE_DIALECT_KEEPS_CR) != 0;
  LoreFrameFlags mend = 0;

  if (!exact && (frame->flags & LORE_FRAME_BARE_LF) != 0)
    {
      mend |= LORE_FRAME_BARE_LF;
      lore_import_repair (import, "line-ends");
    }
  if ((frame->flags & LORE_FRAME_SDP_UNSEPARATED) != 0
      || (!exact && (frame->flags & LORE_FRAME_NO_EMPTY_LINE) != 0
          && (frame->flags & LORE_FRAME_CUT) == 0))
    {
      mend |= LORE_FRAME_NO_EMPTY_LINE;
      lore_import_repair (import, "empty-line");
    }
  return mend;
}

static gboolean
add_found (const LoreDialect *dialect, LoreImport *import, const Walk *walk,
           const Found *found, Clock *clock)
{
  LoreEvent event = { .type = LORE_EVENT_CAPTURED, .transport = found->facts.transport };
  LoreFrameFlags mend = choose_mending (dialect, import, &found->frame);
  g_autofree char *message = NULL;
  gsize len;

  set_time (clock, &found->facts, import, &event);
  set_addresses (dialect, &found->facts, &event);
  if (event.source == NULL && event.destination == NULL)
    lore_import_count (import, "no-address");
  if ((found->frame.flags & LORE_FRAME_CUT) != 0
      && (dialect->flags & LORE_DIALECT_KEEPS_CR) == 0)
    {
      event.truncated = TRUE;
      lore_import_count (import, "cut-short");
    }
  else if ((found->frame.flags & (LORE_FRAME_CUT | LORE_FRAME_SURPLUS)) != 0)
    lore_import_count (import, "content-length");
  message = lore_frame_dup_mended (walk->text, &found->frame, mend, &len);
  return lore_import_add_message (import, &event, message, len);
}

static void
count_cleaning (LoreImport *import, LoreCleaning done)
{
  if ((done & LORE_CLEAN_COLOURS) != 0)
    lore_import_remark (import, "colours", NULL);
  if ((done & LORE_CLEAN_PREFIX) != 0)
    lore_import_remark (import, "prefix", NULL);
}

gboolean
lore_dialect_read (const LoreDialect *dialect, LoreImport *import,
                   const LoreIntake *intake)
{
  g_autofree char *clean = NULL;
  LoreCleaning done;
  Clock clock = { .first_us = LORE_TIME_UNKNOWN };
  Walk walk = { dialect, intake->data, intake->len, 0, 0 };
  Found found;
  gboolean directed = FALSE;

  clean = lore_clean_text (walk.text, walk.len, get_cleaning (dialect), &walk.len, &done);
  if (clean != NULL)
    walk.text = clean;
  count_cleaning (import, done);
  while (walk_next (&walk, &found))
    {
      directed = directed || found.facts.direction != LORE_LOG_DIRECTION_UNKNOWN;
      if (!add_found (dialect, import, &walk, &found, &clock))
        break;
    }
  if (directed && dialect->writer != NULL)
    lore_trace_name_participant (lore_import_get_trace (import), dialect->writer,
                                 dialect->writer, NULL);
  for (guint i = 0; i < walk.n_unheard; i++)
    lore_import_skip (import);
  return TRUE;
}
