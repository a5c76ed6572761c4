import {
  type LedgerAnswer,
  type AppendRequest,
  type StoredAnswer,
  type KeyedRequest,
  type OpenRequest,
} from './request.js';
import type { DataSource, QueryRunner } from 'typeorm';
import { isExcluded } from '../domain/case/subjects.js';
import type { ActRow, ActTable } from '../domain/deciding/act.js';
import type { FollowUpAct } from '../domain/deciding/effects.js';
import type { RelatedCaseQuery } from '../domain/deciding/related-case-query.js';
import { systemActor, type Actor } from '../domain/actor.js';
import type { CaseState } from '../domain/case/case.js';
import { decide } from '../domain/deciding/decide.js';
import type { Decision, ActRequest } from '../domain/deciding/enter-act.js';
import { kinds, rowOf } from '../domain/kinds/kinds.js';
import { isRefusal, unknownCaseRefusal, refuse, type Refusal } from '../domain/refusal.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { viewOf, type CaseView } from '../domain/clocks/view.js';
import { CaseWork } from './case-work.js';
import { keyedRequest, rememberRefusal, replayAnswer } from './keys.js';
import { runRelatedQueries } from './related-cases.js';
import { lookUpForOpening, decideOpening, relatedQueriesOfOpening, mayQueryRelatedCases } from './opening.js';
import type { RulebookStore } from './versions/rulebooks.js';
import { CaseReader, type CaseSnapshot } from './case-reader.js';
import { teamsFor, teamsForOpening } from './teams-of-case.js';
import { databaseTime, type TimeSource } from './time-source.js';
import { withRetries } from './transaction.js';
import { writeCase } from './write-case.js';

export interface LedgerOptions {
  time?: TimeSource;
  /** Whether notices also go out by mail, chat or SMS. */
  mail?: boolean;
  /** Hears of every committed change; must return at once and never throw. */
  onCommit?: (changes: LedgerAnswer['changedCases']) => void;
}

/**
 * The ledger (台账): the one way a case changes. Each call reads the case, enters what time has brought, decides, and
 * writes entries, row, clocks, tasks, notices and outbox in one statement that holds only where the case has not moved
 * on meanwhile.
 */
export class Ledger {
  readonly time: TimeSource;
  readonly mail: boolean;
  private readonly onCommit: (changes: LedgerAnswer['changedCases']) => void;
  private readonly cases = new CaseReader();
  /** Serials that no case came to have: the next ones take them, so that refusals leave no gap in the numbers. */
  private readonly spareSerials: string[] = [];

  constructor(
    readonly source: DataSource,
    readonly rulebooks: RulebookStore,
    options: LedgerOptions = {},
  ) {
    this.time = options.time ?? databaseTime;
    this.mail = options.mail ?? false;
    this.onCommit = options.onCommit ?? (() => undefined);
  }

  /**
   * Records a new case. The same key gives the same case; a refusal leaves nothing behind but the remembered answer.
   */
  async open(actor: Actor, opening: OpenRequest, key: string): Promise<LedgerAnswer | Refusal> {
    return this.openOnce(actor, opening, keyedRequest(actor.id, key, { open: opening }));
  }

  /**
   * Enters a case from before this desk at its own time, closed at once: no clock, task, notice or signal. Otherwise
   * like `open`.
   */
  async openHistory(
    actor: Actor,
    opening: OpenRequest & { receivedAt: string },
    key: string,
  ): Promise<LedgerAnswer | Refusal> {
    return this.openOnce(actor, opening, keyedRequest(actor.id, key, { openHistory: opening }), opening.receivedAt);
  }

  /**
   * Enters an act. Moments already past are entered first with their own times, also when the act itself is refused.
   */
  async append(actor: Actor, acting: AppendRequest, key: string): Promise<LedgerAnswer | Refusal> {
    const request = keyedRequest(actor.id, key, { act: acting });
    return this.runAcrossCases(
      (runner, together) => this.appendOnce(runner, actor, acting, request, together),
      (runner, refusal) => this.refuse(runner, acting.number, refusal, request),
    );
  }

  /**
   * Enters the moments that have passed, if any, and gives the newest view. `signal` when the engine is not the one who
   * asks.
   */
  async catchUp(number: string, signal = false): Promise<CaseView | undefined> {
    const answer = await this.runAndPublish(async (runner) => {
      const { seen } = await this.read(runner, number);
      return seen ? this.commit(runner, await this.work(seen), signal) : unknownCaseRefusal(number);
    });
    return isRefusal(answer) ? undefined : this.viewOf(answer.state, await this.hasPendingMail(number));
  }

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

