#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls from SIPp to siplore-cli peer: how many a second, with a fifth of the datagrams
lost, and whether memory stays flat.

    calls.py rate     the highest rate without a failed call and without a retransmission,
                      beside `sipp -sn uas` as the callee, in turns
    calls.py loss     20 % lost both ways: every call must complete
    calls.py memory   many calls; what has ended must be freed
"""
import argparse
import csv
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

SKIPPED = 77  # for meson
LOSS = "loss=20% seed=7"


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Callee:
    """A program that answers, on a port of its own while the block lasts."""

    def __init__(self, command, port):
        self.command, self.port = command, port

    def __enter__(self):
        self.child = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        bound = f":{self.port:04X} "
        for _ in range(200):
            if bound in pathlib.Path("/proc/net/udp").read_text():
                return self
            time.sleep(0.05)
        sys.exit(f"{' '.join(self.command)}: does not listen")

    def __exit__(self, *_):
        self.child.kill()
        self.child.wait()

    def memory(self):
        status = pathlib.Path(f"/proc/{self.child.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def siplore(cli, *options):
    port = free_port()
    where = f"127.0.0.1:{port}"
    command = [cli, "peer", "--quiet", "--answer-after", "0", "--listen", where, *options]
    return Callee(command, port)


def sipp():
    port = free_port()
    where = ["-i", "127.0.0.1", "-p", str(port)]
    return Callee(["sipp", "-sn", "uas", *where, "-nostdin"], port)


def call(callee, rate, calls, folder, *options):
    """What SIPp counted at the end: calls that succeeded, failed, retransmissions."""
    stat = folder / "stat.csv"
    stat.unlink(missing_ok=True)
    subprocess.run(
        ["sipp", "-sn", "uac", "-i", "127.0.0.1", "-r", str(rate), "-m", str(calls)]
        + ["-l", str(calls), "-nostdin", "-trace_stat", "-stf", str(stat), *options]
        + [f"127.0.0.1:{callee.port}"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=max(300, calls / 20),
    )
    with open(stat) as file:
        last = list(csv.DictReader(file, delimiter=";"))[-1]
    names = ("SuccessfulCall(C)", "FailedCall(C)", "Retransmissions(C)")
    return tuple(int(last[name]) for name in names)


def highest(start, folder, seconds):
    """Doubles until it fails, then halves what lies between, to a tenth."""
    good, bad, rate = 0, None, 500
    while bad is None or bad - good > good / 10:
        with start() as callee:
            calls, enough = int(rate * seconds), str(int(seconds) + 6)
            fine, failed, again = call(callee, rate, calls, folder, "-timeout", enough)
        if fine == calls and failed == 0 and again == 0:
            good = rate
        else:
            bad = rate
        if rate < 20:
            break
        rate = good * 2 if bad is None else (good + bad) // 2
        if rate > 16000:
            break
    return good


def measure_rate(arguments, folder):
    ours = highest(lambda: siplore(arguments.cli), folder, arguments.seconds)
    theirs = highest(sipp, folder, arguments.seconds)
    ratio = ours / theirs if theirs else 0
    print(f"calls a second: siplore-cli {ours}, sipp {theirs}: {ratio:.2f}")


def measure_loss(arguments, folder):
    calls = arguments.calls or 1000
    with siplore(arguments.cli, "--fault", LOSS) as callee:
        began = time.monotonic()
        fine, failed, again = call(callee, 100, calls, folder, "-max_retrans", "20")
        took = time.monotonic() - began
    print(f"{LOSS}: {fine} of {calls} calls, {failed} failed, ", end="")
    print(f"{again} retransmissions by SIPp, {took:.0f} s")
    return fine == calls and failed == 0


def measure_memory(arguments, folder):
    calls = arguments.calls or 20000
    # Timers run 32 times as fast: what a transaction waits is over in a second.
    with siplore(arguments.cli, "--speed", "32") as callee:
        figures, completed = [], 0
        for _ in range(4):
            completed += call(callee, arguments.rate, calls // 4, folder)[0]
            time.sleep(2)
            figures.append(callee.memory())
    shown = ", ".join(f"{figure:.1f}" for figure in figures)
    print(f"{completed} of {calls} calls, MiB after each quarter: {shown}")
    return figures[-1] <= figures[0] * 1.1 + 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["rate", "loss", "memory"])
    parser.add_argument("--cli", default="siplore-cli")
    parser.add_argument("--calls", type=int, help="1000 (loss), 20000 (memory)")
    parser.add_argument("--rate", type=int, default=1000, help="calls a second (memory)")
    parser.add_argument("--seconds", type=float, default=1, help="a step of rate lasts")
    arguments = parser.parse_args()
    if shutil.which("sipp") is None:
        print("sipp is not installed")
        sys.exit(SKIPPED)
    measure = {"rate": measure_rate, "loss": measure_loss, "memory": measure_memory}
    with tempfile.TemporaryDirectory() as folder:
        if measure[arguments.what](arguments, pathlib.Path(folder)) is False:
            sys.exit(1)


if __name__ == "__main__":
    main()
