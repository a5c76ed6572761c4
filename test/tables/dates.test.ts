import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { readDate, type DateCell, type DateContext } from '../../tables/read/dates.js';
import { DateTime } from 'luxon';

const zone = 'Asia/Shanghai';

/** The wall time in Shanghai that a cell is read as; or its sentence, where it is none. */
function read(cell: DateCell, context: DateContext = {}): string | undefined {
  const found = readDate(cell, zone, context);
  if (!found) return undefined;
  if ('why' in found) return found.why.en;
  return DateTime.fromISO(found.at, { zone }).toFormat('yyyy-MM-dd HH:mm:ss').replace(/:00$/, '');
}

/** The sentence that says what a cell was read as. */
function hint(cell: DateCell, context: DateContext = {}): string | undefined {
  const found = readDate(cell, zone, context);
  return found && 'at' in found ? found.hint?.['zh-CN'] : undefined;
}

describe('case 13: dates as people write them', () => {
  it.each<[DateCell, string]>([
    [20260105, '2026-01-05 00:00'],
    ['20260105', '2026-01-05 00:00'],
    ['20260105 1430', "'20260105 1430' is no date: write it like 2026-01-05 14:30."],
    ['202601051430', '2026-01-05 14:30'],
    ['20260105 14:30', '2026-01-05 14:30'],
    ['2026年1月5日 14时', '2026-01-05 14:00'],
    ['2026年1月5日 14点半', '2026-01-05 14:30'],
    ['2026年1月5日14时30分', '2026-01-05 14:30'],
    ['2026年1月5日14时30分20秒', '2026-01-05 14:30:20'],
    ['2026年1月5日（星期一）14点一刻', '2026-01-05 14:15'],
    ['2026年1月5号8点钟', '2026-01-05 08:00'],
    ['2026年1月5日 8点整', '2026-01-05 08:00'],
    ['2026年01月05日下午2点', '2026-01-05 14:00'],
    ['2026年1月5日 下午两点半', '2026-01-05 14:30'],
    ['二〇二六年一月五日十四点三十分', '2026-01-05 14:30'],
    ['2026/1/5', '2026-01-05 00:00'],
    ['2026.1.5 9：05', '2026-01-05 09:05'],
    ['2026－01－05　１４：３０', '2026-01-05 14:30'],
    ['2026-01-05, 14:30', '2026-01-05 14:30'],
    ['2026-01-05 2:30 PM', '2026-01-05 14:30'],
    ['2026-01-05 12:05 AM', '2026-01-05 00:05'],
    ['2026-01-05 凌晨1:05', '2026-01-05 01:05'],
    ['2026-01-05 凌晨12:05', '2026-01-05 00:05'],
    ['2026-01-05 早上8点', '2026-01-05 08:00'],
    ['2026-01-05 上午11:05', '2026-01-05 11:05'],
    ['2026-01-05 中午12:05', '2026-01-05 12:05'],
    ['2026-01-05 中午11:50', '2026-01-05 11:50'],
    ['2026-01-05 中午1点', '2026-01-05 13:00'],
    ['2026-01-05 下午12:05', '2026-01-05 12:05'],
    ['2026-01-05 傍晚6点', '2026-01-05 18:00'],
    ['2026-01-05 晚上8:05', '2026-01-05 20:05'],
    ['2026-01-05 晚上20:05', '2026-01-05 20:05'],
    ['2026-01-05 晚7点半', '2026-01-05 19:30'],
    ['2026-01-05 晚上12:05', '2026-01-06 00:05'],
    ['2026-01-05 晚上1:05', '2026-01-06 01:05'],
    ['2026年1月5日夜里2点', '2026-01-06 02:00'],
    ['2026年1月5日半夜12点', '2026-01-06 00:00'],
    ['2026年12月31日24时', '2027-01-01 00:00'],
    ['2026 年 1 月 5 日 14 时 30 分', '2026-01-05 14:30'],
    ['二\u25cb二六年一月五日', '2026-01-05 00:00'],
    ['2026\u201001\u201005 14:30', '2026-01-05 14:30'],
    ['2026\u201401\u201405', '2026-01-05 00:00'],
    ['2026\u221201\u221205', '2026-01-05 00:00'],
  ])('%s', (cell, wanted) => assert.equal(read(cell), wanted));

  it('what is not meant as it looks is said', () => {
    assert.equal(hint('2026-01-05 晚上12:05'), '“2026-01-05 晚上12:05”读作 2026-01-06 00:05。');
    assert.equal(hint('2026-01-05 晚上1:05'), '“2026-01-05 晚上1:05”读作 2026-01-06 01:05。');
    assert.equal(hint('2026-01-05 24:00'), '“2026-01-05 24:00”读作 2026-01-06 00:00。');
    assert.equal(hint(46_027), '“46027”读作 2026-01-05 00:00。');
    for (const plain of ['2026-01-05 晚上8:05', '2026-01-05 凌晨1:05', '2026-01-05', 20260105])
      assert.equal(hint(plain), undefined);
  });

  it.each([
    '2026-01-05 14:60',
    '2026-01-05 25:00',
    '2026-01-05 24:30',
    '2026-02-30',
    '20260230',
    '2026-1/5',
    '1/5/2026',
    '26-01-05',
    '2026-01-05 上午',
    '2026-01-05 上午13:00',
    '2026-01-05 14:30 左右',
    '2026010514',
    '去年',
  ])('%s is no date', (cell) => assert.match(read(cell)!, /is no date: write it like/));

  it('a day without its year is one only where the year is known', () => {
    assert.match(read('1月5日 14:30')!, /has no year/);
    assert.equal(read('1月5日 14:30', { year: 2026 }), '2026-01-05 14:30');
    assert.equal(read('2025年12月31日', { year: 2026 }), '2025-12-31 00:00');
  });

  it('a time alone is none: as text, as a number, as a cell that shows one', () => {
    for (const cell of ['14:30', '下午2点', 0.6042, new Date(Date.UTC(1899, 11, 30, 14, 30))])
      assert.match(read(cell)!, /is a time without its day/);
  });

  it('Excel’s numbers, also counted from 1904', () => {
    assert.equal(read(46_027.604_166_666_67), '2026-01-05 14:30');
    assert.equal(read(46_027.604_166_666_67 - 1462, { date1904: true }), '2026-01-05 14:30');
    assert.equal(read(new Date(Date.UTC(2026, 0, 5, 14, 30))), '2026-01-05 14:30');
    assert.match(read(2026)!, /is no date/);
  });
});

