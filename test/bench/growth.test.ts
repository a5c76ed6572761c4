// What the benchmark of growth makes up: cases as the ledger writes them, and pictures that can be opened.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from '@jest/globals';
import { SaxesParser } from 'saxes';
import type { DataSource } from 'typeorm';
import { curveChart } from '../../bench/growth/chart.js';
import { makePatterns, type Pattern } from '../../bench/growth/patterns.js';
import { insertSyntheticCases } from '../../bench/growth/synthetic-cases.js';
import { wordsOf } from '../../bench/growth/words.js';
import { createDataSource } from '../../database/data-source.js';
import { seedDemoPeople } from '../../demo/people.js';
import { isRefusal } from '../../domain/refusal.js';
import { checkMeasurements } from '../../ledger/figures/check-measurements.js';
import { Ledger } from '../../ledger/ledger.js';
import { listCases } from '../../ledger/read/case-lists.js';
import { searchQueryOf } from '../../ledger/read/search-query.js';
import { RulebookStore } from '../../ledger/versions/rulebooks.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { who } from '../support/actors.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { shipped } from '../support/shipped.js';

const [closed, open] = [60, 40];
const quietMs = 600_000;
const now = new Date();
let database: TestDatabase;
let owner: DataSource;
let ledger: Ledger;
let patterns: Pattern[];

beforeAll(async () => {
  database = await freshDatabase();
  owner = await createDataSource(database.ownerUrl).initialize();
  const folder = await mkdtemp(join(tmpdir(), 'banjie-growth-'));
  await seedDemoPeople(database.source, folder).finally(() => rm(folder, { recursive: true }));
  patterns = await makePatterns(database.source, now, quietMs);
  const wanted = { before: 0, closed, open, sites: ['riverside', 'sunshine'], teams: true, now, quietMs };
  await insertSyntheticCases(owner, patterns, wanted);
  const rulebooks = new RulebookStore(database.source);
  await rulebooks.register(shipped);
  ledger = new Ledger(database.source, rulebooks);
});
afterAll(async () => {
  await owner.destroy();
  await database.drop();
});

const madeUp = () => patterns.map(({ state }) => state.number);

test('cases that are made up verify like those that the ledger wrote, with measurements, and nothing comes to them soon', async () => {
  const { cases, faults } = await verifyLedger(database.source);
  assert.deepEqual(faults, []);
  // A pattern whose reminder would have come soon was made once more.
  assert.ok(cases >= closed + open + patterns.length);
  assert.deepEqual((await checkMeasurements(database.source, ledger.rulebooks)).faults, []);
  const [{ soon, opened, days }] = await database.source.query(
    `SELECT count(*) FILTER (WHERE next_moment_at < $1)::integer AS soon, count(*) FILTER (WHERE closed_at IS NULL)::integer AS opened, count(DISTINCT opened_at::date)::integer AS days
     FROM cases WHERE NOT number = ANY ($2) AND seq > 0`,
    [new Date(now.getTime() + quietMs), madeUp()],
  );
  assert.equal(soon, 0);
  assert.ok(opened >= open);
  assert.ok(days > closed / 2, 'they are spread over two years');
});

test('an act on one goes like on any other, and it is found by its own words', async () => {
  const { state } = patterns.find(({ story }) => story.name === 'complaint in hand')!;
  const [{ number }] = await database.source.query(
    `SELECT number FROM cases WHERE kind = 'complaint' AND status = $1 AND seq = $2 AND NOT number = ANY ($3) LIMIT 1`,
    [state.status, state.seq, madeUp()],
  );
  const act = { number, act: 'finish', input: { done: '已更换灯泡' } };
  const answer = await ledger.append(who('p08'), act, randomUUID());
  assert.ok(!isRefusal(answer), JSON.stringify(answer));
  assert.equal(answer.state.status, 'done');
  assert.deepEqual((await verifyLedger(database.source)).faults, []);

  const { phone } = wordsOf(closed - 1);
  const search = { asked: [searchQueryOf(phone)!], reader: 'p01', unredactedSites: [], secretSites: [] };
  const found = await listCases(
    database.source,
    { sites: ['riverside', 'sunshine'], keys: ['p01'], search },
    undefined,
    51,
  );
  assert.equal(found.length, 1);
});

test('a chart is one well-formed picture with a curve and a point for each value', () => {
  const picture = curveChart(
    'a < b & c',
    ['cases', 'ms'],
    [
      {
        name: 'one',
        points: [
          [1_000, 3],
          [10_000, 30],
        ],
      },
      {
        name: 'two',
        points: [
          [1_000, 3],
          [10_000, 31],
        ],
      },
    ],
    { y: 50, name: '50 ms' },
  );
  const tags: Record<string, number> = {};
  const heights: number[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    tags[name] = (tags[name] ?? 0) + 1;
    if (name === 'text' && ['#1f6fb4', '#d1495b'].includes(attributes['fill'] ?? ''))
      heights.push(Number(attributes['y']));
    assert.ok(
      Object.values(attributes).every((value) => !/NaN|Infinity|undefined/.test(value)),
      JSON.stringify(attributes),
    );
  });
  parser.write(picture).close();
  assert.equal(tags['svg'], 1);
  assert.equal(tags['polyline'], 2);
  assert.equal(tags['circle'], 4);
  assert.ok(Math.abs(heights[0]! - heights[1]!) >= 15, 'names of curves that end together do not lie upon each other');
});
