import { type Answer, type Acting, type GivenAnswer, type KeyedRequest, type Opening } from './request.js';
import type { DataSource, QueryRunner } from 'typeorm';
import { isUnseen } from '../domain/case/about.js';
import type { ActRow, ActTable, FollowUp, Look } from '../domain/deciding/act.js';
import { theDesk, type Actor } from '../domain/actor.js';
import type { CaseState } from '../domain/case/case.js';
import { decide, type Decision, type Question } from '../domain/deciding/decide.js';
import { kinds } from '../domain/kinds/kinds.js';
import { isRefusal, noSuchCase, refuse, type Refusal } from '../domain/refusal.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { viewOf, type CaseView } from '../domain/clocks/view.js';
import { CaseWork } from './case-work.js';
import { keyedRequest, rememberRefusal, sameAnswer } from './keys.js';
import { lookUp } from './related-cases.js';
import { begin, decideOpening, looksOfOpening, mayLookAround } from './opening.js';
import type { RulebookStore } from './versions/rulebooks.js';
import { CaseReader, type Standing } from './case-reader.js';
import { teamsFor, teamsForOpening } from './teams-at.js';
import { databaseTime, type TimeSource } from './time-source.js';
import { onConnection } from './transaction.js';
import { write } from './write.js';

export interface LedgerOptions {
  time?: TimeSource;
  /** Whether notices also go out by mail, chat or SMS. */
  mail?: boolean;
  /** Hears of every committed change; must return at once and never throw. */
  committed?: (changes: Answer['touched']) => void;
}

/**
 * The ledger (台账): the one way a case changes. Each call reads the case, enters what time has brought, decides, and writes entries, row, clocks, tasks,
 * notices and outbox in one statement that holds only where the case has not moved on meanwhile.
 */
