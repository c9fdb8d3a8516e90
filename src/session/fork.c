/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/fork.h"

#include "session/compose.h"
#include "session/forward.h"
#include "session/origin.h"
#include "session/trying.h"
#include "sip/edit.h"
#include "sip/facts.h"
#include "wire/endpoint.h"

#define TIMER_C_US (180 * G_GINT64_CONSTANT (1000000)) /* §16.6 step 11: above 3 min */
#define MOST_TARGETS 32
/* In the place of a final status: the branch is over and has no say. */
#define NO_STATUS 1

/* A target and, once it was tried, its copy of the request. */
typedef struct
{
  LoreFork *fork; /* borrowed */
  char *uri;
  double q;

  GBytes *request; /* as it was sent; NULL before that */
  char *hop;
  LoreTransaction *client; /* NULL before and after */
  GBytes *final;           /* the response, its Via removed; NULL: none yet */
  guint status;            /* of the final response, or what stands for it; 0: none */
  guint timer_c;
  gboolean tried;
  gboolean provisional;
  gboolean cancel_wanted;
} Branch;

struct _LoreFork
{
  /* Owned */
  GBytes *request;
  char *trail;
  char *record_route;
  char *next_hop;
  LoreDirectory *directory;
  LoreTransaction *server; /* NULL once it has ended */
  LoreTrying *trying;      /* NULL: an INVITE, or there is an answer */
  GPtrArray *branches;     /* of Branch, in the order in which they are tried */
  GHashTable *clients;     /* shared: client transaction → fork */
  GCancellable *resolving;

  /* Borrowed */
  LoreElement *element;
  void (*done) (LoreFork *, gpointer);
  gpointer user_data;

  SipIndex index; /* of @request */
  guint next;     /* the first branch that was not tried */
  gboolean serial;
  gboolean recurses;
  gboolean answered; /* a final response went back */
  gboolean stopped;  /* no further target is tried */
};

static void
branch_free (gpointer data)
{
  Branch *branch = data;

  if (branch->timer_c != 0)
    lore_clock_remove (lore_element_get_clock (branch->fork->element), branch->timer_c);
  if (branch->client != NULL)
    g_hash_table_remove (branch->fork->clients, branch->client);
  g_free (branch->uri);
  g_free (branch->hop);
  g_clear_pointer (&branch->request, g_bytes_unref);
  g_clear_pointer (&branch->client, lore_transaction_unref);
  g_clear_pointer (&branch->final, g_bytes_unref);
  g_free (branch);
}

static gboolean
is_pending (const Branch *branch)
{
  return branch->tried && branch->status == 0;
}

static Branch *
find_branch (LoreFork *self, LoreTransaction *client)
{
  for (guint i = 0; i < self->branches->len; i++)
    if (((Branch *)self->branches->pdata[i])->client == client)
      return self->branches->pdata[i];
  return NULL;
}

/* --- back to the client ------------------------------------------------------------ */

static void
pass_back (LoreFork *self, GBytes *response)
{
  g_clear_pointer (&self->trying, lore_trying_free);
  if (self->server != NULL)
    lore_transaction_feed_response (self->server, response);
}

static void
answer (LoreFork *self, guint status, const char *rfc)
{
  g_autofree char *tag =
      lore_chance_dup_token (lore_element_get_chance (self->element), 8);
  g_autofree char *topic = g_strdup_printf ("note:answers-%u", status);
  g_autofree char *subject = NULL;
  LoreReply words = { .status = status, .to_tag = tag };
  g_autoptr (GBytes) response = NULL;

  if (self->server == NULL)
    return;
  subject = g_strdup (lore_transaction_get_subject (self->server));
  lore_recorder_note (lore_element_get_recorder (self->element), topic, subject, rfc);
  response = lore_compose_response (lore_transaction_get_request (self->server), &words);
  pass_back (self, response);
}

/* §16.7 step 6: a 6xx before all, else the lowest class, and among 4xx those that say
 * how to try again. Smaller is better. */
