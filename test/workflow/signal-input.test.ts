// Signals that the ledger did not write, of every wrong shape, on a real workflow.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.js';
import { AttendedLedger } from '../support/workflow/attended-ledger.js';

describe('signals from outside', () => {
  let desk: AttendedLedger;
  beforeAll(async () => {
    desk = await AttendedLedger.start();
  });
  afterAll(() => desk.stop());

  it('X-10 of whatever shape end as refused entries, none is tried for ever, and the case goes on', async () => {
    const number = await desk.record('p01', {
      kind: 'complaint',
      input: { channel: 'phone', words: { subject: 'lamp out', phone: '13800000000' } },
    });
    await desk.settled();
    const handle = desk.engine.handle(number);
    const bad: [act: string, input: unknown, code?: string][] = [
      ['note', { words: 'x'.repeat(300_000) }, 'unreadable'],
      ['note', { words: 'x'.repeat(30_000) }],
      ['note', undefined],
      ['note', { words: 12_345 }],
      ['note', { words: 'a\u0000b' }],
      ['note', { words: 'x', more: 1 }],
      ['note', { words: '\u200b' }],
      ['note', [['x']]],
      ['promise', { promisedAt: 'tomorrow' }],
      ['move-version', { version: { toString: 1 } }],
      ['grant-extension', { clock: 'sort', reason: 'x' }, 'role-may-not'],
    ];
    for (const [act, input] of bad) await handle.signal(act, input);
    await handle.signal('note', { words: 'looked at by operations' });
    await handle.signal('wake');
    const entries = async (): Promise<[string, string | undefined][]> =>
      (
        await desk.database.source.query(`SELECT act, input FROM entries WHERE number = $1 AND seq > 1 ORDER BY seq`, [
          number,
        ])
      ).map(({ act, input }: { act: string; input: { act?: string; code?: string } }) =>
        act === 'refuse-signal' ? [input.act, input.code] : [act, undefined],
      );
    await eventually(async () => (await entries()).length === bad.length + 2);
    assert.deepEqual(await entries(), [
      ...bad.map(([act, , code = 'bad-input']) => [act, code]),
      ['note', undefined],
      ['wake', undefined],
    ]);
    await desk.act('p01', number, 'sort', {
      valid: true,
      grounds: ['slight-inconvenience'],
      department: 'engineering',
    });
    await desk.settled();
    assert.equal((await handle.describe()).status.name, 'RUNNING');
    await desk.end(number);
  });
});
