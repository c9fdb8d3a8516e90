/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/networks.h"

#include "base/problem.h"
#include "base/reason.h"
#include "plan/network.h"
#include "plan/template.h"

#include <string.h>

#define SUFFIX ".network"
#define LARGEST_FILE (256 * 1024) /* what is larger was not written by hand */

struct _LoreNetworks
{
  GObject parent_instance;

  GFile *folder; /* owned */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreNetworks, lore_networks, G_TYPE_OBJECT)

static void
lore_networks_dispose (GObject *object)
{
  g_clear_object (&LORE_NETWORKS (object)->folder);
  G_OBJECT_CLASS (lore_networks_parent_class)->dispose (object);
}

static void
lore_networks_class_init (LoreNetworksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lore_networks_dispose;
  signals[CHANGED] = g_signal_new ("changed", LORE_TYPE_NETWORKS, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lore_networks_init (LoreNetworks *self)
{
}

LoreNetworks *
lore_networks_new (GFile *folder)
{
  LoreNetworks *self = g_object_new (LORE_TYPE_NETWORKS, NULL);
  g_autofree char *path =
      g_build_filename (g_get_user_data_dir (), "siplore", "networks", NULL);

  self->folder = folder != NULL ? g_object_ref (folder) : g_file_new_for_path (path);
  return self;
}

/* --- reading ----------------------------------------------------------------------- */

static GFile *
lore_networks_dup_file (LoreNetworks *self, const char *name)
{
  g_autofree char *file_name = g_strconcat (name, SUFFIX, NULL);

  return g_file_get_child (self->folder, file_name);
}

/* NULL for a file that nobody would call a network. */
static char *
dup_name (GFileInfo *info)
{
  const char *file_name = g_file_info_get_name (info);
  g_autofree char *name = NULL;

  if (!g_str_has_suffix (file_name, SUFFIX) || !g_utf8_validate (file_name, -1, NULL)
      || g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR
      || g_file_info_get_size (info) > LARGEST_FILE)
    return NULL;
  name = g_strndup (file_name, strlen (file_name) - strlen (SUFFIX));
  return lore_template_name_is_valid (name) ? g_steal_pointer (&name) : NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(char *const *)a, *(char *const *)b);
}

static GPtrArray *
list_own (LoreNetworks *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GFileEnumerator) files = NULL;
  GFileInfo *info;

  files = g_file_enumerate_children (self->folder,
                                     G_FILE_ATTRIBUTE_STANDARD_NAME
                                     "," G_FILE_ATTRIBUTE_STANDARD_TYPE
                                     "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                     G_FILE_QUERY_INFO_NONE, NULL, NULL);
  while (files != NULL && g_file_enumerator_iterate (files, &info, NULL, NULL, NULL)
         && info != NULL)
    {
      char *name = dup_name (info);

      if (name != NULL)
        g_ptr_array_add (names, name);
    }
  g_ptr_array_sort (names, compare_names);
  return names;
}

char **
lore_networks_dup_names (LoreNetworks *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) own = NULL;
  g_auto (GStrv) shipped = lore_network_plan_dup_names ();

  g_return_val_if_fail (LORE_IS_NETWORKS (self), NULL);
  own = list_own (self);
  g_strv_builder_addv (builder, (const char **)shipped);
  for (guint i = 0; i < own->len; i++)
    if (!g_strv_contains ((const char *const *)shipped, own->pdata[i]))
      g_strv_builder_add (builder, own->pdata[i]);
  return g_strv_builder_end (builder);
}

char *
lore_networks_dup_text (LoreNetworks *self, const char *name)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *contents = NULL;
  gsize len;

  g_return_val_if_fail (LORE_IS_NETWORKS (self), NULL);
  if (!lore_template_name_is_valid (name))
    return NULL;
  file = lore_networks_dup_file (self, name);
  if (!g_file_load_contents (file, NULL, &contents, &len, NULL, NULL))
    return lore_network_plan_dup_text (name);
  return g_utf8_make_valid (contents, len);
}

gboolean
lore_networks_is_own (LoreNetworks *self, const char *name)
{
  g_autoptr (GFile) file = NULL;

  g_return_val_if_fail (LORE_IS_NETWORKS (self), FALSE);
  if (!lore_template_name_is_valid (name))
    return FALSE;
  file = lore_networks_dup_file (self, name);
  return g_file_query_exists (file, NULL);
}

/* --- changing ---------------------------------------------------------------------- */

/* What only the system knows (a full disk, a folder of somebody else's) in its words. */
static gboolean
fail (GError *cause, const char *name, GError **error)
{
  lore_problem_set (error, LORE_PROBLEM_FILE, "network-unsaved", "name", name, "@reason",
                    lore_reason_get (cause), NULL);
  return FALSE;
}

gboolean
lore_networks_save (LoreNetworks *self, const char *name, const char *text,
                    GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (LORE_IS_NETWORKS (self), FALSE);
  if (!lore_template_name_is_valid (name))
    {
      lore_problem_set (error, LORE_PROBLEM_USAGE, "network-name", "name", name, NULL);
      return FALSE;
    }
  file = lore_networks_dup_file (self, name);
  if (!g_file_make_directory_with_parents (self->folder, NULL, &cause)
      && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_EXISTS))
    return fail (cause, name, error);
  g_clear_error (&cause);
  if (!g_file_replace_contents (file, text, strlen (text), NULL, FALSE,
                                G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, &cause))
    return fail (cause, name, error);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

gboolean
lore_networks_delete (LoreNetworks *self, const char *name, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (LORE_IS_NETWORKS (self), FALSE);
  file = lore_networks_dup_file (self, name);
  if (!g_file_delete (file, NULL, &cause)
      && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return fail (cause, name, error);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}
