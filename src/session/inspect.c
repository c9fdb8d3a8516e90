/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/inspect.h"

#include "session/sips.h"
#include "sip/edit.h"
#include "sip/facts.h"
#include "sip/tree.h"

#include <stdarg.h>
#include <string.h>

#define LONGEST_URI 1024

static const char *const user_agent_methods[] = {
  "INVITE", "ACK",   "BYE",   "CANCEL",    "OPTIONS", "MESSAGE", "INFO",
  "UPDATE", "PRACK", "REFER", "SUBSCRIBE", "NOTIFY",  "PUBLISH", NULL
};
static const char *const user_agent_options[] = { "100rel", "timer", NULL };

const LoreAbilities lore_abilities_of_user_agent = { user_agent_methods, 16 * 1024,
                                                     user_agent_options };

/* What must be readable to serve any request: a server SHOULD ignore malformed header
 * fields that it does not need (§8.2.2). */
static const SipHeaderId needed[] = {
  SIP_HEADER_VIA,     SIP_HEADER_FROM,         SIP_HEADER_TO,
  SIP_HEADER_CALL_ID, SIP_HEADER_CSEQ,         SIP_HEADER_MAX_FORWARDS,
  SIP_HEADER_CONTACT, SIP_HEADER_CONTENT_TYPE, SIP_HEADER_CONTENT_LENGTH,
  SIP_HEADER_REQUIRE, SIP_HEADER_RECORD_ROUTE,
};

/* Which body a method may carry here; what is not listed may carry any, unread. */
static const struct
{
  SipMethodId method;
  const char *types; /* of an Accept */
} accepted[] = {
  { SIP_METHOD_INVITE, "application/sdp" },
  { SIP_METHOD_OPTIONS, "application/sdp" },
  { SIP_METHOD_MESSAGE, "text/plain" },
  { SIP_METHOD_INFO, "application/dtmf-relay, application/dtmf" },
  { SIP_METHOD_UPDATE, "application/sdp" },
  { SIP_METHOD_PRACK, "application/sdp" },
  { SIP_METHOD_PUBLISH, "application/pidf+xml" },
};

typedef struct
{
  GBytes *request;
  const SipIndex *index;
  const LoreAbilities *abilities;
  LoreVerdict *verdict;
} Inspection;

/* Ends the inspection: a chain of checks reads as "if this one refuses, stop". */
static gboolean
refuse (Inspection *inspection, guint status, const char *rfc, char *reason)
{
  inspection->verdict->status = status;
  inspection->verdict->rfc = rfc;
  inspection->verdict->reason = reason;
  return TRUE;
}

static void
add_field (Inspection *inspection, const char *name, const char *value)
{
  const char *fields[] = { name, value, NULL };

  inspection->verdict->fields = g_strdupv ((char **)fields);
}

char *
lore_abilities_dup_allow (const LoreAbilities *abilities)
{
  return g_strjoinv (", ", (char **)abilities->methods);
}

char *
lore_abilities_dup_supported (const LoreAbilities *abilities)
{
  return abilities->options != NULL ? g_strjoinv (", ", (char **)abilities->options)
                                    : g_strdup ("");
}

const char *
lore_inspect_get_accept (guint16 method)
{
  for (gsize i = 0; i < G_N_ELEMENTS (accepted); i++)
    if (accepted[i].method == method)
      return accepted[i].types;
  return NULL;
}

/* --- syntax ------------------------------------------------------------------------ */

/* What stands behind the Request-URI, as far as a version may reach. */
static char *
dup_version (Inspection *inspection)
{
  gsize len, at = sip_span_end (inspection->index->request_uri);
  const char *data = g_bytes_get_data (inspection->request, &len);
  g_autofree char *rest = NULL;

  while (at < len && (data[at] == ' ' || data[at] == '\t'))
    at++;
  rest = g_strndup (data + at, MIN (len - at, 64));
  return g_strndup (rest, strcspn (rest, " \t\r\n"));
}

static gboolean
refuse_version (Inspection *inspection)
{
  g_autofree char *version = dup_version (inspection);

  if (inspection->index->start != SIP_START_REQUEST
      || g_ascii_strcasecmp (version, "SIP/2.0") == 0)
    return FALSE;
  return refuse (inspection, 505, "3261 §21.5.6", NULL);
}

/* Contact stands where a dialog may begin, and where its target may be renewed. */
static gboolean
needs_contact (guint16 method)
{
  return method == SIP_METHOD_INVITE || method == SIP_METHOD_SUBSCRIBE
         || method == SIP_METHOD_REFER || method == SIP_METHOD_UPDATE;
}

