/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/mask-text.h"

#include "formats/mask-identity.h"
#include "sip/chars.h"

#include <string.h>

#define SHORTEST_WORD 3
#define SHORTEST_NUMBER 4
#define SHORTEST_KEY 8 /* without '@' */
#define UUID_LENGTH 36
#define LONGEST_RUN 255 /* of a domain name, RFC 1035 §2.3.4 */

/* What is being read, and where to. */
typedef struct
{
  LorePseudonyms *pseudonyms;
  LoreMaskFlags flags;
  const char *text;
  gsize len;
  GString *out;
} Mask;

static gboolean
is_host (char c)
{
  return g_ascii_isalnum (c) || c == '.' || c == '-' || c == '_';
}

static gboolean
is_user (char c)
{
  return is_host (c) || (c != '\0' && strchr ("~+%!*'&=$", c) != NULL);
}

/* The length of the run from @at on; bounded, as every run is measured more than once. */
static gsize
measure (const Mask *mask, gsize at, gboolean (*is) (char c))
{
  gsize end = at;

  while (end < mask->len && end - at < LONGEST_RUN && is (mask->text[end]))
    end++;
  return end - at;
}

/* --- takers: each adds what it took to the output and returns its length, or 0  */

static gboolean
is_key (char c)
{
  return c == '@' || sip_is (c, SIP_CHARS_WORD & ~SIP_CHARS_LWS);
}

/* A Call-ID that was met: X-Call-ID and its kind. */
static gsize
take_key (const Mask *mask, gsize at)
{
  gsize len = measure (mask, at, is_key);
  const char *text = mask->text + at;
  const char *sign;

  while (len > 0 && strchr ("<>()[]{},;:\"'?/\\", text[len - 1]) != NULL)
    len--;
  sign = memrchr (text, '@', len);
  if ((sign == NULL && len < SHORTEST_KEY)
      || !lore_pseudonyms_has (mask->pseudonyms, LORE_PSEUDONYM_KEY, text,
                               sign != NULL ? (gsize)(sign - text) : len))
    return 0;
  lore_mask_call_id (mask->pseudonyms, text, len, mask->out);
  return len;
}

static gboolean
is_ipv6 (char c)
{
  return g_ascii_isxdigit (c) || c == ':' || c == '.';
}

static gboolean
is_ipv4 (char c)
{
  return g_ascii_isdigit (c) || c == '.';
}

static gsize
take_address (const Mask *mask, gsize at)
{
  const char *text = mask->text + at;
  gsize len = measure (mask, at, is_ipv6);
  gsize end = at + len;

  if (len >= 2 && memchr (text, ':', len) != NULL
      && (end == mask->len || !lore_is_word (mask->text[end]))
      && lore_pseudonyms_put_address (mask->pseudonyms, text, len, mask->out))
    return len;
  len = measure (mask, at, is_ipv4);
  while (len > 0 && text[len - 1] == '.')
    len--;
  return len >= 7 && lore_pseudonyms_put_address (mask->pseudonyms, text, len, mask->out)
             ? len
             : 0;
}

/* What may be a host: a name, or an address in brackets. */
static gsize
measure_host (const Mask *mask, gsize at)
{
  const char *close;
  gsize len;

  if (at < mask->len && mask->text[at] == '[')
    {
      close = memchr (mask->text + at, ']', mask->len - at);
      return close != NULL ? (gsize)(close - mask->text) + 1 - at : 0;
    }
  len = measure (mask, at, is_host);
  while (len > 0 && !g_ascii_isalnum (mask->text[at + len - 1]))
    len--;
  return len;
}

static gsize
take_user_at_host (const Mask *mask, gsize at)
{
  gsize user = measure (mask, at, is_user);
  gsize host;

  if (user == 0 || at + user >= mask->len || mask->text[at + user] != '@')
    return 0;
  host = measure_host (mask, at + user + 1);
  if (host == 0)
    return 0;
  lore_mask_user (mask->pseudonyms, mask->text + at, user, mask->out);
  g_string_append_c (mask->out, '@');
  lore_mask_host (mask->pseudonyms, mask->text + at + user + 1, host, mask->out);
  return user + 1 + host;
}

static gboolean
begins (const Mask *mask, gsize at, const char *prefix)
{
  gsize len = strlen (prefix);

  return mask->len - at >= len && g_ascii_strncasecmp (mask->text + at, prefix, len) == 0;
}

