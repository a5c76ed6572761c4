import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { inquiry, inTurn } from '../support/scenarios/intake-desk.js';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { shanghaiTime } from '../support/deadline.js';

describe('an inquiry', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  test('P-4.5.2 answered with its record it is met at once, and filed when the customer is content', async () => {
    const state = await inquiry(desk, 'property', {
      receivedAt: shanghaiTime('11-23 08:57'),
      input: { satisfied: true },
      words: { answer: '物业费每季度一交' },
    });
    const clock = clockOf(state, 'answer');
    assert.deepEqual(
      [state.status, state.words.answer, clock.metAt, clock.breachedAt],
      ['answered', '物业费每季度一交', desk.time.iso, null],
    );
    const filed = await desk.act(state.number, 'p01', 'close');
    assert.deepEqual([filed.status, filed.facts['outcome'], filed.facts['answer']], ['closed', 'answered', undefined]);
  });

  test('P-4.5.2 what cannot be answered at once is asked of the supervisor, who is told, and answered by the agent', async () => {
    const { number } = await inquiry(desk, 'property');
    await desk.act(number, 'p01', 'ask', { words: '装修押金何时退' });
    assert.deepEqual(
      (await desk.entries(number)).at(-1)!.notices.map(({ role }) => role),
      ['cs-supervisor'],
    );
    assert.equal((await desk.refused(number, 'p01', 'ask', { words: '再问' })).code, 'not-in-this-status');
    assert.equal((await desk.refused(number, 'p01', 'advise', { words: '我来' })).code, 'role-may-not');
    await desk.act(number, 'p03', 'advise', { words: '验收后七日' });
    const answered = await desk.act(number, 'p01', 'answer', { answer: '验收合格后七日内退还' });
    assert.equal(answered.status, 'answered');
    assert.equal(
      (await desk.refused(number, 'p01', 'close')).code,
      'missing-step',
      'the customer has not said whether that helps',
    );
    await desk.act(number, 'p03', 'revisit', { outcome: 'not-satisfied', channel: 'phone' });
    const again = await desk.act(number, 'p01', 'answer', { answer: '周五到账', satisfied: true });
    assert.deepEqual([again.round, (await desk.act(number, 'p01', 'close')).status], [2, 'closed']);
  });

  test('P-4.5.1 asked in writing it is answered in writing, by the director of the site alone', async () => {
    const { number, facts } = await inquiry(desk, 'property', { channel: 'letter' });
    assert.equal(facts['form'], 'written');
    assert.equal((await desk.refused(number, 'p01', 'answer', { answer: '电话告知' })).clause, 'P-4.5.2');
    assert.equal((await desk.refused(number, 'p01', 'answer-in-writing', { answer: '复函' })).code, 'role-may-not');
    assert.equal(
      (await desk.refused(number, 'p05', 'answer-in-writing', { answer: '复函' })).code,
      'role-may-not',
      'the director of another site',
    );
    assert.equal((await desk.act(number, 'p04', 'answer-in-writing', { answer: '复函' })).status, 'answered');
    await assert.rejects(
      inquiry(desk, 'property', { channel: 'letter', words: { answer: '口头答复' } }),
      /answer-in-writing/,
    );
  });

  test('W-14.3 a call back takes an apology, a phone number and a time ahead', async () => {
    const { number } = await inquiry(desk, 'power', { words: { phone: '' } });
    const promisedAt = new Date(Date.parse(desk.time.iso) + 3_600_000).toISOString();
    const refusals = [
      { promisedAt, phone: '139' },
      { promisedAt, apology: true },
      { promisedAt: desk.time.iso, apology: true, phone: '139' },
    ];
    const codes = [];
    for (const input of refusals) codes.push((await desk.refused(number, 'w01', 'call-back', input)).code);
    assert.deepEqual(codes, ['missing-step', 'bad-input', 'bad-time']);
    const state = await desk.act(number, 'w01', 'call-back', { promisedAt, apology: true, phone: '13900000000' });
    assert.deepEqual(
      [
        state.words.phone,
        state.facts['reachable'],
        clockOf(state, 'answer-at-once').stoppedBy,
        clockOf(state, 'promise-kept').due,
      ],
      ['13900000000', true, 'call-back', promisedAt],
    );
  });

  test('H-1b what goes up gets a limit ahead for its answer', async () => {
    const { number } = await inquiry(desk, 'heating');
    assert.equal(
      (await desk.refused(number, 'h01', 'escalate', { answerBy: desk.time.iso, words: 'x' })).clause,
      'H-1b',
    );
    const state = await desk.act(number, 'h01', 'escalate', {
      answerBy: shanghaiTime('11-24 09:00'),
      words: '补贴政策',
    });
    assert.deepEqual([state.status, clockOf(state, 'answer-by').due], ['escalated', shanghaiTime('11-24 09:00')]);
    assert.deepEqual(
      (await desk.entries(number)).at(-1)!.notices.map(({ role }) => role),
      ['heating-cs-manager'],
    );
  });

  test('H-out what is out of scope is politely declined and referred with a contact: the question is still answered for', async () => {
    const { number } = await inquiry(desk, 'heating');
    const state = await desk.act(number, 'h01', 'refer', {
      office: '市燃气公司',
      contact: '客服热线 0546-5600000',
      words: '属燃气业务',
    });
    assert.deepEqual(
      [state.status, clockOf(state, 'first-asked').metAt, clockOf(state, 'answer').metAt],
      ['answered', desk.time.iso, desk.time.iso],
    );
    assert.doesNotMatch(JSON.stringify(state.facts), /燃气|0546/, 'contacts are words');
    assert.equal((await desk.act(number, 'h01', 'close')).facts['outcome'], 'referred');
  });

  test('H-flow1 a question that is a repair is passed on with its reason, and is not filed before the repair has its outcome', async () => {
    const { number } = await inquiry(desk, 'property');
    assert.match((await desk.refused(number, 'p01', 'open-repair', { reason: '水管漏' })).text.en, /type of repair/);
    const state = await desk.act(number, 'p01', 'open-repair', { reason: '水管漏', repairType: 'plumbing' });
    assert.deepEqual(
      [state.status, state.links.map(({ kind, state: stands }) => [kind, stands])],
      ['answered', [['repair', 'asked']]],
    );
    assert.match(state.links[0]!.ask!.input['words'] ? JSON.stringify(state.links[0]!.ask!.input) : '', /水管漏/);
    assert.equal((await desk.refused(number, 'p01', 'close')).code, 'missing-step');
  });

  test('HH-6 the hotline post records, passes on, follows and answers', async () => {
    const state = await inquiry(desk, 'heating', { input: { post: 'hotline-post' } });
    assert.equal(state.facts['post'], 'hotline-post');
    const number = await inTurn(
      desk,
      Promise.resolve(state),
      ['h01', 'ask', { words: '请示' }],
      ['h04', 'advise', { words: '可以' }],
      ['h01', 'answer', { answer: '可以', satisfied: true }],
      ['h01', 'close'],
    );
    assert.equal((await desk.state(number)).status, 'closed');
    await assert.rejects(inquiry(desk, 'heating', { input: { post: 'ticket-office' } }), /not in 'posts'/);
  });

  test('W-4.2 nobody is refused: a question by any channel is recorded by whoever is asked', async () => {
    for (const [by, channel] of [
      ['w01', 'hotline'],
      ['w05', 'counter'],
      ['w01', 'web'],
      ['w07', 'visit'],
    ] as const)
      assert.equal((await inquiry(desk, 'power', { by, channel })).status, 'recorded');
  });

  test('an act entered twice under the same key is entered once; in the wrong order it is refused', async () => {
    const { number } = await inquiry(desk, 'power');
    assert.equal((await desk.refused(number, 'w01', 'close')).code, 'not-in-this-status');
    assert.equal((await desk.refused(number, 'w07', 'answer', { answer: 'x' })).code, 'role-may-not');
  });
});
