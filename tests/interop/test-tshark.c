/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/format.h"
#include "peer.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Where GnuTLS writes what tshark needs to look into TLS. */
#define KEYS "SSLKEYLOGFILE"

/* As a Via names it, and what tshark calls what carries it and what it carries. */
typedef struct
{
  const char *name, *below, *above;
  const char *written; /* what it finds below SIP in a file of ours */
} Transport;

/* Everything that a lesson sends, as a capture; a dissector that is not ours reads it and
 * finds nothing malformed, and every message. */
static void
test_dissect (Meeting *meeting, gconstpointer data)
{
  const char *bob = lore_lab_get_bob_address (meeting->lab);
  const char *registrar = lore_lab_get_registrar_address (meeting->lab);
  g_autofree char *path = NULL, *malformed = NULL, *methods = NULL, *decode = NULL;
  g_autofree char *decode_registrar = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  if (!meeting_has ("tshark"))
    return;
  lore_lab_set_bob_answer_after (meeting->lab, 0.3);
  meeting_send (meeting, "options", bob);
  meeting_send (meeting, "register", registrar);
  meeting_send (meeting, "message", bob);
  meeting_send (meeting, "subscribe", bob);
  meeting_send (meeting, "unregister", registrar);
  meeting_wait_for_message (meeting, "SIP/2.0 ", 5);
  meeting_send (meeting, "invite", bob);
  meeting_wait_for_offer (meeting, "bye");
  meeting_send (meeting, "info", bob);
  meeting_send (meeting, "refer", bob);
  meeting_wait_for_message (meeting, "SIP/2.0 202", 1);
  meeting_send (meeting, "bye", bob);
  meeting_wait_for_message (meeting, "SIP/2.0 ", 11);
  meeting_send (meeting, "invite", bob);
  meeting_wait_for_offer (meeting, "cancel");
  meeting_send (meeting, "cancel", bob);
  meeting_wait_for_message (meeting, "ACK", 2);

  path = g_build_filename (g_get_tmp_dir (), "siplore-interop-XXXXXX.pcap", NULL);
  g_close (g_mkstemp (path), NULL);
  file = g_file_new_for_path (path);
  g_assert_true (lore_format_write (meeting->trace, file, "pcap", &error));
  g_assert_no_error (error);
  decode = g_strdup_printf ("udp.port==%s,sip", strrchr (bob, ':') + 1);
  decode_registrar = g_strdup_printf ("udp.port==%s,sip", strrchr (registrar, ':') + 1);
  malformed = meeting_run ((const char *const[]){ "tshark", "-n", "-r", path, "-d",
                                                  decode, "-d", decode_registrar, "-Y",
                                                  "_ws.malformed || !sip", NULL });
  g_assert_cmpstr (malformed, ==, "");
  methods = meeting_run ((const char *const[]){ "tshark", "-n", "-r", path, "-d", decode,
                                                "-d", decode_registrar, "-T", "fields",
                                                "-e", "sip.CSeq", NULL });
  lines = g_strsplit (g_strchomp (methods), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==,
                    lore_trace_get_n_messages (meeting->trace));
  for (gsize i = 0; lines[i] != NULL; i++)
    g_assert_cmpstr (lines[i], !=, "");
  g_unlink (path);
}

/* --- on the wire ------------------------------------------------------------------- */

/* A capture of loopback while it lasts, and what says that it has begun and seen all. */
typedef struct
{
  char *folder;
  char *path;
  GSocket *socket;
  const char *mark;
} Capture;

static gboolean
has_mark (Meeting *meeting, gconstpointer data)
{
  const Capture *capture = data;
  g_autoptr (GSocketAddress) nowhere =
      g_inet_socket_address_new_from_string ("127.0.0.1", 9);
  g_autofree char *bytes = NULL;
  gsize len;

  g_socket_send_to (capture->socket, nowhere, capture->mark, strlen (capture->mark), NULL,
                    NULL);
  return g_file_get_contents (capture->path, &bytes, &len, NULL)
         && memmem (bytes, len, capture->mark, strlen (capture->mark)) != NULL;
}

static void
capture_begin (Capture *capture, Meeting *meeting)
{
  capture->folder = g_dir_make_tmp ("siplore-XXXXXX", NULL);
  capture->path = g_build_filename (capture->folder, "wire.pcapng", NULL);
  capture->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                                  G_SOCKET_PROTOCOL_UDP, NULL);
  meeting_start (meeting, (const char *const[]){ "tshark", "-q", "-i", "lo", "-w",
                                                 capture->path, NULL });
  capture->mark = "siplore: here it begins";
  meeting_wait_until (meeting, has_mark, capture, "the capture");
}

static void
capture_end (Capture *capture, Meeting *meeting)
{
  capture->mark = "siplore: here it ends";
  meeting_wait_until (meeting, has_mark, capture, "the end of the capture");
}

static void
capture_clear (Capture *capture)
{
  g_clear_object (&capture->socket);
  meeting_remove_folder (capture->folder);
  g_free (capture->folder);
  g_free (capture->path);
}

