/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/frame.h"

#include "sip/index.h"

#include <string.h>

gboolean
lore_line_get (const char *text, gsize len, gsize at, LoreLine *ret_line)
{
  const char *lf;

  if (at >= len)
    return FALSE;
  lf = memchr (text + at, '\n', len - at);
  ret_line->text = text + at;
  ret_line->at = at;
  ret_line->next = lf != NULL ? lf - text + 1 : len;
  ret_line->len = (lf != NULL ? (gsize)(lf - text) : len) - at;
  if (ret_line->len > 0 && ret_line->text[ret_line->len - 1] == '\r')
    ret_line->len--;
  return TRUE;
}

static gboolean
is_token_char (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("-.!%*_+`'~", c) != NULL);
}

/* Compared as all but nobody writes it before any other case. */
static gboolean
is_version (const char *at)
{
  return memcmp (at, "SIP/2.0", 7) == 0 || g_ascii_strncasecmp (at, "SIP/2.0", 7) == 0;
}

gboolean
lore_line_is_start (const char *line, gsize len)
{
  gsize method = 0;

  while (len > 0 && (line[len - 1] == ' ' || line[len - 1] == '\t'))
    len--;
  if (len >= 11 && line[7] == ' ' && is_version (line))
    return g_ascii_isdigit (line[8]) && g_ascii_isdigit (line[9])
           && g_ascii_isdigit (line[10]);

  /* The shortest is "A b SIP/2.0". */
  if (len < 11 || line[len - 8] != ' ' || !is_version (line + len - 7))
    return FALSE;
  while (method < len && is_token_char (line[method]))
    method++;
  return method > 0 && line[method] == ' ' && method + 1 < len - 8;
}

gboolean
lore_line_is_blank (const char *line, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r')
      return FALSE;
  return TRUE;
}

/* --- where a message ends ---------------------------------------------------------- */

typedef struct
{
  const char *text;
  gsize len;
  LoreBoundaryFunc is_boundary;
  gpointer user_data;
} Framer;

static gboolean
at_boundary (const Framer *framer, const LoreLine *line)
{
  return lore_line_is_start (line->text, line->len)
         || framer->is_boundary (line, framer->user_data);
}

/* Whether a message may end at @end: a boundary or nothing follows, blank lines aside. */
static gboolean
may_end_at (const Framer *framer, gsize end)
{
  LoreLine line;
  gsize at = end;

  if (end > framer->len)
    return FALSE;
  while (lore_line_get (framer->text, framer->len, at, &line))
    {
      /* A length that ends amid a line, save right before its line end, is wrong. */
      if (!lore_line_is_blank (line.text, line.len))
        return (end == 0 || framer->text[at - 1] == '\n') && at_boundary (framer, &line);
      at = line.next;
    }
  return TRUE;
}

/* Walks the header; returns where the body begins. */
static gsize
walk_header (const Framer *framer, gsize at, LoreFrameFlags *ret_flags)
{
  LoreFrameFlags flags = LORE_FRAME_BARE_LF;
  LoreLine line;
  gboolean first = TRUE;

  while (lore_line_get (framer->text, framer->len, at, &line))
    {
      if (!first && at_boundary (framer, &line))
        break;
      if (!first && line.len == 3 && memcmp (line.text, "v=0", 3) == 0)
        {
          *ret_flags = flags | LORE_FRAME_NO_EMPTY_LINE | LORE_FRAME_SDP_UNSEPARATED;
          return at;
        }
      if (line.next > line.at + line.len + 1)
        flags &= ~LORE_FRAME_BARE_LF;
      at = line.next;
      if (line.len == 0)
        {
          *ret_flags = flags;
          return at;
        }
      first = FALSE;
    }
  *ret_flags = flags | LORE_FRAME_NO_EMPTY_LINE;
  return at;
}

/* @octets of body counted with each LF that has no CR before it as two. */
static gsize
count_with_cr (const Framer *framer, gsize at, gint64 octets)
{
  while (octets > 0 && at < framer->len)
    {
      if (framer->text[at] == '\n' && (at == 0 || framer->text[at - 1] != '\r'))
        octets--;
      octets--;
      at++;
    }
  return octets == 0 ? at : G_MAXSIZE;
}

/* A multipart whose end is not found within this is not waited for. */
#define MULTIPART_MAX (1024 * 1024)

static gboolean
type_is (const Framer *framer, gsize at, const SipIndex *index, const char *type)
{
  return index->content_type.len >= strlen (type)
         && g_ascii_strncasecmp (framer->text + at + index->content_type.at, type,
                                 strlen (type))
                == 0;
}

/* Where start lines begin to count as boundaries again: behind what a body of this type
 * may hold (RFC 3420 sipfrag, message/sip, RFC 2046 multipart, markup). */
