#!/usr/bin/env bash
# TextDecoder of Node.js 20.20.2 and 24.21.0, iconv-lite 0.7.3 (npm): one GB 18030 file, three readings.
#
# Expected: by the Encoding Standard "gbk" and "gb2312" are decoded exactly as "gb18030" is (one decoder, with four
#           bytes), and two decoders of gb18030 in one process give the same characters (edition of 2022).
# Seen:     in Node.js 20 "gbk" knows no four bytes: a rare character of a name (㐂, 𠀋) becomes two
#           marks and two digits; FE9F, the 䶮 of many a name, becomes U+E863, a private character, silently. Node.js 24
#           is right (nodejs/node pull request 61099; not brought to 20). iconv-lite knows no four bytes in "gbk"
#           either, and its "gb18030" is of the edition before 2022: 18 pairs of bytes become private characters.
# Cost:     a name in a list from an office is spoilt or not found by searching, and it depends on the version of
#           Node.js and on the library of that one import.
# Instead:  decode with TextDecoder('gb18030', { fatal: true }) whatever label the file has, and look for characters
#           U+E000 to U+F8FF and U+FFFD in what comes out.
#
# Needs Node.js 20 or newer; the two pinned versions come from npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
platform=$(node -p 'process.platform + "-" + process.arch')
npm install --silent --no-audit --no-fund --save-exact iconv-lite@0.7.3 \
  "node20@npm:node-$platform@20.20.2" "node24@npm:node-$platform@24.21.0"

cat >probe.mjs <<'EOF'
import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
const points = (text) => [...text].map((c) => c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')).join(' ');
const { version } = JSON.parse(readFileSync('node_modules/iconv-lite/package.json', 'utf8'));
console.log(`Node.js ${process.versions.node}, iconv-lite ${version}`);
for (const hex of ['D6EC', 'FE9F', '8139EF31', '95328337', 'A8BF', 'A6D9', 'FE59']) {
  const bytes = Buffer.from(hex, 'hex');
  const node = ['gbk', 'gb18030'].map((label) => points(new TextDecoder(label).decode(bytes)));
  const lite = ['gbk', 'gb18030'].map((label) => points(iconv.decode(bytes, label)));
  console.log(`${hex}: node gbk ${node[0]}, gb18030 ${node[1]}; iconv-lite gbk ${lite[0]}, gb18030 ${lite[1]}`);
}
const differing = { gbk: 0, gb18030: 0 };
for (let lead = 0x81; lead <= 0xfe; lead += 1)
  for (let trail = 0x40; trail <= 0xfe; trail += 1)
    for (const label of trail === 0x7f ? [] : ['gbk', 'gb18030']) {
      const pair = Buffer.from([lead, trail]);
      if (new TextDecoder(label).decode(pair) !== iconv.decode(pair, label)) differing[label] += 1;
    }
console.log(`pairs read differently by the two: gbk ${differing.gbk}, gb18030 ${differing.gb18030}`);
EOF
cat >expected.txt <<'EOF'
Node.js 20.20.2, iconv-lite 0.7.3
D6EC: node gbk 6731, gb18030 6731; iconv-lite gbk 6731, gb18030 6731
FE9F: node gbk E863, gb18030 4DAE; iconv-lite gbk 4DAE, gb18030 4DAE
8139EF31: node gbk FFFD 0039 FFFD 0031, gb18030 3402; iconv-lite gbk FFFD 0039 FFFD 0031, gb18030 3402
95328337: node gbk FFFD 0032 FFFD 0037, gb18030 2000B; iconv-lite gbk FFFD 0032 FFFD 0037, gb18030 2000B
A8BF: node gbk E7C8, gb18030 01F9; iconv-lite gbk 01F9, gb18030 01F9
A6D9: node gbk E78D, gb18030 FE10; iconv-lite gbk E78D, gb18030 E78D
FE59: node gbk E81E, gb18030 9FB4; iconv-lite gbk E81E, gb18030 E81E
pairs read differently by the two: gbk 83, gb18030 18
Node.js 24.21.0, iconv-lite 0.7.3
D6EC: node gbk 6731, gb18030 6731; iconv-lite gbk 6731, gb18030 6731
FE9F: node gbk 4DAE, gb18030 4DAE; iconv-lite gbk 4DAE, gb18030 4DAE
8139EF31: node gbk 3402, gb18030 3402; iconv-lite gbk FFFD 0039 FFFD 0031, gb18030 3402
95328337: node gbk 2000B, gb18030 2000B; iconv-lite gbk FFFD 0032 FFFD 0037, gb18030 2000B
A8BF: node gbk 01F9, gb18030 01F9; iconv-lite gbk 01F9, gb18030 01F9
A6D9: node gbk FE10, gb18030 FE10; iconv-lite gbk E78D, gb18030 E78D
FE59: node gbk 9FB4, gb18030 9FB4; iconv-lite gbk E81E, gb18030 E81E
pairs read differently by the two: gbk 18, gb18030 18
EOF
for release in node20 node24; do "node_modules/$release/bin/node" probe.mjs; done | tee seen.txt
diff expected.txt seen.txt
echo 'Unchanged.'