/* "sip:host", "https://host", "urn:uuid:…"; with a user it is left to the next taker. */
static gsize
take_uri (const Mask *mask, gsize at)
{
  static const char *const schemes[] = { "sip:",  "sips:",  "http://", "https://",
                                         "ws://", "wss://", "xmpp:",   "im:" };
  gsize prefix, host;

  if (begins (mask, at, "urn:uuid:") && mask->len - at >= 9 + UUID_LENGTH)
    {
      g_string_append_len (mask->out, mask->text + at, 9);
      lore_pseudonyms_put (mask->pseudonyms, LORE_PSEUDONYM_KEY, mask->text + at + 9,
                           UUID_LENGTH, mask->out);
      return 9 + UUID_LENGTH;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      if (!begins (mask, at, schemes[i]))
        continue;
      prefix = strlen (schemes[i]);
      host = measure_host (mask, at + prefix);
      g_string_append_len (mask->out, mask->text + at, prefix);
      if (host == 0
          || (at + prefix + host < mask->len
              && strchr ("@%!*'&=$+~;:", mask->text[at + prefix + host]) != NULL
              && memchr (mask->text + at + prefix, '@',
                         MIN (mask->len - at - prefix, 128))
                     != NULL))
        return prefix;
      lore_mask_host (mask->pseudonyms, mask->text + at + prefix, host, mask->out);
      return prefix + host;
    }
  return 0;
}

/* A host name that was met elsewhere, and any of RFC 6762. */
static gsize
take_host (const Mask *mask, gsize at)
{
  gsize len = measure_host (mask, at);
  g_autofree char *lower = NULL;

  if (len == 0 || memchr (mask->text + at, '.', len) == NULL)
    return 0;
  lower = g_ascii_strdown (mask->text + at, len);
  for (; strchr (lower, '.') != NULL; lower[--len] = '\0')
    {
      if (at + len < mask->len && g_ascii_isalnum (mask->text[at + len]))
        continue;
      if (!lore_pseudonyms_has_host (mask->pseudonyms, lower)
          && !g_str_has_suffix (lower, ".local"))
        continue;
      lore_mask_host (mask->pseudonyms, mask->text + at, len, mask->out);
      return len;
    }
  return 0;
}

/* "+4930123456" is nothing else. */
static gsize
take_e164 (const Mask *mask, gsize at)
{
  gsize len = 0;

  if (mask->text[at] != '+')
    return 0;
  while (at + 1 + len < mask->len && g_ascii_isdigit (mask->text[at + 1 + len]))
    len++;
  if (len < SHORTEST_NUMBER + 1)
    return 0;
  lore_mask_number (mask->pseudonyms, mask->text + at, len + 1, mask->out);
  return len + 1;
}

static gsize
take_word (const Mask *mask, gsize at)
{
  gsize len = measure (mask, at, lore_is_word);
  const char *text = mask->text + at;
  gboolean number = lore_is_all (text, len, lore_is_digit);
  LorePseudonymKind kind = number ? LORE_PSEUDONYM_NUMBER : LORE_PSEUDONYM_WORD;

  if (len == 0)
    return 0;
  if (!(mask->flags & LORE_MASK_NAMES)
      && (!(mask->flags & (number ? LORE_MASK_NUMBERS : LORE_MASK_WORDS))
          || len < (number ? SHORTEST_NUMBER : SHORTEST_WORD)
          || !lore_pseudonyms_has (mask->pseudonyms, kind, text, len)))
    return 0;
  lore_pseudonyms_put (mask->pseudonyms, kind, text, len, mask->out);
  return len;
}

/* --- any text ---------------------------------------------------------------- */

static gsize
take_identity (const Mask *mask, gsize at)
{
  char before = at > 0 ? mask->text[at - 1] : ' ';
  gsize len = 0;

  /* An address may stand right behind letters: z9hG4bK192.0.2.1 */
  if (!g_ascii_isdigit (before) && before != '.' && mask->flags & LORE_MASK_PLACES
      && (len = take_address (mask, at)) > 0)
    return len;
  if (lore_is_word (before))
    return 0;
  if (mask->flags & LORE_MASK_PLACES)
    (void)((len = take_key (mask, at)) > 0 || (len = take_uri (mask, at)) > 0
           || (len = take_user_at_host (mask, at)) > 0
           || (len = take_host (mask, at)) > 0);
  if (len == 0 && mask->flags & (LORE_MASK_NUMBERS | LORE_MASK_NAMES))
    len = take_e164 (mask, at);
  return len > 0 ? len : take_word (mask, at);
}

void
lore_mask_text (LorePseudonyms *pseudonyms, LoreMaskFlags flags, const char *text,
                gsize len, GString *out)
{
  const Mask mask = { pseudonyms, flags, text, len, out };

  for (gsize at = 0; at < len;)
    {
      gsize n = take_identity (&mask, at);

      if (n == 0)
        g_string_append_c (out, text[at++]);
      at += n;
    }
}
