import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { kindRules, type ClockRule } from '../../domain/rulebook.js';
import { property } from '../harness.js';
import { AttendedDesk } from './attended.js';
import { meetings, runningClock } from './situations.js';

const secondMs = 1_000;
const leeway = 2_000;

/** Every deadline clause of the rulebook, met and run out, with the engine waking the case at its moments. */
describe('every deadline clause on the time-skipping server', () => {
  let desk: AttendedDesk;
  before(async () => (desk = await AttendedDesk.start()));
  after(() => desk.stop());

  for (const kind of ['complaint', 'repair']) {
    for (const rule of kindRules(property, kind).clocks) {
      if (rule.until.some((milestone) => rule.start.includes(milestone))) continue;
      deadlineTests(kind, rule);
    }
  }

  function deadlineTests(kind: string, rule: ClockRule): void {
    it(`${rule.clause} ${kind} '${rule.id}': met in time leaves no warning and no breach`, async () => {
      const number = await runningClock(desk, kind, rule.id);
      await meetings[`${kind}/${rule.id}`]!(desk, number);
      await desk.settled();
      const clock = (await desk.state(number)).clocks.find((one) => one.id === rule.id)!;
      assert.ok(clock.metAt, 'the clock is met');
      assert.equal(clock.breachedAt, null);
      assert.deepEqual((await desk.entries(number)).filter((entry) => entry.clock === rule.id), []);
      await desk.end(number);
    });

    it(`${rule.clause} ${kind} '${rule.id}': warned, breached at the second, told up the chain and urged by the engine`, async () => {
      const number = await runningClock(desk, kind, rule.id);
      const clock = (await desk.state(number)).clocks.find((one) => one.id === rule.id)!;
      const warned = clock.warnAt !== null && clock.warnAt > (await desk.now());
      await desk.sleepUntil(clock.due);
      assert.equal((await desk.state(number)).clocks.find((one) => one.id === rule.id)!.breachedAt, null, 'at the due second it is still in time (X-3)');
      await desk.sleepUntil(plus(clock.due, 3 * secondMs));
      const after = (await desk.state(number)).clocks.find((one) => one.id === rule.id)!;
      assert.equal(after.breachedAt, clock.due);
      const moments = (await desk.entries(number)).filter((entry) => entry.clock === rule.id);
      if (warned) assert.deepEqual(moments[0]!.act, 'warn');
      if (warned) assert.equal(moments[0]!.at, clock.warnAt);
      const breach = moments.find((entry) => entry.act === 'breach')!;
      assert.equal(breach.at, clock.due, 'the breach has the time of the deadline');
      const rungs = rule.late ?? [];
      assert.deepEqual(new Set(breach.told), new Set([rule.who, ...(rungs[0] ? [rungs[0].tell] : [])]));
      for (let next = after.next; next; ) {
        await desk.sleepUntil(plus(next.at, leeway));
        const entry = (await desk.entries(number)).findLast((one) => one.clock === rule.id)!;
        assert.equal(entry.act, next.kind);
        assert.equal(entry.at, next.at);
        if (next.kind === 'urge') break;
        assert.deepEqual(entry.told, [rungs[next.level]!.tell]);
        next = (await desk.state(number)).clocks.find((one) => one.id === rule.id)!.next;
      }
      await desk.end(number);
    });

    if (rule.longer) {
      it(`X-8 ${rule.clause} ${kind} '${rule.id}': extended, it runs out at the new time and keeps the old one beside it`, async () => {
        const number = await runningClock(desk, kind, rule.id);
        const clock = (await desk.state(number)).clocks.find((one) => one.id === rule.id)!;
        const until = plus(clock.due, 86_400_000);
        await desk.act('p08', number, 'request-extension', { clock: rule.id, until, reason: 'waiting for a part' });
        await desk.act(rule.longer === 'office-director' ? 'p04' : 'p07', number, 'grant-extension', { clock: rule.id });
        await desk.sleepUntil(plus(clock.due, 3 * secondMs));
        const extended = (await desk.state(number)).clocks.find((one) => one.id === rule.id)!;
        assert.deepEqual([extended.due, extended.originalDue, extended.breachedAt], [until, clock.due, null]);
        await desk.sleepUntil(plus(until, 3 * secondMs));
        assert.equal((await desk.state(number)).clocks.find((one) => one.id === rule.id)!.breachedAt, until);
        await desk.end(number);
      });
    }
  }
});

function plus(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}
