/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import.h"

static void
remark_free (gpointer data)
{
  LoreRemark *remark = data;

  g_free (remark->id);
  g_strfreev (remark->args);
  g_free (remark);
}

LoreImportReport *
lore_import_report_new (void)
{
  LoreImportReport *report = g_new0 (LoreImportReport, 1);

  report->remarks = g_ptr_array_new_with_free_func (remark_free);
  return report;
}

void
lore_import_report_free (LoreImportReport *report)
{
  g_ptr_array_unref (report->remarks);
  g_free (report);
}

void
lore_import_report_add (LoreImportReport *report, const char *id, char **args)
{
  LoreRemark *remark = g_new0 (LoreRemark, 1);

  remark->id = g_strconcat ("import:", id, NULL);
  remark->args = args;
  g_ptr_array_add (report->remarks, remark);
}
