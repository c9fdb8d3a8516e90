/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/proxy.h"

#include "session/compose.h"
#include "session/dispatch.h"
#include "session/fork.h"
#include "session/forward.h"
#include "session/origin.h"
#include "session/sips.h"
#include "session/via.h"
#include "sip/edit.h"
#include "sip/facts.h"
#include "wire/endpoint.h"

#include <string.h>

struct _LoreProxy
{
  /* Owned */
  LoreDirectory *directory;
  GPtrArray *domains;  /* of char * */
  char *next;          /* or NULL */
  GPtrArray *forks;    /* of LoreFork */
  GHashTable *clients; /* client transaction → LoreFork, shared with the forks */

  /* Borrowed */
  LoreElement *element;
  LoreBindings *bindings;
  LoreGuard *guard;         /* or NULL */
  LoreRegistrar *registrar; /* or NULL */

  LoreProxyFlags flags;
};

/* A request in the course of being forwarded. */
typedef struct
{
  LoreProxy *proxy;
  LoreTransaction *transaction; /* NULL: an ACK, or the proxy is stateless */
  const LoreArrival *arrival;
  GBytes *request; /* owned: as §16.4 prepared it */
  char *trail;
} Asked;

static void
asked_clear (Asked *asked)
{
  g_clear_pointer (&asked->request, g_bytes_unref);
  g_free (asked->trail);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

/* --- who it is --------------------------------------------------------------------- */

static char *
dup_hop_at (LoreProxy *self, LoreWire *wire, const char *peer)
{
  g_autofree char *host = NULL;
  guint16 port;

  lore_origin_get_address (self->element, wire, peer, &host, &port);
  return lore_endpoint_format (host, port);
}

static char *
dup_own_hop (LoreProxy *self, const char *peer)
{
  return dup_hop_at (self, lore_element_get_wire (self->element), peer);
}

static gboolean
is_own_domain (LoreProxy *self, const char *host)
{
  for (guint i = 0; i < self->domains->len; i++)
    if (g_ascii_strcasecmp (self->domains->pdata[i], host) == 0)
      return TRUE;
  return FALSE;
}

/* Its address, there where the request came in or elsewhere, or a domain that it serves.
 */
static gboolean
is_own (const char *hop, gpointer user_data)
{
  Asked *asked = user_data;
  g_autofree char *own = dup_own_hop (asked->proxy, asked->arrival->source);
  g_autofree char *here =
      dup_hop_at (asked->proxy, asked->arrival->wire, asked->arrival->source);
  g_autofree char *bare = lore_endpoint_with_transport (hop, NULL);
  g_autofree char *host = NULL;
  guint16 port;

  if (g_ascii_strcasecmp (bare, own) == 0 || g_ascii_strcasecmp (bare, here) == 0)
    return TRUE;
  return lore_endpoint_parse (hop, &host, &port, NULL)
         && is_own_domain (asked->proxy, host);
}

/* --- refusing ---------------------------------------------------------------------- */

static void
refuse (Asked *asked, guint status, const char *const *fields, const char *rfc)
{
  LoreElement *element = asked->proxy->element;
  g_autofree char *tag = lore_chance_dup_token (lore_element_get_chance (element), 8);
  g_autofree char *topic =
      status == 482 ? g_strdup ("note:loop-found") : lore_refusal_dup_topic (status, rfc);
  g_autofree char *subject =
      lore_message_dup_span (asked->arrival->message, asked->arrival->index.branch);
  LoreReply words = { .status = status, .to_tag = tag, .fields = fields };
  g_autoptr (GBytes) response = NULL;

  if (asked->arrival->index.method == SIP_METHOD_ACK)
    return;
  lore_recorder_note (lore_element_get_recorder (element), topic, subject, rfc);
  response = lore_compose_response (asked->arrival->message, &words);
  if (asked->transaction != NULL)
    lore_transaction_feed_response (asked->transaction, response);
  else
    {
      g_autofree char *peer = lore_via_dup_response_address (asked->arrival->message);

      lore_element_send (element, asked->arrival->wire, response, peer, NULL, NULL);
    }
}

static gboolean
check_hops (Asked *asked)
{
  g_autofree char *value = sip_edit_dup_value (asked->arrival->message, "Max-Forwards");
  guint64 left;

  if (value == NULL || !g_ascii_string_to_unsigned (value, 10, 0, 255, &left, NULL)
      || left > 0)
    return TRUE;
  refuse (asked, 483, NULL, "3261 §16.3");
  return FALSE;
}

static gboolean
check_loop (Asked *asked)
{
  g_autofree char *own = dup_own_hop (asked->proxy, asked->arrival->source);

  if (asked->proxy->flags & LORE_PROXY_LOOPS
      || !lore_forward_is_loop (asked->arrival->message, own, asked->trail))
    return TRUE;
  refuse (asked, 482, NULL, "5393 §4.2.2");
  return FALSE;
}

/* It understands no extension of proxies. */
static gboolean
check_extensions (Asked *asked)
{
  g_auto (GStrv) tags = sip_edit_dup_values (asked->arrival->message, "Proxy-Require");
  g_autofree char *joined = g_strjoinv (", ", tags);
  const char *fields[] = { "Unsupported", joined, NULL };

  if (*joined == '\0' || asked->arrival->index.method == SIP_METHOD_CANCEL)
    return TRUE;
  refuse (asked, 420, fields, "3261 §16.3");
  return FALSE;
}

/* Nothing can challenge an ACK or a CANCEL (§22.1), and requests of a dialog belong to
 * whoever was let in before. */
static gboolean
check_login (Asked *asked)
{
  const SipIndex *index = &asked->arrival->index;
  g_auto (GStrv) fields = NULL;
  guint status;

  if (asked->proxy->guard == NULL || index->method == SIP_METHOD_ACK
      || index->method == SIP_METHOD_CANCEL || index->method == SIP_METHOD_REGISTER
      || index->to_tag.len > 0)
    return TRUE;
  status = lore_guard_check (asked->proxy->guard, asked->arrival, &fields);
  if (status != 0)
    refuse (asked, status, (const char *const *)fields, "3261 §22.3");
  return status == 0;
}

/* --- whereto, §16.5 ---------------------------------------------------------------- */

/* NULL: it was refused. Otherwise values of Contact, or URIs; *ret_next is the hop they
 * all go to, or NULL. */
static char **
dup_targets (Asked *asked, char **ret_next)
{
  LoreProxy *self = asked->proxy;
  gboolean loops = (self->flags & LORE_PROXY_LOOPS) != 0;
  g_autofree char *uri = NULL, *hop = NULL;
  g_autofree char *route = sip_edit_dup_value (asked->request, "Route");
  g_auto (GStrv) contacts = NULL;
  const char *just_uri[] = { NULL, NULL };
  g_autofree char *bracketed = NULL;
  SipIndex index;

  lore_message_index (asked->request, &index);
  uri = lore_message_dup_span (asked->request, index.request_uri);
  /* As a Contact has it, or its parameters would be the field's (§20.10). */
  just_uri[0] = bracketed = g_strdup_printf ("<%s>", uri);
  hop = lore_forward_dup_hop (uri);
  if (hop == NULL)
    {
      refuse (asked, 416, NULL, "3261 §16.3");
      return NULL;
    }
  if (loops || route != NULL || !is_own (hop, asked))
    {
      *ret_next = loops && self->next == NULL ? dup_own_hop (self, asked->arrival->source)
                                              : g_strdup (self->next);
      return g_strdupv ((char **)just_uri);
    }
  contacts = lore_bindings_dup_contacts_at (
      self->bindings, uri, self->domains->len > 0 ? self->domains->pdata[0] : NULL,
      lore_clock_get_time (lore_element_get_clock (self->element)));
  if (contacts[0] != NULL)
    return g_steal_pointer (&contacts);
  /* Nobody of that name has registered (§16.5: the set is empty). */
  refuse (asked, strchr (uri, '@') != NULL ? 480 : 404, NULL, "3261 §16.5");
  return NULL;
}

/* Every hop of a sips: request has TLS, the last one too; a target or a next hop without
 * is none (RFC 5630 §5.3). FALSE: it was refused. */
static gboolean
check_security (Asked *asked, char **targets, const char *next)
{
  gboolean kept =
      next == NULL || lore_sips_is_kept_by (lore_endpoint_get_transport (next));
  guint n = 0;

  if (!lore_sips_is_asked (asked->request))
    return TRUE;
  for (guint i = 0; targets[i] != NULL; i++)
    {
      g_autofree char *uri = sip_value_dup_uri (targets[i]);

      if (kept && lore_sips_is_uri (uri != NULL ? uri : targets[i]))
        targets[n++] = targets[i];
      else
        g_free (targets[i]);
    }
  targets[n] = NULL;
  if (n == 0)
    refuse (asked, 480, lore_sips_refusal, "5630 §5.3");
  return n > 0;
}

/* --- with memory ------------------------------------------------------------------- */

static void
on_fork_done (LoreFork *fork, gpointer user_data)
{
  g_ptr_array_remove_fast (((LoreProxy *)user_data)->forks, fork);
}

static char *
dup_record_route (Asked *asked)
{
  /* Only where the request can begin a dialog, or is the first of one. */
  if ((asked->proxy->flags & LORE_PROXY_RECORD_ROUTES) == 0
      || asked->arrival->index.method == SIP_METHOD_REGISTER)
    return NULL;
  return lore_origin_dup_record_route (asked->proxy->element, asked->arrival->wire,
                                       asked->arrival->source);
}

static void
forward_with_memory (Asked *asked, const char *const *targets, const char *next)
{
  LoreProxy *self = asked->proxy;
  g_autofree char *record_route = dup_record_route (asked);
  LoreForkRules rules = { .directory = self->directory,
                          .trail = asked->trail,
                          .record_route = record_route,
                          .next = next,
                          .serial = (self->flags & LORE_PROXY_SERIAL) != 0,
                          .recurses = (self->flags & LORE_PROXY_RECURSES) != 0 };
  LoreFork *fork = lore_fork_new (self->element, asked->transaction, asked->request,
                                  &rules, self->clients, on_fork_done, self);

  g_ptr_array_add (self->forks, fork);
  lore_fork_start (fork, targets);
}

static LoreFork *
find_fork (LoreProxy *self, LoreTransaction *server)
{
  for (guint i = self->forks->len; i > 0; i--)
    if (lore_fork_get_server (self->forks->pdata[i - 1]) == server)
      return self->forks->pdata[i - 1];
  return NULL;
}

/* Hop by hop: the proxy answers it, and cancels what it has forwarded (§16.10). */
static void
answer_cancel (Asked *asked)
{
  LoreProxy *self = asked->proxy;
  LoreTransaction *invite = lore_element_find_invite (self->element, asked->arrival);
  LoreFork *fork = invite != NULL ? find_fork (self, invite) : NULL;
  LoreReply words = { .status = 200 };
  g_autoptr (GBytes) response = NULL;

  if (fork == NULL)
    {
      refuse (asked, 481, NULL, "3261 §9.2");
      return;
    }
  response = lore_compose_response (asked->arrival->message, &words);
  lore_transaction_feed_response (asked->transaction, response);
  lore_fork_cancel (fork);
}

/* --- without ----------------------------------------------------------------------- */

/* One copy, to one target, and nothing remembered: the ACK of a 2xx goes like this, and
 * everything through a stateless proxy (§16.11). */
static void
forward_plainly (Asked *asked, const char *target, const char *next)
{
  LoreProxy *self = asked->proxy;
  gboolean stateless = (self->flags & LORE_PROXY_STATELESS) != 0;
  g_autofree char *uri = sip_value_dup_uri (target);
  g_autofree char *record_route = stateless ? dup_record_route (asked) : NULL;
  g_autofree char *hop = NULL, *address = NULL, *own = NULL, *branch = NULL, *via = NULL;
  g_autoptr (GBytes) copy =
      lore_forward_copy (asked->request, uri != NULL ? uri : target, next, &hop);
  g_autoptr (GBytes) recorded = NULL, sent = NULL;
  LoreWire *wire;

  if (copy == NULL)
    return;
  address = lore_directory_dup_address (self->directory, hop);
  wire = lore_element_find_wire (self->element, address, NULL);
  if (wire == NULL)
    return;
  if (stateless)
    branch = lore_forward_dup_stateless_branch (asked->arrival->message, asked->trail);
  else
    {
      g_autofree char *token = lore_origin_dup_branch (self->element);

      branch = g_strconcat (token, ".", asked->trail, NULL);
    }
  own = dup_own_hop (self, address);
  via = g_strdup_printf ("SIP/2.0/%s %s;rport;branch=%s", lore_wire_get_transport (wire),
                         own, branch);
  if (record_route != NULL)
    {
      g_autofree char *to = lore_origin_dup_record_route (self->element, wire, address);

      recorded = lore_forward_record (copy, record_route, to);
    }
  sent = sip_edit_prepend (recorded != NULL ? recorded : copy, "Via", via);
  lore_dispatch_stateless (self->element, wire, sent, address);
}

/* --- requests ---------------------------------------------------------------------- */

static gboolean
is_for_registrar (Asked *asked)
{
  g_autofree char *uri = NULL, *hop = NULL;

  if (asked->proxy->registrar == NULL
      || asked->arrival->index.method != SIP_METHOD_REGISTER)
    return FALSE;
  uri =
      lore_message_dup_span (asked->arrival->message, asked->arrival->index.request_uri);
  hop = lore_forward_dup_hop (uri);
  return hop != NULL && is_own (hop, asked);
}

static void
forward (Asked *asked)
{
  g_auto (GStrv) targets = NULL;
  g_autofree char *next = NULL;

  asked->request = lore_forward_take_route (asked->arrival->message, is_own, asked);
  targets = dup_targets (asked, &next);
  if (targets == NULL || !check_security (asked, targets, next))
    return;
  if (asked->transaction == NULL)
    forward_plainly (asked, targets[0], next);
  else
    forward_with_memory (asked, (const char *const *)targets, next);
}

void
lore_proxy_request (LoreProxy *self, LoreTransaction *transaction,
                    const LoreArrival *arrival)
{
  g_auto (Asked) asked = { .proxy = self,
                           .transaction = transaction,
                           .arrival = arrival,
                           .trail = lore_forward_dup_trail (arrival->message) };

  if (transaction != NULL && arrival->index.method == SIP_METHOD_CANCEL)
    answer_cancel (&asked);
  else if (transaction != NULL && is_for_registrar (&asked))
    lore_registrar_request (self->registrar, transaction, arrival);
  else if (check_hops (&asked) && check_loop (&asked) && check_extensions (&asked)
           && check_login (&asked))
    forward (&asked);
}

/* --- responses --------------------------------------------------------------------- */

/* Without memory the next Via says where it goes (§16.11). */
static void
forward_response (LoreProxy *self, const LoreArrival *arrival)
{
  g_autoptr (GBytes) response = NULL;
  g_autofree char *peer = NULL;
  g_autoptr (GError) error = NULL;

  if (arrival->index.n_vias < 2)
    return;
  response = sip_edit_remove_first (arrival->message, "Via");
  peer = lore_via_dup_response_address (response);
  if (peer != NULL)
    lore_dispatch_stateless (self->element, arrival->wire, response, peer);
}

void
lore_proxy_response (LoreProxy *self, LoreTransaction *transaction,
                     const LoreArrival *arrival)
{
  LoreFork *fork =
      transaction != NULL ? g_hash_table_lookup (self->clients, transaction) : NULL;

  if (fork != NULL)
    lore_fork_response (fork, transaction, arrival);
  /* A stray response must not pass a proxy with memory (RFC 6026 §8.9). */
  else if (self->flags & LORE_PROXY_STATELESS)
    forward_response (self, arrival);
}

void
lore_proxy_failed (LoreProxy *self, LoreTransaction *transaction, LoreDo why)
{
  LoreFork *fork = g_hash_table_lookup (self->clients, transaction);

  if (fork != NULL)
    lore_fork_failed (fork, transaction, why);
}

void
lore_proxy_ended (LoreProxy *self, LoreTransaction *transaction)
{
  LoreFork *fork = lore_transaction_is_client (transaction)
                       ? g_hash_table_lookup (self->clients, transaction)
                       : find_fork (self, transaction);

  if (fork != NULL)
    lore_fork_ended (fork, transaction);
}

/* --- its life ---------------------------------------------------------------------- */

LoreProxy *
lore_proxy_new (LoreElement *element, LoreBindings *bindings, LoreDirectory *directory)
{
  LoreProxy *self = g_new0 (LoreProxy, 1);

  self->element = element;
  self->bindings = bindings;
  self->directory = lore_directory_ref (directory);
  self->domains = g_ptr_array_new_with_free_func (g_free);
  self->forks = g_ptr_array_new_with_free_func ((GDestroyNotify)lore_fork_free);
  self->clients = g_hash_table_new (NULL, NULL);
  return self;
}

void
lore_proxy_free (LoreProxy *self)
{
  g_ptr_array_unref (self->forks);
  g_hash_table_unref (self->clients);
  g_ptr_array_unref (self->domains);
  g_free (self->next);
  lore_directory_unref (self->directory);
  g_free (self);
}

void
lore_proxy_set_flags (LoreProxy *self, LoreProxyFlags flags)
{
  self->flags = flags;
  lore_element_set_mute (self->element, (flags & LORE_PROXY_STATELESS) != 0);
}

void
lore_proxy_add_domain (LoreProxy *self, const char *domain)
{
  g_ptr_array_add (self->domains, g_strdup (domain));
}

void
lore_proxy_set_next (LoreProxy *self, const char *hop)
{
  g_free (self->next);
  self->next = g_strdup (hop);
}

void
lore_proxy_set_guard (LoreProxy *self, LoreGuard *guard)
{
  self->guard = guard;
}

void
lore_proxy_set_registrar (LoreProxy *self, LoreRegistrar *registrar)
{
  self->registrar = registrar;
}

void
lore_proxy_reset (LoreProxy *self)
{
  g_ptr_array_set_size (self->forks, 0);
}
