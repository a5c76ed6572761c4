import type { Activities } from '../activities/activities.js';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { proxyActivities, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { attend, type Desk } from './attend.js';
import type { CaseEnd, CaseStart, DutyOpened, DutyRound } from './messages.js';

const scheduledFor = defineSearchAttributeKey('TemporalScheduledStartTime', SearchAttributeType.DATETIME);

/** What a Schedule starts when a duty comes round: opens its case, once for each period, and ends. Tried until the ledger is back. */
export async function openDuty(round: DutyRound): Promise<DutyOpened> {
  const info = workflowInfo();
  // Started hours late by a catch-up, it is still the round of the time it was set for. Started by hand, it is the round of now.
  const at = (info.typedSearchAttributes.get(scheduledFor) ?? info.startTime).toISOString();
  setCurrentDetails(`Opens the duty '${round.duty}' at ${round.site} for ${at}.`);
  const { openDuty: open } = proxyActivities<Activities>({
    startToCloseTimeout: '15 seconds',
    summary: `opens '${round.duty}' at ${round.site}`,
    retry: { initialInterval: '1 second', maximumInterval: '1 minute', nonRetryableErrorTypes: ['DeskRefused'] },
  });
  return open(round, at);
}

/** A duty from its opening to its signing off, as the desk attends to it: late it is chased, never dropped. */
export async function duty(start: CaseStart): Promise<CaseEnd> {
  return attend(start, course);
}

async function course(desk: Desk): Promise<void> {
  while (!desk.view.closed) {
    await desk.until((view) => view.status !== 'recorded', 'the duty to be taken in hand, released or excused (X-9)');
    await desk.until((view) => view.status !== 'in-hand', 'what was done to be entered, by the limit of its clause');
    await desk.until((view) => view.status !== 'reported', 'the duty to be signed off, or sent back');
  }
}
