/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as the value of a header field: the first byte picks which, so that one
 * target learns every grammar. In a request and in a response.
 */
#include "fuzz.h"

#include <string.h>

#include "body/dissect.h"
#include "sip/edit.h"
#include "sip/facts.h"
#include "sip/jwt.h"
#include "tree-dump.h"

static void
look_into (SipTree *tree)
{
  GBytes *bytes = sip_tree_get_bytes (tree);
  guint n;
  const SipDiagnostic *diagnostics = sip_tree_get_diagnostics (tree, &n);

  tree_assert_sound (tree);
  for (guint i = 0; i < MIN (n, 16); i++)
    {
      g_auto (GStrv) args = sip_diagnostic_dup_args (&diagnostics[i], bytes);
      g_autofree char *text = NULL;
      SipSpan span;

      if (sip_diagnostic_get_fix (&diagnostics[i], bytes, &span, &text))
        g_bytes_unref (sip_edit_replace (bytes, span, text));
    }
  for (guint32 i = 0; i < sip_tree_get_n_nodes (tree); i++)
    if (sip_tree_get_node (tree, i)->kind == SIP_KIND_JWT_PAYLOAD)
      g_free (sip_jwt_dup_text (sip_tree_get_data (tree, NULL),
                                sip_tree_get_node (tree, i)->span));
}

static void
try_in (const char *start_line, const char *name, const guint8 *data, gsize size)
{
  GByteArray *array = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SipTree) tree = NULL;
  g_auto (GStrv) values = NULL;

  g_byte_array_append (array, (const guint8 *)start_line, strlen (start_line));
  g_byte_array_append (array, (const guint8 *)name, strlen (name));
  g_byte_array_append (array, (const guint8 *)": ", 2);
  g_byte_array_append (array, data, size);
  g_byte_array_append (array, (const guint8 *)"\r\n\r\n", 4);
  bytes = g_byte_array_free_to_bytes (array);
  tree = body_dissect (bytes);
  values = sip_edit_dup_values (bytes, name);
  look_into (tree);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *name;

  if (size == 0)
    return 0;
  name = sip_header_get (data[0] % SIP_N_HEADERS)->name;
  try_in ("REGISTER sips:a.example SIP/2.0\r\n", name, data + 1, size - 1);
  try_in ("SIP/2.0 183 Progress\r\n", name, data + 1, size - 1);
  return 0;
}
