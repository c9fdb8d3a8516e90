#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop reads: each file is valid by the tool made for it. A tool that is not
installed skips its line."""
import pathlib
import shutil
import subprocess
import sys

root, build = map(pathlib.Path, sys.argv[1:])
data = root / 'data'
CHECKS = [
    ('desktop file', ['desktop-file-validate', build / 'data/org.siplore.Siplore.desktop']),
    ('metainfo', ['appstreamcli', 'validate', '--no-net', '--pedantic',
                  build / 'data/org.siplore.Siplore.metainfo.xml']),
    ('settings', ['glib-compile-schemas', '--dry-run', '--strict', data]),
    ('MIME types', ['xmllint', '--noout', data / 'org.siplore.Siplore.mime.xml']),
    ('icons', ['xmllint', '--noout', *sorted((data / 'icons').rglob('*.svg'))]),
    ('templates of the window', ['xmllint', '--noout', *sorted((root / 'ui').glob('*.ui'))]),
]
print(f'1..{len(CHECKS) + 1}')
for number, (what, command) in enumerate(CHECKS, 1):
    if shutil.which(command[0]) is None:
        print(f'ok {number} {what} # SKIP no {command[0]}')
        continue
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    for line in (result.stdout + result.stderr).splitlines():
        print(f'# {line}')
    print(f'{"ok" if result.returncode == 0 else "not ok"} {number} {what}')

# A student in front of a Chinese desktop finds the program by its Chinese words.
words = (build / 'data/org.siplore.Siplore.desktop').read_text(encoding='utf-8')
print(f'{"ok" if "Comment[zh_CN]=" in words else "not ok"} {len(CHECKS) + 1} Chinese words')