static guint
rank (guint status)
{
  static const guint helpful[] = { 401, 407, 415, 420, 484 };

  for (gsize i = 0; i < G_N_ELEMENTS (helpful); i++)
    if (status == helpful[i])
      return 400;
  if (status >= 600)
    return 0;
  /* A response that the proxy made up speaks for nobody behind it. */
  return status == 408 ? 499 : status / 100 * 100 + 50;
}

static Branch *
choose_best (LoreFork *self)
{
  Branch *best = NULL;

  for (guint i = 0; i < self->branches->len; i++)
    {
      Branch *branch = self->branches->pdata[i];

      if (branch->status >= 300
          && (best == NULL || rank (branch->status) < rank (best->status)))
        best = branch;
    }
  return best;
}

/* Takes @response. Challenges cannot share a field (§7.3.1). */
static GBytes *
append_fields (GBytes *response, const char *name, GBytes *from)
{
  g_auto (GStrv) values = sip_edit_dup_values (from, name);

  for (gsize i = 0; values[i] != NULL; i++)
    {
      g_autoptr (GBytes) shorter = g_steal_pointer (&response);

      response = sip_edit_append (shorter, name, values[i]);
    }
  return response;
}

/* §16.7 step 7: the client can answer all challenges at once. */
static GBytes *
add_challenges (LoreFork *self, Branch *best)
{
  static const char *const fields[] = { "WWW-Authenticate", "Proxy-Authenticate" };
  GBytes *response = g_bytes_ref (best->final);

  for (guint i = 0; i < self->branches->len; i++)
    {
      Branch *branch = self->branches->pdata[i];

      if (branch == best || branch->final == NULL
          || (branch->status != 401 && branch->status != 407))
        continue;
      for (gsize j = 0; j < G_N_ELEMENTS (fields); j++)
        response = append_fields (response, fields[j], branch->final);
    }
  return response;
}

static void
keep_silent (LoreFork *self)
{
  g_clear_pointer (&self->trying, lore_trying_free);
  if (self->server == NULL)
    return;
  lore_recorder_note (lore_element_get_recorder (self->element), "note:no-408",
                      lore_transaction_get_subject (self->server), "4320 §4.2");
  lore_element_drop (self->element, self->server);
  g_clear_pointer (&self->server, lore_transaction_unref);
}

static void
pass_best_back (LoreFork *self)
{
  Branch *best = choose_best (self);

  self->answered = TRUE;
  if (best == NULL)
    answer (self, 480, "3261 §16.7");
  /* RFC 4320 §4.2: a 408 to anything but an INVITE comes too late for everybody. */
  else if (best->status == 408 && self->index.method != SIP_METHOD_INVITE)
    keep_silent (self);
  /* A 503 is about the next server, not about this one (§16.7 step 6). */
  else if (best->final == NULL || best->status == 503)
    answer (self, best->status == 503 ? 500 : best->status, "3261 §16.7");
  else if (best->status == 401 || best->status == 407)
    {
      g_autoptr (GBytes) response = add_challenges (self, best);

      pass_back (self, response);
    }
  else
    pass_back (self, best->final);
}

/* --- CANCEL, §16.10 ---------------------------------------------------------------- */

/* Not before the next hop has said anything (§9.1). */
static void
cancel_branch (LoreFork *self, Branch *branch)
{
  g_autoptr (GBytes) cancel = NULL;

  if (!is_pending (branch) || self->index.method != SIP_METHOD_INVITE)
    return;
  branch->cancel_wanted = TRUE;
  if (!branch->provisional || branch->client == NULL)
    return;
  branch->cancel_wanted = FALSE;
  cancel = lore_forward_compose_cancel (branch->request);
  lore_element_request (self->element, lore_transaction_get_wire (branch->client), cancel,
                        lore_transaction_get_peer (branch->client), NULL);
}

/* @but may be NULL. */
static void
cancel_others (LoreFork *self, Branch *but)
{
  self->stopped = TRUE;
  for (guint i = 0; i < self->branches->len; i++)
    if (self->branches->pdata[i] != but)
      cancel_branch (self, self->branches->pdata[i]);
}

void
lore_fork_cancel (LoreFork *self)
{
  cancel_others (self, NULL);
}

