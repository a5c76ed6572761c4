// What a desk of 0.4.0 has on record: words in entries and cases, whole clocks, hashes over all of it. And how it goes on.
import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { withWholeClocks } from '../../domain/case/clock-change.js';
import { createDataSource } from '../../database/data-source.js';
import { migrations } from '../../database/migrations/all.js';
import { chainStart, hashOf, type RecordedEntry } from '../../ledger/chain.js';
import { caseState } from '../../ledger/read/case.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { driveComplaint, driveRepair } from '../support/scenarios/drive.js';
import { withClient } from '../support/database.js';
import { entriesWithWords } from '../support/recorded.js';
import { TestLedger } from '../support/test-ledger.js';

let desk: TestLedger;
let old: DataSource;
const name = `banjie_test_${randomUUID().replaceAll('-', '').slice(0, 20)}`;
const cluster = process.env['BANJIE_TEST_OWNER_URL']!;
const firstOfWords = 'Words1700001600000';
const steps = migrations.map((Step) => new Step());
const isNew = (step: object) =>
  migrations.findIndex(({ name: own }) => own === step.constructor.name) >=
  migrations.findIndex(({ name: own }) => own === firstOfWords);

beforeAll(async () => {
  desk = await TestLedger.start();
  await withClient(cluster, (client) => client.query(`CREATE DATABASE ${name}`));
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  old = await createDataSource(url.href).initialize();
});
afterAll(async () => {
  await old.destroy();
  await withClient(cluster, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  await desk.stop();
});

const rows = (table: string, where = 'true'): Promise<Record<string, unknown>[]> =>
  desk.database.source
    .query(`SELECT to_jsonb(${table}) AS row FROM ${table} WHERE ${where}`)
    .then((found: { row: Record<string, unknown> }[]) => found.map(({ row }) => row));

async function insert(table: string, values: object[]): Promise<void> {
  if (values.length === 0) return;
  const columns: { column: string }[] = await old.query(
    `SELECT quote_ident(attname) AS column FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [table],
  );
  const given = columns.map(({ column }) => column).filter((column) => values.some((value) => column in value));
  await old.query(
    `INSERT INTO ${table} (${given.join()}) OVERRIDING SYSTEM VALUE SELECT ${given.join()} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
    [JSON.stringify(values)],
  );
}

/** The entries of a case as 0.4.0 kept them, and the hash of the last. */
async function entriesOfBefore(number: string): Promise<{ entries: object[]; lastHash: string }> {
  let previousHash = chainStart;
  const found = withWholeClocks(await entriesWithWords(desk.database.source, number));
  const entries = found.map((row) => {
    const entry = {
      ...row,
      at: row.at.toISOString(),
      happenedAt: row.happened_at.toISOString(),
      enteredAt: row.entered_at.toISOString(),
      files: null,
      digests: null,
      previousHash,
      hashVersion: 2,
    } as unknown as RecordedEntry;
    const hash = hashOf(entry);
    const stored = {
      ...entry,
      happened_at: entry.happenedAt,
      entered_at: entry.enteredAt,
      previous_hash: previousHash,
    };
    previousHash = hash;
    return { ...stored, hash, hash_version: 2 };
  });
  return { entries, lastHash: previousHash };
}

it('W-34 words move out of everything on record, which stays whole, says the same and is proved by its old hashes', async () => {
  const words = { customer: '欧阳小满', phone: '139-0000-0042', place: '7号楼二单元', description: '欧阳小满说漏水' };
  const cases = [
    await driveComplaint(desk, 'closed', { words }),
    await driveRepair(desk, 'finished', { words }),
    await desk.complaint({ words }),
  ];
  desk.time.advance({ hours: 30 });
  for (const { number } of cases) await desk.ledger.catchUp(number);

  const runner = old.createQueryRunner();
  for (const step of steps.filter((one) => !isNew(one))) await step.up(runner);
  for (const table of ['sites', 'people', 'rulebooks', 'number_counters']) await insert(table, await rows(table));
  for (const { number } of cases) {
    const own = `number = '${number}'`;
    const state = await desk.state(number);
    const { entries, lastHash } = await entriesOfBefore(number);
    await insert('cases', [
      { ...(await rows('cases', own))[0], state, last_hash: lastHash, subject: state.words.subject },
    ]);
    await insert('entries', entries);
    await insert('case_search', await rows('case_search', own));
    await insert('clocks', await rows('clocks', own));
    await insert('tasks', await rows('tasks', own));
    const said = await entriesWithWords(desk.database.source, number);
    await insert(
      'notices',
      (await rows('notices', own)).map((notice) => {
        const entry = said.find(({ seq }) => seq === notice['seq'])!;
        const same = entry.notices.find(({ role, kind }) => role === notice['role'] && kind === notice['kind']);
        return { ...notice, text: notice['text'] ?? same!.text };
      }),
    );
  }
  await old.query(`CREATE TABLE before_words AS SELECT string_agg(entries::text, '') AS all_of_it FROM entries`);
  for (const step of steps.filter(isNew)) await step.up(runner);
  await runner.release();

  const ofCases = (await verifyLedger(old)).faults.filter(({ number }) => cases.some((one) => one.number === number));
  assert.deepEqual(ofCases, []);
  const texts: { row: string }[] = await old.query(
    `SELECT entries::text AS row FROM entries UNION ALL SELECT cases::text FROM cases UNION ALL SELECT notices::text FROM notices`,
  );
  assert.equal((await old.query(`SELECT FROM before_words WHERE all_of_it LIKE '%欧阳小满%'`)).length, 1);
  assert.ok(texts.every(({ row }) => !row.includes('欧阳小满')));
  for (const { number } of cases) {
    assert.deepEqual(await caseState(old, number), await desk.state(number));
    const plain = async (source: DataSource) =>
      (await entriesWithWords(source, number)).map(({ seq, act, input, facts, notices }) => ({
        seq,
        act,
        input,
        facts,
        notices,
      }));
    assert.deepEqual(await plain(old), await plain(desk.database.source));
  }
  const found = await old.query(
    `SELECT number FROM case_search WHERE words @@ '''+13900000042'''::tsquery ORDER BY number`,
  );
  assert.deepEqual(
    found.map((row: { number: string }) => row.number),
    cases.map(({ number }) => number).sort(),
  );
});
