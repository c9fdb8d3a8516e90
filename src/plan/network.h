/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A practice network, as data: which elements there are, what each does, who is bound
 * where, what goes wrong. It is read from a small text, one fact a line:
 *
 *   # a comment
 *   title One proxy                    title[zh_CN] 一个代理
 *   about What there is to see.        about[zh_CN] …
 *   start atlanta                      the element that Alice sends everything to
 *   to atlanta.example                 whom she calls: a domain, or an element's name
 *   proxy atlanta port=5062 domain=atlanta.example record-route
 *   uas Bob port=5070 behaviour=answer answer-after=2
 *   bind sip:bob@atlanta.example Bob q=0.8
 *   fault drop response 180 nth=1
 *
 * The first word of an element's line is its role, the second its name; what may follow
 * is the table in network.c. The topic "role:" + role explains each role.
 */
#pragma once

#include "plan/fault.h"

G_BEGIN_DECLS

typedef enum
{
  LORE_ROLE_UAS,
  LORE_ROLE_REGISTRAR,
  LORE_ROLE_PROXY,
  LORE_ROLE_REDIRECT,
  LORE_ROLE_B2BUA,
  LORE_N_ROLES
} LoreRole;

/* "uas", "redirect"; the topic "role:redirect-server". Static. */
const char *lore_role_get_name (LoreRole role);
const char *lore_role_get_topic (LoreRole role);
gboolean lore_role_lookup (const char *name, LoreRole *ret_role);

/* What a proxy does besides forwarding, and two that others share. */
typedef enum
{
  LORE_PLAN_STATELESS = 1 << 0,
  LORE_PLAN_RECORD_ROUTE = 1 << 1,
  LORE_PLAN_SERIAL = 1 << 2,
  LORE_PLAN_RECURSE = 1 << 3,
  LORE_PLAN_LOOP = 1 << 4,
  LORE_PLAN_REGISTRAR = 1 << 5, /* takes REGISTERs of its domains itself */
} LorePlanFlags;

typedef struct
{
  LoreRole role;
  char *name;
  char **domains;  /* NULL-terminated, maybe empty */
  char **users;    /* "alice:secret", …: who must log in; empty: nobody */
  char **digests;  /* "SHA-256", "MD5-sess", …: what it challenges with, first first;
                      empty: not said */
  char *qop;       /* "auth", "auth-int" or both with a comma; NULL: not said */
  char *behaviour; /* of a uas, for lore_behaviour_parse(); or NULL */
  char *next;      /* name of the element that everything else goes to, or NULL */
  double answer_after; /* seconds; below 0: not said */
  guint16 port;        /* 0: any */
  guint limit;         /* live server transactions; 0: not said */
  guint session_s;     /* what a uas wants of its sessions, seconds; 0: not said */
  guint least_s;
  LorePlanFlags flags;
  guint line;
} LorePlanElement;

typedef struct
{
  char *aor;
  char *contact; /* a URI, or the name of a uas */
  char *q;       /* or NULL */
  guint line;
} LorePlanBinding;

typedef struct
{
  char *title[2]; /* English and Chinese; NULL where it has none */
  char *about[2];
  char *start;         /* name of an element, or NULL */
  char *to;            /* a domain, or the name of an element; NULL: the start */
  GPtrArray *elements; /* of LorePlanElement, in their order */
  GPtrArray *bindings; /* of LorePlanBinding */
  char **faults;       /* rules that can be read, NULL-terminated */
} LoreNetworkPlan;

/* NULL with an error, LORE_PROBLEM "network-…", which says in which line. */
LoreNetworkPlan *lore_network_plan_parse (const char *text, GError **error);
/* The same for an editor: the line in which the error is, counted from 1. */
LoreNetworkPlan *
lore_network_plan_check (const char *text, guint *ret_line, GError **error);
void lore_network_plan_free (LoreNetworkPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoreNetworkPlan, lore_network_plan_free)

const LorePlanElement *
lore_network_plan_find (const LoreNetworkPlan *plan, const char *name);

/* The shipped ones: names, in the order in which they are shown, NULL-terminated (the
 * caller's), and the text of one, NULL when there is none of that name. */
char **lore_network_plan_dup_names (void);
char *lore_network_plan_dup_text (const char *name);

G_END_DECLS
