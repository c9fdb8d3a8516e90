/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/media.h"

#include <string.h>

#include "trace/participants.h"

/* The payload types whose meaning needs no a=rtpmap (RFC 3551 §6). */
static const char *const static_types[] = {
  [0] = "PCMU/8000",   [3] = "GSM/8000",    [4] = "G723/8000",   [5] = "DVI4/8000",
  [6] = "DVI4/16000",  [7] = "LPC/8000",    [8] = "PCMA/8000",   [9] = "G722/8000",
  [10] = "L16/44100",  [11] = "L16/44100",  [12] = "QCELP/8000", [13] = "CN/8000",
  [14] = "MPA/90000",  [15] = "G728/8000",  [16] = "DVI4/11025", [17] = "DVI4/22050",
  [18] = "G729/8000",  [25] = "CelB/90000", [26] = "JPEG/90000", [28] = "nv/90000",
  [31] = "H261/90000", [32] = "MPV/90000",  [33] = "MP2T/90000", [34] = "H263/90000",
};

static void
medium_free (gpointer data)
{
  LoreMedium *medium = data;

  g_strfreev (medium->formats);
  g_strfreev (medium->codecs);
  g_free (medium->kind);
  g_free (medium->address);
  g_free (medium);
}

gboolean
lore_media_is_sdp (const guint8 *data, const SipIndex *index)
{
  static const char sdp[] = "application/sdp";

  return index->body.len > 0 && index->content_type.len >= sizeof sdp - 1
         && g_ascii_strncasecmp ((const char *)data + index->content_type.at, sdp,
                                 sizeof sdp - 1)
                == 0;
}

/* "m=audio 49170 RTP/AVP 0 8": NULL when the medium is refused or the line is broken. */
static LoreMedium *
medium_new (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line + 2, " ", -1);
  guint n = g_strv_length (words);
  LoreMedium *medium;

  if (n < 4 || g_str_equal (words[1], "0"))
    return NULL;
  medium = g_new0 (LoreMedium, 1);
  medium->kind = g_strdup (words[0]);
  medium->address = g_strndup (words[1], strcspn (words[1], "/")); /* the port alone */
  medium->formats = g_strdupv (words + 3);
  medium->codecs = g_strdupv (words + 3);
  for (guint i = 0; i < n - 3; i++)
    {
      guint64 type;

      if (g_ascii_string_to_unsigned (medium->formats[i], 10, 0,
                                      G_N_ELEMENTS (static_types) - 1, &type, NULL)
          && static_types[type] != NULL)
        {
          g_free (medium->codecs[i]);
          medium->codecs[i] = g_strdup (static_types[type]);
        }
    }
  return medium;
}

/* "a=rtpmap:101 telephone-event/8000" */
static void
medium_take_rtpmap (LoreMedium *medium, const char *line)
{
  const char *type = line + strlen ("a=rtpmap:");
  const char *space = strchr (type, ' ');

  for (guint i = 0; space != NULL && medium->formats[i] != NULL; i++)
    if (strlen (medium->formats[i]) == (gsize)(space - type)
        && strncmp (medium->formats[i], type, space - type) == 0)
      {
        g_free (medium->codecs[i]);
        medium->codecs[i] = g_strstrip (g_strdup (space + 1));
      }
}

/* "c=IN IP4 192.0.2.1", "c=IN IP4 233.252.0.1/127": the address alone. */
static char *
dup_connection (const char *line)
{
  const char *address = line + strlen ("c=IN IP4 ");

  return strlen (line) > strlen ("c=IN IP4 ")
             ? g_strndup (address, strcspn (address, "/ "))
             : NULL;
}

static void
medium_set_host (LoreMedium *medium, const char *host)
{
  g_autofree char *port = medium->address;
  g_autofree char *both = NULL;

  medium->address = NULL;
  if (host == NULL)
    return;
  both = g_strdup_printf (strchr (host, ':') != NULL ? "[%s]:%s" : "%s:%s", host, port);
  medium->address = lore_address_dup_canonical (both);
}

/* A c= line below an m= line is that medium's, one above all m= lines is everybody's
 * (RFC 8866 §5.7). */
GPtrArray *
lore_media_read (const guint8 *data, gsize len)
{
  GPtrArray *media = g_ptr_array_new_with_free_func (medium_free);
  g_autofree char *text = g_utf8_make_valid ((const char *)data, len);
  g_auto (GStrv) lines = g_strsplit_set (text, "\r\n", -1);
  g_autofree char *everybodys = NULL;
  g_autofree char *own = NULL;
  gboolean in_medium = FALSE;
  LoreMedium *medium = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], "m="))
        {
          if (medium != NULL)
            medium_set_host (medium, own != NULL ? own : everybodys);
          g_clear_pointer (&own, g_free);
          in_medium = TRUE;
          medium = medium_new (lines[i]);
          if (medium != NULL)
            g_ptr_array_add (media, medium);
        }
      else if (medium != NULL && g_str_has_prefix (lines[i], "a=rtpmap:"))
        medium_take_rtpmap (medium, lines[i]);
      else if (g_str_has_prefix (lines[i], "c=")
               && (in_medium ? own : everybodys) == NULL)
        *(in_medium ? &own : &everybodys) = dup_connection (lines[i]);
    }
  if (medium != NULL)
    medium_set_host (medium, own != NULL ? own : everybodys);
  return media;
}

const char *
lore_media_get_static_codec (guint payload_type)
{
  return payload_type < G_N_ELEMENTS (static_types) ? static_types[payload_type] : NULL;
}

char *
lore_media_dup_summary (const guint8 *data, gsize len)
{
  g_autoptr (GPtrArray) media = lore_media_read (data, len);
  GString *summary = g_string_new (NULL);

  for (guint i = 0; i < media->len; i++)
    {
      LoreMedium *medium = g_ptr_array_index (media, i);

      g_string_append_printf (summary, "%s%s", i > 0 ? "; " : "", medium->kind);
      for (guint j = 0; medium->codecs[j] != NULL; j++)
        {
          const char *codec = medium->codecs[j];

          if (g_str_has_prefix (codec, "telephone-event"))
            continue;
          g_string_append (summary, j > 0 ? ", " : " ");
          g_string_append_len (summary, codec, strcspn (codec, "/"));
        }
    }
  return g_string_free (summary, summary->len == 0);
}

char *
lore_media_dup_codecs (const guint8 *data, gsize len)
{
  g_autoptr (GPtrArray) media = lore_media_read (data, len);
  g_autoptr (GPtrArray) codecs = g_ptr_array_new ();

  for (guint i = 0; i < media->len; i++)
    {
      LoreMedium *medium = g_ptr_array_index (media, i);

      for (guint j = 0; medium->codecs[j] != NULL; j++)
        g_ptr_array_add (codecs, medium->codecs[j]);
    }
  if (codecs->len == 0)
    return NULL;
  g_ptr_array_add (codecs, NULL);
  return g_strjoinv (", ", (char **)codecs->pdata);
}
