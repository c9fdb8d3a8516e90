#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever holds words stands in the POTFILES, and nothing else does."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
bad = 0


def listed(name):
    lines = (root / name).read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def compare(potfiles, wanted):
    global bad
    have = listed(potfiles)
    for path in sorted(wanted - have):
        print(f"{path} holds words and is missing in {potfiles}")
    for path in sorted(have - wanted):
        print(f"{path} stands in {potfiles} without words or does not exist")
    bad += have != wanted


def has_words(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ui":
        return 'translatable="yes"' in text
    if path.suffix in (".c", ".h"):
        return bool(re.search(r"\b(C_|N_|_|ngettext)\s*\(\s*\"", text))
    return True


words = set()
for pattern in ("src/**/*.c", "src/**/*.h", "ui/**/*.ui", "data/*.desktop.in", "data/*.metainfo.xml.in", "data/*.gschema.xml"):
    words |= {str(p.relative_to(root)) for p in root.glob(pattern) if has_words(p)}
compare("po/POTFILES", words)

topics = {str(p.relative_to(root)) for p in root.glob("data/catalogue/*.xml")}
compare("po/catalogue/POTFILES", topics)
build = (root / "data/catalogue/meson.build").read_text(encoding="utf-8")
for path in sorted(topics):
    if f"'{pathlib.Path(path).name}'" not in build:
        print(f"{path} is not built: list it in data/catalogue/meson.build")
        bad += 1
sys.exit(bad > 0)
