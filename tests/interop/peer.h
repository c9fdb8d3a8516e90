/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Another SIP program, started for one test on a free loopback port and stopped after it;
 * and a lab on real sockets and the real clock for it to meet.
 */
#pragma once

#include "net/sockets.h"
#include "session/lab.h"

typedef struct
{
  LoreClock *clock;
  LoreSockets *udp;
  LoreTrace *trace;
  LoreLab *lab;
  GSubprocess *peer; /* NULL: none started */
} Meeting;

void meeting_setup (Meeting *meeting, gconstpointer data);
void meeting_teardown (Meeting *meeting, gconstpointer data);

/* FALSE, and the test skipped by the program's name, when it is not installed. */
gboolean meeting_has (const char *program);
void meeting_start (Meeting *meeting, const char *const *argv);
/* The exit status of the peer, which must end by itself. */
int meeting_wait_for_exit (Meeting *meeting);
/* Runs a program to its end and returns what it prints; fails the test when it fails. */
char *meeting_run (const char *const *argv);

/* Runs the main loop until @reached; fails the test when @what takes longer than 20 s. */
void
meeting_wait_until (Meeting *meeting, gboolean (*reached) (Meeting *, gconstpointer data),
                    gconstpointer data, const char *what);

guint16 meeting_find_free_port (Meeting *meeting);
/* Until somebody listens on that port. */
void meeting_wait_for_port (Meeting *meeting, guint16 port);

void meeting_wait_for_tcp_port (Meeting *meeting, guint16 port);

/* Fills a template's text and sends it guided. */
void meeting_send_text (Meeting *meeting, const char *text, const char *destination);
/* The same with a shipped template. */
void meeting_send (Meeting *meeting, const char *template_name, const char *destination);
/* Until a message begins with @text (its start line); fails the test after 20 s. */
void meeting_wait_for_message (Meeting *meeting, const char *text, guint times);
/* Until @template_name is offered. */
void meeting_wait_for_offer (Meeting *meeting, const char *template_name);
/* How many messages begin with @start and have @text. */
guint meeting_count (Meeting *meeting, const char *start, const char *text);

/* With the files in it. */
void meeting_remove_folder (const char *folder);

/* Runs the program once more, in a network namespace with an address that is not
 * loopback's; goes on where it is when there can be none. */
void meeting_enter_namespace (char **argv);
/* FALSE, and the test skipped, outside of one. */
gboolean meeting_is_apart (void);
