import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { systemActor } from '../domain/actor.js';
import type { LedgerMessage } from '../domain/clocks/view.js';
import { appendTogether, type SystemAct } from '../ledger/bulk/append-together.js';
import { casesAwaitingBroadcast, broadcastCounts } from '../ledger/read/broadcast-targets.js';
import type { Ledger } from '../ledger/ledger.js';
import { expectDone, knownCase, type NewestView } from './ledger-answers.js';

/** So many cases are notified by one statement. More would keep the ledger from answering people. */
const batchCases = 200;
/** How many of those that must be notified alone are at the same time. */
const maxConcurrent = 4;

interface JoinedProgress {
  after: string;
}

/** Passing on the broadcasts of a case to all cases that are joined to it. `atOnce`: so many by one statement. */
export function joinedActivities(ledger: Ledger, newestView: NewestView, atOnce = batchCases) {
  return {
    /**
     * Enters the act a case has broadcast under `key` on every open case that is joined to it, then `broadcast-done`
     * with how many took and how many refused it. Nothing is written on the case itself meanwhile. A regular activity
     * that may last: it continues from its last heartbeat, and a case that was notified is not notified again.
     */
    async tellJoined(number: string, key: string): Promise<LedgerMessage> {
      const { broadcasts } = await knownCase(ledger, number);
      const broadcast = broadcasts.find((candidate) => candidate.key === key);
      if (broadcast?.state !== 'asked') return newestView(number);
      const prefix = `tell:${number}:${key}:`;
      const actOn = (joined: string): SystemAct => ({
        acting: { number: joined, act: broadcast.act, input: { ...broadcast.input, number } },
        key: prefix + joined,
      });
      const page = (after: string) => casesAwaitingBroadcast(ledger.source, number, prefix, after, atOnce);
      const before = (Context.current().info.heartbeatDetails as JoinedProgress | undefined)?.after ?? '';
      // A second pass: for cases that were joined meanwhile, and those that an error left out.
      await tellEach(ledger, page, before, actOn);
      const faults = await tellEach(ledger, page, '', actOn);
      if (faults > 0)
        throw ApplicationFailure.retryable(`${faults} cases joined to ${number} could not be told.`, 'NotAllTold');
      const counts = await broadcastCounts(ledger.source, prefix);
      expectDone(
        await ledger.append(
          systemActor,
          { number, act: 'broadcast-done', input: { key, ...counts } },
          `broadcast-done:${number}:${key}:${counts.told}:${counts.refused}`,
        ),
      );
      return newestView(number);
    },
  };
}

/**
 * Goes through the joined cases page by page, each told together; returns how many failed alone too. One damaged case
 * does not stop the others.
 */
async function tellEach(
  ledger: Ledger,
  pageAfter: (after: string) => Promise<string[]>,
  start: string,
  actOn: (joined: string) => SystemAct,
): Promise<number> {
  const context = Context.current();
  const heartbeat = (after: string) => context.heartbeat({ after } satisfies JoinedProgress);
  let faults = 0;
  for (let after = start; ;) {
    const page = await pageAfter(after);
    if (page.length === 0) return faults;
    context.cancellationSignal.throwIfAborted();
    const alone = await appendTogether(ledger, page.map(actOn));
    for (let from = 0; from < alone.length; from += maxConcurrent) {
      context.cancellationSignal.throwIfAborted();
      const some = alone.slice(from, from + maxConcurrent);
      const answers = await Promise.allSettled(some.map(({ acting, key }) => ledger.append(systemActor, acting, key)));
      faults += answers.filter(({ status }) => status === 'rejected').length;
      heartbeat(after);
    }
    after = page.at(-1)!;
    heartbeat(after);
  }
}
