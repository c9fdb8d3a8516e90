/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The primitives that grammar is written with. A taker moves the cursor past what it
 * took, or fails and leaves cursor and result alone, so that rules read as a chain of
 * && and ||. None reads at or behind @end.
 */
#pragma once

#include <string.h>

#include "sip/chars.h"
#include "sip/span.h"

G_BEGIN_DECLS

typedef struct
{
  const guint8 *data; /* of the whole message */
  guint32 at;
  guint32 end;
} SipCursor;

static inline gboolean
sip_at_end (const SipCursor *cursor)
{
  return cursor->at >= cursor->end;
}

/* The next byte, -1 at the end. */
static inline int
sip_peek (const SipCursor *cursor)
{
  return cursor->at < cursor->end ? cursor->data[cursor->at] : -1;
}

/* Without the white space at both ends. */
static inline SipSpan
sip_span_trimmed (const guint8 *data, guint32 at, guint32 end)
{
  while (at < end && sip_is (data[at], SIP_CHARS_LWS))
    at++;
  while (end > at && sip_is (data[end - 1], SIP_CHARS_LWS))
    end--;
  return sip_span_between (at, end);
}

static inline gboolean
sip_take_char (SipCursor *cursor, guint8 c)
{
  if (sip_peek (cursor) != c)
    return FALSE;
  cursor->at++;
  return TRUE;
}

/* One or more characters of @chars. */
static inline gboolean
sip_take_run (SipCursor *cursor, guint chars, SipSpan *ret_span)
{
  const guint8 *begin = cursor->data + cursor->at, *end = cursor->data + cursor->end;
  const guint8 *here = begin;

  while (here < end && sip_is (*here, chars))
    here++;
  if (here == begin)
    return FALSE;
  *ret_span = (SipSpan){ cursor->at, here - begin };
  cursor->at += here - begin;
  return TRUE;
}

static inline gboolean
sip_take_token (SipCursor *cursor, SipSpan *ret_span)
{
  return sip_take_run (cursor, SIP_CHARS_TOKEN, ret_span);
}

/* SWS: white space or nothing, folding included (§25.1). Always TRUE. */
static inline gboolean
sip_take_sws (SipCursor *cursor)
{
  while (cursor->at < cursor->end && sip_is (cursor->data[cursor->at], SIP_CHARS_LWS))
    cursor->at++;
  return TRUE;
}

/* LWS: at least one white space. */
static inline gboolean
sip_take_lws (SipCursor *cursor)
{
  guint32 at = cursor->at;

  sip_take_sws (cursor);
  return cursor->at > at;
}

/* A separator with white space around it: SEMI, EQUAL, SLASH, COMMA, COLON. */
static inline gboolean
sip_take_separator (SipCursor *cursor, guint8 c)
{
  SipCursor ahead = *cursor;

  if (!(sip_take_sws (&ahead) && sip_take_char (&ahead, c) && sip_take_sws (&ahead)))
    return FALSE;
  *cursor = ahead;
  return TRUE;
}

/* "…" with its quotes; a backslash guards the next character. */
gboolean sip_take_quoted (SipCursor *cursor, SipSpan *ret_span);

/* (…), nested to any depth, with its brackets. */
gboolean sip_take_comment (SipCursor *cursor, SipSpan *ret_span);

/* A number of any length; @ret_value stops at G_MAXUINT64. */
gboolean sip_take_number (SipCursor *cursor, SipSpan *ret_span, guint64 *ret_value);

/* A host name, an IPv4 address or an IPv6 reference with its brackets (§25.1), by its
 * characters alone. */
gboolean sip_take_host (SipCursor *cursor, SipSpan *ret_span);

/* One or more characters up to white space or what may part parameters: a value that
 * broke its grammar, for which no better end is known. */
static inline gboolean
sip_take_other (SipCursor *cursor, SipSpan *ret_span)
{
  return sip_take_run (cursor, SIP_CHARS_OTHER, ret_span);
}

/* @word in any case, not followed by a token character. */
gboolean sip_take_word (SipCursor *cursor, const char *word, SipSpan *ret_span);

/* Everything up to @c, a comma or semicolon outside of quotes and angles, or else up to
 * the end; stops before it. What opens and never closes swallows the rest: so a list of a
 * million broken values is still read in one pass. */
void sip_skip_to (SipCursor *cursor, guint8 c);

/* Whether @len bytes are the same, whatever the case. */
gboolean sip_equal_nocase (const guint8 *data, const char *text, gsize len);

/* Whether the bytes of @span are @text, whatever the case. */
static inline gboolean
sip_span_equal_nocase (const guint8 *data, SipSpan span, const char *text)
{
  return span.len == strlen (text) && sip_equal_nocase (data + span.at, text, span.len);
}

/* Whether it is one of @n words, in any case. */
gboolean
sip_span_is_among (const guint8 *data, SipSpan span, const char *const *words, guint n);

G_END_DECLS
