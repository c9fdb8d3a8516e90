/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a template: its variables found, filled and filled again.
 */
#include "fuzz.h"

#include "plan/template.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GHashTable) variables = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GBytes) filled = NULL, again = NULL;
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_auto (GStrv) names = lore_template_dup_names (text);
  g_auto (GStrv) missing = NULL, still = NULL;
  g_autofree SipSpan *spans = NULL;
  gsize n;

  g_hash_table_insert (variables, "user", "alice");
  g_hash_table_insert (variables, "route-set", "");
  g_hash_table_insert (variables, "body", "one\ntwo {{user}}");
  spans = lore_template_find_variables (text, &n);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpuint (sip_span_end (spans[i]), <=, size);
  filled = lore_template_fill_bytes (bytes, variables, TRUE, &missing);
  again = lore_template_fill_bytes (filled, variables, FALSE, &still);
  return 0;
}
