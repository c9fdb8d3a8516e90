/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/pages.h"

#include <sys/mman.h>

/* A large page begins at a multiple of its size: twice as much is reserved (which costs
 * nothing), and what lies around it given back. */
gpointer
lore_page_new (void)
{
  const gsize size = LORE_PAGE_SIZE;
  guint8 *reserved =
      mmap (NULL, 2 * size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  gsize before;

  if (reserved == MAP_FAILED)
    g_error ("no memory for %" G_GSIZE_FORMAT " bytes", size); /* as g_malloc() does */
  before = -GPOINTER_TO_SIZE (reserved) & (size - 1);
  if (before > 0)
    munmap (reserved, before);
  if (before < size)
    munmap (reserved + before + size, size - before);
#ifdef MADV_HUGEPAGE
  madvise (reserved + before, size, MADV_HUGEPAGE);
#endif
  return reserved + before;
}

void
lore_page_free (gpointer page)
{
  munmap (page, LORE_PAGE_SIZE);
}
