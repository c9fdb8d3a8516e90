/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every transport that connects: TCP, TLS, WebSocket, and WebSocket over TLS.
 */
#include "base/problem.h"
#include "net/sockets.h"
#include "wire/endpoint.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define LARGE 200000
#define MOST 1024 /* connections of a wire */

typedef struct
{
  GString *heard; /* "OPTIONS from 127.0.0.1:5060 " … */
  GString *problems;
  gsize largest;
  LoreWire *wire;
} Side;

static void
on_received (LoreWire *wire, GBytes *message, const char *source, gpointer user_data)
{
  Side *side = user_data;
  gsize len;
  const char *data = g_bytes_get_data (message, &len);

  side->largest = MAX (side->largest, len);
  g_string_append_printf (side->heard, "%.*s from %s ", (int)strcspn (data, " \r"), data,
                          source);
}

static void
on_failed (LoreWire *wire, const char *destination, const char *problem,
           gpointer user_data)
{
  g_string_append_printf (((Side *)user_data)->problems, "%s ", problem);
}

static const LoreWireSink sink = { on_received, on_failed };

typedef struct
{
  LoreSockets *sockets;
  Side here, there;
  gboolean late;
} Pair;

typedef struct
{
  const char *transport, *host;
} How;

static gboolean
side_open (Side *side, LoreSockets *sockets, const How *how)
{
  g_autoptr (GError) error = NULL;

  side->heard = g_string_new (NULL);
  side->problems = g_string_new (NULL);
  side->wire = lore_network_open_transport (LORE_NETWORK (sockets), how->transport,
                                            how->host, 0, &sink, side, &error);
  return side->wire != NULL;
}

static void
side_clear (Side *side)
{
  g_clear_object (&side->wire);
  g_string_free (side->heard, TRUE);
  g_string_free (side->problems, TRUE);
}

