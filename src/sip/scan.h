/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines of a header: the one scanner that tree, index and edits share.
 */
#pragma once

#include "sip/cursor.h"

G_BEGIN_DECLS

typedef enum
{
  SIP_LINE_FIELD, /* name, colon, value; with its continuation lines (§7.3.1) */
  SIP_LINE_BAD,   /* no colon */
  SIP_LINE_EMPTY, /* ends the header */
} SipLineKind;

typedef struct
{
  SipLineKind kind;
  gboolean folded;
  SipSpan line;  /* with its line end */
  SipSpan name;  /* without white space around it */
  guint32 colon; /* where it stands */
  SipSpan value; /* the same; foldings inside stay */
  SipSpan end;   /* CRLF, LF, or nothing at the end of the data */
} SipLine;

/* Takes the next line; FALSE at the end. Bare LF ends a line as CRLF does: receivers that
 * insist would show nothing of what many a file holds. */
gboolean sip_scan_line (SipCursor *cursor, SipLine *ret_line);

/* The same without continuation lines: start lines and bodies. Its name is empty, its
 * value is the whole line, spaces and all. */
gboolean sip_scan_plain_line (SipCursor *cursor, SipLine *ret_line);

/* Passes over the next line and its continuation lines without a look at them. */
void sip_skip_line (SipCursor *cursor);

G_END_DECLS
