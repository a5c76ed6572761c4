import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { CaseState } from '../../domain/case/case.js';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import type { LedgerAnswer } from '../../ledger/request.js';
import { driveComplaint } from '../support/scenarios/drive.js';
import { accepted, clockOf, makeLedger, TestLedger } from '../support/test-ledger.js';
import { actorIn, actorOf } from '../support/actors.js';

describe('the one way in', () => {
  let desk: TestLedger;
  const heard: string[][] = [];
  beforeAll(async () => {
    desk = await TestLedger.start({
      onCommit: (changes) => void heard.push(changes.map(({ state }) => `${state.number}:${state.seq}`)),
    });
  });
  afterAll(() => desk.stop());

  const numberOf = async (status: 'recorded' | 'sorted' | 'in-hand' = 'recorded') =>
    (await driveComplaint(desk, status)).number;
  const codes = (answers: (LedgerAnswer | Refusal)[]) =>
    answers.map((answer) => (isRefusal(answer) ? answer.code : 'entered'));
  const counted = async (table: string, number: string) =>
    Number((await desk.database.source.query(`SELECT count(*) FROM ${table} WHERE number = $1`, [number]))[0].count);
  const signing = (number: string) => ({ number, act: 'sign', input: {} });

  test('X-10 acts at once on one case are entered one after another: one signs, the others are told the case has moved on', async () => {
    const number = await numberOf('sorted');
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((id) =>
        desk.ledger.append(actorIn('department-head', { id }), signing(number), id),
      ),
    );
    assert.deepEqual(codes(answers).toSorted(), ['entered', ...Array<string>(5).fill('not-in-this-status')]);
    const loser = answers.find(isRefusal);
    assert.match(loser?.text.en ?? '', /It may have moved on/);
    assert.equal(loser?.clause, 'P-4.3.4.3');
    assert.deepEqual(
      (await desk.entries(number)).map(({ seq, act }) => [seq, act]),
      [
        [1, 'record'],
        [2, 'sort'],
        [3, 'sign'],
      ],
    );
  });

  test('X-10 notes written at once by many are all entered, numbered without a gap and chained', async () => {
    const number = await numberOf();
    await Promise.all(Array.from({ length: 12 }, (_, i) => desk.act(number, 'p01', 'note', { words: `note ${i}` })));
    const rows = await desk.database.source.query(
      `SELECT seq, previous_hash, hash FROM entries WHERE number = $1 ORDER BY seq`,
      [number],
    );
    assert.deepEqual(
      rows.map(({ seq }: { seq: number }) => seq),
      Array.from({ length: 13 }, (_, i) => i + 1),
    );
    assert.deepEqual(
      rows.slice(1).map((row: { previous_hash: string }) => row.previous_hash),
      rows.slice(0, -1).map((row: { hash: string }) => row.hash),
    );
    assert.equal(rows[0].previous_hash, '');
  });

  test('the same key twice gives one entry and the same answer, also when the case has moved on since', async () => {
    const number = await numberOf('sorted');
    const first = accepted(await desk.ledger.append(actorOf('p09'), signing(number), 'key-1'));
    await desk.act(number, 'p01', 'note', { words: 'later' });
    const second = accepted(await desk.ledger.append(actorOf('p09'), signing(number), 'key-1'));
    assert.deepEqual(second.state, first.state);
    assert.deepEqual([first.replayed, second.replayed, second.entries, second.changedCases], [false, true, [], []]);
    assert.equal(await counted('entries', number), 4);
  });

  test('the same key many times at once gives one entry and the same answer to all', async () => {
    const number = await numberOf();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        desk.ledger.append(actorOf('p01'), { number, act: 'note', input: { words: 'once' } }, 'key-2'),
      ),
    );
    assert.equal(await counted('entries', number), 2);
    const [first, ...rest] = answers.map((answer) => accepted(answer).state);
    for (const state of rest) assert.deepEqual(state, first);
    assert.equal(answers.filter((answer) => !accepted(answer).replayed).length, 1);
  });

  test('an act that changes the status, sent twice at once under one key, is answered alike: the second is not refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const number = await numberOf('sorted');
      const answers = await Promise.all(
        [1, 2, 3].map(() => desk.ledger.append(actorOf('p09'), signing(number), `sign-${round}`)),
      );
      assert.deepEqual(codes(answers), ['entered', 'entered', 'entered']);
    }
  });

  test('the same key opens one case, also many times at once', async () => {
    const opening = {
      kind: 'complaint',
      rulebook: 'property',
      site: 'sunshine',
      input: { channel: 'phone', words: { subject: 'one' } },
    };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => desk.ledger.open(actorOf('p01'), opening, 'open-1')),
    );
    const [first, ...rest] = answers.map((answer) => accepted(answer).state);
    for (const state of rest) assert.deepEqual(state, first);
    const [{ count }] = await desk.database.source.query(
      `SELECT count(*) FROM case_search WHERE said->>'subject' = 'one'`,
    );
    assert.equal(Number(count), 1);
  });

  test('the same key with another body is refused; with the same body of another person it is another key', async () => {
    const number = await numberOf();
    const note = (words: string) => ({ number, act: 'note', input: { words } });
    accepted(await desk.ledger.append(actorOf('p01'), note('one'), 'key-3'));
    assert.deepEqual(codes([await desk.ledger.append(actorOf('p01'), note('two'), 'key-3')]), ['key-reused']);
    assert.deepEqual(
      codes([await desk.ledger.append(actorOf('p01'), { ...note('one'), happenedAt: desk.time.iso }, 'key-3')]),
      ['key-reused'],
    );
    assert.deepEqual(codes([await desk.ledger.append(actorOf('p02'), note('one'), 'key-3')]), ['entered']);
    assert.equal(await counted('entries', number), 3);
  });

  test('a refusal is remembered: the same key is refused again although it would be allowed by now', async () => {
    const number = await numberOf();
    const first = await desk.ledger.append(actorOf('p09'), signing(number), 'key-4');
    await desk.act(number, 'p01', 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    const second = await desk.ledger.append(actorOf('p09'), signing(number), 'key-4');
    assert.ok(isRefusal(first) && isRefusal(second));
    assert.deepEqual(second, first);
    assert.deepEqual(codes([await desk.ledger.append(actorOf('p09'), signing(number), 'key-5')]), ['entered']);
  });

  test('a case that is not there, a kind, a rulebook and a site that are not: refused, and nothing is left behind', async () => {
    const [{ count: cases }] = await desk.database.source.query(`SELECT count(*) FROM cases`);
    const opening = {
      kind: 'complaint',
      rulebook: 'property',
      site: 'sunshine',
      input: { channel: 'phone', words: { subject: '灯不亮' } },
    };
    assert.deepEqual(
      codes([
        await desk.ledger.append(
          actorOf('p01'),
          { number: 'PC-2026-999999', act: 'note', input: { words: 'x' } },
          'k1',
        ),
        await desk.ledger.open(actorOf('p01'), { ...opening, kind: 'outage' }, 'k2'),
        await desk.ledger.open(actorOf('p01'), { ...opening, kind: 'constructor' }, 'k3'),
        await desk.ledger.open(actorOf('p01'), { ...opening, rulebook: 'gas' }, 'k4'),
        await desk.ledger.open(actorOf('p01'), { ...opening, site: 'moon' }, 'k5'),
      ]).map((code) => code.replace('unknown-act', 'unknown-kind')),
      ['unknown-case', 'unknown-kind', 'unknown-kind', 'unknown-rulebook', 'bad-input'],
    );
    const [{ count }] = await desk.database.source.query(`SELECT count(*) FROM cases`);
    assert.equal(count, cases);
  });

  test('X-9 moments that have passed are entered first, with their own times, also when the act is refused', async () => {
    desk.time.set('2026-11-23T01:00:00Z');
    const number = await numberOf();
    desk.time.set('2026-11-23T02:15:00Z'); // the sorting was due at 01:30
    const refusal = await desk.refused(number, 'p09', 'sign');
    assert.equal(refusal.code, 'not-in-this-status');
    assert.deepEqual(
      (await desk.entries(number)).map(({ act, at }) => [act, at.toISOString()]),
      [
        ['record', '2026-11-23T01:00:00.000Z'],
        ['warn', '2026-11-23T01:20:00.000Z'],
        ['breach', '2026-11-23T01:30:00.000Z'],
        ['escalate', '2026-11-23T02:00:00.000Z'],
      ],
    );
    const state = await desk.act(number, 'p01', 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    assert.deepEqual(
      [clockOf(state, 'sort').breachedAt, clockOf(state, 'sort').metAt],
      ['2026-11-23T01:30:00.000Z', '2026-11-23T02:15:00.000Z'],
    );
    desk.time.set('2026-11-23T01:00:00Z');
  });

  test('who has read an older state of the case is refused when asking for exactly that one', async () => {
    const number = await numberOf();
    await desk.act(number, 'p01', 'note', { words: 'one' }, { ifSeq: 1 });
    const refusal = await desk.refused(number, 'p01', 'note', { words: 'two' }, { ifSeq: 1 });
    assert.deepEqual([refusal.code, await counted('entries', number)], ['case-moved-on', 2]);
    await desk.act(number, 'p01', 'note', { words: 'two' }, { ifSeq: 2 });
  });

  test('X-5 what happened earlier is entered now with its own time beside it', async () => {
    desk.time.set('2026-11-23T01:00:00Z');
    const number = await numberOf('sorted');
    desk.time.set('2026-11-23T01:40:00Z');
    await desk.act(number, 'p09', 'sign', {}, { happenedAt: '2026-11-23T01:10:00.000Z' });
    const [row] = await desk.database.source.query(
      `SELECT at, happened_at FROM entries WHERE number = $1 AND act = 'sign'`,
      [number],
    );
    assert.deepEqual(
      [row.at.toISOString(), row.happened_at.toISOString()],
      ['2026-11-23T01:40:00.000Z', '2026-11-23T01:10:00.000Z'],
    );
    desk.time.set('2026-11-23T01:00:00Z');
  });

  test('every committed change is heard of once, a refusal and a repeated key not at all', async () => {
    const number = await numberOf();
    heard.length = 0;
    await desk.ledger.append(actorOf('p01'), { number, act: 'note', input: { words: 'x' } }, 'key-6');
    await desk.ledger.append(actorOf('p01'), { number, act: 'note', input: { words: 'x' } }, 'key-6');
    await desk.attempt(number, 'p09', 'sign');
    assert.deepEqual(heard.flat(), [`${number}:2`]);
  });

  test('the moments entered with an act that is refused are heard of, once', async () => {
    const number = await numberOf();
    heard.length = 0;
    desk.time.set('2026-11-23T01:21:00Z'); // warned at 01:20
    const sign = () => desk.ledger.append(actorOf('p09'), signing(number), 'key-refused-late');
    const [refused, again] = [await sign(), await sign()];
    assert.deepEqual(codes([refused, again]), ['not-in-this-status', 'not-in-this-status']);
    assert.deepEqual(again, refused);
    assert.deepEqual(heard, [[`${number}:2`]]);
    assert.equal(await counted('outbox', number), 2);
    desk.time.set('2026-11-23T01:00:00Z');
  });

  test('X-9 attending a case enters what has come and nothing the second time; an unknown case has no view', async () => {
    desk.time.set('2026-11-23T01:00:00Z');
    const number = await numberOf();
    assert.equal((await desk.ledger.catchUp(number))?.seq, 1);
    desk.time.set('2026-11-23T01:31:00Z');
    const [view, again] = [await desk.ledger.catchUp(number), await desk.ledger.catchUp(number)];
    assert.deepEqual([view?.seq, view?.next?.kind], [3, 'escalate']);
    assert.deepEqual(again, view);
    assert.equal(await desk.ledger.catchUp('PC-2026-999999'), undefined);
    desk.time.set('2026-11-23T01:00:00Z');
  });

  test('the row holds the state its entries make, with the columns lists ask for', async () => {
    const number = await numberOf('in-hand');
    const [row] = await desk.database.source.query(`SELECT * FROM cases WHERE number = $1`, [number]);
    const state = row.state as CaseState;
    assert.deepEqual(
      [row.status, row.tier, row.department, row.seq, row.site, row.kind],
      ['in-hand', 'minor', 'engineering', 3, 'sunshine', 'complaint'],
    );
    // the promise, 30 minutes before it is due
    assert.equal(row.next_moment_at.toISOString(), '2026-11-23T02:30:00.000Z');
    assert.equal(state.seq, 3);
    const [clock] = await desk.database.source.query(`SELECT * FROM clocks WHERE number = $1 AND id = 'sign'`, [
      number,
    ]);
    assert.deepEqual(
      [clock.clause, clock.ended_at.toISOString(), clock.breached_at],
      ['P-4.3.4.3', '2026-11-23T01:00:00.000Z', null],
    );
    const tasks = await desk.database.source.query(`SELECT id FROM tasks WHERE number = $1 ORDER BY id`, [number]);
    assert.deepEqual(
      tasks.map(({ id }: { id: string }) => id),
      ['make-promise', 'solve-minor'],
    );
  });
});

