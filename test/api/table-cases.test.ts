import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { xlsxType } from '../../tables/xlsx.js';
import { must, TestApi, type Answered } from '../support/api-desk.js';
import { workbookOf, type SheetSource } from '../support/workbooks.js';

const duty = ['值班人', '岗位', '项目', '开始', '结束'];
const contact = ['项目', '类别', '单位或姓名', '电话', '备注'];
const who = ['彭涛', '值班领导', '北城供热管网'];

describe('tables as offices write them: rosters, contacts, people', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.hire('boss', 'administrator');
  });
  afterAll(() => api.stop());

  const post = (as: string, path: string, body: Uint8Array, type = xlsxType): Promise<Answered> =>
    api.request('POST', path, {
      as,
      body,
      headers: { 'content-type': type, 'idempotency-key': randomUUID(), 'accept-language': 'zh-CN' },
    });
  const take = async (as: string, path: string, ...sheets: SheetSource[]): Promise<Answered> =>
    post(as, path, await workbookOf(...sheets));
  const roster = (rows: unknown[][], then?: SheetSource[2]) =>
    take('h04', '/v1/rosters/table?dry=true', then ? ['值班', rows, then] : ['值班', rows]);
  const faults = ({ status, body }: Answered) => [
    status,
    ...body.errors.map(({ field, detail }: Record<string, string>) => `${field} ${detail}`),
  ];

  /** When the duties of this table begin and end. */
  async function dutiesOf(rows: unknown[][], day: string, then?: SheetSource[2]): Promise<string[]> {
    must(await take('h04', '/v1/rosters/table', then ? ['值班', rows, then] : ['值班', rows]), 200);
    const [from, until] = [`${day}T00:00:00+08:00`, `${day}T23:59:00+08:00`].map(encodeURIComponent);
    const asked = `/v1/rosters?site=north-town-heat&role=leader-on-duty&from=${from}&until=${until}`;
    const { entries } = must(await api.get('h04', asked), 200);
    return entries.map(({ from: begins, until: ends }: Record<string, string>) =>
      [begins, ends].map((at) => new Date(Date.parse(at!) + 8 * 3_600_000).toISOString().slice(0, 16)).join(' '),
    );
  }

  it('case 01: a span of time where a duty begins is refused by its row; alone it is a shift', async () => {
    assert.deepEqual(faults(await roster([duty, [...who, '2027-01-12 08:00-10:00', '2027-01-13 20:00']])), [
      422,
      'rows[2].from “2027-01-12 08:00-10:00”是一段时间，请只写开始时间，如 2026-01-05 14:30。',
    ]);
    assert.deepEqual(
      await dutiesOf(
        [
          ['值班人', '岗位', '项目', '值班时间'],
          [...who, '2027-02-01 08:00-20:00'],
        ],
        '2027-02-01',
      ),
      ['2027-02-01T08:00 2027-02-01T20:00'],
    );
    assert.deepEqual(
      await dutiesOf(
        [
          ['值班人', '岗位', '项目', '日期', '上班时间', '下班时间'],
          [...who, '2027-02-02', '20:00', '8:00'],
        ],
        '2027-02-02',
      ),
      ['2027-02-02T20:00 2027-02-03T08:00'],
    );
  });

  it('case 01: the half of a day said once, a night, and a shift over the end of December without a year', async () => {
    const shifts = (...cells: string[]) =>
      dutiesOf(
        [['值班人', '岗位', '项目', '值班时间'], ...cells.map((cell) => [...who, cell])],
        cells[0]!.slice(0, 10),
      );
    assert.deepEqual(await shifts('2027-06-01 下午1点-5点', '2027-06-01 晚上8点-10点'), [
      '2027-06-01T13:00 2027-06-01T17:00',
      '2027-06-01T20:00 2027-06-01T22:00',
    ]);
    assert.deepEqual(await shifts('2027-06-03 20:00-8:00'), ['2027-06-03T20:00 2027-06-04T08:00']);
    const rows = [['2027年12月值班表'], duty, ['彭 涛', ...who.slice(1), '12月31日 20:00', '1月1日 8:00']];
    assert.deepEqual(await dutiesOf(rows, '2027-12-31'), ['2027-12-31T20:00 2028-01-01T08:00']);
  });

  it('case 07: a phone that the spreadsheet made a date of is refused by its row; an odd one has a note', async () => {
    const table = (phone: unknown): SheetSource => [
      '通讯录',
      [contact, ['阳光小区', '供方', '电梯', phone, null]],
      (sheet) => (sheet.getCell('D2').numFmt = typeof phone === 'number' ? '#,##0' : 'm-d'),
    ];
    const trial = (phone: unknown) => take('p01', '/v1/contacts/table?dry=true', table(phone));
    assert.deepEqual(faults(await trial(new Date(Date.UTC(2026, 4, 2)))), [
      422,
      'rows[2].phone 该单元格的内容已被电子表格软件转成日期，请将该列设为文本后重新填写。',
    ]);
    assert.deepEqual(must(await trial('1390000000'), 200).notes, [
      { field: 'rows[2].phone', detail: '手机号码为 11 位，此号码为 10 位：已按原样保留。' },
    ]);
    assert.equal(must(await trial(13900000001), 200).notes, undefined);
  });

  it('people from an administrator of the installation are those of the sites in the table', async () => {
    const people = (...sites: (string | null)[]): SheetSource => [
      '人员',
      [['工号', '姓名', '岗位', '项目'], ...sites.map((site, i) => [`i${i}`, '试', site && 'cs-agent', site])],
    ];
    assert.equal(
      must(await take('p13', '/v1/people/table?dry=true', people('阳光小区', 'sunshine', null)), 200).added,
      3,
    );
    for (const wrong of [people(null), people('月球'), people('sunshine', 'north-town-heat')])
      assert.deepEqual(faults(await take('p13', '/v1/people/table?dry=true', wrong)), [
        422,
        'organisation 表格中的项目不能确定所属组织，请用 ?organisation= 指明。',
      ]);
    assert.equal(
      must(await take('p13', '/v1/people/table?dry=true&organisation=installation', people(null)), 200).added,
      1,
    );
  });

  it('mail: letters of full width, commas of full width and quotes are no address', async () => {
    for (const mail of ['ａ@banjie.example', 'a，b@banjie.example', '"a b"@banjie.example'])
      assert.match(
        faults(
          await take('boss', '/v1/people/table?dry=true', [
            '人员',
            [
              ['工号', '姓名', '邮箱'],
              ['m1', '试', mail],
            ],
          ]),
        ).join(),
        /^422,rows\[2\]\.email 须为一个邮箱地址/,
        mail,
      );
  });

  it('case 07: what a cell shows is the phone and the id', async () => {
    const phones: SheetSource = [
      '通讯录',
      [contact, ['阳光小区', '供方', '电梯维保', 7318888888, null], ['阳光小区', '供方', '消防', 13900000001, null]],
      (sheet) => {
        sheet.getCell('D2').numFmt = '0000-0000000';
        sheet.getCell('D3').numFmt = '0_ ;[Red]\\-0\\ ';
      },
    ];
    must(await take('p01', '/v1/contacts/table', phones), 200);
    const { contacts } = must(await api.get('p01', '/v1/contacts?site=sunshine'), 200);
    assert.deepEqual(contacts.map(({ phone }: { phone: string }) => phone).sort(), ['0731-8888888', '13900000001']);
    const people: SheetSource = [
      '人员',
      [
        ['工号', '姓名', '岗位', '项目'],
        [714, '试一', 'cs-agent', 'sunshine'],
      ],
      (sheet) => (sheet.getCell('A2').numFmt = '00000'),
    ];
    must(await take('boss', '/v1/people/table', people), 200);
    assert.equal(must(await api.get('boss', '/v1/people/00714'), 200).name, '试一');
  });

  it('case 07: a number that a spreadsheet program has rounded is refused by its row', async () => {
    const rows = [
      contact,
      ['阳光小区', '供方', '电梯维保', 430101199001011234n.toString(), null],
      ['阳光小区', '供方', '消防', 430101199001011000, null],
    ];
    assert.deepEqual(
      (await take('p01', '/v1/contacts/table?dry=true', ['通讯录', rows])).body.errors.map(
        ({ field }: { field: string }) => field,
      ),
      ['rows[3].phone'],
    );
  });

  it('case 08: merged cells count for all rows they span', async () => {
    const rows = [
      duty,
      [...who, '2027-01-14 00:00', '2027-01-14 12:00'],
      ['冯磊', null, null, '2027-01-14 12:00', '2027-01-15 00:00'],
    ];
    const answer = await roster(rows, (sheet) => ['B2:B3', 'C2:C3'].forEach((cells) => sheet.mergeCells(cells)));
    assert.deepEqual(must(answer, 200), { rows: 2, added: 2, changed: 0, unchanged: 0, dry: true });
  });

  it('case 09: a formula without its result is refused by its row', async () => {
    const formula = { formula: '"24小时"&"值守"' };
    const rows = [
      contact,
      ['阳光小区', '供方', '燃气公司', '0731-96777', formula],
      ['阳光小区', '供方', '自来水', '0731-96888', { ...formula, result: '24小时值守' }],
    ];
    assert.deepEqual(faults(await take('p01', '/v1/contacts/table', ['通讯录', rows])), [
      422,
      'rows[2].remark 该单元格是没有计算结果的公式，请用 Excel 或 WPS 打开并保存后重试。',
    ]);
  });

  it('case 10: every sheet with the headings is read, the others are named, and a wrong row is named with its sheet', async () => {
    const month = (name: string, ...rows: unknown[][]): SheetSource => [name, [duty, ...rows]];
    const one = month('1月', [...who, '2027-03-01 08:00', '2027-03-01 20:00']);
    const two = month('2月', [...who, '2027-03-02 08:00', '2027-03-02 20:00']);
    const notes: SheetSource = ['说明', [['本表由办公室填写']]];
    const answer = must(await take('h04', '/v1/rosters/table?dry=true', one, two, notes, ['Sheet4', []]), 200);
    assert.deepEqual(
      [answer.rows, answer.notes],
      [2, [{ field: 'table', detail: '没有这些列名的工作表未读取：说明。' }]],
    );
    const wrong = month('2月', [...who, '2027-03-02 08:00', '昨天']);
    assert.match(
      faults(await take('h04', '/v1/rosters/table?dry=true', one, wrong))[1]!,
      /^sheets\[2月\]\.rows\[2\]\.until “昨天”不是日期/,
    );
  });

  it('case 11: hidden rows are left out and named; hidden columns are read and named', async () => {
    const rows = [1, 2, 3, 4].map((day) => [...who, `2027-04-0${day} 08:00`, `2027-04-0${day} 20:00`]);
    const answer = await roster([duty, ...rows], (sheet) => {
      sheet.getRow(3).hidden = true;
      sheet.getRow(4).height = 0;
      sheet.getRow(4).hidden = true;
      sheet.getColumn(3).hidden = true;
    });
    assert.deepEqual(must(answer, 200), {
      rows: 2,
      added: 2,
      changed: 0,
      unchanged: 0,
      dry: true,
      notes: [
        { field: 'table', detail: '隐藏行未读取：第 3、4 行。如需读取，请取消隐藏后重新提交。' },
        { field: 'table', detail: '隐藏列也已读取：C。' },
      ],
    });
  });

  it('case 12: unseen characters in a name', async () => {
    assert.equal(
      must(
        await roster([
          duty,
          ['彭涛\u200b', '值班\u00ad领导', '北城供热管网\ufeff', '2027-01-16 08:00', '2027-01-16 20:00'],
        ]),
        200,
      ).added,
      1,
    );
  });

  it('case 13: times of a roster; what is read as something else is said', async () => {
    assert.deepEqual(await dutiesOf([duty, [...who, '2027年1月18日8时', '2027年1月18日20时']], '2027-01-18'), [
      '2027-01-18T08:00 2027-01-18T20:00',
    ]);
    assert.deepEqual(await dutiesOf([duty, [...who, 20270119, 20270120]], '2027-01-19'), [
      '2027-01-19T00:00 2027-01-20T00:00',
    ]);
    const { notes } = must(await roster([duty, [...who, '2027-01-22 晚上8:00', '2027-01-22 晚上12:05']]), 200);
    assert.deepEqual(notes, [{ field: 'rows[2].until', detail: '“2027-01-22 晚上12:05”读作 2027-01-23 00:05。' }]);
  });

  it('case 14: headings below a title, in two rows, and with the year in the title; a row has the number the program shows', async () => {
    const rows = [
      ['2027年1月值班表'],
      duty,
      [...who, '1月21日 08:00', '1月21日 20:00'],
      [...who, '1月22日 08:00', '31日'],
    ];
    const title = (sheet: Parameters<NonNullable<SheetSource[2]>>[0]) => sheet.mergeCells('A1:E1');
    assert.match(faults(await roster(rows, title))[1]!, /^rows\[4\]\.until/);
    assert.equal(must(await roster(rows.slice(0, 3), title), 200).added, 1);
    const two = [
      ['值班表'],
      ['值班人', '岗位', '项目', '值班', null],
      [null, null, null, '开始', '结束'],
      [...who, '2027-01-21 08:00', '2027-01-21 20:00'],
    ];
    const merge = (sheet: Parameters<NonNullable<SheetSource[2]>>[0]) =>
      ['A1:E1', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:E2'].forEach((cells) => sheet.mergeCells(cells));
    assert.equal(must(await roster(two, merge), 200).added, 1);
  });

  it('csv in UTF-8 and GB18030, and pasted cells, are read like a workbook', async () => {
    const csv = `${duty.join(',')}\r\n${who.join(',')},"2027-05-01 08:00","2027-05-01 20:00"\r\n`;
    const taken = async (body: Uint8Array, type = 'text/csv') =>
      must(await post('h04', '/v1/rosters/table?dry=true', body, type), 200).added;
    assert.equal(await taken(Buffer.from(`\ufeff${csv}`)), 1);
    assert.equal(await taken(Buffer.from(csv.replaceAll(',', '\t')), 'text/tab-separated-values'), 1);
    // 彭涛 and the rest as GB18030 has them.
    const gbk = Buffer.from(
      'd6b5b0e0c8cb2cb8dace bb2ccfeec4bf2cbfaacabc2cbde1caf80d0ac5edccce2cd6b5b0e0c1ecb5bc2cb1b1b3c7b9a9c8c8b9dccdf82c323032372d30352d30322030383a30302c323032372d30352d30322032303a30300d0a'.replaceAll(
        ' ',
        '',
      ),
      'hex',
    );
    assert.equal(await taken(gbk), 1);
    const rounded = `${contact.join(',')}\n阳光小区,供方,电梯,1.39E+10,\n阳光小区,供方,电梯,"=""0731-5550001""",\n`;
    assert.deepEqual(faults(await post('p01', '/v1/contacts/table', Buffer.from(rounded), 'text/csv')).length, 2);
  });
});
