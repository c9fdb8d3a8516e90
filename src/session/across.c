/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/across.h"

#include "session/compose.h"
#include "sip/edit.h"

#define LARGEST_BODY (64 * 1024)

static const char *const methods[] = { "INVITE",  "ACK",     "BYE",       "CANCEL",
                                       "OPTIONS", "MESSAGE", "INFO",      "UPDATE",
                                       "REFER",   "NOTIFY",  "SUBSCRIBE", "PRACK",
                                       NULL };
/* What two ends agree on across it, as long as it hands on every word of it. */
static const char *const options[] = { "100rel", "timer", NULL };
const LoreAbilities lore_abilities_of_b2bua = { methods, LARGEST_BODY, options };

/* What is not its own to say goes across as it is. */
static const char *const request_fields[] = { "Subject",
                                              "Content-Type",
                                              "Content-Disposition",
                                              "Accept",
                                              "Refer-To",
                                              "Event",
                                              "Expires",
                                              "Reason",
                                              "Priority",
                                              "Subscription-State",
                                              "Session-Expires",
                                              "Min-SE",
                                              "Authorization",
                                              "Proxy-Authorization",
                                              NULL };
static const char *const response_fields[] = {
  "Retry-After", "Warning", "Reason",          "Accept",           "Expires",
  "RSeq",        "Min-SE",  "Session-Expires", "WWW-Authenticate", "Proxy-Authenticate",
  NULL
};
/* Lists of which it hands on what it knows itself. */
static const struct
{
  const char *field;
  const char *const *known;
} lists[] = { { "Allow", methods }, { "Supported", options }, { "Require", options } };

/* Takes @message. Each value gets a field of its own: challenges cannot share one (RFC
 * 3261 §7.3.1). */
static GBytes *
append_field (GBytes *message, GBytes *from, const char *field)
{
  g_auto (GStrv) values = sip_edit_dup_values (from, field);

  for (gsize i = 0; values[i] != NULL; i++)
    {
      g_autoptr (GBytes) shorter = g_steal_pointer (&message);

      message = i == 0 ? sip_edit_set (shorter, field, values[i])
                       : sip_edit_append (shorter, field, values[i]);
    }
  return message;
}

/* Takes @message. */
static GBytes *
append_known (GBytes *message, GBytes *from, const char *field, const char *const *known)
{
  g_auto (GStrv) values = sip_edit_dup_values (from, field);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GBytes) shorter = NULL;
  g_auto (GStrv) kept = NULL;
  g_autofree char *list = NULL;

  for (gsize i = 0; values[i] != NULL; i++)
    if (g_strv_contains (known, values[i]))
      g_strv_builder_add (builder, values[i]);
  kept = g_strv_builder_end (builder);
  if (kept[0] == NULL)
    return message;
  shorter = message;
  list = g_strjoinv (", ", kept);
  return sip_edit_set (shorter, field, list);
}

GBytes *
lore_across_copy (GBytes *message, GBytes *from)
{
  g_autoptr (GBytes) copy = g_bytes_ref (message);
  g_autoptr (GByteArray) whole = NULL;
  g_autoptr (GBytes) joined = NULL;
  SipIndex index;
  const guint8 *data = g_bytes_get_data (from, NULL);
  const char *const *fields;

  lore_message_index (from, &index);
  fields = index.start == SIP_START_RESPONSE ? response_fields : request_fields;
  for (gsize i = 0; fields[i] != NULL; i++)
    copy = append_field (g_steal_pointer (&copy), from, fields[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    copy = append_known (g_steal_pointer (&copy), from, lists[i].field, lists[i].known);
  if (index.body.len == 0)
    return g_steal_pointer (&copy);
  whole = g_byte_array_new ();
  g_byte_array_append (whole, g_bytes_get_data (copy, NULL), g_bytes_get_size (copy));
  g_byte_array_append (whole, data + index.body.at, index.body.len);
  joined = g_byte_array_free_to_bytes (g_steal_pointer (&whole));
  return sip_edit_fix_content_length (joined);
}
