import type { DataSource, QueryRunner } from 'typeorm';
import type { Actor } from '../domain/actor.js';
import type { CaseState } from '../domain/case/case.js';
import { viewOf, type CaseView } from '../domain/clocks/view.js';
import { isRefusal, unknownCaseRefusal, type Refusal } from '../domain/refusal.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { CaseNumbers, previewNumber } from './case-numbers.js';
import { CaseStore, type CaseAccess } from './case-store.js';
import type { CaseWork } from './case-work.js';
import { decideAct, relatedQueriesOf } from './decide-act.js';
import { findNamedFiles } from './files/named-files.js';
import { enterFollowUps, FollowUpRefused } from './follow-ups.js';
import { keyedRequest, rememberRefusal, replayAnswer } from './keys.js';
import { attemptOpening, mayQueryRelatedCases, prefixOfNumbers, refuseOpening } from './opening.js';
import { runRelatedQueries } from './related-cases.js';
import type { AppendRequest, CommittedChange, KeyedRequest, LedgerAnswer, OpenRequest } from './request.js';
import { teamsFor } from './teams-of-case.js';
import { previewOn, type Preview } from './preview.js';
import { databaseTime, type TimeSource } from './time-source.js';
import { withRetries } from './transaction.js';
import type { RulebookStore } from './versions/rulebooks.js';

export interface LedgerOptions {
  time?: TimeSource;
  /** Whether notices also go out by mail, chat or SMS. */
  mail?: boolean;
  /** Called after every committed change; must return at once and never throw. */
  onCommit?: (changes: CommittedChange[]) => void;
}

/**
 * The ledger (台账): the one way a case changes. Each call reads the case, enters the moments that have passed, decides, and
 * writes all that follows in one statement, which takes effect only where no other act has changed the case meanwhile.
 */
export class Ledger {
  readonly time: TimeSource;
  readonly mail: boolean;
  private readonly onCommit: (changes: CommittedChange[]) => void;
  private readonly cases: CaseStore;
  private readonly numbers: CaseNumbers;

  constructor(
    readonly source: DataSource,
    readonly rulebooks: RulebookStore,
    options: LedgerOptions = {},
  ) {
    this.time = options.time ?? databaseTime;
    this.mail = options.mail ?? false;
    this.onCommit = options.onCommit ?? (() => undefined);
    this.cases = new CaseStore(rulebooks, this.time, this.mail);
    this.numbers = new CaseNumbers(source);
  }

  /**
   * Enters an act. Moments already past are entered first with their own times, also when the act itself is refused.
   * The same key gives the same answer.
   */
  async append(actor: Actor, acting: AppendRequest, key: string): Promise<LedgerAnswer | Refusal> {
    const request = keyedRequest(actor.id, key, { act: acting });
    return this.runAcrossCases(
      (runner, inTransaction) => this.appendOnce(this.cases, runner, actor, acting, request, inTransaction),
      (runner, refusal) => this.refuse(runner, acting.number, refusal, request),
    );
  }

  /**
   * What an act would do to the case as it stands now, by the same steps as `append`; nothing is written, kept under a
   * key, or locked.
   */
  async preview(actor: Actor, acting: AppendRequest): Promise<Preview | Refusal> {
    return previewOn(this.source, this.cases, (cases, runner) =>
      this.appendOnce(cases, runner, actor, acting, undefined, true),
    );
  }

  /** The same for a new case, and for an act (`next`) that follows on it at once; no number is drawn for it. */
  async previewOpening(
    actor: Actor,
    opening: OpenRequest,
    next?: Omit<AppendRequest, 'number'>,
  ): Promise<Preview | Refusal> {
    await this.rulebooks.refresh(this.time);
    return previewOn(this.source, this.cases, async (cases, runner) => {
      const attempting = { cases, rulebooks: this.rulebooks, reserved: previewNumber };
      const opened = await attemptOpening(attempting, runner, actor, opening, true);
      if (!next || !opened || isRefusal(opened)) return opened;
      const acting = { ...next, number: opened.state.number };
      return this.appendOnce(cases, runner, actor, acting, undefined, true);
    });
  }

  /**
   * One attempt; undefined where the act reaches into other cases and is not in a transaction yet. Without `request`
   * nothing is remembered.
   */
  private async appendOnce(
    cases: CaseAccess,
    runner: QueryRunner,
    actor: Actor,
    acting: AppendRequest,
    request: KeyedRequest | undefined,
    inTransaction: boolean,
  ): Promise<LedgerAnswer | Refusal | undefined> {
    const { found, storedAnswer } = await cases.read(runner, acting.number, request);
    if (request && storedAnswer) return replayAnswer(runner, request, storedAnswer);
    if (!found) return this.refuse(runner, acting.number, unknownCaseRefusal(acting.number), request);
    const work = await cases.workOn(found);

    const queries = relatedQueriesOf(acting, work);
    if (queries && !inTransaction) return undefined;
    const relatedCases = queries && (await runRelatedQueries(runner, work.state!.site, queries));
    const targetRulebook = await this.targetRulebook(acting, work);
    const teams = await teamsFor(runner, acting.act, work.state!, work.rulebook, work.now, relatedCases);

    const decision = decideAct(actor, acting, work, { relatedCases, targetRulebook, teams });
    if (isRefusal(decision)) return this.refuse(runner, acting.number, decision, request);
    if (decision.followUps.length > 0 && !inTransaction) return undefined;

    const { kind, organisation } = work.state!;
    const files = await findNamedFiles(runner, { ...decision.entry, kind }, organisation);
    if (isRefusal(files)) return this.refuse(runner, acting.number, files, request);
    work.enterAct(decision, files, targetRulebook);
    const answer = await cases.commit(runner, work, true, request);
    return enterFollowUps(cases, runner, answer, decision.followUps);
  }