/* --- forward ----------------------------------------------------------------------- */

static void try_next (LoreFork *self);

static void
conclude (LoreFork *self)
{
  for (guint i = 0; i < self->branches->len; i++)
    if (is_pending (self->branches->pdata[i]))
      return;
  if (!self->stopped && self->next < self->branches->len)
    try_next (self);
  else if (!self->answered)
    pass_best_back (self);
}

static void
finish_branch (LoreFork *self, Branch *branch, guint status)
{
  if (branch->timer_c != 0)
    lore_clock_remove (lore_element_get_clock (self->element), branch->timer_c);
  branch->timer_c = 0;
  if (branch->status != 0)
    return;
  branch->status = status;
  conclude (self);
}

/* The next hop has rung for three minutes, or never rang (§16.8). */
static void
on_timer_c (gpointer data)
{
  Branch *branch = data;
  LoreFork *self = branch->fork;

  branch->timer_c = 0;
  lore_recorder_timer (lore_element_get_recorder (self->element), LORE_EVENT_TIMER_FIRED,
                       "timer:C", lore_transaction_get_subject (branch->client),
                       TIMER_C_US, "3261 §16.8");
  if (branch->provisional)
    cancel_branch (self, branch);
  else
    finish_branch (self, branch, 408);
}

static void
set_timer_c (LoreFork *self, Branch *branch)
{
  LoreClock *clock = lore_element_get_clock (self->element);

  if (self->index.method != SIP_METHOD_INVITE)
    return;
  if (branch->timer_c != 0)
    lore_clock_remove (clock, branch->timer_c);
  branch->timer_c = lore_clock_add (clock, TIMER_C_US, on_timer_c, branch);
  lore_recorder_timer (lore_element_get_recorder (self->element), LORE_EVENT_TIMER_SET,
                       "timer:C", lore_transaction_get_subject (branch->client),
                       TIMER_C_US, "3261 §16.6");
}

static void
record_branch (Branch *branch, LoreWire *wire, const char *address)
{
  LoreFork *self = branch->fork;
  g_autoptr (GBytes) plain = NULL;
  g_autofree char *to = NULL;

  if (self->record_route == NULL)
    return;
  to = lore_origin_dup_record_route (self->element, wire, address);
  plain = g_steal_pointer (&branch->request);
  branch->request = lore_forward_record (plain, self->record_route, to);
}

static void
send_branch (Branch *branch, const char *address)
{
  LoreFork *self = branch->fork;
  LoreWire *wire = lore_element_find_wire (self->element, address, NULL);
  g_autofree char *bare = lore_endpoint_with_transport (address, NULL);
  g_autofree char *via = NULL, *traced = NULL;
  GBytes *sent;

  if (wire != NULL)
    {
      record_branch (branch, wire, address);
      via = lore_origin_dup_via (self->element, wire, address);
      traced = g_strconcat (via, ".", self->trail, NULL);
      sent = sip_edit_prepend (branch->request, "Via", traced);
      g_bytes_unref (branch->request);
      branch->request = sent;
      branch->client =
          lore_element_request (self->element, wire, branch->request, bare, NULL);
    }
  if (branch->client == NULL) /* it did not leave: as a 503 (§16.9) */
    {
      finish_branch (self, branch, 503);
      return;
    }
  lore_transaction_ref (branch->client);
  g_hash_table_insert (self->clients, branch->client, self);
  set_timer_c (self, branch);
}

typedef struct
{
  LoreFork *fork; /* alive while the operation was not cancelled */
  guint branch;
  GCancellable *cancellable;
} Resolving;

static void
on_resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Resolving *resolving = user_data;
  g_autoptr (GCancellable) cancellable = resolving->cancellable;
  g_autofree char *address =
      lore_network_resolve_finish (LORE_NETWORK (source), result, NULL);
  Branch *branch;

  if (g_cancellable_is_cancelled (cancellable))
    return;
  branch = resolving->fork->branches->pdata[resolving->branch];
  if (address != NULL)
    send_branch (branch, address);
  else
    finish_branch (resolving->fork, branch, 404);
}

