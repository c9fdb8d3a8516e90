/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a diagnostic's sentence is told.
 */
#include "sip/facts.h"

#include <string.h>

#include "sip/text.h"

/* A sentence quotes a piece, not a page. */
#define LONGEST_QUOTE 120

static char *
dup_quote (GBytes *message, SipSpan span)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (message, &len);
  gboolean cut = span.len > LONGEST_QUOTE;
  g_autofree char *text = NULL;

  g_return_val_if_fail (sip_span_end (span) <= len, g_strdup (""));
  while (span.len > 0 && strchr ("\r\n", data[sip_span_end (span) - 1]) != NULL)
    span.len--;
  if (cut)
    {
      span.len = LONGEST_QUOTE;
      while (span.len > 0 && (data[sip_span_end (span)] & 0xc0) == 0x80)
        span.len--;
    }
  text = sip_text_dup (data + span.at, span.len);
  return cut ? g_strconcat (text, "…", NULL) : g_steal_pointer (&text);
}

/* "@header" names the row of which table the number is. */
static char *
dup_row_topic (const char *name, gint64 number)
{
  static const struct
  {
    const char *name;
    SipKind kind;
  } tables[] = {
    { "@header", SIP_KIND_FIELD },
    { "@method", SIP_KIND_METHOD },
    { "@status", SIP_KIND_STATUS_CODE },
    { "@param", SIP_KIND_PARAM },
    { "@line", SIP_KIND_SDP_LINE },
    { "@field", SIP_KIND_SDP_FIELD },
    { "@attribute", SIP_KIND_SDP_ATTRIBUTE },
  };

  if (strcmp (name, "@class") == 0)
    return g_strdup_printf ("class:%uxx", (guint)(number / 100));
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (strcmp (name, tables[i].name) == 0)
      return sip_kind_dup_topic (tables[i].kind, number);
  return NULL;
}

static char *
dup_number (const char *name, gint64 number)
{
  if (*name == '@')
    return dup_row_topic (name, number);
  if (strcmp (name, "weekday") == 0)
    return g_strndup ("MonTueWedThuFriSatSun" + 3 * number, 3);
  if (strcmp (name, "byte") == 0)
    return g_strdup_printf ("0x%02X", (guint)number);
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

char **
sip_diagnostic_dup_args (const SipDiagnostic *diagnostic, GBytes *message)
{
  const SipDiagnosticRow *row = sip_diagnostic_get_row (diagnostic->code);
  g_autoptr (GStrvBuilder) args = g_strv_builder_new ();

  g_return_val_if_fail (row != NULL, g_new0 (char *, 1));
  for (guint i = 0; i < G_N_ELEMENTS (row->names); i++)
    {
      g_autofree char *value = NULL;

      if (row->names[i] == NULL)
        continue;
      if (i < 2)
        value = dup_quote (message, i == 0 ? diagnostic->span : diagnostic->other);
      else
        value = dup_number (row->names[i], diagnostic->number[i - 2]);
      g_strv_builder_add (args, row->names[i]);
      g_strv_builder_add (args, value != NULL ? value : "");
    }
  return g_strv_builder_end (args);
}
