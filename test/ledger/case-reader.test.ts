import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { QueryRunner } from 'typeorm';
import type { CaseState } from '../../domain/case/case.js';
import { Ledger } from '../../ledger/ledger.js';
import { CaseReader } from '../../ledger/case-reader.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { driveComplaint } from '../support/scenarios/drive.js';
import { accepted, TestLedger } from '../support/test-ledger.js';
import { actorOf } from '../support/actors.js';

describe('a case as it stands', () => {
  let desk: TestLedger;
  beforeAll(async () => (desk = await TestLedger.start()));
  afterAll(() => desk.stop());

  /** What another process is: a ledger on the same record that remembers nothing. */
  const anotherProcess = () => new Ledger(desk.ledger.source, desk.ledger.rulebooks, { time: desk.time });
  const note = (ledger: Ledger, number: string, key: string) =>
    ledger.append(actorOf('p01'), { number, act: 'note', input: { words: key } }, key);
  const read = async (reader: CaseReader, number: string) => {
    const runner = desk.ledger.source.createQueryRunner();
    return (await reader.read(runner, number).finally(() => runner.release()))!;
  };

  test('an act is decided on what another process has entered meanwhile, time and again', async () => {
    const { number } = await driveComplaint(desk, 'sorted');
    const other = anotherProcess();
    for (let round = 0; round < 3; round += 1) {
      await note(other, number, `other-${round}`);
      await note(desk.ledger, number, `own-${round}`);
    }
    accepted(await other.append(actorOf('p09'), { number, act: 'sign', input: {} }, 'other-sign'));
    assert.equal((await desk.refused(number, 'p09', 'sign')).code, 'not-in-this-status');
    const entries = await desk.entries(number);
    assert.deepEqual(
      entries.map(({ seq }) => seq),
      Array.from({ length: 9 }, (_, i) => i + 1),
    );
    assert.deepEqual((await verifyLedger(desk.database.source)).faults, []);
  });

  test('two processes that act on one case at once: every act is entered once, after the other', async () => {
    const { number } = await driveComplaint(desk, 'sorted');
    const ledgers = [desk.ledger, anotherProcess()];
    await Promise.all(Array.from({ length: 16 }, (_, i) => note(ledgers[i % 2]!, number, `both-${i}`)));
    assert.equal((await desk.entries(number)).length, 18);
    assert.deepEqual((await verifyLedger(desk.database.source)).faults, []);
  });

  test('the same key gives the same answer in every process, whatever each remembers of the case', async () => {
    const { number } = await driveComplaint(desk, 'sorted');
    const other = anotherProcess();
    const first = accepted(await note(desk.ledger, number, 'same'));
    await note(other, number, 'between');
    const again = [accepted(await note(other, number, 'same')), accepted(await note(desk.ledger, number, 'same'))];
    for (const { replayed, state } of again) assert.deepEqual([replayed, state], [true, first.state]);
    assert.equal((await desk.entries(number)).length, 4);
  });

  test('a process that starts anew goes on where the record stands', async () => {
    const { number } = await driveComplaint(desk, 'in-hand');
    const started = anotherProcess();
    const { state } = accepted(await note(started, number, 'after the start'));
    assert.deepEqual(state, await desk.state(number));
    await note(desk.ledger, number, 'before the start');
    assert.equal((await desk.state(number)).seq, state.seq + 1);
  });

  test('what is remembered is what is stored, in every detail', async () => {
    const { number } = await driveComplaint(desk, 'recorded');
    const acts: [string, string, object][] = [
      ['p01', 'sort', { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' }],
      ['p01', 'promise', { promisedAt: '2026-11-24T01:00:00.000Z' }],
      ['p09', 'sign', {}],
      ['p08', 'open-repair', { repairType: 'plumbing', item: '水管' }],
      ['p01', 'note', { words: '已联系' }],
    ];
    for (const [who, act, input] of acts)
      assert.deepEqual(await desk.act(number, who, act, input), await desk.state(number), act);
    const repair = await desk.repairFor(await desk.state(number));
    assert.deepEqual(repair, await desk.state(repair.number));
    desk.time.advance({ hours: 30 });
    assert.deepEqual(accepted(await note(desk.ledger, number, 'late')).state, await desk.state(number));
    desk.time.set('2026-11-23T01:00:00Z');
  });

  test('a remembered state is used where its hash is that of the record, and only there', async () => {
    const { number } = await driveComplaint(desk, 'sorted');
    const reader = new CaseReader();
    const { hash, state, detached, asOf } = await read(reader, number);
    const marked: CaseState = { ...state, subject: 'remembered' } as CaseState;
    reader.remember({ state: marked, detached, hash, asOf });
    assert.equal((await read(reader, number)).state, marked);
    await note(desk.ledger, number, 'moves it on');
    assert.equal((await read(reader, number)).state.seq, state.seq + 1);
    reader.remember({ state: marked, detached, hash: 'of an entry that was rolled back', asOf });
    assert.deepEqual((await read(reader, number)).state, await desk.state(number));
  });

  test('a remembered state cannot be altered here, so that no rule alters one unseen', async () => {
    const { state } = await read(new CaseReader(), (await driveComplaint(desk, 'sorted')).number);
    assert.throws(() => (state.facts['tier'] = 'major'), TypeError);
    assert.throws(() => state.clocks[0]!.extensions.push({} as never), TypeError);
  });

  test('a thousand cases are remembered, those that were used last', async () => {
    const { number } = await driveComplaint(desk, 'sorted');
    const reader = new CaseReader();
    const { hash, state, detached, asOf } = await read(reader, number);
    const marked: CaseState = { ...state };
    const others = (count: number) => {
      for (let i = 0; i < count; i += 1)
        reader.remember({ state: { ...state, number: `other-${i}` }, detached, hash, asOf });
    };
    reader.remember({ state: marked, detached, hash, asOf });
    others(999);
    assert.equal((await read(reader, number)).state, marked);
    others(999);
    assert.equal((await read(reader, number)).state, marked);
    others(1000);
    assert.notEqual((await read(reader, number)).state, marked);
  });

  test('whoever waited for a case finds what was said in it meanwhile', async () => {
    const { number } = await driveComplaint(desk, 'in-hand');
    const [writer, waiting] = [desk.ledger.source.createQueryRunner(), desk.ledger.source.createQueryRunner()];
    try {
      await writer.startTransaction();
      await writer.query(`SELECT FROM cases WHERE number = $1 FOR UPDATE`, [number]);
      await waiting.startTransaction();
      const found = new CaseReader().read(waiting, number);
      await untilOneWaits(writer);
      await writer.query(
        `INSERT INTO words (number, seq, n, field, salt, said) SELECT number, seq, 9, 'done', '\\x00', '"灯已换好"' FROM cases WHERE number = $1`,
        [number],
      );
      await writer.query(
        `UPDATE cases SET state = jsonb_set(state, '{words,done}', jsonb_build_object('$word', jsonb_build_array(seq, 9))) WHERE number = $1`,
        [number],
      );
      await writer.commitTransaction();
      assert.equal((await found)!.state.words.done, '灯已换好');
    } finally {
      await waiting.rollbackTransaction();
      await Promise.all([writer.release(), waiting.release()]);
    }
  });

  async function untilOneWaits(runner: QueryRunner): Promise<void> {
    const waits = () => runner.query(`SELECT FROM pg_locks WHERE NOT granted`);
    while ((await waits()).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }
});