  /** The version a case is to be moved to, as the act names it. */
  private async targetRulebook({ act, input }: AppendRequest, { state }: CaseWork): Promise<Rulebook | undefined> {
    return act === 'move-version'
      ? this.rulebooks.find(state!.rulebook, String((input as { version?: unknown }).version))
      : undefined;
  }

  /** Enters the moments that have passed, and keeps the refusal under its key. */
  private async refuse(
    runner: QueryRunner,
    number: string,
    refusal: Refusal,
    request: KeyedRequest | undefined,
  ): Promise<Refusal> {
    if (!request) return refusal;
    const { found } = await this.cases.read(runner, number);
    if (found) await this.cases.commit(runner, await this.cases.workOn(found), true);
    await rememberRefusal(runner, request, refusal);
    return refusal;
  }

  /**
   * An act that reaches into other cases is one transaction over all of them. Where one of those refuses, only the
   * answer and the moments that have passed are kept. `startInTransaction`: begin with a transaction, as the act
   * will need one.
   */
  private async runAcrossCases(
    attempt: (runner: QueryRunner, inTransaction: boolean) => Promise<LedgerAnswer | Refusal | undefined>,
    refused: (runner: QueryRunner, refusal: Refusal) => Promise<Refusal>,
    startInTransaction = false,
  ): Promise<LedgerAnswer | Refusal> {
    try {
      return (
        (startInTransaction ? undefined : await this.runAndPublish((runner) => attempt(runner, false))) ??
        (await this.runAndPublish((runner) => attempt(runner, true), true))!
      );
    } catch (error) {
      if (!(error instanceof FollowUpRefused)) throw error;
      return this.runAndPublish((runner) => refused(runner, error.refusal));
    }
  }

  /** Runs an attempt until it takes effect, and publishes what it has changed. */
  private async runAndPublish<T extends LedgerAnswer | Refusal | undefined>(
    attempt: (runner: QueryRunner) => Promise<T>,
    inTransaction = false,
  ): Promise<T> {
    const answer = await withRetries(this.source, attempt, inTransaction);
    if (answer && !isRefusal(answer) && answer.changedCases.length > 0) this.onCommit(answer.changedCases);
    return answer;
  }

  /**
   * Records a new case. The same key gives the same case; a refusal leaves nothing behind but the remembered answer.
   */
  async open(actor: Actor, opening: OpenRequest, key: string): Promise<LedgerAnswer | Refusal> {
    return this.openOnce(actor, opening, keyedRequest(actor.id, key, { open: opening }));
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
    return this.openOnce(actor, opening, keyedRequest(actor.id, key, { openHistory: opening }), opening.receivedAt);
  }

  private async openOnce(
    actor: Actor,
    opening: OpenRequest,
    request: KeyedRequest,
    past?: string,
  ): Promise<LedgerAnswer | Refusal> {
    await this.rulebooks.refresh(this.time);
    return this.numbers.withNumber(
      opening.site,
      () => prefixOfNumbers(this.rulebooks, this.time, opening),
      (reserved) => {
        const attempting = { cases: this.cases, rulebooks: this.rulebooks, reserved, request, past };
        return this.runAcrossCases(
          (runner, inTransaction) => attemptOpening(attempting, runner, actor, opening, inTransaction),
          (runner, refusal) => refuseOpening(runner, refusal, request),
          !past && mayQueryRelatedCases(opening.kind),
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
    return isRefusal(answer) ? undefined : this.viewOf(answer.state, await this.hasPendingMail(number));
  }

  /** The case as the engine sees it; `mail`: whether notices wait to go out. */
  viewOf(state: CaseState, mail: boolean): CaseView {
    return viewOf(state, mail && this.mail, (at) => this.time.toEngine(at));
  }

  private async hasPendingMail(number: string): Promise<boolean> {
    if (!this.mail) return false;
    const rows = await this.source.query(
      `SELECT FROM notices WHERE number = $1 AND fanned_out_at IS NULL UNION ALL SELECT FROM deliveries WHERE number = $1 AND state = 'waiting' LIMIT 1`,
      [number],
    );
    return rows.length > 0;
  }
}
