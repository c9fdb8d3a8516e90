/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application.h"
#include "base/language.h"

int
main (int argc, char *argv[])
{
  g_autoptr (LoreApplication) application = NULL;

  if (lore_language_init (LORE_LOCALEDIR))
    gtk_disable_setlocale ();
  application = lore_application_new (NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
