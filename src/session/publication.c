/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/publication.h"

#include "sip/edit.h"

#define DEFAULT_EXPIRES_S 3600

struct _LorePublication
{
  char *etag; /* NULL: nothing is published */
  char *body;
  gint64 until_us;
};

LorePublication *
lore_publication_new (void)
{
  return g_new0 (LorePublication, 1);
}

static void
clear (LorePublication *self)
{
  g_clear_pointer (&self->etag, g_free);
  g_clear_pointer (&self->body, g_free);
}

void
lore_publication_free (LorePublication *self)
{
  clear (self);
  g_free (self);
}

const char *
lore_publication_get_body (LorePublication *self, gint64 now_us)
{
  if (self->etag != NULL && now_us >= self->until_us)
    clear (self);
  return self->body;
}

/* The status that refuses it (§6), 0 when nothing is wrong. */
static guint
find_fault (LorePublication *self, const LoreAsked *asked, const char **ret_rfc)
{
  GBytes *request = asked->arrival->message;
  g_autofree char *event = sip_edit_dup_value (request, "Event");
  g_autofree char *match = sip_edit_dup_value (request, "SIP-If-Match");

  *ret_rfc = "3903 §6";
  if (g_strcmp0 (event, "presence") != 0)
    return 489;
  if (match != NULL && g_strcmp0 (match, self->etag) != 0)
    return 412; /* the tag is of an older document */
  /* The first publication has to have something in it (§4.1). */
  return match == NULL && asked->arrival->index.body.len == 0 ? 400 : 0;
}

gboolean
lore_publication_answer (LorePublication *self, const LoreAsked *asked)
{
  static const char *const packages[] = { "Allow-Events", "presence", NULL };
  LoreChance *chance = lore_element_get_chance (asked->element);
  gint64 now_us = lore_clock_get_time (lore_element_get_clock (asked->element));
  g_autofree char *text = sip_edit_dup_value (asked->arrival->message, "Expires");
  guint expires = text != NULL
                      ? MIN (g_ascii_strtoull (text, NULL, 10), DEFAULT_EXPIRES_S)
                      : DEFAULT_EXPIRES_S;
  g_autofree char *expires_text = g_strdup_printf ("%u", expires);
  g_autofree char *tag = lore_chance_dup_token (chance, 8);
  const char *rfc;
  guint status;
  gboolean changed;

  lore_publication_get_body (self, now_us); /* lets go of what has run out */
  status = find_fault (self, asked, &rfc);
  if (status != 0)
    {
      lore_asked_refuse (asked, status, NULL, status == 489 ? packages : NULL, rfc);
      return FALSE;
    }
  changed = asked->arrival->index.body.len > 0 || expires == 0;
  if (changed)
    {
      g_free (self->body);
      self->body =
          lore_message_dup_span (asked->arrival->message, asked->arrival->index.body);
    }
  g_free (self->etag);
  self->etag = lore_chance_dup_token (chance, 8);
  self->until_us = now_us + expires * G_USEC_PER_SEC;
  {
    const char *fields[] = { "SIP-ETag", self->etag, "Expires", expires_text, NULL };

    lore_asked_reply (asked,
                      &(LoreReply){ .status = 200, .to_tag = tag, .fields = fields });
  }
  if (expires == 0)
    clear (self);
  return changed;
}
