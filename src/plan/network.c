/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/network.h"

#include "base/problem.h"
#include "lore-networks-resource.h"
#include "plan/behaviour.h"

#include <gio/gio.h>
#include <string.h>

#define SHIPPED LORE_RESOURCE_PATH "/networks"

static const char *const role_names[] = { "uas", "registrar", "proxy", "redirect",
                                          "b2bua" };
static const char *const role_topics[] = { "role:uas", "role:registrar", "role:proxy",
                                           "role:redirect-server", "role:b2bua" };

const char *
lore_role_get_name (LoreRole role)
{
  return role_names[role];
}

const char *
lore_role_get_topic (LoreRole role)
{
  return role_topics[role];
}

gboolean
lore_role_lookup (const char *name, LoreRole *ret_role)
{
  for (guint i = 0; i < LORE_N_ROLES; i++)
    if (g_str_equal (role_names[i], name))
      {
        *ret_role = i;
        return TRUE;
      }
  return FALSE;
}

/* --- reading ----------------------------------------------------------------------- */

typedef struct
{
  LoreNetworkPlan *plan;
  GStrvBuilder *faults;
  guint line;
  GError **error;
} Reader;

/* Up to two arguments besides the line. */
static gboolean
fail_at (Reader *reader, guint line, const char *id, const char *name, const char *value,
         const char *hint)
{
  g_autofree char *number = g_strdup_printf ("%u", line);

  reader->line = line;
  lore_problem_set (reader->error, LORE_PROBLEM_USAGE, id, "line", number, "found",
                    name != NULL ? name : "", "value", value != NULL ? value : "", "hint",
                    hint != NULL ? hint : "", NULL);
  return FALSE;
}

static gboolean
fail (Reader *reader, const char *id, const char *name, const char *hint)
{
  return fail_at (reader, reader->line, id, name, NULL, hint);
}

/* --- what may follow an element's name --------------------------------------------- */

static gboolean
set_port (LorePlanElement *element, const char *value)
{
  guint64 port;

  if (!g_ascii_string_to_unsigned (value, 10, 1, G_MAXUINT16, &port, NULL))
    return FALSE;
  element->port = port;
  return TRUE;
}

static gboolean
set_domains (LorePlanElement *element, const char *value)
{
  g_strfreev (element->domains);
  element->domains = g_strsplit (value, ",", -1);
  return *value != '\0';
}

static gboolean
set_users (LorePlanElement *element, const char *value)
{
  g_strfreev (element->users);
  element->users = g_strsplit (value, ",", -1);
  for (gsize i = 0; element->users[i] != NULL; i++)
    if (strchr (element->users[i], ':') == NULL || *element->users[i] == ':')
      return FALSE;
  return *value != '\0';
}

