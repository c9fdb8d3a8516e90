/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/facts.h"

#include <string.h>

#include "sip/chars.h"
#include "sip/names.h"

/* COUNT of headers.def: list, many, may_be_empty */
#define ONE FALSE, FALSE, FALSE
#define ONE0 FALSE, FALSE, TRUE
#define LIST TRUE, TRUE, FALSE
#define LIST0 TRUE, TRUE, TRUE
#define MANY FALSE, TRUE, FALSE

static const SipHeader headers[] = {
#define SIP_HEADER(ENUM, name, compact, grammar, count, category, rfc, section)          \
  { name, compact, SIP_GRAMMAR_##grammar, count, SIP_CATEGORY_##category, rfc, section },
#include "sip/headers.def"
#include "sip/headers-other.def"
#undef SIP_HEADER
};

static const char *const header_names[] = {
#define SIP_HEADER(ENUM, name, ...) name,
#include "sip/headers.def"
#include "sip/headers-other.def"
#undef SIP_HEADER
};

static const SipMethod methods[] = {
#define SIP_METHOD(NAME, rfc, section) { #NAME, rfc, section },
#include "sip/methods.def"
#undef SIP_METHOD
};

static const char *const method_names[] = {
#define SIP_METHOD(NAME, ...) #NAME,
#include "sip/methods.def"
#undef SIP_METHOD
};

static const SipStatus statuses[] = {
#define SIP_STATUS(code, phrase, rfc, section) { code, phrase, rfc, section },
#include "sip/statuses.def"
#undef SIP_STATUS
};

static const SipDiagnosticRow diagnostics[] = {
#define SIP_DIAGNOSTIC(NAME, id, severity, rfc, misconception, ...)                      \
  { id, SIP_SEVERITY_##severity, rfc, misconception, { __VA_ARGS__ } },
#include "sip/diagnostics.def"
#undef SIP_DIAGNOSTIC
};

static const char *const param_names[] = {
#define SIP_PARAM(NAME, name) name,
#include "sip/params.def"
#undef SIP_PARAM
};

static const struct
{
  guint8 header;
  guint8 param;
} header_params[] = {
#define SIP_HEADER_PARAM(HEADER, PARAM, values, rfc)                                     \
  { SIP_HEADER_##HEADER, SIP_PARAM_##PARAM },
#include "sip/header-params.def"
#undef SIP_HEADER_PARAM
};
G_STATIC_ASSERT (SIP_N_HEADERS < G_MAXUINT8 && SIP_N_PARAMS < G_MAXUINT8);

static const char *const uri_param_names[] = {
#define SIP_URI_PARAM(NAME, name) name,
#include "sip/uri-params.def"
#undef SIP_URI_PARAM
};

static const char *const option_tag_names[] = {
#define SIP_OPTION_TAG(NAME, name) name,
#include "sip/option-tags.def"
#undef SIP_OPTION_TAG
};

static const char *const sdp_attribute_names[] = {
#define SIP_SDP_ATTRIBUTE(NAME, name, form, level) name,
#include "sip/sdp-attributes.def"
#undef SIP_SDP_ATTRIBUTE
};

enum
{
  FLAG,
  VALUE,
};

enum
{
  SESSION = 1 << 0,
  MEDIA = 1 << 1,
  BOTH = SESSION | MEDIA,
};

static const struct
{
  guint8 form;
  guint8 level;
} sdp_attributes[] = {
#define SIP_SDP_ATTRIBUTE(NAME, name, form, level) { form, level },
#include "sip/sdp-attributes.def"
#undef SIP_SDP_ATTRIBUTE
};

static const char *const sdp_field_names[] = {
#define SIP_SDP_FIELD(NAME, name) name,
#include "sip/sdp-fields.def"
#undef SIP_SDP_FIELD
};

static SipNames header_table = { header_names, G_N_ELEMENTS (header_names), FALSE };
static SipNames method_table = { method_names, G_N_ELEMENTS (method_names), TRUE };
static SipNames param_table = { param_names, G_N_ELEMENTS (param_names), FALSE };
static SipNames uri_param_table = { uri_param_names, G_N_ELEMENTS (uri_param_names),
                                    FALSE };
static SipNames option_tag_table = { option_tag_names, G_N_ELEMENTS (option_tag_names),
                                     FALSE };
static SipNames sdp_attribute_table = { sdp_attribute_names,
                                        G_N_ELEMENTS (sdp_attribute_names), TRUE };

static inline gsize
length (const char *name, gssize len)
{
  return len < 0 ? strlen (name) : (gsize)len;
}

static guint16
compact_lookup (guint8 letter)
{
  static guint16 rows[26];
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        rows[i] = SIP_HEADER_UNKNOWN;
      for (guint i = 0; i < SIP_N_HEADERS; i++)
        if (headers[i].compact != 0)
          rows[headers[i].compact - 'a'] = i;
      g_once_init_leave (&ready, 1);
    }
  letter = sip_lower (letter);
  return letter >= 'a' && letter <= 'z' ? rows[letter - 'a'] : SIP_HEADER_UNKNOWN;
}

const SipHeader *
sip_header_get (guint16 header)
{
  return header < SIP_N_HEADERS ? &headers[header] : NULL;
}

SipCategory
sip_header_get_category (guint16 header)
{
  return header < SIP_N_HEADERS ? headers[header].category : SIP_CATEGORY_UNKNOWN;
}

guint16
sip_header_lookup (const char *name, gssize len)
{
  gsize n = length (name, len);

  if (n == 1)
    return compact_lookup (name[0]);
  return sip_names_lookup (&header_table, name, n);
}

const SipMethod *
sip_method_get (guint16 method)
{
  return method < SIP_N_METHODS ? &methods[method] : NULL;
}

guint16
sip_method_lookup (const char *name, gssize len)
{
  return sip_names_lookup (&method_table, name, length (name, len));
}

const SipStatus *
sip_status_lookup (guint code)
{
  guint low = 0, high = G_N_ELEMENTS (statuses);

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (statuses[middle].code == code)
        return &statuses[middle];
      if (statuses[middle].code < code)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

/* An unknown code is treated as the x00 of its class (§8.1.3.2); there is no 1xx but 183
 * to fall back on there, which says no more than "Session Progress". */
const char *
sip_status_get_phrase (guint code)
{
  const SipStatus *status = sip_status_lookup (code);

  if (status == NULL && code >= 100 && code < 200)
    status = sip_status_lookup (183);
  if (status == NULL)
    status = sip_status_lookup (code / 100 * 100);
  return status != NULL ? status->phrase : "";
}

const SipDiagnosticRow *
sip_diagnostic_get_row (guint16 code)
{
  return code < SIP_N_DIAGNOSTICS ? &diagnostics[code] : NULL;
}

const char *
sip_param_get_name (guint16 param)
{
  return param < G_N_ELEMENTS (param_names) ? param_names[param] : NULL;
}

/* A feature of RFC 3840 §9 or RFC 6809 §4 may have any name behind its "+". */
guint16
sip_param_lookup (const char *name, gssize len)
{
  gsize n = length (name, len);

  if (n > 1 && name[0] == '+')
    return SIP_PARAM_FCAP_NAME;
  return sip_names_lookup (&param_table, name, n);
}

/* Asked of every parameter of a message: a bit a row of params.def. */
gboolean
sip_header_has_param (guint16 header, guint16 param)
{
  static guint64 sets[SIP_N_HEADERS][(SIP_N_PARAMS + 63) / 64];
  static gsize ready = 0;

  g_return_val_if_fail (header < SIP_N_HEADERS && param < SIP_N_PARAMS, FALSE);
  if (g_once_init_enter (&ready))
    {
      for (guint i = 0; i < G_N_ELEMENTS (header_params); i++)
        sets[header_params[i].header][header_params[i].param / 64] |=
            G_GUINT64_CONSTANT (1) << header_params[i].param % 64;
      g_once_init_leave (&ready, 1);
    }
  return param == SIP_PARAM_FCAP_NAME
         || (sets[header][param / 64] & (G_GUINT64_CONSTANT (1) << param % 64)) != 0;
}

guint16
sip_param_get_home (guint16 param)
{
  static const guint16 common[] = { SIP_HEADER_CONTACT, SIP_HEADER_FROM, SIP_HEADER_VIA };

  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    if (sip_header_has_param (common[i], param))
      return common[i];
  for (guint i = 0; i < G_N_ELEMENTS (header_params); i++)
    if (header_params[i].param == param)
      return header_params[i].header;
  return SIP_HEADER_UNKNOWN;
}

const char *
sip_uri_param_get_name (guint16 param)
{
  return param < G_N_ELEMENTS (uri_param_names) ? uri_param_names[param] : NULL;
}

/* param1, param2 … of an announcement (RFC 4240 §3) */
static gboolean
is_param_n (const char *name, gsize len)
{
  return len == 6 && g_ascii_strncasecmp (name, "param", 5) == 0
         && g_ascii_isdigit (name[5]);
}

guint16
sip_uri_param_lookup (const char *name, gssize len)
{
  gsize n = length (name, len);

  if (is_param_n (name, n))
    return SIP_URI_PARAM_PARAM_N;
  return sip_names_lookup (&uri_param_table, name, n);
}

const char *
sip_option_tag_get_name (guint16 tag)
{
  return tag < G_N_ELEMENTS (option_tag_names) ? option_tag_names[tag] : NULL;
}

guint16
sip_option_tag_lookup (const char *name, gssize len)
{
  return sip_names_lookup (&option_tag_table, name, length (name, len));
}

const char *
sip_sdp_attribute_get_name (guint16 attribute)
{
  return attribute < G_N_ELEMENTS (sdp_attribute_names) ? sdp_attribute_names[attribute]
                                                        : NULL;
}

gboolean
sip_sdp_attribute_has_value (guint16 attribute)
{
  g_return_val_if_fail (attribute < G_N_ELEMENTS (sdp_attributes), FALSE);
  return sdp_attributes[attribute].form == VALUE;
}

gboolean
sip_sdp_attribute_may_stand (guint16 attribute, gboolean in_media)
{
  g_return_val_if_fail (attribute < G_N_ELEMENTS (sdp_attributes), FALSE);
  return (sdp_attributes[attribute].level & (in_media ? MEDIA : SESSION)) != 0;
}

guint16
sip_sdp_attribute_lookup (const char *name, gssize len)
{
  return sip_names_lookup (&sdp_attribute_table, name, length (name, len));
}

const char *
sip_sdp_field_get_name (guint16 field)
{
  return field < SIP_N_SDP_FIELDS ? sdp_field_names[field] : NULL;
}

gboolean
sip_sdp_line_is_known (guint16 type)
{
  return type != 0 && type < 128 && strchr ("vosiuepcbtrzkam", type) != NULL;
}

gboolean
sip_warning_is_registered (guint code)
{
  switch (code)
    {
#define SIP_WARNING(code) case code:
#include "sip/warnings.def"
#undef SIP_WARNING
      return TRUE;
    default:
      return FALSE;
    }
}