export class Ledger {
  readonly time: TimeSource;
  readonly mail: boolean;
  private readonly committed: (changes: Answer['touched']) => void;
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
    this.committed = options.committed ?? (() => undefined);
  }

  /** Records a new case. The same key gives the same case; a refusal leaves nothing behind but the remembered answer. */
  async open(actor: Actor, opening: Opening, key: string): Promise<Answer | Refusal> {
    return this.openOnce(actor, opening, keyedRequest(actor.id, key, { open: opening }));
  }

  /** Enters a case from before this desk at its own time, closed at once: no clock, task, notice or signal. Otherwise like `open`. */
  async openHistory(actor: Actor, opening: Opening & { receivedAt: string }, key: string): Promise<Answer | Refusal> {
    return this.openOnce(actor, opening, keyedRequest(actor.id, key, { openHistory: opening }), opening.receivedAt);
  }

  /** Enters an act. Moments already past are entered first with their own times, also when the act itself is refused. */
  async append(actor: Actor, acting: Acting, key: string): Promise<Answer | Refusal> {
    const request = keyedRequest(actor.id, key, { act: acting });
    return this.withOthers((runner, together) => this.appendOnce(runner, actor, acting, request, together), (runner, refusal) => this.refuse(runner, acting.number, refusal, request));
  }

  /** Enters the moments that have passed, if any, and gives the newest view. `signal` when the engine is not the one who asks. */
  async attend(number: string, signal = false): Promise<CaseView | undefined> {
    const answer = await this.told(async (runner) => {
      const { seen } = await this.read(runner, number);
      return seen ? this.commit(runner, await this.work(seen), signal) : noSuchCase(number);
    });
    return isRefusal(answer) ? undefined : this.viewOf(answer.state, await this.mailWaits(number));
  }

  viewOf(state: CaseState, mail: boolean): CaseView {
    return viewOf(state, mail && this.mail, (at) => this.time.toEngine(at));
  }

  private async mailWaits(number: string): Promise<boolean> {
    if (!this.mail) return false;
    const rows = await this.source.query(`SELECT FROM notices WHERE number = $1 AND fanned_out_at IS NULL UNION ALL SELECT FROM deliveries WHERE number = $1 AND state = 'waiting' LIMIT 1`, [number]);
    return rows.length > 0;
  }

  private async openOnce(actor: Actor, opening: Opening, request: KeyedRequest, past?: string): Promise<Answer | Refusal> {
    const refused = async (runner: QueryRunner, refusal: Refusal): Promise<Refusal> => {
      await rememberRefusal(runner, request, refusal);
      return refusal;
    };
    await this.rulebooks.look(this.time);
    return this.withOthers(async (runner, together) => {
      const found = await begin(runner, opening.site, request, this.spareSerials.pop());
      const notOpened = <T>(answer: T): T => {
        if (found.serial) this.spareSerials.push(found.serial);
        return answer;
      };
      if (found.given) return notOpened(sameAnswer(runner, request, found.given));
      const now = await this.now(found.at);
      const looks = past ? undefined : looksOfOpening(this.rulebooks, opening, now);
      if (looks && !together) return notOpened(undefined);
      const seen = looks && (await lookUp(runner, opening.site, looks));
      const teams = past ? undefined : await teamsForOpening(runner, this.rulebooks, opening, now, seen);
      const decided = decideOpening(this.rulebooks, actor, opening, now, found, { past, seen, teams });
      if (isRefusal(decided)) return notOpened(refused(runner, decided));
      if (decided.also.length > 0 && !together) return notOpened(undefined);
      return this.followed(runner, await this.commit(runner, decided.work, !past, request), decided.also, decided.work.state!.organisation);
    }, refused, !past && mayLookAround(opening.kind));
  }

  /**
   * What reaches into other cases is one transaction over all of them; where one of those refuses, the answer and what time has brought are kept all the same.
   * `foreseen`: where that is likely, it is not tried without.
   */
  private async withOthers(attempt: (runner: QueryRunner, together: boolean) => Promise<Answer | Refusal | undefined>, refused: (runner: QueryRunner, refusal: Refusal) => Promise<Refusal>, foreseen = false): Promise<Answer | Refusal> {
    try {
      return (foreseen ? undefined : await this.told((runner) => attempt(runner, false))) ?? (await this.told((runner) => attempt(runner, true), true))!;
    } catch (error) {
      if (!(error instanceof FollowUpRefused)) throw error;
      return this.told((runner) => refused(runner, error.refusal));
    }
  }

  /** One attempt; undefined where the act reaches into other cases and `together` is not yet given. */
  private async appendOnce(runner: QueryRunner, actor: Actor, acting: Acting, request: KeyedRequest, together: boolean): Promise<Answer | Refusal | undefined> {
    const { seen, given } = await this.read(runner, acting.number, request);
    if (given) return sameAnswer(runner, request, given);
    const work = seen && (await this.work(seen));
    const looks = work && looksOf(acting, seen.now, work);
    if (looks && !together) return undefined;
    const others = looks && (await lookUp(runner, work.state!.site, looks));
    const [target, teams] = work ? [await this.target(acting, work), await teamsFor(runner, acting.act, work.state!, work.rulebook, seen.now, others)] : [];
    const decision = work ? ask(actor, acting, seen.now, work, { seen: others, target, teams }) : noSuchCase(acting.number);
    if (!work || isRefusal(decision)) return this.refuse(runner, acting.number, decision as Refusal, request);
    if (decision.also.length > 0 && !together) return undefined;
    work.enterAct(decision, target);
    return this.followed(runner, await this.commit(runner, work, true, request), decision.also, work.state!.organisation);
  }

  private async followed(runner: QueryRunner, answer: Answer, also: FollowUp[], organisation: string): Promise<Answer> {
    for (const one of also) answer.touched.push(...(await this.follow(runner, one, organisation)));
    return answer;
  }

  /** An act of the desk on another case of the organisation, in the transaction of the act it follows from. */
  private async follow(runner: QueryRunner, acting: Acting, organisation: string): Promise<Answer['touched']> {
    const { seen } = await this.read(runner, acting.number);
    const work = seen?.state.organisation === organisation ? await this.work(seen) : undefined;
    const looks = work && seen && looksOf(acting, seen.now, work);
    const others = looks && (await lookUp(runner, work.state!.site, looks));
    const decision = work && seen ? ask(theDesk, acting, seen.now, work, { seen: others }) : noSuchCase(acting.number);
    // Thrown, so that the first case is not joined to one that does not take it in.
    if (!work || isRefusal(decision)) throw new FollowUpRefused(decision as Refusal);
    work.enterAct(decision);
    return (await this.followed(runner, await this.commit(runner, work, true), decision.also, organisation)).touched;
  }

  /** Enters what time has brought, and keeps the refusal under its key. */
  private async refuse(runner: QueryRunner, number: string, refusal: Refusal, request: KeyedRequest): Promise<Refusal> {
    const { seen } = await this.read(runner, number);
    if (seen) await this.commit(runner, await this.work(seen), true);
    await rememberRefusal(runner, request, refusal);
    return refusal;
  }

  private async commit(runner: QueryRunner, work: CaseWork, signal: boolean, request?: KeyedRequest): Promise<Answer> {
    const state = work.state!;
    const { entries } = work;
    if (entries.length) {
      await write(runner, { before: work.before, after: state, entries, rulebook: work.rulebook, rulebookBefore: work.rulebookBefore, mail: this.mail, now: work.now, signal, request });
      // Where this is rolled back, no case has that hash.
      this.cases.remember({ state, hash: entries.at(-1)!.hash });
    }
    return { state, entries, replayed: false, touched: signal && entries.length ? [{ state, entries }] : [] };
  }

  private async read(runner: QueryRunner, number: string, request?: KeyedRequest): Promise<{ seen?: Seen; given?: GivenAnswer | null }> {
    const found = await this.cases.read(runner, number, request);
    return found ? { seen: { state: found.state, hash: found.hash, now: await this.now(found.at) }, given: found.given } : {};
  }

  private async work(seen: Seen): Promise<CaseWork> {
    return CaseWork.on(seen, await this.rulebooks.get(seen.state.rulebook, seen.state.version));
  }

  /** The version a case is to be moved to, as the act names it. */
  private async target({ act, input }: Acting, { state }: CaseWork): Promise<Rulebook | undefined> {
    return act === 'move-version' ? this.rulebooks.find(state!.rulebook, String((input as { version?: unknown }).version)) : undefined;
  }

  private async now(databaseNow: Date): Promise<string> {
    return (await this.time.now(databaseNow)).toISOString();
  }

  /** Runs an attempt until it holds, and tells of what it has changed. */
  private async told<T extends Answer | Refusal | undefined>(attempt: (runner: QueryRunner) => Promise<T>, together = false): Promise<T> {
    const answer = await onConnection(this.source, attempt, together);
    if (answer && !isRefusal(answer) && answer.touched.length > 0) this.committed(answer.touched);
    return answer;
  }
}

