/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-trace [MESSAGES]: how long a million messages take to append, to lay out and to
 * ask for call facts, and what each costs beside its bytes.
 */
#include "trace/call.h"
#include "trace/layout.h"

/* A call of seven messages: the ordinary mix of transactions and dialogs. */
#define N_KINDS 7

static const struct
{
  const char *line, *cseq;
  char branch;
  gboolean from_bob;
} kinds[N_KINDS] = {
  { "INVITE sip:bob@biloxi.example SIP/2.0", "1 INVITE", 'i', FALSE },
  { "SIP/2.0 100 Trying", "1 INVITE", 'i', TRUE },
  { "SIP/2.0 180 Ringing", "1 INVITE", 'i', TRUE },
  { "SIP/2.0 200 OK", "1 INVITE", 'i', TRUE },
  { "ACK sip:bob@198.51.100.2 SIP/2.0", "1 ACK", 'a', FALSE },
  { "BYE sip:bob@198.51.100.2 SIP/2.0", "2 BYE", 'b', FALSE },
  { "SIP/2.0 200 OK", "2 BYE", 'b', TRUE },
};

/* Calls overlap as in a busy network: the messages of 64 calls are interleaved. */
static void
write_message (GString *text, guint i, guint *ret_kind)
{
  guint block = i / (64 * N_KINDS);
  guint kind = i / 64 % N_KINDS;
  guint call = block * 64 + i % 64;

  g_string_printf (text,
                   "%s\r\n"
                   "Via: SIP/2.0/UDP 192.0.2.1:5060;rport;branch=z9hG4bK-%u-%c\r\n"
                   "Max-Forwards: 70\r\n"
                   "From: \"Alice\" <sip:alice@atlanta.example>;tag=a%u\r\n"
                   "To: \"Bob\" <sip:bob@biloxi.example>%s\r\n"
                   "Call-ID: %u@atlanta.example\r\n"
                   "CSeq: %s\r\n"
                   "Contact: <sip:alice@192.0.2.1:5060>\r\n"
                   "Content-Length: 0\r\n\r\n",
                   kinds[kind].line, call, kinds[kind].branch, call,
                   kind > 1 ? ";tag=b" : "", call, kinds[kind].cseq);
  *ret_kind = kind;
}

static double
append_all (LoreTrace *trace, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GTimer) timer = g_timer_new ();
  double making = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GBytes) message = NULL;
      LoreEvent event = { .type = LORE_EVENT_CAPTURED,
                          .transport = LORE_TRANSPORT_UDP,
                          .lab_us = i * 100,
                          .unix_us = G_GINT64_CONSTANT (946684800000000) + i * 100 };
      double before = g_timer_elapsed (timer, NULL);
      guint kind;

      write_message (text, i, &kind);
      message = g_bytes_new_static (text->str, text->len);
      making += g_timer_elapsed (timer, NULL) - before;
      event.message = message;
      event.source = kinds[kind].from_bob ? "198.51.100.2:5060" : "192.0.2.1:5060";
      event.destination = kinds[kind].from_bob ? "192.0.2.1:5060" : "198.51.100.2:5060";
      lore_trace_append (trace, &event);
    }
  return g_timer_elapsed (timer, NULL) - making;
}

int
main (int argc, char *argv[])
{
  g_autoptr (LoreTrace) trace = lore_trace_new ();
  g_autoptr (LoreLayout) layout = NULL;
  g_autoptr (GTimer) timer = NULL;
  guint64 n = 1000000;
  double seconds;

  if (argc > 1 && !g_ascii_string_to_unsigned (argv[1], 10, 1, G_MAXINT32, &n, NULL))
    return 2;

  seconds = append_all (trace, n);
  g_print ("append    %6.2f s  %5.0f ns a message\n", seconds, seconds / n * 1e9);
  g_print ("memory    %6.1f bytes a message beside its %.0f\n",
           (double)(lore_trace_get_memory (trace) - lore_trace_get_n_bytes (trace)) / n,
           (double)lore_trace_get_n_bytes (trace) / n);

  timer = g_timer_new ();
  layout = lore_layout_new (trace);
  g_print ("layout    %6.2f s  %u rows\n", g_timer_elapsed (timer, NULL),
           g_list_model_get_n_items (G_LIST_MODEL (layout)));

  g_timer_start (timer);
  for (guint32 i = 0; i < lore_trace_get_n_calls (trace); i++)
    lore_call_free (lore_trace_dup_call (trace, i));
  g_print ("calls     %6.2f s  %u calls, %u transactions, %u retransmissions\n",
           g_timer_elapsed (timer, NULL), lore_trace_get_n_calls (trace),
           lore_trace_get_n_transactions (trace),
           lore_trace_get_n_retransmissions (trace));
  return 0;
}
