/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/reading.h"

#include "trace/lookup.h"

static guint64
hash_span (guint64 hash, const guint8 *data, SipSpan span)
{
  return lore_hash_bytes (hash, data + span.at, span.len);
}

void
lore_reading_init (LoreReading *reading, const guint8 *data, gsize len)
{
  const SipIndex *index = &reading->index;

  reading->data = data;
  reading->len = len;
  reading->lasts = FALSE;
  sip_index (data, len, &reading->index);
  reading->content = lore_hash_whole (data, len);
  reading->call_id = lore_hash_whole (data + index->call_id.at, index->call_id.len);
  reading->hop = hash_span (LORE_HASH_START, data, lore_span_cut (index->branch));
  reading->hop = hash_span (reading->hop, data, lore_span_cut (index->sent_by));
  reading->tags = hash_span (LORE_HASH_START, data, lore_span_cut (index->from_tag))
                  + hash_span (LORE_HASH_START, data, lore_span_cut (index->to_tag));
}
