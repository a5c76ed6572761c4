import type { ActTable } from '../domain/deciding/act.js';
import { automaticAct } from '../domain/deciding/automatic-acts.js';
import type { CaseState, EntryDraft } from '../domain/case/case.js';
import { decide } from '../domain/deciding/decide.js';
import type { Decision, ActRequest } from '../domain/deciding/enter-act.js';
import { fold } from '../domain/case/fold.js';
import { kinds } from '../domain/kinds/kinds.js';
import { pastMoments } from '../domain/deciding/moments.js';
import { isRefusal } from '../domain/refusal.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import type { CaseSnapshot } from './remembered.js';
import { chain, chainStart, type Entry } from './chain.js';
import { filesOfEntry, noFiles, type NamedFiles } from './files/named-files.js';
import { detachWords, digestOf } from './words/entry-words.js';
import { storedChanges } from './words/stored-form.js';

/** The ledger's time, and the database's own, which runs beside it on a demo's clock (both UTC ISO). */
export interface WorkTime {
  now: string;
  databaseNow: string;
}

/** A case while its entries are worked out, before anything is written. `now` in UTC ISO. */
export class CaseWork {
  state: CaseState | null;
  /** The same with references for its words. */
  detached: CaseState | null;
  readonly entries: Entry[] = [];
  /** The version it is pinned to now. */
  rulebook: Rulebook;
  private hash: string;

  private constructor(
    readonly before: CaseState | null,
    detached: CaseState | null,
    /** The hash of the last entry before. */
    readonly hashBefore: string,
    readonly time: WorkTime,
    /** The version the case was pinned to before. */
    readonly rulebookBefore: Rulebook,
  ) {
    this.state = before;
    this.detached = detached;
    this.hash = hashBefore;
    this.rulebook = rulebookBefore;
  }

  get now(): string {
    return this.time.now;
  }

  /** The case as it is to be remembered where its entries are committed. */
  snapshot(): CaseSnapshot {
    return { state: this.state!, detached: this.detached!, hash: this.hash, asOf: this.time.databaseNow };
  }

  /** A case that is not on record yet. */
  static ofNew(time: WorkTime, rulebook: Rulebook): CaseWork {
    return new CaseWork(null, null, chainStart, time, rulebook);
  }

  /** A case as it was read, with the moments that have passed since entered first. */
  static ofExisting(read: CaseSnapshot & WorkTime, rulebook: Rulebook): CaseWork {
    const work = new CaseWork(read.state, read.detached, read.hash, read, rulebook);
    work.enterPastMoments();
    return work;
  }

  /**
   * Enters an act that was decided, what the system does automatically after it, and what its clocks have already run
   * into. `files`: those that the act names.
   */
  enterAct({ entry, nextRequest: next, teams }: Decision, files: NamedFiles, target?: Rulebook): void {
    this.enter(entry, files);
    if (target && this.state!.version === target.version) this.rulebook = target;
    if (next) this.enterSystemAct(next);
    const automatic = automaticAct(this.state!, this.rulebook, this.now, teams);
    if (automatic) this.enterSystemAct(automatic);
    this.enterPastMoments();
  }

  private enterSystemAct(request: ActRequest): void {
    const decision = decide(this.state!, kinds[this.state!.kind] as ActTable, request, this.rulebook);
    if (isRefusal(decision)) throw new Error(`The system may not ${request.act}: ${decision.text.en}`);
    this.enter(decision.entry);
  }

  private enter(decided: EntryDraft, files: NamedFiles = noFiles): void {
    // What the state is made of must be what the database gives back: JSON leaves out what is undefined.
    const draft = holdsUndefined(decided) ? (JSON.parse(JSON.stringify(decided)) as EntryDraft) : decided;
    this.state = fold(this.state, draft);
    const { number, seq, kind } = this.state;
    const { draft: detached, words } = detachWords(kind, seq, draft);
    this.detached = fold(this.detached, detached);
    const recorded = chain(
      number,
      seq,
      this.hash,
      { ...detached, changes: storedChanges(detached) },
      {
        enteredAt: this.time.databaseNow,
        files: filesOfEntry(kind, draft, files),
        digests: words.length > 0 ? words.map(digestOf) : null,
      },
    );
    this.hash = recorded.hash;
    this.entries.push({ ...draft, number, seq, recorded, words });
  }

  private enterPastMoments(): void {
    for (const draft of pastMoments(this.state!, this.now, this.rulebook)) this.enter(draft);
  }
}

function holdsUndefined(value: unknown): boolean {
  return (
    value === undefined || (typeof value === 'object' && value !== null && Object.values(value).some(holdsUndefined))
  );
}
