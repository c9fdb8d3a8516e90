/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files of libpcap's format as its writers differ: byte order, unit of time, age, damage.
 */
#include "fixture.h"

#include "sip/facts.h"
#include "trace/call.h"

#include <sched.h>
#include <string.h>

/* Of the link type RAW: IPv4 and UDP stand first. */
#define MESSAGE                                                                          \
  "OPTIONS sip:b@example.com SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n"
#define HEADERS 28
#define PACKET (HEADERS + sizeof MESSAGE - 1)
#define FIRST_S 1700000000u

typedef struct
{
  guint32 magic;
  gboolean swapped;
  guint minor;
  guint32 snap_len;
  guint32 link_type;
  guint32 fraction; /* of the second packet's time */
  gsize extra;      /* in each record header */
  gboolean lengths_turned;
} File;

static void
put32 (GByteArray *bytes, const File *file, guint32 value)
{
  if (file->swapped)
    value = GUINT32_SWAP_LE_BE (value);
  g_byte_array_append (bytes, (guint8 *)&value, sizeof value);
}

static void
put16 (GByteArray *bytes, const File *file, guint16 value)
{
  if (file->swapped)
    value = GUINT16_SWAP_LE_BE (value);
  g_byte_array_append (bytes, (guint8 *)&value, sizeof value);
}

static void
put_record (GByteArray *bytes, const File *file, guint32 fraction, guint8 id)
{
  guint8 packet[PACKET] = { 0x45, 0, 0,    PACKET, 0,    id,   0, 0,          64,
                            17,   0, 0,    192,    0,    2,    1, 192,        0,
                            2,    2, 0x13, 0xc4,   0x13, 0xc4, 0, PACKET - 20 };
  guint32 len = MIN (PACKET, file->snap_len);
  const guint8 extra[8] = { 0 };

  memcpy (packet + HEADERS, MESSAGE, sizeof MESSAGE - 1);
  put32 (bytes, file, FIRST_S);
  put32 (bytes, file, fraction);
  put32 (bytes, file, file->lengths_turned ? PACKET : len);
  put32 (bytes, file, file->lengths_turned ? len : PACKET);
  g_byte_array_append (bytes, extra, file->extra);
  g_byte_array_append (bytes, packet, len);
}

/* Two packets half a second apart, the second one from another datagram. */
static GByteArray *
make_file (const File *file)
{
  GByteArray *bytes = g_byte_array_new ();

  put32 (bytes, file, file->magic);
  put16 (bytes, file, 2);
  put16 (bytes, file, file->minor);
  put32 (bytes, file, 0);
  put32 (bytes, file, 0);
  put32 (bytes, file, file->snap_len);
  put32 (bytes, file, file->link_type);
  put_record (bytes, file, 0, 1);
  put_record (bytes, file, file->fraction, 2);
  return bytes;
}