static void
aim_branch (LoreFork *self, guint i)
{
  Branch *branch = self->branches->pdata[i];
  g_autofree char *address = lore_directory_dup_address (self->directory, branch->hop);
  g_autofree char *host = NULL;
  Resolving *resolving;
  guint16 port;

  if (lore_endpoint_parse (address, &host, &port, NULL) && lore_host_is_address (host))
    {
      send_branch (branch, address);
      return;
    }
  resolving = g_new0 (Resolving, 1);
  resolving->fork = self;
  resolving->branch = i;
  resolving->cancellable = g_object_ref (self->resolving);
  lore_network_resolve_async (lore_element_get_network (self->element), address,
                              self->resolving, on_resolved, resolving);
}

static void
try_branch (LoreFork *self, guint i)
{
  Branch *branch = self->branches->pdata[i];

  if (self->stopped) /* one of the others has decided it */
    {
      finish_branch (self, branch, NO_STATUS);
      return;
    }
  branch->request =
      lore_forward_copy (self->request, branch->uri, self->next_hop, &branch->hop);
  if (branch->request != NULL)
    aim_branch (self, i);
  else
    finish_branch (self, branch, 416);
}

static void
try_next (LoreFork *self)
{
  guint end = self->serial ? self->next + 1 : self->branches->len;
  guint begin = self->next;

  self->next = end;
  /* All count as tried before the first can fail. */
  for (guint i = begin; i < end; i++)
    ((Branch *)self->branches->pdata[i])->tried = TRUE;
  for (guint i = begin; i < end; i++)
    try_branch (self, i);
}

static gboolean
has_target (LoreFork *self, const char *uri)
{
  for (guint i = 0; i < self->branches->len; i++)
    if (g_str_equal (((Branch *)self->branches->pdata[i])->uri, uri))
      return TRUE;
  return FALSE;
}

static void
add_target (LoreFork *self, const char *contact)
{
  g_autofree char *uri = sip_value_dup_uri (contact);
  g_autofree char *q = sip_value_dup_param (contact, "q");
  Branch *branch;
  guint at = self->branches->len;

  if (uri == NULL)
    uri = g_strdup (contact);
  if (has_target (self, uri) || self->branches->len >= MOST_TARGETS)
    return;
  branch = g_new0 (Branch, 1);
  branch->fork = self;
  branch->uri = g_steal_pointer (&uri);
  branch->q = q != NULL ? g_ascii_strtod (q, NULL) : 1;
  while (at > self->next && ((Branch *)self->branches->pdata[at - 1])->q < branch->q)
    at--;
  g_ptr_array_insert (self->branches, at, branch);
}

void
lore_fork_start (LoreFork *self, const char *const *contacts)
{
  for (gsize i = 0; contacts[i] != NULL; i++)
    add_target (self, contacts[i]);
  /* Whoever rings takes a while; the client may stop repeating (§16.2). */
  if (self->index.method == SIP_METHOD_INVITE)
    {
      LoreReply trying = { .status = 100 };
      g_autoptr (GBytes) response =
          lore_compose_response (lore_transaction_get_request (self->server), &trying);

      pass_back (self, response);
    }
  else
    self->trying = lore_trying_new (self->element, self->server);
  if (self->branches->len == 0)
    conclude (self);
  else
    try_next (self);
}

/* --- what comes back --------------------------------------------------------------- */

/* §16.7 step 4: the proxy may follow a redirection itself. */
static gboolean
recurse (LoreFork *self, GBytes *response, guint status)
{
  g_auto (GStrv) contacts = sip_edit_dup_values (response, "Contact");
  guint before = self->branches->len;

  if (!self->recurses || status / 100 != 3 || self->stopped)
    return FALSE;
  for (gsize i = 0; contacts[i] != NULL; i++)
    add_target (self, contacts[i]);
  return self->branches->len > before;
}

static void
take_provisional (LoreFork *self, Branch *branch, guint status, GBytes *response)
{
  branch->provisional = TRUE;
  if (status > 100)
    {
      set_timer_c (self, branch);
      if (!self->answered)
        pass_back (self, response);
    }
  if (branch->cancel_wanted)
    cancel_branch (self, branch);
}

