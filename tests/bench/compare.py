#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Loading captures: siplore-cli beside tshark and sngrep, on captures made for it.

Every program says what it counted, and that is compared with what the generator wrote
into the capture: a time is printed only where all counts are right. The time of the
processor (user and system) stands beside the wall's: it holds on a busy machine, too.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

SKIPPED = 77  # for meson


def run(command, core, folder):
    """Wall seconds, processor seconds, peak memory in MiB and the output. The kernel counts
    this script's own 15 MiB as the child's too, until it starts the program: less is never
    shown."""
    pinned = ["taskset", "-c", str(core)] if core is not None else []
    # No settings of the user's, and a terminal that sngrep can name.
    environment = dict(os.environ, HOME=str(folder), TERM="xterm", LC_ALL="C.UTF-8")
    with open(folder / "output", "w+b") as output:
        began = time.perf_counter()
        child = subprocess.Popen(
            pinned + command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    if child.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit status {child.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text


class Siplore:
    name = "siplore-cli"

    def __init__(self, path):
        self.path = path

    def command(self, capture):
        return [self.path, "stats", str(capture), "--json"]

    @staticmethod
    def counts(text):
        return json.loads(text.strip().splitlines()[-1])

    @staticmethod
    def expected(truth):
        keys = ("messages", "calls", "transactions", "retransmissions")
        return {key: truth[key] for key in keys}


class Tshark:
    name = "tshark"

    @staticmethod
    def command(capture):
        return ["tshark", "-n", "-q", "-z", "sip,stat", "-r", str(capture)]

    @staticmethod
    def counts(text):
        number = lambda words: int(re.search(words + r": (\d+)", text)[1])
        rows = re.findall(r"^  (?:SIP (\d{3}) .*?|([A-Z]+)) +: +(\d+) Packets", text, re.M)
        return {
            "messages": number("Number of SIP messages"),
            "resent": number("Number of resent SIP messages"),
            "requests": {method: int(n) for _, method, n in rows if method},
            "responses": {status: int(n) for status, _, n in rows if status},
        }

    @staticmethod
    def expected(truth):
        return {
            "messages": truth["messages"],
            # An ACK that was sent again is none to tshark.
            "resent": truth["retransmissions"] - truth["repeated_acks"],
            "requests": truth["requests"],
            "responses": truth["responses"],
        }


class Sngrep:
    name = "sngrep"
    remark = "half a second of it is a fixed wait"

    @staticmethod
    def command(capture):
        return ["sngrep", "-F", "-N", "-q", "-I", str(capture), "-l", "1000000"]

    def check(self, capture, folder):
        """It counts only without -q, so once more, not timed."""
        command = [word for word in self.command(capture) if word != "-q"]
        *_, text = run(command, None, folder)
        return {"calls": int(re.findall(r"Dialog count: (\d+)", text)[-1])}

    @staticmethod
    def expected(truth):
        return {"calls": truth["calls"]}


def differences(program, counts, truth):
    expected = program.expected(truth)
    return [
        f"{program.name}: {key} is {counts.get(key)}, truly {value}"
        for key, value in expected.items()
        if counts.get(key) != value
    ]


def measure(programs, capture, truth, core, rounds, folder):
    """Medians by program, and what was counted wrongly. The rounds alternate, so that a
    busy moment of the machine hits all."""
    taken = {program.name: [] for program in programs}
    wrong = set()
    for _ in range(rounds):
        for program in programs:
            wall, cpu, memory, text = run(program.command(capture), core, folder)
            taken[program.name].append((wall, cpu, memory))
            if hasattr(program, "counts"):
                wrong.update(differences(program, program.counts(text), truth))
    medians = {
        name: tuple(statistics.median(column) for column in zip(*runs))
        for name, runs in taken.items()
    }
    return medians, sorted(wrong)


def report(title, medians, remarks):
    print(f"  {title}")
    first, *others = medians
    for name, (wall, cpu, memory) in medians.items():
        line = f"    {name:12} {wall:9.3f} s {cpu:9.3f} s of processor {memory:9.1f} MiB"
        if name in others:
            line += f"   {wall / medians[first][0]:6.1f} × time"
            line += f" {cpu / medians[first][1]:6.1f} × processor"
            line += f" {memory / medians[first][2]:6.1f} × memory of {first}"
        print(line + remarks.get(name, ""))


def overhead(peak, start, truth):
    """Bytes of memory a message takes beyond its own."""
    return (peak * 2**20 - start * 2**20 - truth["message_bytes"]) / truth["messages"]


def compare(programs, size, arguments, folder):
    """Whether all counts are right; and Siplore's microseconds of processor a message."""
    capture = folder / f"calls-{size}.pcap"
    subprocess.run([arguments.generate, capture, str(size), str(arguments.seed)], check=True)
    truth = json.loads(pathlib.Path(f"{capture}.truth").read_text(encoding="utf-8"))
    print(f"{size:,} messages, {truth['calls']:,} calls, {capture.stat().st_size / 1e6:.1f} MB")

    wrong = []
    for program in programs:
        if hasattr(program, "check"):
            wrong += differences(program, program.check(capture, folder), truth)
    results = []
    cores = sorted(os.sched_getaffinity(0))
    titles = [("one core", cores[0])]
    if len(cores) > 1:
        titles.append((f"{len(cores)} cores", None))
    for title, core in titles:
        medians, miscounts = measure(programs, capture, truth, core, arguments.rounds, folder)
        results.append((title, medians))
        wrong += miscounts
    capture.unlink()

    for line in sorted(set(wrong)):
        print(f"  {line}")
    if not wrong:
        remarks = {p.name: f" ({p.remark})" for p in programs if hasattr(p, "remark")}
        for title, medians in results:
            report(title, medians, remarks)
    cost = None
    if Siplore.name in results[0][1] and not wrong:
        _, cpu, peak = results[0][1][Siplore.name]
        *_, start, _ = run([arguments.cli, "--version"], cores[0], folder)
        cost = cpu / size * 1e6
        print(f"  {overhead(peak, start, truth):.0f} bytes of memory a message beyond its own")
    return not wrong, cost


def report_linear(sizes, costs):
    """The smallest has the start of the program in it."""
    print("A message of the whole, in time of the processor on one core:")
    for size, cost in zip(sizes, costs):
        print(f"  {size:>9,} messages {cost:7.2f} µs each   {cost / costs[-1]:5.2f} × the largest's")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--generate", required=True, help="the program generate-capture")
    parser.add_argument("--cli", required=True, help="the program siplore-cli")
    parser.add_argument("--rounds", type=int, default=3, help="medians of so many (3)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    arguments = parser.parse_args()

    programs = []
    if shutil.which(arguments.cli):
        programs.append(Siplore(arguments.cli))
    for peer in (Tshark(), Sngrep()):
        if shutil.which(peer.name):
            programs.append(peer)
    missing = {"siplore-cli", "tshark", "sngrep"} - {program.name for program in programs}
    for name in sorted(missing):
        print(f"not measured: {name} is not there")
    if not programs:
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory(prefix="siplore-bench-") as folder:
        good, costs = zip(
            *(compare(programs, n, arguments, pathlib.Path(folder)) for n in arguments.sizes)
        )
    if all(costs) and len(costs) > 1:
        report_linear(arguments.sizes, costs)
    if not all(good):
        sys.exit(1)
    if "siplore-cli" in missing:
        sys.exit(SKIPPED)


if __name__ == "__main__":
    main()
