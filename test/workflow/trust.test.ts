import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { CaseView, LedgerMessage } from '../../domain/clocks/view.js';
import { signature } from '../support/engine-keys.js';
import { eventually } from '../support/eventually.js';
import { AttendedLedger } from '../support/workflow/attended-ledger.js';
import { takeClockAway } from '../support/workflow/take-clock-away.js';

interface Signed {
  genuine: LedgerMessage;
  another: LedgerMessage;
}

/** What somebody with a line to the engine may send: its kind, and the payload made of what they can read there. */
const forgeries: [kind: string, code: string, payload: (signed: Signed) => unknown][] = [
  ['a view of the far future', 'not-of-the-ledger', ({ genuine }) => unsigned(genuine, { seq: 9e15 })],
  ['an end', 'not-of-the-ledger', ({ genuine }) => unsigned(genuine, { closed: true, status: 'closed' })],
  ['a moment that has passed', 'not-of-the-ledger', ({ genuine }) => unsigned(genuine, pastMoment)],
  ['a status that is no text', 'not-of-the-ledger', ({ genuine }) => unsigned(genuine, { status: {} as string })],
  ['an end with the signature of another view', 'not-of-the-ledger', ({ genuine }) => altered(genuine)],
  ['a genuine mark of its own making', 'not-of-the-ledger', ({ genuine }) => ({ ...altered(genuine), genuine: true })],
  ['what the ledger says of another case', 'not-of-the-ledger', ({ another }) => another],
  ['a signature without a view', 'bad-input', ({ genuine }) => ({ signature: genuine.signature })],
  ['a number', 'bad-input', () => 7],
  ['a list', 'bad-input', () => [1, [2]]],
  ['a view that is a text', 'bad-input', () => ({ view: 'forged', acts: [] })],
];

/** What cannot be read, as it is encoded. */
const unreadable: [kind: string, encoding: string, data: string][] = [
  ['an encoding that nobody knows', 'binary/unknown', 'abc'],
  ['text that is no JSON', 'json/plain', '{"view":'],
  ['more nesting than anything we send', 'json/plain', `${'['.repeat(40)}${']'.repeat(40)}`],
  ['more bytes than anything we send', 'json/plain', JSON.stringify({ words: 'x'.repeat(300_000) })],
];

const pastMoment: Partial<CaseView> = {
  next: { at: '2020-01-01T00:00:00Z', kind: 'breach', clock: 'x', clause: 'x', who: 'x', waitsFor: 'x' },
};
const unsigned = ({ view }: LedgerMessage, change: Partial<CaseView>): object => ({
  view: { ...view, ...change },
  acts: [],
});
const altered = (message: LedgerMessage): LedgerMessage => ({
  ...message,
  view: { ...message.view, closed: true, status: 'closed', seq: message.view.seq + 1 },
});

