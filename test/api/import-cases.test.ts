// Tables as offices write them: days beside times, texts that a spreadsheet made dates of, marks in headings.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { TestApi } from '../support/api-desk.js';
import { importColumns, importHead, importsOver, type ImportsOverApi } from '../support/imports-over-api.js';

describe('tables of offices, imported', () => {
  let api: TestApi;
  let imports: ImportsOverApi;
  beforeAll(async () => {
    api = await TestApi.start();
    imports = importsOver(api);
  });
  afterAll(() => api.stop());

  it('case 13: a column of times that says no time refuses its row; figures are times', async () => {
    const row = (id: string, time: unknown) => [
      id,
      '甲',
      '13900001112',
      '2026-01-05',
      time,
      `标题${id}`,
      `内容${id}`,
      '1栋',
    ];
    const done = await imports.imported({ mapping: { namespace: 'times' } }, [
      '工单',
      [
        ['工单编号', '来电人', '联系电话', '日期', '时间', '标题', '内容', '地点'],
        row('T1', '09:00-10:00'),
        row('T2', '上午'),
        row('T3', '不详'),
        row('T4', 1430),
        row('T5', 930),
        row('T6', 800),
        row('T7', 2000),
      ],
    ]);
    assert.deepEqual(
      imports.refusedRows(done).map((text) => text.slice(0, 10)),
      ['2 bad-date', '3 bad-date', '4 bad-date'],
    );
    assert.match(imports.refusedRows(done)[0]!, /“2026-01-05 09:00-10:00”是一段时间/);
    assert.deepEqual(
      (await imports.stored('times')).map(({ at }) => at.slice(11, 16)),
      ['06:30', '01:30', '00:00', '12:00'],
    );
  });

  it('case 13: the day of a time alone is that of the same event, or the only one there is', async () => {
    const of = async (namespace: string, days: string[], cells: unknown[], date = '来电时间') => {
      const done = await imports.imported({ mapping: { namespace, columns: { ...importColumns, date } } }, [
        '工单',
        [
          ['工单编号', ...days, '来电时间', '来电人', '联系电话', '标题', '内容', '地点'],
          ['B1', ...cells, '14:30', '甲', '13900001113', '标题', '内容', '1栋'],
        ],
      ]);
      return (await imports.stored(namespace))[0]?.at ?? imports.refusedRows(done)[0];
    };
    assert.equal(
      await of('beside-own', ['登记日期', '来电日期'], ['2026-01-07', '2026-01-05']),
      '2026-01-05T06:30:00.000Z',
    );
    assert.equal(await of('beside-one', ['受理日期'], ['2026-01-05']), '2026-01-05T06:30:00.000Z');
    assert.equal(await of('beside-day', ['来电日期'], ['2026-01-05'], '来电日期'), '2026-01-05T06:30:00.000Z');
    assert.match(
      (await of('beside-two', ['登记日期', '受理日期'], ['2026-01-07', '2026-01-05']))!,
      /bad-date .*只有时间/,
    );
  });

  it('case 07: a text that the spreadsheet made a date of is refused; commas of thousands are no part of a phone', async () => {
    const row = (id: unknown, phone: unknown, place: unknown) => [
      id,
      '甲',
      phone,
      '2026-01-05 10:00',
      `标题${id}`,
      '内容',
      place,
    ];
    const done = await imports.imported({ mapping: { namespace: 'made' } }, [
      '工单',
      [importHead, row('X1', '13900001114', new Date(Date.UTC(2026, 4, 2))), row(1234567, 13900000001, '1栋')],
      (sheet) => {
        sheet.getCell('G2').numFmt = 'm-d';
        sheet.getCell('A3').numFmt = '#,##0';
        sheet.getCell('C3').numFmt = '#,##0';
      },
    ]);
    assert.deepEqual(imports.refusedRows(done), [
      '2 cell-error “地点”列的内容已被电子表格软件转成日期，请将该列设为文本后重新填写。',
    ]);
    const [taken] = await imports.stored('made');
    assert.deepEqual([taken!.row, taken!.words['phone']], ['1234567', '13900000001']);
  });

  it('case 14: marks and line breaks in headings', async () => {
    const done = await imports.imported({ mapping: { namespace: 'marks' } }, [
      '工单',
      [
        ['*工单编号', '来电人：', '联系\n电话', '来电时间*', '标题 (必填)', '内容（必填）', '地点【选填】'],
        ['Z1', '甲', '13900001115', '2026-01-05 10:00', '标题', '内容', '1栋'],
      ],
    ]);
    assert.equal(done.counts.taken, 1);
  });
});
