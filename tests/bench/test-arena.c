/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What reading a message takes from the heap: a handful of pieces, and in an arena that
 * has seen messages of the kind none at all, diagnostics included; and the trees are the
 * same.
 */
#include <stdlib.h>
#include <string.h>

#include "body/dissect.h"
#include "ordinary.h"

#ifndef __has_feature
#define __has_feature(feature) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)                    \
    || !defined(__GLIBC__)
#define CAN_COUNT FALSE
static guint n_allocations;
#else
#define CAN_COUNT TRUE
static guint n_allocations;

extern void *__libc_malloc (size_t size);
extern void *__libc_calloc (size_t n, size_t size);
extern void *__libc_realloc (void *memory, size_t size);

void *malloc (size_t size);
void *calloc (size_t n, size_t size);
void *realloc (void *memory, size_t size);

void *
malloc (size_t size)
{
  n_allocations++;
  return __libc_malloc (size);
}

void *
calloc (size_t n, size_t size)
{
  n_allocations++;
  return __libc_calloc (n, size);
}

void *
realloc (void *memory, size_t size)
{
  n_allocations++;
  return __libc_realloc (memory, size);
}
#endif

/* What takes room of its own in a sloppier reader: parts, and much to report. */
static const char multipart[] =
    "Invite <sip:bob@biloxi.example> SIP/2.0\r\n"
    "Via: SIP/2.0/UDP 192.0.2.1;;branch=x\r\n"
    "Max-Forward: 70\r\n"
    "Contact: *, <sip:a@b>;q=9\r\n"
    "Content-Type: multipart/mixed;boundary=\"b\"\r\n"
    "\r\n"
    "--b\r\nContent-Type: application/sdp\r\n\r\nv=0\r\nq=1\r\n--b\r\n\r\nx\r\n";

static void
read_all (SipArena *arena, GPtrArray *messages, gboolean diagnostics)
{
  for (guint i = 0; i < messages->len; i++)
    {
      SipTree *tree = body_dissect_in (arena, messages->pdata[i]);
      guint n;

      if (diagnostics)
        sip_tree_get_diagnostics (tree, &n);
    }
}

static void
test_none (void)
{
  g_autoptr (GPtrArray) messages = ordinary_messages_new (2);
  g_autoptr (SipArena) arena = sip_arena_new ();
  guint before;

  if (!CAN_COUNT)
    {
      g_test_skip ("allocations cannot be counted in this build");
      return;
    }
  g_ptr_array_add (messages, g_bytes_new_static (multipart, strlen (multipart)));
  read_all (arena, messages, TRUE);
  before = n_allocations;
  read_all (arena, messages, TRUE);
  g_assert_cmpuint (n_allocations - before, ==, 0);
}

static void
test_few (void)
{
  g_autoptr (GPtrArray) messages = ordinary_messages_new (2);

  if (!CAN_COUNT)
    {
      g_test_skip ("allocations cannot be counted in this build");
      return;
    }
  for (guint i = 0; i < messages->len; i++)
    {
      guint before = n_allocations, n;
      g_autoptr (SipTree) tree = body_dissect (messages->pdata[i]);

      sip_tree_get_diagnostics (tree, &n);
      g_assert_cmpuint (n_allocations - before, <, 10);
    }
}

static void
test_same (void)
{
  g_autoptr (GPtrArray) messages = ordinary_messages_new (2);
  g_autoptr (SipArena) arena = sip_arena_new ();

  g_ptr_array_add (messages, g_bytes_new_static (multipart, strlen (multipart)));
  for (guint i = 0; i < messages->len; i++)
    {
      g_autoptr (SipTree) tree = body_dissect (messages->pdata[i]);
      SipTree *other = body_dissect_in (arena, messages->pdata[i]);
      const SipDiagnostic *some, *others;
      guint n, n_others;

      g_assert_cmpuint (sip_tree_get_n_nodes (tree), ==, sip_tree_get_n_nodes (other));
      for (guint k = 0; k < sip_tree_get_n_nodes (tree); k++)
        g_assert_cmpmem (sip_tree_get_node (tree, k), sizeof (SipNode),
                         sip_tree_get_node (other, k), sizeof (SipNode));
      some = sip_tree_get_diagnostics (tree, &n);
      others = sip_tree_get_diagnostics (other, &n_others);
      g_assert_cmpuint (n, ==, n_others);
      for (guint k = 0; k < n; k++)
        {
          g_assert_cmpuint (some[k].code, ==, others[k].code);
          g_assert_cmpuint (some[k].span.at, ==, others[k].span.at);
          g_assert_cmpuint (some[k].span.len, ==, others[k].span.len);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/arena/none", test_none);
  g_test_add_func ("/arena/few", test_few);
  g_test_add_func ("/arena/same", test_same);
  return g_test_run ();
}
