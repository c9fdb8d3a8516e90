/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/pseudonyms.h"

#include "formats/invent.h"

#include <string.h>

/* So many tries are made at one length before the next longer is tried. */
#define TRIES 60

struct _LorePseudonyms
{
  /* Owned */
  GHashTable *originals[LORE_N_PSEUDONYMS]; /* original → pseudonym, NULL as yet */
  GHashTable *taken[LORE_N_PSEUDONYMS];     /* a set of the pseudonyms */
  GHashTable *hosts;                        /* a set */
  GHashTable *shuffled; /* IPv4 address → its own: each is met in every other field */
  GRand *rand;

  guint32 seed;
  gboolean started;
};

/* Words that name a part to play, or a protocol, and nobody. */
static const char *const open_words[] = {
  "anonymous", "invalid", "localhost", "unknown", "unavailable", "restricted",
  "example",   "test",    "local",     "arpa",    "onion",       "sip",
  "sips",      "tel",     "urn",       "http",    "https",       "ws",
  "wss",       "udp",     "tcp",       "tls",     "sctp",
};

LorePseudonyms *
lore_pseudonyms_new (guint32 seed)
{
  LorePseudonyms *pseudonyms = g_new0 (LorePseudonyms, 1);

  for (guint kind = 0; kind < LORE_N_PSEUDONYMS; kind++)
    {
      pseudonyms->originals[kind] =
          g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      pseudonyms->taken[kind] =
          g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    }
  pseudonyms->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pseudonyms->shuffled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  pseudonyms->rand = g_rand_new_with_seed (seed);
  pseudonyms->seed = seed;
  return pseudonyms;
}

void
lore_pseudonyms_free (LorePseudonyms *pseudonyms)
{
  if (pseudonyms == NULL)
    return;
  for (guint kind = 0; kind < LORE_N_PSEUDONYMS; kind++)
    {
      g_hash_table_unref (pseudonyms->originals[kind]);
      g_hash_table_unref (pseudonyms->taken[kind]);
    }
  g_hash_table_unref (pseudonyms->hosts);
  g_hash_table_unref (pseudonyms->shuffled);
  g_rand_free (pseudonyms->rand);
  g_free (pseudonyms);
}

void
lore_pseudonyms_start (LorePseudonyms *pseudonyms)
{
  pseudonyms->started = TRUE;
}

/* --- one kind ---------------------------------------------------------------- */

/* What counts as the same original: of words without their case. */
static char *
dup_key (LorePseudonymKind kind, const char *text, gsize len)
{
  return kind == LORE_PSEUDONYM_KEY ? g_strndup (text, len) : g_ascii_strdown (text, len);
}

static gboolean
is_open (LorePseudonymKind kind, const char *key)
{
  if (*key == '\0')
    return TRUE;
  if (kind != LORE_PSEUDONYM_WORD && kind != LORE_PSEUDONYM_TOP)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (open_words); i++)
    if (g_str_equal (open_words[i], key))
      return TRUE;
  return FALSE;
}

static char *
invent (LorePseudonyms *pseudonyms, LorePseudonymKind kind, const char *key, guint longer)
{
  switch (kind)
    {
    case LORE_PSEUDONYM_WORD:
      return lore_invent_word (key, longer, pseudonyms->rand);
    case LORE_PSEUDONYM_NUMBER:
      return lore_invent_number (key, longer, pseudonyms->rand);
    case LORE_PSEUDONYM_TOP:
      return lore_invent_top (key, longer, pseudonyms->rand);
    case LORE_PSEUDONYM_KEY:
      return lore_invent_key (key, longer, pseudonyms->rand);
    case LORE_PSEUDONYM_NETWORK:
      return lore_invent_network (key, longer, pseudonyms->rand);
    case LORE_PSEUDONYM_IPV6:
      return lore_invent_ipv6 (key, pseudonyms->seed, longer, pseudonyms->rand);
    case LORE_N_PSEUDONYMS:
      break;
    }
  g_assert_not_reached ();
}

static const char *
choose (LorePseudonyms *pseudonyms, LorePseudonymKind kind, const char *key)
{
  for (guint i = 0;; i++)
    {
      g_autofree char *found = invent (pseudonyms, kind, key, i / TRIES);
      g_autofree char *folded = dup_key (kind, found, strlen (found));

      if (g_hash_table_contains (pseudonyms->originals[kind], folded)
          || !g_hash_table_add (pseudonyms->taken[kind], g_steal_pointer (&folded)))
        continue;
      g_hash_table_insert (pseudonyms->originals[kind], g_strdup (key), found);
      return g_steal_pointer (&found);
    }
}

