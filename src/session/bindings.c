/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/bindings.h"

#include "session/sips.h"
#include "sip/edit.h"

#include <string.h>

#define SECOND G_GINT64_CONSTANT (1000000)

typedef struct
{
  char *uri;
  char *q; /* or NULL */
  char *call_id;
  guint32 cseq;
  gint64 until_us; /* lab time */
} Binding;

struct _LoreBindings
{
  GHashTable *by_aor; /* canonical URI → GPtrArray of Binding */
};

static void
binding_free (gpointer data)
{
  Binding *binding = data;

  g_free (binding->uri);
  g_free (binding->q);
  g_free (binding->call_id);
  g_free (binding);
}

static Binding *
binding_copy (const Binding *binding)
{
  Binding *copy = g_new0 (Binding, 1);

  copy->uri = g_strdup (binding->uri);
  copy->q = g_strdup (binding->q);
  copy->call_id = g_strdup (binding->call_id);
  copy->cseq = binding->cseq;
  copy->until_us = binding->until_us;
  return copy;
}

LoreBindings *
lore_bindings_new (void)
{
  LoreBindings *bindings = g_new0 (LoreBindings, 1);

  bindings->by_aor = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify)g_ptr_array_unref);
  return bindings;
}

void
lore_bindings_free (LoreBindings *bindings)
{
  g_hash_table_unref (bindings->by_aor);
  g_free (bindings);
}

void
lore_bindings_clear (LoreBindings *bindings)
{
  g_hash_table_remove_all (bindings->by_aor);
}

/* Scheme and host in lower case, the user as it is (§19.1.4). */
static char *
dup_canonical (const char *uri)
{
  const char *at = strchr (uri, '@');
  const char *colon = strchr (uri, ':');
  gsize scheme = colon != NULL ? colon - uri + 1 : 0;
  gsize host = at != NULL ? (gsize)(at - uri) + 1 : scheme;
  g_autofree char *first = g_ascii_strdown (uri, scheme);
  g_autofree char *last = g_ascii_strdown (uri + host, -1);

  return g_strdup_printf ("%s%.*s%s", first, (int)(host - scheme), uri + scheme, last);
}

/* Step 5: an address-of-record has no parameters and no escapes; sips:bob@biloxi.example
 * is the same one as with sip: (RFC 5630 §5.2). */
static char *
dup_aor (const char *uri)
{
  g_autofree char *bare = g_strndup (uri, strcspn (uri, ";?"));
  g_autofree char *unescaped = g_uri_unescape_string (bare, "/");

  char *aor = dup_canonical (unescaped != NULL ? unescaped : bare);

  if (lore_sips_is_uri (aor))
    memmove (aor + strlen ("sip"), aor + strlen ("sips"),
             strlen (aor + strlen ("sips")) + 1);
  return aor;
}

static Binding *
find (GPtrArray *bindings, const char *uri)
{
  g_autofree char *wanted = dup_canonical (uri);

  for (guint i = 0; i < bindings->len; i++)
    {
      Binding *binding = bindings->pdata[i];
      g_autofree char *candidate = dup_canonical (binding->uri);

      if (g_str_equal (candidate, wanted))
        return binding;
    }
  return NULL;
}

/* What stands for @aor now, as a copy to work on. */
static GPtrArray *
copy_current (LoreBindings *self, const char *aor, gint64 now_us)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (binding_free);
  GPtrArray *current = g_hash_table_lookup (self->by_aor, aor);

  for (guint i = 0; current != NULL && i < current->len; i++)
    if (((Binding *)current->pdata[i])->until_us > now_us)
      g_ptr_array_add (copy, binding_copy (current->pdata[i]));
  return copy;
}

/* A malformed time counts as an hour (§20.10, §20.19). */
static guint
parse_expires (const char *text)
{
  guint64 seconds;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &seconds, NULL))
    return LORE_EXPIRES_DEFAULT;
  return MIN (seconds, LORE_EXPIRES_LONGEST);
}

static guint
requested_expires (const LoreRegistration *registration, const char *contact)
{
  g_autofree char *param = sip_value_dup_param (contact, "expires");

  if (param != NULL)
    return parse_expires (param);
  return registration->expires != NULL ? parse_expires (registration->expires)
                                       : LORE_EXPIRES_DEFAULT;
}

/* An older REGISTER of the same client that arrives late must not win. */
static gboolean
is_old (const Binding *binding, const LoreRegistration *registration)
{
  return g_str_equal (binding->call_id, registration->call_id)
         && registration->cseq <= binding->cseq;
}

static guint
apply_star (GPtrArray *bindings, const LoreRegistration *registration)
{
  if (registration->contacts[1] != NULL || registration->expires == NULL
      || parse_expires (registration->expires) != 0)
    return 400;
  for (guint i = 0; i < bindings->len; i++)
    if (is_old (bindings->pdata[i], registration))
      return 500;
  g_ptr_array_set_size (bindings, 0);
  return 200;
}

