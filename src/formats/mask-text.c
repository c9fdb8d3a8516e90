/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/mask-text.h"

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
is_word (char c)
{
  return g_ascii_isalnum (c) || (guint8)c >= 0x80;
}

static gboolean
is_host (char c)
{
  return g_ascii_isalnum (c) || c == '.' || c == '-' || c == '_';
}

static gboolean
is_label (char c)
{
  return g_ascii_isalnum (c) || c == '-';
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

static gboolean
is_digit (char c)
{
  return g_ascii_isdigit (c);
}

static gboolean
is_all (const char *text, gsize len, gboolean (*is) (char c))
{
  for (gsize i = 0; i < len; i++)
    if (!is (text[i]))
      return FALSE;
  return len > 0;
}

/* --- hosts ------------------------------------------------------------------- */

static void
put_label (LorePseudonyms *pseudonyms, const char *text, gsize len, GString *out)
{
  for (gsize at = 0, n; at < len; at += n)
    {
      for (n = 0; at + n < len && is_word (text[at + n]); n++)
        ;
      if (n > 0)
        lore_pseudonyms_put (pseudonyms,
                             is_all (text + at, n, is_digit) ? LORE_PSEUDONYM_NUMBER
                                                             : LORE_PSEUDONYM_WORD,
                             text + at, n, out);
      else
        g_string_append_c (out, text[at + n++]);
    }
}

static void
put_name (LorePseudonyms *pseudonyms, const char *text, gsize len, GString *out)
{
  g_autofree char *lower = g_ascii_strdown (text, len);
  gsize dots = 0;

  if (memchr (text, '.', len) != NULL)
    lore_pseudonyms_note_host (pseudonyms, lower);
  for (gsize at = 0, n; at < len; at += n + 1)
    {
      const char *dot = memchr (text + at, '.', len - at);
      gboolean last = dot == NULL || dot == text + len - 1;

      n = dot != NULL ? (gsize)(dot - text) - at : len - at;
      if (last && dots > 0 && is_all (text + at, n, is_label)
          && !is_all (text + at, n, is_digit))
        lore_pseudonyms_put (pseudonyms, LORE_PSEUDONYM_TOP, text + at, n, out);
      else
        put_label (pseudonyms, text + at, n, out);
      if (dot != NULL)
        g_string_append_c (out, '.');
      dots++;
    }
}

void
lore_mask_host (LorePseudonyms *pseudonyms, const char *text, gsize len, GString *out)
{
  const char *close = memchr (text, ']', len);
  gsize n;

  if (lore_pseudonyms_put_address (pseudonyms, text, len, out))
    return;
  if (len > 0 && text[0] == '[' && close != NULL)
    {
      n = close - text - 1;
      g_string_append_c (out, '[');
      if (!lore_pseudonyms_put_address (pseudonyms, text + 1, n, out))
        put_label (pseudonyms, text + 1, n, out);
      g_string_append_len (out, close, len - n - 1);
      return;
    }
  for (n = 0; n < len && text[n] != ':' && text[n] != '/'; n++)
    ;
  /* "2001:db8::1/127" */
  if (n < len && text[n] == ':' && memchr (text, '/', len) != NULL
      && lore_pseudonyms_put_address (pseudonyms, text,
                                      (const char *)memchr (text, '/', len) - text, out))
    n = (const char *)memchr (text, '/', len) - text;
  else if (!lore_pseudonyms_put_address (pseudonyms, text, n, out))
    put_name (pseudonyms, text, n, out);
  g_string_append_len (out, text + n, len - n);
}

/* --- numbers, users, keys ---------------------------------------------------- */

static gboolean
is_phone (const char *text, gsize len)
{
  gsize n_digits = 0;

  for (gsize i = 0; i < len; i++)
    if (!sip_is (text[i], SIP_CHARS_PHONE) && !(text[i] == '+' && i == 0))
      return FALSE;
    else
      n_digits += g_ascii_isdigit (text[i]);
  return n_digits > 0;
}

/* The digits that take the places of digits; more of them stand at the end. */
static void
put_digits (const Mask *mask, gsize at, gsize len)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  g_autoptr (GString) found = g_string_new (NULL);
  gsize n = 0;

  for (gsize i = at; i < at + len; i++)
    if (g_ascii_isdigit (mask->text[i]))
      g_string_append_c (digits, mask->text[i]);
  lore_pseudonyms_put (mask->pseudonyms, LORE_PSEUDONYM_NUMBER, digits->str, digits->len,
                       found);
  for (gsize i = at; i < at + len; i++)
    g_string_append_c (mask->out,
                       g_ascii_isdigit (mask->text[i]) ? found->str[n++] : mask->text[i]);
  g_string_append (mask->out, found->str + n);
}