/* Mandatory in every request (§8.1.1); Contact where a dialog may begin (§8.1.1.8). */
static gboolean
refuse_missing (Inspection *inspection, SipTree *tree)
{
  static const SipHeaderId mandatory[] = { SIP_HEADER_TO,   SIP_HEADER_FROM,
                                           SIP_HEADER_CSEQ, SIP_HEADER_CALL_ID,
                                           SIP_HEADER_VIA,  SIP_HEADER_MAX_FORWARDS };

  for (gsize i = 0; i < G_N_ELEMENTS (mandatory); i++)
    if (sip_tree_find_field (tree, mandatory[i], 0) == SIP_NODE_NONE)
      return refuse (inspection, 400, "3261 §8.1.1",
                     g_strdup_printf ("Missing %s", sip_header_get (mandatory[i])->name));
  if (needs_contact (inspection->index->method)
      && sip_tree_find_field (tree, SIP_HEADER_CONTACT, 0) == SIP_NODE_NONE)
    return refuse (inspection, 400, "3261 §8.1.1.8", g_strdup ("Missing Contact"));
  if (inspection->index->body.len > 0
      && sip_tree_find_field (tree, SIP_HEADER_CONTENT_TYPE, 0) == SIP_NODE_NONE)
    return refuse (inspection, 400, "3261 §20.15", g_strdup ("Missing Content-Type"));
  return FALSE;
}

/* Errors that a receiver has to live with: old clients have no tags (§12.1.1), and bare
 * line feeds do not hide what is meant. What is missing, refuse_missing() has found. */
static gboolean
is_tolerable (guint16 code)
{
  return code == SIP_DIAGNOSTIC_FROM_TAG_MISSING || code == SIP_DIAGNOSTIC_LINE_END_LF
         || code == SIP_DIAGNOSTIC_LINE_END_CR || code == SIP_DIAGNOSTIC_HEADER_MISSING;
}

/* The field of what is needed that holds the byte at @at. */
static const SipHeader *
find_needed (SipTree *tree, guint32 at)
{
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    for (guint nth = 0;; nth++)
      {
        guint32 field = sip_tree_find_field (tree, needed[i], nth);
        SipSpan span;

        if (field == SIP_NODE_NONE)
          break;
        span = sip_tree_get_node (tree, field)->span;
        if (sip_span_contains (span, at))
          return sip_header_get (needed[i]);
      }
  return NULL;
}

static gboolean
refuse_error (Inspection *inspection, SipTree *tree, const SipDiagnostic *found)
{
  const SipDiagnosticRow *row = sip_diagnostic_get_row (found->code);
  const SipHeader *header;

  if (row->severity != SIP_SEVERITY_ERROR || is_tolerable (found->code))
    return FALSE;
  if (found->code == SIP_DIAGNOSTIC_CSEQ_METHOD)
    return refuse (inspection, 400, row->rfc, g_strdup ("CSeq Method Differs"));
  if (found->code == SIP_DIAGNOSTIC_CONTENT_LENGTH_TOO_LARGE)
    return refuse (inspection, 400, row->rfc, g_strdup ("Content-Length Too Large"));
  header = find_needed (tree, found->span.at);
  if (header != NULL)
    return refuse (inspection, 400, row->rfc,
                   g_strdup_printf ("Malformed %s", header->name));
  if (found->span.at < sip_span_end (inspection->index->request_uri))
    return refuse (inspection, 400, row->rfc, g_strdup ("Malformed Request-Line"));
  return FALSE;
}

static gboolean
refuse_syntax (Inspection *inspection)
{
  g_autoptr (SipTree) tree = sip_tree_new (inspection->request);
  const SipDiagnostic *found;
  guint n;

  if (inspection->index->start != SIP_START_REQUEST)
    return refuse (inspection, 400, "3261 §7.1", g_strdup ("Malformed Request-Line"));
  if (refuse_missing (inspection, tree))
    return TRUE;
  found = sip_tree_get_diagnostics (tree, &n);
  for (guint i = 0; i < n; i++)
    if (refuse_error (inspection, tree, &found[i]))
      return TRUE;
  return FALSE;
}

/* --- §8.2.1 to §8.2.3 -------------------------------------------------------------- */

/* 405 for a method that is known but not served here, 501 for one nobody knows. */
static gboolean
refuse_method (Inspection *inspection)
{
  const SipMethod *method = sip_method_get (inspection->index->method);
  g_autofree char *allow = NULL;

  if (method == NULL)
    return refuse (inspection, 501, "3261 §21.5.2", NULL);
  if (g_strv_contains (inspection->abilities->methods, method->name))
    return FALSE;
  allow = lore_abilities_dup_allow (inspection->abilities);
  add_field (inspection, "Allow", allow);
  return refuse (inspection, 405, "3261 §8.2.1", NULL);
}

