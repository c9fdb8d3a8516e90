/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lab on the network in memory with the virtual clock: Alice on port 5060, Bob on 5070,
 * the registrar on 5080. What happened reads as a transcript, an event a line.
 */
#pragma once

#include "plan/template.h"
#include "session/lab.h"
#include "wire/memory.h"

#define BOB "127.0.0.1:5070"
#define REGISTRAR "127.0.0.1:5080"
#define SECOND (G_GINT64_CONSTANT (1000000))
#define MS (G_GINT64_CONSTANT (1000))

typedef struct
{
  LoreClock *clock;
  LoreMemory *memory;
  LoreTrace *trace;
  LoreTemplates *templates;
  LoreLab *lab;

  /* What lose() drops: the @lose_nth message (from 1) whose start line has @lose. */
  const char *lose;
  guint lose_nth; /* 0: every one */
  guint seen;
} Fixture;

void fixture_setup (Fixture *fixture, gconstpointer data);
void fixture_teardown (Fixture *fixture, gconstpointer data);

/* Fills a template of the library as the window would. */
GBytes *fixture_fill (Fixture *fixture, const char *name, const char *destination);
/* Sends it; fails the test when it does not leave. */
void fixture_send (Fixture *fixture, const char *name, const char *destination,
                   LoreSendMode mode);
/* Sends bytes; returns the problem's id or NULL. */
char *fixture_send_bytes (Fixture *fixture, GBytes *message, const char *destination,
                          LoreSendMode mode);
void fixture_advance (Fixture *fixture, gint64 us);
void fixture_lose (Fixture *fixture, const char *start_line, guint nth);

/* The messages as "200 bob>alice 180 Ringing" (milliseconds), a line each; only those
 * from the @since-th on. */
char *fixture_dup_messages (Fixture *fixture, guint since);
/* The inner events of @element as "500 A set 500", "500 calling>proceeding". */
char *fixture_dup_events (Fixture *fixture, const char *element);
/* The bytes of the last message whose start line contains @text, as text. */
char *fixture_dup_last (Fixture *fixture, const char *text);
/* Offers, joined by spaces. */
char *fixture_dup_offers (Fixture *fixture);

/* Sets up the practice network that the text describes. */
void fixture_load (Fixture *fixture, const char *text);
const char *fixture_at (Fixture *fixture, const char *station);
/* Sends a request for @uri by way of @station. */
void fixture_ask (Fixture *fixture, const char *template_name, const char *station,
                  const char *uri);
/* "alice>atlanta INVITE", a line each: who said what to whom, without times. */
char *fixture_dup_story (Fixture *fixture);
guint fixture_count (Fixture *fixture, const char *words); /* in the story */
void fixture_hang_up (Fixture *fixture);
