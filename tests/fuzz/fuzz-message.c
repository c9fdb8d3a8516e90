/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a message: index, tree with body, diagnostics, fixes.
 */
#include "fuzz.h"

#include "body/dissect.h"
#include "sip/edit.h"
#include "sip/facts.h"
#include "sip/index.h"
#include "tree-dump.h"

static void
apply_fixes (SipTree *tree)
{
  GBytes *bytes = sip_tree_get_bytes (tree);
  guint n;
  const SipDiagnostic *diagnostics = sip_tree_get_diagnostics (tree, &n);

  for (guint i = 0; i < MIN (n, 16); i++)
    {
      g_auto (GStrv) args = sip_diagnostic_dup_args (&diagnostics[i], bytes);
      g_autofree char *text = NULL;
      SipSpan span;

      if (sip_diagnostic_get_fix (&diagnostics[i], bytes, &span, &text))
        g_bytes_unref (sip_edit_replace (bytes, span, text));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (SipTree) tree = body_dissect (bytes);
  g_auto (GStrv) values = sip_edit_dup_values (bytes, "Via");
  g_autoptr (GBytes) longer = sip_edit_fix_content_length (bytes);
  g_autoptr (GBytes) shorter = sip_edit_remove_first (bytes, "Via");
  SipIndex index;

  sip_index (data, size, &index);
  tree_assert_sound (tree);
  apply_fixes (tree);
  return 0;
}
