import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { readDate } from '../../tables/read/dates.js';
import { cleanText } from '../../tables/read/clean-text.js';
import { bookParts, makeBook, makeTable, messages, rowsOf } from '../support/import-file.js';

/** The cells of the first row of a sheet with these cells in XML. */
async function cellsOf(cells: string, options: { texts?: string; styles?: string } = {}): Promise<unknown[]> {
  const [row] = await rowsOf(await makeBook(bookParts(`<row r="1">${cells}</row>`, options)));
  return row!.cells;
}

describe('import: what stands in the cells of an .xlsx', () => {
  it('a small file is read the same two hundred times, many at once', async () => {
    const file = await makeTable(messages(3));
    const expected = await rowsOf(file);
    assert.equal(expected.length, 4);
    for (let round = 0; round < 10; round += 1) {
      for (const rows of await Promise.all(Array.from({ length: 20 }, () => rowsOf(file))))
        assert.deepEqual(rows, expected);
    }
  });

  it('rare characters are kept, as they are, as references and as CDATA, in shared texts and in the cell', async () => {
    const written =
      '<t>𠮷😀</t>|<t>&#134071;&#x1F600;</t>|<t><![CDATA[𠮷]]>&#128512;</t>|<r><rPr><b/></rPr><t>𠮷</t></r><r><t>😀</t></r>'.split(
        '|',
      );
    const shared = await cellsOf(written.map((_, at) => `<c t="s"><v>${at}</v></c>`).join(''), {
      texts: written.map((text) => `<si>${text}</si>`).join(''),
    });
    assert.deepEqual(shared, ['𠮷😀', '𠮷😀', '𠮷😀', '𠮷😀']);
    assert.deepEqual(await cellsOf(written.map((text) => `<c t="inlineStr"><is>${text}</is></c>`).join('')), shared);
  });

  it('the reading aid beside a text is none of it; spaces and lines are', async () => {
    const texts = '<si><t xml:space="preserve"> 北京\r\n市 </t><rPh sb="0" eb="2"><t>ペキン</t></rPh></si><si/>';
    assert.deepEqual(await cellsOf('<c t="s"><v>0</v></c><c t="s"><v>1</v></c>', { texts }), [' 北京\n市 ', '']);
  });

  it("Excel's escapes are undone once from the file to the case", async () => {
    const text = '<t>一_x000D_&#10;二 _x005F_x000D_</t>';
    const cells = await cellsOf(
      `<c t="s"><v>0</v></c><c t="inlineStr"><is>${text}</is></c><c t="str"><f>A1</f><v>${text.slice(3, -4)}</v></c>`,
      { texts: `<si>${text}</si>` },
    );
    assert.deepEqual(
      cells.map((cell) => cleanText(String(cell))),
      Array.from({ length: 3 }, () => '一\n二 _x000D_'),
    );
  });

  it('numbers, truths, errors, and what a formula last came to', async () => {
    const cells =
      '<c><v>70001</v></c><c t="n"><v>1.5E-3</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c><f>1+1</f><v>2</v></c><c t="str"><f>"a"</f><v>a&amp;b</v></c><c><f>1+1</f><v/></c><c t="s"><v></v></c><c><v>1.#IND</v></c>';
    assert.deepEqual(await cellsOf(cells), [
      70001,
      0.0015,
      true,
      { error: '#N/A' },
      { error: '#DIV/0!' },
      2,
      'a&b',
      { error: '=', missing: true },
      null,
      { error: '1.#IND' },
    ]);
  });

  it('a number is a date where its format shows one, to the second and in whatever zone this runs', async () => {
    const dates = ['yyyy/m/d\\ h:mm:ss', '[$-804]yyyy"年"m"月"d"日";@', '[DBNum1]上午/下午h"时"mm"分"'];
    const others = ['0.00_);[Red]0.00', '"day" 0', '0\\d', '[Blue]0', '@', 'G/通用格式'];
    const codes = [...dates, ...others]
      .map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
      .join('');
    const ids = [14, 22, 31, 57, 164, 165, 166, /* no dates: */ 0, 2, 49, ...others.map((_, at) => 167 + at)];
    const styles = `<numFmts>${codes}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${ids.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs><dxfs><dxf><numFmt numFmtId="167" formatCode="yyyy"/></dxf></dxfs>`;
    const cells = await cellsOf(ids.map((_, at) => `<c s="${at}"><v>43524.47575231481</v></c>`).join(''), { styles });
    const date = new Date('2019-02-28T11:25:05Z');
    assert.deepEqual(
      cells,
      ids.map((_, at) => (at < 7 ? date : 43524.47575231481)),
    );
    assert.deepEqual(readDate(cells[0] as Date, 'Asia/Shanghai'), { at: '2019-02-28T03:25:05.000Z' });
    assert.deepEqual(
      await cellsOf('<c s="0"><v>1e15</v></c><c s="0"><v>-1</v></c><c t="d"><v>2019-02-28T11:25:05</v></c>', {
        styles,
      }),
      [1e15, -1, '2019-02-28T11:25:05'],
    );
  });
});

