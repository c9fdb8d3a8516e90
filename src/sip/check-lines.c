/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines and characters of the header, whatever it says (RFC 3261 §7, §25.1).
 */
#include "sip/check-private.h"

#include <string.h>

#include "sip/chars.h"

/* One report for all lines that end so: who writes one writes all. */
static void
report_line_ends (SipCheck *check, SipDiagnosticId code, SipSpan first, gint64 n)
{
  if (n > 0)
    sip_check_report_full (
        check, (SipDiagnostic){ .code = code, .span = first, .number = { n } });
}

/* The end of the datagram can stand for the empty line where the last field is whole and
 * Content-Length says that nothing follows; RFC 5118 §4.10 has such messages. */
static gboolean
is_header_whole (const SipCheck *check)
{
  guint32 end = sip_span_end (check->index.header);

  return check->index.content_length == 0 && end >= 2 && check->data[end - 2] == '\r'
         && check->data[end - 1] == '\n';
}

/* Nothing says where the header ends. */
static void
check_empty_line (SipCheck *check)
{
  if (check->empty_line == SIP_NODE_NONE && check->start_line != SIP_NODE_NONE
      && check->index.start != SIP_START_BAD)
    sip_check_report (check,
                      is_header_whole (check) ? SIP_DIAGNOSTIC_EMPTY_LINE_IMPLIED
                                              : SIP_DIAGNOSTIC_EMPTY_LINE_MISSING,
                      (SipSpan){ sip_span_end (check->index.header), 0 });
}

/* A backslash allows any character but CR and LF inside a string (§25.1). */
static gboolean
is_escaped (const SipCheck *check, guint32 at)
{
  const SipNode *node;
  guint32 backslashes = 0;

  while (at - backslashes > 0 && check->data[at - backslashes - 1] == '\\')
    backslashes++;
  if (backslashes % 2 == 0)
    return FALSE;
  node = sip_check_node (check, sip_tree_node_at (check->tree, at));
  return node->kind == SIP_KIND_QUOTED_STRING || node->kind == SIP_KIND_COMMENT;
}

static void
report_byte (SipCheck *check, SipDiagnosticId code, guint32 at)
{
  sip_check_report_full (
      check,
      (SipDiagnostic){ .code = code, .span = { at, 1 }, .number = { check->data[at] } });
}

/* How many of eight bytes, from the first on, are neither control characters nor beyond
 * ASCII: the common case. What a byte lends or carries can only mislead about those
 * behind it. */
static inline guint
count_plain (const guint8 *data)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 word, odd;

  memcpy (&word, data, sizeof word);
  word = GUINT64_FROM_LE (word);
  odd = (word | (word - ones * 0x20) | (word + ones)) & (ones * 0x80);
  return odd == 0 ? 8 : __builtin_ctzll (odd) / 8;
}

/* The first of each kind is reported: a file of zeros has as many as it has bytes. */
void
sip_check_lines (SipCheck *check)
{
  const guint8 *data = check->data;
  guint32 end = sip_span_end (check->index.header);
  gboolean control = FALSE, invalid = FALSE;
  SipSpan first_lf = { 0, 1 }, first_cr = { 0, 1 };
  gint64 n_lfs = 0, n_crs = 0;

  for (guint32 at = 0; at < end; at++)
    {
      guint n_plain = 8;
      guint8 c;

      while (end - at > 8 && n_plain == 8)
        at += n_plain = count_plain (data + at);
      c = data[at];
      if (c == '\r' && end - at > 1 && data[at + 1] == '\n')
        at++;
      else if (c == '\r' && n_crs++ == 0)
        first_cr.at = at;
      else if (c == '\n' && n_lfs++ == 0)
        first_lf.at = at;
      else if (c >= 0x80 && !invalid)
        {
          gunichar wide = g_utf8_get_char_validated ((const char *)data + at, end - at);

          invalid = wide == (gunichar)-1 || wide == (gunichar)-2;
          if (invalid)
            report_byte (check, SIP_DIAGNOSTIC_UTF8_INVALID, at);
          else
            at += g_unichar_to_utf8 (wide, NULL) - 1;
        }
      else if ((c < 0x20 || c == 0x7f) && !sip_is (c, SIP_CHARS_LWS) && !control
               && !is_escaped (check, at))
        {
          control = TRUE;
          report_byte (check, SIP_DIAGNOSTIC_CONTROL_CHARACTER, at);
        }
      check->has_foldings |= data[at] == '\n' && end - at > 1
                             && (data[at + 1] == ' ' || data[at + 1] == '\t');
    }
  report_line_ends (check, SIP_DIAGNOSTIC_LINE_END_LF, first_lf, n_lfs);
  report_line_ends (check, SIP_DIAGNOSTIC_LINE_END_CR, first_cr, n_crs);
  check_empty_line (check);
}
