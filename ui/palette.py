#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""palette.py palette.def RULES.css OUT.css OUT-dark.css: writes the colours of the one
palette table as CSS colours (@lore_start_line), light ones before the rules, dark ones
alone in the second sheet, which the dark style puts on top."""
import re
import sys

ROW = re.compile(r'LORE_COLOUR \(\w+,\s*"([\w-]+)",\s*0x([0-9a-f]{6}),\s*0x([0-9a-f]{6})\)')


def main():
    table, rules, light, dark = sys.argv[1:]
    rows = ROW.findall(open(table, encoding='utf-8').read())
    for path, column, tail in ((light, 1, open(rules, encoding='utf-8').read()), (dark, 2, '')):
        with open(path, 'w', encoding='utf-8') as sheet:
            for row in rows:
                name = row[0].replace('-', '_')
                sheet.write(f'@define-color lore_{name} #{row[column]};\n')
            sheet.write(tail)


if __name__ == '__main__':
    main()
