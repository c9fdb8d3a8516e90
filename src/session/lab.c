/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/lab.h"

#include "base/problem.h"
#include "plan/template.h"
#include "session/callee.h"
#include "session/caller.h"
#include "session/faults.h"
#include "session/glare.h"
#include "session/keeper.h"
#include "session/practice.h"
#include "session/variables.h"
#include "wire/endpoint.h"

#include <string.h>

struct _LoreLab
{
  GObject parent_instance;

  /* Owned */
  LoreTrace *trace;
  LoreClock *clock;
  LoreFaults *faults;
  LoreChance *chance;
  GHashTable *resolved; /* destination as typed → address */
  char **offers;        /* as last told */

  LoreElement *alice;
  GHashTable *alice_dialogs;
  LoreCaller *caller;
  LoreCallee *alice_callee;
  LoreSessionTimers *session_timers; /* Alice's, as the next */
  LoreKeeper *keeper;
  LoreGlare *glare;
  LoreVariables *variables;

  LorePractice *practice;
};

enum
{
  OFFERS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreLab, lore_lab, G_TYPE_OBJECT)

/* --- Alice ------------------------------------------------------------------------- */

static void
lore_lab_check_offers (LoreLab *self)
{
  char **offers = lore_lab_dup_offers (self);

  if (g_strv_equal ((const char *const *)offers, (const char *const *)self->offers))
    {
      g_strfreev (offers);
      return;
    }
  g_strfreev (self->offers);
  self->offers = offers;
  g_signal_emit (self, signals[OFFERS_CHANGED], 0);
}

/* Raw is raw: while the student writes every byte, nothing answers in their place. */
static void
alice_request (LoreElement *element, LoreTransaction *transaction,
               const LoreArrival *arrival, gpointer user_data)
{
  LoreLab *self = user_data;

  if (lore_caller_is_raw (self->caller))
    lore_caller_request (self->caller, arrival);
  else
    {
      lore_notebook_expect (lore_caller_get_notebook (self->caller), arrival->message);
      lore_callee_request (self->alice_callee, transaction, arrival);
      lore_keeper_notified (self->keeper, arrival);
    }
  lore_lab_check_offers (self);
}

static void
alice_response (LoreElement *element, LoreTransaction *transaction,
                const LoreArrival *arrival, gpointer user_data)
{
  LoreLab *self = user_data;
  gboolean refused = arrival->index.status >= 300;

  /* A refusal may end the dialog, and what it means for its session is asked before. */
  if (refused)
    {
      lore_session_timers_answered (self->session_timers, transaction, arrival);
      lore_glare_answered (self->glare, transaction, arrival);
    }
  lore_caller_response (self->caller, transaction, arrival);
  if (!refused)
    lore_session_timers_answered (self->session_timers, transaction, arrival);
  lore_keeper_answered (self->keeper, transaction, arrival);
  lore_lab_check_offers (self);
}

static void
alice_failed (LoreElement *element, LoreTransaction *transaction, LoreDo why,
              gpointer user_data)
{
  LoreLab *self = user_data;

  if (lore_transaction_is_client (transaction))
    {
      lore_session_timers_failed (self->session_timers, transaction);
      lore_keeper_failed (self->keeper, transaction);
      lore_caller_failed (self->caller, transaction);
    }
  lore_lab_check_offers (self);
}

static void
alice_ended (LoreElement *element, LoreTransaction *transaction, gpointer user_data)
{
  lore_callee_ended (((LoreLab *)user_data)->alice_callee, transaction);
}

/* What Alice's user agent sends by itself, to keep things up. */
static void
on_sent_by_itself (GBytes *request, const char *destination, gpointer user_data)
{
  LoreLab *self = user_data;

  lore_notebook_sent (lore_caller_get_notebook (self->caller), request, destination,
                      TRUE);
  lore_lab_check_offers (self);
}

static const LoreCore alice_core = { alice_request, alice_response, alice_failed,
                                     alice_ended };

/* --- the object -------------------------------------------------------------------- */