void
lore_mask_number (LorePseudonyms *pseudonyms, const char *text, gsize len, GString *out)
{
  const Mask mask = { pseudonyms, 0, text, len, out };
  gsize n = 0;

  while (n < len
         && (sip_is (text[n], SIP_CHARS_PHONE) || text[n] == '+' || text[n] == ' '))
    n++;
  put_digits (&mask, 0, n);
  lore_mask_text (pseudonyms, LORE_MASK_PLACES | LORE_MASK_NUMBERS | LORE_MASK_WORDS,
                  text + n, len - n, out);
}

static char *
dup_unescaped (const char *text, gsize len)
{
  GString *plain = g_string_new (NULL);

  for (gsize i = 0; i < len; i++)
    if (text[i] == '%' && i + 2 < len && g_ascii_isxdigit (text[i + 1])
        && g_ascii_isxdigit (text[i + 2])
        && (g_ascii_xdigit_value (text[i + 1]) | g_ascii_xdigit_value (text[i + 2])) != 0)
      {
        g_string_append_c (plain, g_ascii_xdigit_value (text[i + 1]) << 4
                                      | g_ascii_xdigit_value (text[i + 2]));
        i += 2;
      }
    else
      g_string_append_c (plain, text[i]);
  return g_string_free (plain, FALSE);
}

static void
put_escaped (GString *out, const GString *plain, guint chars)
{
  for (gsize i = 0; i < plain->len; i++)
    if (plain->str[i] != '%' && sip_is (plain->str[i], chars))
      g_string_append_c (out, plain->str[i]);
    else
      g_string_append_printf (out, "%%%02X", (guint8)plain->str[i]);
}

void
lore_mask_user (LorePseudonyms *pseudonyms, const char *text, gsize len, GString *out)
{
  const char *end = memchr (text, ';', len);
  gsize n = end != NULL ? (gsize)(end - text) : len;
  g_autofree char *plain = NULL;
  g_autoptr (GString) masked = g_string_new (NULL);

  if (is_phone (text, n))
    lore_mask_number (pseudonyms, text, n, out);
  else if (memchr (text, '%', n) == NULL)
    lore_mask_text (pseudonyms, LORE_MASK_PLACES | LORE_MASK_NAMES, text, n, out);
  else
    {
      plain = dup_unescaped (text, n);
      lore_mask_text (pseudonyms, LORE_MASK_PLACES | LORE_MASK_NAMES, plain,
                      strlen (plain), masked);
      if (g_str_equal (plain, masked->str))
        g_string_append_len (out, text, n);
      else
        put_escaped (out, masked, SIP_CHARS_USER);
    }
  lore_mask_text (pseudonyms, LORE_MASK_PLACES, text + n, len - n, out);
}

void
lore_mask_call_id (LorePseudonyms *pseudonyms, const char *text, gsize len, GString *out)
{
  const char *at = memrchr (text, '@', len);
  gsize n = at != NULL ? (gsize)(at - text) : len;

  lore_pseudonyms_put (pseudonyms, LORE_PSEUDONYM_KEY, text, n, out);
  if (at == NULL)
    return;
  g_string_append_c (out, '@');
  lore_mask_host (pseudonyms, at + 1, len - n - 1, out);
}

void
lore_mask_uri_header (LorePseudonyms *pseudonyms, const char *name, gsize name_len,
                      const char *text, gsize len, GString *out)
{
  g_autofree char *plain = dup_unescaped (text, len);
  g_autoptr (GString) masked = g_string_new (NULL);
  gsize n = 0;

  if (name_len == strlen ("Replaces") && g_ascii_strncasecmp (name, "Replaces", 8) == 0)
    {
      n = strcspn (plain, ";");
      lore_mask_call_id (pseudonyms, plain, n, masked);
    }
  lore_mask_text (pseudonyms, LORE_MASK_PLACES | LORE_MASK_WORDS, plain + n,
                  strlen (plain) - n, masked);
  if (g_str_equal (plain, masked->str))
    g_string_append_len (out, text, len);
  else
    put_escaped (out, masked, SIP_CHARS_URI_HEADER);
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
      && (end == mask->len || !is_word (mask->text[end]))
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
  put_digits (mask, at, len + 1);
  return len + 1;
}

static gsize
take_word (const Mask *mask, gsize at)
{
  gsize len = measure (mask, at, is_word);
  const char *text = mask->text + at;
  gboolean number = is_all (text, len, is_digit);
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
  if (is_word (before))
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