static guint
apply_contact (GPtrArray *bindings, const LoreRegistration *registration,
               const char *contact)
{
  guint expires = requested_expires (registration, contact);
  g_autofree char *uri = sip_value_dup_uri (contact);
  Binding *binding;

  if (uri == NULL)
    return 400;
  if (expires > 0 && expires < LORE_EXPIRES_SHORTEST)
    return 423;
  binding = find (bindings, uri);
  if (binding != NULL && is_old (binding, registration))
    return 500;
  if (binding != NULL)
    g_ptr_array_remove (bindings, binding);
  if (expires == 0)
    return 200;
  binding = g_new0 (Binding, 1);
  binding->uri = g_steal_pointer (&uri);
  binding->q = sip_value_dup_param (contact, "q");
  binding->call_id = g_strdup (registration->call_id);
  binding->cseq = registration->cseq;
  binding->until_us = registration->now_us + expires * SECOND;
  g_ptr_array_add (bindings, binding);
  return 200;
}

static gboolean
has_star (const char *const *contacts)
{
  for (gsize i = 0; contacts[i] != NULL; i++)
    if (g_str_equal (contacts[i], "*"))
      return TRUE;
  return FALSE;
}

guint
lore_bindings_apply (LoreBindings *self, const LoreRegistration *registration)
{
  g_autofree char *aor = dup_aor (registration->aor);
  g_autoptr (GPtrArray) bindings = copy_current (self, aor, registration->now_us);
  guint status = 200;

  if (has_star (registration->contacts))
    status = apply_star (bindings, registration);
  else
    for (gsize i = 0; status == 200 && registration->contacts[i] != NULL; i++)
      status = apply_contact (bindings, registration, registration->contacts[i]);
  if (status == 200)
    g_hash_table_replace (self->by_aor, g_steal_pointer (&aor),
                          g_steal_pointer (&bindings));
  return status;
}

char **
lore_bindings_dup_contacts (LoreBindings *self, const char *aor, gint64 now_us)
{
  g_autofree char *canonical = dup_aor (aor);
  g_autoptr (GPtrArray) bindings = copy_current (self, canonical, now_us);
  g_autoptr (GStrvBuilder) contacts = g_strv_builder_new ();

  for (guint i = 0; i < bindings->len; i++)
    {
      const Binding *binding = bindings->pdata[i];
      gint64 left = (binding->until_us - now_us + SECOND - 1) / SECOND;
      g_autofree char *value = g_strdup_printf (
          "<%s>%s%s;expires=%" G_GINT64_FORMAT, binding->uri,
          binding->q != NULL ? ";q=" : "", binding->q != NULL ? binding->q : "", left);

      g_strv_builder_add (contacts, value);
    }
  return g_strv_builder_end (contacts);
}

char **
lore_bindings_dup_contacts_at (LoreBindings *self, const char *uri, const char *domain,
                               gint64 now_us)
{
  g_auto (GStrv) contacts = lore_bindings_dup_contacts (self, uri, now_us);
  const char *at = strchr (uri, '@');
  g_autofree char *aor = NULL;

  if (contacts[0] != NULL || at == NULL || domain == NULL)
    return g_steal_pointer (&contacts);
  aor = g_strdup_printf ("%.*s@%s", (int)(at - uri), uri, domain);
  return lore_bindings_dup_contacts (self, aor, now_us);
}

/* --- looking at it ----------------------------------------------------------------- */

static void
location_free (gpointer data)
{
  LoreLocation *location = data;

  g_free (location->aor);
  g_free (location->uri);
  g_free (location->q);
  g_free (location);
}

static void
add_location (GPtrArray *locations, const char *aor, const Binding *binding)
{
  LoreLocation *location = g_new (LoreLocation, 1);

  location->aor = g_strdup (aor);
  location->uri = g_strdup (binding->uri);
  location->q = g_strdup (binding->q);
  location->until_us = binding->until_us;
  g_ptr_array_add (locations, location);
}

/* What was bound first stands first. */
GPtrArray *
lore_bindings_dup_locations (LoreBindings *self, gint64 now_us)
{
  GPtrArray *locations = g_ptr_array_new_with_free_func (location_free);
  g_autoptr (GList) aors = g_hash_table_get_keys (self->by_aor);

  aors = g_list_sort (aors, (GCompareFunc)strcmp);
  for (GList *aor = aors; aor != NULL; aor = aor->next)
    {
      GPtrArray *bindings = g_hash_table_lookup (self->by_aor, aor->data);

      for (guint i = 0; i < bindings->len; i++)
        {
          const Binding *binding = bindings->pdata[i];

          if (binding->until_us > now_us)
            add_location (locations, aor->data, binding);
        }
    }
  return locations;
}