test('X-10 a crowd on one case: everybody gets a turn, nobody an error', async () => {
  const desk = await TestLedger.start({ pool: 16 });
  try {
    const { number } = await desk.complaint();
    await Promise.all(Array.from({ length: 80 }, (_, i) => desk.act(number, 'p01', 'note', { words: `note ${i}` })));
    assert.deepEqual(
      (await desk.entries(number)).map(({ seq }) => seq),
      Array.from({ length: 81 }, (_, i) => i + 1),
    );
  } finally {
    await desk.stop();
  }
});

test('entries take their time from the clock of the database', async () => {
  const desk = await TestLedger.start();
  try {
    const ledger = await makeLedger({ source: desk.database.source }); // no other clock put in
    const [{ from }] = await desk.database.source.query(`SELECT clock_timestamp() AS from`);
    const { state } = accepted(
      await ledger.open(
        actorOf('p01'),
        {
          kind: 'complaint',
          rulebook: 'property',
          site: 'sunshine',
          input: { channel: 'phone', words: { subject: '灯不亮' } },
        },
        'k',
      ),
    );
    const [{ to }] = await desk.database.source.query(`SELECT clock_timestamp() AS to`);
    assert.ok(
      from.toISOString() <= state.openedAt && state.openedAt <= to.toISOString(),
      `${from.toISOString()} ${state.openedAt} ${to.toISOString()}`,
    );
  } finally {
    await desk.stop();
  }
});
