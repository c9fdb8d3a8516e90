/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A telephone that knows no SIP: it sends what a test writes and keeps what comes back.
 */
#pragma once

#include "fixture.h"

#define PHONE "127.0.0.1:6000"

typedef struct
{
  Fixture fixture;
  LoreWire *wire;
  GPtrArray *inbox; /* of char *: whole messages */
} Phone;

void phone_setup (Phone *phone, gconstpointer data);
void phone_teardown (Phone *phone, gconstpointer data);

/* @text has LF line ends; they become CRLF. */
void phone_send (Phone *phone, const char *text, const char *destination);
/* The responses since the last call, "100 180 200"; and forgets them. */
char *phone_take_statuses (Phone *phone);
const char *phone_peek_last (Phone *phone); /* NULL when nothing came */
