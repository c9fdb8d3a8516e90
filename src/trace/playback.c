/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/playback.h"

#include <math.h>

struct _LorePlayback
{
  GObject parent_instance;

  LoreLayout *layout; /* owned */

  double position;
  double end; /* number of rows when last looked */
  double speed;
  gboolean playing;
  gboolean following;
  gboolean live; /* playing because something new has come */
  guint32 call;  /* the layout's, to see that it chose another */
  guint n_calls; /* as many are shown merged */
};

enum
{
  PROP_POSITION = 1,
  PROP_PLAYING,
  PROP_SPEED,
  PROP_FOLLOWING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_TYPE (LorePlayback, lore_playback, G_TYPE_OBJECT)

static void
move_to (LorePlayback *playback, double position)
{
  position = CLAMP (position, 0, playback->end);
  if (position == playback->position)
    return;
  playback->position = position;
  g_object_notify_by_pspec (G_OBJECT (playback), properties[PROP_POSITION]);
}

static void
set_playing (LorePlayback *playback, gboolean playing)
{
  if (playback->playing == playing)
    return;
  playback->playing = playing;
  g_object_notify_by_pspec (G_OBJECT (playback), properties[PROP_PLAYING]);
}

static void
stop (LorePlayback *playback)
{
  playback->live = FALSE;
  set_playing (playback, FALSE);
}

/* New rows are flown to from where the last ended; who has stepped back to look at
 * something is left there. Another choice of call is another ladder. */
static void
items_changed_cb (GListModel *rows, guint at, guint removed, guint added,
                  LorePlayback *playback)
{
  double before = playback->end;
  gboolean at_end = playback->position >= before;
  guint32 call = lore_layout_get_call (playback->layout);
  guint n_calls;

  lore_layout_get_calls (playback->layout, &n_calls);
  playback->end = g_list_model_get_n_items (rows);
  if (call != playback->call || n_calls != playback->n_calls)
    {
      playback->call = call;
      playback->n_calls = n_calls;
      stop (playback);
      move_to (playback, at_end ? playback->end : playback->position);
    }
  else if (playback->end > before && at_end && playback->following)
    {
      playback->live = TRUE;
      set_playing (playback, TRUE);
    }
  else
    move_to (playback, playback->position); /* there may be fewer rows */
}

static void
lore_playback_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  LorePlayback *playback = LORE_PLAYBACK (object);