static gboolean
on_deadline (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until @text grows to @len bytes. */
static void
wait_for (Pair *pair, const GString *text, gsize len)
{
  guint timeout = g_timeout_add_seconds (10, on_deadline, &pair->late);

  while (!pair->late && text->len < len)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (pair->late);
  g_source_remove (timeout);
}

static void
setup (Pair *pair, gconstpointer data)
{
  const How *how = data;

  *pair = (Pair){ .sockets = lore_sockets_new () };
  if (!side_open (&pair->here, pair->sockets, how)
      || !side_open (&pair->there, pair->sockets, how))
    g_test_skip ("no IPv6 here");
}

static void
teardown (Pair *pair, gconstpointer data)
{
  side_clear (&pair->here);
  side_clear (&pair->there);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (pair->sockets);
}

static void
say (Side *from, Side *to, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  lore_wire_send (from->wire, bytes, lore_wire_get_address (to->wire), &error);
  g_assert_no_error (error);
}

/* One connection carries both ways, and both see the port that listens. */
static void
test_both_ways (Pair *pair, gconstpointer data)
{
  g_autofree char *asked = NULL, *answered = NULL;

  const How *how = data;

  if (pair->there.wire == NULL)
    return;
  asked = g_strdup_printf ("OPTIONS from %s MESSAGE from %s ",
                           lore_wire_get_address (pair->here.wire),
                           lore_wire_get_address (pair->here.wire));
  answered =
      g_strdup_printf ("SIP/2.0 from %s ", lore_wire_get_address (pair->there.wire));
  say (&pair->here, &pair->there, "OPTIONS sip:b SIP/2.0\r\nContent-Length: 0\r\n\r\n");
  say (&pair->here, &pair->there, "MESSAGE sip:b SIP/2.0\r\nl: 2\r\n\r\nhi");
  wait_for (pair, pair->there.heard, strlen (asked));
  g_assert_cmpstr (pair->there.heard->str, ==, asked);
  say (&pair->there, &pair->here, "SIP/2.0 200 OK\r\nl: 0\r\n\r\n");
  wait_for (pair, pair->here.heard, strlen (answered));
  g_assert_cmpstr (pair->here.heard->str, ==, answered);
  g_assert_true (lore_wire_is_reliable (pair->here.wire));
  g_assert_cmpstr (lore_wire_get_transport (pair->here.wire), ==, how->transport);
}

/* More than any datagram holds. */
static void
test_large (Pair *pair, gconstpointer data)
{
  g_autofree char *body = g_strnfill (LARGE, 'x');
  g_autofree char *text =
      g_strdup_printf ("MESSAGE sip:b SIP/2.0\r\nl: %d\r\n\r\n%s", LARGE, body);

  say (&pair->here, &pair->there, text);
  wait_for (pair, pair->there.heard, 1);
  g_assert_cmpuint (pair->there.largest, ==, strlen (text));
}

static void
test_refused (Pair *pair, gconstpointer data)
{
  g_autofree char *nowhere = g_strdup (lore_wire_get_address (pair->there.wire));
  g_autoptr (GBytes) bytes = g_bytes_new_static ("OPTIONS x", 9);

  lore_wire_close (pair->there.wire);
  g_assert_true (lore_wire_send (pair->here.wire, bytes, nowhere, NULL));
  wait_for (pair, pair->here.problems, 1);
  g_assert_cmpstr (pair->here.problems->str, ==, "connection-refused ");
}

/* The peer goes while its answer is awaited; while nothing is, that is no problem. */
static void
test_closed (Pair *pair, gconstpointer data)
{
  say (&pair->here, &pair->there, "OPTIONS sip:b SIP/2.0\r\nl: 0\r\n\r\n");
  wait_for (pair, pair->there.heard, 1);
  lore_wire_close (pair->there.wire);
  wait_for (pair, pair->here.problems, 1);
  g_assert_cmpstr (pair->here.problems->str, ==, "connection-closed ");
}

static void
iterate (GMainContext *context)
{
  if (context != NULL)
    g_main_context_push_thread_default (context);
  while (g_main_context_iteration (context, FALSE))
    ;
  if (context != NULL)
    g_main_context_pop_thread_default (context);
}

/* A peer that stands still: nothing runs the main context of its wire any more. What the
 * kernel takes besides the 4 MB is at most some megabytes. */
static void
test_not_reading (Pair *pair, gconstpointer data)
{
  g_autofree char *body = g_strnfill (LARGE, 'x');
  g_autofree char *text =
      g_strdup_printf ("MESSAGE sip:b SIP/2.0\r\nl: %d\r\n\r\n%s", LARGE, body);
  g_autoptr (GMainContext) still = g_main_context_new ();
  Side deaf;
  gsize given = 0;

  g_main_context_push_thread_default (still);
  g_assert_true (side_open (&deaf, pair->sockets, data));
  g_main_context_pop_thread_default (still);
  say (&pair->here, &deaf, "OPTIONS sip:b SIP/2.0\r\nl: 0\r\n\r\n");
  while (deaf.heard->len == 0)
    {
      iterate (NULL);
      iterate (still);
    }
  while (pair->here.problems->len == 0 && given < 64 * 1024 * 1024)
    {
      say (&pair->here, &deaf, text);
      given += strlen (text);
      iterate (NULL);
    }
  g_assert_cmpstr (pair->here.problems->str, ==, "peer-not-reading ");
  g_assert_cmpuint (given, >, 4 * 1024 * 1024);
  side_clear (&deaf);
  iterate (still);
}

/* A burst within one turn of the main loop is what may wait, and no more. */
static void
test_burst (Pair *pair, gconstpointer data)
{
  g_autofree char *body = g_strnfill (LARGE, 'x');
  g_autofree char *text =
      g_strdup_printf ("MESSAGE sip:b SIP/2.0\r\nl: %d\r\n\r\n%s", LARGE, body);

  for (gsize given = 0; given + strlen (text) < 4 * 1024 * 1024; given += strlen (text))
    say (&pair->here, &pair->there, text);
  wait_for (pair, pair->there.heard, strlen ("MESSAGE from 127.0.0.1:1 ") * 20);
  g_assert_cmpstr (pair->here.problems->str, ==, "");
  for (gsize i = 0; i < 100; i++)
    say (&pair->here, &pair->there, text);
  g_assert_cmpstr (pair->here.problems->str, ==, ""); /* not from inside */
  wait_for (pair, pair->here.problems, 1);
  g_assert_cmpstr (pair->here.problems->str, ==, "peer-not-reading ");
}

static GSocketConnection *
knock (GSocketClient *client, LoreWire *wire)
{
  return g_socket_client_connect_to_host (client, lore_wire_get_address (wire), 0, NULL,
                                          NULL);
}

/* While the window draws, many may knock: none has to come again. */
static void
test_knocks (Pair *pair, gconstpointer data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  g_socket_client_set_timeout (client, 1);
  for (guint i = 0; i < 200; i++)
    {
      GSocketConnection *one = knock (client, pair->here.wire);

      g_assert_nonnull (one);
      g_ptr_array_add (all, one);
    }
}

/* A flood of connections: those beyond the last that fits are closed, and it is said
 * once; once most of them are gone, the next flood is told of anew. */
static void
test_crowd (Pair *pair, gconstpointer data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
      GSocketConnection *last;
      char byte;

      g_string_truncate (pair->here.problems, 0);
      for (guint i = 0; i < MOST + 20; i++)
        {
          GSocketConnection *one = knock (client, pair->here.wire);

          if (one == NULL)
            {
              g_test_skip ("not so many files may be open here");
              return;
            }
          g_ptr_array_add (all, one);
          while (g_main_context_iteration (NULL, FALSE))
            ;
        }
      g_assert_cmpstr (pair->here.problems->str, ==, "too-many-connections ");
      last = all->pdata[MOST + 19];
      g_assert_cmpint (
          g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (last)), &byte,
                               1, NULL, NULL),
          <=, 0);
      g_ptr_array_set_size (all, 0);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

