/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script.h"

#include "fixture.h"

#include <string.h>

#define STEP_MS 300

typedef struct
{
  const char *letter, *user, *tag, *host;
} Person;

static const Person people[] = {
  { "A", "alice@atlanta.example", "a", "192.0.2.1" },
  { "B", "bob@biloxi.example", "b", "198.51.100.2" },
  { "C", "bob@biloxi.example", "c", "198.51.100.3" },
  { "P", "proxy", "", "192.0.2.9" },
  { "Q", "proxy2", "", "192.0.2.10" },
};

typedef struct
{
  GHashTable *keys;
  const Person *source, *destination;
  const Person *hop;    /* whose Via is on top */
  const Person *caller; /* whose request it is */
  const Person *callee;
  const char *method;
  guint status;
} Line;

static const Person *
find_person (char letter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    if (*people[i].letter == letter)
      return &people[i];
  g_assert_not_reached ();
}

static const char *
get (const Line *line, const char *key, const char *otherwise)
{
  const char *value = g_hash_table_lookup (line->keys, key);

  return value != NULL ? value : otherwise;
}

static gboolean
is (const Line *line, const char *method)
{
  return g_str_equal (line->method, method);
}

static gboolean
is_proxy (const Person *person)
{
  return *person->tag == '\0';
}

static gboolean
begins (const Line *line)
{
  static const char *const methods[] = { "INVITE",  "REGISTER",  "OPTIONS",
                                         "MESSAGE", "SUBSCRIBE", "CANCEL" };

  return line->status == 0 && g_strv_contains (methods, line->method);
}

static void
put_start (const Line *line, GString *text)
{
  g_autofree char *uri = NULL;

  if (is (line, "REGISTER"))
    uri = g_strdup ("sip:atlanta.example");
  else if (begins (line) && (get (line, "to", NULL) == NULL || is (line, "CANCEL")))
    uri = g_strdup_printf ("sip:%s", line->callee->user);
  else
    uri = g_strdup_printf ("sip:%.*s@%s", (int)strcspn (line->callee->user, "@"),
                           line->callee->user, line->callee->host);
  if (line->status != 0)
    g_string_append_printf (text, "SIP/2.0 %u Reason\r\n", line->status);
  else
    g_string_append_printf (text, "%s %s SIP/2.0\r\n", line->method,
                            get (line, "uri", uri));
}

static void
put_vias (const Line *line, GString *text)
{
  const char *cseq = get (line, "cseq", "1");
  g_autofree char *usual =
      g_strconcat (is (line, "CANCEL") ? "INVITE" : line->method, cseq, NULL);
  const char *branch = get (line, "branch", usual);
  guint n = atoi (get (line, "vias", is_proxy (line->hop) ? "2" : "1"));

  if (n != 1)
    g_string_append_printf (text, "Via: SIP/2.0/UDP %s;branch=z9hG4bK%s-%s-%s\r\n",
                            line->hop->host, line->hop->letter, get (line, "leg", ""),
                            branch);
  if (n > 0)
    g_string_append_printf (text, "Via: SIP/2.0/UDP %s;branch=z9hG4bK%s%s\r\n",
                            get (line, "sentby", line->caller->host),
                            line->caller->letter, branch);
}

static void
put_name (const Line *line, GString *text, const char *name, const char *key,
          const char *user_key, const Person *person, gboolean tagged)
{
  const char *tag = get (line, key, tagged ? person->tag : "-");

  g_string_append_printf (text, "%s: <sip:%s>", name, get (line, user_key, person->user));
  if (strcmp (tag, "-") != 0)
    g_string_append_printf (text, ";tag=%s", tag);
  g_string_append (text, "\r\n");
}

static void
put_contact (const Line *line, GString *text)
{
  const Person *who = line->status != 0 ? line->callee : line->caller;
  g_autofree char *usual = g_strdup_printf ("sip:%.*s@%s", (int)strcspn (who->user, "@"),
                                            who->user, who->host);
  const char *contact = get (line, "contact", usual);

  if (strcmp (contact, "-") != 0 && line->status < 300
      && (is (line, "INVITE") || is (line, "REGISTER")
          || get (line, "contact", NULL) != NULL))
    g_string_append_printf (text, "Contact: <%s>\r\n", contact);
}

