import type { Activities } from '../activities/activities.js';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { patched, proxyActivities, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { attend } from './attend.js';
import type { CaseAttendant } from './case-attendant.js';
import type { Course } from './course.js';
import { follow } from './follow.js';
import type { CaseEnd, CaseStart, DutyOpened, DutyRound } from './messages.js';

const scheduledFor = defineSearchAttributeKey('TemporalScheduledStartTime', SearchAttributeType.DATETIME);

/**
 * What a Schedule starts when a duty comes round: opens its case, once for each period, and ends. Retried until the
 * ledger answers.
 */
export async function openDuty(round: DutyRound): Promise<DutyOpened> {
  const info = workflowInfo();
  // Started hours late by a catch-up, it is still the round of the time it was set for. Started by hand, it is the
  // round of now.
  const at = (info.typedSearchAttributes.get(scheduledFor) ?? info.startTime).toISOString();
  setCurrentDetails(`Opens the duty '${round.duty}' at ${round.site} for ${at}.`);
  const { openDuty: open } = proxyActivities<Activities>({
    startToCloseTimeout: '15 seconds',
    summary: `opens '${round.duty}' at ${round.site}`,
    retry: { initialInterval: '1 second', maximumInterval: '1 minute', nonRetryableErrorTypes: ['DeskRefused'] },
  });
  return open(round, at);
}

/**
 * A duty from its opening to its signing off, as the system attends to it: where it is late it is reminded of, and
 * never dropped. Its clocks are those of its list in the rulebook; the view shows them.
 */
export const dutyCourse: Course = {
  kind: 'duty',
  steps: [
    {
      in: 'recorded',
      acts: ['start', 'pass-stage', 'report', 'release', 'excuse'],
      waitsFor: 'the duty to be taken in hand, released or excused (X-9)',
    },
    {
      in: 'in-hand',
      acts: ['pass-stage', 'report'],
      waitsFor: 'what was done to be entered, by the limit of its clause',
    },
    { in: 'reported', acts: ['sign-off', 'send-back'], waitsFor: 'the duty to be signed off, or sent back' },
  ],
};

export async function duty(start: CaseStart): Promise<CaseEnd> {
  return attend(start, steps);
}

async function steps(attendant: CaseAttendant): Promise<void> {
  // The report is produced beside the steps, and a late one does not delay the case: the person who signs off sees
  // whether it is there. `patched` keeps older histories replayable, which have no report.
  if (patched('monthly-report')) void produceReport(attendant.view.number);
  await follow(attendant, dutyCourse);
}

/**
 * The report of the month, where the duty has one. It is retried for days, because the database, the printer or the
 * file store may be away.
 */
async function produceReport(number: string): Promise<void> {
  const { produceReport: produce } = proxyActivities<Activities>({
    taskQueue: `${workflowInfo().taskQueue}-notices`,
    startToCloseTimeout: '5 minutes',
    summary: 'produces the monthly report of the duty, where it has one',
    retry: {
      initialInterval: '10 seconds',
      maximumInterval: '10 minutes',
      maximumAttempts: 500,
      nonRetryableErrorTypes: ['DeskRefused'],
    },
  });
  await produce(number).catch(() => undefined);
}
