// One gate for input: what is wrong is refused by its fields, whoever brings it, and what is named must be there.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createActivities, type Activities } from '../../activities/activities.js';
import { DeliveryService } from '../../activities/delivery.service.js';
import { engineOperator, systemActor } from '../../domain/actor.js';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import type { LedgerAnswer, OpenRequest } from '../../ledger/request.js';
import { TestLedger } from '../support/test-ledger.js';
import { actorOf } from '../support/actors.js';
import { signature } from '../support/engine-keys.js';
import { entriesWithWords } from '../support/recorded.js';

describe('one gate for input', () => {
  let desk: TestLedger;
  let activities: Activities;
  beforeAll(async () => {
    desk = await TestLedger.start();
    activities = createActivities({ signature, ledger: desk.ledger, deliveries: new DeliveryService(desk.ledger) });
  });
  afterAll(() => desk.stop());

  const fieldsOf = (answer: LedgerAnswer | Refusal): string[] => {
    assert.ok(isRefusal(answer), 'was not refused');
    assert.equal(answer.code, 'bad-input', answer.text.en);
    return (answer.errors ?? []).map(({ field }) => field);
  };
  const opening = (input: object, more: Partial<OpenRequest> = {}): OpenRequest => ({
    kind: 'complaint',
    rulebook: 'property',
    site: 'sunshine',
    input: { channel: 'phone', words: { subject: '楼道灯不亮' }, ...input },
    ...more,
  });
  const open = (input: object, more?: Partial<OpenRequest>, imported = false) =>
    desk.ledger.open(actorOf('p01'), opening(input, more), randomUUID(), imported);
  const inputsOf = async (number: string, act: string): Promise<Record<string, unknown>[]> =>
    (await entriesWithWords(desk.database.source, number)).filter((one) => one.act === act).map(({ input }) => input);
  const count = async (table: string): Promise<number> =>
    (await desk.database.source.query(`SELECT count(*)::integer AS count FROM ${table}`))[0].count;

  it('X-10 what goes beside an input is checked too, and every wrong field is named', async () => {
    assert.deepEqual(fieldsOf(await open({}, { receivedAt: 'yesterday' })), ['receivedAt']);
    assert.deepEqual(fieldsOf(await open({}, { kind: 'a b', site: '\u0000', rulebook: '' })), [
      'kind',
      'rulebook',
      'site',
    ]);
    assert.deepEqual(fieldsOf(await open({ harm: 'yes', more: 1, words: { subject: '\u200b', phone: 5, x: 'y' } })), [
      'harm',
      'more',
      'words.subject',
      'words.phone',
      'words.x',
    ]);
    const { number } = await desk.complaint();
    const acting = { number, act: 'note', input: { words: 'x' } };
    for (const more of [{ happenedAt: 'soon' }, { ifSeq: 'one' }, { act: '\u0000' }, { act: 'x'.repeat(9_000) }])
      assert.deepEqual(
        fieldsOf(await desk.ledger.append(actorOf('p01'), { ...acting, ...more } as never, randomUUID())),
        Object.keys(more),
      );
    const nowhere = await desk.ledger.append(actorOf('p01'), { ...acting, number: 'PC\u0000' }, randomUUID());
    assert.ok(isRefusal(nowhere) && nowhere.code === 'unknown-case' && !nowhere.text.en.includes('\u0000'));
    let deep: unknown = 'x';
    for (let i = 0; i < 50_000; i += 1) deep = [deep];
    for (const input of [
      { words: 'x'.repeat(3_000_000) },
      { words: deep },
      { words: 'x', more: Array(30_000).fill(0) },
    ])
      assert.deepEqual(fieldsOf(await desk.ledger.append(engineOperator, { ...acting, input }, randomUUID())), [
        'input',
      ]);
    const before = await desk.ledger.preview(actorOf('p01'), { ...acting, input: { words: 5 } });
    assert.ok(isRefusal(before) && before.errors?.[0]?.field === 'words');
  });

  it('X-10 what no person may give, the import and the system may; and an import says more than a form', async () => {
    const row = { importedFrom: 'old:7', customerKey: 'k', importedAt: '2026-11-20T08:00:00+08:00' };
    assert.deepEqual(fieldsOf(await open(row)), ['importedFrom', 'customerKey', 'importedAt']);
    const long = { words: { subject: '灯', description: '字'.repeat(12_000), answer: '已复' } };
    assert.deepEqual(fieldsOf(await open(long)), ['words.description', 'words.answer']);
    const taken = await open({ ...row, ...long }, {}, true);
    assert.ok(!isRefusal(taken));
    assert.equal(taken.entries[0]!.input['importedAt'], '2026-11-20T00:00:00.000Z');
    assert.equal(taken.state.words.description?.length, 12_000);
    const tooLong = { words: { subject: '灯', description: '字'.repeat(20_001) } };
    assert.deepEqual(fieldsOf(await open(tooLong, {}, true)), ['words.description']);
    assert.deepEqual(fieldsOf(await open({ words: { subject: 'a\u0000b' } }, {}, true)), ['words.subject']);
    const past = { ...opening({ words: { subject: 'a\u0000' } }), receivedAt: '2020-01-01T00:00:00Z' };
    assert.deepEqual(fieldsOf(await desk.ledger.openHistory(actorOf('p01'), past, randomUUID())), ['words.subject']);
  });

  it('X-10 what is wrong leaves nothing behind: the same key may come again, put right', async () => {
    const { number } = await desk.complaint();
    const [keys, entries] = [await count('idempotency_keys'), await count('entries')];
    const key = randomUUID();
    const note = (input: object) => desk.ledger.append(actorOf('p01'), { number, act: 'note', input }, key);
    assert.deepEqual(fieldsOf(await note({ words: 'x', more: 1 })), ['more']);
    assert.deepEqual([await count('idempotency_keys'), await count('entries')], [keys, entries]);
    assert.ok(!isRefusal(await note({ words: ' \u202e灯 \u2069' })));
    assert.equal((await inputsOf(number, 'note')).at(-1)!['words'], '灯');
  });

  it('W-35 people and cases that an input names are there, asked by the ledger; of others, and last', async () => {
    assert.deepEqual(fieldsOf(await open({ aboutPerson: 'nobody' })), ['aboutPerson']);
    assert.deepEqual(fieldsOf(await open({ aboutPerson: 'h01' })), ['aboutPerson'], 'of another organisation');
    assert.ok(!isRefusal(await open({ aboutPerson: 'p09' })));
    const there = await desk.complaint();
    const imported = await open({ sameCustomerAs: 'PC-2026-999999' }, {}, true);
    assert.ok(isRefusal(imported) && imported.code === 'unknown-case');
    assert.ok(!isRefusal(await open({ sameCustomerAs: there.number }, {}, true)));
    const link = { number: there.number, act: 'link', input: { number: 'PC-2026-999999' } };
    const linked = await desk.ledger.append(actorOf('p01'), link, randomUUID());
    assert.ok(isRefusal(linked) && linked.code === 'unknown-case');
    const curious = await desk.ledger.append(engineOperator, link, randomUUID());
    assert.ok(isRefusal(curious) && curious.code === 'role-may-not', 'who may not act learns nothing');
    const other = await desk
      .opened('heating-agent', {
        kind: 'inquiry',
        rulebook: 'heating',
        site: 'warm-heat',
        input: { channel: 'hotline', words: { subject: '问' } },
      })
      .catch(() => undefined);
    if (other) assert.ok(isRefusal(await desk.attempt(there.number, 'p01', 'link', { number: other.number })));
  });

  it('what the database refuses for good is refused, not tried for ever', async () => {
    const { number } = await desk.complaint();
    const note = { number, act: 'note', input: { words: 'x' } };
    for (const key of ['k\u0000', Array.from({ length: 1_500 }, () => randomUUID()).join('')]) {
      const answer = await desk.ledger.append(actorOf('p01'), note, key);
      assert.ok(isRefusal(answer) && answer.code === 'bad-input', 'was entered');
      assert.match(answer.text.en, /The database cannot keep this as it is written \((22021|54000)\)/);
    }
    assert.equal((await desk.state(number)).seq, 1);
  });

  it('X-10 a signal of any shape ends as a refused entry with the code, and the case goes on', async () => {
    const { number } = await desk.complaint();
    const bad: [string, unknown][] = [
      ['note', { words: 'x'.repeat(3_000_000) }],
      ['note', { words: 12_345 }],
      ['note', { words: 'a\u0000b' }],
      ['note', { words: 'x', more: { a: 1 } }],
      ['note', JSON.parse('{"__proto__": {"words": "x"}}')],
      ['note', [['x']]],
      ['note', null],
      ['promise', { promisedAt: 'tomorrow' }],
      ['move-version', { version: { toString: 1 } }],
      ['a\u0000b', {}],
      ['constructor', {}],
      ['grant-extension', { clock: 'sort', reason: 'x' }],
    ];
    for (const [at, [act, input]] of bad.entries()) await activities.putBefore(number, act, input, `signal:${at}`);
    const refused = await inputsOf(number, 'refuse-signal');
    assert.deepEqual(
      refused.map(({ act, code }) => [act, code]),
      [
        ...Array.from({ length: 7 }, () => ['note', 'bad-input']),
        ['promise', 'bad-input'],
        ['move-version', 'bad-input'],
        ['unreadable', 'bad-input'],
        ['constructor', 'unknown-act'],
        ['grant-extension', 'role-may-not'],
      ],
    );
    // Twice is once, and a good one is taken as a plain text too.
    await activities.putBefore(number, 'note', { words: 12_345 }, 'signal:1');
    const { view } = await activities.putBefore(number, 'note', 'looked at', 'signal:99');
    assert.equal(view.seq, 1 + bad.length + 1);
    assert.ok(!isRefusal(await desk.ledger.append(systemActor, { number, act: 'wake', input: {} }, randomUUID())));
  });
});
