/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/filter-condition.h"

#include "sip/facts.h"
#include "sip/value.h"
#include "trace/filter-field.h"

#include <string.h>

/* --- what is offered --------------------------------------------------------- */

void
lore_answer_offer_number (LoreAnswer *answer, double number)
{
  double wanted = answer->condition->number;

  answer->found = TRUE;
  switch (answer->condition->compare)
    {
    case LORE_COMPARE_EQUAL:
    case LORE_COMPARE_UNEQUAL:
      answer->hit |= number == wanted;
      break;
    case LORE_COMPARE_LESS:
      answer->hit |= number < wanted;
      break;
    case LORE_COMPARE_LESS_EQUAL:
      answer->hit |= number <= wanted;
      break;
    case LORE_COMPARE_GREATER:
      answer->hit |= number > wanted;
      break;
    case LORE_COMPARE_GREATER_EQUAL:
      answer->hit |= number >= wanted;
      break;
    case LORE_COMPARE_PRESENT:
    case LORE_COMPARE_CONTAINS:
      break;
    }
}

void
lore_answer_offer_text (LoreAnswer *answer, gconstpointer text, gsize len)
{
  const LoreNeedle *needle = &answer->condition->needle;

  answer->found = TRUE;
  if (answer->condition->compare == LORE_COMPARE_CONTAINS)
    answer->hit |= lore_needle_is_in (needle, text, len);
  else if (answer->condition->compare != LORE_COMPARE_PRESENT)
    answer->hit |= lore_needle_is (needle, text, len);
}

/* The number that a value begins with: "3600;refresher=uac". */
static gboolean
take_number (const char *text, gsize len, double *ret_number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  gsize n = 0;

  while (n < len && n < sizeof digits - 1
         && (g_ascii_isdigit (text[n]) || text[n] == '.'))
    {
      digits[n] = text[n];
      n++;
    }
  digits[n] = '\0';
  *ret_number = g_ascii_strtod (digits, NULL);
  return g_ascii_isdigit (digits[0]);
}

/* Of "Allow: INVITE, ACK" and "From: <sip:a@b>;tag=1": the whole, each value of the list
 * and the URI in it. */
static void
offer_parts (LoreAnswer *answer, const char *text, gsize len)
{
  const guint8 *data = (const guint8 *)text;
  SipCursor cursor = { data, 0, len };
  SipSpan value, uri;

  lore_answer_offer_text (answer, text, len);
  while (!answer->hit && sip_take_list_value (&cursor, &value))
    {
      lore_answer_offer_text (answer, data + value.at, value.len);
      if (sip_find_uri (data, value, &uri)
          && memchr (data + uri.at, ':', uri.len) != NULL)
        lore_answer_offer_text (answer, data + uri.at, uri.len);
    }
}

void
lore_answer_offer_value (LoreAnswer *answer, const char *text, gsize len)
{
  double number;

  switch (answer->condition->compare)
    {
    case LORE_COMPARE_PRESENT:
    case LORE_COMPARE_CONTAINS:
      lore_answer_offer_text (answer, text, len);
      break;
    case LORE_COMPARE_EQUAL:
    case LORE_COMPARE_UNEQUAL:
      offer_parts (answer, text, len);
      break;
    default:
      if (take_number (text, len, &number))
        lore_answer_offer_number (answer, number);
      break;
    }
}

/* --- conditions -------------------------------------------------------------- */

static gboolean
can_compare (LoreFieldType type, LoreCompare compare)
{
  switch (compare)
    {
    case LORE_COMPARE_PRESENT:
      return TRUE;
    case LORE_COMPARE_EQUAL:
    case LORE_COMPARE_UNEQUAL:
      return type != LORE_FIELD_FLAG;
    case LORE_COMPARE_CONTAINS:
      return type == LORE_FIELD_TEXT || type == LORE_FIELD_HEADER;
    default:
      return type == LORE_FIELD_NUMBER || type == LORE_FIELD_CLASS
             || type == LORE_FIELD_HEADER;
    }
}

static gboolean
wants_number (LoreFieldType type, LoreCompare compare)
{
  return compare != LORE_COMPARE_PRESENT
         && (type == LORE_FIELD_NUMBER || type == LORE_FIELD_CLASS
             || (compare >= LORE_COMPARE_LESS && compare <= LORE_COMPARE_GREATER_EQUAL));
}

/* "486", "1.5", and of a class also "4xx". */
static gboolean
parse_number (const LoreField *field, const char *text, double *ret_number)
{
  gsize len = strlen (text);

  if (field->type == LORE_FIELD_CLASS && len == 3
      && g_ascii_strcasecmp (text + 1, "xx") == 0)
    len = 1;
  for (gsize i = 0; i < len; i++)
    if (!g_ascii_isdigit (text[i]) && text[i] != '.')
      return FALSE;
  return memchr (text, '.', len) == memrchr (text, '.', len)
         && take_number (text, len, ret_number);
}

/* The name after "header.", or that of the header field that the row itself is about. */
static void
name_header (LoreCondition *condition, const char *name)
{
  const char *wanted = name + strlen (LORE_FIELD_HEADER_PREFIX);
  guint16 id = condition->field->fact;
  const SipHeader *header;

  if (condition->field->type == LORE_FIELD_HEADER)
    id = sip_header_lookup (wanted, -1);
  header = sip_header_get (id);
  condition->header = g_strdup (header != NULL ? header->name : wanted);
  condition->compact = header != NULL ? header->compact : '\0';
  condition->once = header != NULL && !header->many;
}

gboolean
lore_condition_init (LoreCondition *condition, const LoreField *field, const char *name,
                     LoreCompare compare, const char *value)
{
  double number = 0;

  if (!can_compare (field->type, compare)
      || (wants_number (field->type, compare) && !parse_number (field, value, &number)))
    return FALSE;
  *condition = (LoreCondition){ .field = field, .compare = compare, .number = number };
  if (lore_field_is_header (field))
    name_header (condition, name);
  if (value != NULL)
    lore_needle_init (&condition->needle, value, strlen (value));
  return TRUE;
}

void
lore_condition_clear (LoreCondition *condition)
{
  g_clear_pointer (&condition->header, g_free);
  lore_needle_clear (&condition->needle);
}

gboolean
lore_condition_holds (const LoreCondition *condition, const LoreCandidate *candidate)
{
  LoreAnswer answer = { .condition = condition };

  condition->field->read (candidate, &answer);
  switch (condition->compare)
    {
    case LORE_COMPARE_PRESENT:
      return answer.found;
    case LORE_COMPARE_UNEQUAL:
      return answer.found && !answer.hit;
    default:
      return answer.hit;
    }
}