/* What tshark prints of the field for each frame that passes the filter. */
static char *
dissect (const Capture *capture, const char *decode, const char *filter,
         const char *field)
{
  g_autofree char *keys = g_strconcat ("tls.keylog_file:", g_getenv (KEYS), NULL);

  return meeting_run ((const char *const[]){ "tshark", "-n", "-r", capture->path, "-o",
                                             keys, "-d", decode, "-Y", filter, "-T",
                                             "fields", "-e", field, NULL });
}

/* The same as a file of ours: tshark finds each message, over what it went where a
 * capture can say so, and nothing malformed. */
static void
check_written (Meeting *meeting, const Capture *capture, const char *format,
               const char *decode, const char *layer)
{
  g_autofree char *name = g_strconcat ("written.", format, NULL);
  g_autofree char *path = g_build_filename (capture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *filter = g_strdup_printf ("sip && %s", layer);
  g_autofree char *malformed = NULL, *found = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  lore_format_write (meeting->trace, file, NULL, &error);
  g_assert_no_error (error);
  malformed = meeting_run ((const char *const[]){
      "tshark", "-n", "-r", path, "-o", "ip.check_checksum:TRUE", "-o",
      "tcp.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-d", decode, "-Y",
      "_ws.malformed || !sip || tcp.analysis.flags || _ws.expert.group == checksum",
      NULL });
  g_assert_cmpstr (malformed, ==, "");
  found = meeting_run ((const char *const[]){ "tshark", "-n", "-r", path, "-d", decode,
                                              "-Y", filter, "-T", "fields", "-e",
                                              "sip.CSeq", NULL });
  lines = g_strsplit_set (g_strchomp (found), "\n,", -1);
  g_assert_cmpuint (g_strv_length (lines), ==,
                    lore_trace_get_n_messages (meeting->trace));
}

/* The bytes that a call puts on the wire: each message is there once, framed as its
 * transport frames it. */
static void
test_wire (Meeting *meeting, gconstpointer data)
{
  const Transport *transport = data;
  g_autoptr (LoreNetworkPlan) plan =
      lore_network_plan_parse ("uas Bob answer-after=0.2\n", NULL);
  g_autofree char *bob = NULL, *decode = NULL, *found = NULL, *malformed = NULL;
  g_auto (GStrv) numbers = NULL;
  g_autoptr (GError) error = NULL;
  Capture capture;
  const char *address;

  if (!meeting_is_apart () || !meeting_has ("tshark"))
    return;
  lore_lab_set_practice_transport (meeting->lab, transport->name);
  lore_lab_load_network (meeting->lab, plan, NULL, &error);
  g_assert_no_error (error);
  address = lore_lab_get_station_address (meeting->lab, "Bob");
  bob = g_strdup_printf ("%s;transport=%s", address, transport->name);
  decode = g_strdup_printf ("%s.port==%s,%s", transport->below,
                            strrchr (address, ':') + 1, transport->above);
  capture_begin (&capture, meeting);
  meeting_send (meeting, "invite", bob);
  meeting_wait_for_offer (meeting, "bye");
  meeting_send (meeting, "info", bob);
  meeting_send (meeting, "bye", bob);
  meeting_wait_for_message (meeting, "SIP/2.0 200", 3);
  capture_end (&capture, meeting);
  found = dissect (&capture, decode, "sip", "sip.CSeq");
  malformed = dissect (&capture, decode, "_ws.malformed", "frame.number");
  g_assert_cmpstr (malformed, ==, "");
  numbers = g_strsplit_set (g_strchomp (found), "\n,", -1); /* a frame may hold two */
  g_assert_cmpuint (g_strv_length (numbers), ==,
                    lore_trace_get_n_messages (meeting->trace));
  check_written (meeting, &capture, "pcap", decode, transport->written);
  check_written (meeting, &capture, "pcapng", decode, transport->written);
  capture_clear (&capture);
}

int
main (int argc, char *argv[])
{
  static const Transport transports[] = {
    { "UDP", "udp", "sip", "udp" },
    { "TCP", "tcp", "sip", "tcp" },
    { "TLS", "tls", "sip", "exported_pdu" },
    { "WS", "tcp", "http", "exported_pdu" }, /* which tshark follows from its upgrade */
  };
  g_autofree char *keys = NULL;
  int status;

  meeting_enter_namespace (argv);
  keys = g_strdup_printf ("%s/siplore-keys-%u", g_get_tmp_dir (), (guint)getpid ());
  g_setenv (KEYS, keys, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/tshark/dissect", Meeting, NULL, meeting_setup, test_dissect,
              meeting_teardown);
  for (gsize i = 0; i < G_N_ELEMENTS (transports); i++)
    {
      g_autofree char *path = g_strconcat ("/tshark/wire/", transports[i].name, NULL);

      g_test_add (path, Meeting, &transports[i], meeting_setup, test_wire,
                  meeting_teardown);
    }
  status = g_test_run ();
  g_unlink (keys);
  return status;
}
