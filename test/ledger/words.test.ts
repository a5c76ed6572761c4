// Words apart from what is decided and counted: where they lie, that nothing else holds them, and that they are proved.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { withWholeClocks } from '../../domain/case/clock-change.js';
import { digestOf } from '../../ledger/words/entry-words.js';
import { storedChanges, storedState, wholeChanges, wholeState } from '../../ledger/words/stored-form.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { driveComplaint } from '../support/scenarios/drive.js';
import { withClient } from '../support/database.js';
import { entriesWithWords } from '../support/recorded.js';
import { clock, thing } from '../support/tiny-rulebook.js';
import { TestLedger } from '../support/test-ledger.js';

const at = '2026-11-23T01:00:00.000Z';
const later = '2026-11-23T05:00:00.000Z';

describe('the stored form of clocks and marks', () => {
  const mark = { at, happenedAt: at, by: 'p01', role: 'cs-agent', round: 1, times: 1 };
  const clocks = [
    clock({}),
    clock({ id: 'a-2', rule: 'a', waitsFor: 'b' }),
    clock({ id: 'a', rule: 'a', waitsFor: 'a' }),
    clock({ metAt: at, next: null }),
    clock({ warnAt: later, warnedAt: later, breachedAt: later, next: { kind: 'escalate', at: later, level: 1 } }),
    clock({ pausedAt: at, pausedFor: 'weather', next: null, pauses: [{ from: at, to: later }] }),
    clock({ next: null }),
    clock({ due: later, originalDue: at, urges: 3, house: true, provisional: true, round: 2 }),
    clock({ limit: { amount: 2, unit: 'working-days' }, calendar: 'office-hours', stoppedAt: at, stoppedBy: 'close' }),
    clock({
      extensions: [{ askedAt: at, askedBy: 'p01', until: later }],
      bound: { latest: at, due: at, originalDue: at },
    }),
  ];
  const marks = {
    sort: mark,
    sign: { ...mark, happenedAt: later, for: 'p02' },
    revisit: { ...mark, round: 2, times: 4, by: 'p09', role: 'x' },
  };

  it('gives back every case and every change as it was', () => {
    const state = thing({ clocks, marks });
    assert.deepEqual(wholeState(JSON.parse(JSON.stringify(storedState(state)))), state);
    assert.deepEqual(wholeState(state), state);
    const entry = {
      at,
      happenedAt: at,
      actor: 'p01',
      role: 'cs-agent',
      changes: [
        { type: 'opened' as const, case: state },
        ...clocks.map((one) => ({ type: 'clock' as const, clock: one })),
        ...Object.entries(marks).map(([name, one]) => ({ type: 'mark' as const, name, mark: one })),
      ],
    };
    const stored = JSON.parse(JSON.stringify(storedChanges(entry)));
    assert.deepEqual(wholeChanges({ ...entry, changes: stored }), entry.changes);
    assert.deepEqual(wholeChanges(entry), entry.changes);
    assert.deepEqual(stored.at(-3), { type: 'mark', name: 'sort', mark: {} });
  });
});