describe('case 13: a date and its time in two columns', () => {
  const day = new Date(Date.UTC(2026, 0, 5));
  it.each<[DateCell, DateCell | null, string]>([
    [day, new Date(Date.UTC(1899, 11, 30, 14, 30)), '2026-01-05 14:30'],
    [day, 0.604_166_666_668, '2026-01-05 14:30'],
    [day, '14:30', '2026-01-05 14:30'],
    [day, '1430', '2026-01-05 14:30'],
    ['2026年1月5日', '下午2点半', '2026-01-05 14:30'],
    [20260105, '14时30分', '2026-01-05 14:30'],
    ['2026-01-05', '晚上12:05', '2026-01-06 00:05'],
    ['2026-01-05', '24:00', '2026-01-06 00:00'],
    ['2026-01-05', null, '2026-01-05 00:00'],
    ['2026-01-05', ' ', '2026-01-05 00:00'],
    ['2026-01-05', 1430, '2026-01-05 14:30'],
    ['2026-01-05', 930, '2026-01-05 09:30'],
    ['2026-01-05', '930', '2026-01-05 09:30'],
    ['2026-01-05', 800, '2026-01-05 08:00'],
    ['2026-01-05', 2000, '2026-01-05 20:00'],
    ['2026-01-05', 2460, "'2026-01-05 2460' is no date: write it like 2026-01-05 14:30."],
    ['2026-01-05', 45, "'2026-01-05 45' is no date: write it like 2026-01-05 14:30."],
    ['2026-01-05', '上午', "'2026-01-05 上午' is no date: write it like 2026-01-05 14:30."],
    ['2026-01-05', '不详', "'2026-01-05 不详' is no date: write it like 2026-01-05 14:30."],
    ['2026-01-05 09:00', '14:30', "'2026-01-05 09:00' has a time already, and the column of times another: keep one."],
  ])('%s and %s', (cell, time, wanted) => assert.equal(read(cell, { time }), wanted));

  it('in a workbook that counts from 1904', () => {
    const time = new Date(Date.UTC(1904, 0, 1, 14, 30));
    assert.equal(read(day, { date1904: true, time }), '2026-01-05 14:30');
  });
});

