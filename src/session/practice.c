/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/practice.h"

#include "base/problem.h"
#include "wire/endpoint.h"

/* A binding of a plan holds as long as a binding can. */
#define BOUND_FOR "86400"

struct _LorePractice
{
  /* Owned */
  LoreBindings *bindings;
  LoreDirectory *directory;
  LoreStation *bob;
  LoreStation *registrar;
  GPtrArray *stations; /* of LoreStation: those of the plan */
  GPtrArray *contacts; /* of char *: address-of-record and Contact, by turns */
  char *start;         /* as the plan says; or NULL */
  char *to;
  char *transport;

  LoreSurroundings surroundings; /* borrowed, but for what stands above */
};

static LoreStation *
make (LorePractice *self, LoreRole role, const char *name)
{
  static char *nothing[] = { NULL };
  LorePlanElement plan = { .role = role,
                           .name = (char *)name,
                           .domains = nothing,
                           .users = nothing,
                           .digests = nothing,
                           .answer_after = -1 };

  return lore_station_new (&plan, &self->surroundings);
}

LorePractice *
lore_practice_new (LoreTrace *trace, LoreClock *clock, LoreNetwork *network,
                   LoreChance *chance)
{
  LorePractice *self = g_new0 (LorePractice, 1);

  self->bindings = lore_bindings_new ();
  self->directory = lore_directory_new ();
  self->stations = g_ptr_array_new_with_free_func ((GDestroyNotify)lore_station_free);
  self->contacts = g_ptr_array_new_with_free_func (g_free);
  self->surroundings = (LoreSurroundings){
    .trace = trace,
    .clock = clock,
    .network = network,
    .chance = chance,
    .bindings = self->bindings,
    .directory = self->directory,
  };
  self->bob = make (self, LORE_ROLE_UAS, "Bob");
  self->registrar = make (self, LORE_ROLE_REGISTRAR, "Registrar");
  return self;
}

void
lore_practice_free (LorePractice *self)
{
  g_ptr_array_unref (self->stations);
  lore_station_free (self->bob);
  lore_station_free (self->registrar);
  g_ptr_array_unref (self->contacts);
  g_free (self->start);
  g_free (self->to);
  g_free (self->transport);
  lore_bindings_free (self->bindings);
  lore_directory_unref (self->directory);
  g_free (self);
}

LoreStation *
lore_practice_get_bob (LorePractice *self)
{
  return self->bob;
}

LoreStation *
lore_practice_get_registrar (LorePractice *self)
{
  return self->registrar;
}

/* --- a plan ------------------------------------------------------------------------ */

static LoreStation *
find_station (GPtrArray *stations, const char *name)
{
  for (guint i = 0; i < stations->len; i++)
    if (g_ascii_strcasecmp (lore_station_get_name (stations->pdata[i]), name) == 0)
      return stations->pdata[i];
  return NULL;
}

const char *
lore_practice_get_address (LorePractice *self, const char *name)
{
  LoreStation *station = find_station (self->stations, name);

  return station != NULL ? lore_station_get_address (station) : NULL;
}

const char *
lore_practice_get_transports (LorePractice *self, const char *name)
{
  LoreStation *station = name != NULL ? find_station (self->stations, name) : self->bob;

  return station != NULL ? lore_station_get_transports (station) : NULL;
}

const char *
lore_practice_get_way (LorePractice *self, const char *host)
{
  LoreStation *start =
      self->start != NULL ? find_station (self->stations, self->start) : NULL;

  const char *address = lore_directory_lookup (self->directory, host);

  return address != NULL && start != NULL ? lore_station_get_address (start) : address;
}

char *
lore_practice_dup_destination (LorePractice *self)
{
  const char *to = self->to != NULL ? self->to : self->start;
  const char *address = to != NULL ? lore_practice_get_address (self, to) : NULL;

  if (address != NULL)
    to = address;
  return to != NULL ? lore_endpoint_with_transport (to, self->transport) : NULL;
}

GPtrArray *
lore_practice_dup_locations (LorePractice *self)
{
  return lore_bindings_dup_locations (self->bindings,
                                      lore_clock_get_time (self->surroundings.clock));
}

/* As if each had registered (§10), once and for all. */
static void
bind_all (LorePractice *self)
{
  for (guint i = 0; i < self->contacts->len; i += 2)
    {
      const char *contacts[] = { self->contacts->pdata[i + 1], NULL };

      lore_bindings_apply (
          self->bindings, &(LoreRegistration){
                              .aor = self->contacts->pdata[i],
                              .call_id = "plan",
                              .cseq = i + 1,
                              .contacts = contacts,
                              .expires = BOUND_FOR,
                              .now_us = lore_clock_get_time (self->surroundings.clock) });
    }
}

