import type { WorkflowHandle } from '@temporalio/client';
import type { LedgerMessage } from '../domain/clocks/view.js';

type History = Pick<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>, 'events'>;
type Payloads = { payloads?: { data?: Uint8Array | null }[] | null };

/** What the history of a case's workflow shows of it. */
export interface WorkflowProgress {
  /** The newest entry that the ledger has told it of; 0 where it was told nothing that we have signed. */
  told: number;
  /** When its next timer fires, UTC ISO by the engine's clock; null where none runs. */
  timerAt: string | null;
}

/** Reads a history as the client fetches it. `isGenuine`: whether a message is one that the ledger has signed. */
export function progressIn(history: History, isGenuine: (message: object) => boolean): WorkflowProgress {
  let told = 0;
  const timers = new Map<string, number>();
  for (const event of history.events ?? []) {
    const { timerStartedEventAttributes: started, eventTime } = event;
    const ended = event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes;
    if (started) timers.set(started.timerId!, msOf(eventTime) + msOf(started.startToFireTimeout));
    if (ended) timers.delete(ended.timerId!);
    const brought = [
      firstOf(event.workflowExecutionStartedEventAttributes?.input),
      firstOf(event.workflowExecutionSignaledEventAttributes?.input),
      firstOf(event.markerRecordedEventAttributes?.details?.['result']),
    ];
    for (const payload of brought) {
      const said = (payload as { message?: unknown } | null | undefined)?.message ?? payload;
      if (typeof said === 'object' && said !== null && isGenuine(said))
        told = Math.max(told, (said as LedgerMessage).view.seq);
    }
  }
  const first = Math.min(...timers.values());
  return { told, timerAt: Number.isFinite(first) ? new Date(first).toISOString() : null };
}

function firstOf(payloads: Payloads | null | undefined): unknown {
  const data = payloads?.payloads?.[0]?.data;
  try {
    return data ? JSON.parse(Buffer.from(data).toString('utf8')) : undefined;
  } catch {
    return undefined;
  }
}

function msOf(time: { seconds?: unknown; nanos?: number | null } | null | undefined): number {
  return Number(String(time?.seconds ?? 0)) * 1_000 + (time?.nanos ?? 0) / 1e6;
}
