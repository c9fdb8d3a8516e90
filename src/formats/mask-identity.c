/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/mask-identity.h"

#include "formats/mask-text.h"
#include "sip/chars.h"

#include <string.h>

static gboolean
is_label (char c)
{
  return g_ascii_isalnum (c) || c == '-';
}

/* --- hosts ------------------------------------------------------------------- */

static void
put_label (LorePseudonyms *pseudonyms, const char *text, gsize len, GString *out)
{
  for (gsize at = 0, n; at < len; at += n)
    {
      for (n = 0; at + n < len && lore_is_word (text[at + n]); n++)
        ;
      if (n > 0)
        lore_pseudonyms_put (pseudonyms,
                             lore_is_all (text + at, n, lore_is_digit)
                                 ? LORE_PSEUDONYM_NUMBER
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
      if (last && dots > 0 && lore_is_all (text + at, n, is_label)
          && !lore_is_all (text + at, n, lore_is_digit))
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
put_digits (LorePseudonyms *pseudonyms, const char *text, gsize len, GString *out)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  g_autoptr (GString) found = g_string_new (NULL);
  gsize n = 0;

  for (gsize i = 0; i < len; i++)
    if (g_ascii_isdigit (text[i]))
      g_string_append_c (digits, text[i]);
  lore_pseudonyms_put (pseudonyms, LORE_PSEUDONYM_NUMBER, digits->str, digits->len,
                       found);
  for (gsize i = 0; i < len; i++)
    g_string_append_c (out, g_ascii_isdigit (text[i]) ? found->str[n++] : text[i]);
  g_string_append (out, found->str + n);
}

void
lore_mask_number (LorePseudonyms *pseudonyms, const char *text, gsize len, GString *out)
{
  gsize n = 0;

  while (n < len
         && (sip_is (text[n], SIP_CHARS_PHONE) || text[n] == '+' || text[n] == ' '))
    n++;
  put_digits (pseudonyms, text, n, out);
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