  private async openOnce(
    actor: Actor,
    opening: OpenRequest,
    request: KeyedRequest,
    past?: string,
  ): Promise<LedgerAnswer | Refusal> {
    const refused = async (runner: QueryRunner, refusal: Refusal): Promise<Refusal> => {
      await rememberRefusal(runner, request, refusal);
      return refusal;
    };
    await this.rulebooks.refresh(this.time);
    return this.runAcrossCases(
      async (runner, together) => {
        const found = await lookUpForOpening(runner, opening.site, request, this.spareSerials.pop());
        const notOpened = <T>(answer: T): T => {
          if (found.serial) this.spareSerials.push(found.serial);
          return answer;
        };
        if (found.given) return notOpened(replayAnswer(runner, request, found.given));
        const now = await this.now(found.at);
        const queries = past ? undefined : relatedQueriesOfOpening(this.rulebooks, opening, now);
        if (queries && !together) return notOpened(undefined);
        const seen = queries && (await runRelatedQueries(runner, opening.site, queries));
        const teams = past ? undefined : await teamsForOpening(runner, this.rulebooks, opening, now, seen);
        const decided = decideOpening(this.rulebooks, actor, opening, now, found, { past, seen, teams });
        if (isRefusal(decided)) return notOpened(refused(runner, decided));
        if (decided.also.length > 0 && !together) return notOpened(undefined);
        return this.enterFollowUps(
          runner,
          await this.commit(runner, decided.work, !past, request),
          decided.also,
          decided.work.state!.organisation,
        );
      },
      refused,
      !past && mayQueryRelatedCases(opening.kind),
    );
  }

  /**
   * What reaches into other cases is one transaction over all of them; where one of those refuses, the answer and what
   * time has brought are kept all the same. `foreseen`: where that is likely, it is not tried without.
   */
  private async runAcrossCases(
    attempt: (runner: QueryRunner, together: boolean) => Promise<LedgerAnswer | Refusal | undefined>,
    refused: (runner: QueryRunner, refusal: Refusal) => Promise<Refusal>,
    acrossCases = false,
  ): Promise<LedgerAnswer | Refusal> {
    try {
      return (
        (acrossCases ? undefined : await this.runAndPublish((runner) => attempt(runner, false))) ??
        (await this.runAndPublish((runner) => attempt(runner, true), true))!
      );
    } catch (error) {
      if (!(error instanceof FollowUpRefused)) throw error;
      return this.runAndPublish((runner) => refused(runner, error.refusal));
    }
  }

  /** One attempt; undefined where the act reaches into other cases and `together` is not yet given. */
  private async appendOnce(
    runner: QueryRunner,
    actor: Actor,
    acting: AppendRequest,
    request: KeyedRequest,
    together: boolean,
  ): Promise<LedgerAnswer | Refusal | undefined> {
    const { seen, given } = await this.read(runner, acting.number, request);
    if (given) return replayAnswer(runner, request, given);
    const work = seen && (await this.work(seen));
    const queries = work && relatedQueriesOf(acting, seen.now, work);
    if (queries && !together) return undefined;
    const others = queries && (await runRelatedQueries(runner, work.state!.site, queries));
    const [target, teams] = work
      ? [
          await this.target(acting, work),
          await teamsFor(runner, acting.act, work.state!, work.rulebook, seen.now, others),
        ]
      : [];
    const decision = work
      ? decideAct(actor, acting, seen.now, work, { relatedCases: others, targetRulebook: target, teams })
      : unknownCaseRefusal(acting.number);
    if (!work || isRefusal(decision)) return this.refuse(runner, acting.number, decision as Refusal, request);
    if (decision.followUps.length > 0 && !together) return undefined;
    work.enterAct(decision, target);
    return this.enterFollowUps(
      runner,
      await this.commit(runner, work, true, request),
      decision.followUps,
      work.state!.organisation,
    );
  }

  private async enterFollowUps(
    runner: QueryRunner,
    answer: LedgerAnswer,
    also: FollowUpAct[],
    organisation: string,
  ): Promise<LedgerAnswer> {
    for (const one of also) answer.changedCases.push(...(await this.enterFollowUp(runner, one, organisation)));
    return answer;
  }

  /** An act of the desk on another case of the organisation, in the transaction of the act it follows from. */
  private async enterFollowUp(
    runner: QueryRunner,
    acting: AppendRequest,
    organisation: string,
  ): Promise<LedgerAnswer['changedCases']> {
    const { seen } = await this.read(runner, acting.number);
    const work = seen?.state.organisation === organisation ? await this.work(seen) : undefined;
    const queries = work && seen && relatedQueriesOf(acting, seen.now, work);
    const others = queries && (await runRelatedQueries(runner, work.state!.site, queries));
    const decision =
      work && seen
        ? decideAct(systemActor, acting, seen.now, work, { relatedCases: others })
        : unknownCaseRefusal(acting.number);
    // Thrown, so that the first case is not joined to one that does not take it in.
    if (!work || isRefusal(decision)) throw new FollowUpRefused(decision as Refusal);
    work.enterAct(decision);
    return (await this.enterFollowUps(runner, await this.commit(runner, work, true), decision.followUps, organisation))
      .changedCases;
  }

