/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/args.h"

#include "base/args-private.h"

char **
lore_args_new_valist (const char *first_key, va_list list)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (const char *key = first_key; key != NULL; key = va_arg (list, const char *))
    {
      const char *value = va_arg (list, const char *);

      g_strv_builder_add (builder, key);
      g_strv_builder_add (builder, value != NULL ? value : "");
    }
  return g_strv_builder_end (builder);
}

char **
lore_args_new (const char *first_key, ...)
{
  va_list list;
  char **args;

  va_start (list, first_key);
  args = lore_args_new_valist (first_key, list);
  va_end (list);
  return args;
}

const char *
lore_args_get (const char *const *args, const char *key)
{
  for (gsize i = 0; args != NULL && args[i] != NULL && args[i + 1] != NULL; i += 2)
    if (g_str_equal (args[i], key))
      return args[i + 1];
  return NULL;
}
