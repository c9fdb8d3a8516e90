/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/terminal.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH_UNKNOWN 100
#define WIDTH_MIN 40

int
lore_terminal_wants_colour (const char *when)
{
  if (g_str_equal (when, "always"))
    return TRUE;
  if (g_str_equal (when, "never"))
    return FALSE;
  if (!g_str_equal (when, "auto"))
    return -1;
  return isatty (STDOUT_FILENO) && g_getenv ("NO_COLOR") == NULL
         && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
}

guint
lore_terminal_get_width (void)
{
  const char *columns = g_getenv ("COLUMNS");
  guint64 width = WIDTH_UNKNOWN;
  struct winsize size;

  if (columns != NULL)
    g_ascii_string_to_unsigned (columns, 10, WIDTH_MIN, 1000, &width, NULL);
  else if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= WIDTH_MIN)
    width = size.ws_col;
  return width;
}

static guint
character_width (gunichar c)
{
  return g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
}

guint
lore_terminal_measure (const char *text)
{
  guint width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    width += character_width (g_utf8_get_char (text));
  return width;
}

void
lore_terminal_print_pair (guint indent, guint column, const char *label,
                          const char *value)
{
  guint used = indent + lore_terminal_measure (label);

  g_print ("%*s%s%*s%s\n", (int)indent, "", label,
           (int)(used < column ? column - used : 1), "", value);
}

/* --- colours -------------------------------------------------------------------------
 */

/* A terminal does not say whether it is dark; some set COLORFGBG, most are. */
static gboolean
is_dark (void)
{
  const char *colours = g_getenv ("COLORFGBG");
  const char *background = colours != NULL ? strrchr (colours, ';') : NULL;

  return background == NULL
         || (!g_str_equal (background, ";15") && !g_str_equal (background, ";7"));
}

/* The nearest of the 6×6×6 cube of 256 colours. */
static guint
to_cube (guint32 rgb)
{
  guint index = 16;
  static const guint weights[] = { 36, 6, 1 };

  for (guint i = 0; i < 3; i++)
    {
      guint level = (rgb >> (16 - 8 * i)) & 0xff;

      index += weights[i] * (level < 48 ? 0 : level < 115 ? 1 : (level - 35) / 40);
    }
  return index;
}

char *
lore_terminal_dup_coloured (const LoreCli *cli, LoreColour colour, const char *text)
{
  guint32 rgb = lore_palette_get (is_dark ())->rgb[colour];
  const char *depth = g_getenv ("COLORTERM");

  if (!cli->colour || *text == '\0')
    return g_strdup (text);
  if (g_strcmp0 (depth, "truecolor") == 0 || g_strcmp0 (depth, "24bit") == 0)
    return g_strdup_printf ("\033[38;2;%u;%u;%um%s\033[39m", rgb >> 16, rgb >> 8 & 0xff,
                            rgb & 0xff, text);
  return g_strdup_printf ("\033[38;5;%um%s\033[39m", to_cube (rgb), text);
}

char *
lore_terminal_dup_bold (const LoreCli *cli, const char *text)
{
  return cli->colour ? g_strdup_printf ("\033[1m%s\033[22m", text) : g_strdup (text);
}

/* --- words ---------------------------------------------------------------------------
 */

char *
lore_terminal_dup_words (const LoreCli *cli, const char *text)
{
  GString *words = g_string_new (NULL);
  gboolean code = FALSE;
  gboolean stress = FALSE;

  for (const char *at = text; *at != '\0'; at++)
    if (*at == '`')
      {
        code = !code;
        g_string_append (words, !cli->colour ? "`" : code ? "\033[1m" : "\033[22m");
      }
    else if (*at == '*' && !code
             && (stress || (at[1] != ' ' && strchr (at + 1, '*') != NULL)))
      {
        stress = !stress;
        g_string_append (words, !cli->colour ? "" : stress ? "\033[3m" : "\033[23m");
      }
    else
      g_string_append_c (words, *at);
  return g_string_free (words, FALSE);
}