describe('import: how an .xlsx may be built', () => {
  it('rows and cells have the numbers they say, or follow one another where they say none', async () => {
    const rows = await rowsOf(
      await makeBook(
        bookParts(
          '<row r="2"><c r="C2"><v>1</v></c><c><v>2</v></c><c r="AA2" s="1"/></row><row/><row r="7"><c r="A7"><v>3</v></c></row><row><c><v>4</v></c></row>',
        ),
      ),
    );
    assert.deepEqual(
      rows.map(({ number, cells }) => [number, cells]),
      [
        [2, [null, null, 1, 2]],
        [3, []],
        [7, [3]],
        [8, [4]],
      ],
    );
  });

  it('prefixes, other cases in paths and a row that is none change nothing', async () => {
    const { 'xl/worksheets/sheet1.xml': sheet, ...parts } = bookParts('<row r="1"><c r="A1"><v>1</v></c></row>');
    const control =
      '<controls><control><anchor xmlns:xdr="x"><from><xdr:row>5</xdr:row></from></anchor></control></controls></worksheet>';
    const prefixed = sheet!
      .replace('</worksheet>', control)
      .replace('xmlns=', 'xmlns:x=')
      .replace(/<(\/?)(?!\/?xdr)/g, '<$1x:');
    const rows = await rowsOf(
      await makeBook({
        ...parts,
        'XL/Worksheets/Sheet1.xml': `\uFEFF<?xml version="1.0" encoding="UTF-8"?>${prefixed}`,
      }),
    );
    assert.deepEqual(rows, [{ number: 1, cells: [1], date1904: false }]);
  });

  it('a chart is no sheet; where all are hidden, or there is none, it says so', async () => {
    const parts = bookParts('');
    const relations = parts['xl/_rels/workbook.xml.rels']!.replace('/worksheet"', '/chartsheet"');
    await assert.rejects(
      rowsOf(await makeBook({ ...parts, 'xl/_rels/workbook.xml.rels': relations })),
      /holds no worksheet: is it really an Excel workbook/,
    );
    await assert.rejects(rowsOf(await makeBook({ mimetype: 'text' })), /holds no worksheet/);
    const hidden = parts['xl/workbook.xml']!.replace('sheetId', 'state="veryHidden" sheetId');
    await assert.rejects(
      rowsOf(await makeBook({ ...parts, 'xl/workbook.xml': hidden })),
      /All sheets of .* are hidden: name one in the mapping/,
    );
  });

  it('a file with one bit of it changed is refused or reads the same: never as something else', async () => {
    const file = await makeTable(messages(5));
    const [whole, expected] = [await readFile(file), await rowsOf(file)];
    let refused = 0;
    for (let at = 0; at < whole.length; at += 61) {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 1 << (at % 8);
      await writeFile(file, damaged);
      const rows = await rowsOf(file).catch((error: Error) =>
        assert.match(error.message, /damaged|not an \.xlsx|holds no worksheet|cut off/),
      );
      if (rows) assert.deepEqual(rows, expected, `byte ${at}`);
      else refused += 1;
    }
    assert.ok(refused > 30, `${refused} refused`);
  });

  it('a part or a text that is missing, text that is not UTF-8, and a cell beyond the last column are damage', async () => {
    const { 'xl/styles.xml': styles, ...parts } = bookParts('');
    await assert.rejects(
      rowsOf(await makeBook(parts)),
      /damaged \(xl\/styles\.xml is missing\): open it in Excel or WPS/,
    );
    const gbk = Buffer.from('<sst><si><t>\xd6\xd0</t></si></sst>', 'latin1');
    await assert.rejects(
      rowsOf(await makeBook({ ...parts, 'xl/styles.xml': styles!, 'xl/sharedStrings.xml': gbk })),
      /damaged \(The encoded data was not valid/,
    );
    await assert.rejects(cellsOf('<c t="s"><v>3</v></c>'), /damaged \(shared text 3 is missing\)/);
    await assert.rejects(cellsOf('<c r="XFE1"><v>3</v></c>'), /damaged \('XFE1' is no cell\)/);
    await assert.rejects(cellsOf('<c><v>3</c>'), /damaged \(/);
  });

  it('more than 200 MB are refused, with what to do', async () => {
    const file = await makeTable(messages(1));
    await truncate(file, 200_000_001);
    await assert.rejects(
      rowsOf(file),
      /more than 200 MB \(pictures in it count too\): divide its rows among several files/,
    );
  });
});
