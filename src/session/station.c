/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/station.h"

#include "session/b2bua.h"
#include "session/callee.h"
#include "session/glare.h"
#include "session/proxy.h"
#include "session/redirect.h"
#include "session/registrar.h"
#include "wire/endpoint.h"

/* Whom a callee lets in that asks. */
#define STUDENT "alice"
#define PASSWORD "secret"

struct _LoreStation
{
  /* Owned; what its role does not need is NULL */
  char *name;
  char **domains;
  LoreElement *element;
  LoreGuard *guard;
  GHashTable *dialogs;
  LoreSessionTimers *session_timers;
  LoreGlare *glare;
  LoreCallee *callee;
  LoreRegistrar *registrar;
  LoreProxy *proxy;
  LoreB2bua *b2bua;

  const LoreSurroundings *surroundings; /* borrowed */
  const char *transports;               /* static; NULL before it is open */

  gboolean login; /* its behaviour asks who calls */
};

/* --- the cores --------------------------------------------------------------------- */

static void
on_request (LoreElement *element, LoreTransaction *transaction,
            const LoreArrival *arrival, gpointer user_data)
{
  LoreStation *self = user_data;

  if (self->callee != NULL)
    lore_callee_request (self->callee, transaction, arrival);
  else if (self->proxy != NULL)
    lore_proxy_request (self->proxy, transaction, arrival);
  else if (self->b2bua != NULL)
    lore_b2bua_request (self->b2bua, transaction, arrival);
  else if (self->registrar != NULL)
    lore_registrar_request (self->registrar, transaction, arrival);
  else
    lore_redirect_request (self->element, self->surroundings->bindings, self->domains[0],
                           transaction, arrival);
}

static void
on_response (LoreElement *element, LoreTransaction *transaction,
             const LoreArrival *arrival, gpointer user_data)
{
  LoreStation *self = user_data;

  if (self->callee != NULL)
    {
      lore_callee_response (self->callee, arrival);
      lore_session_timers_answered (self->session_timers, transaction, arrival);
      lore_glare_answered (self->glare, transaction, arrival);
    }
  else if (self->proxy != NULL)
    lore_proxy_response (self->proxy, transaction, arrival);
  else if (self->b2bua != NULL)
    lore_b2bua_response (self->b2bua, transaction, arrival);
}

static void
on_failed (LoreElement *element, LoreTransaction *transaction, LoreDo why,
           gpointer user_data)
{
  LoreStation *self = user_data;

  if (self->callee != NULL && lore_transaction_is_client (transaction))
    lore_session_timers_failed (self->session_timers, transaction);
  else if (self->proxy != NULL)
    lore_proxy_failed (self->proxy, transaction, why);
  else if (self->b2bua != NULL)
    lore_b2bua_failed (self->b2bua, transaction, why);
}

static void
on_ended (LoreElement *element, LoreTransaction *transaction, gpointer user_data)
{
  LoreStation *self = user_data;

  if (self->callee != NULL)
    lore_callee_ended (self->callee, transaction);
  else if (self->proxy != NULL)
    lore_proxy_ended (self->proxy, transaction);
  else if (self->b2bua != NULL)
    lore_b2bua_ended (self->b2bua, transaction);
}

static const LoreCore core = { on_request, on_response, on_failed, on_ended };

/* --- making one -------------------------------------------------------------------- */

void
lore_station_set_behaviour (LoreStation *self, const LoreBehaviour *behaviour,
                            gint64 later_us)
{
  if (self->callee == NULL)
    return;
  if (behaviour->login != self->login)
    lore_guard_set_user (self->guard, behaviour->login ? STUDENT : NULL, PASSWORD);
  self->login = behaviour->login;
  lore_callee_set_behaviour (self->callee, behaviour, later_us);
}

/* What the plan says of the time of sessions goes before what the behaviour does. */
static void
set_session_policy (LoreStation *self, const LorePlanElement *plan)
{
  LoreSessionPolicy policy = { .wanted_s = plan->session_s, .least_s = plan->least_s };

  if (plan->session_s != 0 || plan->least_s != 0)
    lore_session_timers_set_policy (self->session_timers, &policy);
}

