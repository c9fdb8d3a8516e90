/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes as text that can be shown: invalid UTF-8 as U+FFFD, NUL as U+2400. */
char *sip_text_dup (const guint8 *data, gsize len);

G_END_DECLS
