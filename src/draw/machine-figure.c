/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/machine-figure.h"

#include <string.h>

#include "catalogue/catalogue.h"
#include "base/args.h"
#include "base/language.h"
#include "draw/lettering.h"

/* px at scale 1 */
#define MARGIN 4.0
#define BOX_WIDTH 126.0
#define BOX_HEIGHT 44.0
#define SLOT 15.0
#define GAP 32.0
#define LABEL_WIDTH 78.0
#define LANE 12.0
#define HEAD 6.0
#define RADIUS 7.0
#define TITLE_SIZE 11.0
#define LABEL_SIZE 10.0

#define MOST_EDGES 24

/* All rows that lead from one state to another, as one arrow. */
typedef struct
{
  LoreState from, to;
  guint inputs; /* bit 1 << LoreInput for each */
  gboolean last;
  double y0, y1; /* where it leaves and enters the sides of the boxes */
  double lane;   /* x of its upright part */
} Edge;

typedef struct
{
  double y, height;
  guint n_slots; /* ends of arrows at its right side */
  guint n_taken; /* of them, while they are placed */
  guint loops;   /* inputs that leave the state as it is */
  int order;     /* from above, -1 = not in this machine */
} Box;

typedef struct
{
  Box boxes[LORE_N_STATES];
  Edge edges[MOST_EDGES];
  guint n_edges;
  double height;
  const LoreLadderStyle *style;
} Figure;

/* --- placing --------------------------------------------------------------------- */

static gboolean
is_next (const Figure *figure, const Edge *edge)
{
  return figure->boxes[edge->to].order == figure->boxes[edge->from].order + 1;
}

static void
add_step (Figure *figure, const LoreStep *step)
{
  guint bit = 1u << step->input;

  figure->boxes[step->next].order = 0;
  if (step->state == step->next)
    {
      figure->boxes[step->state].loops |= bit;
      return;
    }
  for (guint i = 0; i < figure->n_edges; i++)
    if (figure->edges[i].from == step->state && figure->edges[i].to == step->next)
      {
        figure->edges[i].inputs |= bit;
        return;
      }
  if (figure->n_edges < MOST_EDGES)
    figure->edges[figure->n_edges++] =
        (Edge){ .from = step->state, .to = step->next, .inputs = bit };
}

static void
place_boxes (Figure *figure)
{
  double scale = figure->style->scale;
  double y = (MARGIN + GAP) * scale;
  int order = 0;

  for (guint i = 0; i < LORE_N_STATES; i++)
    if (figure->boxes[i].order >= 0)
      figure->boxes[i].order = order++;
  for (guint i = 0; i < figure->n_edges; i++)
    {
      Edge *edge = &figure->edges[i];

      if (edge->from != LORE_STATE_NONE && !is_next (figure, edge))
        {
          figure->boxes[edge->from].n_slots++;
          figure->boxes[edge->to].n_slots++;
        }
    }
  for (guint i = 0; i < LORE_N_STATES; i++)
    {
      Box *box = &figure->boxes[i];

      if (box->order < 0)
        continue;
      box->y = y;
      box->height = MAX (BOX_HEIGHT, SLOT * (box->n_slots + 1)) * scale;
      y += box->height + GAP * scale;
    }
  figure->height = y - (GAP - MARGIN) * scale;
}

static double
take_slot (Box *box)
{
  return box->y + box->height * ++box->n_taken / (box->n_slots + 1);
}

/* Arrows that end at a box come in above those that leave it; the longer one runs further
 * out, so that few cross. */
static void
place_edges (Figure *figure)
{
  double scale = figure->style->scale;
  double x = (MARGIN + BOX_WIDTH + LABEL_WIDTH) * scale;

  for (guint from = LORE_N_STATES; from-- > 0;)
    for (guint i = 0; i < figure->n_edges; i++)
      {
        Edge *edge = &figure->edges[i];

        if (edge->from != from || from == LORE_STATE_NONE || is_next (figure, edge))
          continue;
        edge->y1 = take_slot (&figure->boxes[edge->to]);
        edge->lane = x;
        x += LANE * scale;
      }
  for (guint i = 0; i < figure->n_edges; i++)
    {
      Edge *edge = &figure->edges[i];

      if (edge->lane > 0)
        edge->y0 = take_slot (&figure->boxes[edge->from]);
    }
}

static void
lay_out (Figure *figure, LoreMachine machine, const LoreLadderStyle *style)
{
  guint n;
  const LoreStep *steps = lore_machine_get_steps (&n);

  memset (figure, 0, sizeof *figure);
  figure->style = style;
  for (guint i = 0; i < LORE_N_STATES; i++)
    figure->boxes[i].order = -1;
  for (guint i = 0; i < n; i++)
    if (steps[i].machine == machine)
      add_step (figure, &steps[i]);
  place_boxes (figure);
  place_edges (figure);
}