static void
put_extras (const Line *line, GString *text)
{
  static const struct
  {
    const char *key, *format;
  } extras[] = {
    { "rr", "Record-Route: %s\r\n" },
    { "route", "Route: %s\r\n" },
    { "auth", "Authorization: Digest username=\"alice\", realm=\"atlanta.example\", "
              "nonce=\"n1\", uri=\"sip:biloxi.example\", response=\"%s\"\r\n" },
    { "challenge", "WWW-Authenticate: Digest realm=\"%s\", nonce=\"n1\"\r\n" },
    { "rseq", "RSeq: %s\r\n" },
    { "rack", "RAck: %s 1 INVITE\r\n" },
    { "supported", "Supported: %s\r\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (extras); i++)
    {
      const char *value = get (line, extras[i].key, NULL);
      g_auto (GStrv) parts = NULL;

      if (value == NULL)
        continue;
      parts = g_strsplit (extras[i].format, "%s", 2);
      g_string_append_printf (text, "%s%s%s", parts[0], value, parts[1]);
    }
}

static void
put_body (const Line *line, GString *text)
{
  const char *sdp = get (line, "sdp", NULL);
  g_autoptr (GString) body = g_string_new (NULL);
  g_auto (GStrv) parts = g_strsplit (sdp != NULL ? sdp : "", "/", 2);

  if (sdp != NULL)
    {
      g_auto (GStrv) ports = g_strsplit (parts[1], ",", -1);

      g_string_append_printf (body,
                              "v=0\r\no=- 1 1 IN IP4 %s\r\ns=-\r\nc=IN IP4 %s\r\n"
                              "t=0 0\r\n",
                              parts[0], parts[0]);
      for (guint i = 0; ports[i] != NULL; i++)
        g_string_append_printf (body, "m=%s %s RTP/AVP 0\r\n", i == 0 ? "audio" : "video",
                                ports[i]);
      g_string_append (text, "Content-Type: application/sdp\r\n");
    }
  if (get (line, "nolength", NULL) == NULL)
    g_string_append_printf (text, "Content-Length: %zu\r\n", body->len);
  g_string_append_printf (text, "\r\n%s", body->str);
}

static GBytes *
compose (const Line *line)
{
  GString *text = g_string_new (NULL);
  gboolean tagged = line->status != 0 ? line->status > 100 : !begins (line);

  put_start (line, text);
  put_vias (line, text);
  put_name (line, text, "From", "from", "fromuser", line->caller, TRUE);
  put_name (line, text, "To", "to", "touser", line->callee, tagged);
  g_string_append_printf (text, "Call-ID: story\r\nCSeq: %s %s\r\n",
                          get (line, "cseq", "1"), line->method);
  put_contact (line, text);
  put_extras (line, text);
  put_body (line, text);
  return g_string_free_to_bytes (text);
}

static void
read_line (Line *line, char **words)
{
  guint i = 1;
  const char *peer;

  line->source = find_person (words[0][0]);
  line->destination = find_person (words[0][1]);
  line->status = g_ascii_isdigit (*words[1]) ? atoi (words[i++]) : 0;
  line->method = words[i++];
  for (; words[i] != NULL; i++)
    {
      char *equal = strchr (words[i], '=');

      g_assert_nonnull (equal);
      *equal = '\0';
      g_hash_table_insert (line->keys, words[i], equal + 1);
    }
  line->hop = line->status != 0 ? line->destination : line->source;
  line->caller = find_person (*get (line, "ua", line->hop->letter));
  peer = get (line, "peer", *line->caller->letter == 'A' ? "B" : "A");
  line->callee = find_person (*peer);
}

static char *
dup_address (const Person *person, gboolean known)
{
  return known ? g_strconcat (person->host, ":5060", NULL) : NULL;
}

static void
append (LoreTrace *trace, const Line *line, double ms, gboolean addresses)
{
  g_autoptr (GBytes) message = compose (line);
  g_autofree char *source = dup_address (line->source, addresses);
  g_autofree char *destination = dup_address (
      find_person (*get (line, "dest", line->destination->letter)), addresses);
  LoreEvent event = {
    .type = LORE_EVENT_SENT,
    .transport =
        get (line, "transport", NULL) != NULL ? LORE_TRANSPORT_TCP : LORE_TRANSPORT_UDP,
    .lab_us = ms * 1000,
    .unix_us = FIXTURE_UNIX_US + ms * 1000,
    .source = source,
    .destination = destination,
    .message = message,
  };

  if (!addresses)
    event.type = LORE_EVENT_CAPTURED;
  lore_trace_append (trace, &event);
  if (!addresses)
    return;
  event.type =
      get (line, "lost", NULL) != NULL ? LORE_EVENT_DROPPED : LORE_EVENT_RECEIVED;
  event.lab_us += 1000;
  event.unix_us += 1000;
  lore_trace_append (trace, &event);
}

LoreTrace *
script_new_trace (const char *text, gboolean addresses)
{
  LoreTrace *trace = lore_trace_new ();
  g_auto (GStrv) lines = g_strsplit (text, "; ", -1);
  double ms = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (g_strstrip (lines[i]), " ", -1);
      g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
      Line line = { .keys = keys };

      if (words[0] == NULL || words[1] == NULL)
        continue;
      read_line (&line, words);
      ms += atof (get (&line, "after", G_STRINGIFY (STEP_MS)));
      append (trace, &line, ms, addresses);
    }
  return trace;
}
