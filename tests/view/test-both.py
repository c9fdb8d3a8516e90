#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue of both languages: each text once in English, once in Chinese, with its
arguments where they belong."""
import importlib.util
import pathlib
import sys

root = pathlib.Path(sys.argv[1])
spec = importlib.util.spec_from_file_location('both', root / 'po' / 'both.py')
both = importlib.util.module_from_spec(spec)
spec.loader.exec_module(both)

ROWS = [
    ('Ladder', '时序图', 'Ladder 时序图', 'a label'),
    ('Open…', '打开…', 'Open 打开…', 'one ellipsis is enough'),
    ('_Save', '保存(_S)', '_Save 保存', 'one mnemonic, the English one'),
    ('Next:', '下一步：', 'Next 下一步：', 'one colon'),
    ('Bob', 'Bob', 'Bob', 'the same in both'),
    ('%u messages', '%u 条消息', '%1$u messages · %1$u 条消息', 'an argument used twice'),
    ('no value yet: %s', '尚无取值：%s', 'no value yet: %1$s · 尚无取值：%1$s', 'at the end'),
    ('%s of %u, and so on and on and on', '%2$u 的 %1$s 等等',
     '%1$s of %2$u, and so on and on and on\n%2$u 的 %1$s 等等', 'arguments change places'),
    ('%u messages\n', '%u 条消息\n', '%1$u messages\n%1$u 条消息\n', 'lines of the terminal'),
    ('A sentence that is too long for one line', '一句话',
     'A sentence that is too long for one line\n一句话', 'a line each'),
]
print(f'1..{len(ROWS) + 1}')
for number, (english, chinese, expected, why) in enumerate(ROWS, 1):
    found = both.joined(english, chinese)
    print(f'{"ok" if found == expected else "not ok"} {number} {why}: {found!r}')

pairs = [('', 'Plural-Forms: nplurals=1; plural=0;\n'), ('a\0b', '中')]
found = dict(both.read_mo(both.write_mo(both.both(pairs))))
good = found.get('a\0b') == 'a 中\0b 中' and 'nplurals=2' in found['']
print(f'{"ok" if good else "not ok"} {len(ROWS) + 1} plural forms: {found!r}')
