/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/opening.h"

G_BEGIN_DECLS

#define LORE_TYPE_REPORT_WINDOW (lore_report_window_get_type ())
/* What the importer saw, for each file: dialect, how sure it was, messages, what it
 * mended, skipped and cut, and why. */
G_DECLARE_FINAL_TYPE (LoreReportWindow, lore_report_window, LORE, REPORT_WINDOW,
                      AdwWindow)

LoreReportWindow *lore_report_window_new (LoreOpening *opening);

G_END_DECLS
