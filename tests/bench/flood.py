#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random and mutated datagrams at siplore-cli peer: it must not crash, not grow, and answer
whoever asks properly in between.

Each burst ends with an OPTIONS, and the next waits for its 200: so every datagram is read,
and none is merely lost in a full socket. In a network namespace of its own where that is
allowed: what is mutated may name any address.

Memory holds the transactions that are alive, and how many those are depends on the pace:
it is held at what a busy machine keeps up with, and memory is looked at once the first
transactions have ended. From then on it must stay where it is.
"""
import argparse
import os
import random
import socket
import subprocess
import sys
import time

from calls import siplore

BURST = 1000  # fits into the receive buffer
PACE = 5000  # datagrams a second, at most
WARM_UP = 50000  # datagrams; ten seconds are eleven minutes of the callee's clock
METHODS = "INVITE ACK BYE CANCEL OPTIONS REGISTER MESSAGE INFO UPDATE PRACK REFER"
METHODS = (METHODS + " SUBSCRIBE NOTIFY PUBLISH").split()
SPICE = [b"\r\n", b"\r\n\r\n", b";", b",", b":", b'"', b"<", b">", b"\0", b"\xff", b"%00"]
SPICE += [b";tag=", b";branch=z9hG4bK", b"99999999999", b"sips:", b"[::1]", b"SIP/2.0 "]
FIELDS = (
    "Require: 100rel\r\nSupported: 100rel, timer\r\nSession-Expires: 90\r\nEvent: presence\r\n"
    "Refer-To: <sip:c@127.0.0.1>\r\nRAck: 1 1 INVITE\r\nSubscription-State: active\r\n"
    'Authorization: Digest username="a", realm="b", nonce="c", uri="d", response="e"\r\n'
)
SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
SDP += "m=audio 4000 RTP/AVP 0\r\n"


def message(method, number, port, fields="", body=""):
    """A request, or a 200 where the method is empty."""
    start = f"{method} sip:bob@127.0.0.1 SIP/2.0" if method else "SIP/2.0 200 OK"
    kind = "Content-Type: application/sdp\r\n" if body else ""
    return (
        f"{start}\r\nVia: SIP/2.0/UDP 127.0.0.1:{port};rport;branch=z9hG4bK{number}\r\n"
        f"Max-Forwards: 70\r\nFrom: <sip:alice@127.0.0.1>;tag=a{number}\r\n"
        f"To: <sip:bob@127.0.0.1>\r\nCall-ID: c{number}\r\nCSeq: 1 {method or 'OPTIONS'}\r\n"
        f"Contact: <sip:alice@127.0.0.1:{port}>\r\n{fields}{kind}"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def mutate(chance, data):
    at = chance.randrange(len(data))
    end = at + chance.randrange(1, 40)
    how = chance.randrange(6)
    if how == 0:
        return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    if how == 1:
        return data[:at] + data[end:]
    if how == 2:
        return data[:end] + data[at:]
    if how == 3:
        return data[:at] + chance.choice(SPICE) + data[at:]
    if how == 4:
        return data[: at + 1]
    lines = data.split(b"\r\n")
    chance.shuffle(lines)
    return b"\r\n".join(lines)


def datagram(chance, number, port):
    if chance.random() < 0.2:
        return chance.randbytes(chance.randrange(1400))
    method = chance.choice(METHODS + [""])
    fields = FIELDS if chance.random() < 0.3 else ""
    data = message(method, number, port, fields, SDP if chance.random() < 0.3 else "")
    for _ in range(chance.randrange(4)):
        data = mutate(chance, data) or b"\n"
    return data


def ask(probe, to, number):
    """Whether a proper OPTIONS is answered 200, repeated as timer E would."""
    mark = b"branch=z9hG4bKprobe%d" % number
    request = message("OPTIONS", f"probe{number}", probe.getsockname()[1])
    for _ in range(20):
        probe.sendto(request, to)
        try:
            while True:
                answer = probe.recv(65536)
                if mark in answer:
                    return answer.startswith(b"SIP/2.0 200 ")
        except TimeoutError:
            pass
    return False


def count_lost(port):
    """What the kernel threw away because nobody had read what was there."""
    with open("/proc/net/udp", encoding="ascii") as table:
        return sum(int(line.split()[-1]) for line in table if f":{port:04X} " in line)


def flood(arguments):
    chance = random.Random(arguments.seed)
    shooter = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    shooter.bind(("127.0.0.1", 0))
    probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    probe.bind(("127.0.0.1", 0))
    probe.settimeout(1)
    figures, began, sent = [], time.monotonic(), 0
    end = began + arguments.seconds
    # Timers run 64 times as fast: what a transaction waits is over in half a second.
    with siplore(arguments.cli, "--speed", "64") as callee:
        to = ("127.0.0.1", callee.port)
        while sent < WARM_UP + arguments.datagrams and time.monotonic() < end:
            next_burst = time.monotonic() + BURST / PACE
            for _ in range(BURST):
                data = datagram(chance, sent, shooter.getsockname()[1])
                shooter.sendto(data, to)
                sent += 1
            if callee.child.poll() is not None:
                sys.exit(f"ended with {callee.child.returncode} after {sent} datagrams")
            if not ask(probe, to, sent):
                sys.exit(f"no answer after {sent} datagrams, seed {arguments.seed}")
            if (sent - WARM_UP) * 10 >= arguments.datagrams * len(figures):
                figures.append(callee.memory())
            if count_lost(callee.port) > 0:
                sys.exit(f"not all of {sent} datagrams were read")
            time.sleep(max(0, next_burst - time.monotonic()))
        time.sleep(2)
        figures.append(callee.memory())
    took = time.monotonic() - began
    print(f"{sent} datagrams (seed {arguments.seed}) in {took:.0f} s, every OPTIONS answered")
    print("MiB warmed up, after each tenth, and when all is quiet:", end=" ")
    print(", ".join(f"{figure:.1f}" for figure in figures))
    return figures[-1] <= figures[0] * 1.1 + 2


def enter_namespace():
    inside = ["unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$0" "$@"']
    probe = ["unshare", "-rn", "ip", "link", "set", "lo", "up"]
    if "SIPLORE_NAMESPACE" in os.environ:
        return
    if subprocess.run(probe, capture_output=True).returncode == 0:
        os.environ["SIPLORE_NAMESPACE"] = "1"
        os.execvp(inside[0], inside + [sys.executable] + sys.argv)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cli", default="siplore-cli")
    parser.add_argument("--datagrams", type=int, default=100000)
    parser.add_argument("--seconds", type=float, default=300, help="stop after so long")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    enter_namespace()
    if not flood(arguments):
        sys.exit(1)


if __name__ == "__main__":
    main()
