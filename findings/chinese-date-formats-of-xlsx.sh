#!/usr/bin/env bash
# exceljs 4.4.0 (npm) and openpyxl 3.1.5 (PyPI): dates in the built-in formats of a Chinese Excel.
#
# Expected: a cell of format 27 to 36 or 50 to 58 is a date or a time. ECMA-376 part 1, 18.8.30 lists these numbers for
#           Chinese (31 is yyyy"年"m"月"d"日"); a file holds no text for them, so a reader must know them.
# Seen:     both give the bare number (45000) and say that the cell has no format; 14 is read as a date. When exceljs
#           reads a file and writes it (a template filled in), the format is gone for good: the person sees 45000.
#           hucre 1.0.0 and xlsx 0.18.5 read all of them as dates. (exceljs: reported as issue 2893, open.)
# Cost:     a column of dates of a list from an office becomes five-digit numbers, cell by cell: in the same column the
#           cells of format 14 are right.
# Instead:  read with a library that knows the numbers; never pass an office's file through exceljs; where a column
#           holds dates, refuse plain numbers between 20000 and 60000 rather than take them as text.
#
# Needs Node.js 20 or newer and Python 3. The file is written by XlsxWriter, which takes the numbers of formats.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact exceljs@4.4.0 hucre@1.0.0 xlsx@0.18.5
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check XlsxWriter==3.3.1 openpyxl==3.1.5

cat >write.py <<'EOF'
import xlsxwriter
book = xlsxwriter.Workbook('dates.xlsx')
sheet = book.add_worksheet()
for row, number in enumerate([14, 27, 31, 57, 58]):
    sheet.write_number(row, 0, 45000, book.add_format({'num_format': number}))
book.close()
EOF
cat >probe.mjs <<'EOF'
import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { readXlsx } from 'hucre/xlsx';
import XLSX from 'xlsx';
const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
const show = (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value));
const tell = (name, values) => console.log(`${name} ${version(name)}: ${values.map(show).join(', ')}`);
const book = new ExcelJS.Workbook();
await book.xlsx.readFile('dates.xlsx');
const cells = [1, 2, 3, 4, 5].map((row) => book.worksheets[0].getCell(row, 1));
tell('exceljs', cells.map((cell) => cell.value));
console.log(`  formats: ${cells.map((cell) => cell.numFmt ?? 'none').join(', ')}`);
tell('hucre', (await readXlsx(readFileSync('dates.xlsx'))).sheets[0].rows.flat());
const { Sheets } = XLSX.readFile('dates.xlsx', { cellDates: true, UTC: true });
tell('xlsx', [1, 2, 3, 4, 5].map((row) => Sheets.Sheet1[`A${row}`].v));
await book.xlsx.writeFile('again.xlsx');
tell('hucre', (await readXlsx(readFileSync('again.xlsx'))).sheets[0].rows.flat());
console.log('  (of the file read and written by exceljs)');
EOF
cat >probe.py <<'EOF'
import openpyxl
book = openpyxl.load_workbook('dates.xlsx')
cells = [row[0] for row in book.active.iter_rows()]
show = lambda value: value.date().isoformat() if hasattr(value, 'date') else str(value)
print(f'openpyxl {openpyxl.__version__}:', ', '.join(show(cell.value) for cell in cells))
print('  formats:', ', '.join(cell.number_format for cell in cells))
EOF
cat >expected.txt <<'EOF'
exceljs 4.4.0: 2023-03-15, 45000, 45000, 45000, 45000
  formats: mm-dd-yy, none, none, none, none
hucre 1.0.0: 2023-03-15, 2023-03-15, 2023-03-15, 2023-03-15, 2023-03-15
xlsx 0.18.5: 2023-03-15, 2023-03-15, 2023-03-15, 2023-03-15, 2023-03-15
hucre 1.0.0: 2023-03-15, 45000, 45000, 45000, 45000
  (of the file read and written by exceljs)
openpyxl 3.1.5: 2023-03-15, 45000, 45000, 45000, 45000
  formats: mm-dd-yy, General, General, General, General
EOF
venv/bin/python write.py
export TZ=UTC
{ node probe.mjs; venv/bin/python probe.py; } | tee seen.txt
diff expected.txt seen.txt
echo 'Unchanged.'