static void
take_final (LoreFork *self, Branch *branch, guint status, GBytes *response)
{
  if (recurse (self, response, status))
    status = NO_STATUS; /* its targets stand in its place */
  else if (branch->final == NULL)
    branch->final = g_bytes_ref (response);
  if (status >= 600)
    cancel_others (self, branch);
  finish_branch (self, branch, status);
}

void
lore_fork_response (LoreFork *self, LoreTransaction *client, const LoreArrival *arrival)
{
  Branch *branch = find_branch (self, client);
  g_autoptr (GBytes) response = NULL;
  guint status = arrival->index.status;

  /* With one Via it would have ended here (§16.7 step 3). */
  if (branch == NULL || arrival->index.n_vias < 2)
    return;
  response = sip_edit_remove_first (arrival->message, "Via");
  if (status < 200)
    take_provisional (self, branch, status, response);
  else if (status >= 300)
    take_final (self, branch, status, response);
  else
    {
      /* Every 2xx goes back at once; a later one makes another dialog (§16.7 step 5). */
      if (!self->answered || self->index.method == SIP_METHOD_INVITE)
        {
          self->answered = TRUE;
          pass_back (self, response);
        }
      if (branch->status == 0)
        {
          cancel_others (self, branch);
          finish_branch (self, branch, status);
        }
    }
}

void
lore_fork_failed (LoreFork *self, LoreTransaction *client, LoreDo why)
{
  Branch *branch = find_branch (self, client);

  if (branch != NULL)
    finish_branch (self, branch, why == LORE_DO_TELL_TIMEOUT ? 408 : 503);
}

/* --- its life ---------------------------------------------------------------------- */

static void
check_done (LoreFork *self)
{
  if (self->server != NULL)
    return;
  for (guint i = 0; i < self->branches->len; i++)
    if (((Branch *)self->branches->pdata[i])->client != NULL)
      return;
  self->done (self, self->user_data);
}

void
lore_fork_ended (LoreFork *self, LoreTransaction *transaction)
{
  Branch *branch = find_branch (self, transaction);

  if (branch != NULL)
    {
      g_hash_table_remove (self->clients, transaction);
      g_clear_pointer (&branch->client, lore_transaction_unref);
    }
  if (transaction == self->server)
    {
      g_clear_pointer (&self->trying, lore_trying_free);
      g_clear_pointer (&self->server, lore_transaction_unref);
    }
  check_done (self);
}

LoreTransaction *
lore_fork_get_server (LoreFork *self)
{
  return self->server;
}

LoreFork *
lore_fork_new (LoreElement *element, LoreTransaction *server, GBytes *request,
               const LoreForkRules *rules, GHashTable *clients,
               void (*done) (LoreFork *, gpointer), gpointer user_data)
{
  LoreFork *self = g_new0 (LoreFork, 1);

  self->element = element;
  self->server = lore_transaction_ref (server);
  self->request = g_bytes_ref (request);
  self->directory = lore_directory_ref (rules->directory);
  self->trail = g_strdup (rules->trail);
  self->record_route = g_strdup (rules->record_route);
  self->next_hop = g_strdup (rules->next);
  self->serial = rules->serial;
  self->recurses = rules->recurses;
  self->clients = g_hash_table_ref (clients);
  self->branches = g_ptr_array_new_with_free_func (branch_free);
  self->resolving = g_cancellable_new ();
  self->done = done;
  self->user_data = user_data;
  lore_message_index (request, &self->index);
  return self;
}

void
lore_fork_free (LoreFork *self)
{
  g_cancellable_cancel (self->resolving);
  g_clear_pointer (&self->trying, lore_trying_free);
  g_ptr_array_unref (self->branches);
  g_clear_pointer (&self->server, lore_transaction_unref);
  g_object_unref (self->resolving);
  g_hash_table_unref (self->clients);
  lore_directory_unref (self->directory);
  g_bytes_unref (self->request);
  g_free (self->trail);
  g_free (self->record_route);
  g_free (self->next_hop);
  g_free (self);
}
