/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The Contact of a message that makes or keeps a dialog: the one address at which the
 * other side will reach us from then on (§8.1.1.8, §12.1).
 */
#include "sip/check-private.h"

#include "sip/cursor.h"

static gboolean
makes_dialog (const SipCheck *check)
{
  gboolean request = check->index.start == SIP_START_REQUEST;

  switch (check->index.method)
    {
    case SIP_METHOD_INVITE:
    case SIP_METHOD_SUBSCRIBE:
    case SIP_METHOD_REFER:
    case SIP_METHOD_NOTIFY:
    case SIP_METHOD_UPDATE:
      return request || check->index.status / 100 == 2;
    default:
      return FALSE;
    }
}

/* A second value, in the first field or in another. */
static void
check_several (SipCheck *check)
{
  guint n = 0;

  for (guint32 i = check->first[SIP_HEADER_CONTACT]; i < check->n_nodes; i++)
    {
      const SipNode *node = sip_check_node (check, i);

      if (node->kind == SIP_KIND_EMPTY_LINE && node->parent == 0)
        return;
      if (node->parent == 0 && node->fact != SIP_HEADER_CONTACT)
        i = sip_check_end (check, i) - 1; /* over all that lies in it */
      else if (node->kind == SIP_KIND_VALUE
               && sip_check_node (check, sip_check_node (check, node->parent)->parent)
                          ->fact
                      == SIP_HEADER_CONTACT
               && n++ == 1)
        sip_check_report_full (check,
                               (SipDiagnostic){ .code = SIP_DIAGNOSTIC_CONTACT_SEVERAL,
                                                .span = node->span,
                                                .other = check->index.method_name });
    }
}

static void
check_scheme (SipCheck *check, SipSpan scheme)
{
  const guint8 *data = check->data;
  SipSpan uri = check->index.request_uri;
  SipCursor cursor = { data, uri.at, sip_span_end (uri) };
  SipSpan word;

  if (!sip_span_equal_nocase (data, scheme, "sip")
      && !sip_span_equal_nocase (data, scheme, "sips"))
    sip_check_report (check, SIP_DIAGNOSTIC_CONTACT_SCHEME, scheme);
  else if (scheme.len == 3 && sip_take_word (&cursor, "sips", &word)
           && sip_peek (&cursor) == ':')
    sip_check_report_full (check,
                           (SipDiagnostic){ .code = SIP_DIAGNOSTIC_CONTACT_NOT_SIPS,
                                            .span = scheme,
                                            .other = uri });
}

void
sip_check_contacts (SipCheck *check)
{
  guint32 field = check->first[SIP_HEADER_CONTACT], uri;
  SipSpan scheme, host;

  if (field == SIP_NODE_NONE || !makes_dialog (check))
    return;
  check_several (check);
  uri = sip_tree_find (check->tree, field, SIP_KIND_URI);
  if (uri == SIP_NODE_NONE
      || !sip_check_get_child (check, uri, SIP_KIND_URI_SCHEME, &scheme))
    return;
  check_scheme (check, scheme);
  if (sip_check_get_child (check, uri, SIP_KIND_HOST, &host)
      && (sip_span_equal_nocase (check->data, host, "0.0.0.0")
          || sip_span_equal_nocase (check->data, host, "[::]")))
    sip_check_report (check, SIP_DIAGNOSTIC_CONTACT_UNSPECIFIED, host);
}
