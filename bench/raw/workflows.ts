import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  defineUpdate,
  proxyLocalActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import { transitions, type OpponentMessage, type OpponentAnswer } from '../lifecycle.js';
import type { RawActivities } from './activities.js';

const { record } = proxyLocalActivities<RawActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds' },
});

/**
 * The same complaint as a Temporal engineer writes it by hand: one Update an act, decided in the handler, recorded by
 * one local activity.
 */
export async function rawComplaint(number: string, opening: OpponentMessage): Promise<OpponentAnswer> {
  let status = 'recorded';
  let seq = 1;
  for (const [act, { from, to }] of Object.entries(transitions)) {
    const update = defineUpdate<OpponentAnswer, [OpponentMessage]>(act);
    setHandler<OpponentAnswer, [OpponentMessage], typeof update>(
      update,
      async (message: OpponentMessage) => {
        // Decided before the first await, so that two messages of one task cannot both be let through.
        status = to ?? status;
        const answer = { number, status, seq: (seq += 1) };
        await record({ ...answer, act, message });
        return answer;
      },
      {
        validator: () => {
          if (!from.includes(status))
            throw ApplicationFailure.nonRetryable(
              `'${act}' is not possible while the case is '${status}'.`,
              'not-in-this-status',
            );
        },
      },
    );
  }
  await record({ number, status: 'recorded', seq: 1, act: 'open', message: opening });
  await condition(() => status === 'closed' && allHandlersFinished());
  return { number, status, seq };
}

/** A deadline as it is written by hand: a timer to one instant (Unix milliseconds), then one local activity. */
export async function rawDeadline(number: string, wakeAtMs: number): Promise<void> {
  const message = { actor: 'desk', at: new Date(wakeAtMs).toISOString(), input: {} };
  await record({ number, seq: 1, act: 'open', status: 'open', message });
  await sleep(Math.max(1, wakeAtMs - Date.now()));
  await record({ number, seq: 2, act: 'breach', status: 'late', message });
}
