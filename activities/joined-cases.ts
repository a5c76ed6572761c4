import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { systemActor } from '../domain/actor.js';
import type { LedgerMessage } from '../domain/clocks/view.js';
import { casesAwaitingBroadcast, broadcastCounts } from '../ledger/read/broadcast-targets.js';
import type { Ledger } from '../ledger/ledger.js';
import { expectDone, knownCase, type NewestView } from './ledger-answers.js';

const pageSize = 100;
/** How many cases are notified at the same time. More would keep the ledger from answering people. */
const maxConcurrent = 4;

interface JoinedProgress {
  after: string;
}

/** Passing on the broadcasts of a case to all cases that are joined to it. */
export function joinedActivities(ledger: Ledger, newestView: NewestView) {
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
      const tell = (joined: string) =>
        ledger.append(
          systemActor,
          { number: joined, act: broadcast.act, input: { ...broadcast.input, number } },
          prefix + joined,
        );
      const before = (Context.current().info.heartbeatDetails as JoinedProgress | undefined)?.after ?? '';
      // A second pass: for cases that were joined meanwhile, and those that an error left out.
      await eachToTell(ledger, number, prefix, before, tell);
      const faults = await eachToTell(ledger, number, prefix, '', tell);
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

/** Goes through the joined cases page by page; returns how many failed. One damaged case does not stop the others. */
async function eachToTell(
  ledger: Ledger,
  number: string,
  prefix: string,
  start: string,
  tell: (joined: string) => Promise<unknown>,
): Promise<number> {
  const context = Context.current();
  let faults = 0;
  for (let after = start; ;) {
    const page = await casesAwaitingBroadcast(ledger.source, number, prefix, after, pageSize);
    if (page.length === 0) return faults;
    for (let from = 0; from < page.length; from += maxConcurrent) {
      context.cancellationSignal.throwIfAborted();
      const some = page.slice(from, from + maxConcurrent);
      const answers = await Promise.allSettled(some.map(tell));
      faults += answers.filter(({ status }) => status === 'rejected').length;
      after = some.at(-1)!;
      context.heartbeat({ after } satisfies JoinedProgress);
    }
  }
}
