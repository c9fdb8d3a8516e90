/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application.h"
#include "app/translation.h"

int
main (int argc, char *argv[])
{
  g_autoptr (LoreApplication) application = NULL;

  lore_translation_init ();
  application = lore_application_new (NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
