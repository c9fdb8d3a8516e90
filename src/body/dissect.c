/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "body/dissect.h"

#include "sip/builder.h"

SipTree *
body_dissect (GBytes *message)
{
  return sip_tree_new_full (message, NULL);
}
