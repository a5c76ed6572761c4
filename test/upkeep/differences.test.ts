import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { progressIn } from '../../temporal/workflow-progress.js';
import type { WorkflowStanding } from '../../temporal/workflow-standing.js';
import { differenceOf } from '../../upkeep/differences.js';
import { historyFolder, readHistory } from '../replay/record.js';
import { signature } from '../support/engine-keys.js';

const number = 'PC-2026-000001';
const nextAt = '2026-11-30T08:00:00.000Z';
const found = { number, kind: 'complaint', seq: 4, nextMomentAt: nextAt, nextAt, untoldSeconds: null, attended: true };
const standing: WorkflowStanding = { told: 4, timerAt: nextAt, task: { attempt: 0, cause: '' }, failing: [] };
const between = (of: Partial<typeof found> | undefined, at: Partial<WorkflowStanding> | undefined) => {
  const nowMs = Date.parse('2026-11-30T06:00:30.000Z');
  const difference = differenceOf(of && { ...found, ...of }, at && { ...standing, ...at }, number, nowMs);
  return difference && `${difference.kind}, ${difference.remedy}`;
};
const failing = (attempt: number) => [{ activity: 'deliverNotices', attempt, fault: 'DeliveryFailed' }];

describe('in what a case and its workflow differ', () => {
  it.each([
    ['nothing', {}, {}, undefined],
    ['a case without a workflow', {}, undefined, 'no-workflow, tell'],
    ['a closed case needs none', { attended: false }, undefined, undefined],
    ['the relay has it in hand', { untoldSeconds: 3 as never }, undefined, undefined],
    ['the relay has had it for long', { untoldSeconds: 300 as never }, undefined, 'no-workflow, tell'],
    ['a workflow without a case', undefined, {}, 'no-case, end'],
    ['a workflow this desk told nothing', undefined, { told: 0 }, 'foreign, look'],
    ['neither', undefined, undefined, undefined],
    ['it missed an entry', {}, { told: 3 }, 'behind, tell'],
    [
      'its moment was entered with others, and it is about to wake',
      {},
      { told: 3, timerAt: '2026-11-30T06:00:01.000Z' },
      undefined,
    ],
    ['it should have woken a minute ago', {}, { told: 3, timerAt: '2026-11-30T05:59:30.000Z' }, 'behind, tell'],
    ['the ledger was restored to before', {}, { told: 5 }, 'ahead, restart'],
    ['its task failed twice', {}, { task: { attempt: 3, cause: '' } }, 'task-fails, restart'],
    ['its task waits', {}, { task: { attempt: 1, cause: '' } }, 'task-waits, look'],
    ['an activity fails', {}, { failing: failing(5) }, 'activity-fails, look'],
    ['an activity has failed once', {}, { failing: failing(2) }, undefined],
    ['no timer', {}, { timerAt: null }, 'other-moment, restart'],
    ['no moment and no timer', { nextAt: null as never }, { timerAt: null }, undefined],
    ['a timer that is late', {}, { timerAt: '2026-11-30T08:01:01.000Z' }, 'other-moment, restart'],
    ['a timer that fires early finds nothing', {}, { timerAt: '2026-11-30T07:00:00.000Z' }, undefined],
    ['a workflow that nobody needs', { attended: false }, {}, 'not-needed, tell'],
  ])('W-16.11 %s', (_, of, at, kind) => {
    expect(between(of, at)).toBe(kind);
  });
});

describe('what a recorded history shows of its case', () => {
  const names = [...readdirSync(historyFolder)].filter(
    (name) => name.startsWith('signed-') && !/opened|order/.test(name),
  );

  it('W-16.11 the newest entry it was told of is the one its end says', () => {
    expect(names.length).toBeGreaterThan(15);
    for (const name of names) {
      const history = readHistory(join(historyFolder, name));
      const end = history.events.at(-1)!.workflowExecutionCompletedEventAttributes!.result!.payloads![0]!.data!;
      const { seq } = JSON.parse(Buffer.from(end).toString('utf8')) as { seq: number };
      expect([name, progressIn(history, (message) => signature.isGenuine(message)).told]).toEqual([name, seq]);
      expect(progressIn(history, () => false).told).toBe(0);
    }
  });

  it('W-16.11 of its timers the next one that has neither fired nor been cancelled', () => {
    const { events } = readHistory(join(historyFolder, 'signed-important-late-and-again.json'));
    const upTo = (count: number) => progressIn({ events: events.slice(0, count) }, () => false).timerAt;
    const started = events.findIndex((event) => event.timerStartedEventAttributes);
    const { timerId } = events[started]!.timerStartedEventAttributes!;
    const fired = events.findIndex((event) => event.timerFiredEventAttributes?.timerId === timerId);
    expect(upTo(started)).toBeNull();
    const firedMs = Number(String(events[fired]!.eventTime!.seconds)) * 1_000;
    expect(Math.abs(Date.parse(upTo(started + 1)!) - firedMs)).toBeLessThan(2_000);
    expect(upTo(fired + 1)).toBeNull();
  });
});