static void
become_callee (LoreStation *self, const LorePlanElement *plan)
{
  g_autofree char *user = g_ascii_strdown (plan->name, -1);
  const LoreBehaviour *behaviour;
  gint64 later_us;

  self->dialogs = lore_dialogs_new ();
  self->callee = lore_callee_new (self->element, user, self->dialogs);
  lore_callee_set_guard (self->callee, self->guard);
  self->session_timers = lore_session_timers_new (self->element, self->dialogs, user);
  lore_callee_set_timers (self->callee, self->session_timers);
  self->glare = lore_glare_new (self->element, self->dialogs);
  behaviour = lore_behaviour_parse (plan->behaviour, &later_us);
  if (behaviour != NULL)
    lore_station_set_behaviour (self, behaviour, later_us);
  set_session_policy (self, plan);
  if (plan->answer_after >= 0)
    lore_callee_set_answer_after (self->callee, plan->answer_after * G_USEC_PER_SEC);
}

static void
become_registrar (LoreStation *self)
{
  self->registrar = lore_registrar_new (self->element, self->surroundings->bindings);
  lore_registrar_set_guard (self->registrar, self->guard);
}

static void
become_proxy (LoreStation *self, const LorePlanElement *plan)
{
  static const struct
  {
    LorePlanFlags plan;
    LoreProxyFlags proxy;
  } rows[] = { { LORE_PLAN_STATELESS, LORE_PROXY_STATELESS },
               { LORE_PLAN_RECORD_ROUTE, LORE_PROXY_RECORD_ROUTES },
               { LORE_PLAN_SERIAL, LORE_PROXY_SERIAL },
               { LORE_PLAN_RECURSE, LORE_PROXY_RECURSES },
               { LORE_PLAN_LOOP, LORE_PROXY_LOOPS } };
  LoreProxyFlags flags = LORE_PROXY_PLAIN;

  self->proxy = lore_proxy_new (self->element, self->surroundings->bindings,
                                self->surroundings->directory);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    flags |= plan->flags & rows[i].plan ? rows[i].proxy : LORE_PROXY_PLAIN;
  lore_proxy_set_flags (self->proxy, flags);
  lore_guard_set_proxy (self->guard, TRUE);
  lore_proxy_set_guard (self->proxy, self->guard);
  for (gsize i = 0; self->domains[i] != NULL; i++)
    lore_proxy_add_domain (self->proxy, self->domains[i]);
  if (plan->flags & LORE_PLAN_REGISTRAR)
    {
      self->registrar = lore_registrar_new (self->element, self->surroundings->bindings);
      lore_proxy_set_registrar (self->proxy, self->registrar);
    }
}

