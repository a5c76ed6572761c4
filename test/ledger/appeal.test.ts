// Appeals (申诉): P-3.3, HH-7, W-32. Every act by every role, who may appeal and decide, and what it does to the figures.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { kinds } from '../../domain/kinds/kinds.js';
import type { CaseState } from '../../domain/case/case.js';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import { figuresOf, type FigureValue } from '../../ledger/figures/figures.js';
import type { Dimension } from '../../domain/rulebook/figures.js';
import { tablesWith } from '../support/dump.js';
import { actorIn, actorOf, type Who } from '../support/actors.js';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { property } from '../support/shipped.js';

const minor = { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' };
const start = '2026-11-23T01:00:00.000Z'; // Monday, 09:00 in Shanghai

describe('an appeal against what was late', () => {
  let desk: TestLedger;
  beforeAll(async () => (desk = await TestLedger.start({ at: start })));
  afterAll(() => desk.stop());

  /** A minor complaint that engineering (p08) solved a day too late, filed. */
  const late = async (): Promise<string> => {
    desk.time.set(start);
    const { number } = await desk.complaint({ by: 'p01' });
    await desk.act(number, 'p01', 'sort', minor);
    await desk.act(number, 'p01', 'promise', { promisedAt: '2026-11-25T00:59:00.000Z' });
    await desk.act(number, 'p08', 'sign');
    desk.time.set('2026-11-26T01:00:00.000Z');
    await desk.act(number, 'p08', 'finish', { done: 'done' });
    await desk.act(number, 'p08', 'return-form');
    await desk.act(number, 'p01', 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act(number, 'p01', 'close');
    return number;
  };
  const against = (number: string, more: object = {}) => ({
    case: number,
    clock: 'solve-minor',
    of: 'person',
    whose: 'p08',
    words: { description: 'the part came late' },
    ...more,
  });
  const appeal = (by: Who, input: object): Promise<CaseState> =>
    desk.opened(by, { kind: 'appeal', rulebook: 'property', site: 'sunshine', input });
  const refusedAppeal = async (by: string, input: object): Promise<Refusal> => {
    const answer = await desk.ledger.open(
      actorOf(by),
      { kind: 'appeal', rulebook: 'property', site: 'sunshine', input },
      randomUUID(),
    );
    assert.ok(isRefusal(answer), 'it was not refused');
    return answer;
  };
  const figure = async (
    id: string,
    period: { from: string; until: string },
    by?: Dimension,
  ): Promise<FigureValue & { groups: ({ key: string | null } & FigureValue)[] | null }> =>
    (await figuresOf(
      desk.ledger,
      { rulebook: 'property', sites: ['sunshine'], keys: [], ...period },
      { ids: [id], ...(by ? { by } : {}) },
    ))!.figures[0]!;
  const november = { from: '2026-11-01', until: '2026-12-01' };
  const december = { from: '2026-12-01', until: '2027-01-01' };

  test('P-3.3 upheld, it corrects the figure beside what was counted; the past month keeps its own number, the decision stands in its month', async () => {
    const number = await late();
    const counted = {
      rate: await figure('clocks-on-time', november),
      points: await figure('points', november, 'person'),
      cases: await figure('complaint-on-time-rate', november),
    };
    assert.equal(counted.cases.value, 0);
    assert.equal(counted.rate.corrected, null);
    const mine = counted.points.groups!.find(({ key }) => key === 'p08')!;
    assert.equal(mine.value, 2.5, 'two points for a solution that was late, a half for the promise');
    desk.time.set('2026-12-01T02:00:00.000Z');
    const { number: own, clocks, facts } = await appeal('p08', against(number));
    assert.equal(facts['decider'], 'office-director');
    assert.deepEqual(
      clocks.map(({ rule, who, clause }) => [rule, who, clause]),
      [['decide', 'office-director', 'P-3.3']],
    );
    assert.deepEqual(
      await figure('clocks-on-time', november),
      counted.rate,
      'an appeal that is not decided changes nothing',
    );
    await desk.act(own, 'p04', 'uphold', { reason: 'the supplier was late' });
    const rate = await figure('clocks-on-time', november);
    assert.deepEqual([rate.value, rate.part, rate.of], [counted.rate.value, counted.rate.part, counted.rate.of]);
    assert.deepEqual(
      [rate.corrected!.part, rate.corrected!.of, rate.corrected!.corrections],
      [counted.rate.part! + 1, counted.rate.of, 1],
    );
    const points = (await figure('points', november, 'person')).groups!.find(({ key }) => key === 'p08')!;
    assert.deepEqual([points.value, points.corrected!.value], [2.5, 0.5]);
    assert.equal((await figure('complaint-on-time-rate', november)).corrected, null, 'the promise was broken too');
    const other = await appeal('p08', against(number, { clock: 'promise-kept' }));
    await desk.act(other.number, 'p04', 'uphold', { reason: 'the supplier was late' });
    const cases = await figure('complaint-on-time-rate', november);
    assert.deepEqual([cases.value, cases.corrected!.value, cases.corrected!.met], [0, 1, true]);
    const [correction] = await desk.database.source.query(
      `SELECT to_char(day, 'YYYY-MM-DD') AS day, of_number, of_clock, to_char(of_day, 'YYYY-MM-DD') AS of_day FROM measurements WHERE what = 'correction' AND outcome = 'lifted' AND of_clock = 'solve-minor'`,
    );
    assert.deepEqual(correction, {
      day: '2026-12-01',
      of_number: number,
      of_clock: 'solve-minor',
      of_day: '2026-11-25',
    });
    assert.equal((await figure('clocks-on-time', december)).corrected, null);
  });

  test('P-3.3 dismissed, with the reason, nothing is corrected; a second appeal against the same is refused', async () => {
    const number = await late();
    const own = await appeal('p08', against(number));
    const before = (await figure('clocks-on-time', november)).corrected!.corrections;
    await desk.act(own.number, 'p04', 'dismiss', { reason: 'it could have been ordered in time' });
    assert.equal((await figure('clocks-on-time', november)).corrected!.corrections, before);
    assert.equal((await desk.state(own.number)).facts['outcome'], 'dismissed');
    assert.equal((await refusedAppeal('p08', against(number))).code, 'already-done');
  });

  test('X-10 what was said of it and about it is erased with it', async () => {
    const said = '欧阳忘川';
    const { number } = await appeal('p08', against(await late(), { words: { description: said } }));
    await desk.act(number, 'p09', 'comment', { words: said });
    await desk.act(number, 'p04', 'dismiss', { reason: said });
    assert.ok((await tablesWith(desk.database.ownerUrl, said)).includes('public.words'));
    await desk.act(number, 'desk', 'erase', { ground: 'on-request', reason: 'by letter' });
    assert.deepEqual(await tablesWith(desk.database.ownerUrl, said), []);
  });

  test('P-3.3 one appeals for oneself, against what was put down to oneself, within ten days of its end', async () => {
    const number = await late();
    assert.deepEqual(
      [
        (await refusedAppeal('p09', against(number))).code,
        (await refusedAppeal('p09', against(number, { whose: 'p09' }))).code,
      ],
      ['role-may-not', 'bad-input'],
    );
    assert.equal((await refusedAppeal('p08', against(number, { clock: 'sort' }))).code, 'bad-input');
    assert.equal((await refusedAppeal('p08', against('PC-2026-999999'))).code, 'bad-input');
    desk.time.set('2026-12-06T01:00:01.000Z');
    const tooLate = await refusedAppeal('p08', against(number));
    assert.deepEqual([tooLate.code, tooLate.clause], ['too-late-to-ask', 'P-3.3']);
    desk.time.set('2026-12-06T01:00:00.000Z');
    await appeal('p08', against(number));
  });

  test('P-3.3 nobody decides who is concerned, or who has decided about that case before; whoever stands above may', async () => {
    desk.time.set(start);
    const { number } = await desk.complaint({ by: 'p01' });
    await desk.act(number, 'p01', 'sort', minor);
    await desk.act(number, 'p08', 'sign');
    await desk.act(number, 'p08', 'request-extension', {
      clock: 'solve-minor',
      until: '2026-11-26T01:00:00.000Z',
      reason: 'part',
    });
    await desk.act(number, 'p04', 'grant-extension', { clock: 'solve-minor' });
    desk.time.set('2026-11-27T01:00:00.000Z');
    await desk.act(number, 'p08', 'finish', { done: 'done' });
    const { number: own } = await appeal('p08', against(number));
    const refused = async (by: Who) => (await desk.refused(own, by, 'uphold', { reason: 'x' })).code;
    assert.equal(await refused('p04'), 'not-by-the-handler');
    assert.equal(await refused('p08'), 'role-may-not');
    assert.equal(await refused(actorIn('company-manager', { id: 'p08' })), 'not-your-own-request');
    assert.equal((await desk.act(own, 'p06', 'uphold', { reason: 'x' })).status, 'closed');
  });

  test('P-3.3 the decision is a clock with warning, breach and ladder', async () => {
    const number = await late();
    const { number: own } = await appeal('p08', against(number));
    const { due, warnAt } = clockOf(await desk.state(own), 'decide');
    assert.equal(due, '2026-12-03T01:00:00.000Z', 'five working days');
    assert.ok(warnAt! < due);
    const state = await desk.at('2026-12-03T01:00:01.000Z', own);
    assert.equal(clockOf(state, 'decide').breachedAt, due);
    const entries = await desk.entries(own);
    assert.deepEqual(
      entries
        .find(({ act }) => act === 'breach')!
        .notices.map(({ role }) => role)
        .toSorted(),
      ['company-manager', 'office-director'],
    );
  });

  test('X-10 each act of an appeal is for those its row names, in every status', async () => {
    const number = await late();
    const table = kinds['appeal']!;
    const acts = ['comment', 'uphold', 'dismiss', 'take-back'];
    const inputs: Record<string, object> = {
      comment: { words: 'x' },
      uphold: { reason: 'x' },
      dismiss: { reason: 'x' },
      'take-back': {},
    };
    const { number: own } = await appeal('p08', against(number));
    for (const act of acts) {
      assert.ok(table[act]);
      for (const role of Object.keys(property.roles)) {
        if (role === 'desk' || role === 'engine-operator') continue;
        const answer =
          act === 'comment' || ['office-director', 'responsible-leader', 'company-manager'].includes(role)
            ? undefined
            : await desk.refused(own, actorIn(role), act, inputs[act]!);
        if (answer) assert.equal(answer.code, 'role-may-not', `${role} could ${act}`);
      }
    }
    await desk.act(own, 'p09', 'comment', { words: 'the part was in stock' });
    assert.equal((await desk.refused(own, 'p08', 'uphold', { reason: 'x' })).code, 'role-may-not');
    assert.equal((await desk.act(own, 'p08', 'take-back')).facts['outcome'], 'withdrawn');
    for (const act of ['comment', 'uphold', 'dismiss', 'take-back'])
      assert.equal(
        (await desk.refused(own, act === 'comment' || act === 'take-back' ? 'p08' : 'p04', act, inputs[act]!)).code,
        'not-in-this-status',
      );
  });
});
