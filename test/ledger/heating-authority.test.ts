// A heating complaint on two clocks: the authority's and ours.
import { afterAll, beforeAll, beforeEach, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { isRunning } from '../../domain/clocks/clocks.js';
import { isRefusal } from '../../domain/refusal.js';
import { actorOf } from '../support/actors.js';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { driveHeatingComplaint, heatingComplaint, toldBy } from '../support/scenarios/heating.js';
import { shanghaiTime, assertDeadline, inShanghai } from '../support/deadline.js';

describe('a heating complaint that an authority hands down', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());
  beforeEach(() => desk.time.set(shanghaiTime('11-23 09:00')));

  const said = ({ code, clause }: { code: string; clause?: string }) => [code, clause];
  const dueAt = shanghaiTime('11-25 17:00');
  const mayors = {
    input: { channel: 'mayors-line', authorityDueAt: dueAt },
    words: { authorityReference: '滨热线〔2026〕15号' },
  };
  const reply = { answer: '已恢复供热，用户满意' };
  const attempt = (input: object, words: object = {}) =>
    desk.ledger.open(
      actorOf('h01'),
      {
        kind: 'heating-complaint',
        rulebook: 'heating',
        site: 'north-town-heat',
        input: { channel: 'hotline', words: { subject: '不热', ...words }, ...input },
      },
      JSON.stringify([input, words]),
    );

  test("H-9b the mayor's line is answered by its own time", () =>
    assertDeadline(desk, {
      rule: 'authority-reply',
      clause: 'H-9b',
      given: async () => (await driveHeatingComplaint(desk, 'done', mayors)).number,
      warn: '11-25 03:00',
      due: '11-25 17:00',
      met: [['h01', 'reply-to-authority', reply]],
      ladder: [
        ['11-25 17:00', 'heating-agent', 'heating-cs-manager'],
        ['11-25 17:30', 'heating-responsible-leader'],
        ['11-25 18:00', 'general-manager'],
        ['11-25 20:00', 'heating-agent', 'general-manager'],
      ],
    }));

  test('H-9b the inner clocks all end before the authority’s, however soon it is, and stay as they are where it is far off', async () => {
    for (const [authorityDueAt, expected] of [
      [shanghaiTime('11-24 12:00'), '11-24 10:00'],
      [shanghaiTime('12-20 12:00'), '11-26 09:00'],
      [shanghaiTime('11-23 09:30'), '11-23 09:00'],
    ] as const) {
      desk.time.set(shanghaiTime('11-23 09:00'));
      const state = await heatingComplaint(desk, { input: { channel: 'mayors-line', authorityDueAt } });
      const inner = state.clocks.filter((clock) => isRunning(clock) && clock.rule !== 'authority-reply');
      assert.ok(inner.length > 2 && inner.every(({ due }) => due < authorityDueAt), authorityDueAt);
      assert.deepEqual(
        [inShanghai(clockOf(state, 'solve').due), clockOf(state, 'authority-reply').due],
        [expected, authorityDueAt],
      );
    }
    const done = await driveHeatingComplaint(desk, 'done', {
      input: { channel: 'mayors-line', authorityDueAt: shanghaiTime('11-23 12:00') },
    });
    assert.deepEqual(
      ['feed-back', 'revisit'].map((rule) => inShanghai(clockOf(done, rule).due)),
      ['11-23 11:00', '11-23 11:30'],
    );
  });

  test('H-9b X-8 leave for the house limit does not carry our work past the authority’s time', async () => {
    const { number } = await driveHeatingComplaint(desk, 'in-hand', mayors);
    const refusal = await desk.refused(number, 'h13', 'request-extension', {
      clock: 'solve',
      until: shanghaiTime('11-30 09:00'),
      reason: '管道改造',
    });
    assert.deepEqual([...said(refusal), refusal.text.en.includes('25 Nov 2026, 15:00')], ['bad-time', 'H-4', true]);
    const free = await driveHeatingComplaint(desk, 'in-hand');
    await desk.act(free.number, 'h13', 'request-extension', {
      clock: 'solve',
      until: shanghaiTime('11-30 09:00'),
      reason: '管道改造',
    });
    assert.equal(
      inShanghai(clockOf(await desk.act(free.number, 'h05', 'grant-extension', { clock: 'solve' }), 'solve').due),
      '11-30 09:00',
    );
  });

  test('H-9b what hands it down, its number and its time are on record; the number is words and no fact', async () => {
    const { number, facts, words } = await heatingComplaint(desk, mayors);
    assert.deepEqual(
      [facts['authority'], facts['authorityDueAt'], facts['replyForm'], words.authorityReference],
      ['mayors-line', dueAt, 'online', '滨热线〔2026〕15号'],
    );
    assert.doesNotMatch(JSON.stringify(facts), /15号/);
    assert.ok((await toldBy(desk, number, 'record')).includes('heating-cs-manager'));
  });

  test('H-9b an authority without a time, a time without an authority, and a channel that is none are refused with what to do', async () => {
    const answers = [
      await attempt({ channel: 'mayors-line' }),
      await attempt({ authorityDueAt: dueAt }),
      await attempt({}, { authorityReference: '15' }),
      await attempt({ authority: 'hall', authorityDueAt: dueAt }),
    ];
    for (const [at, pattern] of [/authorityDueAt/, /name it/, /name it/, /'hall' is a channel/].entries()) {
      const answer = answers[at]!;
      assert.ok(isRefusal(answer));
      assert.deepEqual(said(answer), ['bad-input', 'H-9b']);
      assert.match(answer.text.en, pattern);
    }
  });

  test('H-9b the reply waits for the outcome, is in the form the authority asks for, and is given once; without it the case is not filed', async () => {
    const { number } = await driveHeatingComplaint(desk, 'in-hand', mayors);
    const early = await desk.refused(number, 'h01', 'reply-to-authority', reply);
    assert.deepEqual([...said(early), /not known yet/.test(early.text.en)], ['missing-step', 'H-9b', true]);
    await desk.act(number, 'h13', 'finish', { done: '已恢复' });
    await desk.act(number, 'h01', 'feed-back', { words: '已告知' });
    await desk.act(number, 'h02', 'revisit', { outcome: 'satisfied', channel: 'phone' });
    assert.deepEqual(said(await desk.refused(number, 'h01', 'close')), ['missing-step', 'H-9b']);
    assert.deepEqual(said(await desk.refused(number, 'h01', 'reply-to-authority', { ...reply, form: 'written' })), [
      'bad-input',
      'H-9b',
    ]);
    const replied = await desk.act(number, 'h01', 'reply-to-authority', { ...reply, form: 'online' });
    assert.deepEqual(
      [replied.words.answer, clockOf(replied, 'authority-reply').metAt],
      [reply.answer, shanghaiTime('11-23 09:00')],
    );
    assert.deepEqual(said(await desk.refused(number, 'h01', 'reply-to-authority', reply)), ['already-done', 'H-9b']);
    assert.equal((await desk.act(number, 'h01', 'close')).status, 'closed');
  });

  test('H-9b after a new round the authority hears the new outcome before the case is filed', async () => {
    const { number } = await driveHeatingComplaint(desk, 'done', mayors);
    await desk.act(number, 'h01', 'reply-to-authority', reply);
    await desk.act(number, 'h02', 'revisit', { outcome: 'not-satisfied', channel: 'phone' });
    await desk.act(number, 'h13', 'finish', { done: '再次处理' });
    await desk.act(number, 'h01', 'feed-back', { words: '已告知' });
    await desk.act(number, 'h02', 'revisit', { outcome: 'satisfied', channel: 'phone' });
    assert.deepEqual(said(await desk.refused(number, 'h01', 'close')), ['missing-step', 'H-9b']);
    await desk.act(number, 'h01', 'reply-to-authority', reply);
    assert.equal((await desk.act(number, 'h01', 'close')).status, 'closed');
  });

  test('H-9b H-flow2 a complaint handed down later gets the clock then, the inner ones move before it, and it goes up', async () => {
    const { number } = await driveHeatingComplaint(desk, 'sorted');
    assert.deepEqual(said(await desk.refused(number, 'h01', 'reply-to-authority', reply)), ['missing-step', 'H-9b']);
    const down = await desk.act(number, 'h01', 'hand-down', {
      authority: 'county-heads-line',
      authorityDueAt: shanghaiTime('11-24 09:00'),
      authorityReference: '县长热线88',
    });
    assert.deepEqual(
      [
        inShanghai(clockOf(down, 'solve').due),
        inShanghai(clockOf(down, 'solve').originalDue),
        clockOf(down, 'authority-reply').due,
        down.facts['goesUp'],
      ],
      ['11-24 07:00', '11-26 09:00', shanghaiTime('11-24 09:00'), true],
    );
    const later = await desk.act(number, 'h01', 'hand-down', {
      authority: 'county-heads-line',
      authorityDueAt: shanghaiTime('11-25 09:00'),
    });
    assert.deepEqual(
      [clockOf(later, 'authority-reply').due, inShanghai(clockOf(later, 'solve').due)],
      [shanghaiTime('11-25 09:00'), '11-25 07:00'],
    );
    assert.equal(later.clocks.filter((clock) => clock.rule === 'authority-reply' && isRunning(clock)).length, 1);
  });

  test('H-9b the petition office takes its reply in writing', async () => {
    const { number } = await driveHeatingComplaint(desk, 'done', {
      input: { channel: 'petition-office', authorityDueAt: dueAt },
    });
    const refusal = await desk.refused(number, 'h01', 'reply-to-authority', { ...reply, form: 'online' });
    assert.match(refusal.text.en, /in writing/);
    await desk.act(number, 'h01', 'reply-to-authority', { ...reply, form: 'written' });
  });
});