static void
lore_lab_dispose (GObject *object)
{
  LoreLab *self = LORE_LAB (object);

  if (self->alice != NULL)
    lore_element_close (self->alice);
  g_clear_pointer (&self->caller, lore_caller_free);
  g_clear_pointer (&self->alice_callee, lore_callee_free);
  g_clear_pointer (&self->session_timers, lore_session_timers_free);
  g_clear_pointer (&self->keeper, lore_keeper_free);
  g_clear_pointer (&self->glare, lore_glare_free);
  g_clear_pointer (&self->variables, lore_variables_free);
  g_clear_pointer (&self->practice, lore_practice_free);
  g_clear_object (&self->alice);
  g_clear_pointer (&self->alice_dialogs, g_hash_table_unref);
  g_clear_object (&self->trace);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->faults, lore_faults_free);
  G_OBJECT_CLASS (lore_lab_parent_class)->dispose (object);
}

static void
lore_lab_finalize (GObject *object)
{
  LoreLab *self = LORE_LAB (object);

  lore_chance_free (self->chance);
  g_hash_table_unref (self->resolved);
  g_strfreev (self->offers);
  G_OBJECT_CLASS (lore_lab_parent_class)->finalize (object);
}

static void
lore_lab_class_init (LoreLabClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lore_lab_dispose;
  object_class->finalize = lore_lab_finalize;
  signals[OFFERS_CHANGED] =
      g_signal_new ("offers-changed", LORE_TYPE_LAB, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
}

static void
lore_lab_init (LoreLab *self)
{
  self->resolved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->offers = g_new0 (char *, 1);
}

LoreLab *
lore_lab_new (LoreTrace *trace, LoreClock *clock, LoreNetwork *network, guint64 seed)
{
  LoreLab *self = g_object_new (LORE_TYPE_LAB, NULL);

  g_set_object (&self->trace, trace);
  self->clock = g_object_ref (clock);
  self->chance = lore_chance_new (seed);
  self->faults = lore_faults_new (trace, clock, network, self->chance);
  network = lore_faults_get_network (self->faults);

  self->alice =
      lore_element_new ("alice", trace, clock, network, self->chance, &alice_core, self);
  lore_element_set_participant (self->alice, "Alice", "role:uac");
  self->alice_dialogs = lore_dialogs_new ();
  self->caller = lore_caller_new (self->alice, self->alice_dialogs);
  self->alice_callee = lore_callee_new (self->alice, "alice", self->alice_dialogs);
  lore_callee_set_behaviour (self->alice_callee, lore_behaviour_lookup ("unavailable"),
                             0);
  self->session_timers =
      lore_session_timers_new (self->alice, self->alice_dialogs, "alice");
  lore_session_timers_set_sent (self->session_timers, on_sent_by_itself, self);
  lore_callee_set_timers (self->alice_callee, self->session_timers);
  self->keeper = lore_keeper_new (self->alice, self->alice_dialogs);
  lore_keeper_set_sent (self->keeper, on_sent_by_itself, self);
  self->glare = lore_glare_new (self->alice, self->alice_dialogs);
  lore_glare_set_sent (self->glare, on_sent_by_itself, self);
  self->variables = lore_variables_new (self->alice);

  self->practice = lore_practice_new (trace, clock, network, self->chance);
  return self;
}

LoreTrace *
lore_lab_get_trace (LoreLab *self)
{
  g_return_val_if_fail (LORE_IS_LAB (self), NULL);
  return self->trace;
}

LoreClock *
lore_lab_get_clock (LoreLab *self)
{
  g_return_val_if_fail (LORE_IS_LAB (self), NULL);
  return self->clock;
}

/* --- sockets ----------------------------------------------------------------------- */

static const char *
get_address (LoreElement *element)
{
  LoreWire *wire = lore_element_get_wire (element);

  return wire != NULL ? lore_wire_get_address (wire) : NULL;
}

gboolean
lore_lab_open (LoreLab *self, const char *host, guint16 port, GError **error)
{
  g_return_val_if_fail (LORE_IS_LAB (self), FALSE);
  return lore_element_open (self->alice, host, port, error) != NULL;
}

const char *
lore_lab_get_address (LoreLab *self)
{
  g_return_val_if_fail (LORE_IS_LAB (self), NULL);
  return get_address (self->alice);
}

gboolean
lore_lab_start_bob (LoreLab *self, const char *host, guint16 port, GError **error)
{
  g_return_val_if_fail (LORE_IS_LAB (self), FALSE);
  return lore_station_open (lore_practice_get_bob (self->practice), host, port, error);
}

gboolean
lore_lab_start_registrar (LoreLab *self, const char *host, guint16 port, GError **error)
{
  g_return_val_if_fail (LORE_IS_LAB (self), FALSE);
  return lore_station_open (lore_practice_get_registrar (self->practice), host, port,
                            error);
}

gboolean
lore_lab_start_practice (LoreLab *self, GError **error)
{
  g_return_val_if_fail (LORE_IS_LAB (self), FALSE);
  return lore_lab_start_bob (self, NULL, 0, error)
         && lore_lab_start_registrar (self, NULL, 0, error);
}

void
lore_lab_set_practice_transport (LoreLab *self, const char *transport)
{
  g_return_if_fail (LORE_IS_LAB (self));
  lore_practice_set_transport (self->practice, transport);
}

const char *
lore_lab_get_bob_address (LoreLab *self)
{
  g_return_val_if_fail (LORE_IS_LAB (self), NULL);
  return lore_station_get_address (lore_practice_get_bob (self->practice));
}

const char *
lore_lab_get_registrar_address (LoreLab *self)
{
  g_return_val_if_fail (LORE_IS_LAB (self), NULL);
  return lore_station_get_address (lore_practice_get_registrar (self->practice));
}

char *
lore_lab_dup_practice_address (LoreLab *self, const char *name, const char *transport,
                               GError **error)
{
  LoreStation *station = NULL;

  g_return_val_if_fail (LORE_IS_LAB (self) && name != NULL && transport != NULL, NULL);
  if (g_ascii_strcasecmp (name, "Bob") == 0)
    station = lore_practice_get_bob (self->practice);
  else if (g_ascii_strcasecmp (name, "Registrar") == 0)
    station = lore_practice_get_registrar (self->practice);
  return station != NULL && lore_station_get_address (station) != NULL
             ? lore_station_dup_address_over (station, transport, error)
             : NULL;
}

gboolean
lore_lab_set_bob_behaviour (LoreLab *self, const char *behaviour, GError **error)
{
  g_return_val_if_fail (LORE_IS_LAB (self), FALSE);
  return lore_practice_set_behaviour (self->practice, behaviour, error);
}

void
lore_lab_set_bob_answer_after (LoreLab *self, double seconds)
{
  g_return_if_fail (LORE_IS_LAB (self) && seconds >= 0);
  lore_practice_set_answer_after (self->practice, seconds * G_USEC_PER_SEC);
}

void
lore_lab_require_login (LoreLab *self, const char *user, const char *password)
{
  g_return_if_fail (LORE_IS_LAB (self));
  lore_practice_require_login (self->practice, user, password);
}

void
lore_lab_set_login (LoreLab *self, const char *user, const char *password)
{
  g_return_if_fail (LORE_IS_LAB (self));
  lore_caller_set_login (self->caller, user, password);
  lore_keeper_set_login (self->keeper, user, password);
}

gboolean
lore_lab_load_network (LoreLab *self, const LoreNetworkPlan *plan, const char *host,
                       GError **error)
{
  g_return_val_if_fail (LORE_IS_LAB (self) && plan != NULL, FALSE);
  return lore_practice_load (self->practice, plan, host, error)
         && lore_lab_set_faults (self, (const char *const *)plan->faults, error);
}

const char *
lore_lab_get_station_address (LoreLab *self, const char *name)
{
  g_return_val_if_fail (LORE_IS_LAB (self) && name != NULL, NULL);
  return lore_practice_get_address (self->practice, name);
}

const char *
lore_lab_get_station_transports (LoreLab *self, const char *name)
{
  g_return_val_if_fail (LORE_IS_LAB (self), NULL);
  return lore_practice_get_transports (self->practice, name);
}

char *
lore_lab_dup_network_destination (LoreLab *self)
{
  g_return_val_if_fail (LORE_IS_LAB (self), NULL);
  return lore_practice_dup_destination (self->practice);
}

GPtrArray *
lore_lab_dup_locations (LoreLab *self)
{
  g_return_val_if_fail (LORE_IS_LAB (self), NULL);
  return lore_practice_dup_locations (self->practice);
}

gboolean
lore_lab_set_faults (LoreLab *self, const char *const *rules, GError **error)
{
  g_return_val_if_fail (LORE_IS_LAB (self), FALSE);
  return lore_faults_set (self->faults, rules, error);
}

void
lore_lab_set_edition (LoreLab *self, LoreEdition edition)
{
  g_return_if_fail (LORE_IS_LAB (self));
  lore_element_set_edition (self->alice, edition);
  lore_practice_set_edition (self->practice, edition);
}

/* --- what to send ------------------------------------------------------------------ */

/* Of a domain of the practice network. */
static char *
lore_lab_dup_domain_address (LoreLab *self, const char *destination)
{
  g_autofree char *host = NULL;
  const char *way;
  guint16 port;

  if (!lore_endpoint_parse (destination, &host, &port, NULL))
    return NULL;
  way = lore_practice_get_way (self->practice, host);
  return way != NULL ? lore_endpoint_with_transport (
             way, lore_endpoint_get_transport (destination))
                     : NULL;
}

/* The address behind a destination as far as it is known without asking anybody. */
static char *
lore_lab_dup_known_address (LoreLab *self, const char *destination)
{
  g_autofree char *host = NULL, *practice = NULL;
  guint16 port;

  if (destination == NULL || !lore_endpoint_parse (destination, &host, &port, NULL))
    return NULL;
  if (lore_host_is_address (host))
    return lore_endpoint_format_as (host, port, destination);
  if (lore_host_is_loopback (host))
    return lore_endpoint_format_as ("127.0.0.1", port, destination);
  practice = lore_lab_dup_domain_address (self, destination);
  if (practice != NULL)
    return g_steal_pointer (&practice);
  return g_strdup (g_hash_table_lookup (self->resolved, destination));
}

/* It counts in the Request-URI and the body, and so is filled when they are. */
static void
lore_lab_add_authorization (LoreLab *self, const char *text, GHashTable *variables)
{
  g_autoptr (GBytes) request = lore_template_fill (text, variables, TRUE, NULL);
  char *answer = lore_caller_dup_authorization (self->caller, request);

  if (answer != NULL)
    g_hash_table_replace (variables, g_strdup ("authorization"), answer);
}

GHashTable *
lore_lab_dup_variables (LoreLab *self, const char *template_text, const char *destination)
{
  g_autofree char *address = NULL;
  GHashTable *variables;

  g_return_val_if_fail (LORE_IS_LAB (self), NULL);
  address = lore_lab_dup_known_address (self, destination);
  variables =
      lore_variables_dup (self->variables, lore_caller_get_notebook (self->caller),
                          template_text, destination, address);
  if (strstr (template_text, "{{authorization}}") != NULL)
    lore_lab_add_authorization (self, template_text, variables);
  return variables;
}

char **
lore_lab_dup_offers (LoreLab *self)
{
  g_return_val_if_fail (LORE_IS_LAB (self), NULL);
  return lore_notebook_dup_offers (lore_caller_get_notebook (self->caller));
}

char *
lore_lab_dup_offer_destination (LoreLab *self, const char *template_name)
{
  g_return_val_if_fail (LORE_IS_LAB (self), NULL);
  return lore_notebook_dup_destination (lore_caller_get_notebook (self->caller),
                                        template_name);
}

gboolean
lore_lab_is_local_destination (const char *destination)
{
  g_autofree char *host = NULL;
  guint16 port;

  return lore_endpoint_parse (destination, &host, &port, NULL)
         && lore_host_is_loopback (host);
}

gboolean
lore_lab_is_busy (LoreLab *self)
{
  g_return_val_if_fail (LORE_IS_LAB (self), FALSE);
  return lore_element_has_client (self->alice) || lore_glare_is_waiting (self->glare);
}

/* --- sending ----------------------------------------------------------------------- */

static void
on_aimed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoreLab *self = g_task_get_source_object (task);
  GError *error = NULL;
  char *address = lore_network_resolve_finish (LORE_NETWORK (source), result, &error);

  if (address == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_hash_table_replace (self->resolved, g_strdup (g_task_get_task_data (task)), address);
  g_task_return_pointer (task, g_strdup (address), g_free);
}

void
lore_lab_aim_async (LoreLab *self, const char *destination, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *known = NULL;

  g_return_if_fail (LORE_IS_LAB (self));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, lore_lab_aim_async);
  g_task_set_task_data (task, g_strdup (destination), g_free);
  known = lore_lab_dup_domain_address (self, destination);
  if (known != NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&known), g_free);
      return;
    }
  lore_network_resolve_async (lore_faults_get_network (self->faults), destination,
                              cancellable, on_aimed, g_steal_pointer (&task));
}

