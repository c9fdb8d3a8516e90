/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "base/args.h"
#include "base/problem.h"
#include "catalogue/catalogue.h"

#include <glib/gstdio.h>
#include <string.h>

char *
fixture_dup_example (const char *name)
{
  return g_build_filename (g_getenv ("SIPLORE_EXAMPLES"), name, NULL);
}

GBytes *
fixture_load_example (const char *name)
{
  g_autofree char *path = fixture_dup_example (name);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize len;

  g_file_get_contents (path, &data, &len, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, len);
}

LoreImportReport *
fixture_read (LoreTrace *trace, const char *data, gssize len)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, len >= 0 ? (gsize)len : strlen (data));
  g_autoptr (GError) error = NULL;
  LoreImportReport *report = lore_format_read_bytes (bytes, trace, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);
  for (guint i = 0; i < report->remarks->len; i++)
    {
      LoreRemark *remark = g_ptr_array_index (report->remarks, i);

      fixture_check_sentence (remark->id, (const char *const *)remark->args);
    }
  return report;
}

gboolean
fixture_has_remark (const LoreImportReport *report, const char *what, const char *key,
                    const char **ret_value)
{
  g_autofree char *id = g_strconcat ("import:", what, NULL);

  for (guint i = 0; i < report->remarks->len; i++)
    {
      LoreRemark *remark = g_ptr_array_index (report->remarks, i);

      if (!g_str_equal (remark->id, id))
        continue;
      if (key != NULL)
        *ret_value = lore_args_get ((const char *const *)remark->args, key);
      return TRUE;
    }
  return FALSE;
}

char *
fixture_dup_message (LoreTrace *trace, guint message)
{
  gsize len;
  const guint8 *data = lore_trace_get_data (trace, message, &len);

  return g_strndup ((const char *)data, len);
}

static const char *
get_address (LoreTrace *trace, guint32 participant)
{
  LoreParticipant found;

  if (participant == LORE_ID_NONE)
    return "?";
  lore_trace_get_participant (trace, participant, &found);
  return found.address;
}

const char *
fixture_get_source (LoreTrace *trace, guint message)
{
  LoreMessage facts;

  lore_trace_get_message (trace, message, &facts);
  return get_address (trace, facts.source);
}

const char *
fixture_get_destination (LoreTrace *trace, guint message)
{
  LoreMessage facts;

  lore_trace_get_message (trace, message, &facts);
  return get_address (trace, facts.destination);
}

/* --- files ---------------------------------------------------------------------------
 */

static char *folder;

static void
remove_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_chmod (path, 0700);
      g_remove (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

char *
fixture_dup_path (const char *name)
{
  if (folder == NULL)
    {
      folder = g_dir_make_tmp ("siplore-test-XXXXXX", NULL);
      g_assert_nonnull (folder);
      atexit (remove_folder);
    }
  return g_build_filename (folder, name, NULL);
}

GFile *
fixture_write (const char *name, const char *data, gssize len)
{
  g_autofree char *path = fixture_dup_path (name);

  g_assert_true (g_file_set_contents (path, data, len, NULL));
  return g_file_new_for_path (path);
}

/* --- words ---------------------------------------------------------------------------
 */

void
fixture_check_sentence (const char *id, const char *const *args)
{
  static const char *const languages[] = { "en", "zh_CN" };
  LoreCatalogue *catalogue = lore_catalogue_get_default ();
  const LoreTopic *topic = lore_catalogue_lookup (catalogue, id);

  if (topic == NULL)
    g_error ("%s is no topic", id);
  g_assert_true (lore_topic_has_language (topic, "zh_CN"));
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *words =
          lore_catalogue_dup_sentence (catalogue, id, languages[i], args);

      g_assert_cmpstr (words, !=, id);
      if (strchr (words, '{') != NULL)
        g_error ("%s lacks an argument: %s", id, words);
    }
}

void
fixture_check_problem (const GError *error, const char *id)
{
  g_autofree char *topic = g_strconcat ("problem:", id, NULL);

  g_assert_nonnull (error);
  g_assert_cmpstr (lore_problem_get_id (error), ==, id);
  fixture_check_sentence (topic, lore_problem_get_args (error));
}