  switch (id)
    {
    case PROP_POSITION:
      g_value_set_double (value, playback->position);
      break;
    case PROP_PLAYING:
      g_value_set_boolean (value, playback->playing);
      break;
    case PROP_SPEED:
      g_value_set_double (value, playback->speed);
      break;
    case PROP_FOLLOWING:
      g_value_set_boolean (value, playback->following);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
lore_playback_set_property (GObject *object, guint id, const GValue *value,
                            GParamSpec *spec)
{
  LorePlayback *playback = LORE_PLAYBACK (object);

  switch (id)
    {
    case PROP_POSITION:
      lore_playback_set_position (playback, g_value_get_double (value));
      break;
    case PROP_PLAYING:
      lore_playback_set_playing (playback, g_value_get_boolean (value));
      break;
    case PROP_SPEED:
      lore_playback_set_speed (playback, g_value_get_double (value));
      break;
    case PROP_FOLLOWING:
      lore_playback_set_following (playback, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
lore_playback_dispose (GObject *object)
{
  LorePlayback *playback = LORE_PLAYBACK (object);

  if (playback->layout != NULL)
    g_signal_handlers_disconnect_by_data (playback->layout, playback);
  g_clear_object (&playback->layout);
  G_OBJECT_CLASS (lore_playback_parent_class)->dispose (object);
}

static void
lore_playback_class_init (LorePlaybackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = lore_playback_dispose;
  object_class->get_property = lore_playback_get_property;
  object_class->set_property = lore_playback_set_property;
  properties[PROP_POSITION] =
      g_param_spec_double ("position", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, flags);
  properties[PROP_SPEED] = g_param_spec_double (
      "speed", NULL, NULL, LORE_PLAYBACK_SLOWEST, LORE_PLAYBACK_FASTEST, 1, flags);
  properties[PROP_FOLLOWING] =
      g_param_spec_boolean ("following", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lore_playback_init (LorePlayback *playback)
{
  playback->speed = 1;
  playback->following = TRUE;
}

LorePlayback *
lore_playback_new (LoreLayout *layout)
{
  LorePlayback *playback;

  g_return_val_if_fail (LORE_IS_LAYOUT (layout), NULL);

  playback = g_object_new (LORE_TYPE_PLAYBACK, NULL);
  playback->layout = g_object_ref (layout);
  playback->end = g_list_model_get_n_items (G_LIST_MODEL (layout));
  playback->position = playback->end;
  playback->call = lore_layout_get_call (layout);
  lore_layout_get_calls (layout, &playback->n_calls);
  /* Who shows the rows hears of them first: a new position selects one of them. */
  g_signal_connect_after (layout, "items-changed", G_CALLBACK (items_changed_cb),
                          playback);
  return playback;
}

LoreLayout *
lore_playback_get_layout (LorePlayback *playback)
{
  return playback->layout;
}

double
lore_playback_get_position (LorePlayback *playback)
{
  return playback->position;
}

void
lore_playback_set_position (LorePlayback *playback, double position)
{
  g_return_if_fail (LORE_IS_PLAYBACK (playback));
  move_to (playback, position);
}

double
lore_playback_get_end (LorePlayback *playback)
{
  return playback->end;
}

gboolean
lore_playback_get_playing (LorePlayback *playback)
{
  return playback->playing;
}

void
lore_playback_set_playing (LorePlayback *playback, gboolean playing)
{
  g_return_if_fail (LORE_IS_PLAYBACK (playback));

  /* Play at the end begins anew, as players do. */
  if (playing && !playback->playing && playback->position >= playback->end)
    move_to (playback, 0);
  if (playing && playback->end > 0)
    set_playing (playback, TRUE);
  else
    stop (playback);
}

double
lore_playback_get_speed (LorePlayback *playback)
{
  return playback->speed;
}

void
lore_playback_set_speed (LorePlayback *playback, double speed)
{
  g_return_if_fail (LORE_IS_PLAYBACK (playback));

  speed = CLAMP (speed, LORE_PLAYBACK_SLOWEST, LORE_PLAYBACK_FASTEST);
  if (playback->speed == speed)
    return;
  playback->speed = speed;
  g_object_notify_by_pspec (G_OBJECT (playback), properties[PROP_SPEED]);
}

gboolean
lore_playback_get_following (LorePlayback *playback)
{
  return playback->following;
}

void
lore_playback_set_following (LorePlayback *playback, gboolean following)
{
  g_return_if_fail (LORE_IS_PLAYBACK (playback));

  following = following != FALSE;
  if (playback->following == following)
    return;
  playback->following = following;
  g_object_notify_by_pspec (G_OBJECT (playback), properties[PROP_FOLLOWING]);
}

gboolean
lore_playback_advance (LorePlayback *playback, double seconds)
{
  double rate;

  g_return_val_if_fail (LORE_IS_PLAYBACK (playback), FALSE);

  if (!playback->playing)
    return FALSE;
  rate = playback->speed / LORE_PLAYBACK_ROW_SECONDS;
  /* A burst must not leave the ladder minutes behind the network. */
  if (playback->live)
    rate = MAX (rate, (playback->end - playback->position) / LORE_PLAYBACK_LAG_SECONDS);
  move_to (playback, playback->position + seconds * rate);
  if (playback->position >= playback->end)
    stop (playback);
  return playback->playing;
}

void
lore_playback_step (LorePlayback *playback, int rows)
{
  double from;

  g_return_if_fail (LORE_IS_PLAYBACK (playback));

  stop (playback);
  from = rows < 0 ? ceil (playback->position) : floor (playback->position);
  move_to (playback, from + rows);
}

double
lore_playback_get_progress (LorePlayback *playback, guint32 message)
{
  guint32 first = lore_layout_get_first_row (playback->layout, message);
  guint32 last = lore_layout_get_last_row (playback->layout, message);

  if (first == LORE_ID_NONE)
    return 0;
  return lore_flight_progress (playback->position, first, last);
}

double
lore_flight_progress (double position, guint first_row, guint last_row)
{
  return CLAMP ((position - first_row) / (last_row - first_row + 1.0), 0, 1);
}
