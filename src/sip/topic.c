/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/facts.h"

#include <string.h>

#include "sip/tree.h"

static const char *const kind_topics[] = {
#define SIP_KIND(NAME, nick, topic) [SIP_KIND_##NAME] = topic,
#include "sip/kinds.def"
#undef SIP_KIND
};

/* What a row is called in its family of topics, or else the topic of those that the
 * table does not know. */
static char *
dup_row_topic (const char *family, const char *name, const char *unknown)
{
  return name != NULL ? g_strconcat (family, name, NULL) : g_strdup (unknown);
}

static char *
dup_status_topic (guint16 code)
{
  if (sip_status_lookup (code) != NULL)
    return g_strdup_printf ("status:%u", code);
  if (code >= 100 && code < 700)
    return g_strdup_printf ("class:%uxx", code / 100);
  return NULL;
}

char *
sip_kind_dup_topic (SipKind kind, guint16 fact)
{
  const char *topic;
  const SipHeader *header;
  const SipMethod *method;

  g_return_val_if_fail (kind < SIP_N_KINDS, NULL);
  topic = kind_topics[kind];
  switch (kind)
    {
    case SIP_KIND_FIELD:
    case SIP_KIND_FIELD_NAME:
      header = sip_header_get (fact);
      return dup_row_topic (topic, header ? header->name : NULL, "part:unknown-header");
    case SIP_KIND_TOKEN:
    case SIP_KIND_NUMBER: /* those without a row are pieces of something that has one */
      header = sip_header_get (fact);
      return dup_row_topic (topic, header ? header->name : NULL, NULL);
    case SIP_KIND_METHOD:
      method = sip_method_get (fact);
      return dup_row_topic (topic, method ? method->name : NULL, "part:unknown-method");
    case SIP_KIND_STATUS_CODE:
      return dup_status_topic (fact);
    case SIP_KIND_WARN_CODE:
      return sip_warning_is_registered (fact) ? g_strdup_printf ("%s%u", topic, fact)
                                              : NULL;
    case SIP_KIND_PARAM:
      return dup_row_topic (topic, sip_param_get_name (fact), "part:generic-param");
    case SIP_KIND_URI_PARAM:
      return dup_row_topic (topic, sip_uri_param_get_name (fact),
                            "part:generic-uri-param");
    case SIP_KIND_OPTION_TAG:
      return dup_row_topic (topic, sip_option_tag_get_name (fact), "part:option-tag");
    case SIP_KIND_SDP_LINE:
    case SIP_KIND_SDP_TYPE:
      return sip_sdp_line_is_known (fact) ? g_strdup_printf ("%s%c", topic, fact) : NULL;
    case SIP_KIND_SDP_FIELD:
      return dup_row_topic (topic, sip_sdp_field_get_name (fact), NULL);
    case SIP_KIND_SDP_ATTRIBUTE:
      return dup_row_topic (topic, sip_sdp_attribute_get_name (fact),
                            "sdp-attribute:unknown");
    default:
      return g_strdup (topic);
    }
}
