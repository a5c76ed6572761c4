import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { databaseTime } from '../../ledger/time-source.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { makeLedger } from '../support/test-ledger.js';
import { folder, makeTable, message, messages } from '../support/import-file.js';

const cli = fileURLToPath(new URL('../../import/cli.js', import.meta.url));
const real = process.env['BANJIE_REAL_DATA'];

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await makeLedger({ source: database.source, time: databaseTime });
});
afterAll(() => database.drop());

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, [cli, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: database.appUrl, DATA_DIR: folder },
  });
}

/** Runs the command to its end. */
async function run(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = start(...args);
  let [out, err] = ['', ''];
  child.stdout!.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr!.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, out, err };
}

/** A mapping file of a namespace of its own. */
async function mappingOf(namespace: string): Promise<string> {
  const file = join(folder, `${namespace}.yaml`);
  const columns =
    '{ id: 留言编号, user: 留言用户, customer: 留言用户, subject: 留言主题, date: 留言时间, description: 留言详情 }';
  await writeFile(file, `namespace: ${namespace}\nchannel: mailbox\ncolumns: ${columns}\n`);
  return file;
}

async function count(sql: string, ...values: unknown[]): Promise<number> {
  const [row] = await database.source.query(`SELECT count(*)::integer AS count FROM ${sql}`, values);
  return row.count;
}

const casesOf = (namespace: string) => count('cases WHERE imported_from LIKE $1', `${namespace}:%`);

describe('npm run import', () => {
  it('killed with -9 in the middle and started again it finishes, without doubles', async () => {
    const [file, mapping] = [
      await makeTable([...messages(800), ...messages(40).map((one, at) => ({ ...one, id: 100 + at }))]),
      await mappingOf('killed'),
    ];
    const child = start(file, '--mapping', mapping);
    const ended = new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)));
    while ((await casesOf('killed')) < 150) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGKILL');
    assert.equal(await ended, 'SIGKILL');
    const atDeath = await casesOf('killed');
    assert.ok(atDeath < 840, `${atDeath} cases when it was killed`);
    const { code, out, err } = await run(file, '--mapping', mapping, '--report', join(folder, 'killed.json'));
    assert.equal(code, 0, err);
    const report = JSON.parse(await readFile(join(folder, 'killed.json'), 'utf8'));
    assert.deepEqual(
      [
        report.rows,
        report.read,
        report.counts.refused,
        report.counts.taken + report.counts.joined + report.counts.there,
      ],
      [840, 840, 0, 840],
    );
    assert.match(out, /840 {2}rows accounted for/);
    assert.equal(await casesOf('killed'), 840);
    assert.equal(
      await count(`cases WHERE imported_from LIKE 'killed:%' AND state->'facts'->>'outcome' = 'joined'`),
      40,
    );
    assert.equal((await run(file, '--mapping', mapping)).out.match(/(\d+) {2}already there/)![1], '840');
  });

  it('says who and where; the report names every row, and nobody', async () => {
    const file = await makeTable([message(1), message(2, { date: 'x' })]);
    const { code, out } = await run(
      file,
      '--mapping',
      await mappingOf('named'),
      '--site',
      'riverside',
      '--as',
      'p03',
      '--report',
      join(folder, 'named.json'),
    );
    assert.equal(code, 3);
    assert.match(
      out,
      /site riverside, rulebook property [\d.]+, as p03 王芳 \(cs-supervisor\)\nColumns not taken: 反对数, 点赞数/,
    );
    const text = await readFile(join(folder, 'named.json'), 'utf8');
    const { results } = JSON.parse(text);
    assert.deepEqual(
      results.map(({ row, id, outcome }: Record<string, unknown>) => `${row} ${id} ${outcome}`),
      ['2 70001 taken', '3 70002 refused'],
    );
    assert.ok(!/路灯|U1/.test(text));
  });

  it('a trial says what would become of the rows, in Chinese too, of csv too, and takes nothing', async () => {
    const file = join(folder, 'trial.csv');
    await writeFile(
      file,
      '留言编号,留言用户,留言主题,留言时间,留言详情\n1,甲,路灯,2019/2/28 晚上12:05,不亮\n2,乙,路灯,去年,不亮\n',
    );
    const { code, out, err } = await run(
      file,
      '--mapping',
      await mappingOf('trial'),
      '--dry-run',
      '--language',
      'zh-CN',
    );
    assert.equal(code, 3, err);
    assert.match(out, /^试算：未作任何导入。\n.*2 行，映射 trial；/);
    assert.match(out, /第 3 行（编号 2）: “去年”不是日期/);
    assert.match(out, /第 2 行（编号 1）: “2019\/2\/28 晚上12:05”读作 2019-03-01 00:05。/);
    assert.equal(await casesOf('trial'), 0);
    assert.match((await run('x.csv', '--language', 'zh-CN')).err, /没有文件 x\.csv，请检查路径/);
  });

  it('what is called wrongly ends with 2, says what to do and changes nothing', async () => {
    const casesBefore = await count('cases');
    const file = await makeTable(messages(2));
    for (const [args, words] of [
      [[], /Name one \.xlsx file/],
      [[file, '--quick'], /Unknown option '--quick'/],
      [[join(folder, 'none.xlsx')], /There is no file/],
      [[file, '--site', 'moon'], /There is no site 'moon' under the rulebook 'property': riverside, sunshine/],
      [
        [file, '--as', 'p10'],
        /'p10' is not one who may record and join complaints at sunshine; that takes cs-agent or cs-supervisor, for example --as p01/,
      ],
      [[file, '--rulebook', 'sailing'], /No rulebook 'sailing' with complaints here: .*property/],
      [[file, '--mapping', join(folder, 'none.yaml')], /There is no mapping file/],
      [[file, '--report', '/nowhere/report.json'], /report cannot be written/],
      [[await makeTable([], { headings: ['一', '二'] })], /Row 1 has no column '留言编号' \(id\); it has: 一, 二/],
    ] as [string[], RegExp][]) {
      const { code, err, out } = await run(...args);
      assert.match(err, words);
      assert.deepEqual([code, out], [2, ''], args.join(' '));
    }
    assert.equal(await count('cases'), casesBefore);
  });

  it('--help says how a mapping is written', async () => {
    const { code, out } = await run('--help');
    assert.equal(code, 0);
    assert.match(out, /--as-history[^]*namespace: county-line/);
  });
});

