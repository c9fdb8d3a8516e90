#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The C sources are as .clang-format writes them."""
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(sys.argv[1])
sources = sorted(str(p) for d in ("src", "tests") for p in (root / d).rglob("*.[ch]"))
done = subprocess.run(
    ["clang-format", "--dry-run", *sources], capture_output=True, text=True, cwd=root
)
files = sorted(set(re.findall(r"^(\S+?):\d+:\d+: warning", done.stderr, re.M)))
for path in files:
    print(f"{pathlib.Path(path).relative_to(root)}: run clang-format -i on it")
sys.exit(bool(files) or done.returncode)
