/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Windows in tests: the application inside the process, driven by its own actions and
 * widgets, waited for by frames and conditions, never by sleeping.
 */
#pragma once

#include "app/application.h"
#include "app/window.h"

/* FALSE, having said so in TAP, when there is no display: return 0 from main(). Settings,
 * data and cache go to a folder that lasts as long as the test. */
gboolean harness_init (int *argc, char ***argv);

/* Runs the application, its window on the screen, and @test inside it. The settings are
 * those of a first start but for the language. */
typedef void (*HarnessTest) (LoreApplication *application, gconstpointer data);
void harness_run (const char *language, HarnessTest test, gconstpointer data);

/* All of a test program: each row with the window in its language, which is also the
 * test's data; what main() returns. */
typedef struct
{
  const char *name; /* "/window/options" */
  const char *language;
  HarnessTest test;
} HarnessRow;
int harness_main (int *argc, char ***argv, const HarnessRow *rows, gsize n_rows);

LoreWindow *harness_get_window (LoreApplication *application);
const char *harness_get_folder (void);

/* Iterates until @condition holds; fails the test after @seconds. */
typedef gboolean (*HarnessCondition) (gpointer data);
gboolean harness_wait (HarnessCondition condition, gpointer data, double seconds);
void harness_wait_frames (GtkWidget *widget, guint n);

/* Every pending event of the main context. */
void harness_settle (void);

/* The first widget of @type under @root that is shown, or NULL. */
GtkWidget *harness_find (GtkWidget *root, GType type);
/* The first button whose label begins with @label. */
GtkWidget *harness_find_button (GtkWidget *root, const char *label);
void harness_click (GtkWidget *button);

/* All text shown under @root, a line a label; the caller's. */
char *harness_dup_labels (GtkWidget *root);

/* The window as a PNG, byte-identical from run to run. */
void harness_save_picture (GtkWidget *window, const char *path);