interface Seen extends Standing {
  now: string;
}

class FollowUpRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.text.en);
  }
}

/** What an act depends on among other cases; undefined for most, which need no transaction over several statements. */
function looksOf({ act, input }: Acting, at: string, { state, rulebook }: CaseWork): Readonly<Record<string, Look>> | undefined {
  const table = kinds[state!.kind] as ActTable;
  const row = Object.hasOwn(table, act) ? (table[act] as ActRow<unknown>) : undefined;
  return row?.looks?.({ number: state!.number, facts: state!.facts, at, input, rulebook });
}

/** What was looked up before an act is decided. */
type LookedUp = Pick<Question, 'seen' | 'target' | 'teams'>;

function ask(actor: Actor, acting: Acting, now: string, { state, rulebook }: CaseWork, found: LookedUp): Decision | Refusal {
  const seq = state!.seq;
  if (acting.ifSeq !== undefined && acting.ifSeq !== seq && !isUnseen(state!, actor)) {
    return refuse('case-moved-on', `The case has moved on (entry ${seq}, you saw ${acting.ifSeq}): read it again.`, `案件已有新的记录（第 ${seq} 条，您看到的是第 ${acting.ifSeq} 条），请重新查看。`);
  }
  const question: Question = { actor, act: acting.act, input: { ...acting.input }, at: now, ...(acting.happenedAt ? { happenedAt: acting.happenedAt } : {}), ...found };
  return decide(state!, kinds[state!.kind] as ActTable, question, rulebook);
}
