import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { readDate } from '../../tables/read/dates.js';
import { municipalMapping } from '../../import/mapping.js';
import { readMapping } from '../../import/read-mapping.js';
import type { ImportRow, RowReading } from '../../import/rows.js';
import { readingsOf } from '../support/import-rows.js';
import { cleanLine, cleanText } from '../../tables/read/clean-text.js';
import { headings, makeTable, message, messages, rowsOf } from '../support/import-file.js';

const zone = 'Asia/Shanghai';

/** Reads the rows below the headings, which must all be candidates. */
async function candidatesOf(file: string): Promise<ImportRow[]> {
  return (await readingsOf(file, municipalMapping)).map((read: RowReading) => {
    assert.ok(read !== 'blank' && 'candidate' in read, JSON.stringify(read));
    return read.candidate;
  });
}

describe('import: texts', () => {
  it('every kind of space is one space, every line end \\n, at most one empty line', () => {
    assert.equal(
      cleanText('\t\u3000您好：\u00a0 \t三单元\r\n\r\n\r\n\n 没水\u2028请  修\u3000'),
      '您好： 三单元\n\n没水\n请 修',
    );
    assert.equal(cleanLine('一\n 二'), '一 二');
  });

  it('NUL, control characters, zero-width and bidi marks go; an emoji stays one picture', () => {
    assert.equal(cleanText('A\u0000B\u0007C\u200bD\ufeffE\u202eF\u00adG\u007fH'), 'ABCDEFGH');
    assert.equal(cleanText('👨\u200d👩\u200d👧 三\u200d人'), '👨\u200d👩\u200d👧 三人');
  });

  it("Excel's escapes are undone: _x000D_ is a line end, an escaped underscore is an underscore", () => {
    assert.equal(cleanText('一_x000D_\n二_x0000_三 _x005F_x000D_'), '一\n二三 _x000D_');
    assert.equal(cleanText('_xD83D__xDE00_'), '😀');
  });

  it('a lone surrogate, which PostgreSQL cannot store, becomes U+FFFD', () => {
    assert.equal(cleanText('坏\ud83d字 _xDC00_'), '坏\ufffd字 \ufffd');
    assert.equal(cleanText('😀'), '😀');
  });

  for (const inline of [false, true]) {
    it(`no character is lost where the file is read in pieces (${inline ? 'texts in the cells' : 'shared texts'})`, async () => {
      // exceljs itself cuts characters beyond the BMP in two when it writes shared texts: none of those then.
      const long = (n: number) => `${n}。` + `供暖不热请尽快处理谢谢${inline ? '𠮷' : ''}`.repeat(120).slice(n % 7);
      const file = await makeTable(
        Array.from({ length: 150 }, (_, n) => message(n, { description: long(n) })),
        { inline },
      );
      const read = await candidatesOf(file);
      assert.deepEqual(
        read.map(({ input }) => input.words.description),
        Array.from({ length: 150 }, (_, n) => cleanText(long(n))),
      );
    });
  }

  it('a text is kept whole up to 20,000 characters and beyond that refused, never cut', async () => {
    const file = await makeTable([
      message(1, { description: '长'.repeat(20_000) }),
      message(2, { description: '长'.repeat(20_001) }),
    ]);
    const [read, refused] = await readingsOf(file, municipalMapping);
    assert.ok(read !== undefined);
    assert.ok(read !== 'blank' && 'candidate' in read);
    assert.equal(read.candidate.input.words.description!.length, 20_000);
    assert.ok(refused !== undefined && refused !== 'blank' && 'refused' in refused);
    assert.equal(refused.refused.code, 'too-long');
    assert.match(refused.refused.text.en, /20001 characters, 20000 at most/);
  });
});

