import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { removeOldImports } from '../../ledger/imports/import-records.js';
import { must, TestApi } from '../support/api-desk.js';
import { tablesWith } from '../support/dump.js';
import { eventually } from '../support/eventually.js';
import {
  importColumns,
  importHead,
  importsOver,
  type AskedImport,
  type ImportsOverApi,
} from '../support/imports-over-api.js';
import { workbookOf, type SheetSource } from '../support/workbooks.js';

describe('imports over the API', () => {
  let api: TestApi;
  let imports: ImportsOverApi;
  beforeAll(async () => {
    api = await TestApi.start();
    imports = importsOver(api);
  });

  afterAll(() => api.stop());

  it('case 01: a span is refused, a true offset is taken', async () => {
    const row = (id: string, at: string) => [id, `甲${id}`, '13900000001', at, `标题${id}`, `内容${id}`, '1栋'];
    const done = await imports.imported({ mapping: { namespace: 'span' } }, [
      '工单',
      [
        importHead,
        row('S1', '2026-01-05 09:00-10:00'),
        row('S2', '2026-01-05 14:30-15:00'),
        row('S3', '2026-01-05T09:00:00+08:00'),
      ],
    ]);
    assert.deepEqual(
      imports.refusedRows(done).map((text) => text.slice(0, 10)),
      ['2 bad-date', '3 bad-date'],
    );
    assert.match(imports.refusedRows(done)[0]!, /“2026-01-05 09:00-10:00”是一段时间/);
    assert.deepEqual(
      (await imports.stored('span')).map(({ row: id, at }) => [id, at]),
      [['S3', '2026-01-05T01:00:00.000Z']],
    );
    assert.equal(done.detail, '导入 1 行，并入 0 行，已存在 0 行，拒绝 2 行。');
  });

  it('case 07: ids and phones as they are shown; the same row written as text is already there', async () => {
    const mapping = { namespace: 'numfmt' };
    await imports.imported({ mapping }, [
      '工单',
      [importHead, [123, '甲', 7318888888, new Date(Date.UTC(2026, 0, 5, 14, 30)), '标题一', '内容一', '1栋']],
      (sheet) => {
        sheet.getCell('A2').numFmt = '000000';
        sheet.getCell('C2').numFmt = '0000-0000000';
        sheet.getCell('D2').numFmt = 'yyyy"年"m"月"d"日" h:mm';
      },
    ]);
    const [taken] = await imports.stored('numfmt');
    assert.deepEqual(
      [taken!.row, taken!.words['phone'], taken!.at],
      ['000123', '0731-8888888', '2026-01-05T06:30:00.000Z'],
    );
    const again = await imports.imported({ mapping }, [
      '工单',
      [importHead, ['000123', '甲', '0731-8888888', '2026-01-05 14:30', '标题一', '内容一', '1栋']],
    ]);
    assert.deepEqual([again.counts.there, again.results[0].detail], [1, undefined]);
  });

  it('case 08: merged cells; case 09: a formula without its result', async () => {
    const merged = await imports.imported({ mapping: { namespace: 'merged' } }, [
      '工单',
      [
        importHead,
        ['K1', '马先生', '13900004444', '2026-01-05 10:00', '门禁坏了', '门禁刷不开', '6栋1单元'],
        ['K2', null, null, '2026-01-05 10:01', '路灯不亮', '单元门口路灯不亮', null],
        ['K3', null, null, '2026-01-05 10:02', '垃圾未清', '门口垃圾未清', null],
      ],
      (sheet) => ['B', 'C', 'G'].forEach((column) => sheet.mergeCells(`${column}2:${column}4`)),
    ]);
    assert.equal(merged.counts.taken, 3);
    for (const { words } of await imports.stored('merged'))
      assert.deepEqual([words['customer'], words['phone'], words['place']], ['马先生', '13900004444', '6栋1单元']);
    const formula = await imports.imported({ mapping: { namespace: 'formula' } }, [
      '工单',
      [
        importHead,
        ['F1', '甲', { formula: '"0731-"&88880000' }, '2026-01-05 10:00', '标题', '公式无值', { formula: '"7栋"' }],
      ],
    ]);
    assert.deepEqual(imports.refusedRows(formula), [
      '2 cell-error “联系电话”列是没有计算结果的公式，请用 Excel 或 WPS 打开并保存后重试。',
    ]);
  });

  it('case 10: a sheet a month; case 11: hidden rows', async () => {
    const months = [1, 2, 3].map((m): SheetSource => [
      `${m}月`,
      [
        importHead,
        ...[1, 2].map((i) => [
          `M${m}-${i}`,
          '甲',
          '13900003333',
          `2026-0${m}-05 10:00`,
          `第${m}月第${i}件`,
          `内容${m}${i}`,
          '1栋',
        ]),
      ],
    ]);
    const done = await imports.imported({ mapping: { namespace: 'months' } }, ...months, ['说明', [['请勿修改']]]);
    assert.deepEqual([done.rows, done.counts.taken, done.leftOut], [6, 6, ['没有相应列名而未读取的工作表：说明']]);
    assert.deepEqual(
      done.results.map(({ sheet, row }: { sheet: string; row: number }) => `${sheet} ${row}`),
      ['1月 2', '1月 3', '2月 2', '2月 3', '3月 2', '3月 3'],
    );
    const hidden = await imports.imported({ mapping: { namespace: 'hidden' }, language: 'en' }, [
      '工单',
      [
        importHead,
        ...[1, 2, 3, 4].map((i) => [`H${i}`, '甲', '13900006666', '2026-01-05 10:00', `事项${i}`, `内容${i}`, '1栋']),
      ],
      (sheet) => [3, 4].forEach((row) => (sheet.getRow(row).hidden = true)),
    ]);
    assert.deepEqual(
      [hidden.counts.taken, hidden.leftOut, hidden.detail],
      [2, ['Hidden rows, left out: 3, 4'], '2 taken, 0 joined, 0 already there, 0 refused.'],
    );
  });

  it('case 13: dates as people write them, and a day and its time in two columns', async () => {
    const dates = [20260105, '2026年1月5日 14时', '2026年1月5日 14点半', '2026年1月5日14时30分', '20260105'];
    await imports.imported({ mapping: { namespace: 'dates' } }, [
      '工单',
      [
        importHead,
        ...dates.map((at, i) => [`D${i + 1}`, '甲', '13900001111', at, `标题${i + 1}`, `内容${i + 1}`, '1栋']),
      ],
    ]);
    assert.deepEqual(
      (await imports.stored('dates')).map(({ at }) =>
        new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16),
      ),
      ['2026-01-05T00:00', '2026-01-05T14:00', '2026-01-05T14:30', '2026-01-05T14:30', '2026-01-05T00:00'],
    );
    const apart: SheetSource = [
      '工单',
      [
        ['工单编号', '来电人', '联系电话', '日期', '时间', '标题', '内容', '地点'],
        [
          'A1',
          '甲',
          '13900008888',
          new Date(Date.UTC(2026, 0, 5)),
          new Date(Date.UTC(1899, 11, 30, 14, 30)),
          '标题',
          '内容',
          '1栋',
        ],
      ],
      (sheet) => {
        sheet.getCell('D2').numFmt = 'yyyy-mm-dd';
        sheet.getCell('E2').numFmt = 'h:mm';
      },
    ];
    for (const [namespace, date] of Object.entries({
      'apart-named': { date: { date: '日期', time: '时间' } },
      'apart-beside': { date: '日期', time: '时间' },
      'apart-day': { date: '日期' },
      'apart-found': {},
    })) {
      const done = await imports.imported({ mapping: { namespace, columns: { ...importColumns, ...date } } }, apart);
      assert.deepEqual(
        [done.status, (await imports.stored(namespace))[0]?.at],
        ['done', '2026-01-05T06:30:00.000Z'],
        namespace,
      );
    }
  });

  it('case 14: headings in two rows below a title', async () => {
    const done = await imports.imported({ mapping: { namespace: 'twohead' } }, [
      '工单',
      [
        ['2026年1月客服工单汇总'],
        ['工单编号', '客户信息', null, '来电时间', '诉求', null, '地点'],
        [null, '来电人', '联系电话', null, '标题', '内容', null],
        ['T1', '甲', '13900007777', '2026-01-05 10:00', '标题', '内容', '1栋'],
      ],
      (sheet) => ['A1:G1', 'B2:C2', 'E2:F2', 'A2:A3', 'D2:D3', 'G2:G3'].forEach((cells) => sheet.mergeCells(cells)),
    ]);
    assert.deepEqual([done.counts.taken, done.results[0].row], [1, 4]);
    assert.equal((await imports.stored('twohead'))[0]!.words['phone'], '13900007777');
  });

  it('any kind of case, by the mapping or by a column, with its own fields by name; what the kind asks for is asked', async () => {
    const mapping = {
      namespace: 'kinds',
      columns: { ...importColumns, kind: '类别', repairType: '报修类型', anonymous: '匿名' },
      values: { kind: { 维修单: 'repair' }, repairType: { 水: 'plumbing' } },
    };
    const row = (id: string, kind: string, type: string | null, anonymous: string | null) => [
      id,
      `甲${id}`,
      '13900000009',
      '2026-01-05 10:00',
      `标题${id}`,
      `内容${id}`,
      '1栋',
      kind,
      type,
      anonymous,
    ];
    const done = await imports.imported({ mapping }, [
      '工单',
      [
        [...importHead, '类别', '报修类型', '匿名'],
        row('1', '维修单', '水', null),
        row('2', 'complaint', null, '是'),
        row('3', '外星', null, null),
        row('4', '维修单', null, null),
        row('5', '维修单', '魔法', null),
      ],
    ]);
    assert.deepEqual(
      (await imports.stored('kinds')).map(({ row: id, kind }) => [id, kind]),
      [
        ['1', 'repair'],
        ['2', 'complaint'],
      ],
    );
    const [repair, complaint] = done.results;
    assert.equal((await imports.stateOf(repair.number)).facts.repairType, 'plumbing');
    assert.equal((await imports.stateOf(complaint.number)).facts.anonymous, true);
    assert.deepEqual(
      imports.refusedRows(done).map((text) => text.split(' ').slice(0, 2).join(' ')),
      ['4 unknown-kind', '5 bad-input', '6 bad-input'],
    );
  });

  it('a trial says what would become of every row and takes nothing; another key carries it out', async () => {
    const rows = [
      importHead,
      ['D1', '甲', '1', '2026-01-05 10:00', '标题', '内容', '1栋'],
      ['D2', '乙', '1', '2031-01-05', '标题', '内容', '1栋'],
    ];
    const dry = await imports.imported({ query: '?dry=true', mapping: { namespace: 'trial' } }, ['工单', rows]);
    assert.deepEqual(
      [dry.dry, dry.counts.taken, dry.counts.refused, (await imports.stored('trial')).length],
      [true, 1, 1, 0],
    );
    assert.match(dry.detail, /^试算，未作导入/);
    assert.equal((await imports.imported({ mapping: { namespace: 'trial' } }, ['工单', rows])).counts.taken, 1);
  });

  it('one key is one import; one that broke off goes on under its key; nobody sees another’s', async () => {
    const table = await workbookOf([
      '工单',
      [importHead, ['R1', '甲', '1', '2026-01-05 10:00', '标题', '内容', '1栋']],
    ]);
    const asked: AskedImport = { key: 'import-1', mapping: { namespace: 'resumed' } };
    const { id } = must(await imports.send(table, asked), 202);
    const status = async () => (await api.get('p03', `/v1/imports/${id}`)).body.status;
    await eventually(async () => (await status()) === 'done');
    assert.equal(must(await imports.send(table, asked), 202).id, id);
    assert.equal((await imports.send(table, { ...asked, mapping: { namespace: 'other' } })).body.code, 'key-reused');
    // As the process that ran it would leave it: gone without a word.
    await api.desk.database.source.query(
      `UPDATE imports SET ended_at = NULL, report = NULL, seen_at = clock_timestamp() - interval '1 minute' WHERE id = $1`,
      [id],
    );
    const { body } = await api.request('GET', `/v1/imports/${id}`, {
      as: 'p03',
      headers: { 'accept-language': 'zh-CN' },
    });
    assert.deepEqual([body.status, /中断.*同一 Idempotency-Key/.test(body.detail)], ['broken-off', true]);
    assert.equal(must(await imports.send(table, asked), 202).id, id);
    await eventually(async () => (await status()) === 'done');
    assert.equal((await api.get('p03', `/v1/imports/${id}`)).body.counts.there, 1);
    assert.equal((await imports.stored('resumed')).length, 1);
    assert.equal((await api.get('p06', `/v1/imports/${id}`)).status === 200, false);
    assert.equal(
      (await api.get('p03', '/v1/imports')).body.imports.some((one: { id: string }) => one.id === id),
      true,
    );
  });

  it('what cannot be imported is refused at once: no right, another site, a mapping at fault, no form', async () => {
    const table = await workbookOf(['工单', [importHead]]);
    assert.equal((await imports.send(table, { as: 'p09' })).status, 403);
    assert.equal((await imports.send(table, { more: { site: 'north-town-heat' } })).status, 404);
    const wrong = await imports.send(table, { mapping: { namespace: 'A b', columns: { id: 'x', nonsense: 'y' } } });
    assert.deepEqual([wrong.status, wrong.body.errors.length], [422, 3]);
    assert.equal((await api.post('p03', '/v1/imports', {})).status, 415);
    const missing = await imports.imported({ mapping: { namespace: 'missing' } }, ['工单', [['编号', '标题']]]);
    assert.deepEqual([missing.status, /没有列“工单编号”/.test(missing.detail)], ['failed', true]);
  });

  it('X-10 of a table nothing is kept beside its cases by which anybody in it is known', async () => {
    const who = '欧阳忘川';
    const mapping = { namespace: 'forgotten', columns: { ...importColumns, kind: '种类' } };
    const row = (id: string, at: string, kind = '') => [id, '甲', '13900000001', at, `标题${id}`, '内容', '1栋', kind];
    const sheet: SheetSource = [
      '工单',
      [
        [...importHead, '种类'],
        row('N1', `${who} 2026年底来电`),
        row('N2', '2026-01-05 09:00', `${who}’“的”事'x'`),
        row('N3', '2026-01-05 13900000001'),
        row('N4', '2026-01-05 09:00-10:00'),
      ],
    ];
    const done = await imports.imported({ mapping }, sheet);
    const details = imports.refusedRows(done);
    assert.deepEqual(
      details.map((text) => text.replace(/(”).*/, '$1')),
      ['2 bad-date “…”', '3 unknown-kind 没有案件种类“…”', '4 bad-date “…”', '5 bad-date “2026-01-05 09:00-10:00”'],
    );
    // No heading stands there: the row that is nearest is one of cells.
    const headless = await imports.imported({ mapping: { namespace: 'headless' } }, [
      '工单',
      [[who, '13900000001', '标题']],
    ]);
    assert.equal(headless.status, 'failed');
    const { ownerUrl, source } = api.desk.database;
    assert.deepEqual(await tablesWith(ownerUrl, who), []);
    const rows = await source.query(`SELECT id, report, body_sha256 FROM imports`);
    assert.doesNotMatch(JSON.stringify(rows), /table\.xlsx|"file"|13900000001/);
    // Old ones go by the rounds of the worker, also where nobody imports any more.
    await source.query(`UPDATE imports SET started_at = now() - interval '31 days' WHERE id = $1`, [done.id]);
    assert.equal(await removeOldImports(source), 1);
    assert.equal((await api.get('p03', `/v1/imports/${done.id}`)).status, 404);
  });
});