/* --- words ----------------------------------------------------------------------- */

char *
lore_machine_figure_dup_input (LoreInput input, const char *language)
{
  static const char *const codes[] = {
    [LORE_INPUT_ACK] = "ACK",
    [LORE_INPUT_1XX] = "1xx",
    [LORE_INPUT_2XX] = "2xx",
    [LORE_INPUT_REFUSAL] = "3xx–6xx",
  };
  static const char *const topics[] = {
    [LORE_INPUT_START] = "figure:request",
    [LORE_INPUT_REQUEST] = "figure:request-again",
    [LORE_INPUT_ERROR] = "figure:error",
  };
  const char *code = lore_language_get_words (language)[0];
  g_auto (GStrv) args = NULL;
  const char *topic = "figure:timer";

  if (input < G_N_ELEMENTS (codes) && codes[input] != NULL)
    return g_strdup (codes[input]);
  if (input <= LORE_INPUT_ERROR)
    topic = topics[input];
  else
    args = lore_args_new ("timer",
                          lore_timer_get_row (input - LORE_INPUT_ERROR - 1)->topic
                              + strlen ("timer:"),
                          NULL);
  return lore_catalogue_dup_sentence (lore_catalogue_get_default (), topic, code,
                                      (const char *const *)args);
}

static char *
dup_inputs (guint inputs, const char *language)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < LORE_N_INPUTS; i++)
    if (inputs & (1u << i))
      {
        g_autofree char *input = lore_machine_figure_dup_input (i, language);

        g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", input);
      }
  return g_string_free (words, FALSE);
}

/* A Chinese title holds the English one: "Calling（呼出）". */
static const char *
get_title (LoreState state, const char *language)
{
  const char *const *codes = lore_language_get_words (language);
  const LoreTopic *topic =
      lore_catalogue_lookup (lore_catalogue_get_default (), lore_state_get_topic (state));

  return lore_topic_get_title (topic, codes[1] != NULL ? codes[1] : codes[0]);
}

/* --- drawing --------------------------------------------------------------------- */

static void
set_pen (cairo_t *cr, const Figure *figure, const Edge *edge)
{
  lore_palette_set_source (cr, figure->style->palette,
                           edge->last ? LORE_COLOUR_ACCENT : LORE_COLOUR_DIM);
  cairo_set_line_width (cr, (edge->last ? 2.2 : 1.1) * figure->style->scale);
}

static void
draw_head (cairo_t *cr, const Figure *figure, double x, double y, double dx, double dy)
{
  double size = HEAD * figure->style->scale;

  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x - dx * size - dy * size * 0.5, y - dy * size - dx * size * 0.5);
  cairo_line_to (cr, x - dx * size + dy * size * 0.5, y - dy * size + dx * size * 0.5);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_label (cairo_t *cr, PangoContext *pango, const Figure *figure, const Edge *edge,
            double x, double y)
{
  g_autofree char *words = dup_inputs (edge->inputs, figure->style->language);
  LoreLettering label = { .text = words,
                          .size = LABEL_SIZE,
                          .bold = edge->last,
                          .colour = edge->last ? LORE_COLOUR_ACCENT : LORE_COLOUR_TEXT,
                          .most =
                              edge->lane > 0 ? LABEL_WIDTH * figure->style->scale : 0 };

  lore_lettering_draw (cr, pango, &label, x, y, LORE_N_COLOURS, figure->style);
}

/* Straight down into the box below. */
static void
draw_down (cairo_t *cr, PangoContext *pango, const Figure *figure, const Edge *edge)
{
  double scale = figure->style->scale;
  double x = (MARGIN + BOX_WIDTH / 2) * scale;
  double y0 = edge->from == LORE_STATE_NONE
                  ? MARGIN * scale
                  : figure->boxes[edge->from].y + figure->boxes[edge->from].height;
  double y1 = figure->boxes[edge->to].y;

  set_pen (cr, figure, edge);
  cairo_move_to (cr, x, y0);
  cairo_line_to (cr, x, y1 - HEAD * scale);
  cairo_stroke (cr);
  draw_head (cr, figure, x, y1, 0, 1);
  draw_label (cr, pango, figure, edge, x + 7 * scale, (y0 + y1) / 2 - scale);
}

