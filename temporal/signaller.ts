import type { Ledger } from '../ledger/ledger.js';
import { markSent, summaryOf, takeUnsentCase, untoldOf, type UnsentCase } from '../ledger/outbox.js';
import type { CommittedChange } from '../ledger/request.js';
import { tellWorkflow, type ToldEngine } from './tell.js';

/** What this process has taken on to tell of a case, from its oldest act to its newest, without a gap. */
interface CaseToTell {
  from: number;
  upTo: number;
  waiting: WaitingActs | undefined;
}

interface WaitingActs {
  /** By `performance.now()`. */
  dueAt: number;
  /** Undefined where another process has entered some of them too: they are read from the outbox. */
  message: UnsentCase | undefined;
  /** Some of them cannot wait for another process that may be telling of the case. */
  isUrgent: boolean;
}

/** What is due within so long is looked at together. */
const togetherMs = 500;
/** Rows of the outbox the engine has taken are deleted together, at most this long after. */
const cleanupDelayMs = 50;
/** After a failure nothing is tried for so long: the relay brings what was left. */
const retryDelayMs = 2_000;
/**
 * So many signals of different cases are under way at once. More would not be taken sooner: what waits meanwhile
 * travels together.
 */
const maxConcurrent = 8;
/** So many cases wait at most, twice as many with those that cannot; beyond that the relay brings them from the outbox. */
const maxWaiting = 5_000;

/**
 * Tells the engine of committed changes when they are due: all that has piled up of a case is one signal, and those of a
 * case go one at a time and in order. Whatever fails here, or waits when the process ends, is still in the outbox.
 */
export class Signaller {
  private readonly cases = new Map<string, CaseToTell>();
  /** Those whose signal is due, in the order in which they became so. */
  private readonly due = new Set<string>();
  private readonly inFlight = new Set<string>();
  private readonly running = new Set<Promise<void>>();
  private sent: { number: string; seq: number }[] = [];
  private cleanupTimer: NodeJS.Timeout | undefined;
  private dueTimer: NodeJS.Timeout | undefined;
  /** When `dueTimer` ends, by `performance.now()`. */
  private looksAt = Infinity;
  private pausedUntil = 0;
  private closing = false;

  constructor(
    private readonly ledger: Ledger,
    private readonly engine: ToldEngine,
    private readonly failed: (error: unknown) => void = () => undefined,
  ) {}

  /** Takes the changes of a commit; returns at once. */
  enqueue(changes: readonly CommittedChange[]): void {
    if (this.closing || performance.now() < this.pausedUntil) return;
    for (const change of changes) if (change.telling) this.take(change, change.telling);
    this.sendNext();
  }

  /**
   * Sends what is due; done once the outbox has nothing of what was sent. What has time left is left to the relay, which
   * brings it when it is due.
   */
  async close(): Promise<void> {
    this.closing = true;
    clearTimeout(this.dueTimer);
    this.sendNext();
    while (this.running.size) await Promise.all(this.running);
    clearTimeout(this.cleanupTimer);
    await this.cleanUp();
  }

  private take(
    { state, entries }: CommittedChange,
    { inMs, untoldFrom }: NonNullable<CommittedChange['telling']>,
  ): void {
    const { number } = state;
    const first = entries[0]!.seq;
    const known = this.cases.get(number);
    if (!known && this.cases.size >= (inMs > 0 ? maxWaiting : 2 * maxWaiting)) return;
    const isOvertaken = known !== undefined && first <= known.upTo;
    // What the outbox holds of before is all of this process, or nothing is there: what waits here then was told by another.
    const isWhole =
      !isOvertaken &&
      (untoldFrom === null || (known !== undefined && untoldFrom >= known.from && known.upTo + 1 === first));
    const before = untoldFrom === null && !isOvertaken ? undefined : known?.waiting;
    const mail = entries.some(({ notices }) => notices.length > 0);
    const message = { view: this.ledger.viewOf(state, mail), acts: entries.map(summaryOf) };
    this.cases.set(number, {
      from: isWhole ? (untoldFrom ?? first) : Math.min(known?.from ?? first, first),
      upTo: Math.max(known?.upTo ?? 0, state.seq),
      waiting: {
        isUrgent: inMs === 0 || (before?.isUrgent ?? false),
        dueAt: Math.min(before?.dueAt ?? Infinity, performance.now() + inMs),
        message: isWhole ? (before ? joined(before.message, message, untoldFrom!) : message) : undefined,
      },
    });
    if (inMs === 0) this.due.add(number);
    else if (!this.due.has(number)) this.lookAt(this.cases.get(number)!.waiting!.dueAt);
  }

