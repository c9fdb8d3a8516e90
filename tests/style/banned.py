#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls that have a better one, files that grew too long, licences that are missing."""
import pathlib
import re
import subprocess
import sys

# pattern, folders where it is allowed, what to use instead
CALLS = [
    (r"\b(strcpy|strcat|sprintf|gets|strtok|alloca)\s*\(", (), "a bounded GLib call"),
    (r"\b(atoi|atol|strtol|strtoul|strtoull)\s*\(", ("tests",), "g_ascii_string_to_unsigned() or a taker"),
    (r"\b(g_print|g_printerr|printf|puts)\s*\(", ("cli", "tests"), "return it; only cli/ prints"),
    (r"\b(g_warning|g_message|g_info)\s*\(", ("app", "cli", "tests"), "a GError or a diagnostic"),
    (r"\bg_settings_new", ("app", "tests"), "properties; only app/ touches GSettings"),
    (r"\b(sleep|usleep|g_usleep)\s*\(", (), "the injected clock"),
    (r"\bsystem\s*\(|\bpopen\s*\(", (), "GSubprocess"),
    (r"gtk_text_buffer_set_text", ("view",), "delete and insert in one user action"),
]
LONGEST = 700

root = pathlib.Path(sys.argv[1])
bad = 0


def complain(path, number, words):
    global bad
    bad += 1
    print(f"{path.relative_to(root)}:{number}: {words}")


def without_comments(text):
    keep = lambda found: re.sub(r"[^\n]", " ", found.group(0))
    return re.sub(r"/\*.*?\*/", keep, text, flags=re.S)


sources = sorted(p for d in ("src", "tests") for p in (root / d).rglob("*.[ch]"))
for path in sources:
    text = path.read_text(encoding="utf-8")
    folder = path.relative_to(root).parts[1] if path.is_relative_to(root / "src") else "tests"
    if not text.startswith("/* SPDX-License-Identifier: GPL-3.0-or-later"):
        complain(path, 1, "begins without its SPDX line")
    lines = without_comments(text).splitlines()
    if len(lines) > LONGEST and folder != "tests":
        complain(path, len(lines), f"is longer than {LONGEST} lines: which two nouns are in it?")
    for number, line in enumerate(lines, 1):
        for pattern, allowed, instead in CALLS:
            if folder not in allowed and re.search(pattern, line):
                complain(path, number, f"{line.strip()}: use {instead}")

# One noun, one file: a name stands once in the tree.
seen = {}
for path in sorted((root / "src").rglob("*.[ch]")):
    if path.stem == "main":
        continue
    if path.name in seen and path.suffix == ".c":
        complain(path, 1, f"has the name of {seen[path.name].relative_to(root)}")
    seen[path.name] = path
sys.exit(bad > 0)