static void
add_users (LoreStation *self, const LorePlanElement *plan)
{
  for (gsize i = 0; plan->users[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (plan->users[i], ":", 2);

      lore_guard_add_user (self->guard, parts[0], parts[1]);
    }
}

/* What the student is told to log in to. */
static const char *
get_realm (const LorePlanElement *plan)
{
  if (plan->domains[0] != NULL)
    return plan->domains[0];
  return plan->role == LORE_ROLE_UAS ? "biloxi.example" : "atlanta.example";
}

LoreStation *
lore_station_new (const LorePlanElement *plan, const LoreSurroundings *surroundings)
{
  LoreStation *self = g_new0 (LoreStation, 1);
  g_autofree char *element = g_ascii_strdown (plan->name, -1);

  self->name = g_strdup (plan->name);
  self->domains = g_strdupv (plan->domains);
  self->surroundings = surroundings;
  self->element =
      lore_element_new (element, surroundings->trace, surroundings->clock,
                        surroundings->network, surroundings->chance, &core, self);
  lore_element_set_edition (self->element, surroundings->edition);
  lore_element_set_participant (self->element, g_intern_string (plan->name),
                                lore_role_get_topic (plan->role));
  if (plan->limit > 0)
    lore_element_set_limit (self->element, plan->limit);
  self->guard = lore_guard_new (self->element, get_realm (plan));
  if (plan->digests[0] != NULL)
    lore_guard_set_algorithms (self->guard, (const char *const *)plan->digests);
  if (plan->qop != NULL)
    lore_guard_set_qops (self->guard, lore_digest_qop_parse (plan->qop));
  add_users (self, plan);
  if (plan->role == LORE_ROLE_UAS)
    become_callee (self, plan);
  else if (plan->role == LORE_ROLE_REGISTRAR)
    become_registrar (self);
  else if (plan->role == LORE_ROLE_PROXY)
    become_proxy (self, plan);
  else if (plan->role == LORE_ROLE_B2BUA)
    self->b2bua = lore_b2bua_new (self->element, self->surroundings->bindings,
                                  self->surroundings->directory, self->domains[0]);
  return self;
}

void
lore_station_free (LoreStation *self)
{
  lore_element_close (self->element);
  g_clear_pointer (&self->callee, lore_callee_free);
  g_clear_pointer (&self->session_timers, lore_session_timers_free);
  g_clear_pointer (&self->glare, lore_glare_free);
  g_clear_pointer (&self->proxy, lore_proxy_free);
  g_clear_pointer (&self->b2bua, lore_b2bua_free);
  g_clear_pointer (&self->registrar, lore_registrar_free);
  g_clear_pointer (&self->guard, lore_guard_free);
  g_clear_pointer (&self->dialogs, g_hash_table_unref);
  g_object_unref (self->element);
  g_strfreev (self->domains);
  g_free (self->name);
  g_free (self);
}

/* --- at work ----------------------------------------------------------------------- */

/* Every element takes UDP and TCP (RFC 3261 §18), on one port. Who is not to have the
 * second does with the first. */
static gboolean
open_wires (LoreStation *self, const char *host, guint16 port, GError **error)
{
  const char *transport = self->surroundings->transport;
  LoreWire *wire = lore_element_open_transport (
      self->element, transport != NULL ? transport : "UDP", host, port, error);
  g_autofree char *bound = NULL;

  if (wire == NULL)
    return FALSE;
  self->transports = g_intern_string (transport);
  if (transport != NULL)
    return TRUE;
  lore_endpoint_parse (lore_wire_get_address (wire), &bound, &port, NULL);
  self->transports =
      lore_element_open_transport (self->element, "TCP", host, port, NULL) != NULL
          ? "UDP, TCP"
          : "UDP";
  return TRUE;
}

char *
lore_station_dup_hop (LoreStation *self)
{
  return lore_endpoint_with_transport (lore_station_get_address (self),
                                       self->surroundings->transport);
}

gboolean
lore_station_open (LoreStation *self, const char *host, guint16 port, GError **error)
{
  if (!open_wires (self, host, port, error))
    return FALSE;
  for (gsize i = 0; self->domains[i] != NULL; i++)
    {
      g_autofree char *hop = lore_station_dup_hop (self);

      lore_directory_add (self->surroundings->directory, self->domains[i], hop);
    }
  return TRUE;
}

const char *
lore_station_get_name (LoreStation *self)
{
  return self->name;
}

const char *
lore_station_get_address (LoreStation *self)
{
  LoreWire *wire = lore_element_get_wire (self->element);

  return wire != NULL ? lore_wire_get_address (wire) : NULL;
}

const char *
lore_station_get_transports (LoreStation *self)
{
  return self->transports;
}

char *
lore_station_dup_address_over (LoreStation *self, const char *transport, GError **error)
{
  g_autofree char *there =
      lore_endpoint_with_transport (lore_station_get_address (self), transport);
  LoreWire *wire = lore_element_find_wire (self->element, there, error);

  if (wire == NULL)
    return NULL;
  return lore_endpoint_with_transport (lore_wire_get_address (wire), transport);
}

void
lore_station_set_edition (LoreStation *self, LoreEdition edition)
{
  lore_element_set_edition (self->element, edition);
}

void
lore_station_set_next (LoreStation *self, const char *hop)
{
  if (self->proxy != NULL)
    lore_proxy_set_next (self->proxy, hop);
  else if (self->b2bua != NULL)
    lore_b2bua_set_next (self->b2bua, hop);
}

void
lore_station_set_answer_after (LoreStation *self, gint64 us)
{
  if (self->callee != NULL)
    lore_callee_set_answer_after (self->callee, us);
}

void
lore_station_require_login (LoreStation *self, const char *user, const char *password)
{
  lore_guard_set_user (self->guard, user, password);
}

void
lore_station_reset (LoreStation *self)
{
  if (self->callee != NULL)
    {
      lore_callee_reset (self->callee);
      lore_session_timers_reset (self->session_timers);
      lore_glare_reset (self->glare);
    }
  if (self->proxy != NULL)
    lore_proxy_reset (self->proxy);
  if (self->b2bua != NULL)
    lore_b2bua_reset (self->b2bua);
  lore_element_reset (self->element);
  if (self->dialogs != NULL)
    g_hash_table_remove_all (self->dialogs);
}
