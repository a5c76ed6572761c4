// What a customer is promised and told: within the limit of the rules, and with the date of the clock that runs.
import { describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isRunning } from '../../domain/clocks/clocks.js';
import { fold } from '../../domain/case/fold.js';
import type { CaseState, ClockState } from '../../domain/case/case.js';
import { isRefusal } from '../../domain/refusal.js';
import { clockRule } from '../../domain/rulebook/rulebook.js';
import { act, attempt, holder, pass, record, type Played } from '../support/model.js';
import { later, monday } from '../support/monday.js';
import { property } from '../support/shipped.js';

const sorts = [['slight-inconvenience'], ['service-at-fault'], ['serious-loss-or-injury']];
const sortedAs = (grounds: string[]) => ({ valid: true, grounds, department: 'engineering' });
const solutionOf = ({ clocks }: CaseState): ClockState | undefined =>
  clocks.find((clock) => isRunning(clock) && clockRule(property, 'complaint', clock.rule).nature === 'solution');

/** An act of a course: who, what, and with what as the case stands. */
type Course = [
  role: string,
  act: string,
  input: (state: CaseState, at: string, hours: number) => Record<string, unknown>,
];
const courses: Course[] = [
  ['cs-agent', 'sort', (_state, _at, hours) => sortedAs(sorts[hours % 3]!)],
  ['cs-agent', 'promise', (_state, at, hours) => ({ promisedAt: later(at, hours * 60), apology: true })],
  ['department-head', 'sign', () => ({})],
  ['cs-agent', 'customer-time', (_state, at, hours) => ({ customerTime: later(at, hours * 60), words: '最好快些' })],
  [
    'department-head',
    'request-extension',
    (state, at, hours) => ({
      clock: solutionOf(state)?.id ?? 'none',
      until: later(solutionOf(state)?.due ?? at, hours * 60),
      reason: '等配件',
    }),
  ],
  ['office-director', 'grant-extension', (state) => ({ clock: solutionOf(state)?.id ?? 'none' })],
  ['company-manager', 'grant-extension', (state) => ({ clock: solutionOf(state)?.id ?? 'none' })],
  ['office-director', 'refuse-extension', (state) => ({ clock: solutionOf(state)?.id ?? 'none' })],
  ['office-director', 'raise-tier', () => ({ tier: 'important', cause: 'grew', reason: '加重' })],
  ['office-director', 'raise-tier', () => ({ tier: 'major', cause: 'sorted-too-low', reason: '加重' })],
  ['department-head', 'finish', () => ({ done: '已处理' })],
  ['department-head', 'return-form', () => ({})],
  ['cs-supervisor', 'revisit', () => ({ outcome: 'not-satisfied', channel: 'phone' })],
  ['cs-agent', 'correct', () => ({ field: 'subject', to: '另一事由', reason: '记错' })],
];

/** The newest date the customer was told, and by which clock: as it stood when they were told. */
function newestDate({ entries }: Played): { clock: string; due: string } | undefined {
  let state: CaseState | null = null;
  let newest: { clock: string; due: string } | undefined;
  for (const entry of entries) {
    const after: CaseState = fold(state, entry);
    state = after;
    for (const { kind, clock: named, text } of entry.notices) {
      if (kind !== 'step' || !text['zh-CN'].includes('{due}')) continue;
      const clock = after.clocks.findLast(({ id, rule }) => id === named || rule === named);
      assert.ok(clock, `${entry.act} tells a date of no clock`);
      newest = { clock: clock.id, due: clock.due };
    }
  }
  return newest;
}