/* By the registered names, in any case. */
static gboolean
set_digest (LorePlanElement *element, const char *value)
{
  static const char *const known[] = {
    "MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"
  };
  g_auto (GStrv) wanted = g_strsplit (value, ",", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean all_known = *value != '\0';

  for (gsize i = 0; wanted[i] != NULL; i++)
    {
      const char *found = NULL;

      for (gsize j = 0; j < G_N_ELEMENTS (known); j++)
        if (g_ascii_strcasecmp (known[j], wanted[i]) == 0)
          found = known[j];
      if (found != NULL)
        g_strv_builder_add (builder, found);
      all_known &= found != NULL;
    }
  g_strfreev (element->digests);
  element->digests = g_strv_builder_end (builder);
  return all_known;
}

/* What the answer to a challenge protects (RFC 7616 §3.3). */
static gboolean
set_qop (LorePlanElement *element, const char *value)
{
  static const char *const known[] = { "auth", "auth-int", "auth,auth-int", NULL };

  g_free (element->qop);
  element->qop = g_strdup (value);
  return g_strv_contains (known, value);
}

static gboolean
set_behaviour (LorePlanElement *element, const char *value)
{
  gint64 later_us;

  g_free (element->behaviour);
  element->behaviour = g_strdup (value);
  return lore_behaviour_parse (value, &later_us) != NULL;
}

static gboolean
set_answer_after (LorePlanElement *element, const char *value)
{
  char *end;

  element->answer_after = g_ascii_strtod (value, &end);
  return end != value && *end == '\0' && element->answer_after >= 0
         && element->answer_after <= 3600;
}

static gboolean
set_limit (LorePlanElement *element, const char *value)
{
  guint64 limit;

  if (!g_ascii_string_to_unsigned (value, 10, 1, 1000000, &limit, NULL))
    return FALSE;
  element->limit = limit;
  return TRUE;
}

/* RFC 4028 §5: less than 90 s nobody may ask for. */
static gboolean
take_interval (const char *value, guint *ret_seconds)
{
  guint64 seconds;

  if (!g_ascii_string_to_unsigned (value, 10, 90, 86400, &seconds, NULL))
    return FALSE;
  *ret_seconds = seconds;
  return TRUE;
}

static gboolean
set_session_expires (LorePlanElement *element, const char *value)
{
  return take_interval (value, &element->session_s);
}

static gboolean
set_min_se (LorePlanElement *element, const char *value)
{
  return take_interval (value, &element->least_s);
}

static gboolean
set_next (LorePlanElement *element, const char *value)
{
  g_free (element->next);
  element->next = g_strdup (value);
  return *value != '\0';
}

#define OF(role) (1u << LORE_ROLE_##role)
#define OF_ALL (~0u)

static const struct
{
  const char *name;
  guint roles;
  gboolean (*set) (LorePlanElement *, const char *); /* NULL: a flag */
  LorePlanFlags flag;
  const char *example;
} settings[] = {
  { "port", OF_ALL, set_port, 0, "port=5070" },
  { "limit", OF_ALL, set_limit, 0, "limit=100" },
  { "domain", OF (REGISTRAR) | OF (PROXY) | OF (REDIRECT) | OF (B2BUA), set_domains, 0,
    "domain=atlanta.example" },
  { "users", OF (UAS) | OF (REGISTRAR) | OF (PROXY), set_users, 0, "users=alice:secret" },
  { "digest", OF (UAS) | OF (REGISTRAR) | OF (PROXY), set_digest, 0, "digest=md5" },
  { "qop", OF (UAS) | OF (REGISTRAR) | OF (PROXY), set_qop, 0, "qop=auth-int" },
  { "behaviour", OF (UAS), set_behaviour, 0, "behaviour=hang-up:5 answer-after=3" },
  { "answer-after", OF (UAS), set_answer_after, 0, "answer-after=2" },
  { "session-expires", OF (UAS), set_session_expires, 0, "session-expires=90" },
  { "min-se", OF (UAS), set_min_se, 0, "min-se=120" },
  { "next", OF (PROXY) | OF (B2BUA), set_next, 0, "next=biloxi" },
  { "stateless", OF (PROXY), NULL, LORE_PLAN_STATELESS, "stateless" },
  { "record-route", OF (PROXY), NULL, LORE_PLAN_RECORD_ROUTE, "record-route" },
  { "serial", OF (PROXY), NULL, LORE_PLAN_SERIAL, "serial" },
  { "recurse", OF (PROXY), NULL, LORE_PLAN_RECURSE, "recurse" },
  { "loop", OF (PROXY), NULL, LORE_PLAN_LOOP, "loop" },
  { "registrar", OF (PROXY), NULL, LORE_PLAN_REGISTRAR, "registrar" },
};

static char *
dup_known_settings (LoreRole role)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) known = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    if (settings[i].roles & (1u << role))
      g_strv_builder_add (builder, settings[i].example);
  known = g_strv_builder_end (builder);
  return g_strjoinv (" ", known);
}

static gboolean
read_setting (Reader *reader, LorePlanElement *element, const char *word)
{
  const char *equals = strchr (word, '=');
  gsize len = equals != NULL ? (gsize)(equals - word) : strlen (word);
  g_autofree char *known = dup_known_settings (element->role);

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      if (strlen (settings[i].name) != len || strncmp (settings[i].name, word, len) != 0
          || (settings[i].roles & (1u << element->role)) == 0)
        continue;
      element->flags |= settings[i].flag;
      if ((settings[i].set == NULL) == (equals == NULL)
          && (equals == NULL || settings[i].set (element, equals + 1)))
        return TRUE;
      return fail (reader, "network-bad-setting", word, settings[i].example);
    }
  return fail_at (reader, reader->line, "network-unknown-setting", word, element->name,
                  known);
}

/* --- lines ------------------------------------------------------------------------- */

const LorePlanElement *
lore_network_plan_find (const LoreNetworkPlan *plan, const char *name)
{
  for (guint i = 0; i < plan->elements->len; i++)
    {
      LorePlanElement *element = plan->elements->pdata[i];

      if (g_ascii_strcasecmp (element->name, name) == 0)
        return element;
    }
  return NULL;
}

static void
element_free (gpointer data)
{
  LorePlanElement *element = data;

  g_free (element->name);
  g_strfreev (element->domains);
  g_strfreev (element->users);
  g_strfreev (element->digests);
  g_free (element->qop);
  g_free (element->behaviour);
  g_free (element->next);
  g_free (element);
}

