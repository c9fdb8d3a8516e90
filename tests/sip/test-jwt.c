/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pieces of signed tokens as text.
 */
#include <string.h>

#include "sip/jwt.h"

static const struct
{
  const char *piece;
  const char *text; /* NULL = none */
  const char *why;
} rows[] = {
  { "eyJhbGciOiJFUzI1NiJ9", "{\"alg\":\"ES256\"}", "no padding needed" },
  { "eyJpYXQiOjE3OTUzMDR9", "{\"iat\":1795304}", "none again" },
  { "eyJhIjoxfQ", "{\"a\":1}", "two signs of padding left out" },
  { "eyJhIjoiYiJ9", "{\"a\":\"b\"}", "a string" },
  { "w6nDqA", "\303\251\303\250", "beyond ASCII" },
  { "Pz8_Pj4-", "\?\?\?>>>", "the two signs of base64url" },
  { "abcde", NULL, "no length of base64" },
  { "__79", NULL, "bytes that are no text" },
  { "", NULL, "nothing" },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = sip_jwt_dup_text ((const guint8 *)rows[i].piece,
                                                (SipSpan){ 0, strlen (rows[i].piece) });

      g_test_message ("%s: %s", rows[i].piece, rows[i].why);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jwt/rows", test_rows);
  return g_test_run ();
}