describe('an engine that cannot be fooled', () => {
  let desk: AttendedLedger;

  beforeAll(async () => {
    desk = await AttendedLedger.start({ net: false });
  });
  afterAll(() => desk.stop());

  const recorded = async (): Promise<string> => {
    const number = await desk.record('p01', {
      kind: 'complaint',
      input: { channel: 'phone', words: { subject: 'lamp out' } },
    });
    await desk.act('p01', number, 'sort', {
      valid: true,
      grounds: ['slight-inconvenience'],
      department: 'engineering',
    });
    return number;
  };
  const sorted = async (): Promise<string> => {
    const number = await recorded();
    await desk.settled();
    return number;
  };
  const messageOf = async (number: string): Promise<LedgerMessage> =>
    signature.sign(desk.ledger.viewOf(await desk.state(number), false), []);
  const refused = async (number: string): Promise<string[]> => {
    const rows = await desk.database.source.query(
      `SELECT input->>'code' AS code FROM entries WHERE number = $1 AND act = 'refuse-signal' ORDER BY seq`,
      [number],
    );
    return rows.map(({ code }: { code: string }) => code);
  };
  /** The engine alone enters the next moment of the case: it has not been fooled, frozen or sent round in circles. */
  const goesOn = async (number: string): Promise<void> => {
    const { clocks } = await desk.state(number);
    const { due, id } = clocks.find(({ rule }) => rule === 'make-promise')!;
    await desk.sleepUntil(new Date(Date.parse(due) + 5_000).toISOString());
    await eventually(
      async () => (await desk.state(number)).clocks.find((clock) => clock.id === id)!.breachedAt === due,
    );
    const description = await desk.engine.handle(number).describe();
    assert.equal(description.status.name, 'RUNNING');
    assert.ok(description.historyLength < 80, `${description.historyLength} events`);
    await desk.end(number);
  };

  describe('what others send, each to a case of its own', () => {
    const numbers = new Map<string, string>();
    const of = (kind: string): string => numbers.get(kind)!;

    beforeAll(async () => {
      const kinds = [...forgeries, ...unreadable].map(([kind]) => kind);
      for (const kind of ['another', ...kinds]) numbers.set(kind, await recorded());
      await desk.settled();
      const another = await messageOf(of('another'));
      for (const [kind, , forge] of forgeries) {
        const genuine = await messageOf(of(kind));
        const signal = kind === 'a signature without a view' ? 'note' : 'sign';
        await desk.engine.handle(of(kind)).signal(signal, forge({ genuine, another }));
      }
      for (const [kind, encoding, data] of unreadable) await desk.signalRaw(of(kind), 'note', encoding, data);
    });

    for (const [kind, code] of [...forgeries, ...unreadable.map(([kind]) => [kind, 'unreadable'] as const)])
      it(`${kind} ends as a refused entry`, async () => {
        await eventually(async () => (await refused(of(kind))).length === 1);
        assert.deepEqual(await refused(of(kind)), [code]);
        assert.equal((await desk.state(of(kind))).status, 'sorted');
      });

    it('each of these cases goes on', async () => {
      for (const number of numbers.values()) await goesOn(number);
    });
  });

  it('case 16: after a signal that cannot be decoded an act opens a repair all the same', async () => {
    const number = await sorted();
    await desk.signalRaw(number, 'note', 'binary/unknown', 'abc');
    await desk.act('p08', number, 'open-repair', { repairType: 'electrical', item: 'lamp' });
    await eventually(async () => (await desk.state(number)).links[0]?.state === 'open');
    assert.match((await desk.state(number)).links[0]!.number!, /^PR-/);
    await eventually(async () => (await refused(number)).length === 1);
    assert.deepEqual(await refused(number), ['unreadable']);
    await desk.end(number);
  });

  it('what the ledger has signed does no harm where it comes late or twice', async () => {
    const number = await sorted();
    const old = await messageOf(number);
    await desk.act('p08', number, 'sign');
    await desk.settled();
    const handle = desk.engine.handle(number);
    for (const message of [old, await messageOf(number), old]) await handle.signal('sign', message);
    await goesOn(number);
    assert.deepEqual(await refused(number), []);
  });

  it('a workflow that somebody has started asks the ledger, whatever it was told and under whatever name', async () => {
    const number = await sorted();
    const genuine = await messageOf(number);
    const handle = desk.engine.handle(number);
    await handle.terminate('by somebody');
    await desk.env.client.workflow.start('repair', {
      workflowId: number,
      taskQueue: 'banjie-test',
      args: [{ number, message: altered(genuine), view: unsigned(genuine, { closed: true }), outsiders: 'x' }],
    });
    await eventually(async () => {
      const { type, status } = await handle.describe();
      assert.deepEqual([type, status.name], ['complaint', 'RUNNING']);
      return true;
    });
    await goesOn(number);
  });

  it('a ledger that was restored from a backup is believed, though it knows less than the workflow', async () => {
    const number = await sorted();
    const { view } = await messageOf(number);
    const act = { seq: view.seq + 1, act: 'wake', role: 'desk', at: await desk.now(), facts: {} };
    await desk.engine.handle(number).signal('wake', signature.sign({ ...view, seq: view.seq + 50 }, [act]));
    await goesOn(number);
  });

  const alarms = async (number: string): Promise<string[]> => {
    const rows = await desk.database.source.query(
      `SELECT actor, input->>'rule' AS rule FROM entries WHERE number = $1 AND act = 'raise-alarm' ORDER BY seq`,
      [number],
    );
    return rows.map(({ actor, rule }: { actor: string; rule: string }) => `${actor}: ${rule}`);
  };

  it('X-9 a clock that is taken away behind the ledger is missed by the engine, which enters an alarm, once', async () => {
    const number = await sorted();
    await takeClockAway(desk.database.source, number, 'solve-minor');
    // By a process that does not remember the case as it was.
    await desk.ledgerAt(await desk.now()).act(number, 'p08', 'sign');
    await desk.settled();
    await eventually(async () => (await alarms(number)).length === 1);
    assert.deepEqual(await alarms(number), ['desk: solve-minor']);
    // Another case at the same entry has its own.
    const other = await sorted();
    await takeClockAway(desk.database.source, other, 'solve-minor');
    await desk.ledgerAt(await desk.now()).act(other, 'p08', 'sign');
    await desk.settled();
    await eventually(async () => (await alarms(other)).length === 1);
    await desk.end(other);
    await desk.act('p08', number, 'note', { words: 'x' });
    await desk.act('p08', number, 'finish', { done: 'x' });
    await desk.settled();
    await desk.end(number);
    assert.deepEqual(await alarms(number), ['desk: solve-minor']);
  });

  it('a clock that only the message lacks is asked for, and no alarm is raised', async () => {
    const number = await sorted();
    const { view } = await messageOf(number);
    const clocks = view.clocks!.filter(({ rule }) => rule !== 'solve-minor');
    await desk.engine.handle(number).signal('wake', signature.sign({ ...view, clocks }, []));
    await goesOn(number);
    assert.deepEqual(await alarms(number), []);
  });
});
