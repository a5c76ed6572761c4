import { tellInMs } from '../domain/clocks/telling.js';
import { CaseReader } from './case-reader.js';
import { CaseWork, type WorkTime } from './case-work.js';
import type { AsRemembered, CaseSnapshot } from './remembered.js';
import type { CommittedChange, KeyedRequest, LedgerAnswer, StoredAnswer, Telling } from './request.js';
import type { TimeSource } from './time-source.js';
import type { RulebookStore } from './versions/rulebooks.js';
import { writeCase } from './write-case.js';
import type { Connection } from './transaction.js';

/** A case as it was read, and when. */
export interface ReadCase extends CaseSnapshot, WorkTime {}

/** How an attempt gets at cases: on the database, or on a preview that writes nothing. */
export type CaseAccess = Pick<CaseStore, 'read' | 'workOn' | 'commit' | 'time'>;

/** What an act does with one case on a connection: read it, work on it, write what came out. */
export class CaseStore {
  private readonly cases = new CaseReader();

  constructor(
    readonly rulebooks: RulebookStore,
    private readonly clock: TimeSource,
    /** Whether notices also go out by mail, chat or SMS. */
    private readonly mail: boolean,
    /** How long the engine may wait at most to hear of an act, in milliseconds. */
    private readonly tellWithinMs: number,
  ) {}

  /** The case, if there is one, and the answer that was given to the same request before. */
  async read(
    runner: Connection,
    number: string,
    request?: KeyedRequest,
  ): Promise<{ found?: ReadCase; storedAnswer?: StoredAnswer | null }> {
    const read = await this.cases.read(runner, number, request);
    return read
      ? {
          found: { ...read, ...(await this.time(read.at)) },
          storedAnswer: read.storedAnswer,
        }
      : {};
  }

  /** The case under its own version of the rulebook, with the moments entered that have passed since. */
  async workOn(found: ReadCase): Promise<CaseWork> {
    const { rulebook, version, organisation } = found.state;
    const own = await this.rulebooks.get(rulebook, version);
    return CaseWork.ofExisting(found, this.rulebooks.messages.wordedFor(organisation, own, found.now));
  }

  /** The case as it was last committed or read here, without asking; undefined where it is not remembered. */
  remembered(number: string): CaseSnapshot | undefined {
    return this.cases.remembered(number);
  }

  /** Keeps what is committed: the next act on the case may be decided on it. */
  rememberCommitted(changes: readonly CommittedChange[]): void {
    for (const { snapshot } of changes) this.cases.remember(snapshot);
  }

  /**
   * Writes the entries that were worked out, if any. `signal`: the engine is to be told, as it has not asked.
   * `remembered`: what they were worked out on without asking.
   */
  async commit(
    runner: Connection,
    work: CaseWork,
    signal: boolean,
    request?: KeyedRequest,
    remembered?: AsRemembered,
  ): Promise<LedgerAnswer> {
    const state = work.state!;
    const { entries } = work;
    let telling: Telling | null = null;
    if (entries.length) {
      telling = await writeCase(runner, {
        before: work.before,
        after: state,
        detached: work.detached!,
        entries,
        rulebook: work.rulebook,
        rulebookBefore: work.rulebookBefore,
        mail: this.mail,
        now: work.now,
        tellInMs: signal ? this.tellInMs(work) : null,
        request,
        remembered,
      });
    }
    const changed = { state, snapshot: work.snapshot(), entries, telling };
    return { state, entries, replayed: false, changedCases: entries.length ? [changed] : [] };
  }

  /** In how many milliseconds the engine must have been told of what was worked out; null where it need not be. */
  tellInMs({ before, state, entries, now }: CaseWork): number | null {
    const mail = this.mail && entries.some(({ notices }) => notices.length > 0);
    const toEngine = (at: string) => this.clock.toEngine(at);
    return tellInMs(before, state!, entries, mail, { now: toEngine(now), withinMs: this.tellWithinMs, toEngine });
  }

  /** The ledger's time at a time of the database. */
  async time(databaseNow: Date): Promise<WorkTime> {
    return { now: (await this.clock.now(databaseNow)).toISOString(), databaseNow: databaseNow.toISOString() };
  }
}
