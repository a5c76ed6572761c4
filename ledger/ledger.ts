import type { DataSource } from 'typeorm';
import type { Actor } from '../domain/actor.js';
import type { CaseState } from '../domain/case/case.js';
import { viewOf, type CaseView } from '../domain/clocks/view.js';
import { isRefusal, unknownCaseRefusal, type Refusal } from '../domain/refusal.js';
import { actOnCase } from './act-on-case.js';
import { actingProblem, checkedOpening } from './admission.js';
import { CaseNumbers, previewNumber } from './case-numbers.js';
import { CaseStore, type CaseAccess } from './case-store.js';
import { enterFollowUps, FollowUpRefused } from './follow-ups.js';
import { isKeptRefusal, keyedRequest, rememberRefusal, replayAnswer } from './keys.js';
import { attemptOpening, mayQueryRelatedCases, prefixOfNumbers, refuseOpening } from './opening.js';
import type {
  AppendRequest,
  CommittedChange,
  KeptRefusal,
  KeyedRequest,
  LedgerAnswer,
  OpenRequest,
} from './request.js';
import { inOneTrip } from './one-trip.js';
import { hasPendingMail } from './notices/pending-mail.js';
import { previewOn, type Preview } from './preview.js';
import { databaseTime, type TimeSource } from './time-source.js';
import { unkeepableRefusal, withRetries, type Connection } from './transaction.js';
import type { RulebookStore } from './versions/rulebooks.js';

export interface LedgerOptions {
  time?: TimeSource;
  /** Whether notices also go out by mail, chat or SMS. */
  mail?: boolean;
  /** How long the engine may wait to hear of what it need not know at once, in milliseconds; 0 unless it is said. */
  tellWithinMs?: number;
  /** Called after every committed change; must return at once and never throw. */
  onCommit?: (changes: CommittedChange[]) => void;
}

/**
 * The ledger (台账): the one way a case changes. Each call reads the case, or remembers it, enters the moments that have
 * passed, decides, and writes all that follows in one statement, which holds only where nobody has changed it meanwhile.
 */
export class Ledger {
  readonly time: TimeSource;
  readonly mail: boolean;
  readonly onCommit: (changes: CommittedChange[]) => void;
  /** How cases are read and written, of many at once too (bulk/batch.ts). */
  readonly cases: CaseStore;
  private readonly numbers: CaseNumbers;

  constructor(
    readonly source: DataSource,
    readonly rulebooks: RulebookStore,
    options: LedgerOptions = {},
  ) {
    this.time = options.time ?? databaseTime;
    this.mail = options.mail ?? false;
    this.onCommit = options.onCommit ?? (() => undefined);
    this.cases = new CaseStore(rulebooks, this.time, this.mail, options.tellWithinMs ?? 0);
    this.numbers = new CaseNumbers(source);
  }

  /** Enters an act; moments already past first, also when it is refused. The same key gives the same answer. */
  async append(actor: Actor, acting: AppendRequest, key: string): Promise<LedgerAnswer | Refusal> {
    const problem = actingProblem(acting);
    if (problem) return problem;
    const request = keyedRequest(actor.id, key, { act: acting });
    const attempt = (cases: CaseAccess, runner: Connection, inTransaction = false) =>
      this.appendOnce(cases, runner, actor, acting, request, inTransaction);
    return this.runAcrossCases(
      async (runner, inTransaction) =>
        (await inOneTrip(this.cases, runner, actor, attempt)) ?? attempt(this.cases, runner, inTransaction),
      (runner, refusal) => this.refuse(runner, acting.number, refusal, request),
    );
  }

  /** What an act would do to the case as it stands now, by the same steps as `append`; nothing is written or locked. */
  async preview(actor: Actor, acting: AppendRequest): Promise<Preview | Refusal> {
    const problem = actingProblem(acting);
    if (problem) return problem;
    return previewOn(this.source, this.cases, (cases, runner) =>
      this.appendOnce(cases, runner, actor, acting, undefined, true),
    );
  }

  /** The same for a new case, also one of a table (`origin`), and for an act that follows at once; it draws no number. */
  async previewOpening(
    actor: Actor,
    opening: OpenRequest,
    next?: Omit<AppendRequest, 'number'>,
    origin: { imported?: boolean; past?: string } = {},
  ): Promise<Preview | Refusal> {
    const checked = checkedOpening(opening);
    if (isRefusal(checked)) return checked;
    const problem = next && actingProblem({ ...next, number: 'preview' });
    if (problem) return problem;
    await this.rulebooks.refresh(this.time);
    return previewOn(this.source, this.cases, async (cases, runner) => {
      const attempting = { cases, rulebooks: this.rulebooks, reserved: previewNumber, ...origin };
      const opened = await attemptOpening(attempting, runner, actor, checked, true);
      if (!next || !opened || isRefusal(opened)) return opened;
      const acting = { ...next, number: opened.state.number };
      return this.appendOnce(cases, runner, actor, acting, undefined, true);
    });
  }

  /** One attempt; undefined where it needs a transaction and is in none yet. Without `request` no answer is kept. */
  private async appendOnce(
    cases: CaseAccess,
    runner: Connection,
    actor: Actor,
    acting: AppendRequest,
    request: KeyedRequest | undefined,
    inTransaction: boolean,
  ): Promise<LedgerAnswer | Refusal | undefined> {
    const { found, storedAnswer } = await cases.read(runner, acting.number, request);
    if (request && storedAnswer) return replayAnswer(runner, request, storedAnswer);
    if (!found) return this.refuse(runner, acting.number, unknownCaseRefusal(acting.number), request);
    const work = await cases.workOn(found);
    const followUps = await actOnCase(runner, this.rulebooks, work, { actor, acting, inTransaction });
    if (!followUps) return undefined;
    if (isRefusal(followUps)) return this.refuse(runner, acting.number, followUps, request);
    const answer = await cases.commit(runner, work, true, request);
    return enterFollowUps(cases, runner, this.rulebooks, answer, followUps);
  }

