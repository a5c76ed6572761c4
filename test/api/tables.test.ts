import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkbookReader, type CellValue } from '../../tables/read/workbook.js';
import { must, TestApi } from '../support/api-desk.js';

const zh = { 'accept-language': 'zh-CN' };

describe('lists as tables', () => {
  let api: TestApi;
  let folder: string;
  beforeAll(async () => {
    api = await TestApi.start();
    folder = await mkdtemp(join(tmpdir(), 'banjie-tables-'));
  });
  afterAll(async () => {
    await api.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const fetched = (as: string, path: string, headers: Record<string, string> = zh) =>
    fetch(api.url + path, { headers: { authorization: `Bearer token-${as}`, ...headers } });

  /** The rows of the sheet a route gives, by what stands above them. */
  async function sheet(as: string, path: string, headers = zh): Promise<Record<string, CellValue>[]> {
    const response = await fetched(as, path, headers);
    assert.equal(response.status, 200);
    assert.equal(
      response.headers.get('content-type'),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
    const file = join(folder, `${Math.random()}.xlsx`);
    await writeFile(file, Buffer.from(await response.arrayBuffer()));
    const book = await WorkbookReader.open(file);
    try {
      const rows: CellValue[][] = [];
      for await (const { cells } of book.rows(book.sheets[0]!)) rows.push(cells);
      const [titles = [], ...rest] = rows;
      return rest.map((cells) => Object.fromEntries(titles.map((title, i) => [String(title), cells[i] ?? null])));
    } finally {
      book.close();
    }
  }

  // `text()` would take the byte order mark away.
  const csv = async (as: string, path: string, headers = zh) =>
    Buffer.from(await (await fetched(as, path, headers)).arrayBuffer()).toString('utf8');

  it('every filter of the list holds for its table; names instead of ids, Chinese titles, times in the zone of the rulebook', async () => {
    const { number } = await api.complaint({ subject: '电梯停运' });
    await api.acted('p01', number, 'sort', { valid: true, grounds: ['service-at-fault'], department: 'engineering' });
    const rows = await sheet('p01', `/v1/cases?format=xlsx&q=${encodeURIComponent('电梯停运')}`);
    assert.equal(rows.length, 1);
    const [row] = rows;
    assert.deepEqual(
      [
        row!['编号'],
        row!['种类'],
        row!['项目'],
        row!['事由'],
        row!['等级'],
        row!['状态'],
        row!['责任部门'],
        row!['轮次'],
      ],
      [number, '投诉', '阳光小区', '电梯停运', '重要', '已界定', '工程维修部', 1],
    );
    assert.equal(
      (row!['登记时间'] as Date).toISOString(),
      '2026-11-23T09:00:00.000Z',
      'a date that Excel reckons with: the wall time in Shanghai',
    );
    assert.match(await csv('p01', `/v1/cases?format=csv&tier=important`), /^\ufeff编号,种类,/);
    assert.match(
      await csv('p01', `/v1/cases?format=csv&tier=important`, { 'accept-language': 'en' }),
      /Number,Kind,Rulebook/,
    );
    assert.match(await csv('p01', `/v1/cases?format=csv&tier=important`), /,2026-11-23 09:00:00,/);
    assert.equal(
      (await csv('p01', `/v1/cases?format=csv&status=closed`)).trim().split('\r\n').length,
      1,
      'an empty list is its titles',
    );
  });

  it('what begins like a formula stays a text, in csv behind an apostrophe', async () => {
    const subjects = ['=HYPERLINK("http://x","y")', '+1', '-1+2', '@SUM(A1)'];
    for (const subject of subjects) await api.complaint({ subject, description: '公式样的事由' });
    const path = `/v1/cases?q=${encodeURIComponent('公式样的')}&format=`;
    assert.deepEqual(
      (await sheet('p01', `${path}xlsx`)).map((row) => row['事由']),
      subjects.toReversed(),
    );
    const lines = await csv('p01', `${path}csv`);
    for (const subject of subjects) assert.ok(lines.includes(`'${subject.replaceAll('"', '""')}`), subject);
    assert.doesNotMatch(lines, /,"?[=+@-]/);
  });

  it('X-12, W-33, W-35: a table shows nobody what the list would not', async () => {
    await api.hire('reader', 'maintenance');
    await api.hire('guarded', 'maintenance');
    const anonymous = await api.complaint({ subject: '匿名的投诉', anonymous: true, customer: '不愿具名' });
    const about = await api.complaint({
      subject: '关于某员工',
      aboutPerson: 'guarded',
      complainedOf: '维修员',
      description: '他收了小费',
    });
    for (const format of ['csv', 'xlsx']) {
      const rows =
        format === 'csv'
          ? await csv('guarded', '/v1/cases?format=csv')
          : JSON.stringify(await sheet('guarded', '/v1/cases?format=xlsx'));
      assert.ok(
        rows.includes(about.number) && !rows.includes('关于某员工'),
        'the colleague it is about sees that it is there, and none of its words',
      );
    }
    const timeline = await csv('reader', `/v1/cases/${anonymous.number}/timeline?format=csv`);
    assert.ok(timeline.includes('匿名的投诉') && !timeline.includes('不愿具名') && !timeline.includes('13800000000'));
    assert.match(
      await csv('p01', `/v1/cases/${anonymous.number}/timeline?format=csv`),
      /不愿具名/,
      'the centre must be able to call back',
    );
    const own = await csv('guarded', `/v1/cases/${about.number}/timeline?format=csv`);
    assert.ok(!own.includes('小费'));
    await api.hire('stranger', 'agent', null, null, 'heating-company');
    assert.equal((await csv('stranger', '/v1/cases?format=csv&kind=complaint')).trim().split('\r\n').length, 1);
    assert.equal((await fetched('stranger', `/v1/cases/${about.number}/timeline?format=csv`)).status, 404);
  });

  it('tasks, notices, timeline and contacts are tables too', async () => {
    const { number } = await api.complaint({ subject: '要表格' });
    await api.acted('p01', number, 'sort', {
      valid: true,
      grounds: ['serious-loss-or-injury'],
      department: 'security',
    });
    must(
      await api.post('p01', '/v1/contacts', {
        site: 'sunshine',
        kind: 'supplier',
        name: '电梯维保公司',
        phone: '+86 731 0000',
      }),
      201,
    );
    const task = (await sheet('p01', '/v1/tasks?format=xlsx')).find((row) => row['案件编号'] === number);
    assert.ok(task?.['待办事项'] && task['到期时间'] instanceof Date);
    const json = (await api.get('p01', '/v1/tasks?limit=200')).body.tasks as unknown[];
    assert.equal((await sheet('p01', '/v1/tasks?format=xlsx')).length, json.length);
    assert.ok((await sheet('p06', '/v1/notices?format=xlsx')).some((row) => row['案件编号'] === number && row['内容']));
    const [first, second] = await sheet('p01', `/v1/cases/${number}/timeline?format=xlsx`);
    assert.deepEqual([first!['事项'], first!['办理人']], ['登记投诉', '陈静']);
    assert.match(String(first!['内容']), /事由: 要表格/);
    assert.equal(second!['等级变为'], '重大');
    assert.match(await csv('p01', '/v1/contacts?format=csv'), /阳光小区,供方,电梯维保公司,'\+86 731 0000/);
  });

  it('a table is asked for in a known form, and is always whole', async () => {
    const faults = async (query: string) =>
      (await api.get('p01', `/v1/cases?${query}`)).body.errors?.map((one: { field: string }) => one.field);
    assert.deepEqual(await faults('format=pdf'), ['format']);
    assert.deepEqual(await faults('format=csv&limit=10'), ['limit']);
    assert.deepEqual(
      await faults('format=xlsx&q=%E7%81%AF'),
      ['q'],
      'what is wrong with the question is a problem, not a broken file',
    );
    assert.equal((await fetched('nobody', '/v1/cases?format=csv')).status, 401);
  });
});
