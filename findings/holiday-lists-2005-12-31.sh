#!/usr/bin/env bash
# chinese-days 1.5.7 (npm) and chinesecalendar 1.11.0 (PyPI): the working Saturday 2005-12-31.
#
# Expected: the first published arrangement for 2006 (国办发明电〔2005〕35号, point 1) gives 1 to 3 January off and
#           says "12月31日(星期六)上班". Both lists hold the days off of that arrangement and its other working days
#           at the weekend, and both say that they cover 2005 and 2006.
# Seen:     both lack the working Saturday, which falls in the year before the one of the arrangement, so it counts as
#           a day off: the first working day after Friday 30 December 2005 is 4 January 2006 for both.
# Cost:     every term in working days that crosses this New Year ends a day too late, and comparing the two lists
#           does not show it: they agree. (It matters for old files: complaints, reconsiderations, limitation.)
# Instead:  take the days from the published texts, and look at the last days of December for each arrangement.
#
# Needs Node.js 20 or newer and Python 3.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact chinese-days@1.5.7
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check chinesecalendar==1.11.0

cat >probe.mjs <<'EOF'
import { readFileSync } from 'node:fs';
import days from 'chinese-days';
const { version } = JSON.parse(readFileSync('node_modules/chinese-days/package.json', 'utf8'));
console.log(`chinese-days ${version}`);
for (const day of ['2005-12-31', '2006-01-02', '2006-01-03', '2006-01-28', '2006-12-30']) {
  console.log(day, days.isWorkday(day) ? 'work' : 'off');
}
console.log('first working day after 2005-12-30:', days.findWorkday(1, '2005-12-30'));
EOF
cat >probe.py <<'EOF'
from datetime import date
from importlib.metadata import version
import chinese_calendar as days
print('chinesecalendar', version('chinesecalendar'))
for day in ['2005-12-31', '2006-01-02', '2006-01-03', '2006-01-28', '2006-12-30']:
    print(day, 'work' if days.is_workday(date.fromisoformat(day)) else 'off')
print('first working day after 2005-12-30:', days.find_workday(1, date(2005, 12, 30)))
EOF
cat >expected.txt <<'EOF'
chinese-days 1.5.7
2005-12-31 off
2006-01-02 off
2006-01-03 off
2006-01-28 work
2006-12-30 work
first working day after 2005-12-30: 2006-01-04
chinesecalendar 1.11.0
2005-12-31 off
2006-01-02 off
2006-01-03 off
2006-01-28 work
2006-12-30 work
first working day after 2005-12-30: 2006-01-04
EOF
{ node probe.mjs; venv/bin/python probe.py; } | tee seen.txt
diff expected.txt seen.txt
echo 'Unchanged.'
