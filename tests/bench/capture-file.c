/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "capture-file.h"

#include <stdio.h>
#include <string.h>

#define ETHERNET 14
#define IP 20
#define UDP 8
#define HEADERS (ETHERNET + IP + UDP)
#define LONGEST 1472
#define LINKTYPE_ETHERNET 1
#define BUFFER (1 << 20)

struct _CaptureFile
{
  FILE *stream;
  gboolean ng;
  guint16 ip_id;
};

static void
put16 (guint8 *at, guint16 value)
{
  at[0] = value >> 8;
  at[1] = value;
}

static void
put32 (guint8 *at, guint32 value)
{
  put16 (at, value >> 16);
  put16 (at + 2, value);
}

/* The Internet checksum's sum, not folded yet. */
static guint32
sum16 (const guint8 *data, gsize len, guint32 sum)
{
  for (gsize i = 0; i + 1 < len; i += 2)
    sum += data[i] << 8 | data[i + 1];
  return len % 2 != 0 ? sum + (data[len - 1] << 8) : sum;
}

static guint16
fold (guint32 sum)
{
  while (sum > 0xFFFF)
    sum = (sum & 0xFFFF) + (sum >> 16);
  return ~sum;
}

/* The file's own headers are in the order of the host, as readers find out by the magic
 * number; two 16-bit numbers in one of 32 bits are not. */
static guint32
pair (guint16 first, guint16 second)
{
  return G_BYTE_ORDER == G_LITTLE_ENDIAN ? (guint32)second << 16 | first
                                         : (guint32)first << 16 | second;
}

static void
begin_pcap (FILE *stream)
{
  guint32 header[] = { 0xA1B2C3D4, pair (2, 4), 0, 0, 65535, LINKTYPE_ETHERNET };

  fwrite (header, sizeof header, 1, stream);
}

static void
begin_pcapng (FILE *stream)
{
  guint32 section[] = { 0x0A0D0D0A,  28,          0x1A2B3C4D, pair (1, 0),
                        G_MAXUINT32, G_MAXUINT32, 28 };
  guint32 interface[] = { 1, 20, pair (LINKTYPE_ETHERNET, 0), 65535, 20 };

  fwrite (section, sizeof section, 1, stream);
  fwrite (interface, sizeof interface, 1, stream);
}

CaptureFile *
capture_file_new (const char *path)
{
  CaptureFile *file;
  FILE *stream = fopen (path, "wb");

  if (stream == NULL)
    return NULL;
  setvbuf (stream, NULL, _IOFBF, BUFFER);
  file = g_new0 (CaptureFile, 1);
  file->stream = stream;
  file->ng = g_str_has_suffix (path, ".pcapng");
  if (file->ng)
    begin_pcapng (stream);
  else
    begin_pcap (stream);
  return file;
}

/* A MAC of the locally administered kind, so that no maker's is used. */
static void
put_mac (guint8 *at, guint32 address)
{
  put16 (at, 0x0200);
  put32 (at + 2, address);
}

static void
put_headers (guint8 *frame, guint16 ip_id, const Endpoint *from, const Endpoint *to,
             const char *data, gsize len)
{
  guint8 *ip = frame + ETHERNET, *udp = ip + IP;
  guint16 checksum;

  memset (frame, 0, HEADERS);
  put_mac (frame, to->address);
  put_mac (frame + 6, from->address);
  put16 (frame + 12, 0x0800);

  ip[0] = 4 << 4 | IP / 4;
  put16 (ip + 2, IP + UDP + len);
  put16 (ip + 4, ip_id);
  ip[8] = 64; /* time to live */
  ip[9] = 17; /* UDP */
  put32 (ip + 12, from->address);
  put32 (ip + 16, to->address);
  put16 (ip + 10, fold (sum16 (ip, IP, 0)));

  put16 (udp, from->port);
  put16 (udp + 2, to->port);
  put16 (udp + 4, UDP + len);
  /* Over the addresses, the protocol, the length, header and data (RFC 768). */
  checksum =
      fold (sum16 ((const guint8 *)data, len, sum16 (ip + 12, 8 + UDP, 17 + UDP + len)));
  put16 (udp + 6, checksum != 0 ? checksum : 0xFFFF);
}

void
capture_file_add (CaptureFile *file, gint64 unix_us, const Endpoint *from,
                  const Endpoint *to, const char *data, gsize len)
{
  static const guint8 padding[4] = { 0 };
  guint8 headers[HEADERS];
  guint32 size = HEADERS + len;
  guint32 pad = -size & 3;
  guint32 total = 32 + size + pad;

  g_assert (len <= LONGEST);
  put_headers (headers, file->ip_id++, from, to, data, len);
  if (file->ng)
    {
      guint32 block[] = { 6, total, 0, unix_us >> 32, (guint32)unix_us, size, size };

      fwrite (block, sizeof block, 1, file->stream);
    }
  else
    {
      guint32 record[] = { unix_us / G_USEC_PER_SEC, unix_us % G_USEC_PER_SEC, size,
                           size };

      fwrite (record, sizeof record, 1, file->stream);
    }
  fwrite (headers, sizeof headers, 1, file->stream);
  fwrite (data, len, 1, file->stream);
  if (file->ng)
    {
      fwrite (padding, pad, 1, file->stream);
      fwrite (&total, sizeof total, 1, file->stream);
    }
}

gboolean
capture_file_close (CaptureFile *file)
{
  gboolean written = !ferror (file->stream);

  written = fclose (file->stream) == 0 && written;
  g_free (file);
  return written;
}
