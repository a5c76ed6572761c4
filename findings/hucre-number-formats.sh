#!/usr/bin/env bash
# hucre 1.0.0 (npm): formatValue() with the number formats that Chinese offices use in xlsx files.
#
# Expected: what a spreadsheet program shows: quoted text stays as it is, h and m become the time, a format that is
#           not supported is refused or leaves the plain number.
# Seen:     a time of day alone with quoted text keeps its letters ("h时mm分", no number at all); with a date before it
#           the same format is right; where a letter stands in quotes it is replaced too; [DBNum1] is printed, and the
#           word General behind it loses letters ("Gnralee"); aaaa (the day of the week) is printed.
# Cost:     times, numbers in Chinese figures and days of the week of a list come out as letters. Nothing throws, so
#           the wrong text goes into the record and on printed papers.
# Instead:  format times yourself from the number of the cell; use formatValue() for dates and plain numbers only, and
#           refuse a format with [DBNum…], aaa/aaaa or quoted text in a time without a date.
#
# Needs Node.js 20 or newer.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact hucre@1.0.0

cat >probe.mjs <<'EOF'
import { readFileSync } from 'node:fs';
import { formatValue } from 'hucre';
const { version } = JSON.parse(readFileSync('node_modules/hucre/package.json', 'utf8'));
console.log(`hucre ${version}`);
const tell = (value, format) => console.log(`${value} as ${format}: ${formatValue(value, format)}`);
tell(45000.604, 'yyyy"年"m"月"d"日" h"时"mm"分"'); // right
tell(0.604, 'h:mm'); // right
tell(0.604, 'h"时"mm"分"'); // a spreadsheet shows 14时29分
tell(0.604, 'hh"时"mm"分"ss"秒"'); // 14时29分46秒
tell(0.604, 'h "h" mm'); // 14 h 29
tell(123, '[DBNum1][$-804]General'); // 一百二十三
tell(123, '[DBNum1]0'); // 一二三
tell(45000, 'aaaa'); // 星期三
EOF
cat >expected.txt <<'EOF'
hucre 1.0.0
45000.604 as yyyy"年"m"月"d"日" h"时"mm"分": 2023年3月15日 14时29分
0.604 as h:mm: 14:29
0.604 as h"时"mm"分": h时mm分
0.604 as hh"时"mm"分"ss"秒": hh时mm分ss秒
0.604 as h "h" mm: 14 14 29
123 as [DBNum1][$-804]General: [DBNum1]Gnralee
123 as [DBNum1]0: [DBNum1]123
45000 as aaaa: aaaa
EOF
node probe.mjs | tee seen.txt
diff expected.txt seen.txt
echo 'Unchanged.'
