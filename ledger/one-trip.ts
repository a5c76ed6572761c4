import type { Actor } from '../domain/actor.js';
import type { CaseState } from '../domain/case/case.js';
import { nextMoment, wakeAt } from '../domain/clocks/clock-moments.js';
import { isRefusal, type Refusal } from '../domain/refusal.js';
import type { CaseAccess, CaseStore, ReadCase } from './case-store.js';
import type { CaseWork, WorkTime } from './case-work.js';
import { databaseTimeAt } from './database-clock.js';
import { mostBehindMs, NotFromMemory } from './remembered.js';
import type { KeyedRequest, LedgerAnswer } from './request.js';
import type { Connection } from './transaction.js';

/**
 * Most acts follow one that this process has entered or read: they are decided on the state it remembers, by the same
 * steps as any other, and the statement that writes them is the only one. It takes effect only where all that was taken
 * for granted still holds (`AsRemembered`). Whatever cannot be known without asking, and whatever would be a refusal,
 * goes the usual way: read, decide, write.
 */

const askNothing = (): never => {
  throw new NotFromMemory();
};
/** Stands in for a connection while the act is decided: what would have to be looked up is not known from memory. */
const noLookUps: Connection = { isTransactionActive: false, connect: askNothing };

/**
 * Makes an attempt on what is remembered of a case; undefined where that does not do, and nothing was written. In a
 * transaction nothing is decided from memory.
 */
export async function inOneTrip(
  cases: CaseStore,
  connection: Connection,
  actor: Actor,
  attempt: (remembered: CaseAccess, noLookUps: Connection) => Promise<LedgerAnswer | Refusal | undefined>,
): Promise<LedgerAnswer | undefined> {
  if (connection.isTransactionActive) return undefined;
  try {
    const answer = await attempt(new RememberedCases(cases, connection, actor), noLookUps);
    return answer && !isRefusal(answer) ? answer : undefined;
  } catch (error) {
    if (error instanceof NotFromMemory) return undefined;
    throw error;
  }
}

/** Cases as they are remembered, written on a connection where they are still so. */
class RememberedCases implements CaseAccess {
  constructor(
    private readonly cases: CaseStore,
    private readonly connection: Connection,
    private readonly actor: Actor,
  ) {}

  async read(_noLookUps: Connection, number: string): Promise<{ found: ReadCase }> {
    const known = this.cases.remembered(number) ?? askNothing();
    const databaseNow = (await databaseTimeAt(this.connection)) ?? askNothing();
    // Entries never run backwards.
    const time = await this.time(databaseNow.toISOString() > known.asOf ? databaseNow : new Date(known.asOf));
    return { found: { ...known, ...time } };
  }

  async workOn(found: ReadCase): Promise<CaseWork> {
    await this.requireNoMomentNear(found.state, found);
    return this.cases.workOn(found);
  }

  async commit(_noLookUps: Connection, work: CaseWork, signal: boolean, request: KeyedRequest): Promise<LedgerAnswer> {
    await this.requireNoMomentNear(work.state!, work.time);
    const { actor } = this;
    const person = actor.kind === 'person' ? actor : undefined;
    if (person && person.organisation !== work.state!.organisation) askNothing();
    return this.cases.commit(this.connection, work, signal, request, {
      hash: work.hashBefore,
      databaseNow: work.time.databaseNow,
      accessStamp: person?.accessStamp ?? null,
    });
  }

  time(databaseNow: Date): Promise<WorkTime> {
    return this.cases.time(databaseNow);
  }

  /** A moment that the database's clock may have reached, or reaches in a moment, is not for this process to tell. */
  private async requireNoMomentNear(state: CaseState, { databaseNow }: WorkTime): Promise<void> {
    const next = nextMoment(state);
    if (!next) return;
    const { now: latest } = await this.time(new Date(Date.parse(databaseNow) + 2 * mostBehindMs));
    if (wakeAt(next.moment) < latest) askNothing();
  }
}