describe('promises', () => {
  test('P-4.3.1 the newest date a customer was told is the date of a clock that runs, whatever comes after', () => {
    const step = fc.record({
      move: fc.nat({ max: courses.length - 1 }),
      hours: fc.integer({ min: 1, max: 60 }),
      wait: fc.nat({ max: 600 }),
    });
    let compared = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 6, maxLength: 30, size: 'max' }), (steps) => {
        let played = record('complaint', { harm: false });
        let now = monday;
        for (const { move, hours, wait } of steps) {
          now = later(now, wait / 10);
          const [role, name, input] = courses[move]!;
          const answer = attempt(played, {
            actor: holder(role),
            act: name,
            input: input(played.state, now, hours),
            at: now,
          });
          played = isRefusal(answer) ? pass(played, now) : answer;
          const told = newestDate(played);
          const due = played.state.clocks.filter(
            (clock) => isRunning(clock) && (clock.rule === 'promise-kept' || clock === solutionOf(played.state)),
          );
          if (!told || due.length === 0) continue;
          compared += 1;
          const { act: last } = played.entries.at(-1)!;
          assert.ok(
            due.some(({ id, due: at }) => id === told.clock && at === told.due),
            `after ${last}: told ${told.clock} ${told.due}, runs ${due.map((one) => `${one.id} ${one.due}`).join(', ')}`,
          );
        }
      }),
      { numRuns: 300, interruptAfterTimeLimit: 20_000 },
    );
    assert.ok(compared > 300, `${compared} compared`);
  });

  const promised = (played: Played, hours: number, at: string) =>
    attempt(played, { actor: holder('cs-agent'), act: 'promise', input: { promisedAt: later(at, hours * 60) }, at });

  test('P-4.3.10.1 no promise goes beyond the limit of the rules: it says the limit, its clause, and to ask for more time', () => {
    const at = later(monday, 10);
    const minor = act(record('complaint'), 'cs-agent', 'sort', sortedAs(sorts[0]!), at);
    const refusal = promised(minor, 49, at);
    assert.ok(isRefusal(refusal));
    assert.deepEqual([refusal.code, refusal.clause], ['bad-time', 'P-4.3.10.1']);
    assert.match(refusal.text.en, /by 25 Nov 2026, 09:00 \(P-4\.3\.10\.1\)\. Ask for more time first/);
    assert.match(refusal.text['zh-CN'], /最迟 2026年11月25日.*（P-4\.3\.10\.1）。请先申请延期/);
    assert.ok(!isRefusal(promised(minor, 47, at)));
    // Once more time is granted it is promised.
    const { id, due } = solutionOf(minor.state)!;
    const asked = act(
      minor,
      'department-head',
      'request-extension',
      { clock: id, until: later(due, 600), reason: '等配件' },
      at,
    );
    assert.ok(!isRefusal(promised(act(asked, 'office-director', 'grant-extension', { clock: id }, at), 49, at)));
  });

  test('P-4.3.10.3b a major complaint has no extension, and what has run out sets no limit any more', () => {
    const at = later(monday, 10);
    const major = act(record('complaint'), 'cs-agent', 'sort', sortedAs(sorts[2]!), at);
    const refusal = promised(major, 241, at);
    assert.ok(isRefusal(refusal) && refusal.clause === 'P-4.3.10.3b');
    assert.match(refusal.text.en, /No more time is granted/);
    const late = later(monday, 11 * 24 * 60);
    assert.ok(!isRefusal(promised(pass(major, late), 24, late)));
  });

  test('P-4.3.1 before a complaint is sorted the shortest limit that may come to hold is the latest that is promised', () => {
    const refusal = promised(record('complaint'), 49, monday);
    assert.ok(isRefusal(refusal) && refusal.clause === 'P-4.3.10.1');
    assert.match(refusal.text.en, /Sort it first/);
    assert.ok(!isRefusal(promised(record('complaint'), 47, monday)));
  });

  test('X-7 of a repair that is an emergency after all, and then is not, the newest date told is that of the clock that runs', () => {
    let one = act(record('repair'), 'cs-agent', 'notify', {}, monday);
    one = act(one, 'cs-agent', 'agree-time', { agreedAt: later(monday, 120) }, later(monday, 1));
    for (const to of ['true', 'false']) {
      one = act(one, 'cs-agent', 'correct', { field: 'emergency', to, reason: '登记错误' }, later(monday, 2));
      const arrival = one.state.clocks.find((clock) => isRunning(clock) && clock.rule.startsWith('arrive'))!;
      assert.deepEqual(newestDate(one), { clock: arrival.id, due: arrival.due }, to);
    }
  });
});