describe('import: dates', () => {
  const same = '2019-02-28T03:25:05.000Z';
  for (const text of [
    '2019/2/28 11:25:05',
    '2019-02-28 11:25:05',
    '2019-02-28T11:25:05',
    '２０１９／２／２８　１１：２５：０５',
    '2019.2.28 11:25:05',
    ' 2019年2月28日 11时25分05秒',
    '2019年02月28日11:25:05',
    '2019/2/28 星期四 上午11:25:05',
    '2019/2/28 11:25:05 AM',
    '20190228112505',
    '2019-02-28T03:25:05Z',
    '2019-02-28T05:25:05.123+02:00',
  ]) {
    it(`'${text}' is 11:25:05 in Shanghai`, () => assert.deepEqual(readDate(text, zone), { at: same }));
  }

  it('Excel dates are wall time: as a date, as a bare serial number, and counted from 1904', () => {
    assert.deepEqual(readDate(new Date('2019-02-28T11:25:05.000Z'), zone), { at: same });
    assert.deepEqual(readDate(new Date('2019-02-28T11:25:04.999Z'), zone), { at: same });
    const serial = 43_524 + (11 * 3600 + 25 * 60 + 5) / 86_400;
    assert.deepEqual(readDate(serial, zone)?.['at' as never], same);
    assert.deepEqual(readDate(String(serial), zone)?.['at' as never], same);
    assert.deepEqual(readDate(serial - 1462, zone, { date1904: true })?.['at' as never], same);
  });

  it('afternoon, noon and midnight; a day without a time begins at midnight', () => {
    assert.deepEqual(readDate('2019/2/28 下午1:05', zone), { at: '2019-02-28T05:05:00.000Z' });
    assert.deepEqual(readDate('2019/2/28 12:00 PM', zone), { at: '2019-02-28T04:00:00.000Z' });
    assert.deepEqual(readDate('2019/2/28 上午12:30', zone), { at: '2019-02-27T16:30:00.000Z' });
    assert.deepEqual(readDate('2019/2/28', zone), { at: '2019-02-27T16:00:00.000Z' });
  });

  for (const text of [
    '2019/2/30 11:25',
    '2019/13/1',
    '28/2/2019',
    '19/2/28',
    '2019/2/28 25:00',
    '昨天',
    '2019/2/28 11:25:05 左右',
    '2019/2/28 上午13:00',
  ]) {
    it(`'${text}' is no date, and is shown`, () => assert.equal(readDate(text, zone)?.['bad' as never], text));
  }

  it('a number that can be no date is none; an empty cell is no date, not a wrong one', () => {
    assert.equal(readDate(12, zone)?.['bad' as never], '12');
    assert.equal(readDate(' \u3000', zone), undefined);
  });

  for (const date1904 of [false, true]) {
    it(`both forms come out of a file to the second${date1904 ? ' (1904 workbook)' : ''}`, async () => {
      const file = await makeTable(
        [message(1, { date: '2019/2/28 11:25:05' }), message(2, { date: new Date('2019-02-28T11:25:05Z') })],
        { date1904 },
      );
      assert.deepEqual(
        (await candidatesOf(file)).map(({ writtenAt }) => writtenAt),
        [same, same],
      );
    });
  }
});

describe('import: what a file may look like', () => {
  it('rich text, links, formulas and numbers are read as what they show', async () => {
    const file = await makeTable([
      message(1, {
        subject: { richText: [{ text: '路灯' }, { text: '不亮' }] },
        description: { text: '见附件', hyperlink: 'http://localhost/' },
        user: { formula: '1+1', result: 2 },
      }),
    ]);
    const [read] = await candidatesOf(file);
    assert.deepEqual(read!.input.words, { subject: '路灯不亮', description: '见附件', customer: '2' });
  });

  it('a hidden sheet is passed over, a named one found, an unknown one refused with the names there are', async () => {
    const file = await makeTable(messages(2), { sheets: [{ name: '说明', hidden: true }, { name: '留言' }] });
    assert.equal((await rowsOf(file)).length, 3);
    assert.equal((await rowsOf(file, '说明')).length, 1);
    await assert.rejects(rowsOf(file, '2024'), /no sheet '2024', only: 说明, 留言/);
  });

  it('what is no workbook is refused with what to do: missing, empty, text, old .xls, cut off, damaged inside', async () => {
    const whole = await readFile(await makeTable(messages(300)));
    const file = await makeTable([]);
    const refusedAs = async (bytes: Buffer | string, words: RegExp): Promise<void> => {
      await writeFile(file, bytes);
      await assert.rejects(rowsOf(file), words);
    };
    await assert.rejects(rowsOf('/nowhere/at/all.xlsx'), /no file .* check the path/);
    await assert.rejects(rowsOf('/tmp'), /not a file/);
    await refusedAs('', /is empty/);
    await refusedAs(Buffer.from([1, 2, 3, 4]), /not an \.xlsx workbook.*save it as \.xlsx/);
    await refusedAs('<html><table><tr><td>1</td></tr></table></html>', /is a web page.*save it as \.xlsx/);
    await refusedAs(Buffer.from('d0cf11e0a1b11ae1', 'hex'), /old \.xls workbook or protected by a password/);
    await refusedAs(whole.subarray(0, whole.length >> 1), /cut off.*download it again/);
    const damaged = Buffer.from(whole);
    damaged.fill(0x5a, whole.length >> 1, (whole.length >> 1) + 400);
    await refusedAs(damaged, /damaged/);
  });

  it('headings that are not there are named, with those that are', async () => {
    await assert.rejects(
      readingsOf(await makeTable([], { headings: ['编号', '用户', '主题'] }), municipalMapping),
      /no column '留言编号' \(id\); it has: 编号, 用户, 主题.*--mapping/,
    );
    await assert.rejects(
      readingsOf(await makeTable([], { headings: [...headings, '留言主题'] }), municipalMapping),
      /'留言主题' twice/,
    );
  });
});

