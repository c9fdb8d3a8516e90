/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/view.h"

#include "lore-ui-resource.h"
#include "view/bytes-pane.h"
#include "view/call-strip.h"
#include "view/call-table.h"
#include "view/compose-pane.h"
#include "view/diff-pane.h"
#include "view/editor.h"
#include "view/event-pane.h"
#include "view/explanation.h"
#include "view/find-bar.h"
#include "view/findings.h"
#include "view/inspector.h"
#include "view/ladder-header.h"
#include "view/ladder-pane.h"
#include "view/ladder-view.h"
#include "view/legend.h"
#include "view/loading.h"
#include "view/message-table.h"
#include "view/message-view.h"
#include "view/network-chooser.h"
#include "view/note-strip.h"
#include "view/notice.h"
#include "view/plan-editor.h"
#include "view/playback-bar.h"
#include "view/practice-button.h"
#include "view/shy-layout.h"
#include "view/state-line.h"
#include "view/state-pane.h"
#include "view/template-chips.h"
#include "view/tray.h"
#include "view/tree-pane.h"
#include "view/twin-layout.h"
#include "view/wrap-layout.h"

void
lore_view_init (void)
{
  g_resources_register (lore_ui_get_resource ());
  gtk_source_init ();
  g_type_ensure (LORE_TYPE_BYTES_PANE);
  g_type_ensure (LORE_TYPE_CALL_STRIP);
  g_type_ensure (LORE_TYPE_CALL_TABLE);
  g_type_ensure (LORE_TYPE_COMPOSE_PANE);
  g_type_ensure (LORE_TYPE_DIFF_PANE);
  g_type_ensure (LORE_TYPE_EDITOR);
  g_type_ensure (LORE_TYPE_EVENT_PANE);
  g_type_ensure (LORE_TYPE_EXPLANATION);
  g_type_ensure (LORE_TYPE_FINDINGS);
  g_type_ensure (LORE_TYPE_FIND_BAR);
  g_type_ensure (LORE_TYPE_INSPECTOR);
  g_type_ensure (LORE_TYPE_LADDER_HEADER);
  g_type_ensure (LORE_TYPE_LADDER_PANE);
  g_type_ensure (LORE_TYPE_LADDER_VIEW);
  g_type_ensure (LORE_TYPE_LEGEND);
  g_type_ensure (LORE_TYPE_LOADING);
  g_type_ensure (LORE_TYPE_MESSAGE_TABLE);
  g_type_ensure (LORE_TYPE_MESSAGE_VIEW);
  g_type_ensure (LORE_TYPE_NETWORK_CHOOSER);
  g_type_ensure (LORE_TYPE_NOTE_STRIP);
  g_type_ensure (LORE_TYPE_NOTICE);
  g_type_ensure (LORE_TYPE_PLAN_EDITOR);
  g_type_ensure (LORE_TYPE_PLAYBACK_BAR);
  g_type_ensure (LORE_TYPE_PRACTICE_BUTTON);
  g_type_ensure (LORE_TYPE_SHY_LAYOUT);
  g_type_ensure (LORE_TYPE_STATE_LINE);
  g_type_ensure (LORE_TYPE_STATE_PANE);
  g_type_ensure (LORE_TYPE_TEMPLATE_CHIPS);
  g_type_ensure (LORE_TYPE_TRAY);
  g_type_ensure (LORE_TYPE_TREE_PANE);
  g_type_ensure (LORE_TYPE_TWIN_LAYOUT);
  g_type_ensure (LORE_TYPE_WRAP_LAYOUT);
}