  private lookAt(at: number): void {
    if (at >= this.looksAt || this.closing) return;
    clearTimeout(this.dueTimer);
    this.looksAt = at;
    this.dueTimer = setTimeout(() => void this.lookForDue(), Math.max(0, at - performance.now())).unref();
  }

  /** What has waited until it is due may have been told by another process meanwhile, or another has entered more. */
  private async lookForDue(): Promise<void> {
    this.looksAt = Infinity;
    const now = performance.now();
    const found = new Map<string, number>();
    let next = Infinity;
    for (const [number, { waiting, upTo }] of this.cases) {
      if (!waiting || this.due.has(number)) continue;
      if (waiting.dueAt <= now + togetherMs) found.set(number, upTo);
      else next = Math.min(next, waiting.dueAt);
    }
    if (next < Infinity) this.lookAt(next);
    if (found.size === 0) return;
    const untold = await untoldOf(this.ledger.source, [...found.keys()]).catch(this.failed);
    // The database is away: the relay brings it once it is there again.
    if (!untold) return this.forget([...found.keys()]);
    for (const [number, upTo] of found) {
      const known = this.cases.get(number);
      if (!known?.waiting) continue;
      // What was entered meanwhile has seen more than was read here.
      if (known.upTo === upTo) {
        const stands = untold.get(number);
        if (!stands || stands.claimed) {
          this.forget([number]);
          continue;
        }
        if (stands.from < known.from || stands.upTo !== upTo) known.waiting.message = undefined;
      }
      this.due.add(number);
    }
    this.sendNext();
  }

  private sendNext(): void {
    for (const number of this.due) {
      if (this.inFlight.size >= maxConcurrent) return;
      const { waiting } = this.cases.get(number) ?? {};
      if (this.inFlight.has(number)) continue;
      this.due.delete(number);
      if (!waiting) continue;
      this.cases.get(number)!.waiting = undefined;
      this.inFlight.add(number);
      const run = this.send(number, waiting).finally(() => {
        this.running.delete(run);
        this.inFlight.delete(number);
        this.sendNext();
      });
      this.running.add(run);
    }
  }

  private async send(number: string, { message, isUrgent }: WaitingActs): Promise<void> {
    try {
      const unsent = message ?? (await takeUnsentCase(this.ledger, number, isUrgent));
      if (!unsent) return;
      await tellWorkflow(this.ledger, this.engine, unsent);
      this.sent.push({ number, seq: unsent.view.seq });
      this.cleanupTimer ??= setTimeout(() => void this.cleanUp(), cleanupDelayMs);
    } catch (error) {
      this.pausedUntil = performance.now() + retryDelayMs;
      this.cases.clear();
      this.due.clear();
      this.failed(error);
    }
  }

  private async cleanUp(): Promise<void> {
    this.cleanupTimer = undefined;
    const done = this.sent;
    this.sent = [];
    // Left in the outbox they are only sent once more, which the workflow does not mind.
    if (done.length) await markSent(this.ledger.source, done).catch(this.failed);
    this.forget(
      done.filter(({ number, seq }) => (this.cases.get(number)?.upTo ?? 0) <= seq).map(({ number }) => number),
    );
  }

  private forget(numbers: readonly string[]): void {
    for (const number of numbers) {
      this.cases.delete(number);
      this.due.delete(number);
    }
  }
}

/** Both in one: `untoldFrom` is the oldest act that the engine does not know. */
function joined(earlier: UnsentCase | undefined, later: UnsentCase, untoldFrom: number): UnsentCase | undefined {
  if (!earlier) return undefined;
  return {
    view: { ...later.view, mail: later.view.mail || earlier.view.mail },
    acts: [...earlier.acts.filter(({ seq }) => seq >= untoldFrom), ...later.acts],
  };
}
