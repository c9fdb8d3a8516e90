/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/environment.h"

#include "base/problem.h"
#include "base/reason.h"

#include <string.h>

struct _LoreEnvironment
{
  GObject parent_instance;

  /* Owned */
  char *name;
  GHashTable *variables;
};

enum
{
  PROP_NAME = 1,
};

G_DEFINE_FINAL_TYPE (LoreEnvironment, lore_environment, G_TYPE_OBJECT)

struct _LoreEnvironments
{
  GObject parent_instance;

  /* Owned */
  GFile *file;
  GKeyFile *keys;
  GPtrArray *shown; /* of LoreEnvironment */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoreEnvironments, lore_environments, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* --- one --------------------------------------------------------------------------- */

static void
lore_environment_get_property (GObject *object, guint id, GValue *value,
                               GParamSpec *pspec)
{
  if (id == PROP_NAME)
    g_value_set_string (value, LORE_ENVIRONMENT (object)->name);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lore_environment_finalize (GObject *object)
{
  LoreEnvironment *self = LORE_ENVIRONMENT (object);

  g_free (self->name);
  g_hash_table_unref (self->variables);
  G_OBJECT_CLASS (lore_environment_parent_class)->finalize (object);
}

static void
lore_environment_class_init (LoreEnvironmentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lore_environment_get_property;
  object_class->finalize = lore_environment_finalize;
  g_object_class_install_property (
      object_class, PROP_NAME,
      g_param_spec_string ("name", NULL, NULL, NULL,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
lore_environment_init (LoreEnvironment *self)
{
  self->variables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
copy_into (GHashTable *target, GHashTable *variables)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, variables);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_replace (target, g_strdup (name), g_strdup (value));
}

LoreEnvironment *
lore_environment_new (const char *name, GHashTable *variables)
{
  LoreEnvironment *self = g_object_new (LORE_TYPE_ENVIRONMENT, NULL);

  self->name = g_strdup (name);
  copy_into (self->variables, variables);
  return self;
}

const char *
lore_environment_get_name (LoreEnvironment *self)
{
  g_return_val_if_fail (LORE_IS_ENVIRONMENT (self), NULL);
  return self->name;
}

GHashTable *
lore_environment_get_variables (LoreEnvironment *self)
{
  g_return_val_if_fail (LORE_IS_ENVIRONMENT (self), NULL);
  return self->variables;
}

void
lore_environment_apply (LoreEnvironment *self, GHashTable *variables)
{
  g_return_if_fail (LORE_IS_ENVIRONMENT (self));
  copy_into (variables, self->variables);
}

gboolean
lore_environment_parse_setting (const char *setting, GHashTable *variables,
                                GError **error)
{
  const char *equals = strchr (setting, '=');

  if (equals == NULL || equals == setting)
    {
      lore_problem_set (error, LORE_PROBLEM_USAGE, "send-variable", "setting", setting,
                        NULL);
      return FALSE;
    }
  g_hash_table_replace (variables, g_strndup (setting, equals - setting),
                        g_strdup (equals + 1));
  return TRUE;
}

char *
lore_environment_dup_settings (LoreEnvironment *self)
{
  g_autoptr (GList) names =
      g_list_sort (g_hash_table_get_keys (self->variables), (GCompareFunc)strcmp);
  GString *text = g_string_new (NULL);

  for (GList *at = names; at != NULL; at = at->next)
    g_string_append_printf (text, "%s=%s\n", (char *)at->data,
                            (char *)g_hash_table_lookup (self->variables, at->data));
  return g_string_free (text, FALSE);
}

/* --- all of them ------------------------------------------------------------------- */

static GType
lore_environments_get_item_type (GListModel *model)
{
  return LORE_TYPE_ENVIRONMENT;
}

static guint
lore_environments_get_n_items (GListModel *model)
{
  return LORE_ENVIRONMENTS (model)->shown->len;
}

static gpointer
lore_environments_get_item (GListModel *model, guint position)
{
  LoreEnvironments *self = LORE_ENVIRONMENTS (model);

  return position < self->shown->len ? g_object_ref (self->shown->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = lore_environments_get_item_type;
  iface->get_n_items = lore_environments_get_n_items;
  iface->get_item = lore_environments_get_item;
}

static LoreEnvironment *
read_group (GKeyFile *keys, const char *group)
{
  g_autoptr (GHashTable) variables =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) names = g_key_file_get_keys (keys, group, NULL, NULL);

  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      char *value = g_key_file_get_string (keys, group, names[i], NULL);

      if (value != NULL)
        g_hash_table_replace (variables, g_strdup (names[i]), value);
    }
  return lore_environment_new (group, variables);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (lore_environment_get_name (*(LoreEnvironment *const *)a),
                         lore_environment_get_name (*(LoreEnvironment *const *)b));
}

static void
lore_environments_refresh (LoreEnvironments *self)
{
  g_auto (GStrv) groups = g_key_file_get_groups (self->keys, NULL);
  guint before = self->shown->len;

  g_ptr_array_set_size (self->shown, 0);
  for (gsize i = 0; groups[i] != NULL; i++)
    g_ptr_array_add (self->shown, read_group (self->keys, groups[i]));
  g_ptr_array_sort (self->shown, compare_names);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->shown->len);
}

static void
lore_environments_dispose (GObject *object)
{
  LoreEnvironments *self = LORE_ENVIRONMENTS (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->keys, g_key_file_unref);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  G_OBJECT_CLASS (lore_environments_parent_class)->dispose (object);
}

static void
lore_environments_class_init (LoreEnvironmentsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_environments_dispose;
}

static void
lore_environments_init (LoreEnvironments *self)
{
  self->keys = g_key_file_new ();
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
}

LoreEnvironments *
lore_environments_new (GFile *file)
{
  LoreEnvironments *self = g_object_new (LORE_TYPE_ENVIRONMENTS, NULL);
  g_autofree char *path =
      g_build_filename (g_get_user_data_dir (), "siplore", "environments.ini", NULL);

  self->file = file != NULL ? g_object_ref (file) : g_file_new_for_path (path);
  g_key_file_load_from_file (self->keys, g_file_peek_path (self->file),
                             G_KEY_FILE_KEEP_COMMENTS, NULL);
  lore_environments_refresh (self);
  return self;
}

static char *
dup_names (LoreEnvironments *self)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < self->shown->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            lore_environment_get_name (self->shown->pdata[i]));
  if (names->len == 0)
    g_string_append (names, "–");
  return g_string_free (names, FALSE);
}

