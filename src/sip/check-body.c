/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long the body is and what it is (RFC 3261 §18.3, §20.14, §20.15).
 */
#include "sip/check-private.h"

void
sip_check_body (SipCheck *check)
{
  gint64 said = check->index.content_length;
  gint64 found;
  SipSpan length = sip_check_get_value (check, SIP_HEADER_CONTENT_LENGTH);
  gsize len;

  if (check->index.start == SIP_START_BAD)
    return;
  sip_tree_get_data (check->tree, &len);
  found = len - check->index.body.at;
  if (said >= 0 && said != found)
    sip_check_report_full (
        check, (SipDiagnostic){
                   .code = said > found ? SIP_DIAGNOSTIC_CONTENT_LENGTH_TOO_LARGE
                                        : SIP_DIAGNOSTIC_CONTENT_LENGTH_TOO_SMALL,
                   .span = length,
                   .number = { said, found },
               });
  if (!sip_check_has (check, SIP_HEADER_CONTENT_LENGTH) && found > 0)
    sip_check_report_full (check,
                           (SipDiagnostic){ .code = SIP_DIAGNOSTIC_CONTENT_LENGTH_MISSING,
                                            .span = length,
                                            .number = { found } });
  if (!sip_check_has (check, SIP_HEADER_CONTENT_TYPE) && check->index.body.len > 0)
    sip_check_report_full (check,
                           (SipDiagnostic){ .code = SIP_DIAGNOSTIC_CONTENT_TYPE_MISSING,
                                            .span = { check->header_end, 0 },
                                            .number = { check->index.body.len } });
}
