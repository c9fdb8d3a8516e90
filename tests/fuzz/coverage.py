#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""coverage.py BUILD [-v]: how many lines of src/sip and src/body the seeds of the fuzz
targets reach, after those ran in a build with -Db_coverage=true; -v names those that
none does."""
import collections
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile

build = pathlib.Path(sys.argv[1]).resolve()
root = pathlib.Path(__file__).resolve().parents[2]
counts = collections.defaultdict(dict)  # file -> line -> times

for folder in ("sip", "body"):
    notes = sorted((build / "src" / folder).rglob("*.gcno"))
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(["gcov", "--json-format", *map(str, notes)], cwd=scratch, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for report in pathlib.Path(scratch).glob("*.gz"):
            for entry in json.loads(gzip.decompress(report.read_bytes()))["files"]:
                path = (build / entry["file"]).resolve()
                if not path.is_relative_to(root / "src" / folder):
                    continue
                lines = counts[path.relative_to(root)]
                for line in entry["lines"]:
                    lines[line["line_number"]] = lines.get(line["line_number"], 0) + line["count"]

bad = 0
for folder in ("sip", "body"):
    files = {path: lines for path, lines in counts.items() if path.parts[1] == folder}
    total = sum(len(lines) for lines in files.values())
    reached = sum(sum(1 for times in lines.values() if times) for lines in files.values())
    for path, lines in sorted(files.items(), key=lambda item: sum(1 for t in item[1].values() if not t), reverse=True):
        missed = sorted(number for number, times in lines.items() if not times)
        if missed and "-v" in sys.argv:
            print(f"  {path}: {len(missed)} of {len(lines)} lines: {' '.join(map(str, missed[:40]))}")
    share = 100 * reached / max(total, 1)
    bad |= share < 90
    print(f"src/{folder}: {share:.1f} % of {total} lines")
sys.exit(bad)