static gboolean
is_wide_opening (const char *at)
{
  return g_unichar_type (g_utf8_get_char (at)) == G_UNICODE_OPEN_PUNCTUATION
         && g_unichar_iswide (g_utf8_get_char (at));
}

/* Han punctuation must not begin a line, but for brackets that open, which must not end
 * one. */
static const char *
skip_wide_punctuation (const char *at)
{
  while (*at != '\0' && g_unichar_ispunct (g_utf8_get_char (at))
         && g_unichar_iswide (g_utf8_get_char (at)) && !is_wide_opening (at))
    at = g_utf8_next_char (at);
  return at;
}

/* The end of what cannot be broken at @at: a Han character or a word, with the
 * punctuation or the blanks behind it. */
static const char *
next_piece (const char *at)
{
  gboolean escape = FALSE;

  while (is_wide_opening (at))
    at = g_utf8_next_char (at);
  if (g_unichar_iswide (g_utf8_get_char (at)))
    return skip_wide_punctuation (g_utf8_next_char (at));
  while (*at != '\0' && *at != ' ' && *at != '\n'
         && (escape || !g_unichar_iswide (g_utf8_get_char (at))))
    {
      escape = *at == '\033' || (escape && !g_ascii_isalpha (*at));
      at = g_utf8_next_char (at);
    }
  at = skip_wide_punctuation (at);
  while (*at == ' ')
    at++;
  return at;
}

static guint
measure_piece (const char *piece, gsize len)
{
  guint width = 0;
  gboolean escape = FALSE;

  for (const char *at = piece; at < piece + len; at = g_utf8_next_char (at))
    {
      if (*at == '\033')
        escape = TRUE;
      else if (!escape)
        width += character_width (g_utf8_get_char (at));
      else if (g_ascii_isalpha (*at))
        escape = FALSE;
    }
  return width;
}

void
lore_terminal_print_wrapped (const char *text, guint indent)
{
  guint room = MAX (lore_terminal_get_width (), indent + WIDTH_MIN) - indent;
  guint used = 0;
  gsize blanks = 0; /* behind the last piece, not printed before the next one */
  const char *end;

  for (const char *at = text; *at != '\0'; at = end)
    {
      gsize shown;
      guint width;

      end = next_piece (at);
      for (shown = end - at; shown > 0 && at[shown - 1] == ' ';)
        shown--;
      width = measure_piece (at, shown);
      if (used > 0 && used + blanks + width <= room)
        g_print ("%*s", (int)blanks, "");
      else
        {
          g_print ("%s%*s", used > 0 ? "\n" : "", (int)indent, "");
          used = blanks = 0;
        }
      g_print ("%.*s", (int)shown, at);
      used += blanks + width;
      blanks = end - at - shown;
      if (*end == '\n')
        {
          used = blanks = 0;
          g_print ("\n");
          end++;
        }
    }
  if (used > 0)
    g_print ("\n");
}

char *
lore_terminal_dup_line (const char *data, gsize len)
{
  GString *line = g_string_sized_new (len);

  for (gsize i = 0; i < len;)
    {
      gunichar c = g_utf8_get_char_validated (data + i, len - i);
      gsize n = c == (gunichar)-1 || c == (gunichar)-2 ? 1 : g_utf8_skip[(guchar)data[i]];

      if (n == 1 && (!g_ascii_isprint (data[i]) && data[i] != '\t'))
        g_string_append_printf (line, "\\x%02x", (guchar)data[i]);
      else if (n > 1 && !g_unichar_isprint (c))
        for (gsize k = 0; k < n; k++)
          g_string_append_printf (line, "\\x%02x", (guchar)data[i + k]);
      else
        g_string_append_len (line, data + i, n);
      i += n;
    }
  return g_string_free (line, FALSE);
}
