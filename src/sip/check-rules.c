/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What header fields have to say to each other: transaction, dialog, registration,
 * routing.
 */
#include "sip/check-private.h"

#include <string.h>

#include "sip/cursor.h"
#include "sip/value.h"

/* The CSeq's method is the request's (§8.1.1.5). */
static void
check_cseq (SipCheck *check)
{
  guint32 field = check->first[SIP_HEADER_CSEQ];
  guint32 method;
  SipSpan span;

  if (field == SIP_NODE_NONE || check->index.start != SIP_START_REQUEST)
    return;
  method = sip_tree_find (check->tree, field, SIP_KIND_METHOD);
  if (method == SIP_NODE_NONE)
    return;
  span = sip_check_node (check, method)->span;
  if (span.len != check->index.method_name.len
      || memcmp (check->data + span.at, check->data + check->index.method_name.at,
                 span.len)
             != 0)
    sip_check_report_full (check, (SipDiagnostic){ .code = SIP_DIAGNOSTIC_CSEQ_METHOD,
                                                   .span = span,
                                                   .other = check->index.method_name });
}

/* The branch of the top Via names the transaction (§8.1.1.7). Whether this is a message
 * of RFC 2543, which knew of none, shows in what else it does without. */
static void
check_branch (SipCheck *check)
{
  SipSpan via = sip_check_get_value (check, SIP_HEADER_VIA);
  SipCursor cursor = { check->data, via.at, sip_span_end (via) };
  gboolean request = check->index.start == SIP_START_REQUEST;

  if (!sip_check_has (check, SIP_HEADER_VIA) || !sip_take_list_value (&cursor, &via))
    return;
  if (check->old_style
      && ((request && !sip_check_has (check, SIP_HEADER_MAX_FORWARDS))
          || check->index.from_tag.len == 0))
    sip_check_report (check, SIP_DIAGNOSTIC_RFC2543_STYLE, via);
  else if (check->index.branch.len == 0)
    sip_check_report (check, SIP_DIAGNOSTIC_BRANCH_MISSING, via);
  else if (check->old_style)
    sip_check_report (check, SIP_DIAGNOSTIC_BRANCH_NO_COOKIE, check->index.branch);
  else if (check->index.branch.len == 7)
    sip_check_report (check, SIP_DIAGNOSTIC_BRANCH_EMPTY, check->index.branch);
}

void
sip_check_transaction (SipCheck *check)
{
  guint32 hops = check->first[SIP_HEADER_MAX_FORWARDS];

  if (check->index.start == SIP_START_BAD)
    return;
  check_cseq (check);
  check_branch (check);
  if (hops != SIP_NODE_NONE)
    {
      SipSpan value = sip_check_get_value (check, SIP_HEADER_MAX_FORWARDS);
      SipCursor cursor = { check->data, value.at, sip_span_end (value) };
      SipSpan number;
      guint64 n;

      if (sip_take_number (&cursor, &number, &n) && sip_at_end (&cursor) && n == 0)
        sip_check_report (check, SIP_DIAGNOSTIC_MAX_FORWARDS_ZERO, number);
    }
}

static void
check_tags (SipCheck *check)
{
  SipSpan from = sip_check_get_value (check, SIP_HEADER_FROM);
  SipSpan to = sip_check_get_value (check, SIP_HEADER_TO);

  if (sip_check_has (check, SIP_HEADER_FROM) && check->index.from_tag.len == 0
      && !check->old_style)
    sip_check_report (check, SIP_DIAGNOSTIC_FROM_TAG_MISSING, from);
  if (!sip_check_has (check, SIP_HEADER_TO) || check->index.to_tag.len > 0)
    return;
  if (check->index.start == SIP_START_RESPONSE && check->index.status > 100
      && check->index.status < 700)
    /* RFC 3665 itself leaves it out where each hop answers a CANCEL. */
    sip_check_report_full (
        check, (SipDiagnostic){ .code = check->index.method == SIP_METHOD_CANCEL
                                            ? SIP_DIAGNOSTIC_TO_TAG_MISSING_CANCEL
                                            : SIP_DIAGNOSTIC_TO_TAG_MISSING,
                                .span = to,
                                .number = { check->index.status } });
  else if (sip_check_is_request (check, SIP_METHOD_BYE))
    sip_check_report_full (
        check, (SipDiagnostic){ .code = SIP_DIAGNOSTIC_TO_TAG_MISSING_IN_DIALOG,
                                .span = to,
                                .other = check->index.method_name });
}

