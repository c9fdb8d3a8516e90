/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/icmp.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#ifdef __linux__
#include <linux/errqueue.h>

void
lore_icmp_ask (int fd, GSocketFamily family)
{
  int on = 1;

  if (family == G_SOCKET_FAMILY_IPV6)
    setsockopt (fd, IPPROTO_IPV6, IPV6_RECVERR, &on, sizeof on);
  else
    setsockopt (fd, IPPROTO_IP, IP_RECVERR, &on, sizeof on);
}

/* Unreachable in one of its kinds; a datagram that was too big is told by send itself. */
static gboolean
is_refusal (struct msghdr *header)
{
  for (struct cmsghdr *part = CMSG_FIRSTHDR (header); part != NULL;
       part = CMSG_NXTHDR (header, part))
    {
      struct sock_extended_err found;

      if (!(part->cmsg_level == IPPROTO_IP && part->cmsg_type == IP_RECVERR)
          && !(part->cmsg_level == IPPROTO_IPV6 && part->cmsg_type == IPV6_RECVERR))
        continue;
      memcpy (&found, CMSG_DATA (part), sizeof found);
      return found.ee_origin != SO_EE_ORIGIN_LOCAL && found.ee_errno != EMSGSIZE;
    }
  return FALSE;
}

gboolean
lore_icmp_take (int fd, GSocketAddress **ret_address)
{
  for (;;)
    {
      struct sockaddr_storage name = { 0 };
      char control[512], payload[1];
      struct iovec vector = { payload, sizeof payload };
      struct msghdr header = { .msg_name = &name,
                               .msg_namelen = sizeof name,
                               .msg_iov = &vector,
                               .msg_iovlen = 1,
                               .msg_control = control,
                               .msg_controllen = sizeof control };
      GSocketAddress *address;

      if (recvmsg (fd, &header, MSG_ERRQUEUE | MSG_DONTWAIT) < 0)
        return FALSE;
      if (!is_refusal (&header))
        continue;
      address = g_socket_address_new_from_native (&name, header.msg_namelen);
      if (address == NULL)
        continue;
      *ret_address = address;
      return TRUE;
    }
}

#else

void
lore_icmp_ask (int fd, GSocketFamily family)
{
}

gboolean
lore_icmp_take (int fd, GSocketAddress **ret_address)
{
  return FALSE;
}

#endif
