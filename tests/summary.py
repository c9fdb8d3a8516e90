#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names what was skipped in a run of `meson test` and closes with one line that counts."""
import json
import re
import sys

passed = failed = skipped = 0
for line in open(sys.argv[1], encoding="utf-8"):
    test = json.loads(line)
    for name, reason in re.findall(r"^ok \d+ (\S+) # SKIP ?(.*)$", test.get("stdout") or "", re.M):
        print(f"skipped: {test['name']} {name}: {reason}")
    if test["result"] in ("OK", "EXPECTEDFAIL"):
        passed += 1
    elif test["result"] == "SKIP":
        skipped += 1
        print(f"skipped: {test['name']}")
    else:
        failed += 1
        print(f"failed: {test['name']}: {test['result']}")
print(f"{passed} passed, {failed} failed, {skipped} skipped")
