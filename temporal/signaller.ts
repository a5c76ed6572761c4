import type { DataSource } from 'typeorm';
import type { CaseState } from '../domain/case/case.js';
import type { ActSummary, CaseView } from '../domain/clocks/view.js';
import { markSent, summaryOf } from '../ledger/outbox.js';
import type { CommittedChange } from '../ledger/request.js';
import type { Engine } from './engine.js';

interface PendingSignal {
  view: CaseView;
  acts: ActSummary[];
  sendAtMs: number;
}

/**
 * How long an act that gives the engine nothing to do at once waits to be sent together with later acts: one signal
 * with its task costs as much processor time as two acts in the ledger.
 */
const batchDelayMs = 1_000;
/** A moment as near as this does not wait. */
const urgentWithinMs = 5_000;

/** Rows of the outbox the engine has taken are deleted together, at most this long after. */
const cleanupDelayMs = 50;
/** After a failure nothing is tried for so long: the relay brings what was left. */
const retryDelayMs = 2_000;
/**
 * So many signals of different cases are under way at once. More would not be taken sooner: what waits meanwhile
 * travels together.
 */
const maxConcurrent = 8;
/** So many cases wait at most; beyond that the relay brings them from the outbox. */
const maxWaiting = 5_000;

/**
 * Signals committed changes to the engine: the signals of a case go one at a time and in order; what piles up behind
 * one travels together in the next. Whatever fails here is still in the outbox.
 */
export class Signaller {
  /** The signal that waits for each case, in the order in which cases began to wait. */
  private readonly waiting = new Map<string, PendingSignal>();
  private readonly inFlight = new Set<string>();
  private readonly running = new Set<Promise<void>>();
  private sent: { number: string; seq: number }[] = [];
  private cleanupTimer: NodeJS.Timeout | undefined;
  private pausedUntil = 0;
  private closing = false;

  constructor(
    private readonly engine: Engine,
    private readonly source: DataSource,
    private readonly viewOf: (state: CaseState, mail: boolean) => CaseView,
    private readonly failed: (error: unknown) => void = () => undefined,
  ) {}

  /** Takes the changes of a commit; returns at once. */
  enqueue(changes: CommittedChange[]): void {
    if (Date.now() < this.pausedUntil || this.waiting.size >= maxWaiting) return;
    for (const { state, entries, signal } of changes) {
      if (!signal) continue;
      const view = this.viewOf(
        state,
        entries.some((entry) => entry.notices.length > 0),
      );
      const unsent: PendingSignal = {
        view,
        acts: entries.map(summaryOf),
        sendAtMs: Date.now() + (isUrgent(view) ? 0 : batchDelayMs),
      };
      const before = this.waiting.get(state.number);
      this.waiting.set(state.number, before ? mergeSignals(before, unsent) : unsent);
      if (unsent.sendAtMs > Date.now()) setTimeout(() => this.sendNext(), batchDelayMs);
    }
    this.sendNext();
  }

  /** Sends what waits; done once the outbox has nothing of what was sent. What comes later goes at once. */
  async close(): Promise<void> {
    this.closing = true;
    this.sendNext();
    while (this.running.size) await Promise.all(this.running);
    clearTimeout(this.cleanupTimer);
    await this.cleanUp();
  }

  private sendNext(): void {
    for (const [number, unsent] of this.waiting) {
      if (this.inFlight.size >= maxConcurrent) return;
      if (this.inFlight.has(number) || (unsent.sendAtMs > Date.now() && !this.closing)) continue;
      this.waiting.delete(number);
      this.inFlight.add(number);
      const run = this.send(number, unsent).finally(() => {
        this.running.delete(run);
        this.inFlight.delete(number);
        this.sendNext();
      });
      this.running.add(run);
    }
  }

  private async send(number: string, unsent: PendingSignal): Promise<void> {
    try {
      await this.engine.signal({ view: unsent.view, acts: unsent.acts });
      this.sent.push({ number, seq: unsent.view.seq });
      this.cleanupTimer ??= setTimeout(() => void this.cleanUp(), cleanupDelayMs);
    } catch (error) {
      this.pausedUntil = Date.now() + retryDelayMs;
      this.waiting.clear();
      this.failed(error);
    }
  }

  private async cleanUp(): Promise<void> {
    this.cleanupTimer = undefined;
    const done = this.sent;
    this.sent = [];
    // Left in the outbox they are only sent once more, which the workflow does not mind.
    if (done.length) await markSent(this.source, done).catch(this.failed);
  }
}

function mergeSignals(earlier: PendingSignal, later: PendingSignal): PendingSignal {
  const [newest, oldest] = later.view.seq >= earlier.view.seq ? [later, earlier] : [earlier, later];
  const acts = [...oldest.acts, ...newest.acts].sort((one, other) => one.seq - other.seq);
  return {
    view: { ...newest.view, mail: newest.view.mail || oldest.view.mail },
    acts,
    sendAtMs: Math.min(earlier.sendAtMs, later.sendAtMs),
  };
}

/**
 * Whether the engine has something to do at once: a mail, a case to open, others to notify, an outcome to report, an
 * end, or a moment that is near.
 */
function isUrgent(view: CaseView): boolean {
  return (
    view.mail ||
    view.closed ||
    view.asked.length > 0 ||
    view.broadcast !== null ||
    (view.next !== null && Date.parse(view.next.at) < Date.now() + urgentWithinMs)
  );
}
