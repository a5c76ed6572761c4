import type { DataSource } from 'typeorm';
import { isClosed, type CaseChange } from '../../domain/case/case.js';
import type { UnsentCase } from '../outbox.js';
import type { CommittedChange } from '../request.js';
import { liveChannel, mergeChanges, payloadsOf, type LiveChange } from './live-change.js';

/** So long changes are gathered: one notification then tells of all of them. */
const gatherMs = 100;
/** After a failure nothing is tried for so long. */
const retryMs = 1_000;
/** So many cases are told of at once; of more, readers read their lists anew. */
const maxChanges = 2_000;

const ofClocks = ['warn', 'breach', 'escalate', 'urge'];

/** What a commit has changed, as others are told. */
export function liveChangeOf({ state, entries }: CommittedChange): LiveChange {
  return {
    number: state.number,
    from: entries[0]!.seq,
    seq: state.seq,
    kind: isClosed(state)
      ? 'closed'
      : entries[0]!.seq === 1
        ? 'opened'
        : entries.every(({ act }) => ofClocks.includes(act))
          ? 'moment'
          : 'act',
    notices: entries.some(({ notices }) => notices.length > 0),
    ...leftSite(entries.flatMap(({ changes }) => changes)),
  };
}

function leftSite(changes: readonly CaseChange[]): Pick<LiveChange, 'leftSite'> {
  const moved = changes.find((change) => change.type === 'site');
  return moved ? { leftSite: moved.from } : {};
}

/**
 * The same for what was found in the outbox: nobody knows who was notified, so it is looked for, nor from which site it may
 * have been moved.
 */
export function liveChangeOfUnsent({ view, acts }: UnsentCase): LiveChange {
  const from = acts[0]?.seq ?? view.seq;
  const mayHaveMoved = acts.some(({ act }) => act === 'correct');
  return {
    number: view.number,
    from,
    seq: view.seq,
    kind: from === 1 ? 'opened' : 'act',
    notices: true,
    ...(mayHaveMoved ? { leftSite: '' } : {}),
  };
}

/**
 * Tells every process what this one has committed: numbers, not words. Never part of an act: what fails here is told as
 * 'reset' as soon as the database is there again.
 */
export class ChangeNotifier {
  private readonly gathered = new Map<string, LiveChange>();
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<void> = Promise.resolve();
  private reset = false;
  private closed = false;

  constructor(private readonly source: DataSource) {}

  /** Takes changes that are committed; returns at once. */
  notifyOf(changes: readonly LiveChange[]): void {
    for (const change of changes) {
      const known = this.gathered.get(change.number);
      this.gathered.set(change.number, known ? mergeChanges(known, change) : change);
    }
    if (this.gathered.size > maxChanges) {
      this.gathered.clear();
      this.reset = true;
    }
    this.sendAfter(gatherMs);
  }

  /** Tells what is gathered, and waits until it is told. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.sending;
    await this.send();
  }

  private sendAfter(ms: number): void {
    if (this.closed) return;
    this.timer ??= setTimeout(() => (this.sending = this.sendRound()), ms);
  }

  private async sendRound(): Promise<void> {
    const sent = await this.send();
    this.timer = undefined;
    if (!sent) this.sendAfter(retryMs);
    else if (this.reset || this.gathered.size > 0) this.sendAfter(gatherMs);
  }

  /** Whether the database has taken it. */
  private async send(): Promise<boolean> {
    if (!this.reset && this.gathered.size === 0) return true;
    const payloads = payloadsOf(this.reset ? 'reset' : [...this.gathered.values()]);
    this.gathered.clear();
    this.reset = false;
    try {
      await this.source.query(`SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload`, [
        liveChannel,
        payloads,
      ]);
      return true;
    } catch {
      this.reset = true;
      return false;
    }
  }
}