/* Who makes a dialog says where to reach him (§8.1.1.8, §13.3.1.4; RFC 6665 §4.1.2.1,
 * RFC 3515 §2.4.1, RFC 3311 §5.1). */
static void
check_contact (SipCheck *check)
{
  static const guint16 methods[] = { SIP_METHOD_INVITE, SIP_METHOD_SUBSCRIBE,
                                     SIP_METHOD_NOTIFY, SIP_METHOD_REFER,
                                     SIP_METHOD_UPDATE };
  gboolean needed = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    needed |= sip_check_is_request (check, methods[i]);
  needed |= check->index.start == SIP_START_RESPONSE && check->index.status / 100 == 2
            && check->index.method == SIP_METHOD_INVITE;
  if (needed && !check->old_style && !sip_check_has (check, SIP_HEADER_CONTACT))
    sip_check_report_full (check, (SipDiagnostic){ .code = SIP_DIAGNOSTIC_CONTACT_MISSING,
                                                   .span = { check->header_end, 0 },
                                                   .other = check->index.method_name });
}

void
sip_check_dialog (SipCheck *check)
{
  if (check->index.start == SIP_START_BAD)
    return;
  check_tags (check);
  check_contact (check);
}

static gboolean
expires_is_zero (const SipCheck *check)
{
  SipSpan value = sip_check_get_value (check, SIP_HEADER_EXPIRES);

  for (guint32 i = value.at; i < sip_span_end (value); i++)
    if (check->data[i] != '0')
      return FALSE;
  return value.len > 0;
}

/* "*" removes all bindings: alone, in a REGISTER, with Expires: 0 (§10.2.2). */
static void
check_star (SipCheck *check, const SipNode *star, gboolean alone)
{
  if (!sip_check_is_request (check, SIP_METHOD_REGISTER) || !alone)
    sip_check_report (check, SIP_DIAGNOSTIC_CONTACT_STAR, star->span);
  else if (!expires_is_zero (check))
    sip_check_report_full (
        check,
        (SipDiagnostic){ .code = SIP_DIAGNOSTIC_CONTACT_STAR_EXPIRES,
                         .span = star->span,
                         .other = sip_check_get_value (check, SIP_HEADER_EXPIRES) });
}

void
sip_check_registration (SipCheck *check)
{
  guint n_contacts = 0;
  guint32 star = SIP_NODE_NONE, user;

  if (sip_check_is_request (check, SIP_METHOD_REGISTER))
    {
      user = sip_tree_find (check->tree, check->start_line, SIP_KIND_URI_USER);
      if (user != SIP_NODE_NONE)
        sip_check_report (check, SIP_DIAGNOSTIC_REGISTER_URI_USER,
                          sip_check_node (check, user)->span);
    }
  for (guint32 i = check->first[SIP_HEADER_CONTACT]; i != SIP_NODE_NONE;
       i = sip_check_next (check, i))
    {
      const SipNode *field = sip_check_node (check, i);
      guint32 value;

      if (field->kind != SIP_KIND_FIELD || field->fact != SIP_HEADER_CONTACT)
        continue;
      value = sip_tree_find (check->tree, i, SIP_KIND_VALUE);
      for (; value != SIP_NODE_NONE; value = sip_check_next (check, value))
        {
          const SipNode *node = sip_check_node (check, value);
          guint32 first = sip_check_first (check, value);

          if (node->kind != SIP_KIND_VALUE)
            continue;
          n_contacts++;
          if (first != SIP_NODE_NONE
              && sip_check_node (check, first)->kind == SIP_KIND_STAR)
            star = first;
        }
    }
  if (star != SIP_NODE_NONE)
    check_star (check, sip_check_node (check, star), n_contacts == 1);
}

/* Whether a URI node has the parameter "lr". */
static gboolean
is_loose (const SipCheck *check, guint32 uri)
{
  for (guint32 i = uri + 1, end = sip_check_end (check, uri); i < end;
       i = sip_check_end (check, i))
    {
      const SipNode *node = sip_check_node (check, i);

      if (node->kind == SIP_KIND_URI_PARAM && node->fact == SIP_URI_PARAM_LR)
        return TRUE;
    }
  return FALSE;
}