static gboolean
read_element (Reader *reader, LoreRole role, char **words)
{
  LorePlanElement *element;

  if (words[1] == NULL)
    return fail (reader, "network-incomplete", words[0], "uas Bob port=5070");
  if (lore_network_plan_find (reader->plan, words[1]) != NULL
      || g_ascii_strcasecmp (words[1], "Alice") == 0)
    return fail (reader, "network-name-twice", words[1], NULL);
  element = g_new0 (LorePlanElement, 1);
  element->role = role;
  element->name = g_strdup (words[1]);
  element->domains = g_new0 (char *, 1);
  element->users = g_new0 (char *, 1);
  element->digests = g_new0 (char *, 1);
  element->answer_after = -1;
  element->line = reader->line;
  g_ptr_array_add (reader->plan->elements, element);
  for (gsize i = 2; words[i] != NULL; i++)
    if (!read_setting (reader, element, words[i]))
      return FALSE;
  return TRUE;
}

static void
binding_free (gpointer data)
{
  LorePlanBinding *binding = data;

  g_free (binding->aor);
  g_free (binding->contact);
  g_free (binding->q);
  g_free (binding);
}

static gboolean
read_binding (Reader *reader, char **words)
{
  guint n = g_strv_length (words);
  LorePlanBinding *binding;

  if (n < 3 || n > 4 || !g_str_has_prefix (words[1], "sip:")
      || (n == 4 && !g_str_has_prefix (words[3], "q=")))
    return fail (reader, "network-incomplete", "bind",
                 "bind sip:bob@biloxi.example Bob q=0.5");
  binding = g_new0 (LorePlanBinding, 1);
  binding->aor = g_strdup (words[1]);
  binding->contact = g_strdup (words[2]);
  binding->q = n == 4 ? g_strdup (words[3] + 2) : NULL;
  binding->line = reader->line;
  g_ptr_array_add (reader->plan->bindings, binding);
  return TRUE;
}

static gboolean
read_fault (Reader *reader, const char *rule)
{
  g_autoptr (LoreFault) fault = lore_fault_parse (rule, reader->error);

  if (fault == NULL)
    return FALSE;
  g_strv_builder_add (reader->faults, rule);
  return TRUE;
}

/* "title", "title[zh_CN]", …: words to the end of the line. TRUE when it was one. */
static gboolean
read_words (Reader *reader, const char *word, const char *rest)
{
  static const char *const keys[][2] = { { "title", "title[zh_CN]" },
                                         { "about", "about[zh_CN]" } };
  char **places[] = { reader->plan->title, reader->plan->about };
  char **place;

  for (guint i = 0; i < 2; i++)
    for (guint j = 0; j < 2; j++)
      if (g_str_equal (word, keys[i][j]))
        {
          g_free (places[i][j]);
          places[i][j] = g_strdup (rest);
          return TRUE;
        }
  if (!g_str_equal (word, "start") && !g_str_equal (word, "to"))
    return FALSE;
  place = *word == 's' ? &reader->plan->start : &reader->plan->to;
  g_free (*place);
  *place = g_strdup (rest);
  return TRUE;
}

static char **
split_words (const char *line)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *at = line + strspn (line, " \t");

  while (*at != '\0')
    {
      gsize len = strcspn (at, " \t");
      g_autofree char *word = g_strndup (at, len);

      g_strv_builder_add (builder, word);
      at += len + strspn (at + len, " \t");
    }
  return g_strv_builder_end (builder);
}

static gboolean
read_line (Reader *reader, const char *line)
{
  g_auto (GStrv) words = split_words (line);
  const char *rest;
  LoreRole role;

  if (words[0] == NULL || *words[0] == '#')
    return TRUE;
  rest = line + strlen (words[0]);
  rest += strspn (rest, " \t");
  if (read_words (reader, words[0], rest))
    return TRUE;
  if (g_str_equal (words[0], "fault"))
    return read_fault (reader, rest);
  if (g_str_equal (words[0], "bind"))
    return read_binding (reader, words);
  if (lore_role_lookup (words[0], &role))
    return read_element (reader, role, words);
  return fail (reader, "network-unknown-element", words[0],
               "uas, registrar, proxy, redirect, b2bua");
}

/* --- the whole --------------------------------------------------------------------- */

static gboolean
check_ports (Reader *reader)
{
  GPtrArray *elements = reader->plan->elements;

  for (guint i = 0; i < elements->len; i++)
    for (guint j = 0; j < i; j++)
      {
        LorePlanElement *one = elements->pdata[j], *other = elements->pdata[i];
        g_autofree char *port = g_strdup_printf ("%u", other->port);

        if (other->port != 0 && other->port == one->port)
          return fail_at (reader, other->line, "network-port-twice", other->name, port,
                          one->name);
      }
  return TRUE;
}