describe('npm run import -- --as-history', () => {
  it('a past case has its own times, is closed, and starts nothing: no clock, task, notice or signal', async () => {
    const file = await makeTable([
      message(1, { date: '2019/2/28 11:25:05' }),
      message(2, { user: 'U1', date: new Date('2018-05-01T08:00:00Z') }),
      message(1, { id: 3, date: '2019/3/1' }),
      message(4, { date: null }),
      message(5, { date: '2031/1/1' }),
    ]);
    const { code, out } = await run(file, '--mapping', await mappingOf('past'), '--as-history');
    assert.equal(code, 3);
    assert.match(
      out,
      / 2 {2}taken as history: closed, at their own time \(1 of them linked[^]* 1 {2}joined[^]* 2 {2}refused/,
    );
    assert.match(out, /row 5 .*: A past case needs its date[^]*row 6 .*lies in the future/);
    const cases = await database.source.query(
      `SELECT number, state, received_at, opened_at, closed_at, next_moment_at FROM cases WHERE imported_from LIKE 'past:%' ORDER BY imported_from DESC`,
    );
    const [second, first, third] = cases;
    const at = '2019-02-28T03:25:05.000Z';
    assert.deepEqual(
      [first.state.receivedAt, first.state.openedAt, first.state.closedAt, first.opened_at.toISOString()],
      [at, at, at, at],
    );
    assert.deepEqual(
      [first.state.status, first.state.facts.outcome, first.state.clocks, first.next_moment_at],
      ['closed', 'history', [], null],
    );
    assert.ok(Date.now() - Date.parse(first.state.facts.enteredAt) < 60_000);
    assert.match(first.number, /^PC-2019-/);
    assert.deepEqual(second.state.links, [
      { key: `same-customer:${first.number}`, relation: 'same-customer', number: first.number, state: 'ended' },
    ]);
    assert.ok(
      third.state.links.some(
        ({ relation, number }: { relation: string; number: string }) =>
          relation === 'duplicate-of' && number === first.number,
      ),
    );
    const entries = await database.source.query(
      'SELECT act, actor, at, happened_at, notices FROM entries WHERE number = $1',
      [first.number],
    );
    assert.deepEqual(entries, [
      { act: 'record', actor: 'p01', at: new Date(at), happened_at: new Date(at), notices: [] },
    ]);
    for (const table of ['outbox', 'notices', 'tasks', 'clocks'])
      assert.equal(
        await count(
          `${table} WHERE number = ANY ($1)`,
          cases.map(({ number }: { number: string }) => number),
        ),
        0,
        table,
      );
    assert.match((await run(file, '--mapping', join(folder, 'past.yaml'), '--as-history')).out, / 3 {2}already there/);
  });

  it('the record of all these imports is whole: npm run verify has nothing to say', async () => {
    const { cases, faults } = await verifyLedger(database.source);
    assert.deepEqual(faults, []);
    assert.ok(cases > 800);
  });
});

describe('the real mailbox', () => {
  (real ? it : it.skip)('is taken whole, no character lost; twice changes nothing', async () => {
    const first = await run(real!, '--report', join(folder, 'real.json'));
    assert.equal(first.code, 0, first.err);
    const report = JSON.parse(await readFile(join(folder, 'real.json'), 'utf8'));
    assert.equal(report.counts.taken + report.counts.joined, report.rows);
    assert.equal(
      await count(`cases WHERE imported_from LIKE 'municipal:%' AND strpos(state::text, chr(65533)) > 0`),
      0,
    );
    assert.equal(
      await count(`cases WHERE imported_from LIKE 'municipal:%' AND state->'facts'->>'importedAt' IS NULL`),
      0,
    );
    const entries = await count('entries');
    assert.match((await run(real!)).out, new RegExp(` ${report.rows} {2}already there`));
    assert.equal(await count('entries'), entries);
  });
});