  /** Enters what time has brought, and keeps the refusal under its key. */
  private async refuse(runner: QueryRunner, number: string, refusal: Refusal, request: KeyedRequest): Promise<Refusal> {
    const { seen } = await this.read(runner, number);
    if (seen) await this.commit(runner, await this.work(seen), true);
    await rememberRefusal(runner, request, refusal);
    return refusal;
  }

  private async commit(
    runner: QueryRunner,
    work: CaseWork,
    signal: boolean,
    request?: KeyedRequest,
  ): Promise<LedgerAnswer> {
    const state = work.state!;
    const { entries } = work;
    if (entries.length) {
      await writeCase(runner, {
        before: work.before,
        after: state,
        entries,
        rulebook: work.rulebook,
        rulebookBefore: work.rulebookBefore,
        mail: this.mail,
        now: work.now,
        signal,
        request,
      });
      // Where this is rolled back, no case has that hash.
      this.cases.remember({ state, hash: entries.at(-1)!.hash });
    }
    return { state, entries, replayed: false, changedCases: signal && entries.length ? [{ state, entries }] : [] };
  }

  private async read(
    runner: QueryRunner,
    number: string,
    request?: KeyedRequest,
  ): Promise<{ seen?: ReadCase; given?: StoredAnswer | null }> {
    const found = await this.cases.read(runner, number, request);
    return found
      ? { seen: { state: found.state, hash: found.hash, now: await this.now(found.at) }, given: found.given }
      : {};
  }

  private async work(seen: ReadCase): Promise<CaseWork> {
    return CaseWork.ofExisting(seen, await this.rulebooks.get(seen.state.rulebook, seen.state.version));
  }

  /** The version a case is to be moved to, as the act names it. */
  private async target({ act, input }: AppendRequest, { state }: CaseWork): Promise<Rulebook | undefined> {
    return act === 'move-version'
      ? this.rulebooks.find(state!.rulebook, String((input as { version?: unknown }).version))
      : undefined;
  }

  private async now(databaseNow: Date): Promise<string> {
    return (await this.time.now(databaseNow)).toISOString();
  }

  /** Runs an attempt until it holds, and tells of what it has changed. */
  private async runAndPublish<T extends LedgerAnswer | Refusal | undefined>(
    attempt: (runner: QueryRunner) => Promise<T>,
    together = false,
  ): Promise<T> {
    const answer = await withRetries(this.source, attempt, together);
    if (answer && !isRefusal(answer) && answer.changedCases.length > 0) this.onCommit(answer.changedCases);
    return answer;
  }
}

interface ReadCase extends CaseSnapshot {
  now: string;
}

class FollowUpRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.text.en);
  }
}

/** What an act depends on among other cases; undefined for most, which need no transaction over several statements. */
function relatedQueriesOf(
  { act, input }: AppendRequest,
  at: string,
  { state, rulebook }: CaseWork,
): Readonly<Record<string, RelatedCaseQuery>> | undefined {
  const row = rowOf(state!.kind, act) as ActRow<unknown> | undefined;
  return row?.relatedQueries?.({ number: state!.number, facts: state!.facts, at, input, rulebook });
}

/** What was looked up before an act is decided. */
type LookupResults = Pick<ActRequest, 'relatedCases' | 'targetRulebook' | 'teams'>;

function decideAct(
  actor: Actor,
  acting: AppendRequest,
  now: string,
  { state, rulebook }: CaseWork,
  lookedUp: LookupResults,
): Decision | Refusal {
  const seq = state!.seq;
  if (acting.ifSeq !== undefined && acting.ifSeq !== seq && !isExcluded(state!, actor)) {
    return refuse(
      'case-moved-on',
      `The case has moved on (entry ${seq}, you saw ${acting.ifSeq}): read it again.`,
      `案件已有新的记录（第 ${seq} 条，您看到的是第 ${acting.ifSeq} 条），请重新查看。`,
    );
  }
  const request: ActRequest = {
    actor,
    act: acting.act,
    input: { ...acting.input },
    at: now,
    ...(acting.happenedAt ? { happenedAt: acting.happenedAt } : {}),
    ...lookedUp,
  };
  return decide(state!, kinds[state!.kind] as ActTable, request, rulebook);
}
