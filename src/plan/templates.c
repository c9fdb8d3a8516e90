/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/template.h"

#include "base/problem.h"
#include "base/reason.h"
#include "lore-templates-resource.h"

#include <string.h>

#define SHIPPED LORE_RESOURCE_PATH "/templates"
#define SUFFIX ".sip"
#define LONGEST_NAME 100
#define LARGEST_FILE (1024 * 1024) /* what is larger was not written as a template */

struct _LoreTemplates
{
  GObject parent_instance;

  /* Owned */
  GFile *folder;
  GPtrArray *shipped; /* of LoreTemplate, in the order of the resource's list */
  GPtrArray *own;     /* of LoreTemplate, by name */
  GPtrArray *shown;   /* the list as the model tells it */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoreTemplates, lore_templates, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
lore_templates_get_item_type (GListModel *model)
{
  return LORE_TYPE_TEMPLATE;
}

static guint
lore_templates_get_n_items (GListModel *model)
{
  return LORE_TEMPLATES (model)->shown->len;
}

static gpointer
lore_templates_get_item (GListModel *model, guint position)
{
  LoreTemplates *self = LORE_TEMPLATES (model);

  if (position >= self->shown->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->shown, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = lore_templates_get_item_type;
  iface->get_n_items = lore_templates_get_n_items;
  iface->get_item = lore_templates_get_item;
}

static LoreTemplate *
find (GPtrArray *templates, const char *name)
{
  for (guint i = 0; i < templates->len; i++)
    {
      LoreTemplate *template = g_ptr_array_index (templates, i);

      if (g_str_equal (lore_template_get_name (template), name))
        return template;
    }
  return NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (lore_template_get_name (*(LoreTemplate *const *)a),
                         lore_template_get_name (*(LoreTemplate *const *)b));
}

/* The lists are short: it is simpler to tell the model anew than to patch it. */
static void
lore_templates_refresh (LoreTemplates *self)
{
  guint before = self->shown->len;

  g_ptr_array_sort (self->own, compare_names);
  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < self->shipped->len; i++)
    {
      LoreTemplate *template = g_ptr_array_index (self->shipped, i);
      LoreTemplate *own = find (self->own, lore_template_get_name (template));

      g_ptr_array_add (self->shown, g_object_ref (own != NULL ? own : template));
    }
  for (guint i = 0; i < self->own->len; i++)
    {
      LoreTemplate *template = g_ptr_array_index (self->own, i);

      if (find (self->shipped, lore_template_get_name (template)) == NULL)
        g_ptr_array_add (self->shown, g_object_ref (template));
    }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->shown->len);
}

static void
lore_templates_load_shipped (LoreTemplates *self)
{
  GResource *resource = lore_templates_get_resource ();
  g_autoptr (GBytes) list = g_resource_lookup_data (resource, SHIPPED "/list", 0, NULL);
  g_auto (GStrv) names = NULL;

  g_assert (list != NULL);
  names = g_strsplit (g_bytes_get_data (list, NULL), "\n", -1);
  for (gsize i = 0; names[i] != NULL && *names[i] != '\0'; i++)
    {
      g_autofree char *path = g_strconcat (SHIPPED "/", names[i], SUFFIX, NULL);
      g_autoptr (GBytes) text = g_resource_lookup_data (resource, path, 0, NULL);

      g_assert (text != NULL);
      g_ptr_array_add (self->shipped,
                       lore_template_new (names[i], g_bytes_get_data (text, NULL), TRUE));
    }
}

static void
lore_templates_load_own_file (LoreTemplates *self, GFileInfo *info)
{
  const char *file_name = g_file_info_get_name (info);
  g_autoptr (GFile) file = g_file_get_child (self->folder, file_name);
  g_autofree char *name = NULL, *contents = NULL, *text = NULL;
  gsize len;

  if (!g_str_has_suffix (file_name, SUFFIX) || !g_utf8_validate (file_name, -1, NULL)
      || g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR
      || g_file_info_get_size (info) > LARGEST_FILE)
    return;
  name = g_strndup (file_name, strlen (file_name) - strlen (SUFFIX));
  if (!lore_template_name_is_valid (name)
      || !g_file_load_contents (file, NULL, &contents, &len, NULL, NULL))
    return;
  text = g_utf8_make_valid (contents, len);
  g_ptr_array_add (self->own, lore_template_new (name, text, FALSE));
}

