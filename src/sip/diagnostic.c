/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/facts.h"

char **
sip_diagnostic_dup_args (const SipDiagnostic *diagnostic, GBytes *message)
{
  return g_new0 (char *, 1);
}

gboolean
sip_diagnostic_get_fix (const SipDiagnostic *diagnostic, GBytes *message,
                        SipSpan *ret_span, char **ret_text)
{
  return FALSE;
}
