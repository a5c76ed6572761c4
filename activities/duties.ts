import { ApplicationFailure } from '@temporalio/common';
import { systemActor } from '../domain/actor.js';
import { dutiesOf, isDutyInSeason, dutyPeriodOf } from '../domain/rulebook/duties.js';
import { isRefusal } from '../domain/refusal.js';
import { dutyCaseOf } from '../ledger/people/duty-cases.js';
import type { Ledger } from '../ledger/ledger.js';
import type { DutyOpened, DutyRound } from '../workflows/messages.js';

/** Opens the cases of recurring duties; started by Schedules. */
export function dutyActivities(ledger: Ledger) {
  return {
    /**
     * Opens the case of a duty for the period in which `scheduledAt` (UTC ISO, engine's time) lies: once for ever,
     * however often it is asked. Received at that time, so that its clock runs from then however late it was opened.
     * Nothing is opened outside its season, or where the newest rulebook has no such duty.
     */
    async openDuty({ rulebook: name, duty: id, site }: DutyRound, scheduledAt: string): Promise<DutyOpened> {
      const receivedAt = ledger.time.fromEngine(scheduledAt);
      await ledger.rulebooks.refresh(ledger.time);
      const rulebook = ledger.rulebooks.current(name);
      const duty = rulebook && dutiesOf(rulebook)[id];
      if (!rulebook || !duty?.every) return { number: null, period: receivedAt.slice(0, 10) };
      const period = dutyPeriodOf(duty.every, receivedAt, rulebook.timeZone);
      if (!isDutyInSeason(duty, receivedAt, rulebook)) return { number: null, period };
      const { before, now } = await dutyCaseOf(ledger, { rulebook: name, duty: id, site, period });
      if (before) return { number: before, period };
      // An engine whose clock runs ahead: the ledger would refuse, and remember the refusal.
      if (receivedAt > now) throw ApplicationFailure.retryable('Not yet by the clock of the ledger.', 'NotYet');
      const input = { duty: id, period, words: { subject: `${duty.name['zh-CN']} ${period}` } };
      const answer = await ledger.open(
        systemActor,
        { kind: 'duty', rulebook: name, site, receivedAt, input },
        `duty:${name}:${id}:${site}:${period}`,
      );
      if (!isRefusal(answer)) return { number: answer.state.number, period };
      // Asked at the same instant for another time of the same period.
      if (answer.code === 'key-reused') throw ApplicationFailure.retryable('It is being opened.', 'NotYet');
      throw ApplicationFailure.nonRetryable(`The ledger refused the desk: ${answer.code}.`, 'DeskRefused');
    },
  };
}