/* @found where @text has lower case letters, in capitals where it has capitals. */
static void
put_in_case (const char *found, const char *text, gsize len, GString *out)
{
  for (gsize i = 0; found[i] != '\0'; i++)
    g_string_append_c (out, i < len && g_ascii_isupper (text[i])
                                ? g_ascii_toupper (found[i])
                                : found[i]);
}

void
lore_pseudonyms_put (LorePseudonyms *pseudonyms, LorePseudonymKind kind, const char *text,
                     gsize len, GString *out)
{
  g_autofree char *key = dup_key (kind, text, len);
  const char *found;

  if (is_open (kind, key))
    {
      g_string_append_len (out, text, len);
      return;
    }
  if (!pseudonyms->started)
    {
      g_hash_table_insert (pseudonyms->originals[kind], g_steal_pointer (&key), NULL);
      g_string_append_len (out, text, len);
      return;
    }
  found = g_hash_table_lookup (pseudonyms->originals[kind], key);
  if (found == NULL)
    found = choose (pseudonyms, kind, key);
  put_in_case (found, text, len, out);
}

gboolean
lore_pseudonyms_has (LorePseudonyms *pseudonyms, LorePseudonymKind kind, const char *text,
                     gsize len)
{
  g_autofree char *key = dup_key (kind, text, len);

  return g_hash_table_contains (pseudonyms->originals[kind], key);
}

/* --- addresses --------------------------------------------------------------- */

/* The last octet keeps its number of digits; as others of the network may have it
 * already, each network counts on from its own beginning. */
static char *
shuffle (LorePseudonyms *pseudonyms, const char *text)
{
  const char *host = strrchr (text, '.') + 1;
  g_autoptr (GString) network = g_string_new (NULL);
  g_autofree char *shuffled = NULL;

  lore_pseudonyms_put (pseudonyms, LORE_PSEUDONYM_NETWORK, text, host - 1 - text,
                       network);
  shuffled = pseudonyms->started
                 ? lore_invent_octet (host, network->str, pseudonyms->seed)
                 : g_strdup (host);
  return g_strdup_printf ("%s.%s", network->str, shuffled);
}

static void
put_ipv4 (LorePseudonyms *pseudonyms, const char *text, GString *out)
{
  const char *known = g_hash_table_lookup (pseudonyms->shuffled, text);
  g_autofree char *made = known == NULL ? shuffle (pseudonyms, text) : NULL;

  g_string_append (out, known != NULL ? known : made);
  if (made != NULL && pseudonyms->started)
    g_hash_table_insert (pseudonyms->shuffled, g_strdup (text), g_steal_pointer (&made));
}

static gboolean
is_open_address (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  return g_inet_address_get_is_loopback (address)
         || g_inet_address_get_is_multicast (address)
         || g_inet_address_get_is_any (address)
         || (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4
             && (bytes[0] == 0 || bytes[0] >= 240));
}

gboolean
lore_pseudonyms_put_address (LorePseudonyms *pseudonyms, const char *text, gsize len,
                             GString *out)
{
  g_autofree char *copy = g_strndup (text, len);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (copy);
  g_autofree char *canonical = NULL;
  const guint8 *bytes;
  static const guint8 mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

  if (address == NULL)
    return FALSE;
  bytes = g_inet_address_to_bytes (address);
  if (!pseudonyms->started || is_open_address (address))
    g_string_append_len (out, text, len);
  if (is_open_address (address))
    return TRUE;

  canonical = g_inet_address_to_string (address);
  {
    g_autoptr (GString) found = g_string_new (NULL);

    if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
      put_ipv4 (pseudonyms, canonical, found);
    else if (memcmp (bytes, mapped, sizeof mapped) == 0)
      {
        g_string_append (found, "::ffff:");
        put_ipv4 (pseudonyms, strrchr (canonical, ':') + 1, found);
      }
    else
      lore_pseudonyms_put (pseudonyms, LORE_PSEUDONYM_IPV6, canonical, strlen (canonical),
                           found);
    if (pseudonyms->started)
      g_string_append (out, found->str);
  }
  return TRUE;
}

void
lore_pseudonyms_note_host (LorePseudonyms *pseudonyms, const char *host)
{
  if (!pseudonyms->started)
    g_hash_table_add (pseudonyms->hosts, g_strdup (host));
}

gboolean
lore_pseudonyms_has_host (LorePseudonyms *pseudonyms, const char *host)
{
  return g_hash_table_contains (pseudonyms->hosts, host);
}