gboolean
lore_lab_aim_finish (LoreLab *self, GAsyncResult *result, GError **error)
{
  g_autofree char *address = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  address = g_task_propagate_pointer (G_TASK (result), error);
  return address != NULL;
}

/* What lore_lab_send_async() carries while a name is being resolved. */
typedef struct
{
  GBytes *message;
  LoreSendMode mode;
} Sending;

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_bytes_unref (sending->message);
  g_free (sending);
}

static void
lore_lab_send_to_address (LoreLab *self, GTask *task, const char *address)
{
  Sending *sending = g_task_get_task_data (task);
  guint32 message = LORE_ID_NONE;
  GError *error = NULL;

  if (lore_caller_send (self->caller, sending->message, address,
                        sending->mode == LORE_SEND_GUIDED, &message, &error))
    {
      lore_variables_renew (self->variables);
      g_task_return_int (task, message);
    }
  else
    g_task_return_error (task, error);
  lore_lab_check_offers (self);
}

static void
on_destination_resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoreLab *self = LORE_LAB (source);
  g_autofree char *address = NULL;
  GError *error = NULL;

  address = g_task_propagate_pointer (G_TASK (result), &error);
  if (address != NULL)
    lore_lab_send_to_address (self, task, address);
  else
    g_task_return_error (task, error);
}

