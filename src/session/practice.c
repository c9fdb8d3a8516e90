/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/practice.h"

#include "base/problem.h"
#include "session/callee.h"
#include "session/registrar.h"

struct _LorePractice
{
  LoreElement *bob;
  GHashTable *bob_dialogs;
  LoreCallee *bob_callee;
  LoreGuard *bob_guard;

  LoreElement *registrar_element;
  LoreRegistrar *registrar;
  LoreGuard *registrar_guard;
};

static void
bob_request (LoreElement *element, LoreTransaction *transaction,
             const LoreArrival *arrival, gpointer user_data)
{
  lore_callee_request (((LorePractice *)user_data)->bob_callee, transaction, arrival);
}

static void
bob_response (LoreElement *element, LoreTransaction *transaction,
              const LoreArrival *arrival, gpointer user_data)
{
  lore_callee_response (((LorePractice *)user_data)->bob_callee, arrival);
}

static void
bob_ended (LoreElement *element, LoreTransaction *transaction, gpointer user_data)
{
  lore_callee_ended (((LorePractice *)user_data)->bob_callee, transaction);
}

static const LoreCore bob_core = { .request = bob_request,
                                   .response = bob_response,
                                   .ended = bob_ended };

static void
registrar_request (LoreElement *element, LoreTransaction *transaction,
                   const LoreArrival *arrival, gpointer user_data)
{
  lore_registrar_request (((LorePractice *)user_data)->registrar, transaction, arrival);
}

static const LoreCore registrar_core = { .request = registrar_request };

LorePractice *
lore_practice_new (LoreTrace *trace, LoreClock *clock, LoreNetwork *network,
                   LoreChance *chance)
{
  LorePractice *self = g_new0 (LorePractice, 1);

  self->bob = lore_element_new ("bob", trace, clock, network, chance, &bob_core, self);
  lore_element_set_participant (self->bob, "Bob", "role:uas");
  self->bob_dialogs = lore_dialogs_new ();
  self->bob_callee = lore_callee_new (self->bob, "bob", self->bob_dialogs);

  self->bob_guard = lore_guard_new (self->bob, "biloxi.example");
  lore_callee_set_guard (self->bob_callee, self->bob_guard);

  self->registrar_element = lore_element_new ("registrar", trace, clock, network, chance,
                                              &registrar_core, self);
  lore_element_set_participant (self->registrar_element, "Registrar", "role:registrar");
  self->registrar = lore_registrar_new (self->registrar_element);
  self->registrar_guard = lore_guard_new (self->registrar_element, "atlanta.example");
  lore_registrar_set_guard (self->registrar, self->registrar_guard);
  return self;
}

void
lore_practice_free (LorePractice *self)
{
  lore_element_close (self->bob);
  lore_element_close (self->registrar_element);
  lore_callee_free (self->bob_callee);
  lore_registrar_free (self->registrar);
  lore_guard_free (self->bob_guard);
  lore_guard_free (self->registrar_guard);
  g_object_unref (self->bob);
  g_object_unref (self->registrar_element);
  g_hash_table_unref (self->bob_dialogs);
  g_free (self);
}

LoreElement *
lore_practice_get_bob (LorePractice *self)
{
  return self->bob;
}

LoreElement *
lore_practice_get_registrar (LorePractice *self)
{
  return self->registrar_element;
}

gboolean
lore_practice_set_behaviour (LorePractice *self, const char *name, GError **error)
{
  const LoreBehaviour *behaviour = lore_behaviour_lookup (name);
  g_autoptr (GStrvBuilder) known = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *joined = NULL;
  const LoreBehaviour *all;
  guint n;

  if (behaviour != NULL)
    {
      lore_callee_set_behaviour (self->bob_callee, behaviour);
      return TRUE;
    }
  all = lore_behaviour_get_all (&n);
  for (guint i = 0; i < n; i++)
    g_strv_builder_add (known, all[i].name);
  names = g_strv_builder_end (known);
  joined = g_strjoinv (", ", names);
  lore_problem_set (error, LORE_PROBLEM_USAGE, "behaviour-unknown", "behaviour", name,
                    "known", joined, NULL);
  return FALSE;
}

void
lore_practice_set_edition (LorePractice *self, LoreEdition edition)
{
  lore_element_set_edition (self->bob, edition);
  lore_element_set_edition (self->registrar_element, edition);
}

void
lore_practice_set_answer_after (LorePractice *self, gint64 us)
{
  lore_callee_set_answer_after (self->bob_callee, us);
}

void
lore_practice_require_login (LorePractice *self, const char *user, const char *password)
{
  lore_guard_set_user (self->bob_guard, user, password);
  lore_guard_set_user (self->registrar_guard, user, password);
}

void
lore_practice_reset (LorePractice *self)
{
  lore_callee_reset (self->bob_callee);
  lore_registrar_reset (self->registrar);
  lore_element_reset (self->bob);
  lore_element_reset (self->registrar_element);
  g_hash_table_remove_all (self->bob_dialogs);
}