LoreEnvironment *
lore_environments_lookup (LoreEnvironments *self, const char *name, GError **error)
{
  g_autofree char *names = NULL;

  g_return_val_if_fail (LORE_IS_ENVIRONMENTS (self), NULL);
  for (guint i = 0; i < self->shown->len; i++)
    if (g_str_equal (lore_environment_get_name (self->shown->pdata[i]), name))
      return self->shown->pdata[i];
  names = dup_names (self);
  lore_problem_set (error, LORE_PROBLEM_USAGE, "environment-unknown", "name", name,
                    "known", names, NULL);
  return NULL;
}

/* --- changing ---------------------------------------------------------------------- */

/* What stands between braces in a template. */
static gboolean
is_variable (const char *name)
{
  if (*name == '\0')
    return FALSE;
  for (const char *at = name; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && *at != '-')
      return FALSE;
  return TRUE;
}

static gboolean
check_names (LoreEnvironment *environment, GError **error)
{
  const char *bad = NULL;
  GHashTableIter iter;
  gpointer name;

  if (*environment->name == '\0' || strpbrk (environment->name, "[]\r\n") != NULL
      || !g_utf8_validate (environment->name, -1, NULL))
    bad = environment->name;
  g_hash_table_iter_init (&iter, environment->variables);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!is_variable (name))
      bad = name;
  if (bad != NULL)
    lore_problem_set (error, LORE_PROBLEM_USAGE, "environment-name", "name", bad, NULL);
  return bad == NULL;
}

static gboolean
lore_environments_write (LoreEnvironments *self, const char *name, GError **error)
{
  const char *path = g_file_peek_path (self->file);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) cause = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (!g_key_file_save_to_file (self->keys, path, &cause))
    {
      lore_problem_set (error, LORE_PROBLEM_FILE, "environment-unsaved", "name", name,
                        "@reason", lore_reason_get (cause), NULL);
      return FALSE;
    }
  lore_environments_refresh (self);
  return TRUE;
}

gboolean
lore_environments_save (LoreEnvironments *self, LoreEnvironment *environment,
                        GError **error)
{
  const char *group = lore_environment_get_name (environment);
  GHashTableIter iter;
  gpointer name, value;

  g_return_val_if_fail (LORE_IS_ENVIRONMENTS (self), FALSE);
  if (!check_names (environment, error))
    return FALSE;
  g_key_file_remove_group (self->keys, group, NULL);
  g_hash_table_iter_init (&iter, environment->variables);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_key_file_set_string (self->keys, group, name, value);
  return lore_environments_write (self, group, error);
}

gboolean
lore_environments_delete (LoreEnvironments *self, const char *name, GError **error)
{
  g_return_val_if_fail (LORE_IS_ENVIRONMENTS (self), FALSE);
  if (lore_environments_lookup (self, name, error) == NULL)
    return FALSE;
  g_key_file_remove_group (self->keys, name, NULL);
  return lore_environments_write (self, name, error);
}
