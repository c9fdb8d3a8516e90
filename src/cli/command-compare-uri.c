/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalogue/catalogue.h"
#include "cli/json-line.h"
#include "cli/terminal.h"
#include "sip/uri-compare.h"

static char *
dup_sentence (const char *one, const char *two, const SipUriDifference *difference,
              const char *language)
{
  g_autofree char *id =
      g_strconcat ("uri-difference:", sip_uri_difference_get_nick (difference->id), NULL);
  g_autofree char *a = g_strndup (one + difference->one.at, difference->one.len);
  g_autofree char *b = g_strndup (two + difference->two.at, difference->two.len);
  gboolean alone = difference->id == SIP_URI_PARAM_MISSING;
  const char *const args[] = { "one", *a == '\0' && !alone ? "-" : a, /* none */
                               "two", *b == '\0' && !alone ? "-" : b, NULL };

  return lore_catalogue_dup_sentence (lore_catalogue_get_default (), id, language, args);
}

static void
print_json (const char *one, const char *two, const SipUriDifference *difference)
{
  JsonBuilder *builder = lore_json_begin ();
  g_autofree char *english = dup_sentence (one, two, difference, "en");
  g_autofree char *chinese = dup_sentence (one, two, difference, "zh_CN");
  gboolean same = difference->id == SIP_URI_SAME;

  lore_json_add_string (builder, "one", one);
  lore_json_add_string (builder, "two", two);
  json_builder_set_member_name (builder, "same");
  json_builder_add_boolean_value (builder, same);
  lore_json_add_string (builder, "difference",
                        same ? NULL : sip_uri_difference_get_nick (difference->id));
  lore_json_add_string (builder, "rfc", sip_uri_difference_get_rfc (difference->id));
  lore_json_add_string (builder, "en", english);
  lore_json_add_string (builder, "zh_CN", chinese);
  lore_json_print (builder);
}

/* A URI with its piece that differs marked under it. */
static void
print_uri (const LoreCli *cli, const char *uri, SipSpan piece)
{
  g_autofree char *carets = g_strnfill (piece.len, '^');
  g_autofree char *coloured = lore_terminal_dup_coloured (cli, LORE_COLOUR_ERROR, carets);

  g_print ("  %s\n", uri);
  if (piece.len > 0)
    g_print ("  %*s%s\n", (int)piece.at, "", coloured);
}

static void
print_text (const LoreCli *cli, const char *one, const char *two,
            const SipUriDifference *difference)
{
  gboolean same = difference->id == SIP_URI_SAME;

  print_uri (cli, one, same ? (SipSpan){ 0 } : difference->one);
  print_uri (cli, two, same ? (SipSpan){ 0 } : difference->two);
  for (gsize i = 0; cli->words[i] != NULL; i++)
    {
      g_autofree char *sentence = dup_sentence (one, two, difference, cli->words[i]);
      g_autofree char *words = lore_terminal_dup_words (cli, sentence);

      lore_terminal_print_wrapped (words, 0);
    }
  g_print ("RFC %s\n", sip_uri_difference_get_rfc (difference->id));
}

LoreExit
lore_command_compare_uri (const LoreCli *cli, int argc, char **argv)
{
  SipUriDifference difference;
  LoreExit status;
  gboolean same;

  if (!lore_cli_parse (cli, &argc, &argv, NULL, 2, 2, &status))
    return status;
  same = sip_uri_compare (argv[1], argv[2], &difference);
  if (cli->json)
    print_json (argv[1], argv[2], &difference);
  else
    print_text (cli, argv[1], argv[2], &difference);
  return same ? LORE_EXIT_FINE : LORE_EXIT_FOUND;
}