/* The system has no file left: it is said, and who knocks keeps nobody busy. */
static void
test_no_files (Pair *pair, gconstpointer data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) first = NULL;
  struct rlimit before, few;
  guint turns = 0;
  int fd;

  first = knock (client, pair->here.wire);
  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &before), ==, 0);
  fd = dup (0); /* the next one that is free */
  close (fd);
  few = (struct rlimit){ .rlim_cur = fd, .rlim_max = before.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &few), ==, 0);
  while (g_main_context_iteration (NULL, FALSE) && turns < 100)
    turns++;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &before), ==, 0);
  g_assert_cmpuint (turns, <, 100);
  g_assert_cmpstr (pair->here.problems->str, ==, "no-more-connections ");
  g_assert_true (
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (first)),
                                 "OPTIONS sip:b SIP/2.0\r\n\r\n", 25, NULL, NULL, NULL));
  wait_for (pair, pair->here.heard, 1); /* a second later, and it is let in */
}

/* What can never be framed ends the connection, on both sides. */
static void
test_unframed (Pair *pair, gconstpointer data)
{
  say (&pair->here, &pair->there,
       "OPTIONS sip:b SIP/2.0\r\nContent-Length: 9999999\r\n\r\n");
  wait_for (pair, pair->there.problems, 1);
  g_assert_cmpstr (pair->there.problems->str, ==, "stream-unframed ");
  wait_for (pair, pair->here.problems, 1);
  g_assert_cmpstr (pair->here.problems->str, ==, "connection-closed ");
}

/* Somebody's port is somebody's port. */
static void
test_taken (Pair *pair, gconstpointer data)
{
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  guint16 port;

  lore_endpoint_parse (lore_wire_get_address (pair->here.wire), &name, &port, NULL);
  g_assert_null (lore_network_open_transport (LORE_NETWORK (pair->sockets), "TCP", name,
                                              port, &sink, &pair->here, &error));
  g_assert_nonnull (error);
}

/* A certificate that is not to be believed: refused, and why (RFC 5280 §6.1). */
static void
test_certificates (Pair *pair, gconstpointer data)
{
  static const struct
  {
    gint64 from_days, until_days;
    gboolean trusted;
    const char *problem, *why;
  } rows[] = {
    { -1, 1, TRUE, "", "one that is trusted" },
    { -1, 1, FALSE, "tls-authority ", "one that a stranger has signed" },
    { -9, -1, TRUE, "tls-expired ", "one of yesterday" },
    { 1, 9, TRUE, "tls-early ", "one of tomorrow" },
  };
  const How *how = data;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC, day = 24 * 60 * 60;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folder = g_dir_make_tmp ("siplore-XXXXXX", NULL);
      g_autofree char *file = g_build_filename (folder, "own.pem", NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *pem = lore_security_make (now + rows[i].from_days * day,
                                                 now + rows[i].until_days * day, &error);
      g_autoptr (LoreSockets) strangers = lore_sockets_new ();
      g_autoptr (LoreSockets) ours = lore_sockets_new ();
      Side there, here;

      g_assert_no_error (error);
      g_assert_true (g_file_set_contents (file, pem, -1, NULL));
      g_assert_true (
          lore_security_set_file (lore_sockets_get_security (strangers), file, &error));
      g_assert_true (lore_security_set_trust (lore_sockets_get_security (ours),
                                              rows[i].trusted ? file : NULL, &error));
      g_assert_true (side_open (&there, strangers, how));
      g_assert_true (side_open (&here, ours, how));
      g_test_message ("%s", rows[i].why);
      say (&here, &there, "OPTIONS sip:b SIP/2.0\r\nl: 0\r\n\r\n");
      wait_for (pair, *rows[i].problem != '\0' ? here.problems : there.heard, 1);
      g_assert_cmpstr (here.problems->str, ==, rows[i].problem);
      side_clear (&here);
      side_clear (&there);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_unlink (file);
      g_rmdir (folder);
    }
}

