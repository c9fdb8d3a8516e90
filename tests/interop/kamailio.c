/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kamailio.h"

#define MODULES "/usr/lib/x86_64-linux-gnu/kamailio/modules"

gboolean
kamailio_has_websocket (void)
{
  return g_file_test (MODULES "/websocket.so", G_FILE_TEST_EXISTS);
}

char *
kamailio_start (Meeting *meeting, const char *folder)
{
  g_autofree char *cfg = g_test_build_filename (G_TEST_DIST, "..", "examples", "servers",
                                                "kamailio.cfg", NULL);
  g_autofree char *pid = g_build_filename (folder, "pid", NULL);
  g_autofree char *udp = NULL, *tcp = NULL;
  gboolean websocket = kamailio_has_websocket ();
  guint16 port;

  if (!meeting_has ("kamailio"))
    return NULL;
  port = meeting_find_free_port (meeting);
  udp = g_strdup_printf ("udp:127.0.0.1:%u", port);
  tcp = g_strdup_printf ("tcp:127.0.0.1:%u", port);
  meeting_start (meeting, (const char *const[]){ "kamailio",
                                                 "-f",
                                                 cfg,
                                                 "-DD",
                                                 "-E",
                                                 "-m",
                                                 "32",
                                                 "-M",
                                                 "4",
                                                 "-Y",
                                                 folder,
                                                 "-P",
                                                 pid,
                                                 "-l",
                                                 udp,
                                                 "-l",
                                                 tcp,
                                                 websocket ? "-A" : NULL,
                                                 "WITH_WEBSOCKET",
                                                 NULL });
  meeting_wait_for_port (meeting, port);
  meeting_wait_for_tcp_port (meeting, port);
  return g_strdup_printf ("127.0.0.1:%u", port);
}
