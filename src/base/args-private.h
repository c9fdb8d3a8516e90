/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdarg.h>

char **lore_args_new_valist (const char *first_key, va_list list);
