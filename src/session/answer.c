/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/answer.h"

#include <stdio.h>
#include <string.h>

/* One m= section of the offer, as far as the answer needs it. */
typedef struct
{
  char **words;      /* "audio", "49170", "RTP/AVP", "0", … */
  const char *way;   /* sendrecv, sendonly, recvonly, inactive */
  int event_payload; /* of telephone-event, or -1 */
} Media;

typedef struct
{
  GPtrArray *media; /* of Media */
  const char *way;  /* of the session, where a medium says nothing */
  char *times;      /* the t= line: an answer repeats it */
} Offer;

static const char *const ways[] = { "sendrecv", "sendonly", "recvonly", "inactive" };

static void
media_free (gpointer data)
{
  Media *media = data;

  g_strfreev (media->words);
  g_free (media);
}

static void
offer_clear (Offer *offer)
{
  g_clear_pointer (&offer->media, g_ptr_array_unref);
  g_free (offer->times);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Offer, offer_clear)

static void
read_attribute (Offer *offer, const char *attribute)
{
  Media *media =
      offer->media->len > 0 ? offer->media->pdata[offer->media->len - 1] : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_str_equal (attribute, ways[i]))
      *(media != NULL ? &media->way : &offer->way) = ways[i];
  if (media != NULL && g_str_has_prefix (attribute, "rtpmap:")
      && strstr (attribute, "telephone-event/8000") != NULL)
    media->event_payload =
        MIN (g_ascii_strtoull (attribute + strlen ("rtpmap:"), NULL, 10), 127);
}

static void
read_line (Offer *offer, const char *line)
{
  if (g_str_has_prefix (line, "m="))
    {
      Media *media = g_new0 (Media, 1);

      media->words = g_strsplit (line + 2, " ", -1);
      media->event_payload = -1;
      g_ptr_array_add (offer->media, media);
    }
  else if (g_str_has_prefix (line, "t=") && offer->times == NULL)
    offer->times = g_strdup (line);
  else if (g_str_has_prefix (line, "a="))
    read_attribute (offer, line + 2);
}

static void
read_offer (Offer *offer, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  offer->media = g_ptr_array_new_with_free_func (media_free);
  offer->way = ways[0];
  for (gsize i = 0; lines[i] != NULL; i++)
    read_line (offer, g_strchomp (lines[i]));
}

/* What the other side sends is what this side receives (RFC 3264 §6.1). */
static const char *
reverse_way (const char *way)
{
  if (g_str_equal (way, "sendonly"))
    return "recvonly";
  return g_str_equal (way, "recvonly") ? "sendonly" : way;
}

static gboolean
can_take (const Media *media)
{
  return g_strv_length (media->words) > 3 && g_str_equal (media->words[0], "audio")
         && g_str_equal (media->words[2], "RTP/AVP")
         && !g_str_equal (media->words[1], "0")
         && (g_strv_contains ((const char *const *)media->words + 3, "0")
             || g_strv_contains ((const char *const *)media->words + 3, "8"));
}

static void
put_taken (GString *out, const Offer *offer, const Media *media, guint16 port)
{
  const char *const *formats = (const char *const *)media->words + 3;
  const char *way = media->way != NULL ? media->way : offer->way;

  g_string_append_printf (out, "m=audio %u RTP/AVP", port);
  for (gsize i = 0; formats[i] != NULL; i++)
    if (g_str_equal (formats[i], "0") || g_str_equal (formats[i], "8"))
      g_string_append_printf (out, " %s", formats[i]);
  if (media->event_payload >= 0)
    g_string_append_printf (out, " %d", media->event_payload);
  g_string_append (out, "\r\n");
  if (g_strv_contains (formats, "0"))
    g_string_append (out, "a=rtpmap:0 PCMU/8000\r\n");
  if (g_strv_contains (formats, "8"))
    g_string_append (out, "a=rtpmap:8 PCMA/8000\r\n");
  if (media->event_payload >= 0)
    g_string_append_printf (out, "a=rtpmap:%d telephone-event/8000\r\na=fmtp:%d 0-15\r\n",
                            media->event_payload, media->event_payload);
  g_string_append_printf (out, "a=%s\r\n", reverse_way (way));
}

/* A refused stream keeps its line, with port 0 and one format (RFC 3264 §6). */
static void
put_refused (GString *out, const Media *media)
{
  guint n = g_strv_length (media->words);

  g_string_append_printf (out, "m=%s 0 %s %s\r\n", n > 0 ? media->words[0] : "audio",
                          n > 2 ? media->words[2] : "RTP/AVP",
                          n > 3 ? media->words[3] : "0");
}

static void
put_session (GString *out, const char *user, const char *host,
             const LoreDescription *session, const char *times)
{
  const char *type = strchr (host, ':') != NULL ? "IP6" : "IP4";

  g_string_append_printf (
      out, "v=0\r\no=%s %u %u IN %s %s\r\ns=-\r\nc=IN %s %s\r\n%s\r\n", user, session->id,
      session->version, type, host, type, host, times != NULL ? times : "t=0 0");
}

static char *
compose_offer (const char *user, const char *host, const LoreDescription *session)
{
  GString *out = g_string_new (NULL);

  put_session (out, user, host, session, NULL);
  g_string_append_printf (out,
                          "m=audio %u RTP/AVP 0 8\r\na=rtpmap:0 PCMU/8000\r\n"
                          "a=rtpmap:8 PCMA/8000\r\na=sendrecv\r\n",
                          session->port);
  return g_string_free (out, FALSE);
}

char *
lore_answer_compose (const char *text, const char *user, const char *host,
                     const LoreDescription *session)
{
  g_auto (Offer) offer = { 0 };
  GString *out;
  gboolean taken = FALSE;

  if (text == NULL || *text == '\0')
    return compose_offer (user, host, session);
  out = g_string_new (NULL);
  read_offer (&offer, text);
  put_session (out, user, host, session, offer.times);
  for (guint i = 0; i < offer.media->len; i++)
    if (!taken && can_take (offer.media->pdata[i]))
      {
        put_taken (out, &offer, offer.media->pdata[i], session->port);
        taken = TRUE;
      }
    else
      put_refused (out, offer.media->pdata[i]);
  return g_string_free (out, !taken);
}

gboolean
lore_description_read (LoreDescription *session, const char *sdp)
{
  const char *origin = strstr (sdp, "o="), *media = strstr (sdp, "m=audio ");
  LoreDescription read = { 0 };

  if (origin == NULL || media == NULL
      || sscanf (origin, "o=%*s %" G_GUINT32_FORMAT " %" G_GUINT32_FORMAT, &read.id,
                 &read.version)
             != 2)
    return FALSE;
  read.port = g_ascii_strtoull (media + strlen ("m=audio "), NULL, 10) & G_MAXUINT16;
  *session = read;
  return TRUE;
}