/* Out at the right, down, and back in. */
static void
draw_round (cairo_t *cr, PangoContext *pango, const Figure *figure, const Edge *edge)
{
  double scale = figure->style->scale;
  double x = (MARGIN + BOX_WIDTH) * scale;

  set_pen (cr, figure, edge);
  cairo_move_to (cr, x, edge->y0);
  cairo_line_to (cr, edge->lane, edge->y0);
  cairo_line_to (cr, edge->lane, edge->y1);
  cairo_line_to (cr, x + HEAD * scale, edge->y1);
  cairo_stroke (cr);
  draw_head (cr, figure, x, edge->y1, -1, 0);
  draw_label (cr, pango, figure, edge, x + 5 * scale, edge->y0 - 6.5 * scale);
}

static void
trace_box (cairo_t *cr, const Figure *figure, const Box *box)
{
  double scale = figure->style->scale;
  double radius = RADIUS * scale;
  double left = MARGIN * scale, right = (MARGIN + BOX_WIDTH) * scale;

  cairo_new_sub_path (cr);
  cairo_arc (cr, right - radius, box->y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, right - radius, box->y + box->height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, left + radius, box->y + box->height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, left + radius, box->y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

static void
draw_box (cairo_t *cr, PangoContext *pango, const Figure *figure, LoreState state,
          const LoreMachineRun *run)
{
  const LoreLadderStyle *style = figure->style;
  const Box *box = &figure->boxes[state];
  gboolean here = run->state == state;
  gboolean visited = (run->visited & (1u << state)) != 0;
  double x = (MARGIN + BOX_WIDTH / 2) * style->scale;
  double most = (BOX_WIDTH - 8) * style->scale;
  g_autofree char *inputs = dup_inputs (box->loops, style->language);
  g_autofree char *loops = g_strconcat ("↻ ", inputs, NULL);
  LoreLettering title = { .text = get_title (state, style->language),
                          .size = TITLE_SIZE,
                          .colour = here ? LORE_COLOUR_BACKGROUND : LORE_COLOUR_TEXT,
                          .most = most,
                          .align = 0.5 };
  LoreLettering again = { .text = loops,
                          .size = LABEL_SIZE,
                          .colour = here ? LORE_COLOUR_BACKGROUND : LORE_COLOUR_DIM,
                          .most = most,
                          .align = 0.5 };

  trace_box (cr, figure, box);
  lore_palette_set_source (cr, style->palette,
                           here ? LORE_COLOUR_ACCENT : LORE_COLOUR_PANE);
  cairo_fill_preserve (cr);
  lore_palette_set_source (cr, style->palette,
                           visited ? LORE_COLOUR_ACCENT : LORE_COLOUR_LINE);
  cairo_set_line_width (cr, (visited ? 2 : 1) * style->scale);
  cairo_stroke (cr);
  lore_lettering_draw (cr, pango, &title, x,
                       box->y + box->height * (box->loops != 0 ? 0.34 : 0.5),
                       LORE_N_COLOURS, style);
  if (box->loops != 0)
    lore_lettering_draw (cr, pango, &again, x, box->y + box->height * 0.71,
                         LORE_N_COLOURS, style);
}

void
lore_machine_figure_draw (cairo_t *cr, PangoContext *pango, const LoreMachineRun *run,
                          const LoreLadderStyle *style)
{
  Figure figure;

  lay_out (&figure, run->machine, style);
  for (guint i = 0; i < figure.n_edges; i++)
    {
      Edge *edge = &figure.edges[i];

      edge->last = run->last != NULL && run->last->state == edge->from
                   && run->last->next == edge->to;
      if (edge->lane > 0)
        draw_round (cr, pango, &figure, edge);
      else
        draw_down (cr, pango, &figure, edge);
    }
  for (guint i = 0; i < LORE_N_STATES; i++)
    if (figure.boxes[i].order >= 0)
      draw_box (cr, pango, &figure, i, run);
}

double
lore_machine_figure_get_height (LoreMachine machine, const LoreLadderStyle *style)
{
  Figure figure;

  lay_out (&figure, machine, style);
  return figure.height;
}

LoreState
lore_machine_figure_pick (LoreMachine machine, double x, double y,
                          const LoreLadderStyle *style)
{
  Figure figure;

  lay_out (&figure, machine, style);
  if (x < MARGIN * style->scale || x > (MARGIN + BOX_WIDTH) * style->scale)
    return LORE_STATE_NONE;
  for (guint i = 0; i < LORE_N_STATES; i++)
    if (figure.boxes[i].order >= 0 && y >= figure.boxes[i].y
        && y <= figure.boxes[i].y + figure.boxes[i].height)
      return i;
  return LORE_STATE_NONE;
}
