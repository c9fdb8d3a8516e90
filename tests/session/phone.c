/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phone.h"

#include <string.h>

static void
on_received (LoreWire *wire, GBytes *datagram, const char *source, gpointer user_data)
{
  Phone *phone = user_data;
  gsize len;
  const char *data = g_bytes_get_data (datagram, &len);

  g_ptr_array_add (phone->inbox, g_strndup (data, len));
}

static const LoreWireSink sink = { .received = on_received };

void
phone_setup (Phone *phone, gconstpointer data)
{
  fixture_setup (&phone->fixture, data);
  phone->inbox = g_ptr_array_new_with_free_func (g_free);
  phone->wire = lore_network_open (LORE_NETWORK (phone->fixture.memory), NULL, 6000,
                                   &sink, phone, NULL);
  g_assert_nonnull (phone->wire);
}

void
phone_teardown (Phone *phone, gconstpointer data)
{
  g_assert_finalize_object (phone->wire);
  g_ptr_array_unref (phone->inbox);
  fixture_teardown (&phone->fixture, data);
}

void
phone_send (Phone *phone, const char *text, const char *destination)
{
  g_autoptr (GBytes) message = lore_template_fill (text, NULL, TRUE, NULL);
  g_autoptr (GError) error = NULL;

  lore_wire_send (phone->wire, message, destination, &error);
  g_assert_no_error (error);
  fixture_advance (&phone->fixture, 0);
}

char *
phone_take_statuses (Phone *phone)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < phone->inbox->len; i++)
    {
      const char *message = phone->inbox->pdata[i];
      gboolean response = g_str_has_prefix (message, "SIP/2.0 ");

      g_string_append_printf (out, "%s%.*s", out->len > 0 ? " " : "",
                              response ? 3 : (int)strcspn (message, " "),
                              response ? message + 8 : message);
    }
  g_ptr_array_set_size (phone->inbox, 0);
  return g_string_free (out, FALSE);
}

const char *
phone_peek_last (Phone *phone)
{
  return phone->inbox->len > 0 ? phone->inbox->pdata[phone->inbox->len - 1] : NULL;
}