static gboolean
refuse_uri (Inspection *inspection)
{
  static const char *const schemes[] = { "sip:", "sips:", "tel:" };
  const char *data = g_bytes_get_data (inspection->request, NULL);
  SipSpan uri = inspection->index->request_uri;

  if (uri.len > LONGEST_URI)
    return refuse (inspection, 414, "3261 §21.4.12", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (uri.len > strlen (schemes[i])
        && g_ascii_strncasecmp (data + uri.at, schemes[i], strlen (schemes[i])) == 0)
      return FALSE;
  return refuse (inspection, 416, "3261 §8.2.2.1", NULL);
}

/* "SIP/2.0/UDP 192.0.2.1" → "UDP" */
static char *
dup_via_transport (GBytes *request)
{
  g_autofree char *via = sip_edit_dup_value (request, "Via");
  const char *slash = via != NULL ? strrchr (via, '/') : NULL;
  const char *from = slash != NULL ? slash + 1 + strspn (slash + 1, " \t") : "";

  return g_strndup (from, strcspn (from, " \t;"));
}

/* It was to be protected on every hop, and has come without: who answers would say that
 * it was (RFC 5630 §5.1.2). */
static gboolean
refuse_insecure (Inspection *inspection)
{
  g_autofree char *transport = dup_via_transport (inspection->request);

  if (!lore_sips_is_asked (inspection->request) || lore_sips_is_kept_by (transport)
      || inspection->index->method == SIP_METHOD_CANCEL)
    return FALSE;
  add_field (inspection, lore_sips_refusal[0], lore_sips_refusal[1]);
  return refuse (inspection, 480, "5630 §5.1.2", g_strdup ("SIPS Not Allowed"));
}

/* Each extension required must be one that is supported. */
static gboolean
refuse_require (Inspection *inspection)
{
  const char *const *options = inspection->abilities->options;
  g_auto (GStrv) tags = sip_edit_dup_values (inspection->request, "Require");
  g_autoptr (GStrvBuilder) unknown = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *all = NULL;

  for (gsize i = 0; tags[i] != NULL; i++)
    if (options == NULL || !g_strv_contains (options, tags[i]))
      g_strv_builder_add (unknown, tags[i]);
  names = g_strv_builder_end (unknown);
  if (names[0] == NULL || inspection->index->method == SIP_METHOD_CANCEL)
    return FALSE;
  all = g_strjoinv (", ", names);
  add_field (inspection, "Unsupported", all);
  return refuse (inspection, 420, "3261 §8.2.2.3", NULL);
}

/* "text/plain ; charset=utf-8" is of type "text/plain". */
static gboolean
is_accepted (const char *types, const char *type)
{
  g_auto (GStrv) each = g_strsplit (types, ", ", -1);
  gsize len = strcspn (type, "; \t");

  for (gsize i = 0; each[i] != NULL; i++)
    if (strlen (each[i]) == len && g_ascii_strncasecmp (each[i], type, len) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
refuse_body (Inspection *inspection)
{
  const char *types = lore_inspect_get_accept (inspection->index->method);
  g_autofree char *type = sip_edit_dup_value (inspection->request, "Content-Type");
  g_autofree char *encoding =
      sip_edit_dup_value (inspection->request, "Content-Encoding");

  if (inspection->index->body.len == 0)
    return FALSE;
  if (inspection->index->body.len > inspection->abilities->largest_body)
    return refuse (inspection, 413, "3261 §21.4.11", NULL);
  if (types != NULL && (type == NULL || !is_accepted (types, type)))
    {
      add_field (inspection, "Accept", types);
      return refuse (inspection, 415, "3261 §8.2.3", NULL);
    }
  if (encoding != NULL && g_ascii_strcasecmp (encoding, "identity") != 0)
    {
      add_field (inspection, "Accept-Encoding", "identity");
      return refuse (inspection, 415, "3261 §8.2.3", NULL);
    }
  return FALSE;
}

void
lore_inspect (GBytes *request, const SipIndex *index, const LoreAbilities *abilities,
              LoreVerdict *ret_verdict)
{
  Inspection inspection = { request, index, abilities, ret_verdict };

  *ret_verdict = (LoreVerdict){ 0 };
  if (refuse_version (&inspection) || refuse_syntax (&inspection)
      || refuse_method (&inspection) || refuse_uri (&inspection)
      || refuse_insecure (&inspection) || refuse_require (&inspection))
    return;
  refuse_body (&inspection);
}

void
lore_verdict_clear (LoreVerdict *verdict)
{
  g_clear_pointer (&verdict->reason, g_free);
  g_clear_pointer (&verdict->fields, g_strfreev);
}
