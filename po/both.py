#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""both.py IN.po OUT.mo [COPY.mo]: the catalogue "zh_CN@both", in which every text of the window
stands in English and in Chinese, so that a class can read either.

Short labels share a line ("Ladder 梯形图"), sentences get a line each. Arguments are
numbered, as each now appears twice. It is made of zh_CN.po alone: nothing to translate.
"""
import os
import re
import struct
import subprocess
import sys

SHORT = 32  # characters of English that may share a line with their Chinese
FORMAT = re.compile(r'%(?!%)(\d+\$)?([-+ #0]*\d*(?:\.\d+)?(?:hh|h|ll|l|z|j|t)?[a-zA-Z])')


def read_mo(data):
    """The (id, text) pairs of a .mo file, little-endian as msgfmt writes it."""
    _, _, count, ids, texts = struct.unpack('<5I', data[:20])
    for i in range(count):
        pair = []
        for table in (ids, texts):
            length, at = struct.unpack('<2I', data[table + 8 * i:table + 8 * i + 8])
            pair.append(data[at:at + length].decode('utf-8'))
        yield tuple(pair)


def write_mo(pairs):
    entries = sorted((key.encode(), text.encode()) for key, text in pairs)
    count = len(entries)
    at = 28 + 16 * count
    tables, blob = [b'', b''], b''
    for column in (0, 1):
        for entry in entries:
            tables[column] += struct.pack('<2I', len(entry[column]), at + len(blob))
            blob += entry[column] + b'\0'
    head = struct.pack('<7I', 0x950412de, 0, count, 28, 28 + 8 * count, 0, at)
    return head + tables[0] + tables[1] + blob


def numbered(text):
    """%s … %d as %1$s … %2$d."""
    count = 0

    def number(match):
        nonlocal count
        count += 1
        return '%' + (match.group(1) or f'{count}$') + match.group(2)
    return FORMAT.sub(number, text)


def without_mnemonic(text):
    return re.sub(r'\(_\w\)', '', text).replace('_', '')


def joined(english, chinese):
    if english == chinese or not chinese:
        return english
    chinese = without_mnemonic(chinese)
    if english.endswith('\n') and chinese.endswith('\n'):  # whole lines of the terminal
        return numbered(english) + numbered(chinese)
    if FORMAT.search(english) and len(english) <= SHORT:
        return f'{numbered(english)} · {numbered(chinese)}'
    if FORMAT.search(english):
        english, chinese = numbered(english), numbered(chinese)
    if '\n' in english or len(english) > SHORT:
        return f'{english}\n{chinese}'
    for end in ('……', '：:'):
        if english.endswith(end[1]) and chinese.endswith(end[0]):
            english = english[:-1]
    return f'{english} {chinese}'


def both(pairs):
    for key, text in pairs:
        if key == '':
            yield key, re.sub(r'Plural-Forms:[^\n]*',
                              'Plural-Forms: nplurals=2; plural=(n != 1);', text)
            continue
        forms = key.split('\4')[-1].split('\0')
        chinese = text.split('\0')[0]
        yield key, '\0'.join(joined(form, chinese) for form in forms)


def main():
    source, *targets = sys.argv[1:]
    mo = subprocess.run(['msgfmt', '-o', '-', source], check=True, capture_output=True).stdout
    for target in targets:
        os.makedirs(os.path.dirname(target) or '.', exist_ok=True)
        with open(target, 'wb') as file:
            file.write(write_mo(both(read_mo(mo))))


if __name__ == '__main__':
    main()
