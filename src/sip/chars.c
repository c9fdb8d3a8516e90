/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sip/chars.h"

/* clang-format off */
#define RANGE(c, a, b) ((c) >= (a) && (c) <= (b))
#define DIGIT(c) RANGE (c, '0', '9')
#define ALPHA(c) (RANGE (c, 'a', 'z') || RANGE (c, 'A', 'Z'))
#define ALNUM(c) (ALPHA (c) || DIGIT (c))
#define MARK(c) ((c) == '-' || (c) == '_' || (c) == '.' || (c) == '!' || (c) == '~' \
                 || (c) == '*' || (c) == '\'' || (c) == '(' || (c) == ')')
#define UNRESERVED(c) (ALNUM (c) || MARK (c) || (c) == '%')
#define TOKEN(c) (ALNUM (c) || (c) == '-' || (c) == '.' || (c) == '!' || (c) == '%' \
                  || (c) == '*' || (c) == '_' || (c) == '+' || (c) == '`' \
                  || (c) == '\'' || (c) == '~')
#define WORD(c) (TOKEN (c) || (c) == '(' || (c) == ')' || (c) == '<' || (c) == '>' \
                 || (c) == ':' || (c) == '\\' || (c) == '"' || (c) == '/' || (c) == '[' \
                 || (c) == ']' || (c) == '?' || (c) == '{' || (c) == '}')
#define USER(c) (UNRESERVED (c) || (c) == '&' || (c) == '=' || (c) == '+' || (c) == '$' \
                 || (c) == ',' || (c) == ';' || (c) == '?' || (c) == '/')
#define PASSWORD(c) (UNRESERVED (c) || (c) == '&' || (c) == '=' || (c) == '+' \
                     || (c) == '$' || (c) == ',')
#define URI_PARAM(c) (UNRESERVED (c) || (c) == '[' || (c) == ']' || (c) == '/' \
                      || (c) == ':' || (c) == '&' || (c) == '+' || (c) == '$')
#define URI_HEADER(c) (UNRESERVED (c) || (c) == '[' || (c) == ']' || (c) == '/' \
                       || (c) == '?' || (c) == ':' || (c) == '+' || (c) == '$')
#define URIC(c) (USER (c) || (c) == ':' || (c) == '@' || (c) == '[' || (c) == ']')

#define LWS(c) ((c) == ' ' || (c) == '\t' || (c) == '\r' || (c) == '\n')
#define OTHER(c) (!LWS (c) && (c) != ';' && (c) != ',' && (c) != '<' && (c) != '>' \
                  && (c) != '"')

#define CLASS(c) \
  ((LWS (c) ? SIP_CHARS_LWS : 0) \
   | (DIGIT (c) ? SIP_CHARS_DIGIT : 0) \
   | (ALPHA (c) ? SIP_CHARS_ALPHA : 0) \
   | (DIGIT (c) || RANGE (c, 'a', 'f') || RANGE (c, 'A', 'F') ? SIP_CHARS_HEX : 0) \
   | (TOKEN (c) ? SIP_CHARS_TOKEN : 0) \
   | (WORD (c) ? SIP_CHARS_WORD : 0) \
   | (OTHER (c) ? SIP_CHARS_OTHER : 0) \
   | (ALNUM (c) || (c) == '+' || (c) == '-' || (c) == '.' ? SIP_CHARS_SCHEME : 0) \
   | (USER (c) ? SIP_CHARS_USER : 0) \
   | (PASSWORD (c) ? SIP_CHARS_PASSWORD : 0) \
   | (URI_PARAM (c) ? SIP_CHARS_URI_PARAM : 0) \
   | (URI_HEADER (c) ? SIP_CHARS_URI_HEADER : 0) \
   | (URIC (c) ? SIP_CHARS_URIC : 0) \
   | (ALNUM (c) || (c) == '-' || (c) == '.' || (c) == '_' ? SIP_CHARS_HOST : 0) \
   | (ALNUM (c) || (c) == '-' || (c) == '.' || (c) == '_' || (c) == '~' || (c) == '+' \
      || (c) == '/' || (c) == '=' ? SIP_CHARS_TOKEN68 : 0) \
   | (DIGIT (c) || (c) == '+' || (c) == '-' || (c) == '.' || (c) == '(' || (c) == ')' \
      || (c) == '*' || (c) == '#' || RANGE (c, 'a', 'f') || RANGE (c, 'A', 'F') \
      ? SIP_CHARS_PHONE : 0))

#define CLASS4(c) CLASS (c), CLASS ((c) + 1), CLASS ((c) + 2), CLASS ((c) + 3)
#define CLASS16(c) CLASS4 (c), CLASS4 ((c) + 4), CLASS4 ((c) + 8), CLASS4 ((c) + 12)
#define CLASS64(c) CLASS16 (c), CLASS16 ((c) + 16), CLASS16 ((c) + 32), CLASS16 ((c) + 48)

const guint16 sip_chars[256] = { CLASS64 (0), CLASS64 (64), CLASS64 (128), CLASS64 (192) };
/* clang-format on */
