/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/dispatch.h"

#include "base/problem.h"
#include "session/compose.h"
#include "session/origin.h"
#include "sip/edit.h"
#include "sip/facts.h"
#include "wire/endpoint.h"

/* A request whose next hop is being resolved. */
typedef struct
{
  LoreElement *element;
  LoreWire *wire;
  GBytes *request;
  char *destination;
  gboolean stateless;
} Dispatch;

static void
dispatch_free (Dispatch *dispatch)
{
  g_object_unref (dispatch->element);
  g_object_unref (dispatch->wire);
  g_bytes_unref (dispatch->request);
  g_free (dispatch->destination);
  g_free (dispatch);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Dispatch, dispatch_free)

static void
record_failure (LoreElement *element, const GError *error, const char *destination)
{
  g_autofree char *name = NULL;

  if (error == NULL || lore_problem_get_id (error) == NULL)
    return;
  name = g_strconcat ("problem:", lore_problem_get_id (error), NULL);
  lore_recorder_problem (lore_element_get_recorder (element), name, NULL, NULL,
                         destination, "3261 §18.4");
}

static void
dispatch_to_address (LoreElement *element, LoreWire *wire, GBytes *request,
                     const char *destination, gboolean stateless)
{
  g_autofree char *address = lore_endpoint_with_transport (destination, NULL);
  g_autoptr (GError) error = NULL;
  SipIndex index;

  lore_message_index (request, &index);
  if (stateless || index.method == SIP_METHOD_ACK)
    lore_element_send (element, wire, request, address, NULL, &error);
  else
    lore_element_request (element, wire, request, address, &error);
  record_failure (element, error, address);
}

/* The one that is given where it is of the right transport. */
static LoreWire *
choose_wire (LoreElement *element, LoreWire *wire, const char *destination)
{
  const char *transport = lore_endpoint_get_transport (destination);
  LoreWire *other = NULL;

  if (!g_str_equal (lore_wire_get_transport (wire), transport))
    other = lore_element_find_wire (element, destination, NULL);
  return other != NULL ? other : wire;
}

static void
on_dispatch_resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Dispatch) dispatch = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *address =
      lore_network_resolve_finish (LORE_NETWORK (source), result, &error);

  if (lore_element_get_wire (dispatch->element) == NULL) /* closed meanwhile */
    return;
  if (address != NULL)
    dispatch_to_address (dispatch->element, dispatch->wire, dispatch->request, address,
                         dispatch->stateless);
  else
    record_failure (dispatch->element, error, dispatch->destination);
}

static void
dispatch (LoreElement *element, LoreWire *wire, GBytes *request, const char *destination,
          gboolean stateless)
{
  g_autofree char *host = NULL;
  Dispatch *under_way;
  guint16 port;

  if (lore_endpoint_parse (destination, &host, &port, NULL)
      && lore_host_is_address (host))
    {
      dispatch_to_address (element, wire, request, destination, stateless);
      return;
    }
  under_way = g_new0 (Dispatch, 1);
  under_way->element = g_object_ref (element);
  under_way->wire = g_object_ref (wire);
  under_way->request = g_bytes_ref (request);
  under_way->stateless = stateless;
  under_way->destination = g_strdup (destination);
  lore_network_resolve_async (lore_element_get_network (element), destination, NULL,
                              on_dispatch_resolved, under_way);
}

void
lore_dispatch (LoreElement *element, LoreWire *wire, GBytes *request,
               const char *destination)
{
  g_return_if_fail (LORE_IS_ELEMENT (element));
  dispatch (element, wire, request, destination, FALSE);
}

void
lore_dispatch_stateless (LoreElement *element, LoreWire *wire, GBytes *message,
                         const char *destination)
{
  g_return_if_fail (LORE_IS_ELEMENT (element));
  dispatch (element, wire, message, destination, TRUE);
}

/* --- inside a dialog --------------------------------------------------------------- */

static GBytes *
compose_inside (LoreDialog *dialog, const char *via, const LoreInside *words)
{
  GBytes *request = lore_dialog_compose (dialog, words->method, via, words->contact);

  for (gsize i = 0; words->fields != NULL && words->fields[i] != NULL; i += 2)
    {
      g_autoptr (GBytes) shorter = g_steal_pointer (&request);

      request = sip_edit_append (shorter, words->fields[i], words->fields[i + 1]);
    }
  if (words->body != NULL)
    {
      g_autoptr (GBytes) bare = g_steal_pointer (&request);

      request = lore_compose_with_body (bare, words->type, words->body);
    }
  return request;
}

GBytes *
lore_dispatch_inside (LoreElement *element, LoreWire *wire, LoreDialog *dialog,
                      const LoreInside *words)
{
  g_autofree char *next_hop = lore_dialog_dup_next_hop (dialog);
  g_autofree char *via = NULL;
  GBytes *request;

  if (next_hop == NULL)
    return NULL;
  wire = choose_wire (element, wire, next_hop);
  via = lore_origin_dup_via (element, wire, next_hop);
  request = compose_inside (dialog, via, words);
  lore_dispatch (element, wire, request, next_hop);
  return request;
}