static gboolean
check_sending (LoreLab *self, GBytes *message, const char *destination, GError **error)
{
  g_autofree char *host = NULL;
  guint16 port;

  if (g_bytes_get_size (message) == 0)
    {
      lore_problem_set (error, LORE_PROBLEM_USAGE, "empty-message", NULL);
      return FALSE;
    }
  if (!lore_endpoint_parse (destination, &host, &port, error))
    return FALSE;
  return lore_lab_get_address (self) != NULL || lore_lab_open (self, NULL, 0, error);
}

void
lore_lab_send_async (LoreLab *self, GBytes *message, const char *destination,
                     LoreSendMode mode, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *address = NULL;
  GError *error = NULL;
  Sending *sending;

  g_return_if_fail (LORE_IS_LAB (self));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, lore_lab_send_async);
  if (!check_sending (self, message, destination, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  sending = g_new0 (Sending, 1);
  sending->message = g_bytes_ref (message);
  sending->mode = mode;
  g_task_set_task_data (task, sending, sending_free);
  address = lore_lab_dup_known_address (self, destination);
  if (address != NULL)
    lore_lab_send_to_address (self, task, address);
  else
    lore_lab_aim_async (self, destination, cancellable, on_destination_resolved,
                        g_steal_pointer (&task));
}

gboolean
lore_lab_send_finish (LoreLab *self, GAsyncResult *result, guint32 *ret_message,
                      GError **error)
{
  GError *failure = NULL;
  gssize message;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  message = g_task_propagate_int (G_TASK (result), &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (ret_message != NULL)
    *ret_message = message;
  return TRUE;
}

void
lore_lab_let_go (LoreLab *self)
{
  g_return_if_fail (LORE_IS_LAB (self));
  lore_keeper_let_go (self->keeper);
}

void
lore_lab_reset (LoreLab *self)
{
  g_return_if_fail (LORE_IS_LAB (self));
  lore_caller_reset (self->caller);
  lore_callee_reset (self->alice_callee);
  lore_session_timers_reset (self->session_timers);
  lore_keeper_reset (self->keeper);
  lore_glare_reset (self->glare);
  lore_element_reset (self->alice);
  lore_practice_reset (self->practice);
  g_hash_table_remove_all (self->alice_dialogs);
  lore_variables_renew (self->variables);
  lore_lab_check_offers (self);
}