static gsize
skip_embedded (const Framer *framer, gsize at, gsize body, const SipIndex *index)
{
  const char *text = framer->text + body;
  gsize left = framer->len - body;
  LoreLine line;

  if (type_is (framer, at, index, "message/"))
    return lore_line_get (framer->text, framer->len, body, &line) ? line.next : body;
  if (type_is (framer, at, index, "multipart/"))
    {
      g_autofree char *close = NULL;
      const char *found;

      if (!lore_line_get (framer->text, framer->len, body, &line) || line.len < 3
          || memcmp (line.text, "--", 2) != 0)
        return body;
      close = g_strdup_printf ("\n%.*s--", (int)MIN (line.len, 100), line.text);
      found = memmem (text, MIN (left, MULTIPART_MAX), close, strlen (close));
      return found != NULL ? (gsize)(found + strlen (close) - framer->text) : body;
    }
  return body;
}

/* The next boundary, and back over the blank lines before it. */
static gsize
find_end (const Framer *framer, gsize at, gsize body, const SipIndex *index)
{
  gsize from = skip_embedded (framer, at, body, index);
  gsize end = body;
  gsize next = body;
  LoreLine line;

  while (lore_line_get (framer->text, framer->len, next, &line))
    {
      if (line.at >= from && at_boundary (framer, &line))
        break;
      next = line.next;
      if (!lore_line_is_blank (line.text, line.len))
        end = next;
    }
  return end;
}

static gboolean
find_trusted_end (const Framer *framer, gsize at, gsize body, gssize declared,
                  gint64 length, gsize *ret_end)
{
  const gsize candidates[] = {
    declared > 0 ? at + declared : G_MAXSIZE,
    length >= 0 && length <= G_MAXINT32 ? body + length : G_MAXSIZE,
    length >= 0 && length <= G_MAXINT32 ? count_with_cr (framer, body, length)
                                        : G_MAXSIZE,
    declared > 0 ? count_with_cr (framer, at, declared) : G_MAXSIZE,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (candidates[i] >= body && may_end_at (framer, candidates[i]))
      {
        *ret_end = candidates[i];
        return TRUE;
      }
  return FALSE;
}

/* Content-Length counted in the way the header's lines end. */
static gboolean
find_line_end (const Framer *framer, LoreFrame *frame, gint64 length)
{
  gsize end = G_MAXSIZE;

  if (length >= 0 && length <= G_MAXINT32)
    end = (frame->flags & LORE_FRAME_BARE_LF) != 0
              ? count_with_cr (framer, frame->body, length)
              : frame->body + length;
  if (end >= framer->len
      || (framer->text[end - 1] != '\n' && framer->text[end] != '\n'
          && framer->text[end] != '\r'))
    return FALSE;
  frame->end = end;
  return TRUE;
}

void
lore_text_frame (const char *text, gsize len, gsize at, gssize declared, gboolean chatty,
                 LoreBoundaryFunc is_boundary, gpointer user_data, LoreFrame *ret_frame)
{
  Framer framer = { text, len, is_boundary, user_data };
  LoreFrame frame = { .at = at };
  SipIndex index;
  gint64 length;

  frame.body = walk_header (&framer, at, &frame.flags);
  sip_index ((const guint8 *)text + at, frame.body - at, &index);
  length = index.content_length;
  if ((frame.flags & LORE_FRAME_NO_EMPTY_LINE) != 0
      && (frame.flags & LORE_FRAME_SDP_UNSEPARATED) == 0)
    {
      frame.end = frame.body;
      if (length > 0)
        frame.flags |= LORE_FRAME_CUT;
    }
  else if (!find_trusted_end (&framer, at, frame.body, declared, length, &frame.end)
           && !(chatty && find_line_end (&framer, &frame, length)))
    {
      frame.end = find_end (&framer, at, frame.body, &index);
      if (length >= 0)
        frame.flags |=
            frame.end - frame.body < (gsize)length ? LORE_FRAME_CUT : LORE_FRAME_SURPLUS;
    }
  *ret_frame = frame;
}

/* --- mending ----------------------------------------------------------------------- */

static void
append_with_cr (GString *string, const char *text, gsize len)
{
  for (gsize i = 0; i < len; i++)
    {
      if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r'))
        g_string_append_c (string, '\r');
      g_string_append_c (string, text[i]);
    }
}

char *
lore_frame_dup_mended (const char *text, const LoreFrame *frame, LoreFrameFlags mend,
                       gsize *ret_len)
{
  GString *mended = g_string_sized_new (frame->end - frame->at + 64);
  gboolean cr = (mend & LORE_FRAME_BARE_LF) != 0;
  const char *parts[] = { text + frame->at, text + frame->body };
  const gsize lengths[] = { frame->body - frame->at, frame->end - frame->body };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (i == 1 && (mend & LORE_FRAME_NO_EMPTY_LINE) != 0)
        {
          if (mended->len > 0 && mended->str[mended->len - 1] != '\n')
            g_string_append (
                mended, cr || (frame->flags & LORE_FRAME_BARE_LF) == 0 ? "\r\n" : "\n");
          g_string_append (mended, cr || (frame->flags & LORE_FRAME_BARE_LF) == 0 ? "\r\n"
                                                                                  : "\n");
        }
      if (cr)
        append_with_cr (mended, parts[i], lengths[i]);
      else
        g_string_append_len (mended, parts[i], lengths[i]);
    }
  *ret_len = mended->len;
  return g_string_free (mended, FALSE);
}
