/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding messages in text: lines, start lines, and where a message ends.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A line of a text; @len without its line end, @next the offset of the line behind it. */
typedef struct
{
  const char *text;
  gsize at;
  gsize len;
  gsize next;
} LoreLine;

/* The line that begins at @at; FALSE at the end of the text. CRLF, LF or the end of the
 * text ends a line; a lone CR does not. */
gboolean lore_line_get (const char *text, gsize len, gsize at, LoreLine *ret_line);

/* RFC 3261 §7: "TOKEN URI SIP/2.0" or "SIP/2.0 ddd …". */
gboolean lore_line_is_start (const char *line, gsize len);
gboolean lore_line_is_blank (const char *line, gsize len);

/* TRUE when a line that begins at @at cannot belong to the message before it. */
typedef gboolean (*LoreBoundaryFunc) (const LoreLine *line, gpointer user_data);

typedef enum
{
  LORE_FRAME_CUT = 1 << 0,     /* less body than Content-Length says */
  LORE_FRAME_SURPLUS = 1 << 1, /* more */
  LORE_FRAME_NO_EMPTY_LINE = 1 << 2,
  LORE_FRAME_SDP_UNSEPARATED = 1 << 3, /* "v=0" follows the header at once */
  LORE_FRAME_BARE_LF = 1 << 4,         /* no line of the header ends with CRLF */
} LoreFrameFlags;

typedef struct
{
  gsize at;
  gsize end;  /* of the message, exclusive */
  gsize body; /* where the body begins; == end when there is none */
  LoreFrameFlags flags;
} LoreFrame;

/* Finds the end of the message that starts at @at. A length is trusted only when a
 * boundary or the end of the text follows: first @declared bytes (what the log says,
 * -1 when it does not), then Content-Length counted as it stands, then counted with each
 * LF as two octets because writers of logs drop CRs (so with @declared too). Otherwise
 * the next boundary ends it, where a start line inside sipfrag or multipart is none.
 *
 * In a @chatty log any line may follow a message: there a Content-Length that ends at the
 * end of a line is trusted as well. */
void
lore_text_frame (const char *text, gsize len, gsize at, gssize declared, gboolean chatty,
                 LoreBoundaryFunc is_boundary, gpointer user_data, LoreFrame *ret_frame);

/* The message of @frame with its CRs restored and its empty line put back, as asked for
 * by
 * @mend; g_free() it. */
char *lore_frame_dup_mended (const char *text, const LoreFrame *frame,
                             LoreFrameFlags mend, gsize *ret_len);

G_END_DECLS