/* Elements that only hand on to each other would do so until Max-Forwards is used up; one
 * that is to loop says so. */
static gboolean
check_loop (Reader *reader, const LorePlanElement *begin)
{
  g_autoptr (GString) way = g_string_new (begin->name);
  const LorePlanElement *at = begin;

  for (guint i = 0; at->next != NULL && i <= reader->plan->elements->len; i++)
    {
      at = lore_network_plan_find (reader->plan, at->next);
      g_string_append_printf (way, " → %s", at->name);
      if (at->flags & LORE_PLAN_LOOP)
        return TRUE;
      if (at == begin)
        return fail_at (reader, begin->line, "network-loop", begin->name, way->str,
                        "loop");
    }
  return TRUE;
}

static gboolean
check_names (Reader *reader)
{
  LoreNetworkPlan *plan = reader->plan;

  for (guint i = 0; i < plan->elements->len; i++)
    {
      LorePlanElement *element = plan->elements->pdata[i];

      if (element->next != NULL && lore_network_plan_find (plan, element->next) == NULL)
        return fail_at (reader, element->line, "network-unknown-name", element->next,
                        NULL, NULL);
    }
  for (guint i = 0; i < plan->bindings->len; i++)
    {
      LorePlanBinding *binding = plan->bindings->pdata[i];

      if (strchr (binding->contact, ':') == NULL
          && lore_network_plan_find (plan, binding->contact) == NULL)
        return fail_at (reader, binding->line, "network-unknown-name", binding->contact,
                        NULL, NULL);
    }
  if (plan->start != NULL && lore_network_plan_find (plan, plan->start) == NULL)
    return fail_at (reader, reader->line, "network-unknown-name", plan->start, NULL,
                    NULL);
  return TRUE;
}

static gboolean
check_whole (Reader *reader)
{
  GPtrArray *elements = reader->plan->elements;

  if (elements->len == 0)
    return fail (reader, "network-empty", NULL, "uas Bob port=5070");
  if (!check_names (reader) || !check_ports (reader))
    return FALSE;
  for (guint i = 0; i < elements->len; i++)
    if ((((LorePlanElement *)elements->pdata[i])->flags & LORE_PLAN_LOOP) == 0
        && !check_loop (reader, elements->pdata[i]))
      return FALSE;
  return TRUE;
}

LoreNetworkPlan *
lore_network_plan_parse (const char *text, GError **error)
{
  guint line;

  return lore_network_plan_check (text, &line, error);
}

LoreNetworkPlan *
lore_network_plan_check (const char *text, guint *ret_line, GError **error)
{
  g_autoptr (LoreNetworkPlan) plan = g_new0 (LoreNetworkPlan, 1);
  g_autoptr (GStrvBuilder) faults = g_strv_builder_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Reader reader = { plan, faults, 0, error };
  gsize i;

  plan->elements = g_ptr_array_new_with_free_func (element_free);
  plan->bindings = g_ptr_array_new_with_free_func (binding_free);
  for (i = 0; lines[i] != NULL; i++)
    {
      reader.line = i + 1;
      if (!read_line (&reader, g_strstrip (lines[i])))
        break;
    }
  plan->faults = g_strv_builder_end (faults);
  if (lines[i] == NULL && check_whole (&reader))
    return g_steal_pointer (&plan);
  *ret_line = reader.line;
  return NULL;
}

void
lore_network_plan_free (LoreNetworkPlan *plan)
{
  for (guint i = 0; i < 2; i++)
    {
      g_free (plan->title[i]);
      g_free (plan->about[i]);
    }
  g_free (plan->start);
  g_free (plan->to);
  g_ptr_array_unref (plan->elements);
  g_ptr_array_unref (plan->bindings);
  g_strfreev (plan->faults);
  g_free (plan);
}

/* --- the shipped ones -------------------------------------------------------------- */

char **
lore_network_plan_dup_names (void)
{
  g_autofree char *list = lore_network_plan_dup_text ("list");
  g_auto (GStrv) lines = g_strsplit (g_strstrip (list), "\n", -1);

  return g_steal_pointer (&lines);
}

char *
lore_network_plan_dup_text (const char *name)
{
  g_autofree char *path = g_str_equal (name, "list")
                              ? g_strdup (SHIPPED "/list")
                              : g_strdup_printf (SHIPPED "/%s.network", name);
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (lore_networks_get_resource (), path, 0, NULL);

  if (bytes == NULL)
    return NULL;
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}