/* A route without "lr" is a strict router's, as RFC 2543 had them (§16.12). */
static void
check_routes (SipCheck *check, guint32 field)
{
  SipSpan name = sip_check_node (check, sip_check_first (check, field))->span;

  for (guint32 i = field + 1, end = sip_check_end (check, field); i < end; i++)
    {
      const SipNode *node = sip_check_node (check, i);

      if (node->kind == SIP_KIND_URI && !is_loose (check, i))
        sip_check_report_full (check, (SipDiagnostic){ .code = SIP_DIAGNOSTIC_ROUTE_NO_LR,
                                                       .span = node->span,
                                                       .other = name });
    }
}

/* Nobody answers for an option tag that no registry has: 420 (§8.2.2.3). */
static void
check_require (SipCheck *check, guint32 field)
{
  SipSpan name = sip_check_node (check, sip_check_first (check, field))->span;

  for (guint32 i = field + 1, end = sip_check_end (check, field); i < end; i++)
    {
      const SipNode *node = sip_check_node (check, i);

      if (node->kind == SIP_KIND_OPTION_TAG && node->fact == SIP_FACT_NONE)
        sip_check_report_full (check,
                               (SipDiagnostic){ .code = SIP_DIAGNOSTIC_REQUIRE_UNKNOWN,
                                                .span = node->span,
                                                .other = name });
    }
}

/* "sip:a@b;transport=tcp" without brackets: the parameter is the header field's, and what
 * the writer wanted of it is lost (§20). */
static void
check_bare_uri (SipCheck *check, guint32 parent)
{
  SipSpan uri = { 0, 0 };

  for (guint32 i = parent + 1, end = sip_check_end (check, parent); i < end;
       i = sip_check_end (check, i))
    {
      const SipNode *node = sip_check_node (check, i);
      const SipNode *name;

      if (node->kind == SIP_KIND_URI)
        uri = node->span;
      if (node->kind != SIP_KIND_PARAM || uri.len == 0)
        continue;
      name = sip_check_node (check, sip_check_first (check, i));
      switch (sip_uri_param_lookup ((const char *)check->data + name->span.at,
                                    name->span.len))
        {
        case SIP_URI_PARAM_TRANSPORT:
        case SIP_URI_PARAM_USER:
        case SIP_URI_PARAM_METHOD:
        case SIP_URI_PARAM_MADDR:
        case SIP_URI_PARAM_TTL:
        case SIP_URI_PARAM_LR:
          sip_check_report_full (
              check, (SipDiagnostic){ .code = SIP_DIAGNOSTIC_URI_PARAMS_OUTSIDE,
                                      .span = node->span,
                                      .other = uri });
          break;
        default:
          break;
        }
    }
}

static void
check_addresses (SipCheck *check, guint32 field)
{
  for (guint32 i = field + 1, end = sip_check_end (check, field); i < end; i++)
    {
      const SipNode *node = sip_check_node (check, i);

      if (node->kind == SIP_KIND_FIELD_VALUE || node->kind == SIP_KIND_VALUE)
        check_bare_uri (check, i);
      else
        i = sip_check_end (check, i) - 1; /* over all that lies in it */
    }
}

void
sip_check_routing (SipCheck *check)
{
  for (guint32 i = 0 + 1, end = sip_check_end (check, 0); i < end;
       i = sip_check_end (check, i))
    {
      const SipNode *field = sip_check_node (check, i);

      if (field->kind != SIP_KIND_FIELD)
        continue;
      switch (field->fact)
        {
        case SIP_HEADER_ROUTE:
        case SIP_HEADER_RECORD_ROUTE:
        case SIP_HEADER_PATH:
        case SIP_HEADER_SERVICE_ROUTE:
          check_routes (check, i);
          break;
        case SIP_HEADER_REQUIRE:
        case SIP_HEADER_PROXY_REQUIRE:
          if (check->index.start == SIP_START_REQUEST)
            check_require (check, i);
          break;
        case SIP_HEADER_FROM:
        case SIP_HEADER_TO:
        case SIP_HEADER_CONTACT:
          check_addresses (check, i);
          break;
        default:
          break;
        }
    }
}
