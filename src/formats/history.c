/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/history.h"

#include "base/problem.h"
#include "base/reason.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define MOST 1000

struct _LoreSent
{
  GObject parent_instance;

  /* Owned */
  GBytes *message;
  char *destination;
  char *line;

  gint64 unix_us;
  gboolean guided;
};

enum
{
  PROP_LINE = 1,
  PROP_DESTINATION,
  PROP_UNIX_US,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (LoreSent, lore_sent, G_TYPE_OBJECT)

struct _LoreHistory
{
  GObject parent_instance;

  /* Owned */
  GFile *file;
  GPtrArray *all; /* of LoreSent, the first one first */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoreHistory, lore_history, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* --- one --------------------------------------------------------------------------- */

static void
lore_sent_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LoreSent *self = LORE_SENT (object);

  switch (id)
    {
    case PROP_LINE:
      g_value_set_string (value, self->line);
      break;
    case PROP_DESTINATION:
      g_value_set_string (value, self->destination);
      break;
    case PROP_UNIX_US:
      g_value_set_int64 (value, self->unix_us);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lore_sent_finalize (GObject *object)
{
  LoreSent *self = LORE_SENT (object);

  g_bytes_unref (self->message);
  g_free (self->destination);
  g_free (self->line);
  G_OBJECT_CLASS (lore_sent_parent_class)->finalize (object);
}

static void
lore_sent_class_init (LoreSentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GParamSpec *specs[N_PROPS] = {
    [PROP_LINE] = g_param_spec_string ("line", NULL, NULL, NULL, flags),
    [PROP_DESTINATION] = g_param_spec_string ("destination", NULL, NULL, NULL, flags),
    [PROP_UNIX_US] =
        g_param_spec_int64 ("unix-us", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags),
  };

  object_class->get_property = lore_sent_get_property;
  object_class->finalize = lore_sent_finalize;
  g_object_class_install_properties (object_class, N_PROPS, specs);
}

static void
lore_sent_init (LoreSent *self)
{
}

static LoreSent *
make_sent (GBytes *message, const char *destination, gint64 unix_us, gboolean guided)
{
  LoreSent *self = g_object_new (LORE_TYPE_SENT, NULL);
  gsize len, line = 0;
  const char *data = g_bytes_get_data (message, &len);

  while (line < len && data[line] != '\r' && data[line] != '\n')
    line++;
  self->message = g_bytes_ref (message);
  self->destination = g_strdup (destination);
  self->line = g_utf8_make_valid (data != NULL ? data : "", line);
  self->unix_us = unix_us;
  self->guided = guided;
  return self;
}

GBytes *
lore_sent_get_message (LoreSent *self)
{
  g_return_val_if_fail (LORE_IS_SENT (self), NULL);
  return self->message;
}

const char *
lore_sent_get_destination (LoreSent *self)
{
  g_return_val_if_fail (LORE_IS_SENT (self), NULL);
  return self->destination;
}

const char *
lore_sent_get_line (LoreSent *self)
{
  g_return_val_if_fail (LORE_IS_SENT (self), NULL);
  return self->line;
}

gint64
lore_sent_get_unix_us (LoreSent *self)
{
  g_return_val_if_fail (LORE_IS_SENT (self), 0);
  return self->unix_us;
}

gboolean
lore_sent_get_guided (LoreSent *self)
{
  g_return_val_if_fail (LORE_IS_SENT (self), FALSE);
  return self->guided;
}

static gboolean
contains (const char *text, gsize len, const char *folded)
{
  g_autofree char *valid = g_utf8_make_valid (text, len);
  g_autofree char *other = g_utf8_casefold (valid, -1);

  return strstr (other, folded) != NULL;
}

gboolean
lore_sent_has (LoreSent *self, const char *word)
{
  g_autofree char *folded = NULL;
  gsize len;
  const char *data;

  g_return_val_if_fail (LORE_IS_SENT (self), FALSE);
  if (word == NULL || *word == '\0')
    return TRUE;
  folded = g_utf8_casefold (word, -1);
  data = g_bytes_get_data (self->message, &len);
  return contains (data != NULL ? data : "", len, folded)
         || contains (self->destination, strlen (self->destination), folded);
}

/* --- the file ---------------------------------------------------------------------- */

/* Base64 throughout: what was sent may be no text at all. */
static char *
dup_line (LoreSent *sent)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *message = NULL, *json = NULL;
  gsize len;
  const guchar *data = g_bytes_get_data (sent->message, &len);

  message = g_base64_encode (data, len);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "unix_us");
  json_builder_add_int_value (builder, sent->unix_us);
  json_builder_set_member_name (builder, "destination");
  json_builder_add_string_value (builder, sent->destination);
  json_builder_set_member_name (builder, "guided");
  json_builder_add_boolean_value (builder, sent->guided);
  json_builder_set_member_name (builder, "line");
  json_builder_add_string_value (builder, sent->line);
  json_builder_set_member_name (builder, "message_base64");
  json_builder_add_string_value (builder, message);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json = json_to_string (root, FALSE);
  return g_strconcat (json, "\n", NULL);
}

static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gint64
get_number (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

static gboolean
get_flag (JsonObject *object, const char *name, gboolean otherwise)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_boolean (node)
                                                      : otherwise;
}

/* NULL when the line is damaged. */
static LoreSent *
read_line (const char *line)
{
  g_autoptr (JsonNode) root = json_from_string (line, NULL);
  g_autoptr (GBytes) message = NULL;
  const char *destination, *encoded;
  JsonObject *object;
  guchar *data;
  gsize len;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  object = json_node_get_object (root);
  destination = get_string (object, "destination");
  encoded = get_string (object, "message_base64");
  if (destination == NULL || encoded == NULL)
    return NULL;
  data = g_base64_decode (encoded, &len);
  message = g_bytes_new_take (data, len);
  return make_sent (message, destination, get_number (object, "unix_us"),
                    get_flag (object, "guided", TRUE));
}

static void
lore_history_load (LoreHistory *self)
{
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  guint n, from;

  if (!g_file_load_contents (self->file, NULL, &contents, NULL, NULL, NULL))
    return;
  lines = g_strsplit (contents, "\n", -1);
  n = g_strv_length (lines);
  from = n > MOST ? n - MOST : 0;
  for (guint i = from; i < n; i++)
    {
      LoreSent *sent = *lines[i] != '\0' ? read_line (lines[i]) : NULL;

      if (sent != NULL)
        g_ptr_array_add (self->all, sent);
    }
  if (from < MOST)
    return;
  {
    g_autofree char *kept = g_strjoinv ("\n", lines + from);

    g_file_replace_contents (self->file, kept, strlen (kept), NULL, FALSE,
                             G_FILE_CREATE_PRIVATE, NULL, NULL, NULL);
  }
}

/* --- the list ---------------------------------------------------------------------- */

static GType
lore_history_get_item_type (GListModel *model)
{
  return LORE_TYPE_SENT;
}

static guint
lore_history_get_n_items (GListModel *model)
{
  return LORE_HISTORY (model)->all->len;
}

static gpointer
lore_history_get_item (GListModel *model, guint position)
{
  GPtrArray *all = LORE_HISTORY (model)->all;

  return position < all->len ? g_object_ref (all->pdata[all->len - 1 - position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = lore_history_get_item_type;
  iface->get_n_items = lore_history_get_n_items;
  iface->get_item = lore_history_get_item;
}

static void
lore_history_dispose (GObject *object)
{
  LoreHistory *self = LORE_HISTORY (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->all, g_ptr_array_unref);
  G_OBJECT_CLASS (lore_history_parent_class)->dispose (object);
}

static void
lore_history_class_init (LoreHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_history_dispose;
}

static void
lore_history_init (LoreHistory *self)
{
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
}

LoreHistory *
lore_history_new (GFile *file)
{
  LoreHistory *self = g_object_new (LORE_TYPE_HISTORY, NULL);
  g_autofree char *path =
      g_build_filename (g_get_user_data_dir (), "siplore", "history.jsonl", NULL);

  self->file = file != NULL ? g_object_ref (file) : g_file_new_for_path (path);
  lore_history_load (self);
  return self;
}

gboolean
lore_history_add (LoreHistory *self, GBytes *message, const char *destination,
                  gboolean guided, GError **error)
{
  LoreSent *sent = make_sent (message, destination, g_get_real_time (), guided);
  g_autofree char *line = dup_line (sent);
  g_autoptr (GFile) folder = g_file_get_parent (self->file);
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (LORE_IS_HISTORY (self), FALSE);
  g_ptr_array_add (self->all, sent);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
  g_file_make_directory_with_parents (folder, NULL, NULL);
  stream = g_file_append_to (self->file, G_FILE_CREATE_PRIVATE, NULL, &cause);
  if (stream != NULL
      && g_output_stream_write_all (G_OUTPUT_STREAM (stream), line, strlen (line), NULL,
                                    NULL, &cause))
    return TRUE;
  lore_problem_set (error, LORE_PROBLEM_FILE, "history-unsaved", "@reason",
                    lore_reason_get (cause), NULL);
  return FALSE;
}
