/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"

#include "base/args-private.h"

typedef struct
{
  char *id;
  char **args;
} LoreProblemPrivate;

static void
lore_problem_private_init (LoreProblemPrivate *priv)
{
}

static void
lore_problem_private_copy (const LoreProblemPrivate *from, LoreProblemPrivate *to)
{
  to->id = g_strdup (from->id);
  to->args = g_strdupv (from->args);
}

static void
lore_problem_private_clear (LoreProblemPrivate *priv)
{
  g_free (priv->id);
  g_strfreev (priv->args);
}

G_DEFINE_EXTENDED_ERROR (LoreProblem, lore_problem)

void
lore_problem_set (GError **error, LoreProblemCode code, const char *id, ...)
{
  LoreProblemPrivate *priv;
  g_autofree char *joined = NULL;
  char **args;
  va_list list;

  if (error == NULL)
    return;

  va_start (list, id);
  args = lore_args_new_valist (va_arg (list, const char *), list);
  va_end (list);

  joined = g_strjoinv (" ", args);
  *error = g_error_new (LORE_PROBLEM, code, "%s: %s", id, joined);
  priv = lore_problem_get_private (*error);
  priv->id = g_strdup (id);
  priv->args = args;
}

const char *
lore_problem_get_id (const GError *error)
{
  if (error == NULL || error->domain != LORE_PROBLEM)
    return NULL;
  return lore_problem_get_private (error)->id;
}

const char *const *
lore_problem_get_args (const GError *error)
{
  if (error == NULL || error->domain != LORE_PROBLEM)
    return NULL;
  return (const char *const *)lore_problem_get_private (error)->args;
}