static void
test_variants (void)
{
  static const struct
  {
    File file;
    gboolean truncated;
    const char *why;
  } rows[] = {
    { { 0xa1b2c3d4, FALSE, 4, 65535, 101, 500000, 0, FALSE }, FALSE, "as most write" },
    { { 0xa1b2c3d4, TRUE, 4, 65535, 101, 500000, 0, FALSE }, FALSE, "the other order" },
    { { 0xa1b23c4d, FALSE, 4, 65535, 101, 500000000, 0, FALSE }, FALSE, "nanoseconds" },
    { { 0xa1b23c4d, TRUE, 4, 65535, 101, 500000000, 0, FALSE }, FALSE, "both" },
    { { 0xa1b2cd34, FALSE, 4, 65535, 101, 500000, 8, FALSE }, FALSE, "Kuznetzov's" },
    { { 0xa1b2c3d4, FALSE, 4, 0, 101, 500000, 0, FALSE }, FALSE, "no snap length: any" },
    { { 0xa1b2c3d4, FALSE, 4, 60, 101, 500000, 0, FALSE },
      TRUE,
      "cut by the snap length" },
    { { 0xa1b2c3d4, FALSE, 2, 60, 101, 500000, 0, TRUE }, TRUE, "version 2.2" },
    { { 0xa1b2c3d4, FALSE, 3, 60, 101, 500000, 0, TRUE }, TRUE, "2.3, turned round" },
    { { 0xa1b2c3d4, FALSE, 3, 60, 101, 500000, 0, FALSE }, TRUE, "2.3, the right way" },
    { { 0xa1b2c3d4, FALSE, 4, 65535, 0xf4000000 | 101, 500000, 0, FALSE },
      FALSE,
      "the length of a checksum beside the link type" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      File file = rows[i].file;
      g_autoptr (GByteArray) bytes = NULL;
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (LoreImportReport) report = NULL;
      LoreMessage message;

      g_test_message ("%s", rows[i].why);
      bytes = make_file (&file);
      if (file.snap_len == 0)
        {
          file.snap_len = 65535;
          g_clear_pointer (&bytes, g_byte_array_unref);
          bytes = make_file (&file);
          memset (bytes->data + 16, 0, 4);
        }
      report = fixture_read (trace, (const char *)bytes->data, bytes->len);
      g_assert_cmpstr (report->format, ==, "pcap");
      g_assert_cmpuint (report->n_bytes, ==, bytes->len);
      g_assert_cmpuint (lore_trace_get_n_messages (trace), ==, 2);
      g_assert_false (fixture_has_remark (report, "capture-damaged", NULL, NULL));
      lore_trace_get_message (trace, 1, &message);
      g_assert_cmpint (message.unix_us, ==, (gint64)FIRST_S * G_USEC_PER_SEC + 500000);
      g_assert_cmpint (message.sent_us, ==, 500000);
      g_assert_cmpint ((message.flags & LORE_MESSAGE_TRUNCATED) != 0, ==,
                       rows[i].truncated);
      g_assert_cmpstr (fixture_get_source (trace, 1), ==, "192.0.2.1:5060");
    }
}

static void
test_damage (void)
{
  static const File file = { 0xa1b2c3d4, FALSE, 4, 65535, 101, 500000, 0, FALSE };
  const gsize second = 24 + 16 + PACKET;
  const struct
  {
    gsize at; /* 4 bytes there are all ones */
    gsize len;
    guint n_messages;
    gboolean damaged;
    const char *why;
  } rows[] = {
    { 0, second, 1, FALSE, "ends between two records" },
    { 0, second + 7, 1, TRUE, "ends in a record's header" },
    { 0, second + 16, 1, TRUE, "ends behind it" },
    { 0, second + 16 + PACKET - 1, 1, TRUE, "lacks the last byte" },
    { second + 8, 2 * second - 24, 1, TRUE, "a length that no packet has" },
    { 24 + 8, 2 * second - 24, 0, TRUE, "the first of them" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GByteArray) bytes = make_file (&file);
      g_autoptr (LoreTrace) trace = lore_trace_new ();
      g_autoptr (LoreImportReport) report = NULL;

      g_test_message ("%s", rows[i].why);
      if (rows[i].at > 0)
        memset (bytes->data + rows[i].at, 0xff, 4);
      report = fixture_read (trace, (const char *)bytes->data, rows[i].len);
      g_assert_cmpuint (lore_trace_get_n_messages (trace), ==, rows[i].n_messages);
      g_assert_cmpint (fixture_has_remark (report, "capture-damaged", NULL, NULL), ==,
                       rows[i].damaged);
    }
}

/* Longer than what is handed over at once: all of it, in order, and each byte where it
 * belongs. */
static void
check_many (void)
{
  static const File file = { 0xa1b2c3d4, FALSE, 4, 65535, 101, 500000, 0, FALSE };
  g_autoptr (GByteArray) bytes = make_file (&file);
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreImportReport) report = NULL;
  const guint n = 3000;

  g_byte_array_set_size (bytes, 24);
  for (guint i = 0; i < n; i++)
    {
      /* The same bytes only after a time in which no packet is captured twice. */
      put_record (bytes, &file, i * 300, i);
      bytes->data[bytes->len - sizeof MESSAGE + 1 + sizeof "OPTIONS sip:" - 1] =
          'a' + i % 26;
    }
  report = fixture_read (trace, (const char *)bytes->data, bytes->len);
  g_assert_cmpuint (report->n_messages, ==, n);
  g_assert_cmpuint (lore_trace_get_n_messages (trace), ==, n);
  g_assert_cmpuint (lore_trace_get_n_calls (trace), ==, 1);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = fixture_dup_message (trace, i);
      LoreMessage message;

      lore_trace_get_message (trace, i, &message);
      g_assert_cmpint (message.sent_us, ==, i * 300);
      g_assert_cmpuint (message.method, ==, SIP_METHOD_OPTIONS);
      g_assert_cmpuint (message.call, ==, 0);
      g_assert_cmpint (text[sizeof "OPTIONS sip:" - 1], ==, 'a' + i % 26);
      g_assert_cmpuint (strlen (text), ==, sizeof MESSAGE - 1);
    }
}

/* By two threads where there are two processors, of which either may index; by one where
 * this process has but one of them. */
static void
test_many (void)
{
  cpu_set_t all, one;

  g_assert_cmpint (sched_getaffinity (0, sizeof all, &all), ==, 0);
  check_many ();
  CPU_ZERO (&one);
  CPU_SET (sched_getcpu (), &one);
  g_assert_cmpint (sched_setaffinity (0, sizeof one, &one), ==, 0);
  check_many ();
  g_assert_cmpint (sched_setaffinity (0, sizeof all, &all), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pcap/variants", test_variants);
  g_test_add_func ("/pcap/damage", test_damage);
  g_test_add_func ("/pcap/many", test_many);
  return g_test_run ();
}
