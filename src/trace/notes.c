/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A command holds what was and what is to be; doing and undoing are the same step in two
 * directions. Commands of one group are undone together.
 */
#include "trace/notes.h"

#include <string.h>

#include "trace/same-element.h"

typedef enum
{
  COMMAND_NOTE,
  COMMAND_ALIAS,
  COMMAND_JOIN,
  COMMAND_ORDER,
} CommandKind;

typedef struct
{
  CommandKind kind;
  guint group;
  guint32 id; /* message or participant */

  /* Before and after: texts, participants, or orders; owned. */
  char *texts[2];
  guint32 owners[2];
  GArray *orders[2];
} Command;

struct _LoreNotes
{
  GObject parent_instance;

  /* Owned */
  GHashTable *notes;   /* message → text */
  GHashTable *owners;  /* participant → participant + 1 */
  GArray *order;       /* guint32 */
  GPtrArray *commands; /* of Command: those done, then those undone */

  LoreTrace *trace; /* borrowed: it owns this */
  guint n_done;
  guint group;
  gboolean sides_changed; /* and nobody was told yet */
};

enum
{
  NOTE_CHANGED,
  SIDES_CHANGED,
  HISTORY_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (LoreNotes, lore_notes, G_TYPE_OBJECT)

static void
command_free (gpointer data)
{
  Command *command = data;

  for (guint i = 0; i < 2; i++)
    {
      g_free (command->texts[i]);
      g_clear_pointer (&command->orders[i], g_array_unref);
    }
  g_free (command);
}

static void
lore_notes_finalize (GObject *object)
{
  LoreNotes *notes = LORE_NOTES (object);

  g_hash_table_unref (notes->notes);
  g_hash_table_unref (notes->owners);
  g_array_unref (notes->order);
  g_ptr_array_unref (notes->commands);
  G_OBJECT_CLASS (lore_notes_parent_class)->finalize (object);
}

static void
lore_notes_class_init (LoreNotesClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lore_notes_finalize;
  signals[NOTE_CHANGED] = g_signal_new ("note-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIDES_CHANGED] = g_signal_new ("sides-changed", type, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HISTORY_CHANGED] = g_signal_new ("history-changed", type, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lore_notes_init (LoreNotes *notes)
{
  notes->notes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  notes->owners = g_hash_table_new (NULL, NULL);
  notes->order = g_array_new (FALSE, FALSE, sizeof (guint32));
  notes->commands = g_ptr_array_new_with_free_func (command_free);
}

LoreNotes *
lore_notes_new (LoreTrace *trace)
{
  LoreNotes *notes = g_object_new (LORE_TYPE_NOTES, NULL);

  notes->trace = trace;
  return notes;
}

/* --- one step ---------------------------------------------------------------------- */

static void
put_note (LoreNotes *notes, guint32 message, const char *text)
{
  gpointer key = GUINT_TO_POINTER (message);

  if (text != NULL)
    g_hash_table_insert (notes->notes, key, g_strdup (text));
  else
    g_hash_table_remove (notes->notes, key);
  g_signal_emit (notes, signals[NOTE_CHANGED], 0, message);
}

static void
put_alias (LoreNotes *notes, guint32 participant, const char *name)
{
  LoreParticipant facts;

  lore_trace_get_participant (notes->trace, participant, &facts);
  lore_trace_name_participant (notes->trace, facts.address,
                               name != NULL ? name : facts.address, facts.role);
}

static void
put_owner (LoreNotes *notes, guint32 participant, guint32 owner)
{
  gpointer key = GUINT_TO_POINTER (participant);

  if (owner != participant)
    g_hash_table_insert (notes->owners, key, GUINT_TO_POINTER (owner + 1));
  else
    g_hash_table_remove (notes->owners, key);
  notes->sides_changed = TRUE;
}

static void
put_order (LoreNotes *notes, const GArray *order)
{
  g_array_set_size (notes->order, 0);
  g_array_append_vals (notes->order, order->data, order->len);
  notes->sides_changed = TRUE;
}

/* @side 0 undoes, 1 does. */
static void
step (LoreNotes *notes, const Command *command, guint side)
{
  switch (command->kind)
    {
    case COMMAND_NOTE:
      put_note (notes, command->id, command->texts[side]);
      break;
    case COMMAND_ALIAS:
      put_alias (notes, command->id, command->texts[side]);
      break;
    case COMMAND_JOIN:
      put_owner (notes, command->id, command->owners[side]);
      break;
    case COMMAND_ORDER:
      put_order (notes, command->orders[side]);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* A ladder is laid out anew once, however many were joined. */
static void
tell (LoreNotes *notes)
{
  if (notes->sides_changed)
    {
      notes->sides_changed = FALSE;
      g_signal_emit (notes, signals[SIDES_CHANGED], 0);
    }
  g_signal_emit (notes, signals[HISTORY_CHANGED], 0);
}

/* --- history ----------------------------------------------------------------------- */

/* Takes @command over; what was undone cannot be done again now. */
static void
perform (LoreNotes *notes, Command *command)
{
  g_ptr_array_set_size (notes->commands, notes->n_done);
  command->group = notes->group;
  g_ptr_array_add (notes->commands, command);
  notes->n_done++;
  step (notes, command, 1);
}

static void
end_group (LoreNotes *notes)
{
  notes->group++;
  tell (notes);
}

gboolean
lore_notes_can_undo (LoreNotes *notes)
{
  return notes->n_done > 0;
}

gboolean
lore_notes_can_redo (LoreNotes *notes)
{
  return notes->n_done < notes->commands->len;
}

static Command *
get_command (LoreNotes *notes, guint i)
{
  return g_ptr_array_index (notes->commands, i);
}

void
lore_notes_undo (LoreNotes *notes)
{
  guint group;

  g_return_if_fail (LORE_IS_NOTES (notes));
  if (notes->n_done == 0)
    return;
  group = get_command (notes, notes->n_done - 1)->group;
  while (notes->n_done > 0 && get_command (notes, notes->n_done - 1)->group == group)
    step (notes, get_command (notes, --notes->n_done), 0);
  tell (notes);
}

void
lore_notes_redo (LoreNotes *notes)
{
  guint group;

  g_return_if_fail (LORE_IS_NOTES (notes));
  if (notes->n_done == notes->commands->len)
    return;
  group = get_command (notes, notes->n_done)->group;
  while (notes->n_done < notes->commands->len
         && get_command (notes, notes->n_done)->group == group)
    step (notes, get_command (notes, notes->n_done++), 1);
  tell (notes);
}

void
lore_notes_forget_history (LoreNotes *notes)
{
  g_ptr_array_set_size (notes->commands, 0);
  notes->n_done = 0;
  g_signal_emit (notes, signals[HISTORY_CHANGED], 0);
}

/* --- notes ------------------------------------------------------------------------- */

const char *
lore_notes_get_note (LoreNotes *notes, guint32 message)
{
  return g_hash_table_lookup (notes->notes, GUINT_TO_POINTER (message));
}

guint
lore_notes_get_n_notes (LoreNotes *notes)
{
  return g_hash_table_size (notes->notes);
}

void
lore_notes_set_note (LoreNotes *notes, guint32 message, const char *text)
{
  const char *before = lore_notes_get_note (notes, message);
  Command *command;

  g_return_if_fail (message < lore_trace_get_n_messages (notes->trace));

  if (text != NULL && *text == '\0')
    text = NULL;
  if (g_strcmp0 (before, text) == 0)
    return;
  command = g_new0 (Command, 1);
  command->kind = COMMAND_NOTE;
  command->id = message;
  command->texts[0] = g_strdup (before);
  command->texts[1] = g_strdup (text);
  perform (notes, command);
  end_group (notes);
}

/* --- participants ------------------------------------------------------------------ */

guint32
lore_notes_get_owner (LoreNotes *notes, guint32 participant)
{
  guint owner = GPOINTER_TO_UINT (
      g_hash_table_lookup (notes->owners, GUINT_TO_POINTER (participant)));

  return owner != 0 ? owner - 1 : participant;
}

guint
lore_notes_get_n_joined (LoreNotes *notes, guint32 participant)
{
  GHashTableIter iter;
  gpointer owner;
  guint n = 0;

  g_hash_table_iter_init (&iter, notes->owners);
  while (g_hash_table_iter_next (&iter, NULL, &owner))
    n += GPOINTER_TO_UINT (owner) == participant + 1;
  return n;
}

static void
perform_join (LoreNotes *notes, guint32 participant, guint32 owner)
{
  Command *command;

  if (lore_notes_get_owner (notes, participant) == owner)
    return;
  command = g_new0 (Command, 1);
  command->kind = COMMAND_JOIN;
  command->id = participant;
  command->owners[0] = lore_notes_get_owner (notes, participant);
  command->owners[1] = owner;
  perform (notes, command);
}

/* All that were joined with @participant come along, so that an owner has none itself. */
static void
perform_joins (LoreNotes *notes, guint32 participant, guint32 into)
{
  guint n = lore_trace_get_n_participants (notes->trace);
  guint32 owner = lore_notes_get_owner (notes, into);

  if (lore_notes_get_owner (notes, participant) == owner)
    return;
  for (guint32 other = 0; other < n; other++)
    if (other != participant && lore_notes_get_owner (notes, other) == participant)
      perform_join (notes, other, owner);
  perform_join (notes, participant, owner);
}

/* The column that @participant owns goes to the next of those joined with it. */
static void
perform_part (LoreNotes *notes, guint32 participant)
{
  guint n = lore_trace_get_n_participants (notes->trace);
  guint32 heir = LORE_ID_NONE;

  for (guint32 other = 0; other < n; other++)
    if (other != participant && lore_notes_get_owner (notes, other) == participant)
      {
        heir = heir == LORE_ID_NONE ? other : heir;
        perform_join (notes, other, heir);
      }
  perform_join (notes, participant, participant);
}

void
lore_notes_join (LoreNotes *notes, guint32 participant, guint32 into)
{
  guint n = lore_trace_get_n_participants (notes->trace);

  g_return_if_fail (participant < n && (into == LORE_ID_NONE || into < n));

  if (into == LORE_ID_NONE)
    perform_part (notes, participant);
  else
    perform_joins (notes, participant, into);
  end_group (notes);
}

/* Another participant with that name; LORE_ID_NONE. */
static guint32
find_named (LoreNotes *notes, guint32 participant, const char *name)
{
  guint n = lore_trace_get_n_participants (notes->trace);

  for (guint32 other = 0; other < n; other++)
    {
      LoreParticipant facts;

      lore_trace_get_participant (notes->trace, other, &facts);
      if (other != participant && g_str_equal (facts.name, name))
        return other;
    }
  return LORE_ID_NONE;
}

void
lore_notes_set_alias (LoreNotes *notes, guint32 participant, const char *name)
{
  LoreParticipant facts;
  guint32 twin = LORE_ID_NONE;
  Command *command;

  g_return_if_fail (participant < lore_trace_get_n_participants (notes->trace));

  lore_trace_get_participant (notes->trace, participant, &facts);
  if (name != NULL && (*name == '\0' || g_str_equal (name, facts.address)))
    name = NULL;
  if (g_str_equal (facts.name, name != NULL ? name : facts.address))
    return;
  if (name != NULL)
    twin = find_named (notes, participant, name);
  command = g_new0 (Command, 1);
  command->kind = COMMAND_ALIAS;
  command->id = participant;
  command->texts[0] = g_strdup (facts.name);
  command->texts[1] = g_strdup (name);
  perform (notes, command);
  if (twin != LORE_ID_NONE)
    perform_joins (notes, participant, twin);
  end_group (notes);
}

guint
lore_notes_join_by_messages (LoreNotes *notes)
{
  guint n = lore_trace_get_n_participants (notes->trace);
  g_autofree guint32 *owners = lore_same_element_find (notes->trace);
  guint n_joined = 0;

  for (guint32 participant = 0; participant < n; participant++)
    if (owners[participant] != participant
        && lore_notes_get_owner (notes, participant)
               != lore_notes_get_owner (notes, owners[participant]))
      {
        perform_joins (notes, participant, owners[participant]);
        n_joined++;
      }
  if (n_joined > 0)
    end_group (notes);
  return n_joined;
}

/* --- order ------------------------------------------------------------------------- */

const guint32 *
lore_notes_get_order (LoreNotes *notes, guint *ret_n)
{
  *ret_n = notes->order->len;
  return (const guint32 *)notes->order->data;
}

void
lore_notes_set_order (LoreNotes *notes, const guint32 *participants, guint n)
{
  Command *command;

  if (n == notes->order->len
      && (n == 0 || memcmp (participants, notes->order->data, n * sizeof (guint32)) == 0))
    return;
  command = g_new0 (Command, 1);
  command->kind = COMMAND_ORDER;
  command->orders[0] = g_array_copy (notes->order);
  command->orders[1] = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_vals (command->orders[1], participants, n);
  perform (notes, command);
  end_group (notes);
}
