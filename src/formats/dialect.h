/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The logs in which programs write SIP as text. They differ in the lines between the
 * messages and in nothing else: a dialect says what one such line is and states, and
 * dialect.c does the rest. formats.md of the design has the shapes.
 */
#pragma once

#include "formats/import.h"
#include "formats/intake.h"
#include "formats/taker.h"
#include "formats/frame.h"

G_BEGIN_DECLS

typedef enum
{
  LORE_LOG_OTHER, /* not this dialect's: part of a message, or some other line of the log
                   */
  LORE_LOG_HEAD,  /* announces a message; its facts begin anew */
  LORE_LOG_MORE,  /* states more about the message announced */
  LORE_LOG_END,   /* ends a message */
} LoreLogKind;

typedef enum
{
  LORE_LOG_DIRECTION_UNKNOWN,
  LORE_LOG_SENT, /* by the program that writes the log */
  LORE_LOG_RECEIVED,
} LoreLogDirection;

/* What the lines before a message say about it. What they do not say stays unknown. */
typedef struct
{
  LoreLogDirection direction;
  LoreTransport transport;
  gint64 unix_us;                /* a time with its zone */
  gint64 local_us;               /* a date and a time without zone: good for distances */
  gint64 clock_us;               /* only a time of day: good for distances within a day */
  gint64 since_us;               /* a time since the log's own beginning */
  gssize octets;                 /* the message's length, -1 unknown */
  char source[LORE_ADDRESS_MAX]; /* "" unknown */
  char destination[LORE_ADDRESS_MAX];
  char peer[LORE_ADDRESS_MAX]; /* the other side, where the direction says which */
} LoreLogFacts;

/* A time of day, with the day it belongs to or LORE_TIME_UNKNOWN. */
static inline void
lore_log_facts_set_time (LoreLogFacts *facts, gint64 day_us, gint64 clock_us)
{
  if (day_us != LORE_TIME_UNKNOWN)
    facts->local_us = day_us + clock_us;
  else
    facts->clock_us = clock_us;
}

typedef enum
{
  LORE_DIALECT_KEEPS_CR = 1 << 0,  /* LF in this file was LF in the message */
  LORE_DIALECT_HASH_012 = 1 << 1,  /* "#012" stands for a line end */
  LORE_DIALECT_DOT_IS_CR = 1 << 2, /* a '.' at a line's end stands for a CR */
  LORE_DIALECT_QUOTED = 1 << 3,    /* nothing but a prefix of all lines announces it */
} LoreDialectFlags;

typedef struct
{
  const char *id;
  const char
      *writer; /* names the side that wrote the log: "Asterisk"; NULL neither side */
  LoreDialectFlags flags;

  /* Classifies @line; takes its facts into @facts when that is not NULL. */
  LoreLogKind (*classify) (const LoreLine *line, LoreLogFacts *facts);
} LoreDialect;

/* 0 … 100: how sure it is that the input is of this dialect. */
guint lore_dialect_probe (const LoreDialect *dialect, const LoreIntake *intake);
gboolean lore_dialect_read (const LoreDialect *dialect, LoreImport *import,
                            const LoreIntake *intake);

/* One file each. */
extern const LoreDialect lore_dialect_sngrep;
extern const LoreDialect lore_dialect_sipp;
extern const LoreDialect lore_dialect_asterisk;
extern const LoreDialect lore_dialect_asterisk_pjsip;
extern const LoreDialect lore_dialect_sofia;
extern const LoreDialect lore_dialect_cisco;
extern const LoreDialect lore_dialect_pjsua;
extern const LoreDialect lore_dialect_linphone;
extern const LoreDialect lore_dialect_sipdump;
extern const LoreDialect lore_dialect_baresip;
extern const LoreDialect lore_dialect_oracle;
extern const LoreDialect lore_dialect_homer;
extern const LoreDialect lore_dialect_ngrep;
extern const LoreDialect lore_dialect_avaya;
extern const LoreDialect lore_dialect_sip_viewer;
extern const LoreDialect lore_dialect_audiocodes;
extern const LoreDialect lore_dialect_messages;
extern const LoreDialect lore_dialect_quoted;

G_END_DECLS