static void
note_binding (LorePractice *self, const LorePlanBinding *binding)
{
  LoreStation *station = find_station (self->stations, binding->contact);
  g_autofree char *uri = NULL, *user = NULL, *hop = NULL;

  if (station != NULL)
    {
      user = g_ascii_strdown (lore_station_get_name (station), -1);
      hop = lore_station_dup_hop (station);
      uri = g_strdup_printf ("sip:%s@%s", user, hop);
    }
  g_ptr_array_add (self->contacts, g_strdup (binding->aor));
  g_ptr_array_add (self->contacts,
                   g_strdup_printf ("<%s>%s%s", uri != NULL ? uri : binding->contact,
                                    binding->q != NULL ? ";q=" : "",
                                    binding->q != NULL ? binding->q : ""));
}

static gboolean
open_all (const LoreNetworkPlan *plan, GPtrArray *stations, const char *host,
          GError **error)
{
  for (guint i = 0; i < plan->elements->len; i++)
    {
      const LorePlanElement *element = plan->elements->pdata[i];

      if (!lore_station_open (stations->pdata[i], host, element->port, error))
        return FALSE;
    }
  for (guint i = 0; i < plan->elements->len; i++)
    {
      const LorePlanElement *element = plan->elements->pdata[i];

      if (element->next != NULL)
        {
          g_autofree char *hop =
              lore_station_dup_hop (find_station (stations, element->next));

          lore_station_set_next (stations->pdata[i], hop);
        }
    }
  return TRUE;
}

gboolean
lore_practice_load (LorePractice *self, const LoreNetworkPlan *plan, const char *host,
                    GError **error)
{
  /* The old ones go first: the new ones may want their ports. */
  g_ptr_array_set_size (self->stations, 0);
  g_ptr_array_set_size (self->contacts, 0);
  lore_bindings_clear (self->bindings);
  lore_directory_clear (self->directory);
  for (guint i = 0; i < plan->elements->len; i++)
    g_ptr_array_add (self->stations,
                     lore_station_new (plan->elements->pdata[i], &self->surroundings));
  if (!open_all (plan, self->stations, host, error))
    {
      g_ptr_array_set_size (self->stations, 0);
      return FALSE;
    }
  g_free (self->start);
  g_free (self->to);
  self->start = g_strdup (plan->start);
  self->to = g_strdup (plan->to);
  for (guint i = 0; i < plan->bindings->len; i++)
    note_binding (self, plan->bindings->pdata[i]);
  bind_all (self);
  return TRUE;
}

/* --- Bob --------------------------------------------------------------------------- */

gboolean
lore_practice_set_behaviour (LorePractice *self, const char *name, GError **error)
{
  gint64 later_us;
  const LoreBehaviour *behaviour = lore_behaviour_parse (name, &later_us);
  g_autoptr (GStrvBuilder) known = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *joined = NULL;
  const LoreBehaviour *all;
  guint n;

  if (behaviour != NULL)
    {
      lore_station_set_behaviour (self->bob, behaviour, later_us);
      return TRUE;
    }
  all = lore_behaviour_get_all (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *example =
          g_strdup_printf ("%s:%g", all[i].name, all[i].later_us / 1e6);

      g_strv_builder_add (known,
                          all[i].later != LORE_LATER_NOTHING ? example : all[i].name);
    }
  names = g_strv_builder_end (known);
  joined = g_strjoinv (", ", names);
  lore_problem_set (error, LORE_PROBLEM_USAGE, "behaviour-unknown", "behaviour", name,
                    "known", joined, NULL);
  return FALSE;
}

void
lore_practice_set_transport (LorePractice *self, const char *transport)
{
  g_free (self->transport);
  self->transport = g_strdup (transport);
  self->surroundings.transport = self->transport;
}

void
lore_practice_set_edition (LorePractice *self, LoreEdition edition)
{
  self->surroundings.edition = edition;
  lore_station_set_edition (self->bob, edition);
  lore_station_set_edition (self->registrar, edition);
  for (guint i = 0; i < self->stations->len; i++)
    lore_station_set_edition (self->stations->pdata[i], edition);
}

void
lore_practice_set_answer_after (LorePractice *self, gint64 us)
{
  lore_station_set_answer_after (self->bob, us);
}

void
lore_practice_require_login (LorePractice *self, const char *user, const char *password)
{
  lore_station_require_login (self->bob, user, password);
  lore_station_require_login (self->registrar, user, password);
}

void
lore_practice_reset (LorePractice *self)
{
  lore_station_reset (self->bob);
  lore_station_reset (self->registrar);
  for (guint i = 0; i < self->stations->len; i++)
    lore_station_reset (self->stations->pdata[i]);
  lore_bindings_clear (self->bindings);
  bind_all (self);
}