describe('the words of a case', () => {
  let desk: TestLedger;
  let number: string;
  const words = {
    subject: '楼道里漏水',
    description: '王丽娟反映三单元楼道漏水一周',
    demand: '尽快修',
    place: '7号楼3单元',
    happenedWhen: '上周起',
    complainedOf: '维修班',
    customer: '王丽娟',
    phone: '13955550123',
  };
  beforeAll(async () => {
    desk = await TestLedger.start();
    ({ number } = await driveComplaint(desk, 'closed', { words }));
  });
  afterAll(() => desk.stop());

  const rowsOf = (table: string): Promise<{ row: string }[]> =>
    desk.database.source.query(`SELECT to_jsonb(${table})::text AS row FROM ${table} WHERE number = $1`, [number]);
  const faults = async () =>
    (await verifyLedger(desk.database.source)).faults.map(({ seq, what }) => `${seq}: ${what}`);

  it('W-34 lie in one table: neither the case nor its entries, notices, clocks and tasks hold one', async () => {
    const state = await desk.state(number);
    for (const [name, word] of Object.entries(words)) assert.equal(state.words[name as keyof typeof words], word);
    const said = [...Object.values(words), state.words.done!];
    for (const table of ['cases', 'entries', 'notices', 'clocks', 'tasks', 'outbox'])
      for (const { row } of await rowsOf(table))
        for (const word of said) assert.ok(!row.includes(word), `${table} holds ${word}`);
    const kept = (await rowsOf('words')).map(({ row }) => row).join();
    for (const word of said) assert.ok(kept.includes(word), word);
  });

  it('are kept once an entry, each with a salt of its own', async () => {
    const rows = await desk.database.source.query(
      `SELECT seq, count(*)::integer AS words, count(DISTINCT said)::integer AS different, count(DISTINCT salt)::integer AS salts FROM words WHERE number = $1 GROUP BY seq`,
      [number],
    );
    assert.ok(rows.length > 1);
    for (const one of rows) assert.deepEqual([one.words, one.salts], [one.different, one.different]);
    const [first, other] = [Buffer.alloc(16, 1), Buffer.alloc(16, 2)];
    assert.notEqual(digestOf({ salt: first, said: '王丽娟' }), digestOf({ salt: other, said: '王丽娟' }));
  });

  it('case and entries take at most half of what they took when they held words and whole clocks', async () => {
    const entries = withWholeClocks(await entriesWithWords(desk.database.source, number));
    const before = [
      await desk.state(number),
      ...entries.map(({ input, facts, changes, notices }) => ({ input, facts, changes, notices })),
    ];
    const [{ now, whole }] = await desk.database.source.query(
      `SELECT (SELECT sum(octet_length(concat(input, facts, changes, notices, digests))) FROM entries WHERE number = $1)::integer + octet_length(state::text) AS now,
         (SELECT sum(octet_length(one::text)) FROM jsonb_array_elements($2::jsonb) AS one)::integer AS whole FROM cases WHERE number = $1`,
      [number, JSON.stringify(before)],
    );
    assert.ok(now <= whole / 2, `${now} of ${whole} bytes`);
  });

  for (const [what, expected, statement] of [
    [
      'one altered',
      /^1: its word 0 \(words\.\w+\) was altered$/,
      `UPDATE words SET said = '"x"' WHERE number = $1 AND seq = 1 AND n = 0`,
    ],
    [
      'another salt',
      /^1: its word 0 \(words\.\w+\) was altered$/,
      `UPDATE words SET salt = '\\x00' WHERE number = $1 AND seq = 1 AND n = 0`,
    ],
    [
      'one taken away',
      /^1: its word 1 is missing, and nothing says that it was erased$/,
      `DELETE FROM words WHERE number = $1 AND seq = 1 AND n = 1`,
    ],
    [
      'one put in',
      /^2: a word \(99\) is on record that it does not say$/,
      `INSERT INTO words VALUES ($1, 2, 99, 'note', '\\x00', '"x"')`,
    ],
    [
      'a digest altered',
      /^1: the entry was altered$/,
      `UPDATE entries SET digests = jsonb_set(digests, '{0}', '"x"') WHERE number = $1 AND seq = 1`,
    ],
    [
      'what lists show',
      /^undefined: the words it is found by are not/,
      `UPDATE case_search SET said = said || '{"place": "x"}' WHERE number = $1`,
    ],
  ] as [string, RegExp, string][])
    it(`W-34 verify names ${what}`, () =>
      withClient(desk.database.ownerUrl, async (owner) => {
        assert.deepEqual(await faults(), []);
        await owner.query(`SET session_replication_role = replica`); // past the triggers
        const table = /(words|entries|case_search)/.exec(statement.replace(/^INSERT INTO/, ''))![0];
        await owner.query(`CREATE TEMP TABLE kept AS SELECT * FROM ${table}`);
        try {
          await owner.query(statement, [number]);
          assert.match((await faults()).join('\n'), expected);
        } finally {
          await owner.query(`DELETE FROM ${table}`);
          await owner.query(`INSERT INTO ${table} SELECT * FROM kept`);
        }
        assert.deepEqual(await faults(), []);
      }));

  it('are not changed by anybody: the database refuses it', () =>
    withClient(desk.database.ownerUrl, async (owner) => {
      await assert.rejects(owner.query(`UPDATE words SET said = '"x"' WHERE number = $1`, [number]), /never changed/);
      await assert.rejects(owner.query(`TRUNCATE words`), /never changed/);
    }));
});