/* A folder that is not there yet is an empty one. */
static void
lore_templates_load_own (LoreTemplates *self)
{
  g_autoptr (GFileEnumerator) files = NULL;
  GFileInfo *info;

  files = g_file_enumerate_children (self->folder,
                                     G_FILE_ATTRIBUTE_STANDARD_NAME
                                     "," G_FILE_ATTRIBUTE_STANDARD_TYPE
                                     "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                     G_FILE_QUERY_INFO_NONE, NULL, NULL);
  while (files != NULL && g_file_enumerator_iterate (files, &info, NULL, NULL, NULL)
         && info != NULL)
    lore_templates_load_own_file (self, info);
}

static void
lore_templates_dispose (GObject *object)
{
  LoreTemplates *self = LORE_TEMPLATES (object);

  g_clear_object (&self->folder);
  g_clear_pointer (&self->shipped, g_ptr_array_unref);
  g_clear_pointer (&self->own, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  G_OBJECT_CLASS (lore_templates_parent_class)->dispose (object);
}

static void
lore_templates_class_init (LoreTemplatesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_templates_dispose;
}

static void
lore_templates_init (LoreTemplates *self)
{
  self->shipped = g_ptr_array_new_with_free_func (g_object_unref);
  self->own = g_ptr_array_new_with_free_func (g_object_unref);
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
}

LoreTemplates *
lore_templates_new (GFile *folder)
{
  LoreTemplates *self = g_object_new (LORE_TYPE_TEMPLATES, NULL);

  if (folder != NULL)
    self->folder = g_object_ref (folder);
  else
    {
      g_autofree char *path =
          g_build_filename (g_get_user_data_dir (), "siplore", "templates", NULL);

      self->folder = g_file_new_for_path (path);
    }
  lore_templates_load_shipped (self);
  lore_templates_load_own (self);
  lore_templates_refresh (self);
  return self;
}

LoreTemplate *
lore_templates_lookup (LoreTemplates *self, const char *name)
{
  g_return_val_if_fail (LORE_IS_TEMPLATES (self), NULL);
  return find (self->shown, name);
}

gboolean
lore_template_name_is_valid (const char *name)
{
  if (*name == '\0' || *name == '.' || *name == ' ' || strlen (name) > LONGEST_NAME
      || !g_utf8_validate (name, -1, NULL) || g_str_has_suffix (name, " "))
    return FALSE;
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    if (strchr ("/\\:*?\"<>|", *at) != NULL || g_unichar_iscntrl (g_utf8_get_char (at)))
      return FALSE;
  return TRUE;
}

static gboolean
check_name (const char *name, GError **error)
{
  if (lore_template_name_is_valid (name))
    return TRUE;
  lore_problem_set (error, LORE_PROBLEM_USAGE, "template-name", "name", name, NULL);
  return FALSE;
}

static GFile *
lore_templates_dup_file (LoreTemplates *self, const char *name)
{
  g_autofree char *file_name = g_strconcat (name, SUFFIX, NULL);

  return g_file_get_child (self->folder, file_name);
}

/* What only the system knows (a full disk, a folder of somebody else's) in its words. */
static gboolean
fail (GError *cause, const char *name, GError **error)
{
  lore_problem_set (error, LORE_PROBLEM_FILE, "template-unsaved", "name", name, "@reason",
                    lore_reason_get (cause), NULL);
  return FALSE;
}

static void
lore_templates_put (LoreTemplates *self, LoreTemplate *template)
{
  LoreTemplate *old = find (self->own, lore_template_get_name (template));

  if (old != NULL)
    g_ptr_array_remove (self->own, old);
  g_ptr_array_add (self->own, template);
  lore_templates_refresh (self);
}

LoreTemplate *
lore_templates_save (LoreTemplates *self, const char *name, const char *text,
                     GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFile) file = NULL;
  LoreTemplate *template;

  g_return_val_if_fail (LORE_IS_TEMPLATES (self), NULL);
  if (!check_name (name, error))
    return NULL;
  file = lore_templates_dup_file (self, name);
  if (!g_file_make_directory_with_parents (self->folder, NULL, &cause)
      && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      fail (cause, name, error);
      return NULL;
    }
  g_clear_error (&cause);
  if (!g_file_replace_contents (file, text, strlen (text), NULL, FALSE,
                                G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, &cause))
    {
      fail (cause, name, error);
      return NULL;
    }
  template = lore_template_new (name, text, FALSE);
  lore_templates_put (self, template);
  return template;
}

static gboolean
check_own (LoreTemplates *self, LoreTemplate *template, GError **error)
{
  if (g_ptr_array_find (self->own, template, NULL))
    return TRUE;
  lore_problem_set (error, LORE_PROBLEM_USAGE, "template-shipped", "name",
                    lore_template_get_name (template), NULL);
  return FALSE;
}

gboolean
lore_templates_rename (LoreTemplates *self, LoreTemplate *template, const char *name,
                       GError **error)
{
  g_autoptr (LoreTemplate) renamed = NULL;
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFile) from = NULL, to = NULL;

  g_return_val_if_fail (LORE_IS_TEMPLATES (self), FALSE);
  if (!check_own (self, template, error) || !check_name (name, error))
    return FALSE;
  if (g_str_equal (name, lore_template_get_name (template)))
    return TRUE;
  if (find (self->shown, name) != NULL)
    {
      lore_problem_set (error, LORE_PROBLEM_USAGE, "template-exists", "name", name, NULL);
      return FALSE;
    }
  from = lore_templates_dup_file (self, lore_template_get_name (template));
  to = lore_templates_dup_file (self, name);
  if (!g_file_move (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &cause))
    return fail (cause, name, error);
  renamed = lore_template_new (name, lore_template_get_text (template), FALSE);
  g_ptr_array_remove (self->own, template);
  lore_templates_put (self, g_steal_pointer (&renamed));
  return TRUE;
}

gboolean
lore_templates_delete (LoreTemplates *self, LoreTemplate *template, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFile) file = NULL;

  g_return_val_if_fail (LORE_IS_TEMPLATES (self), FALSE);
  if (!check_own (self, template, error))
    return FALSE;
  file = lore_templates_dup_file (self, lore_template_get_name (template));
  if (!g_file_delete (file, NULL, &cause)
      && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return fail (cause, lore_template_get_name (template), error);
  g_ptr_array_remove (self->own, template);
  lore_templates_refresh (self);
  return TRUE;
}
