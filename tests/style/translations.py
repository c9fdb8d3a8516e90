#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each language says everything: nothing missing, nothing fuzzy, placeholders kept, marks in pairs."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

root = pathlib.Path(sys.argv[1])
bad = 0


def run(*command):
    env = dict(os.environ, GETTEXTDATADIRS=str(root / "po"), LC_ALL="C.UTF-8", LANGUAGE="en")
    return subprocess.run(command, cwd=root, env=env, check=True, capture_output=True, text=True).stdout


def entries(po):
    """(context, msgid, msgstr, flags) of a PO file without old entries; of plurals the first."""
    text = run("msgcat", "--no-wrap", str(po))
    for block in text.split("\n\n"):
        if "#~" in block:
            continue
        fields = {k: "" for k in ("msgctxt", "msgid", "msgstr")}
        for found in re.finditer(r'^(msgctxt|msgid|msgstr)(?:\[0\])? "(.*)"((?:\n".*")*)', block, re.M):
            fields[found.group(1)] = found.group(2) + "".join(re.findall(r'"(.*)"', found.group(3)))
        if fields["msgid"]:
            yield fields["msgctxt"], fields["msgid"], fields["msgstr"], "fuzzy" in block.split("msgid")[0]


def lone_mark(text):
    """Whether a mark of stress or of protocol text has no second one: the rest of the text would wear it."""
    return text.count("`") % 2 or re.sub(r"`[^`]*`", "", text).count("*") % 2


def placeholders(text):
    return sorted(set(re.findall(r"\{[a-z0-9_-]+\}", text)))


with tempfile.TemporaryDirectory() as folder:
    for podir, options in (("po", ["--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=ngettext:1,2", "--add-comments"]), ("po/catalogue", [])):
        pot = f"{folder}/words.pot"
        if (root / podir / "POTFILES").read_text().strip():
            run("xgettext", "--from-code=UTF-8", "-o", pot, f"--files-from={podir}/POTFILES", *options)
        else:
            continue
        for language in (root / podir / "LINGUAS").read_text().split():
            merged = f"{folder}/{language}.po"
            run("msgmerge", "--no-fuzzy-matching", "-q", "-o", merged, f"{podir}/{language}.po", pot)
            run("msgfmt", "--check-format", "-o", "/dev/null", merged)
            for context, english, words, fuzzy in entries(merged):
                where = f"{podir}/{language}.po: {context or '-'}: {english[:60]}"
                if not words:
                    print(where, "has no translation")
                elif fuzzy:
                    print(where, "is fuzzy")
                elif placeholders(english) != placeholders(words):
                    print(where, "has other placeholders:", placeholders(words))
                elif podir == "po/catalogue" and (lone_mark(english) or lone_mark(words)):
                    print(where, "has a mark (* or `) without its second")
                else:
                    continue
                bad += 1
sys.exit(bad > 0)
