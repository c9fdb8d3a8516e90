/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/json-line.h"

#include "trace/event.h"

JsonBuilder *
lore_json_begin (void)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  return builder;
}

void
lore_json_print (JsonBuilder *builder)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *line = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  line = json_generator_to_data (generator, NULL);
  g_print ("%s\n", line);
  g_object_unref (builder);
}

void
lore_json_add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
lore_json_add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
lore_json_add_ms (JsonBuilder *builder, const char *name, gint64 us)
{
  json_builder_set_member_name (builder, name);
  if (us == LORE_TIME_UNKNOWN)
    json_builder_add_null_value (builder);
  else
    json_builder_add_int_value (builder, (us + (us < 0 ? -500 : 500)) / 1000);
}

void
lore_json_add_bytes (JsonBuilder *builder, const char *name, const char *data, gsize len)
{
  g_autofree char *text = g_utf8_make_valid (data, len);

  lore_json_add_string (builder, name, text);
  if (!g_utf8_validate (data, len, NULL))
    {
      g_autofree char *whole = g_strconcat (name, "_base64", NULL);
      g_autofree char *base64 = g_base64_encode ((const guchar *)data, len);

      lore_json_add_string (builder, whole, base64);
    }
}

void
lore_json_add_words (JsonBuilder *builder, const char *name, LoreJsonWords get,
                     gconstpointer data)
{
  static const char *const languages[] = { "en", "zh_CN" };

  json_builder_set_member_name (builder, name);
  if (get (data, "en") == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    lore_json_add_string (builder, languages[i], get (data, languages[i]));
  json_builder_end_object (builder);
}