describe('case 01: a span of time is no time zone', () => {
  it.each([
    '2026-01-05 09:00-10:00',
    '2026-01-05 09:00 - 10:00',
    '2026-01-05 14:30-15:00',
    '2026-01-05T09:00-10:00',
    '2026-01-05 09:00~10:00',
    '2026-01-05 09:00～10:00',
    '2026-01-05 09:00至10:00',
    '2026年1月5日9时—10时',
    '2026年1月5日 上午9点到下午2点',
    '2026-01-05 ~ 2026-01-06',
    '20260105-20260106',
  ])('%s is refused as a span', (cell) => assert.match(read(cell)!, /is a span of time: write only when it began/));

  it('an offset follows a full time', () => {
    for (const cell of [
      '2026-01-05T09:00:00+08:00',
      '2026-01-05T09:00+08:00',
      '2026-01-05 09:00:00+08',
      '2026-01-05T01:00:00Z',
      '2026-01-05T01:00Z',
      '2026-01-04T15:00:00-10:00',
    ])
      assert.equal(read(cell), '2026-01-05 09:00', cell);
    assert.match(read('2026-01-05 09:00+15:00')!, /is no date/);
    assert.match(read('2026-01-05+08:00')!, /is no date/);
  });

  it('a shift has its beginning and its end, also over midnight', () => {
    const shift = (cell: string, context: DateContext = {}) => {
      const found = readDate(cell, zone, context);
      return found && 'why' in found ? found.shift : undefined;
    };
    const of = (from: string, until: string) => ({ from, until });
    assert.deepEqual(shift('2026-01-05 08:00-20:00'), of('2026-01-05T00:00:00.000Z', '2026-01-05T12:00:00.000Z'));
    assert.deepEqual(shift('2026-01-05 20:00-次日8:00'), of('2026-01-05T12:00:00.000Z', '2026-01-06T00:00:00.000Z'));
    assert.deepEqual(
      shift('2026-01-05', { time: '20:00-8:00' }),
      of('2026-01-05T12:00:00.000Z', '2026-01-06T00:00:00.000Z'),
    );
    assert.deepEqual(
      shift('2026-01-05 08:00 至 2026-01-06 08:00'),
      of('2026-01-05T00:00:00.000Z', '2026-01-06T00:00:00.000Z'),
    );
    assert.equal(shift('2026-01-05 08:00 至 2026-01-04 08:00'), undefined);
    assert.deepEqual(
      shift('2027-06-01 下午1点-5点'),
      of('2027-06-01T05:00:00.000Z', '2027-06-01T09:00:00.000Z'),
      'the half of the day is said once',
    );
    assert.deepEqual(shift('2027-06-01 晚上8点-10点'), of('2027-06-01T12:00:00.000Z', '2027-06-01T14:00:00.000Z'));
    assert.deepEqual(shift('2027-06-01 晚上8点-8点'), of('2027-06-01T12:00:00.000Z', '2027-06-02T00:00:00.000Z'));
    assert.deepEqual(shift('2027-06-01 20:00-8:00'), of('2027-06-01T12:00:00.000Z', '2027-06-02T00:00:00.000Z'));
    assert.deepEqual(
      shift('12月31日20:00至1月1日8:00', { year: 2026 }),
      of('2026-12-31T12:00:00.000Z', '2027-01-01T00:00:00.000Z'),
      'over the end of December',
    );
    assert.equal(shift('2026年12月31日20:00至2026年1月1日8:00'), undefined, 'a year that is written stays');
  });
});
