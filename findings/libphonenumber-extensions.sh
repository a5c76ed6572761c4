#!/usr/bin/env bash
# libphonenumber-js 1.13.15 (npm): extensions as people in China write them (numbers here are made up).
#
# Expected: 0731-88880000-801 and 0731-88880000转801 are the landline 0731-88880000 with extension 801; a parser that
#           does not know the notation says so, and a number with digits too many is not valid.
# Seen:     a hyphen joins the extension to the number: "-1" behind a seven-digit landline makes another landline that
#           is valid even for the full metadata (max). The default metadata (min, which looks at lengths alone, as its
#           README says) also takes an eight-digit landline or a 400 number with one digit more. Behind 转 parsing
#           gives undefined, and searching in a text gives the number without its extension. What nobody here writes
#           (ext) works.
# Cost:     a checked and "valid" contact number rings at a stranger's; a number with an extension is refused.
# Instead:  split off the extension (-, 转, 分机) before the library sees the number, use the max metadata, and refuse
#           a landline whose digits changed. PyPI phonenumbers 9.0.43 joins the same digits, so a second look there
#           does not help.
#
# Needs Node.js 20 or newer and Python 3.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact libphonenumber-js@1.13.15
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check phonenumbers==9.0.43

cat >probe.mjs <<'EOF'
import { readFileSync } from 'node:fs';
import * as max from 'libphonenumber-js/max';
import * as min from 'libphonenumber-js';
const { version } = JSON.parse(readFileSync('node_modules/libphonenumber-js/package.json', 'utf8'));
console.log(`libphonenumber-js ${version}`);
const extension = (number) => (number.ext === undefined ? '' : ` ext ${number.ext}`);
for (const text of [
  '0433-2222222',
  '0433-2222222-1',
  '010-66660000-8',
  '400-800-0000-2',
  '0731-88880000-801',
  '0731-88880000转801',
  '0731-88880000 ext 801',
]) {
  const number = max.parsePhoneNumberFromString(text, 'CN');
  const parsed = number ? number.number + extension(number) : 'undefined';
  const valid = [min, max].map((set) => (set.isValidPhoneNumber(text, 'CN') ? 'valid' : 'invalid'));
  const found = max.findPhoneNumbersInText(`电话:${text}`, 'CN').map((hit) => hit.number.number + extension(hit.number));
  console.log(`${text}: ${parsed}; min ${valid[0]}, max ${valid[1]}; found in a text: ${found.join() || 'none'}`);
}
EOF
cat >probe.py <<'EOF'
import phonenumbers
print('phonenumbers', phonenumbers.__version__)
number = phonenumbers.parse('0433-2222222-1', 'CN')
valid = 'valid' if phonenumbers.is_valid_number(number) else 'invalid'
print('0433-2222222-1:', number.national_number, 'ext', number.extension, valid)
EOF
cat >expected.txt <<'EOF'
libphonenumber-js 1.13.15
0433-2222222: +864332222222; min valid, max valid; found in a text: +864332222222
0433-2222222-1: +8643322222221; min valid, max valid; found in a text: +8643322222221
010-66660000-8: +8610666600008; min valid, max invalid; found in a text: none
400-800-0000-2: +8640080000002; min valid, max invalid; found in a text: none
0731-88880000-801: +8673188880000801; min invalid, max invalid; found in a text: none
0731-88880000转801: undefined; min invalid, max invalid; found in a text: +8673188880000
0731-88880000 ext 801: +8673188880000 ext 801; min valid, max valid; found in a text: +8673188880000 ext 801
phonenumbers 9.0.43
0433-2222222-1: 43322222221 ext None valid
EOF
{ node probe.mjs; venv/bin/python probe.py; } | tee seen.txt
diff expected.txt seen.txt
echo 'Unchanged.'