/* A file that is no certificate. */
static void
test_no_certificate (Pair *pair, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LoreSecurity *security = lore_sockets_get_security (pair->sockets);

  g_assert_false (lore_security_set_trust (security, "/nonexistent", &error));
  g_assert_cmpstr (lore_problem_get_id (error), ==, "certificate-unreadable");
  g_clear_error (&error);
  g_assert_false (lore_security_set_file (security, "/proc/self/status", &error));
  g_assert_cmpstr (lore_problem_get_id (error), ==, "certificate-unreadable");
}

/* What answers there speaks HTTP, and no WebSocket. */
static void
test_no_websocket (Pair *pair, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("OPTIONS x", 9);
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  GSList *uris;
  g_autofree char *address = NULL;

  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL);
  uris = soup_server_get_uris (server);
  address = g_strdup_printf ("127.0.0.1:%d", g_uri_get_port (uris->data));
  g_assert_true (lore_wire_send (pair->here.wire, bytes, address, NULL));
  wait_for (pair, pair->here.problems, 1);
  g_assert_cmpstr (pair->here.problems->str, ==, "ws-refused ");
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
}

static const How tcp = { "TCP", "127.0.0.1" }, tcp6 = { "TCP", "::1" },
                 tls = { "TLS", "127.0.0.1" }, tls6 = { "TLS", "::1" },
                 ws = { "WS", "127.0.0.1" }, ws6 = { "WS", "::1" },
                 wss = { "WSS", "127.0.0.1" };

#define ADD(path, how, func) g_test_add (path, Pair, &how, setup, func, teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/streams/both-ways/tcp", tcp, test_both_ways);
  ADD ("/streams/both-ways/tcp6", tcp6, test_both_ways);
  ADD ("/streams/both-ways/tls", tls, test_both_ways);
  ADD ("/streams/both-ways/tls6", tls6, test_both_ways);
  ADD ("/streams/both-ways/ws", ws, test_both_ways);
  ADD ("/streams/both-ways/ws6", ws6, test_both_ways);
  ADD ("/streams/both-ways/wss", wss, test_both_ways);
  ADD ("/streams/large/tcp", tcp, test_large);
  ADD ("/streams/large/tls", tls, test_large);
  ADD ("/streams/large/ws", ws, test_large);
  ADD ("/streams/refused/tcp", tcp, test_refused);
  ADD ("/streams/refused/ws", ws, test_refused);
  ADD ("/streams/closed", tcp, test_closed);
  ADD ("/streams/not-reading/tcp", tcp, test_not_reading);
  ADD ("/streams/not-reading/tls", tls, test_not_reading);
  ADD ("/streams/not-reading/ws", ws, test_not_reading);
  ADD ("/streams/not-reading/wss", wss, test_not_reading);
  ADD ("/streams/burst/tcp", tcp, test_burst);
  ADD ("/streams/burst/ws", ws, test_burst);
  ADD ("/streams/knocks/tcp", tcp, test_knocks);
  ADD ("/streams/knocks/ws", ws, test_knocks);
  ADD ("/streams/crowd", tcp, test_crowd);
  ADD ("/streams/no-files", tcp, test_no_files);
  ADD ("/streams/unframed", tcp, test_unframed);
  ADD ("/streams/taken", tcp, test_taken);
  ADD ("/streams/certificates/tls", tls, test_certificates);
  ADD ("/streams/certificates/wss", wss, test_certificates);
  ADD ("/streams/no-certificate", tls, test_no_certificate);
  ADD ("/streams/no-websocket", ws, test_no_websocket);
  return g_test_run ();
}