describe('import: the mapping file', () => {
  const written = async (text: string): Promise<string> => {
    const file = `${await makeTable([])}.yaml`;
    await writeFile(file, text);
    return file;
  };

  it('YAML and JSON, with tabs and a byte order mark too', async () => {
    const wanted = { namespace: 'line', channel: 'hotline', columns: { id: '工单编号', description: '内容' } };
    assert.deepEqual(
      await readMapping(
        await written('namespace: line\nchannel: hotline\ncolumns:\n  id: 工单编号\n  description: 内容\n'),
      ),
      wanted,
    );
    assert.deepEqual(await readMapping(await written(`\uFEFF${JSON.stringify(wanted, null, '\t')}`)), wanted);
  });

  for (const [what, text, words] of [
    [
      'an unknown field',
      'namespace: a\nchannel: b\ncolumn:\n  id: x\n',
      /:3: unknown field 'column': known are namespace/,
    ],
    [
      'an unknown column field',
      'namespace: a\nchannel: b\ncolumns:\n  id: x\n  subject: s\n  zeit: y\n',
      /:6: unknown field 'zeit': known are id, user/,
    ],
    [
      'a number for a text',
      'namespace: a\nchannel: b\nsheet: 2024\ncolumns: { id: x, subject: y }\n',
      /:3: 'sheet' must be a text: put it in quotes, '2024'/,
    ],
    [
      'a missing id',
      'namespace: a\nchannel: b\ncolumns:\n  subject: s\n',
      /:3: 'id' is missing: without it a row would be taken twice/,
    ],
    ['no words', 'namespace: a\nchannel: b\ncolumns: { id: x }\n', /:3: 'subject' or 'description' is needed/],
    [
      'a wrong namespace',
      'namespace: 市民\nchannel: b\ncolumns: { id: x, subject: y }\n',
      /:1: 'namespace' is of small letters/,
    ],
    [
      'a zone that is spelt otherwise',
      'namespace: a\nchannel: b\ntimeZone: asia/shanghai\ncolumns: { id: x, subject: y }\n',
      /:3: 'asia\/shanghai' is not a time zone.*such as Asia\/Shanghai/,
    ],
    [
      'a wrong zone',
      'namespace: a\nchannel: b\ntimeZone: Peking\ncolumns: { id: x, subject: y }\n',
      /:3: 'Peking' is not a time zone/,
    ],
    ['no namespace', 'channel: b\ncolumns: { id: x, subject: y }\n', /:1: 'namespace' is missing/],
    ['what is neither', 'namespace: [a\nchannel: b\n', /:\d: neither YAML nor JSON/],
    ['a list', '- a\n- b\n', /:1: a mapping is a list of fields/],
  ] as const) {
    it(`${what} is refused with its line`, async () => assert.rejects(readMapping(await written(text)), words));
  }

  it('a file that is not there is named', async () =>
    assert.rejects(readMapping('/nowhere/mapping.yaml'), /no mapping file \/nowhere/));
});