  /** Enters the moments that have passed, and keeps the refusal under its key. */
  private async refuse(
    runner: Connection,
    number: string,
    refusal: Refusal,
    request: KeyedRequest | undefined,
  ): Promise<KeptRefusal | Refusal> {
    if (!request || !isKeptRefusal(request, refusal)) return refusal;
    const { found } = await this.cases.read(runner, number);
    const moments = found && (await this.cases.commit(runner, await this.cases.workOn(found), true));
    await rememberRefusal(runner, request, refusal);
    return moments ? { ...moments, refusal } : refusal;
  }

  /**
   * An act that reaches into other cases is one transaction over all of them. Where one of those refuses, only the
   * answer and the moments that have passed are kept. `startInTransaction`: begin with a transaction, as the act
   * will need one.
   */
  private async runAcrossCases(
    attempt: (runner: Connection, inTransaction: boolean) => Promise<LedgerAnswer | Refusal | undefined>,
    refused: (runner: Connection, refusal: Refusal) => Promise<KeptRefusal | Refusal>,
    startInTransaction = false,
  ): Promise<LedgerAnswer | Refusal> {
    try {
      return (
        (startInTransaction ? undefined : await this.runAndPublish((runner) => attempt(runner, false))) ??
        (await this.runAndPublish((runner) => attempt(runner, true), true))!
      );
    } catch (error) {
      if (error instanceof FollowUpRefused) return this.runAndPublish((runner) => refused(runner, error.refusal));
      const refusal = unkeepableRefusal(error);
      if (!refusal) throw error;
      return refusal;
    }
  }

  /** Runs an attempt until it takes effect, and publishes what it has changed. */
  private async runAndPublish<T extends KeptRefusal | LedgerAnswer | Refusal | undefined>(
    attempt: (runner: Connection) => Promise<T>,
    inTransaction = false,
  ): Promise<T | Refusal> {
    await this.rulebooks.messages.refresh();
    const answer = await withRetries(this.source, attempt, inTransaction);
    if (!answer || isRefusal(answer)) return answer;
    const { changedCases } = answer;
    this.cases.rememberCommitted(changedCases);
    if (changedCases.length > 0) this.onCommit(changedCases);
    return 'refusal' in answer ? answer.refusal : answer;
  }

  /**
   * Records a new case. The same key gives the same case; a refusal leaves nothing behind but the remembered answer.
   * `imported`: it was read from a table.
   */
  async open(actor: Actor, opening: OpenRequest, key: string, imported = false): Promise<LedgerAnswer | Refusal> {
    const checked = checkedOpening(opening);
    if (isRefusal(checked)) return checked;
    return this.openOnce(actor, checked, keyedRequest(actor.id, key, { open: checked }), { imported });
  }

  /**
   * Enters a case from before this system at its own time, closed at once: no clock, task, notice or signal. Otherwise
   * like `open`.
   */
  async openHistory(
    actor: Actor,
    opening: OpenRequest & { receivedAt: string },
    key: string,
  ): Promise<LedgerAnswer | Refusal> {
    const checked = checkedOpening(opening);
    if (isRefusal(checked)) return checked;
    const request = keyedRequest(actor.id, key, { openHistory: checked });
    return this.openOnce(actor, checked, request, { imported: true, past: checked.receivedAt });
  }

  private async openOnce(
    actor: Actor,
    opening: OpenRequest,
    request: KeyedRequest,
    origin: { imported: boolean; past?: string },
  ): Promise<LedgerAnswer | Refusal> {
    await this.rulebooks.refresh(this.time);
    return this.numbers.withNumber(
      opening.site,
      () => prefixOfNumbers(this.rulebooks, this.time, opening),
      (reserved) => {
        const attempting = { cases: this.cases, rulebooks: this.rulebooks, reserved, request, ...origin };
        return this.runAcrossCases(
          (runner, inTransaction) => attemptOpening(attempting, runner, actor, opening, inTransaction),
          (runner, refusal) => refuseOpening(runner, refusal, request),
          !origin.past && mayQueryRelatedCases(opening.kind),
        );
      },
      (answer) => !isRefusal(answer) && !answer.replayed,
    );
  }

  /**
   * Enters the moments that have passed, if any; the newest view, or undefined where there is no such case. `signal`
   * where somebody else than the engine asks.
   */
  async catchUp(number: string, signal = false): Promise<CaseView | undefined> {
    const answer = await this.runAndPublish(async (runner) => {
      const { found } = await this.cases.read(runner, number);
      return found ? this.cases.commit(runner, await this.cases.workOn(found), signal) : unknownCaseRefusal(number);
    });
    if (isRefusal(answer)) return undefined;
    return this.viewOf(answer.state, this.mail && (await hasPendingMail(this.source, number)));
  }

  /** The case as the engine sees it; `mail`: whether notices wait to go out. */
  viewOf(state: CaseState, mail: boolean): CaseView {
    return viewOf(state, mail && this.mail, (at) => this.time.toEngine(at));
  }
}
