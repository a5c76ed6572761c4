import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Payload } from '@temporalio/common';
import type { CaseView, LedgerMessage } from '../../domain/clocks/view.js';
import { EngineSignature } from '../../ledger/engine-signature.js';
import { LedgerCodec } from '../../worker/ledger-codec.js';

const keys = ['the key of this year, 32 characters', 'the key of last year, 32 characters'];
const signature = new EngineSignature(keys);
const codec = new LedgerCodec(signature);
const view = { number: 'PC-2026-000001', seq: 3, status: 'sorted', closed: false } as unknown as CaseView;
const message = signature.sign(view, []);

const payloadOf = (data: string | Uint8Array, encoding = 'json/plain'): Payload => ({
  metadata: { encoding: Buffer.from(encoding) },
  data: Buffer.from(data),
});
/** What a workflow sees of a payload. */
async function seen(payload: Payload): Promise<unknown> {
  const [decoded] = await codec.decode([payload]);
  return JSON.parse(Buffer.from(decoded!.data ?? []).toString());
}
const seenOf = (value: unknown): Promise<unknown> => seen(payloadOf(JSON.stringify(value)));

describe('the codec between engine and workflow', () => {
  it('marks what the ledger has signed, by any of its keys', async () => {
    assert.deepEqual(await seenOf(message), { ...message, genuine: true });
    const old = new EngineSignature([keys[1]!]).sign(view, []);
    assert.deepEqual(await seenOf(old), { ...old, genuine: true });
    assert.deepEqual(await seenOf({ number: 'x', message }), { number: 'x', message: { ...message, genuine: true } });
  });

  it('believes no other key, no other content and no mark of others', async () => {
    const stranger = new EngineSignature(['the key of a stranger, 32 characters']).sign(view, []);
    const forged: LedgerMessage[] = [
      stranger,
      { ...message, view: { ...view, closed: true } },
      { ...message, acts: [{ seq: 4, act: 'close', role: 'x', at: 'x', facts: {} }] },
      { ...message, signature: message.signature.slice(0, -1) },
      { ...message, signature: '' },
      { ...message, format: 3 as 2 },
    ];
    for (const one of forged) {
      assert.deepEqual(await seenOf(one), { ...one, genuine: false });
      assert.deepEqual(await seenOf({ ...one, genuine: true }), { ...one, genuine: false });
      assert.deepEqual(await seenOf({ message: { ...one, genuine: true } }), { message: { ...one, genuine: false } });
    }
    assert.deepEqual(await seenOf({ genuine: true, view }), { view });
  });

  it('never throws: what nobody can read says so', async () => {
    const unreadable: [Payload, string][] = [
      [payloadOf('abc', 'binary/unknown'), 'encoding'],
      [payloadOf('abc', 'binary/plain'), 'encoding'],
      [{}, 'encoding'],
      [{ metadata: { encoding: Buffer.from('json/plain') } }, 'json'],
      [payloadOf('{"view":'), 'json'],
      [payloadOf(new Uint8Array([0xff, 0xfe])), 'json'],
      [payloadOf(JSON.stringify('x'.repeat(300_000))), 'size'],
      [payloadOf(`${'['.repeat(33)}${']'.repeat(33)}`), 'depth'],
    ];
    for (const [payload, why] of unreadable) assert.deepEqual(await seen(payload), { unreadable: why });
  });

  it('leaves alone what is none of its business, and everything on the way out', async () => {
    const plain = payloadOf(JSON.stringify({ words: 'brackets in a text: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ "\\" {' }));
    const none: Payload = { metadata: { encoding: Buffer.from('binary/null') } };
    const [kept, kept2] = await codec.decode([plain, none]);
    assert.equal(kept, plain);
    assert.equal(kept2, none);
    const odd = payloadOf('abc', 'binary/unknown');
    assert.deepEqual(await codec.encode([odd]), [odd]);
  });

  it('needs a key', () => {
    assert.throws(() => new EngineSignature([]), /ENGINE_SIGNING_KEYS/);
  });
});
